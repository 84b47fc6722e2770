"""Where words, marks and lines stand on a slide: one layout for the screen and for paper.

A sheet is 1920 wide and 1080 high, y downwards; whoever draws it scales it. How wide a text is
tells a :class:`Ruler`, so that each drawer measures with its own typeface. Type is as large as
fits; what does not fit at the least size ends in "…", and stands whole in the presenter's notes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ic_desktop.review.deck import Deck, Figure, Item, Slide

WIDTH: Final = 1920.0
HEIGHT: Final = 1080.0
LEFT: Final = 140.0
RIGHT: Final = WIDTH - 140.0
_ROOM: Final = RIGHT - LEFT
_TOP: Final = 112.0
_BOTTOM: Final = 960.0
"""Where what belongs to the slide ends; below stands the running line."""
_HANG: Final = 84.0
_LEADING: Final = 1.36
_ROW_HANG: Final = 2.75
"""Where the name of a key factor stands after its sign and number, in sizes of its type."""

Face = str
"""One of "regular", "semibold", "italic"."""
Ruler = Callable[[str, Face, float], float]
"""Gives the width of one line of text, in the sheet's units, for a face and a size."""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its base line. ``role``: "heading", "body" or "running"."""

    x: float
    y: float
    text: str
    size: float
    face: Face = "regular"
    tone: str = "ink"
    right: bool = False
    """True if ``x`` is where the line ends."""
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict's sign, centred on x and y."""

    x: float
    y: float
    radius: float
    code: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle, a rule among them."""

    x: float
    y: float
    width: float
    height: float
    tone: str


Drawn = Text | Mark | Bar


@dataclass(slots=True)
class _Sheet:
    """A sheet on which things are put from the top down."""

    ruler: Ruler
    drawn: list[Drawn] = field(default_factory=list)
    y: float = _TOP

    def lines(self, text: str, face: Face, size: float, room: float) -> list[str]:
        """Break a text into lines no wider than ``room``."""
        return [line for part in text.split("\n") for line in self._broken(part, face, size, room)]

    def _broken(self, text: str, face: Face, size: float, room: float) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.ruler(longer, face, size) <= room:
                line = longer
                continue
            if line:
                yield line
            *full, line = self._cut(word, face, size, room)
            yield from full
        if line:
            yield line

    def _cut(self, word: str, face: Face, size: float, room: float) -> list[str]:
        """Cut a word that is wider than a line; most words come back whole."""
        made = [""]
        for letter in word if self.ruler(word, face, size) > room else ():
            if made[-1] and self.ruler(made[-1] + letter, face, size) > room:
                made.append("")
            made[-1] += letter
        return made if made[-1] else [word]

    def put(
        self,
        text: str,
        size: float,
        *,
        face: Face = "regular",
        tone: str = "ink",
        x: float = LEFT,
        room: float = _ROOM,
        most: float = _BOTTOM,
        role: str = "body",
    ) -> None:
        """Put a text below what is there, no lower than ``most``; the rest becomes "…"."""
        broken = self.lines(text, face, size, room)
        high = size * _LEADING
        fit = max(1, int((most - self.y + size * 0.36) // high))
        if len(broken) > fit:
            broken = [*broken[: fit - 1], self._shortened(broken[fit - 1], face, size, room)]
        for line in broken:
            self.drawn.append(Text(x, self.y + size, line, size, face, tone, role=role))
            self.y += high

    def _shortened(self, line: str, face: Face, size: float, room: float) -> str:
        while line and self.ruler(f"{line} …", face, size) > room:
            line = line[:-1]
        return f"{line.rstrip(' ,;.')} …"

    def height(self, text: str, face: Face, size: float, room: float) -> float:
        """Return how high a text is."""
        return len(self.lines(text, face, size, room)) * size * _LEADING

    def rule(self, tone: str = "line", *, gap: float = 24) -> None:
        """Put a fine line across."""
        self.drawn.append(Bar(LEFT, self.y + gap, _ROOM, 2, tone))
        self.y += 2 * gap


def lay_out(deck: Deck, number: int, ruler: Ruler) -> tuple[Drawn, ...]:
    """Return what stands on a slide of a deck, counted from 0, in the order of reading."""
    slide = deck.slides[number]
    sheet = _Sheet(ruler)
    _BODIES[slide.kind](sheet, slide)
    if slide.kind == "title":
        _title_foot(sheet, deck)
    else:
        _running(sheet, deck, number)
    return tuple(sheet.drawn)


def _running(sheet: _Sheet, deck: Deck, number: int) -> None:
    """Put the line at the foot: whose slides these are, the mark, and the number."""
    y, size = 1030.0, 26.0
    sheet.drawn.append(Bar(LEFT, 984, _ROOM, 1.5, "line"))
    name = _fitted(sheet, f"{deck.city} · {deck.title}", size, _ROOM * 0.55)
    sheet.drawn.append(Text(LEFT, y, name, size, tone="muted", role="running"))
    if deck.mark:
        x = LEFT + sheet.ruler(name, "regular", size) + 40
        sheet.drawn.append(Text(x, y, deck.mark, size, "semibold", "warn", role="running"))
    place = f"{number + 1} / {len(deck.slides)}"
    sheet.drawn.append(Text(RIGHT, y, place, size, tone="muted", right=True, role="running"))


def _fitted(sheet: _Sheet, text: str, size: float, room: float) -> str:
    whole = " ".join(text.split())
    fits = sheet.ruler(whole, "regular", size) <= room
    return whole if fits else sheet._shortened(whole, "regular", size, room)


def _head(sheet: _Sheet, slide: Slide) -> None:
    if slide.eyebrow:
        sheet.put(slide.eyebrow, 30, face="semibold", tone="accent", most=sheet.y + 42)
        sheet.y += 6
    size = _size_for(sheet, slide.title, "semibold", (72, 64, 56, 48), 200)
    most = sheet.y + 200
    sheet.put(slide.title, size, face="semibold", most=most, role="heading")
    sheet.y += 28


def _size_for(
    sheet: _Sheet,
    text: str,
    face: Face,
    sizes: Sequence[float],
    high: float,
    room: float = _ROOM,
) -> float:
    """Return the largest size at which a text is no higher than ``high``, else the least."""
    fits = (size for size in sizes if sheet.height(text, face, size, room) <= high)
    return next(fits, sizes[-1])


def _title(sheet: _Sheet, slide: Slide) -> None:
    sheet.drawn.append(Bar(0, 0, 28, HEIGHT, "accent"))
    sheet.put(slide.eyebrow, 34, face="semibold", tone="accent", most=200)
    size = _size_for(sheet, slide.title, "semibold", (150, 124, 100, 84, 68), 360)
    high = sheet.height(slide.title, "semibold", size, _ROOM)
    sheet.y = max(250.0, 560 - high)
    sheet.put(slide.title, size, face="semibold", most=640, role="heading")
    sheet.y += 12
    sheet.put(slide.text, 56, tone="muted", most=760)
    sheet.drawn.append(Bar(LEFT, sheet.y + 34, 120, 8, "accent"))
    sheet.y += 74
    for item in slide.items:
        sheet.put(item.text, 36, most=930)


def _title_foot(sheet: _Sheet, deck: Deck) -> None:
    if deck.mark:
        sheet.drawn.append(Text(LEFT, 1014, deck.mark, 34, "semibold", "warn"))


def _method(sheet: _Sheet, slide: Slide) -> None:
    _head(sheet, slide)
    _numbers(sheet, slide.figures)
    if slide.text:
        room = min(_ROOM, 1500.0)
        sizes = (44.0, 40.0, 36.0, 32.0)
        size = _size_for(sheet, slide.text, "regular", sizes, _BOTTOM - sheet.y, room)
        sheet.put(slide.text, size, room=room)


def _numbers(sheet: _Sheet, figures: Sequence[Figure]) -> None:
    """Put large numbers in a row, each with what it counts below."""
    if not figures:
        return
    wide = _ROOM / max(4, len(figures))
    top = sheet.y + 10
    low = top
    for nth, figure in enumerate(figures):
        x, sheet.y = LEFT + nth * wide, top
        value = str(figure.value)
        sheet.put(value, 110, face="semibold", tone="accent", x=x, room=wide - 24)
        sheet.y -= 12
        sheet.put(figure.words, 32, tone="muted", x=x, room=wide - 24)
        low = max(low, sheet.y)
    sheet.y = low
    sheet.rule(gap=36)


def _result(sheet: _Sheet, slide: Slide) -> None:
    _head(sheet, slide)
    sheet.y += 16
    _counts(sheet, slide.figures)
    columns = 1 if len(slide.items) <= 6 else 2
    rows = -(-len(slide.items) // columns)
    step = min(84.0, (_BOTTOM - sheet.y) / max(1, rows))
    wide = _ROOM / columns
    size = _row_size(sheet, slide.items, wide - 48, min(44.0, step * 0.56))
    top = sheet.y
    for nth, item in enumerate(slide.items):
        x, y = LEFT + (nth // rows) * wide, top + (nth % rows) * step
        _row(sheet, item, x, y, size, wide - 48)


def _counts(sheet: _Sheet, figures: Sequence[Figure]) -> None:
    """Put each outcome with its sign and number; their widths follow the words."""
    x, y = LEFT, sheet.y + 44
    for figure in figures:
        sheet.drawn.append(Mark(x + 24, y - 16, 23, figure.mark))
        number = Text(x + 66, y, str(figure.value), 60, "semibold")
        sheet.drawn.append(number)
        x += 66 + sheet.ruler(number.text, "semibold", 60) + 14
        sheet.drawn.append(Text(x, y, figure.words, 34, tone="muted"))
        x += sheet.ruler(figure.words, "regular", 34) + 56
    sheet.y = y
    sheet.rule(gap=34)


def _row_size(sheet: _Sheet, items: Iterable[Item], room: float, most: float) -> float:
    """Return the size at which the longest name fits beside its sign and number, 26 at least."""
    widest = max((sheet.ruler(item.text, "regular", 100) for item in items), default=0.0) / 100
    return max(min(most, 26.0), min(most, int(room / (widest + _ROW_HANG))))


def _row(sheet: _Sheet, item: Item, x: float, y: float, size: float, room: float) -> None:
    middle = y + size * 0.68
    sheet.drawn.append(Mark(x + size * 0.45, middle, size * 0.42, item.mark))
    number = Text(x + size * 2.3, y + size, item.number, size, tone="muted", right=True)
    sheet.drawn.append(number)
    start = x + size * _ROW_HANG
    name = _fitted(sheet, item.text, size, x + room - start)
    sheet.drawn.append(Text(start, y + size, name, size))


def _conclusion(sheet: _Sheet, slide: Slide) -> None:
    _head(sheet, slide)
    sheet.y += 4
    sheet.drawn.append(Bar(LEFT, sheet.y, _ROOM, 104, "tint"))
    sheet.drawn.append(Bar(LEFT, sheet.y, 8, 104, "accent"))
    sheet.drawn.append(Mark(LEFT + 66, sheet.y + 52, 27, slide.mark))
    word = Text(LEFT + 120, sheet.y + 70, slide.mark_word, 52, "semibold")
    sheet.drawn.append(word)
    sheet.y += 148
    if slide.text:
        room = 1560.0
        sizes = (52.0, 48.0, 44.0, 40.0, 36.0, 33.0)
        size = _size_for(sheet, slide.text, "regular", sizes, _BOTTOM - sheet.y, room)
        sheet.put(slide.text, size, room=room)


def _list(sheet: _Sheet, slide: Slide) -> None:
    _head(sheet, slide)
    room = _BOTTOM - sheet.y
    sizes = (54.0, 50.0, 46.0, 42.0, 38.0, 35.0, 32.0)
    gaps = max(0, len(slide.items) - 1)
    size = next(
        (s for s in sizes if sum(_heights(sheet, slide.items, s)) + gaps * 26 <= room), sizes[-1]
    )
    free = room - sum(_heights(sheet, slide.items, size))
    between = min(64.0, max(14.0, free / (gaps + 1))) if gaps else 0.0
    share = room / max(1, len(slide.items))
    for nth, item in enumerate(slide.items):
        most = _BOTTOM if free >= 0 or nth == gaps else sheet.y + share
        _item(sheet, item, size, min(most, _BOTTOM))
        sheet.y += between


def _heights(sheet: _Sheet, items: Iterable[Item], size: float) -> Iterator[float]:
    for item in items:
        small = _small(size)
        yield (
            sheet.height(item.text, "semibold", size, _ROOM - _HANG)
            + sheet.height(item.detail, "regular", size * 0.8, _ROOM - _HANG)
            + sheet.height(item.label, "semibold", small, _ROOM - _HANG)
            + (8 if item.label or item.detail else 0)
        )


def _small(size: float) -> float:
    return max(28.0, size * 0.6)


def _item(sheet: _Sheet, item: Item, size: float, most: float) -> None:
    """Put a finding: number or sign at the left; words, reasons and a quiet line beside it."""
    x, room = LEFT + _HANG, _ROOM - _HANG
    first = sheet.y + size
    if item.number:
        sheet.drawn.append(Text(LEFT, first, item.number, size, "semibold", "accent"))
    elif item.mark == "strength":
        side = size * 0.3
        top = first - size * 0.34 - side / 2
        sheet.drawn.append(Bar(LEFT + 6, top, side, side, "accent"))
    elif item.mark:
        radius = size * 0.42
        sheet.drawn.append(Mark(LEFT + radius, first - size * 0.34, radius, item.mark))
    small = _small(size)
    kept = small * _LEADING if item.label else 0.0
    sheet.put(item.text, size, face="semibold", x=x, room=room, most=most - kept)
    if item.detail and sheet.y + size <= most - kept:
        sheet.put(item.detail, size * 0.8, x=x, room=room, most=most - kept)
    if item.label:
        sheet.y += 8
        sheet.put(item.label, small, tone="muted", x=x, room=room, most=sheet.y + small * 1.4)


_BODIES: Final[dict[str, Callable[[_Sheet, Slide], None]]] = {
    "title": _title,
    "method": _method,
    "result": _result,
    "conclusion": _conclusion,
    "group": _list,
    "strengths": _list,
    "recommendations": _list,
    "next": _list,
}
