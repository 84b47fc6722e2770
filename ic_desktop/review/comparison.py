"""A repeat beside its baseline: each key factor's outcome then and now.

Factors are matched by id, which stays the same in all versions of a pack; what only one of the
two reviews has is named and not compared.
"""

from dataclasses import dataclass
from typing import Final, Literal

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.project.entities import Review, verdict
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review.results import Counts, outcome_of
from ic_desktop.review.scope import factors_in_scope

Move = Literal["same", "forward", "back", "other"]
"""Forward and back along not in place, partly, in place; anything else that changed is other."""

_STEPS: Final = ("not-in-place", "partly", "in-place")


@dataclass(frozen=True, slots=True)
class Compared:
    """One key factor in both reviews. ``reworded``: its statement is not the same any more."""

    factor: Factor
    then: str
    now: str
    reworded: bool

    @property
    def move(self) -> Move:
        """Where the outcome went."""
        if self.then == self.now:
            return "same"
        if self.then in _STEPS and self.now in _STEPS:
            return "forward" if _STEPS.index(self.now) > _STEPS.index(self.then) else "back"
        return "other"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two compared reviews: its state, its pack, and which review of the state it is.

    The state of a sealed baseline is the fold of what was sealed.
    """

    state: State
    pack: Pack
    review: Review

    def outcomes(self, voice: str) -> dict[str, str]:
        """Return the outcome of each key factor in scope, by id."""
        return {
            factor.id: outcome_of(verdict(self.state, self.review.id, factor.id, voice))
            for factor in factors_in_scope(self.pack, self.review)
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reviews: what both have, what only one has, and each one's counts over all it has."""

    compared: tuple[Compared, ...]
    only_then: tuple[Factor, ...]
    only_now: tuple[Factor, ...]
    counts_then: Counts
    counts_now: Counts


def compare(then: Side, now: Side, voice: str = CITY) -> Comparison:
    """Return a repeat beside its baseline; titles and texts are those of the repeat's pack."""
    before, after = then.outcomes(voice), now.outcomes(voice)
    old = {factor.id: factor for factor in factors_in_scope(then.pack, then.review)}
    new = {factor.id: factor for factor in factors_in_scope(now.pack, now.review)}
    same_language = then.pack.language == now.pack.language
    compared = tuple(
        Compared(
            factor,
            before[key],
            after[key],
            same_language and factor.statement != old[key].statement,
        )
        for key, factor in new.items()
        if key in old
    )
    return Comparison(
        compared,
        tuple(factor for key, factor in old.items() if key not in new),
        tuple(factor for key, factor in new.items() if key not in old),
        Counts.of(before.values()),
        Counts.of(after.values()),
    )
