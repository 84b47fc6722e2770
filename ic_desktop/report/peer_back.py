"""The later pages of a peer review's report: strengths, recommendations, host, steps, matrix."""

from typing import Any

from reportlab.platypus import PageBreak, Table, TableStyle

from ic_desktop.i18n import Catalogue
from ic_desktop.report import fonts
from ic_desktop.report.factor_pages import doubts, kept_back
from ic_desktop.report.flowables import Text, gap, linked, paragraphs, signed_text, together
from ic_desktop.report.front import chapter, section
from ic_desktop.report.peer_document import (
    About,
    CommentEntry,
    FactorNumber,
    MatrixRow,
    PeerPart,
    ReactionEntry,
    RecommendationEntry,
    ReplyEntry,
    SourceVoice,
    StrengthEntry,
)
from ic_desktop.report.peer_factors import other_wordings, pieces, source_name
from ic_desktop.report.peer_front import has_reactions
from ic_desktop.report.style import COLUMN, LIGHT, styles
from ic_desktop.review.advice import UNSETTLED, reply_word
from ic_desktop.review.labels import COMMENT_ANSWERS, PRIORITIES, PROGRESS, word
from ic_desktop.review.sources import SOURCES

_REPLY_SIGNS = {"accepted": "in-place", "partly": "partly", "not-accepted": "not-in-place"}


