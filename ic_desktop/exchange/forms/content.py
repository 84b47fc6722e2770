"""What stands in a form, as plain data; and its code, by which it is known again."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.i18n import Catalogue
from ic_desktop.project.entities import Review, answer, answer_id, profile
from ic_desktop.project.kinds import CITY, EXTENT, YES_NO
from ic_desktop.project.state import FieldState, State
from ic_desktop.review import labels
from ic_desktop.review.lane import Lane
from ic_desktop.review.masking import named_in
from ic_desktop.review.scope import factors_in_scope

SOURCES: Final = 2
"""How many documents can be named for one question."""
_PURPOSE: Final = b"ic-desktop form 1\0"
_DIGITS: Final = 32
_GROUP: Final = 4

Heads = dict[str, dict[str, list[str]]]
"""By question and field ("value", "note"), the versions that a form was filled from: change ids."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of a form, with what is known already. ``options``: code and word."""

    id: str
    text: str
    prompts: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    answer: str
    note: str

    @property
    def answer_word(self) -> str:
        """The word of the answer that is known already, "" for none."""
        return dict(self.options).get(self.answer, "")


@dataclass(frozen=True, slots=True)
class FormFactor:
    """A key factor of a form."""

    number: int
    title: str
    statement: str
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form for one person. ``code`` in groups of four, as it stands on paper."""

    city: str
    review: str
    person: str
    contact: str
    code: str
    factors: tuple[FormFactor, ...]
    words: Catalogue


def form_code(key: bytes, hand_out: str) -> str:
    """Return the code of a form: 32 digits of an HMAC, in groups of four.

    ``key`` are the 32 bytes that the sender keeps for this hand-out.
    """
    digits = hmac.digest(key, _PURPOSE + hand_out.encode(), "sha256").hex()[:_DIGITS].upper()
    return "-".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def is_code_of(code: str, key: bytes, hand_out: str) -> bool:
    """Tell whether a code that was read belongs to a hand-out, however it was typed."""
    return hmac.compare_digest(_plain(code), _plain(form_code(key, hand_out)))


def _plain(code: str) -> bytes:
    return "".join(c for c in code.upper() if c.isascii() and c.isalnum()).encode()


def form_of(
    state: State,
    pack: Pack,
    review: Review,
    lane: Lane,
    *,
    person: str,
    code: str,
    words: Catalogue,
) -> Form:
    """Return the form on the key factors of a lane, with what the city answered so far.

    ``words`` is the form's language, ``pack`` is in it too.
    """
    city = profile(state)
    factors = (f for f in factors_in_scope(pack, review) if lane.has_factor(f.id))
    return Form(
        city=city.city,
        review=review.title or words.gettext(labels.REVIEW_KINDS.get(review.kind, review.kind)),
        person=person,
        contact=city.contact,
        code=code,
        factors=tuple(_factor(state, review, factor, lane, words) for factor in factors),
        words=words,
    )


def _factor(
    state: State, review: Review, factor: Factor, lane: Lane, words: Catalogue
) -> FormFactor:
    questions = (_question(state, review, one, lane, words) for one in factor.questions)
    return FormFactor(factor.number, factor.title, factor.statement, tuple(questions))


def _question(
    state: State, review: Review, question: Question, lane: Lane, words: Catalogue
) -> FormQuestion:
    given = answer(state, review.id, question.id)
    silent = _names_somebody(state, review, question, lane)
    return FormQuestion(
        id=question.id,
        text=question.text,
        prompts=tuple(prompt.text for prompt in question.prompts),
        options=options_of(question, words),
        answer=given.value,
        note="" if silent else given.note,
    )


def _names_somebody(state: State, review: Review, question: Question, lane: Lane) -> bool:
    """Tell whether a note must not go out for the interviewee whom it names."""
    note = answer(state, review.id, question.id).note
    return not lane.sees_names and bool(named_in(state, note))


def options_of(question: Question, words: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return code and word of each answer that a question takes."""
    codes = YES_NO if question.answer_type == "yes-no" else EXTENT
    return tuple((code, labels.word(words, labels.ANSWERS, code)) for code in codes)


def heads_of_form(state: State, pack: Pack, review: Review, lane: Lane) -> Heads:
    """Return the versions that a form made now is filled from, for the sender's own record.

    Of a note that did not go out nothing was filled: what comes for it stands beside it.
    """
    return {
        question.id: {
            name: list(held.head_ids)
            for name in ("value", "note")
            if (held := _field(state, review, question, name)) is not None
            and not (name == "note" and _names_somebody(state, review, question, lane))
        }
        for question in _questions(pack, review, lane)
    }


def _field(state: State, review: Review, question: Question, name: str) -> FieldState | None:
    return state.field(("answer", answer_id(review.id, CITY, question.id), name))


def _questions(pack: Pack, review: Review, lane: Lane) -> Iterator[Question]:
    for factor in factors_in_scope(pack, review):
        if lane.has_factor(factor.id):
            yield from factor.questions
