"""Common edits: where they belong, what a signature closes, order keys."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.errors import ReasonMissing, SealedReview
from ic_desktop.project import entities
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import AttachedFile
from ic_desktop.project.erase import erased
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.seal import seal_review, start_revision
from ic_desktop.review import edits
from ic_desktop.review.order import after, between

FILE = AttachedFile("9" * 64, "a.pdf", "application/pdf", 3)


def scopes(town: Any, kind: str) -> set[Scope]:
    changes: list[Change] = town.editor.changes
    return {change.header.scope for change in changes if change.header.kind == kind}


def test_a_new_project(town: Any, pack: Any) -> None:
    city = entities.profile(town.state)
    assert (city.id, city.city, city.country, city.fictional) == ("f" * 32, "Exemplum", "DE", False)
    review = town.review
    assert (review.title, review.kind, review.factors) == ("Self-assessment", "self-assessment", ())
    assert (review.pack.id, review.pack.hash) == (pack.id, pack.hash)


def test_each_edit_says_where_it_belongs(town: Any) -> None:
    town.answer("7.3", value="yes")
    town.judge("7", "partly")
    town.link(town.evidence("One"), "7", "7.3")
    edits.note_context(town.editor, town.id, "c1", {"text": "x"})
    edits.tie_context(town.editor, town.id, "c1", "7")
    edits.introduce(town.editor, "a" * 32, {"name": "Anna"})
    expected = {
        "project": Scope(),
        "participant": Scope(),
        "evidence": Scope(),
        "review": Scope(town.id),
        "answer": Scope(town.id, "city", "7"),
        "verdict": Scope(town.id, "city", "7"),
        "link": Scope(town.id, "", "7"),
        "context-note": Scope(town.id, "city"),
        "context-tie": Scope(town.id, "city", "7"),
    }
    assert {kind: scopes(town, kind) for kind in expected} == {k: {s} for k, s in expected.items()}


def test_evidence_comes_in_the_order_of_adding(town: Any) -> None:
    titles = [f"Piece {number}" for number in range(70)]
    for title in titles:
        town.evidence(title)
    assert [piece.title for piece in entities.all_evidence(town.state)] == titles


def test_evidence_with_a_file(town: Any) -> None:
    piece = edits.add_evidence(town.editor, {"title": "Minutes"}, FILE)
    held = entities.evidence(town.state, piece)
    assert held is not None
    assert held.file == FILE
    assert edits.files_of(town.state) == {"9" * 64: FILE}


def test_removing_needs_a_reason_and_keeps_the_record(town: Any) -> None:
    piece = town.evidence("Minutes")
    link = town.link(piece, "7")
    with pytest.raises(ReasonMissing):
        edits.remove_evidence(town.editor, piece, " ")
    edits.remove_evidence(town.editor, piece, "double ")
    assert list(entities.links(town.state, town.id)) == []
    held = entities.evidence(town.state, piece)
    assert held is not None
    assert (held.removed_because, held.title) == ("double", "Minutes")
    town.editor.restore("evidence", piece)
    assert [one.id for one in entities.links(town.state, town.id)] == [link]


def test_what_cannot_be_is_refused(town: Any) -> None:
    with pytest.raises(AssertionError):
        town.judge("7", "splendid")
    with pytest.raises(AssertionError):
        town.answer("7.3", value=["yes"])


def seal(town: Any) -> None:
    seal_review(town.editor, town.id, pdf_sha256="0" * 64, signer="", fingerprint="", at=1)


def test_a_signature_closes_judgements_and_cited_evidence(town: Any) -> None:
    cited, free = town.evidence("Cited"), town.evidence("Free")
    link = town.link(cited, "7")
    seal(town)
    before = len(town.editor.changes)
    closed = [
        lambda: town.answer("7.3", value="yes"),
        lambda: town.judge("7", "partly"),
        lambda: town.link(free, "7"),
        lambda: edits.describe_link(town.editor, link, {"response": "x"}),
        lambda: edits.unlink(town.editor, link),
        lambda: edits.describe_evidence(town.editor, cited, {"title": "x"}),
        lambda: edits.remove_evidence(town.editor, cited, "x"),
        lambda: edits.note_context(town.editor, town.id, "c1", {"text": "x"}),
        lambda: edits.tie_context(town.editor, town.id, "c1", "7"),
        lambda: edits.describe_review(town.editor, town.id, {"method": "x"}),
    ]
    for edit in closed:
        with pytest.raises(SealedReview, match="Self-assessment"):
            edit()
    assert len(town.editor.changes) == before
    edits.describe_evidence(town.editor, free, {"title": "x"})
    town.evidence("New")
    start_revision(town.editor, town.review)
    for edit in closed:
        edit()


def test_other_reviews_stay_open(town: Any) -> None:
    seal(town)
    other = edits.add_review(town.editor, pack=town.review.pack, title="Second")
    edits.judge(town.editor, other, "7", {"value": "partly"})
    assert [held.title for held in entities.reviews(town.state)] == ["Self-assessment", "Second"]
    assert edits.is_sealed(town.state, town.id)
    assert not edits.is_sealed(town.state, other)


def test_erasing_evidence_for_good(town: Any) -> None:
    piece = edits.add_evidence(town.editor, {"title": "Fatima", "text": "said Fatima"}, FILE)
    shared = AttachedFile("8" * 64, "b.pdf", "application/pdf", 3)
    edits.describe_evidence(town.editor, piece, {"file": edits.file_value(shared)})
    edits.add_evidence(town.editor, {"title": "Other"}, shared)
    link = town.link(piece, "7")
    edits.describe_link(
        town.editor, link, {"passage": "Fatima says", "response": "Fatima is right"}
    )
    ledger = Ledger.of(town.editor.changes)
    editor = Editor(ledger.state, Actor("a" * 32, "d" * 32))
    edits.erase_evidence(editor, ledger.changes.values(), piece, "consent withdrawn")
    ledger.append(editor.changes)
    bodies = [c.body.data for c in ledger.changes.values() if c.body is not None]
    assert not [data for data in bodies if b"Fatima" in data]
    record = ledger.state.record("evidence", piece)
    assert record is not None
    assert record.removal == "removed"
    assert erased(ledger.state).files == {"9" * 64}
    assert len(entities.all_evidence(ledger.state)) == 1


def test_erasing_what_was_removed_keeps_it_removed(town: Any) -> None:
    piece = town.evidence("Fatima")
    edits.remove_evidence(town.editor, piece, "consent withdrawn")
    ledger = Ledger.of(town.editor.changes)
    edits.erase_evidence(town.editor, ledger.changes.values(), piece, "consent withdrawn")
    ledger = Ledger.of(town.editor.changes)
    assert ledger.state.records("evidence")[piece].removal == "removed"
    assert not [c for c in ledger.changes.values() if c.body and b"Fatima" in c.body.data]


def test_order_keys_at_the_end_stay_short() -> None:
    key = ""
    keys = []
    for _ in range(10_000):
        key = after(key)
        keys.append(key)
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 4


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_there_is_always_room_between(places: list[tuple[float, bool]]) -> None:
    keys: list[str] = []
    for where, at_end in places:
        place = len(keys) if at_end else int(where * len(keys))
        low = keys[place - 1] if place else ""
        high = keys[place] if place < len(keys) else ""
        keys.insert(place, between(low, high))
        assert keys == sorted(set(keys))


@given(st.text(max_size=6), st.text(max_size=6))
def test_foreign_keys_neither_hang_nor_fail(low: str, high: str) -> None:
    assert after(low)
    assert between(low, high)
