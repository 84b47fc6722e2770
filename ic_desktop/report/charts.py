"""The charts of a review: one reportlab drawing each, for paper and (as SVG) for the screen.

Colour never stands alone: every mark has a shape, a word or a number besides.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from ic_desktop.i18n import Catalogue
from ic_desktop.report import fonts
from ic_desktop.report.document import FactorResult, RoleResult
from ic_desktop.report.signs import sign
from ic_desktop.report.style import LIGHT, Palette
from ic_desktop.review.labels import STANCES, VERDICTS, word
from ic_desktop.review.results import Counts

_BAR = 28.0


def results(counts: Counts, words: Catalogue, palette: Palette = LIGHT, width: float = 448) -> Any:
    """Return the counts as one bar of five parts, with sign, number and word under it.

    ``width`` in points; a part of no factors is left out of the bar and stays in the legend.
    """
    drawing = _drawing(width, 96)
    _bar(drawing, counts, palette, width)
    column = width / 5
    for place, (code, number) in enumerate(counts.items):
        x = place * column
        drawing.add(sign(code, x + 8, 32, 7, _sign_colour(code, palette)))
        drawing.add(_text(x + 22, 25, str(number), 20, palette.ink, fonts.SEMIBOLD))
        label = fonts.fitted(word(words, VERDICTS, code), fonts.REGULAR, 9.5, column - 6)
        drawing.add(_text(x, 6, label, 9.5, palette.muted))
    return drawing


def _bar(drawing: Any, counts: Counts, palette: Palette, width: float) -> None:
    shown = [(code, number) for code, number in counts.items if number]
    room = width - 2 * max(len(shown) - 1, 0)
    x, y = 0.0, 96 - _BAR
    for code, number in shown:
        wide = room * number / counts.total
        drawing.add(_part(x, y, wide, code, palette))
        colour = _on(palette.verdict(code))
        middle = y + _BAR / 2
        if wide >= 44:
            drawing.add(sign(code, x + wide / 2 - 10, middle, 6, colour))
            drawing.add(
                _text(x + wide / 2 + 3, middle - 4.6, str(number), 13, colour, fonts.SEMIBOLD)
            )
        elif wide >= 14:
            drawing.add(sign(code, x + wide / 2, middle, 5, colour))
        x += wide + 2
    if not shown:
        drawing.add(_part(0, y, width, "not-judged", palette))


def _part(x: float, y: float, wide: float, code: str, palette: Palette) -> Any:
    edge = palette.muted if code == "not-judged" else palette.verdict(code)
    part = Rect(x + 0.5, y + 0.5, max(wide - 1, 0.5), _BAR - 1, strokeWidth=1)
    part.fillColor = HexColor(palette.verdict(code))
    part.strokeColor = HexColor(edge)
    if code == "not-judged":
        part.strokeDashArray = [3, 2]
    return part


def by_role(
    roles: Sequence[RoleResult], words: Catalogue, palette: Palette = LIGHT, width: float = 448
) -> Any:
    """Return a row a Charter role: its factors' signs over their numbers, and how many are in
    place."""
    row = 28.0
    widest = max([fonts.width(r.title, fonts.SEMIBOLD, 10) for r in roles] or [0])
    start = min(widest + 20, width * 0.4)
    most = max([len(role.factors) for role in roles] or [1])
    step = min(24.0, (width - start - 120) / max(most, 1))
    drawing = _drawing(width, row * max(len(roles), 1))
    for place, role in enumerate(roles):
        y = drawing.height - row * (place + 1)
        lines = _two_lines(role.title, fonts.SEMIBOLD, 10, start - 12)
        for nth, line in enumerate(lines):
            below = y + 12 + 6 * (len(lines) - 1) - 12 * nth
            drawing.add(_text(0, below, line, 10, palette.ink, fonts.SEMIBOLD))
        for nth, (number, verdict) in enumerate(role.factors):
            x = start + nth * step + 6
            drawing.add(sign(verdict, x, y + 18, 5, _sign_colour(verdict, palette)))
            drawing.add(_text(x, y + 4, str(number), 7, palette.muted, anchor="middle"))
        _role_counted(drawing, width, y, role.counts, words, palette)
        drawing.add(_line(0, y - 1, width, palette))
    return drawing


def _role_counted(
    drawing: Any, right: float, y: float, counts: Counts, words: Catalogue, palette: Palette
) -> None:
    """How many factors of a role are in place; under it, in the same breath, how many are open."""
    text = words.gettext("{number} of {all} in place").format(
        number=counts.in_place, all=counts.total
    )
    above = 5 if counts.not_judged else 0
    drawing.add(_text(right, y + 12 + above, text, 9.5, palette.muted, anchor="end"))
    if counts.not_judged:
        text = words.ngettext(
            "{number} not judged yet", "{number} not judged yet", counts.not_judged
        ).format(number=counts.not_judged)
        drawing.add(_text(right, y + 5, text, 8.5, palette.muted, anchor="end"))


def _two_lines(text: str, font: str, size: float, room: float) -> list[str]:
    """Set a text on one line, or on two where it does not fit; what is left is cut."""
    words = fonts.plain(fonts.shortened(text, 200)).split()
    for end in range(len(words), 0, -1):
        first = " ".join(words[:end])
        if fonts.width(first, font, size) <= room:
            rest = " ".join(words[end:])
            return [first, fonts.fitted(rest, font, size, room)] if rest else [first]
    return [fonts.fitted(text, font, size, room)]


def evidence(
    factors: Sequence[FactorResult],
    words: Catalogue,
    palette: Palette = LIGHT,
    width: float = 448,
) -> Any:
    """Return, a row a factor, the pieces of evidence for it, against it, and as background."""
    row, head, label = 20.0, 24.0, 212.0
    drawing = _drawing(width, head + row * max(len(factors), 1))
    column = (width - label) / 3
    top = drawing.height - 14
    for nth, stance in enumerate(STANCES):
        x = label + nth * column
        colour = _stance_colour(stance, palette)
        drawing.add(sign(stance, x + 4, top + 3, 4, colour))
        text = fonts.fitted(word(words, STANCES, stance), fonts.SEMIBOLD, 8.5, column - 16)
        drawing.add(_text(x + 13, top, text, 8.5, palette.muted, fonts.SEMIBOLD))
    most = max([max(f.supports, f.contradicts, f.background) for f in factors] or [0])
    for place, factor in enumerate(factors):
        y = drawing.height - head - row * (place + 1)
        drawing.add(_line(0, y + row, width, palette))
        drawing.add(_text(14, y + 6.5, str(factor.number), 9, palette.muted, anchor="end"))
        title = fonts.fitted(factor.title, fonts.REGULAR, 9, label - 36)
        drawing.add(_text(22, y + 6.5, title, 9, palette.ink))
        for nth, stance in enumerate(STANCES):
            number = getattr(factor, stance)
            x = label + nth * column
            _small_bar(drawing, x, y, number, most, column - 24, stance, palette)
    return drawing


def small_bar(
    number: int, most: int, stance: str, palette: Palette = LIGHT, width: float = 56
) -> Any:
    """Return a bar with its number for a cell of a table; "–" for none."""
    drawing = _drawing(width, 20)
    _small_bar(drawing, 0, 0, number, most, width - 16, stance, palette)
    return drawing


def _small_bar(
    drawing: Any,
    x: float,
    y: float,
    number: int,
    most: int,
    room: float,
    stance: str,
    palette: Palette,
) -> None:
    if not number:
        drawing.add(_text(x, y + 6.5, "–", 9, palette.muted))
        return
    wide = max(room * number / max(most, 1), 2)
    bar = Rect(x, y + 6, wide, 8, strokeColor=None)
    bar.fillColor = HexColor(_stance_colour(stance, palette))
    drawing.add(bar)
    drawing.add(_text(x + wide + 4, y + 6.5, str(number), 9, palette.ink))


def _drawing(width: float, height: float) -> Any:
    fonts.register()
    return Drawing(width, height, initialFontName=fonts.REGULAR)


def _text(
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    font: str = fonts.REGULAR,
    anchor: str = "start",
) -> Any:
    made = String(x, y, text, fontName=font, fontSize=size, fillColor=HexColor(colour))
    made.textAnchor = anchor
    return made


def _line(x: float, y: float, end: float, palette: Palette) -> Any:
    return Line(x, y, end, y, strokeColor=HexColor(palette.line), strokeWidth=0.6)


def _sign_colour(code: str, palette: Palette) -> str:
    return palette.muted if code in ("not-applicable", "not-judged") else palette.accent


def _stance_colour(stance: str, palette: Palette) -> str:
    return str(getattr(palette, stance))


def _on(fill: str) -> str:
    """Black or white, whichever is read more easily on a fill."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5))
    light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return "#ffffff" if light < 0.18 else "#1f2328"
