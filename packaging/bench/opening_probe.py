"""Runs in a child process: ``python -m bench.opening_probe make|own|strangers FILE [DOCUMENT...]``.

Makes a project with these documents, or opens it as the window does, and prints times in
milliseconds and memory in MB as one line of JSON.
"""

import json
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bench.memory import Peak
from bench.projects import write_project
from bench.streams import copy_hash_sync, forget, read_once
from ic_desktop.errors import Cancelled
from ic_desktop.project.edit import Actor, new_id
from ic_desktop.store import stranger
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.ui.keeper import Opened, open_project

OPENINGS = 7
ACTOR = Actor(new_id(), new_id())


def make(path: Path, documents: list[Path]) -> dict[str, float]:
    """Make a project of some thousand changes that holds these documents."""
    write_project(path, pieces=300, links=600)
    file = ProjectFile.open(path)
    for document in documents:
        file.attach(document)
    file.close()
    return {"size": path.stat().st_size / 1e6}


def timed(work: Callable[[], object], new: Path | None = None) -> float:
    """Return the milliseconds that something takes, with a file that the system knows not yet."""
    if new is not None:
        forget(new)
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def opened(path: Path, inspection: stranger.Inspection | None = None) -> Opened:
    """Open a project as the window does: one's own, or one that was looked through."""
    return open_project(
        path,
        actor=ACTOR,
        language="en",
        read_only=inspection is not None,
        trusted=inspection.trusts if inspection else None,
    )


def own(path: Path) -> dict[str, float]:
    """Open and close one's own project a few times."""
    peak = Peak()
    times = []
    for _time in range(OPENINGS):
        begun = time.perf_counter()
        project = opened(path)
        times.append((time.perf_counter() - begun) * 1000)
        project.keeper.close()
    return {"time": statistics.median(times[1:]), "memory": peak.reached()}


def strangers(path: Path) -> dict[str, float]:
    """Look a stranger's project through and open it; make it one's own; stop both halfway."""
    told: list[tuple[int, int]] = []
    told_adopting: list[tuple[int, int]] = []
    peak = Peak(helpers=True)

    def look() -> None:
        inspection = stranger.inspect(path, on_progress=lambda *share: told.append(share))
        opened(path, inspection).keeper.close()

    times = [timed(look, path) for _time in range(3)]
    memory = peak.reached()
    looked = stranger.inspect(path)
    to = path.with_name("adopted.icproj")
    copy = path.with_name("copy.bin")

    def adopt() -> None:
        stranger.adopt(looked, to, on_progress=lambda *share: told_adopting.append(share))

    found = {
        "time": statistics.median(times),
        "memory": memory,
        "told": len(told) / len(times),
        "reading": statistics.median(timed(lambda: read_once(path), path) for _time in range(3)),
        "adopting": timed(adopt, path),
        "told_adopting": len(told_adopting),
        "copying": timed(lambda: copy_hash_sync(path, copy), path),
    }
    to.unlink()
    copy.unlink()
    found["stopping"] = stopped(lambda cancelled: stranger.inspect(path, cancelled=cancelled))
    found["stopping_adopting"] = stopped(
        lambda cancelled: stranger.adopt(looked, to, cancelled=cancelled)
    )
    left = [one.name for one in path.parent.iterdir() if "adopted" in one.name]
    assert not left, f"stopping left {left}"
    return found


def stopped(work: Callable[[Callable[[], bool]], object], after: float = 0.05) -> float:
    """Return the milliseconds from asking a work to stop until it has; 0 if it was done before."""
    asked_at: list[float] = []
    stop = threading.Event()

    def ask() -> None:
        asked_at.append(time.perf_counter())
        stop.set()

    timer = threading.Timer(after, ask)
    timer.start()
    try:
        work(stop.is_set)
    except Cancelled:
        return (time.perf_counter() - asked_at[0]) * 1000
    finally:
        timer.cancel()
        timer.join()
    return 0.0


def main() -> int:
    """Do what the first argument names and print what came of it."""
    what, path, *documents = sys.argv[1:]
    if what == "make":
        found = make(Path(path), [Path(one) for one in documents])
    else:
        found = {"own": own, "strangers": strangers}[what](Path(path))
    print(json.dumps(found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
