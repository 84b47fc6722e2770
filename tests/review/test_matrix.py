"""The evidence matrix: what rests on one source, what is contradicted, what nobody spoke of."""

import pytest
from peer_parts import ANNA, HOST, Visited

from ic_desktop.benchmark.pack import Pack
from ic_desktop.review.matrix import MatrixRow, matrix, with_flag


@pytest.fixture
def visited(pack: Pack) -> Visited:
    return Visited(pack)


def row(visited: Visited, factor: str = "7") -> MatrixRow:
    rows = matrix(visited.state, visited.pack, visited.review)
    return next(one for one in rows if one.factor.id == factor)


def test_there_is_a_row_for_each_key_factor_in_scope(visited: Visited) -> None:
    visited.editor.set(
        "review",
        visited.id,
        "factors",
        ["3", "7"],
        visited.state.records("review")[visited.id].scope,
    )
    rows = matrix(visited.state, visited.pack, visited.review)
    assert [one.factor.id for one in rows] == ["3", "7"]


def test_each_source_is_counted_for_itself(visited: Visited) -> None:
    visited.judge("7", "in-place")
    visited.link(visited.evidence("Plan", type="document"), "7")
    visited.sits(ANNA)
    visited.link(visited.evidence("Study", type="document"), "7", stance="contradicts")
    visited.link(visited.evidence("One language", type="observation"), "7", stance="background")
    visited.statement("It works.", "7")
    visited.statement("It does not.", "7", stance="contradicts")
    found = row(visited)
    counts = {c.source: (c.counted.supports, c.counted.contradicts) for c in found.cells}
    assert counts == {
        "city": (1, 0),
        "documents": (0, 1),
        "interviews": (1, 1),
        "observation": (0, 0),
    }
    assert found.cell("observation").counted.background == 1
    assert found.city.first == "in-place"
    assert found.flags == ("contradicted",)


def test_what_rests_on_one_source_is_marked(visited: Visited) -> None:
    visited.link(visited.evidence("Plan"), "7")
    visited.statement("A river town.", "7", stance="background")
    assert row(visited).flags == ("one-source",)
    visited.statement("It works.", "7")
    assert row(visited).flags == ()


def test_what_nobody_spoke_of_is_marked(visited: Visited) -> None:
    visited.link(visited.evidence("Plan"), "7")
    visited.sits(ANNA)
    visited.link(visited.evidence("Study"), "7")
    assert row(visited).flags == ("not-spoken-of",)


def test_where_nothing_is_said_nothing_rests_on_a_source(visited: Visited) -> None:
    assert row(visited).flags == ("not-spoken-of",)


def test_rows_can_be_chosen_by_what_is_to_be_looked_at(visited: Visited) -> None:
    visited.sits(HOST)
    visited.statement("It does not.", "7", stance="contradicts")
    rows = matrix(visited.state, visited.pack, visited.review)
    assert [one.factor.id for one in with_flag(rows, "contradicted")] == ["7"]
    assert len(with_flag(rows, "not-spoken-of")) == len(rows) - 1
    assert with_flag(rows, "") == rows
