"""Damages files and takes torn copies, and tells what the program makes of them."""

import os
import random
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from faults.store.making import Maker
from ic_desktop import errors
from ic_desktop.project.changes import Change
from ic_desktop.store import schema
from ic_desktop.store.project_file import ProjectFile

PAGE = schema.PAGE_SIZE
Content = tuple[list[Change], dict[str, bytes]]


def content(file: ProjectFile) -> Content:
    """Return all changes and documents of an open file."""
    documents = {a.sha256.hex(): b"" for a in file.attachments()}
    for sha256 in documents:
        documents[sha256] = b"".join(file.read_attachment(sha256))
    return file.changes(), documents


def fate(path: Path, truth: Content) -> str:
    """Return "reported", "harmless", or "silent" for a file that should hold ``truth``."""
    try:
        file = ProjectFile.open(path)
    except errors.IcError:
        return "reported"
    try:
        if not file.check().holds:
            return "reported"
        return "harmless" if content(file) == truth else "silent"
    except errors.IcError:
        return "reported"
    finally:
        file.close()


def fates(
    path: Path,
    folder: Path,
    chance: random.Random,
    rounds: int,
    pages: list[int] | None = None,
    upto: int = PAGE,
) -> Iterator[str]:
    """Change one bit in a copy, again and again; yield the fate of each copy.

    ``pages`` are offsets of the pages to choose from (all if None), ``upto`` how far into one.
    """
    file = ProjectFile.open(path)
    truth = content(file)
    file.close()
    data = path.read_bytes()
    folder.mkdir(exist_ok=True)
    copy = folder / "copy.icproj"
    for _ in range(rounds):
        damaged = bytearray(data)
        start = chance.choice(pages) if pages else chance.randrange(len(data) // PAGE) * PAGE
        damaged[start + chance.randrange(upto)] ^= 1 << chance.randrange(8)
        copy.write_bytes(damaged)
        yield fate(copy, truth)
        copy.unlink(missing_ok=True)


def pages_by_class(path: Path) -> dict[str, list[int]]:
    """Return the offsets of a file's pages by what they are: inner, leaf and chunk pages."""
    connection = sqlite3.connect(path)
    count = connection.execute("PRAGMA page_count").fetchone()[0]
    roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall())
    connection.close()
    data = path.read_bytes()
    found: dict[str, list[int]] = {"inner": [], "leaf": [], "chunk": []}
    for name, root in roots.items():
        if name != "chunk_data":
            _walk(data, root, found)
    known = {0, *found["inner"], *found["leaf"]}
    # What no other table uses belongs to chunk_data, but for the second page: a pointer map.
    found["chunk"] = [n * PAGE for n in range(2, count) if n * PAGE not in known]
    return found


def _walk(data: bytes, page: int, found: dict[str, list[int]]) -> None:
    start = (page - 1) * PAGE
    kind = data[start]
    if kind not in (2, 5):
        found["leaf"].append(start)
        return
    found["inner"].append(start)
    count = int.from_bytes(data[start + 3 : start + 5])
    for number in range(count):
        at = start + 12 + 2 * number
        cell = start + int.from_bytes(data[at : at + 2])
        _walk(data, int.from_bytes(data[cell : cell + 4]), found)
    _walk(data, int.from_bytes(data[start + 8 : start + 12]), found)


def torn_copies(
    file: ProjectFile, maker: Maker, folder: Path, chance: random.Random, rounds: int
) -> Iterator[Path]:
    """Copy a file page by page while it is written to; yield each copy.

    A slow copier reads some pages, lets the writer go on, reads the next ones.
    """
    source = folder / "document.bin"
    copy = folder / "torn.icproj"
    for number in range(rounds):
        source.write_bytes(os.urandom(chance.randrange(1, 3_000_000)))
        # Half of the copiers are as quick as a file manager, half as slow as a network.
        pause = chance.choice([0.0, chance.random() * 0.004])
        copier = _Copier(file.path, copy, chance.random() * 0.02, pause)
        copier.start()
        file.commit(maker.note(number % 50, "x" * chance.randrange(1, 20_000)))
        attached = file.attach(source)
        file.commit(maker.edit("evidence", f"e{number}", "title", attached.name))
        copier.join()
        yield copy
        copy.unlink(missing_ok=True)


class _Copier(threading.Thread):
    """Copies a file as a file manager does: in order, without looking at locks."""

    def __init__(self, source: Path, to: Path, delay: float, pause: float) -> None:
        super().__init__(name="copier")
        self._source = os.open(source, os.O_RDONLY)
        self._to = to
        self._delay = delay
        self._pause = pause
        self._gone = threading.Event()

    def run(self) -> None:
        """Copy; the handle stays open, since closing it would give up the locks of SQLite."""
        self._gone.wait(self._delay)
        with self._to.open("wb") as stream:
            offset = 0
            while data := os.pread(self._source, 8 * PAGE, offset):
                stream.write(data)
                offset += len(data)
                if self._pause:
                    self._gone.wait(self._pause)


def outcome_of_copy(path: Path) -> str:
    """Return "whole", "refused", "named" (a torn document), or "silent"."""
    try:
        file = ProjectFile.open(path)
    except errors.IcError:
        return "refused"
    try:
        try:
            content(file)
        except errors.DocumentDamaged:
            return "named"
        except errors.DamagedProject:
            return "refused"
        return "whole" if file.check().holds else "silent"
    finally:
        file.close()
