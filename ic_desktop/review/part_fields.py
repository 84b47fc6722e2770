"""Which fields of people and sessions a copy for one person holds.

Of an interviewee: what the work needs, and no more about who it is than they agreed to.
"""

from typing import Final

from ic_desktop.project.kinds import KINDS
from ic_desktop.project.peer import Participant, participant, parts
from ic_desktop.project.state import State
from ic_desktop.review.disclosure import FEWEST, person_confidentiality
from ic_desktop.review.lane import Lane

_CONSENT: Final = frozenset({"consent-how", "consent-when", "consent-for"})
_OF_ANYBODY: Final = frozenset(
    {"role", "pseudonym", "attribution", "confidentiality", "consent", "order"}
)
"""Of an interviewee: whom something is said by, and how it may be treated."""
_BY_ATTRIBUTION: Final = {
    "name": frozenset({"category", "function", "organisation"}),
    "role": frozenset({"category", "function", "organisation"}),
    "category": frozenset({"category"}),
}
_TELLING: Final = frozenset({"title", "note", "place"})
"""Of a session: what may say who answered."""


def is_protected_record(state: State, person: str) -> bool:
    """Tell whether somebody is an interviewee, or may be one."""
    found = participant(state, person)
    return found is not None and _is_protected(found)


def fields_of_person(state: State, person: str, lane: Lane) -> frozenset[str]:
    """Return the fields of somebody's record that a copy holds.

    One's own record is whole, and so is everybody's where the names are seen.
    """
    every = frozenset(KINDS["participant"])
    found = participant(state, person)
    if found is None or person == lane.author:
        return every
    if not _is_protected(found):
        return every - _CONSENT
    if lane.sees_names:
        return every
    if not lane.sees_confidential and person_confidentiality(state, person) == "confidential":
        return _OF_ANYBODY
    disputed = "attribution" in found.conflicts
    how = "none" if disputed else found.attribution
    typed = frozenset({"initials"}) if _is_on_the_visit(lane) else frozenset()
    return _OF_ANYBODY | typed | _BY_ATTRIBUTION.get(how, frozenset())


def fields_of_session(state: State, session: str, lane: Lane) -> frozenset[str]:
    """Return the fields of a session that a copy holds.

    Who does not go there learns neither title nor place where these could say who answered.
    """
    every = frozenset(KINDS["session"])
    open_to_them = _is_on_the_visit(lane) or lane.sees_names
    return every if open_to_them or not _could_tell(state, session) else every - _TELLING


def _could_tell(state: State, session: str) -> bool:
    """Tell whether title, place or note of a session could say who answered: where one or two did,
    or somebody who is not to be recognised."""
    answered = [
        found
        for person, part in parts(state, session).items()
        if part == "answers" and (found := participant(state, person)) and _is_protected(found)
    ]
    shy = any(person.attribution not in ("name", "role") for person in answered)
    return bool(answered) and (shy or len(answered) < FEWEST)


def _is_protected(person: Participant) -> bool:
    return person.is_interviewee or "role" in person.conflicts


def _is_on_the_visit(lane: Lane) -> bool:
    return not lane.may.isdisjoint(("capture", "visit"))
