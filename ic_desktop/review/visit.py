"""The plan of a visit: who asks whom what in which session, and what nobody is meant to ask.

What there is to find out stands in ``enquiries.py``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.project.entities import Review
from ic_desktop.project.kinds import PARTS
from ic_desktop.project.peer import Session, parts, session, sessions
from ic_desktop.project.state import State
from ic_desktop.review.enquiries import ToFindOut, to_find_out
from ic_desktop.review.evidence import index
from ic_desktop.review.scope import questions_in_scope


@dataclass(frozen=True, slots=True)
class SessionQuestion:
    """A guide question meant for a session; ``asked``: something said there answers it, or
    somebody marked it."""

    factor: Factor
    question: Question
    asked: bool


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session with its people (participant ids by part), questions and enquiries."""

    session: Session
    people: Mapping[str, tuple[str, ...]]
    questions: tuple[SessionQuestion, ...]
    enquiries: tuple[ToFindOut, ...]


@dataclass(frozen=True, slots=True)
class Unasked:
    """What is put to nobody yet: guide questions, and enquiries that are not settled."""

    questions: tuple[tuple[Factor, Question], ...]
    enquiries: tuple[ToFindOut, ...]


def plan(state: State, pack: Pack, review: Review) -> tuple[SessionPlan, ...]:
    """Return the sessions in the order of time, each with what belongs to it."""
    known = to_find_out(state, pack, review)
    asked = asked_questions(state, review.id)
    return tuple(
        SessionPlan(
            held,
            people_of(state, held.id),
            _questions(state, pack, held, asked.get(held.id, frozenset())),
            tuple(one for one in known if held.id in one.sessions),
        )
        for held in sessions(state, review.id)
    )


def people_of(state: State, session_id: str) -> dict[str, tuple[str, ...]]:
    """Return who does what in a session: participant ids by part; no part without anybody.

    Somebody who was taken off the list of people takes no part.
    """
    there = {
        r.id: r.text("order")
        for r in state.records("participant").values()
        if r.removal != "removed"
    }
    found = {person: part for person, part in parts(state, session_id).items() if person in there}
    ordered = sorted(found, key=lambda person: (there[person], person))
    by_part = {part: tuple(p for p in ordered if found[p] == part) for part in PARTS}
    return {part: who for part, who in by_part.items() if who}


def questions_of(state: State, pack: Pack, session_id: str) -> tuple[SessionQuestion, ...]:
    """Return the guide questions meant for a session, in the benchmark's order."""
    held = session(state, session_id)
    if held is None:
        return ()
    asked = asked_questions(state, held.review).get(session_id, frozenset())
    return _questions(state, pack, held, asked)


def enquiries_of(
    state: State, pack: Pack, review: Review, session_id: str
) -> tuple[ToFindOut, ...]:
    """Return what is to be found out in a session."""
    return tuple(e for e in to_find_out(state, pack, review) if session_id in e.sessions)


def asked_questions(state: State, review_id: str) -> dict[str, frozenset[str]]:
    """Return the guide questions that were asked, by session.

    Asked is what somebody marked, and what a statement taken down in the session speaks to.
    """
    found: dict[str, set[str]] = {}
    for key, record in state.records("session-question").items():
        if record.scope.review == review_id and record.value("asked") is True:
            held, _slash, question = key.partition("/")
            found.setdefault(held, set()).add(question)
    evidence = index(state, review_id)
    for piece in evidence.cited():
        if piece.session:
            spoken = {link.question for link in evidence.links_of(piece.id)} - {""}
            found.setdefault(piece.session, set()).update(spoken)
    return {held: frozenset(questions) for held, questions in found.items()}


def unasked(state: State, pack: Pack, review: Review) -> Unasked:
    """Return what no session is meant to ask and none has asked."""
    there = {held.id for held in sessions(state, review.id)}
    put: set[str] = set()
    for key, record in state.records("session-question").items():
        held, _slash, question = key.partition("/")
        if held in there and record.value("planned") is True:
            put.add(question)
    for held, questions in asked_questions(state, review.id).items():
        if held in there:
            put |= questions
    known = to_find_out(state, pack, review)
    return Unasked(
        tuple((f, q) for f, q in questions_in_scope(pack, review) if q.id not in put),
        tuple(e for e in known if not (e.sessions or e.asked_by or e.done) and e.stands),
    )


def _questions(
    state: State, pack: Pack, held: Session, asked: Iterable[str]
) -> tuple[SessionQuestion, ...]:
    done = set(asked)
    prefix = held.id + "/"
    records = state.records("session-question").items()
    planned = {k[len(prefix) :] for k, r in records if k.startswith(prefix) and r.value("planned")}
    return tuple(
        SessionQuestion(factor, question, question.id in done)
        for factor in pack.factors
        for question in factor.questions
        if question.id in planned
    )
