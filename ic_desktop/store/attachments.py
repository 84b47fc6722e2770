"""Documents in the project: streamed in and out, stored once, named by their SHA-256.

A document goes in by many small transactions, each of which leaves a whole file behind; the row
that names it comes last. Until then its number is noted as unsettled, and its chunks are swept
when the file is next opened. So a document is there whole or not at all, and a copy taken
meanwhile holds at most chunks that nothing names.
"""

import hashlib
import os
import queue
import shutil
import stat
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ic_desktop import errors
from ic_desktop.i18n import _
from ic_desktop.store import schema
from ic_desktop.store.database import Database
from ic_desktop.store.durable import beside, publish_new
from ic_desktop.store.edge import explained
from ic_desktop.store.reading import Attachment
from ic_desktop.store.sql import delete, func, insert, select

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]

CHUNKS_AT_ONCE: Final = 16
"""Chunks in one transaction: 4 MB, which the page cache holds, so nothing is spilled."""
SPARE_BYTES: Final = 16 * 2**20
MOST_BYTES: Final = schema.MAX_CHUNKS * schema.CHUNK_SIZE
_AHEAD: Final = 8
"""Chunks that are read and hashed ahead of the one that is written."""


@dataclass
class _Hashes:
    """What a document's bytes come to: known once the last chunk was taken."""

    size: int = 0
    sha256: bytes = b""
    chunks: bytes = b""


def need_room(folder: Path, size: int) -> None:
    """Raise DiskFull unless there is room for a document, a tenth, and 16 MB."""
    needed = size + size // 10 + SPARE_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise errors.DiskFull(folder.name, needed)


@contextmanager
def source(path: Path) -> Iterator[BinaryIO]:
    """Open a document that is to be added; raises CannotReadDocument, DocumentTooLarge."""
    try:
        # A pipe would be waited for without end.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except OSError as error:
        raise errors.CannotReadDocument(path.name, error.strerror or "") from error
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise errors.CannotReadDocument(path.name, _("it is not an ordinary file"))
    with os.fdopen(handle, "rb", buffering=0) as stream:
        if state.st_size > MOST_BYTES:
            raise errors.DocumentTooLarge(path.name, MOST_BYTES)
        yield stream


def _looks(stream: BinaryIO) -> tuple[int, int]:
    state = os.fstat(stream.fileno())
    return state.st_size, state.st_mtime_ns


def hash_of(stream: BinaryIO, on_progress: Progress, cancelled: Asked) -> bytes:
    """Return the SHA-256 of a stream from its beginning."""
    digest = hashlib.sha256()
    total = os.fstat(stream.fileno()).st_size
    stream.seek(0)
    done = 0
    while data := stream.read(4 * schema.CHUNK_SIZE):
        digest.update(data)
        done += len(data)
        on_progress(done, total)
        stop_if(cancelled)
    return digest.digest()


def stop_if(cancelled: Asked) -> None:
    """Raise Cancelled if someone asked for it."""
    if cancelled():
        raise errors.Cancelled


class _Ahead:
    """Reads and hashes a stream in a thread of its own, a few chunks ahead.

    Hashing and writing then go on at the same time: both leave Python's lock.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.hashes = _Hashes()
        self._stream = stream
        self._queue: queue.Queue[bytes | BaseException] = queue.Queue(_AHEAD)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="attach-read", daemon=True)
        self._thread.start()

    def chunks(self) -> Iterator[bytes]:
        """Yield all chunks; raises what reading raised."""
        while True:
            item = self._queue.get()
            if isinstance(item, BaseException):
                raise item
            if not item:
                return
            yield item

    def close(self) -> None:
        """End the thread, whatever it is at."""
        self._stop.set()
        while self._thread.is_alive():
            try:
                self._queue.get(timeout=0.05)
            except queue.Empty:
                continue
        self._thread.join()

    def _run(self) -> None:
        try:
            self._read()
        except BaseException as error:  # noqa: BLE001 - raised again where the chunks are taken
            self._queue.put(error)

    def _read(self) -> None:
        whole = hashlib.sha256()
        each: list[bytes] = []
        size = 0
        while not self._stop.is_set():
            data = read_full(self._stream, schema.CHUNK_SIZE)
            if not data:
                self.hashes = _Hashes(size, whole.digest(), b"".join(each))
                self._queue.put(b"")
                return
            whole.update(data)
            each.append(hashlib.sha256(data).digest())
            size += len(data)
            self._queue.put(data)


def read_full(stream: BinaryIO, size: int) -> bytes:
    """Return ``size`` bytes, fewer at the end only; an unbuffered stream may give fewer."""
    data = stream.read(size) or b""
    if len(data) == size or not data:
        return data
    parts = [data]
    missing = size - len(data)
    while missing and (data := stream.read(missing)):
        parts.append(data)
        missing -= len(data)
    return b"".join(parts)


def next_number(database: Database) -> int:
    """Return a number that no attachment has, settled or not."""
    numbers = [
        database.execute(select(func.max(table.c.number))).scalar()
        for table in (schema.attachments, schema.unsettled)
    ]
    last_chunk = database.execute(select(func.max(schema.chunk_data.c.id))).scalar()
    numbers.append((last_chunk or 0) >> schema.CHUNK_BITS)
    return 1 + max(number or 0 for number in numbers)


def write_chunks(
    database: Database,
    number: int,
    stream: BinaryIO,
    total: int,
    on_progress: Progress,
    cancelled: Asked,
) -> Attachment:
    """Write all chunks of a stream in small transactions and return the row to be written last.

    Reports between transactions only, so that others may write meanwhile.
    """
    before = _looks(stream)
    stream.seek(0)
    ahead = _Ahead(stream)
    try:
        place = 0
        for batch in _batches(ahead.chunks()):
            _write_batch(database, number, place, batch)
            place += len(batch)
            on_progress(min(place * schema.CHUNK_SIZE, total), total)
            stop_if(cancelled)
    finally:
        ahead.close()
    hashes = ahead.hashes
    if _looks(stream) != before or hashes.size != total:
        raise errors.DocumentChanging(Path(str(stream.name)).name)
    return Attachment(number, hashes.sha256, hashes.size, schema.CHUNK_SIZE, hashes.chunks)


def write_checked(
    database: Database,
    number: int,
    chunks: Iterable[bytes],
    total: int,
    on_progress: Progress,
    cancelled: Asked,
) -> bytes:
    """Write chunks that were hashed one by one, in small transactions; return the whole's hash."""
    whole = hashlib.sha256()
    place = 0
    for batch in _batches(chunks):
        for data in batch:
            whole.update(data)
        _write_batch(database, number, place, batch)
        place += len(batch)
        on_progress(min(place * schema.CHUNK_SIZE, total), total)
        stop_if(cancelled)
    return whole.digest()


