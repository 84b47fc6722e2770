"""The grid of the evidence matrix: a row a key factor, a column a source; arrows walk the cells."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ic_desktop.i18n import _
from ic_desktop.review.matrix import MatrixRow
from ic_desktop.review.sources import SOURCES, Source
from ic_desktop.ui import theme
from ic_desktop.ui.pages.consensus import words as voices_words
from ic_desktop.ui.pages.matrix import words
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.marks import mark_colour, paint_focus, paint_mark, word

AnyIndex = QModelIndex | QPersistentModelIndex
FLAGS_AT: Final = 1 + len(SOURCES)
"""The column that says what is to be looked at."""
_LEAST_FLAGS: Final = 14
"""Units below which what is to be looked at is left out."""
_LEAST_NAME: Final = 20
"""Units that the name of a key factor takes at least beside what is to be looked at."""
_STANCES: Final = ("supports", "contradicts", "background")


class GridModel(QAbstractTableModel):
    """The rows of a :class:`Grid`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[MatrixRow, ...] = ()

    def set_rows(self, rows: Sequence[MatrixRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many key factors there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else FLAGS_AT + 1

    def source(self, index: AnyIndex) -> Source | None:
        """Return the source of a cell, None for the first and the last column."""
        return SOURCES[index.column() - 1] if 0 < index.column() < FLAGS_AT else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell in words: they are painted as shapes and numbers, and read aloud."""
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if index.isValid() and (role in spoken or role == Qt.ItemDataRole.ToolTipRole):
            text = self._words(index)
            return plain(text) if role == Qt.ItemDataRole.ToolTipRole else text
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
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            names = [voices_words.source_name(source) for source in SOURCES]
            return (_("Key factor"), *names, _("To look at"))[section]
        return None

    def _words(self, index: AnyIndex) -> str:
        row, source = self.rows[index.row()], self.source(index)
        flags = ", ".join(words.flag_name(flag) for flag in row.flags)
        if index.column() == 0:
            name = words.row_name(row)
            return f"{name}: {flags}" if flags else name
        if source is None:
            return flags or _("nothing")
        text = words.cell_words(row, source)
        return f"{text}; {word(row.city.now)}" if source == "city" else text


class _CellDelegate(QStyledItemDelegate):
    """Paints the cells: shapes with their numbers, a fine line under each row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As wide as what is painted."""
        model, metrics = _model(index), QFontMetrics(theme.font())
        row, source = model.rows[index.row()], model.source(index)
        height = metrics.height() + theme.unit(1.5)
        if source is not None:
            counts = row.cell(source).counted
            numbers = [str(n) for n in (counts.supports, counts.contradicts, counts.background)]
            shown = [number for number in numbers if number != "0"]
            marks = len(shown) + (source == "city")
            width = sum(metrics.horizontalAdvance(number) for number in shown)
            width += marks * (metrics.height() + theme.unit(0.75)) + theme.unit(1)
            return QSize(max(width, theme.unit(9)), height)
        if index.column() == 0:
            return QSize(theme.unit(20), height)
        return QSize(self._flags_width(row), height)

    def _flags_width(self, row: MatrixRow) -> int:
        metrics = QFontMetrics(theme.font("small"))
        names = [words.flag_short(flag) for flag in row.flags]
        each = metrics.height() + theme.unit(1.25)
        return sum(metrics.horizontalAdvance(n) + each for n in names) + theme.unit(2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        model, rect = _model(index), QRect(option.rect)
        row, source = model.rows[index.row()], model.source(index)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.unit(1), 0, -theme.unit(0.5), 0)
        if source is not None:
            self._paint_counts(painter, inner, row, source)
        elif index.column() == 0:
            self._paint_text(painter, inner, words.row_name(row))
        else:
            self._paint_flags(painter, inner, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect.adjusted(0, 0, 0, -1), 3)
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        right = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, right, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_counts(self, painter: QPainter, rect: QRect, row: MatrixRow, source: Source) -> None:
        counts = row.cell(source).counted
        numbers = (counts.supports, counts.contradicts, counts.background)
        if source == "city":
            self._paint_mark(painter, rect, row.city.now)
        for code, number in zip(_STANCES, numbers, strict=True):
            if number:
                self._paint_mark(painter, rect, code, str(number))
        if row.cell(source).is_silent and source != "city":
            painter.setPen(theme.colour("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, "–")

    def _paint_flags(self, painter: QPainter, rect: QRect, row: MatrixRow) -> None:
        painter.setFont(theme.font("small"))
        # What contradicts is seen in the cells too: where room is scarce, it gives way.
        for flag in sorted(row.flags, key=lambda one: one == "contradicted"):
            self._paint_mark(painter, rect, words.FLAG_MARKS[flag], words.flag_short(flag))
            rect.setLeft(rect.left() + theme.unit(0.5))

    def _paint_mark(self, painter: QPainter, rect: QRect, code: str, text: str = "") -> None:
        """Paint a shape and a few letters at the left, and take their room from ``rect``."""
        side = painter.fontMetrics().height()
        box = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        paint_mark(painter, code, box)
        rect.setLeft(rect.left() + side)
        painter.setPen(mark_colour(code))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
        wide = painter.fontMetrics().horizontalAdvance(shown)
        rect.setLeft(rect.left() + wide + theme.unit(0.5))


def _model(index: AnyIndex) -> GridModel:
    model = index.model()
    assert isinstance(model, GridModel)
    return model


class Grid(QTableView):
    """The grid. ``opened`` follows Enter and a click, ``walked`` any way to another cell.

    Both carry the id of a key factor and a source, "" for the row as a whole.
    """

    opened = Signal(str, str)
    walked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Evidence by key factor and source"))
        self.setAccessibleDescription(_("Enter opens what is behind a cell."))
        self._silent = False
        self._flags_width = 0
        self._model = GridModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self.clicked.connect(self._tell_opened)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._tell(index))

    def set_rows(self, rows: Sequence[MatrixRow]) -> None:
        """Show other rows; the current cell stays current if it is still there."""
        kept = self.current()
        self._silent = True
        self._model.set_rows(rows)
        self._set_widths()
        if kept is not None:
            self.set_current(*kept)
        self._silent = False

    def rows(self) -> tuple[MatrixRow, ...]:
        """Return the rows that are shown."""
        return self._model.rows

    def current(self) -> tuple[str, str] | None:
        """Return key factor and source of the current cell, None if there is none."""
        index = self.currentIndex()
        return self._key(index) if index.isValid() else None

    def set_current(self, factor: str, source: str) -> None:
        """Make a cell the current one and show it, without telling."""
        ids = [row.factor.id for row in self._model.rows]
        if factor not in ids:
            return
        column = next((n for n, s in enumerate(SOURCES, 1) if s == source), 0)
        before, self._silent = self._silent, True
        self.setCurrentIndex(self._model.index(ids.index(factor), column))
        self._silent = before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is behind the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its rows: the page scrolls."""
        head = self.horizontalHeader().sizeHint().height()
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar()
        return QSize(theme.unit(60), head + rows + (bar.height() if bar.isVisible() else 0) + 3)

    def minimumSizeHint(self) -> QSize:
        """As high as its rows; a few letters wide."""
        return QSize(theme.unit(24), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit_flags()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_widths()

    def _set_headers(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header.setMinimumSectionSize(theme.unit(8))
        header.setAccessibleName(_("Sources"))
        self.verticalHeader().hide()

    def _set_widths(self) -> None:
        side = QFontMetrics(theme.font()).height() + theme.unit(1.5)
        self.verticalHeader().setDefaultSectionSize(side)
        header = self.horizontalHeader()
        for column in range(1, FLAGS_AT):
            wanted = header.sectionSizeHint(column)
            self.setColumnWidth(column, max(wanted, self.sizeHintForColumn(column)))
        self.setColumnHidden(FLAGS_AT, False)
        wanted = header.sectionSizeHint(FLAGS_AT)
        self._flags_width = max(wanted, self.sizeHintForColumn(FLAGS_AT))
        self._fit_flags()
        self.updateGeometry()

    def _fit_flags(self) -> None:
        """Give what is to be looked at the room that names leave; leave it out if that is little.

        The filters say it in words, and so does the name's tooltip. Where names themselves have
        too little, as in large letters, they keep their least and the grid scrolls sideways.
        """
        others = sum(self.columnWidth(n) for n in range(1, FLAGS_AT))
        room = self.viewport().width() - others - theme.unit(_LEAST_NAME)
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        header.setSectionResizeMode(0, modes.Fixed if room < 0 else modes.Stretch)
        if room < 0:
            self.setColumnWidth(0, theme.unit(_LEAST_NAME))
        self.setColumnHidden(FLAGS_AT, room < theme.unit(_LEAST_FLAGS))
        if not self.isColumnHidden(FLAGS_AT):
            self.setColumnWidth(FLAGS_AT, min(self._flags_width, room))

    def _key(self, index: AnyIndex) -> tuple[str, str]:
        return self._model.rows[index.row()].factor.id, self._model.source(index) or ""

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not self._silent:
            self.walked.emit(*self._key(index))

    def _tell_opened(self, index: AnyIndex) -> None:
        if index.isValid():
            self.opened.emit(*self._key(index))
