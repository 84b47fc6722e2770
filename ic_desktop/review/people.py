"""Who takes part: the review team and its hosts, and the people whom they ask.

A team member's and a host's name stands in their record. An interviewee's stands in the list that
resolves pseudonyms (kind "name-key") and nowhere else, so that the list can be kept out of any
copy; everywhere else they are P1, P2, ... Their initials, which are typed while taking notes, are
the pseudonym until somebody chooses others: initials of a name would give it away.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.edit import Editor
from ic_desktop.project.erase import erase
from ic_desktop.project.kinds import is_well_formed
from ic_desktop.project.peer import (
    INTERVIEWEE,
    LEADER,
    Participant,
    participant,
    participants,
    real_name,
)
from ic_desktop.project.state import State
from ic_desktop.review.disclosure import TooFew, gives_away
from ic_desktop.review.folded import fold_text
from ic_desktop.review.order import after

_NOWHERE: Final = Scope()
_KEY_FIELDS: Final = ("name", "contact")
"""What of an interviewee stands in the list that resolves pseudonyms alone."""
_PSEUDONYM: Final = re.compile(r"P([1-9][0-9]{0,8})")
_MOST_INITIALS: Final = 3


@dataclass(frozen=True, slots=True)
class People:
    """Everybody in two groups, each in its order."""

    team: tuple[Participant, ...]
    """The review team, the host coordinator, the host's staff."""
    interviewees: tuple[Participant, ...]


def people(state: State) -> People:
    """Return everybody who takes part."""
    everybody = participants(state)
    return People(
        tuple(p for p in everybody if not p.is_interviewee),
        tuple(p for p in everybody if p.is_interviewee),
    )


def leaders(state: State) -> tuple[Participant, ...]:
    """Return who leads the team; it should be one."""
    return tuple(p for p in participants(state) if p.role == LEADER)


def add_person(editor: Editor, name: str, role: str, contact: str = "") -> str:
    """Add somebody at the end of the list; return the id.

    An interviewee gets the next pseudonym, and the name goes to the list that resolves it;
    "" leaves somebody without a name.
    """
    order = after(max((p.order for p in participants(editor.state)), default=""))
    entity = editor.create("participant", {"role": role, "order": order}, _NOWHERE)
    if role == INTERVIEWEE:
        editor.set("participant", entity, "pseudonym", next_pseudonym(editor.state), _NOWHERE)
    describe_person(editor, entity, {"name": name.strip(), "contact": contact.strip()})
    initials = derived_initials(editor.state, entity)
    editor.set("participant", entity, "initials", initials, _NOWHERE)
    return entity


def describe_person(editor: Editor, person: str, values: Mapping[str, Value]) -> None:
    """Set fields of somebody's record; an interviewee's name and contact go to the key list.

    A contact of anybody else is left out: the team's record has none.
    """
    found = participant(editor.state, person)
    asked = found is not None and found.is_interviewee
    for name, value in values.items():
        kind = "name-key" if asked and name in _KEY_FIELDS else "participant"
        if kind == "participant" and name == "contact":
            continue
        assert is_well_formed(kind, name, value), f"{kind}.{name} cannot be {value!r}"
        editor.set(kind, person, name, value, _NOWHERE)


def remove_person(editor: Editor, person: str, reason: str = "") -> None:
    """Take somebody off the list; what they said and wrote stays. Undo brings them back."""
    editor.remove("participant", person, reason)


def ask_instead(editor: Editor, history: Iterable[Change], person: str, reason: str) -> None:
    """Make an interviewee of somebody who was added to the team by mistake.

    The name moves to the list that resolves pseudonyms; where it stood it is erased for good, in
    every version, or a copy without the list would hold it. ``history`` is all changes of the
    project, ``reason`` stays readable.
    """
    found = participant(editor.state, person)
    if found is None or found.is_interviewee:
        return
    fresh = next_pseudonym(editor.state)
    told: dict[str, Value] = {"role": INTERVIEWEE, "name": None, "initials": fresh}
    editor.set_all("participant", person, {**told, "pseudonym": fresh}, _NOWHERE)
    editor.set("name-key", person, "name", found.name, _NOWHERE)
    fields = frozenset({("participant", person, "name"), ("participant", person, "initials")})
    erase(editor, history, fields=fields, files=frozenset(), reason=reason)


# Pseudonyms and initials


