"""Names that were typed where none belongs: "Interview with Ms Yilmaz" as a session's title.

An interviewee's name stands in the list that resolves pseudonyms alone, but nobody can be kept
from typing it elsewhere. What leaves the project has it replaced by the pseudonym, as far as this
copy knows the name.
"""

from functools import lru_cache

from ic_desktop.project.peer import Participant, participants, real_name
from ic_desktop.project.state import State
from ic_desktop.review.calling import Calling, calling


def without_names(state: State, text: str) -> str:
    """Return a text in which interviewees stand by pseudonym, whatever part of their name it has.

    How a name may be written is said in ``calling.py``.
    """
    for person in _named(state):
        found = _calling(state, person)
        if found is not None:
            text = found.replaced(text, person.pseudonym or "–")
    return text


def named_in(state: State, text: str) -> tuple[Participant, ...]:
    """Return the interviewees whose name, or a part of it, a text holds."""
    known = ((person, _calling(state, person)) for person in _named(state))
    return tuple(person for person, found in known if found is not None and found.is_in(text))


def _named(state: State) -> list[Participant]:
    """Return the interviewees whose name this copy knows, the longest names first."""
    known = [p for p in participants(state) if p.is_interviewee and real_name(state, p.id).strip()]
    return sorted(known, key=lambda p: (-len(real_name(state, p.id)), p.id))


def _calling(state: State, person: Participant) -> Calling | None:
    record = state.record("name-key", person.id)
    return _finding(real_name(state, person.id), record.text("contact") if record else "")


@lru_cache(maxsize=1000)
def _finding(name: str, contact: str) -> Calling | None:
    return calling([name], [contact])
