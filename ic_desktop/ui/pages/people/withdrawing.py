"""Consent that is taken back: asks why, erases for good, and says who may still hold it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.edit import Editor
from ic_desktop.project.peer import Participant
from ic_desktop.review import consent
from ic_desktop.review.consent import Holders
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.people import words
from ic_desktop.ui.widgets.dialogs import ReasonDialog
from ic_desktop.ui.workspace import Workspace


class Withdrawing(QObject):
    """One withdrawal at a time. ``done`` is told who it was and what may still hold the words."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        workspace: Workspace,
        done: Callable[[str, Holders], object],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._workspace, self._done = page, desk, workspace, done

    def ask(self, person: Participant) -> ReasonDialog:
        """Explain what withdrawing means, ask why, and erase; return the question."""
        state = self._workspace.state
        name = words.person_name(state, person)
        dialog = ReasonDialog(
            self._page.window(),
            _("{name} takes consent back").format(name=name),
            words.withdrawal_text(state, consent.holders(state, person.id)),
            button=_("Erase for good"),
            suggestions=[_("Consent was withdrawn")],
        )
        dialog.finished.connect(lambda _result: self._go_on(dialog, person.id))
        dialog.open()
        return dialog

    def _go_on(self, dialog: ReasonDialog, person: str) -> None:
        reason = dialog.reason
        dialog.deleteLater()
        if reason:
            self._workspace.settle()
            # Erase once everything is on the disk; the file is then rebuilt and read anew.
            self._workspace.outbox.when_empty(lambda: self._erase(person, reason))

    def _erase(self, person: str, reason: str) -> None:
        workspace = self._workspace
        held = consent.holders(workspace.state, person)
        today = datetime.now().astimezone().date().isoformat()
        editor = Editor(workspace.state, workspace.actor)
        history = workspace.ledger.changes.values()
        consent.withdraw_consent(editor, history, person, reason, today)
        changes = editor.changes
        workspace.with_file(
            lambda file, _task: file.erase(changes),
            title=_("Erasing for good"),
            done=lambda _none: workspace.reload(lambda: self._erased(person, held)),
        )

    def _erased(self, person: str, held: Holders) -> None:
        self._desk.say(_("Erased for good, here and in the backups on this computer."))
        self._done(person, held)
