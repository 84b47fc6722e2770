"""The pages of one key factor: statement, verdict and reason, questions, evidence, context."""

from typing import Any

from reportlab.platypus import CondPageBreak

from ic_desktop.i18n import Catalogue
from ic_desktop.report import fonts
from ic_desktop.report.document import (
    Citation,
    ContextEntry,
    Document,
    EvidenceEntry,
    FactorEntry,
    Place,
    QuestionEntry,
)
from ic_desktop.report.flowables import (
    Anchor,
    Heading,
    RuleBetween,
    Text,
    banded,
    gap,
    linked,
    paragraphs,
    signed_text,
    together,
)
from ic_desktop.report.style import LIGHT, styles
from ic_desktop.review.labels import (
    ANSWER_SIGNS,
    ANSWERS,
    CONFIDENCES,
    DIRECTIONS,
    FORMS,
    KINDS,
    STANCES,
    STRENGTHS,
    VERDICTS,
    word,
)

_ROOM_TO_BEGIN = 264.0
_ROOM_FOR_EMPTY = 150.0
"""A key factor begins lower on a page only where this much room is left, in points; less is
enough for one of which nothing was entered."""


def factor_pages(document: Document, words: Catalogue) -> list[Any]:
    """Return the pages of all key factors."""
    story: list[Any] = [Anchor("factors", fonts.plain(words.gettext("The key factors")))]
    for nth, factor in enumerate(document.factors):
        if nth:
            room = _ROOM_FOR_EMPTY if factor.is_empty else _ROOM_TO_BEGIN
            story += [gap(32), CondPageBreak(room), RuleBetween()]
        story += _factor(factor, words)
    return story


def _factor(factor: FactorEntry, words: Catalogue) -> list[Any]:
    look = styles()
    above = words.gettext("Key factor {number}").format(number=factor.number)
    if factor.group:
        above = f"{above} · {fonts.shortened(factor.group, 80)}"
    outline = fonts.plain(fonts.shortened(f"{factor.number}  {factor.title}", 120))
    title = fonts.markup(fonts.shortened(factor.title, 300))
    head = [
        Text(fonts.markup(above), look.label_above),
        Heading(title, look.h1_under, f"factor-{factor.id}", outline, 1),
        *paragraphs(factor.statement, look.statement),
    ]
    if factor.is_empty:
        return [*head, *_nothing(words)]
    return [
        *head,
        *_verdict(factor, words),
        *_rationale(factor, words),
        *_questions(factor, words),
        *evidence(factor, words),
        *context(factor.context, words),
    ]


def _nothing(words: Catalogue) -> list[Any]:
    """One line in place of a page of questions that nobody answered."""
    text = words.gettext("Not judged; nothing was entered.")
    return banded(
        [signed_text("not-judged", text, styles().verdict, LIGHT.muted)],
        LIGHT.muted,
    )


def _verdict(factor: FactorEntry, words: Catalogue) -> list[Any]:
    look = styles()
    text = word(words, VERDICTS, factor.verdict)
    if factor.confidence and factor.verdict != "not-judged":
        text = f"{text}, {word(words, CONFIDENCES, factor.confidence)}"
    muted = factor.verdict in ("not-applicable", "not-judged")
    colour = LIGHT.muted if muted else LIGHT.accent
    story: list[Any] = [signed_text(factor.verdict, text, look.verdict, colour)]
    if factor.unsettled:
        story.append(unsettled(words, look.reason))
    story += paragraphs(factor.reason, look.reason)
    if factor.withheld:
        story.append(kept_back(words, look.reason))
    elif not factor.reason and factor.verdict != "not-judged":
        story.append(Text(fonts.markup(words.gettext("No reason is given.")), look.reason_none))
    return banded(story, colour)


