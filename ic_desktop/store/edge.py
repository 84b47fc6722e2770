"""The store's edge, where "the disk is full" and "we have a bug" part ways.

What a user can understand becomes an IcError here; everything else goes on as it is, to be
logged and reported.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from ic_desktop import errors
from ic_desktop.i18n import _

_SCARCE: Final = 2**20
"""Less room than this on a drive that fails to write means that it is full."""

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN})


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database or the system reports about a file into an IcError."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            _explain(error.orig, path)
        raise
    except sqlite3.Error as error:
        _explain(error, path)
        raise
    except OSError as error:
        _explain_system(error, path)
        raise


def code_of(error: BaseException) -> int:
    """Return SQLite's extended result code, 0 if the error has none."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(origin, "sqlite_errorcode", 0) or 0)


def is_damage(error: BaseException) -> bool:
    """Tell whether SQLite found a page that is not what it should be."""
    return code_of(error) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _explain(error: sqlite3.Error, path: Path) -> None:
    code = code_of(error)
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        raise errors.DiskFull(path.parent.name) from error
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        raise damaged(path, _("a page of it cannot be read")) from error
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise errors.ChangedElsewhere(path.name) from error
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        _explain_drive(error, path, primary)


def _explain_drive(error: sqlite3.Error, path: Path, primary: int) -> None:
    if not path.exists():
        raise errors.FileGone(path.name) from error
    if primary == sqlite3.SQLITE_IOERR:
        if _room(path) < _SCARCE or error.sqlite_errorname == "SQLITE_IOERR_WRITE":
            raise errors.DiskFull(path.parent.name) from error
        raise errors.DriveFailed(path.name, error.sqlite_errorname) from error
    if _room(path) < _SCARCE:
        raise errors.DiskFull(path.parent.name) from error
    raise errors.FolderNotWritable(path.parent.name) from error


def _explain_system(error: OSError, path: Path) -> None:
    if error.errno in _FULL:
        raise errors.DiskFull(path.parent.name) from error
    if error.errno in _FORBIDDEN:
        raise errors.FolderNotWritable(path.parent.name) from error
    if isinstance(error, FileNotFoundError):
        raise errors.FileNotFound(path.name) from error
    if error.errno in _GONE:
        raise errors.FileGone(path.name) from error
    if error.errno == errno.EIO:
        raise errors.DriveFailed(path.name, os.strerror(errno.EIO)) from error


def _room(path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def damaged(path: Path, *damage: str) -> errors.DamagedProject:
    """Return the error for a damaged file, with what was found and the newest backup offered."""
    from ic_desktop.store.backups import newest_of_file

    return errors.DamagedProject(path.name, damage, newest_of_file(path))
