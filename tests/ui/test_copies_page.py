"""Copies out and back by clicks and keys: made, filled in, looked at, taken, taken out again."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Shell
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.exchange.hand_out import hand_outs, prepare, returns_of, write_hand_out
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import all_evidence, answer
from ic_desktop.project.peer import participants
from ic_desktop.project.state import fold
from ic_desktop.review import edits, people
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.store.reading import Attachment
from ic_desktop.ui import preferences
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import COPIES, OVERVIEW, Place
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.pages.copies import CopiesPage
from ic_desktop.ui.pages.copies.new_copy import NewCopy
from ic_desktop.ui.pages.merge import MergePage
from ic_desktop.ui.pages.merge.page import merge_place
from ic_desktop.ui.widgets.labels import Words
from ic_desktop.ui.workspace import Workspace

DEVICE = "9" * 32


@pytest.fixture
def opened(shell: Shell, window: MainWindow, qtbot: QtBot) -> Workspace:
    """A project in the window, on the page of copies."""
    form = Form("Musterau", "promoting-cultural-diversity", "Self-assessment 2026")
    window.opening.create(lambda: (shell.path, new_project(form, shell.preferences.actor)))
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert window.workspace is not None
    window.go(COPIES)
    return window.workspace


def _press(parent: QWidget, qtbot: QtBot, text: str) -> None:
    found = [b for b in parent.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert found, [b.text() for b in parent.findChildren(QPushButton) if b.isVisible()]
    found[0].setFocus()
    qtbot.keyClick(found[0], Qt.Key.Key_Space)


def _texts(parent: QWidget) -> str:
    return "\n".join(w.text() for w in parent.findChildren(Words) if w.isVisible())


def _make(window: MainWindow, qtbot: QtBot, to: Path) -> None:
    """Have a copy made for the personnel office, as a person does."""
    page = window.page
    assert isinstance(page, CopiesPage)
    _press(page, qtbot, "Make a copy for somebody …")
    qtbot.keyClicks(page.focusWidget(), "Personnel office")
    _press(page, qtbot, "Make the copy …")
    dialog = next(d for d in window.findChildren(QFileDialog) if d.isVisible())
    assert dialog.selectedFiles()[0].endswith("Personnel office.icproj")
    dialog.done(QFileDialog.DialogCode.Accepted)
    dialog.fileSelected.emit(str(to))
    qtbot.waitUntil(to.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "The copy is saved" in _texts(page), timeout=20_000)


def _fill_in(path: Path, note: str) -> None:
    """Answer a question in a copy, as its person does in their own program."""
    file = ProjectFile.open(path)
    lane = file.binding.lane if file.binding else None
    assert lane is not None
    editor = Editor(fold(file.changes()), Actor(lane.author, DEVICE))
    edits.answer(editor, lane.review, "7", "7.2", {"value": "partly", "note": note})
    file.commit(editor.changes)
    file.close()


def test_a_copy_goes_out_comes_back_and_can_be_taken_out_again(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    to = tmp_path / "personnel.icproj"
    _make(window, qtbot, to)
    (made,) = hand_outs(opened.state)
    assert {p.name for p in participants(opened.state) if p.role} == {"Personnel office"}
    _fill_in(to, "Guidelines since 2019.")
    window.go(Place("merge", str(to)))
    page = window.page
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: page.sheet is not None and page.sheet.take.isVisible(), timeout=20_000)
    assert "Personnel office" in _texts(page)
    assert answer(opened.state, opened.review_id, "7.2").note == ""
    _press(page, qtbot, "Take 1 entry")
    qtbot.waitUntil(lambda: bool(returns_of(opened.state, made.id)), timeout=20_000)
    assert answer(opened.state, opened.review_id, "7.2").note == "Guidelines since 2019."
    window.go(COPIES)
    copies = window.page
    qtbot.waitUntil(lambda: "changed" in _texts(copies) or "new" in _texts(copies), timeout=20_000)
    _press(copies, qtbot, "Take out again")
    qtbot.waitUntil(
        lambda: answer(opened.state, opened.review_id, "7.2").note == "", timeout=20_000
    )


def test_who_leaves_the_page_while_a_copy_is_taken_in_loses_nothing_of_it(
    shell: Shell, window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    to = tmp_path / "personnel.icproj"
    _make(window, qtbot, to)
    _fill_in(to, "Guidelines since 2019.")
    window.go(Place("merge", str(to)))
    page = window.page
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: page.sheet is not None and page.sheet.take.isVisible(), timeout=20_000)
    came = page.work._return
    assert came is not None
    gate = threading.Event()
    shell.writer.do(lambda _task: gate.wait(10), urgent=True)
    _press(page, qtbot, "Take 1 entry")
    window.go(COPIES)
    qtbot.wait(200)
    assert came.copy is not None
    assert came.copy.exists()
    gate.set()
    qtbot.waitUntil(
        lambda: answer(opened.state, opened.review_id, "7.2").note != "", timeout=20_000
    )
    qtbot.waitUntil(lambda: not (came.copy and came.copy.exists()), timeout=20_000)


def test_closing_while_a_copy_is_taken_in_stops_that_first(
    shell: Shell, window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    """What the page does once it was stopped finds the file still open."""
    to = tmp_path / "personnel.icproj"
    _make(window, qtbot, to)
    _fill_in(to, "Guidelines since 2019.")
    window.go(Place("merge", str(to)))
    page = window.page
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: page.sheet is not None and page.sheet.take.isVisible(), timeout=20_000)
    gate = threading.Event()
    shell.writer.do(lambda _task: gate.wait(10), urgent=True)
    _press(page, qtbot, "Take 1 entry")
    begun = len(opened.activities)
    gone: list[bool] = []
    window.opening.close(lambda: gone.append(True))
    gate.set()
    qtbot.waitUntil(lambda: bool(gone), timeout=20_000)
    qtbot.wait(50)
    assert begun == 1
    shell.workspaces.clear()
    file = ProjectFile.open(shell.path)
    assert answer(fold(file.changes()), opened.review_id, "7.2").note == ""
    file.close()


def test_a_copy_opens_limited_to_its_part(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    to = tmp_path / "personnel.icproj"
    _make(window, qtbot, to)
    window.opening.open(to)
    qtbot.waitUntil(
        lambda: window.workspace is not None and window.workspace is not opened, timeout=20_000
    )
    copy = window.workspace
    assert copy is not None
    assert copy.lane is not None
    assert copy.actor.author == copy.lane.author
    assert {stop.page for stop in copy.stops} >= {"factor", "evidence", "copies"}
    assert "report" not in {stop.page for stop in copy.stops}
    assert not copy.edit(lambda e: edits.describe_review(e, copy.review_id, {"title": "Mine"}))
    window.go(COPIES)
    _press(window.page, qtbot, "Answer and judge for the city")
    assert window.place == Place("factor", "1")


def test_every_page_of_a_copy_of_two_key_factors_keeps_to_them(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    to = tmp_path / "two.icproj"
    who = opened.actor.author
    lane = Lane(opened.review_id, who, PURPOSES["fill-in"], factors=("3", "7"))

    def hand_out(file: ProjectFile) -> None:
        editor = Editor(opened.state, opened.actor)
        made = prepare(editor, lane, at=1_900_000_000_000)
        write_hand_out(file, editor.state, file.changes(), made, to)

    done: list[object] = []
    opened.with_file(lambda file, _task: hand_out(file), title="", done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    window.opening.open(to)
    qtbot.waitUntil(lambda: window.workspace not in (None, opened), timeout=20_000)
    copy = window.workspace
    assert copy is not None
    assert [factor.id for factor in copy.factors] == ["3", "7"]
    asked = sum(len(factor.questions) for factor in copy.factors)
    for stop in (OVERVIEW, *copy.stops):
        window.go(stop)
    window.go(OVERVIEW)
    assert f"0 of {asked} guide questions answered" in _texts(window.page)


def test_a_file_that_is_no_project_is_a_sentence(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "holiday.icproj"
    path.write_bytes(b"sand and sea" * 2000)
    window.go(Place("merge", str(path)))
    page = window.page
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: "is not an Integrating Cities project" in _texts(page), timeout=20_000)
    _press(page, qtbot, "Back to the copies")
    assert isinstance(window.page, CopiesPage)
    assert opened.state.records("answer") == {}


def test_a_form_goes_out_and_comes_back_with_its_document(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page, to, plan = window.page, tmp_path / "form.xlsx", tmp_path / "Plan.txt"
    assert isinstance(page, CopiesPage)
    _press(page, qtbot, "Make a copy for somebody …")
    qtbot.keyClicks(page.focusWidget(), "Personnel office")
    picker = page.form.findChild(QComboBox, "copy-kind")
    assert isinstance(picker, QComboBox)
    picker.setFocus()
    qtbot.keyClicks(picker, "A form in Excel")
    _press(page, qtbot, "Make the copy …")
    dialog = next(d for d in window.findChildren(QFileDialog) if d.isVisible())
    dialog.done(QFileDialog.DialogCode.Accepted)
    dialog.fileSelected.emit(str(to))
    qtbot.waitUntil(to.exists, timeout=20_000)
    book = load_workbook(to)
    row = next(cells for cells in book.worksheets[0].iter_rows() if cells[0].value == "7.2")
    for cell, value in zip(row[2:], ["Partly", "Since 2019.", "Plan", "3"], strict=False):
        cell.value = value
    book.save(to)
    plan.write_text("The plan.", encoding="utf-8")
    window.go(merge_place([to, plan]))
    merge = window.page
    assert isinstance(merge, MergePage)
    qtbot.waitUntil(
        lambda: merge.sheet is not None and merge.sheet.take.isVisible(), timeout=20_000
    )
    assert merge.sheet is not None
    _press(merge, qtbot, merge.sheet.take.text())
    qtbot.waitUntil(
        lambda: answer(opened.state, opened.review_id, "7.2").note == "Since 2019.", timeout=20_000
    )
    (piece,) = all_evidence(opened.state)
    assert piece.file is not None
    assert piece.file.name == "Plan.txt"
    shas = [one.sha256.hex() for one in _attachments(window, qtbot)]
    assert shas == [piece.file.sha256]


def _attachments(window: MainWindow, qtbot: QtBot) -> list[Attachment]:
    found: list[list[Attachment]] = []
    assert window.workspace is not None
    window.workspace.with_file(
        lambda file, _task: file.attachments(), title="Reading", done=found.append
    )
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    return found[0]


# The form


@pytest.fixture
def ordering(window: MainWindow, opened: Workspace, qtbot: QtBot) -> NewCopy:
    """The form in a peer review with a host, a peer, a leader; all of it unfolded."""
    held = opened.review_id

    def prepare_all(editor: Editor) -> None:
        edits.describe_review(editor, held, {"kind": "peer-review"})
        for name, role in _TEAM.items():
            people.add_person(editor, name, role)

    assert opened.edit(prepare_all)
    page = window.page
    assert isinstance(page, CopiesPage)
    _press(page, qtbot, "Make a copy for somebody …")
    page.form._more.set_open(True)
    return page.form


_TEAM = {
    "Hanna Host": "host-coordinator",
    "Petra Personnel": "host-staff",
    "Anna Berg": "peer",
    "Ida Invited": "invited-expert",
    "Lea Leitner": "expert-leader",
}


def _choose(picker: QComboBox, words: str) -> None:
    """Choose as a person does: the list tells that it was."""
    at = next(i for i in range(picker.count()) if picker.itemText(i).startswith(words))
    picker.setCurrentIndex(at)
    picker.activated.emit(at)


def test_what_a_copy_is_for_follows_the_person_until_it_is_chosen_by_hand(
    ordering: NewCopy,
) -> None:
    usual = ("host", "fill-in", "peer", "peer", "leader")
    for name, purpose in zip(_TEAM, usual, strict=True):
        _choose(ordering._person, name)
        assert ordering._purpose.value() == purpose, name
    assert ordering._sees["confidential"].isChecked()  # as a leader's copy has
    _choose(ordering._person, "Somebody new")
    _choose(ordering._role, "Host coordinator")
    assert ordering._purpose.value() == "host"
    _choose(ordering._purpose, "A follow-up visit")
    _choose(ordering._person, "Anna Berg")
    assert ordering._purpose.value() == "follow-up"
    ordering.start()
    assert ordering._purpose.value() == "host"


def test_a_hosts_copy_says_that_the_teams_conclusions_are_in_it(ordering: NewCopy) -> None:
    _choose(ordering._person, "Hanna Host")
    assert not ordering._sees["verdicts"].isChecked()
    assert "The team’s conclusions are in the copy, too." in _texts(ordering)
    _choose(ordering._person, "Anna Berg")
    assert "conclusions" not in _texts(ordering)
    ordering._sees["verdicts"].click()
    assert "The team’s conclusions are in the copy, too." in _texts(ordering)
    assert "nobody can open the copy" in _texts(ordering)
    assert "loses the project" not in _texts(ordering)


def test_chosen_key_factors_begin_with_none_and_a_copy_needs_one(ordering: NewCopy) -> None:
    scope = ordering._scope
    assert ordering._make.isEnabled()
    scope._how._options[1].click()
    assert not any(box.isChecked() for box in scope._boxes.values())
    assert not ordering._make.isEnabled()
    assert "Other key factors are not in the copy." in _texts(ordering)
    scope._boxes["7"].click()
    assert scope.value() == ("7",)
    assert ordering._make.isEnabled()
    scope._boxes["7"].click()
    assert not ordering._make.isEnabled()
    scope._how._options[0].click()
    assert scope.value() == ()
    assert ordering._make.isEnabled()


def test_a_form_in_word_asks_for_no_passphrase(ordering: NewCopy) -> None:
    _choose(ordering._person, "Petra Personnel")
    secret, large = ordering._secret, ordering._sees["large"]
    assert secret.isVisible()
    assert large.isVisible()
    _choose(ordering._suffix, "A form in Word")
    assert not secret.isVisible()
    assert not large.isVisible()
    assert "Passphrase, if you want one" not in _texts(ordering)
    _choose(ordering._suffix, "A project file")
    assert secret.isVisible()


def test_the_first_dialog_begins_in_the_folder_for_documents(
    shell: Shell, window: MainWindow, ordering: NewCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preferences, "documents", lambda: shell.folder)
    shell.preferences.change(lambda s: replace(s, last_folder=""))
    ordering._make.click()
    dialog = next(d for d in window.findChildren(QFileDialog) if d.isVisible())
    assert Path(dialog.directory().absolutePath()) == shell.folder
    dialog.reject()