def unsettled(words: Catalogue, style: Any) -> Any:
    """Return the line that says that copies disagree."""
    text = words.gettext(
        "Not settled: copies of this project say different things here, and nobody has decided "
        "between them yet."
    )
    return Text(f'<font color="{LIGHT.warning}">{fonts.markup(text)}</font>', style)


def doubts(entry: Any, words: Catalogue, style: Any) -> list[Any]:
    """Return what is to be said of an entry that is ``unsettled`` or ``withheld``."""
    found = [unsettled(words, style)] if entry.unsettled else []
    return [*found, *([kept_back(words, style)] if entry.withheld else [])]


def kept_back(words: Catalogue, style: Any) -> Any:
    """Return the line that stands in place of words that are not shown."""
    text = words.gettext(
        "Words are kept back here: they name somebody who was interviewed, or are not in this copy."
    )
    return Text(f'<font color="{LIGHT.warning}">{fonts.markup(text)}</font>', style)


def _rationale(factor: FactorEntry, words: Catalogue) -> list[Any]:
    if not factor.rationale:
        return []
    first, *rest = fonts.pieces(factor.rationale) or [""]
    label = f'<font name="{fonts.SEMIBOLD}">{fonts.markup(words.gettext("Why it matters:"))}</font>'
    look = styles().rationale
    return [
        Text(f"{label} {fonts.markup(first)}", look),
        *(Text(fonts.markup(piece), look) for piece in rest),
    ]


def _questions(factor: FactorEntry, words: Catalogue) -> list[Any]:
    if not factor.questions:
        return []
    story: list[Any] = [Text(fonts.markup(words.gettext("Guide questions")), styles().h2)]
    for question in factor.questions:
        story += _question(question, words)
    return story


def _question(question: QuestionEntry, words: Catalogue) -> list[Any]:
    look = styles()
    first, *rest = fonts.pieces(question.text) or [""]
    story: list[Any] = [
        Text(fonts.markup(first), look.question, bulletText=fonts.plain(question.id)),
        *(Text(fonts.markup(piece), look.question) for piece in rest),
    ]
    for prompt in question.prompts:
        for nth, piece in enumerate(fonts.pieces(prompt.text)):
            story.append(Text(fonts.markup(piece), look.prompt, bulletText="" if nth else "–"))
    story.append(_answer(question, words))
    if question.unsettled:
        story.append(unsettled(words, look.note))
    if question.waits:
        story += paragraphs(still_open(question.by, words), look.ask)
    return together([*story, *paragraphs(question.note, look.note, rule=True)])


def _answer(question: QuestionEntry, words: Catalogue) -> Any:
    text = fonts.markup(word(words, ANSWERS, question.answer))
    links = ", ".join(linked(f"evidence-{n}", f"E{n}") for n in question.evidence)
    paragraph = Text(f"{text} · {links}" if links else text, styles().answer)
    paragraph.sign = ANSWER_SIGNS.get(question.answer, "not-judged")
    open_ends = {"dont-know": LIGHT.warning, "": LIGHT.muted}
    paragraph.colour = open_ends.get(question.answer, LIGHT.accent)
    return paragraph


def still_open(by: str, words: Catalogue) -> str:
    """Return that a question waits for someone, and by when, as one line."""
    if by:
        return words.gettext("Still to be asked, by {date}").format(date=by)
    return words.gettext("Still to be asked")


def evidence(factor: FactorEntry, words: Catalogue) -> list[Any]:
    """Return what speaks to a key factor."""
    look = styles()
    story: list[Any] = [Text(fonts.markup(words.gettext("Evidence for this factor")), look.h2)]
    if not factor.evidence:
        none = words.gettext("No evidence is attached to this key factor.")
        return [*story, Text(fonts.markup(none), look.muted)]
    for citation in factor.evidence:
        story += _citation(citation, words)
    return story


