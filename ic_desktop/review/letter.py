"""The list of open questions for one person: to print, or to copy into an e-mail.

It leaves the house, so it holds what is asked and nothing of what is known: no verdict, no answer,
no evidence. Notes go along only if that is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.review.to_ask import OpenItem, Person

Day = Callable[[date], str]
"""Writes a date as people of the interface's country write it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the list. ``prompts`` are its parts, ``answers`` what can be ticked."""

    id: str
    text: str
    prompts: tuple[str, ...]
    by: str
    note: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The questions on one key factor."""

    heading: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is asked of one person, in the order of the benchmark."""

    title: str
    about: str
    parts: tuple[Part, ...]
    back_to: str = ""
    """Where to return it, in a sentence."""


def letter(
    person: Person, *, city: str, review: str, day: Day, with_notes: bool, contact: str = ""
) -> Letter:
    """Return the list for one person; ``city`` and ``review`` are what the window calls them.

    ``contact`` is the one of the city's profile; without it the city's name must do.
    """
    by_factor: dict[str, tuple[Factor, list[OpenItem]]] = {}
    for item in sorted(person.items, key=lambda i: (i.factor.number, _natural(i.question.id))):
        by_factor.setdefault(item.factor.id, (item.factor, []))[1].append(item)
    parts = tuple(
        Part(
            _("Key factor {number}: {title}").format(number=factor.number, title=factor.title),
            tuple(_asked(item, day, with_notes) for item in items),
        )
        for factor, items in by_factor.values()
    )
    back = _("Please return this list to: {contact}").format(
        contact=" ".join(contact.split()) or city
    )
    return Letter(title_of(person), f"{city} · {review}", parts, back)


def title_of(person: Person) -> str:
    """Return the heading of the list for a person."""
    if not person.name:
        return _("Questions that are put to nobody yet")
    return _("Questions to {name}").format(name=person.name)


def as_text(made: Letter) -> str:
    """Return the list as plain text for an e-mail."""
    lines = [made.title, made.about]
    for part in made.parts:
        lines += ["", part.heading]
        for asked in part.questions:
            lines += ["", f"{asked.id} {asked.text}"]
            lines += [f"   – {prompt}" for prompt in asked.prompts]
            if asked.answers:
                lines.append("   " + _("Possible answers: {words}").format(words=_or(asked)))
            if asked.by:
                lines.append("   " + _("Please answer by {date}.").format(date=asked.by))
            lines += [f"   {line}" for line in asked.note.splitlines()]
    if made.back_to:
        lines += ["", made.back_to]
    return "\n".join(lines) + "\n"


def _or(asked: Asked) -> str:
    return " / ".join(asked.answers)


def _asked(item: OpenItem, day: Day, with_notes: bool) -> Asked:
    question = item.question
    return Asked(
        question.id,
        question.text,
        tuple(prompt.text for prompt in question.prompts),
        day(item.by) if item.by else item.by_text,
        item.note.strip() if with_notes else "",
        (_("Yes"), _("Partly"), _("No")) if question.answer_type == "yes-no" else (),
    )


def _natural(key: str) -> tuple[tuple[int, str], ...]:
    """Return what "7.10" is sorted by: after "7.9"."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in key.split("."))
