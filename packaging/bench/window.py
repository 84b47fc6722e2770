"""Starts a window in a child process and watches it from outside."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.model import Setting

PATIENCE = 60.0
"""Seconds after which a child that does not become usable is given up."""

SETTLE = 3.0
"""Seconds of rest before memory is read."""


class DidNotStart(Exception):
    """The child ended before its window was usable; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Window:
    """A child process whose window is usable, ``seconds`` after the process was started."""

    process: subprocess.Popen[str]
    seconds: float

    def memory(self) -> float | None:
        """Return the resting memory in MB, helper processes too; None where it is not told.

        PSS shares out among processes what they share (Linux).
        """
        time.sleep(SETTLE)
        if not Path("/proc/self/smaps_rollup").exists():
            return None
        return sum(_pss(pid) for pid in _family(self.process.pid))


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:"))


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that it or its children started."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _family(int(child))


@contextmanager
def opened(setting: Setting, *arguments: str, ready: str = "") -> Iterator[Window]:
    """Start ``bench.probe`` with arguments, give its usable window, end it afterwards.

    ``ready`` is the object name of a widget that must be visible besides. Raises DidNotStart.
    """
    environ = setting.environ | ({"IC_BENCH_READY": ready} if ready else {})
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.probe", *arguments],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    usable = _usable(process)
    try:
        yield Window(process, usable - started)
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """Have the window closed as a person would, so that the next start finds all in order."""
    try:
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    if process.returncode:
        raise RuntimeError(f"the window did not close well: exit code {process.returncode}")


def start_time(setting: Setting, *arguments: str, ready: str = "") -> float:
    """Return the seconds from starting the process to its usable window."""
    with opened(setting, *arguments, ready=ready) as window:
        return window.seconds


def resting_memory(setting: Setting, *arguments: str, ready: str = "") -> float | None:
    """Return the memory of a window that rests, in MB; None where the system does not say."""
    with opened(setting, *arguments, ready=ready) as window:
        return window.memory()


def _usable(process: subprocess.Popen[str]) -> float:
    """Wait for the child's line and return its moment on the monotonic clock."""
    assert process.stdout is not None
    giving_up = threading.Timer(PATIENCE, process.kill)
    giving_up.start()
    line = process.stdout.readline()
    giving_up.cancel()
    if not line:
        _, said = process.communicate()
        raise DidNotStart(f"no window came up (exit code {process.returncode}): {said.strip()}")
    return float(json.loads(line)["usable"])
