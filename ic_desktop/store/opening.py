"""Opening a project file: whose it is, whether it is whole, and what may be done with it.

Nothing in the file is believed before the mark holds, and nothing is written before that either.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ic_desktop import errors
from ic_desktop.i18n import _
from ic_desktop.paths import user_dir
from ic_desktop.project.changes import Change
from ic_desktop.store import guard, header, installation, schema
from ic_desktop.store.cipher import Secret
from ic_desktop.store.database import Database, raw_connection
from ic_desktop.store.durable import sync_folder
from ic_desktop.store.edge import damaged, database_errors, explained
from ic_desktop.store.header import Header
from ic_desktop.store.lock import Lock, take
from ic_desktop.store.manifest import Sums, said_mark
from ic_desktop.store.places import warnings_about
from ic_desktop.store.reading import Meta, count_others, read_changes, read_meta

Trusted = Callable[[str, str], bool]
"""Called with a project's id and manifest (hex): whether its content was vetted already."""


@dataclass
class Opened:
    """An open file whose changes and index agree with its manifest."""

    database: Database
    meta: Meta
    sums: Sums
    changes: list[Change]
    lock: Lock | None
    warnings: tuple[str, ...]
    untouched: bool = True
    """Whether the file is as this installation last left it."""


def nobody(_project: str, _manifest: str) -> bool:
    """Trust no file but this installation's own."""
    return False


def open_file(path: Path, *, read_only: bool, trusted: Trusted, passphrase: Secret = "") -> Opened:
    """Open a file, as :meth:`ProjectFile.open` says."""
    stamp = header.read_header(path, passphrase)
    warnings = list(warnings_about(path))
    if stamp.is_newer_major and not read_only:
        read_only = True
        warnings.append(
            _("This project was made by a newer version of the program: you can read it only.")
        )
    interrupted = header.has_journal(path)
    own = _is_own(path, stamp, trusted, interrupted=interrupted)
    if not own and not read_only:
        raise errors.StrangersFile(path.name)
    if not read_only and not os.access(path, os.W_OK):  # SQLite would say so at the first write
        raise errors.WriteProtected(path.name)
    lock = None if read_only else take(path)
    try:
        if own and interrupted:
            _end_interruption(path, stamp, lock)
            warnings.append(_("The last saving was interrupted; the file is as it was before it."))
        return _open(path, stamp.key, lock, tuple(warnings), own=own)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _is_own(path: Path, stamp: Header, trusted: Trusted, *, interrupted: bool) -> bool:
    """Tell whether a file is this installation's own; raises StrangersFile if it is not trusted.

    Looks at the schema and at one row, through a connection that cannot write.
    """
    in_use = installation.is_in_use(path)
    evil = interrupted and header.names_other_files(path)
    if interrupted and not evil and (in_use or _was_own(path, stamp.key)):
        return True
    # A file in which another window writes must be looked at under its locks.
    parameters = {} if in_use else {"immutable": 1}
    with explained(path):
        connection = raw_connection(path, "ro", stamp.key, **parameters)
    try:
        meta = _first_look(connection, path, newer=stamp.is_newer_major)
    finally:
        connection.close()
    if _says_own(meta) and not evil:
        return True
    if not trusted(meta.project, meta.manifest.hex()):
        raise errors.StrangersFile(path.name, meta.project)
    return False


def _says_own(meta: Meta) -> bool:
    return meta.mark[:32] == said_mark(installation.secret(), meta.project, meta.manifest)


def _was_own(path: Path, key: Secret) -> bool:
    """Tell whether a file with a journal beside it, not known here by its place, is our own.

    Such as one that was moved after a power cut.
    """
    meta = _undone(path, key)
    return meta is not None and _says_own(meta)


def _undone(path: Path, key: Secret) -> Meta | None:
    """Return what a file would say of itself without the interrupted saving, None if nothing.

    Found out on a private copy, since only SQLite can undo a saving, and it must not do so in a
    stranger's file.
    """
    with explained(path), tempfile.TemporaryDirectory(dir=user_dir("cache")) as folder:
        copy = Path(folder) / "copy.icproj"
        shutil.copyfile(path, copy)
        shutil.copyfile(header.journal_path(path), header.journal_path(copy))
        try:
            connection = raw_connection(copy, "rw", key)
            try:
                return _first_look(connection, copy, newer=False)
            finally:
                connection.close()
        except database_errors(errors.IcError):
            return None


def _end_interruption(path: Path, stamp: Header, lock: Lock | None) -> None:
    """Let SQLite undo a saving that was interrupted, unless someone is at it just now.

    A journal of another file is removed instead: SQLite would put that file's pages into this one.
    """
    held = lock
    if held is None:
        try:
            held = take(path)
        except errors.LockedByOther:
            return
    try:
        with explained(path):
            if _is_others_journal(path, stamp.key):
                header.journal_path(path).unlink(missing_ok=True)
                sync_folder(path.parent)
            connection = raw_connection(path, "rw", stamp.key)
            try:
                _first_look(connection, path, newer=stamp.is_newer_major)
            finally:
                connection.close()
    finally:
        if lock is None:
            held.release()


