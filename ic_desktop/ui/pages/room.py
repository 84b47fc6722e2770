"""A place on a page that is empty most of the time: for progress, a notice, or a short form."""

from PySide6.QtWidgets import QWidget

from ic_desktop.ui.widgets.surfaces import Panel


class Room(Panel):
    """Holds one thing at a time, and takes no space while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()

    def hold(self, widget: QWidget) -> None:
        """Show a widget in place of what was there."""
        self.clear()
        self.add(widget)
        self.show()

    def empty(self) -> None:
        """Take away what is there."""
        self.clear()
        self.hide()
