"""A table that is read across: words, marks and small bars in its cells; thousands of rows."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
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
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.marks import paint_focus, paint_mark

AnyIndex = QModelIndex | QPersistentModelIndex
SortKey = str | int | float | tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``stretch`` takes the room that is left; ``width`` is in letters, 0 by content."""

    title: str
    stretch: bool = False
    width: int = 0
    number: bool = False
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: words, and perhaps a mark or a bar before them.

    ``bar`` from 0 to 1 is a share of the column's widest bar. ``tone`` colours the bar, or the
    words where there is none. ``sort`` replaces the words in sorting, ``spoken`` for a screen
    reader.
    """

    text: str = ""
    mark: str = ""
    bar: float = 0.0
    tone: str = ""
    sort: SortKey | None = None
    strong: bool = False
    tooltip: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``key`` is handed back when it is opened."""

    key: Hashable
    cells: tuple[Cell, ...]


class TableModel(QAbstractTableModel):
    """The rows of a :class:`Table`, in the order in which they are shown."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self._given: list[Row] = []
        self._sorted: tuple[int, bool] | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order that was chosen last."""
        self.beginResetModel()
        self._given = list(rows)
        self.rows = self._in_order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives the order in which the rows came."""
        self.layoutAboutToBeChanged.emit()
        before = [self.rows[i.row()].key for i in self.persistentIndexList()]
        down = order == Qt.SortOrder.DescendingOrder
        self._sorted = None if column < 0 else (column, down)
        self.rows = self._in_order()
        places = {row.key: n for n, row in enumerate(self.rows)}
        olds = self.persistentIndexList()
        news = [self.index(places[k], i.column()) for k, i in zip(before, olds, strict=True)]
        self.changePersistentIndexList(olds, news)
        self.layoutChanged.emit()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: AnyIndex) -> Cell:
        """Return the cell at an index."""
        return self.rows[index.row()].cells[index.column()]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and what a screen reader says of it."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.columns[index.column()].title
            return f"{title}: {cell.spoken or cell.text}" if index.column() else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(cell.tooltip) or None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title and its side."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = "AlignRight" if self.columns[section].number else "AlignLeft"
            return Qt.AlignmentFlag[side] | Qt.AlignmentFlag.AlignVCenter
        return None

    def _in_order(self) -> list[Row]:
        if self._sorted is None:
            return list(self._given)
        column, down = self._sorted
        return sorted(self._given, key=lambda row: _sort_key(row.cells[column]), reverse=down)


def _sort_key(cell: Cell) -> tuple[Any, ...]:
    """Return what a cell is sorted by: numbers before words, words without regard to case."""
    value = cell.text if cell.sort is None else cell.sort
    if isinstance(value, str):
        return (1, value.casefold())
    return (0, value)


class _CellDelegate(QStyledItemDelegate):
    """Paints the cells: a fine line under each row, no grid."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Words, mark and bar, and the air around them."""
        cell = _model(index).cell(index)
        metrics = option.fontMetrics
        width = metrics.horizontalAdvance(cell.text) + theme.unit(2.5)
        width += metrics.height() + theme.unit(0.5) if cell.mark else 0
        width += theme.unit(9) if cell.bar else 0
        return QSize(width, metrics.height() + theme.unit(1.25))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        cell, rect = _model(index).cell(index), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        number = _model(index).columns[index.column()].number
        inner = rect.adjusted(theme.unit(1), 0, -theme.unit(1), 0)
        self._paint_cell(painter, inner, cell, number)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect.adjusted(0, 0, 0, -1), 3)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, number: bool) -> None:
        side = theme.line_height()
        if cell.mark:
            mark = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
            paint_mark(painter, cell.mark, mark)
            rect.setLeft(rect.left() + side + theme.unit(0.5))
        if cell.bar > 0:
            width = max(3, round(theme.unit(8) * min(1.0, cell.bar)))
            high = round(side * 0.45)
            top = rect.top() + (rect.height() - high) // 2
            painter.fillRect(
                QRect(rect.left(), top, width, high), theme.colour(cell.tone or "accent")
            )
            rect.setLeft(rect.left() + width + theme.unit(0.75))
        painter.setFont(theme.font("strong" if cell.strong else "body"))
        painter.setPen(theme.colour(cell.tone if cell.tone and not cell.bar else "ink"))
        shown = painter.fontMetrics().elidedText(
            cell.text, Qt.TextElideMode.ElideRight, rect.width()
        )
        side_flag = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side_flag, shown)

    def helpEvent(
        self,
        event: Any,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Show the whole words of a cell that is shortened."""
        from PySide6.QtWidgets import QToolTip

        if event.type() == QEvent.Type.ToolTip and index.isValid():
            cell = _model(index).cell(index)
            too_long = self.sizeHint(option, index).width() > view.visualRect(index).width()
            text = cell.tooltip or (cell.text if too_long else "")
            QToolTip.showText(event.globalPos(), plain(text), view)
            return True
        return super().helpEvent(event, view, option, index)


def _model(index: AnyIndex) -> TableModel:
    model = index.model()
    assert isinstance(model, TableModel)
    return model


class Table(QTableView):
    """A table to read across. Enter or a double click opens a row; arrows walk its cells.

    ``opened`` and ``selected`` carry the row's key, ``menu_wanted`` a key and a place on the
    screen. A click on a column's title sorts; by keyboard, Alt with the column's digit does.
    ``fit`` makes the table as high as its rows, for a few rows inside a scrolled page.
    """

    opened = Signal(object)
    selected = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        fit: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._fit = fit
        self._silent = False
        self._model = TableModel(columns, self)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.selectionModel().currentRowChanged.connect(self._tell)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the current one stays current if it is still there."""
        kept, column = self.current(), max(0, self.currentIndex().column())
        self._model.set_rows(rows)
        self._set_widths()
        if kept is not None:
            self.set_current(kept, column)
        if self._fit:
            self.updateGeometry()

    def rows(self) -> Sequence[Row]:
        """Return the rows in the order in which they are shown."""
        return tuple(self._model.rows)

    def current(self) -> Hashable | None:
        """Return the key of the current row, None if there is none."""
        index = self.currentIndex()
        return self._key(index) if index.isValid() else None

    def set_current(self, key: Hashable | None, column: int = 0) -> None:
        """Make a row the current one and show it, without telling."""
        found = (n for n, row in enumerate(self._model.rows) if row.key == key)
        row = next(found, -1)
        self._silent = True
        self.setCurrentIndex(self._model.index(row, column) if row >= 0 else QModelIndex())
        self._silent = False

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column; -1 gives the order in which the rows came."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without going anywhere: Qt makes the first row the current one."""
        self._silent = True
        super().focusInEvent(event)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Alt with a digit sorts by that column."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        digit = event.key() - Qt.Key.Key_1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        elif alt and 0 <= digit < len(self._model.columns):
            self._sort_or_turn(digit)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell that a menu is wanted for a row."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = self.viewport().mapFromGlobal(event.globalPos())
        index = self.indexAt(at) if by_mouse else self.currentIndex()
        if index.isValid():
            place = event.globalPos()
            if not by_mouse:
                place = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(self._key(index), place)

    def sizeHint(self) -> QSize:
        """As high as the rows, if wanted."""
        if not self._fit:
            return QSize(theme.unit(60), theme.unit(40))
        header = self.horizontalHeader().sizeHint().height()
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(theme.unit(60), header + rows + 3)

    def minimumSizeHint(self) -> QSize:
        """As high as the rows, if wanted; else a few."""
        height = self.sizeHint().height() if self._fit else theme.unit(16)
        return QSize(theme.unit(24), height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_row_height()
            self._set_widths()

    def sort_menu(self, parent: QWidget | None = None) -> QMenu:
        """Return a menu that sorts by each column, for a button beside the table."""
        menu = QMenu(parent or self)
        for number, column in enumerate(self._model.columns):
            if column.sortable:
                action = menu.addAction(_("Sort by: {column}").format(column=column.title))
                action.triggered.connect(lambda _on=False, at=number: self._sort_or_turn(at))
        return menu

    def _set_headers(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setMinimumSectionSize(theme.unit(4))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()
        for number, column in enumerate(self._model.columns):
            mode = QHeaderView.ResizeMode.Interactive
            if column.stretch:
                mode = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, mode)

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.line_height() + theme.unit(1.5))

    def _set_widths(self) -> None:
        """Set the columns' widths by the first rows alone: thousands are not measured."""
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        for number, column in enumerate(self._model.columns):
            if column.stretch:
                continue
            width = column.width * letter
            if not width:
                shown = range(min(60, self._model.rowCount()))
                width = max((self._hint(row, number) for row in shown), default=0)
            header.resizeSection(number, max(width, header.sectionSizeHint(number)))

    def _hint(self, row: int, column: int) -> int:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        delegate = self.itemDelegate()
        return delegate.sizeHint(option, self._model.index(row, column)).width()

    def _sort_or_turn(self, column: int) -> None:
        header = self.horizontalHeader()
        same = header.sortIndicatorSection() == column
        ascending = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        self.sort_by(column, descending=same and ascending)

    def _key(self, index: AnyIndex) -> Hashable:
        return self._model.rows[index.row()].key

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.selected.emit(self._key(current))
