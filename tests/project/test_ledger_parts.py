"""Taking changes in parts costs what comes, and gives what folding everything gives."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.erase import erase, erased
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import State, fold

FIELDS = [
    ("answer", "r/city/7.1", "note"),
    ("answer", "r/city/7.1", "value"),
    ("link", "l", "page"),
]
VALUES: dict[str, list[str | None]] = {
    "note": ["one", "two", None],
    "value": ["yes", "no"],
    "page": ["3", "4"],
}
ME = Actor("a" * 32, "d" * 32)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Draw the changes of three copies that know of one another now and then, and erase."""
    copies = [State(), State(), State()]
    every: dict[str, Change] = {}
    ticks, salts = itertools.count(1), itertools.count(1)
    for _ in range(draw(st.integers(1, 14))):
        here = draw(st.integers(0, 2))
        actor = Actor(f"{here:032x}", f"{here + 9:032x}")
        editor = Editor(
            copies[here],
            actor,
            action=f"{next(ticks):032x}",
            clock=lambda: next(ticks),
            random=lambda n: next(salts).to_bytes(n, "big"),
        )
        kind, entity, name = draw(st.sampled_from(FIELDS))
        if draw(st.integers(0, 9)) == 0:
            gone = frozenset({(kind, entity, name)})
            erase(editor, every.values(), fields=gone, files=frozenset(), reason="told so")
        else:
            scope = Scope("r", factor=draw(st.sampled_from(["7", "8"])))
            editor.set(kind, entity, name, draw(st.sampled_from(VALUES[name])), scope)
        every.update((one.id, one) for one in editor.changes)
        copies[here] = editor.state
        if draw(st.booleans()):
            copies[draw(st.integers(0, 2))] = fold(every.values())
    return list(every.values())


@given(histories(), st.data())
def test_parts_in_any_order_give_the_fold_of_all(
    changes: list[Change], data: st.DataObject
) -> None:
    """Also with gaps, with words that come later than their header, and with repetitions."""
    kept = [c for c in changes if data.draw(st.integers(0, 7))]
    some_bare = [c.without_body() if data.draw(st.integers(0, 3)) == 0 else c for c in kept]
    coming = data.draw(st.permutations([*some_bare, *kept, *kept[:3]]))
    ledger = Ledger()
    while coming:
        size = data.draw(st.integers(1, len(coming)))
        ledger.unite(coming[:size])
        coming = coming[size:]
        assert ledger.state == fold(ledger.changes.values())
    gone = erased(fold(kept))
    assert ledger.changes == {c.id: c for c in gone.filter(kept)}
    assert ledger.state == fold(gone.filter(kept))
    assert Ledger.of(kept).state == ledger.state


def test_taking_a_little_does_not_fold_what_is_there() -> None:
    """Records that nothing touches are the very same objects as before."""
    editor = Editor(State(), ME)
    for number in range(50):
        editor.set("answer", f"r/city/{number}", "note", "words", Scope("r"))
    ledger = Ledger.of(editor.changes)
    before = ledger.state.records("answer")
    other = Editor(ledger.state, Actor("b" * 32, "e" * 32))
    other.set("answer", "r/city/7", "note", "theirs", Scope("r"))
    ledger.unite(other.changes)
    after = ledger.state.records("answer")
    changed = [key for key in after if after[key] is not before[key]]
    assert changed == ["r/city/7"]


def test_a_forged_device_does_not_enter_anyone_elses_undo() -> None:
    mine = Editor(State(), ME)
    mine.set("answer", "r/city/7", "note", "mine", Scope("r"))
    ledger = Ledger.of(mine.changes)
    forged = Editor(ledger.state, Actor("b" * 32, ME.device))
    forged.set("answer", "r/city/8", "note", "theirs", Scope("r"))
    ledger.unite(forged.changes)
    step = ledger.to_undo(ME)
    assert step is not None
    assert step.changes == tuple(mine.changes)


def test_a_reused_action_does_not_enter_anyone_elses_undo() -> None:
    """Ids of actions can be read in a copy: what names one of mine is not taken back with it."""
    mine = Editor(State(), ME)
    mine.set("answer", "r/city/7", "note", "mine", Scope("r"))
    mine.set("answer", "r/city/8", "note", "mine too", Scope("r"))
    ledger = Ledger.of(mine.changes)
    forged = Editor(ledger.state, Actor("b" * 32, "e" * 32), action=mine.action)
    forged.set("answer", "r/city/7", "note", "theirs", Scope("r"))
    forged.set("answer", "r/city/9", "note", "theirs", Scope("r"))
    ledger.unite(forged.changes)
    assert ledger.to_undo(ME) is None
    assert [change.id for change in ledger.in_the_way(ME)] == [forged.changes[0].id]
    theirs = ledger.to_undo(Actor("b" * 32, "e" * 32))
    assert theirs is not None
    assert theirs.changes == tuple(forged.changes)


def test_the_record_of_a_copy_is_no_step_to_undo() -> None:
    """The copy is out: taking its record back would make a stranger's of it."""
    mine = Editor(State(), ME)
    mine.set("answer", "r/city/7", "note", "mine", Scope("r"))
    ledger = Ledger.of(mine.changes)
    noted = Editor(ledger.state, ME)
    noted.set("hand-out", "h", "record", {"key": "k"}, Scope("r"))
    ledger.append(noted.changes)
    came = Editor(ledger.state, ME)
    came.set("hand-out-return", "h/m", "record", {"at": 1}, Scope("r"))
    ledger.unite(came.changes)
    step = ledger.to_undo(ME)
    assert step is not None
    assert step.changes == tuple(mine.changes)


def test_what_was_worked_out_ahead_counts_only_if_nothing_came_between() -> None:
    mine = Editor(State(), ME)
    mine.set("answer", "r/city/7", "note", "mine", Scope("r"))
    ledger = Ledger.of(mine.changes)
    other = Editor(ledger.state, Actor("b" * 32, "e" * 32))
    other.set("answer", "r/city/8", "note", "theirs", Scope("r"))
    before = ledger.state
    ahead = ledger.ahead(other.changes)
    assert ledger.state is before
    assert len(ledger.changes) == 1
    undisturbed = Ledger.of(mine.changes)
    known = undisturbed.ahead(other.changes)
    undisturbed.unite(other.changes, known)
    assert undisturbed.state is known.after
    meanwhile = Editor(ledger.state, ME)
    meanwhile.set("answer", "r/city/7", "note", "mine again", Scope("r"))
    ledger.append(meanwhile.changes)
    ledger.unite(other.changes, ahead)
    assert ledger.state == fold(ledger.changes.values())
    assert len(ledger.changes) == 3
