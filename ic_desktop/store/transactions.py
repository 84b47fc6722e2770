"""Every write to an open file: one transaction, its sums, and what happens when it fails.

What is held in memory follows the disk, never the other way round. A drive that was away is
taken up again; a full one gives up its reserve where something is to be deleted.
"""

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ic_desktop import errors
from ic_desktop.store import binding, reading, schema, writing
from ic_desktop.store.cipher import Secret
from ic_desktop.store.database import Database
from ic_desktop.store.lock import Lock, take
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Meta
from ic_desktop.store.sql import select

Write = Callable[[Sums, Meta], Meta]
"""What one transaction does: counts rows in and out, and returns the new row about the file."""


class Transactions:
    """The open file and what it came to with the last transaction; ``lock`` None: read only."""

    def __init__(self, database: Database, meta: Meta, sums: Sums, lock: Lock | None) -> None:
        self.database = database
        self.meta = meta
        self.sums = sums
        self.lock = lock
        self.bringing: set[int] = set()
        """Numbers of documents whose bytes were brought and that have no row yet."""
        self._attempt: tuple[Sums, Meta] | None = None
        self._lost = False

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.database.path

    def require_writable(self) -> Lock:
        """Return the lock that is held; raises FileIsReadOnly."""
        if self.lock is None:
            raise errors.FileIsReadOnly(self.path.name)
        return self.lock

    def write(self, write: Write, *, deleting: bool = False) -> None:
        """Do one transaction; when this returns it is on the disk.

        ``deleting`` may use the room that is kept for it on a full drive. Raises DiskFull,
        FileGone, DriveFailed, ChangedElsewhere, FileIsReadOnly; then nothing was written.
        """
        lock = self.require_writable()
        if self._lost:
            lock = self._take_up_again(lock)
        try:
            if deleting:
                self.delete(lambda: self._write(write))
            else:
                self._write(write)
        except (errors.FileGone, errors.DriveFailed):
            self._lost = True
            raise
        lock.keep_reserve()

    def delete(self, work: Callable[[], object]) -> None:
        """Do work that takes something away: on a full drive with the room that is kept for it."""
        lock = self.require_writable()
        try:
            work()
        except errors.DiskFull:
            lock.give_up_reserve()
            try:
                work()
            finally:
                lock.keep_reserve()

    def _write(self, write: Write) -> None:
        with self.database.writing():
            self._require_unchanged()
            sums = self.sums.copy()
            meta = write(sums, self.meta)
            if sums.binding is None:  # made before copies were bound
                binding.put(self.database, sums, binding.of_project(meta.project).as_bytes())
            mark = sums.mark(meta.project)
            meta = dataclasses.replace(meta, manifest=sums.manifest, mark=mark)
            # What failed at its very end may be on the disk, but not surely: write it once more.
            if meta != self.meta or self._attempt is not None:
                writing.write_meta(self.database, meta)
            self._attempt = (sums, meta)
        self._attempt = None
        self.sums, self.meta = sums, meta

    def _require_unchanged(self) -> None:
        """Raise ChangedElsewhere if someone else wrote to the file since we last did."""
        present = self.database.execute(select(schema.meta.c.manifest)).scalar()
        if self._attempt is not None and present == self._attempt[1].manifest:
            self.sums, self.meta = self._attempt
        if present != self.meta.manifest:
            raise errors.ChangedElsewhere(self.path.name)

    def _take_up_again(self, lock: Lock) -> Lock:
        """Open the file again after its drive was away; raises FileGone while it still is."""
        path = self.path
        if not path.exists():
            raise errors.FileGone(path.name)
        with suppress(errors.IcError):
            self.database.close()
        with suppress(OSError):
            lock.release()
        self.lock = take(path)
        database = Database.open(path, passphrase=self.database.key)
        meta = reading.read_meta(database)
        if meta is None or meta.project != self.meta.project:
            database.close()
            raise errors.ChangedElsewhere(path.name)
        self.database = database
        self._lost = False
        return self.lock

    def reopen(self, key: Secret | None = None) -> None:
        """Open the file again after another took its place under the same name; ``key`` is that
        one's, None for the same."""
        self.database.close()
        secret = self.database.key if key is None else key
        self.database = Database.open(self.path, passphrase=secret)
