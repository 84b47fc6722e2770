"""The page To settle: two versions side by side, and every way to decide."""

import pytest
from conftest import Shell
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ic_desktop.project.edit import Actor, Editor
from ic_desktop.review import edits
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import SETTLE
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.pages.settle import SettlePage
from ic_desktop.ui.pages.settle.versions import MarkedWords
from ic_desktop.ui.widgets.text import GrowingText

BERT = Actor("b" * 32, "2" * 32)


@pytest.fixture
def page(shell: Shell, window: MainWindow, qtbot: QtBot) -> SettlePage:
    """Show the page of a project in which two copies wrote different notes on one question."""
    form = Form("Musterau", "promoting-cultural-diversity", "Peer review 2026")
    window.opening.create(lambda: (shell.path, new_project(form, shell.preferences.actor)))
    qtbot.waitUntil(lambda: window.workspace is not None)
    workspace = window.workspace
    assert workspace is not None
    before, review = workspace.state, workspace.review_id
    other = Editor(before, BERT)
    edits.introduce(other, BERT.author, {"name": "Bert Brink"})
    edits.answer(other, review, "7", "7.2", {"note": "The tea <b>was</b> hot."})
    workspace.edit(lambda e: edits.answer(e, review, "7", "7.2", {"note": "The tea was cold."}))
    shell.wait_saved(workspace)
    shell.on_writer(lambda: workspace.keeper.file.commit(other.changes))
    done: list[bool] = []
    workspace.reload(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    window.go(SETTLE)
    found = window.page
    assert isinstance(found, SettlePage)
    return found


def _press(page: SettlePage, qtbot: QtBot, text: str) -> None:
    buttons = [b for b in page.findChildren(QPushButton) if b.isVisible()]
    wanted = next(b for b in buttons if text in (b.text(), b.accessibleName()))
    wanted.setFocus()
    qtbot.keyClick(wanted, Qt.Key.Key_Space)


def _note(page: SettlePage) -> str:
    workspace = page.workspace
    return workspace.text("answer", f"{workspace.review_id}/city/7.2", "note")


def test_both_versions_stand_there_with_who_wrote_them(page: SettlePage) -> None:
    texts = [words.plain for words in page.findChildren(MarkedWords)]
    assert sorted(texts) == ["The tea <b>was</b> hot.", "The tea was cold."]
    marked = next(w for w in page.findChildren(MarkedWords) if "cold" in w.plain)
    assert "<b><u>cold" in marked.text()
    names = {label.text() for label in page.findChildren(type(marked).__base__)}
    assert {"Yours", "Bert Brink"} <= names


def test_theirs_holds_and_nothing_is_left_to_settle(page: SettlePage, qtbot: QtBot) -> None:
    _press(page, qtbot, "The version of Bert Brink holds")
    assert _note(page) == "The tea <b>was</b> hot."
    qtbot.waitUntil(lambda: not [w for w in page.findChildren(MarkedWords) if w.isVisible()])


def test_a_new_text_from_both_holds(page: SettlePage, qtbot: QtBot) -> None:
    _press(page, qtbot, "Write a new text from both")
    field = next(f for f in page.findChildren(GrowingText) if f.isVisible())
    assert "cold" in field.text()
    assert "hot" in field.text()
    field.selectAll()
    qtbot.keyClicks(field, "The tea was warm.")
    _press(page, qtbot, "The new text holds")
    assert _note(page) == "The tea was warm."


def test_deciding_can_be_taken_back(page: SettlePage, qtbot: QtBot, window: MainWindow) -> None:
    _press(page, qtbot, "The version of Yours holds")
    assert _note(page) == "The tea was cold."
    workspace = page.workspace
    held = workspace.state.field(("answer", f"{workspace.review_id}/city/7.2", "note"))
    assert held is not None
    assert not held.in_conflict
