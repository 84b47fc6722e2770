"""Reads what a project file holds, and counts every row into the sums that must agree.

``thorough`` reading is for files of unknown origin: headers must be canonical and of a known
shape, and values canonical too. One's own files, whose mark holds, need less.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ic_desktop.errors import BrokenChange
from ic_desktop.project.changes import (
    Body,
    Change,
    Scope,
    Value,
    check_body,
    check_place,
    parse_canonical,
    read_change,
    read_own_change,
)
from ic_desktop.project.state import FieldKey
from ic_desktop.store import binding, manifest, schema
from ic_desktop.store.database import Database
from ic_desktop.store.manifest import Sums

# Statements as they stand: opening a project does not wait for a library that builds them.
_META: Final = (
    "SELECT project, created, change_count, last_seq, manifest, mark, projection, pending"
    " FROM meta WHERE id = 1"
)
_CHANGES: Final = "SELECT seq, id, header, salt, value, batch FROM changes ORDER BY seq"
_SET_ASIDE: Final = "SELECT seq, id, value IS NOT NULL, batch FROM set_aside"
_BATCHES: Final = "SELECT batch, at FROM batches"
_PACK_HASHES: Final = "SELECT hash FROM packs"
_PACKS: Final = "SELECT hash, bundle FROM packs"
_ATTACHMENTS: Final = (
    "SELECT number, sha256, size, chunk_size, chunks FROM attachments ORDER BY number"
)
_EXTRAS: Final = "SELECT name, value FROM extras"
_DRAFTS: Final = (
    "SELECT kind, entity, field, review, voice, factor, session, author, device, value, since"
    " FROM drafts"
)


@dataclass(frozen=True, slots=True)
class Meta:
    """The one row about the file itself; ``created`` in ms since 1970."""

    project: str
    created: int
    change_count: int
    last_seq: int
    manifest: bytes
    mark: bytes
    projection: str
    pending: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was being typed in a field; ``since`` in ms since 1970.

    ``author`` and ``device`` are those of who typed, "" where nobody told.
    """

    kind: str
    entity: str
    field: str
    scope: Scope
    value: Value
    since: int
    author: str = ""
    device: str = ""

    @property
    def key(self) -> FieldKey:
        """The field."""
        return (self.kind, self.entity, self.field)


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment's row; ``sha256`` is of the whole, ``chunks`` are the hashes of its chunks."""

    number: int
    sha256: bytes
    size: int
    chunk_size: int
    chunks: bytes

    @property
    def count(self) -> int:
        """How many chunks it has."""
        return len(self.chunks) // 32

    def key(self, place: int) -> int:
        """Return the key of a chunk."""
        return (self.number << schema.CHUNK_BITS) + place

    def element(self) -> bytes:
        """Return what it contributes to the sums."""
        return manifest.attachment_element(
            self.number, self.sha256, self.size, self.chunk_size, self.chunks
        )

    def problem(self) -> str:
        """Return what is wrong with the row itself, "" if nothing is."""
        if self.chunk_size != schema.CHUNK_SIZE or len(self.sha256) != 32:
            return "form"
        fits = self.count == -(-self.size // self.chunk_size) <= schema.MAX_CHUNKS
        return "" if fits and len(self.chunks) % 32 == 0 and self.size >= 0 else "size"


def read_meta(database: Database) -> Meta | None:
    """Return the row about the file, None if it is not there."""
    rows = list(database.read(_META))
    return Meta(*rows[0]) if rows else None


def read_changes(database: Database, sums: Sums, *, thorough: bool) -> Iterator[Change]:
    """Yield all changes in local order; raises BrokenChange at the first that does not hold."""
    last = 0
    for seq, change_id, header, salt, value, batch in database.read(_CHANGES):
        if seq <= last:  # a table whose pages lead back to themselves has no end
            raise BrokenChange(f"entry {seq}")
        last = seq
        change = checked(header, salt, value, thorough=thorough)
        if change.id != change_id.hex():
            raise BrokenChange(f"entry {seq}")
        sums.add(manifest.change_element(seq, change_id, change.body is not None, batch))
        yield change


def ids_after(database: Database, seq: int) -> list[str]:
    """Return the ids of the changes that came after one, in their order."""
    found = database.read("SELECT id FROM changes WHERE seq > ? ORDER BY seq", (seq,))
    return [change_id.hex() for (change_id,) in found]


def checked(header: bytes, salt: bytes | None, value: bytes | None, *, thorough: bool) -> Change:
    """Return a change whose commitment holds; raises BrokenChange."""
    if (salt is None) != (value is None):
        raise BrokenChange("half a value")
    body = None if salt is None or value is None else Body(salt, value)
    if not thorough:
        try:
            return read_own_change(header, body)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BrokenChange("header not readable") from error
    change = read_change(header, body)
    if body is not None:
        check_body(body)
    return change


def count_others(database: Database, sums: Sums) -> None:
    """Count in every row that is not a change."""
    for seq, change_id, is_held, batch in database.read(_SET_ASIDE):
        sums.add(manifest.set_aside_element(seq, change_id, bool(is_held), batch))
    for row in database.read(_BATCHES):
        sums.add(manifest.batch_element(*row))
    for (pack_hash,) in database.read(_PACK_HASHES):
        sums.add(manifest.pack_element(pack_hash))
    for attachment in read_attachments(database):
        sums.add(attachment.element())
    for draft_row in draft_rows(database):
        sums.add(element_of_draft(draft_row))
    for name, value in database.read(_EXTRAS):
        sums.add(manifest.extra_element(name, value))
        if name == binding.NAME:
            sums.binding = binding.key_of(value)


def read_attachments(database: Database) -> list[Attachment]:
    """Return the rows of all attachments."""
    return [Attachment(*row) for row in database.read(_ATTACHMENTS)]


def draft_rows(database: Database) -> list[Any]:
    """Return the drafts as they stand."""
    return list(database.read(_DRAFTS))


def element_of_draft(row: Any) -> bytes:
    """Return what a draft's row contributes."""
    *parts, value, since = row
    return manifest.draft_element(tuple(parts), value, since)


def draft_of(row: Any) -> Draft:
    """Return a draft from its row; raises BrokenChange for one that can become no change."""
    kind, entity, name, review, voice, factor, session, author, device, value, since = row
    scope = Scope(review, voice, factor, session)
    check_place(kind, entity, name, scope, author, device)
    return Draft(kind, entity, name, scope, parse_canonical(value), since, author, device)


def read_packs(database: Database) -> dict[str, bytes]:
    """Return all bundles by hash (hex); raises BrokenChange for one that does not match."""
    found = {}
    for pack_hash, bundle in database.read(_PACKS):
        if hashlib.sha256(bundle).digest() != pack_hash:
            raise BrokenChange(f"pack {pack_hash.hex()[:8]}")
        found[pack_hash.hex()] = bundle
    return found
