"""Asking for a project's passphrase, and choosing one.

What is typed is kept in memory alone: with the open file, until it is closed.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.store.cipher import LEAST
from ic_desktop.ui.pages.identity_forms import STRENGTH_TONES, Secret
from ic_desktop.ui.widgets.dialogs import Dialog
from ic_desktop.ui.widgets.forms import Check, field
from ic_desktop.ui.widgets.labels import Small
from ic_desktop.ui.widgets.notices import Notice, announce
from ic_desktop.ui.widgets.surfaces import Panel


class AskPassphrase(Dialog):
    """Asks for the passphrase of a file; says so if the one before did not open it."""

    def __init__(self, parent: QWidget, file: str, *, wrong: str = "", remedy: str = "") -> None:
        text = _("“{file}” is protected. Enter the passphrase that it was given.")
        super().__init__(parent, _("A passphrase is needed"), text.format(file=file))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if wrong:
            self.body.addWidget(Notice(wrong, tone="error", remedy=remedy, closable=False))
            announce(self, f"{wrong} {remedy}")
        self.secret = Secret(_("Passphrase"))
        shown = Check(_("Show the letters"))
        shown.ticked.connect(self.secret.show_letters)
        self.body.addWidget(field(_("Passphrase"), self.secret))
        self.body.addWidget(shown)
        self.add_button("", _("Cancel")).setAutoDefault(False)
        self.go = self.add_button("open", _("Open"), primary=True)
        self.go.setEnabled(False)
        self.secret.typed.connect(lambda typed: self.go.setEnabled(bool(typed)))
        self.secret.setFocus()


def ask_passphrase(
    parent: QWidget,
    file: str,
    then: Callable[[str], object],
    *,
    wrong: str = "",
    remedy: str = "",
) -> AskPassphrase:
    """Open the question; ``then`` is given what was typed, and not called for Cancel."""
    dialog = AskPassphrase(parent, file, wrong=wrong, remedy=remedy)

    def ended() -> None:
        parent.activateWindow()
        if dialog.answer == "open":
            then(dialog.secret.text())

    dialog.finished.connect(lambda _code: ended())
    dialog.open()
    return dialog


class NewPassphrase(Panel):
    """Two fields for a new passphrase, with a hint how good it is, and what it means to lose it."""

    def __init__(self, parent: QWidget | None = None, *, of_copy: bool = False) -> None:
        super().__init__(parent, gap=1.5)
        self.first, self.again = Secret(_("New passphrase")), Secret(_("The same again"))
        self._hint = Small()
        for secret in (self.first, self.again):
            secret.typed.connect(lambda _text: self._show_hint())
        shown = Check(_("Show the letters"))
        shown.ticked.connect(self._show_letters)
        lost = _(
            "Whoever loses the passphrase loses the project: nobody can recover it, not even the "
            "makers of this program. Write it down and keep it in a safe place."
        )
        if of_copy:
            lost = _(
                "Without the passphrase nobody can open the copy, not even the makers of this "
                "program. Tell it to the person in another way than you send the file. This "
                "project itself needs none because of it."
            )
        self.add(
            Notice(lost, tone="warn", closable=False),
            Panel(gap=0.5).add(field(_("New passphrase"), self.first), self._hint),
            field(_("The same again"), self.again),
            shown,
        )
        self._show_hint()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: no passphrase is wanted."""
        return not (self.first.text() or self.again.text())

    def clear(self) -> None:
        """Forget what was typed."""
        for secret in (self.first, self.again):
            secret.set_text("")
        self._show_hint()

    def text(self) -> str:
        """Return what was typed first."""
        return self.first.text()

    def problem(self) -> str:
        """Return what is wrong with what was typed, "" if it can be used."""
        if len(self.first.text()) < LEAST:
            return _("A passphrase needs at least {count} characters.").format(count=LEAST)
        if self.first.text() != self.again.text():
            return _("The two passphrases are not the same. Type both again.")
        return ""

    def say(self, problem: str) -> None:
        """Say what is wrong, in the place of the hint."""
        self._hint.setText(problem)
        self._hint.set_tone("warn")
        announce(self, problem)

    def _show_letters(self, shown: bool) -> None:
        self.first.show_letters(shown)
        self.again.show_letters(shown)

    def _show_hint(self) -> None:
        from ic_desktop.report.strength import in_words, strength

        found = strength(self.first.text())
        self._hint.setText(in_words(found))
        self._hint.set_tone(STRENGTH_TONES[found])
        self.first.setAccessibleDescription(in_words(found))


class ProtectDialog(Dialog):
    """Protects the open project, changes its passphrase, or takes it away."""

    def __init__(self, parent: QWidget, *, protected: bool) -> None:
        change, protect = _("Change or remove the passphrase"), _("Protect with a passphrase")
        text = _(
            "The project file and its backups on this computer are written anew. Copies that you "
            "made or sent before stay as they are."
        )
        super().__init__(parent, change if protected else protect, text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.new = NewPassphrase()
        self.body.addWidget(self.new)
        self.add_button("", _("Cancel")).setAutoDefault(False)
        if protected:
            self.add_button("remove", _("Remove the passphrase")).setAutoDefault(False)
        self.go = self.add_button(
            "protect", _("Change the passphrase") if protected else _("Protect"), primary=True
        )
        self.new.first.setFocus()

    def finish(self, code: str) -> None:
        """Close, unless what was typed cannot be used: that is said."""
        problem = self.new.problem() if code == "protect" else ""
        if not problem:
            super().finish(code)
            return
        self.new.say(problem)


def choose_passphrase(
    parent: QWidget, then: Callable[[str], object], *, protected: bool
) -> ProtectDialog:
    """Open the choice; ``then`` is given the new passphrase, "" to remove it."""
    dialog = ProtectDialog(parent, protected=protected)

    def ended() -> None:
        parent.activateWindow()
        if dialog.answer:
            then(dialog.new.text() if dialog.answer == "protect" else "")

    dialog.finished.connect(lambda _code: ended())
    dialog.open()
    return dialog
