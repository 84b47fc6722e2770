"""The whole program, put together as it is when it runs."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Shell
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ic_desktop import i18n
from ic_desktop.ui import navigation
from ic_desktop.ui.application import Application, locale_of
from ic_desktop.ui.navigation import START, WAIT, Place
from ic_desktop.ui.pages.wait import WaitPage
from ic_desktop.ui.rescue import Rescue
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.top_bar import TopBar
from ic_desktop.ui.widgets.labels import Elided

ROOT = Path(__file__).resolve().parents[2]


class Running:
    """One run of the program."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, path: Path | None) -> None:
        self.qtbot = qtbot
        self.program = Application(qapp, first=WAIT if path else START)
        self.program.start(path)

    def end(self) -> None:
        """Close the window and the program."""
        window = self.program.window
        window.close()
        self.qtbot.waitUntil(lambda: not window.isVisible())
        self.program.close()
        window.deleteLater()
        self.qtbot.wait(1)


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[type[Running]]:
    """Run the program; it is ended with the test."""
    runs: list[Running] = []

    def run(path: Path | None = None) -> Running:
        runs.append(Running(qapp, qtbot, path))
        return runs[-1]

    yield run  # type: ignore[misc]
    for one in runs:
        one.end()


def test_the_program_starts_on_its_start_page(start: type[Running], qtbot: QtBot) -> None:
    window = start().program.window  # type: ignore[call-arg]
    assert window.place == START
    assert window.page.objectName() == "page-start"
    qtbot.waitUntil(window.isVisible)


def test_a_file_on_the_command_line_opens(shell: Shell, start: type[Running]) -> None:
    shell.close(shell.create())
    window = start(shell.path).program.window  # type: ignore[call-arg,arg-type]
    assert window.place.page == "wait"
    shell.qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.page.objectName() == "page-overview"


def test_ending_while_a_file_is_being_opened_leaves_no_lock(
    shell: Shell, qapp: QApplication, qtbot: QtBot
) -> None:
    shell.close(shell.create())
    running = Running(qapp, qtbot, shell.path)
    running.program.window.hide()
    running.program.close()
    running.program.window.deleteLater()
    assert [p.name for p in shell.path.parent.iterdir() if p.name.endswith(".lock")] == []


def test_another_language_shows_at_once_and_keeps_the_place(
    shell: Shell, start: type[Running]
) -> None:
    shell.close(shell.create())
    program = start(shell.path).program  # type: ignore[call-arg,arg-type]
    window = program.window
    shell.qtbot.waitUntil(lambda: window.workspace is not None)
    workspace = window.workspace
    assert workspace is not None
    window.go(Place("factor", "7"))
    workspace.type_text(
        ("verdict", f"{workspace.review_id}/city/7", "reason"),
        workspace.factor_scope("7"),
        "Because",
    )
    program.preferences.change(lambda s: replace(s, language="de"))
    assert i18n.current().language == "de"
    assert window.place == Place("factor", "7")
    assert workspace.pack.language == "de"
    assert window._column is not None
    assert "Überblick" in [item.text for item in window._column.items()]
    program.preferences.change(lambda s: replace(s, pack_language="en"))
    assert workspace.pack.language == "en"
    assert workspace.text("verdict", f"{workspace.review_id}/city/7", "reason") == "Because"


def test_text_size_and_colours_change_at_once(start: type[Running]) -> None:
    from ic_desktop.ui import theme

    program = start().program  # type: ignore[call-arg]
    program.preferences.change(lambda s: replace(s, theme="dark", text_size=200))
    assert theme.tokens().dark
    assert theme.look().text_size == 200
    name = program.window.findChildren(TopBar)[-1].findChild(Elided)
    assert name is not None
    assert name.fontMetrics().height() == theme.line_height("strong")
    program.preferences.change(lambda s: replace(s, theme="light", text_size=100))
    assert not theme.tokens().dark


