"""The pictures of a result, painted as on paper: the same shapes, words and numbers.

Colour never stands alone, and each picture says in its accessible description what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.results import Counts, FactorRow, RoleRow
from ic_desktop.ui import theme
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.marks import mark_colour, paint_mark, word
from ic_desktop.ui.widgets.surfaces import Card


def fill_of(code: str) -> QColor:
    """Return what the part of a bar for a verdict is filled with."""
    if code == "partly":
        return _between(theme.colour("in-place"), theme.colour("surface"), 0.5)
    if code == "not-applicable":
        return theme.colour("line")
    if code == "not-judged":
        return theme.colour("surface")
    return mark_colour(code)


def _between(one: QColor, other: QColor, share: float) -> QColor:
    def part(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return QColor(
        part(one.red(), other.red()),
        part(one.green(), other.green()),
        part(one.blue(), other.blue()),
    )


def _readable_on(fill: QColor) -> QColor:
    light = (
        0.2126 * fill.redF() ** 2.2 + 0.7152 * fill.greenF() ** 2.2 + 0.0722 * fill.blueF() ** 2.2
    )
    return QColor("#ffffff") if light < 0.18 else QColor("#1f2328")


class _Face(QWidget):
    """Mark, number and word of one count."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._count = code, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self.update()

    def sizeHint(self) -> QSize:
        """A large line and a small one."""
        words = QFontMetrics(theme.font("small")).horizontalAdvance(word(self._code))
        height = theme.line_height("figure") + theme.line_height("small")
        return QSize(max(words, theme.line_height("figure") * 3), height)

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three."""
        painter = QPainter(self)
        high = theme.line_height("figure")
        paint_mark(painter, self._code, QRectF(-high * 0.14, 0, high, high))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("figure"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(high, 0, self.width() - high, high), left, str(self._count))
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font("small"))
        below = QRect(0, high, self.width(), self.height() - high)
        painter.drawText(below, left, word(self._code))


class CountTile(Card):
    """One of the five counts, for itself: mark, number, word."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(2, 0.75, 2, 1), gap=0)
        self._code = code
        self._face = _Face(code)
        self.add(self._face)

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._face.set_count(count)
        self.setAccessibleName(f"{count} {word(self._code)}")


