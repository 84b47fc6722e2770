"""How far the adding of files is, and one way to cancel all of it; quick work is never shown."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.ui.formats import file_size
from ic_desktop.ui.pages.evidence.adding import Batch
from ic_desktop.ui.widgets.notices import Busy
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.workspace import Workspace

PATIENCE_MS: Final = 400


class AddingProgress(Panel):
    """Shows the batch that is under way, once it takes longer than a moment."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(2.5, 0, 2.5, 1))
        self._batches: list[Batch] = []
        self.busy: Busy | None = None
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._soon.timeout.connect(self._show)
        workspace.busy.connect(self.follow)
        self.hide()

    def watch(self, batch: Batch) -> None:
        """Follow a batch until it is through."""
        self._batches.append(batch)
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self._forget_what_is_through()
        if self._batches and self.busy is None:
            self.busy = Busy(_("Adding files"), self)
            self.busy.cancelled.connect(self._cancel)
            self.add(self.busy)
            self.show()
        self.follow()

    def follow(self) -> None:
        """Show how far it is now; go once all of it is through."""
        self._forget_what_is_through()
        if self.busy is None:
            return
        if not self._batches:
            self.busy = None
            self.clear()
            self.hide()
            return
        tasks = [task for batch in self._batches for task in batch.tasks]
        through = len(tasks) - sum(batch.waiting for batch in self._batches)
        now = tasks[min(through, len(tasks) - 1)]
        done, total = now.progress
        if len(tasks) > 1:
            said = _("{what} ({number} of {all})")
            self.busy.set_text(said.format(what=now.title, number=through + 1, all=len(tasks)))
        else:
            self.busy.set_text(now.title)
        self.busy.set_progress(done, total, _bytes(done, total))

    def _forget_what_is_through(self) -> None:
        self._batches = [batch for batch in self._batches if batch.waiting and batch.tasks]

    def _cancel(self) -> None:
        for batch in self._batches:
            for task in batch.tasks:
                task.cancel()


def _bytes(done: int, total: int) -> str:
    if not total:
        return ""
    return _("{done} of {total}").format(done=file_size(done), total=file_size(total))
