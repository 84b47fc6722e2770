"""Changes of a return by the entry that they are about, and which entries need which.

A person takes or leaves whole entries, so every field's history stays closed; and what speaks of
something new is not taken without it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ic_desktop.project.changes import Change
from ic_desktop.project.state import State, fold
from ic_desktop.review.coming.borders import Coming, Left
from ic_desktop.review.coming.pointing import leanings, targets
from ic_desktop.review.coming.source import Source

Item = tuple[str, str]
"""An entry: kind and id. Never shown."""
_MAY_MISS: Final = ("participant", "context-note")
"""Kinds that something may speak of though no copy that is known holds it."""


@dataclass(frozen=True)
class Items:
    """What may be taken: changes by entry, and the new entries without which one means nothing."""

    changes: Mapping[Item, tuple[Change, ...]]
    needs: Mapping[Item, frozenset[Item]]
    left: tuple[Left, ...]
    """What is not taken, whatever is chosen."""
    known: int
    silent: frozenset[Item] = frozenset()
    """What was made and removed again before it ever came here: it is taken, but not told of."""

    @property
    def told(self) -> frozenset[Item]:
        """The entries that a person is told of."""
        return self.all - self.silent

    @property
    def all(self) -> frozenset[Item]:
        """All entries."""
        return frozenset(self.changes)

    def without(self, chosen: Iterable[Item], left_aside: Iterable[Item] = ()) -> frozenset[Item]:
        """Return a choice without some entries, and without those that need one not chosen."""
        kept = (set(chosen) & self.changes.keys()) - set(left_aside)
        while gone := {item for item in kept if not self.needs[item] <= kept}:
            kept -= gone
        return frozenset(kept)

    def including(self, chosen: Iterable[Item], taken_up: Iterable[Item]) -> frozenset[Item]:
        """Return a choice with further entries, and with those that they need."""
        kept = set(chosen) & self.changes.keys()
        waiting = [item for item in taken_up if item in self.changes]
        while waiting:
            item = waiting.pop()
            kept.add(item)
            waiting += self.needs[item] - kept
        return frozenset(kept)

    def of(self, chosen: Iterable[Item]) -> list[Change]:
        """Return the changes of a choice, each after those that it builds on."""
        wanted = self.without(chosen)
        found = [change for item in wanted for change in self.changes[item]]
        return sorted(found, key=lambda c: (c.header.depth, c.id))

    @cached_property
    def needed_by(self) -> Mapping[Item, frozenset[Item]]:
        """By entry, those that are left aside with it."""
        found: dict[Item, set[Item]] = {}
        for item, needs in self.needs.items():
            for need in needs:
                found.setdefault(need, set()).add(item)
        return {item: frozenset(others) for item, others in found.items()}


def item_of(change: Change) -> Item:
    """Return the entry that a change is about."""
    return (change.header.kind, change.header.entity)


def items_of(state: State, coming: Coming, source: Source) -> Items:
    """Return what may be taken by entry; ``state`` is ours.

    What speaks of an entry that is neither ours nor coming is left out, unless it is a plain
    copy's: there it was so before.
    """
    changes: dict[Item, list[Change]] = {}
    for change in coming.taken:
        changes.setdefault(item_of(change), []).append(change)
    speaks = {item: _speaks_of(item, some, state) for item, some in changes.items()}
    left = list(coming.left)
    if source.how != "copy":
        while lost := [item for item, of in speaks.items() if _is_lost(of, speaks)]:
            for item in lost:
                del speaks[item]
                left += [Left(change, "points") for change in changes.pop(item)]
    fixed = {item: tuple(some) for item, some in changes.items()}
    needs = {item: _needs(item, fixed, of, state) for item, of in speaks.items()}
    silent = frozenset(item for item, some in fixed.items() if _came_to_nothing(item, some, state))
    return Items(fixed, needs, tuple(left), coming.known, silent)


def _needs(
    item: Item,
    changes: Mapping[Item, tuple[Change, ...]],
    speaks_of: frozenset[Item],
    state: State,
) -> frozenset[Item]:
    """Return the entries that come too and go before one."""
    leans = {of for of in leanings(item, changes[item]) if state.record(*of) is None}
    return frozenset((speaks_of | leans) & changes.keys() - {item})


def _came_to_nothing(item: Item, changes: Iterable[Change], state: State) -> bool:
    """Tell whether an entry was made and removed again, and was never here."""
    if state.record(*item) is not None:
        return False
    record = fold(changes).record(*item)
    return record is not None and record.removal == "removed"


def _speaks_of(item: Item, changes: Iterable[Change], state: State) -> frozenset[Item]:
    """Return the entries that one speaks of and that we do not have; people may be unknown."""
    named = {target for change in changes for target in targets(change)} - {item}
    if item[0] == "context-tie":
        named.add(("context-note", item[1].rpartition("/")[0]))
    return frozenset(target for target in named if state.record(*target) is None)


def _is_lost(of: Iterable[Item], coming: Mapping[Item, frozenset[Item]]) -> bool:
    """Tell whether something is missing without which an entry says nothing."""
    return any(target not in coming and target[0] not in _MAY_MISS for target in of)
