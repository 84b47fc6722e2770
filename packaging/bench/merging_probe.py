"""Runs in a child process: ``python -m bench.merging_probe FOLDER STATEMENTS MB SMALL LARGE EACH``.

Takes returns into projects as the window does, beside a plain stream that copies the same bytes.
Prints seconds and milliseconds as one line of JSON.
"""

import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.streams import copy_hash_sync
from faults.exchange.returning import (
    NOW,
    REVIEW,
    SESSION,
    Leader,
    attach,
    opened_elsewhere,
    say,
    start,
    tie,
)
from ic_desktop.exchange.returns.take import take
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.state import fold
from ic_desktop.review.lane import PURPOSES, Lane

DOCUMENTS = 4
MB = 2**20
RETURNS = 8


@dataclass
class Took:
    """How long the parts of one return took, in seconds."""

    looking: float
    preview: float
    taking: float
    unite: float

    @property
    def whole(self) -> float:
        """All parts together."""
        return self.looking + self.preview + self.taking + self.unite

    @property
    def here(self) -> float:
        """What is done with the open project: all but reading the return."""
        return self.preview + self.taking + self.unite


def project(path: Path, pieces: int) -> Leader:
    """Return a leader's project with so much evidence, on a key factor of its own."""
    leader = start(path)

    def fill(editor: Editor) -> None:
        for number in range(pieces):
            values = {"type": "figure", "title": f"Figure {number}", "order": f"a{number}"}
            piece = editor.create("evidence", values, Scope())
            tie(editor, piece, "3")

    if pieces:
        leader.save(fill)
    return leader


def returned(leader: Leader, folder: Path, number: int, statements: int, megabytes: int) -> Path:
    """Return a copy for a peer that came back with statements on factor 7, and documents."""
    name, path = f"Peer {number}", folder / f"return-{leader.file.path.stem}-{number}.icproj"
    person = leader.invite(name)
    lane = Lane(REVIEW, person.author, PURPOSES["peer"], ("7",), (SESSION,))
    leader.hand_out(name, path, lane)
    with opened_elsewhere(path, folder / "elsewhere") as file:
        editor = Editor(fold(file.changes()), person)
        for place in range(statements):
            say(editor, f"Statement {place} of {name}, word for word as it was said.", factor="7")
        for place in range(DOCUMENTS if megabytes else 0):
            data = os.urandom(megabytes * MB // DOCUMENTS)
            attach(file, editor, f"{place}.bin", data)
        file.commit(editor.changes)
    return path


def timed(leader: Leader, path: Path) -> Took:
    """Take a return, and say how long each part took."""
    moments = [time.perf_counter()]
    ret = leader.look(path)
    moments.append(time.perf_counter())
    chosen = leader.preview(ret).chosen
    moments.append(time.perf_counter())
    taken = take(leader.file, leader.here(), ret, chosen, leader.actor, leader.pack, NOW)
    moments.append(time.perf_counter())
    leader.ledger.unite(taken.changes)
    moments.append(time.perf_counter())
    ret.close()
    assert taken.entries == len(chosen), "all of it is taken"
    return Took(*(later - earlier for earlier, later in pairwise(moments)))


def main(folder: Path, *sizes: int) -> None:
    """Measure and print."""
    statements, megabytes, small, large, each = sizes
    town = project(folder / "town.icproj", small)
    path = returned(town, folder, 0, statements, megabytes)
    begun = time.perf_counter()
    copy_hash_sync(path, folder / "copied.bin")
    copying = time.perf_counter() - begun
    one = timed(town, path)
    city = project(folder / "city.icproj", large)
    peers = [returned(city, folder, number, each, 0) for number in range(RETURNS)]
    eight = [timed(city, back) for back in peers]
    few = project(folder / "few.icproj", small)
    others = [returned(few, folder, number, each, 0) for number in range(RETURNS)]
    in_small = [timed(few, back) for back in others]
    found = {
        "copying": copying,
        "beyond": one.whole - copying,
        "looking": one.looking,
        "preview": 1000 * one.preview,
        "unite": 1000 * one.unite,
        "eight": [1000 * took.here for took in eight],
        "first": 1000 * statistics.median(took.here for took in eight[:3]),
        "last": 1000 * statistics.median(took.here for took in eight[-3:]),
        "into_small": 1000 * statistics.median(took.here for took in in_small),
        "into_large": 1000 * statistics.median(took.here for took in eight),
    }
    for leader in (town, city, few):
        leader.file.close()
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
