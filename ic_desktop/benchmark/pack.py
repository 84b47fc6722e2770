"""The types of a benchmark pack: one published toolkit, read in one language.

Identifiers are strings and never change once a pack is published: projects refer to them for
ever. What a later version drops keeps its identifier unused; what it adds gets a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ic_desktop import errors

AnswerType = Literal["yes-no", "extent"]
"""How a guide question is answered: yes / partly / no, or a description and how well it is met."""

Phrasing = Literal["statement", "obstacle"]
"""Whether a key factor says what is in place, or names what stands in the way."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A point to think of under a guide question; id "7.3.1"."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A guide question, id "7.3".

    ``action`` is what a plan could take up (ours); ``why`` and ``how`` are empty where the toolkit
    gives none; ``weight`` is ``None`` where the toolkit does not weigh.
    """

    id: str
    text: str
    answer_type: AnswerType
    prompts: tuple[Prompt, ...]
    action: str
    why: str = ""
    how: str = ""
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """What one city did, id "7.x1"."""

    id: str
    city: str
    text: str


@dataclass(frozen=True, slots=True)
class Factor:
    """A key factor, id "7": a statement to test the city against, and why it matters.

    ``roles`` are ids of the Charter's roles and ``objective`` is what a plan could aim at (both
    ours); ``group`` is the id of a group or empty.
    """

    id: str
    number: int
    title: str
    statement: str
    rationale: str
    roles: tuple[str, ...]
    questions: tuple[Question, ...]
    examples: tuple[Example, ...]
    objective: str
    group: str = ""
    phrased: Phrasing = "statement"
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading that key factors stand under."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ContextFactor:
    """Something largely outside the city's control, id "c1", and what it may involve."""

    id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment of the Integrating Cities Charter, id "employer.1"."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the city in the Charter and what it commits to: policy-maker, service-provider,
    employer, buyer."""

    id: str
    title: str
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the toolkit."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a pack comes from; a field is empty where nothing is known.

    ``year`` is text ("2010-2012"); ``note`` says what is not known; ``licence`` is that of the
    words in the pack, as an SPDX expression.
    """

    title: str
    publisher: str
    project: str
    year: str
    pages: str
    note: str
    licence: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One benchmark in one language.

    ``language`` is the one read, ``languages`` are all there are; ``ours`` says what the makers
    of this program added to the toolkit; ``hash`` is the SHA-256 (hex) of the bundle it was read
    from, the same for every language.
    """

    id: str
    version: str
    language: str
    languages: tuple[str, ...]
    title: str
    standard: str
    introduction: str
    factors: tuple[Factor, ...]
    groups: tuple[Group, ...]
    context_title: str
    context_factors: tuple[ContextFactor, ...]
    roles: tuple[Role, ...]
    footnotes: tuple[Footnote, ...]
    source: Source
    ours: str
    hash: str
    _factors: Mapping[str, Factor] = field(init=False, repr=False, compare=False)
    _questions: Mapping[str, tuple[Factor, Question]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {factor.id: factor for factor in self.factors}
        questions = {q.id: (factor, q) for factor in self.factors for q in factor.questions}
        object.__setattr__(self, "_factors", by_id)
        object.__setattr__(self, "_questions", questions)

    def factor(self, factor_id: str) -> Factor:
        """Return the key factor of an id; raises :class:`errors.NotInPack`."""
        if (factor := self._factors.get(factor_id)) is None:
            raise errors.NotInPack(self.title, factor_id)
        return factor

    def question(self, question_id: str) -> Question:
        """Return the guide question of an id; raises :class:`errors.NotInPack`."""
        return self._placed(question_id)[1]

    def factor_of(self, question_id: str) -> Factor:
        """Return the key factor that a guide question belongs to; raises
        :class:`errors.NotInPack`."""
        return self._placed(question_id)[0]

    def context_factor(self, context_id: str) -> ContextFactor:
        """Return the context factor of an id; raises :class:`errors.NotInPack`."""
        for context in self.context_factors:
            if context.id == context_id:
                return context
        raise errors.NotInPack(self.title, context_id)

    def _placed(self, question_id: str) -> tuple[Factor, Question]:
        if (placed := self._questions.get(question_id)) is None:
            raise errors.NotInPack(self.title, question_id)
        return placed
