"""Finding one's way: the key factors and questions that still need something."""

from typing import Final, Literal

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.project.entities import Review, answer, verdict
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review.evidence import Stances, index, stances
from ic_desktop.review.scope import factors_in_scope
from ic_desktop.review.to_ask import is_open

Filter = Literal["unanswered", "marked", "to-ask", "without-evidence", "contradicted"]
FILTERS: Final[tuple[Filter, ...]] = (
    "unanswered",
    "marked",
    "to-ask",
    "without-evidence",
    "contradicted",
)
"""Unanswered: nothing chosen. Marked: the factor is to be looked at again. Without evidence:
nothing is tied to it, of any stance. Contradicted: some evidence contradicts."""


def matching_factors(
    state: State, pack: Pack, review: Review, wanted: Filter, voice: str = CITY
) -> tuple[str, ...]:
    """Return the ids of key factors that a filter lets through, in the pack's order.

    A factor passes "unanswered" and "to-ask" if any of its questions does.
    """
    factors = factors_in_scope(pack, review)
    return tuple(f.id for f in factors if _factor_matches(state, review, f, wanted, voice))


def matching_questions(
    state: State, pack: Pack, review: Review, wanted: Filter, voice: str = CITY
) -> tuple[str, ...]:
    """Return the ids of guide questions that a filter lets through, in the pack's order.

    All questions of a marked factor pass "marked": the mark is the factor's.
    """
    return tuple(
        question
        for factor in factors_in_scope(pack, review)
        for question in _questions(state, review, factor, wanted, voice)
    )


def _factor_matches(
    state: State, review: Review, factor: Factor, wanted: Filter, voice: str
) -> bool:
    if wanted == "marked":
        return verdict(state, review.id, factor.id, voice).come_back
    if wanted in ("without-evidence", "contradicted"):
        held = stances(index(state, review.id).of_factor(factor.id))
        return _evidence_matches(held, wanted)
    return bool(_questions(state, review, factor, wanted, voice))


def _questions(
    state: State, review: Review, factor: Factor, wanted: Filter, voice: str
) -> list[str]:
    if wanted == "marked":
        marked = verdict(state, review.id, factor.id, voice).come_back
        return [question.id for question in factor.questions] if marked else []
    if wanted in ("without-evidence", "contradicted"):
        held = index(state, review.id)
        cited = {q.id: stances(held.of_question(factor.id, q.id)) for q in factor.questions}
        return [key for key, found in cited.items() if _evidence_matches(found, wanted)]
    answers = [answer(state, review.id, q.id, voice) for q in factor.questions]
    return [a.question for a in answers if (is_open(a) if wanted == "to-ask" else not a.value)]


def _evidence_matches(held: Stances, wanted: Filter) -> bool:
    return not held.any if wanted == "without-evidence" else bool(held.contradicts)
