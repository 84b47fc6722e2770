"""How the program asks its helper process for something, and what comes back.

Whatever looks into a file of unknown origin runs in that process, under a cap of memory.
Cancelling ends the process; its crash is a sentence on the screen. One request is one line of
JSON, answered by lines of progress and one result; see ``helper.py`` for what can be asked.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

from ic_desktop import errors, i18n

MEMORY: Final = 512 * 2**20
"""Bytes of address space that a helper gets unless more is asked for."""
_LOOK_S: Final = 0.05
_END = None


def _never() -> bool:
    return False


class HelperProcess:
    """One helper process, started at the first request and used for those that follow.

    Used by one thread at a time; :meth:`close` it, or use it in a ``with`` block.
    """

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._reader: threading.Thread | None = None

    def __enter__(self) -> "HelperProcess":
        return self

    def __exit__(self, *_given: object) -> None:
        self.close()

    def run(
        self,
        name: str,
        args: dict[str, Any],
        *,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = _never,
        seconds: float | None = None,
    ) -> Any:
        """Ask for something by name and return the answer: plain JSON data.

        Raises what the helper raised if it is an IcError, Cancelled once ``cancelled`` says so
        (it is asked every few hundredths of a second), and HelperFailed if the process ended,
        needed too much memory, or took longer than ``seconds``.
        """
        request = {"name": name, "args": args, "language": i18n.current().language}
        self._send(json.dumps(request).encode() + b"\n")
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            answer = self._next(cancelled, end)
            if "progress" in answer:
                if on_progress is not None:
                    on_progress(*answer["progress"])
            elif "result" in answer:
                return answer["result"]
            else:
                raise _error(answer)

    def close(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._reader is not None:
            self._reader.join()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                _close(stream)
        self._lines = queue.Queue()

    def _send(self, line: bytes) -> None:
        process = self._process or self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(line)
            process.stdin.flush()
        except OSError as error:
            self.close()
            raise errors.HelperFailed("ended") from error

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "ic_desktop.helper", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environ(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:  # no room for one more process, or no more open files
            raise errors.HelperFailed("ended") from error
        assert process.stdout is not None
        self._process = process
        self._reader = threading.Thread(
            target=_read, args=(process.stdout, self._lines), name="helper-read", daemon=True
        )
        self._reader.start()
        return process

    def _next(self, cancelled: Callable[[], bool], end: float | None) -> dict[str, Any]:
        """Return the next line; ends the process if it is cancelled, late, or gone."""
        while True:
            if cancelled():
                self.close()
                raise errors.Cancelled
            if end is not None and time.monotonic() > end:
                self.close()
                raise errors.HelperFailed("time")
            try:
                line = self._lines.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if line is _END:
                self.close()
                raise errors.HelperFailed("ended")
            answer: dict[str, Any] = json.loads(line)
            return answer


def ask(name: str, args: dict[str, Any], *, memory: int = MEMORY, **how: Any) -> Any:
    """Ask one thing of a helper of its own; see :meth:`HelperProcess.run`."""
    with HelperProcess(memory) as helper:
        return helper.run(name, args, **how)


def _read(stream: IO[bytes], lines: "queue.Queue[bytes | None]") -> None:
    for line in stream:
        lines.put(line)
    lines.put(_END)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return  # what was still to be written does not matter to a process that is gone


def _environ() -> dict[str, str]:
    """Return the environment in which the helper finds this very program."""
    ours = str(Path(__file__).resolve().parent.parent)
    there = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(part for part in (ours, there) if part)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


def _error(answer: dict[str, Any]) -> errors.IcError:
    """Return the error that the helper told, as the class that it was there."""
    if "fault" in answer:
        failed = errors.HelperFailed("memory" if answer["fault"] == "memory" else "ended")
        failed.add_note(str(answer["fault"]))
        return failed
    kind = getattr(errors, str(answer["kind"]), None)
    known = isinstance(kind, type) and issubclass(kind, errors.IcError)
    error = (
        kind.__new__(kind) if known and kind is not None else errors.IcError.__new__(errors.IcError)
    )
    assert isinstance(error, errors.IcError)
    errors.IcError.__init__(error, str(answer["what"]), str(answer["remedy"]))
    return error
