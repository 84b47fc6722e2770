"""What is shown while a project is on its way onto the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk, Page
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.labels import Muted
from ic_desktop.ui.widgets.surfaces import Panel


class WaitPage(Page):
    """Says what is being opened; for what takes long, how far it is, with a way to cancel it."""

    help_topic = "files"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._text = Muted()
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = Panel(margins=(20, 3, 20, 3), gap=2)
        self._room.add_stretch().add(self._text)
        self._work = Panel()
        self._room.add(self._work).add_stretch()
        self.fill_with(self._room)

    def show_place(self, place: Place) -> None:
        """Say that the file ``place.item`` is being opened."""
        self._work.clear()
        self._text.setText(place.item)

    def follow(self, task: "Task[object]", text: str) -> None:
        """Show how far a task is; its progress is asked for with :meth:`show_progress`."""
        from ic_desktop.ui.widgets.notices import Busy

        self._text.setText("")
        self._work.clear()
        self._busy = Busy(text)
        self._busy.cancelled.connect(task.cancel)
        self._work.add(self._busy)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the task is."""
        self._busy.set_progress(done, total)
