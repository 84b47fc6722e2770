"""The navigation column: headings and places, each with its mark, its words and its count."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ic_desktop.ui import theme
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.marks import paint_focus, paint_mark, word

AnyIndex = QModelIndex | QPersistentModelIndex

_LEAST_LETTERS = 16
"""How much of a name is always seen; a count at the right gives way before."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A row: a place, or a heading between places.

    ``key`` is handed back when the place is chosen. ``mark`` is a verdict, an icon's name or
    ``progress:3/13``. ``badge`` stands at the right; its ``tone`` is "", "warn" or "accent".
    ``level`` indents. ``spoken`` is added for screen readers.
    """

    key: Hashable
    text: str
    mark: str = ""
    badge: str = ""
    tone: str = ""
    level: int = 0
    heading: bool = False
    spoken: str = ""

    @property
    def accessible(self) -> str:
        """What a screen reader says: "7 Municipal employment, Partly in place, to ask"."""
        parts = (self.text, word(self.mark) if self.mark else "", self.badge, self.spoken)
        return ", ".join(part for part in parts if part)


class NavModel(QAbstractListModel):
    """The rows of a :class:`NavList`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: list[NavItem] = []
        self._rows: dict[Hashable, int] = {}

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show other rows; where places and order are the same, only what differs is painted."""
        if [i.key for i in items] == [i.key for i in self.items]:
            for item in items:
                self.change(item.key, item)
            return
        self.beginResetModel()
        self.items = list(items)
        self._rows = {item.key: row for row, item in enumerate(items) if not item.heading}
        self.endResetModel()

    def change(self, key: Hashable, item: NavItem) -> None:
        """Replace one row."""
        row = self.row(key)
        if row is not None and self.items[row] != item:
            self.items[row] = item
            at = self.index(row)
            self.dataChanged.emit(at, at)

    def row(self, key: Hashable) -> int | None:
        """Return the row of a place, None if there is none."""
        if key in self._rows:
            return self._rows[key]
        return next((n for n, item in enumerate(self.items) if item.key == key), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows, and what a screen reader says of it."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.accessible
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self.items[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _NavDelegate(QStyledItemDelegate):
    """Paints the rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One line and the air around it; a heading has more above."""
        item = _item(index)
        height = theme.line_height("small-strong" if item.heading else "body")
        above = theme.unit(2) if item.heading and index.row() else theme.unit(1)
        return QSize(theme.unit(10), height + above)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        item, rect = _item(index), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.heading:
            self._paint_heading(painter, rect, item)
        else:
            self._paint_place(painter, rect, item, option.state)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Show the whole words of a row that is shortened."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            item = _item(index)
            rect = view.visualRect(index)
            is_short = _words(rect, item).width() < _width(item.text)
            if is_short or (item.badge and not _badge_fits(rect, item)):
                whole = " · ".join(part for part in (item.text, item.badge) if part)
                QToolTip.showText(event.globalPos(), plain(whole), view)
                return True
        return super().helpEvent(event, view, option, index)

    def _paint_heading(self, painter: QPainter, rect: QRect, item: NavItem) -> None:
        painter.setFont(theme.font("small-strong"))
        painter.setPen(theme.colour("muted"))
        box = rect.adjusted(theme.unit(2), 0, -theme.unit(1), -theme.unit(0.5))
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, flags, item.text)

    def _paint_place(
        self, painter: QPainter, rect: QRect, item: NavItem, state: QStyle.StateFlag
    ) -> None:
        current = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        box = rect.adjusted(theme.unit(1), 0, -theme.unit(1), 0)
        if current or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if current else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        ink = theme.colour("accent_ink" if current else "ink")
        words = _words(rect, item)
        side = theme.line_height()
        mark = QRectF(words.left() - side - theme.unit(0.5), 0, side, side)
        mark.moveTop(rect.top() + (rect.height() - side) / 2)
        paint_mark(painter, item.mark, mark, ink if current else None)
        painter.setFont(theme.font())
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(
            item.text, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, shown)
        if item.badge and _badge_fits(rect, item):
            painter.setFont(theme.font("small"))
            painter.setPen(ink if current else theme.colour(item.tone or "muted"))
            right = box.adjusted(0, 0, -theme.unit(1), 0)
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, item.badge)
        if current and state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect.adjusted(2, 0, -2, 0), 6)


def _words(rect: QRect, item: NavItem) -> QRect:
    """Return where a row's words stand: right of the mark, left of the badge if it has room."""
    right = theme.unit(2)
    if item.badge and _badge_fits(rect, item):
        right += _badge_width(item)
    return rect.adjusted(_indent(item), 0, -right, 0)


