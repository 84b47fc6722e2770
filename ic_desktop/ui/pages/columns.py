"""Columns beside each other, or one under the other where there is too little room."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ic_desktop.ui import theme
from ic_desktop.ui.widgets.surfaces import Panel


class Columns(QWidget):
    """Two panels beside each other while the page is at least ``room`` units wide."""

    def __init__(
        self, *, room: float = 90, shares: tuple[int, int] = (1, 1), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room = room
        self.left, self.right = Panel(gap=2), Panel(gap=2)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for panel, share in zip((self.left, self.right), shares, strict=True):
            self._layout.addWidget(panel, share)
        self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns as there is room."""
        super().resizeEvent(event)
        beside = event.size().width() >= theme.unit(self._room) * self._growth()
        way = QBoxLayout.Direction
        self._layout.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def _growth(self) -> float:
        """Words need room in proportion to the text; a unit grows at half that pace."""
        return theme.look().text_size / 100 * 8 / theme.look().unit

    def _space(self) -> None:
        self._layout.setSpacing(theme.unit(2))
