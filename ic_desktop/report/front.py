"""The first pages: cover, contents, how to read, the result on one page."""

from collections.abc import Mapping
from typing import Any

from reportlab.platypus import NextPageTemplate, PageBreak, Table, TableStyle

from ic_desktop.i18n import Catalogue
from ic_desktop.report import charts, fonts
from ic_desktop.report.document import Document, FactorResult
from ic_desktop.report.flowables import (
    ContentsLine,
    Heading,
    Rule,
    Text,
    gap,
    linked,
    paragraphs,
    signed_text,
)
from ic_desktop.report.peer_document import PersonEntry
from ic_desktop.report.style import COLUMN, LIGHT, styles
from ic_desktop.review.labels import REVIEW_KINDS, VERDICTS, word
from ic_desktop.review.results import OUTCOMES, Counts

_LARGE = 160
"""Characters that the large type of the cover takes at most."""


def chapter(title: str, key: str) -> Any:
    """Return the heading of a chapter, which the contents name and link to."""
    title = fonts.shortened(title, 120)
    return Heading(fonts.markup(title), styles().h1, key, fonts.plain(title), 0)


def section(title: str) -> Any:
    """Return a heading within a chapter."""
    return Text(fonts.markup(title), styles().h2)


def cover(document: Document, words: Catalogue, *, draft: bool) -> list[Any]:
    """Return the cover."""
    own, look = document.cover, styles()
    kind = word(words, REVIEW_KINDS, own.kind)
    city = fonts.shortened(own.city, _LARGE) or words.gettext("City without a name")
    story: list[Any] = [
        Text(fonts.markup(fonts.shortened(own.benchmark, _LARGE)), look.label),
        gap(144 if document.peer is None else 88),  # a team has many names, listed below
        Rule(accent=True, after=24),
        Text(fonts.markup(city), look.city),
        Text(fonts.markup(fonts.shortened(own.country, _LARGE)), look.kind),
        gap(24),
        Text(fonts.markup(fonts.shortened(own.title or kind, _LARGE)), look.kind_title),
    ]
    marks = [own.mark] if own.mark else []
    if draft:
        marks.append(draft_mark(document, words))
    if marks:
        story += [gap(8), Text(fonts.markup(" · ".join(marks)), look.mark)]
    story += [gap(40), *_facts(document, words, kind), gap(24)]
    story += paragraphs(document.standard, look.standard)
    return [*story, NextPageTemplate("page"), PageBreak()]


def draft_mark(document: Document, words: Catalogue) -> str:
    """Return what a draft says on every page; a peer review's goes to the host first."""
    if document.peer is None:
        return words.gettext("Draft – not signed")
    text = words.gettext("Draft for the host’s comments, {date}")
    return text.format(date=document.cover.date)


def _facts(document: Document, words: Catalogue, kind: str) -> list[Any]:
    own = document.cover
    revision = str(own.revision) if own.revision > 1 else ""
    benchmark = words.gettext("{title}, version {version}").format(
        title=own.benchmark, version=own.version
    )
    facts = (
        *_too_long(document, words),
        (words.gettext("Kind of review"), kind),
        (words.gettext("Benchmark"), benchmark),
        (words.gettext("What was reviewed"), own.scope),
        (words.gettext("Period"), own.period),
        (words.gettext("Assessed by"), own.assessors),
        *_team(document, words),
        (words.gettext("Contact"), own.contact),
        (words.gettext("As of"), own.date),
        (words.gettext("Revision"), revision),
    )
    story: list[Any] = []
    for label, value in facts:
        for nth, piece in enumerate(fonts.pieces(value)):
            bullet = fonts.plain(label) if nth == 0 else None
            story.append(Text(fonts.markup(piece), styles().fact, bulletText=bullet))
    return story


def _team(document: Document, words: Catalogue) -> list[tuple[str, str]]:
    """Return who reviewed and who received them, where it is a peer review."""
    if document.peer is None:
        return []
    team, hosts = document.peer.team, document.peer.hosts
    return [
        (words.gettext("Expert leader"), _names(team, "expert-leader")),
        (words.gettext("Peers"), _names(team, "peer", "invited-expert")),
        (words.gettext("Received by"), _names(hosts, "host-coordinator")),
    ]


