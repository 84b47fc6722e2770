"""Writes ``LICENCES.md``: every locked library with its version and licence, from its metadata.

    python packaging/licences.py

Runs in the development environment. What is locked for another system only (Windows) is not
installed here: its package is fetched for its metadata alone.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from importlib import metadata
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
RUN_LOCK = FOLDER / "requirements.lock"
DEV_LOCK = FOLDER / "requirements-dev.lock"
LIST = FOLDER / "LICENCES.md"

INTRODUCTION = """\
# Libraries and their licences
Written by `packaging/licences.py` from each library's own metadata, for the versions in the lock
files; a test holds the two together. Integrating Cities Desktop itself: EUPL-1.2 (`LICENSE`).
Source Sans 3 in `resources/fonts`: SIL Open Font License 1.1.

Qt, PySide6 and Shiboken are used under the LGPL-3.0, as the separate, exchangeable shared
libraries that their wheels hold. Nothing of any library is copied into this program's source.
"""

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Library:
    """One locked library."""

    name: str
    version: str
    licence: str


def locked(lock: Path) -> dict[str, str]:
    """Return name and version of every library in a lock file."""
    return dict(_PINNED.findall(lock.read_text(encoding="utf-8")))


_READ = {
    # zlib's text for the driver; its wheels hold SQLCipher and OpenSSL as well.
    "sqlcipher3": "Zlib, with SQLCipher: BSD-3-Clause, and OpenSSL: Apache-2.0",
}
"""What a person read in the licence texts of libraries whose metadata does not say it."""


def licence_of(about: Message) -> str:
    """Return a package's licence as its metadata states it, in the shortest exact form."""
    if about.get("Name") in _READ:
        return _READ[str(about["Name"])]
    expression = about.get("License-Expression")
    if expression:
        return str(expression)
    stated = str(about.get("License") or "").strip()
    if stated and "\n" not in stated and len(stated) < 80:
        return stated
    prefix = "License :: "
    named = [str(c) for c in about.get_all("Classifier", []) if str(c).startswith(prefix)]
    return ", ".join(c.rsplit(" :: ", 1)[1] for c in named) or "not stated"


def installed_licence(name: str) -> str | None:
    """Return the licence of an installed library, None when it is not installed here."""
    try:
        about = metadata.distribution(name).read_text("METADATA")
    except metadata.PackageNotFoundError:
        return None
    return licence_of(HeaderParser().parsestr(about or ""))


def fetched_licence(name: str, version: str) -> str:
    """Return the licence of a library that is not for this system, from its package."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, f"{name}=={version}"], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (inner,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
            return licence_of(HeaderParser().parsestr(archive.read(inner).decode("utf-8")))


def libraries(names: dict[str, str]) -> list[Library]:
    """Return libraries with their licences, in order of the alphabet."""
    return sorted(
        Library(name, version, installed_licence(name) or fetched_licence(name, version))
        for name, version in names.items()
    )


def page() -> str:
    """Return the text of LICENCES.md."""
    run, dev = locked(RUN_LOCK), locked(DEV_LOCK)
    only_dev = {name: version for name, version in dev.items() if name not in run}
    return "\n".join(
        [
            INTRODUCTION,
            *_section("In the program", libraries(run)),
            *_section("For development and tests only", libraries(only_dev)),
        ]
    )


def _section(title: str, rows: list[Library]) -> Iterator[str]:
    yield from (f"## {title}", "| library | version | licence |", "| --- | --- | --- |")
    yield from (f"| {row.name} | {row.version} | {row.licence} |" for row in rows)
    yield ""


if __name__ == "__main__":
    LIST.write_text(page(), encoding="utf-8")
