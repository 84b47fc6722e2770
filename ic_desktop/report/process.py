"""The process that makes and checks reports, and how the window speaks with it.

A process an order: `python -m ic_desktop.report.process` reads one line of JSON from its standard
input and writes lines of JSON: progress, then the answer or an error. What it needs of memory is
bounded and given back when it ends; cancelling ends it. Nothing stands on its command line, in its
environment or in a log that the order holds.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

from ic_desktop.errors import HelperEnded, IcError, ReportCancelled, ToldByHelper
from ic_desktop.report.order import Answer, Order, Tell, carry_out

MEMORY: Final = 1 << 30
"""Bytes of memory that the process may take, where the system can hold it to that."""
_PATIENCE: Final = 0.1
"""Seconds between two looks at whether the work was cancelled."""
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def run(order: Order, *, tell: Tell, cancelled: Callable[[], bool]) -> Answer:
    """Have an order carried out by a process of its own; returns when that has ended.

    Raises ReportCancelled soon after ``cancelled`` says so, ToldByHelper for an error that the
    process could name, HelperEnded if it broke down.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "ic_desktop.report.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=_NO_WINDOW,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(child.stdout, lines), name="report-reader")
    reader.start()
    try:
        _hand_over(child.stdin, order)
        return _answer(lines, tell, cancelled)
    finally:
        child.kill()
        child.wait()
        reader.join()
        child.stdout.close()


def _environment() -> dict[str, str]:
    """Return the environment, with the place that this program was started from."""
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _hand_over(stream: IO[bytes], order: Order) -> None:
    try:
        with stream:
            stream.write(json.dumps(order).encode("ascii"))
    except OSError as error:  # it ended before it had read the order
        raise HelperEnded from error


def _read(stream: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    for line in stream:
        lines.put(line)
    lines.put(b"")


def _answer(lines: "queue.SimpleQueue[bytes]", tell: Tell, cancelled: Callable[[], bool]) -> Answer:
    while True:
        if cancelled():
            raise ReportCancelled
        try:
            line = lines.get(timeout=_PATIENCE)
        except queue.Empty:
            continue
        if not line:
            raise HelperEnded
        told: dict[str, Any] = json.loads(line)
        if "answer" in told:
            answer: Answer = told["answer"]
            return answer
        if "what" in told:
            raise ToldByHelper(told["kind"], told["what"], told["remedy"])
        if "fault" in told:
            raise HelperEnded(told["fault"])
        tell(told["share"], told["doing"])


def main() -> int:
    """Carry out the order on standard input; return the exit code."""
    _bound_memory()
    out = sys.stdout.buffer

    def say(**told: object) -> None:
        out.write(json.dumps(told).encode("ascii") + b"\n")
        out.flush()

    order: Order = json.loads(sys.stdin.buffer.read())
    try:
        answer = carry_out(order, lambda share, doing: say(share=share, doing=doing))
    except IcError as error:
        say(kind=type(error).__name__, what=error.what, remedy=error.remedy)
        return 1
    except Exception as error:  # noqa: BLE001 - told to the window, which logs it
        say(fault=_place_of(error))
        return 1
    say(answer=answer)
    return 0


def _place_of(error: Exception) -> str:
    """Return kind and places of a fault; never its message, which may quote what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames[-8:])
    return " < ".join([type(error).__name__, *places])


def _bound_memory() -> None:
    """Hold this process to :data:`MEMORY`; Windows has no such call."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
