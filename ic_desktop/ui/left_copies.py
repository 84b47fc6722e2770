"""Folders of copies for other programs: which are in use, and what a crash left behind. No Qt.

A folder in use holds a file that the system keeps locked until the program that made it is gone,
however that ended; so what nobody uses can be told at once, and is removed.
"""

import contextlib
import os
import shutil
import stat
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

PREFIX: Final = "ic-desktop-"
_IN_USE: Final = ".in-use"
_UNMARKED_S: Final = 24 * 60 * 60
"""The age at which a folder without a mark counts as left behind."""
_FRESH_S: Final = 5
"""Seconds in which another program may be about to mark a folder that it has just made."""


class InUse:
    """Marks a folder as used by this process until it is released."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / _IN_USE, os.O_RDWR | os.O_CREAT, 0o600)
        _lock(self._handle)

    def release(self) -> None:
        """Take the mark away; the folder is about to be removed."""
        os.close(self._handle)


def sweep_left_copies() -> None:
    """Remove copies that a crash left behind; they may hold what is confidential."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # another program removes it at this moment
            if _is_left(folder):
                remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder with all its copies, also where read-only ones are held fast (Windows)."""
    if os.name == "nt":
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError):
                path.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    found = folder.lstat()
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    age = time.time() - found.st_mtime
    if not stat.S_ISDIR(found.st_mode) or not is_ours or age < _FRESH_S:
        return False
    try:
        return _is_unused(folder / _IN_USE)
    except FileNotFoundError:
        return age > _UNMARKED_S


if sys.platform == "win32":

    def _lock(_handle: int) -> None:
        """Do nothing: Windows removes no file that a process has open."""

    def _is_unused(mark: Path) -> bool:
        try:
            mark.unlink()
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> None:
        with contextlib.suppress(OSError):  # a folder that knows no locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _is_unused(mark: Path) -> bool:
        """Tell whether nobody holds the lock; without locks, whether the mark is a day old."""
        handle = os.open(mark, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return time.time() - os.fstat(handle).st_mtime > _UNMARKED_S
        finally:
            os.close(handle)
        return True
