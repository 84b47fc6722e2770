"""What the tests of results, report and check share: the window over the sample, real dialogs."""

from pathlib import Path
from typing import TypeVar

from conftest import Shell
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop import samples
from ic_desktop.report import identity
from ic_desktop.report.identity import Identity
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.workspace import Workspace

W = TypeVar("W", bound=QWidget)
PASSPHRASE = "four words are good"
PATIENCE = 30_000
"""Milliseconds that a report may take on a busy machine."""


class Desktop:
    """The window with the sample open, and what a person does in it."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.qtbot, self.shell, self.folder = qtbot, shell, shell.folder
        self.path = samples.write_sample(samples.MUNICIPALITY, shell.folder / "sample.icproj")
        # Not the test's own widget: a project is to be closed before its window goes.
        self.window = MainWindow(shell.preferences, shell.writer, shell.background)
        # The screen of a run without a display is smaller than a clerk's: no longer maximised.
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.opening.open(self.path)
        qtbot.waitUntil(lambda: self.window.workspace is not None, timeout=PATIENCE)

    def end(self) -> None:
        """Close the project and take the window down."""
        self.close_project()
        self.window.close()
        self.window.deleteLater()
        self.qtbot.wait(1)

    def close_project(self) -> None:
        """Close the project and wait until it is closed."""
        gone: list[bool] = []
        self.window.opening.close(lambda: gone.append(True))
        self.qtbot.waitUntil(lambda: bool(gone), timeout=PATIENCE)

    @property
    def workspace(self) -> Workspace:
        """The open project."""
        assert self.window.workspace is not None
        return self.window.workspace

    def go(self, kind: type[W], name: str, item: str = "", spot: str = "") -> W:
        """Go to a page and return it."""
        self.window.go(Place(name, item, spot))
        found = self.window.findChild(kind)
        assert found is not None
        return found

    def click(self, button: QAbstractButton) -> None:
        """Click a button that can be clicked."""
        assert button.isVisible()
        assert button.isEnabled(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, path: Path) -> None:
        """Choose a file in the dialog that is open."""
        dialogs = [one for one in self.window.findChildren(QFileDialog) if one.isVisible()]
        assert len(dialogs) == 1
        dialogs[0].selectFile(str(path))
        dialogs[0].fileSelected.emit(str(path))
        dialogs[0].close()
        dialogs[0].deleteLater()

    def wait_saved(self) -> None:
        """Wait until everything is on the disk."""
        self.qtbot.waitUntil(lambda: self.workspace.outbox.is_empty)

    def leftovers(self) -> list[str]:
        """Return what lies beside the project file and should not."""
        known = {"sample.icproj", "sample.icproj-journal", "sample.icproj.lock"}
        names = (path.name for path in self.folder.iterdir())
        return sorted(name for name in names if name not in known and "lock" not in name)


def make_identity(name: str = "Anna Muster") -> Identity:
    """Make and keep an identity."""
    return identity.make(name, PASSPHRASE, "City of Exemplum")


def words_on(widget: QWidget) -> str:
    """Return all words that are shown on a widget, a line a label or button."""
    QApplication.processEvents()
    return "\n".join(
        child.text()
        for child in widget.findChildren(QWidget)
        if child.isVisibleTo(widget) and isinstance(child, QLabel | QAbstractButton)
    )


def button(widget: QWidget, text: str) -> QAbstractButton:
    """Return the button with these words that is shown on a widget."""
    found = [
        child
        for child in widget.findChildren(QAbstractButton)
        if child.text() == text and child.isVisibleTo(widget)
    ]
    assert found, f"no button {text!r} among {words_on(widget)}"
    return found[0]


def nameless(widget: QWidget) -> list[str]:
    """Return what can have the keyboard and has no name for a screen reader."""
    return [
        type(child).__name__
        for child in widget.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.isVisibleTo(widget)
        and not child.accessibleName()
        and not (isinstance(child, QAbstractButton) and child.text())
    ]
