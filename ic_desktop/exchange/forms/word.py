"""A form as a Word document: a small table for each question."""

from typing import TYPE_CHECKING, Any, Final

from ic_desktop.exchange.forms.content import Form, FormQuestion
from ic_desktop.exchange.forms.words import Column, columns, intro

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

_LABEL_CM: Final = 3.6
_FIELD_CM: Final = 12.4


def write_word(form: Form, to: "Path") -> None:
    """Write a form to a new file. Raises OSError."""
    import docx

    document = docx.Document()
    document.core_properties.author = "Integrating Cities Desktop"
    document.core_properties.title = clean(f"{form.city} – {form.review}")
    first, *lines = intro(form)
    document.add_heading(clean(first), 0)
    for line in lines:
        document.add_paragraph(clean(line))
    named = columns(form.words)
    for factor in form.factors:
        document.add_heading(clean(f"{factor.number} {factor.title}"), 1)
        document.add_paragraph(clean(factor.statement))
        for question in factor.questions:
            _question(document, question, named)
    document.save(str(to))


def _question(document: "Document", question: FormQuestion, named: tuple[Column, ...]) -> None:
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    head = table.rows[0].cells[0].merge(table.rows[0].cells[1])
    head.text = clean(f"{question.id}  {question.text}")
    head.paragraphs[0].runs[0].bold = True
    for prompt in question.prompts:
        head.add_paragraph(clean(f"– {prompt}"))
    given = {"answer": question.answer_word, "note": question.note}
    for column in named[2:]:
        label, field = table.add_row().cells
        label.text = clean(column.title)
        if column.name == "answer":
            label.add_paragraph(clean(" / ".join(word for _code, word in question.options)))
            _offer(field, question)
        else:
            field.text = clean(given.get(column.name, ""))
    _set_widths(table)
    document.add_paragraph()


def _offer(field: Any, question: FormQuestion) -> None:
    """Put a list to choose from into a cell; what is typed over it is taken as well."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    chosen = OxmlElement("w:sdt")
    about = OxmlElement("w:sdtPr")
    choices = OxmlElement("w:dropDownList")
    for word in ("", *(word for _code, word in question.options)):
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), word or "–")
        item.set(qn("w:value"), word or "-")
        choices.append(item)
    about.append(choices)
    content = OxmlElement("w:sdtContent")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = clean(question.answer_word) or "–"
    run.append(text)
    content.append(run)
    chosen.append(about)
    chosen.append(content)
    field.paragraphs[0]._p.append(chosen)  # the library itself has no lists to choose from


def _set_widths(table: Any) -> None:
    """Give the fields the room, and keep a question on one page."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, (_LABEL_CM, _FIELD_CM), strict=True):
        column.width = Cm(width)
    for row in table.rows[1:]:
        for cell, width in zip(row.cells, (_LABEL_CM, _FIELD_CM), strict=True):
            cell.width = Cm(width)
    for row in table.rows[:-1]:
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def clean(text: str) -> str:
    """Return text without the characters that a Word document cannot hold."""
    return "".join(c if c in "\n\t" or c >= " " else " " for c in text)
