"""Trial: killed while it takes a copy back, a project is as it was before, or as after.

python -m faults.exchange.merging FILE RETURN     takes it, and says "begun", "taken"
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faults.exchange.returning import (
    NOW,
    Leader,
    attach,
    opened_elsewhere,
    say,
    start,
)
from faults.model import Outcome, Setting
from faults.store.making import bundle, someone_else
from ic_desktop import errors
from ic_desktop.benchmark.load import from_bundle
from ic_desktop.exchange.returns.look import here_of, look_at, preview_of
from ic_desktop.exchange.returns.take import take
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import fold
from ic_desktop.store.project_file import ProjectFile

PACKAGING = Path(__file__).resolve().parent.parent.parent
STATEMENTS, DOCUMENTS, BYTES = 150, 4, 5_000_000
ME = Actor("0" * 32, "1" * 32)


@dataclass(frozen=True, slots=True)
class Held:
    """What a project holds, as far as a return changes it; our own note of it not counted."""

    changes: frozenset[str]
    documents: frozenset[str]


def kill_while_merging(setting: Setting) -> Outcome:
    """Kill a process that takes a return, open the file, check it, compare it."""
    count = setting.rounds(60, 6)
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        town, back = prepare(setting.folder)
        before, after, seconds = _both(setting, town, back)
        failures: list[str] = []
        ends = {"before": 0, "after": 0}
        for number in range(count):
            path = setting.folder / f"{number}.icproj"
            path.write_bytes(town.read_bytes())
            _kill_one(setting, path, back, setting.chance.uniform(0.0, 1.1 * seconds))
            failures += (f"round {number}: {told}" for told in _compare(path, before, after, ends))
            path.unlink(missing_ok=True)
    note = f"{ends['before']} as before, {ends['after']} as after"
    return Outcome(count, tuple(failures), note)


def prepare(folder: Path) -> tuple[Path, Path]:
    """Return a leader's project and a peer's copy that came back with statements and documents."""
    town, back = folder / "town.icproj", folder / "back.icproj"
    leader = start(town)
    leader.hand_out("Anna", back)
    with opened_elsewhere(back, folder / "anna") as file:
        editor = Editor(fold(file.changes()), leader.people["Anna"])
        for number in range(STATEMENTS):
            say(editor, f"Statement {number}, as it was said.", factor="7")
        for number in range(DOCUMENTS):
            attach(file, editor, f"{number}.bin", os.urandom(BYTES))
        file.commit(editor.changes)
    leader.file.close()
    return town, back


def _both(setting: Setting, town: Path, back: Path) -> tuple[Held, Held, float]:
    """Return what there is before and after, and how long taking takes."""
    path = setting.folder / "whole.icproj"
    path.write_bytes(town.read_bytes())
    before = _held(path)
    child = _child(setting, path, back)
    assert child.stdout is not None
    child.stdout.readline()
    begun = time.monotonic()
    child.stdout.readline()
    seconds = time.monotonic() - begun
    _out, complaint = child.communicate()
    if complaint:
        raise AssertionError(complaint)
    return before, _held(path), seconds


def _child(setting: Setting, path: Path, back: Path) -> subprocess.Popen[str]:
    paths = os.pathsep.join((str(PACKAGING.parent), str(PACKAGING)))
    return subprocess.Popen(
        [sys.executable, "-m", "faults.exchange.merging", str(path), str(back)],
        env={**setting.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _kill_one(setting: Setting, path: Path, back: Path, seconds: float) -> None:
    child = _child(setting, path, back)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    _out, complaint = child.communicate()
    if complaint:
        raise AssertionError(complaint)


def _compare(path: Path, before: Held, after: Held, ends: dict[str, int]) -> Iterator[str]:
    try:
        found = _held(path)
        file = ProjectFile.open(path)
        try:
            yield from (f"check: {p.place}: {p.what}" for p in file.check().problems)
            if list(file._file.database.read("SELECT number FROM unsettled")):
                yield "bytes that belong to nothing are left"
        finally:
            file.close()
    except errors.IcError as error:
        yield str(error)
        return
    if found == before:
        ends["before"] += 1
    elif found == after:
        ends["after"] += 1
    else:
        more, documents = len(found.changes - before.changes), len(found.documents)
        yield f"neither as before nor as after: {more} changes and {documents} documents came"


def _held(path: Path) -> Held:
    file = ProjectFile.open(path)
    try:
        changes = (c for c in file.changes() if c.header.kind != "hand-out-return")
        documents = (document.sha256.hex() for document in file.attachments())
        return Held(frozenset(c.id for c in changes), frozenset(documents))
    finally:
        file.close()


def main(path: Path, back: Path) -> None:
    """Take a return, all of it."""
    file = ProjectFile.open(path)
    ledger = Ledger.of(file.changes())
    leader = Leader(file, ledger, ME, from_bundle(bundle(), "en"))
    ret = look_at(back, here_of(file, ledger))
    chosen = preview_of(ret, leader.here(), leader.pack, NOW).chosen
    print("begun", flush=True)
    take(file, leader.here(), ret, chosen, ME, leader.pack, NOW)
    print("taken", flush=True)
    file.close()
    ret.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
