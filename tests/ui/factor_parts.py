"""What the tests of a key factor's page share: the page over a real file, real clicks and drops."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from conftest import Shell
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.errors import IcError
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import Link, links
from ic_desktop.project.seal import seal_review
from ic_desktop.review import edits
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.factor import FactorPage
from ic_desktop.ui.pages.factor.card import QuestionCard
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.workspace import Workspace

COPY = Qt.DropAction.CopyAction


class Sheet:
    """A factor page on the screen, with its project and what it told its window."""

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        self.qtbot = qtbot
        self.workspace = workspace
        self.went: list[Place] = []
        self.said: list[str] = []
        self.told: list[IcError] = []
        lent: dict[str, Any] = {part.name: lambda *_given: None for part in fields(Desk)}
        lent |= {"preferences": shell.preferences, "background": shell.background}
        lent |= {"go": self.went.append, "say": self.said.append, "tell": self.told.append}
        desk = Desk(**lent)
        self.page = FactorPage(desk, workspace)
        qtbot.addWidget(self.page)
        workspace.changed.connect(self.page.refresh)
        self.page.resize(1118, 645)
        self.turn("7")
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def turn(self, factor: str, question: str = "", evidence: str = "") -> None:
        """Turn to a factor, as the window does."""
        self.page.leave()
        self.page.show_place(Place("factor", factor, question, evidence))
        self.qtbot.wait(1)

    def catch_up(self) -> None:
        """Wait until the page shows every edit."""
        self.qtbot.waitUntil(lambda: self.page.is_up_to_date)

    def card(self, question: str) -> QuestionCard:
        """Return the card of a question."""
        found = self.page.questions.card_of(question)
        assert found is not None
        return found

    def links(self) -> list[Link]:
        """Return all links of the review."""
        return list(links(self.workspace.state, self.workspace.review_id))

    def text(self, kind: str, item: str, field: str) -> str:
        """Return what the state holds in a field of an answer, verdict or note."""
        key = f"{self.workspace.review_id}/city/{item}"
        record = self.workspace.state.record(kind, key)
        return "" if record is None else record.text(field)

    def add_piece(self, title: str, question: str = "7.1", stance: str = "supports") -> str:
        """Add evidence that speaks to a question; return its id."""
        workspace, made = self.workspace, list[str]()

        def work(editor: Editor) -> None:
            piece = edits.add_evidence(editor, {"title": title, "type": "document"})
            factor = question.split(".")[0]
            spot = question if "." in question else ""
            edits.link(editor, workspace.review_id, piece, factor, spot, stance=stance)
            made.append(piece)

        assert workspace.edit(work)
        if question.split(".")[0] == self.page.work.factor.id:
            items = self.page.evidence.list.items
            self.qtbot.waitUntil(lambda: made[0] in [item.key for item in items()])
        return made[0]

    def edit(self, work: Callable[[Editor], object]) -> None:
        """Edit elsewhere in the program; the page follows."""
        assert self.workspace.edit(work)
        self.catch_up()

    def seal(self) -> None:
        """Sign the review."""
        review = self.workspace.review_id
        self.edit(
            lambda e: seal_review(
                e, review, pdf_sha256="0" * 64, signer="A", fingerprint="f" * 64, at=1
            )
        )


def elsewhere(workspace: Workspace, name: str) -> Editor:
    """Return an editor of a copy of this project, in the hands of someone of that name."""
    author = new_id()
    editor = Editor(workspace.state, Actor(author, new_id()))
    edits.introduce(editor, author, {"name": name})
    return editor


def unite(sheet: Sheet, changes: Sequence[Change]) -> None:
    """Take in what came from other copies, as a merge does."""
    sheet.workspace.ledger.unite(changes)
    state = sheet.workspace.state
    everything = {(kind, key) for kind, found in state.kinds.items() for key in found}
    sheet.workspace.changed.emit(frozenset(everything))
    sheet.catch_up()


def option(row: QWidget, word: str) -> QRadioButton:
    """Return the option of a row of choices by its word."""
    return next(o for o in row.findChildren(QRadioButton) if o.text() == word)


def choose(qtbot: QtBot, row: QWidget, word: str) -> None:
    """Click an option."""
    qtbot.mouseClick(option(row, word), Qt.MouseButton.LeftButton)
    page: QWidget | None = row
    while page is not None and not isinstance(page, FactorPage):
        page = page.parentWidget()
    qtbot.waitUntil(lambda: page is None or page.is_up_to_date)


def drop(target: QWidget, *paths: Path, mime: QMimeData | None = None) -> bool:
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
    fallen = QDropEvent(QPointF(5, 5), COPY, data, *held)
    fallen.ignore()
    QApplication.sendEvent(target, fallen)
    return fallen.isAccepted()


def go(page: FactorPage, factor: str) -> None:
    """Turn a page without its window."""
    page.show_place(factor_place(factor))
