"""Fields in a form: a label above, a line of help below; a list of choices; a check box."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ic_desktop.ui import theme
from ic_desktop.ui.icons import paint_icon
from ic_desktop.ui.widgets.labels import FieldLabel, Small
from ic_desktop.ui.widgets.marks import mark_icon, paint_focus


def field(label: str, widget: QWidget, help_text: str = "") -> QWidget:
    """Return a widget with its label above and, if given, a line of help below.

    The label's click goes to the widget; the help is its accessible description.
    """
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.unit(0.5))
    words = FieldLabel(label)
    words.setBuddy(widget)
    layout.addWidget(words)
    layout.addWidget(widget)
    if help_text:
        layout.addWidget(Small(help_text))
        widget.setAccessibleDescription(help_text)
    layout.addStretch(1)
    return box


class Picker(QComboBox):
    """One of several words from a list that drops down. The wheel never changes it by accident.

    ``options`` are (code, word) pairs; a code that is a mark is shown with it when ``marks``.
    ``entered`` carries the choice that is shown when Enter is pressed.
    """

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        value: str = "",
        marks: bool = False,
    ) -> None:
        super().__init__(parent)
        self._marks = marks
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_options(options)
        self.set_value(value)
        self.activated.connect(lambda _at: self.chosen.emit(self.value()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other words; the choice is kept where it is still offered."""
        kept = self.value()
        self.clear()
        for code, text in options:
            if self._marks:
                self.addItem(mark_icon(code), text, code)
            else:
                self.addItem(text, code)
        self.set_value(kept)

    def value(self) -> str:
        """Return the chosen code, "" if none is."""
        return str(self.currentData() or "")

    def set_value(self, code: str) -> None:
        """Show a choice without telling; an unknown one shows none."""
        self.setCurrentIndex(self.findData(code))

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self.setEnabled(not read_only)

    def sizeHint(self) -> QSize:
        """As wide as the longest word, with its mark and the chevron."""
        metrics = self.fontMetrics()
        words = (metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count()))
        side = metrics.height()
        width = max(words, default=0) + side * (2 if self._marks else 1) + theme.unit(3)
        return QSize(width, side + theme.unit(1) + 4)

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough; the rest is shortened."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.unit(14)), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Enter, which opens nothing; whoever is around may take it too."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.value())

    def showPopup(self) -> None:
        """Show the list; it has the field's name."""
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a field with its word and a chevron."""
        colours, enabled = theme.tokens(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colours.colour("edge" if enabled else "line"), 1))
        hover = self.underMouse() and enabled
        painter.setBrush(colours.colour("hover" if hover else "surface" if enabled else "column"))
        painter.drawRoundedRect(box, 4, 4)
        self._paint_words(painter, enabled)
        if self.hasFocus():
            paint_focus(painter, self.rect())

    def _paint_words(self, painter: QPainter, enabled: bool) -> None:
        side, gap = self.fontMetrics().height(), theme.unit(1)
        left, chevron = gap, side * 0.6
        shown = self.itemIcon(self.currentIndex())
        if not shown.isNull():
            shown.paint(painter, left, (self.height() - side) // 2, side, side)
            left += side + theme.unit(0.5)
        rect = self.rect().adjusted(left, 0, -round(chevron) - 2 * gap, 0)
        painter.setPen(theme.colour("ink" if enabled else "muted"))
        text = self.currentText() or self.placeholderText()
        words = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        corner = QRectF(
            self.width() - chevron - gap, (self.height() - chevron) / 2, chevron, chevron
        )
        paint_icon(painter, "down", corner, theme.colour("muted"))


class Check(QCheckBox):
    """A check box with a clear mark, as large as the text. ``ticked`` tells a person's change."""

    ticked = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None, *, value: bool = False) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setChecked(value)
        self.clicked.connect(self.ticked)

    def set_value(self, value: bool) -> None:
        """Show a state without telling."""
        self.setChecked(value)

    def sizeHint(self) -> QSize:
        """Box and words, with room for the focus ring."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + metrics.height() + theme.unit(2)
        return QSize(width, metrics.height() + theme.unit(0.75))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Words and box can be clicked."""
        return self.rect().contains(pos)

    def event(self, event: QEvent) -> bool:
        """Repaint when the mouse comes and goes."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, its tick, and the words."""
        ticked, enabled = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.fontMetrics().height()
        side, left = round(height * 0.8), theme.unit(0.5)
        box = QRectF(left + 0.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(theme.colour("accent" if ticked and enabled else "edge"), 1))
        fill = "accent" if ticked and enabled else "edge" if ticked else "surface"
        painter.setBrush(theme.colour("hover" if self.underMouse() and not ticked else fill))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), theme.colour("accent_ink"))
        rect = self.rect().adjusted(left + side + theme.unit(0.75), 0, 0, 0)
        painter.setPen(theme.colour("ink" if enabled else "muted"))
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(rect, flags, self.text())
        if self.hasFocus():
            paint_focus(painter, self.rect())
