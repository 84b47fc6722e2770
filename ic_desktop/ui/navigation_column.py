"""The column at the left: every place of the project, with what stands there so far."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import Entry, Place
from ic_desktop.ui.widgets.marks import VERDICTS, paint_focus, paint_mark, word

_ENTRY: Final = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_Section = tuple[str, Sequence[Entry]]


class NavigationColumn(QListView):
    """A list with one row a place; choosing a row goes there. One stop of the Tab key."""

    chosen = Signal(object)
    """A person chose a row; carries its Place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Pages of this project"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(_RowPainter(self))
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._rows: dict[Place, QStandardItem] = {}
        self._shown: list[_Section] = []
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_entries(self, sections: Sequence[_Section]) -> None:
        """Show sections of rows: (heading or "", entries). Rows that stay are kept as they are."""
        fresh: list[_Section] = [(heading, tuple(entries)) for heading, entries in sections]
        if fresh == self._shown:
            return
        self._quiet = True
        if _outline(fresh) != _outline(self._shown):
            self._rebuild(fresh)
        for _heading, entries in fresh:
            for entry in entries:
                _fill(self._rows[entry.place], entry)
        self._shown = fresh
        self._quiet = False

    def select(self, place: Place) -> None:
        """Mark the row of a place as the one that is shown; none for a place without a row."""
        item = self._rows.get(place) or self._rows.get(place.as_stop)
        self._quiet = True
        if item is None:
            self.selectionModel().clear()
        else:
            index = self._model.indexFromItem(item)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)
        self._quiet = False

    def _rebuild(self, sections: Sequence[_Section]) -> None:
        self._model.clear()
        self._rows.clear()
        for heading, entries in sections:
            if heading:
                item = QStandardItem(heading)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                self._model.appendRow(item)
            for entry in entries:
                self._rows[entry.place] = QStandardItem()
                self._model.appendRow(self._rows[entry.place])

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        entry = current.data(_ENTRY)
        if not self._quiet and isinstance(entry, Entry):
            self.chosen.emit(entry.place)


def _outline(sections: Sequence[_Section]) -> list[tuple[str, list[Place]]]:
    return [(heading, [entry.place for entry in entries]) for heading, entries in sections]


def _fill(item: QStandardItem, entry: Entry) -> None:
    item.setData(entry, _ENTRY)
    item.setText(entry.name)
    item.setToolTip(entry.name)
    item.setData(_spoken(entry), Qt.ItemDataRole.AccessibleTextRole)


def _spoken(entry: Entry) -> str:
    """Return what a screen reader says for a row."""
    verdict = word(entry.mark) if entry.mark in VERDICTS else ""
    return ", ".join(part for part in (entry.name, verdict, entry.badge) if part)


class _RowPainter(QStyledItemDelegate):
    """Paints mark, name and badge of a row, or a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = not isinstance(index.data(_ENTRY), Entry)
        return QSize(120, theme.line_height() + theme.unit(1.75 if heading else 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(_ENTRY)
        if isinstance(entry, Entry):
            self._paint_entry(painter, option, entry)
        else:
            self._paint_heading(painter, option.rect, str(index.data()))
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, text: str) -> None:
        painter.setFont(theme.font("small-strong"))
        painter.setPen(theme.colour("muted"))
        inner = area.adjusted(theme.unit(2), theme.unit(0.75), -theme.unit(1), 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(theme.unit(1), 1, -theme.unit(1), -1)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if chosen else "hover"))
            painter.drawRoundedRect(area, 4, 4)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, area if not chosen else area.adjusted(-2, -1, 2, 1))
        ink = theme.colour("accent_ink") if chosen else None
        left = area.left() + theme.line_height() + theme.unit(1.5)
        mark = QRectF(area.left() + theme.unit(1), area.top(), theme.line_height(), area.height())
        paint_mark(painter, entry.mark, mark, ink)
        right = self._paint_badge(painter, area, entry, ink)
        painter.setFont(theme.font("strong" if chosen else "body"))
        painter.setPen(ink or theme.colour("ink"))
        space = QRect(left, area.top(), right - left - theme.unit(0.75), area.height())
        elide = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(entry.name, elide, space.width())
        painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_badge(self, painter: QPainter, area: QRect, entry: Entry, ink: QColor | None) -> int:
        """Paint the badge at the right and return where it begins."""
        if not entry.badge:
            return area.right()
        painter.setFont(theme.font("small"))
        width = painter.fontMetrics().horizontalAdvance(entry.badge)
        left = area.right() - width - theme.unit(1)
        painter.setPen(ink or theme.colour("warn" if entry.wants_attention else "muted"))
        place = QRect(left, area.top(), width + 2, area.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), entry.badge)
        return left
