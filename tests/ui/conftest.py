"""A shell for tests of the screen: real threads, a real project file, a real window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ic_desktop import settings
from ic_desktop.ui import keeper
from ic_desktop.ui.keeper import Opened
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.preferences import Preferences
from ic_desktop.ui.tasks import Courier, Crew, Task
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace

PACK = "promoting-cultural-diversity"


class Shell:
    """What lives as long as the program runs, and ways to put a project on the screen."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.courier = Courier()
        self.writer = Crew(self.courier, "writer", interleave=True)
        self.background = Crew(self.courier, "background", threads=2)
        self.preferences = Preferences(settings.load().settings, self.background)
        self.workspaces: list[Workspace] = []

    @property
    def path(self) -> Path:
        """Where the test's project lies."""
        return self.folder / "Musterau.icproj"

    def create(self, city: str = "Musterau") -> Workspace:
        """Make a project and open it."""
        actor = self.preferences.actor
        form = Form(city, PACK, "Self-assessment 2026")
        return self._opened(
            lambda: keeper.create_project(
                self.path, new_project(form, actor), actor=actor, language="en"
            )
        )

    def open(self, path: Path | None = None, *, read_only: bool = False) -> Workspace:
        """Open a project."""
        actor, there = self.preferences.actor, path or self.path
        return self._opened(
            lambda: keeper.open_project(there, actor=actor, language="en", read_only=read_only)
        )

    def close(self, workspace: Workspace) -> None:
        """Close a workspace and wait until it is closed."""
        gone: list[bool] = []
        self.workspaces.remove(workspace)
        workspace.close(lambda: gone.append(True))
        self.qtbot.waitUntil(lambda: bool(gone))
        self.forget(workspace)

    def forget(self, workspace: Workspace) -> None:
        """Take a closed workspace down on the screen's thread, as the window does."""
        workspace.deleteLater()
        self.qtbot.wait(1)

    def on_writer(self, work: Callable[[], object]) -> None:
        """Have something done on the writer thread and wait for it."""
        done: list[object] = []
        self.writer.do(lambda _task: work(), done=done.append)
        self.qtbot.waitUntil(lambda: bool(done))

    def wait_saved(self, workspace: Workspace) -> None:
        """Wait until everything is on the disk."""
        self.qtbot.waitUntil(lambda: workspace.outbox.is_empty)

    def _opened(self, how: Callable[[], Opened]) -> Workspace:
        found: list[Opened] = []

        def work(_task: Task[Opened]) -> Opened:
            return how()

        self.writer.do(work, done=found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        workspace = Workspace(found[0], self.writer, self.preferences.actor, "en")
        self.workspaces.append(workspace)
        return workspace

    def end(self) -> None:
        """Close what is open and join every thread."""
        for workspace in list(self.workspaces):
            self.close(workspace)
        assert self.writer.close()
        assert self.background.close()


@pytest.fixture(autouse=True)
def locale_stays() -> Iterator[None]:
    """Write dates after a test as before it, whatever language its program spoke."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    """Threads, settings and a folder for a project."""
    made = Shell(qtbot, tmp_path)
    yield made
    made.end()


@pytest.fixture
def workspace(shell: Shell) -> Workspace:
    """A fresh project, open."""
    return shell.create()


@pytest.fixture
def look(qapp: QApplication) -> Theme:
    """The program's look."""
    return Theme(qapp)


@pytest.fixture
def window(shell: Shell, qtbot: QtBot, look: Theme) -> Iterator[MainWindow]:
    """The window on its start page. Taken down here: its project closes off the screen's thread."""
    made = MainWindow(shell.preferences, shell.writer, shell.background)
    # The screen of a run without a display is smaller than a clerk's: no longer maximised.
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    gone: list[bool] = []
    made.opening.close(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))
    made.close()
    made.deleteLater()
    qtbot.wait(1)
