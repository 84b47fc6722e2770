"""Interviewees' names that were typed where none belongs, such as in a session's title.

A change's words cannot be altered, for its header commits to them. So a copy without the names
holds such words not at all: they read as withheld, and what is typed over them builds on them.
"""

from collections.abc import Callable
from typing import Final

from ic_desktop.project.changes import Change, Value
from ic_desktop.project.peer import participants
from ic_desktop.project.state import State
from ic_desktop.review.calling import calling
from ic_desktop.review.part_fields import is_protected_record

_NOT_ABOUT_THEM: Final = frozenset({"project", "review", "seal"})
"""Kinds whose words name the city and who works on the review."""
_LIKE_TITLES: Final = frozenset({("evidence", "file"), ("evidence", "title"), ("evidence", "url")})
"""Fields that hold the name of a file, or words made of one: people write these in small letters
only."""


def naming(state: State) -> Callable[[Change], bool]:
    """Return what tells whether a change's words name an interviewee, or a part of the name.

    How a name may be written is said in ``calling.py``; an address or a telephone number that
    stands in the list of names is as good as one.
    """
    names = _names(state)
    contacts = [record.text("contact") for record in state.records("name-key").values()]
    found = calling(names, contacts)
    if found is None:
        return lambda _change: False

    def names_somebody(change: Change) -> bool:
        kind, entity = change.header.kind, change.header.entity
        team = kind == "participant" and not is_protected_record(state, entity)
        if team or kind in _NOT_ABOUT_THEM or change.body is None:
            return False
        title = (kind, change.header.field) in _LIKE_TITLES
        return any(found.is_in(text, is_title=title) for text in _texts(change.body.value))

    return names_somebody


def _names(state: State) -> set[str]:
    known = {record.text("name") for record in state.records("name-key").values()}
    return known | {p.name for p in participants(state) if is_protected_record(state, p.id)}


def _texts(value: Value) -> list[str]:
    """Return all text in a value."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]
