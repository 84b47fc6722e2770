"""Writes a stranger's project anew, as a file of our own. Runs in the helper process.

Only what a project is made of is taken over, checked once more on the way: changes, also against
one another, drafts, packs and documents, and what binds the copy to its project. Rows are made
anew; nothing of the file's own pages survives.
"""

import hashlib
from pathlib import Path
from typing import Any

from ic_desktop import errors
from ic_desktop.project.erase import erased
from ic_desktop.project.history import check_history
from ic_desktop.project.state import fold
from ic_desktop.store import attachments, binding, reading, schema, writing
from ic_desktop.store.attachments import Progress
from ic_desktop.store.creating import fill_new
from ic_desktop.store.database import Database
from ic_desktop.store.inspection import guarded, require_binding
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Attachment, Meta
from ic_desktop.store.sql import insert


def adopt_here(
    path: Path,
    to: Path,
    manifest: str,
    tell: Progress,
    passphrase: str = "",
    leaving: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Write the content of ``path`` to the empty file ``to``, not synced yet.

    ``manifest`` is that of the inspection: a file that changed since is refused. Returns the
    hashes of the documents that were not whole, and so are left out. The same ``passphrase`` opens
    both. ``leaving`` are hashes of documents that nobody needs a second time.
    """
    with guarded(path, passphrase) as (database, meta):
        if meta.manifest.hex() != manifest:
            raise errors.ChangedElsewhere(path.name)
        require_binding(database, meta)
        fresh = Database.open(to, "rwc", passphrase if database.key else "")
        try:
            fresh.sql("PRAGMA synchronous = OFF")  # who gives it its name syncs it before
            return {"lost": _copy(database, fresh, meta, tell, leaving)}
        finally:
            fresh.close()


def _copy(
    database: Database, fresh: Database, meta: Meta, tell: Progress, leaving: frozenset[str]
) -> list[str]:
    changes = list(reading.read_changes(database, Sums(b""), thorough=True))
    # What was saved from a damaged file has gaps; what was forged fits nothing that follows it.
    check_history({change.id: change for change in changes}, gaps=True)
    gone = erased(fold(change for change in changes if change.header.kind == "erasure"))
    packs = reading.read_packs(database)
    bound = binding.read(database)
    with fresh.writing():
        sums = fill_new(fresh, meta.project, gone.filter(changes), packs, bound)
        for row in reading.draft_rows(database):
            writing.put_draft(fresh, sums, reading.draft_of(row))
    unwanted = gone.files | leaving
    documents = [d for d in reading.read_attachments(database) if d.sha256.hex() not in unwanted]
    total = sum(document.size for document in documents)
    lost: list[str] = []
    done = 0
    for number, document in enumerate(documents, 1):
        if copy_document(database, fresh, document, number, lambda n: tell(done + n, total)):  # noqa: B023 - called at once
            with fresh.writing():
                name_document(fresh, sums, document, number)
        else:
            lost.append(document.sha256.hex())
        done += document.size
    _seal(fresh, sums)
    return lost


def copy_document(
    database: Database, fresh: Database, document: Attachment, number: int, tell: Any
) -> bool:
    """Copy a document's pieces; False, with nothing left of it, if it is not whole."""
    whole = hashlib.sha256()
    done = 0
    first = number << schema.CHUNK_BITS
    batch: list[dict[str, Any]] = []
    try:
        for place, data in enumerate(attachments.chunks_of(database, document)):
            whole.update(data)
            done += len(data)
            batch.append({"id": first + place, "data": data})
            if len(batch) == attachments.CHUNKS_AT_ONCE:
                _flush(fresh, batch)
                tell(done)
        _flush(fresh, batch)
    except errors.DocumentDamaged:
        done = -1
    if whole.digest() == document.sha256 and done == document.size:
        return True
    attachments.remove_chunks(fresh, number)
    return False


def _flush(fresh: Database, batch: list[dict[str, Any]]) -> None:
    if batch:
        with fresh.writing():
            fresh.execute(insert(schema.chunk_data), batch)
        batch.clear()


def name_document(fresh: Database, sums: Sums, document: Attachment, number: int) -> None:
    own = Attachment(number, document.sha256, document.size, document.chunk_size, document.chunks)
    row = {
        "number": number,
        "sha256": own.sha256,
        "size": own.size,
        "chunk_size": own.chunk_size,
        "chunks": own.chunks,
    }
    fresh.execute(insert(schema.attachments), row)
    sums.add(own.element())


def _seal(fresh: Database, sums: Sums) -> None:
    """Write the manifest of all that was taken over."""
    meta = reading.read_meta(fresh)
    assert meta is not None, "it was just made"
    with fresh.writing():
        writing.write_sums(fresh, meta, sums)
