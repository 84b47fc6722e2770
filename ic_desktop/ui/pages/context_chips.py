"""Key factors as chips that can be ticked: which of them a context note explains."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.icons import paint_icon
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.marks import paint_focus


class FactorChip(QAbstractButton):
    """One key factor; ticked, it has a check mark and the accent's ground."""

    def __init__(self, factor: Factor, group: "FactorChips") -> None:
        super().__init__(group)
        self.factor = factor.id
        self._group = group
        name = f"{factor.number} {factor.title}"
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda on: group.ticked.emit(self.factor, on))

    def sizeHint(self) -> QSize:
        """Mark and words; ticking moves nothing."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + metrics.height() + theme.unit(2)
        return QSize(width, metrics.height() + theme.unit(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the chips; Space and Enter tick."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in steps:
            self._group.walk(self, steps[Qt.Key(event.key())])
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a box with a check mark or an empty place for one, and the words."""
        on, enabled = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        hover = self.underMouse() and enabled
        painter.setPen(QPen(theme.colour("accent" if on else "edge" if enabled else "line"), 1))
        fill = "accent_soft" if on else "hover" if hover else "surface"
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(box, 4, 4)
        side = self.fontMetrics().height()
        left = theme.unit(0.75)
        mark = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, "check" if on else "plus", mark.adjusted(3, 3, -3, -3), self._ink())
        painter.setPen(self._ink())
        painter.setFont(self.font())
        words = self.rect().adjusted(left + side + theme.unit(0.25), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            paint_focus(painter, self.rect(), 5)

    def _ink(self) -> QColor:
        on, enabled = self.isChecked(), self.isEnabled()
        return theme.colour("accent" if on and enabled else "ink" if enabled or on else "muted")


class FactorChips(QWidget):
    """All key factors of a review; one stop of the Tab key. ``ticked``: a factor, and how."""

    ticked = Signal(str, bool)

    def __init__(self, factors: Sequence[Factor], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Key factors that this explains"))
        flow = FlowLayout(self, gap=0.25)
        self.chips = [FactorChip(factor, self) for factor in factors]
        for chip in self.chips:
            flow.addWidget(chip)
        self._rove(0)

    def show_ticked(self, factors: Collection[str], *, may_edit: bool) -> None:
        """Show which are ticked, without telling."""
        for chip in self.chips:
            chip.setChecked(chip.factor in factors)
            chip.setEnabled(may_edit)

    def walk(self, chip: FactorChip, by: int) -> None:
        """Give the keyboard to a neighbour."""
        at = (self.chips.index(chip) + by) % len(self.chips)
        self._rove(at)
        self.chips[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, stop: int) -> None:
        for at, chip in enumerate(self.chips):
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(strong if at == stop else click)
