"""Files that are there whole and on the disk, or not at all."""

import glob
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

_NAMED: Final = 40
"""How much of a file's name stands in that of what is made beside it."""
_PURPOSES: Final = frozenset({"export", "import", "new", "own", "part", "rebuilt"})


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Bring a closed file's bytes to the disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish_new(temporary: Path, path: Path) -> None:
    """Give a finished file its name; raises FileExistsError if that is taken."""
    sync_file(temporary)
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a drive without hard links, such as a FAT stick
        if path.exists():
            raise FileExistsError(str(path)) from None
        temporary.rename(path)
    temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def publish(temporary: Path, path: Path) -> None:
    """Give a finished file its name, in place of whatever had it."""
    sync_file(temporary)
    temporary.replace(path)
    sync_folder(path.parent)


def beside(path: Path, purpose: str, *, private: bool = False) -> Path:
    """Return the name of a new temporary file in the same folder, hidden where dots hide.

    It may be read by whom the system's settings say, or by its owner alone if ``private``; if
    ``path`` is there already, by those who may read that.
    """
    handle, name = tempfile.mkstemp(
        prefix=f".{path.name[:_NAMED]}.", suffix=f".{purpose}", dir=path.parent
    )
    os.close(handle)
    temporary = Path(name)
    if not private and os.name != "nt":
        temporary.chmod(_mode_of(path))
    return temporary


def clear_unfinished(path: Path) -> None:
    """Remove what a crash left beside a file of what was to take its place or go into it.

    Only for whoever holds the record of the file, so that none of it is still in the making.
    """
    if len(path.name) > _NAMED:  # another's could begin alike
        return
    for left in path.parent.glob(f".{glob.escape(path.name)}.????????.*"):
        if left.suffix[1:] not in _PURPOSES:
            continue
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)


def _mode_of(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o666 & ~_umask()


def _umask() -> int:
    """Return the umask without changing it where the system says it, else the usual one."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0o022
    found = re.search(r"^Umask:\s*([0-7]+)$", lines, re.MULTILINE)
    return int(found[1], 8) if found else 0o022


def write_small(path: Path, data: bytes) -> None:
    """Write a small private file whole; readers see the old or the new bytes."""
    temporary = beside(path, "part", private=True)
    try:
        temporary.write_bytes(data)
        publish(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
