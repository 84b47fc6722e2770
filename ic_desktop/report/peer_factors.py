"""The findings of a peer review by key factor: the team's conclusion, and all voices beside it."""

from typing import Any

from reportlab.platypus import CondPageBreak

from ic_desktop.i18n import Catalogue
from ic_desktop.report import fonts
from ic_desktop.report.document import Document, FactorEntry
from ic_desktop.report.factor_pages import context, doubts, evidence, kept_back, unsettled
from ic_desktop.report.flowables import (
    Heading,
    RuleBetween,
    Text,
    banded,
    linked,
    paragraphs,
)
from ic_desktop.report.front import chapter
from ic_desktop.report.peer_document import MinorityEntry, PeerFactor, PeerPart, SourceVoice
from ic_desktop.report.style import LIGHT, styles
from ic_desktop.review.labels import VERDICTS, word

_ROOM_TO_BEGIN = 180.0
_ROOM_FOR_EMPTY = 150.0
_BETWEEN = 32.0
"""A key factor begins lower on a page only where this much room is left, in points; less is
enough for one of which nothing is known. ``_BETWEEN`` is the room above it."""


def factor_pages(document: Document, peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return the pages of all key factors."""
    story: list[Any] = [chapter(words.gettext("Findings by key factor"), "factors")]
    for nth, factor in enumerate(document.factors):
        held = peer.factor(factor.id)
        if nth:
            room = _ROOM_FOR_EMPTY if factor.is_empty and held.is_empty else _ROOM_TO_BEGIN
            between = RuleBetween()
            between.spaceBefore = _BETWEEN  # which, unlike a gap, vanishes at the top of a page
            story += [CondPageBreak(room + _BETWEEN), between]
        story += _factor(factor, held, words)
    return story


def _factor(factor: FactorEntry, held: PeerFactor, words: Catalogue) -> list[Any]:
    look = styles()
    above = words.gettext("Key factor {number}").format(number=factor.number)
    if factor.group:
        above = f"{above} · {fonts.shortened(factor.group, 80)}"
    outline = fonts.plain(fonts.shortened(f"{factor.number}  {factor.title}", 120))
    title = fonts.markup(fonts.shortened(factor.title, 300))
    nothing = factor.is_empty and held.is_empty
    head = [
        Text(fonts.markup(above), look.label_above),
        Heading(title, look.h1_under, f"factor-{factor.id}", outline, 1),
        *paragraphs(factor.statement, look.statement),
        *_conclusion(factor, held, words),
    ]
    if nothing:
        return head
    return [
        *head,
        *_voices(held, words),
        *evidence(factor, words),
        *context(factor.context, words),
    ]


def _conclusion(factor: FactorEntry, held: PeerFactor, words: Catalogue) -> list[Any]:
    look = styles()
    muted = factor.verdict in ("not-applicable", "not-judged")
    colour = LIGHT.muted if muted else LIGHT.accent
    story: list[Any] = [_headline(factor, words, colour)]
    story += doubts(factor, words, look.reason)
    if factor.reason.strip():
        story += paragraphs(factor.reason, look.reason)
    elif factor.verdict != "not-judged" and not factor.withheld:
        story.append(Text(fonts.markup(words.gettext("No reason is given.")), look.reason_none))
    story += other_wordings(held.versions, look.reason, words)
    if held.cites:
        text = words.gettext("Rests on: {evidence}").format(evidence=pieces(held.cites))
        story.append(Text(text, look.reason))
    elif factor.verdict not in ("not-judged", "not-applicable"):
        none = words.gettext("No evidence is cited for this conclusion.")
        story.append(Text(fonts.markup(none), look.reason_none))
    return banded(story, colour)


def _headline(factor: FactorEntry, words: Catalogue, colour: str) -> Any:
    if factor.verdict == "not-judged":
        text = words.gettext("F{number}  The team has no conclusion yet")
    else:
        text = words.gettext("F{number}  The team concludes: {verdict}")
    shown = text.format(number=factor.number, verdict=word(words, VERDICTS, factor.verdict))
    anchor = f'<a name="F-{factor.number}"/>'
    line = Text(anchor + fonts.markup(shown), styles().verdict)
    line.sign, line.colour = factor.verdict, colour
    return line


def other_wordings(versions: tuple[str, ...], style: Any, words: Catalogue) -> list[Any]:
    """Return what other copies say in the place of a text on which they disagree."""
    story: list[Any] = []
    for version in versions:
        text = words.gettext("The other version: {text}").format(text=version)
        story += paragraphs(text, style)
    return story


def pieces(numbers: tuple[int, ...]) -> str:
    """Return markup that names pieces of evidence and leads to them: E3, E12."""
    return ", ".join(linked(f"evidence-{number}", f"E{number}") for number in numbers)


def _voices(held: PeerFactor, words: Catalogue) -> list[Any]:
    look = styles()
    story: list[Any] = [Text(fonts.markup(words.gettext("Voices side by side")), look.h2)]
    story += _city(held, words)
    for source in held.sources:
        text = _says(source, words)
        story.append(_line(source_name(source.source, words), source.says, text))
    story.append(_line(words.gettext("The peers"), "", _peers(held, words)))
    for view in held.minority:
        story += _minority(view, words)
    for label, letter, numbers in (
        (words.gettext("Strengths"), "S", held.strengths),
        (words.gettext("Recommendations"), "R", held.recommendations),
    ):
        if numbers:
            links = ", ".join(linked(f"{letter}-{n}", f"{letter}{n}") for n in numbers)
            story.append(Text(links, look.voice, bulletText=fonts.plain(label)))
    return story


def _city(held: PeerFactor, words: Catalogue) -> list[Any]:
    look = styles()
    text = word(words, VERDICTS, held.city_verdict)
    story = [_line(words.gettext("The city itself"), held.city_verdict, text)]
    if held.city_unsettled:
        story.append(unsettled(words, look.voice_more))
    if held.city_withheld:
        story.append(kept_back(words, look.voice_more))
    return [*story, *paragraphs(held.city_reason, look.voice_more)]


def _line(label: str, code: str, text: str) -> Any:
    """Return one voice: its name at the left, a sign if it takes a side, what it says."""
    sign = _SIGNS.get(code, code)
    line = Text(
        fonts.markup(text),
        styles().voice_signed if sign else styles().voice,
        bulletText=fonts.plain(label),
    )
    line.sign = sign
    muted = code in ("not-judged", "not-applicable", "silent")
    against = code in ("contradicts", "both")
    line.colour = LIGHT.muted if muted else LIGHT.contradicts if against else LIGHT.accent
    return line


_SIGNS = {"silent": "not-judged", "both": "contradicts"}
"""The drawn sign for what a source says, where its code is not the sign's own."""


def source_name(code: str, words: Catalogue) -> str:
    """Return what a source of evidence is called."""
    names = {
        "city": words.gettext("The city’s documents"),
        "documents": words.gettext("Other documents"),
        "interviews": words.gettext("Interviews"),
        "observation": words.gettext("Observation"),
    }
    return names.get(code, code)


def _says(source: SourceVoice, words: Catalogue) -> str:
    parts = []
    if source.supports:
        text = words.ngettext("{number} supports", "{number} support", source.supports)
        parts.append(text.format(number=source.supports))
    if source.contradicts:
        text = words.ngettext("{number} contradicts", "{number} contradict", source.contradicts)
        parts.append(text.format(number=source.contradicts))
    if not parts:
        parts.append(words.gettext("silent"))
    if source.background:
        text = words.ngettext(
            "{number} gives background", "{number} give background", source.background
        )
        parts.append(text.format(number=source.background))
    return ", ".join(parts)


def _peers(held: PeerFactor, words: Catalogue) -> str:
    if held.spread is None:
        return words.gettext("Fewer than three judged, so how they did is not shown.")
    text = words.ngettext(
        "{number} judged: {verdicts}", "{number} judged: {verdicts}", held.spread.judged
    )
    listed = ", ".join(f"{n} × {word(words, VERDICTS, code)}" for code, n in held.spread.verdicts)
    return text.format(number=held.spread.judged, verdicts=listed)


def _minority(view: MinorityEntry, words: Catalogue) -> list[Any]:
    look = styles()
    text = word(words, VERDICTS, view.value) if view.value else words.gettext("Another view")
    if view.name:
        text = words.gettext("{verdict} ({name}, who agreed to be named)").format(
            verdict=text, name=fonts.shortened(view.name, 120)
        )
    story = [_line(words.gettext("Minority view"), view.value, text)]
    story += doubts(view, words, look.voice_more)
    return [*story, *paragraphs(view.text, look.voice_more)]
