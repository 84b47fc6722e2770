"""What an open project file does with what comes from other copies: imports, and late ones.

A part of :class:`~ic_desktop.store.project_file.ProjectFile`.
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ic_desktop.project.changes import Change
from ic_desktop.store import imports, rows
from ic_desktop.store.imports import Import, Late
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Meta
from ic_desktop.store.transactions import Transactions, Write


class Importing:
    """Imports of an open project file."""

    _file: Transactions

    if TYPE_CHECKING:
        commit: Callable[..., str]

        def _write(self, write: Write, *, deleting: bool = False) -> None: ...
        def _read_changes(self) -> list[Change]: ...

    def imports(self) -> list[Import]:
        """Return all imports, the oldest first."""
        return imports.imports(self._file.database)

    def changes_in_import(self, batch: int) -> tuple[Change, ...]:
        """Return the changes that an import brought, also those of one that was undone."""
        return imports.changes_in(self._file.database, batch)

    def undo_import(self, batch: int) -> None:
        """Move an import's changes out of the set; merging them again brings them back.

        Raises CannotUndoImport, which names the later changes that build on them.
        """
        changes = self._read_changes()

        def write(sums: Sums, meta: Meta) -> Meta:
            touched, gone = imports.set_aside(self._file.database, sums, batch, changes)
            rows.project(self._file.database, touched)
            return dataclasses.replace(meta, change_count=meta.change_count - gone)

        self._write(write)

    def keep_late(self, changes: Sequence[Change]) -> None:
        """Keep changes that a signature closed outside the set, for the next revision.

        Keeping the same ones again changes nothing.
        """

        def write(sums: Sums, meta: Meta) -> Meta:
            imports.keep_late(self._file.database, sums, changes)
            return meta

        self._write(write)

    def late(self) -> list[Late]:
        """Return what came too late and waits for a next revision, the oldest first."""
        return imports.late(self._file.database)

    def take_late(self, batches: Iterable[int]) -> list[Change]:
        """Take what came late into the set, as one import, and return it.

        The caller has seen to it that the review was opened again.
        """
        wanted = set(batches)
        found = [c for kept in self.late() if kept.batch in wanted for c in kept.changes]
        if found:
            self.commit(found, imported=True)
        return found
