"""Erasing for good: words and bytes go from the file, and what is left is written anew.

The steps are taken in an order that a crash cannot undo: first the words go, and the file notes
that it still has to be rebuilt; then the documents' bytes; then the backups; last the file is
written anew and takes the place of the old one. Opening a file takes up where this broke off.
"""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

from ic_desktop import errors
from ic_desktop.project.changes import read_own_change
from ic_desktop.project.erase import Erased
from ic_desktop.project.state import FieldKey, key_of
from ic_desktop.store import attachments, manifest, schema, writing
from ic_desktop.store.database import Database
from ic_desktop.store.durable import beside, clear_unfinished, publish
from ic_desktop.store.edge import explained
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import read_attachments
from ic_desktop.store.rows import Entity
from ic_desktop.store.sql import delete, select, update

REBUILD = "rebuild"
"""What ``meta.pending`` says while the file still has to be written anew."""


def drop(
    database: Database, sums: Sums, gone: Erased, *, fresh: frozenset[str] | None = None
) -> list[Entity]:
    """Remove all that is erased, inside the caller's transaction; return the entities touched.

    The documents' bytes are only given up here; :func:`attachments.sweep` removes them.
    ``fresh`` are the changes that are erased only now (None: all): what is being typed in their
    fields goes too, while what was typed since an earlier erasure is new, and stays.
    """
    fields = _drop_words(database, sums, gone)
    _drop_set_aside(database, sums, gone)
    _drop_documents(database, sums, gone)
    now = fields if fresh is None else [f for f, ids in fields.items() if ids & fresh]
    writing.drop_drafts(database, sums, sorted(now))
    return sorted({(kind, entity) for kind, entity, _field in fields})


def _drop_words(database: Database, sums: Sums, gone: Erased) -> dict[FieldKey, set[str]]:
    """Remove the bodies of erased changes; return these by the field that they were about."""
    c = schema.changes.c
    wanted = {bytes.fromhex(change_id) for change_id in gone.changes if len(change_id) == 64}
    fields: dict[FieldKey, set[str]] = {}
    for seq, change_id, held, batch in _rows(database, schema.changes):
        if change_id not in wanted:
            continue
        header = database.execute(select(c.header).where(c.seq == seq)).scalar_one()
        field = key_of(read_own_change(header, None))
        fields.setdefault(field, set()).add(change_id.hex())
        if held:
            sums.remove(manifest.change_element(seq, change_id, True, batch))
            sums.add(manifest.change_element(seq, change_id, False, batch))
            words = update(schema.changes).where(c.seq == seq).values(salt=None, value=None)
            database.execute(words)
    return fields


def _drop_set_aside(database: Database, sums: Sums, gone: Erased) -> None:
    for seq, change_id, held, batch in _rows(database, schema.set_aside):
        if change_id.hex() in gone.changes:
            sums.remove(manifest.set_aside_element(seq, change_id, bool(held), batch))
            there = schema.set_aside.c.seq == seq
            database.execute(delete(schema.set_aside).where(there))


def _rows(database: Database, table: Any) -> list[Any]:
    c = table.c
    return list(database.execute(select(c.seq, c.id, c.value.is_not(None), c.batch)).all())


def _drop_documents(database: Database, sums: Sums, gone: Erased) -> None:
    c = schema.attachments.c
    for attachment in read_attachments(database):
        if attachment.sha256.hex() in gone.files:
            sums.remove(attachment.element())
            attachments.note_unsettled(database, attachment.number)
            database.execute(delete(schema.attachments).where(c.number == attachment.number))


def rebuild(database: Database) -> None:
    """Write the file anew beside itself and put that in its place; closes ``database``.

    A page that was freed, or a cell that moved, can hold what once stood there; a new file holds
    nothing but what it has to say. Raises ErasureUnfinished without room for it.
    """
    path = database.path
    with explained(path):
        clear_unfinished(path)
    _need_room(path)
    with explained(path):
        temporary = beside(path, "rebuilt")
    try:
        if isinstance(database.raw, sqlite3.Connection):
            # SQLite counts the new file as an attached one.
            database.raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
        database.sql("VACUUM INTO ?", (str(temporary),))
        fresh = Database.open(temporary, passphrase=database.key)
        try:
            with fresh.writing():
                fresh.execute(update(schema.meta).values(pending=""))
        finally:
            fresh.close()
        database.close()
        with explained(path):
            publish(temporary, path)
    except errors.DiskFull as error:
        raise errors.ErasureUnfinished(path.parent.name) from error
    finally:
        temporary.unlink(missing_ok=True)


def _need_room(path: Path) -> None:
    size = path.stat().st_size
    if shutil.disk_usage(path.parent).free < size + attachments.SPARE_BYTES // 4:
        raise errors.ErasureUnfinished(path.parent.name, size)
