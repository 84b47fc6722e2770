"""Names that were typed where none belongs: "Interview with Ms Yilmaz" as a session's title.

An interviewee's name stands in the list that resolves pseudonyms alone, but nobody can be kept
from typing it elsewhere. What leaves the project has it replaced by the pseudonym, as far as this
copy knows the name.
"""

from collections.abc import Callable
from functools import lru_cache

from ic_desktop.project.peer import Participant, participants, real_name
from ic_desktop.project.state import State
from ic_desktop.review.calling import Calling, calling


def without_names(state: State, text: str) -> str:
    """Return a text in which interviewees stand by pseudonym, whatever part of their name it has.

    How a name may be written is said in ``calling.py``.
    """
    return hiding(state)(text)


def hiding(state: State) -> Callable[[str], str]:
    """Return what does as :func:`without_names` for many texts of one state."""
    people = [(_known_as(state, person), person.pseudonym or "–") for person in _named(state)]
    anybody = _finding(*(tuple(part) for part in zip(*(who for who, _ in people), strict=True)))

    def hide(text: str) -> str:
        if anybody is None or not anybody.is_in(text):
            return text
        for (name, contact), pseudonym in people:
            found = _finding((name,), (contact,))
            text = text if found is None else found.replaced(text, pseudonym)
        return text

    return hide


def named_in(state: State, text: str) -> tuple[Participant, ...]:
    """Return the interviewees whose name, or a part of it, a text holds."""
    known = ((person, _calling(state, person)) for person in _named(state))
    return tuple(person for person, found in known if found is not None and found.is_in(text))


def _named(state: State) -> list[Participant]:
    """Return the interviewees whose name this copy knows, the longest names first."""
    known = [p for p in participants(state) if p.is_interviewee and real_name(state, p.id).strip()]
    return sorted(known, key=lambda p: (-len(real_name(state, p.id)), p.id))


def _calling(state: State, person: Participant) -> Calling | None:
    name, contact = _known_as(state, person)
    return _finding((name,), (contact,))


def _known_as(state: State, person: Participant) -> tuple[str, str]:
    """Return somebody's name, and how they are reached."""
    record = state.record("name-key", person.id)
    return real_name(state, person.id), record.text("contact") if record else ""


@lru_cache(maxsize=1000)
def _finding(names: tuple[str, ...] = (), contacts: tuple[str, ...] = ()) -> Calling | None:
    return calling(names, contacts)
