"""The project file, open. One object, used by one thread at a time (the writer's).

Importing this module imports SQLAlchemy, so whoever starts a window imports it late.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ic_desktop import errors
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.project.changes import Change
from ic_desktop.project.entities import AttachedFile
from ic_desktop.project.erase import Erased, erased
from ic_desktop.project.state import FieldKey, fold
from ic_desktop.store import (
    attachments,
    backups,
    binding,
    cipher,
    erasing,
    installation,
    reading,
    rows,
    schema,
    settling,
    writing,
)
from ic_desktop.store.attaching import Attacher
from ic_desktop.store.attachments import Asked, Progress, ignore
from ic_desktop.store.binding import Binding
from ic_desktop.store.checking import CheckReport, check
from ic_desktop.store.cipher import Secret
from ic_desktop.store.copying import save_copy
from ic_desktop.store.creating import create_file, put_pack
from ic_desktop.store.edge import damaged, explained, located
from ic_desktop.store.importing import Also, Importing
from ic_desktop.store.manifest import Sums
from ic_desktop.store.newest import KnownCopy, NewerCopy
from ic_desktop.store.opening import Opened, Trusted, nobody, open_file
from ic_desktop.store.reading import Attachment, Draft, Meta
from ic_desktop.store.sql import select
from ic_desktop.store.transactions import Transactions, Write

__all__ = ["Draft", "ProjectFile"]


class ProjectFile(Importing):
    """An open project file. Make one with :meth:`create` or :meth:`open`."""

    def __init__(self, opened: Opened) -> None:
        self.warnings = opened.warnings
        self._file = Transactions(opened.database, opened.meta, opened.sums, opened.lock)
        self._fresh: list[Change] | None = opened.changes
        self._erased: Erased | None = None
        self._copy = KnownCopy(opened.database, opened.meta, opened.changes)
        if self.newer:
            self.warnings += (self.newer.sentence,)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        project_id: str,
        changes: Sequence[Change],
        packs: Mapping[str, bytes],
        bound: Binding | None = None,
        passphrase: str = "",
    ) -> "ProjectFile":
        """Make a new file and open it; ``bound`` (None: to a project of its own) says whose copy
        it is; ``passphrase`` protects it. Raises FileExists, FolderNotWritable, DiskFull."""
        path = path.absolute()
        create_file(path, project_id, changes, packs, bound, passphrase)
        return cls.open(path, passphrase=passphrase)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        trusted: Trusted = nobody,
        passphrase: Secret = "",
    ) -> "ProjectFile":
        """Open a file of this installation's own, for writing unless ``read_only``.

        ``trusted`` is asked about a file of someone else, by project id and manifest, and lets
        it be read (never written) after the guarded route vetted it. A newer major version opens
        read-only, with a warning. Raises FileNotFound, NotAProject, NeedsPassphrase,
        WrongProjectPassphrase, LockedByOther, NewerFormat, DamagedProject, TornCopy,
        StrangersFile, WriteProtected, FolderNotWritable.
        """
        path = located(path)
        opened = open_file(path, read_only=read_only, trusted=trusted, passphrase=passphrase)
        file = cls(opened)
        try:
            file._settle_in(untouched=opened.untouched)
        except BaseException:
            file.close()
            raise
        return file

    # What it is

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._file.database.path

    @property
    def project_id(self) -> str:
        """The project's id."""
        return self._file.meta.project

    @property
    def read_only(self) -> bool:
        """Whether nothing of it may be written."""
        return self._file.lock is None

    @property
    def protected(self) -> bool:
        """Whether it opens with a passphrase only."""
        return bool(self._file.database.key)

    @property
    def manifest(self) -> str:
        """The number that holds the file together, in hex."""
        return self._file.meta.manifest.hex()

    @property
    def binding(self) -> Binding | None:
        """What binds the copy to its project; None where no version up to this one bound it."""
        return binding.of_file(self._file.database)

    @property
    def size(self) -> int:
        """Its size in bytes."""
        with explained(self.path):
            return self.path.stat().st_size

    @property
    def newer(self) -> NewerCopy | None:
        """A copy that this computer knows and that held all of this one and more, or None."""
        return self._copy.newer

    # What it holds

    def changes(self) -> list[Change]:
        """Return all changes in local order, without words that any known erasure names."""
        fresh, self._fresh = self._fresh, None
        if fresh is None:
            fresh = self._read_changes()
        if self._erased is None:
            self._erased = erased(fold(c for c in fresh if c.header.kind == "erasure"))
        return self._erased.filter(fresh)

    def drafts(self) -> list[Draft]:
        """Return what was being typed when the program last ended."""
        return [reading.draft_of(row) for row in reading.draft_rows(self._file.database)]

    def packs(self) -> dict[str, bytes]:
        """Return all embedded packs: bundles by hash."""
        with self._whole():
            return reading.read_packs(self._file.database)

    @property
    def erased(self) -> Erased:
        """What all known erasures name together."""
        if self._erased is None:
            self._erased = writing.known_erasures(self._file.database)
        return self._erased

    # Writing

    def commit(
        self,
        changes: Sequence[Change],
        *,
        clear_drafts: Iterable[FieldKey] = (),
        imported: bool = False,
        also: Also | None = None,
    ) -> str:
        """Write changes, all or none, and return the new manifest once they are on the disk.

        Changes of any origin and order: the union. ``clear_drafts`` names the fields whose drafts
        became changes. ``imported`` makes them a batch that can be undone as a whole; ``also`` is
        done in the same transaction. Raises DiskFull, FileGone, DriveFailed, ChangedElsewhere,
        FileIsReadOnly.
        """
        if any(change.header.kind == "erasure" for change in changes):
            self.erase(changes, clear_drafts=clear_drafts, imported=imported, also=also)
            return self.manifest
        wanted = self.erased.filter(changes)

        def write(sums: Sums, meta: Meta) -> Meta:
            if also:
                also(sums)
            return self._unite(sums, meta, wanted, clear_drafts, imported=imported)

        self._write(write, deleting=writing.only_takes_away(wanted))
        return self.manifest

    def save_draft(self, draft: Draft) -> None:
        """Write what is being typed in a field over what was there before."""
        self.save_drafts([draft])

    def save_drafts(self, drafts: Sequence[Draft]) -> None:
        """Write the drafts of several fields in one transaction."""

        def write(sums: Sums, meta: Meta) -> Meta:
            for draft in drafts:
                writing.put_draft(self._file.database, sums, draft)
            return meta

        self._write(write)

    def drop_drafts(self, keys: Iterable[FieldKey]) -> None:
        """Remove the drafts of some fields."""

        def write(sums: Sums, meta: Meta) -> Meta:
            writing.drop_drafts(self._file.database, sums, keys)
            return meta

        self._write(write)

    def add_pack(self, bundle: bytes) -> str:
        """Embed a pack, if it is not there yet, and return its hash."""
        digest = pack_hash(bundle)
        there = select(schema.packs.c.hash).where(schema.packs.c.hash == bytes.fromhex(digest))
        if self._file.database.execute(there).one_or_none() is None:

            def write(sums: Sums, meta: Meta) -> Meta:
                put_pack(self._file.database, sums, bundle)
                return meta

            self._write(write)
        return digest

    # Documents

    def attach(
        self,
        path: Path,
        *,
        on_progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> AttachedFile:
        """Stream a document into the project; content that is there already is not stored twice.

        ``on_progress`` (bytes done, all) is called between transactions only, so the caller may
        commit in it. Raises Cancelled, DiskFull, CannotReadDocument, DocumentChanging,
        DocumentTooLarge; in each case nothing of the document is left.
        """
        with attachments.source(path) as stream:
            return self._attacher().attach(path.name, stream, on_progress, cancelled)

    def attach_bytes(self, name: str, data: bytes) -> AttachedFile:
        """Take a document from memory, such as a picture from the clipboard."""
        return self._attacher().attach_bytes(name, data)

    def take_document(
        self, source: "ProjectFile", sha256: str, on_progress: Progress, cancelled: Asked
    ) -> None:
        """Take a document over from another open project. Raises also DocumentDamaged."""
        document = source._attachment(sha256)
        chunks = attachments.chunks_of(source._file.database, document)
        self._attacher().take(document, chunks, on_progress, cancelled)

    def attachments(self) -> list[Attachment]:
        """Return the rows of all documents that are there."""
        return reading.read_attachments(self._file.database)

    def read_attachment(self, sha256: str) -> Iterator[bytes]:
        """Yield a document in pieces of 256 KB, each checked. Raises NoSuchDocument and, at the
        first piece that does not hold, DocumentDamaged."""
        return attachments.chunks_of(self._file.database, self._attachment(sha256))

    def export_attachment(
        self,
        sha256: str,
        to: Path,
        *,
        on_progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> None:
        """Write a document to a file, whole or not at all. Raises also FileExists, DiskFull."""
        attachment = self._attachment(sha256)
        attachments.export(self._file.database, attachment, to, on_progress, cancelled)

    # The file as a whole

    def check(
        self, on_progress: Progress | None = None, cancelled: Asked | None = None
    ) -> CheckReport:
        """Look through the whole file: rows, changes, documents and pages. Raises Cancelled."""
        return check(
            self._file.database,
            self._file.sums.key,
            on_progress or ignore,
            cancelled or attachments.never,
        )

    def erase(
        self,
        changes: Sequence[Change],
        *,
        clear_drafts: Iterable[FieldKey] = (),
        imported: bool = False,
        also: Also | None = None,
    ) -> None:
        """Commit changes among which are erasures, and remove for good what they name.

        Words, documents' bytes, drafts, rows and set-aside changes go, the backups are rewritten,
        and the file is written anew. Raises ErasureUnfinished if the drive has no room for that;
        opening the file then ends the work.
        """

        def write(sums: Sums, meta: Meta) -> Meta:
            database = self._file.database
            fresh = writing.freshly_erased(database, changes)
            if also:
                also(sums)
            meta = self._unite(sums, meta, changes, clear_drafts, imported=imported)
            gone = writing.known_erasures(database)
            rows.project(database, erasing.drop(database, sums, gone, fresh=fresh))
            return dataclasses.replace(meta, pending=erasing.REBUILD)

        self._write(write, deleting=True)
        self._erased = None
        self._finish_erasing()

    def backup(self, on_progress: Progress | None = None, cancelled: Asked | None = None) -> Path:
        """Make a dated backup, unless the newest one holds the same; return where it lies."""
        return backups.make(self._file.database, on_progress=on_progress, cancelled=cancelled)

    def change_passphrase(self, new: str) -> tuple[str, ...]:
        """Protect the project with another passphrase, "" for none: the file is written anew, and
        its backups. Returns sentences about backups that could not follow. Raises DiskFull."""
        from ic_desktop.store import protecting  # opening a project does not wait for it

        told = protecting.change(self._file, cipher.with_salt(new) if new else "")
        settling.project_anew(self._file, self._peek())
        return told

    def save_copy(
        self,
        to: Path,
        *,
        on_progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> None:
        """Save a whole copy as a new file. Raises FileExists, DiskFull, Cancelled."""
        save_copy(
            self._file.database,
            to,
            self.project_id,
            on_progress or ignore,
            cancelled or attachments.never,
        )

    def close(self) -> None:
        """Close the file and give its record back; more than once does no harm."""
        if self._file.lock:
            self._copy.catch_up(self._file.database, self._file.meta)
        self._file.database.close()
        cipher.forget()
        lock, self._file.lock = self._file.lock, None
        if lock is None:
            return
        try:
            with explained(self.path):
                look = installation.look_at(self.path, schema.PAGE_SIZE)
                installation.note_closed(self.path, self.project_id, look)
                self._copy.note(self.path)
        finally:
            lock.release()

    # Inside

    def _settle_in(self, *, untouched: bool) -> None:
        """Bring a file that may be written into order: sweep, and project anew if need be."""
        if self.read_only:
            return
        attachments.sweep(self._file.database)
        if self._file.meta.pending == erasing.REBUILD:
            try:
                self._finish_erasing()
            except errors.ErasureUnfinished as error:
                self.warnings += (f"{error.what} {error.remedy}",)
        if self._file.meta.projection != schema.projection():
            settling.project_anew(self._file, self._peek())
        elif not untouched:
            settling.mend(self._file, self._peek())

    def _peek(self) -> list[Change]:
        """Return all changes, and keep them for who asks next."""
        self._fresh = self.changes()
        return self._fresh

    def _finish_erasing(self) -> None:
        self.warnings += settling.finish_erasing(self._file, self.erased)

    def _write(self, write: Write, *, deleting: bool = False) -> None:
        self._file.write(write, deleting=deleting)
        self._fresh = None

    def _unite(
        self,
        sums: Sums,
        meta: Meta,
        changes: Sequence[Change],
        clear_drafts: Iterable[FieldKey],
        *,
        imported: bool,
    ) -> Meta:
        batch = writing.new_batch(self._file.database, sums) if imported else 0
        touched, added = writing.unite(self._file.database, sums, changes, meta.last_seq, batch)
        rows.project(self._file.database, touched)
        writing.drop_drafts(self._file.database, sums, clear_drafts)
        return dataclasses.replace(
            meta, change_count=meta.change_count + added, last_seq=meta.last_seq + added
        )

    def _read_changes(self) -> list[Change]:
        with self._whole():
            sums = Sums(self._file.sums.key)
            return list(reading.read_changes(self._file.database, sums, thorough=self.read_only))

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Turn what does not hold into DamagedProject."""
        try:
            yield
        except errors.BrokenChange as error:
            raise damaged(self.path, str(error)) from error

    def _attachment(self, sha256: str) -> Attachment:
        found = attachments.find(self._file.database, sha256)
        if found is None:
            raise errors.NoSuchDocument(sha256)
        return found

    def _attacher(self) -> Attacher:
        self._file.require_writable()
        self._fresh = None
        return Attacher(self._file)