def _names(people: tuple[PersonEntry, ...], *roles: str) -> str:
    found = [one for one in people if one.role in roles]
    return "; ".join(", ".join(filter(None, (one.name, one.organisation))) for one in found)


def _too_long(document: Document, words: Catalogue) -> list[tuple[str, str]]:
    """What the large type above had to cut, whole."""
    own = document.cover
    large = (
        (words.gettext("City"), own.city),
        (words.gettext("Country"), own.country),
        (words.gettext("Review"), own.title),
    )
    return [(label, text) for label, text in large if fonts.shortened(text, _LARGE) != text]


def contents(document: Document, words: Catalogue, pages: Mapping[str, int]) -> list[Any]:
    """Return the contents with the page numbers that an earlier pass noted."""
    story: list[Any] = [Text(fonts.markup(words.gettext("Contents")), styles().h1)]
    for key, title in chapters_before(words):
        story.append(ContentsLine(title, key, pages.get(key, 0)))
    story.append(ContentsLine(words.gettext("The key factors"), "factors", pages.get("factors", 0)))
    for factor in document.factors:
        key = f"factor-{factor.id}"
        line = ContentsLine(
            factor.title, key, pages.get(key, 0), number=str(factor.number), sign=factor.verdict
        )
        story.append(line)
    for key, title in chapters_after(document, words):
        story.append(ContentsLine(title, key, pages.get(key, 0)))
    return [*story, PageBreak()]


def chapters_before(words: Catalogue) -> list[tuple[str, str]]:
    """Return key and title of the chapters before the key factors."""
    return [
        ("reading", words.gettext("How to read this report")),
        ("result", words.gettext("The result on one page")),
    ]


def chapters_after(document: Document, words: Catalogue) -> list[tuple[str, str]]:
    """Return key and title of the chapters after the key factors; empty ones are left out."""
    found = [("context", document.context_title or words.gettext("Context"))]
    if document.open_questions:
        found.append(("open", words.gettext("Still to be asked")))
    found += [
        ("method", words.gettext("How the review was made")),
        ("evidence", words.gettext("Evidence")),
        ("source", words.gettext("Where the benchmark comes from")),
        ("signature", words.gettext("Signature, and how to check it")),
    ]
    return found


def reading(document: Document, words: Catalogue) -> list[Any]:
    """Return the page that says how to read the rest."""
    look = styles()
    story: list[Any] = [
        chapter(words.gettext("How to read this report"), "reading"),
        *paragraphs(
            words.gettext(
                "A benchmark describes what a city needs to have in place. It starts from one "
                "standard; its key factors are statements that are true of a city or not, and "
                "guide questions help to find out which."
            ),
            look.body,
        ),
        *paragraphs(document.introduction, look.body),
        section(words.gettext("The standard")),
        *paragraphs(document.standard, look.quote_wide, rule=True),
        section(words.gettext("The verdict on a key factor")),
    ]
    means = meanings(words)
    for code in OUTCOMES:
        text = f"{word(words, VERDICTS, code)}: {means[code]}"
        story.append(signed_text(code, text, look.legend))
    story += [
        gap(8),
        *paragraphs(
            words.gettext(
                "There is no score. The more key factors are in place, the better are the "
                "city’s chances of reaching the standard; so they are counted, and each "
                "count is shown for itself. Verdicts are the assessors’ own judgement: no "
                "answer and no number of documents decides one."
            ),
            look.body,
        ),
        section(words.gettext("Evidence and context")),
        *evidence_signs(words),
        *paragraphs(
            words.gettext(
                "Evidence is numbered, E1, E2 and so on; the list near the end says what is known "
                "of each piece. Confidential evidence is named by its number and kind only. "
                "Context explains a verdict and never changes it."
            ),
            look.body,
        ),
    ]
    return story


def meanings(words: Catalogue) -> dict[str, str]:
    """Return what each outcome means, by its code."""
    return {
        "in-place": words.gettext("the statement is true of the city."),
        "partly": words.gettext("it is true in part, or of some places or groups only."),
        "not-in-place": words.gettext("it is not true of the city today."),
        "not-applicable": words.gettext("it cannot apply here."),
        "not-judged": words.gettext("nobody has given a verdict yet."),
    }


