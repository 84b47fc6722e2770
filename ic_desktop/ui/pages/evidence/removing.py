"""Removing a piece of evidence, which keeps the record, and erasing it, which does not."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import Evidence
from ic_desktop.review import edits
from ic_desktop.review.checks import title_of
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.dialogs import ReasonDialog
from ic_desktop.ui.workspace import Workspace

_Then = Callable[[Evidence, str], None]


class Removing(QObject):
    """Asks why, and does it."""

    def __init__(self, page: QWidget, desk: Desk, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._workspace = workspace

    def remove(self, piece: Evidence) -> ReasonDialog:
        """Ask why a piece goes, and remove it; return the question."""
        text = _(
            "It disappears from the list and from reports. Its record, its file and your reason "
            "stay under “Removed”, from where it can be taken back."
        )
        return self._ask(
            piece,
            _("Remove “{title}”"),
            text,
            _("Remove"),
            [_("Wrong document"), _("Replaced by a newer version"), _("Does not belong here")],
            self._remove,
        )

    def restore(self, piece: Evidence) -> None:
        """Take a removal back."""
        if self._workspace.edit(lambda editor: editor.restore("evidence", piece.id)):
            self._desk.say(_("“{title}” is back in the list.").format(title=title_of(piece)))

    def erase(self, piece: Evidence) -> ReasonDialog:
        """Explain what erasing means, ask why, and erase; return the question."""
        text = _(
            "Its words in every version, its file and the file’s name are taken out of this "
            "project and out of its backups on this computer. This cannot be undone.\n\n"
            "What stays: that something was erased here, when, by whom, and the reason that you "
            "give below. So don’t repeat in the reason what is to be erased.\n\n"
            "It cannot be taken out of what has left this computer already: copies of the "
            "project that you gave away, exported files, and reports that name it."
        )
        if citing := edits.sealed_by_citing(self._workspace.state, piece.id):
            signed = _("The signed report of “{title}” names it.").format(title=citing)
            text = f"{text}\n\n{signed}"
        return self._ask(
            piece,
            _("Erase “{title}” for good"),
            text,
            _("Erase for good"),
            [_("Consent was withdrawn"), _("The retention period is over"), _("Wrong file")],
            self._erase,
        )

    def _ask(
        self,
        piece: Evidence,
        title: str,
        text: str,
        button: str,
        suggestions: list[str],
        then: _Then,
    ) -> ReasonDialog:
        dialog = ReasonDialog(
            self._page.window(),
            title.format(title=title_of(piece)),
            text,
            button=button,
            suggestions=suggestions,
        )
        dialog.finished.connect(lambda _result: self._go_on(dialog, piece, then))
        dialog.open()
        return dialog

    def _go_on(self, dialog: ReasonDialog, piece: Evidence, then: _Then) -> None:
        reason = dialog.reason
        dialog.deleteLater()
        if reason:
            then(piece, reason)

    def _remove(self, piece: Evidence, reason: str) -> None:
        self._workspace.settle()
        if self._workspace.edit(lambda e: edits.remove_evidence(e, piece.id, reason)):
            self._desk.say(_("Removed. It is kept under “Removed”; Ctrl+Z undoes it."))

    def _erase(self, piece: Evidence, reason: str) -> None:
        """Erase once everything is on the disk; the file is then rebuilt and read anew."""
        workspace = self._workspace
        workspace.settle()
        workspace.outbox.when_empty(lambda: self._rebuild(piece, reason))

    def _rebuild(self, piece: Evidence, reason: str) -> None:
        workspace = self._workspace
        editor = Editor(workspace.state, workspace.actor)
        history = workspace.ledger.changes.values()
        edits.erase_evidence(editor, history, piece.id, reason)
        changes: list[Change] = editor.changes
        workspace.with_file(
            lambda file, _task: file.erase(changes),
            title=_("Erasing for good"),
            done=lambda _none: workspace.reload(self._erased),
        )

    def _erased(self) -> None:
        self._desk.say(_("Erased for good, here and in the backups on this computer."))
