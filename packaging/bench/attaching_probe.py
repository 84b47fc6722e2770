"""Runs in a child process: ``python -m bench.attaching_probe PROJECT DOCUMENT... LAST``.

Attaches documents through the real window, each copied by a plain stream in turn, watching how
often the window's event loop comes round; cancels the last one halfway. Prints the medians in
milliseconds and MB as one line of JSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bench.bystander import Pause, shared, watching
from bench.memory import Peak
from bench.projects import write_project
from bench.streams import copy_hash_sync, forget
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.ui.application import SWITCH_S, Application
from ic_desktop.ui.navigation import factor_place
from ic_desktop.ui.workspace import Workspace

BEAT_MS, LOOK_MS = 4, 20
PATIENCE, SETTLE_S = 300.0, 2.0


class Heart(QObject):
    """Beats in the window's event loop and remembers the pauses between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[tuple[float, float, float]] = []
        """Begin and end (monotonic), and how long the thread was ready meanwhile but did not run
        since others had the processor; all in seconds."""
        self._last, self._waited = time.monotonic(), waited_for_a_processor()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def beat(self) -> None:
        """Take note of the time since the last beat."""
        now, waited = time.monotonic(), waited_for_a_processor()
        self.pauses.append((self._last, now, waited - self._waited))
        self._last, self._waited = now, waited

    def longest(self, bystander: list[Pause] | None = None) -> float:
        """Return the longest pause in milliseconds.

        With the pauses of a bystander, less what others took of it: the time in which the thread
        waited for a processor, or in which a program that does nothing stood still as well.
        """
        if bystander is None:
            return 1000 * max(end - begin for begin, end, _waited in self.pauses)
        return 1000 * max(
            end - begin - max(waited, shared((begin, end), bystander))
            for begin, end, waited in self.pauses
        )


def waited_for_a_processor() -> float:
    """Return the seconds that this thread was ready and did not run; 0 where it is not told."""
    told = Path("/proc/thread-self/schedstat")
    return int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0


class Watched:
    """The open window with one project, and what is measured in it."""

    def __init__(self, program: Application, workspace: Workspace) -> None:
        self.workspace = workspace
        self.problems: list[str] = []
        workspace.failed.connect(lambda error: self.problems.append(str(error)))
        program.window.go(factor_place("7"))
        settled = time.monotonic() + SETTLE_S
        turn_until(lambda: time.monotonic() > settled)

    def attach(self, document: Path) -> tuple[float, Heart, float]:
        """Attach a document; return the time (ms), the pauses, and the peak of memory (MB)."""
        there: list[str] = []
        peak, heart, begun = Peak(), Heart(), time.perf_counter()
        self.workspace.attach([document], factor="7", question="7.1", then=there.append)
        turn_until(lambda: bool(there) and self.workspace.outbox.is_empty)
        took = (time.perf_counter() - begun) * 1000
        heart.beat()
        assert not self.problems, self.problems
        heart.stop()
        return took, heart, peak.reached()

    def cancel(self, document: Path) -> dict[str, float]:
        """Cancel a document halfway; return when, and how long it took to stop (ms)."""
        self.workspace.attach([document], factor="7")
        task = self.workspace.activities[0]
        turn_until(lambda: 2 * task.progress[0] > task.progress[1] > 0)
        done = task.progress[0] / 2**20
        begun = time.perf_counter()
        task.cancel()
        turn_until(lambda: not self.workspace.activities)
        stopped = (time.perf_counter() - begun) * 1000
        assert not self.problems, self.problems
        return {"done_when_cancelled": done, "cancelling": stopped}


def turn_until(reached: Callable[[], bool]) -> None:
    """Keep the window's event loop going until something is so."""
    loop, until = QEventLoop(), time.monotonic() + PATIENCE

    def look() -> None:
        if reached() or time.monotonic() > until:
            loop.quit()

    timer = QTimer(interval=LOOK_MS)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    assert time.monotonic() < until, "waited too long"


def main() -> int:
    """Measure and print."""
    project, *documents = map(Path, sys.argv[1:])
    write_project(project, pieces=50, links=100)
    sys.setswitchinterval(SWITCH_S)
    program = Application(QApplication(sys.argv[:1]))
    program.start(project)
    turn_until(lambda: program.window.workspace is not None)
    assert program.window.workspace is not None
    found = measure(Watched(program, program.window.workspace), project, documents)
    closed: list[bool] = []
    program.window.opening.close(lambda: closed.append(True))
    turn_until(lambda: bool(closed))
    program.close()
    found["left"] += left_in(project, len(documents))
    print(json.dumps(found), flush=True)
    return 0


def measure(watched: Watched, project: Path, documents: list[Path]) -> dict[str, float]:
    """Attach all documents but the last, each beside a plain copy of it; cancel the last."""
    copy = project.with_name("copy.bin")
    ours, floors = [], []
    watched.attach(small(project.with_name("small.txt")))
    with watching() as bystander:
        for document in documents[:-1]:
            floors.append(copied(document, copy))
            ours.append(watched.attach(document))
    before = project.stat().st_size
    cancelled = watched.cancel(documents[-1])
    times, hearts, peaks = zip(*ours, strict=True)
    return {
        "time": statistics.median(times),
        "floor": statistics.median(floors),
        "still": max(heart.longest(bystander) for heart in hearts),
        "still_with_others": max(heart.longest() for heart in hearts),
        "memory": max(peaks),
        "left": max(0.0, (project.stat().st_size - before) / 1024),
        **cancelled,
    }


def small(path: Path) -> Path:
    """Write a document of a few words, to have every module imported and compiled once."""
    path.write_text("words")
    return path


def copied(document: Path, to: Path) -> float:
    """Return the milliseconds in which a plain stream copies, hashes and syncs a document."""
    begun = time.perf_counter()
    copy_hash_sync(document, to)
    took = (time.perf_counter() - begun) * 1000
    forget(to)
    to.unlink()
    return took


def left_in(project: Path, documents: int) -> float:
    """Return the KB of bytes in the file that belong to no document; asserts that it is whole."""
    file = ProjectFile.open(project)
    try:
        assert len(file.attachments()) == documents
        report = file.check()
        assert not report.problems, report.problems
        return 0.0
    finally:
        file.close()


if __name__ == "__main__":
    sys.exit(main())
