"""What comes back, on the screen: taken and left by keys, what is next, never busy for ever."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Shell
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.exchange.returns import take as taking
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.pages.merge import MergePage
from ic_desktop.ui.pages.merge.groups import ChoosingTable
from ic_desktop.ui.widgets.labels import Words
from ic_desktop.ui.widgets.notices import Busy
from ic_desktop.ui.workspace import Workspace

SESSION = "5" * 32
BEN = Actor(new_id(), new_id())


@pytest.fixture
def opened(shell: Shell, window: MainWindow, qtbot: QtBot) -> Workspace:
    """A project in the window, with a session."""
    form = Form("Musterau", "promoting-cultural-diversity", "Self-assessment 2026")
    window.opening.create(lambda: (shell.path, new_project(form, shell.preferences.actor)))
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert window.workspace is not None
    made = window.workspace
    scope = Scope(made.review_id, session=SESSION)
    assert made.set("session", SESSION, "title", "Parents", scope)
    shell.wait_saved(made)
    return made


def _copy(opened: Workspace, to: Path, edit: Callable[[Editor], object]) -> Path:
    """Return a plain copy in which Ben did something."""
    to.write_bytes(opened.facts.path.read_bytes())
    file = ProjectFile.open(to)
    editor = Editor(fold(file.changes()), BEN)
    edit(editor)
    file.commit(editor.changes)
    file.close()
    return to


def _say(editor: Editor, review_id: str) -> None:
    scope = Scope(review_id, session=SESSION)
    for number in range(2):
        words = f"Statement {number}"
        values = {"type": "statement", "text": words, "session": SESSION, "order": "a"}
        piece = editor.create("evidence", values, scope)
        edits.link(editor, review_id, piece, "7")


def _show(window: MainWindow, qtbot: QtBot, path: Path) -> MergePage:
    window.go(Place("merge", str(path)))
    page = window.page
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: page.sheet is not None and page.sheet.leave.isVisible(), timeout=20_000)
    return page


def _buttons(parent: QWidget) -> list[str]:
    return [b.text() for b in parent.findChildren(QPushButton) if b.isVisible()]


def _press(parent: QWidget, qtbot: QtBot, text: str) -> None:
    button = next(b for b in parent.findChildren(QPushButton) if b.isVisible() and b.text() == text)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def _texts(parent: QWidget) -> str:
    return "\n".join(w.text() for w in parent.findChildren(Words) if w.isVisible())


def test_the_space_bar_leaves_aside_and_takes_up_what_went_along(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _copy(opened, tmp_path / "ben.icproj", lambda e: _say(e, opened.review_id))
    page = _show(window, qtbot, path)
    sheet = page.sheet
    assert sheet is not None
    assert "Take 4 entries" in _buttons(page)
    row = next(r for card in sheet.people for r in card.rows if r.group.thing == "statement")
    row._more.click()
    assert "Space, Enter" in row._keys.text()
    qtbot.waitUntil(row._keys.isVisible)
    assert row._more.text() == "Hide them"
    table = row.findChild(ChoosingTable)
    assert table is not None
    table.setFocus()
    table.set_current(row.group.lines[0].item)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert "Take 2 entries" in _buttons(page)
    first = table.rows()[0].cells[0]
    assert (first.text, first.mark) == ("no", "")
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert "Take 4 entries" in _buttons(page)
    link = next(line.item for line in sheet.preview.lines if line.thing == "link")
    sheet._choose(frozenset([link]), False)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert "Take 3 entries" in _buttons(page), "what was left by itself stays so"


def test_what_is_next_is_offered_only_where_there_is_something(
    shell: Shell, window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    answered = _copy(
        opened,
        tmp_path / "answer.icproj",
        lambda e: edits.answer(e, opened.review_id, "7", "7.2", {"note": "Theirs"}),
    )
    review_id = opened.review_id
    page = _show(window, qtbot, answered)
    _press(page, qtbot, "Take 1 entry")
    qtbot.waitUntil(lambda: "1 entry was taken in." in _texts(page), timeout=20_000)
    qtbot.wait(100)
    assert {"What is to settle", "Sort statements"}.isdisjoint(_buttons(page))
    page = _show(window, qtbot, answered)
    assert "Back to the copies" in _buttons(page)
    assert not [text for text in _buttons(page) if text.startswith("Take ")]
    assert opened.edit(lambda e: edits.answer(e, review_id, "8", "8.1", {"note": "Mine"}))
    shell.wait_saved(opened)
    other = _copy(opened, tmp_path / "other.icproj", lambda e: _disagree(e, review_id))
    assert opened.edit(lambda e: edits.answer(e, review_id, "8", "8.1", {"note": "Mine again"}))
    page = _show(window, qtbot, other)
    _press(page, qtbot, "Take 2 entries")
    qtbot.waitUntil(
        lambda: {"What is to settle", "Sort statements"} <= set(_buttons(page)), timeout=20_000
    )


def _disagree(editor: Editor, review_id: str) -> None:
    edits.answer(editor, review_id, "8", "8.1", {"note": "Theirs"})
    values = {"type": "statement", "text": "Words", "session": SESSION, "order": "a"}
    editor.create("evidence", values, Scope(review_id, session=SESSION))


def test_nothing_that_goes_wrong_after_taking_makes_it_a_failure(
    window: MainWindow,
    opened: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = _copy(opened, tmp_path / "ben.icproj", lambda e: _say(e, opened.review_id))
    page = _show(window, qtbot, path)

    def broken(_ledger: Ledger, _changes: object) -> State:
        monkeypatch.undo()
        raise RuntimeError("dictionary changed size during iteration")

    monkeypatch.setattr(Ledger, "ahead", broken)
    _press(page, qtbot, "Take 4 entries")
    qtbot.waitUntil(lambda: "4 entries were taken in." in _texts(page), timeout=20_000)
    assert not page.findChildren(Busy)[0].isVisible()
    assert len(opened.state.records("evidence")) == 2


def test_what_nobody_foresaw_ends_the_waiting_too(
    window: MainWindow,
    opened: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = _copy(opened, tmp_path / "ben.icproj", lambda e: _say(e, opened.review_id))
    page = _show(window, qtbot, path)

    def broken(*_given: object, **_named: object) -> object:
        raise RuntimeError("nobody foresaw it")

    monkeypatch.setattr(taking, "take", broken)
    with qtbot.captureExceptions() as raised:
        _press(page, qtbot, "Take 4 entries")
        qtbot.waitUntil(lambda: "Something unexpected" in _texts(page), timeout=20_000)
        qtbot.waitUntil(lambda: bool(raised))
    assert not page.findChildren(Busy)[0].isVisible()
    assert opened.state.records("evidence") == {}
