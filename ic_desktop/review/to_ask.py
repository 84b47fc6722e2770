"""What still has to be asked: open questions by person, to be printed and handed round."""

from dataclasses import dataclass
from datetime import date

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.project.entities import Answer, Review, answer
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review.scope import questions_in_scope


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A question that someone is to answer; ``by`` is a date if one was given."""

    factor: Factor
    question: Question
    note: str
    by: date | None
    by_text: str
    """The date as it was entered, also where it is none that the program can read."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to ask what; ``name`` is "" for questions that are put to nobody yet."""

    name: str
    items: tuple[OpenItem, ...]


def is_open(given: Answer) -> bool:
    """Tell whether an answer waits for someone: "don't know", or none yet but someone to ask."""
    return given.value == "dont-know" or bool(not given.value and given.ask_whom.strip())


def to_ask(state: State, pack: Pack, review: Review, voice: str = CITY) -> tuple[Person, ...]:
    """Return the open questions by person; who is due first comes first, nobody's come last.

    Spelling a name in capitals or with other spaces makes no second person.
    """
    found: dict[str, tuple[str, list[OpenItem]]] = {}
    for factor, question in questions_in_scope(pack, review):
        given = answer(state, review.id, question.id, voice)
        if is_open(given):
            name = " ".join(given.ask_whom.split())
            found.setdefault(name.casefold(), (name, []))[1].append(_item(factor, question, given))
    people = [Person(name, tuple(sorted(items, key=_due))) for name, items in found.values()]
    return tuple(sorted(people, key=lambda p: (not p.name, _due(p.items[0]), p.name.casefold())))


def _item(factor: Factor, question: Question, given: Answer) -> OpenItem:
    return OpenItem(factor, question, given.note, _date(given.ask_by), given.ask_by)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _due(item: OpenItem) -> date:
    return item.by or date.max
