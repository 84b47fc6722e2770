"""A list and what is chosen in it, each scrolling for itself; one column where there is no room."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ic_desktop.ui.widgets.spread import LETTERS_BESIDE
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel, Rule


class TwoSides(QWidget):
    """``main`` at the left; ``side`` beside it while the page is wide enough, else below."""

    def __init__(
        self, main: QWidget, side: QWidget, parent: QWidget | None = None, *, share: float = 0.46
    ) -> None:
        super().__init__(parent)
        self._side, self._share = side, share
        self._is_beside: bool | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._place)
        self._column = Panel(gap=0)
        self._column.add(main)
        self.view = PageScroll(self._column, self)
        self.side_view = PageScroll(parent=self)
        self._rule = Rule(self, upright=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self._rule)
        row.addWidget(self.side_view)
        self._place()

    def begin_side(self) -> None:
        """Show the beginning of the side, for something else that was chosen.

        Where it stands below, nothing moves: whoever types in the list goes on there.
        """
        self.side_view.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side where there is room for it."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Put the side where there is room for it in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._later.start()

    def _place(self) -> None:
        beside = self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_BESIDE
        if beside != self._is_beside:
            self._is_beside = beside
            focused = QApplication.focusWidget()
            self._put(beside=beside)
            if focused is not None and self.isAncestorOf(focused):
                focused.setFocus(Qt.FocusReason.OtherFocusReason)
        if beside:
            self.side_view.setFixedWidth(round(self.width() * self._share))

    def _put(self, *, beside: bool) -> None:
        if beside:
            self._column.body.removeWidget(self._side)
            self.side_view.setWidget(self._side)
        else:
            self.side_view.takeWidget()
            self._column.add(self._side)
        self._side.show()
        self.side_view.setVisible(beside)
        self._rule.setVisible(beside)
