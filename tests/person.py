"""Someone at the program: real clicks, keys and drops in its own window, over real files.

For tests that go the whole way. Unlike the fixtures of ``tests/ui``, this is the whole program,
with its threads, its helper process and its settings.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPointF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QMessageBox,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ic_desktop.ui.application import Application
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import START, WAIT, Place
from ic_desktop.ui.pages import new_form
from ic_desktop.ui.workspace import Workspace

W = TypeVar("W", bound=QWidget)
KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PATIENCE = 60_000
"""Milliseconds that one step may take on a busy machine."""


class Person:
    """Someone at the program: starts it, uses it, closes it."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.qtbot = qtbot
        self._app = app
        self._program: Application | None = None

    def start(self, path: Path | None = None, *, answers: str = "") -> None:
        """Start the program, with a file or without; ``answers`` what it asks before it opens."""
        first = START if path is None else WAIT
        self._program = Application(self._app, first=first)
        self._program.start(path)
        self.window.resize(1366, 768)
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        if answers:
            self.wait(lambda: bool(self.window.findChildren(QMessageBox)))
            (box,) = self.window.findChildren(QMessageBox)
            self.press(box, answers)
        if path is not None:
            self.wait(lambda: self.window.workspace is not None)

    def end(self) -> None:
        """Close the window and wait until the program has ended."""
        program, self._program = self._program, None
        if program is not None:
            program.window.close()
            self.wait(lambda: not program.window.isVisible())
            program.window.deleteLater()
            self.qtbot.wait(1)
            program.close()

    @property
    def window(self) -> MainWindow:
        """The window."""
        assert self._program is not None
        return self._program.window

    @property
    def workspace(self) -> Workspace:
        """The open project."""
        assert self.window.workspace is not None
        return self.window.workspace

    def wait(self, reached: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(reached, timeout=PATIENCE)

    def page(self, kind: type[W]) -> W:
        """Return the page that is shown, which must be of that kind."""
        page = self.window.page
        assert isinstance(page, kind), page
        return page

    def go(self, place: Place) -> None:
        """Go to a place, as its row in the navigation does."""
        self.window.go(place)

    def next(self) -> None:
        """Go on with the keyboard."""
        self.qtbot.keyClick(self.window, KEY.Key_Right, ALT)

    def click(self, widget: QWidget) -> None:
        """Click something that can be clicked."""
        assert widget.isVisible()
        assert widget.isEnabled()
        self.qtbot.mouseClick(widget, LEFT)

    def press(self, parent: QWidget, text: str) -> None:
        """Click the visible button of these words."""
        found = [
            one
            for one in parent.findChildren(QAbstractButton)
            if one.text() == text and one.isVisible()
        ]
        assert len(found) == 1, (text, words_on(parent))
        self.click(found[0])

    def choose(self, row: QWidget, word: str) -> None:
        """Click an option of a row of choices."""
        (option,) = (one for one in row.findChildren(QRadioButton) if one.text() == word)
        self.click(option)

    def type(self, field: QWidget, text: str) -> None:
        """Put the cursor into a field and type."""
        field.setFocus()
        self.qtbot.keyClicks(field, text)

    def choose_file(self, path: Path) -> None:
        """Choose a file in the dialog that is open."""
        (dialog,) = (one for one in self.window.findChildren(QFileDialog) if one.isVisible())
        dialog.selectFile(str(path))
        dialog.fileSelected.emit(str(path))
        dialog.close()
        dialog.deleteLater()

    def drop(self, target: QWidget, path: Path) -> None:
        """Drop a file from the file manager."""
        data, none = QMimeData(), Qt.KeyboardModifier.NoModifier
        data.setUrls([QUrl.fromLocalFile(str(path))])
        at, copy = QPointF(5, 5), Qt.DropAction.CopyAction
        with warnings.catch_warnings():
            # Qt has no other way yet to make such an event.
            warnings.simplefilter("ignore", DeprecationWarning)
            enter = QDragEnterEvent(at.toPoint(), copy, data, LEFT, none)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(target, QDropEvent(at, copy, data, LEFT, none))


def words_on(widget: QWidget) -> str:
    """Return all words of labels and buttons that are shown on a widget."""
    QApplication.processEvents()
    return "\n".join(
        child.text()
        for child in widget.findChildren(QWidget)
        if child.isVisible() and isinstance(child, QLabel | QAbstractButton)
    )


@contextmanager
def at_the_program(
    qtbot: QtBot, app: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    """Have someone come whose documents lie in a folder, and whom no error surprises."""
    errors: list[BaseException] = []
    before = QLocale()
    QStandardPaths.setTestModeEnabled(True)
    monkeypatch.setattr(new_form, "documents", lambda: folder)
    monkeypatch.setattr(Application, "_show_unexpected", lambda _self, error: errors.append(error))
    made = Person(qtbot, app)
    yield made
    made.end()
    QLocale.setDefault(before)
    assert errors == []