class EvenRow(QWidget):
    """Widgets of one width beside each other; fewer in a row where there is too little room."""

    def __init__(self, items: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = list(items)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._arrange(len(self._items))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many into a row as fit."""
        super().resizeEvent(event)
        gap = theme.unit(1.5)
        least = max(item.minimumSizeHint().width() for item in self._items)
        fitting = max(1, (event.size().width() + gap) // (least + gap))
        rows = -(-len(self._items) // fitting)
        self._arrange(-(-len(self._items) // rows))

    def minimumSizeHint(self) -> QSize:
        """One beside nothing is enough."""
        least = max(item.minimumSizeHint().width() for item in self._items)
        return QSize(least, super().minimumSizeHint().height())

    def _arrange(self, columns: int) -> None:
        self._grid.setSpacing(theme.unit(1.5))
        if columns == self._columns:
            return
        self._columns = columns
        for place, item in enumerate(self._items):
            self._grid.addWidget(item, place // columns, place % columns)
        for column in range(len(self._items)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class ResultBar(QWidget):
    """All key factors as one bar of up to five parts, with mark and number in each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = Counts()
        self.setAccessibleName(_("The result as a bar"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Counts) -> None:
        """Show other counts."""
        self._counts = counts
        parts = [f"{number} {word(code)}" for code, number in counts.items if number]
        self.setAccessibleDescription(", ".join(parts))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line with some air."""
        return QSize(theme.unit(40), theme.line_height() + theme.unit(0.75))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(theme.unit(12), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts from left to right."""
        shown = [(code, number) for code, number in self._counts.items if number]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.width() - 2.0 * max(len(shown) - 1, 0)
        x = 0.0
        for code, number in shown:
            wide = room * number / self._counts.total
            self._paint_part(painter, QRectF(x, 0, wide, self.height()), code, number)
            x += wide + 2

    def _paint_part(self, painter: QPainter, box: QRectF, code: str, number: int) -> None:
        fill = fill_of(code)
        edge = theme.colour("edge") if code == "not-judged" else fill
        style = Qt.PenStyle.DashLine if code == "not-judged" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 1, style))
        painter.setBrush(fill)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        ink = theme.colour("ink") if code == "not-judged" else _readable_on(fill)
        side = float(theme.line_height())
        painter.setFont(theme.font("strong"))
        text = str(number)
        wide = painter.fontMetrics().horizontalAdvance(text)
        if box.width() < side + wide + 4:
            if box.width() >= side:
                paint_mark(painter, code, box, ink)
            return
        left = box.center().x() - (side + wide) / 2
        paint_mark(painter, code, QRectF(left, box.center().y() - side / 2, side, side), ink)
        painter.setPen(ink)
        words = QRectF(left + side, box.top(), wide + 4, box.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


class RoleStrip(QWidget):
    """The key factors that serve one role of the Charter: a mark over each number."""

    def __init__(self, row: RoleRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = [(one.outcome, one.factor.number) for one in row.factors]
        self.setAccessibleName(row.role.title)
        spoken = (f"{one.factor.number} {word(one.outcome)}" for one in row.factors)
        self.setAccessibleDescription(", ".join(spoken))
        lines = (
            f"{one.factor.number} {one.factor.title}: {word(one.outcome)}" for one in row.factors
        )
        self.setToolTip(plain("\n".join(lines)))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Marks wrap where there is too little room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of marks."""
        per_line = max(1, width // self._step())
        return self._line() * max(1, -(-len(self._marks) // per_line))

    def sizeHint(self) -> QSize:
        """All marks in one line."""
        return QSize(self._step() * max(1, len(self._marks)), self._line())

    def minimumSizeHint(self) -> QSize:
        """A few marks in a line."""
        return QSize(self._step() * 4, self._line())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint marks and numbers."""
        painter = QPainter(self)
        painter.setFont(theme.font("small-strong"))
        step, side = self._step(), theme.line_height()
        per_line = max(1, self.width() // step)
        for place, (code, number) in enumerate(self._marks):
            x, y = place % per_line * step, place // per_line * self._line()
            paint_mark(painter, code, QRectF(x + (step - side) / 2, y, side, side))
            painter.setPen(theme.colour("muted"))
            below = QRect(x, y + side, step, theme.line_height("small"))
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, str(number))

    def _step(self) -> int:
        return theme.line_height() + theme.unit(0.5)

    def _line(self) -> int:
        return theme.line_height() + theme.line_height("small") + theme.unit(0.25)


@dataclass(frozen=True, slots=True)
class _Bars:
    """Where the bars of the balance stand: the middle line, and pixels for a piece of evidence."""

    middle: float
    piece: float


class BalanceChart(QWidget):
    """Each key factor's evidence to both sides of a line: against it and for it.

    Background proves nothing either way, so it is left out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FactorRow, ...] = ()
        self.setAccessibleName(_("Evidence for and against each key factor"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: tuple[FactorRow, ...]) -> None:
        """Show other factors."""
        self._rows = rows
        text = _("{number}: {supports} for, {contradicts} against")
        spoken = (
            text.format(
                number=row.factor.number,
                supports=row.evidence.supports,
                contradicts=row.evidence.contradicts,
            )
            for row in rows
        )
        self.setAccessibleDescription("; ".join(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line a factor, and the heading."""
        return QSize(theme.unit(50), self._line() * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        """Narrow bars are enough."""
        return QSize(theme.unit(30), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heading, axis and rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = self._bars()
        self._paint_heading(painter, bars)
        for place, row in enumerate(self._rows):
            self._paint_row(painter, bars, row, self._line() * (place + 1))
        painter.setPen(QPen(theme.colour("edge"), 1))
        x = round(bars.middle) + 0.5
        painter.drawLine(QPointF(x, self._line()), QPointF(x, self.height()))

    def _line(self) -> int:
        return theme.line_height() + theme.unit(0.75)

    def _bars(self) -> _Bars:
        against = max((row.evidence.contradicts for row in self._rows), default=0)
        most = max((row.evidence.supports for row in self._rows), default=0)
        label = self._label()
        left = self._against_width(against)
        room = self.width() - label - left - theme.unit(5)
        piece = min(room / max(most, 1), float(theme.unit(4)), left / max(against, 1))
        return _Bars(label + left + theme.unit(2), max(piece, 1.0))

    def _label(self) -> int:
        return int(self.width() * 0.38)

    def _against_width(self, against: int) -> float:
        wanted = theme.unit(4) * max(against, 1)
        return float(max(theme.unit(9), min(wanted, int(self.width() * 0.22))))

    def _paint_heading(self, painter: QPainter, bars: _Bars) -> None:
        painter.setFont(theme.font("small-strong"))
        high, gap = self._line(), theme.unit(1)
        left = QRect(0, 0, round(bars.middle) - gap, high)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("contra"))
        painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, "◀ " + _("against"))
        right = QRect(round(bars.middle) + gap, 0, self.width(), high)
        painter.setPen(theme.colour("support"))
        painter.drawText(right, middle, _("for") + " ▶")

    def _paint_row(self, painter: QPainter, bars: _Bars, row: FactorRow, y: int) -> None:
        high, side = self._line(), theme.line_height()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, y, self.width(), y)
        paint_mark(painter, row.outcome, QRectF(0, y + (high - side) / 2, side, side))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("ink"))
        left = side + theme.unit(0.5)
        words = QRect(left, y, self._label() - left, high)
        title = f"{row.factor.number} {row.factor.title}"
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        self._paint_bars(painter, bars, row, QRectF(0, y, self.width(), high))

    def _paint_bars(self, painter: QPainter, bars: _Bars, row: FactorRow, line: QRectF) -> None:
        high = line.height() * 0.42
        top = line.top() + (line.height() - high) / 2
        found, middle = row.evidence, bars.middle
        against = found.contradicts * bars.piece
        support = found.supports * bars.piece
        painter.fillRect(QRectF(middle - against, top, against, high), theme.colour("contra"))
        painter.fillRect(QRectF(middle, top, support, high), theme.colour("support"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("ink"))
        gap = theme.unit(0.5)
        side = Qt.AlignmentFlag.AlignVCenter
        if found.contradicts:
            words = QRectF(0, line.top(), middle - against - gap, line.height())
            painter.drawText(words, side | Qt.AlignmentFlag.AlignRight, str(found.contradicts))
        x = middle + support + gap
        words = QRectF(x, line.top(), self.width() - x, line.height())
        painter.drawText(words, side, str(found.supports or "–"))
