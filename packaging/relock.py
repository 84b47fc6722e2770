"""Renew the lock files from pyproject.toml: exact versions and hashes, for every platform."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from environment import LOCKS, ROOT, SetUpFailed

RESOLVER = "uv==0.13.9"


def renew(upgrade: bool) -> None:
    """Write both lock files anew; without ``upgrade`` only what pyproject.toml now asks for moves.

    The development lock is resolved first and holds everything; the other is a selection of it, so
    a test never runs with another version than the program. Raises SetUpFailed.
    """
    with tempfile.TemporaryDirectory() as folder:
        resolver = _resolver(Path(folder))
        more = ["--upgrade"] if upgrade else []
        _compile(resolver, LOCKS["dev"], "--all-extras", *more)
        _compile(resolver, LOCKS["run"], "--constraint", str(LOCKS["dev"]), "--upgrade")


def _resolver(folder: Path) -> list[str]:
    """Install the resolver into a passing environment and return how it is called."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [str(python), "-m", "pip", "install", "--quiet", RESOLVER]
    if subprocess.call(command) != 0:
        raise SetUpFailed(f"{RESOLVER} could not be installed; check the network connection.")
    return [str(python), "-m", "uv"]


def _compile(resolver: list[str], lock: Path, *more: str) -> None:
    command = [*resolver, "pip", "compile", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
    # Older versions of pip take "coverage[toml]" for another package than "coverage", unpinned.
    command += ["--no-strip-extras"]
    command += ["--quiet", *more, "--output-file", str(lock), "pyproject.toml"]
    if subprocess.call(command, cwd=ROOT, env=_with_index(), stdout=subprocess.DEVNULL):
        raise SetUpFailed("The lock files could not be renewed; the reason is above.")


def _with_index() -> dict[str, str]:
    """Return the environment variables, with pip's package index where one is set for it."""
    ask = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    index = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
    return dict(os.environ, UV_DEFAULT_INDEX=index) if index else dict(os.environ)
