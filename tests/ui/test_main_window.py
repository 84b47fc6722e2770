"""The window by clicks and keys, over a real file."""

import json
from pathlib import Path

import pytest
from conftest import Shell
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.errors import DiskFull, IcError
from ic_desktop.project.entities import all_evidence, profile, verdict
from ic_desktop.project.seal import seal_review
from ic_desktop.review import edits
from ic_desktop.ui import navigation
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.widgets.text import Line
from ic_desktop.ui.workspace import Workspace

PACK = "promoting-cultural-diversity"


@pytest.fixture
def opened(shell: Shell, window: MainWindow) -> Workspace:
    """A fresh project in the window, on its overview."""
    actor = shell.preferences.actor
    form = Form("Musterau", PACK, "Self-assessment 2026")
    window.opening.create(lambda: (shell.path, new_project(form, actor)))
    shell.qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    return window.workspace


def press(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.windowHandle(), key, held)


def button(parent: QWidget, text: str) -> QPushButton:
    """Return the visible button of a text."""
    found = [b for b in parent.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert len(found) == 1, [b.text() for b in parent.findChildren(QPushButton)]
    return found[0]


def question(window: MainWindow) -> QMessageBox:
    """Return the question that is open."""
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert len(boxes) == 1
    return boxes[0]


def answer(window: MainWindow, text: str) -> None:
    """Press a button of the question that is open."""
    box = question(window)
    next(b for b in box.buttons() if b.text() == text).click()


def judge(workspace: Workspace, value: str = "partly") -> None:
    review_id = workspace.review_id
    workspace.edit(lambda e: edits.judge(e, review_id, "7", {"value": value}))


def told(window: MainWindow) -> list[str]:
    """Return what stands above the page."""
    QApplication.processEvents()
    return [label.text() for label in window.banners.findChildren(QLabel) if label.isVisible()]


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(600, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_fresh_project_shows_its_overview_and_every_page_in_the_navigation(
    window: MainWindow, opened: Workspace
) -> None:
    assert window.place == navigation.OVERVIEW
    assert window.windowTitle().startswith("Musterau")
    column = window._column
    assert column is not None
    names = [column.model().index(row, 0).data() for row in range(column.model().rowCount())]
    assert names[:2] == ["Overview", "City and review"]
    assert "7 Municipal employment" in names
    assert names[-2:] == ["Report and signature", "Copies out and back"]
    assert len(names) == 2 + 1 + 13 + 1 + 4 + 1 + 2


def test_back_and_next_walk_through_all_pages_by_key(window: MainWindow, opened: Workspace) -> None:
    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    press(window, Qt.Key.Key_Right, alt)
    assert window.place == navigation.CITY
    press(window, Qt.Key.Key_PageDown, control)
    assert window.place == factor_place("1")
    press(window, Qt.Key.Key_Left, alt)
    press(window, Qt.Key.Key_PageUp, control)
    assert window.place == navigation.OVERVIEW
    press(window, Qt.Key.Key_Left, alt)
    assert window.place == navigation.OVERVIEW


def test_back_and_next_say_where_they_lead_and_go_there(
    window: MainWindow, opened: Workspace
) -> None:
    window.go(factor_place("6"))
    button(window._wizard, "Next: 7 Municipal employment").click()
    assert window.place == factor_place("7")
    button(window._wizard, "6 Raising awareness").click()
    assert window.place == factor_place("6")


def test_a_row_of_the_navigation_goes_there_by_mouse_and_by_arrow(
    window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    column = window._column
    assert column is not None
    area = column.visualRect(column.model().index(1, 0))
    qtbot.mouseClick(column.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert window.place == navigation.CITY
    qtbot.keyClick(column, Qt.Key.Key_Down)
    assert window.place == factor_place("1")


def test_the_navigation_follows_a_verdict(
    window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    judge(opened)
    column = window._column
    assert column is not None

    def spoken() -> list[str]:
        role = Qt.ItemDataRole.AccessibleTextRole
        model = column.model()
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    qtbot.waitUntil(lambda: "7 Municipal employment, Partly in place" in spoken())
    assert "Overview, 1 of 13" in spoken()


def test_what_is_typed_on_the_city_page_is_saved_and_named_above(
    shell: Shell, window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    window.go(navigation.CITY)
    field = next(f for f in window.page.findChildren(Line) if f.text() == "Musterau")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Neustadt")
    assert profile(opened.state).city == "Musterau"
    window.go(navigation.OVERVIEW)
    assert profile(opened.state).city == "Neustadt"
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Neustadt"))
    shell.wait_saved(opened)
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert profile(opened.state).city == "Musterau"
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Musterau"))


def test_the_saved_state_is_always_told(
    shell: Shell, window: MainWindow, opened: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = window.status._saved
    assert told.text().startswith("✓ Saved")
    file = opened.keeper.file
    real = file.commit

    def full(*_given: object, **_named: object) -> str:
        raise DiskFull("Documents")

    monkeypatch.setattr(file, "commit", full)
    judge(opened)
    assert told.text() == "Saving…"
    shell.qtbot.waitUntil(lambda: told.text().startswith("Not saved"))
    assert "no room left" in told.text()
    again = next(b for b in window.status.findChildren(QToolButton) if b.text() == "Try again now")
    assert again.isVisible()
    monkeypatch.setattr(file, "commit", real)
    again.click()
    shell.qtbot.waitUntil(lambda: told.text().startswith("✓ Saved"))
    assert not again.isVisible()


def test_closing_the_window_waits_for_the_disk(
    shell: Shell, window: MainWindow, opened: Workspace
) -> None:
    judge(opened)
    opened.type_text(
        ("verdict", f"{opened.review_id}/city/7", "reason"), opened.factor_scope("7"), "Because"
    )
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    shell.qtbot.waitUntil(lambda: not window.isVisible())
    assert window.workspace is None
    again = shell.open()
    held = verdict(again.state, again.review_id, "7")
    assert (held.value, held.reason) == ("partly", "Because")


def test_closing_with_a_full_disk_asks_and_stays(
    shell: Shell, window: MainWindow, opened: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = opened.keeper.file
    real = file.commit

    def full(*_given: object, **_named: object) -> str:
        raise DiskFull("Documents")

    monkeypatch.setattr(file, "commit", full)
    judge(opened)
    shell.qtbot.waitUntil(lambda: opened.outbox.problem is not None)
    window.close()
    assert "Not everything is saved" in question(window).text()
    answer(window, "Stay and try again")
    window.files.save_copy()
    assert "no room" in question(window).text()
    answer(window, "Close")
    assert window.workspace is opened
    monkeypatch.setattr(file, "commit", real)
    opened.outbox.send()
    shell.wait_saved(opened)
    window.close()
    shell.qtbot.waitUntil(lambda: not window.isVisible())


def test_find_anything_leads_to_the_spot(
    window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    from ic_desktop.ui.palette import Palette

    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette._field, "employment munic")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert window.place == factor_place("7")


def test_help_opens_on_the_topic_of_the_page(
    window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    window.go(navigation.CITY)
    press(window, Qt.Key.Key_F1)
    assert window.place == Place("help", "city")
    from ic_desktop.ui.pages.help import HelpPage

    page = window.page
    assert isinstance(page, HelpPage)
    qtbot.waitUntil(lambda: page.topic() == "city")


def test_a_sealed_review_says_so_and_opens_again(window: MainWindow, opened: Workspace) -> None:
    opened.edit(
        lambda e: seal_review(
            e, opened.review_id, pdf_sha256="0" * 64, signer="Ada", fingerprint="f" * 64, at=1
        )
    )
    QApplication.processEvents()
    assert any("signed by Ada" in text for text in told(window))
    judge(opened)
    assert verdict(opened.state, opened.review_id, "7").value == ""
    assert any("new revision" in text for text in told(window))
    button(window.banners, "Start a new revision").click()
    judge(opened)
    assert verdict(opened.state, opened.review_id, "7").value == "partly"
    assert not any("signed by Ada" in text for text in told(window))


def test_a_dropped_project_opens(shell: Shell, window: MainWindow) -> None:
    shell.close(shell.create())
    drop(window, shell.path)
    shell.qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.windowTitle().startswith("Musterau")
    assert [recent.city for recent in shell.preferences.now.recent] == ["Musterau"]


def test_a_dropped_document_asks_and_becomes_evidence(
    shell: Shell, window: MainWindow, opened: Workspace
) -> None:
    document = shell.folder / "minutes.txt"
    document.write_text("words")
    drop(window, document)
    answer(window, "Add as evidence")
    shell.qtbot.waitUntil(lambda: bool(all_evidence(opened.state)))
    assert window.place == navigation.EVIDENCE


def test_a_document_without_a_project_is_told_what_it_needs(
    shell: Shell, window: MainWindow
) -> None:
    document = shell.folder / "minutes.txt"
    document.write_text("words")
    drop(window, document)
    assert "no project is open" in question(window).text()
    answer(window, "Close")


def test_a_second_window_is_offered_to_read(
    shell: Shell, window: MainWindow, opened: Workspace, look: object
) -> None:
    from ic_desktop.ui.tasks import Crew

    writer = Crew(shell.courier, "second", interleave=True)
    second = MainWindow(shell.preferences, writer, shell.background)
    second.show()
    second.opening.open(shell.path)
    shell.qtbot.waitUntil(lambda: bool(second.findChildren(QMessageBox)))
    assert "open already" in question(second).text()
    answer(second, "Open for reading only")
    shell.qtbot.waitUntil(lambda: second.workspace is not None)
    assert second.workspace is not None
    assert second.workspace.read_only
    assert any("reading only" in text for text in told(second))
    gone: list[bool] = []
    second.opening.close(lambda: gone.append(True))
    shell.qtbot.waitUntil(lambda: bool(gone))
    second.close()
    second.deleteLater()
    shell.qtbot.wait(1)
    assert writer.close()


def test_a_damaged_file_says_so_and_leaves_the_start_page(shell: Shell, window: MainWindow) -> None:
    broken = shell.folder / "broken.icproj"
    broken.write_bytes(b"no project at all" * 100)
    window.opening.open(broken)
    shell.qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert "not an Integrating Cities project" in question(window).text()
    answer(window, "Close")
    assert window.place == navigation.START


def test_the_interface_changes_its_language_while_a_project_is_open(
    shell: Shell, window: MainWindow, opened: Workspace
) -> None:
    from dataclasses import replace

    window.go(navigation.CITY)
    shell.preferences.change(lambda s: replace(s, theme="light"))
    window.build()
    assert window.place == navigation.CITY
    column = window._column
    assert column is not None
    shell.qtbot.waitUntil(column.isVisible)
    judge(opened)
    assert verdict(opened.state, opened.review_id, "7").value == "partly"


def test_the_window_remembers_its_size(shell: Shell, window: MainWindow) -> None:
    window.resize(1111, 666)
    window.close()
    assert shell.preferences.now.window
    shell.qtbot.waitUntil(lambda: shell.background.is_idle)
    kept = json.loads((Path(_settings_path())).read_text())
    assert kept["window"] == shell.preferences.now.window


def _settings_path() -> Path:
    from ic_desktop.settings import settings_path

    return settings_path()


def test_an_error_stands_above_the_page_until_it_is_closed(
    window: MainWindow, opened: Workspace
) -> None:
    window.tell(IcError("This happened.", "Do that."))
    assert {"This happened.", "Do that."} <= set(told(window))
    window.go(navigation.CITY)
    assert "This happened." not in told(window)


def test_every_focusable_part_of_the_window_has_a_name(
    window: MainWindow, opened: Workspace
) -> None:
    for place in (
        Place("start"),
        Place("start", "new"),
        navigation.OVERVIEW,
        navigation.CITY,
        navigation.SETTINGS,
        Place("help", "start"),
    ):
        window.go(place)
        for widget in window.findChildren(QWidget):
            if not (widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
                continue
            named = widget.accessibleName() or (
                widget.text() if isinstance(widget, QPushButton | QToolButton) else ""
            )
            if not named and hasattr(widget, "text"):
                named = widget.text()
            assert named, f"{place}: {type(widget).__name__} {widget.objectName()}"


def test_from_help_and_settings_one_comes_back_to_where_one_was(
    window: MainWindow, opened: Workspace
) -> None:
    window.go(factor_place("7"))
    press(window, Qt.Key.Key_F1)
    assert window.place == Place("help", "factor")
    window.go(navigation.SETTINGS)
    button(window._wizard, "7 Municipal employment").click()
    assert window.place == factor_place("7")
    press(window, Qt.Key.Key_F1)
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.place == factor_place("7")
