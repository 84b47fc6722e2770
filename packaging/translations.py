"""The program's words and their translations.

    python packaging/translations.py extract     take up new texts, drop those no longer used
    python packaging/translations.py compile     make the .mo files that the program reads
    python packaging/translations.py missing     list what a translator still has to do

Texts are found in calls of ``_``, ``N_``, ``gettext``, ``ngettext`` and ``pgettext``, bare or as a
method, also inside f-strings. A text that has changed in a word keeps its old translation, marked
"fuzzy" for a person to check.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ic_desktop"
TRANSLATIONS = ROOT / "resources" / "translations"

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def extracted() -> Catalog:
    """Return every text of the program, with the files it stands in and the comments on it."""
    catalog = Catalog(project="Integrating Cities Desktop", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        place = [(path.relative_to(ROOT).as_posix(), 0)]
        with path.open("rb") as stream:
            found = list(
                extract(
                    _calls,
                    stream,
                    comment_tags=("Translators:",),
                    strip_comment_tags=True,
                )
            )
        for _line, message, comments, context in found:
            catalog.add(message, None, place, auto_comments=comments, context=context)
    return catalog


def _calls(
    stream: Any, keywords: Collection[str], tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Yield line, function, texts and comments of each call: Babel's way to read a language.

    Babel's own reader of Python does not look into f-strings with every Python.
    """
    source = stream.read().decode("utf-8")
    lines = source.splitlines()
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        function = call.func
        name = getattr(function, "attr", "") or getattr(function, "id", "")
        texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
        if name in keywords and texts and isinstance(texts[0], str):
            shown = texts[0] if len(texts) == 1 else tuple(texts)
            yield call.lineno, name, shown, _said(lines, call.lineno, tags)


def _said(lines: list[str], line: int, tags: Collection[str]) -> list[str]:
    """Return the comment for translators in the line before a call."""
    before = lines[line - 2].strip() if line > 1 else ""
    comment = before.lstrip("# ") if before.startswith("#") else ""
    return [comment] if comment.startswith(tuple(tags)) else []


def languages() -> list[str]:
    """Return the codes of the languages that have a catalogue."""
    return sorted(path.stem for path in TRANSLATIONS.glob("*.po"))


def catalogue(language: str) -> Catalog:
    """Read a language's translations."""
    with (TRANSLATIONS / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language, domain="messages")


def texts(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    """Return a catalogue's messages by context and (singular) text, without the header."""
    return {(m.context, _forms(m.id)[0]): m for m in catalog if m.id}


def problems(language: str) -> Iterator[str]:
    """Yield one sentence for each text that is missing, doubtful, wrong or left over."""
    wanted, given = texts(extracted()), texts(catalogue(language))
    for key in wanted.keys() - given.keys():
        yield f"not taken up (run extract): {key[1]!r}"
    for key in given.keys() - wanted.keys():
        yield f"left over (run extract): {key[1]!r}"
    for key in wanted.keys() & given.keys():
        yield from _doubts(given[key])


def _doubts(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    sources, strings = _forms(message.id), _forms(message.string)
    if not all(strings):
        yield f"not translated: {sources[0]!r}"
        return
    if message.fuzzy:
        yield f"to be checked (fuzzy): {sources[0]!r}"
    wanted = {name for source in sources for name in _PLACEHOLDER.findall(source)}
    for string in strings:
        given = set(_PLACEHOLDER.findall(string))
        if not given <= wanted or (len(sources) == 1 and given != wanted):
            yield f"other placeholders than {sorted(wanted)}: {string!r}"


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a message's forms: one, or singular and plural."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def compiled(language: str) -> bytes:
    """Return the .mo file of a language's translations; doubtful ones are left out."""
    stream = io.BytesIO()
    write_mo(stream, catalogue(language))
    return stream.getvalue()


def bring_up_to_date(language: str) -> None:
    """Bring a language's catalogue up to the program's texts, keeping what is translated."""
    catalog = catalogue(language)
    catalog.update(extracted(), update_header_comment=False)
    catalog.obsolete.clear()
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, sort_output=True, include_lineno=False)
    path = TRANSLATIONS / f"{language}.po"
    if _without_dates(stream.getvalue()) != _without_dates(path.read_bytes()):
        path.write_bytes(stream.getvalue())


def _without_dates(po: bytes) -> bytes:
    return re.sub(rb'"(POT-Creation|PO-Revision)-Date:.*\n', b"", po)


def main(arguments: list[str]) -> int:
    """Do what the command line says; ``missing`` exits 1 when something is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("word", choices=["extract", "compile", "missing"])
    word = parser.parse_args(arguments).word
    found = 0
    for language in languages():
        if word == "extract":
            bring_up_to_date(language)
        elif word == "compile":
            (TRANSLATIONS / f"{language}.mo").write_bytes(compiled(language))
        else:
            lines = sorted(problems(language))
            found += len(lines)
            print("\n".join(f"{language}: {line}" for line in lines))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
