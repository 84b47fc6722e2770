"""Small buttons of this page: a link that turns something, and the dashed hint where to drop."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ic_desktop.ui import theme
from ic_desktop.ui.icons import icon, paint_icon
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.marks import paint_focus


class TurnLink(LinkButton):
    """A link with a small chevron after its words: it folds, or opens a menu."""

    def __init__(self, text: str, parent: QWidget, *, chevron: str = "down") -> None:
        super().__init__(text, parent, icon_right=True)
        self._chevron = chevron
        self._draw_chevron()

    def set_chevron(self, name: str) -> None:
        """Point another way."""
        self._chevron = name
        self._draw_chevron()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the chevron anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_chevron()

    def _draw_chevron(self) -> None:
        side = round(theme.line_height() * 0.5)
        self.setIcon(icon(self._chevron, self.tone, side))
        self.setIconSize(QSize(side, side))


class DropHint(QPushButton):
    """A dashed field that says where a document may be dropped; pressed, it opens a menu."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Words and chevron."""
        metrics = QFontMetrics(theme.font("small"))
        width = metrics.horizontalAdvance(self.text()) + metrics.height() + theme.unit(2)
        return QSize(width, metrics.height() + theme.unit(0.75))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed outline, the words and a small chevron."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("hover") if hover else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("accent" if hover else "muted"))
        side = painter.fontMetrics().height()
        words = self.rect().adjusted(theme.unit(0.75), 0, -side - theme.unit(0.5), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        small = side * 0.55
        left, top = self.width() - small - theme.unit(0.75), (self.height() - small) / 2
        paint_icon(painter, "down", QRectF(left, top, small, small), theme.colour("muted"))
        if self.hasFocus():
            paint_focus(painter, self.rect())
