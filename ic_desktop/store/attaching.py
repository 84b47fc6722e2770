"""Taking one document in: what is checked before, in which order it is written, what is undone."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from ic_desktop.errors import DocumentChanging, DocumentDamaged, IcError
from ic_desktop.project.entities import AttachedFile
from ic_desktop.store import attachments, schema
from ic_desktop.store.attachments import Asked, Progress
from ic_desktop.store.database import Database
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Attachment, Meta
from ic_desktop.store.sql import insert, select
from ic_desktop.store.transactions import Transactions

_MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "gif": "image/gif",
    "htm": "text/html",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def media_type(name: str) -> str:
    """Return the media type that a name's ending stands for, the same on every computer."""
    _, _, ending = name.rpartition(".")
    return _MEDIA_TYPES.get(ending.lower(), "application/octet-stream")


def pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what is left of a stream in pieces as the file stores them."""
    while piece := stream.read(schema.CHUNK_SIZE):
        yield piece


def described(chunks: Iterable[bytes]) -> Attachment:
    """Return the row of a document of these chunks, without a number."""
    whole, hashes, size = hashlib.sha256(), b"", 0
    for chunk in chunks:
        whole.update(chunk)
        hashes += hashlib.sha256(chunk).digest()
        size += len(chunk)
    return Attachment(0, whole.digest(), size, schema.CHUNK_SIZE, hashes)


@dataclass
class Attacher:
    """Takes documents into one open file."""

    file: Transactions

    @property
    def database(self) -> Database:
        """The open file."""
        return self.file.database

    def attach(
        self,
        name: str,
        stream: BinaryIO,
        on_progress: Progress | None,
        cancelled: Asked | None,
    ) -> AttachedFile:
        """Take in a document and return how the project knows it."""
        progress = on_progress or attachments.ignore
        asked = cancelled or attachments.never
        size = os.fstat(stream.fileno()).st_size
        found = self._there_already(stream, size, progress, asked)
        if found is None:
            attachments.need_room(self.database.path.parent, size)
            try:
                found = self._store(stream, size, progress, asked)
            except DocumentChanging:  # the stream does not know what its file is called
                raise DocumentChanging(name) from None
        return AttachedFile(found.sha256.hex(), name, media_type(name), found.size)

    def attach_bytes(self, name: str, data: bytes) -> AttachedFile:
        """Take in a document from memory, which comes nowhere near a disk but in the project."""
        starts = range(0, len(data), schema.CHUNK_SIZE)
        chunks = [data[at : at + schema.CHUNK_SIZE] for at in starts]
        document = described(chunks)
        self.take(document, chunks, None, None)
        return AttachedFile(document.sha256.hex(), name, media_type(name), len(data))

    def take(
        self,
        document: Attachment,
        chunks: Iterable[bytes],
        on_progress: Progress | None,
        cancelled: Asked | None,
    ) -> None:
        """Take in a document of another project by its chunks, each checked already.

        Raises DocumentDamaged if they are not the whole of it; then nothing of it is left.
        """
        if attachments.find(self.database, document.sha256.hex()) is None:
            brought = self.bring(document, chunks, on_progress, cancelled)
            try:
                self._name(brought)
            finally:
                self.let_go([brought.number])

    def bring(
        self,
        document: Attachment,
        chunks: Iterable[bytes],
        on_progress: Progress | None,
        cancelled: Asked | None,
    ) -> Attachment:
        """Write the chunks of another project's document, and return the row that names it.

        Until :func:`name_brought` writes that row, or :meth:`let_go`, it is on its way in.
        """
        attachments.need_room(self.database.path.parent, document.size)
        number = attachments.next_number(self.database)
        self.file.bringing.add(number)
        with self.database.writing():
            attachments.note_unsettled(self.database, number)
        try:
            whole = attachments.write_checked(
                self.database,
                number,
                chunks,
                document.size,
                on_progress or attachments.ignore,
                cancelled or attachments.never,
            )
            if whole != document.sha256:
                raise DocumentDamaged(document.sha256.hex(), 0)
        except BaseException:
            self.let_go([number])
            raise
        return replace(document, number=number)

    def let_go(self, numbers: Iterable[int]) -> None:
        """Leave nothing of documents that were on their way in and have no row."""
        self.file.bringing.difference_update(numbers)
        self._clean()

    def _there_already(
        self, stream: BinaryIO, size: int, progress: Progress, asked: Asked
    ) -> Attachment | None:
        """Return the document if the project has it; hashes only if one of its size is there."""
        c = schema.attachments.c
        same = select(c.sha256).where(c.size == size)
        present = set(self.database.execute(same).scalars().all())
        if not present:
            return None
        digest = attachments.hash_of(stream, progress, asked)
        return attachments.find(self.database, digest.hex()) if digest in present else None

    def _store(self, stream: BinaryIO, size: int, progress: Progress, asked: Asked) -> Attachment:
        number = attachments.next_number(self.database)
        with self.database.writing():
            attachments.note_unsettled(self.database, number)
        try:
            stored = attachments.write_chunks(self.database, number, stream, size, progress, asked)
            self._name(stored)
        except BaseException:
            self._clean()
            raise
        return stored

    def _clean(self) -> None:
        """Leave nothing of a document that did not come in; what cannot be removed now, because
        the drive is full or away, is removed when the file is next opened."""
        with suppress(IcError):
            self.file.delete(lambda: attachments.sweep(self.database, self.file.bringing))

    def _name(self, stored: Attachment) -> None:
        """Write the row that makes a document of the chunks."""

        def write(sums: Sums, meta: Meta) -> Meta:
            name_brought(self.database, sums, stored)
            return meta

        self.file.write(write)


def name_brought(database: Database, sums: Sums, stored: Attachment) -> None:
    """Write the row that makes a document of its chunks, inside the caller's transaction."""
    row = {
        "number": stored.number,
        "sha256": stored.sha256,
        "size": stored.size,
        "chunk_size": stored.chunk_size,
        "chunks": stored.chunks,
    }
    database.execute(insert(schema.attachments), row)
    attachments.settle(database, stored.number)
    sums.add(stored.element())