def _badge_fits(rect: QRect, item: NavItem) -> bool:
    """Say whether a badge leaves its name enough room: all of it, or its first letters."""
    room = rect.width() - _indent(item) - theme.unit(2) - _badge_width(item)
    return room >= min(_width(item.text), _least_words())


def _indent(item: NavItem) -> int:
    return theme.unit(2) + theme.line_height() + theme.unit(0.5) + theme.unit(2) * item.level


def _badge_width(item: NavItem) -> int:
    return QFontMetrics(theme.font("small")).horizontalAdvance(item.badge) + theme.unit(0.75)


def _width(text: str) -> int:
    return QFontMetrics(theme.font()).horizontalAdvance(text)


def _least_words() -> int:
    return QFontMetrics(theme.font()).averageCharWidth() * _LEAST_LETTERS


def _item(index: AnyIndex) -> NavItem:
    model = index.model()
    assert isinstance(model, NavModel)
    return model.items[index.row()]


class TypeAhead:
    """Puts letters that are typed shortly after one another together."""

    def __init__(self) -> None:
        self._letters = ""
        self._since = QElapsedTimer()

    def add(self, letters: str) -> str:
        """Return everything that was typed without a pause, in lower case."""
        pause = QApplication.keyboardInputInterval()
        if not self._since.isValid() or self._since.elapsed() > pause:
            self._letters = ""
        self._since.start()
        self._letters += letters.casefold()
        return self._letters


class NavList(QListView):
    """The navigation: arrows, Home, End and typed letters move, and each move is told.

    ``chosen`` carries the key of the place that a person went to. Setting the current place by
    program tells nothing.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = NavModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_NavDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._silent = False
        self._typed_ahead = TypeAhead()
        self.selectionModel().currentChanged.connect(self._tell)

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show other rows; the current place stays current if it is still there."""
        kept = self.current()
        self._model.set_items(items)
        if kept is not None and self.current() != kept:
            self.set_current(kept)

    def items(self) -> Sequence[NavItem]:
        """Return the rows."""
        return tuple(self._model.items)

    def set_mark(self, key: Hashable, mark: str) -> None:
        """Change one place's mark."""
        self._change(key, mark=mark)

    def set_badge(self, key: Hashable, badge: str, tone: str = "") -> None:
        """Change what stands at the right of one place."""
        self._change(key, badge=badge, tone=tone)

    def current(self) -> Hashable | None:
        """Return the key of the current place, None if there is none."""
        index = self.currentIndex()
        return self._model.items[index.row()].key if index.isValid() else None

    def set_current(self, key: Hashable | None) -> None:
        """Show a place as the current one, without telling; None or an unknown one clears."""
        row = None if key is None else self._model.row(key)
        self._silent = True
        if row is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentIndex(self._model.index(row))
        self._silent = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without going anywhere: Qt makes the first row the current one."""
        self._silent = True
        super().focusInEvent(event)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step over headings; Home and End go to the first and last place; Escape is not ours."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        last = len(self._model.items) - 1
        at = self.currentIndex().row() if self.currentIndex().isValid() else -1
        targets = {
            Qt.Key.Key_Down: range(at + 1, last + 1),
            Qt.Key.Key_Up: range(at - 1, -1, -1),
            Qt.Key.Key_Home: range(last + 1),
            Qt.Key.Key_End: range(last, -1, -1),
        }
        rows = targets.get(Qt.Key(event.key()))
        if rows is None:
            super().keyPressEvent(event)
            return
        row = next((n for n in rows if not self._model.items[n].heading), None)
        if row is not None:
            self.setCurrentIndex(self._model.index(row))

    def keyboardSearch(self, search: str) -> None:
        """Go to the next place of which any word begins with what is typed."""
        wanted, items = self._typed_ahead.add(search), self._model.items
        start = max(0, self.currentIndex().row()) + (1 if len(wanted) == 1 else 0)
        for step in range(len(items)):
            row = (start + step) % len(items)
            words = items[row].text.casefold().split()
            if not items[row].heading and any(w.startswith(wanted) for w in words):
                self.setCurrentIndex(self._model.index(row))
                return

    def sizeHint(self) -> QSize:
        """Wide enough for most names."""
        return QSize(QFontMetrics(theme.font()).averageCharWidth() * 34, theme.unit(40))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a mark and the first letters of every name, beside a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        around = _indent(NavItem("", "")) + theme.unit(2)
        return QSize(around + _least_words() + bar, theme.unit(10))

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out anew in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _change(self, key: Hashable, **changes: str) -> None:
        row = self._model.row(key)
        if row is not None:
            item = self._model.items[row]
            self._model.change(key, replace(item, **changes))  # type: ignore[arg-type] # all words

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.chosen.emit(self._model.items[current.row()].key)
