"""Dated backups outside the project file, bounded in number.

A backup is a project file without its documents' bytes; those never change, so they are kept
once for all backups of a project, as plain files named by their SHA-256. So a backup of a
project with gigabytes of documents costs no more than its words. ``restore`` puts both together.

The backups of a protected project are protected with the same passphrase, documents included.

Kept are the newest ten, and the newest of each of the last fourteen days.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ic_desktop import errors
from ic_desktop.i18n import ngettext
from ic_desktop.paths import user_dir
from ic_desktop.project.erase import Erased
from ic_desktop.store import (
    attachments,
    erasing,
    header,
    installation,
    reading,
    schema,
    writing,
)
from ic_desktop.store.attachments import Asked, Progress
from ic_desktop.store.cipher import SALT_BYTES, Key, Secret
from ic_desktop.store.creating import require_free
from ic_desktop.store.database import Database
from ic_desktop.store.durable import beside, publish_new
from ic_desktop.store.edge import explained
from ic_desktop.store.header import journal_path
from ic_desktop.store.kept import Plain, forget_vaults, kept_documents
from ic_desktop.store.manifest import Sums
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
    prune(meta.project, database.key)
    return path


def _make_words(database: Database, path: Path) -> Path:
    """Write everything but the documents' bytes to a new file, look through it, and name it."""
    with explained(path):
        temporary = beside(path, "part", private=True)
    try:
        _make_copy(database, temporary)
        _require_whole(temporary, database.key)
        with explained(path):
            publish_new(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _make_copy(database: Database, to: Path) -> None:
    copy = Database.open(to, "rwc", database.key)
    try:
        with copy.writing():
            copy_words(database, copy)
    finally:
        copy.close()


def copy_words(database: Database, copy: Database) -> None:
    """Write everything but the documents' bytes into an empty file, inside its transaction.

    Rows for people and other tools are made anew when the file is opened.
    """
    for statement in schema.FIXED:
        copy.sql(statement)
    copy.sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    copy.sql(f"PRAGMA user_version = {schema.USER_VERSION}")
    copy_tables(database, copy, _words())
    meta = reading.read_meta(copy)
    assert meta is not None, "it was just copied"
    writing.write_meta(copy, replace(meta, projection=""))


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


def _require_whole(path: Path, key: Secret) -> None:
    """Raise DamagedProject unless the sums of a closed file agree."""
    database = Database.open(path, "ro", key)
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


def _keep_documents(
    database: Database, folder: Path, on_progress: Progress | None, cancelled: Asked | None
) -> None:
    """Copy the documents that are not kept yet; a damaged one is left out."""
    kept = kept_documents(folder, database.key)
    there = kept.names()
    missing = [a for a in reading.read_attachments(database) if a.sha256.hex() not in there]
    total = sum(attachment.size for attachment in missing)
    done = 0
    for attachment in missing:
        if shutil.disk_usage(folder).free < attachment.size + _LEAVE_FREE:
            continue
        start = done

        def report(part: int, start: int = start) -> None:
            if on_progress:
                on_progress(start + part, total)

        try:
            kept.keep(database, attachment, report, cancelled or attachments.never)
        except errors.DocumentDamaged:
            continue  # the check names it; an older copy of it may still be restored
        done += attachment.size


def prune(project_id: str, key: Secret = "") -> None:
    """Remove backups beyond the bounds, and documents that no backup names any more.

    ``key`` opens those that are protected.
    """
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
        _prune_documents(project_id, key)


def _prune_documents(project_id: str, key: Secret) -> None:
    named: dict[bool, set[str]] = {False: set(), True: set()}
    salts = set()
    for backup in list_backups(project_id):
        try:
            salts.add(salt_of(backup.path))
            database = open_one(backup.path, key, "ro")
        except errors.IcError:
            continue
        try:
            found = {a.sha256.hex() for a in reading.read_attachments(database)}
            named[bool(database.key)].update(found)
        except errors.IcError:
            return  # a backup that cannot be read may name any of them
        finally:
            database.close()
    folder = folder_of(project_id)
    plain = Plain(folder)
    plain.drop(plain.names() - named[False])
    if key:
        vault = kept_documents(folder, key)
        vault.drop(vault.names() - named[True])
    forget_vaults(folder, salts)


def salt_of(path: Path) -> bytes:
    """Return the beginning of a file: of a protected one it tells which key opens it."""
    with explained(path), path.open("rb") as stream:
        return stream.read(SALT_BYTES)


def open_one(path: Path, key: Secret, mode: str = "rw") -> Database:
    """Open a backup, plain or protected; raises NeedsPassphrase, WrongProjectPassphrase."""
    return Database.open(path, mode, header.read_header(path, key).key)


# After erasing, and restoring


def strip(project_id: str, gone: Erased, key: Secret = "") -> tuple[str, ...]:
    """Take out of all backups what is erased; a backup that cannot be rewritten is deleted.

    Such as one with another passphrase than ``key``: returns a sentence about those.

    Drafts go all: a backup may hold words whose first change came later, so that nothing in it
    tells which of them were erased. What a crash left of a backup in the making goes too.
    """
    folder = folder_of(project_id)
    for unfinished in folder.glob(".*"):
        unfinished.unlink(missing_ok=True)
    forget_vaults(folder, {key.salt} if isinstance(key, Key) else set())
    for kept in (Plain(folder), kept_documents(folder, key)):
        kept.clear_unfinished()
        kept.drop(gone.files)
    locked = 0
    for backup in list_backups(project_id):
        try:
            if not is_ours(backup.path):
                raise errors.StrangersFile(backup.path.name)
            _strip_one(backup.path, gone, key)
        except errors.IcError as error:
            locked += isinstance(error, errors.NeedsPassphrase | errors.WrongPassphrase)
            backup.path.unlink(missing_ok=True)
            journal_path(backup.path).unlink(missing_ok=True)
    if not locked:
        return ()
    told = ngettext(
        "{count} backup has another passphrase and was deleted, since it may hold what is erased.",
        "{count} backups have another passphrase and were deleted, since they may hold what is "
        "erased.",
        locked,
    )
    return (told.format(count=locked),)


def _strip_one(path: Path, gone: Erased, key: Secret) -> None:
    database = open_one(path, key)
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


def restore(backup: Path, to: Path, *, passphrase: Secret = "") -> tuple[str, ...]:
    """Make a new project file of a backup and its documents, protected as the backup is.

    Returns the SHA-256 of the documents whose bytes were not kept. Raises FileExists, DiskFull,
    TornCopy, DamagedProject, NeedsPassphrase, WrongProjectPassphrase.
    """
    require_free(to)
    key = header.read_header(backup, passphrase).key if is_ours(backup) else ""
    with explained(to):
        temporary = beside(to, "part")
    try:
        with explained(backup):
            shutil.copyfile(backup, temporary)
        # What was kept whole because it came from someone else takes the guarded route again.
        lost = _put_documents_back(temporary, backup.parent, key) if is_ours(backup) else ()
        with explained(to):
            publish_new(temporary, to)
    except FileExistsError:
        raise errors.FileExists(to.name) from None
    finally:
        temporary.unlink(missing_ok=True)
    return lost


def is_ours(backup: Path) -> bool:
    """Tell whether we made a backup; else it is the original of a file that was taken over."""
    return "-" in backup.name


def _put_documents_back(path: Path, folder: Path, key: Secret) -> tuple[str, ...]:
    database = Database.open(path, passphrase=key)
    kept = kept_documents(folder, key)
    try:
        sums = sums_of(database)
        documents = reading.read_attachments(database)
        lost = [one for one in documents if not kept.put_back(database, one)]
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
