"""The drawn signs: a verdict or a stance has a shape, so that colour never carries it alone.

The same shapes stand on paper, in charts and on the screen; none is a character, for the typeface
lacks some of them and other programs' typefaces lack more.
"""

from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, String, Wedge
from reportlab.lib.colors import Color, HexColor

from ic_desktop.report.fonts import REGULAR, SEMIBOLD

SIGNS = (
    "in-place",
    "partly",
    "not-in-place",
    "not-applicable",
    "not-judged",
    "supports",
    "contradicts",
    "background",
    "to-ask",
)


def sign(code: str, x: float, y: float, radius: float, colour: str) -> Any:
    """Return a group with the sign for ``code`` centred on (x, y); an unknown code gives a dot."""
    fill = HexColor(colour)
    group = Group()
    for shape in _shapes(code, x, y, radius, fill):
        group.add(shape)
    return group


def draw_sign(canvas: Any, code: str, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a sign straight onto a canvas."""
    from reportlab.graphics import renderPDF

    drawing = Drawing(1, 1, initialFontName=REGULAR)
    drawing.add(sign(code, 0, 0, radius, colour))
    renderPDF.draw(drawing, canvas, x, y)


def _shapes(code: str, x: float, y: float, radius: float, fill: Color) -> list[Any]:
    stroke = radius * 0.26
    inner = radius - stroke / 2
    if code == "in-place":
        return [_disc(x, y, radius, fill)]
    if code == "partly":
        half = Wedge(x, y, inner, 90, 270, fillColor=fill, strokeColor=None)
        return [half, _ring(x, y, inner, fill, stroke)]
    if code == "not-in-place":
        return [_ring(x, y, inner, fill, stroke)]
    if code == "background":
        return [_ring(x, y, inner * 0.8, fill, stroke)]
    if code == "not-applicable":
        return [Line(x - inner, y, x + inner, y, strokeColor=fill, strokeWidth=stroke * 1.4)]
    if code in ("supports", "contradicts"):
        return [_triangle(x, y, radius, 1 if code == "supports" else -1, fill)]
    if code == "to-ask":
        size = radius * 2.6
        mark = String(x, y - size * 0.33, "?", fontName=SEMIBOLD, fontSize=size, fillColor=fill)
        mark.textAnchor = "middle"
        return [mark]
    return [_disc(x, y, radius * 0.36, fill)]


def _disc(x: float, y: float, radius: float, fill: Color) -> Any:
    return Circle(x, y, radius, fillColor=fill, strokeColor=None)


def _ring(x: float, y: float, radius: float, fill: Color, stroke: float) -> Any:
    return Circle(x, y, radius, fillColor=None, strokeColor=fill, strokeWidth=stroke)


def _triangle(x: float, y: float, radius: float, up: int, fill: Color) -> Any:
    base, tip = y - up * radius * 0.7, y + up * radius * 0.8
    points = [x - radius * 0.9, base, x + radius * 0.9, base, x, tip]
    return Polygon(points, fillColor=fill, strokeColor=None)
