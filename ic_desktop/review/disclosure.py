"""What may leave a project about people and what they said: the one filter that everything passes.

Report, slides, schedule, calendar, spreadsheet, Word, JSON and hand-outs all ask here. Nothing
else may name a speaker. An interviewee's name (kind "name-key") never leaves by any of them;
words given in confidence leave by none; a named peer's verdict enters no output.
"""

from collections import Counter
from typing import Final

from ic_desktop.i18n import _
from ic_desktop.project.entities import Evidence, all_evidence
from ic_desktop.project.kinds import CITY, SEVERAL, TEAM
from ic_desktop.project.peer import Participant, participant, participants, real_name
from ic_desktop.project.state import State

FEWEST: Final = 3
"""Fewer speakers than this in a category, and the category is as good as a name."""
_STRICT_FIRST: Final = ("confidential", "internal", "public")


def role_name(role: str) -> str:
    """Return what a role is called; a role that someone typed stays as it is."""
    names = {
        "host-coordinator": _("Host coordinator"),
        "expert-leader": _("Expert leader"),
        "peer": _("Peer"),
        "invited-expert": _("Invited expert"),
        "interviewee": _("Interviewee"),
        "host-staff": _("Member of the host’s staff"),
    }
    return names.get(role, role)


def screen_name(state: State, participant_id: str) -> str:
    """Return what the window calls somebody: the name if this copy holds it, else the pseudonym.

    For the screen only.
    """
    found = participant(state, participant_id)
    name = real_name(state, participant_id)
    if name or found is None:
        return name
    return found.pseudonym or found.initials or role_name(found.role)


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


def speaker_label(state: State, piece: Evidence) -> str:
    """Return how an output names the speaker of a statement; "" for not at all.

    Only a member of the team or the host's own staff can stand there by name: an interviewee's
    name is never part of what leaves, so "by name" shows the function instead.
    """
    if piece.speaker == SEVERAL:
        return _("several people")
    speaker = participant(state, piece.speaker)
    if speaker is None or speaker.consent in ("refused", "withdrawn"):
        return ""
    how = attribution_of(state, piece)
    if how == "name":
        return speaker.name or _named_by_function(speaker)
    if how == "role":
        return _named_by_function(speaker)
    return speaker.category if how == "category" else ""


def _named_by_function(speaker: Participant) -> str:
    return ", ".join(part for part in (speaker.function, speaker.organisation) if part)


def confidentiality_of(state: State, piece: Evidence) -> str:
    """Return how confidential a piece is: the stricter of its own and its speaker's.

    While that is disputed or not in this copy, confidential.
    """
    if "confidentiality" in (*piece.conflicts, *piece.withheld):
        return "confidential"
    speaker = participant(state, piece.speaker)
    own = [piece.confidentiality]
    if speaker is not None:
        if "confidentiality" in speaker.conflicts:
            return "confidential"
        own.append(speaker.confidentiality or "public")
    return next((level for level in _STRICT_FIRST if level in own), "confidential")


def may_leave(state: State, piece: Evidence) -> bool:
    """Tell whether what a piece says may stand in something that leaves the project."""
    return confidentiality_of(state, piece) != "confidential"


def is_public_voice(voice: str) -> bool:
    """Tell whether a voice's judgement may be shown as that voice's: the city's and the team's."""
    return voice in (CITY, TEAM, "")


def small_categories(state: State) -> dict[str, int]:
    """Return the categories in which fewer than three people speak, and how many do.

    In a small town such a category, or a role, is as good as a name.
    """
    used = {piece.speaker for piece in all_evidence(state)}
    people = [p for p in participants(state) if p.is_interviewee and p.category]
    spoken = Counter(p.category for p in people if p.id in used)
    return {category: n for category, n in sorted(spoken.items()) if n < FEWEST}
