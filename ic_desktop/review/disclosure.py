"""What may leave a project about people and what they said: the one filter that everything passes.

Report, slides, schedule, calendar, spreadsheet, Word, JSON and hand-outs all ask here. Nothing
else may name a speaker. An interviewee's name (kind "name-key") never leaves by any of them;
words given in confidence leave by none; a named peer's verdict enters no output.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from ic_desktop.i18n import N_, Catalogue, current
from ic_desktop.project.entities import Evidence, all_evidence, evidence
from ic_desktop.project.kinds import CITY, SEVERAL, TEAM
from ic_desktop.project.peer import Participant, participant, participants, real_name
from ic_desktop.project.state import Record, State
from ic_desktop.review.folded import fold_text
from ic_desktop.review.memo import Memo

FEWEST: Final = 3
"""Fewer speakers than this in a category, and the category is as good as a name."""
_STRICT_FIRST: Final = ("confidential", "internal", "public")
_DECIDING: Final = frozenset({"confidentiality", "speaker", "goes-with"})
"""Fields of evidence on which it depends whether its words may leave."""


_ROLES: Final = {
    "host-coordinator": N_("Host coordinator"),
    "expert-leader": N_("Expert leader"),
    "peer": N_("Peer"),
    "invited-expert": N_("Invited expert"),
    "interviewee": N_("Interviewee"),
    "host-staff": N_("Member of the host’s staff"),
}
_SEVERAL_PEOPLE: Final = N_("several people")


def role_name(role: str, words: Catalogue | None = None) -> str:
    """Return what a role is called; a role that someone typed stays as it is.

    ``words``: the language of what it stands in, the interface's if None.
    """
    return (words or current()).gettext(_ROLES[role]) if role in _ROLES else role


def screen_name(state: State, participant_id: str) -> str:
    """Return what the window calls somebody: whom one asks by pseudonym, everybody else by name.

    For the screen only, which is projected where the team meets. The page of people alone says
    who a pseudonym is: see :func:`name_among_people`.
    """
    found = participant(state, participant_id)
    if found is None:
        return ""
    return name_that_leaves(found) or found.pseudonym or found.initials or role_name(found.role)


def name_among_people(state: State, participant_id: str) -> str:
    """Return what the page of people calls somebody: the name if this copy holds it.

    For that page, and for finding somebody by what is typed; shown nowhere else.
    """
    return real_name(state, participant_id) or screen_name(state, participant_id)


def attribution_of(state: State, piece: Evidence) -> str:
    """Return how a statement may be attributed: its own choice, else its speaker's, else none.

    While copies disagree on it, none.
    """
    if "attribution" in (*piece.conflicts, *piece.withheld):
        return "none"
    speaker = participant(state, piece.speaker)
    if speaker is not None and "attribution" in speaker.conflicts:
        return "none"
    return piece.attribution or (speaker.attribution if speaker else "") or "none"


def speaker_label(state: State, piece: Evidence, words: Catalogue | None = None) -> str:
    """Return how an output names the speaker of a statement; "" for not at all.

    Only a member of the team or the host's own staff can stand there by name: an interviewee's
    name is never part of what leaves, so "by name" shows the function instead, and function or
    category only where enough speakers share it: see :func:`gives_away`. ``words``: the language
    of the output, the interface's if None.
    """
    if "speaker" in (*piece.conflicts, *piece.withheld):
        return ""
    if piece.speaker == SEVERAL:
        return (words or current()).gettext(_SEVERAL_PEOPLE)
    return _label(state, participant(state, piece.speaker), attribution_of(state, piece))


def person_label(state: State, participant_id: str) -> str:
    """Return how an output names somebody who said something, as they chose; "" for not at all."""
    found = participant(state, participant_id)
    if found is None or "attribution" in found.conflicts:
        return ""
    return _label(state, found, found.attribution or "none")


def _label(state: State, speaker: Participant | None, how: str) -> str:
    if speaker is None or _keeps_silent(speaker) or gives_away(state, speaker, how):
        return ""
    if how == "name":
        return name_that_leaves(speaker) or function_of(speaker)
    if how == "role":
        return function_of(speaker)
    return speaker.category if how == "category" else ""


@dataclass(frozen=True, slots=True)
class TooFew:
    """How somebody's words are to be attributed, shared with so few that it is as good as a name.

    ``how`` is "role" or "category", ``words`` the role or category, ``count`` who shares it.
    """

    how: str
    words: str
    count: int


def gives_away(state: State, person: Participant, how: str) -> TooFew | None:
    """Return how an attribution (name, role, category, none) gives somebody away, None if not.

    Only whom one asks can be given away. Counted are those who spoke, once they did; before,
    those who are on the list. In a small town a role is a name, so "by name", which shows an
    interviewee's role, counts like a role.
    """
    team = not person.is_interviewee and "role" not in person.conflicts
    if team or how not in ("name", "role", "category"):
        return None
    by = "category" if how == "category" else "role"
    words = person.category if by == "category" else function_of(person)
    if not words:
        return None
    spoke = who_spoke(state)
    like = [p for p in participants(state) if p.is_interviewee and _same(p, by, words)]
    if person.id in spoke:
        like = [p for p in like if p.id in spoke]
    return TooFew(by, words, len(like)) if len(like) < FEWEST else None


def who_spoke(state: State) -> frozenset[str]:
    """Return who said something that was taken down: their ids."""
    speakers = _SPEAKERS.of(state.records("evidence")).values()
    return frozenset(speakers) - {""}


def _speaker_in(record: Record) -> str:
    return "" if record.removal == "removed" else record.text("speaker")


_SPEAKERS: Final = Memo(_speaker_in)


def function_of(person: Participant) -> str:
    """Return somebody's function and organisation as one line."""
    return ", ".join(part for part in (person.function, person.organisation) if part)


