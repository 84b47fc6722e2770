"""Runs in a child process: ``python -m bench.commits_probe FILE ROUNDS``.

Commits small edits to a project, and the same bytes to a plain SQLite table beside it, in turn;
prints both medians in milliseconds as one line of JSON.
"""

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.projects import write_project
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.state import fold
from ic_desktop.store.project_file import ProjectFile

WARM_UP = 10


def bytes_of(change: Change) -> tuple[bytes, bytes, bytes]:
    """Return what a change is made of: header, salt and value."""
    assert change.body is not None
    return change.header.canonical(), change.body.salt, change.body.data


def bare(path: Path) -> sqlite3.Connection:
    """Return a plain database of one table, with SQLite's own settings."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE edits (header BLOB, salt BLOB, value BLOB)")
    connection.commit()
    return connection


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def measure(path: Path, rounds: int) -> dict[str, float]:
    """Return the medians, and the bytes of an edit."""
    write_project(path, pieces=100, links=200)
    file = ProjectFile.open(path)
    plain = bare(path.with_suffix(".db"))
    editor = Editor(fold(file.changes()), Actor(new_id(), new_id()))
    times: list[tuple[float, float]] = []
    size = 0
    for number in range(WARM_UP + rounds):
        there = len(editor.changes)
        editor.set("answer", f"r/city/{number % 60}", "note", f"Words {number}. " * 10, Scope())
        changes = editor.changes[there:]
        rows = [bytes_of(change) for change in changes]
        size = sum(map(len, rows[0]))

        def commit(rows: list[tuple[bytes, bytes, bytes]] = rows) -> None:
            plain.executemany("INSERT INTO edits VALUES (?, ?, ?)", rows)
            plain.commit()

        times.append((timed(lambda given=changes: file.commit(given)), timed(commit)))  # type: ignore[misc]
    plain.close()
    file.close()
    edits, floors = zip(*times[WARM_UP:], strict=True)
    return {"edit": statistics.median(edits), "bare": statistics.median(floors), "bytes": size}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
