"""The process that looks at documents of unknown origin, and how the window asks it.

A process a page: `python -m ic_desktop.report.preview_process` reads one line of JSON from its
standard input and writes a line of JSON and the picture. Its memory and processor time are
bounded, it can write no file, and a fault in a library ends it alone. Nothing stands on its command
line or in a log: a file's name may be confidential.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ic_desktop.errors import Cancelled, CannotPreview
from ic_desktop.report.preview import Preview, render

MEMORY: Final = 1 << 30
"""Bytes of memory that the process may take, where the system can hold it to that."""
SECONDS: Final = 20
"""What a page may take at most."""
_PATIENCE: Final = 0.05
"""Seconds between two looks at whether it was cancelled."""
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def render_apart(
    document: Path, *, page: int, width: int, cancelled: Callable[[], bool] = lambda: False
) -> Preview:
    """Render a page in a process of its own; any thread but the screen's may wait for it.

    Raises CannotPreview, with the reason in plain words, and Cancelled soon after ``cancelled``
    says so.
    """
    order = {"document": str(document), "page": page, "width": width}
    with subprocess.Popen(
        [sys.executable, "-m", "ic_desktop.report.preview_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=_NO_WINDOW,
    ) as child:
        try:
            return _answer(_all_of(child, json.dumps(order).encode(), cancelled))
        finally:
            child.kill()


def _environment() -> dict[str, str]:
    """Return the environment, with the place that this program was started from."""
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _all_of(child: "subprocess.Popen[bytes]", order: bytes, cancelled: Callable[[], bool]) -> bytes:
    given: bytes | None = order
    until = time.monotonic() + SECONDS
    while True:
        if cancelled():
            raise Cancelled
        try:
            out, _nothing = child.communicate(given, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            given = None
            if time.monotonic() > until:
                raise CannotPreview("time") from None
        else:
            return out


def _answer(told: bytes) -> Preview:
    head, _line, picture = told.partition(b"\n")
    if not head:
        raise CannotPreview("ended")
    facts = json.loads(head)
    if "reason" in facts:
        raise CannotPreview(facts["reason"])
    return Preview(facts["pages"], facts["page"], facts["width"], facts["height"], picture)


def main() -> int:
    """Render the page that standard input asks for; return the exit code."""
    _bound()
    order = json.loads(sys.stdin.buffer.read())
    try:
        made = render(Path(order["document"]), page=order["page"], width=order["width"])
    except CannotPreview as error:
        return _say({"reason": error.reason}, b"")
    except MemoryError:
        return _say({"reason": "large"}, b"")
    facts = {"pages": made.pages, "page": made.page, "width": made.width, "height": made.height}
    return _say(facts, made.png)


def _say(facts: dict[str, object], picture: bytes) -> int:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()
    return 0


def _bound() -> None:
    """Hold this process to little; Windows has no such calls."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
