"""Voices side by side: first and later verdicts, who saw what, and what a peer alone sees."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peer_parts import ANNA, BEN, HOST, LEADER, PEERS, Visited

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import SealedReview
from ic_desktop.project.concluded import MinorityView, minority_views
from ic_desktop.project.entities import verdict_id
from ic_desktop.project.kinds import CITY, TEAM, VERDICTS
from ic_desktop.review import voices as side
from ic_desktop.review.conclusions import cite
from ic_desktop.review.lane import Lane

PACK_ID = "promoting-cultural-diversity"


@pytest.fixture
def visited(pack: Pack) -> Visited:
    return Visited(pack)


def judge(visited: Visited, peer: str, held: str = "blind", **values: str | None) -> None:
    side.judge_as_peer(visited.editor, visited.id, "7", values, peer, held_others=held)


def lane_of(visited: Visited) -> Lane:
    """A hand-out for Anna."""
    return Lane(visited.id, ANNA, frozenset({"judge", "capture"}))


def held(visited: Visited, peer: str) -> side.Voice:
    return side.voice_of(visited.state, visited.id, "7", peer)


def test_voices_stand_side_by_side(visited: Visited) -> None:
    visited.judge("7", "in-place", reason="We have a plan.")
    judge(visited, ANNA, value="partly", reason="The plan is not carried out.", confidence="high")
    judge(visited, BEN, value="partly")
    visited.statement("Nobody asked us.", "7", stance="contradicts")
    found = side.voices(visited.state, visited.id, "7")
    assert (found.city.first, found.city.reason) == ("in-place", "We have a plan.")
    assert [peer.voice for peer in found.peers] == list(PEERS)
    assert [peer.now for peer in found.peers] == ["not-judged", "partly", "partly"]
    assert found.waiting == (LEADER,)
    assert found.spread.partly == 2
    assert found.spread.not_judged == 1
    assert not found.is_concluded
    assert {one.source: one.counted.contradicts for one in found.said}["interviews"] == 1


def test_after_the_opening_the_first_verdict_stays_and_the_later_one_counts(
    visited: Visited,
) -> None:
    judge(visited, ANNA, value="in-place", reason="I saw it.", confidence="low")
    side.open_consensus(visited.editor, visited.id, "7")
    judge(visited, ANNA, "open", value="partly", reason="I heard more.", confidence="high")
    anna = held(visited, ANNA)
    assert (anna.first, anna.reason, anna.confidence) == ("in-place", "I saw it.", "low")
    assert (anna.later, anna.later_reason) == ("partly", "I heard more.")
    assert (anna.now, anna.why, anna.held_others) == ("partly", "I heard more.", "blind")


def test_who_judges_only_after_the_opening_has_no_first_verdict(visited: Visited) -> None:
    side.open_consensus(visited.editor, visited.id, "7")
    judge(visited, BEN, "open", value="partly")
    assert (held(visited, BEN).first, held(visited, BEN).now) == ("not-judged", "partly")
    assert BEN not in side.voices(visited.state, visited.id, "7").waiting


def test_a_verdict_that_was_open_once_stays_open(visited: Visited) -> None:
    judge(visited, ANNA, "open", value="partly")
    judge(visited, ANNA, "blind", value="in-place")
    assert held(visited, ANNA).held_others == "open"


def test_typed_words_are_marked_with_the_copy_they_were_typed_in(visited: Visited) -> None:
    side.mark_held(visited.editor, visited.id, "7", ANNA, "open")
    assert held(visited, ANNA).held_others == ""
    judge(visited, ANNA, value="partly")
    side.mark_held(visited.editor, visited.id, "7", ANNA, "open")
    assert held(visited, ANNA).held_others == "open"


@pytest.mark.parametrize("name", ["value", "later-value"])
def test_what_copies_dispute_counts_as_not_judged(visited: Visited, name: str) -> None:
    judge(visited, ANNA, value="partly")
    key = verdict_id(visited.id, ANNA, "7")
    visited.disagree("verdict", key, name, "in-place", "not-in-place")
    anna = held(visited, ANNA)
    assert anna.now == "not-judged"
    assert name in anna.unsettled
    assert ANNA in side.voices(visited.state, visited.id, "7").waiting


def test_a_disputed_mark_of_blindness_is_not_blind(visited: Visited) -> None:
    judge(visited, ANNA, value="partly")
    key = verdict_id(visited.id, ANNA, "7")
    visited.disagree("verdict", key, "held-others", "open", "blind")
    assert held(visited, ANNA).held_others == "open"


def test_only_a_handed_out_copy_that_holds_nobody_elses_verdict_is_blind(visited: Visited) -> None:
    lane = lane_of(visited)
    here = (visited.state, visited.id, ANNA)
    assert side.held_in(*here, lane) == "blind"
    assert side.held_in(*here, None) == "open"
    assert side.held_in(*here, replace(lane, sees_verdicts=True)) == "open"
    assert side.held_in(visited.state, visited.id, BEN, lane) == "open"
    judge(visited, ANNA, value="partly")
    visited.judge("7", "in-place")
    assert side.held_in(visited.state, visited.id, ANNA, lane) == "blind"
    judge(visited, BEN, value="partly")
    assert side.holds_others(visited.state, visited.id, ANNA)
    assert side.held_in(visited.state, visited.id, ANNA, lane) == "open"


def test_the_teams_conclusion_gives_the_others_away(visited: Visited) -> None:
    side.conclude(visited.editor, visited.id, "3", {"value": "partly"})
    assert side.holds_others(visited.state, visited.id, ANNA)


def test_a_verdict_that_was_taken_back_gives_nothing_away(visited: Visited) -> None:
    judge(visited, BEN, value="partly")
    judge(visited, BEN, value=None)
    assert not side.holds_others(visited.state, visited.id, ANNA)


def test_the_conclusion_is_the_teams_and_cites_evidence(visited: Visited) -> None:
    piece = visited.statement("Nobody asked us.", "7", stance="contradicts")
    side.conclude(visited.editor, visited.id, "7", {"value": "partly", "reason": "Half done."})
    cite(visited.editor, visited.id, "7", ("verdict", verdict_id(visited.id, TEAM, "7")), piece)
    found = side.voices(visited.state, visited.id, "7")
    assert (found.team.first, found.team.reason) == ("partly", "Half done.")
    assert found.is_concluded
    assert found.cited == (piece,)
    assert found.city.first == "not-judged"


def view(visited: Visited) -> MinorityView:
    (found,) = minority_views(visited.state, visited.id, "7")
    return found


def test_a_minority_view_has_a_name_only_if_its_author_agrees(visited: Visited) -> None:
    words = {"value": "not-in-place", "text": "It is worse."}
    side.dissent(visited.editor, visited.id, "7", ANNA, words)
    assert side.minority_name(visited.state, view(visited)) == ""
    side.dissent(visited.editor, visited.id, "7", ANNA, {"name-agreed": True})
    assert side.minority_name(visited.state, view(visited)) == "Name of peer 2"
    key = verdict_id(visited.id, ANNA, "7")
    visited.disagree("minority-view", key, "name-agreed", True, False)
    assert side.minority_name(visited.state, view(visited)) == ""


Act = Callable[[Visited], object]


@pytest.mark.parametrize(
    "act",
    [
        lambda v: judge(v, ANNA, value="partly"),
        lambda v: side.mark_held(v.editor, v.id, "7", ANNA, "open"),
        lambda v: side.open_consensus(v.editor, v.id, "7"),
        lambda v: side.conclude(v.editor, v.id, "7", {"value": "partly"}),
        lambda v: side.dissent(v.editor, v.id, "7", ANNA, {"text": "No."}),
    ],
    ids=["judge", "mark", "open", "conclude", "dissent"],
)
def test_what_a_signature_closed_stays(visited: Visited, act: Act) -> None:
    visited.seal()
    with pytest.raises(SealedReview):
        act(visited)


@pytest.mark.parametrize("voice", [CITY, TEAM, ""])
def test_nobody_judges_as_a_peer_who_is_none(visited: Visited, voice: str) -> None:
    with pytest.raises(AssertionError):
        judge(visited, voice, value="partly")


def test_a_voice_of_somebody_who_is_no_peer_any_more_is_not_lost(visited: Visited) -> None:
    judge(visited, BEN, value="partly")
    record = visited.state.records("participant")[BEN]
    visited.editor.set("participant", BEN, "role", "host-staff", record.scope)
    assert side.voices_of(visited.state, visited.id) == (LEADER, ANNA, BEN)


_STEPS = st.tuples(
    st.sampled_from(PEERS),
    st.sampled_from(["value", "reason", "confidence", "open"]),
    st.sampled_from(VERDICTS),
    st.sampled_from(["blind", "open"]),
)


@given(st.lists(_STEPS, max_size=20))
def test_no_first_verdict_changes_after_the_opening(steps: list[tuple[str, str, str, str]]) -> None:
    visited = Visited(library.pack(PACK_ID))
    kept: dict[str, tuple[str, ...]] = {}
    for peer, what, verdict, mark in steps:
        if what == "open":
            side.open_consensus(visited.editor, visited.id, "7")
            kept = kept or {p: first_of(visited, p) for p in PEERS}
        else:
            value = {"value": verdict, "reason": f"because {verdict}", "confidence": "low"}[what]
            judge(visited, peer, mark, **{what: value})
        assert all(first_of(visited, p) == known for p, known in kept.items())


def first_of(visited: Visited, peer: str) -> tuple[str, ...]:
    voice = held(visited, peer)
    return (voice.first, voice.reason, voice.confidence, voice.held_others)


_WORDS = st.text("abc", min_size=6, max_size=8)


@given(
    words=st.lists(_WORDS, min_size=8, max_size=8, unique=True),
    opened=st.booleans(),
    own=st.booleans(),
)
def test_the_view_of_a_peer_alone_shows_nothing_of_others(
    words: list[str], opened: bool, own: bool
) -> None:
    visited = Visited(library.pack(PACK_ID))
    if own:
        judge(visited, ANNA, value="partly", reason="mine")
    secret = [f"secret {word}" for word in words]
    for n, peer in enumerate((LEADER, BEN)):
        judge(visited, peer, value="in-place", reason=secret[n])
    if opened:
        side.open_consensus(visited.editor, visited.id, "7")
        judge(visited, BEN, value="not-in-place", reason=secret[2])
    side.conclude(visited.editor, visited.id, "7", {"value": "in-place", "reason": secret[3]})
    side.dissent(visited.editor, visited.id, "7", BEN, {"text": secret[4]})
    side.dissent(visited.editor, visited.id, "7", ANNA, {"text": "my view"})
    seen = side.own_view(visited.state, visited.id, "7", ANNA)
    told = repr(seen)
    assert "secret" not in told
    assert LEADER not in told
    assert BEN not in told
    assert not seen.is_concluded
    assert [peer.voice for peer in seen.peers] == [ANNA]
    assert seen.peers[0].first == ("partly" if own else "not-judged")
    assert [held.text for held in seen.minority] == ["my view"]


def test_the_city_is_no_peer(visited: Visited) -> None:
    visited.judge("7", "in-place")
    assert HOST not in side.voices_of(visited.state, visited.id)
