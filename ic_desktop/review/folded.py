"""Text as a search sees it: without case and accents."""

import re
import unicodedata
from typing import Final

_MARKS = re.compile("[\u0300-\u036f]+")
_ALIKE: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not take apart, but that people type by their nearest key."""


def fold_text(text: str) -> str:
    """Return text without case and accents; every character is folded for itself."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_ALIKE)


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words of a query."""
    return tuple(dict.fromkeys(fold_text(query).split()))


def find_folded(text: str, word: str) -> int:
    """Return where in ``text`` a folded word begins, -1 if nowhere."""
    folded = fold_text(text)
    at = folded.find(word)
    if at < 0 or len(folded) == len(text):
        return at
    seen = 0
    for position, character in enumerate(text):
        seen += len(fold_text(character))
        if seen > at:
            return position
    return -1


def excerpt_of(text: str, word: str, width: int = 120) -> str:
    """Return about ``width`` characters of a text around a folded word, from its beginning if
    the word is not in it."""
    line = " ".join(text.split())
    start = max(0, find_folded(line, word) - width // 3)
    if start:
        start = line.find(" ", start, start + 20) + 1 or start
    end = start + width
    if end < len(line):
        end = max(line.rfind(" ", start + width // 2, end), start + width // 2)
    return ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")
