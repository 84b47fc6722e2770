"""How far a review has come. Counts of work done, never a score."""

from dataclasses import dataclass

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.project.entities import Review, answer, verdict
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review.scope import factors_in_scope


@dataclass(frozen=True, slots=True)
class FactorProgress:
    """One key factor: questions answered of all, how many wait for someone, and what stands.

    ``to_ask`` counts "don't know"; those are not among ``answered``.
    """

    factor: str
    answered: int
    to_ask: int
    questions: int
    judged: bool
    marked: bool

    @property
    def done(self) -> bool:
        """True if every question has an answer and the factor a verdict."""
        return self.judged and self.answered == self.questions

    @property
    def begun(self) -> bool:
        """True if anything was answered or judged."""
        return self.judged or bool(self.answered or self.to_ask)


@dataclass(frozen=True, slots=True)
class Progress:
    """A whole review, factor by factor in the pack's order."""

    factors: tuple[FactorProgress, ...]

    @property
    def answered(self) -> int:
        """Questions with an answer other than "don't know"."""
        return sum(factor.answered for factor in self.factors)

    @property
    def to_ask(self) -> int:
        """Questions answered with "don't know"."""
        return sum(factor.to_ask for factor in self.factors)

    @property
    def questions(self) -> int:
        """All guide questions in scope."""
        return sum(factor.questions for factor in self.factors)

    @property
    def judged(self) -> int:
        """Key factors with a verdict."""
        return sum(factor.judged for factor in self.factors)

    @property
    def next_open(self) -> str:
        """The id of the first factor that is not done, "" if all are."""
        return next((factor.factor for factor in self.factors if not factor.done), "")

    def of(self, factor_id: str) -> FactorProgress | None:
        """Return one factor's progress, None if it is not in scope."""
        return next((factor for factor in self.factors if factor.factor == factor_id), None)


def progress(state: State, pack: Pack, review: Review, voice: str = CITY) -> Progress:
    """Return how far a voice has come with a review."""
    factors = factors_in_scope(pack, review)
    return Progress(tuple(factor_progress(state, review, factor, voice) for factor in factors))


def factor_progress(
    state: State, review: Review, factor: Factor, voice: str = CITY
) -> FactorProgress:
    """Return how far a voice has come with one key factor."""
    answers = [answer(state, review.id, question.id, voice) for question in factor.questions]
    judged = verdict(state, review.id, factor.id, voice)
    return FactorProgress(
        factor.id,
        sum(given.is_answered for given in answers),
        sum(given.value == "dont-know" for given in answers),
        len(answers),
        bool(judged.value),
        judged.come_back,
    )
