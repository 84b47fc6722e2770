"""A list of two-line cards, for evidence beside a page: thousands of rows, no widget for any."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ic_desktop.ui import theme
from ic_desktop.ui.icons import paint_icon
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.marks import paint_focus, paint_mark, tone, word

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CardItem:
    """One card: title, a quiet line, and at the right a mark with its word.

    ``mark`` is a stance or verdict; ``note`` replaces its word. ``icon_name`` stands at the left.
    ``group`` is a heading shown above the first card of each run of the same group.
    """

    key: Hashable
    title: str
    detail: str = ""
    mark: str = ""
    note: str = ""
    icon_name: str = ""
    group: str = ""

    @property
    def right(self) -> str:
        """The word at the right."""
        return self.note or (word(self.mark) if self.mark else "")

    @property
    def accessible(self) -> str:
        """What a screen reader says."""
        return ", ".join(p for p in (self.group, self.title, self.right, self.detail) if p)


class CardModel(QAbstractListModel):
    """The cards of a :class:`CardList`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: list[CardItem] = []

    def set_items(self, items: Sequence[CardItem]) -> None:
        """Show other cards; where keys and order are the same, only what differs is painted."""
        old = self.items
        if [i.key for i in old] == [i.key for i in items]:
            self.items = list(items)
            for row, (before, after) in enumerate(zip(old, items, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many cards there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a card shows, and what a screen reader says of it."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.accessible
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain("\n".join(part for part in (item.title, item.detail) if part))
        return None

    def begins_group(self, row: int) -> bool:
        """Say whether a heading stands above a card."""
        group = self.items[row].group
        return bool(group) and (row == 0 or self.items[row - 1].group != group)


class _CardDelegate(QStyledItemDelegate):
    """Paints the cards. All have one height but those under a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Two lines, the air around them, and a heading where a group begins."""
        model, item = _model(index), _model(index).items[index.row()]
        height = theme.line_height("strong") + theme.unit(2.5)
        if item.detail:
            height += theme.line_height("small")
        if model.begins_group(index.row()):
            height += _heading_height()
        return QSize(theme.unit(16), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one card."""
        model, rect = _model(index), QRect(option.rect)
        item = model.items[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if model.begins_group(index.row()):
            painter.setFont(theme.font("small-strong"))
            painter.setPen(theme.colour("muted"))
            box = QRect(rect.left(), rect.top(), rect.width(), _heading_height() - theme.unit(0.5))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, flags, item.group)
            rect.setTop(rect.top() + _heading_height())
        rect.adjust(0, 0, 0, -theme.unit(1))
        self._paint_sheet(painter, rect, option.state)
        self._paint_words(painter, rect, item)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect, 5)
        painter.restore()

    def _paint_sheet(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(theme.colour("accent" if selected else "line"), 1))
        painter.setBrush(
            theme.colour("accent_soft" if selected else "hover" if hover else "surface")
        )
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _paint_words(self, painter: QPainter, rect: QRect, item: CardItem) -> None:
        box = rect.adjusted(theme.unit(1.5), theme.unit(0.75), -theme.unit(1.5), -theme.unit(0.75))
        side = theme.line_height("strong")
        if item.icon_name:
            corner = QRectF(box.left(), box.top(), side * 0.9, side * 0.9)
            paint_icon(painter, item.icon_name, corner, theme.colour("muted"))
            box.setLeft(box.left() + side + theme.unit(0.5))
        top = QRect(box.left(), box.top(), box.width(), side)
        right = self._paint_right(painter, top, item)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        top.setRight(right - theme.unit(1))
        _draw(painter, top, item.title)
        if item.detail:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("muted"))
            below = QRect(box.left(), box.top() + side, box.width(), theme.line_height("small"))
            _draw(painter, below, item.detail)

    def _paint_right(self, painter: QPainter, top: QRect, item: CardItem) -> int:
        """Paint mark and word at the right; return where they begin."""
        if not item.right:
            return top.right()
        painter.setFont(theme.font("small"))
        width = painter.fontMetrics().horizontalAdvance(item.right)
        left = top.right() - width
        painter.setPen(theme.colour(tone(item.mark)))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(top, middle, item.right)
        if item.mark:
            side = top.height() * 0.85
            left -= round(side)
            mark = QRectF(left, top.top() + (top.height() - side) / 2, side, side)
            paint_mark(painter, item.mark, mark)
        return left


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


def _heading_height() -> int:
    return QFontMetrics(theme.font("small-strong")).height() + theme.unit(1.5)


def _model(index: AnyIndex) -> CardModel:
    model = index.model()
    assert isinstance(model, CardModel)
    return model


class CardList(QListView):
    """Cards one under another. Enter, Space or a double click opens; Delete removes.

    ``opened``, ``removed`` and ``selected`` carry keys; ``menu_wanted`` a key and a place on the
    screen (right click, or the menu key). ``fit_rows`` makes the list as high as its rows, up to
    a number, for use inside a scrolled page.
    """

    opened = Signal(object)
    removed = Signal(object)
    selected = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None, *, fit_rows: int = 0) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._fit_rows = fit_rows
        self._silent = False
        self._model = CardModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_CardDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows beyond the window are laid out in batches, when there is time.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.selectionModel().currentChanged.connect(self._tell)

    def set_items(self, items: Sequence[CardItem]) -> None:
        """Show other cards; the current one stays current if it is still there."""
        kept = self.current()
        self._model.set_items(items)
        if kept is not None and self.current() != kept:
            self.set_current(kept)
        if self._fit_rows:
            self.updateGeometry()

    def fit_rows(self, most: int) -> None:
        """Be as high as the rows, up to another number of them."""
        if most != self._fit_rows:
            self._fit_rows = most
            self.updateGeometry()

    def items(self) -> Sequence[CardItem]:
        """Return the cards."""
        return tuple(self._model.items)

    def current(self) -> Hashable | None:
        """Return the key of the current card, None if there is none."""
        index = self.currentIndex()
        return self._key(index) if index.isValid() else None

    def set_current(self, key: Hashable | None) -> None:
        """Make a card the current one and show it, without telling."""
        rows = (n for n, item in enumerate(self._model.items) if item.key == key)
        row = next(rows, -1)
        self._silent = True
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        self._silent = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without going anywhere: Qt makes the first row the current one."""
        self._silent = True
        super().focusInEvent(event)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens, Delete removes."""
        key = self.current()
        if key is not None and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ):
            self.opened.emit(key)
        elif key is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(key)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell that a menu is wanted for a card."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            at = event.globalPos()
            if not by_mouse:
                at = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(self._key(index), at)

    def sizeHint(self) -> QSize:
        """As high as the rows, if wanted."""
        if not self._fit_rows:
            return QSize(theme.unit(34), theme.unit(40))
        rows = range(min(self._fit_rows, len(self._model.items)))
        height = sum(self.sizeHintForRow(row) for row in rows)
        return QSize(theme.unit(34), height)

    def minimumSizeHint(self) -> QSize:
        """As high as the rows, if wanted; else a few."""
        height = self.sizeHint().height() if self._fit_rows else theme.unit(12)
        return QSize(theme.unit(16), height)

    def changeEvent(self, event: QEvent) -> None:
        """Lay the cards out anew in another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def _key(self, index: AnyIndex) -> Hashable:
        return self._model.items[index.row()].key

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.selected.emit(self._key(current))
