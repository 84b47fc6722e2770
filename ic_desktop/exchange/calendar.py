"""The schedule of a visit as a calendar (.ics, RFC 5545).

Every session keeps its UID, and its SEQUENCE counts up with each change, so a calendar that takes
the file in once more moves what it has instead of doubling it; a session that was taken off the
plan is cancelled there. Times are the place's own, without a time zone: a meeting at nine is at
nine where it takes place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from ic_desktop import __version__
from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.project.entities import Review
from ic_desktop.project.state import Record, State
from ic_desktop.review.visit_sheet import ScheduleSheet, SheetSession, schedule_sheet
from ic_desktop.review.visit_times import minutes_of

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_OF_SESSION: Final = ("session-person", "session-question", "session-enquiry")
_LARGEST_SEQUENCE: Final = 2**31 - 1
_LAST_SECOND: Final = 253_402_300_799
"""The last one of the year 9999: a clock may have been wrong."""


@dataclass(frozen=True, slots=True)
class MadeCalendar:
    """A calendar's bytes, how many sessions are in it, and how many have no date yet."""

    data: bytes
    sessions: int
    without_date: int


def calendar_of(state: State, pack: Pack, review: Review) -> MadeCalendar:
    """Return the schedule of a review's visit as a calendar; the same state gives the same bytes.

    Names leave by ``review/disclosure.py``: see ``review/visit_sheet.py``.
    """
    from icalendar import Calendar

    sheet = schedule_sheet(state, pack, review)
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//Integrating Cities Desktop//{__version__}//EN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", " – ".join(part for part in (sheet.city, sheet.review) if part))
    dated = [(held, day) for held in sheet.sessions if (day := _day(held.date)) is not None]
    for held, day in dated:
        made.add_component(_event(state, sheet, held, day))
    _add_cancelled(made, state, review.id)
    return MadeCalendar(made.to_ical(), len(dated), len(sheet.sessions) - len(dated))


def _event(state: State, sheet: ScheduleSheet, held: SheetSession, day: date) -> "Event":
    event = _stamped(state, held.id)
    event.add("summary", held.title)
    start, end = minutes_of(held.start), minutes_of(held.end)
    if start is None:
        event.add("dtstart", day)
    else:
        event.add("dtstart", _moment(day, start))
        if end is not None and end > start:
            event.add("dtend", _moment(day, end))
    if held.place.strip():
        event.add("location", held.place)
    event.add("description", _description(sheet, held))
    event.add("categories", [held.kind])
    event.add("status", "CONFIRMED")
    return event


def _add_cancelled(made: "Calendar", state: State, review_id: str) -> None:
    """Add the sessions that were taken off the plan, without their words, as cancelled."""
    for record in sorted(state.records("session").values(), key=lambda r: r.id):
        day = _day(record.text("date"))
        gone = record.scope.review == review_id and record.removal == "removed"
        if gone and day is not None:
            event = _stamped(state, record.id)
            event.add("summary", _("Cancelled"))
            event.add("dtstart", day)
            event.add("status", "CANCELLED")
            made.add_component(event)


def _stamped(state: State, session_id: str) -> "Event":
    """Return an event with what makes a calendar know it again, and know what is newer."""
    from icalendar import Event

    records = list(_behind(state, session_id))
    moments = [h.header.time for r in records for f in r.fields.values() for h in f.heads]
    depths = (max(h.header.depth for h in f.heads) for r in records for f in r.fields.values())
    seconds = min(max(moments, default=0) // 1000, _LAST_SECOND)
    changed = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=max(0, seconds))
    event = Event()
    event.add("uid", f"{session_id}@integrating-cities-desktop")
    event.add("sequence", min(sum(depths), _LARGEST_SEQUENCE))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    return event


def _behind(state: State, session_id: str) -> Iterable[Record]:
    """Yield every record that an event of a session shows something of.

    None of them ever leaves this set, and depths only grow: so the SEQUENCE never falls.
    """
    held = state.record("session", session_id)
    if held is not None:
        yield held
    prefix = session_id + "/"
    for kind in _OF_SESSION:
        yield from (r for key, r in state.records(kind).items() if key.startswith(prefix))
    people = {k[len(prefix) :] for k in state.records("session-person") if k.startswith(prefix)}
    yield from (r for key, r in state.records("participant").items() if key in people)


def _description(sheet: ScheduleSheet, held: SheetSession) -> str:
    lines = [held.kind]
    for label, people in (
        (_("Asks"), held.asks),
        (_("Answers"), held.answers),
        (_("Also there"), held.others),
    ):
        if people:
            lines.append(f"{label}: {'; '.join(people)}")
    return "\n".join([*lines, sheet.mark] if sheet.mark else lines)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(minutes // 60, minutes % 60))
