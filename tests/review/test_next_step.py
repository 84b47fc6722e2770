"""A peer review says what comes next by what is not there yet, from the first name to the reply."""

import pytest
from peer_parts import ANNA, BEN, GUEST, HOST, LEADER, Visited

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.changes import Scope
from ic_desktop.project.entities import verdict_id
from ic_desktop.project.kinds import TEAM
from ic_desktop.review import conclusions, edits, visit_edits, voices
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.review.next_step import Step, concluded, next_in_copy, next_step


@pytest.fixture
def visit(pack: Pack) -> Visited:
    made = Visited(pack)
    edits.describe_review(made.editor, made.id, {"factors": ["3", "7"]})
    return made


def _now(visit: Visited) -> Step:
    return next_step(visit.state, visit.pack, visit.review)


def _give(visit: Visited, person: str, purpose: str) -> str:
    lane = Lane(visit.id, person, PURPOSES[purpose])
    record = {"key": "0" * 64, "lane": lane.as_value(), "made": 1}
    return visit.editor.create("hand-out", {"record": record}, Scope(review=visit.id))


def _conclude(visit: Visited, factor: str) -> None:
    voices.conclude(visit.editor, visit.id, factor, {"value": "partly", "reason": "as said"})


def test_from_the_first_name_to_the_reply(visit: Visited) -> None:
    for person in (LEADER, ANNA, BEN):
        visit.editor.set("participant", person, "role", "host-staff", Scope())
    assert _now(visit).what == "people"
    visit.editor.set("participant", ANNA, "role", "peer", Scope())
    assert _now(visit).what == "plan"
    visit_edits.add_session(visit.editor, visit.id, {"title": "Parents"})
    assert _now(visit).what == "copies"
    _give(visit, HOST, "host")
    assert _now(visit).what == "copies"  # the host's is for later
    copy = _give(visit, ANNA, "peer")
    assert _now(visit).what == "notes"
    said = visit.statement("It works.", "7")
    assert _now(visit).what == "sort"
    visit.editor.set("evidence", said, "sorted", True, visit.state.records("evidence")[said].scope)
    assert _now(visit).what == "back"
    visit.editor.set("hand-out", copy, "closed", True, Scope(review=visit.id))
    for record in list(visit.state.records("hand-out").values()):
        visit.editor.set("hand-out", record.id, "closed", True, record.scope)
    assert _now(visit) == Step("judge", 0, 2)
    _conclude(visit, "7")
    assert _now(visit) == Step("judge", 1, 2) == concluded(visit.state, visit.pack, visit.review)
    _conclude(visit, "3")
    assert _now(visit).what == "conclude"
    advice = conclusions.add_recommendation(visit.editor, visit.id, "7", "Do it.")
    assert _now(visit).what == "feedback"
    about = ("verdict", verdict_id(visit.id, TEAM, "7"))
    conclusions.comment(visit.editor, visit.id, "7", about, "We see it so, too.")
    assert _now(visit).what == "report"
    visit.seal()
    assert _now(visit) == Step("reply", 0, 1)
    conclusions.reply(visit.editor, advice, {"value": "accepted"})
    assert _now(visit).what == "follow-up"
    conclusions.record_progress(visit.editor, visit.id, advice, {"state": "under-way"})
    assert _now(visit).what == "done"


def test_the_draft_comes_after_reactions_until_the_host_has_it(visit: Visited) -> None:
    for factor in ("3", "7"):
        _conclude(visit, factor)
    advice = conclusions.add_recommendation(visit.editor, visit.id, "7", "Do it.")
    conclusions.react(visit.editor, visit.id, "", ("recommendation", advice), "Good.")
    assert _now(visit).what == "draft"
    _give(visit, HOST, "host")
    assert _now(visit).what == "report"


def test_a_peer_takes_notes_judges_and_sends_the_copy_back(visit: Visited) -> None:
    lane = Lane(visit.id, ANNA, PURPOSES["peer"])

    def now() -> Step:
        return next_in_copy(visit.state, visit.pack, visit.review, lane)

    assert now().what == "notes"
    visit.statement("It works.", "7", sorted=True, speaker=GUEST)
    assert now() == Step("own", 0, 2)
    for factor in ("3", "7"):
        given = {"value": "partly", "reason": "seen"}
        voices.judge_as_peer(visit.editor, visit.id, factor, given, ANNA, held_others="blind")
    assert now().what == "send-back"


def test_the_host_comments_and_replies(visit: Visited) -> None:
    _conclude(visit, "7")
    advice = conclusions.add_recommendation(visit.editor, visit.id, "7", "Do it.")
    lane = Lane(visit.id, HOST, PURPOSES["host"])
    where = (visit.pack, visit.review, lane)
    assert next_in_copy(visit.state, *where).what == "feedback"
    about = ("verdict", verdict_id(visit.id, TEAM, "7"))
    conclusions.comment(visit.editor, visit.id, "7", about, "We see it so, too.")
    assert next_in_copy(visit.state, *where) == Step("reply", 0, 1)
    conclusions.reply(visit.editor, advice, {"value": "accepted"})
    assert next_in_copy(visit.state, *where).what == "send-back"
