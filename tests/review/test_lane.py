"""What may be done in a copy: by kind, voice, key factor and session; nothing by default."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.changes import Header, Scope
from ic_desktop.project.kinds import CITY, KINDS, TEAM
from ic_desktop.review.lane import MAY, PURPOSES, Lane, lane_of, may_change, purpose_of

R, ME, OTHER = "r" * 32, "a" * 32, "b" * 32


def header(kind: str, scope: Scope, *, entity: str = "x", author: str = ME) -> Header:
    return Header(kind, entity, "text", scope, (), author, "d" * 32, 0, 1, "e" * 32, "0" * 64)


def lane(*may: str, factors: tuple[str, ...] = (), sessions: tuple[str, ...] = ()) -> Lane:
    return Lane(R, ME, frozenset(may), factors, sessions)


def test_a_peer_judges_in_no_voice_but_their_own() -> None:
    peer = lane(*PURPOSES["peer"])
    for voice, may in ((ME, True), (OTHER, False), (CITY, False), (TEAM, False)):
        assert may_change(peer, header("verdict", Scope(R, voice, "7"))) is may


def test_nobody_writes_in_another_s_name_or_another_review() -> None:
    peer = lane(*MAY)
    assert may_change(peer, header("verdict", Scope(R, ME, "7")))
    assert not may_change(peer, header("verdict", Scope(R, ME, "7"), author=OTHER))
    assert not may_change(peer, header("verdict", Scope("s" * 32, ME, "7")))


def test_key_factors_and_sessions_bound_what_may_change() -> None:
    some = lane("capture", "judge", factors=("7",), sessions=("s1",))
    assert may_change(some, header("link", Scope(R, factor="7", session="s1")))
    assert not may_change(some, header("link", Scope(R, factor="8", session="s1")))
    assert not may_change(some, header("link", Scope(R, factor="7", session="s2")))


def test_who_fills_in_a_part_does_not_describe_the_city() -> None:
    assert may_change(lane("assess"), header("project", Scope()))
    assert not may_change(lane("assess", factors=("7",)), header("project", Scope()))


@pytest.mark.parametrize(
    "kind", ["erasure", "seal", "hand-out", "hand-out-return", "review", "new"]
)
def test_some_kinds_come_from_no_lane(kind: str) -> None:
    assert not may_change(lane(*MAY), header(kind, Scope(R)))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_lane_without_any_permission_changes_nothing_but_one_s_own_record(kind: str) -> None:
    assert not may_change(lane(), header(kind, Scope(R, ME, "7", "s1")))


@given(
    may=st.sets(st.sampled_from(MAY)),
    factors=st.lists(st.text(max_size=3), max_size=3),
    sees=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    largest=st.integers(-1, 2**40),
)
def test_a_lane_comes_back_as_it_was(
    may: set[str], factors: list[str], sees: tuple[bool, bool, bool], largest: int
) -> None:
    made = Lane(R, ME, frozenset(may), tuple(factors), (), *sees, largest)
    assert lane_of(made.as_value()) == made


@pytest.mark.parametrize("wrong", [None, 1, {}, {"may": "all"}, []])
def test_what_is_no_lane_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="no lane"):
        lane_of(wrong)


def test_what_this_version_does_not_know_allows_nothing() -> None:
    value = lane("judge").as_value()
    value["may"] = ["judge", "fly"]
    assert lane_of(value).may == {"judge"}


def test_a_purpose_is_known_by_what_it_allows() -> None:
    assert purpose_of(lane(*PURPOSES["peer"])) == "peer"
    assert purpose_of(replace(lane("judge"))) == ""