def evidence_signs(words: Catalogue) -> list[Any]:
    """Return the signs of stances with what they mean."""
    look = styles()
    return [
        signed_text(
            "supports",
            words.gettext("Supports: this piece speaks for the statement."),
            look.legend,
            LIGHT.supports,
        ),
        signed_text(
            "contradicts",
            words.gettext("Contradicts: this piece speaks against it."),
            look.legend,
            LIGHT.contradicts,
        ),
        signed_text(
            "background",
            words.gettext("Background: this piece helps to understand, either way."),
            look.legend,
            LIGHT.muted,
        ),
        gap(8),
    ]


def missing_signs(words: Catalogue) -> list[Any]:
    """Return the note for reports that hold characters which the typeface lacks."""
    return paragraphs(
        words.gettext(
            "Some characters in this report are missing from its typeface. They are shown by "
            "their Unicode number in square brackets, such as [U+263A]."
        ),
        styles().small,
    )


def result(document: Document, words: Catalogue) -> list[Any]:
    """Return the result on one page: counts, table, Charter roles."""
    counts, look = document.result.counts, styles()
    story: list[Any] = [
        PageBreak(),
        chapter(words.gettext("The result on one page"), "result"),
        Text(fonts.markup(_headline(counts, words)), look.headline),
        charts.results(counts, words, LIGHT, COLUMN),
        gap(16),
        _table(document, words),
    ]
    if any(role.factors for role in document.result.roles):
        story += [
            section(words.gettext("By role in the Integrating Cities Charter")),
            charts.by_role(document.result.roles, words, LIGHT, COLUMN),
        ]
    return [*story, PageBreak()]


def _headline(counts: Counts, words: Catalogue) -> str:
    said = words.ngettext(
        "{number} of {all} key factor is in place.",
        "{number} of {all} key factors are in place.",
        counts.total,
    ).format(number=counts.in_place, all=counts.total)
    if not counts.not_judged:
        return said
    open_still = words.ngettext(
        "{number} is not judged yet.", "{number} are not judged yet.", counts.not_judged
    ).format(number=counts.not_judged)
    return f"{said} {open_still}"


def _table(document: Document, words: Catalogue) -> Any:
    look = styles()
    titles = (
        words.gettext("Key factor"),
        words.gettext("Verdict"),
        words.gettext("For"),
        words.gettext("Against"),
        words.gettext("Context"),
    )
    rows: list[list[Any]] = [[Text(fonts.markup(title), look.head) for title in titles]]
    most = max([max(f.supports, f.contradicts) for f in document.result.factors] or [0])
    rules: list[Any] = [("LINEBELOW", (0, 0), (-1, -1), 0.5, LIGHT.line)]
    group = ""
    for factor in document.result.factors:
        if factor.group != group:
            group = factor.group
            line = len(rows)
            rules += [("SPAN", (0, line), (-1, line)), ("TOPPADDING", (0, line), (-1, line), 5)]
            rows.append([Text(fonts.markup(fonts.shortened(group, 120)), look.label)])
        rows.append(_row(factor, most, words))
    verdicts = _verdict_width(words)
    context = 84 if any(f.context for f in document.result.factors) else 52
    return Table(
        rows,
        colWidths=[COLUMN - verdicts - 98 - context, verdicts, 50, 48, context],
        repeatRows=1,
        style=TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                *rules,
            ]
        ),
    )


def _verdict_width(words: Catalogue) -> float:
    """Return the room that every verdict takes on one line in a language, in points."""
    look = styles().sign_cell
    longest = max(
        fonts.width(words.gettext(label), look.fontName, look.fontSize)
        for label in VERDICTS.values()
    )
    return max(90.0, longest + float(look.leftIndent) + 9)


def _row(factor: FactorResult, most: int, words: Catalogue) -> list[Any]:
    look = styles()
    title = linked(f"factor-{factor.id}", fonts.shortened(factor.title, 90), colour=LIGHT.ink)
    colour = LIGHT.muted if factor.verdict in ("not-applicable", "not-judged") else LIGHT.accent
    return [
        Text(title, look.number_cell, bulletText=str(factor.number)),
        signed_text(factor.verdict, word(words, VERDICTS, factor.verdict), look.sign_cell, colour),
        charts.small_bar(factor.supports, most, "supports", LIGHT, 44),
        charts.small_bar(factor.contradicts, most, "contradicts", LIGHT, 44),
        Text(fonts.markup(fonts.shortened(", ".join(factor.context), 56) or "–"), look.small_cell),
    ]
