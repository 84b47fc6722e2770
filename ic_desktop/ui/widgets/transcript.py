"""What was said, line by line: time, who, words that wrap, and at the right what was made of them.

Hundreds of rows without a widget for any. The same rows list questions, with a mark at the left.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ic_desktop.ui import theme
from ic_desktop.ui.widgets.labels import is_look_change
from ic_desktop.ui.widgets.marks import paint_focus, paint_mark, tone, word

AnyIndex = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_ROOMY = 72
"""Letters of width from which time, who and what was made of it stand in columns of their own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``tags`` are marks (stances) with a word each; ``note`` a quiet line under them.

    ``mark`` stands at the left of the words; ``quiet`` shows the words as something done with.
    """

    key: Hashable
    text: str
    time: str = ""
    who: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    note: str = ""
    tone: str = "muted"
    mark: str = ""
    spoken_mark: str = ""
    quiet: bool = False

    @property
    def accessible(self) -> str:
        """What a screen reader says."""
        tags = (" ".join(p for p in (word(mark), text) if p) for mark, text in self.tags)
        parts = (self.time, self.who, self.spoken_mark, self.text, *tags, self.note)
        return ", ".join(part for part in parts if part)


class _Model(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> bool:
        """Show other rows; tell whether any differs. Rows that only came at the end are added."""
        old, new = self.rows, list(rows)
        if old == new:
            return False
        if old and new[: len(old)] == old:
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self.rows = new
            self.endInsertRows()
        else:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
        return True

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, and what a screen reader says of it."""
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].text
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole:
            return self.rows[index.row()].accessible
        return None


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a row stand. ``height`` is the whole row's."""

    time: QRect
    who: QRect
    mark: QRect
    words: QRect
    made: QRect
    height: int


class _Delegate(QStyledItemDelegate):
    """Lays rows out and paints them."""

    def __init__(self, owner: "Transcript") -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as its words need at the list's width."""
        width = self._owner.viewport().width()
        return QSize(theme.unit(12), self._owner.places(index.row(), width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        rect = QRect(option.rect)
        row = self._owner.rows()[index.row()]
        at = self._owner.places(index.row(), rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option.state, last=index.row() + 1 == self._count())
        painter.translate(rect.topLeft())
        self._paint_words(painter, row, at)
        self._paint_made(painter, row, at.made)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect)

    def _count(self) -> int:
        return len(self._owner.rows())

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, last: bool
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        if not last and self._owner.ruled:
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_words(self, painter: QPainter, row: Row, at: _Places) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(at.time, _WRAP, row.time)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("accent"))
        who = painter.fontMetrics().elidedText(row.who, Qt.TextElideMode.ElideRight, at.who.width())
        painter.drawText(at.who, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, who)
        if row.mark:
            paint_mark(painter, row.mark, QRectF(at.mark))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("muted" if row.quiet else "ink"))
        painter.drawText(at.words, _WRAP, row.text)

    def _paint_made(self, painter: QPainter, row: Row, room: QRect) -> None:
        painter.setFont(theme.font("small"))
        metrics, left, top = painter.fontMetrics(), room.left(), room.top()
        side = round(metrics.height() * 0.8)
        note_inline = bool(row.note) and self._owner.note_is_inline(row, room.width())
        for mark, text in row.tags:
            width = metrics.horizontalAdvance(text) + (side if mark else 0)
            if left > room.left() and left + width > room.right():
                left, top = room.left(), top + metrics.height()
            if mark:
                box = QRectF(left, top + (metrics.height() - side) / 2, side, side)
                paint_mark(painter, mark, box)
                left += side + theme.unit(0.25)
            painter.setPen(theme.colour(tone(mark)))
            painter.drawText(left, top + metrics.ascent(), text)
            left += metrics.horizontalAdvance(text) + theme.unit(1)
        painter.setPen(theme.colour(row.tone))
        if note_inline:
            painter.drawText(left, top + metrics.ascent(), row.note)
        elif row.note:
            top += metrics.height() if row.tags else 0
            rest = QRect(room.left(), top, room.width(), room.bottom() - top + 1)
            painter.drawText(rest, _WRAP, row.note)


