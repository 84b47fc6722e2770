"""Reading a large JSON document piece by piece, in bounded memory.

The document is one object. Of its members, arrays are handed out element by element, everything
else as a whole; no piece may be longer than :data:`MOST_CHARACTERS`. So a document with gigabytes
in it passes through a few megabytes, however its lines are broken.
"""

import json
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

from ic_desktop.errors import NotAnExport
from ic_desktop.i18n import _

MOST_CHARACTERS: Final = 24 * 2**20
"""The longest piece: a value of 4 MB, each of whose characters is written as an escape."""
_BLOCK: Final = 2**20
_SPACE: Final = " \t\n\r"
_AFTER: Final = _SPACE + ",:]}"
"""What follows a whole value; a number that was cut off in the middle is followed by more."""
_decode = json.JSONDecoder().raw_decode


def pieces(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield member and value; of an array, the member's name with each element.

    Raises NotAnExport for what is not such a document, and OSError.
    """
    with path.open("rb") as raw, TextIOWrapper(raw, encoding="utf-8") as stream:
        try:
            yield from _Pull(stream).members()
        except UnicodeDecodeError as error:
            raise NotAnExport(path.name, _("it is not text in UTF-8.")) from error
        except RecursionError as error:
            raise NotAnExport(path.name, _("it is nested too deeply.")) from error
        except ValueError as error:
            raise NotAnExport(path.name, _("it is not whole, or not JSON.")) from error


class _Pull:
    """A cursor over a stream of characters; ``ValueError`` for anything unexpected."""

    def __init__(self, stream: TextIOWrapper) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0

    def members(self) -> Iterator[tuple[str, Any]]:
        seen = set()
        self._expect("{")
        if self._next() == "}":
            self._take()
        else:
            while True:
                name = self._value()
                if not isinstance(name, str) or name in seen:
                    raise ValueError("member")
                seen.add(name)
                self._expect(":")
                yield from self._of_member(name)
                if self._expect(",}") == "}":
                    break
        if self._next():
            raise ValueError("something follows")

    def _of_member(self, name: str) -> Iterator[tuple[str, Any]]:
        if self._next() != "[":
            yield name, self._value()
            return
        self._take()
        if self._next() == "]":
            self._take()
            return
        while True:
            yield name, self._value()
            if self._expect(",]") == "]":
                return

    def _value(self) -> Any:
        """Decode one value; read on as long as it is not whole."""
        if self._next() == "":
            raise ValueError("end")
        more = _BLOCK
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except json.JSONDecodeError:
                end = len(self._text)
            if end < len(self._text) and self._text[end] in _AFTER:
                self._at = end
                return value
            if len(self._text) - self._at > MOST_CHARACTERS or not self._read(more):
                raise ValueError("value")
            more *= 2

    def _expect(self, signs: str) -> str:
        found = self._next()
        if not found or found not in signs:
            raise ValueError(signs)
        self._take()
        return found

    def _take(self) -> None:
        self._at += 1

    def _next(self) -> str:
        """Return the next character that is no space, without taking it; "" at the end."""
        while True:
            while self._at < len(self._text):
                sign = self._text[self._at]
                if sign not in _SPACE:
                    return sign
                self._at += 1
            if not self._read(_BLOCK):
                return ""

    def _read(self, count: int) -> bool:
        data = self._stream.read(count)
        self._text = self._text[self._at :] + data
        self._at = 0
        return bool(data)
