"""Reads files of unknown origin in bounded time and memory: bytes, JSON and TOML.

Each function returns the value, or raises :class:`Refused` with a sentence and a line where one
is known. Nothing is parsed before its size, its depth and the number of its entries are bounded.
"""

import json
import os
import re
import stat
from collections import Counter
from pathlib import Path

from ic_desktop.benchmark.problems import shown
from ic_desktop.i18n import _

MOST_BYTES = 4 * 1024 * 1024
"""The largest bundle; the files of a folder together may not be larger either."""

_MOST_DEPTH = 16
_MOST_ENTRIES = 100_000
_MOST_NAME_PARTS = 8
_LONGEST_WORD = 300


class Refused(Exception):
    """A file that is not read: ``what`` and ``remedy`` are sentences; ``line`` is 0 if unknown."""

    def __init__(self, what: str, remedy: str, line: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.line = line


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of an ordinary file of at most ``most`` bytes.

    A link is not followed and a pipe or device is not waited for: a pack is plain files.
    """
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode):
            raise Refused(_("This is not an ordinary file."), _("Put the file itself here."))
        data = _read(path, most + 1) if state.st_size <= most else None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or shown(str(error))
        what = _("The file cannot be read ({reason}).").format(reason=reason)
        raise Refused(what, _("Look whether it is there and may be read.")) from error
    if data is None or len(data) > most:
        what = _("The file is larger than a benchmark pack can be ({most} KB).")
        raise Refused(what.format(most=most // 1024), _("Get the pack again from its makers."))
    return data


def _read(path: Path, most: int) -> bytes:
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        return stream.read(most)


def decode(data: bytes) -> str:
    """Return UTF-8 bytes as text, without a byte-order mark."""
    if not data.strip():
        raise Refused(_("The file is empty."), _("Get the pack again from its makers."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(_("The file is not UTF-8 text."), _("Save it as UTF-8."), line) from error
    if (null := text.find("\0")) >= 0:
        line = text.count("\n", 0, null) + 1
        raise Refused(_("The file holds a null character."), _("Remove it."), line)
    return text


_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.?)*+"?', re.DOTALL)


def read_json(data: bytes) -> object:
    """Return the value of a JSON text; refuses repeated names and ``NaN`` as well."""
    text = decode(data)
    _bound_nesting(_JSON_TEXT.sub("", text))
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        what = _("The file is not valid JSON.")
        raise Refused(what, _("Get the pack again from its makers."), error.lineno) from error
    except ValueError as error:  # a number of more digits than Python converts
        raise Refused(_("A number is too long."), _("Give a smaller number.")) from error


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        counts = Counter(name for name, _value in pairs)
        twice = counts.most_common(1)[0][0]
        what = _("“{name}” stands twice in one table.").format(name=shown(twice))
        raise Refused(what, _("Keep one of them."))
    return table


def _refuse_constant(name: str) -> object:
    raise Refused(_("“{name}” is not a number.").format(name=name), _("Give a whole number."))


# The texts and comments of a TOML file. Each alternative also takes an end that is missing and
# never goes back (``*+``), so that the time is linear in the file's size.
_TOML_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.?|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\.?)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_BETWEEN_NAMES = re.compile(r"[\n=,\[\]{}]")


def read_toml(data: bytes) -> dict[str, object]:
    """Return the tables of a TOML text.

    The standard library's reader takes time that grows with the square of the parts of dotted
    names, a hundred bytes of memory for each digit, and calls itself for each nested list; so
    all three are bounded first.
    """
    import tomllib

    text = decode(data)
    bare = _TOML_TEXT.sub(lambda found: "\n" * found[0].count("\n"), text)
    _bound_nesting(bare)
    _bound_words(bare)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else 0
        what = _("The file is not valid TOML: {reason}.")
        reason = shown(str(error).split(" (at ")[0])
        raise Refused(what.format(reason=reason), _("Correct this line."), line) from error


def _bound_words(bare: str) -> None:
    """Refuse TOML (with its strings taken out) of too long names or numbers."""
    for part in _BETWEEN_NAMES.split(bare):
        if part.count(".") > _MOST_NAME_PARTS:
            raise Refused(_("A name has too many dots."), _("Use the tables of a pack only."))
        if len(part) > _LONGEST_WORD and len("".join(part.split())) > _LONGEST_WORD:
            raise Refused(_("A name or a number is too long."), _("Shorten it."))


def _bound_nesting(bare: str) -> None:
    """Refuse text (with its strings taken out) of too many or too deeply nested lists."""
    entries = sum(bare.count(sign) for sign in ",[{=\n")
    if entries > _MOST_ENTRIES:
        what = _("The file has more entries than a benchmark pack can have.")
        raise Refused(what, _("Get the pack again from its makers."))
    depth = 0
    for bracket in re.finditer(r"[\[{\]}]", bare):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > _MOST_DEPTH:
            what = _("Lists and tables are nested too deeply.")
            line = bare.count("\n", 0, bracket.start()) + 1
            raise Refused(what, _("Keep to the form of a pack."), line)
