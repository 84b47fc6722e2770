"""Frozen views of what a peer review concludes: findings, replies, comments, what became of it.

As in ``peer.py``: made from records when asked for; lists hold what is there, in its order.
"""

from dataclasses import dataclass

from ic_desktop.project.changes import Scope
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.peer import empty_record, in_order, of_review, whole
from ic_desktop.project.state import Record, State


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


def strengths(state: State, review_id: str) -> list[Strength]:
    """Return the strengths that the team found, in their order."""
    return [
        Strength(r.id, review_id, r.scope.factor, r.text("text"), r.conflicts)
        for r in in_order(of_review(state, "strength", review_id))
    ]


def recommendations(state: State, review_id: str) -> list[Recommendation]:
    """Return the team's recommendations, in their order."""
    return [_recommendation(r) for r in in_order(of_review(state, "recommendation", review_id))]


def reply(state: State, recommendation_id: str) -> Reply:
    """Return the host's reply to a recommendation, an empty one while there is none."""
    record = state.record("reply", recommendation_id) or empty_record("reply", recommendation_id)
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
        for r in of_review(state, "progress", review_id)
    ]
    return sorted(found, key=lambda p: (p.date, p.id))


def comments(state: State, review_id: str) -> list[Comment]:
    """Return the host's comments on the draft, in their order."""
    return [_comment(state, r) for r in in_order(of_review(state, "comment", review_id))]


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
            whole(r, "said-at"),
        )
        for r in of_review(state, "reaction", review_id)
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
        for r in of_review(state, "minority-view", review_id)
        if r.scope.factor == factor
    ]
    return sorted((v for v in found if v.text.strip()), key=lambda view: view.id)


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
    kind, key = "comment-answer", record.id
    answered = state.record(kind, key) or empty_record(kind, key)
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
