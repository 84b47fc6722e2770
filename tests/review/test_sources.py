"""Where evidence comes from, and joined doubles as one piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peer_parts import ANNA, HOST, LEADER, Visited

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.entities import Evidence, all_evidence, evidence
from ic_desktop.review.sources import SOURCES, Said, main_piece, said, source_of


@pytest.fixture
def visited(pack: Pack) -> Visited:
    return Visited(pack)


def by_source(visited: Visited, factor: str) -> dict[str, Said]:
    return {one.source: one for one in said(visited.state, visited.id, factor)}


def kind_of(visited: Visited, piece: str) -> str:
    found = evidence(visited.state, piece)
    assert found is not None
    return source_of(visited.state, found)


def test_what_the_city_added_stands_for_the_city(visited: Visited) -> None:
    own = visited.evidence("Plan", type="document")
    visited.sits("e" * 32)
    unknown = visited.evidence("From nobody known", type="document")
    visited.sits(ANNA)
    found = visited.evidence("Press release", type="document")
    seen = visited.evidence("The signs are in one language", type="observation")
    heard = visited.statement("We have no money.")
    kinds = [kind_of(visited, piece) for piece in (own, unknown, found, seen, heard)]
    assert kinds == ["city", "city", "documents", "observation", "interviews"]


def test_what_the_team_itself_says_is_no_interview(visited: Visited) -> None:
    remark = visited.statement("The door is hard to find.", form="remark")
    of_a_peer = visited.statement("We do it so at home.", speaker=ANNA)
    of_the_host = visited.statement("We have no money.", speaker=HOST)
    kinds = [kind_of(visited, piece) for piece in (remark, of_a_peer, of_the_host)]
    assert kinds == ["observation", "observation", "interviews"]


def test_a_peer_who_corrects_a_title_does_not_make_the_document_his(visited: Visited) -> None:
    own = visited.evidence("Plan", type="document")
    visited.sits(LEADER)
    visited.editor.set(
        "evidence", own, "title", "Action plan", visited.state.records("evidence")[own].scope
    )
    assert kind_of(visited, own) == "city"


def test_every_source_is_there_also_when_it_is_silent(visited: Visited) -> None:
    visited.link(visited.evidence("Plan"), "7")
    found = said(visited.state, visited.id, "7")
    assert [one.source for one in found] == list(SOURCES)
    assert [one.is_silent for one in found] == [False, True, True, True]
    assert found[0].takes_sides


def test_background_takes_no_side(visited: Visited) -> None:
    visited.statement("It is a river town.", "7", stance="background")
    interviews = by_source(visited, "7")["interviews"]
    assert not interviews.takes_sides
    assert not interviews.is_silent


def test_joined_statements_count_once(visited: Visited) -> None:
    one = visited.statement("The forms are too long.", "7", stance="contradicts")
    double = visited.statement("Forms: too long!", "7", stance="contradicts")
    scope = visited.state.records("evidence")[double].scope
    assert by_source(visited, "7")["interviews"].counted.contradicts == 2
    visited.editor.set("evidence", double, "joined-into", one, scope)
    interviews = by_source(visited, "7")["interviews"]
    assert interviews.counted.contradicts == 1
    assert [piece.evidence.id for piece in interviews.pieces] == [one]
    assert [held.id for held in interviews.pieces[0].doubles] == [double]
    assert len(interviews.pieces[0].links) == 2


def test_what_a_double_says_to_another_factor_is_said_by_the_piece(visited: Visited) -> None:
    one = visited.statement("The forms are too long.", "7", stance="contradicts")
    double = visited.statement("Forms: too long!", "3", stance="supports")
    scope = visited.state.records("evidence")[double].scope
    visited.editor.set("evidence", double, "joined-into", one, scope)
    found = by_source(visited, "3")["interviews"]
    assert [piece.evidence.id for piece in found.pieces] == [one]
    assert found.pieces[0].stances == ("supports",)


def test_what_was_joined_into_something_removed_stands_for_itself(visited: Visited) -> None:
    one = visited.statement("The forms are too long.")
    double = visited.statement("Forms: too long!", "7")
    scope = visited.state.records("evidence")[double].scope
    visited.editor.set("evidence", double, "joined-into", one, scope)
    visited.editor.remove("evidence", one, "wrong")
    found = by_source(visited, "7")["interviews"]
    assert [piece.evidence.id for piece in found.pieces] == [double]


@given(joined=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_pieces_that_lead_to_each_other_have_one_main_piece(joined: list[int]) -> None:
    visited = Visited(library.pack("promoting-cultural-diversity"))
    made = [visited.statement(f"said {n}") for n in range(6)]
    for n, into in enumerate(joined):
        scope = visited.state.records("evidence")[made[n]].scope
        visited.editor.set("evidence", made[n], "joined-into", made[into], scope)
    known: dict[str, Evidence] = {piece.id: piece for piece in all_evidence(visited.state)}
    for n, into in enumerate(joined):
        mine = main_piece(known, known[made[n]])
        assert mine.id == main_piece(known, known[made[into]]).id
        assert main_piece(known, mine).id == mine.id


def test_nobody_who_only_speaks_is_of_the_team(visited: Visited) -> None:
    visited.sits(HOST)
    assert kind_of(visited, visited.evidence("Plan", type="figure")) == "city"
