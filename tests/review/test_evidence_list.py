"""The list of all evidence: what is in it under which filter."""

from typing import Any

from ic_desktop.project.entities import AttachedFile
from ic_desktop.review import edits
from ic_desktop.review.evidence import Stances
from ic_desktop.review.evidence_list import (
    Wanted,
    kind_of,
    links_elsewhere,
    listed,
    listed_one,
    numbers_of,
    removed,
    same_file,
)


def titles(town: Any, wanted: Wanted) -> list[str]:
    return [one.piece.title for one in listed(town.state, town.id, wanted)]


def test_the_filters_let_through_what_they_say(town: Any) -> None:
    minutes = town.evidence("Minutes", document_kind="minutes")
    town.evidence("Survey", document_kind="survey", source=" ")
    secret = town.evidence("Talk", type="statement", confidentiality="confidential")
    town.link(minutes, "7", "7.1", "contradicts")
    town.link(secret, "2")
    assert titles(town, Wanted()) == ["Minutes", "Survey", "Talk"]
    assert titles(town, Wanted("without-link")) == ["Survey"]
    assert titles(town, Wanted("without-source")) == ["Survey"]
    assert titles(town, Wanted("contradicting")) == ["Minutes"]
    assert titles(town, Wanted("confidential")) == ["Talk"]
    assert titles(town, Wanted(kind="survey")) == ["Survey"]
    assert titles(town, Wanted(kind="statement")) == ["Talk"]
    assert titles(town, Wanted(factor="7")) == ["Minutes"]
    assert titles(town, Wanted(factor="7", kind="survey")) == []
    assert Wanted().is_everything
    assert not Wanted(factor="7").is_everything


def test_the_search_knows_no_case_and_no_accents(town: Any) -> None:
    town.evidence("Café report", text="about the Ålesund office")
    town.evidence("Other")
    assert titles(town, Wanted(words="CAFE alesund")) == ["Café report"]
    assert titles(town, Wanted(words="cafe nothing")) == []


def test_a_piece_counts_its_links_and_the_factors_in_order(town: Any) -> None:
    piece = town.evidence("Minutes")
    for factor, question, stance in (
        ("12", "", "supports"),
        ("2", "2.1", "supports"),
        ("2", "", "contradicts"),
    ):
        town.link(piece, factor, question, stance)
    (one,) = listed(town.state, town.id, Wanted())
    assert one.stances == Stances(2, 1, 0)
    assert one.factors(numbers_of(town.pack)) == (2, 12)


def test_what_was_removed_is_listed_apart_with_its_reason(town: Any) -> None:
    piece = town.evidence("Minutes")
    town.evidence("Other")
    edits.remove_evidence(town.editor, piece, "wrong year")
    assert titles(town, Wanted()) == ["Other"]
    assert titles(town, Wanted("removed")) == ["Minutes"]
    assert removed(town.state)[0].removed_because == "wrong year"
    one = listed_one(town.state, town.id, piece)
    assert one is not None
    assert one.piece.removal == "removed"
    assert listed_one(town.state, town.id, "0" * 32) is None


def test_a_making_that_was_undone_is_not_listed_as_removed(town: Any) -> None:
    piece = town.evidence("Minutes")
    record = town.state.record("evidence", piece)
    assert record is not None
    for name in record.fields:
        town.editor.set("evidence", piece, name, None, edits.NOWHERE)
    assert removed(town.state) == ()


def test_the_same_file_is_found_under_other_titles(town: Any) -> None:
    file = AttachedFile("ab" * 32, "minutes.pdf", "application/pdf", 12)
    first = edits.add_evidence(town.editor, {"title": "A"}, file)
    edits.add_evidence(town.editor, {"title": "B"}, file)
    edits.remove_evidence(town.editor, first, "twice")
    assert [p.title for p in same_file(town.state, "ab" * 32)] == ["B", "A"]
    assert same_file(town.state, "cd" * 32) == ()


def test_links_of_another_review_are_counted_apart(town: Any) -> None:
    piece = town.evidence("Minutes")
    town.link(piece, "2")
    other = edits.add_review(town.editor, pack=town.review.pack)
    edits.link(town.editor, other, piece, "3")
    assert links_elsewhere(town.state, town.id, piece) == 1


def test_a_document_is_filed_under_its_kind_if_that_is_known(town: Any) -> None:
    town.evidence("A", document_kind="briefing")
    town.evidence("B", type="picture")
    assert [kind_of(o.piece) for o in listed(town.state, town.id, Wanted())] == [
        "briefing",
        "picture",
    ]
