"""One slide, as large as there is room. Always on light paper: it is made for a projector."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.deck import Deck, Slide
from ic_desktop.review.slide_layout import HEIGHT, WIDTH, Bar, Drawn, Mark, Text, lay_out
from ic_desktop.ui import theme
from ic_desktop.ui.widgets.marks import paint_mark, tone

_PAPER: Final = "#fbfaf7"
_TINT: Final = "#eaf2ef"
_WEIGHTS: Final = {
    "regular": QFont.Weight.Normal,
    "semibold": QFont.Weight.DemiBold,
    "italic": QFont.Weight.Normal,
}
_MARK_SHARE: Final = 0.31
"""A mark's radius as a share of the box that it is painted in, see ``widgets/marks.py``."""
_CURSOR_MS: Final = 2500
"""How long the mouse's arrow stays after it was moved."""


@lru_cache(maxsize=256)
def _font(family: str, face: str, pixels: int) -> QFont:
    made = QFont(family) if family else QFont()
    made.setPixelSize(pixels)
    made.setWeight(_WEIGHTS[face])
    made.setItalic(face == "italic")
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=256)
def _metrics(family: str, face: str, pixels: int) -> QFontMetricsF:
    return QFontMetricsF(_font(family, face, pixels))


def ruler(text: str, face: str, size: float) -> float:
    """Return how wide a line of text is on a sheet of 1920 by 1080."""
    return _metrics(theme.look().family, face, round(size)).horizontalAdvance(text)


class SlideView(QWidget):
    """Paints one slide of a deck, or black. A click goes on, the right button back."""

    clicked = Signal(int)
    """+1 for on, -1 for back."""

    def __init__(self, deck: Deck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deck = deck
        self._number = 0
        self._black = False
        self._drawn: dict[int, tuple[Drawn, ...]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setMouseTracking(True)
        self._arrow = QTimer(self, singleShot=True, interval=_CURSOR_MS)
        self._arrow.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._name()

    @property
    def slide(self) -> Slide:
        """The slide that is shown."""
        return self._deck.slides[self._number]

    @property
    def number(self) -> int:
        """Its place, counted from 0."""
        return self._number

    @property
    def is_black(self) -> bool:
        """True while nothing is shown."""
        return self._black

    def show_slide(self, number: int) -> None:
        """Show another slide."""
        self._number = number
        self._black = False
        self._name()
        self.update()

    def set_black(self, black: bool) -> None:
        """Show nothing, or the slide again."""
        self._black = black
        self.update()

    def spoken(self) -> str:
        """Return what a screen reader says of the slide."""
        words = _("Slide {number} of {all}: {title}").format(
            number=self._number + 1, all=len(self._deck.slides), title=self.slide.title
        )
        lines = [one.text for one in self._layout() if isinstance(one, Text) and one.role == "body"]
        return f"{words}. {' '.join(lines)}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper as large as fits, and what stands on it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#000000" if self._black else _PAPER))
        if self._black:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        left = (self.width() - WIDTH * scale) / 2
        painter.translate(left, (self.height() - HEIGHT * scale) / 2)
        painter.scale(scale, scale)
        for one in self._layout():
            _paint(painter, one)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn the page."""
        back = event.button() == Qt.MouseButton.RightButton
        self.clicked.emit(-1 if back else 1)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        """Show the arrow for a moment."""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._arrow.start()

    def _layout(self) -> tuple[Drawn, ...]:
        if self._number not in self._drawn:
            self._drawn[self._number] = lay_out(self._deck, self._number, ruler)
        return self._drawn[self._number]

    def _name(self) -> None:
        self.setAccessibleName(self.spoken())


def _paint(painter: QPainter, one: Drawn) -> None:
    if isinstance(one, Text):
        painter.setFont(_font(theme.look().family, one.face, round(one.size)))
        painter.setPen(_colour(one.tone))
        x = one.x - ruler(one.text, one.face, one.size) if one.right else one.x
        painter.drawText(QPointF(x, one.y), one.text)
    elif isinstance(one, Mark):
        side = one.radius / _MARK_SHARE
        box = QRectF(one.x - side / 2, one.y - side / 2, side, side)
        paint_mark(painter, one.code, box, _colour(tone(one.code)))
    else:
        _paint_bar(painter, one)


def _paint_bar(painter: QPainter, one: Bar) -> None:
    painter.fillRect(QRectF(one.x, one.y, one.width, one.height), _colour(one.tone))


def _colour(name: str) -> QColor:
    return QColor(_TINT) if name == "tint" else theme.LIGHT.colour(name)
