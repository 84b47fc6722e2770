"""A layout that sets its items in lines, like words, and wraps."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ic_desktop.ui import theme


class FlowLayout(QLayout):
    """Items from left to right, wrapped at the width there is; ``gap`` in units.

    Sizes are asked for once and kept until something changes: a page of many flows is laid out
    several times before it is seen.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: float = 0.75) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._hints: list[QSize] | None = None
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out, None past the end."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def invalidate(self) -> None:
        """Forget the sizes."""
        self._hints = None
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        hints = [hint for hint in self._sizes() if hint.isValid()]
        width = sum(hint.width() for hint in hints) + max(0, len(hints) - 1) * self._space()
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        size = QSize(0, 0)
        for item, hint in zip(self._items, self._sizes(), strict=True):
            if hint.isValid():
                least = item.minimumSize()
                size = size.expandedTo(QSize(least.width(), hint.height()))
        return size.grownBy(self.contentsMargins())

    def _space(self) -> int:
        return theme.unit(self._gap)

    def _sizes(self) -> list[QSize]:
        """Return the size of every item, an invalid one for those that are hidden."""
        if self._hints is None:
            self._hints = [QSize() if i.isEmpty() else i.sizeHint() for i in self._items]
        return self._hints

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins: QMargins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        x, y, line, gap = inner.left(), inner.top(), 0, self._space()
        right_to_left = move and self._is_right_to_left()
        for item, hint in zip(self._items, self._sizes(), strict=True):
            if not hint.isValid():
                continue
            width = min(hint.width(), max(inner.width(), item.minimumSize().width()))
            if x > inner.left() and x + width > inner.left() + inner.width():
                x, y, line = inner.left(), y + line + gap, 0
            if move:
                left = inner.left() + inner.right() - x - width + 1 if right_to_left else x
                item.setGeometry(QRect(QPoint(left, y), QSize(width, hint.height())))
            x, line = x + width + gap, max(line, hint.height())
        return y + line - rect.top() + margins.bottom()

    def _is_right_to_left(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
