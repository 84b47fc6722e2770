"""Erasing for good: words go, the proof that something stood there stays.

An erasure is a change that names the changes whose bodies, and the files whose bytes, are gone,
with who, when and why. A body that any known erasure names is dropped wherever it turns up, so
an old copy brings nothing back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.kinds import is_well_formed
from ic_desktop.project.state import FieldKey, State, key_of


@dataclass(frozen=True, slots=True)
class Erased:
    """What all erasures of a project name together."""

    changes: frozenset[str]
    files: frozenset[str]

    def drops(self, change: Change) -> bool:
        """Tell whether a change's body must go. Erasures stay, or what they erased came back."""
        return change.id in self.changes and change.header.kind != "erasure"

    def filter(self, changes: Iterable[Change]) -> list[Change]:
        """Return changes without the bodies that are erased."""
        return [c.without_body() if self.drops(c) else c for c in changes]


NOTHING_ERASED: Final = Erased(frozenset(), frozenset())


def erased(state: State) -> Erased:
    """Return what must stay erased."""
    changes: set[str] = set()
    files: set[str] = set()
    for record in state.records("erasure").values():
        # Every head counts: no second record of an erasure takes back what the first one named.
        held = record.fields.get("record")
        for head in held.heads if held else ():
            value = None if head.body is None else head.body.value
            if value is not None and is_well_formed("erasure", "record", value):
                changes.update(value["changes"])
                files.update(value["files"])
    return Erased(frozenset(changes), frozenset(files))


def erase(
    editor: Editor,
    history: Iterable[Change],
    *,
    fields: frozenset[FieldKey],
    files: frozenset[str],
    reason: str,
) -> None:
    """Add the change that erases every value that the fields ever had, and the files' bytes.

    ``history`` is all changes of the project; ``files`` are SHA-256 hex. The reason must not
    repeat what is erased. The store then drops the bytes and rebuilds the file.
    """
    ids = sorted(change.id for change in history if key_of(change) in fields)
    record = {"changes": ids, "files": sorted(files), "reason": reason}
    editor.create("erasure", {"record": record}, Scope())


def fields_of(state: State, kind: str, entity: str) -> frozenset[FieldKey]:
    """Return every field that an entity has."""
    record = state.record(kind, entity)
    return frozenset((kind, entity, name) for name in (record.fields if record else ()))
