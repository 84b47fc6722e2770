"""The presenter's notes: what a slide rests on, in words that may be read out.

Nobody's notes name an interviewee, repeat what was said in confidence, or tell a named peer's
verdict; a minority view names its author only if the author agreed.
"""

from collections.abc import Callable, Iterable
from typing import Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import Catalogue
from ic_desktop.project.concluded import (
    MinorityView,
    cited_by,
    minority_views,
)
from ic_desktop.project.entities import Evidence, Review, evidence, verdict
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review.advice import Advised, Praised, reply_details, reply_word, unanswered
from ic_desktop.review.advice import without_reply as waiting
from ic_desktop.review.deck import Note
from ic_desktop.review.disclosure import may_leave, speaker_label
from ic_desktop.review.labels import KINDS, VERDICTS, word
from ic_desktop.review.naming import beginning
from ic_desktop.review.results import NOT_JUDGED, FactorRow, Results, outcome_of
from ic_desktop.review.voices import minority_name

Day = Callable[[str], str]
"""Writes an ISO date for people."""
_LONG: Final = 900
"""Letters of a text that a slide may have to cut."""
_QUOTED: Final = 240


def welcome(words: Catalogue) -> Note:
    """Return what is good to say before the first conclusion."""
    return Note(
        words.gettext("To say first"),
        words.gettext(
            "The conclusions are the team’s. What is said today is noted, and accepts nothing: "
            "the written reply to each recommendation follows later."
        ),
    )


def long_text(text: str, words: Catalogue) -> tuple[Note, ...]:
    """Return the whole of a text that is too long for a slide."""
    return (Note(words.gettext("In full"), text),) if len(text) > _LONG else ()


def of_result(
    state: State, pack: Pack, review: Review, found: Results, words: Catalogue
) -> tuple[Note, ...]:
    """Return where the team and the city judge differently, and what nobody judged."""
    differ = []
    for row in found.factors:
        own = outcome_of(verdict(state, review.id, row.factor.id, CITY))
        if NOT_JUDGED not in (own, row.outcome) and own != row.outcome:
            line = words.gettext("{number} {title}: the city says “{verdict}”")
            values = {"number": row.factor.number, "title": row.factor.title}
            differ.append(line.format(**values, verdict=word(words, VERDICTS, own)))
    made = []
    if differ:
        label = words.gettext("Where the city judges differently")
        made.append(Note(label, "\n".join(differ)))
    left = [row.factor.number for row in found.factors if row.outcome == NOT_JUDGED]
    if left:
        listed = ", ".join(map(str, left))
        made.append(Note(words.gettext("Not judged"), listed))
    scale = words.gettext("There is no score: the benchmark counts what is in place.")
    return (*made, Note(pack.title, scale))


def of_conclusion(
    state: State, review: Review, row: FactorRow, words: Catalogue, day: Day
) -> tuple[Note, ...]:
    """Return what a conclusion rests on, what the city itself says, and minority views."""
    label = words.gettext("Evidence: {number} {title}")
    label = label.format(number=row.factor.number, title=row.factor.title)
    cited = _pieces(state, cited_by(state, "verdict", row.verdict.id), words, day)
    counts = words.gettext("{supports} support, {contradicts} contradict").format(
        supports=row.evidence.supports, contradicts=row.evidence.contradicts
    )
    made = [*long_text(row.verdict.reason.strip(), words)]
    if row.verdict.conflicts:
        made = []
    made.append(Note(label, "\n".join([counts, *cited])))
    made.append(_own_voice(state, review, row, words))
    for view in minority_views(state, review.id, row.factor.id):
        made.append(_minority(state, view, words))
    return tuple(made)


def _own_voice(state: State, review: Review, row: FactorRow, words: Catalogue) -> Note:
    own = verdict(state, review.id, row.factor.id, CITY)
    outcome = outcome_of(own)
    said = word(words, VERDICTS, outcome)
    if own.reason.strip() and not own.conflicts:
        said += f" – {own.reason.strip()}"
    return Note(words.gettext("The city itself"), said)


def _minority(state: State, view: MinorityView, words: Catalogue) -> Note:
    """A minority view; its author stands there only if the author agreed."""
    name = minority_name(state, view)
    label = words.gettext("Minority view: {name}").format(name=name)
    record = state.record("minority-view", view.id)
    disputed = record is not None and record.conflicts
    if disputed:
        return Note(words.gettext("Minority view"), words.gettext("Copies differ on its words."))
    held = word(words, VERDICTS, view.value) if view.value else ""
    text = ": ".join(part for part in (held, view.text.strip()) if part)
    return Note(label if name else words.gettext("Minority view"), text)


def of_strengths(
    state: State, shown: Iterable[Praised], words: Catalogue, day: Day
) -> tuple[Note, ...]:
    """Return what strengths rest on."""
    found = ((one.strength.text, _pieces(state, one.cited, words, day)) for one in shown)
    return tuple(Note(beginning(text), "\n".join(lines)) for text, lines in found if lines)


def of_recommendations(
    state: State, shown: Iterable[Advised], words: Catalogue, day: Day
) -> tuple[Note, ...]:
    """Return what recommendations rest on, and what the host replied so far."""
    made = []
    for one in shown:
        lines = [*_pieces(state, one.cited, words, day)]
        if one.answered:
            details = reply_details(one.reply, day(one.reply.date) if one.reply.date else "")
            said = reply_word(words, one.answered)
            whole = f"{said} ({details})" if details else said
            lines.append(words.gettext("Reply: {reply}").format(reply=whole))
        if lines:
            label = f"{one.number} {beginning(one.recommendation.text)}"
            made.append(Note(label, "\n".join(lines)))
    return tuple(made)


def open_points(state: State, review_id: str, words: Catalogue) -> tuple[Note, ...]:
    """Return what still waits for an answer."""
    made = []
    replies = [str(one.number) for one in waiting(state, review_id)]
    if replies:
        label = words.gettext("Recommendations without a reply")
        made.append(Note(label, ", ".join(replies)))
    count = len(unanswered(state, review_id))
    if count:
        text = words.ngettext("{count} comment", "{count} comments", count).format(count=count)
        made.append(Note(words.gettext("Comments without an answer"), text))
    return tuple(made)


def _pieces(state: State, ids: Iterable[str], words: Catalogue, day: Day) -> list[str]:
    """Return a line for each piece of evidence, in the order of the list."""
    found = (evidence(state, key) for key in ids)
    held = [piece for piece in found if piece is not None and piece.removal != "removed"]
    ordered = sorted(held, key=lambda one: (one.order, one.id))
    return [piece_line(state, piece, words, day) for piece in ordered]


def piece_line(state: State, piece: Evidence, words: Catalogue, day: Day) -> str:
    """Return how an output names a piece of evidence; of what is confidential, only its kind."""
    kind = word(words, KINDS, piece.document_kind or piece.type)
    if not may_leave(state, piece):
        return words.gettext("{kind} (confidential)").format(kind=kind)
    if piece.type not in ("statement", "observation"):
        when = day(piece.date) if piece.date else ""
        return ", ".join(part for part in (piece.title.strip() or kind, when) if part)
    said = words.gettext("“{text}”").format(text=beginning(piece.text, _QUOTED))
    speaker = speaker_label(state, piece, words)
    return f"{said} – {speaker}" if speaker else said
