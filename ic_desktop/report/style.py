"""How paper and charts look: sizes on an 8-point rhythm, one accent, calm colours."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from ic_desktop.report.fonts import ITALIC, REGULAR, SEMIBOLD, register

PAGE = (595.28, 841.89)
"""A4 in points."""
LEFT, RIGHT, TOP, BOTTOM = 72.0, 72.0, 96.0, 80.0
"""Margins in points."""
COLUMN = PAGE[0] - LEFT - RIGHT
"""Width of the text, in points."""
STEP = 8.0
INDENT = 32.0
"""Where text stands that hangs on a number, in points."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#rrggbb". Verdicts and stances stay apart for the colour-blind too."""

    paper: str
    ink: str
    muted: str
    accent: str
    line: str
    tint: str
    in_place: str
    partly: str
    not_in_place: str
    not_applicable: str
    not_judged: str
    supports: str
    contradicts: str
    background: str
    warning: str

    def verdict(self, code: str) -> str:
        """Return the fill of a result ("in-place", ..., "not-judged")."""
        return str(getattr(self, code.replace("-", "_")))


LIGHT = Palette(
    paper="#ffffff",
    ink="#1f2328",
    muted="#5a5f64",
    accent="#0b5c55",
    line="#d9d6ce",
    tint="#eef4f2",
    in_place="#0b5c55",
    partly="#79b3ab",
    not_in_place="#c2652a",
    not_applicable="#cfccc4",
    not_judged="#ffffff",
    supports="#0b5c55",
    contradicts="#a23b14",
    background="#a9aca8",
    warning="#8a5300",
)
DARK = Palette(
    paper="#1d2021",
    ink="#ecebe6",
    muted="#a9aca8",
    accent="#6cc5b8",
    line="#44484a",
    tint="#24302e",
    in_place="#6cc5b8",
    partly="#2f7a70",
    not_in_place="#e08a4b",
    not_applicable="#5b6062",
    not_judged="#1d2021",
    supports="#6cc5b8",
    contradicts="#ef8a62",
    background="#7d8386",
    warning="#f0b45c",
)


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a report (reportlab's ParagraphStyle, which has no types)."""

    body: Any
    note: Any
    small: Any
    label: Any
    cell: Any
    head: Any
    city: Any
    kind: Any
    lead: Any
    h1: Any
    h2: Any
    h3: Any
    statement: Any
    verdict: Any
    question: Any
    prompt: Any
    answer: Any
    quote: Any
    mono: Any
    entry: Any
    meta: Any


def _style(name: str, parent: Any = None, *, size: float = 10, leading: float = 16, **more: Any) -> Any:
    more.setdefault("fontName", REGULAR)
    more.setdefault("bulletFontName", more["fontName"])
    more.setdefault("bulletFontSize", size)
    more.setdefault("textColor", HexColor(LIGHT.ink))
    more.setdefault("bulletColor", more["textColor"])
    return ParagraphStyle(name, parent, fontSize=size, leading=leading, **more)


@cache
def styles() -> Styles:
    """Return the styles; every one names an embedded face, so that no other can leak in."""
    register()
    muted, accent = HexColor(LIGHT.muted), HexColor(LIGHT.accent)
    hang = {"leftIndent": INDENT, "bulletIndent": 0}
    return Styles(
        body=_style("body", spaceAfter=8),
        note=_style("note", spaceAfter=8, leftIndent=INDENT + 12),
        small=_style("small", size=8.5, leading=12, textColor=muted, spaceAfter=4),
        label=_style("label", size=8.5, leading=12, fontName=SEMIBOLD, textColor=accent),
        cell=_style("cell", size=9, leading=12),
        head=_style("head", size=8, leading=12, fontName=SEMIBOLD, textColor=muted),
        city=_style("city", size=40, leading=48, fontName=SEMIBOLD),
        kind=_style("kind", size=18, leading=24, textColor=muted),
        lead=_style("lead", size=13, leading=20, spaceAfter=8),
        h1=_style("h1", size=22, leading=28, fontName=SEMIBOLD, spaceAfter=12, keepWithNext=1),
        h2=_style(
            "h2", size=13, leading=16, fontName=SEMIBOLD, spaceBefore=20, spaceAfter=8,
            textColor=accent, keepWithNext=1,
        ),
        h3=_style("h3", size=10, leading=16, fontName=SEMIBOLD, spaceBefore=8, keepWithNext=1),
        statement=_style("statement", size=12.5, leading=18, fontName=SEMIBOLD, spaceAfter=8),
        verdict=_style("verdict", size=13, leading=20, fontName=SEMIBOLD, leftIndent=24),
        question=_style(
            "question", fontName=SEMIBOLD, spaceBefore=8, keepWithNext=1,
            bulletFontName=SEMIBOLD, bulletColor=accent, **hang,
        ),
        prompt=_style("prompt", size=9, leading=12, textColor=muted, leftIndent=INDENT + 12,
                      bulletIndent=INDENT, spaceAfter=2),
        answer=_style("answer", leftIndent=INDENT + 16, spaceAfter=4),
        quote=_style("quote", fontName=ITALIC, leftIndent=INDENT + 12, spaceAfter=4),
        mono=_style("mono", size=7.5, leading=12, textColor=muted, leftIndent=INDENT),
        entry=_style("entry", fontName=SEMIBOLD, spaceBefore=8, bulletFontName=SEMIBOLD,
                     bulletColor=accent, keepWithNext=1, **hang),
        meta=_style("meta", size=9, leading=12, textColor=muted, leftIndent=INDENT, spaceAfter=2),
    )