def _is_others_journal(path: Path, key: Secret) -> bool:
    """Tell whether the journal beside a file that is whole by itself was made beside another.

    That of a protected file does not tell whose it is. Its own would undo one saving at most: if
    it gives the very entries that are there, it is let, for the rest of the pages; if not, the
    later state is whole already, and stays.
    """
    if not header.has_journal(path) or (not key and header.journal_fits(path)):
        return False
    manifest = _held(path, key)
    if not (key and manifest):
        return bool(manifest)
    undone = _undone(path, key)
    return undone is None or undone.manifest != manifest


def _held(path: Path, key: Secret) -> bytes:
    """Return the manifest of a file that is our own, row for row, as it is and whatever lies
    beside it; b"" if it is not. A protected one must be sound in all else as well."""
    try:
        database = Database.open_foreign(path, key)
    except errors.DamagedProject:
        return b""
    try:
        meta = _first_look(database.raw, path, newer=False)
        sums = Sums(installation.secret())
        for _change in read_changes(database, sums, thorough=False):
            pass
        count_others(database, sums)
        if key:
            require_sound(database)
        return meta.manifest if sums.agrees(meta.project, meta.mark) else b""
    except errors.IcError:
        return b""
    finally:
        database.close()


def _first_look(connection: sqlite3.Connection, path: Path, *, newer: bool) -> Meta:
    """Return the row about the file once the schema was found to be the expected one."""
    guard.limit(connection)
    guard.stop_when(connection, lambda: False, 5.0)
    try:
        problem = guard.schema_problem(connection)
        if problem and newer:
            raise errors.NewerFormat(path.name)
        row = () if problem else guard.meta_row(connection)
    except database_errors(UnicodeDecodeError, MemoryError) as error:
        if installation.is_known(path):
            raise damaged(path, str(error)) from error
        raise errors.StrangersFile(path.name) from error
    if problem or not row:
        if installation.is_known(path):
            raise damaged(path, problem or "meta")
        raise errors.StrangersFile(path.name)
    return Meta(*row)


def _open(
    path: Path, key: Secret, lock: Lock | None, warnings: tuple[str, ...], *, own: bool
) -> Opened:
    untouched = lock is not None and _is_as_left(path)
    database = _connect(path, key, lock, own=own)
    try:
        opened = _verified(database, lock, warnings, own=own)
        opened.untouched = untouched
        if lock is not None:
            if not untouched:
                require_sound(database)
            installation.note_open(path, opened.meta.project)
        return opened
    except BaseException:
        database.close()
        raise


def _connect(path: Path, key: Secret, lock: Lock | None, *, own: bool) -> Database:
    if not own:
        return Database.open_foreign(path, key)
    return Database.open(path, "ro" if lock is None else "rw", key)


def _is_as_left(path: Path) -> bool:
    """Tell whether nobody touched the file since this installation closed it."""
    left = installation.left_as(path)
    return left is not None and left == installation.look_at(path, schema.PAGE_SIZE)


def _verified(
    database: Database, lock: Lock | None, warnings: tuple[str, ...], *, own: bool
) -> Opened:
    """Read everything that counts and compare the sums, in one view of the file."""
    path = database.path
    sums = Sums(installation.secret())
    database.sql("BEGIN")
    try:
        meta = read_meta(database)
        if meta is None:
            raise damaged(path, "meta")
        changes = list(read_changes(database, sums, thorough=not own))
        count_others(database, sums)
    except errors.BrokenChange as error:
        raise damaged(path, str(error)) from error
    finally:
        if database.raw.in_transaction:
            database.sql("COMMIT")
    if own and sums.manifest == meta.manifest and not _says_own(meta):
        raise errors.StrangersFile(path.name, meta.project)
    if sums.manifest != meta.manifest or (own and not sums.agrees(meta.project, meta.mark)):
        from ic_desktop.store.backups import newest_of_file

        raise errors.TornCopy(path.name, newest_of_file(path))
    return Opened(database, meta, sums, changes, lock, warnings)


def require_sound(database: Database) -> None:
    """Raise DamagedProject unless every page is used once and is what it should be.

    Needed before writing to a file that was copied, moved or left by a crash: a free list of
    another moment than the rest would have live pages overwritten.
    """
    with explained(database.path):
        found = database.raw.execute("PRAGMA quick_check(20)").fetchall()
    problems = tuple(str(row[0]) for row in found if row[0] != "ok")
    if problems:
        raise damaged(database.path, *problems)
