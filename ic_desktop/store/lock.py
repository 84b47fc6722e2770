"""Who has a project open: a record beside the file, and the room that it keeps free.

SQLite's own locks guard a transaction, not an afternoon. The record says who works in the file,
on which computer and since when. Whoever holds it also holds the system's lock on it, which the
system gives back when the program dies, so a record that was left behind is noticed: at once on
the same computer, and after a quarter of an hour without a sign of life from another.

The record's file also keeps a little room on the drive, which is given up when something has to
be deleted on a full one: deleting needs room for its journal.
"""

import getpass
import json
import os
import socket
import stat
import sys
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ic_desktop import errors
from ic_desktop.i18n import current
from ic_desktop.store.edge import explained

_FLAGS: Final = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
SIGN_OF_LIFE_S: Final = 60.0
SILENT_S: Final = 15 * 60
RECORD_BYTES: Final = 4096
RESERVE_BYTES: Final = 2 * 2**20


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a record; ``since`` in seconds since 1970."""

    who: str
    where: str
    since: float

    def error(self) -> errors.LockedByOther:
        """Return what the one who came later is told."""
        since = datetime.fromtimestamp(self.since).astimezone()
        mine = me()
        is_own = (self.who, self.where) == (mine.who, mine.where)
        return errors.LockedByOther(self.who, self.where, current().moment(since), is_own=is_own)


def record_path(path: Path) -> Path:
    """Return where the record of a project file lies."""
    return path.with_name(f".{path.name}.lock")


def me() -> Holder:
    """Return what this program writes about itself."""
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user on this system
        who = "?"
    return Holder(who, socket.gethostname() or "?", time.time())


class Lock:
    """A record that is held. Make one with :func:`take`."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle
        self._ended = threading.Event()
        self._alive = threading.Thread(target=self._live, name="lock-sign-of-life", daemon=True)
        self._alive.start()

    def release(self) -> None:
        """Give the record back."""
        self._ended.set()
        self._alive.join()
        # Removed while still locked: who comes next makes a file of their own.
        if os.name == "nt":
            os.close(self._handle)
            self._path.unlink(missing_ok=True)
            return
        if _is_same(self._path, self._handle):
            self._path.unlink(missing_ok=True)
        os.close(self._handle)

    def give_up_reserve(self) -> None:
        """Make room on a full drive."""
        os.ftruncate(self._handle, RECORD_BYTES)
        os.fsync(self._handle)

    def keep_reserve(self) -> bool:
        """Take up the room again; False if there is none."""
        try:
            if os.fstat(self._handle).st_size < RECORD_BYTES + RESERVE_BYTES:
                _allocate(self._handle, RECORD_BYTES, RESERVE_BYTES)
        except OSError:
            os.ftruncate(self._handle, RECORD_BYTES)
            return False
        return True

    def _live(self) -> None:
        while not self._ended.wait(SIGN_OF_LIFE_S):
            try:
                os.utime(self._path)
            except OSError:
                continue  # the stick or the network is away; the next commit says so


def take(path: Path) -> Lock:
    """Take the record of a project file; raises LockedByOther, FolderNotWritable, DiskFull."""
    record = record_path(path)
    with explained(record):
        while True:
            _clear_way(record)
            handle = os.open(record, _FLAGS, 0o666)
            try:
                if stat.S_ISREG(os.fstat(handle).st_mode) and _take(record, handle):
                    lock = Lock(record, handle)
                    lock.keep_reserve()
                    return lock
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)


def _clear_way(record: Path) -> None:
    """Remove what stands under a record's name and is none: a link, a pipe.

    Someone else in a shared folder may have put it there, and writing must not follow it.
    """
    try:
        state = record.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(state.st_mode):
        raise errors.FolderNotWritable(record.parent.name)
    if not stat.S_ISREG(state.st_mode):
        record.unlink(missing_ok=True)


def holder(path: Path) -> Holder | None:
    """Return who a project file's record names, None without a readable record."""
    try:
        with record_path(path).open("rb") as stream:
            return _parse(stream.read(RECORD_BYTES))
    except OSError:
        return None


def _take(record: Path, handle: int) -> bool:
    """Try once; False if the record went away meanwhile."""
    present = _parse(os.pread(handle, RECORD_BYTES, 0) if hasattr(os, "pread") else _read(handle))
    if not _lock(handle):
        raise (present or Holder("?", "?", time.time())).error()
    mine = me()
    if present and present.where != mine.where and _age(record) < SILENT_S:
        raise present.error()
    if not _is_same(record, handle):
        return False
    _write(handle, mine)
    return True


def _read(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, RECORD_BYTES)


def _write(handle: int, mine: Holder) -> None:
    text = json.dumps({"who": mine.who, "where": mine.where, "since": mine.since})
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode()[: RECORD_BYTES - 1].ljust(RECORD_BYTES, b"\n"))
    os.fsync(handle)


def _parse(data: bytes) -> Holder | None:
    try:
        raw = json.loads(data)
        return Holder(str(raw["who"])[:80], str(raw["where"])[:80], float(raw["since"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _age(record: Path) -> float:
    """Return how many seconds ago the record gave a sign of life, by the drive's own clock."""
    probe = record.with_name(f"{record.name}.{os.getpid()}")
    probe.touch()
    try:
        return probe.stat().st_mtime - record.stat().st_mtime
    finally:
        probe.unlink()


def _is_same(record: Path, handle: int) -> bool:
    """Tell whether the name still leads to the open file."""
    if os.name == "nt":
        return True
    try:
        there, held = record.stat(), os.fstat(handle)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Lock one byte far behind the record, so that others can still read it."""
        os.lseek(handle, 2**30, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a share that knows no locks: the record's age has to do
            return True
        return True


def _allocate(handle: int, start: int, size: int) -> None:
    """Have the drive set room aside."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, start, size)
        return
    os.lseek(handle, start, os.SEEK_SET)
    os.write(handle, bytes(size))
    os.fsync(handle)
