"""Sorting in the evening: what was taken down in a hurry, and what two people took down twice.

Doubles are offered, never joined by the program. Joining overwrites nothing: the joined one keeps
its words and its links, and the one that stands for both says what both say; see
``evidence.EvidenceIndex``. So taking it back gives exactly what there was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import Evidence, evidence_view
from ic_desktop.project.peer import sessions
from ic_desktop.project.state import State
from ic_desktop.review import edits
from ic_desktop.review.capture import Said, Tag
from ic_desktop.review.disclosure import may_leave
from ic_desktop.review.evidence import index
from ic_desktop.review.folded import fold_text
from ic_desktop.review.statements import (
    Statement,
    describe,
    lead_files,
    said_again,
    statements,
)

NEAR_MS: Final = 5 * 60 * 1000
"""Two note-takers write the same down at most so far apart, in ms."""
ALIKE: Final = 0.5
"""Likeness from which two statements are offered as doubles: 0 nothing in common, 1 the same."""
_SHORT: Final = 3
"""Words of fewer letters say little."""
_FEW: Final = 3
"""Of fewer words, it says little that all of them stand in a longer text."""


@dataclass(frozen=True, slots=True)
class Doubles:
    """Two statements that two people may have taken down of one; the earlier one first."""

    first: Statement
    second: Statement
    likeness: float


def to_sort(state: State, review_id: str) -> tuple[Statement, ...]:
    """Return the statements of a visit that speak to nothing yet, session by session."""
    order = {held.id: place for place, held in enumerate(sessions(state, review_id))}
    waiting = [s for s in statements(state, review_id) if not s.is_sorted]
    return tuple(sorted(waiting, key=lambda s: order.get(s.piece.session, len(order))))


@dataclass(frozen=True, slots=True)
class Task:
    """Something to decide in the evening: where a statement belongs, whether it is a double."""

    statement: Statement
    doubles: Doubles | None = None

    @property
    def other(self) -> Statement | None:
        """The statement that may be the same, None if there is none."""
        if self.doubles is None:
            return None
        first = self.doubles.first
        return self.doubles.second if first.piece.id == self.statement.piece.id else first


def evening(state: State, review_id: str, taker: str = "") -> tuple[Task, ...]:
    """Return what there is to decide: session by session, in the order of time.

    Two that may be one are asked about once, with the one that is sorted less. With ``taker``, a
    participant's id, only what they took down: who may not change what others did joins nothing.
    """
    order = {held.id: place for place, held in enumerate(sessions(state, review_id))}
    waiting = to_sort(state, review_id)
    tasks = {one.piece.id: Task(one) for one in waiting if taker in ("", one.taker)}
    for pair in () if taker else doubles(state, review_id):
        first, second = pair.first, pair.second
        asked = second if first.is_sorted and not second.is_sorted else first
        tasks[asked.piece.id] = Task(asked, pair)
    return tuple(
        sorted(
            tasks.values(),
            key=lambda t: (
                order.get(t.statement.piece.session, len(order)),
                t.statement.piece.session,
                t.statement.piece.said_at,
                t.statement.piece.id,
            ),
        )
    )


def doubles(state: State, review_id: str) -> tuple[Doubles, ...]:
    """Return the statements that may be one, the likeliest first; each stands in one pair at most.

    Two people took them down in the same session at about the same time, in words alike.
    """
    by_session: dict[str, list[Statement]] = {}
    for statement in statements(state, review_id):
        by_session.setdefault(statement.piece.session, []).append(statement)
    found = [pair for held in by_session.values() for pair in _alike(held)]
    found = [pair for pair in found if not _is_settled(state, pair)]
    found.sort(key=lambda pair: (-pair.likeness, pair.first.piece.said_at, pair.first.piece.id))
    used: set[str] = set()
    made = []
    for pair in found:
        both = {pair.first.piece.id, pair.second.piece.id}
        if not both & used:
            used |= both
            made.append(pair)
    return tuple(made)


def _alike(held: Sequence[Statement]) -> list[Doubles]:
    found = []
    for at, first in enumerate(held):
        for second in held[at + 1 :]:
            if first.taker == second.taker or not _are_near(first, second):
                continue
            same = likeness(first.piece.text, second.piece.text)
            if same >= ALIKE:
                found.append(Doubles(first, second, same))
    return found


def _is_settled(state: State, pair: Doubles) -> bool:
    one, other = pair.first.piece.id, pair.second.piece.id
    return one in _apart(state, other) or other in _apart(state, one)


def _are_near(first: Statement, second: Statement) -> bool:
    times = (first.piece.said_at, second.piece.said_at)
    return 0 in times or abs(times[0] - times[1]) <= NEAR_MS


@lru_cache(maxsize=16_384)
def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1.

    The best of: which of all their words they share; which they share of the shorter one's; and
    how far they run alike letter by letter, which forgives slips of the fingers. Order, case and
    accents do not matter. Without a word in common, two texts are not alike.
    """
    first, second = _words(one), _words(other)
    shared = len(first & second)
    if not shared:
        return 0.0
    of_all, of_fewer = shared / len(first | second), shared / min(len(first), len(second))
    if min(len(first), len(second)) < _FEW:
        of_fewer = 0.0
    run = SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second)), autojunk=False)
    return max(of_all, 0.9 * of_fewer, 0.8 * run.ratio())


