"""The schedule as a calendar: the same event again, moved when it was changed, and no names."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from ic_desktop.exchange.calendar import calendar_of
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.review import people, visit_edits
from tests.review.planned import Planned, leaks, planned


@pytest.fixture
def visit() -> Planned:
    return planned()


def events(visit: Planned) -> dict[str, Any]:
    data = calendar_of(visit.state, visit.pack, visit.review).data
    found = list(Calendar.from_ical(data).walk("VEVENT"))
    assert len({str(e["uid"]) for e in found}) == len(found)
    return {str(e["uid"]).split("@")[0]: e for e in found}


def test_sessions_become_events_with_local_times(visit: Planned) -> None:
    event = events(visit)[visit.interview]
    assert event["dtstart"].dt == datetime(2026, 5, 4, 9)  # noqa: DTZ001 - a place's own time
    assert event["dtend"].dt == datetime(2026, 5, 4, 10, 30)  # noqa: DTZ001 - likewise
    assert event["dtstart"].dt.tzinfo is None
    assert "TZID" not in event["dtstart"].params
    assert "Nora Lind" in str(event["description"])
    assert "Head teacher" in str(event["description"])
    assert str(event["location"]) == "At P1, Main Street 1"


def test_a_session_without_a_time_takes_the_day_and_one_without_a_date_is_counted(
    visit: Planned,
) -> None:
    made = calendar_of(visit.state, visit.pack, visit.review)
    assert (made.sessions, made.without_date) == (2, 1)
    assert events(visit)[visit.group]["dtstart"].dt == date(2026, 5, 5)
    assert visit.undated not in events(visit)


def test_no_interviewees_name_is_in_the_file(visit: Planned) -> None:
    data = calendar_of(visit.state, visit.pack, visit.review).data
    unfolded = data.decode("utf-8").replace("\r\n ", "")
    assert leaks(unfolded) == []
    assert "x.org" not in unfolded


def test_exporting_again_changes_nothing_if_nothing_changed(visit: Planned) -> None:
    first = calendar_of(visit.state, visit.pack, visit.review)
    assert calendar_of(visit.state, visit.pack, visit.review) == first


def test_whatever_an_event_shows_makes_it_newer_when_it_changes(visit: Planned) -> None:
    interview = visit.interview
    steps: list[Callable[[], object]] = [
        lambda: visit_edits.describe_session(visit.editor, interview, {"start": "08:00"}),
        lambda: visit_edits.describe_session(visit.editor, interview, {"place": "Hall"}),
        lambda: people.describe_person(visit.editor, visit.asker, {"name": "Nora Berg"}),
        lambda: visit_edits.put_person(visit.editor, interview, visit.asker, ""),
        lambda: people.describe_person(visit.editor, visit.asked[0], {"attribution": "none"}),
    ]
    other = events(visit)[visit.group]
    before = events(visit)[interview]
    for step in steps:
        step()
        now = events(visit)[interview]
        assert str(now["uid"]) == str(before["uid"])
        assert int(now["sequence"]) > int(before["sequence"])
        before = now
    visit_edits.describe_session(visit.editor, interview, {"note": "quiet"})
    assert str(events(visit)[visit.group]["uid"]) == str(other["uid"])


def test_a_session_off_the_plan_is_cancelled_without_its_words(visit: Planned) -> None:
    before = events(visit)[visit.interview]
    visit_edits.remove_session(visit.editor, visit.interview)
    now = events(visit)[visit.interview]
    assert str(now["status"]) == "CANCELLED"
    assert int(now["sequence"]) > int(before["sequence"])
    assert "Talk" not in str(now["summary"])
    assert now.get("description") is None


def test_an_end_before_the_start_is_left_out(visit: Planned) -> None:
    visit_edits.describe_session(visit.editor, visit.interview, {"end": "08:00"})
    assert events(visit)[visit.interview].get("dtend") is None


def test_a_clock_that_was_wrong_does_not_matter(visit: Planned) -> None:
    late = Editor(visit.state, Actor("b" * 32, "e" * 32), clock=lambda: 2**52)
    visit_edits.describe_session(late, visit.interview, {"place": "Hall"})
    visit.editor = late
    assert events(visit)[visit.interview]["dtstamp"].dt.year == 9999


def test_an_empty_plan_is_an_empty_calendar(visit: Planned) -> None:
    for held in (visit.interview, visit.group, visit.undated):
        visit.editor.set("session", held, "date", None, visit.state.records("session")[held].scope)
    made = calendar_of(visit.state, visit.pack, visit.review)
    assert (made.sessions, made.without_date) == (0, 3)
    assert Calendar.from_ical(made.data).walk("VEVENT") == []
