"""Two to six copies, edited and united at random: the same state everywhere, nothing lost."""

import itertools
from typing import Any

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ic_desktop.project.changes import Change, Scope, read_change
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.history import check_history
from ic_desktop.project.kinds import KINDS, Rule
from ic_desktop.project.ledger import Ledger, redo_id, undo_id
from ic_desktop.project.seal import state_root
from ic_desktop.project.state import fold, key_of

PIECES = ["1" * 32, "2" * 32]
FIELDS: list[tuple[str, str, str, list[Any]]] = [
    ("answer", "r/city/7.3", "value", ["yes", "no", None]),
    ("answer", "r/city/7.3", "note", ["", "some words", "other words", None]),
    ("verdict", "r/city/7", "come-back", [True, False]),
    ("evidence", PIECES[0], "title", ["Minutes", "Report", None]),
    ("evidence", PIECES[0], "order", ["a0", "a1"]),
    ("evidence", PIECES[1], "title", ["Survey", None]),
]
SCOPE = Scope("r", "", "7")


class Copy:
    """One person's copy: what the store would hold, and who edits it."""

    def __init__(self, number: int) -> None:
        self.actor = Actor(f"{number:032x}", f"{number + 100:032x}")
        self.ledger = Ledger()
        self._time = itertools.count(1)
        self._salt = itertools.count(1)
        self._number = number

    def editor(self, action: str | None = None) -> Editor:
        return Editor(
            self.ledger.state,
            self.actor,
            action=action,
            clock=lambda: next(self._time),
            random=lambda size: f"{self._number}-{next(self._salt)}".encode().ljust(size, b"."),
        )

    def save(self, changes: list[Change]) -> None:
        self.ledger.append(changes)

    def bytes(self) -> dict[str, Change]:
        return self.ledger.changes


class Copies(RuleBasedStateMachine):
    """Random edits, removals, undo and unions. ``every`` is all changes that were ever made."""

    @initialize(count=st.integers(2, 6))
    def start(self, count: int) -> None:
        self.copies = [Copy(number) for number in range(count)]
        self.every: dict[str, Change] = {}
        self.actions = itertools.count(1)

    def pick(self, data: st.DataObject) -> Copy:
        return self.copies[data.draw(st.integers(0, len(self.copies) - 1), "copy")]

    def keep(self, copy: Copy, changes: list[Change]) -> None:
        copy.save(changes)
        self.every.update((one.id, one) for one in changes)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        copy = self.pick(data)
        editor = copy.editor(f"{next(self.actions):032x}")
        for _ in range(data.draw(st.integers(1, 3))):
            kind, entity, field, values = data.draw(st.sampled_from(FIELDS))
            editor.set(kind, entity, field, data.draw(st.sampled_from(values)), SCOPE)
        self.keep(copy, editor.changes)

    @rule(data=st.data(), piece=st.sampled_from(PIECES), reason=st.sampled_from(["old", "double"]))
    def remove(self, data: st.DataObject, piece: str, reason: str) -> None:
        copy = self.pick(data)
        editor = copy.editor(f"{next(self.actions):032x}")
        editor.remove("evidence", piece, reason)
        self.keep(copy, editor.changes)
        record = copy.ledger.state.record("evidence", piece)
        assert record is None or record.removal != "present"

    @rule(data=st.data(), piece=st.sampled_from(PIECES))
    def restore(self, data: st.DataObject, piece: str) -> None:
        copy = self.pick(data)
        editor = copy.editor(f"{next(self.actions):032x}")
        editor.restore("evidence", piece)
        self.keep(copy, editor.changes)

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        copy = self.pick(data)
        step = copy.ledger.to_undo(copy.actor)
        if step is not None:
            before = {key_of(change) for change in step.changes}
            changes = copy.ledger.undo(step, copy.actor)
            assert {key_of(change) for change in changes} <= before
            assert {change.header.action for change in changes} <= {undo_id(step.action)}
            self.keep(copy, changes)

    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        copy = self.pick(data)
        step = copy.ledger.to_redo(copy.actor)
        if step is not None:
            changes = copy.ledger.redo(step, copy.actor)
            assert {change.header.action for change in changes} <= {redo_id(step.action)}
            self.keep(copy, changes)

    @rule(data=st.data(), again=st.booleans())
    def unite(self, data: st.DataObject, again: bool) -> None:
        here, there = self.pick(data), self.pick(data)
        coming = data.draw(st.permutations(list(there.ledger.changes.values())))
        here.ledger.unite(coming + coming[:3] if again else coming)
        assert here.ledger.changes.keys() >= there.ledger.changes.keys()

    @rule(data=st.data())
    @precondition(lambda self: any(copy.ledger.changes for copy in self.copies))
    def restart(self, data: st.DataObject) -> None:
        """Closing and opening changes neither the state nor what can be undone."""
        copy = self.pick(data)
        read = [read_change(c.header.canonical(), c.body) for c in copy.ledger.changes.values()]
        fresh = Ledger.of(read)
        actor = copy.actor
        assert fresh.state == copy.ledger.state
        assert fresh.to_undo(actor) == copy.ledger.to_undo(actor)
        assert fresh.to_redo(actor) == copy.ledger.to_redo(actor)
        copy.ledger = fresh

    @invariant()
    def each_state_follows_from_its_changes(self) -> None:
        for copy in getattr(self, "copies", ()):
            assert copy.ledger.state == fold(copy.ledger.changes.values())

    @invariant()
    def each_copy_holds_together(self) -> None:
        for copy in getattr(self, "copies", ()):
            check_history(copy.ledger.changes)

    def teardown(self) -> None:
        """In the end all copies are united, each in another order and grouping."""
        if not hasattr(self, "copies"):
            return
        expected = fold(self.every.values())
        ledgers = [copy.ledger for copy in self.copies]
        one_by_one = Ledger()
        for ledger in ledgers:
            one_by_one.unite(ledger.changes.values())
        pairs = Ledger()
        for left, right in itertools.pairwise(reversed(ledgers)):
            both = Ledger.of(left.changes.values())
            both.unite(right.changes.values())
            pairs.unite(both.changes.values())
            pairs.unite(both.changes.values())
        for united in (one_by_one, pairs):
            assert united.changes.keys() == self.every.keys()
            assert united.state == expected
            assert state_root(united.state) == state_root(expected)
        self.conflicts_are_told(one_by_one)

    def conflicts_are_told(self, united: Ledger) -> None:
        for records in united.state.kinds.values():
            for record in records.values():
                for name, held in record.fields.items():
                    asks = KINDS[record.kind][name].rule is Rule.ASK
                    values = {head.body.data for head in held.heads if head.body}
                    note(f"{record.kind} {name}: {values}")
                    assert held.in_conflict == (asks and len(values) > 1)


TestCopies = Copies.TestCase
TestCopies.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
