"""Looks through a stranger's project file. Runs in the helper process.

Nothing is written, not even beside the file. A file that is refused is refused with a sentence;
a document that is not whole is told as a warning, and named again when it is read.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ic_desktop import errors
from ic_desktop.benchmark.load import from_bundle
from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.entities import profile, reviews
from ic_desktop.project.state import fold
from ic_desktop.store import binding, guard, header, reading
from ic_desktop.store.attachments import Progress
from ic_desktop.store.binding import Binding
from ic_desktop.store.database import Database
from ic_desktop.store.edge import database_errors, explained
from ic_desktop.store.manifest import OWN_BYTES, PROOF_BYTES, Sums, proof_in
from ic_desktop.store.places import warnings_about
from ic_desktop.store.reading import Attachment, Meta

MOST_CHANGES: Final = 1_000_000
MOST_DOCUMENTS: Final = 50_000
MOST_PACKS: Final = 50
MOST_DRAFTS: Final = 10_000
MOST_EXTRAS: Final = 1000
_SECONDS: Final = 240.0
_SUMMARY: Final = frozenset({"project", "review"})
_SMALL_TABLES: Final = (
    "meta",
    "changes",
    "batches",
    "set_aside",
    "drafts",
    "packs",
    "attachments",
    "unsettled",
    "extras",
)
_PROJECT_ID: Final = re.compile(r"[0-9a-f]{32}")


def inspect_here(path: Path, tell: Progress, passphrase: str = "") -> dict[str, Any]:
    """Return what a stranger's project holds, as plain data.

    Raises FileNotFound, NotAProject, NewerFormat, RefusedProject, TornCopy, DamagedProject.
    """
    with guarded(path, passphrase) as (database, meta):
        bound = require_binding(database, meta)
        kept, count = _changes(database, meta, tell)
        documents, warnings = _documents(database)
        packs = _packs(database, path)
        state = fold(kept)
        return {
            "project_id": meta.project,
            "manifest": meta.manifest.hex(),
            "city": profile(state).city,
            "reviews": [review.title for review in reviews(state)],
            "changes": count,
            "documents": len(documents),
            "bytes": sum(document.size for document in documents),
            "packs": packs,
            "warnings": [*_about(path), *warnings],
            "copy": [bound.kind, bound.id] if bound else ["", ""],
            "proof": proof_in(meta.mark).hex(),
        }


def _about(path: Path) -> list[str]:
    found = list(warnings_about(path))
    if header.has_journal(path):
        found.append(
            _(
                "Where this file was made, a saving was interrupted. What it holds fits together, "
                "but may not be the newest."
            )
        )
    return found


@contextmanager
def guarded(path: Path, passphrase: str = "") -> Iterator[tuple[Database, Meta]]:
    """Open a file of unknown origin for reading, after its schema and pages were looked at."""
    stamp = header.read_header(path, passphrase)
    database = Database.open_foreign(path, stamp.key)
    try:
        guard.stop_when(database.raw, lambda: False, _SECONDS)
        with explained(path):
            meta = _first_look(database.raw, path, newer=stamp.is_newer_major)
            if stamp.key:
                guard.require_sizes(database.raw, path)
        try:
            yield database, meta
        except errors.BrokenChange as error:
            raise errors.RefusedProject(path.name, error.what) from error
    finally:
        database.close()


def _first_look(connection: sqlite3.Connection, path: Path, *, newer: bool) -> Meta:
    problem = guard.schema_problem(connection)
    if problem and newer:
        raise errors.NewerFormat(path.name)
    if problem:
        raise errors.RefusedProject(path.name, problem)
    for table in _SMALL_TABLES:
        ((found, *_rest), *_others) = connection.execute(
            f"PRAGMA quick_check('{table}')"
        ).fetchall()
        if found != "ok":
            raise errors.DamagedProject(path.name, (str(found),), None)
    row = guard.meta_row(connection)
    if not row:
        raise errors.RefusedProject(path.name, _("It does not say whose project it is."))
    meta = Meta(*row)
    _require_bounds(connection, meta, path)
    return meta


def _require_bounds(connection: sqlite3.Connection, meta: Meta, path: Path) -> None:
    if not _PROJECT_ID.fullmatch(meta.project) or len(meta.manifest) != 32:
        raise errors.RefusedProject(path.name, _("It does not say whose project it is."))
    most = {
        "changes": MOST_CHANGES,
        "set_aside": MOST_CHANGES,
        "batches": MOST_CHANGES,
        "attachments": MOST_DOCUMENTS,
        "packs": MOST_PACKS,
        "drafts": MOST_DRAFTS,
        "extras": MOST_EXTRAS,
    }
    for table, bound in most.items():
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if count > bound:
            raise errors.RefusedProject(path.name, _("It holds more than a project can."))


def require_binding(database: Database, meta: Meta) -> Binding | None:
    """Return what a stranger's file says binds it to its project, None if it says nothing.

    Nothing of it is believed; raises RefusedProject for what no version of the program writes.
    """
    problem = errors.RefusedProject(
        database.path.name, _("What it says about whose copy it is does not hold.")
    )
    where = (binding.NAME,)
    ((count, longest),) = database.read(
        "SELECT count(*), max(length(value)) FROM extras WHERE name = ?", where
    )
    if len(meta.mark) not in (OWN_BYTES, OWN_BYTES + PROOF_BYTES):
        raise problem
    if count == 0:
        return None
    if count > 1 or longest > binding.MOST_BYTES:
        raise problem
    try:
        bound = binding.parse(binding.read(database))
    except ValueError:
        raise problem from None
    if bound.kind == "project" and bound.id != meta.project:
        raise problem
    return bound


def _changes(database: Database, meta: Meta, tell: Progress) -> tuple[list[Change], int]:
    """Check every change; return those that tell what the project is about, and their number.

    The others are let go at once, so that memory does not grow with their number.
    """
    sums = Sums(b"")
    seen: set[int] = set()
    kept: list[Change] = []
    for change in reading.read_changes(database, sums, thorough=True):
        seen.add(int(change.id[:16], 16))
        if change.header.kind in _SUMMARY:
            kept.append(change)
        if len(seen) % 1000 == 0:
            tell(len(seen), meta.change_count)
    reading.count_others(database, sums)
    for row in reading.draft_rows(database):
        reading.draft_of(row)
    if sums.manifest != meta.manifest:
        raise errors.TornCopy(database.path.name)
    if len(seen) != meta.change_count:
        raise errors.RefusedProject(database.path.name, _("An entry stands in it twice."))
    return kept, len(seen)


def _documents(database: Database) -> tuple[list[Attachment], list[str]]:
    """Return the rows of all documents, and a warning for each that is not whole."""
    documents = reading.read_attachments(database)
    name = database.path.name
    if len({d.sha256 for d in documents}) != len(documents) or any(map(_misfit, documents)):
        raise errors.RefusedProject(name, _("Its list of documents does not hold."))
    torn = [document for document in documents if not _has_all_chunks(database, document)]
    return documents, [
        _("The document {hash} is not whole.").format(hash=document.sha256.hex()[:16])
        for document in torn
    ]


def _misfit(document: Attachment) -> bool:
    return bool(document.problem()) or not 0 < document.number < 2**40


def _has_all_chunks(database: Database, document: Attachment) -> bool:
    """Tell whether every piece is there in its right length, without reading any."""
    low, high = document.key(0), document.key(document.count)
    try:
        found = database.raw.execute(
            "SELECT id, length(data) FROM chunk_data WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (low, high, document.count + 1),
        ).fetchall()
    except database_errors(UnicodeDecodeError):
        database.renew()
        return False
    last = document.size - (document.count - 1) * document.chunk_size
    sizes = [document.chunk_size] * (document.count - 1) + [last] * bool(document.count)
    return found == [(low + place, size) for place, size in enumerate(sizes)]


def _packs(database: Database, path: Path) -> list[str]:
    titles = []
    for bundle in reading.read_packs(database).values():
        try:
            titles.append(from_bundle(bundle, "en").title)
        except errors.BrokenPack as error:
            raise errors.RefusedProject(path.name, error.what) from error
    return titles
