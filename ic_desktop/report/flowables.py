"""The building blocks that a report's pages are set from.

Each splits over pages or is small; none holds text of people in a box that cannot break.
"""

from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph, Spacer

from ic_desktop.report import fonts
from ic_desktop.report.signs import draw_sign
from ic_desktop.report.style import LIGHT, PAGE, TOP

_SMALL_BLOCK = 1200
"""Characters: about a third of a page."""

# reportlab ships no types, so every subclass of its classes is one of Any: hence "misc" below.


class Text(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph that may carry a drawn sign before its first line, or a rule at its left."""

    def __init__(
        self,
        text: str | None,
        style: Any,
        bulletText: str | None = None,  # noqa: N803 - reportlab's name
        frags: Any = None,
    ) -> None:
        super().__init__(text, style, bulletText=bulletText, frags=frags)
        if frags is None:
            _unmask(self.frags)

    sign = ""
    colour = LIGHT.accent
    rule = False
    band: tuple[float, float] | None = None
    """Room above and below that a tinted band takes behind the paragraph, in points."""

    def split(self, room_x: float, room_y: float) -> list[Any]:
        """Split as a paragraph does; the rule goes on, the sign stays with the first part."""
        parts: list[Any] = super().split(room_x, room_y)
        if len(parts) == 2:
            first, second = parts
            first.sign = self.sign
            for part in parts:
                part.rule, part.colour = self.rule, self.colour
            if self.band:
                first.band, second.band = (self.band[0], 0), (0, self.band[1])
        return parts

    def draw(self) -> None:
        """Draw the paragraph with what it carries."""
        style = self.style
        if self.band:
            self._draw_band(*self.band)
        super().draw()
        if self.rule:
            self.canv.saveState()
            self.canv.setStrokeColor(HexColor(LIGHT.line))
            self.canv.setLineWidth(2)
            x = style.leftIndent - 11
            self.canv.line(x, 1.5, x, self.height - 0.5)
            self.canv.restoreState()
        if self.sign:
            radius = style.fontSize * 0.36
            middle = self.height - style.fontSize * 0.83 + style.fontSize * 0.23
            x = style.leftIndent - style.fontSize * 1.5 + radius
            draw_sign(self.canv, self.sign, x, middle, radius, self.colour)

    def _draw_band(self, above: float, below: float) -> None:
        canvas = self.canv
        canvas.saveState()
        tall = self.height + above + below
        canvas.setFillColor(HexColor(LIGHT.tint))
        canvas.rect(0, -below, self.width, tall, stroke=0, fill=1)
        canvas.setFillColor(HexColor(self.colour))
        canvas.rect(0, -below, 3, tall, stroke=0, fill=1)
        canvas.restoreState()


def _unmask(fragments: list[Any]) -> None:
    """Put back the characters that were kept from reportlab's parser."""
    for fragment in fragments:
        fragment.text = fonts.unmasked(fragment.text)


def banded(story: list[Any], colour: str) -> list[Any]:
    """Put one tinted band behind paragraphs that follow each other."""
    for nth, paragraph in enumerate(story):
        last = nth == len(story) - 1
        paragraph.band = (0 if nth else 8, 8 if last else paragraph.style.spaceAfter)
        paragraph.colour = colour
    return story


class Heading(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A heading that enters the outline and can be linked to; its page is noted on the canvas."""

    def __init__(self, text: str, style: Any, key: str, outline: str, level: int) -> None:
        super().__init__(text, style)
        _unmask(self.frags)
        self.key = key
        self.outline = outline
        self.level = level

    def split(self, room_x: float, room_y: float) -> list[Any]:
        """Stay whole: what does not fit goes to the next page."""
        return []

    def draw(self) -> None:
        """Draw, and leave a mark for outline, links and contents."""
        bookmark(self.canv, self.key, self.height + 24)
        self.canv.addOutlineEntry(self.outline, self.key, self.level, closed=self.level > 0)
        super().draw()


class Anchor(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A place that can be linked to, without anything to see; enters the outline with a title."""

    def __init__(self, key: str, outline: str, level: int = 0, closed: bool = True) -> None:
        super().__init__()
        self.key, self.outline, self.level, self.closed = key, outline, level, closed

    def wrap(self, room_x: float, room_y: float) -> tuple[float, float]:
        """Take no room."""
        return (0, 0)

    def draw(self) -> None:
        """Leave the mark."""
        bookmark(self.canv, self.key, 24)
        self.canv.addOutlineEntry(self.outline, self.key, self.level, closed=self.closed)


def bookmark(canvas: Any, key: str, above: float) -> None:
    """Make the present place a target, and note its page for the contents."""
    canvas.bookmarkHorizontal(key, 0, above)
    canvas.noted_pages[key] = canvas.getPageNumber()


class ContentsLine(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One line of the contents: number or sign, title, dots, page; all of it a link."""

    def __init__(
        self,
        title: str,
        key: str,
        page: int,
        *,
        number: str = "",
        sign: str = "",
        close: bool = False,
    ) -> None:
        super().__init__()
        self.title, self.key, self.page = title, key, page
        self.number, self.sign = number, sign
        self.close = close
        self.inner = bool(number)

    def wrap(self, room_x: float, room_y: float) -> tuple[float, float]:
        """Take the whole width, and room above a chapter; less where many must fit a page."""
        self.room = room_x
        return (room_x, 20 if self.inner else 23 if self.close else 28)

    def draw(self) -> None:
        """Draw the line from left to right."""
        canvas, face = self.canv, fonts.REGULAR if self.inner else fonts.SEMIBOLD
        start = 56 if self.inner else 0
        canvas.setFillColor(HexColor(LIGHT.ink))
        title = fonts.fitted(self.title, face, 10.5, self.room - start - 48)
        canvas.setFont(face, 10.5)
        canvas.drawString(start, 5, title)
        if self.inner:
            canvas.drawRightString(24, 5, self.number)
            draw_sign(canvas, self.sign, 40, 8.6, 4, LIGHT.accent)
        page = str(self.page) if self.page else ""
        canvas.drawRightString(self.room, 5, page)
        self._dots(start + fonts.width(title, face, 10.5) + 8)
        canvas.linkRect("", self.key, (0, 0, self.room, 18), relative=1, thickness=0)

    def _dots(self, start: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor("#b9b6ae"))
        canvas.setLineWidth(0.8)
        canvas.setLineCap(1)
        canvas.setDash([0.1, 4])
        end = self.room - 28
        if start < end:
            # dots of neighbouring lines stand under each other: start on a multiple of the step
            canvas.line(end - int((end - start) / 4.1) * 4.1, 6.5, end, 6.5)
        canvas.restoreState()


class RuleBetween(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A line that parts two key factors on one page; at the top of a page it is not drawn."""

    def wrap(self, room_x: float, room_y: float) -> tuple[float, float]:
        """Take no room: it stands in the gap above it."""
        self.room = room_x
        return (0, 0)

    def draw(self) -> None:
        """Draw the line unless the page begins here."""
        _, y = self.canv.absolutePosition(0, 0)
        if y < PAGE[1] - TOP - 1:
            self.canv.saveState()
            self.canv.setFillColor(HexColor(LIGHT.accent))
            self.canv.rect(0, 12, self.room, 1, stroke=0, fill=1)
            self.canv.restoreState()


class Rule(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A thin line over the whole column, or a short thick one in the accent."""

    def __init__(self, *, accent: bool = False, after: float = 8) -> None:
        super().__init__()
        self.accent, self.after = accent, after

    def wrap(self, room_x: float, room_y: float) -> tuple[float, float]:
        """Take the line's height and the room after it."""
        self.room = room_x
        return (room_x, self.after + 2)

    def draw(self) -> None:
        """Draw the line."""
        canvas = self.canv
        canvas.saveState()
        if self.accent:
            canvas.setFillColor(HexColor(LIGHT.accent))
            canvas.rect(0, self.after - 2, 56, 4, stroke=0, fill=1)
        else:
            canvas.setStrokeColor(HexColor(LIGHT.line))
            canvas.setLineWidth(0.75)
            canvas.line(0, self.after, self.room, self.after)
        canvas.restoreState()


def paragraphs(text: str, style: Any, *, rule: bool = False) -> list[Any]:
    """Return people's text as paragraphs that show it as it was typed."""
    made = []
    for piece in fonts.pieces(text):
        paragraph = Text(fonts.markup(piece), style)
        paragraph.rule = rule
        made.append(paragraph)
    return made


def signed_text(code: str, text: str, style: Any, colour: str = LIGHT.accent) -> Any:
    """Return one paragraph with a drawn sign before it."""
    paragraph = Text(fonts.markup(text), style)
    paragraph.sign, paragraph.colour = code, colour
    return paragraph


def linked(key: str, text: object, *, bold: bool = False, colour: str = LIGHT.accent) -> str:
    """Return paragraph markup that leads to a place of this document."""
    face = fonts.SEMIBOLD if bold else fonts.REGULAR
    target, shown = escape(key, quote=True), fonts.markup(str(text))
    return f'<a href="#{target}" color="{colour}"><font name="{face}">{shown}</font></a>'


def together(block: list[Any]) -> list[Any]:
    """Keep a small block on one page; one with much text may break anywhere."""
    if sum(len(paragraph.getPlainText()) for paragraph in block) < _SMALL_BLOCK:
        for paragraph in block[:-1]:
            paragraph.keepWithNext = 1
    return block


def gap(points: float) -> Any:
    """Return empty room that vanishes at the top of a page."""
    return Spacer(0, points)