def strengths(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return what the team found to be done well."""
    look = styles()
    story = [PageBreak(), chapter(words.gettext("Strengths"), "strengths")]
    if not peer.strengths:
        return [*story, *paragraphs(words.gettext("No strength is noted."), look.muted)]
    for one in peer.strengths:
        story += _strength(one, words)
    return story


def _strength(one: StrengthEntry, words: Catalogue) -> list[Any]:
    look = styles()
    story = _numbered("S", one.number, one.text, words)
    story += doubts(one, words, look.meta)
    story += other_wordings(one.versions, look.said, words)
    facts = [_factors((one.factor,), words) if one.factor else "", _rests(one.cites, words)]
    return together([*story, *_facts(facts)])


def _numbered(letter: str, number: int, text: str, words: Catalogue) -> list[Any]:
    """Return the text of a finding behind its number, which can be linked to."""
    look = styles()
    first, *rest = fonts.pieces(text) or [words.gettext("Without words")]
    anchor = f'<a name="{letter}-{number}"/>'
    return [
        Text(anchor + fonts.markup(first), look.entry, bulletText=f"{letter}{number}"),
        *(Text(fonts.markup(piece), look.said) for piece in rest),
    ]


def _facts(facts: list[str]) -> list[Any]:
    """Return one line of markup in small type, nothing for no facts."""
    shown = " · ".join(fact for fact in facts if fact)
    return [Text(shown, styles().meta)] if shown else []


def _factors(found: tuple[FactorNumber, ...], words: Catalogue) -> str:
    links = ", ".join(linked(f"factor-{key}", number) for number, key in found)
    text = words.ngettext("Key factor {numbers}", "Key factors {numbers}", len(found))
    return fonts.markup(text).format(numbers=links) if found else ""


def _rests(cites: tuple[int, ...], words: Catalogue) -> str:
    if not cites:
        return fonts.markup(words.gettext("No evidence is cited"))
    return words.gettext("Rests on: {evidence}").format(evidence=pieces(cites))


def recommendations(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return what the team advises, each with the host's reply and what became of it."""
    look = styles()
    title = words.gettext("Recommendations and the host’s replies")
    story = [gap(28), chapter(title, "recommendations")]
    if not peer.recommendations:
        return [*story, *paragraphs(words.gettext("No recommendation is noted."), look.muted)]
    for one in peer.recommendations:
        story += _recommendation(one, words)
    return story


def _recommendation(one: RecommendationEntry, words: Catalogue) -> list[Any]:
    look = styles()
    story = _numbered("R", one.number, one.text, words)
    story += doubts(one, words, look.meta)
    story += other_wordings(one.versions, look.said, words)
    to_whom = words.gettext("To: {whom}").format(whom=fonts.shortened(one.to_whom, 160))
    facts = [
        _factors(one.factors, words),
        fonts.markup(word(words, PRIORITIES, one.priority)) if one.priority else "",
        fonts.markup(to_whom) if one.to_whom.strip() else "",
        _rests(one.cites, words),
    ]
    story += _facts(facts)
    if one.why.strip():
        story += paragraphs(words.gettext("Why: {text}").format(text=one.why), look.said)
    return together([*story, *_reply(one.reply, words), *_steps(one, words)])


def _reply(reply: ReplyEntry, words: Catalogue) -> list[Any]:
    look = styles()
    text = words.gettext("The host: {reply}").format(reply=reply_word(words, reply.code))
    by = ", ".join(part for part in (reply.authority.strip(), reply.date) if part)
    if by and reply.code:
        text = f"{text} ({fonts.shortened(by, 200)})"
    sign = _REPLY_SIGNS.get(reply.code, "not-judged")
    colour = LIGHT.accent if reply.code in _REPLY_SIGNS else LIGHT.muted
    story: list[Any] = [signed_text(sign, text, look.reply, colour)]
    story += doubts(reply, words, look.reply_more)
    story += paragraphs(reply.reason, look.reply_more)
    return [*story, *other_wordings(reply.versions, look.reply_more, words)]


def _steps(one: RecommendationEntry, words: Catalogue) -> list[Any]:
    story: list[Any] = []
    for step in one.steps:
        day = step.date or words.gettext("without a date")
        text = f"{day}: {word(words, PROGRESS, step.state)}"
        story.append(Text(fonts.markup(text), styles().step_done))
        story += paragraphs(step.text, styles().reply_more)
    return story


# The host's comments, and the feedback session


def comments(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return the host's comments on the draft with the leader's answers; nothing for none."""
    if not peer.comments:
        return []
    title = words.gettext("Comments of the host on the draft")
    lead = words.gettext(
        "The host commented on the draft, and the expert leader answered. The conclusions stay "
        "the team’s."
    )
    story = [PageBreak(), chapter(title, "comments"), *paragraphs(lead, styles().body)]
    for one in peer.comments:
        story += _comment(one, words)
    return story


def _comment(one: CommentEntry, words: Catalogue) -> list[Any]:
    look = styles()
    head = words.gettext("Comment on {finding}").format(finding=_about(one.about, words))
    story: list[Any] = [Text(head, look.entry, bulletText=f"C{one.number}")]
    story += doubts(one, words, look.meta)
    story += paragraphs(one.text, look.said)
    answer = words.gettext("The leader: {answer}").format(
        answer=word(words, COMMENT_ANSWERS, one.answer)
    )
    story.append(Text(fonts.markup(answer), look.step_done))
    return together([*story, *paragraphs(one.answer_text, look.reply_more)])


def _about(about: About, words: Catalogue) -> str:
    """Return markup that names a finding by its number and leads to it."""
    if about.kind and not about.number:
        return fonts.markup(words.gettext("a finding that was taken out since"))
    if about.kind == "strength":
        return linked(f"S-{about.number}", f"S{about.number}")
    if about.kind == "recommendation":
        return linked(f"R-{about.number}", f"R{about.number}")
    if about.kind == "verdict":
        return linked(f"F-{about.number}", f"F{about.number}")
    return fonts.markup(words.gettext("the review as a whole"))


def reactions(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return what was said in the feedback session; nothing where nothing was."""
    if not has_reactions(peer):
        return []
    lead = words.gettext(
        "The team showed its findings before the report was written. This is what was said to "
        "them there. It is a first reaction and accepts nothing."
    )
    story = [gap(28), chapter(words.gettext("The feedback session"), "reactions")]
    story += paragraphs(lead, styles().body)
    for one in peer.reactions:
        story += _reaction(one, words)
    if peer.in_confidence:
        text = words.ngettext(
            "{number} more was said in confidence and is not shown.",
            "{number} more were said in confidence and are not shown.",
            peer.in_confidence,
        )
        story += paragraphs(text.format(number=peer.in_confidence), styles().muted)
    return story


def _reaction(one: ReactionEntry, words: Catalogue) -> list[Any]:
    look = styles()
    head = words.gettext("On {finding}").format(finding=_about(one.about, words))
    facts = [fonts.markup(part) for part in (fonts.shortened(one.who, 120), one.date) if part]
    kept = [kept_back(words, look.said)] if one.withheld else []
    line = Text(" · ".join([head, *facts]), look.said_head)
    return together([line, *kept, *paragraphs(one.text, look.said)])


# What comes next


def next_steps(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return which recommendations were accepted, which wait for a reply, and how far they are."""
    if not peer.recommendations:
        return []
    story = [gap(28), chapter(words.gettext("Next steps"), "next")]
    for code in ("accepted", "partly", "not-accepted", UNSETTLED, ""):
        found = [one for one in peer.recommendations if one.reply.code == code]
        if found:
            story.append(_listed(reply_word(words, code), found))
    followed = [one for one in peer.recommendations if one.steps]
    if not followed:
        text = words.gettext("No follow-up visit has looked at progress yet.")
        return [*story, gap(8), *paragraphs(text, styles().body)]
    story.append(section(words.gettext("Progress, as the last follow-up visit found it")))
    for code in PROGRESS:
        found = [one for one in followed if one.steps[-1].state == code]
        if found:
            story.append(_listed(word(words, PROGRESS, code), found))
    left = [one for one in peer.recommendations if not one.steps]
    if left:
        story.append(_listed(words.gettext("Not looked at yet"), left))
    return story


def _listed(label: str, found: list[RecommendationEntry]) -> Any:
    links = ", ".join(linked(f"R-{one.number}", f"R{one.number}") for one in found)
    return Text(links, styles().fact, bulletText=fonts.plain(label))


# The evidence matrix


def matrix(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return key factors by source: what each says, what rests on one, what is contradicted."""
    look = styles()
    lead = words.gettext(
        "How many pieces of each source support (▲) or contradict (▼) a key factor’s statement; "
        "“–” where a source is silent."
    )
    titles = [
        words.gettext("Key factor"),
        *(source_name(source, words) for source in SOURCES),
        words.gettext("To note"),
    ]
    rows: list[list[Any]] = [[Text(fonts.markup(title), look.head) for title in titles]]
    rows += [_row(row, words) for row in peer.matrix]
    return [
        PageBreak(),
        chapter(words.gettext("Evidence matrix"), "matrix"),
        *paragraphs(lead, look.body),
        Table(
            rows,
            colWidths=[COLUMN - 4 * 62 - 84, 62, 62, 62, 62, 84],
            repeatRows=1,
            style=_LINED,
        ),
    ]


def _row(row: MatrixRow, words: Catalogue) -> list[Any]:
    look = styles()
    number, key = row.factor
    title = linked(f"factor-{key}", fonts.shortened(row.title, 60), colour=LIGHT.ink)
    notes = [
        text
        for there, text in (
            (row.contradicted, words.gettext("contradicted")),
            (row.one_source, words.gettext("one source only")),
            (row.not_spoken_of, words.gettext("nobody spoke of it")),
        )
        if there
    ]
    return [
        Text(title, look.number_cell, bulletText=str(number)),
        *(Text(fonts.markup(_cell(source)), look.small_cell) for source in row.sources),
        Text(fonts.markup(", ".join(notes) or "–"), look.small_cell),
    ]


def _cell(source: SourceVoice) -> str:
    parts = [f"▲ {source.supports}" if source.supports else ""]
    parts.append(f"▼ {source.contradicts}" if source.contradicts else "")
    return "  ".join(part for part in parts if part) or "–"


_LINED = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LIGHT.line),
    ]
)


def after_factors(peer: PeerPart, words: Catalogue) -> list[Any]:
    """Return all chapters between the key factors and the context."""
    return [
        *strengths(peer, words),
        *recommendations(peer, words),
        *comments(peer, words),
        *reactions(peer, words),
        *next_steps(peer, words),
    ]