def _same(person: Participant, by: str, words: str) -> bool:
    own = person.category if by == "category" else function_of(person)
    return fold_text(own) == fold_text(words)


def name_that_leaves(person: Participant) -> str:
    """Return somebody's name if an output may hold it: never an interviewee's, nor one whose
    role copies dispute."""
    return "" if person.is_interviewee or "role" in person.conflicts else person.name


def _keeps_silent(speaker: Participant) -> bool:
    """True for who did not consent, or where copies disagree on it."""
    return speaker.consent in ("refused", "withdrawn") or "consent" in speaker.conflicts


def confidentiality_of(state: State, piece: Evidence) -> str:
    """Return how confidential a piece is: the stricter of its own and its speaker's.

    A photo that goes with a statement is as confidential as that. While any of it is disputed, not
    in this copy or of a level unknown here, confidential; and so is what somebody said who did not
    consent, or of whom this copy knows nothing.
    """
    if not _DECIDING.isdisjoint((*piece.conflicts, *piece.withheld)):
        return "confidential"
    levels = [_level(state.record("evidence", piece.id))]
    if piece.goes_with and piece.goes_with != piece.id:
        whole = evidence(state, piece.goes_with)
        # A photo of a photo is nothing that the program makes, so it is not followed for ever.
        whole = whole if whole is None or not whole.goes_with else None
        levels.append("confidential" if whole is None else confidentiality_of(state, whole))
    if piece.speaker and piece.speaker != SEVERAL:
        levels.append(person_confidentiality(state, piece.speaker))
    return stricter(piece.confidentiality, *levels)


def person_confidentiality(state: State, participant_id: str) -> str:
    """Return how confidential what a person says is, unless a statement is stricter itself."""
    record = state.record("participant", participant_id)
    speaker = participant(state, participant_id)
    if record is None or speaker is None or _keeps_silent(speaker):
        return "confidential"
    return _level(record)


def _level(record: Record | None) -> str:
    """Return the level that a record gives, "public" if none, "confidential" if it is unclear."""
    held = None if record is None else record.fields.get("confidentiality")
    if held is None:
        return "public"
    unread = held.value is None and any(h.body is None or h.body.value for h in held.heads)
    if held.in_conflict or held.missing or unread:
        return "confidential"
    return str(held.value or "public")


def stricter(*levels: str) -> str:
    """Return the strictest of levels of confidentiality; one that is unknown is confidential."""
    if not set(levels) <= set(_STRICT_FIRST):
        return "confidential"
    return next(level for level in _STRICT_FIRST if level in levels)


def level_may_leave(level: str) -> bool:
    """Tell whether what has this level of confidentiality may leave the project."""
    return stricter(level) != "confidential"


def may_leave(state: State, piece: Evidence) -> bool:
    """Tell whether what a piece says may stand in something that leaves the project."""
    return level_may_leave(confidentiality_of(state, piece))


def is_public_voice(voice: str) -> bool:
    """Tell whether a voice's judgement may be shown as that voice's: the city's and the team's."""
    return voice in (CITY, TEAM, "")


def name_is_agreed(state: State, minority_view: str) -> bool:
    """Tell whether the author of a minority view agrees to be named, in every copy."""
    held = state.field(("minority-view", minority_view, "name-agreed"))
    return held is not None and all(h.body is not None and h.body.value is True for h in held.heads)


def small_categories(state: State) -> dict[str, int]:
    """Return the categories in which fewer than three people speak, and how many do.

    In a small town such a category, or a role, is as good as a name.
    """
    used = {piece.speaker for piece in all_evidence(state)}
    people = [p for p in participants(state) if p.is_interviewee and p.category]
    spoken = Counter(p.category for p in people if p.id in used)
    return {category: n for category, n in sorted(spoken.items()) if n < FEWEST}
