"""Frozen views of what a peer review adds: people and the visit.

As in ``entities.py``: a view is made from a record when it is asked for; empty text is "".
Lists hold what is there (removed things are left out), in their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ic_desktop.project.changes import Scope
from ic_desktop.project.state import Record, State

INTERVIEWEE: Final = "interviewee"
LEADER: Final = "expert-leader"
PEERS: Final = ("expert-leader", "peer", "invited-expert")
"""The roles whose holders judge in a voice of their own."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part; the id is the author id of what they write.

    ``name`` is empty for an interviewee: see :func:`real_name`.
    """

    id: str
    name: str
    role: str
    organisation: str
    function: str
    initials: str
    pseudonym: str
    category: str
    attribution: str
    confidentiality: str
    consent: str
    consent_how: str
    consent_when: str
    consent_for: str
    order: str
    conflicts: tuple[str, ...]

    @property
    def is_interviewee(self) -> bool:
        """True for somebody who is asked, not one who asks."""
        return self.role == INTERVIEWEE

    @property
    def judges(self) -> bool:
        """True for a member of the team with a verdict of their own."""
        return self.role in PEERS


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of the visit; ``date`` ISO, ``start`` and ``end`` "14:30"."""

    id: str
    review: str
    kind: str
    title: str
    date: str
    start: str
    end: str
    place: str
    note: str
    order: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A document that was promised; ``evidence`` is what came, "" while it has not."""

    id: str
    review: str
    session: str
    text: str
    who: str
    due: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Something to find out on the visit."""

    id: str
    review: str
    text: str
    factor: str
    question: str
    outcome: str
    done: bool


def participants(state: State) -> list[Participant]:
    """Return everybody who takes part."""
    return sorted(map(_participant, _present(state, "participant")), key=lambda p: (p.order, p.id))


def participant(state: State, participant_id: str) -> Participant | None:
    """Return one participant, or None."""
    record = state.record("participant", participant_id)
    return None if record is None else _participant(record)


def real_name(state: State, participant_id: str) -> str:
    """Return what a person is called in this copy, "" where it does not tell.

    For the screen only. What leaves the project takes its names from ``review/disclosure.py``.
    """
    key, record = (state.record(kind, participant_id) for kind in ("name-key", "participant"))
    return (key.text("name") if key else "") or (record.text("name") if record else "")


def sessions(state: State, review_id: str) -> list[Session]:
    """Return the sessions of a review's visit, in the order of time."""
    found = [_session(record) for record in of_review(state, "session", review_id)]
    return sorted(found, key=lambda s: (s.date or "9999", s.start or "99", s.order, s.id))


def session(state: State, session_id: str) -> Session | None:
    """Return one session, or None."""
    record = state.record("session", session_id)
    return None if record is None or record.removal == "removed" else _session(record)


def parts(state: State, session_id: str) -> dict[str, str]:
    """Return who does what in a session: part by participant id."""
    prefix = session_id + "/"
    records = state.records("session-person").items()
    found = {k[len(prefix) :]: r.text("part") for k, r in records if k.startswith(prefix)}
    return {person: part for person, part in found.items() if part}


def promises(state: State, review_id: str) -> list[Promise]:
    """Return the documents that were promised, those that have not come first."""
    found = [
        Promise(
            r.id,
            review_id,
            r.scope.session,
            r.text("text"),
            r.text("who"),
            r.text("due"),
            r.text("evidence"),
        )
        for r in of_review(state, "promise", review_id)
    ]
    return sorted(found, key=lambda p: (bool(p.evidence), p.due or "9999", p.id))


def enquiries(state: State, review_id: str) -> list[Enquiry]:
    """Return the recorded things to find out; those not recorded follow from the review."""
    found = [
        Enquiry(
            r.id,
            review_id,
            r.text("text"),
            r.text("factor"),
            r.text("question"),
            r.text("outcome"),
            r.value("done") is True,
        )
        for r in of_review(state, "enquiry", review_id)
    ]
    return sorted(found, key=lambda e: e.id)


def _present(state: State, kind: str) -> Iterator[Record]:
    return (r for r in state.records(kind).values() if r.removal != "removed")


def of_review(state: State, kind: str, review_id: str) -> Iterator[Record]:
    """Yield the records of a kind that are there and belong to a review."""
    return (r for r in _present(state, kind) if r.scope.review == review_id)


def in_order(records: Iterator[Record]) -> list[Record]:
    """Return records in their order, ties by id."""
    return sorted(records, key=lambda r: (r.text("order"), r.id))


def whole(record: Record, name: str) -> int:
    """Return a whole number that a field holds, 0 if it was never set."""
    value = record.value(name)
    return value if isinstance(value, int) else 0


_known: dict[str, tuple[Record, Participant]] = {}
"""The views that were made last, by id: who spoke is asked for each of thousands of statements."""


def _participant(record: Record) -> Participant:
    known = _known.get(record.id)
    if known is None or known[0] is not record:
        known = _known[record.id] = (record, _view(record))
    return known[1]


def _view(record: Record) -> Participant:
    text = record.text
    return Participant(
        record.id,
        text("name"),
        text("role"),
        text("organisation"),
        text("function"),
        text("initials"),
        text("pseudonym"),
        text("category"),
        text("attribution"),
        text("confidentiality"),
        text("consent"),
        text("consent-how"),
        text("consent-when"),
        text("consent-for"),
        text("order"),
        record.conflicts,
    )


def _session(record: Record) -> Session:
    text = record.text
    return Session(
        record.id,
        record.scope.review,
        text("kind") or "interview",
        text("title"),
        text("date"),
        text("start"),
        text("end"),
        text("place"),
        text("note"),
        text("order"),
        record.conflicts,
    )


def empty_record(kind: str, key: str) -> Record:
    """Return the record of what nobody made yet."""
    return Record(kind, key, Scope(), {})
