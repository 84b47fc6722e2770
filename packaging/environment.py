"""The private environment beside the checkout: made once, renewed when the lock file changes.

Only the standard library: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import debian

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOCKS = {
    "run": ROOT / "packaging" / "requirements.lock",
    "dev": ROOT / "packaging" / "requirements-dev.lock",
}
"""What running the program needs, and what working on it needs (which holds all of the first)."""

_STAMP = ENVIRONMENT / "installed.json"


class SetUpFailed(Exception):
    """The environment could not be made; the message is one sentence and says what to do."""


def python() -> Path:
    """Return the environment's interpreter."""
    if sys.platform == "win32":
        return ENVIRONMENT / "Scripts" / "python.exe"
    return ENVIRONMENT / "bin" / "python"


def ready(purpose: str) -> Path:
    """Return the interpreter of an environment that holds the lock of "run" or "dev".

    Needs no network when nothing has changed. Two callers at a time wait for each other.
    Raises SetUpFailed or debian.NeedsPackages.
    """
    if not _holds(purpose):
        with _alone():
            if not _holds(purpose):
                _set_up(purpose)
    return python()


def _holds(purpose: str) -> bool:
    stamp = _read_stamp()
    return stamp.get("python") == _version() and stamp.get(purpose) == _hash(LOCKS[purpose])


def _set_up(purpose: str) -> None:
    print("Setting up the private environment (.venv); once, a minute or two.", file=sys.stderr)
    if _read_stamp().get("python") != _version():
        _make()
    _install(LOCKS[purpose])
    done = {
        "python": _version(),
        **{k: _hash(p) for k, p in LOCKS.items() if k in ("run", purpose)},
    }
    part = _STAMP.with_suffix(".part")
    part.write_text(json.dumps(done), encoding="utf-8")
    part.replace(_STAMP)


def _make() -> None:
    """Make an empty environment with pip, in place of one that is broken or of another Python."""
    if importlib.util.find_spec("ensurepip") is None:
        debian.install(["python3-venv"], "The private environment")
    _STAMP.unlink(missing_ok=True)
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpFailed(
            f"The private environment could not be made in {ENVIRONMENT} ({error}); "
            "check that the folder can be written and that the disk has 1 GB of room."
        ) from error


def _install(lock: Path) -> None:
    """Install exactly what the lock names, each file checked against its hash."""
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--only-binary", ":all:", "--require-hashes", "-r", str(lock)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr.decode(errors="replace"))
        raise SetUpFailed(
            "The libraries could not be installed (the reason is above); "
            "check the network connection and the room on the disk, then run the command again."
        )


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor} {sys.platform} {ENVIRONMENT}"


def _hash(path: Path) -> str:
    """Return the hash of a lock's text, whatever the line ends of the checkout."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _read_stamp() -> dict[str, str]:
    """Return what was installed; empty when there is no environment, or a broken one."""
    try:
        stamp = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and python().exists() else {}


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock on this checkout; the system lets go of it whatever happens to the process."""
    try:
        stream = (ROOT / ".venv.lock").open("a+b")
    except OSError as error:
        raise SetUpFailed(
            f"The folder {ROOT} cannot be written ({error}); move the checkout to one that can."
        ) from error
    with stream:
        _lock(stream)
        yield


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(stream: IO[bytes]) -> None:
        while True:
            try:
                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.5)
            else:
                return
else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)
