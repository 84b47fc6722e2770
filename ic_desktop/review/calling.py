"""Where a text calls somebody by name, however it is written there.

People do not only write names as the list has them: "Interview_Yilmaz.pdf", "FRAU MÜLLER",
"Müllers Büro", "a.mueller@town.example", and a Mac's file names with their accents apart.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_LEAST: Final = 3
"""Shorter parts of a name are words too often: they count with the rest of the name only."""
_LEAST_GLUED: Final = 7
"""A whole name shorter than this, without its gaps, is a word too often: "An Na", "Anna"."""
_LEAST_DIGITS: Final = 7
_PARTICLES: Final = frozenset({"von", "van", "der", "den", "del", "bin", "ibn", "the", "and"})
_UNSEEN: Final = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
"""Accents that stand for themselves, and what nobody sees: a hyphen that only may break a word."""
_ALIKE: Final = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ς": "σ",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
    }
)
_SPELLED_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_LETTER: Final = r"[^\W\d_]"
_GENITIVE: Final = r"(?:'?[sS])?"
_BEFORE, _AFTER = rf"(?<!{_LETTER})", rf"(?={_GENITIVE}(?!{_LETTER}))"
_WORD: Final = re.compile(r"[^\s-]+")
_ADDRESS: Final = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")
_NUMBER: Final = re.compile(r"\+?\d[\d\s/().-]+\d")
_GAP: Final = r"[\s/().-]*"


@dataclass(frozen=True, slots=True)
class Calling:
    """What finds some people's names in texts; see :func:`calling`."""

    _strict: re.Pattern[str]
    _loose: re.Pattern[str]

    def is_in(self, text: str, *, is_title: bool = False) -> bool:
        """Tell whether a text names one of them; in titles and names of files in any capitals."""
        found = self._loose if is_title else self._strict
        return found.search(_plain(text)) is not None

    def replaced(self, text: str, by: str) -> str:
        """Return a text in which ``by`` stands in the place of each name."""
        if not self.is_in(text):
            return text
        pieces = [_plain(character) for character in text]
        ends = list(accumulate(map(len, pieces)))
        made, done = [], 0
        for match in self._strict.finditer("".join(pieces)):
            start, stop = bisect_right(ends, match.start()), bisect_left(ends, match.end()) + 1
            while stop < len(text) and not pieces[stop]:
                stop += 1  # the accents of its last letter
            made += [text[done:start], by]
            done = stop
        return "".join((*made, text[done:]))


def calling(names: Iterable[str], contacts: Iterable[str] = ()) -> Calling | None:
    """Return what finds these names, parts of them, and how these people are reached.

    None for no names at all. Whole names are found in any capitals; single parts as they are
    spelled or in capitals only, or in an address or the name of a file; each with the s that
    makes it somebody's.
    """
    known = {" ".join(name.split()) for name in names} - {""}
    whole = {variant for name in known for variant in _variants(name)}
    parts = {part for name in whole for part in _WORD.findall(name) if _tells(part)}
    whole |= {word for name in whole for word in name.split() if "-" in word}
    spelled = {*parts, *(part.upper() for part in parts)}
    strict = [_in_any_capitals(map(_whole, whole)), _as_spelled(spelled), _in_addresses(parts)]
    strict += [
        rf"(?i:{re.escape(address)})" for each in contacts for address in _ADDRESS.findall(each)
    ]
    strict += [number for each in contacts for number in _numbers(each)]
    if not any(strict):
        return None
    loose = [*strict, _in_any_capitals(map(re.escape, parts))]
    return Calling(*(re.compile("|".join(filter(None, choices))) for choices in (strict, loose)))


def _plain(text: str) -> str:
    """Return text without accents and with its capitals; each character for itself."""
    if text.isascii():
        return text
    return _UNSEEN.sub("", unicodedata.normalize("NFKD", text)).translate(_ALIKE)


def _variants(name: str) -> Iterator[str]:
    """Yield a name without accents, and as it is written where there are no umlauts to type."""
    yield _plain(name)
    yield _plain(unicodedata.normalize("NFC", name).translate(_SPELLED_OUT))


def _tells(part: str) -> bool:
    return len(part) >= _LEAST and part.casefold() not in _PARTICLES


def _whole(name: str) -> str:
    words = name.split()
    glued = sum(map(len, words)) >= _LEAST_GLUED
    return (r"[\W_]*" if glued else r"[\W_]+").join(map(re.escape, words))


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


def _in_any_capitals(choices: Iterable[str]) -> str:
    words = _longest_first(choices)
    return words and rf"{_BEFORE}(?i:{words}){_AFTER}"


def _as_spelled(parts: Iterable[str]) -> str:
    """Also in the middle of "InterviewYilmaz2031", where a capital begins a word."""
    words = _longest_first(map(re.escape, parts))
    before, after = rf"(?:{_BEFORE}|(?<=[a-z])(?=[A-Z]))", rf"(?:{_AFTER}|(?=[A-Z][a-z]))"
    return words and rf"{before}(?:{words}){after}"


def _in_addresses(parts: Iterable[str]) -> str:
    words = _longest_first(map(re.escape, parts))
    before, after = r"(?<=[_.@])", r"(?=[_@]|\.\w)"
    glued = rf"{before}(?i:{words})(?!{_LETTER})|{_BEFORE}(?i:{words}){after}"
    return words and glued


def _numbers(contact: str) -> Iterator[str]:
    for number in _NUMBER.findall(contact):
        digits = re.sub(r"\D", "", number)
        if len(digits) >= _LEAST_DIGITS:
            yield rf"(?<!\d){_GAP.join(digits)}(?!\d)"
