"""What this installation keeps about project files: its secret, and how it last left each file.

Losing any of it does no harm: a file without the secret's mark takes the guarded route, and a
file that is not found as it was left is looked through once more.
"""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ic_desktop.paths import user_dir
from ic_desktop.store.durable import beside, publish_new, write_small

_KEY_BYTES: Final = 32


def secret() -> bytes:
    """Return this installation's secret (32 bytes), made when first asked for."""
    path = user_dir("data") / "installation.key"
    key = _read_key(path)
    return key or _make_key(path)


def _read_key(path: Path) -> bytes:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return b""
    return key if len(key) == _KEY_BYTES else b""


def _make_key(path: Path) -> bytes:
    """Two processes may come here at once: the first to publish wins, both use its key."""
    temporary = beside(path, "part", private=True)
    try:
        temporary.write_bytes(secrets.token_bytes(_KEY_BYTES))
        if path.exists():  # of a wrong size: of no use to anyone
            path.unlink()
        publish_new(temporary, path)
    except FileExistsError:
        pass  # the other process was first
    finally:
        temporary.unlink(missing_ok=True)
    return path.read_bytes()


@dataclass(frozen=True, slots=True)
class Look:
    """What a file looks like from outside: enough to tell that nobody touched it since."""

    size: int
    modified: int
    """Nanoseconds, as the file system tells them."""
    first_page: str
    """SHA-256 of the first page, in hex."""


def look_at(path: Path, page_size: int) -> Look:
    """Return a closed file's looks. Never call it on a file that SQLite has open: closing any
    handle on it would give up SQLite's locks (POSIX)."""
    state = path.stat()
    with path.open("rb") as stream:
        page = stream.read(page_size)
    return Look(state.st_size, state.st_mtime_ns, hashlib.sha256(page).hexdigest())


def left_as(path: Path) -> Look | None:
    """Return how this installation left a file when it last closed it, or None."""
    raw = _read(path)
    try:
        return Look(int(raw["size"]), int(raw["modified"]), str(raw["first_page"]))
    except (KeyError, TypeError, ValueError):
        return None


def is_known(path: Path) -> bool:
    """Tell whether this installation ever made the file or had it open for writing."""
    return bool(_read(path))


def is_in_use(path: Path) -> bool:
    """Tell whether this installation opened a file for writing and has not closed it since."""
    raw = _read(path)
    return bool(raw) and "size" not in raw


def project_at(path: Path) -> str:
    """Return the id of the project that was last seen in a file, "" if none was."""
    return str(_read(path).get("project", ""))


def note_open(path: Path, project: str) -> None:
    """Note that a file is open for writing: how it was left counts no more."""
    _write(path, {"project": project})


def note_closed(path: Path, project: str, look: Look) -> None:
    """Note how a file was left."""
    raw = {"size": look.size, "modified": look.modified, "first_page": look.first_page}
    _write(path, {"project": project, **raw})


def forget(path: Path) -> None:
    """Forget about a file."""
    _record(path).unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(_record(path).read_bytes())
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _write(path: Path, raw: dict[str, Any]) -> None:
    write_small(_record(path), json.dumps(raw).encode())


def _record(path: Path) -> Path:
    folder = user_dir("data") / "files"
    folder.mkdir(exist_ok=True)
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:32]
    return folder / f"{name}.json"