def next_pseudonym(state: State) -> str:
    """Return the first pseudonym above all that were ever given: none is used twice."""
    return f"P{1 + max(_given_numbers(state), default=0)}"


def renumber(editor: Editor, person: str) -> str:
    """Give somebody the next pseudonym, with initials that followed the old one; return it."""
    found = participant(editor.state, person)
    fresh = next_pseudonym(editor.state)
    if found is not None:
        editor.set("participant", person, "pseudonym", fresh, _NOWHERE)
        if found.initials in ("", found.pseudonym):
            editor.set("participant", person, "initials", fresh, _NOWHERE)
    return fresh


def double_pseudonyms(state: State) -> tuple[tuple[Participant, ...], ...]:
    """Return the people who share a pseudonym: two copies gave it out at the same time."""
    return _shared(participants(state), lambda p: p.pseudonym)


def double_initials(state: State) -> tuple[tuple[Participant, ...], ...]:
    """Return the people who share initials, so that a key cannot tell them apart."""
    return _shared(participants(state), lambda p: p.initials)


def derived_initials(state: State, person: str) -> str:
    """Return initials for somebody that nobody else has: of the name, or the pseudonym."""
    found = participant(state, person)
    if found is None:
        return ""
    if found.pseudonym:
        return found.pseudonym
    taken = {fold_text(p.initials) for p in participants(state) if p.id != person and p.initials}
    choices = _initials_of(found.name)
    return next((made for made in choices if fold_text(made) not in taken), "")


def initials_taken(state: State, initials: str, person: str = "") -> Participant | None:
    """Return who else than ``person`` has these initials or this pseudonym, None if nobody."""
    wanted = fold_text(initials.strip())
    for other in participants(state):
        known = {fold_text(other.initials), fold_text(other.pseudonym)} - {""}
        if other.id != person and wanted in known:
            return other
    return None


def by_initials(state: State, typed: str, first: Iterable[str] = ()) -> tuple[Participant, ...]:
    """Return whom typed letters can mean, the likeliest first.

    Initials or a pseudonym in full come before such as begin so, and these before a name that
    does; among equals come those of ``first``, ids of the people in the room.
    """
    wanted, room = fold_text(typed.strip()), set(first)
    if not wanted:
        return ()
    ranked = [
        (_likeness(state, p, wanted), p.id not in room, p.order, p.id, p)
        for p in participants(state)
    ]
    return tuple(found[-1] for found in sorted(r for r in ranked if r[0] < _UNLIKE))


_UNLIKE: Final = 3


def _likeness(state: State, person: Participant, wanted: str) -> int:
    short = [fold_text(s) for s in (person.initials, person.pseudonym) if s]
    if wanted in short:
        return 0
    if any(s.startswith(wanted) for s in short):
        return 1
    words = fold_text(real_name(state, person.id)).split()
    return 2 if any(word.startswith(wanted) for word in words) else _UNLIKE


def _given_numbers(state: State) -> Iterable[int]:
    """Yield the numbers of all pseudonyms in any head, those of removed people included."""
    for record in state.records("participant").values():
        held = record.fields.get("pseudonym")
        for head in held.heads if held else ():
            match = _PSEUDONYM.fullmatch(str(head.body.value)) if head.body else None
            if match:
                yield int(match[1])


def _shared(
    everybody: Iterable[Participant], short: Callable[[Participant], str]
) -> tuple[tuple[Participant, ...], ...]:
    held: dict[str, list[Participant]] = {}
    for person in everybody:
        if short(person):
            held.setdefault(fold_text(short(person)), []).append(person)
    return tuple(tuple(found) for _, found in sorted(held.items()) if len(found) > 1)


def _initials_of(name: str) -> Iterable[str]:
    """Yield initials for a name: of its words, then with more of the last word, then numbered."""
    words = ["".join(c for c in word if c.isalpha()) for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return
    if len(words) == 1:
        words = [words[0][:1], words[0][1:2] or words[0]]
    short = "".join(word[0] for word in words)[:_MOST_INITIALS].upper()
    yield short
    last = words[-1]
    yield from (short + last[1:length].lower() for length in range(2, len(last) + 1))
    yield from (f"{short}{number}" for number in range(2, 1000))


# What gives somebody away


def too_few(state: State, person: Participant) -> TooFew | None:
    """Return how somebody's attribution gives them away, None if it does not."""
    return gives_away(state, person, person.attribution)
