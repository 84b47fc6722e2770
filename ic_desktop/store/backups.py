"""Dated backups outside the project file, bounded in number.

A backup is a project file without its documents' bytes; those never change, so they are kept
once for all backups of a project, as plain files named by their SHA-256. So a backup of a
project with gigabytes of documents costs no more than its words. ``restore`` puts both together.

Kept are the newest ten, and the newest of each of the last fourteen days.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ic_desktop import errors
from ic_desktop.paths import user_dir
from ic_desktop.project.erase import Erased
from ic_desktop.store import attachments, erasing, installation, reading, schema, writing
from ic_desktop.store.attachments import Asked, Progress
from ic_desktop.store.creating import require_free
from ic_desktop.store.database import Database
from ic_desktop.store.durable import beside, publish_new
from ic_desktop.store.edge import explained
from ic_desktop.store.header import journal_path
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Attachment
from ic_desktop.store.sql import delete, insert, select

ENDING: Final = ".icproj"
NEWEST: Final = 10
DAYS: Final = 14
_LEAVE_FREE: Final = 2**30
"""Documents are not copied where less room than this would be left on the drive."""
_ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it lies, when it was made (local time), its size in bytes.

    ``manifest`` is the beginning of the manifest of what it holds, "" for a file that was kept
    whole because it came from someone else.
    """

    path: Path
    when: datetime
    size: int
    manifest: str


def folder_of(project_id: str) -> Path:
    """Return (and make) the folder of a project's backups."""
    safe = "".join(sign for sign in project_id if sign.isascii() and sign.isalnum())[:64]
    folder = user_dir("backups") / (safe or "project")
    folder.mkdir(exist_ok=True)
    return folder


def list_backups(project_id: str) -> list[Backup]:
    """Return a project's backups, the newest first."""
    found = [
        Backup(path, when, path.stat().st_size, path.name.partition("-")[2].removesuffix(ENDING))
        for path in folder_of(project_id).glob(f"*{ENDING}")
        if (when := _when(path)) is not None
    ]
    return sorted(found, key=lambda backup: backup.when, reverse=True)


def _when(path: Path) -> datetime | None:
    stamp = path.name.removesuffix(ENDING).partition("-")[0]
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%S%f%z").astimezone()
    except ValueError:
        return None


def new_path(project_id: str, manifest: str) -> Path:
    """Return the name of a backup made now; ``manifest`` in hex."""
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    mark = f"-{manifest[:16]}" if manifest else ""
    return folder_of(project_id) / f"{stamp}{mark}{ENDING}"


def newest_of_file(path: Path) -> tuple[Path, datetime] | None:
    """Return the newest backup of the project that a (damaged) file held, as far as is known."""
    project_id = installation.project_at(path)
    backups = list_backups(project_id) if project_id else []
    return (backups[0].path, backups[0].when) if backups else None


