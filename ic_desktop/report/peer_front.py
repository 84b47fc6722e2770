"""The first pages of a peer review's report: contents, how to read it, result, people, visit."""

from collections.abc import Iterable, Mapping
from typing import Any

from reportlab.platypus import CondPageBreak, PageBreak, Table, TableStyle

from ic_desktop.i18n import Catalogue
from ic_desktop.report import charts, fonts
from ic_desktop.report.document import Document, FactorResult
from ic_desktop.report.flowables import ContentsLine, Text, gap, linked, paragraphs, signed_text
from ic_desktop.report.front import chapter, evidence_signs, meanings, section
from ic_desktop.report.peer_document import AskedEntry, PeerPart, PersonEntry, SessionEntry
from ic_desktop.report.style import COLUMN, LIGHT, styles
from ic_desktop.review.disclosure import role_name
from ic_desktop.review.labels import SESSION_KINDS, VERDICTS, word
from ic_desktop.review.results import OUTCOMES, Counts

_ROOM_FOR_FINDINGS = 220.0
"""The findings begin below the visit where this much room is left, in points: the heading and what
the team concludes of the first key factor."""


def contents(
    document: Document, peer: PeerPart, words: Catalogue, pages: Mapping[str, int]
) -> list[Any]:
    """Return the contents with the page numbers that an earlier pass noted."""
    story: list[Any] = [Text(fonts.markup(words.gettext("Contents")), styles().h1)]

    def line(key: str, title: str, **more: str) -> None:
        story.append(ContentsLine(title, key, pages.get(key, 0), close=True, **more))

    for key, title in _chapters_before(words):
        line(key, title)
    for factor in document.factors:
        line(f"factor-{factor.id}", factor.title, number=str(factor.number), sign=factor.verdict)
    for key, title in _chapters_after(document, peer, words):
        line(key, title)
    return [*story, PageBreak()]


def _chapters_before(words: Catalogue) -> list[tuple[str, str]]:
    return [
        ("reading", words.gettext("How to read this report")),
        ("result", words.gettext("The result on one page")),
        ("people", words.gettext("The team, its hosts and whom they asked")),
        ("method", words.gettext("How the review was made")),
        ("factors", words.gettext("Findings by key factor")),
    ]


def _chapters_after(document: Document, peer: PeerPart, words: Catalogue) -> list[tuple[str, str]]:
    found = [
        ("strengths", words.gettext("Strengths"), True),
        ("recommendations", words.gettext("Recommendations and the host’s replies"), True),
        ("comments", words.gettext("Comments of the host on the draft"), bool(peer.comments)),
        ("reactions", words.gettext("The feedback session"), has_reactions(peer)),
        ("next", words.gettext("Next steps"), bool(peer.recommendations)),
        ("context", document.context_title or words.gettext("Context"), True),
        ("matrix", words.gettext("Evidence matrix"), True),
        ("evidence", words.gettext("Evidence"), True),
        ("source", words.gettext("Where the benchmark comes from"), True),
        ("signature", words.gettext("Signature, and how to check it"), True),
    ]
    return [(key, title) for key, title, there in found if there]


def has_reactions(peer: PeerPart) -> bool:
    """Tell whether anything was said in a feedback session."""
    return bool(peer.reactions or peer.in_confidence)


# How to read it


def reading(document: Document, words: Catalogue, *, draft: bool) -> list[Any]:
    """Return the page that says how to read the rest."""
    look = styles()
    story: list[Any] = [chapter(words.gettext("How to read this report"), "reading")]
    if draft:
        story += _draft_words(words)
    story += paragraphs(_what_it_is(words), look.body)
    story += paragraphs(document.introduction, look.body)
    story.append(section(words.gettext("The verdict on a key factor")))
    said = meanings(words)
    for code in OUTCOMES:
        text = f"{word(words, VERDICTS, code)}: {said[code]}"
        story.append(signed_text(code, text, look.legend))
    return [
        *story,
        gap(8),
        *paragraphs(_no_score(words), look.body),
        section(words.gettext("Voices side by side")),
        *paragraphs(_whose_voice(words), look.body),
        *evidence_signs(words),
        *paragraphs(_what_is_kept_back(words), look.body),
    ]


def _draft_words(words: Catalogue) -> list[Any]:
    text = words.gettext(
        "This is a draft for the host’s comments. Every finding has a number: F3 is the "
        "conclusion on key factor 3, S2 the second strength, R4 the fourth recommendation. Please "
        "name the number with each comment. Each comment is answered: what was corrected, what was "
        "not, and why. The conclusions stay the team’s."
    )
    return [section(words.gettext("To the host")), *paragraphs(text, styles().body)]


def _what_it_is(words: Catalogue) -> str:
    return words.gettext(
        "In a peer review, people from other cities come as critical friends. They read the "
        "city’s own assessment and its documents, ask the people who know, look for themselves, "
        "and agree among each other on what they conclude and advise."
    )


