"""How paper and charts look: sizes on an 8-point rhythm, one accent, calm colours."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from ic_desktop.report.fonts import ITALIC, REGULAR, SEMIBOLD, register

PAGE = (595.28, 841.89)
"""A4 in points."""
LEFT, RIGHT, TOP, BOTTOM = 72.0, 72.0, 88.0, 72.0
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
    partly="#66a69d",
    not_in_place="#c2652a",
    not_applicable="#d5d2ca",
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
    partly="#256259",
    not_in_place="#e08a4b",
    not_applicable="#7e8384",
    not_judged="#1d2021",
    supports="#6cc5b8",
    contradicts="#ef8a62",
    background="#7d8386",
    warning="#f0b45c",
)


def _style(name: str, *, size: float = 10, leading: float = 16, **more: Any) -> Any:
    """Return a style that names an embedded face everywhere, so that no other can leak in."""
    more.setdefault("fontName", REGULAR)
    more.setdefault("bulletFontName", more["fontName"])
    more.setdefault("bulletFontSize", size)
    more.setdefault("textColor", HexColor(LIGHT.ink))
    more.setdefault("bulletColor", more["textColor"])
    return ParagraphStyle(name, fontSize=size, leading=leading, **more)


_MUTED, _ACCENT = HexColor(LIGHT.muted), HexColor(LIGHT.accent)
_BOLD: dict[str, Any] = {"fontName": SEMIBOLD}
_HANG: dict[str, Any] = {"leftIndent": INDENT, "bulletIndent": 0}
_NUMBER: dict[str, Any] = {"bulletFontName": SEMIBOLD, "bulletColor": _ACCENT, **_HANG}


class Styles:
    """The paragraph styles of a report (reportlab's ParagraphStyle, which has no types)."""

    def __init__(self) -> None:
        self._running_text()
        self._headings()
        self._cover()
        self._result()
        self._factor()
        self._lists()
        self._peer_review()

    def _running_text(self) -> None:
        self.body = _style("body", spaceAfter=8)
        self.muted = _style("muted", spaceAfter=8, textColor=_MUTED)
        self.small = _style("small", size=8.5, leading=12, textColor=_MUTED, spaceAfter=4)
        self.quote_wide = _style("quote wide", size=12, leading=18, fontName=ITALIC, leftIndent=12)
        self.legend = _style("legend", leftIndent=24, spaceAfter=2)

    def _headings(self) -> None:
        self.h1 = _style("h1", size=22, leading=28, spaceAfter=12, keepWithNext=1, **_BOLD)
        self.h1_under = _style(
            "h1 under", size=22, leading=28, spaceAfter=8, keepWithNext=1, **_BOLD
        )
        self.h2 = _style(
            "h2",
            size=12.5,
            leading=16,
            spaceBefore=18,
            spaceAfter=4,
            textColor=_ACCENT,
            keepWithNext=1,
            **_BOLD,
        )
        self.h3 = _style("h3", leading=14, spaceBefore=8, spaceAfter=0, keepWithNext=1, **_BOLD)
        self.label = _style("label", size=8.5, leading=12, textColor=_ACCENT, **_BOLD)
        self.label_above = _style(
            "label above", size=8.5, leading=12, textColor=_ACCENT, keepWithNext=1, **_BOLD
        )

    def _cover(self) -> None:
        self.city = _style("city", size=40, leading=46, spaceAfter=8, **_BOLD)
        self.kind = _style("kind", size=18, leading=24, textColor=_MUTED)
        self.kind_title = _style("kind title", size=22, leading=28)
        self.mark = _style(
            "mark", size=12, leading=16, textColor=HexColor(LIGHT.contradicts), **_BOLD
        )
        self.standard = _style("standard", size=12, leading=18, fontName=ITALIC, textColor=_MUTED)
        self.fact = _style("fact", leftIndent=128, bulletIndent=0, bulletColor=_MUTED, spaceAfter=4)

    def _result(self) -> None:
        self.headline = _style("headline", size=13, leading=20, spaceAfter=12)
        self.head = _style("head", size=8.5, leading=12, textColor=_MUTED, **_BOLD)
        self.number_cell = _style(
            "number cell", size=9.5, leading=12, leftIndent=18, bulletColor=_MUTED
        )
        self.small_cell = _style("small cell", size=8, leading=10, textColor=_MUTED)
        self.sign_cell = _style("sign cell", size=9.5, leading=12, leftIndent=14.5)

    def _factor(self) -> None:
        self.statement = _style("statement", size=12, leading=16, spaceAfter=18, **_BOLD)
        self.verdict = _style(
            "verdict", size=13, leading=16, leftIndent=36, keepWithNext=1, spaceAfter=4, **_BOLD
        )
        reason: dict[str, Any] = {
            "leading": 14,
            "leftIndent": 36,
            "rightIndent": 12,
            "spaceAfter": 4,
        }
        self.reason = _style("reason", **reason)
        self.reason_none = _style("reason none", textColor=_MUTED, **reason)
        self.rationale = _style("rationale", leading=14, spaceBefore=18, textColor=_MUTED)
        self.question = _style(
            "question", leading=14, spaceBefore=8, spaceAfter=2, keepWithNext=1, **_BOLD, **_NUMBER
        )
        self.prompt = _style(
            "prompt",
            size=9,
            leading=12,
            textColor=_MUTED,
            leftIndent=INDENT + 11,
            bulletIndent=INDENT,
            keepWithNext=1,
            spaceAfter=2,
        )
        self.answer = _style("answer", leading=14, leftIndent=INDENT + 15, spaceAfter=2)
        self.ask = _style(
            "ask",
            leading=14,
            leftIndent=INDENT + 15,
            textColor=HexColor(LIGHT.warning),
            spaceAfter=2,
        )
        self.note = _style("note", leading=14, leftIndent=INDENT + 15, spaceAfter=4)
        self.citation = _style(
            "citation", leading=14, leftIndent=INDENT, spaceBefore=8, keepWithNext=1, **_BOLD
        )
        self.citation_meta = _style(
            "citation meta", size=9, leading=12, textColor=_MUTED, leftIndent=INDENT, spaceAfter=2
        )
        self.place = _style("place", size=9.5, leading=13, leftIndent=INDENT, spaceAfter=2)
        self.passage = _style(
            "passage", size=9.5, leading=13, fontName=ITALIC, leftIndent=INDENT, spaceAfter=2
        )
        self.context = _style("context", leading=14, spaceAfter=4)

    def _lists(self) -> None:
        self.open = _style("open", leading=14, spaceAfter=4, **_NUMBER)
        self.entry = _style("entry", leading=14, spaceBefore=12, keepWithNext=1, **_BOLD, **_NUMBER)
        self.meta = _style(
            "meta", size=9, leading=12, textColor=_MUTED, leftIndent=INDENT, spaceAfter=2
        )
        self.said = _style("said", leading=14, leftIndent=INDENT, spaceAfter=2)
        self.mono = _style("mono", size=8, leading=12, textColor=_MUTED, leftIndent=INDENT)
        self.mono_wide = _style("mono wide", size=9.5, leading=14, spaceAfter=8)
        self.step = _style(
            "step", size=9.5, leading=14, leftIndent=20, bulletIndent=4, spaceAfter=3
        )
        self.step_text = _style("step text", size=9.5, leading=14)

    def _peer_review(self) -> None:
        beside: dict[str, Any] = {"bulletIndent": 0, "bulletColor": _MUTED, "leading": 14}
        self.voice = _style("voice", leftIndent=128, spaceAfter=3, **beside)
        self.voice_signed = _style("voice signed", leftIndent=143, spaceAfter=3, **beside)
        self.voice_more = _style("voice more", size=9.5, leading=13, leftIndent=143, spaceAfter=4)
        self.reply = _style("reply", leading=14, leftIndent=INDENT + 15, spaceBefore=4, **_BOLD)
        self.reply_more = _style("reply more", leading=14, leftIndent=INDENT + 15, spaceAfter=2)
        self.step_done = _style(
            "step done", leading=14, leftIndent=INDENT + 15, spaceBefore=2, textColor=_ACCENT
        )
        self.said_head = _style(
            "said head", size=9, leading=12, leftIndent=INDENT, spaceBefore=8, textColor=_MUTED
        )


@cache
def styles() -> Styles:
    """Return the one set of styles, with the typeface made known."""
    register()
    return Styles()
