"""The slides of a feedback session as a PDF, one landscape sheet each.

What stands where is decided in ``review/slide_layout.py``, as for the screen; here it is drawn.
The order for the helper process holds the finished slides, without the presenter's notes, and
nothing else of the project.
"""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from ic_desktop.report import fonts
from ic_desktop.report.draw import PRODUCER
from ic_desktop.report.signs import draw_sign
from ic_desktop.report.style import LIGHT
from ic_desktop.review.deck import Deck, deck_of
from ic_desktop.review.slide_layout import HEIGHT, WIDTH, Bar, Drawn, Mark, Text, lay_out

SHEET: Final = (960.0, 540.0)
"""A slide in points: 16 to 9."""
_SCALE: Final = SHEET[0] / WIDTH
_FACES: Final = {
    "regular": fonts.REGULAR,
    "semibold": fonts.SEMIBOLD,
    "italic": fonts.ITALIC,
}
_TONES: Final = {
    "ink": LIGHT.ink,
    "muted": LIGHT.muted,
    "accent": LIGHT.accent,
    "line": LIGHT.line,
    "tint": LIGHT.tint,
    "warn": LIGHT.warning,
}
_MARKS: Final = {
    "not-in-place": LIGHT.contradicts,
    "not-applicable": LIGHT.muted,
    "not-judged": LIGHT.muted,
}
"""Colours of signs other than the accent."""


def slides_order(deck: Deck) -> dict[str, Any]:
    """Return the order for a PDF of slides, for the function "slides" of the helper process."""
    return {"deck": deck.as_json()}


def make_here(order: Mapping[str, Any]) -> dict[str, str]:
    """Draw the slides that an order holds; the answer is as that to an order for a report."""
    pdf = draw_slides(deck_of(dict(order["deck"])))
    return {"pdf": base64.b64encode(pdf).decode("ascii")}


def draw_slides(deck: Deck) -> bytes:
    """Return a deck as PDF. One deck gives the same bytes every time."""
    fonts.register()
    stream = BytesIO()
    canvas = _canvas(stream, deck)
    for number, slide in enumerate(deck.slides):
        key = f"slide-{number}"
        canvas.bookmarkPage(key)
        title = f"{slide.eyebrow}: {slide.title}" if slide.eyebrow else slide.title
        canvas.addOutlineEntry(fonts.plain(fonts.shortened(title, 120)), key, 0)
        for one in lay_out(deck, number, _ruler):
            _draw(canvas, one)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _canvas(stream: BytesIO, deck: Deck) -> Any:
    canvas: Any = Canvas(
        stream,
        pagesize=SHEET,
        invariant=1,
        initialFontName=fonts.REGULAR,
        pageCompression=1,
        lang=deck.language,
    )
    canvas.setTitle(fonts.shortened(f"{deck.city} – {deck.title}", 300))
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setProducer(PRODUCER)
    canvas.setCreator(PRODUCER)
    moment = datetime.fromtimestamp(deck.changed / 1000, UTC)
    canvas.setDateFormatter(lambda *_: moment.strftime("D:%Y%m%d%H%M%SZ"))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _ruler(text: str, face: str, size: float) -> float:
    return fonts.width(fonts.plain(text), _FACES[face], size)


def _draw(canvas: Any, one: Drawn) -> None:
    if isinstance(one, Text):
        _draw_text(canvas, one)
    elif isinstance(one, Mark):
        colour = _MARKS.get(one.code, LIGHT.accent)
        x, y = one.x * _SCALE, (HEIGHT - one.y) * _SCALE
        draw_sign(canvas, one.code, x, y, one.radius * _SCALE, colour)
    else:
        _draw_bar(canvas, one)


def _draw_text(canvas: Any, one: Text) -> None:
    canvas.setFillColor(HexColor(_TONES[one.tone]))
    canvas.setFont(_FACES[one.face], one.size * _SCALE)
    draw = canvas.drawRightString if one.right else canvas.drawString
    draw(one.x * _SCALE, (HEIGHT - one.y) * _SCALE, fonts.plain(one.text))


def _draw_bar(canvas: Any, one: Bar) -> None:
    canvas.setFillColor(HexColor(_TONES[one.tone]))
    bottom = (HEIGHT - one.y - one.height) * _SCALE
    canvas.rect(one.x * _SCALE, bottom, one.width * _SCALE, one.height * _SCALE, stroke=0, fill=1)