class Transcript(QListView):
    """Rows that wrap. Enter or a double click opens one; ``typed`` carries letters typed at it.

    ``opened`` and ``selected`` carry keys. It is as high as its rows where there is room.
    """

    opened = Signal(object)
    selected = Signal(object)
    typed = Signal(str)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        letters: tuple[int, int, int] = (0, 0, 0),
        ruled: bool = True,
        least: int = 3,
    ) -> None:
        """``letters``: the width of time, who and what was made of it; 0 for no such column."""
        super().__init__(parent)
        self.ruled = ruled
        self._letters, self._least = letters, least
        self._silent = False
        self._laid: dict[tuple[Row, int], _Places] = {}
        self._model = _Model(self)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.selectionModel().currentChanged.connect(self._tell)

    def set_rows(self, rows: Sequence[Row], *, to_end: bool = False) -> None:
        """Show other rows; the current one stays current. ``to_end`` shows the last."""
        kept = self.current()
        self._silent = True
        if self._model.set_rows(rows):
            self.updateGeometry()
            if kept is not None and self.current() != kept:
                self.set_current(kept)
            if to_end:
                self.scrollToBottom()
        self._silent = False

    def rows(self) -> Sequence[Row]:
        """Return the rows."""
        return self._model.rows

    def current(self) -> Hashable | None:
        """Return the key of the current row, None if there is none."""
        index = self.currentIndex()
        return self._key(index) if index.isValid() else None

    def set_current(self, key: Hashable | None) -> None:
        """Make a row the current one and show it, without telling."""
        at = next((n for n, row in enumerate(self._model.rows) if row.key == key), -1)
        before, self._silent = self._silent, True
        self.setCurrentIndex(self._model.index(at) if at >= 0 else QModelIndex())
        if at < 0:
            self.clearSelection()
        self._silent = before

    def places(self, row: int, width: int) -> _Places:
        """Return where the parts of a row stand at a width."""
        key = (self._model.rows[row], width)
        if key not in self._laid:
            if len(self._laid) > 2_000:
                self._laid.clear()
            self._laid[key] = self._lay_out(*key)
        return self._laid[key]

    def _lay_out(self, row: Row, width: int) -> _Places:
        body, small = QFontMetrics(theme.font()), QFontMetrics(theme.font("small"))
        letter, gap = body.averageCharWidth(), theme.unit(0.75)
        edge = theme.unit(1.5 if self.ruled else 0.5)
        time, who, made = (letter * letters for letters in self._letters)
        roomy = width >= letter * _ROOMY or not (time or made)
        if not roomy:
            made = 0
        left = edge + (time if roomy else 0) + (who if roomy else 0)
        mark = body.height() + theme.unit(0.25) if row.mark else 0
        room = max(letter * 8, width - left - mark - edge - (made + edge if made else 0))
        top = gap + (0 if roomy or not (row.time or row.who) else small.height())
        flags = _WRAP.value
        high = body.boundingRect(QRect(0, 0, room, 10**6), flags, row.text).height()
        high = max(high, body.height())
        wide = made or width - 2 * edge
        below = self._height_made(row, wide, small)
        place = QRect(width - edge - made, top, made, below)
        if not made:
            place = QRect(edge, top + high, wide, below)
        height = max(top + high, top + below) if made else top + high + below
        shift = body.ascent() - small.ascent()
        first = gap if roomy else gap - shift
        return _Places(
            QRect(edge, first + (shift if roomy else 0), time, small.height()),
            QRect(edge + time, gap if roomy else gap - shift, max(who, letter * 12), body.height()),
            QRect(left, top, body.height() if mark else 0, body.height()),
            QRect(left + mark, top, room, high),
            place,
            height + gap,
        )

    @staticmethod
    def note_is_inline(row: Row, width: int) -> bool:
        """Tell whether tags and note of a row stand on one line."""
        metrics = QFontMetrics(theme.font("small"))
        side = round(metrics.height() * 0.8) + theme.unit(0.25)
        tags = sum(
            metrics.horizontalAdvance(text) + theme.unit(1) + (side if mark else 0)
            for mark, text in row.tags
        )
        return bool(row.tags) and tags + metrics.horizontalAdvance(row.note) <= width

    def _height_made(self, row: Row, width: int, metrics: QFontMetrics) -> int:
        """Return how high what was made of a row is, as it is painted."""
        if row.note and self.note_is_inline(row, width):
            return metrics.height()
        lines, left = (1 if row.tags else 0), 0
        side = round(metrics.height() * 0.8) + theme.unit(0.25)
        for mark, text in row.tags:
            needed = metrics.horizontalAdvance(text) + (side if mark else 0)
            if left and left + needed > width:
                lines, left = lines + 1, 0
            left += needed + theme.unit(1)
        note = 0
        if row.note:
            box = QRect(0, 0, width, 10**6)
            note = metrics.boundingRect(box, _WRAP.value, row.note).height()
        return lines * metrics.height() + note

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters are told, so that they can go to a field beside."""
        key = self.current()
        if key is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(key)
        elif event.text().isprintable() and event.text() and not event.modifiers() & _HELD:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without choosing another row; with none, the last."""
        self._silent = True
        super().focusInEvent(event)
        self._silent = False

    def sizeHint(self) -> QSize:
        """As high as all rows."""
        width = self.viewport().width()
        height = sum(self.places(n, width).height for n in range(len(self._model.rows)))
        return QSize(theme.unit(60), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        few = self._least * (theme.line_height() + theme.unit(1.5))
        return QSize(theme.unit(20), min(few, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew at another width; what was at the end stays in view."""
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        if at_end:
            self.scrollToBottom()

    def changeEvent(self, event: Any) -> None:
        """Lay the rows out anew in another text size."""
        super().changeEvent(event)
        if is_look_change(event):
            self._laid.clear()
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def _key(self, index: AnyIndex) -> Hashable:
        return self._model.rows[index.row()].key

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.selected.emit(self._key(current))


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
