"""The store's edge, where "the disk is full" and "we have a bug" part ways.

What a user can understand becomes an IcError here; everything else goes on as it is, to be
logged and reported.
"""

import errno
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ic_desktop import errors
from ic_desktop.i18n import _

_PROBE: Final = 2**17
"""Bytes that a drive must take not to count as full: what a small saving needs."""

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MISNAMED = frozenset({errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN})


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system reports about a file into an IcError."""
    try:
        yield
    except database_errors(UnicodeDecodeError, OSError) as error:
        explanation = explanation_of(error, path)
        if explanation is None:
            raise
        raise explanation from error


def database_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what SQLite's drivers raise, and others that are to be caught with it.

    SQLCipher's has classes of its own, once it was imported.
    """
    protected = sys.modules.get("sqlcipher3.dbapi2")
    return (
        (sqlite3.Error, *others) if protected is None else (sqlite3.Error, protected.Error, *others)
    )


def explanation_of(error: BaseException | None, path: Path) -> errors.IcError | None:
    """Return what a user is told of an error, None if it is not one that they can understand."""
    if isinstance(error, database_errors()):
        return _of_database(error, path)
    if isinstance(error, UnicodeDecodeError):  # the driver, at SQLite's words about a damaged page
        return damaged(path, _("a page of it cannot be read"))
    if isinstance(error, OSError):
        return _of_system(error, path)
    return None


def located(path: Path) -> Path:
    """Return where a file really lies; raises FileNotFound for links that lead nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle
        raise errors.FileNotFound(path.name) from error


def code_of(error: BaseException) -> int:
    """Return SQLite's primary result code, 0 if the error has none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def is_damage(error: BaseException) -> bool:
    """Tell whether SQLite found a page that is not what it should be."""
    return code_of(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _of_database(error: BaseException, path: Path) -> errors.IcError | None:
    code = code_of(error)
    if code == sqlite3.SQLITE_FULL:
        return errors.DiskFull(path.parent.name)
    # SQLite has no code of its own for a header that tells of another format.
    other_format = code == sqlite3.SQLITE_ERROR and "unsupported file format" in str(error)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or other_format:
        return damaged(path, _("a page of it cannot be read"))
    if code == sqlite3.SQLITE_TOOBIG:
        return damaged(path, _("a value in it is larger than any can be"))
    if code == sqlite3.SQLITE_INTERRUPT:
        return errors.RefusedProject(path.name, _("It asks for more than a project needs."))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or _has_moved(error, path):
        return errors.ChangedElsewhere(path.name)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return _of_drive(error, path, code)
    return None


def _has_moved(error: BaseException, path: Path) -> bool:
    """Tell whether another file stands under the name of the one that is open."""
    if isinstance(error, sqlite3.Error):
        moved = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED
        return moved and _is_there(path)
    # SQLCipher's driver tells no more than that nothing can be written.
    return code_of(error) == sqlite3.SQLITE_READONLY and os.access(path, os.W_OK)


def _of_drive(error: BaseException, path: Path, code: int) -> errors.IcError:
    if not _is_there(path):
        return errors.FileGone(path.name)
    if _is_full(path.parent):
        return errors.DiskFull(path.parent.name)
    if code == sqlite3.SQLITE_IOERR:
        return errors.DriveFailed(path.name, str(getattr(error, "sqlite_errorname", "")))
    return errors.FolderNotWritable(path.parent.name)


def _of_system(error: OSError, path: Path) -> errors.IcError | None:
    if error.errno in _FULL:
        return errors.DiskFull(path.parent.name)
    if error.errno in _FORBIDDEN:
        if _may_not_be_read(path):
            return errors.CannotUse(path.name, os.strerror(error.errno))
        return errors.FolderNotWritable(path.parent.name)
    if error.errno in _MISNAMED:
        return errors.CannotUse(path.name, os.strerror(error.errno))
    if isinstance(error, FileNotFoundError) or error.errno == errno.ELOOP:
        return errors.FileNotFound(path.name)
    if error.errno in _GONE:
        return errors.FileGone(path.name)
    if error.errno == errno.EIO:
        return errors.DriveFailed(path.name, os.strerror(errno.EIO))
    return None


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except OSError:
        return False
    return True


def _may_not_be_read(path: Path) -> bool:
    """Tell whether a file that is there, or its folder, is kept from this user."""
    try:
        return path.exists() and not os.access(path, os.R_OK)
    except OSError:
        return True


def _is_full(folder: Path) -> bool:
    """Tell whether a folder takes no more bytes: a quota shows only when something is written."""
    try:
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(bytes(_PROBE))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        return error.errno in _FULL
    return False


def damaged(path: Path, *damage: str) -> errors.DamagedProject:
    """Return the error for a damaged file, with what was found and the newest backup offered."""
    from ic_desktop.store.backups import newest_of_file

    return errors.DamagedProject(path.name, damage, newest_of_file(path))
