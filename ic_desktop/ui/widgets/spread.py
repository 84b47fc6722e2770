"""The frame of a page: a head that stays in view, what scrolls, and an aside.

At 1366 x 768 the head stands above and the aside at the right. Where the window is narrow or low,
or the text is large, the aside goes below and the head scrolls with the rest, so that everything
can be reached and nothing is squeezed.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ic_desktop.ui import theme
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel, Rule

LETTERS_BESIDE = 118
"""Letters of body text that a page must be wide for an aside at its side."""
HEAD_SHARE = 0.4
"""The share of the page's height that a head may keep."""


class Spread(QWidget):
    """Head, main part and aside of a page; ``head`` and ``aside`` may be None.

    Make the parts with this widget's :attr:`room` as parent, then hand them to :meth:`show_parts`:
    what is built from the top down is shown in half the time.
    """

    def __init__(self, parent: QWidget | None = None, *, aside_share: float = 0.34) -> None:
        super().__init__(parent)
        self._share = aside_share
        self._head: QWidget | None = None
        self._aside: QWidget | None = None
        self._placed: tuple[bool, bool] | None = None
        self._top = QVBoxLayout()
        self._middle = QHBoxLayout()
        outer = QVBoxLayout(self)
        for layout in (outer, self._top, self._middle):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.view = PageScroll(parent=self)
        self.room = Panel(self.view, gap=0)
        self.view.setWidget(self.room)
        self._under_head = Rule(self)
        self._beside = Rule(self, upright=True)
        self._middle.addWidget(self.view, 1)
        self._middle.addWidget(self._beside)
        outer.addLayout(self._top)
        outer.addWidget(self._under_head)
        outer.addLayout(self._middle, 1)

    def show_parts(
        self, main: QWidget, head: QWidget | None = None, aside: QWidget | None = None
    ) -> None:
        """Take the parts; those that were shown before are given up to the caller."""
        self._head, self._aside = head, aside
        self.room.add(main, stretch=1)
        self._placed = None
        self._place()

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget is seen."""
        self.view.reveal(widget)

    @property
    def is_wide(self) -> bool:
        """True if the aside stands at the side."""
        return self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_BESIDE

    @property
    def keeps_head(self) -> bool:
        """True if the head stays in view."""
        if self._head is None:
            return True
        height = self._head.sizeHint().height()
        if self._head.hasHeightForWidth():
            height = self._head.heightForWidth(self.width())
        return height <= self.height() * HEAD_SHARE

    def sizeHint(self) -> QSize:
        """As a page on a small screen."""
        return QSize(theme.unit(130), theme.unit(80))

    def minimumSizeHint(self) -> QSize:
        """Small: everything scrolls."""
        return QSize(theme.unit(30), theme.unit(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts where there is room for them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wanted = (self.keeps_head, self.is_wide)
        if wanted != self._placed:
            focused = QApplication.focusWidget()
            self._placed = wanted
            self._put_head(wanted[0])
            self._put_aside(wanted[1])
            if focused is not None and self.isAncestorOf(focused):
                focused.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._aside is not None:
            width = round(self.width() * self._share) if wanted[1] else 16777215
            self._aside.setMaximumWidth(width)

    def _put_head(self, keep: bool) -> None:
        self._under_head.setVisible(keep and self._head is not None)
        if self._head is None:
            return
        if keep:
            self._top.addWidget(self._head)
        else:
            self.room.body.insertWidget(0, self._head)
        self._head.show()

    def _put_aside(self, beside: bool) -> None:
        self._beside.setVisible(beside and self._aside is not None)
        if self._aside is None:
            return
        if beside:
            self._middle.addWidget(self._aside, 0)
        else:
            self.room.body.addWidget(self._aside)
        self._aside.show()
