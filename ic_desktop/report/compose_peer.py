"""What a peer review adds to its report: people, visit, voices, and what the team concludes.

Names and words pass ``review/disclosure.py`` and ``review/leaving.py``; nothing here reads an
interviewee's name or shows a peer's own verdict.
"""

from collections import Counter
from collections.abc import Mapping

from ic_desktop.project.concluded import MinorityView
from ic_desktop.project.entities import all_evidence, verdict, verdict_id
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.peer import (
    Participant,
    Session,
    participants,
    sessions,
)
from ic_desktop.report.compose_advice import (
    advice_entries,
    comment_entries,
    reaction_entries,
    strength_entries,
)
from ic_desktop.report.composing import Work, other_versions
from ic_desktop.report.peer_document import (
    AskedEntry,
    MatrixRow,
    MinorityEntry,
    PeerFactor,
    PeerPart,
    PersonEntry,
    RecommendationEntry,
    SessionEntry,
    SourceVoice,
    Spread,
    StrengthEntry,
)
from ic_desktop.review import leaving
from ic_desktop.review import matrix as matrix_of
from ic_desktop.review.disclosure import FEWEST, name_is_agreed, name_that_leaves
from ic_desktop.review.results import Counts, results
from ic_desktop.review.sources import Said
from ic_desktop.review.voices import voices

Spreads = Mapping[str, Counts]
"""By key factor, how the peers judge; see ``leaving.spreads``."""

_HOSTS = ("host-coordinator", "host-staff")
_TEAM_FIRST = ("expert-leader", "peer", "invited-expert")


def peer_part(work: Work, spreads: Spreads) -> PeerPart:
    """Return what makes a report the report of a peer review."""
    state, review = work.state, work.review
    praised, advised = strength_entries(work), advice_entries(work)
    people = participants(state)
    shown, in_confidence = reaction_entries(work)
    taken_down = Counter(
        piece.type for piece in all_evidence(state) if piece.session and not piece.joined_into
    )
    asked = _asked(work, people)
    return PeerPart(
        team=_people(people, _TEAM_FIRST),
        hosts=_people(people, _HOSTS),
        asked=tuple(
            AskedEntry(category, number)
            for category, number in sorted(Counter(p.category for p in asked).items())
            if category.strip() and number >= FEWEST
        ),
        asked_in_all=len(asked),
        sessions=tuple(_session(work, one) for one in sessions(state, review.id)),
        statements=taken_down["statement"],
        observations=taken_down["observation"],
        city=results(state, work.pack, review).counts,
        factors=tuple(_factor(work, f, spreads.get(f), praised, advised) for f in work.scope),
        strengths=praised,
        recommendations=advised,
        comments=comment_entries(work),
        reactions=shown,
        in_confidence=in_confidence,
        matrix=tuple(_row(row) for row in matrix_of.matrix(state, work.pack, review)),
    )


def _people(people: list[Participant], roles: tuple[str, ...]) -> tuple[PersonEntry, ...]:
    found = [person for person in people if person.role in roles]
    return tuple(
        PersonEntry(one.role, name_that_leaves(one), one.organisation, one.function)
        for one in sorted(found, key=lambda one: roles.index(one.role))
    )


def _asked(work: Work, people: list[Participant]) -> list[Participant]:
    """Return the interviewees who were at a session of this review, or spoke in one."""
    there = {
        person.id
        for one in sessions(work.state, work.review.id)
        for person in leaving.who_answered(work.state, one.id)
    }
    there |= {piece.speaker for piece in all_evidence(work.state) if piece.session}
    return [person for person in people if person.is_interviewee and person.id in there]


def _session(work: Work, one: Session) -> SessionEntry:
    answered = len(leaving.who_answered(work.state, one.id))
    few = leaving.is_small(work.state, one.id)
    return SessionEntry(
        kind=one.kind,
        date=work.day(one.date),
        time="–".join(part for part in (one.start, one.end) if part),
        place="" if few else one.place,
        team=_others(work, one),
        answered=0 if few else answered,
        few=few,
    )


def _others(work: Work, one: Session) -> int:
    """Return how many of the team and the hosts were at a session."""
    prefix = f"{one.id}/"
    there = [
        key.removeprefix(prefix)
        for key, record in work.state.records("session-person").items()
        if key.startswith(prefix) and record.text("part")
    ]
    asked = {person.id for person in leaving.who_answered(work.state, one.id)}
    return len(set(there) - asked)


def _factor(
    work: Work,
    factor: str,
    spread: Counts | None,
    praised: tuple[StrengthEntry, ...],
    advised: tuple[RecommendationEntry, ...],
) -> PeerFactor:
    held = voices(work.state, work.review.id, factor)
    own = verdict(work.state, work.review.id, factor)
    team = work.state.record("verdict", verdict_id(work.review.id, TEAM, factor))
    return PeerFactor(
        id=factor,
        city_verdict=held.city.first,
        city_reason=held.city.reason,
        city_unsettled=bool(own.conflicts),
        city_withheld="reason" in own.withheld,
        sources=tuple(map(_source, held.said)),
        spread=None if spread is None else _spread(spread),
        cites=work.cites(held.cited),
        minority=tuple(_minority(work, view) for view in held.minority),
        versions=other_versions(team, "reason"),
        strengths=tuple(s.number for s in praised if s.factor and s.factor[1] == factor),
        recommendations=tuple(
            one.number for one in advised if factor in (key for _number, key in one.factors)
        ),
    )


def _source(said: Said) -> SourceVoice:
    counted = said.counted
    return SourceVoice(said.source, counted.supports, counted.contradicts, counted.background)


def _spread(counts: Counts) -> Spread:
    held = tuple((code, number) for code, number in counts.items if number)
    return Spread(counts.total, held)


def _minority(work: Work, view: MinorityView) -> MinorityEntry:
    """Return a minority view; its author is named only if they agree, in every copy."""
    author = next((p for p in participants(work.state) if p.id == view.voice), None)
    agreed = author is not None and name_is_agreed(work.state, view.id)
    record = work.state.record("minority-view", view.id)
    disputed = () if record is None else record.conflicts
    return MinorityEntry(
        value="" if "value" in disputed else view.value,
        text=view.text,
        name=name_that_leaves(author) if agreed and author is not None else "",
        unsettled=bool(disputed),
        withheld=record is not None and "text" in record.withheld,
    )


def _row(row: matrix_of.MatrixRow) -> MatrixRow:
    return MatrixRow(
        factor=(row.factor.number, row.factor.id),
        title=row.factor.title,
        sources=tuple(map(_source, row.cells)),
        one_source="one-source" in row.flags,
        contradicted="contradicted" in row.flags,
        not_spoken_of="not-spoken-of" in row.flags,
    )
