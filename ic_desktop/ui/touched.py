"""What an edit touched, and what undo came to. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from ic_desktop.project.changes import Change
from ic_desktop.project.state import State

Touched = frozenset[tuple[str, str]]
"""The entities that an edit touched: (kind, id)."""


def touched_by(changes: Iterable[Change]) -> Touched:
    """Return the entities that changes are about."""
    return frozenset((change.header.kind, change.header.entity) for change in changes)


def everything(state: State) -> Touched:
    """Return all entities there are, for what may have touched any of them."""
    return frozenset((kind, key) for kind, found in state.kinds.items() for key in found)


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What undo or redo did: the changes it made, or those that stand in its way, or neither."""

    done: tuple[Change, ...] = ()
    in_the_way: tuple[Change, ...] = ()
