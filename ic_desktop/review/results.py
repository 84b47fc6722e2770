"""Where the city stands: how many key factors have which verdict, and what that rests on.

There is no score. Five counts are shown, each for itself; they sum up to all factors in scope.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ic_desktop.benchmark.pack import Factor, Pack, Role
from ic_desktop.project.entities import Review, Verdict, verdict
from ic_desktop.project.kinds import CITY, VERDICTS
from ic_desktop.project.state import State
from ic_desktop.review.context import Noted, context_notes, explaining
from ic_desktop.review.evidence import EvidenceIndex, Stances, index, stances
from ic_desktop.review.scope import factors_in_scope

NOT_JUDGED: Final = "not-judged"
OUTCOMES: Final = (*VERDICTS, NOT_JUDGED)
"""What can be the outcome of a key factor, in the order in which every list shows them."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many key factors have which outcome."""

    in_place: int = 0
    partly: int = 0
    not_in_place: int = 0
    not_applicable: int = 0
    not_judged: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[str]) -> "Counts":
        """Count outcomes."""
        listed = list(outcomes)
        return cls(*(listed.count(outcome) for outcome in OUTCOMES))

    @property
    def items(self) -> tuple[tuple[str, int], ...]:
        """Pairs of outcome and number, in the order of OUTCOMES."""
        given = (self.in_place, self.partly, self.not_in_place, self.not_applicable)
        return tuple(zip(OUTCOMES, (*given, self.not_judged), strict=True))

    @property
    def total(self) -> int:
        """All key factors that were counted."""
        return sum(number for _, number in self.items)


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One key factor: its outcome, the verdict behind it, evidence by stance, context.

    ``unsettled`` names the fields of the verdict on which copies disagree.
    """

    factor: Factor
    outcome: str
    verdict: Verdict
    evidence: Stances
    context: tuple[Noted, ...]
    unsettled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleRow:
    """The key factors in scope that serve one role of the city in the Charter."""

    role: Role
    factors: tuple[FactorRow, ...]

    @property
    def counts(self) -> Counts:
        """The outcomes of this role's factors."""
        return Counts.of(row.outcome for row in self.factors)


@dataclass(frozen=True, slots=True)
class Results:
    """A review's results; ``unsettled`` are the ids of factors whose verdict copies dispute."""

    counts: Counts
    factors: tuple[FactorRow, ...]
    roles: tuple[RoleRow, ...]
    unsettled: tuple[str, ...]


def outcome_of(given: Verdict) -> str:
    """Return what a verdict counts as.

    While copies disagree on it, or its word is not in this copy, nobody has judged: picking one
    would let chance decide.
    """
    open_still = "value" in given.conflicts or "value" in given.withheld
    return NOT_JUDGED if open_still or not given.value else given.value


def results(state: State, pack: Pack, review: Review, voice: str = CITY) -> Results:
    """Return where a review stands in a voice's judgement."""
    evidence = index(state, review.id)
    notes = context_notes(state, pack, review, voice)
    factors = factors_in_scope(pack, review)
    rows = tuple(_row(state, review, factor, voice, evidence, notes) for factor in factors)
    roles = tuple(
        RoleRow(role, tuple(row for row in rows if role.id in row.factor.roles))
        for role in pack.roles
    )
    disputed = tuple(row.factor.id for row in rows if row.unsettled)
    return Results(Counts.of(row.outcome for row in rows), rows, roles, disputed)


def _row(
    state: State,
    review: Review,
    factor: Factor,
    voice: str,
    evidence: EvidenceIndex,
    notes: tuple[Noted, ...],
) -> FactorRow:
    given = verdict(state, review.id, factor.id, voice)
    counted = stances(evidence.of_factor(factor.id))
    context = explaining(notes, factor.id)
    return FactorRow(factor, outcome_of(given), given, counted, context, given.conflicts)
