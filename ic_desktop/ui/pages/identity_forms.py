"""Forms that make an identity: a new one with name and passphrase, or from a key file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.forms import Check, field
from ic_desktop.ui.widgets.labels import Small, Words
from ic_desktop.ui.widgets.notices import Notice, announce
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.widgets.text import Line

if TYPE_CHECKING:
    from ic_desktop.report.identity import Identity
    from ic_desktop.report.strength import Strength


class Secret(Line):
    """A line whose letters are not shown unless asked for; nothing remembers what it held."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.show_letters(False)

    def show_letters(self, shown: bool) -> None:
        """Show what is typed, or dots."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class IdentityForm(Panel):
    """A form whose work makes an identity off the screen's thread.

    ``made`` carries the Identity; ``closed`` follows Cancel. What went wrong stands in the form.
    """

    made = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._desk = desk
        self._notice: Notice | None = None
        self.go_button = PrimaryButton(button, clicked=self.submit)
        cancel = Button(_("Cancel"), clicked=self.closed.emit)
        self._buttons = Panel(direction="row", gap=1)
        self._buttons.add(self.go_button, cancel).add_stretch()

    def submit(self) -> None:
        """Do what the form is for. Overridden."""
        raise NotImplementedError

    def say(self, what: str, remedy: str) -> None:
        """Say in the form what went wrong."""
        self.forget()
        self._notice = Notice(what, tone="error", remedy=remedy, closable=False)
        self.body.insertWidget(self.body.indexOf(self._buttons), self._notice)
        announce(self, f"{what} {remedy}")
        QTimer.singleShot(0, self, self._keep_buttons_in_view)

    def _keep_buttons_in_view(self) -> None:
        """Scroll, once the notice has its place, so that it does not push the buttons away."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, PageScroll):
            page = page.parentWidget()
        if isinstance(page, PageScroll):
            page.reveal(self._buttons)

    def forget(self) -> None:
        """Take what went wrong away."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None

    def work(self, make: "Callable[[], Identity]") -> None:
        """Make the identity in the background."""
        self.forget()
        self.setEnabled(False)

        def make_it(_task: "Task[Identity]") -> "Identity":
            return make()

        self._desk.background.do(
            make_it, done=while_there(self, self._done), failed=while_there(self, self._failed)
        )

    def _done(self, identity: "Identity") -> None:
        self.setEnabled(True)
        self.made.emit(identity)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if not isinstance(error, IcError):
            raise error
        self.say(error.what, error.remedy)


class MakeForm(IdentityForm):
    """Asks for name, organisation and a passphrase twice, with a hint how good it is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Make the identity"), parent)
        now = desk.preferences.now
        self.name, self.organisation = Line(_("Name")), Line(_("Organisation"))
        self.name.set_text(now.name)
        self.organisation.set_text(now.organisation)
        self.passphrase, self.again = Secret(_("Passphrase")), Secret(_("Passphrase again"))
        self.hint = Small()
        self.passphrase.typed.connect(lambda _text: self._show_hint())
        # What was wrong with the two no longer holds once one of them changes.
        self.passphrase.typed.connect(lambda _text: self.forget())
        self.again.typed.connect(lambda _text: self.forget())
        self.name.typed.connect(lambda _text: self.forget())
        self.again.entered.connect(lambda _text: self.submit())
        shown = Check(_("Show the letters"))
        shown.ticked.connect(self._show_letters)
        lost = _(
            "You need it for every signature. Nobody can find it again if it is forgotten: write "
            "it down and keep it in a safe place."
        )
        self.add(
            field(_("Name of the person who signs"), self.name),
            field(_("Organisation"), self.organisation, _("Your city or office; may stay empty.")),
            Panel(gap=0.5).add(field(_("Passphrase"), self.passphrase), self.hint),
            field(_("Passphrase again"), self.again, lost),
            shown,
            self._buttons,
        )
        self._show_hint()

    def submit(self) -> None:
        """Make the identity, unless the two passphrases differ."""
        given = (self.name.text(), self.passphrase.text(), self.organisation.text())
        if given[1] != self.again.text():
            self.say(_("The two passphrases are not the same."), _("Type both again."))
            self.again.setFocus()
            return
        self.work(lambda: _make(*given))

    def _show_letters(self, shown: bool) -> None:
        self.passphrase.show_letters(shown)
        self.again.show_letters(shown)

    def _show_hint(self) -> None:
        from ic_desktop.report.strength import in_words, strength

        own = (self.name.text(), self.organisation.text())
        found = strength(self.passphrase.text(), own)
        self.hint.setText(in_words(found))
        self.hint.set_tone(STRENGTH_TONES[found])
        self.passphrase.setAccessibleDescription(in_words(found))


STRENGTH_TONES: "dict[Strength, str]" = {
    "none": "",
    "short": "warn",
    "weak": "warn",
    "fair": "",
    "good": "accent",
}


class ImportForm(IdentityForm):
    """Asks for the passphrase of a key file that was chosen."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Import"), parent)
        self._path = path
        self.passphrase = Secret(_("Passphrase"))
        self.passphrase.entered.connect(lambda _text: self.submit())
        self.passphrase.typed.connect(lambda _text: self.forget())
        help_text = _("The one that the key file was given with. It stays the same.")
        self.add(
            Words(
                _("A copy of “{file}” will be kept with your identities.").format(file=path.name)
            ),
            field(_("Passphrase"), self.passphrase, help_text),
            self._buttons,
        )

    def submit(self) -> None:
        """Import the file."""
        path, passphrase = self._path, self.passphrase.text()
        self.work(lambda: _import(path, passphrase))


def _make(name: str, passphrase: str, organisation: str) -> "Identity":
    from ic_desktop.report.identity import make

    return make(name, passphrase, organisation)


def _import(path: Path, passphrase: str) -> "Identity":
    from ic_desktop.report.identity import import_p12

    return import_p12(path, passphrase)
