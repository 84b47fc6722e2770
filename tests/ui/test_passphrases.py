"""A protected project on the screen: asked for, set, changed, removed, and never written down."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import Shell
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from faults.store.making import someone_else
from ic_desktop import errors
from ic_desktop.project.changes import Scope
from ic_desktop.store.header import is_protected
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.ui import navigation
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.pages.new_form import NewForm
from ic_desktop.ui.passphrases import AskPassphrase, ProtectDialog
from ic_desktop.ui.workspace import Workspace

T = TypeVar("T", bound=QDialog)
PACK = "promoting-cultural-diversity"
SECRET = "four plain garden words"


@pytest.fixture
def opened(shell: Shell, window: MainWindow) -> Workspace:
    """A fresh plain project in the window."""
    form = Form("Musterau", PACK, "Self-assessment 2026")
    actor = shell.preferences.actor
    window.opening.create(lambda: (shell.path, new_project(form, actor)))
    shell.qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def protected(shell: Shell) -> Path:
    """A protected project of this computer, closed."""
    made = new_project(Form("Musterau", PACK, "First"), shell.preferences.actor)
    ProjectFile.create(
        shell.path,
        project_id=made.project_id,
        changes=made.changes,
        packs=made.packs,
        passphrase=SECRET,
    ).close()
    return shell.path


def shown(window: MainWindow, kind: type[T], qtbot: QtBot) -> T:
    """Return the dialog of a kind that is open, once it is."""
    found: list[T] = []

    def look() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(look)
    return found[-1]


def enter(dialog: AskPassphrase, text: str) -> None:
    """Type a passphrase and press Enter."""
    QTest.keyClicks(dialog.secret, text)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)


def words_of(dialog: QDialog) -> str:
    """Return all that a dialog says."""
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def is_gone(window: MainWindow, kind: type[QDialog]) -> Callable[[], bool]:
    """Return what tells whether no dialog of a kind is left."""
    return lambda: not window.findChildren(kind)


def test_it_is_asked_for_until_it_is_right(
    window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    window.opening.open(protected)
    first = shown(window, AskPassphrase, qtbot)
    assert not first.go.isEnabled()
    assert first.secret.echoMode() == QLineEdit.EchoMode.Password
    assert "does not open" not in words_of(first)
    enter(first, "garden words")
    qtbot.waitUntil(lambda: any(d is not first for d in window.findChildren(AskPassphrase)))
    second = shown(window, AskPassphrase, qtbot)
    assert "does not open" in words_of(second)
    enter(second, SECRET)
    qtbot.waitUntil(lambda: window.workspace is not None)
    qtbot.waitUntil(is_gone(window, AskPassphrase))
    assert window.workspace is not None
    assert window.workspace.facts.protected
    assert any("protected" in label.text() for label in window.status.findChildren(QLabel))


def test_cancelling_leads_to_the_start_page(
    window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    window.opening.open(protected)
    dialog = shown(window, AskPassphrase, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(is_gone(window, AskPassphrase))
    assert window.workspace is None
    assert window.place == navigation.START


def test_the_letters_can_be_shown(window: MainWindow, protected: Path, qtbot: QtBot) -> None:
    window.opening.open(protected)
    dialog = shown(window, AskPassphrase, qtbot)
    QTest.keyClicks(dialog.secret, "abc")
    QTest.keyClick(dialog.secret, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert dialog.secret.echoMode() == QLineEdit.EchoMode.Normal
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(is_gone(window, AskPassphrase))


def test_a_protected_strangers_file_is_checked_and_taken_over(
    shell: Shell, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    made = new_project(Form("Elsewhere", PACK, "First"), shell.preferences.actor)
    path = tmp_path / "theirs.icproj"
    with someone_else(tmp_path / "their-home"):
        ProjectFile.create(
            path,
            project_id=made.project_id,
            changes=made.changes,
            packs=made.packs,
            passphrase=SECRET,
        ).close()
    window.opening.open(path)
    enter(shown(window, AskPassphrase, qtbot), SECRET)
    box = shown(window, QMessageBox, qtbot)
    assert "Elsewhere" in box.informativeText()
    next(b for b in box.findChildren(QPushButton) if b.text() == "Work on it").click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert window.workspace is not None
    assert window.workspace.facts.protected
    assert is_protected(path)


def test_a_project_is_protected_and_later_not(
    shell: Shell, window: MainWindow, opened: Workspace, qtbot: QtBot, home: Path
) -> None:
    city = (next(iter(opened.state.records("project"))), "city")
    opened.edit(lambda e: e.set("project", *city, "A marker in plain words", Scope()))
    window.files.protect()
    dialog = shown(window, ProtectDialog, qtbot)
    assert "nobody can recover it" in words_of(dialog)
    QTest.keyClicks(dialog.new.first, "short")
    QTest.keyClicks(dialog.new.again, "short")
    dialog.go.click()
    assert dialog.isVisible()
    assert "at least 8" in words_of(dialog)
    for secret, text in ((dialog.new.first, SECRET), (dialog.new.again, "four plain")):
        secret.clear()
        QTest.keyClicks(secret, text)
    dialog.go.click()
    assert "not the same" in words_of(dialog)
    dialog.new.again.clear()
    QTest.keyClicks(dialog.new.again, SECRET)
    dialog.go.click()
    told = shown(window, QMessageBox, qtbot)
    assert "is protected" in told.text()
    told.close()
    assert opened.facts.protected
    assert b"A marker in plain words" not in shell.path.read_bytes()
    opened.edit(lambda e: e.set("project", *city, "Another", Scope()))
    shell.wait_saved(opened)

    window.files.protect()
    again = shown(window, ProtectDialog, qtbot)
    next(b for b in again.findChildren(QPushButton) if b.text() == "Remove the passphrase").click()
    qtbot.waitUntil(lambda: not opened.facts.protected)
    shown(window, QMessageBox, qtbot).close()
    assert not is_protected(shell.path)
    log = home / "log"
    assert not any(
        SECRET.encode() in path.read_bytes() for path in log.rglob("*") if path.is_file()
    )


def test_a_new_assessment_can_begin_protected(
    shell: Shell, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ic_desktop.ui.pages.new_form.documents", lambda: shell.folder)
    window.go(navigation.Place("start", "new"))
    form = window.page.findChild(NewForm)
    assert form is not None
    qtbot.waitUntil(lambda: bool(form._packs))
    QTest.keyClicks(form._city, "Musterau")
    form._protect.set_open(True)
    secret = form._passphrase
    assert secret is not None
    QTest.keyClicks(secret.first, SECRET)
    form._make.click()
    assert "not the same" in " ".join(label.text() for label in secret.findChildren(QLabel))
    QTest.keyClicks(secret.again, SECRET)
    form._make.click()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.facts.protected
    assert is_protected(shell.path)


def test_what_is_only_read_is_not_protected(
    shell: Shell, window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    window.opening.open(protected, read_only=True, passphrase=SECRET)
    qtbot.waitUntil(lambda: window.workspace is not None)
    window.files.protect()
    box = shown(window, QMessageBox, qtbot)
    assert errors.FileIsReadOnly(protected.name).what in box.text()
    box.close()


def test_a_key_that_is_kept_shows_nothing_of_itself(protected: Path) -> None:
    file = ProjectFile.open(protected, passphrase=SECRET)
    assert SECRET not in repr(file._file.database.key)
    file.close()
