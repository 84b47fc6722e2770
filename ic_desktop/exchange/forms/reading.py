"""Reads a form that came back. Runs in the helper process: the file may be anybody's.

Nothing is believed but where things stand: the code, and by number of question the cells that were
filled in. Formulas are not worked out, links not followed, macros not looked at.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from ic_desktop.errors import NotAForm
from ic_desktop.exchange.forms.content import SOURCES
from ic_desktop.i18n import _

MOST_BYTES: Final = 64 * 2**20
"""What a form may take when it is unpacked."""
_MOST_PARTS: Final = 2_000
_MOST_ROWS: Final = 5_000
_MOST_LETTERS: Final = 100_000
_CODE = re.compile(r"(?:[0-9A-Fa-f]{4}[-‐‑–\s]){7}[0-9A-Fa-f]{4}")
_ID = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){1,3})(?=\s|$)")
_FIELDS: Final = 2 + 2 * SOURCES
"""Answer, note, and the documents with their pages."""

Filled = dict[str, Any]
"""{"code", "answers": {question: {"answer", "note", "sources": [[document, page], ...]}}}."""


def read_form(path: Path) -> Filled:
    """Return what a Word or Excel form says. Raises NotAForm."""
    _require_small(path)
    texts = _Texts()
    try:
        read = _of_word if path.suffix.lower() == ".docx" else _of_excel
        answers: dict[str, Filled] = {}
        for number, fields in read(path, texts):
            answers[number] = _together(answers.get(number), _answer(fields))
    except NotAForm:
        raise
    except Exception as error:  # the libraries fail in many ways on what is no form
        raise NotAForm(path.name, _("It cannot be read as a Word or Excel file.")) from error
    if not texts.code:
        raise NotAForm(path.name, _("The form code is missing in it."))
    given = {number: filled for number, filled in answers.items() if any(filled.values())}
    return {"code": texts.code, "answers": given}


class _Texts:
    """Finds the code among all that is read."""

    def __init__(self) -> None:
        self.code = ""

    def look_at(self, text: str) -> None:
        found = _CODE.search(text)
        if found and not self.code:
            self.code = found[0]


def _require_small(path: Path) -> None:
    """Raise NotAForm for what is no zip archive, or unpacks to more than a form ever needs."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotAForm(path.name, _("It cannot be read as a Word or Excel file.")) from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise NotAForm(path.name, _("It is far larger than a form."))


def _of_excel(path: Path, texts: _Texts) -> Iterator[tuple[str, list[str]]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            for count, row in enumerate(sheet.iter_rows(values_only=True)):
                if count > _MOST_ROWS:
                    raise NotAForm(path.name, _("It is far larger than a form."))
                cells = [_text(value) for value in row[: _FIELDS + 2]]
                for cell in cells:
                    texts.look_at(cell)
                number = _number(cells[0]) if cells else ""
                if number:
                    yield number, cells[2:]
    finally:
        book.close()


def _of_word(path: Path, texts: _Texts) -> Iterator[tuple[str, list[str]]]:
    import docx
    from docx.oxml.ns import qn

    body = docx.Document(str(path)).element.body
    for table in body.iter(qn("w:tbl")):
        rows = [_cells(row) for row in table.iter(qn("w:tr"))][:_MOST_ROWS]
        number = _number(rows[0][0]) if rows and rows[0] else ""
        if number:
            yield number, [cells[1] if len(cells) > 1 else "" for cells in rows[1 : _FIELDS + 1]]
    for paragraph in body.iter(qn("w:p")):
        texts.look_at(_words(paragraph))


def _cells(row: Any) -> list[str]:
    from docx.oxml.ns import qn

    return [
        "\n".join(_words(p) for p in cell.iter(qn("w:p"))).strip() for cell in row.iter(qn("w:tc"))
    ]


def _words(element: Any) -> str:
    """Return all text of an element, that of lists to choose from included."""
    from docx.oxml.ns import qn

    signs = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    parts = (
        each.text or "" if each.tag == qn("w:t") else signs.get(each.tag, "")
        for each in element.iter()
    )
    return "".join(parts)[:_MOST_LETTERS]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a page that was typed as a number
    return str(value)[:_MOST_LETTERS].strip()


def _number(text: str) -> str:
    found = _ID.match(text)
    return found[1] if found else ""


def _answer(fields: Iterable[str]) -> Filled:
    answer, note, *rest = [*fields, *[""] * _FIELDS][:_FIELDS]
    sources = [[rest[at], rest[at + 1]] for at in range(0, 2 * SOURCES, 2)]
    return {
        "answer": "" if answer in ("–", "-") else answer,
        "note": note,
        "sources": [pair for pair in sources if any(pair)],
    }


def _together(before: Filled | None, more: Filled) -> Filled:
    """Return all that stands for a question in a form in which it stands twice.

    People copy rows and sheets to fill them in; a blank one takes nothing away. Two answers stand
    side by side, which is no answer, so that they are kept as words.
    """
    if before is None:
        return more
    both = {
        name: dict.fromkeys(text for text in (before[name], more[name]) if text)
        for name in ("answer", "note")
    }
    sources = [*before["sources"], *(p for p in more["sources"] if p not in before["sources"])]
    return {
        "answer": " / ".join(both["answer"]),
        "note": "\n".join(both["note"]),
        "sources": sources,
    }
