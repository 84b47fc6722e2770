"""What a command says: lines for people, JSON for programs, and complaints."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, Final

from ic_desktop.errors import FileNotWritten
from ic_desktop.i18n import _, ngettext, pgettext

_SHOWN: Final = dict.fromkeys({*range(32), *range(127, 160)} - {9, 10}, "\N{REPLACEMENT CHARACTER}")
"""Signs that are orders to a terminal, all but tabulator and new line."""


def say(text: str = "") -> None:
    """Print a line for a person; a sign that the terminal does not know becomes "?".

    What would steer the terminal is shown, not sent: a project may come from anyone.
    """
    with _going_out():
        _tolerant(sys.stdout)
        print(text.translate(_SHOWN))


def say_json(value: Any) -> None:
    """Print a value as JSON in UTF-8."""
    with _going_out():
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        print(json.dumps(value, ensure_ascii=False, indent=2))


def flush() -> None:
    """Bring out what was said."""
    with _going_out():
        sys.stdout.flush()


@contextmanager
def _going_out() -> Iterator[None]:
    """Tell of a full disk behind the output; what is still to come goes nowhere."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        close_output()
        raise FileNotWritten(_("standard output"), error.strerror or "") from error


def close_output() -> None:
    """Let the interpreter end quietly when whoever read the output is gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def complain(sentence: str) -> None:
    """Print a sentence on standard error, on one line."""
    _tolerant(sys.stderr)
    print("ic-desktop: " + " ".join(sentence.split()).translate(_SHOWN), file=sys.stderr)


def size_words(count: int) -> str:
    """Return a size in bytes as people write it: "34.2 KB", in German "34,2 KB"."""
    if count < 1000:
        return ngettext("{count} byte", "{count} bytes", count).format(count=count)
    size, unit = count / 1000, "KB"
    for larger in ("MB", "GB"):
        if size >= 1000:
            size, unit = size / 1000, larger
    return f"{size:.1f}".replace(".", pgettext("decimal sign", ".")) + f" {unit}"


def _tolerant(stream: Any) -> None:
    if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
        stream.reconfigure(errors="replace")
