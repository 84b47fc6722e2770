"""What a command says: lines for people, JSON for programs, and complaints."""

import json
import sys
from io import TextIOWrapper
from typing import Any

from ic_desktop.i18n import ngettext, pgettext


def say(text: str = "") -> None:
    """Print a line for a person; a sign that the terminal does not know becomes "?"."""
    _tolerant(sys.stdout)
    print(text)


def say_json(value: Any) -> None:
    """Print a value as JSON in UTF-8."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(value, ensure_ascii=False, indent=2))


def complain(sentence: str) -> None:
    """Print a sentence on standard error, on one line."""
    _tolerant(sys.stderr)
    print("ic-desktop: " + " ".join(sentence.split()), file=sys.stderr)


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
    if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="replace")
