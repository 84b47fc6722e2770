"""Frozen views of what a peer review adds: people, the visit, conclusions, replies.

As in ``entities.py``: a view is made from a record when it is asked for; empty text is "".
Lists hold what is there (removed things are left out), in their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ic_desktop.project.changes import Scope
from ic_desktop.project.kinds import TEAM
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
class Strength:
    """Something that the team found to be done well."""

    id: str
    review: str
    factor: str
    text: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the team advises; ``factors`` are all that it serves, the first one first."""

    id: str
    review: str
    factors: tuple[str, ...]
    text: str
    why: str
    priority: str
    to_whom: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The host's reply to a recommendation; ``value`` "" is "no reply yet"."""

    recommendation: str
    value: str
    reason: str
    authority: str
    date: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a recommendation was on a day."""

    id: str
    recommendation: str
    date: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """The host's comment on a finding of the draft, with the leader's answer."""

    id: str
    review: str
    about_kind: str
    about: str
    factor: str
    text: str
    answer: str
    answer_text: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """What was said to a finding in the feedback session; ``said_at`` in ms since 1970."""

    id: str
    review: str
    session: str
    about_kind: str
    about: str
    text: str
    who: str
    said_at: int


@dataclass(frozen=True, slots=True)
class MinorityView:
    """What one peer holds against the team's conclusion."""

    id: str
    review: str
    voice: str
    factor: str
    value: str
    text: str
    name_agreed: bool


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
    found = [_session(record) for record in _of_review(state, "session", review_id)]
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


def strengths(state: State, review_id: str) -> list[Strength]:
    """Return the strengths that the team found, in their order."""
    return [
        Strength(r.id, review_id, r.scope.factor, r.text("text"), r.conflicts)
        for r in _in_order(_of_review(state, "strength", review_id))
    ]


def recommendations(state: State, review_id: str) -> list[Recommendation]:
    """Return the team's recommendations, in their order."""
    return [_recommendation(r) for r in _in_order(_of_review(state, "recommendation", review_id))]


def reply(state: State, recommendation_id: str) -> Reply:
    """Return the host's reply to a recommendation, an empty one while there is none."""
    record = state.record("reply", recommendation_id) or _empty("reply", recommendation_id)
    text = record.text
    return Reply(
        recommendation_id,
        text("value"),
        text("reason"),
        text("authority"),
        text("date"),
        record.conflicts,
    )


def progress(state: State, review_id: str) -> list[Progress]:
    """Return what follow-up visits recorded, the oldest first."""
    found = [
        Progress(r.id, r.text("recommendation"), r.text("date"), r.text("state"), r.text("text"))
        for r in _of_review(state, "progress", review_id)
    ]
    return sorted(found, key=lambda p: (p.date, p.id))


def comments(state: State, review_id: str) -> list[Comment]:
    """Return the host's comments on the draft, in their order."""
    return [_comment(state, r) for r in _in_order(_of_review(state, "comment", review_id))]


def reactions(state: State, review_id: str) -> list[Reaction]:
    """Return what was said in feedback sessions, in the order of time."""
    found = [
        Reaction(
            r.id,
            review_id,
            r.scope.session,
            r.text("about-kind"),
            r.text("about"),
            r.text("text"),
            r.text("who"),
            _whole(r, "said-at"),
        )
        for r in _of_review(state, "reaction", review_id)
    ]
    return sorted(found, key=lambda r: (r.said_at, r.id))


def minority_views(state: State, review_id: str, factor: str) -> list[MinorityView]:
    """Return the views of peers who do not share the conclusion on a factor."""
    found = [
        MinorityView(
            r.id,
            review_id,
            r.scope.voice,
            factor,
            r.text("value"),
            r.text("text"),
            r.value("name-agreed") is True,
        )
        for r in _of_review(state, "minority-view", review_id)
        if r.scope.factor == factor
    ]
    return sorted((v for v in found if v.text.strip()), key=lambda view: view.id)


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
        for r in _of_review(state, "promise", review_id)
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
        for r in _of_review(state, "enquiry", review_id)
    ]
    return sorted(found, key=lambda e: e.id)


def is_consensus_open(state: State, review_id: str, factor: str) -> bool:
    """Tell whether the leader opened the discussion of a factor."""
    record = state.record("consensus", f"{review_id}/{factor}")
    return record is not None and record.value("opened") is True


def cited_by(state: State, kind: str, entity: str) -> tuple[str, ...]:
    """Return the ids of the evidence that a finding rests on, sorted."""
    prefix = f"{kind}/{entity}/"
    records = state.records("citation").items()
    return tuple(sorted(k[len(prefix) :] for k, r in records if k.startswith(prefix) and _cites(r)))


def citation_id(kind: str, entity: str, evidence: str) -> str:
    """Return the natural key of a finding's citation of a piece of evidence."""
    return f"{kind}/{entity}/{evidence}"


def team_scope(review_id: str, factor: str = "") -> Scope:
    """Return the scope of what the team concludes."""
    return Scope(review=review_id, voice=TEAM, factor=factor)


def _cites(record: Record) -> bool:
    return record.value("cites") is True


def _present(state: State, kind: str) -> Iterator[Record]:
    return (r for r in state.records(kind).values() if r.removal != "removed")


def _of_review(state: State, kind: str, review_id: str) -> Iterator[Record]:
    return (r for r in _present(state, kind) if r.scope.review == review_id)


def _in_order(records: Iterator[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (r.text("order"), r.id))


def _whole(record: Record, name: str) -> int:
    value = record.value(name)
    return value if isinstance(value, int) else 0


def _participant(record: Record) -> Participant:
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


def _recommendation(record: Record) -> Recommendation:
    text, more = record.text, record.value("factors")
    first = record.scope.factor
    others = [f for f in more if f != first] if isinstance(more, list) else []
    return Recommendation(
        record.id,
        record.scope.review,
        tuple(f for f in (first, *others) if f),
        text("text"),
        text("why"),
        text("priority"),
        text("to-whom"),
        record.conflicts,
    )


def _comment(state: State, record: Record) -> Comment:
    answered = state.record("comment-answer", record.id) or _empty("comment-answer", record.id)
    return Comment(
        record.id,
        record.scope.review,
        record.text("about-kind"),
        record.text("about"),
        record.scope.factor,
        record.text("text"),
        answered.text("value"),
        answered.text("text"),
    )


def _empty(kind: str, key: str) -> Record:
    return Record(kind, key, Scope(), {})
