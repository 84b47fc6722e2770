"""Who said something, in which session and when, in one line for the screen."""

from datetime import UTC, datetime

from ic_desktop.i18n import _
from ic_desktop.project.entities import Evidence
from ic_desktop.project.kinds import SEVERAL
from ic_desktop.project.peer import Session, session
from ic_desktop.project.state import State
from ic_desktop.review import labels
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.naming import word
from ic_desktop.ui.formats import clock


def session_title(held: Session) -> str:
    """Return what a session is called: its kind and title."""
    kind = word(labels.SESSION_KINDS, held.kind)
    title = held.title.strip()
    return _("{kind}: {title}").format(kind=kind, title=title) if title else kind


def time_of(moment: int) -> str:
    """Return the time of day of a moment in ms since 1970, "" for none."""
    return clock(datetime.fromtimestamp(moment / 1000, UTC).astimezone()) if moment else ""


def speaker_of(state: State, piece: Evidence) -> str:
    """Return who said something, as this copy may name them on the screen; "" for nobody yet."""
    if piece.form == "remark":
        return _("remark of the team")
    return _("several people") if piece.speaker == SEVERAL else screen_name(state, piece.speaker)


def said_line(state: State, piece: Evidence) -> str:
    """Return speaker, session and time of what belongs to a session; "" for other evidence."""
    held = session(state, piece.session)
    if held is None:
        return ""
    parts = (speaker_of(state, piece), session_title(held), time_of(piece.said_at))
    return " · ".join(part for part in parts if part)
