"""The marks of verdicts and stances: a shape and a word, so that colour never carries it alone.

● in place, ◐ partly, ○ not in place, – not applicable, · not judged; ▲ supports, ▼ contradicts,
○ background. The same shapes stand in charts and on paper. They are drawn, never typed.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.icons import paint_icon

VERDICTS: Final = ("in-place", "partly", "not-in-place", "not-applicable", "not-judged")
STANCES: Final = ("supports", "contradicts", "background")

_TONES: Final = {
    "in-place": "in_place",
    "partly": "partly",
    "not-in-place": "not_in_place",
    "not-applicable": "not_applicable",
    "not-judged": "not_judged",
    "supports": "support",
    "contradicts": "contra",
    "background": "muted",
    "to-ask": "warn",
    "warning": "warn",
    "check": "accent",
}


def word(code: str) -> str:
    """Return the word of a verdict or a stance; "" is "not judged"."""
    words = {
        "": _("Not judged"),
        "in-place": _("In place"),
        "partly": _("Partly in place"),
        "not-in-place": _("Not in place"),
        "not-applicable": _("Not applicable"),
        "not-judged": _("Not judged"),
        "supports": _("supports"),
        "contradicts": _("contradicts"),
        "background": _("background"),
        "to-ask": _("to ask"),
    }
    return words.get(code, "")


def tone(code: str) -> str:
    """Return the colour token of a mark."""
    return _TONES.get(code, "muted")


def mark_colour(code: str) -> QColor:
    """Return a mark's colour in the present theme."""
    return theme.colour(tone(code))


def paint_mark(painter: QPainter, code: str, rect: QRectF, colour: QColor | None = None) -> None:
    """Paint a mark centred in ``rect``; an unknown code is looked up among the icons, "" is none.

    ``progress:3/13`` is a disc filled by that share.
    """
    if not code:
        return
    tint = colour or mark_colour(code)
    centre, radius = rect.center(), min(rect.width(), rect.height()) * 0.31
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if code in ("supports", "contradicts"):
        _triangle(painter, centre, radius, -1 if code == "supports" else 1, tint)
    elif code.startswith("progress:"):
        _pie(painter, centre, radius, _share(code), tint)
    elif code in _ROUND:
        _round(painter, code, centre, radius, tint)
    else:
        _other(painter, code, rect, centre, radius, tint)
    painter.restore()


_ROUND: Final = {"in-place", "partly", "not-in-place", "background", "not-judged"}


def _round(painter: QPainter, code: str, centre: QPointF, radius: float, tint: QColor) -> None:
    if code in ("in-place", "not-judged"):
        size = radius if code == "in-place" else radius * 0.34
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawEllipse(centre, size, size)
        return
    stroke = max(1.2, radius * 0.26)
    inner = (radius - stroke / 2) * (0.85 if code == "background" else 1)
    painter.setPen(QPen(tint, stroke))
    painter.drawEllipse(centre, inner, inner)
    if code == "partly":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        box = QRectF(centre.x() - inner, centre.y() - inner, 2 * inner, 2 * inner)
        painter.drawPie(box, 90 * 16, 180 * 16)


def _triangle(painter: QPainter, centre: QPointF, radius: float, down: int, tint: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    base, tip = centre.y() - down * radius * 0.7, centre.y() + down * radius * 0.8
    corners = [
        QPointF(centre.x() - radius * 0.9, base),
        QPointF(centre.x() + radius * 0.9, base),
        QPointF(centre.x(), tip),
    ]
    painter.drawPolygon(QPolygonF(corners))


def _pie(painter: QPainter, centre: QPointF, radius: float, share: float, tint: QColor) -> None:
    stroke = max(1.2, radius * 0.26)
    inner = radius - stroke / 2
    painter.setPen(QPen(tint, stroke))
    painter.drawEllipse(centre, inner, inner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    box = QRectF(centre.x() - inner, centre.y() - inner, 2 * inner, 2 * inner)
    painter.drawPie(box, 90 * 16, -round(360 * 16 * share))


def _share(code: str) -> float:
    done, _slash, whole = code.removeprefix("progress:").partition("/")
    return int(done) / int(whole) if int(whole) else 0.0


def _other(
    painter: QPainter, code: str, rect: QRectF, centre: QPointF, radius: float, tint: QColor
) -> None:
    if code == "not-applicable":
        painter.setPen(QPen(tint, max(1.4, radius * 0.34)))
        half = QPointF(radius * 0.9, 0)
        painter.drawLine(centre - half, centre + half)
    elif code == "to-ask":
        font = QFont(theme.font("strong"))
        font.setPixelSize(max(6, round(radius * 2.6)))
        painter.setFont(font)
        painter.setPen(tint)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
    else:
        side = min(rect.width(), rect.height())
        box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        paint_icon(painter, code, box, tint)


def mark_icon(code: str, colour: QColor | None = None) -> QIcon:
    """Return a mark as an icon of the text's height, for menus and combo boxes."""
    tint = colour or mark_colour(code)
    return _mark_icon(code, tint.name(), theme.line_height())


@lru_cache(maxsize=128)
def _mark_icon(code: str, colour: str, pixels: int) -> QIcon:
    made = QIcon()
    for scale in (1.0, 2.0):
        picture = QPixmap(QSize(round(pixels * scale), round(pixels * scale)))
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_mark(painter, code, QRectF(0, 0, pixels, pixels), QColor(colour))
        painter.end()
        made.addPixmap(picture)
    return made


def paint_focus(painter: QPainter, rect: QRect, radius: float = 4.0) -> None:
    """Paint the ring that shows where the keyboard is, just inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
