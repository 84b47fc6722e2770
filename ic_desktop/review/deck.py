"""A presentation as plain data: what its slides say, not how they look."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Final

PARTS: Final = (
    "title",
    "method",
    "result",
    "conclusions",
    "strengths",
    "recommendations",
    "next",
)
"""What a presentation can have, in its order."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown. ``by_factor``: strengths and recommendations follow each conclusion.

    ``grouped``: one slide for each group of key factors, where the benchmark has groups.
    ``factors`` empty: all.
    """

    parts: frozenset[str] = frozenset(PARTS)
    by_factor: bool = False
    grouped: bool = False
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts; ``mark`` is a verdict's code or ""."""

    value: int
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things on a slide: number or mark before it, a quiet line below it."""

    text: str
    number: str = ""
    mark: str = ""
    detail: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something for the presenter alone: what it is about, and the words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. ``about``: kind, id and name of the findings that a reaction can be to."""

    kind: str
    title: str
    eyebrow: str = ""
    mark: str = ""
    mark_word: str = ""
    text: str = ""
    figures: tuple[Figure, ...] = ()
    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()
    about: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """A presentation. ``mark`` stands on every slide ("Fictional example"), "" for none.

    ``changed``: when the state was last edited, ms since 1970.
    """

    language: str
    city: str
    title: str
    mark: str
    changed: int
    slides: tuple[Slide, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the slides as data, without the presenter's notes."""
        bare = replace(self, slides=tuple(replace(s, notes=(), about=()) for s in self.slides))
        return asdict(bare)


def deck_of(data: dict[str, Any]) -> Deck:
    """Return the deck that :meth:`Deck.as_json` wrote."""
    slides = tuple(_slide_of(one) for one in data["slides"])
    return Deck(**(data | {"slides": slides}))


def _slide_of(data: dict[str, Any]) -> Slide:
    figures = tuple(Figure(**one) for one in data["figures"])
    items = tuple(Item(**one) for one in data["items"])
    return Slide(**(data | {"figures": figures, "items": items, "notes": (), "about": ()}))
