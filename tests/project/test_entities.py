"""Views of records: what the screens and the report speak of."""

import pytest

from ic_desktop.project import entities
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.kinds import KINDS, field_kind, is_well_formed
from ic_desktop.project.state import State

ME = Actor("a" * 32, "d" * 32)
R = "1" * 32
PIECE = "3" * 32
FILE: dict[str, Value] = {"sha256": "9" * 64, "name": "a.pdf", "media_type": "x/y", "size": 3}


@pytest.fixture
def editor() -> Editor:
    return Editor(State(), ME)


def test_natural_keys() -> None:
    """They are part of the file format: two copies make the same thing once."""
    assert entities.answer_id(R, "city", "7.3") == f"{R}/city/7.3"
    assert entities.verdict_id(R, "city", "7") == f"{R}/city/7"
    assert entities.context_note_id(R, "city", "c1") == f"{R}/city/c1"
    assert entities.context_tie_id(R, "city", "c1", "7") == f"{R}/city/c1/7"


def test_what_is_not_there_reads_as_empty(editor: Editor) -> None:
    state = editor.state
    assert entities.profile(state).city == ""
    assert entities.reviews(state) == []
    assert entities.review(state, R) is None
    assert entities.answer(state, R, "7.3").value == ""
    assert not entities.answer(state, R, "7.3").is_answered
    assert entities.verdict(state, R, "7").value == ""
    assert entities.context_note(state, R, "c1").factors == ()
    assert entities.evidence(state, PIECE) is None
    assert entities.all_evidence(state) == []
    assert list(entities.links(state, R)) == []


def test_voices_are_not_mixed(editor: Editor) -> None:
    for voice, value in (("city", "in-place"), ("b" * 32, "not-in-place"), ("team", "partly")):
        key = entities.verdict_id(R, voice, "7")
        editor.set("verdict", key, "value", value, Scope(R, voice, "7"))
    assert entities.verdict(editor.state, R, "7").value == "in-place"
    assert entities.verdict(editor.state, R, "7", "b" * 32).value == "not-in-place"
    assert entities.verdict(editor.state, R, "7", "team").value == "partly"


def test_a_review(editor: Editor) -> None:
    pack: Value = {"hash": "0" * 64, "id": "p", "version": "1.0.0"}
    values: dict[str, Value] = {"title": "T", "pack": pack, "factors": ["7", "1"], "revision": 2}
    editor.set_all("review", R, values, Scope(R))
    held = entities.review(editor.state, R)
    assert held is not None
    assert held.pack == entities.PackRef("p", "1.0.0", "0" * 64)
    assert (held.factors, held.revision, held.kind) == (("7", "1"), 2, "self-assessment")


def test_reviews_and_evidence_stand_in_their_order(editor: Editor) -> None:
    for entity, order in (("1" * 32, "b"), ("2" * 32, "a"), ("3" * 32, "a")):
        editor.set("review", entity, "order", order, Scope(entity))
        editor.set("evidence", entity, "order", order, Scope())
    editor.remove("evidence", "2" * 32, "double")
    editor.remove("review", "3" * 32, "begun by mistake")
    assert [held.id[0] for held in entities.reviews(editor.state)] == ["2", "1"]
    assert [held.id[0] for held in entities.all_evidence(editor.state)] == ["3", "1"]
    everything = entities.all_evidence(editor.state, removed=True)
    assert [(e.id[0], e.removed_because) for e in everything] == [
        ("2", "double"),
        ("3", ""),
        ("1", ""),
    ]


def test_evidence_with_a_file(editor: Editor) -> None:
    editor.set_all("evidence", PIECE, {"title": "Minutes", "file": FILE}, Scope())
    held = entities.evidence(editor.state, PIECE)
    assert held is not None
    assert held.file == entities.AttachedFile("9" * 64, "a.pdf", "x/y", 3)
    assert (held.type, held.confidentiality) == ("document", "internal")


@pytest.mark.parametrize(
    "changed", [{"sha256": "9"}, {"size": -1}, {"size": True}, {"name": 7}, {"media_type": None}]
)
def test_a_malformed_file_is_none(editor: Editor, changed: dict[str, Value]) -> None:
    editor.set("evidence", PIECE, "file", FILE | changed, Scope())
    held = entities.evidence_view(editor.state.records("evidence")[PIECE])
    assert held.file is None


def test_links_of_a_review_whose_evidence_is_there(editor: Editor) -> None:
    editor.set("evidence", PIECE, "title", "Minutes", Scope())
    mine = editor.create("link", {"evidence": PIECE, "factor": "7"}, Scope(R, factor="7"))
    editor.create("link", {"evidence": PIECE, "factor": "7"}, Scope("2" * 32))
    editor.create("link", {"evidence": "4" * 32, "factor": "7"}, Scope(R))
    found = list(entities.links(editor.state, R))
    assert [(link.id, link.stance) for link in found] == [(mine, "background")]
    editor.remove("evidence", PIECE, "double")
    assert list(entities.links(editor.state, R)) == []
    editor.restore("evidence", PIECE)
    editor.remove("link", mine, "")
    assert list(entities.links(editor.state, R)) == []


def test_context_ties(editor: Editor) -> None:
    note = entities.context_note_id(R, "city", "c1")
    editor.set("context-note", note, "text", "Rents rose", Scope(R, "city"))
    for factor, explains in (("9", True), ("12", True), ("3", False)):
        key = entities.context_tie_id(R, "city", "c1", factor)
        editor.set("context-tie", key, "explains", explains, Scope(R, "city", factor))
    other = entities.context_tie_id(R, "city", "c10", "4")
    editor.set("context-tie", other, "explains", True, Scope(R, "city", "4"))
    assert entities.context_note(editor.state, R, "c1").factors == ("12", "9")


def test_conflicts_and_missing_words_are_named(editor: Editor) -> None:
    key = entities.answer_id(R, "city", "7.3")
    editor.set("answer", key, "note", "mine", Scope(R))
    copy = Editor(State(), Actor("b" * 32, "e" * 32))
    copy.set("answer", key, "note", "theirs", Scope(R))
    copy.set("answer", key, "value", "yes", Scope(R))
    state = editor.state.apply(copy.changes[:1]).apply([copy.changes[1].without_body()])
    held = entities.answer(state, R, "7.3")
    assert held.conflicts == ("note",)
    assert held.withheld == ("value",)


def test_dont_know_is_no_answer(editor: Editor) -> None:
    key = entities.answer_id(R, "city", "7.3")
    editor.set("answer", key, "value", "dont-know", Scope(R))
    assert not entities.answer(editor.state, R, "7.3").is_answered
    editor.set("answer", key, "value", "no", Scope(R))
    assert entities.answer(editor.state, R, "7.3").is_answered


def test_every_field_accepts_nothing_and_refuses_a_list_of_numbers() -> None:
    for kind, fields in KINDS.items():
        for name in fields:
            assert is_well_formed(kind, name, None)
            assert not is_well_formed(kind, name, [1, 2])
    assert field_kind("star-map", "sky") is None
    assert is_well_formed("star-map", "sky", [1, 2])
