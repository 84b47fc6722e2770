"""The identity to sign with: choose one, make one, import one. Keys are made off the screen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Muted, Small, Strong, Words
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.text import Line

if TYPE_CHECKING:
    from ic_desktop.report.identity import Identity


class IdentityCard(Card):
    """Shows the chosen identity with its fingerprint and what its signature proves."""

    chosen = Signal(object)
    """Another identity is chosen: an Identity, or None."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Identity for signing"), gap=1.5)
        self._desk = desk
        self._found: dict[str, Identity] = {}
        self._pick = Picker(_("Sign as"), [])
        self._pick.chosen.connect(self._choose)
        self._pick_field = field(_("Sign as"), self._pick)
        self._none = Muted(
            _("You have no identity yet. Make one, or import the one that your city gave you.")
        )
        self._fingerprint = Strong(selectable=True)
        self._fingerprint_field = field(_("Fingerprint"), self._fingerprint)
        self._proves = Small()
        self._room = Panel(gap=1)
        buttons = Panel(direction="row", gap=1)
        buttons.add(
            Button(_("Make an identity …"), icon_name="plus", clicked=self._show_making),
            Button(_("Import …"), icon_name="import", clicked=self._choose_file),
        ).add_stretch()
        self.add(self._pick_field, self._none, self._fingerprint_field, self._proves)
        self.add(buttons, self._room)
        self._show([])

    def show_identities(self) -> None:
        """Look which identities there are, off the screen's thread."""
        self._desk.background.do(_identities, done=self._show)

    def _show(self, found: "list[Identity]") -> None:
        self._found = {str(one.path): one for one in found}
        names = [(key, _name(one)) for key, one in self._found.items()]
        self._pick.set_options(names)
        wanted = self._desk.preferences.now.identity
        shown = wanted if wanted in self._found else next(iter(self._found), "")
        self._pick.set_value(shown)
        self._show_one(self._found.get(shown))
        if shown and shown != wanted:
            self._keep(shown)

    def _show_one(self, one: "Identity | None") -> None:
        self._none.setVisible(one is None)
        for widget in (self._pick_field, self._fingerprint_field, self._proves):
            widget.setVisible(one is not None)
        if one is not None:
            from ic_desktop.report.identity import what_it_proves

            self._fingerprint.setText(one.fingerprint_grouped)
            self._proves.setText(what_it_proves(one))
        self.chosen.emit(one)

    def _choose(self, path: str) -> None:
        self._keep(path)
        self._show_one(self._found.get(path))

    def _keep(self, path: str) -> None:
        self._desk.preferences.change(lambda s: replace(s, identity=path))

    def _show_making(self) -> None:
        self._room.clear()
        now = self._desk.preferences.now
        name, organisation = Line(_("Name")), Line(_("Organisation"))
        name.set_text(now.name)
        organisation.set_text(now.organisation)
        passphrase, again = _secret(_("Passphrase")), _secret(_("Passphrase again"))
        help_text = _("At least 8 characters. It cannot be found again if you forget it.")

        def make() -> None:
            if passphrase.text() != again.text():
                self._say(_("The two passphrases are not the same."), _("Type both again."))
                return
            given = (name.text(), passphrase.text(), organisation.text())
            self._work(lambda: _make(*given))

        self._room.add(
            field(_("Name"), name),
            field(_("Organisation"), organisation),
            field(_("Passphrase"), passphrase, help_text),
            field(_("Passphrase again"), again),
            PrimaryButton(_("Make the identity"), clicked=make),
        )
        name.setFocus()

    def _choose_file(self) -> None:
        folder = self._desk.preferences.now.last_folder
        dialog = QFileDialog(self, _("Import an identity"), folder)
        dialog.setNameFilter(_("Key files (*.p12 *.pfx)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._show_importing(Path(name)))
        dialog.open()

    def _show_importing(self, path: Path) -> None:
        self._room.clear()
        passphrase = _secret(_("Passphrase"))

        def take() -> None:
            given = passphrase.text()
            self._work(lambda: _import(path, given))

        passphrase.entered.connect(lambda _text: take())
        self._room.add(
            Words(_("Importing {file}").format(file=path.name)),
            field(_("Passphrase"), passphrase, _("The one that the key file was given with.")),
            PrimaryButton(_("Import"), clicked=take),
        )
        passphrase.setFocus()

    def _work(self, make: "Callable[[], Identity]") -> None:
        self._room.setEnabled(False)

        def work(_task: "Task[Identity]") -> "Identity":
            return make()

        self._desk.background.do(work, done=self._made, failed=self._failed)

    def _made(self, one: "Identity") -> None:
        self._room.setEnabled(True)
        self._room.clear()
        self._keep(str(one.path))
        self.show_identities()

    def _failed(self, error: Exception) -> None:
        self._room.setEnabled(True)
        if not isinstance(error, IcError):
            raise error
        self._say(error.what, error.remedy)

    def _say(self, what: str, remedy: str) -> None:
        for notice in self._room.findChildren(Notice):
            notice.deleteLater()
        self._room.add(Notice(what, tone="error", remedy=remedy))


def _name(one: "Identity") -> str:
    return f"{one.name}, {one.organisation}" if one.organisation else one.name


def _secret(name: str) -> Line:
    line = Line(name)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _identities(_task: "Task[list[Identity]]") -> "list[Identity]":
    from ic_desktop.report.identity import identities

    return identities()


def _make(name: str, passphrase: str, organisation: str) -> "Identity":
    from ic_desktop.report.identity import make

    return make(name, passphrase, organisation)


def _import(path: Path, passphrase: str) -> "Identity":
    from ic_desktop.report.identity import import_p12

    return import_p12(path, passphrase)
