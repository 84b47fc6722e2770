"""What Python does with a large file by itself: the floors of attaching and of looking through."""

import hashlib
import os
from pathlib import Path

PIECE = 2**20


def copy_hash_sync(source: Path, to: Path) -> str:
    """Copy a file piece by piece, hashing it on the way; it is on the disk on return."""
    digest = hashlib.sha256()
    with source.open("rb", buffering=0) as reading, to.open("wb", buffering=0) as writing:
        while piece := reading.read(PIECE):
            digest.update(piece)
            writing.write(piece)
        os.fsync(writing.fileno())
    return digest.hexdigest()


def forget(path: Path) -> None:
    """Have the system forget what it keeps of a file, as if it had just been brought on a stick."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as reading:
            os.fsync(reading.fileno())
            os.posix_fadvise(reading.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def read_once(path: Path) -> None:
    """Read a file from beginning to end."""
    with path.open("rb", buffering=0) as reading:
        while reading.read(PIECE):
            pass
