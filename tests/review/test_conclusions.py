"""Strengths, recommendations and what is said to them: scopes, order, sealing, replies, rights."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.errors import SealedReview
from ic_desktop.i18n import catalogue
from ic_desktop.project import concluded, peer
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.seal import seal_review, touches_sealed
from ic_desktop.project.state import State
from ic_desktop.review import advice, conclusions, edits
from ic_desktop.review.lane import Lane, may_change


def advise(town: Any, factor: str, text: str, **values: Any) -> str:
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return conclusions.add_recommendation(town.editor, town.id, factor, text, named)


def seal(town: Any) -> None:
    seal_review(town.editor, town.id, pdf_sha256="5" * 64, signer="A", fingerprint="6" * 64, at=9)


def texts(town: Any) -> list[str]:
    return [one.recommendation.text for one in advice.advised(town.state, town.id)]


def test_each_part_says_whose_it_is(town: Any) -> None:
    strength = conclusions.add_strength(town.editor, town.id, "7", "Trainees reflect the town")
    advised = advise(town, "7", "Advertise in plain words", why="Few apply", priority="high")
    piece = town.evidence("Minutes")
    conclusions.cite(town.editor, town.id, "7", ("recommendation", advised), piece)
    conclusions.reply(town.editor, advised, {"value": "partly", "reason": "From 2027"})
    comment = conclusions.comment(
        town.editor, town.id, "7", ("recommendation", advised), "We do so already"
    )
    conclusions.answer_comment(town.editor, comment, {"value": "not-corrected", "text": "Not seen"})
    conclusions.react(town.editor, town.id, "s1", ("strength", strength), "Glad to hear")
    conclusions.record_progress(town.editor, town.id, advised, {"state": "under-way"})
    team, city = Scope(town.id, TEAM, "7"), Scope(town.id, "city", "7")
    expected = {
        "strength": team,
        "recommendation": team,
        "citation": team,
        "comment-answer": team,
        "reply": city,
        "comment": city,
        "reaction": Scope(review=town.id, session="s1"),
        "progress": Scope(review=town.id),
    }
    held = {
        kind: {c.header.scope for c in town.editor.changes if c.header.kind == kind}
        for kind in expected
    }
    assert held == {kind: {scope} for kind, scope in expected.items()}


def test_a_host_may_reply_and_comment_and_nothing_else(town: Any) -> None:
    advised = advise(town, "7", "Advertise in plain words")
    host = "c" * 32
    lane = Lane(town.id, host, frozenset({"comment", "reply"}), sees_verdicts=True)
    copy = Editor(town.state, Actor(host, "e" * 32))
    conclusions.reply(copy, advised, {"value": "accepted"})
    comment = conclusions.comment(copy, town.id, "7", ("recommendation", advised), "Yes")
    conclusions.answer_comment(copy, comment, {"value": "corrected"})
    conclusions.describe(copy, "recommendation", advised, {"text": "Nothing at all"})
    taken = {c.header.kind for c in copy.changes if may_change(lane, c.header)}
    assert taken == {"reply", "comment"}
    rights = advice.rights_of(lane)
    assert (rights.reply, rights.comment, rights.conclude, rights.follow_up) == (
        True,
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("may", "verdicts", "sees"),
    [
        ({"judge", "capture"}, False, False),
        ({"judge", "capture"}, True, True),
        ({"reply"}, False, True),
        ({"conclude"}, False, True),
    ],
)
def test_who_sees_the_conclusions(may: set[str], verdicts: bool, sees: bool) -> None:
    lane = Lane("r", "a" * 32, frozenset(may), sees_verdicts=verdicts)
    assert advice.sees_conclusions(lane) is sees
    assert advice.sees_conclusions(None)


def test_recommendations_carry_all_that_belongs_to_them(town: Any) -> None:
    first = advise(town, "7", "One", factors=["8", "7"], to_whom="Personnel office")
    second = advise(town, "8", "Two")
    piece = town.evidence("Minutes")
    conclusions.cite(town.editor, town.id, "7", ("recommendation", first), piece)
    conclusions.record_progress(
        town.editor, town.id, first, {"date": "2028-01-01", "state": "done", "text": "It runs"}
    )
    conclusions.record_progress(
        town.editor, town.id, first, {"date": "2027-01-01", "state": "under-way"}
    )
    conclusions.react(town.editor, town.id, "", ("recommendation", first), "Good", said_at=5)
    one, two = advice.advised(town.state, town.id)
    assert (one.number, one.recommendation.factors, one.cited) == (1, ("7", "8"), (piece,))
    assert [step.state for step in one.steps] == ["under-way", "done"], "history is kept"
    assert (one.state, two.state) == ("done", "")
    assert [reaction.text for reaction in one.reactions] == ["Good"]
    assert [a.recommendation.id for a in advice.advised(town.state, town.id, "8")] == [
        first,
        second,
    ]
    assert advice.advised(town.state, town.id, "8")[1].number == 2, "numbers count throughout"
    conclusions.cite(town.editor, town.id, "7", ("recommendation", first), piece, cites=False)
    assert advice.advised(town.state, town.id)[0].cited == ()


def test_no_reply_yet_is_said_until_there_is_one(town: Any) -> None:
    advised = advise(town, "7", "One")
    waiting = advice.without_reply(town.state, town.id)
    assert [one.recommendation.id for one in waiting] == [advised]
    words = catalogue("en")
    assert advice.reply_word(words, waiting[0].answered) == "No reply yet"
    seal(town)
    values = {"value": "not-accepted", "authority": "Town council", "date": "2027-03-01"}
    conclusions.reply(town.editor, advised, values)
    [one] = advice.advised(town.state, town.id)
    assert one.answered == "not-accepted"
    assert advice.reply_details(one.reply, "1 March 2027") == "Town council, 1 March 2027"
    assert advice.without_reply(town.state, town.id) == ()


def test_replies_that_differ_are_no_reply_of_either_kind(town: Any) -> None:
    advised = advise(town, "7", "One")
    town.disagree("reply", advised, "value", "accepted", "not-accepted")
    [one] = advice.advised(town.state, town.id)
    assert advice.reply_word(catalogue("en"), one.answered) == "Replies that differ"


def test_a_signature_closes_the_conclusions_and_leaves_the_answers_open(town: Any) -> None:
    strength = conclusions.add_strength(town.editor, town.id, "7", "Good")
    advised = advise(town, "7", "One")
    seal(town)
    state = town.state
    refused: list[Callable[[], object]] = [
        lambda: conclusions.add_strength(town.editor, town.id, "7", "More"),
        lambda: advise(town, "7", "More"),
        lambda: conclusions.describe(town.editor, "strength", strength, {"text": "Other"}),
        lambda: conclusions.withdraw(town.editor, "recommendation", advised),
        lambda: conclusions.move(town.editor, "recommendation", advised, ""),
        lambda: conclusions.cite(town.editor, town.id, "7", ("strength", strength), "x"),
    ]
    for work in refused:
        with pytest.raises(SealedReview):
            work()
    before = len(town.editor.changes)
    conclusions.reply(town.editor, advised, {"value": "accepted"})
    conclusions.record_progress(town.editor, town.id, advised, {"state": "done"})
    comment = conclusions.comment(town.editor, town.id, "7", ("strength", strength), "Thanks")
    conclusions.answer_comment(town.editor, comment, {"value": "corrected"})
    conclusions.react(town.editor, town.id, "", ("", ""), "Thanks to all")
    assert not touches_sealed(state, town.editor.changes[before:])
    assert len(town.editor.changes) > before


def test_what_was_taken_out_stays_out_and_its_reply_on_file(town: Any) -> None:
    advised = advise(town, "7", "One")
    conclusions.reply(town.editor, advised, {"value": "accepted"})
    conclusions.withdraw(town.editor, "recommendation", advised, "Said twice")
    assert advice.advised(town.state, town.id) == ()
    conclusions.describe(town.editor, "recommendation", advised, {"text": "Again"})
    assert town.state.records("recommendation")[advised].text("text") == "One"
    assert concluded.reply(town.state, advised).value == "accepted"


def test_comments_are_tied_to_findings_and_answered(town: Any) -> None:
    edits.judge(town.editor, town.id, "7", {"value": "partly"}, TEAM)
    strength = conclusions.add_strength(town.editor, town.id, "8", "Good")
    known = advice.findings(town.state, town.id, town.pack.factors)
    assert [one.mark for one in known] == ["F7", "S1"], "as the draft calls them"
    assert [one.kind for one in known] == ["verdict", "strength"], "only what was concluded"
    comment = conclusions.comment(town.editor, town.id, "7", known[0].key, "It is in place")
    [waiting] = advice.unanswered(town.state, town.id)
    assert (waiting.id, waiting.about) == (comment, f"{town.id}/team/7")
    about = advice.finding(known, waiting.about_kind, waiting.about)
    assert about is not None
    assert about.factor == "7"
    conclusions.answer_comment(
        town.editor, comment, {"value": "corrected", "text": "You are right"}
    )
    assert advice.unanswered(town.state, town.id) == ()
    conclusions.withdraw(town.editor, "strength", strength)
    fewer = advice.findings(town.state, town.id, town.pack.factors)
    assert advice.finding(fewer, "strength", strength) is None
    conclusions.take_back(town.editor, "comment", comment)
    assert concluded.comments(town.state, town.id) == []


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=20))
def test_moving_gives_the_order_that_was_asked_for(moves: list[tuple[int, int]]) -> None:
    editor = Editor(State(), Actor("a" * 32, "d" * 32))
    ids = [conclusions.add_recommendation(editor, "r", "1", str(n)) for n in range(6)]
    for which, to in moves:
        moved, before = ids[which], ids[to] if to < 6 else ""
        conclusions.move(editor, "recommendation", moved, before)
        if moved != before:
            ids.remove(moved)
            ids.insert(ids.index(before) if before else len(ids), moved)
        assert [one.id for one in concluded.recommendations(editor.state, "r")] == ids


def test_neighbours_of_two_copies_with_one_key_can_be_parted(town: Any) -> None:
    mine, theirs = advise(town, "7", "Mine"), advise(town, "7", "Theirs")
    last = advise(town, "7", "Last")
    scope = concluded.team_scope(town.id, "7")
    for entity in (mine, theirs):
        town.editor.set("recommendation", entity, "order", "a5", scope)
    town.editor.set("recommendation", last, "order", "a6", scope)
    first, second = sorted((mine, theirs))
    conclusions.move(town.editor, "recommendation", last, second)
    held = [one.id for one in concluded.recommendations(town.state, town.id)]
    assert held == [first, last, second]


def test_the_feedback_session_is_found(town: Any) -> None:
    assert advice.feedback_session(town.state, town.id) == ""
    for kind, day in (("interview", "2027-01-03"), ("feedback", "2027-01-04")):
        town.editor.create(
            "session", {"kind": kind, "date": day}, Scope(review=town.id, session="x")
        )
    found = advice.feedback_session(town.state, town.id)
    held = peer.session(town.state, found)
    assert held is not None
    assert held.kind == "feedback"
