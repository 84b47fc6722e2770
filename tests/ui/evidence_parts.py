"""What the tests of the pages across the factors share: a page over a real file."""

import warnings
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from conftest import Shell
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ic_desktop.errors import IcError
from ic_desktop.paths import benchmark_data_dir
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import Evidence, evidence
from ic_desktop.project.seal import seal_review
from ic_desktop.review import edits
from ic_desktop.review.evidence import index
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.evidence import EvidencePage
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.dialogs import ReasonDialog
from ic_desktop.ui.workspace import Workspace

DOCUMENTS = benchmark_data_dir() / "samples" / "documents"
PDF = DOCUMENTS / "welcome-guide.pdf"
COPY = Qt.DropAction.CopyAction


class Lent:
    """A desk, and what a page told it."""

    def __init__(self, shell: Shell) -> None:
        self.went: list[Place] = []
        self.said: list[str] = []
        self.told: list[IcError] = []
        lent: dict[str, Any] = {part.name: lambda *_given: None for part in fields(Desk)}
        lent |= {"preferences": shell.preferences, "background": shell.background}
        lent |= {"go": self.went.append, "say": self.said.append, "tell": self.told.append}
        self.desk = Desk(**lent)


class EvidenceSheet(Lent):
    """The page of all evidence on the screen."""

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self.qtbot = qtbot
        self.workspace = workspace
        self.page = EvidencePage(self.desk, workspace)
        qtbot.addWidget(self.page)
        workspace.changed.connect(self.page.refresh)
        workspace.failed.connect(self.told.append)
        self.page.resize(1118, 645)
        self.page.show_place(Place("evidence"))
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def pieces(self) -> list[Evidence]:
        """Return the evidence that is there, in its order."""
        return list(index(self.workspace.state, self.workspace.review_id).pieces.values())

    def wait_pieces(self, count: int) -> list[Evidence]:
        """Wait until there are so many pieces, all of them saved and listed."""
        self.qtbot.waitUntil(lambda: len(self.pieces()) == count, timeout=15_000)
        self.settle()
        return self.pieces()

    def settle(self) -> None:
        """Wait until the table and the details show what there is, and all of it is saved."""
        self.qtbot.waitUntil(lambda: self.workspace.outbox.is_empty, timeout=15_000)
        self.qtbot.waitUntil(lambda: not self.page._show_later.isActive())
        self.qtbot.waitUntil(lambda: not self.page._list_later.isActive())
        self.qtbot.waitUntil(lambda: not self.page._follow_later.isActive())

    def add(self, title: str = "Minutes", factor: str = "", **values: str) -> str:
        """Add a piece by an edit; return its id."""
        workspace, made = self.workspace, list[str]()
        stance = values.pop("stance", "supports")

        def work(editor: Editor) -> None:
            named = {name.replace("_", "-"): value for name, value in values.items()}
            key = edits.add_evidence(editor, {"title": title, "type": "document", **named})
            made.append(key)
            if factor:
                edits.link(editor, workspace.review_id, key, factor, stance=stance)

        assert workspace.edit(work)
        self.settle()
        return made[0]

    def piece(self, key: str) -> Evidence:
        """Return a piece."""
        found = evidence(self.workspace.state, key)
        assert found is not None
        return found

    def titles(self) -> list[str]:
        """Return the titles in the table."""
        if self.page.table.isHidden():
            return []
        return [row.cells[0].text for row in self.page.table.rows()]

    def select(self, title: str) -> None:
        """Click a row of the table."""
        table = self.page.table
        row = self.titles().index(title)
        at = table.visualRect(table.model().index(row, 0)).center()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def click(self, button: QWidget) -> None:
        """Click a button."""
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def box(self) -> QMessageBox:
        """Return the question that is open."""
        found = [box for box in self.page.findChildren(QMessageBox) if box.isVisible()]
        assert len(found) == 1, f"{len(found)} questions are open"
        return found[0]

    def wait_box(self) -> QMessageBox:
        """Wait for a question."""
        boxes: Callable[[], list[QMessageBox]] = lambda: [  # noqa: E731 - asked twice
            box for box in self.page.findChildren(QMessageBox) if box.isVisible()
        ]
        self.qtbot.waitUntil(lambda: len(boxes()) == 1, timeout=15_000)
        return boxes()[0]

    def give_reason(self, words: str, button: str) -> None:
        """Answer the question why."""
        dialog = next(d for d in self.page.findChildren(ReasonDialog) if d.isVisible())
        go = next(b for b in dialog.findChildren(QPushButton) if b.text() == button)
        assert not go.isEnabled()
        self.qtbot.keyClicks(dialog.field, words)
        self.click(go)

    def seal(self) -> None:
        """Sign the review."""
        review = self.workspace.review_id
        self.workspace.edit(
            lambda e: seal_review(
                e, review, pdf_sha256="0" * 64, signer="A", fingerprint="f" * 64, at=1
            )
        )
        self.settle()


def caught_dialogs(monkeypatch: pytest.MonkeyPatch) -> list[QFileDialog]:
    """Keep the system's file dialogs from opening; return where they are put instead."""
    caught: list[QFileDialog] = []

    def catch(dialog: QFileDialog) -> None:
        caught.append(dialog)

    monkeypatch.setattr(QFileDialog, "open", catch)
    return caught


def press(box: QMessageBox, words: str) -> None:
    """Press a button of a question."""
    next(button for button in box.buttons() if button.text() == words).click()


def option(row: QWidget, word: str) -> QRadioButton:
    """Return the option of a row of choices by its word."""
    return next(o for o in row.findChildren(QRadioButton) if o.text() == word)


def dropped(target: QWidget, *paths: Path, mime: QMimeData | None = None) -> bool:
    """Drop files onto a widget; tell whether they were welcome."""
    data = mime or QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with warnings.catch_warnings():
        # Qt has no other way yet to make such an event.
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(5, 5), COPY, data, *held)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), COPY, data, *held)
    QApplication.sendEvent(target, event)
    return event.isAccepted()