def _no_score(words: Catalogue) -> str:
    return words.gettext(
        "There is no score. Key factors in place are counted, and each count is shown for itself. "
        "The verdict is the conclusion on which the team agreed; the city’s own judgement stands "
        "beside it and is not changed by it."
    )


def _whose_voice(words: Catalogue) -> str:
    return words.gettext(
        "For each key factor the report says what the city holds of itself, what documents, "
        "interviews and the team’s own eyes say, how far the peers agreed, and what the team "
        "concludes. “Silent” means that a source said nothing for or against. How single peers "
        "judged is nobody’s to know: it is shown as a spread, and only where three or more did."
    )


def _what_is_kept_back(words: Catalogue) -> str:
    return words.gettext(
        "Evidence is numbered, E1, E2 and so on; the list near the end says what is known of each "
        "piece. Nobody who was interviewed is named: they stand by their function or their "
        "category, as they agreed, or not at all. What was said in confidence is named by its "
        "number and kind only."
    )


# The result


def result(document: Document, peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return the result on one page: the team's counts and conclusions, the city's own beside."""
    counts = document.result.counts
    return [
        PageBreak(),
        chapter(words.gettext("The result on one page"), "result"),
        Text(fonts.markup(_headline(counts, peer.city, words)), styles().headline),
        charts.results(counts, words, LIGHT, COLUMN),
        gap(12),
        _table(document, peer, words),
        PageBreak(),
    ]


def _headline(counts: Counts, city: Counts, words: Catalogue) -> str:
    said = words.ngettext(
        "The team finds {number} of {all} key factor in place.",
        "The team finds {number} of {all} key factors in place.",
        counts.total,
    ).format(number=counts.in_place, all=counts.total)
    own = words.ngettext(
        "The city itself holds that {number} is.",
        "The city itself holds that {number} are.",
        city.in_place,
    ).format(number=city.in_place)
    if not counts.not_judged:
        return f"{said} {own}"
    still = words.ngettext(
        "On {number} there is no conclusion yet.",
        "On {number} there is no conclusion yet.",
        counts.not_judged,
    ).format(number=counts.not_judged)
    return f"{said} {own} {still}"


def _table(document: Document, peer: PeerPart, words: Catalogue) -> Any:
    look = styles()
    titles = (
        words.gettext("Key factor"),
        words.gettext("The team concludes"),
        words.gettext("The city’s own"),
        words.gettext("For"),
        words.gettext("Against"),
    )
    rows: list[list[Any]] = [[Text(fonts.markup(title), look.head) for title in titles]]
    most = max([max(f.supports, f.contradicts) for f in document.result.factors] or [0])
    rows += [
        _row(factor, peer.factor(factor.id).city_verdict, most, words)
        for factor in document.result.factors
    ]
    wide = _verdict_width(words)
    return Table(
        rows,
        colWidths=[COLUMN - 2 * wide - 100, wide, wide, 50, 50],
        repeatRows=1,
        style=_LINED,
    )


_LINED = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LIGHT.line),
    ]
)


def _verdict_width(words: Catalogue) -> float:
    look = styles().sign_cell
    labels = (words.gettext(label) for label in VERDICTS.values())
    longest = max(fonts.width(label, look.fontName, look.fontSize) for label in labels)
    return max(84.0, longest + float(look.leftIndent) + 9)


def _row(factor: FactorResult, city: str, most: int, words: Catalogue) -> list[Any]:
    look = styles()
    title = linked(f"factor-{factor.id}", fonts.shortened(factor.title, 90), colour=LIGHT.ink)
    return [
        Text(title, look.number_cell, bulletText=str(factor.number)),
        verdict_cell(factor.verdict, words),
        verdict_cell(city, words),
        charts.small_bar(factor.supports, most, "supports", LIGHT, 44),
        charts.small_bar(factor.contradicts, most, "contradicts", LIGHT, 44),
    ]


def verdict_cell(code: str, words: Catalogue) -> Any:
    """Return a verdict with its sign, for a cell of a table."""
    colour = LIGHT.muted if code in ("not-applicable", "not-judged") else LIGHT.accent
    return signed_text(code, word(words, VERDICTS, code), styles().sign_cell, colour)


# People and visit


def people(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return who reviewed, who received them, and how many they asked."""
    look = styles()
    story: list[Any] = [
        chapter(words.gettext("The team, its hosts and whom they asked"), "people"),
        section(words.gettext("The review team")),
        *_persons(peer.team, words),
        section(words.gettext("The hosts")),
        *_persons(peer.hosts, words),
        section(words.gettext("The people who were asked")),
    ]
    if not peer.asked_in_all:
        return [*story, *paragraphs(words.gettext("Nobody is noted."), look.muted)]
    for line in asked(peer.asked, peer.asked_in_all, words):
        story += paragraphs(line, look.body)
    why = words.gettext(
        "Nobody of them is named, and a category only where three people or more stand in it: in "
        "a small town a role is as good as a name."
    )
    return [*story, *paragraphs(why, look.small)]


def _persons(found: tuple[PersonEntry, ...], words: Catalogue) -> list[Any]:
    if not found:
        return list(paragraphs(words.gettext("Nobody is noted."), styles().muted))
    story: list[Any] = []
    for one in found:
        role = fonts.plain(fonts.shortened(role_name(one.role, words), 60))
        parts = [part for part in (one.name, one.function, one.organisation) if part.strip()]
        text = ", ".join(parts) or words.gettext("without a name")
        for nth, piece in enumerate(fonts.pieces(text)):
            bullet = role if nth == 0 else None
            story.append(Text(fonts.markup(piece), styles().fact, bulletText=bullet))
    return story


def asked(found: Iterable[AskedEntry], in_all: int, words: Catalogue) -> list[str]:
    """Return in sentences how many people were asked, of which categories."""
    listed = list(found)
    told = words.ngettext(
        "{number} person was asked.", "{number} people were asked.", in_all
    ).format(number=in_all)
    others = in_all - sum(one.number for one in listed)
    parts = [f"{one.number} × {one.category}" for one in listed]
    if parts and others:
        parts.append(
            words.ngettext("{number} other", "{number} others", others).format(number=others)
        )
    return [told, "; ".join(parts)] if parts else [told]


def visit(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return the sessions of the visit; nothing where there are none."""
    look = styles()
    story: list[Any] = [section(words.gettext("The visit"))]
    if not peer.sessions:
        return [*story, *paragraphs(words.gettext("No session is noted."), look.muted)]
    for one in peer.sessions:
        story += _session(one, words)
    if any(one.few for one in peer.sessions):
        text = words.gettext(
            "Where one or two people were asked, the report does not say where: the place would "
            "be as good as a name."
        )
        story += paragraphs(text, look.small)
    return story


def _session(one: SessionEntry, words: Catalogue) -> list[Any]:
    facts = [word(words, SESSION_KINDS, one.kind), one.time, fonts.shortened(one.place, 160)]
    facts += _took_part(one, words)
    text = fonts.markup(" · ".join(fact for fact in facts if fact))
    day = fonts.shortened(one.date, 40) or words.gettext("without a date")
    return [Text(text, styles().fact, bulletText=fonts.plain(day))]


def _took_part(one: SessionEntry, words: Catalogue) -> list[str]:
    found = []
    if one.few:
        found.append(words.gettext("fewer than three were asked"))
    elif one.answered:
        text = words.ngettext("{number} was asked", "{number} were asked", one.answered)
        found.append(text.format(number=one.answered))
    if one.team:
        text = words.ngettext("{number} of team and hosts", "{number} of team and hosts", one.team)
        found.append(text.format(number=one.team))
    return found


# Method


def method(document: Document, peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return how the review was made: what people wrote, what was counted, the visit."""
    look = styles()
    story: list[Any] = [gap(24), chapter(words.gettext("How the review was made"), "method")]
    if document.method:
        story += paragraphs(document.method, look.body)
    else:
        story += paragraphs(words.gettext("Nothing was noted on the method."), look.muted)
    story += paragraphs(" ".join(counted(document, peer, words)), look.body)
    return [*story, *visit(peer, words), gap(40), CondPageBreak(_ROOM_FOR_FINDINGS)]


def counted(document: Document, peer: PeerPart, words: Catalogue) -> list[str]:
    """Return what can be counted of how a peer review was made, a sentence each."""
    own, sessions = document.cover, len(peer.sessions)
    judged = sum(1 for factor in document.factors if factor.verdict != "not-judged")
    cited = sum(1 for factor in peer.factors if factor.cites)
    return [
        words.gettext("The review uses the benchmark “{benchmark}”, version {version}.").format(
            benchmark=own.benchmark, version=own.version
        ),
        words.ngettext(
            "The visit had {number} session.", "The visit had {number} sessions.", sessions
        ).format(number=sessions),
        words.ngettext(
            "{number} statement was taken down.",
            "{number} statements were taken down.",
            peer.statements,
        ).format(number=peer.statements),
        words.ngettext(
            "{number} observation was made.", "{number} observations were made.", peer.observations
        ).format(number=peer.observations),
        words.ngettext(
            "The team reached a conclusion on {number} of {all} key factor.",
            "The team reached a conclusion on {number} of {all} key factors.",
            len(document.factors),
        ).format(number=judged, all=len(document.factors)),
        words.ngettext(
            "{number} conclusion cites the evidence that it rests on.",
            "{number} conclusions cite the evidence that they rest on.",
            cited,
        ).format(number=cited),
    ]
