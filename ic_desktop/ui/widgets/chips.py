"""A document, or another piece of evidence, named in a small chip that opens it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.icons import icon
from ic_desktop.ui.widgets.buttons import IconButton


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters: its beginning and its end."""
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half].rstrip()}…{text[len(text) - half + 1 :].lstrip()}"


class ChipButton(QToolButton):
    """The part of a chip that is pressed to open it."""


class Chip(QWidget):
    """A title with an icon; opens by click or Enter; with ``removable``, Delete takes it away.

    A title longer than ``most`` characters is shortened in the middle; its tooltip has it whole.
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
        self._icon_name, self._tone, self._removable = icon_name, tone, removable
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button = ChipButton(self)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        half = most // 2
        short = (
            text if len(text) <= most else f"{text[:half].rstrip()}…{text[-half + 1 :].lstrip()}"
        )
        self.button.setText(short.replace("&", "&&"))
        self.button.setToolTip("\n".join(part for part in (text, detail) if part))
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
            self.remove_button = IconButton("close", name, self, clicked=self.removed.emit)
            layout.addWidget(self.remove_button)
        self._draw()

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

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        side = round(theme.line_height("small") * 0.85)
        self.button.setIcon(icon(self._icon_name, self._tone, side))
        self.button.setIconSize(QSize(side, side))
        if self._removable:
            self.remove_button.setIcon(icon("close", "muted", side))
            self.remove_button.setIconSize(QSize(side, side))
