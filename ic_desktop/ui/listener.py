"""What the open project tells, shown in its window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ic_desktop.errors import IcError
from ic_desktop.ui import navigation
from ic_desktop.ui.keeper import FileFacts
from ic_desktop.ui.workspace import Touched, Workspace

if TYPE_CHECKING:
    from ic_desktop.ui.main_window import MainWindow

FIRST_BACKUP_MS = 3 * 60 * 1000
BACKUP_EVERY_MS = 30 * 60 * 1000


class Listener(QObject):
    """Follows one workspace for one window, and has it backed up while work goes on."""

    def __init__(self, window: "MainWindow", workspace: Workspace) -> None:
        super().__init__(workspace)
        self._window = window
        self._workspace = workspace
        self._touched: Touched = frozenset()
        self._show_later = QTimer(self, singleShot=True, interval=0)
        self._show_later.timeout.connect(self._show_around)
        self._backup = QTimer(self, interval=FIRST_BACKUP_MS)
        self._backup.timeout.connect(self._back_up)
        self._backup.start()
        workspace.changed.connect(self._on_changed)
        workspace.review_changed.connect(self._on_review_changed)
        workspace.saving.connect(self._on_saving)
        workspace.saved.connect(self._on_saved)
        workspace.noted.connect(self._on_noted)
        workspace.failed.connect(self._on_failed)
        workspace.busy.connect(self._on_busy)

    def _on_changed(self, touched: Touched) -> None:
        """Show an edit on the page at once; what is left of it and above can wait."""
        self._touched |= touched
        self._show_later.start()
        self._window.page.refresh(touched)

    def _show_around(self) -> None:
        """Show every edit since the last time left of the page and above it."""
        touched, self._touched = self._touched, frozenset()
        self._window.show_navigation()
        if any(kind in ("project", "review", "seal") for kind, _id in touched):
            self._window.show_top()

    def _on_review_changed(self) -> None:
        window = self._window
        window.show_navigation()
        window.show_top()
        stops = self._workspace.stops
        is_gone = window.place.page == "factor" and window.place.as_stop not in stops
        window.go(navigation.OVERVIEW if is_gone else window.place)

    def _on_saving(self) -> None:
        self._window.status.show_saving()

    def _on_saved(self, facts: FileFacts) -> None:
        self._window.status.show_saved(self._workspace.outbox.saved_at)
        self._on_noted(facts)

    def _on_noted(self, _facts: FileFacts) -> None:
        self._window.show_file()
        self._window.banners.show_state(self._workspace)

    def _on_failed(self, error: IcError) -> None:
        if error is self._workspace.outbox.problem:
            self._window.status.show_not_saved(error)
        else:
            self._window.tell(error)

    def _on_busy(self) -> None:
        self._window.status.show_work(self._workspace.activities)

    def _back_up(self) -> None:
        self._backup.setInterval(BACKUP_EVERY_MS)
        self._workspace.back_up()
