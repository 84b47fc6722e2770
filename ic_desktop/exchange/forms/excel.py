"""A form as a spreadsheet: one row a question, the cells to fill in open, all others locked."""

from typing import TYPE_CHECKING, Any, Final

from ic_desktop.exchange.forms.content import SOURCES, Form, FormQuestion
from ic_desktop.exchange.forms.words import Column, columns, intro

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS: Final = {"id": 7, "question": 52, "answer": 18, "note": 52, "source": 34, "page": 12}
_SIZE: Final = 11
"""Points of a spreadsheet's usual text."""
_INK: Final = "1F2A2A"
_FACTOR: Final = "E6EFEC"
_FILL_IN: Final = "FFFDF4"


def write_excel(form: Form, to: "Path") -> None:
    """Write a form to a new file. Raises OSError."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = form.words.gettext("Form")
    named = columns(form.words)
    for number, line in enumerate(intro(form), 1):
        _text(sheet.cell(number, 1), line)
        _wide(sheet, number, len(named))
        sheet.cell(number, 1).font = Font(size=14 if number == 1 else 11, bold=number == 1)
    row = sheet.max_row + 2
    _head(sheet, row, named)
    sheet.freeze_panes = sheet.cell(row + 1, 3)
    _fill(sheet, row + 1, form, named)
    _finish(sheet, named)
    book.properties.creator = "Integrating Cities Desktop"
    book.properties.title = f"{form.city} – {form.review}"
    book.save(to)


def _head(sheet: "Worksheet", row: int, named: tuple[Column, ...]) -> None:
    from openpyxl.styles import Font, PatternFill

    for place, column in enumerate(named, 1):
        cell = sheet.cell(row, place)
        _text(cell, column.title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_INK)


def _fill(sheet: "Worksheet", row: int, form: Form, named: tuple[Column, ...]) -> None:
    from openpyxl.styles import Font, PatternFill

    for factor in form.factors:
        title = sheet.cell(row, 1)
        _text(title, f"{factor.number} {factor.title}: {factor.statement}")
        for place in range(1, len(named) + 1):
            sheet.cell(row, place).fill = PatternFill("solid", fgColor=_FACTOR)
        title.font = Font(bold=True)
        _wide(sheet, row, len(named))
        row += 1
        for question in factor.questions:
            _question(sheet, row, question, named)
            row += 1


def _question(
    sheet: "Worksheet", row: int, question: FormQuestion, named: tuple[Column, ...]
) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

    line = Side(style="thin", color="C9D2CF")
    asked = "\n".join((question.text, *(f"– {prompt}" for prompt in question.prompts)))
    given = {"id": question.id, "question": asked}
    given |= {"answer": question.answer_word, "note": question.note}
    lines = 2
    for place, column in enumerate(named, 1):
        cell = sheet.cell(row, place)
        _text(cell, given.get(column.name, ""))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(bottom=line, right=line)
        if column.name not in ("id", "question"):
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor=_FILL_IN)
        lines = max(lines, _lines(given.get(column.name, ""), _WIDTHS[column.name]))
        if column.name == "answer":
            _offer(sheet, cell.coordinate, question)
    sheet.row_dimensions[row].height = (lines * 1.35 + 0.6) * _SIZE


def _wide(sheet: "Worksheet", row: int, count: int) -> None:
    """Have one text take the whole row, over as many lines as it needs."""
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, 1)
    size = cell.font.size or _SIZE
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=count)
    lines = _lines(str(cell.value), sum(_WIDTHS.values()) + _WIDTHS["source"])
    sheet.row_dimensions[row].height = (lines * 1.35 + 0.3) * size


def _lines(text: str, letters: int) -> int:
    """Return over how many lines a text goes in a cell of so many letters."""
    return sum(max(1, -(-len(line) * 11 // (letters * 10))) for line in text.split("\n"))


def _offer(sheet: "Worksheet", place: str, question: FormQuestion) -> None:
    """Offer the words of the answers in a list to choose from; others are taken as well."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = ",".join(word for _code, word in question.options)
    offered = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    offered.showErrorMessage = False
    sheet.add_data_validation(offered)
    offered.add(place)


def _text(cell: Any, text: str) -> None:
    """Put text into a cell as text: whatever it begins with, it is no formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@\t\r"


def _finish(sheet: "Worksheet", named: tuple[Column, ...]) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(named, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[column.name]
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    # Without a password: it keeps from typing into the wrong cell, and locks nobody out.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    assert len(named) == 4 + 2 * SOURCES
