"""A form goes out in Word or Excel, is filled in there, and is read again; strangers' files too."""

import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ic_desktop.benchmark import library
from ic_desktop.errors import NotAForm
from ic_desktop.exchange.forms.content import Form, form_code, form_of, heads_of_form, is_code_of
from ic_desktop.exchange.forms.excel import write_excel
from ic_desktop.exchange.forms.look import look_at_form
from ic_desktop.exchange.forms.reading import read_form
from ic_desktop.exchange.forms.word import write_word
from ic_desktop.exchange.forms.writing import form_for
from ic_desktop.exchange.hand_out import prepare
from ic_desktop.exchange.returns.look import Here
from ic_desktop.i18n import catalogue
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef, review
from ic_desktop.project.state import State
from ic_desktop.review import edits
from ic_desktop.review.lane import PURPOSES, Lane

KEY, HAND_OUT = b"k" * 32, "c" * 32
ANNA = Actor("a" * 32, "1" * 32)


def _form(language: str = "en", note: str = "=1+1 is what we heard") -> Form:
    editor = Editor(State(), ANNA)
    pack = library.pack("promoting-cultural-diversity", language)
    ref = PackRef(pack.id, pack.version, pack.hash)
    review_id = edits.start_project(editor, new_id(), city="Musterau", pack=ref)
    edits.answer(editor, review_id, "7", "7.2", {"value": "partly", "note": note})
    held = review(editor.state, review_id)
    assert held is not None
    lane = Lane(review_id, "b" * 32, PURPOSES["fill-in"], factors=("3", "7"))
    code = form_code(KEY, HAND_OUT)
    words = catalogue(language)
    return form_of(editor.state, pack, held, lane, person="Personnel", code=code, words=words)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_known_already_comes_back_as_it_was(
    tmp_path: Path, suffix: str, language: str
) -> None:
    path = _written(tmp_path, suffix, _form(language))
    read = read_form(path)
    assert is_code_of(read["code"], KEY, HAND_OUT)
    assert list(read["answers"]) == ["7.2"]
    given = read["answers"]["7.2"]
    assert given["note"] == "=1+1 is what we heard"
    word = dict(_form(language).factors[1].questions[1].options)["partly"]
    assert given["answer"] == word


def test_a_filled_spreadsheet_is_read(tmp_path: Path) -> None:
    path = _written(tmp_path, ".xlsx", _form())
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == "3.1")
    filled = ["Yes", "Since 2019, monthly.", "Minutes.pdf", 14, "Plan.pdf", "§ 2"]
    for cell, value in zip(row[2:], filled, strict=True):
        assert not cell.protection.locked
        cell.value = value
    book.save(path)
    assert read_form(path)["answers"]["3.1"] == {
        "answer": "Yes",
        "note": "Since 2019, monthly.",
        "sources": [["Minutes.pdf", "14"], ["Plan.pdf", "§ 2"]],
    }


def test_a_filled_document_is_read_also_with_its_list_replaced_by_typing(tmp_path: Path) -> None:
    path = _written(tmp_path, ".docx", _form())
    document = docx.Document(str(path))
    table = next(t for t in document.tables if t.rows[0].cells[0].text.startswith("3.1"))
    for row, text in zip(table.rows[1:], ["yes", "Line one\nline two", "Plan", "3"], strict=False):
        cell = row.cells[1]
        for child in list(cell.paragraphs[0]._p):
            cell.paragraphs[0]._p.remove(child)
        cell.text = text
    document.save(str(path))
    assert read_form(path)["answers"]["3.1"] == {
        "answer": "yes",
        "note": "Line one\nline two",
        "sources": [["Plan", "3"]],
    }


def test_text_is_no_formula_and_cells_of_the_form_itself_are_locked(tmp_path: Path) -> None:
    book = load_workbook(_written(tmp_path, ".xlsx", _form()))
    sheet = book.active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert sheet.protection.sheet
    asked = next(cell for cell in cells if cell.value == "7.2")
    assert asked.protection.locked


def test_a_row_that_was_copied_takes_nothing_away(tmp_path: Path) -> None:
    path = _written(tmp_path, ".xlsx", _form())
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == "3.1")
    for cell, value in zip(row[2:5], ("Yes", "The first.", "Plan.pdf"), strict=True):
        cell.value = value
    sheet.append(["3.1", "copied", "No", "The second."])
    sheet.append(["3.1", "copied, and left blank"])
    book.save(path)
    assert read_form(path)["answers"]["3.1"] == {
        "answer": "Yes / No",
        "note": "The first.\nThe second.",
        "sources": [["Plan.pdf", ""]],
    }


def test_what_a_form_was_not_made_for_is_told(tmp_path: Path) -> None:
    editor = Editor(State(), ANNA)
    pack = library.pack("promoting-cultural-diversity")
    ref = PackRef(pack.id, pack.version, pack.hash)
    review_id = edits.start_project(editor, new_id(), city="Musterau", pack=ref)
    held = review(editor.state, review_id)
    assert held is not None
    lane = Lane(review_id, "b" * 32, PURPOSES["fill-in"], factors=("3",))
    form = {"language": "en", "heads": heads_of_form(editor.state, pack, held, lane)}
    made = prepare(editor, lane, at=1, form=form)
    path = _written(tmp_path, ".xlsx", form_for(editor.state, pack, held, made))
    book = load_workbook(path)
    assert book.active is not None
    for number in ("3.1", "7.2", "99.9"):
        book.active.append([number, "", "Yes", "Filled in"])
    book.save(path)
    here = Here(tmp_path / "town", new_id(), b"", frozenset(), editor.state, {})
    came = look_at_form(path, here, pack)
    (told,) = came.warnings
    assert told.endswith("7.2, 99.9.")
    assert {change.header.scope.factor for change in came.changes} == {"3"}


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_what_is_no_form_is_refused_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    for name, data in (("empty", b""), ("text", b"hello"), ("cut", _cut(tmp_path, suffix))):
        path = tmp_path / f"{name}{suffix}"
        path.write_bytes(data)
        with pytest.raises(NotAForm, match="not a form"):
            read_form(path)


def test_a_spreadsheet_without_the_code_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    with pytest.raises(NotAForm, match="code is missing"):
        read_form(path)


def test_what_unpacks_to_far_more_than_a_form_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (65 * 2**20))
    with pytest.raises(NotAForm, match="larger"):
        read_form(path)


def test_a_code_belongs_to_one_hand_out_and_one_key() -> None:
    code = form_code(KEY, HAND_OUT)
    assert is_code_of(code.lower().replace("-", " "), KEY, HAND_OUT)
    assert not is_code_of(code, b"x" * 32, HAND_OUT)
    assert not is_code_of(code, KEY, "d" * 32)


@given(st.text(max_size=200))
def test_any_note_can_be_written_down(tmp_path_factory: Any, note: str) -> None:
    folder = tmp_path_factory.mktemp("form")
    form = _form(note=note)
    for suffix in (".xlsx", ".docx"):
        assert is_code_of(read_form(_written(folder, suffix, form))["code"], KEY, HAND_OUT)


def _written(folder: Path, suffix: str, form: Form) -> Path:
    path = folder / f"form{suffix}"
    (write_word if suffix == ".docx" else write_excel)(form, path)
    return path


def _cut(folder: Path, suffix: str) -> bytes:
    return _written(folder, suffix, _form()).read_bytes()[:-300]
