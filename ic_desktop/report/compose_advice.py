"""Strengths, recommendations with replies and progress, comments and reactions, for the report."""

from collections.abc import Iterable

from ic_desktop.project.concluded import (
    Comment,
    Progress,
    Reaction,
    comments,
    reactions,
)
from ic_desktop.project.entities import verdict_id
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.peer import session
from ic_desktop.project.state import Record
from ic_desktop.report.composing import Work, other_versions
from ic_desktop.report.peer_document import (
    About,
    CommentEntry,
    FactorNumber,
    ProgressEntry,
    ReactionEntry,
    RecommendationEntry,
    ReplyEntry,
    StrengthEntry,
)
from ic_desktop.review.advice import Advised, Praised, advised, praised, reply_code
from ic_desktop.review.disclosure import level_may_leave, person_confidentiality, person_label


def strength_entries(work: Work) -> tuple[StrengthEntry, ...]:
    """Return the strengths, numbered from 1."""
    found = praised(work.state, work.review.id)
    return tuple(_strength(work, number, one) for number, one in enumerate(found, 1))


def _strength(work: Work, number: int, one: Praised) -> StrengthEntry:
    held = one.strength
    at = _numbers(work, [held.factor])
    record = _record(work, "strength", held.id)
    return StrengthEntry(
        number=number,
        factor=at[0] if at else None,
        text=held.text,
        cites=work.cites(one.cited),
        unsettled=bool(held.conflicts),
        withheld=_lacks(record, "text"),
        versions=other_versions(record, "text"),
    )


def advice_entries(work: Work) -> tuple[RecommendationEntry, ...]:
    """Return the recommendations with what the host replied and what follow-up visits found."""
    return tuple(_advice(work, one) for one in advised(work.state, work.review.id))


def _advice(work: Work, one: Advised) -> RecommendationEntry:
    held = one.recommendation
    record = _record(work, "recommendation", held.id)
    return RecommendationEntry(
        number=one.number,
        factors=_numbers(work, held.factors),
        text=held.text,
        why=held.why,
        priority="" if "priority" in held.conflicts else held.priority,
        to_whom=held.to_whom,
        cites=work.cites(one.cited),
        reply=_reply(work, one),
        steps=tuple(_step(work, step) for step in one.steps),
        unsettled=bool(held.conflicts),
        withheld=_lacks(record, "text", "why", "to-whom"),
        versions=(*other_versions(record, "text"), *other_versions(record, "why")),
    )


def _reply(work: Work, one: Advised) -> ReplyEntry:
    given = one.reply
    record = _record(work, "reply", given.recommendation)
    return ReplyEntry(
        code=reply_code(given),
        reason=given.reason,
        authority=given.authority,
        date=work.day(given.date),
        unsettled=bool(given.conflicts),
        withheld=_lacks(record, "value", "reason", "authority"),
        versions=other_versions(record, "reason"),
    )


def _step(work: Work, step: Progress) -> ProgressEntry:
    return ProgressEntry(work.day(step.date), step.state, step.text)


def comment_entries(work: Work) -> tuple[CommentEntry, ...]:
    """Return the host's comments on the draft with the leader's answers, numbered from 1."""
    found = comments(work.state, work.review.id)
    return tuple(_comment(work, number, one) for number, one in enumerate(found, 1))


def _comment(work: Work, number: int, one: Comment) -> CommentEntry:
    records = [_record(work, kind, one.id) for kind in ("comment", "comment-answer")]
    disputed = [name for record in records if record for name in record.conflicts]
    return CommentEntry(
        number=number,
        about=_about(work, one.about_kind, one.about),
        text=one.text,
        answer="" if "value" in disputed else one.answer,
        answer_text=one.answer_text,
        unsettled=bool(disputed),
        withheld=any(_lacks(record, "text", "value") for record in records),
    )


def reaction_entries(work: Work) -> tuple[tuple[ReactionEntry, ...], int]:
    """Return what was said in feedback sessions, and how much of it was said in confidence."""
    found = reactions(work.state, work.review.id)
    shown = [one for one in found if _may_leave(work, one)]
    entries = tuple(
        ReactionEntry(
            date=_session_day(work, one),
            about=_about(work, one.about_kind, one.about),
            text=one.text,
            who=person_label(work.state, one.who),
            withheld=_lacks(_record(work, "reaction", one.id), "text"),
        )
        for one in shown
    )
    return entries, len(found) - len(shown)


def _may_leave(work: Work, one: Reaction) -> bool:
    record = _record(work, "reaction", one.id)
    if record is not None and "who" in (*record.conflicts, *record.withheld):
        return False
    return not one.who or level_may_leave(person_confidentiality(work.state, one.who))


def _session_day(work: Work, one: Reaction) -> str:
    held = session(work.state, one.session) if one.session else None
    return work.day(held.date) if held is not None else ""


def _about(work: Work, kind: str, entity: str) -> About:
    """Return which finding something is about, by the number that the report gives it."""
    if kind == "verdict":
        own = {verdict_id(work.review.id, TEAM, key): n for key, n in work.scope.items()}
        return About(kind, own.get(entity, 0))
    if kind == "strength":
        listed = [one.strength.id for one in praised(work.state, work.review.id)]
    elif kind == "recommendation":
        listed = [one.recommendation.id for one in advised(work.state, work.review.id)]
    else:
        return About("", 0)
    return About(kind, listed.index(entity) + 1 if entity in listed else 0)


def _numbers(work: Work, factors: Iterable[str]) -> tuple[FactorNumber, ...]:
    return tuple((work.scope[key], key) for key in factors if key in work.scope)


def _record(work: Work, kind: str, entity: str) -> Record | None:
    return work.state.record(kind, entity)


def _lacks(record: Record | None, *fields: str) -> bool:
    """Tell whether words of any of these fields are not there to be shown."""
    return record is not None and not set(fields).isdisjoint(record.withheld)
