"""What an open project file does with what comes from other copies: imports, and late ones.

A part of :class:`~ic_desktop.store.project_file.ProjectFile`.
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ic_desktop.errors import DocumentChanging
from ic_desktop.project.changes import Change
from ic_desktop.project.erase import Erased
from ic_desktop.store import attachments, imports, rows
from ic_desktop.store.attaching import Attacher, described, name_brought, pieces_of
from ic_desktop.store.attachments import Asked, Progress
from ic_desktop.store.imports import Import, Late
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Attachment, Meta
from ic_desktop.store.transactions import Transactions, Write

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile

Also = Callable[[Sums], None]
"""What else is written in a commit's transaction; counts its rows in and out."""


class Importing:
    """Imports of an open project file."""

    _file: Transactions

    if TYPE_CHECKING:
        commit: Callable[..., str]

        @property
        def erased(self) -> Erased: ...
        def _write(self, write: Write, *, deleting: bool = False) -> None: ...
        def _read_changes(self) -> list[Change]: ...
        def _attachment(self, sha256: str) -> Attachment: ...
        def _attacher(self) -> Attacher: ...

    def imports(self) -> list[Import]:
        """Return all imports, the oldest first."""
        return imports.imports(self._file.database)

    def changes_in_import(self, batch: int) -> tuple[Change, ...]:
        """Return the changes that an import brought, also those of one that was undone."""
        return imports.changes_in(self._file.database, batch)

    def undo_import(self, batch: int) -> None:
        """Move an import's changes out of the set; merging them again brings them back.

        Raises CannotUndoImport, which names the later changes that rest on them.
        """
        changes = self._read_changes()

        def write(sums: Sums, meta: Meta) -> Meta:
            touched, gone = imports.set_aside(self._file.database, sums, batch, changes)
            rows.project(self._file.database, touched)
            return dataclasses.replace(meta, change_count=meta.change_count - gone)

        self._write(write)

    def bring_document(
        self, source: "ProjectFile", sha256: str, on_progress: Progress, cancelled: Asked
    ) -> Attachment:
        """Copy a document's bytes from another open project; :meth:`take_in` makes it a document.

        What a crash keeps from being taken in is swept when the file is next opened. Raises
        NoSuchDocument, DocumentDamaged, DiskFull, Cancelled.
        """
        document = source._attachment(sha256)
        chunks = attachments.chunks_of(source._file.database, document)
        return self._attacher().bring(document, chunks, on_progress, cancelled)

    def bring_file(
        self, path: Path, sha256: str, on_progress: Progress, cancelled: Asked
    ) -> Attachment:
        """Copy a loose file's bytes as :meth:`bring_document` does those of a document.

        Raises also CannotReadDocument, and DocumentChanging if it is another than it was.
        """
        with attachments.source(path) as stream:
            document = described(pieces_of(stream))
            if document.sha256.hex() != sha256:
                raise DocumentChanging(path.name)
            stream.seek(0)
            return self._attacher().bring(document, pieces_of(stream), on_progress, cancelled)

    def take_in(
        self, changes: Sequence[Change], late: Sequence[Change], documents: Sequence[Attachment]
    ) -> None:
        """Take a return in, all of it or nothing: its changes as one import, those that come after
        a signature outside the set, and the documents that were brought.

        After a failure nothing of those is left either.
        """
        database = self._file.database

        def also(sums: Sums) -> None:
            imports.keep_late(database, sums, self.erased.filter(late))
            for document in documents:
                if attachments.find(database, document.sha256.hex()) is None:
                    name_brought(database, sums, document)

        try:
            self.commit(changes, imported=bool(changes), also=also)
        finally:
            self.let_go(documents)

    def let_go(self, documents: Iterable[Attachment]) -> None:
        """Leave nothing of documents that were brought and did not become documents."""
        if numbers := [document.number for document in documents]:
            self._attacher().let_go(numbers)

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
