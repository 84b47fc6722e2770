"""Names that were typed where none belongs: "Interview with Ms Yilmaz" as a session's title.

An interviewee's name stands in the list that resolves pseudonyms alone, but nobody can be kept
from typing it elsewhere. What leaves the project has it replaced by the pseudonym, as far as this
copy knows the name.
"""

import re
from typing import Final

from ic_desktop.project.peer import Participant, participants, real_name
from ic_desktop.project.state import State

_LEAST: Final = 3
"""Shorter parts of a name are words too often: they count with the rest of the name only."""
_PARTICLES: Final = frozenset({"von", "van", "der", "den", "del", "bin", "ibn", "the", "and"})


def without_names(state: State, text: str) -> str:
    """Return a text in which interviewees stand by pseudonym, whatever part of their name it has.

    Whole names in any spelling of capitals; single parts as whole words, spelled as in the name.
    """
    for person in _named(state):
        for pattern in _patterns(real_name(state, person.id)):
            text = pattern.sub(person.pseudonym or "–", text)
    return text


def named_in(state: State, text: str) -> tuple[Participant, ...]:
    """Return the interviewees whose name, or a part of it, a text holds."""
    found = (
        p
        for p in _named(state)
        if any(pattern.search(text) for pattern in _patterns(real_name(state, p.id)))
    )
    return tuple(found)


def _named(state: State) -> list[Participant]:
    """Return the interviewees whose name this copy knows, the longest names first."""
    known = [p for p in participants(state) if p.is_interviewee and real_name(state, p.id).strip()]
    return sorted(known, key=lambda p: (-len(real_name(state, p.id)), p.id))


def _patterns(name: str) -> list[re.Pattern[str]]:
    words = name.split()
    whole = r"\s+".join(map(re.escape, words))
    made = [re.compile(rf"(?<!\w){whole}(?!\w)", re.IGNORECASE)]
    parts = (w for w in words if len(w) >= _LEAST and w.casefold() not in _PARTICLES)
    return made + [re.compile(rf"(?<!\w){re.escape(part)}(?!\w)") for part in parts]
