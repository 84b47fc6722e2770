"""The report's typeface, and what becomes of characters that it lacks.

Everything is set in Source Sans 3, embedded. Text of people is text: nothing in it is markup, and
a character that the typeface lacks is shown by its number, "[U+1F600]", never dropped.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ic_desktop.paths import resources_dir

REGULAR = "SourceSans3-Regular"
ITALIC = "SourceSans3-It"
SEMIBOLD = "SourceSans3-Semibold"
BOLD = "SourceSans3-Bold"
_FACES = (REGULAR, ITALIC, SEMIBOLD, BOLD)
_SHOWN_IN_A_ROW = 24
_MOST_LINES = 1000
_MASKS = {ord("&"): "\ufdd0", ord("<"): "\ufdd1", ord(">"): "\ufdd2"}
"""Code points that are no characters: typed ones never get this far, for no typeface has them."""
_UNMASKS = {ord(mask): chr(character) for character, mask in _MASKS.items()}
_HINTS = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))
"""Hints on where to break a word; they have no looks of their own."""
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…;:]\s")


@cache
def register() -> frozenset[int]:
    """Make the four faces known to reportlab; return the code points that all of them hold."""
    held: list[set[int]] = []
    for name in _FACES:
        font: Any = TTFont(name, str(resources_dir() / "fonts" / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        held.append(set(font.face.charToGlyph))
    # <b> and <i> occur in no text of ours, yet must never fall back to a face that is not embedded
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=BOLD
    )
    return frozenset(set.intersection(*held)) - frozenset(range(32))


def width(text: str, font: str, size: float) -> float:
    """Return the width of a line in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


def plain(text: str) -> str:
    """Return one line of text that the typeface can show: for headers, outlines and charts."""
    return " ".join("".join(_shown(_normal(text))).split())


def markup(text: str) -> str:
    """Return people's text for the classes of flowables.py, in which nothing of it is markup.

    reportlab's parser is never shown a character that means something to it; :func:`unmasked`
    puts them back behind it. (Escaping would do as well, at forty times the time.)
    """
    shown = "".join(_shown(_normal(text), keep="\n")).translate(_MASKS)
    return "<br/>".join(_indented(line) for line in shown.split("\n"))


def unmasked(text: str) -> str:
    """Return what :func:`markup` masked."""
    return text.translate(_UNMASKS)


def pieces(text: str, longest: int = 4000) -> list[str]:
    """Split a long text where a paragraph, a sentence or a word ends; each piece is set alone.

    Setting a paragraph takes longer than in proportion to its length once it fills many pages.
    A text of more than a thousand lines (a pasted table) is set as running text in which "¶"
    stands for each end of a line.
    """
    text = _normal(text).strip("\n")
    if text.count("\n") > _MOST_LINES:
        text = re.sub(r"\s*\n", " ¶ ", text)
    blocks = [b for b in re.split(r"\n\s*\n", text) if b.strip()]
    return [piece for block in blocks for piece in _bounded(block, longest)]


def shortened(text: str, longest: int) -> str:
    """Return one line of at most ``longest`` characters, ending in "…" where it was cut."""
    line = " ".join(text[: longest * 4 + 1].split())
    cut = len(line) > longest or len(text) > longest * 4
    return line[: longest - 1].rstrip() + "…" if cut else line


def fitted(text: str, font: str, size: float, room: float) -> str:
    """Return one printable line no wider than ``room`` points, ending in "…" where it was cut."""
    line = plain(shortened(text, 400))
    if width(line, font, size) <= room:
        return line
    short, long = 0, len(line)
    while short < long:
        middle = (short + long + 1) // 2
        if width(line[:middle].rstrip() + "…", font, size) <= room:
            short = middle
        else:
            long = middle - 1
    return line[:short].rstrip() + "…"


def lacks(text: str) -> bool:
    """Tell whether the typeface lacks a character of the text."""
    held = register()
    return any(ord(c) not in held and c not in "\n\t" for c in _normal(text))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", _BREAKS.sub("\n", text).translate(_HINTS))


def _shown(text: str, keep: str = "") -> Iterator[str]:
    """Yield the text with the numbers of what is missing; spaces within a run of it go into it."""
    held = register()
    missing: list[str] = []
    spaces = ""
    for c in text:
        blank = c == " " or (c in "\t\n" and c not in keep)
        if blank and missing:
            spaces += " "
        elif blank:
            yield " "
        elif ord(c) in held or c in keep:
            yield from _codes(missing)
            missing.clear()
            yield spaces + c
            spaces = ""
        else:
            missing.append(c)
            spaces = ""
    yield from _codes(missing)
    yield spaces


def _codes(missing: list[str]) -> Iterator[str]:
    if missing:
        codes = " ".join(f"U+{ord(c):04X}" for c in missing[:_SHOWN_IN_A_ROW])
        more = len(missing) - _SHOWN_IN_A_ROW
        yield f"[{codes} … +{more}]" if more > 0 else f"[{codes}]"


def _indented(line: str) -> str:
    start = len(line) - len(line.lstrip(" "))
    return "\xa0" * min(start, 16) + line[start:]


def _bounded(block: str, longest: int) -> Iterator[str]:
    while len(block) > longest:
        end = _break_before(block, longest)
        yield block[:end].rstrip()
        block = block[end:].lstrip(" ")
    if block := block.rstrip():
        yield block


def _break_before(block: str, longest: int) -> int:
    earliest = longest // 2
    line = block.rfind("\n", earliest, longest)
    if line > 0:
        return line + 1
    ends = [m.end() for m in _SENTENCE_END.finditer(block, earliest, longest)]
    space = block.rfind(" ", earliest, longest)
    return ends[-1] if ends else space + 1 if space > 0 else longest
