"""Files that are there whole and on the disk, or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


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


def beside(path: Path, purpose: str) -> Path:
    """Return the name of a new temporary file in the same folder, hidden where dots hide."""
    handle, name = tempfile.mkstemp(
        prefix=f".{path.name[:40]}.", suffix=f".{purpose}", dir=path.parent
    )
    os.close(handle)
    return Path(name)


def write_small(path: Path, data: bytes) -> None:
    """Write a small private file whole; readers see the old or the new bytes."""
    temporary = beside(path, "part")
    try:
        temporary.write_bytes(data)
        publish(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def discarding(temporary: Path, work: Callable[[Path], None]) -> None:
    """Do work on a temporary file, and remove it if that fails."""
    try:
        work(temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
