"""A picture on the page: as large as fits, with keys that turn pages."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ic_desktop.ui import theme
from ic_desktop.ui.widgets.marks import paint_focus

_SCROLLS: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Picture(QWidget):
    """Shows one picture as large as fits; keys and clicks are told, not acted on."""

    turned = Signal(int)
    """By how many pages someone wants to turn."""
    opened = Signal()

    def __init__(self, parent: QWidget | None = None, *, highest: float = 0) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._highest = highest
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage) -> None:
        """Show a picture; an empty one leaves the room as it was."""
        self._image = image
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the picture in this width, up to the highest that is wanted."""
        limit = theme.unit(self._highest) if self._highest else 100_000
        if self._image.isNull():
            return min(limit, theme.unit(24))
        return min(limit, round(self._image.height() * width / max(1, self._image.width())) + 2)

    def sizeHint(self) -> QSize:
        """As the width there is."""
        width = max(self.width(), theme.unit(20))
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the picture in the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture with a fine border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._image.isNull():
            box = self._box()
            painter.drawImage(box, self._image)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            paint_focus(painter, self.rect())

    def _box(self) -> QRect:
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRect(QPoint(0, 0), size)
        box.moveCenter(self.rect().center())
        return box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it large."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right, Page Up and Page Down turn; Enter opens it large."""
        # Where the whole page is shown large, Page Up and Page Down scroll.
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageDown: 1,
        }
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            super().keyPressEvent(event)
        elif event.key() in steps and (self._highest or event.key() not in _SCROLLS):
            self.turned.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
