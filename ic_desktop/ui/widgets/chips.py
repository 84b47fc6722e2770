"""A document, or another piece of evidence, named in a small chip that opens it."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.icons import paint_icon
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.buttons import IconButton
from ic_desktop.ui.widgets.marks import paint_focus


class ChipButton(QToolButton):
    """The part of a chip that opens it; shortened in the middle where room is scarce."""

    def __init__(self, text: str, icon_name: str, tone: str, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name, self._tone, self._most = icon_name, tone, most
        # A single "&" would underline the letter after it.
        self.setText(text.replace("&", "&&"))
        self._words = text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Icon and words, but no more letters than wanted."""
        metrics = QFontMetrics(theme.font("small"))
        words = min(metrics.horizontalAdvance(self._words), metrics.averageCharWidth() * self._most)
        side = metrics.height()
        return QSize(side + words + theme.unit(1.75), side + theme.unit(0.75))

    def minimumSizeHint(self) -> QSize:
        """Icon and a few letters."""
        metrics, hint = QFontMetrics(theme.font("small")), self.sizeHint()
        few = metrics.height() + metrics.averageCharWidth() * 8 + theme.unit(1.75)
        return QSize(min(few, hint.width()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon and words."""
        painter = QPainter(self)
        font = theme.font("small")
        painter.setFont(font)
        side = QFontMetrics(font).height()
        left = theme.unit(0.5)
        corner = QRectF(left, (self.height() - side * 0.85) / 2, side * 0.85, side * 0.85)
        paint_icon(painter, self._icon_name, corner, theme.colour(self._tone))
        painter.setPen(theme.colour("accent" if self.underMouse() else "ink"))
        rect = self.rect().adjusted(left + side + theme.unit(0.25), 0, -theme.unit(0.5), 0)
        middle = Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(self._words, middle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            paint_focus(painter, self.rect(), 3)


class Chip(QFrame):
    """A title with an icon; opens by click or Enter; with ``removable``, Delete takes it away.

    A title wider than about ``most`` letters is shortened in the middle; the tooltip has it whole.
    """

    opened = Signal()
    removed = Signal()

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon_name: str = "document",
        tone: str = "muted",
        removable: bool = False,
        detail: str = "",
        most: int = 44,
    ) -> None:
        super().__init__(parent)
        self._removable = removable
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button = ChipButton(text, icon_name, tone, most, self)
        self.button.setToolTip(plain("\n".join(part for part in (text, detail) if part)))
        self.button.setAccessibleName(text)
        self.button.setAccessibleDescription(detail)
        self.button.clicked.connect(lambda _checked=False: self.opened.emit())
        self.button.installEventFilter(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        if removable:
            name = _("Take away: {title}").format(title=text)
            cross = IconButton("close", name, self, small=True, clicked=self.removed.emit)
            layout.addWidget(cross)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens, Delete takes away."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit()
                return True
            if self._removable and event.key() == Qt.Key.Key_Delete:
                self.removed.emit()
                return True
        return super().eventFilter(watched, event)
