"""The changes of one open project in the order in which they came, and undo over them.

Undo is itself made of changes, so it is kept, merged and undone like any other. An action's id
tells what it is: undoing action A is the action ``undo_id(A)``, doing it again is
``redo_id(undo_id(A))``; so the stacks follow from the changes alone and survive a restart.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from ic_desktop.project.changes import Change, Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.erase import erased
from ic_desktop.project.state import State, fold, key_of


def undo_id(action: str) -> str:
    """Return the id of the action that undoes another."""
    return hashlib.sha256(f"undo {action}".encode()).hexdigest()[:32]


def redo_id(undo: str) -> str:
    """Return the id of the action that does again what the action ``undo`` took back."""
    return hashlib.sha256(f"redo {undo}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Step:
    """What undo (or redo) would do: the action it takes back, and that action's changes."""

    action: str
    changes: tuple[Change, ...]


@dataclass
class Ledger:
    """All changes of a project by id, in local order, with the state that follows."""

    changes: dict[str, Change] = field(default_factory=dict)
    state: State = field(default_factory=State)
    _actions: dict[str, list[str]] = field(default_factory=dict)
    """By action, the ids of its changes."""
    _reversals: set[str] = field(default_factory=set)
    """Ids that an undo or redo of a known action has, or would have."""
    _stacks: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    """By device, what it did and what it took back: actions, the newest last."""

    @classmethod
    def of(cls, changes: Iterable[Change]) -> "Ledger":
        """Return the ledger of changes in the order in which they came."""
        ledger = cls()
        for change in changes:
            ledger._note(change)
        ledger._fold()
        return ledger

    def append(self, changes: Iterable[Change]) -> None:
        """Take a person's own edits, which build on the present heads."""
        fresh = [change for change in changes if change.id not in self.changes]
        for change in fresh:
            self._note(change)
        self.state = self.state.apply(fresh)
        if any(change.header.kind == "erasure" for change in fresh):
            self._fold()

    def unite(self, changes: Iterable[Change]) -> None:
        """Take changes of any origin and order: the union, without words that were erased."""
        for change in changes:
            known = self.changes.get(change.id)
            if known is None or (known.body is None and change.body is not None):
                self._note(change)
        self._fold()

    def _fold(self) -> None:
        """Fold all changes; words that an erasure names go, wherever they came from."""
        self.state = fold(self.changes.values())
        gone = erased(self.state)
        held = [self.changes[change] for change in gone.changes if change in self.changes]
        dropped = [c.without_body() for c in held if c.body is not None and gone.drops(c)]
        if dropped:
            self.changes.update((change.id, change) for change in dropped)
            self.state = fold(self.changes.values())

    def _note(self, change: Change) -> None:
        action = change.header.action
        if action not in self._actions:
            self._reversals.update((undo_id(action), redo_id(action)))
            self._stack(action, change.header.device)
        if change.id not in self.changes:
            self._actions.setdefault(action, []).append(change.id)
        self.changes[change.id] = change

    def to_undo(self, device: str) -> Step | None:
        """Return the newest action of this device that can be taken back, or None."""
        done, _ = self._stacks.get(device, ([], []))
        return self._step(done[-1]) if done else None

    def to_redo(self, device: str) -> Step | None:
        """Return the newest undo of this device that can be taken back, or None."""
        _, undone = self._stacks.get(device, ([], []))
        return self._step(undone[-1]) if undone else None

    def in_the_way(self, device: str, *, of_redo: bool = False) -> tuple[Change, ...]:
        """Return what came after the newest action (or undo) of this device and builds on it.

        Empty where there is nothing to take back, or where it can be taken back.
        """
        action = next(reversed(self._stacks.get(device, ([], []))[of_redo]), None)
        changes = () if action is None else self._changes_of(action)
        found = {
            head.id: head
            for change in changes
            if (held := self.state.field(key_of(change))) is not None
            for head in held.heads
            if not self._stands(change, head)
        }
        return tuple(found.values())

    def undo(self, step: Step, actor: Actor) -> list[Change]:
        """Return the changes that take an action back; the caller appends and saves them."""
        return self._reverse(step, actor, undo_id(step.action))

    def redo(self, step: Step, actor: Actor) -> list[Change]:
        """Return the changes that do again what the undo ``step`` took back."""
        return self._reverse(step, actor, redo_id(step.action))

    def _reverse(self, step: Step, actor: Actor, action: str) -> list[Change]:
        editor = Editor(self.state, actor, action=action)
        for change in reversed(step.changes):
            header = change.header
            before = self._value_before(change)
            editor.set(header.kind, header.entity, header.field, before, header.scope)
        return editor.changes

    def _value_before(self, change: Change) -> Value:
        for parent in change.header.parents:
            body = self.changes[parent].body
            assert body is not None, "a step whose words are missing is not offered"
            return body.value
        return None

    def _stack(self, action: str, device: str) -> None:
        """Note an action at its first change; at the cost of that action alone."""
        done, undone = self._stacks.setdefault(device, ([], []))
        if done and action == undo_id(done[-1]):
            done.pop()
            undone.append(action)
        elif undone and action == redo_id(undone[-1]):
            undone.pop()
            done.append(action)
        else:
            done.append(action)
            undone.clear()

    def _step(self, action: str) -> Step | None:
        changes = self._changes_of(action)
        return Step(action, changes) if all(map(self._can_reverse, changes)) else None

    def _changes_of(self, action: str) -> tuple[Change, ...]:
        return tuple(self.changes[change] for change in self._actions[action])

    def _can_reverse(self, change: Change) -> bool:
        """A change can go back while its field stands as it left it, and one value stood before."""
        held = self.state.field(key_of(change))
        heads = held.heads if held else ()
        only_head = len(heads) == 1 and self._stands(change, heads[0])
        parents = [self.changes.get(parent) for parent in change.header.parents]
        words_held = all(parent is not None and parent.body is not None for parent in parents)
        kept_kind = change.header.kind not in ("seal", "erasure")
        return only_head and len(parents) <= 1 and words_held and kept_kind

    def _stands(self, change: Change, head: Change) -> bool:
        """Tell whether a head is of the change's action, or an undo or redo that restored it."""
        if head.header.action == change.header.action:
            return True
        restored = head.header.action in self._reversals
        return restored and _same(head, change)


def _same(one: Change, other: Change) -> bool:
    return one.body is not None and other.body is not None and one.body.data == other.body.data
