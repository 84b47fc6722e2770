"""Writing a file so that it is there whole, on the disk, or not at all."""

import os
import tempfile
from pathlib import Path

from ic_desktop.errors import FileNotWritten


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write ``data`` to ``path`` through a file beside it that is synced and then renamed.

    ``private`` leaves the file readable for its owner only (mode 0600). Raises FileNotWritten.
    """
    try:
        _write(path, data, private)
    except OSError as error:
        raise FileNotWritten(path.name, error.strerror or type(error).__name__) from error


def _write(path: Path, data: bytes, private: bool) -> None:
    # mkstemp makes the file 0600 from its first moment, so a key is never readable by others.
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if not private:
                beside.chmod(0o666 & ~_umask())
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _umask() -> int:
    """Return the umask without changing it where the system says it, else the usual one."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0o022
    for line in status.splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    return 0o022


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
