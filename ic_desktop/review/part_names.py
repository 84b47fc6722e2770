"""Interviewees' names that were typed where none belongs, such as in a session's title.

A change's words cannot be altered, for its header commits to them. So a copy without the names
holds such words not at all: they read as withheld, and what is typed over them builds on them.
"""

import re
from collections.abc import Callable
from typing import Final

from ic_desktop.project.changes import Change, Value
from ic_desktop.project.peer import participants
from ic_desktop.project.state import State
from ic_desktop.review.part_fields import is_protected_record

_LEAST: Final = 3
"""Shorter parts of a name are words too often: they count with the rest of the name only."""
_PARTICLES: Final = frozenset({"von", "van", "der", "den", "del", "bin", "ibn", "the", "and"})
_NOT_ABOUT_THEM: Final = frozenset({"project", "review", "seal"})
"""Kinds whose words name the city and who works on the review."""


def naming(state: State) -> Callable[[Change], bool]:
    """Return what tells whether a change's words name an interviewee, or a part of the name.

    Whole names in any spelling of capitals; single parts as whole words, spelled as in the name.
    """
    names = _names(state)
    if not names:
        return lambda _change: False
    parts = {part for name in names for part in name.split() if _tells(part)}
    patterns = [_any_of(names, re.IGNORECASE), *([_any_of(parts)] if parts else [])]

    def names_somebody(change: Change) -> bool:
        kind, entity = change.header.kind, change.header.entity
        team = kind == "participant" and not is_protected_record(state, entity)
        if team or kind in _NOT_ABOUT_THEM or change.body is None:
            return False
        texts = _texts(change.body.value)
        return any(pattern.search(text) for pattern in patterns for text in texts)

    return names_somebody


def _names(state: State) -> set[str]:
    known = {record.text("name") for record in state.records("name-key").values()}
    known |= {p.name for p in participants(state) if is_protected_record(state, p.id)}
    return {" ".join(name.split()) for name in known if name.strip()}


def _any_of(words: set[str], flags: int = 0) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    choices = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", flags)


def _tells(part: str) -> bool:
    return len(part) >= _LEAST and part.casefold() not in _PARTICLES


def _texts(value: Value) -> list[str]:
    """Return all text in a value."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]
