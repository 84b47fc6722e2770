"""What erases words of people: consent that is taken back, and a name in the wrong list."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Editor
from ic_desktop.project.peer import Participant
from ic_desktop.review import consent, people
from ic_desktop.review.consent import Holders
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.people import words
from ic_desktop.ui.widgets.dialogs import Dialog, ReasonDialog
from ic_desktop.ui.workspace import Workspace


class Withdrawing(QObject):
    """One withdrawal at a time. ``done`` is told who it was and what may still hold the words."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        workspace: Workspace,
        done: Callable[[str, Holders], None],
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

    def move(self, person: Participant) -> Dialog:
        """Explain what it means to make an interviewee of somebody, and do it."""
        name = words.person_name(self._workspace.state, person)
        dialog = Dialog(
            self._page.window(),
            _("{name} is somebody whom you ask, not one of the team").format(name=name),
            _(
                "The name moves to the list of names; where it stood it is erased for good, here "
                "and in the backups on this computer. This cannot be undone."
            ),
        )
        dialog.add_button("", _("Cancel"))
        dialog.add_button("go", _("Move to those whom you ask"), primary=True)
        dialog.finished.connect(lambda _result: self._move_on(dialog, person.id))
        dialog.open()
        return dialog

    def _move_on(self, dialog: Dialog, person: str) -> None:
        answer = dialog.answer
        dialog.deleteLater()
        if answer == "go":
            self._workspace.settle()
            self._workspace.outbox.when_empty(lambda: self._move(person))

    def _move(self, person: str) -> None:
        workspace = self._workspace
        editor = Editor(workspace.state, workspace.actor)
        history = workspace.ledger.changes.values()
        people.ask_instead(editor, history, person, _("Added to the wrong list"))
        self._rebuild(editor.changes, lambda: self._done(person, Holders((), (), 0)))

    def _erase(self, person: str, reason: str) -> None:
        workspace = self._workspace
        held = consent.holders(workspace.state, person)
        today = datetime.now().astimezone().date().isoformat()
        editor = Editor(workspace.state, workspace.actor)
        history = workspace.ledger.changes.values()
        consent.withdraw_consent(editor, history, person, reason, today)
        self._rebuild(editor.changes, lambda: self._erased(person, held))

    def _rebuild(self, changes: list[Change], then: Callable[[], None]) -> None:
        """Have the file written anew without what is erased, and read it again."""
        workspace = self._workspace
        workspace.with_file(
            lambda file, _task: file.erase(changes),
            title=_("Erasing for good"),
            done=lambda _none: workspace.reload(then),
        )

    def _erased(self, person: str, held: Holders) -> None:
        self._desk.say(_("Erased for good, here and in the backups on this computer."))
        self._done(person, held)
