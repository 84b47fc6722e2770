"""What a command says: lines for people, JSON for programs, and complaints."""

import json
import sys
from io import TextIOWrapper
from typing import Any


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
    """Return a size in bytes as people write it: "34.2 KB"."""
    size = float(count)
    for unit in ("bytes", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _tolerant(stream: Any) -> None:
    if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="replace")
