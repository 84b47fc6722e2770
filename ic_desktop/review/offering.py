"""What a tag that is being typed may become: people after @, key factors and questions after #."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import NotInPack
from ic_desktop.project.peer import participant
from ic_desktop.project.state import State
from ic_desktop.review.capture import Room, Someone
from ic_desktop.review.disclosure import function_of, name_among_people, screen_name
from ic_desktop.review.folded import fold_text

MOST: Final = 7
"""Offers that are shown at most."""
_TAG: Final = re.compile(r"(?:^|\s)([@#])([^\s@#+\-−–]*)$")
_NUMBER: Final = re.compile(r"(?:^|[\s#+\-−–])(\d+\.\d*)$")
Names = dict[str, tuple[tuple[str, ...], str]]
"""By participant id: what is shown of somebody in parts, and the name by which they are found."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A tag that may be meant: what is typed for it, and what it stands for."""

    typed: str
    words: str


def begun(before_cursor: str) -> str:
    """Return the tag that is being typed in front of the cursor, "" if there is none."""
    found = _TAG.search(before_cursor)
    return found[1] + found[2] if found else ""


def begun_number(before_cursor: str) -> str:
    """Return the number of a question that is being typed in front of the cursor: "7.", "7.2"."""
    found = _NUMBER.search(before_cursor)
    return found[1] if found else ""


def offers(
    tag: str, room: Room, pack: Pack, names: Names, first: Iterable[str] = ()
) -> tuple[Offer, ...]:
    """Return what a tag may become; nothing once it can only be one thing, and is that.

    ``names`` is what is shown of people and what may be typed for them, by id: see
    :func:`names_of`. ``first`` are the questions of the session, which come before the others. A
    name or a title may be typed for its initials or number.
    """
    if not tag:
        return ()
    wanted = fold_text(tag[1:])
    found = _people(wanted, room, names) if tag[0] == "@" else _spots(wanted, room, pack, first)
    made = tuple(found[:MOST])
    if len(made) == 1 and fold_text(made[0].typed[1:]) == wanted:
        return ()
    return made


def names_of(state: State, people: Iterable[Someone]) -> Names:
    """Return what an offer shows of each and the name by which they are found too.

    Whom one asks is found by name, if this copy holds it, and shown without.
    """
    return {p.id: (_shown(state, p.id), name_among_people(state, p.id)) for p in people}


def _shown(state: State, person: str) -> tuple[str, ...]:
    found, name = participant(state, person), screen_name(state, person)
    if found is None or not found.is_interviewee:
        return (name,)
    return (name, found.category or function_of(found))


def _people(wanted: str, room: Room, names: Names) -> list[Offer]:
    found = []
    for person in sorted(room.people, key=lambda p: not p.in_room):
        typed, (shown, name) = room.typed_for(person.id), names.get(person.id, ((), ""))
        words = [*person.typed, *name.split()]
        if typed and any(fold_text(word).startswith(wanted) for word in words):
            found.append(
                Offer(f"@{typed}", " · ".join(part for part in shown if part not in ("", typed)))
            )
    return found


def _spots(wanted: str, room: Room, pack: Pack, first: Iterable[str]) -> list[Offer]:
    asked = list(first)
    order = [*asked, *(typed for typed in room.spots if typed not in asked)]
    if not wanted:
        return [_spot(typed, room, pack) for typed in (asked or order) if typed in room.spots]
    found = [_spot(typed, room, pack) for typed in order if typed in room.spots]
    by_number = [offer for offer in found if offer.typed[1:].startswith(wanted)]
    by_number.sort(key=lambda offer: offer.typed[1:] != wanted)
    by_words = [
        offer
        for offer in found
        if len(wanted) >= 2 and any(w.startswith(wanted) for w in fold_text(offer.words).split())
    ]
    return by_number or by_words


def _spot(typed: str, room: Room, pack: Pack) -> Offer:
    factor, question = room.spots[typed]
    try:
        words = pack.question(question).text if question else pack.factor(factor).title
    except NotInPack:
        words = ""
    return Offer(f"#{typed}", words)