@lru_cache(maxsize=4_096)
def _words(text: str) -> frozenset[str]:
    found = frozenset(re.findall(r"\w+", fold_text(text)))
    return frozenset(word for word in found if len(word) >= _SHORT) or found


# What is decided


def set_tags(editor: Editor, statement: Statement, tags: Sequence[Tag]) -> None:
    """Have a statement, and what goes with it, speak to these and to nothing else.

    Raises SealedReview.
    """
    describe(editor, statement.piece.id, replace(said_again(statement), tags=tuple(tags)))


def sort(editor: Editor, statement: Statement, said: Said) -> None:
    """Have a statement say more: what typed tags say is added, and it counts as sorted.

    A tag for what it speaks to already gives that another stance. Confidential and promised are
    turned round. Raises SealedReview.
    """
    held = said_again(statement)
    tags = {tag.spot: tag for tag in (*held.tags, *said.tags)}
    is_remark = said.form == "remark"
    speaker = said.speaker if said.names_speaker else held.speaker
    more = replace(
        held,
        tags=tuple(tags.values()),
        speaker="" if is_remark else speaker,
        form=said.form if said.form != "paraphrase" else held.form,
        confidential=held.confidential != said.confidential,
        promised=held.promised != said.promised,
    )
    if more != held:
        describe(editor, statement.piece.id, more)
    mark_sorted(editor, statement.piece.id)


def set_form(editor: Editor, statement: Statement, form: str) -> None:
    """Say how a statement was taken down; nobody else speaks in a remark of one's own."""
    said = replace(said_again(statement), form=form)
    describe(editor, statement.piece.id, replace(said, speaker="") if form == "remark" else said)


def mark_sorted(editor: Editor, statement: str, *, is_sorted: bool = True) -> None:
    """Say that a statement was looked at, also if it speaks to nothing; or that it was not."""
    record = editor.state.record("evidence", statement)
    if record is not None and (is_sorted or record.value("sorted") is not None):
        editor.set("evidence", statement, "sorted", is_sorted, record.scope)


def join(editor: Editor, joined: str, kept: str) -> None:
    """Have one statement stand for two; both keep their words.

    Where the joined one is confidential, by itself or by its speaker, so is the one that stands
    for both, with what goes with it: it says the same.
    Who spoke is taken over where nobody was named. Raises SealedReview.
    """
    gone, stays = (editor.state.record("evidence", key) for key in (joined, kept))
    if gone is None or stays is None or joined == kept:
        return
    edits.refuse_if_sealed(editor.state, stays.scope.review)
    editor.set("evidence", joined, "joined-into", kept, gone.scope)
    if not may_leave(editor.state, evidence_view(gone)):
        editor.set("evidence", kept, "confidentiality", "confidential", stays.scope)
    if not stays.text("speaker") and stays.text("form") != "remark":
        editor.set("evidence", kept, "speaker", gone.text("speaker"), stays.scope)
    lead_files(editor, kept)


def separate(editor: Editor, joined: str) -> None:
    """Take the joining of two statements back: each stands for itself again.

    What was made confidential by it stays so. Raises SealedReview.
    """
    record = editor.state.record("evidence", joined)
    if record is not None and record.text("joined-into"):
        edits.refuse_if_sealed(editor.state, record.scope.review)
        editor.set("evidence", joined, "joined-into", None, record.scope)


def leave_apart(editor: Editor, one: str, other: str) -> None:
    """Say that two statements are not one, so that they are offered no more."""
    record = editor.state.record("evidence", one)
    if record is not None:
        others = sorted({*_apart(editor.state, one), other})
        editor.set("evidence", record.id, "apart-from", list(others), record.scope)


def joined(state: State, review_id: str) -> tuple[tuple[Evidence, Evidence], ...]:
    """Return the statements that were joined into another, each with the one that stands for it."""
    held = index(state, review_id)
    return tuple(
        (double, piece)
        for piece in held.pieces.values()
        for double in held.doubles_of(piece.id)
        if piece.session and double.text
    )


def _apart(state: State, statement: str) -> tuple[str, ...]:
    """Return the statements that somebody said are not this one."""
    record = state.record("evidence", statement)
    value = record.value("apart-from") if record is not None else None
    return tuple(value) if isinstance(value, list) else ()
