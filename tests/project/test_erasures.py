"""Erasing for good: words go and never come back, the proof that they stood there stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.errors import BrokenChange
from ic_desktop.project.changes import Change, Scope, Value, read_change
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.erase import erase, erased, fields_of
from ic_desktop.project.history import check_history
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import State, fold

ME = Actor("a" * 32, "d" * 32)
PIECE = "3" * 32
SECRET = "what Fatima said"


def statement() -> Editor:
    editor = Editor(State(), ME)
    for words in ("first " + SECRET, "then " + SECRET):
        editor.set("evidence", PIECE, "text", words, Scope())
    editor.set("evidence", PIECE, "source", SECRET, Scope())
    editor.set("answer", "r/city/7.3", "note", "stays", Scope("r"))
    return editor


def erasing(changes: list[Change], actor: Actor = ME) -> list[Change]:
    editor = Editor(fold(changes), actor)
    fields = fields_of(editor.state, "evidence", PIECE)
    erase(editor, changes, fields=fields, files=frozenset({"9" * 64}), reason="consent withdrawn")
    return editor.changes


def words_in(ledger: Ledger) -> str:
    bodies = [change.body for change in ledger.changes.values()]
    return "".join(body.data.decode() for body in bodies if body is not None)


def test_every_version_goes_and_every_header_stays() -> None:
    ledger = Ledger.of(statement().changes)
    before = dict(ledger.changes)
    ledger.append(erasing(list(before.values())))
    assert SECRET not in words_in(ledger)
    assert "stays" in words_in(ledger)
    assert "consent withdrawn" in words_in(ledger)
    assert ledger.changes.keys() > before.keys()
    for change in before.values():
        assert ledger.changes[change.id].header == change.header
    record = ledger.state.record("evidence", PIECE)
    assert record is not None
    assert record.withheld == ("source", "text")
    assert record.text("text") == ""
    check_history(ledger.changes)


def test_what_is_erased_is_told() -> None:
    changes = statement().changes
    state = fold(changes + erasing(changes))
    gone = erased(state)
    assert gone.changes == {c.id for c in changes if c.header.kind == "evidence"}
    assert gone.files == {"9" * 64}
    kept = [change for change in gone.filter(changes) if change.body is not None]
    assert [change.header.kind for change in kept] == ["answer"]


@given(st.permutations(range(6)), st.integers(1, 5))
def test_old_copies_bring_nothing_back(order: list[int], cut: int) -> None:
    """Whatever the order in which the erasure and the words of an older copy come together."""
    changes = statement().changes
    all_of_it = changes + erasing(changes)
    assert len(all_of_it) == 5
    shuffled = [all_of_it[n] for n in order if n < 5]
    ledger = Ledger()
    ledger.unite(shuffled[:cut])
    ledger.unite(shuffled[cut:])
    for old in (changes, list(reversed(changes))):
        ledger.unite(old)
        assert SECRET not in words_in(ledger)
    reopened = Ledger.of([*ledger.changes.values(), *changes])
    assert SECRET not in words_in(reopened)
    assert reopened.state == ledger.state


def test_words_written_after_the_erasure_stay() -> None:
    ledger = Ledger.of(statement().changes)
    ledger.append(erasing(list(ledger.changes.values())))
    editor = Editor(ledger.state, ME)
    editor.set("evidence", PIECE, "text", "with new consent", Scope())
    ledger.append(editor.changes)
    assert ledger.state.records("evidence")[PIECE].text("text") == "with new consent"


def test_what_was_erased_cannot_be_undone_to() -> None:
    ledger = Ledger.of(statement().changes)
    ledger.append(erasing(list(ledger.changes.values())))
    assert ledger.to_undo(ME) is None
    editor = Editor(ledger.state, ME)
    editor.set("evidence", PIECE, "text", "new", Scope())
    ledger.append(editor.changes)
    assert ledger.to_undo(ME) is None


def test_an_erasure_cannot_be_erased() -> None:
    """Or the words that it named could come back with an old copy."""
    changes = statement().changes
    first = erasing(changes)
    editor = Editor(fold(changes + first), ME)
    record: Value = {"changes": [first[0].id], "files": [], "reason": "hide it"}
    editor.create("erasure", {"record": record}, Scope())
    ledger = Ledger()
    ledger.unite(changes + first + editor.changes)
    ledger.unite(changes)
    assert SECRET not in words_in(ledger)
    assert ledger.changes[first[0].id].body is not None


def test_an_erasure_is_not_replaced() -> None:
    """Neither by a change that builds on it, nor by another first one of the same name."""
    changes = statement().changes
    (first,) = erasing(changes)
    nothing: Value = {"changes": [], "files": [], "reason": "take it back"}
    editor = Editor(fold([*changes, first]), ME)
    editor.set("erasure", first.header.entity, "record", nothing, Scope())
    with pytest.raises(BrokenChange):
        read_change(editor.changes[0].header.canonical(), None)

    for _ in range(8):  # whichever of the two has the greater id
        beside = Editor(State(), ME)
        beside.set("erasure", first.header.entity, "record", nothing, Scope())
        ledger = Ledger.of([*changes, first])
        ledger.unite([*beside.changes, *changes])
        assert SECRET not in words_in(ledger)


@pytest.mark.parametrize(
    "record",
    [
        {"changes": 7, "files": [], "reason": ""},
        {"changes": [7], "files": [], "reason": ""},
        {"changes": ["x"], "files": [], "reason": ""},
        {"changes": [], "files": "9" * 64, "reason": ""},
        {"changes": []},
        {"changes": [], "files": [], "reason": None},
    ],
)
def test_a_malformed_erasure_erases_nothing(record: dict[str, Value]) -> None:
    editor = statement()
    editor.create("erasure", {"record": record}, Scope())
    ledger = Ledger.of(editor.changes)
    assert erased(ledger.state).changes == frozenset()
    assert SECRET in words_in(ledger)
