"""Which key factors a review is about."""

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.project.entities import Review


def factors_in_scope(pack: Pack, review: Review) -> tuple[Factor, ...]:
    """Return a review's key factors in the pack's order: all, or those that were chosen.

    A chosen id that the pack does not have is passed over.
    """
    if not review.factors:
        return pack.factors
    chosen = set(review.factors)
    return tuple(factor for factor in pack.factors if factor.id in chosen)


def questions_in_scope(pack: Pack, review: Review) -> tuple[tuple[Factor, Question], ...]:
    """Return the guide questions of a review's key factors, each with its factor."""
    factors = factors_in_scope(pack, review)
    return tuple((factor, question) for factor in factors for question in factor.questions)
