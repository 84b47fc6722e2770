"""Undo and redo over changes: kept, offered only while nothing builds on them."""

from collections.abc import Callable

import pytest

from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.ledger import Ledger, redo_id, undo_id

ME = Actor("a" * 32, "d" * 32)
OTHER = Actor("b" * 32, "e" * 32)
NOTE = ("answer", "r/city/7.3", "note")
VALUE = ("answer", "r/city/7.3", "value")


class Desk:
    """A copy on which people act: every call is one action."""

    def __init__(self) -> None:
        self.ledger = Ledger()

    def act(self, *edits: tuple[tuple[str, str, str], Value], actor: Actor = ME) -> list[Change]:
        editor = Editor(self.ledger.state, actor)
        for (kind, entity, field), value in edits:
            editor.set(kind, entity, field, value, Scope("r"))
        self.ledger.append(editor.changes)
        return editor.changes

    def write(self, words: Value, actor: Actor = ME) -> list[Change]:
        return self.act((NOTE, words), actor=actor)

    def note(self) -> Value:
        held = self.ledger.state.field(NOTE)
        return held.value if held else None

    def undo(self) -> bool:
        return self._step(self.ledger.to_undo, self.ledger.undo)

    def redo(self) -> bool:
        return self._step(self.ledger.to_redo, self.ledger.redo)

    def _step(self, offer: Callable[..., object], reverse: Callable[..., list[Change]]) -> bool:
        step = offer(ME)
        if step is not None:
            self.ledger.append(reverse(step, ME))
        return step is not None

    def restart(self) -> None:
        self.ledger = Ledger.of(list(self.ledger.changes.values()))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_all_the_way_back_and_forth_over_restarts(desk: Desk) -> None:
    words = ["one", "two", "three", None, "five"]
    for word in words:
        desk.write(word)
    for word in [*reversed(words[:-1]), None]:
        assert desk.undo()
        desk.restart()
        assert desk.note() == word
    assert not desk.undo()
    for word in words:
        assert desk.redo()
        desk.restart()
        assert desk.note() == word
    assert not desk.redo()
    assert desk.undo()
    assert desk.note() is None


def test_a_new_action_after_an_undo_ends_redo(desk: Desk) -> None:
    desk.write("one")
    desk.write("two")
    desk.undo()
    desk.write("other")
    assert not desk.redo()
    assert desk.undo()
    assert desk.note() == "one"


def test_an_action_goes_back_as_a_whole(desk: Desk) -> None:
    desk.act((NOTE, "before"))
    desk.act((NOTE, "after"), (VALUE, "yes"), (NOTE, "at last"))
    assert desk.undo()
    assert desk.note() == "before"
    assert desk.ledger.state.records("answer")[NOTE[1]].value("value") is None
    assert desk.redo()
    assert desk.note() == "at last"
    assert desk.ledger.state.records("answer")[NOTE[1]].value("value") == "yes"


def test_undo_is_a_change_like_any_other_and_loses_nothing(desk: Desk) -> None:
    first, second = desk.write("one")[0], desk.write("two")[0]
    desk.undo()
    assert first.id in desk.ledger.changes
    assert second.id in desk.ledger.changes
    head = desk.ledger.state.field(NOTE)
    assert head is not None
    assert head.heads[0].header.parents == (second.id,)
    assert head.heads[0].header.action == undo_id(second.header.action)
    assert len({undo_id("a"), redo_id("a"), undo_id(undo_id("a")), redo_id(undo_id("a"))}) == 4


def test_only_ones_own_device_is_undone(desk: Desk) -> None:
    desk.write("mine")
    desk.act((VALUE, "yes"), actor=OTHER)
    assert desk.undo()
    assert desk.note() is None
    assert not desk.undo()


def test_no_undo_while_something_builds_on_it(desk: Desk) -> None:
    desk.write("mine")
    theirs = desk.write("theirs", OTHER)
    assert not desk.undo()
    assert desk.ledger.in_the_way(ME) == tuple(theirs)
    assert desk.note() == "theirs"


def test_no_undo_of_a_field_in_conflict(desk: Desk) -> None:
    copy = Desk()
    copy.write("theirs", OTHER)
    desk.write("mine")
    desk.ledger.unite(copy.ledger.changes.values())
    assert desk.ledger.to_undo(ME) is None
    assert desk.ledger.in_the_way(ME) == tuple(copy.ledger.changes.values())


def test_settling_a_conflict_is_not_undone_by_guessing(desk: Desk) -> None:
    """Two values stood before; which of them to bring back nobody can know."""
    copy = Desk()
    copy.write("theirs", OTHER)
    desk.write("mine")
    desk.ledger.unite(copy.ledger.changes.values())
    desk.write("settled")
    assert desk.ledger.to_undo(ME) is None


def test_words_that_came_later_by_a_union_can_be_undone(desk: Desk) -> None:
    """A copy held a header only; the body arrives, and the action is whole again."""
    first, second = desk.write("one")[0], desk.write("two")[0]
    part = Ledger.of([first.without_body(), second])
    assert part.to_undo(ME) is None
    part.unite([first])
    step = part.to_undo(ME)
    assert step is not None
    assert part.undo(step, ME)[0].body is not None


def test_making_something_is_undone_to_nothing(desk: Desk) -> None:
    editor = Editor(desk.ledger.state, ME)
    piece = editor.create("evidence", {"title": "Minutes", "date": "", "source": None}, Scope())
    desk.ledger.append(editor.changes)
    assert [change.header.field for change in editor.changes] == ["title"]
    desk.undo()
    assert desk.ledger.state.records("evidence")[piece].removal == "removed"
    desk.redo()
    assert desk.ledger.state.records("evidence")[piece].removal == "present"


def test_nothing_to_undo(desk: Desk) -> None:
    assert not desk.undo()
    assert not desk.redo()
    assert desk.ledger.in_the_way(ME) == ()