def test_an_unexpected_error_is_shown_and_the_program_goes_on(
    start: type[Running], qtbot: QtBot
) -> None:
    program = start().program  # type: ignore[call-arg]
    error = ZeroDivisionError("division by a secret")
    sys.excepthook(type(error), error, None)
    (box,) = program.window.findChildren(QMessageBox)
    assert "ZeroDivisionError" in box.text()
    assert "secret" not in box.text()
    next(b for b in box.buttons() if b.text() == "Go on").click()
    program.window.go(navigation.SETTINGS)
    assert program.window.page.objectName() == "page-settings"


def test_a_report_that_is_dropped_is_checked(
    shell: Shell, start: type[Running], qtbot: QtBot
) -> None:
    window = start().program.window  # type: ignore[call-arg]
    report = shell.folder / "report.pdf"
    report.write_bytes(b"%PDF-1.7 nothing signed")
    window.files.dropped([report])
    assert window.place == Place("verify", str(report))
    assert window.page.objectName() == "page-verify"


def test_long_work_before_opening_can_be_cancelled(shell: Shell, start: type[Running]) -> None:
    program = start().program  # type: ignore[call-arg]
    window = program.window
    rescue = Rescue(window, window.opening, program.background)
    done: list[object] = []

    def work(task: "Task[None]") -> None:
        while not task.is_cancelled():
            task.report(1, 3)
            shell_wait()
        raise InterruptedError

    rescue._long(shell.path, "Checking", work, done.append)
    page = window.page
    assert isinstance(page, WaitPage)
    page._busy.cancel_button.click()
    shell.qtbot.waitUntil(lambda: window.place == START)
    assert done == []


def test_copies_that_a_crash_left_go_after_the_start(
    start: type[Running], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "ic-desktop-left"
    left.mkdir()
    (left / "secret.pdf").write_text("x")
    os.utime(left, (0, 0))
    program = start().program  # type: ignore[call-arg]
    assert program._later.isActive()
    program._later.setInterval(0)
    qtbot.waitUntil(lambda: not left.exists())


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no signals")
def test_being_told_to_end_saves_and_leaves_no_lock(shell: Shell) -> None:
    shell.close(shell.create())
    words = f"""
import os, signal
from PySide6.QtCore import QTimer
from pathlib import Path
from ic_desktop.ui import application

class Told(application.Application):
    def start(self, path):
        super().start(path)
        self.look = QTimer(interval=20)
        self.look.timeout.connect(self.when_open)
        self.look.start()

    def when_open(self):
        workspace = self.window.workspace
        if workspace is not None:
            self.look.stop()
            scope = workspace.factor_scope("7")
            key = ("verdict", workspace.review_id + "/city/7", "reason")
            workspace.type_text(key, scope, "Typed before the end")
            os.kill(os.getpid(), signal.SIGTERM)

application.Application = Told
raise SystemExit(application.run(Path({str(shell.path)!r})))
"""
    ended = subprocess.run([sys.executable, "-c", words], cwd=ROOT, timeout=60, check=False)
    assert ended.returncode == 0
    assert [p.name for p in shell.path.parent.iterdir() if p.name.endswith(".lock")] == []
    workspace = shell.open()
    key = ("verdict", f"{workspace.review_id}/city/7", "reason")
    assert workspace.text(*key) == "Typed before the end"
    shell.close(workspace)


def test_the_end_of_the_session_closes_the_project_at_once(
    shell: Shell, start: type[Running]
) -> None:
    shell.close(shell.create())
    program = start(shell.path).program  # type: ignore[call-arg,arg-type]
    shell.qtbot.waitUntil(lambda: program.window.workspace is not None)
    program._ending._on_session_end(None)  # type: ignore[arg-type]
    assert not program.window.isVisible()
    assert [p.name for p in shell.path.parent.iterdir() if p.name.endswith(".lock")] == []


def shell_wait() -> None:
    """Rest for a moment on a worker's thread."""
    import time

    time.sleep(0.005)


@pytest.mark.parametrize("language", ["en", "de"])
def test_times_are_written_with_24_hours(language: str) -> None:
    from PySide6.QtCore import QLocale, QTime

    text = locale_of(language).toString(QTime(14, 2), QLocale.FormatType.ShortFormat)
    assert text == "14:02"