def make(
    database: Database,
    *,
    on_progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> Path:
    """Make a backup of an open file, unless the newest holds the same; return where it lies.

    Reports between documents' pieces only. A drive without room for the documents gets the words.
    """
    meta = reading.read_meta(database)
    assert meta is not None, "an open file has its row"
    present = list_backups(meta.project)
    if present and present[0].manifest == meta.manifest.hex()[:16]:
        path = present[0].path
    else:
        path = _make_words(database, new_path(meta.project, meta.manifest.hex()))
    _keep_documents(database, folder_of(meta.project), on_progress, cancelled)
    prune(meta.project)
    return path


def _make_words(database: Database, path: Path) -> Path:
    """Write everything but the documents' bytes to a new file, look through it, and name it."""
    with explained(path):
        temporary = beside(path, "part", private=True)
    try:
        _copy_words(database, temporary)
        _require_whole(temporary)
        with explained(path):
            publish_new(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _copy_words(database: Database, to: Path) -> None:
    copy = Database.open(to, "rwc")
    try:
        with copy.writing():
            for statement in schema.FIXED:
                copy.sql(statement)
            copy.sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            copy.sql(f"PRAGMA user_version = {schema.USER_VERSION}")
            copy_tables(database, copy, _words())
            # Rows are made anew when the backup is restored.
            meta = reading.read_meta(copy)
            assert meta is not None, "it was just copied"
            writing.write_meta(copy, replace(meta, projection=""))
    finally:
        copy.close()


def _words() -> Sequence[Any]:
    """Return the tables of a backup: all but the documents' bytes."""
    return (
        schema.meta,
        schema.changes,
        schema.batches,
        schema.set_aside,
        schema.drafts,
        schema.packs,
        schema.attachments,
        schema.extras,
    )


def copy_tables(source: Database, target: Database, tables: Sequence[Any]) -> None:
    """Copy all rows of some tables, in one view of the source and the target's transaction."""
    source.engage()
    source.sql("BEGIN")
    try:
        for table in tables:
            names = [column.name for column in table.c]
            rows = source.execute(select(*table.c))
            while some := rows.fetchmany(_ROWS_AT_ONCE):
                target.execute(insert(table), [dict(zip(names, r, strict=True)) for r in some])
    finally:
        source.sql("COMMIT")


def _require_whole(path: Path) -> None:
    """Raise DamagedProject unless the sums of a closed file agree."""
    database = Database.open(path, "ro")
    try:
        sums_of(database)
    finally:
        database.close()


def sums_of(database: Database) -> Sums:
    """Return the sums of a file of our own after comparing them with its manifest."""
    meta = reading.read_meta(database)
    sums = Sums(installation.secret())
    for _change in reading.read_changes(database, sums, thorough=False):
        pass
    reading.count_others(database, sums)
    if meta is None or sums.manifest != meta.manifest:
        raise errors.TornCopy(database.path.name)
    return sums


# The documents, kept once for all backups


def document_path(folder: Path, sha256: str) -> Path:
    """Return where the backups of a folder keep a document."""
    return folder / "documents" / sha256


def _keep_documents(
    database: Database, folder: Path, on_progress: Progress | None, cancelled: Asked | None
) -> None:
    """Copy the documents that are not kept yet; a damaged one is left out."""
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    kept = {path.name for path in documents.iterdir()}
    missing = [a for a in reading.read_attachments(database) if a.sha256.hex() not in kept]
    total = sum(attachment.size for attachment in missing)
    done = 0
    for attachment in missing:
        if shutil.disk_usage(folder).free < attachment.size + _LEAVE_FREE:
            continue
        start = done

        def report(part: int, _size: int, start: int = start) -> None:
            if on_progress:
                on_progress(start + part, total)

        try:
            to = document_path(folder, attachment.sha256.hex())
            attachments.export(database, attachment, to, report, cancelled)
        except errors.DocumentDamaged:
            continue  # the check names it; an older copy of it may still be restored
        done += attachment.size


def prune(project_id: str) -> None:
    """Remove backups beyond the bounds, and documents that no backup names any more."""
    backups = list_backups(project_id)
    keep = {backup.path for backup in backups[:NEWEST]}
    first_day = datetime.now().astimezone().date() - timedelta(days=DAYS)
    days = set()
    for backup in backups:
        day = backup.when.date()
        if day > first_day and day not in days:
            days.add(day)
            keep.add(backup.path)
    old = [backup for backup in backups if backup.path not in keep]
    for backup in old:
        backup.path.unlink(missing_ok=True)
    if old:
        _prune_documents(project_id)


def _prune_documents(project_id: str) -> None:
    named: set[str] = set()
    for backup in list_backups(project_id):
        try:
            database = Database.open(backup.path, "ro")
        except errors.IcError:
            continue
        try:
            named.update(a.sha256.hex() for a in reading.read_attachments(database))
        except errors.IcError:
            return  # a backup that cannot be read may name any of them
        finally:
            database.close()
    for path in (folder_of(project_id) / "documents").iterdir():
        if path.name not in named:
            path.unlink()


# After erasing, and restoring


def strip(project_id: str, gone: Erased) -> None:
    """Take out of all backups what is erased; a backup that cannot be rewritten is deleted.

    Drafts go all: a backup may hold words whose first change came later, so that nothing in it
    tells which of them were erased. What a crash left of a backup in the making goes too.
    """
    folder = folder_of(project_id)
    for unfinished in (*folder.glob(".*"), *folder.glob("documents/.*")):
        unfinished.unlink(missing_ok=True)
    for sha256 in gone.files:
        document_path(folder, sha256).unlink(missing_ok=True)
    for backup in list_backups(project_id):
        try:
            if not _is_ours(backup.path):
                raise errors.StrangersFile(backup.path.name)
            _strip_one(backup.path, gone)
        except errors.IcError:
            backup.path.unlink(missing_ok=True)
            journal_path(backup.path).unlink(missing_ok=True)


def _strip_one(path: Path, gone: Erased) -> None:
    database = Database.open(path)
    try:
        sums = sums_of(database)
        before = sums.manifest
        with database.writing():
            erasing.drop(database, sums, gone)
            writing.drop_drafts(database, sums, [row[:3] for row in reading.draft_rows(database)])
            meta = reading.read_meta(database)
            assert meta is not None, "its sums were taken"
            # Noted until it is done, should the program end before.
            unclean = sums.manifest != before or meta.pending == erasing.REBUILD
            pending = erasing.REBUILD if unclean else meta.pending
            writing.write_sums(database, replace(meta, pending=pending), sums)
            database.execute(delete(schema.unsettled))
        if unclean:
            erasing.rebuild(database)
    finally:
        database.close()


def restore(backup: Path, to: Path) -> tuple[str, ...]:
    """Make a new project file of a backup and its documents.

    Returns the SHA-256 of the documents whose bytes were not kept. Raises FileExists, DiskFull,
    TornCopy, DamagedProject.
    """
    require_free(to)
    with explained(to):
        temporary = beside(to, "part")
    try:
        with explained(backup):
            shutil.copyfile(backup, temporary)
        # What was kept whole because it came from someone else takes the guarded route again.
        lost = _put_documents_back(temporary, backup.parent) if _is_ours(backup) else ()
        with explained(to):
            publish_new(temporary, to)
    except FileExistsError:
        raise errors.FileExists(to.name) from None
    finally:
        temporary.unlink(missing_ok=True)
    return lost


def _is_ours(backup: Path) -> bool:
    return "-" in backup.name


def _put_documents_back(path: Path, folder: Path) -> tuple[str, ...]:
    database = Database.open(path)
    lost: list[Attachment] = []
    try:
        sums = sums_of(database)
        for attachment in reading.read_attachments(database):
            kept = document_path(folder, attachment.sha256.hex())
            if not put_back(database, attachment, kept):
                lost.append(attachment)
        with database.writing():
            for attachment in lost:
                sums.remove(attachment.element())
                there = schema.attachments.c.number == attachment.number
                database.execute(delete(schema.attachments).where(there))
                attachments.note_unsettled(database, attachment.number)
            meta = reading.read_meta(database)
            assert meta is not None, "its sums were taken"
            writing.write_sums(database, meta, sums)
        attachments.sweep(database)
    finally:
        database.close()
    return tuple(attachment.sha256.hex() for attachment in lost)


def put_back(database: Database, attachment: Attachment, kept: Path) -> bool:
    """Write a document's chunks from its kept file; False if that is not what it was."""
    try:
        with kept.open("rb", buffering=0) as stream:
            found = attachments.write_chunks(
                database,
                attachment.number,
                stream,
                attachment.size,
                attachments.ignore,
                attachments.never,
            )
    except (OSError, errors.DocumentChanging):
        return False
    return found.chunks == attachment.chunks
