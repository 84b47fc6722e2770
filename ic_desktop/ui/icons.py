"""The program's icons: drawn from lines on a grid of 24, tinted by the theme, crisp at any scale.

A drawing is a short text: M x y (move), L x y (line), C x1 y1 x2 y2 x y (curve), Z (close),
R x y w h r (rounded rectangle), O x y r (circle). No picture files are read.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from ic_desktop.ui import theme

GRID: Final = 24.0
STROKE: Final = 1.7

_PAGE = "M6 3 L14 3 L19 8 L19 21 L6 21 Z M14 3 L14 8 L19 8"

DRAWINGS: Final[dict[str, str]] = {
    "document": f"{_PAGE} M9 12 L16 12 M9 16 L16 16",
    "picture": "R 3 5 18 14 1.5 O 8.5 10 1.6 M4 18 L10 13 L13 15.5 L17 11.5 L21 15",
    "link": "M10.5 13.5 C8.5 11.5 8.5 9.5 10.5 7.5 L13.5 4.5 C15.5 2.5 17.5 2.5 19.5 4.5 "
    "C21.5 6.5 21.5 8.5 19.5 10.5 L17.5 12.5 M13.5 10.5 C15.5 12.5 15.5 14.5 13.5 16.5 "
    "L10.5 19.5 C8.5 21.5 6.5 21.5 4.5 19.5 C2.5 17.5 2.5 15.5 4.5 13.5 L6.5 11.5",
    "figure": "M4 20 L20 20 M7 20 L7 13 M12 20 L12 5 M17 20 L17 9",
    "observation": "M2.5 12 C6 6.5 9 5 12 5 C15 5 18 6.5 21.5 12 C18 17.5 15 19 12 19 "
    "C9 19 6 17.5 2.5 12 Z O 12 12 3",
    "interview": "M4 5 L20 5 L20 16 L11 16 L7 20 L7 16 L4 16 Z M8 9 L16 9 M8 12 L13 12",
    "folder": "M3 6 L9.5 6 L11.5 8.5 L21 8.5 L21 19 L3 19 Z",
    "search": "O 10.5 10.5 6.5 M15.3 15.3 L21 21",
    "settings": "M3 7 L12 7 M17 7 L21 7 O 14.5 7 2.4 M3 17 L7 17 M12 17 L21 17 O 9.5 17 2.4",
    "help": "O 12 12 9 M9.3 9.6 C9.3 6 14.7 6 14.7 9.4 C14.7 11.6 12 11.8 12 14 M12 16.8 L12 17.1",
    "undo": "M8 4 L3.5 8.5 L8 13 M3.5 8.5 L14.5 8.5 C22 8.5 22 19 14.5 19 L8 19",
    "redo": "M16 4 L20.5 8.5 L16 13 M20.5 8.5 L9.5 8.5 C2 8.5 2 19 9.5 19 L16 19",
    "bookmark": "M7 3.5 L17 3.5 L17 20.5 L12 16.5 L7 20.5 Z",
    "bookmark-on": "M7 3.5 L17 3.5 L17 20.5 L12 16.5 L7 20.5 Z",
    "warning": "M12 3.5 L21.5 20 L2.5 20 Z M12 9.5 L12 14 M12 16.8 L12 17.1",
    "info": "O 12 12 9 M12 11 L12 17 M12 7.4 L12 7.7",
    "lock": "R 5 11 14 10 1.5 M8 11 L8 8 C8 2.5 16 2.5 16 8 L16 11",
    "report": f"{_PAGE} M9 17 L11 14.5 L13 17 L16 12.5",
    "sign": "M4 20 L5 15.5 L16 4.5 L19.5 8 L8.5 19 Z M13.5 7 L17 10.5 M13 20 L20 20",
    "check": "M4.5 12.5 L9.5 17.5 L19.5 6.5",
    "plus": "M12 5 L12 19 M5 12 L19 12",
    "minus": "M5 12 L19 12",
    "close": "M6 6 L18 18 M18 6 L6 18",
    "trash": "M4 6.5 L20 6.5 M9 6.5 L9 3.5 L15 3.5 L15 6.5 M6 6.5 L7 20.5 L17 20.5 L18 6.5 "
    "M10 10.5 L10 16.5 M14 10.5 L14 16.5",
    "open": "M11 5 L4.5 5 L4.5 19.5 L19 19.5 L19 13 M14 3.5 L20.5 3.5 L20.5 10 M20.5 3.5 L11 13",
    "save": "M4 4 L17 4 L20 7 L20 20 L4 20 Z M8 4 L8 9 L15 9 L15 4 M8 20 L8 14 L16 14 L16 20",
    "export": "M12 15 L12 3.5 M7.5 8 L12 3.5 L16.5 8 M4 14 L4 20 L20 20 L20 14",
    "import": "M12 3.5 L12 15 M7.5 10.5 L12 15 L16.5 10.5 M4 14 L4 20 L20 20 L20 14",
    "print": "M7 9 L7 3.5 L17 3.5 L17 9 M7 17 L3.5 17 L3.5 9 L20.5 9 L20.5 17 L17 17 R 7 14 10 7 0",
    "copy": "R 8.5 8.5 12 12 1.5 M15.5 8.5 L15.5 3.5 L3.5 3.5 L3.5 15.5 L8.5 15.5",
    "calendar": "R 3.5 5 17 15.5 1.5 M3.5 10 L20.5 10 M8 2.8 L8 6.5 M16 2.8 L16 6.5",
    "person": "O 12 8 4 M4 20.5 C4.5 12.5 19.5 12.5 20 20.5",
    "city": "M3 20.5 L21 20.5 M5 20.5 L5 10 L11 7 L11 20.5 M11 11 L19 11 L19 20.5 "
    "M8 12 L8 12.3 M8 16 L8 16.3 M15 15 L15 15.3",
    "back": "M14.5 5 L7.5 12 L14.5 19",
    "next": "M9.5 5 L16.5 12 L9.5 19",
    "down": "M5 9 L12 16 L19 9",
    "up": "M5 15 L12 8 L19 15",
}
FILLED: Final = frozenset({"bookmark-on"})


def icon(name: str, tone: str = "ink", size: int = 0) -> QIcon:
    """Return an icon by name in a colour token; ``size`` in pixels, 0 for that of text.

    Its disabled state is muted. The picture belongs to the present theme: a widget of the kit
    asks again when the theme changes, anything else listens to ``Theme.changed``.
    """
    pixels = size or icon_size()
    return _icon(name, theme.colour(tone).name(), theme.tokens().muted, pixels)


def icon_size() -> int:
    """Return the side of an icon beside body text, in pixels."""
    return round(theme.line_height() * 0.95)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, muted: str, pixels: int) -> QIcon:
    made = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, muted)):
        for scale in (1.0, 2.0):
            made.addPixmap(pixmap(name, QColor(tint), pixels, scale), mode)
    return made


def pixmap(name: str, colour: QColor, pixels: int, scale: float = 1.0) -> QPixmap:
    """Draw an icon of ``pixels`` by ``pixels``, at ``scale`` device pixels each."""
    made = QPixmap(QSize(round(pixels * scale), round(pixels * scale)))
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, QRectF(0, 0, pixels, pixels), colour)
    painter.end()
    return made


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Paint an icon into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    pen = QPen(colour, STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if name in FILLED else Qt.BrushStyle.NoBrush)
    painter.drawPath(path(name))
    painter.restore()


@lru_cache(maxsize=128)
def path(name: str) -> QPainterPath:
    """Return the drawing of an icon on its grid. Raises KeyError for an unknown name."""
    made = QPainterPath()
    words = iter(DRAWINGS[name].split())
    steps = {"M": 2, "L": 2, "C": 6, "R": 5, "O": 3, "Z": 0}
    for word in words:
        letter, first = word[0], word[1:]
        numbers = [float(first)] if first else []
        numbers += [float(next(words)) for _ in range(steps[letter] - len(numbers))]
        _add(made, letter, numbers)
    return made


def _add(made: QPainterPath, letter: str, n: list[float]) -> None:
    match letter:
        case "M":
            made.moveTo(n[0], n[1])
        case "L":
            made.lineTo(n[0], n[1])
        case "C":
            made.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
        case "R":
            made.addRoundedRect(QRectF(n[0], n[1], n[2], n[3]), n[4], n[4])
        case "O":
            made.addEllipse(QRectF(n[0] - n[2], n[1] - n[2], 2 * n[2], 2 * n[2]))
        case _:
            made.closeSubpath()