def _batches(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for chunk in chunks:
        batch.append(chunk)
        if len(batch) == CHUNKS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _write_batch(database: Database, number: int, place: int, batch: list[bytes]) -> None:
    first = (number << schema.CHUNK_BITS) + place
    rows = [{"id": first + i, "data": data} for i, data in enumerate(batch)]
    with database.writing():
        database.execute(insert(schema.chunk_data), rows)


def note_unsettled(database: Database, number: int) -> None:
    """Note that a number's chunks belong to nothing; in the caller's transaction."""
    database.execute(insert(schema.unsettled).prefix_with("OR IGNORE"), {"number": number})


def settle(database: Database, number: int) -> None:
    """Take that note away; in the caller's transaction."""
    database.execute(delete(schema.unsettled).where(schema.unsettled.c.number == number))


def sweep(database: Database, keep: Collection[int] = ()) -> int:
    """Remove the chunks of every unsettled number that names no document; return how many.

    ``keep`` are numbers of documents that are on their way in.
    """
    unsettled = database.read("SELECT number FROM unsettled")
    numbers = [number for (number,) in unsettled if number not in keep]
    if not numbers:
        return 0
    named = {number for (number,) in database.read("SELECT number FROM attachments")}
    removed = 0
    for number in numbers:
        if number not in named:
            removed += remove_chunks(database, number)
        with database.writing():
            settle(database, number)
    return removed


def remove_chunks(database: Database, number: int) -> int:
    """Remove a number's chunks in small transactions, the last first; return how many.

    What is removed is written over, so it also goes into the journal. On a drive without room for
    that, one chunk goes at a time.
    """
    c = schema.chunk_data.c
    low, high = number << schema.CHUNK_BITS, (number + 1) << schema.CHUNK_BITS
    newest = select(c.id).where(c.id >= low, c.id < high).order_by(c.id.desc())
    removed = 0
    at_once = CHUNKS_AT_ONCE
    while some := database.execute(newest.limit(at_once)).scalars().all():
        try:
            with database.writing():
                database.execute(delete(schema.chunk_data).where(c.id >= some[-1], c.id <= some[0]))
                _give_back(database)
        except errors.DiskFull:
            if at_once == 1:
                raise
            at_once = 1
            continue
        removed += len(some)
    return removed


def _give_back(database: Database) -> None:
    """Give the pages that the caller's transaction freed back to the drive.

    At once, since the time this takes grows with the square of how many there are.
    """
    with explained(database.path):
        (free,) = database.raw.execute("PRAGMA freelist_count").fetchone()
        for _ in range(free):  # the driver takes one step of a statement without columns: one page
            database.raw.execute("PRAGMA incremental_vacuum")


def chunks_of(database: Database, attachment: Attachment, start: int = 0) -> Iterator[bytes]:
    """Yield the chunks of an attachment, each checked; no statement stays open between two.

    Raises DocumentDamaged with the number of the first chunk that does not hold.
    """
    c = schema.chunk_data.c
    for place in range(start, attachment.count):
        try:
            data = database.execute(select(c.data).where(c.id == attachment.key(place))).scalar()
        except errors.DamagedProject as error:
            database.renew()
            raise errors.DocumentDamaged(attachment.sha256.hex(), place) from error
        wanted = attachment.chunks[32 * place : 32 * place + 32]
        if data is None or hashlib.sha256(data).digest() != wanted:
            raise errors.DocumentDamaged(attachment.sha256.hex(), place)
        yield data


def find(database: Database, sha256: str) -> Attachment | None:
    """Return the row of a document, None if it is not there."""
    c = schema.attachments.c
    row = database.execute(
        select(c.number, c.sha256, c.size, c.chunk_size, c.chunks).where(
            c.sha256 == bytes.fromhex(sha256)
        )
    ).one_or_none()
    return None if row is None else Attachment(*row)


def export(
    database: Database,
    attachment: Attachment,
    to: Path,
    on_progress: Progress | None,
    cancelled: Asked | None,
) -> None:
    """Write a document to a new file, whole or not at all."""
    if to.exists():
        raise errors.FileExists(to.name)
    with explained(to):
        temporary = beside(to, "part")
        try:
            with temporary.open("wb") as stream:
                done = 0
                for data in chunks_of(database, attachment):
                    stream.write(data)
                    done += len(data)
                    if on_progress:
                        on_progress(done, attachment.size)
                    stop_if(cancelled or never)
            publish_new(temporary, to)
        except FileExistsError:
            raise errors.FileExists(to.name) from None
        finally:
            temporary.unlink(missing_ok=True)


def ignore(_done: int, _total: int) -> None:
    """Nobody wants to know how far it is."""


def never() -> bool:
    """Nobody asks to stop."""
    return False
