"""When the sessions of a visit are, and what cannot be: two at once, an end before the start."""

from dataclasses import dataclass
from itertools import chain

from ic_desktop.project.peer import Session, sessions
from ic_desktop.project.state import State
from ic_desktop.review.visit import people_of


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be in a plan: somebody in two sessions at once, or an end before the start.

    ``person`` is a participant's id, "" for an end before the start (``other`` is None then).
    """

    session: Session
    other: Session | None = None
    person: str = ""


def minutes_of(time: str) -> int | None:
    """Return the minutes since midnight of "14:30"; None for what is no time of day."""
    hours, colon, rest = time.partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and rest.isascii() and rest.isdigit()):
        return None
    if len(hours) > 2 or len(rest) != 2 or int(hours) > 23 or int(rest) > 59:
        return None
    return int(hours) * 60 + int(rest)


def tidy_time(typed: str) -> str:
    """Return a time as it is kept, "14:30", from "14.30", "1430", "9" or "9 h"; "" for none."""
    text = typed.strip().lower().removesuffix("h").strip().replace(".", ":").replace("h", ":")
    if text.isascii() and text.isdigit():
        text = f"{text}:00" if len(text) <= 2 else f"{text[:-2]}:{text[-2:]}"
    found = minutes_of(text)
    return "" if found is None else f"{found // 60:02}:{found % 60:02}"


def clashes(state: State, review_id: str) -> tuple[Clash, ...]:
    """Return what cannot be in the plan, in the order of time."""
    held = sessions(state, review_id)
    found = [Clash(one) for one in held if _ends_before_start(one)]
    who = {one.id: set(chain(*people_of(state, one.id).values())) for one in held}
    for number, one in enumerate(held):
        for other in held[number + 1 :]:
            if _overlap(one, other):
                both = sorted(who[one.id] & who[other.id])
                found += [Clash(one, other, person) for person in both]
    return tuple(found)


def _ends_before_start(held: Session) -> bool:
    start, end = minutes_of(held.start), minutes_of(held.end)
    return start is not None and end is not None and end < start


def _overlap(one: Session, other: Session) -> bool:
    """Tell whether two sessions of a day share a minute; one without an end lasts one minute."""
    if not one.date or one.date != other.date:
        return False
    spans = []
    for held in (one, other):
        start, end = minutes_of(held.start), minutes_of(held.end)
        if start is None:
            return False
        spans.append((start, max(start + 1, end or 0)))
    return max(spans[0][0], spans[1][0]) < min(spans[0][1], spans[1][1])