def _citation(citation: Citation, words: Catalogue) -> list[Any]:
    look = styles()
    number = citation.number
    stance = word(words, STANCES, citation.stance)
    kind = word(words, KINDS, citation.kind)
    title = fonts.shortened(citation.title, 300)
    if citation.confidential:
        title = words.gettext("Confidential: {kind}").format(kind=kind)
    title = title or (kind if citation.said else words.gettext("Without a title"))
    head = Text(
        linked(f"evidence-{number}", f"E{number}", bold=True) + "  " + fonts.markup(title),
        look.citation,
    )
    head.sign = citation.stance
    head.colour = LIGHT.muted if citation.stance == "background" else _colour(citation.stance)
    named = [] if citation.confidential or title == kind else [kind]
    facts = [stance, *named, *how_said(citation, words)]
    story: list[Any] = [head, *paragraphs(" · ".join(facts), look.citation_meta)]
    story += said(citation.said, citation.form, look.place, words)
    for place in citation.places:
        story += _place(place, words)
    if citation.response:
        weighed = words.gettext("How this was weighed: {text}").format(text=citation.response)
        story += paragraphs(weighed, look.place)
    return together(story)


def how_said(piece: Citation | EvidenceEntry, words: Catalogue) -> list[str]:
    """Return how a statement was taken down, and how its speaker may be named."""
    form = word(words, FORMS, piece.form) if piece.form in ("paraphrase", "interpreter") else ""
    return [fact for fact in (form, piece.speaker) if fact]


def said(text: str, form: str, style: Any, words: Catalogue) -> list[Any]:
    """Return what somebody said: a quotation in quotes, a reviewer's remark named as that."""
    if form == "quotation" and text.strip():
        text = words.gettext("“{words}”").format(words=text.strip('“”„"\n '))
    elif form == "remark" and text.strip():
        text = words.gettext("Remark of the reviewer: {words}").format(words=text)
    return paragraphs(text, style)


def _place(place: Place, words: Catalogue) -> list[Any]:
    facts = []
    if place.questions:
        listed = ", ".join(place.questions)
        facts.append(words.gettext("on {questions}").format(questions=listed))
    if place.page:
        facts.append(_page(place.page, words))
    first, *rest = fonts.pieces(place.passage) or [""]
    look = styles().place
    lead = fonts.markup(", ".join(facts))
    if first:
        lead = (
            f'{lead}{": " if lead else ""}<font name="{fonts.ITALIC}">{fonts.markup(first)}</font>'
        )
    return [
        *([Text(lead, look)] if lead else []),
        *(Text(fonts.markup(piece), styles().passage) for piece in rest),
    ]


def _page(page: str, words: Catalogue) -> str:
    """Say "page 3" for a number; "Sheet 2, row 4" says itself what it is."""
    if page.strip("0123456789-–, ") == "":
        return words.gettext("page {page}").format(page=page)
    return page


def _colour(stance: str) -> str:
    return LIGHT.contradicts if stance == "contradicts" else LIGHT.supports


def context(entries: tuple[ContextEntry, ...], words: Catalogue) -> list[Any]:
    """Return the context that explains a key factor's verdict, nothing if there is none."""
    if not entries:
        return []
    heading = Text(fonts.markup(words.gettext("Context that explains it")), styles().h2)
    story: list[Any] = [heading]
    for entry in entries:
        story += context_note(entry, words)
    return story


def context_note(entry: ContextEntry, words: Catalogue) -> list[Any]:
    """Return a context factor's title, direction and note."""
    look = styles()
    title = fonts.markup(fonts.shortened(entry.title, 300))
    effect = " ".join(
        text
        for text in (
            word(words, DIRECTIONS, entry.direction),
            word(words, STRENGTHS, entry.strength),
        )
        if text
    )
    if effect:
        title = f'{title} <font name="{fonts.REGULAR}" color="{LIGHT.muted}">· {effect}</font>'
    story: list[Any] = [Text(title, look.h3)]
    if entry.unsettled:
        story.append(unsettled(words, look.body))
    return together([*story, *paragraphs(entry.text, look.context)])
