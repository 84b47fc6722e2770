"""The changes of one open project in the order in which they came, and undo over them.

Undo is itself made of changes, so it is kept, merged and undone like any other. An action's id
tells what it is: undoing action A is the action ``undo_id(A)``, doing it again is
``redo_id(undo_id(A))``; so the stacks follow from the changes alone and survive a restart.
"""

import hashlib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ic_desktop.project.changes import Change, Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.erase import NOTHING_ERASED, Erased, erased
from ic_desktop.project.state import FieldKey, State, fold, key_of

_RECORDS: Final = frozenset({"hand-out", "hand-out-return"})
"""Kinds that note what was done with files: no step of anyone's work. A copy that is out stays out,
and without its record it would come back as a stranger's."""
_KEPT: Final = _RECORDS | {"seal", "erasure"}
"""Kinds that no undo takes back."""


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


@dataclass(frozen=True, slots=True)
class Ahead:
    """What taking some changes comes to: the state before, those that are new, the state after."""

    before: State
    fresh: tuple[Change, ...]
    after: State


@dataclass
class Ledger:
    """All changes of a project by id, in local order, with the state that follows."""

    changes: dict[str, Change] = field(default_factory=dict)
    state: State = field(default_factory=State)
    _actions: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    """By author, device and action, the ids of its changes. An action's id can be read in any
    copy, so what somebody else files under one of mine is no part of it."""
    _reversals: set[str] = field(default_factory=set)
    """Ids that an undo or redo of a known action has, or would have."""
    _stacks: dict[Actor, tuple[list[str], list[str]]] = field(default_factory=dict)
    """By author and device, what they did and what they took back: actions, the newest last.

    The author counts: a copy from elsewhere may claim any device, but is not taken in anyone
    else's name.
    """
    _awaited: set[tuple[FieldKey, str]] = field(default_factory=set)
    """Earlier versions that a change names and that are not here: the field and their id."""
    _gone: Erased = NOTHING_ERASED

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
        self._erase(fresh)

    def unite(self, changes: Iterable[Change], ahead: "Ahead | None" = None) -> None:
        """Take changes of any origin and order: the union, without words that were erased.

        At the cost of what comes, whatever there is already; so a large return can be taken in
        parts, one after the other. ``ahead`` is what :meth:`ahead` worked out for the same
        changes; it is of no use once something else was taken.
        """
        if ahead is None or ahead.before is not self.state:
            ahead = self.ahead(changes)
        self.state = ahead.after
        for change in ahead.fresh:
            self._note(change)
        self._erase(ahead.fresh)

    def since(self, known: int) -> list[Change]:
        """Return what came after there were so many changes, in local order."""
        return list(itertools.islice(self.changes.values(), known, None))

    def ahead(self, changes: Iterable[Change]) -> "Ahead":
        """Work out what taking changes comes to, on any thread, and take nothing."""
        before = self.state
        fresh: dict[str, Change] = {}
        for change in self._gone.filter(changes):
            known = fresh.get(change.id) or self.changes.get(change.id)
            if known is None or (known.body is None and change.body is not None):
                fresh[change.id] = change
        after = before.unite(fresh.values(), lambda change: self._would_be_head(change, before))
        return Ahead(before, tuple(fresh.values()), after)

    def _would_be_head(self, change: Change, state: State) -> bool:
        """Tell whether no change that is here names one as a parent."""
        if change.id in self.changes:
            held = state.field(key_of(change))
            return held is not None and change.id in held.head_ids
        return (key_of(change), change.id) not in self._awaited

    def _fold(self) -> None:
        """Fold all changes; words that an erasure names go, wherever they came from."""
        self.state = fold(self.changes.values())
        self._erase(None)

    def _erase(self, fresh: Iterable[Change] | None) -> None:
        """Drop words that erasures name, if there are any among fresh changes (None: all)."""
        if fresh is not None and all(change.header.kind != "erasure" for change in fresh):
            return
        self._gone = erased(self.state)
        held = [self.changes[change] for change in self._gone.changes if change in self.changes]
        dropped = [c.without_body() for c in held if c.body is not None and self._gone.drops(c)]
        state = self.state
        self.state = state.unite(dropped, lambda change: self._would_be_head(change, state))
        self.changes.update((change.id, change) for change in dropped)

    def _note(self, change: Change) -> None:
        header = change.header
        deed = _deed(change)
        if deed not in self._actions:
            action = header.action
            self._reversals.update((undo_id(action), redo_id(action)))
            if header.kind not in _RECORDS:
                self._stack(action, Actor(header.author, header.device))
        if change.id not in self.changes:
            self._actions.setdefault(deed, []).append(change.id)
        self.changes[change.id] = change
        key = key_of(change)
        self._awaited.discard((key, change.id))
        self._awaited.update((key, p) for p in header.parents if p not in self.changes)

    def to_undo(self, actor: Actor) -> Step | None:
        """Return the newest action of somebody on a device that can be taken back, or None."""
        done, _ = self._stacks.get(actor, ([], []))
        return self._step(actor, done[-1]) if done else None

    def to_redo(self, actor: Actor) -> Step | None:
        """Return the newest undo of somebody on a device that can be taken back, or None."""
        _, undone = self._stacks.get(actor, ([], []))
        return self._step(actor, undone[-1]) if undone else None

    def in_the_way(self, actor: Actor, *, of_redo: bool = False) -> tuple[Change, ...]:
        """Return what came after somebody's newest action (or undo) here and builds on it.

        Empty where there is nothing to take back, or where it can be taken back.
        """
        action = next(reversed(self._stacks.get(actor, ([], []))[of_redo]), None)
        changes = () if action is None else self._changes_of(actor, action)
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

    def _stack(self, action: str, actor: Actor) -> None:
        """Note an action at its first change; at the cost of that action alone."""
        done, undone = self._stacks.setdefault(actor, ([], []))
        if done and action == undo_id(done[-1]):
            done.pop()
            undone.append(action)
        elif undone and action == redo_id(undone[-1]):
            undone.pop()
            done.append(action)
        else:
            done.append(action)
            undone.clear()

    def _step(self, actor: Actor, action: str) -> Step | None:
        changes = self._changes_of(actor, action)
        return Step(action, changes) if all(map(self._can_reverse, changes)) else None

    def _changes_of(self, actor: Actor, action: str) -> tuple[Change, ...]:
        deed = (actor.author, actor.device, action)
        return tuple(self.changes[change] for change in self._actions[deed])

    def _can_reverse(self, change: Change) -> bool:
        """A change can go back while its field stands as it left it, and one value stood before."""
        held = self.state.field(key_of(change))
        heads = held.heads if held else ()
        only_head = len(heads) == 1 and self._stands(change, heads[0])
        parents = [self.changes.get(parent) for parent in change.header.parents]
        words_held = all(parent is not None and parent.body is not None for parent in parents)
        kept_kind = change.header.kind not in _KEPT
        return only_head and len(parents) <= 1 and words_held and kept_kind

    def _stands(self, change: Change, head: Change) -> bool:
        """Tell whether a head is of the change's action, or an undo or redo that restored it."""
        if _deed(head)[:2] != _deed(change)[:2]:
            return False
        if head.header.action == change.header.action:
            return True
        restored = head.header.action in self._reversals
        return restored and _same(head, change)


def _deed(change: Change) -> tuple[str, str, str]:
    header = change.header
    return header.author, header.device, header.action


def _same(one: Change, other: Change) -> bool:
    return one.body is not None and other.body is not None and one.body.data == other.body.data
