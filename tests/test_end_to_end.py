"""The whole job in one path: from an empty start page to a signed report that others can check.

By real clicks, keys and drops in the program's own window, over a real file, with its threads,
its helper process and its settings; closed and opened again on the way.
"""

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
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
    QLineEdit,
    QMessageBox,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ic_desktop.benchmark import library
from ic_desktop.paths import benchmark_data_dir
from ic_desktop.project.entities import all_evidence, links, verdict
from ic_desktop.project.seal import current_seal
from ic_desktop.report import identity
from ic_desktop.report.facts import Outcome
from ic_desktop.ui.application import Application
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import START, WAIT, Place, factor_place
from ic_desktop.ui.pages import new_form
from ic_desktop.ui.pages.context import ContextPage
from ic_desktop.ui.pages.factor import FactorPage
from ic_desktop.ui.pages.identity_forms import MakeForm
from ic_desktop.ui.pages.new_form import NewForm
from ic_desktop.ui.pages.report import ReportPage
from ic_desktop.ui.pages.result_charts import CountTile
from ic_desktop.ui.pages.results import ResultsPage
from ic_desktop.ui.pages.verify import VerifyPage
from ic_desktop.ui.workspace import Workspace

W = TypeVar("W", bound=QWidget)
KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PATIENCE = 60_000
"""Milliseconds that one step may take on a busy machine."""
ROOT = Path(__file__).resolve().parent.parent
PACK = library.pack("promoting-cultural-diversity")
PASSPHRASE = "four plain words suffice"
PAPERS = {
    "7.1": "personnel-report-2025.pdf",
    "7.2": "open-doors-poster.png",
    "7.3": "advisory-group-minutes.txt",
    "12.1": "residents-survey-2026.xlsx",
}
"""Which document is dropped on which question."""
ANSWERS = {"yes-no": ("Yes", "Partly", "No"), "extent": ("Enough", "Some gaps", "Not addressed")}
VERDICTS = ("in-place", "partly", "not-in-place")


class Person:
    """Someone at the program: starts it, uses it, closes it."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.qtbot = qtbot
        self._app = app
        self._program: Application | None = None

    def start(self, path: Path | None = None) -> None:
        """Start the program, with a file or without."""
        first = START if path is None else WAIT
        self._program = Application(self._app, first=first)
        self._program.start(path)
        self.window.resize(1366, 768)
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
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


@pytest.fixture
def person(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    """Someone whose documents lie in the test's folder, and whom no error surprises."""
    errors: list[BaseException] = []
    before = QLocale()
    QStandardPaths.setTestModeEnabled(True)
    monkeypatch.setattr(new_form, "documents", lambda: tmp_path)
    monkeypatch.setattr(Application, "_show_unexpected", lambda _self, error: errors.append(error))
    made = Person(qtbot, qapp)
    yield made
    made.end()
    QLocale.setDefault(before)
    assert errors == []


@pytest.mark.slow
def test_from_an_empty_start_page_to_a_signed_report_that_others_can_check(
    person: Person, tmp_path: Path, need_tool: Callable[[str], str]
) -> None:
    person.start()
    path = begin(person)
    for number, factor in enumerate(PACK.factors):
        go_through(person, factor.id, VERDICTS[number % 3])
    attached = sorted(
        piece.file.name for piece in all_evidence(person.workspace.state) if piece.file
    )
    assert attached == sorted(PAPERS.values())
    note_context(person)
    misjudge_close_open_and_undo(person, path)
    look_at_results(person)
    report = sign(person, tmp_path / "report.pdf")
    check_in_the_program(person, report)
    person.end()
    certificate = tmp_path / "signer.pem"
    identity.export_certificate(identity.identities()[0], certificate)
    check_on_the_command_line(report, path, certificate)
    check_with_another_program(report, need_tool("pdfsig"))
    stays_closed(person, path)


def begin(person: Person) -> Path:
    """Start an assessment of a city from the start page."""
    person.press(person.window.page, "New assessment")
    form = person.window.page.findChild(NewForm)
    assert isinstance(form, NewForm)
    person.wait(lambda: "13 key factors" in words_on(form))
    (city,) = (
        one for one in form.findChildren(QLineEdit) if one.accessibleName() == "Name of the city"
    )
    person.type(city, "Musterau")
    person.qtbot.keyClick(city, KEY.Key_Return)
    person.wait(lambda: person.window.workspace is not None)
    person.next()
    assert person.window.place.page == "city"
    return person.workspace.facts.path


def go_through(person: Person, factor: str, judged: str) -> None:
    """Answer every question of the next factor, with a note and documents, and judge it."""
    person.next()
    assert person.window.place == factor_place(factor)
    page = person.page(FactorPage)
    for number, question in enumerate(PACK.factor(factor).questions):
        card = page.questions.card_of(question.id)
        assert card is not None
        person.choose(card.answers, ANSWERS[question.answer_type][number % 3])
        if question.id in PAPERS:
            attach(person, card, benchmark_data_dir() / "samples/documents" / PAPERS[question.id])
    first = page.questions.cards[0]
    person.type(first.note, f"What is so in factor {factor}.")
    person.qtbot.keyClick(page, KEY(KEY.Key_1 + VERDICTS.index(judged)), CTRL)
    person.type(page.head.judging.reason, f"Why factor {factor} is so.")
    person.choose(page.head.judging.confidence, "High")
    given = verdict(person.workspace.state, person.workspace.review_id, factor)
    assert (given.value, given.confidence) == (judged, "high")


def attach(person: Person, card: QWidget, document: Path) -> None:
    """Drop a document on a question and wait until it is there."""
    workspace = person.workspace
    before = len(list(links(workspace.state, workspace.review_id)))
    person.drop(card, document)
    person.wait(lambda: len(list(links(workspace.state, workspace.review_id))) == before + 1)


def note_context(person: Person) -> None:
    """Note what helps and hinders from outside."""
    person.next()
    assert person.window.place.page == "evidence"
    person.next()
    cards = list(person.page(ContextPage).cards.values())
    for card, way in zip(cards, ("Helps", "Hinders"), strict=False):
        person.type(card.note, f"It {way.lower()}, since 2019.")
        person.choose(card.direction, way)
        person.choose(card.strength, "Strongly")
    assert len(cards) == 7


def misjudge_close_open_and_undo(person: Person, path: Path) -> None:
    """Judge wrongly, close, open again, and take it back: all else is as it was."""
    person.go(factor_place("13"))
    right = verdict(person.workspace.state, person.workspace.review_id, "13").value
    person.qtbot.keyClick(person.page(FactorPage), KEY.Key_4, CTRL)
    assert verdict(person.workspace.state, person.workspace.review_id, "13").value != right
    person.end()
    person.start(path)
    state, review = person.workspace.state, person.workspace.review_id
    assert verdict(state, review, "13").value == "not-applicable"
    assert verdict(state, review, "13").reason == "Why factor 13 is so."
    person.qtbot.keyClick(person.window, KEY.Key_Z, CTRL)
    assert verdict(person.workspace.state, review, "13").value == right
    person.wait(lambda: person.workspace.outbox.is_empty)


def look_at_results(person: Person) -> None:
    """See each count for itself."""
    person.go(Place("results"))
    page = person.page(ResultsPage)
    person.wait(lambda: "5 of 13 key factors are in place" in words_on(page))
    shown = {tile.accessibleName() for tile in page.findChildren(CountTile)}
    counts = {"5 In place", "4 Partly in place", "4 Not in place"}
    assert shown == counts | {"0 Not applicable", "0 Not judged"}


def sign(person: Person, to: Path) -> Path:
    """Make an identity and sign the report."""
    person.next()
    page = person.page(ReportPage)
    person.press(page, "Make an identity …")
    form = page.findChild(MakeForm)
    assert isinstance(form, MakeForm)
    person.type(form.name, "Anna Muster")
    person.type(form.passphrase, PASSPHRASE)
    person.type(form.again, PASSPHRASE)
    person.qtbot.keyClick(form.again, KEY.Key_Return)
    person.wait(lambda: "It does not prove who you are" in words_on(page))
    (typed,) = (
        one
        for one in page.findChildren(QLineEdit)
        if one.accessibleName() == "Passphrase" and one.isVisible()
    )
    person.type(typed, PASSPHRASE)
    person.press(page, "Sign and save …")
    person.wait(lambda: any(box.isVisible() for box in page.findChildren(QMessageBox)))
    (box,) = (one for one in page.findChildren(QMessageBox) if one.isVisible())
    person.press(box, "Sign now")
    person.choose_file(to)
    person.wait(lambda: "The report is signed, saved and the review closed" in words_on(page))
    return to


def check_in_the_program(person: Person, report: Path) -> None:
    """Drop the report on the window: it is whole, and the one that this project sealed."""
    person.drop(person.window, report)
    person.press(person.window, "Check its signature")
    person.wait(lambda: person.window.place.page == "verify")
    page = person.page(VerifyPage)
    person.wait(lambda: "it was signed by you: Anna Muster" in words_on(page))
    assert "It is the very file that this project sealed" in words_on(page)


def check_on_the_command_line(report: Path, project: Path, certificate: Path) -> None:
    """Check as someone who was handed report, project and certificate, and then a changed one."""

    def verify(file: Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "ic_desktop", "verify", str(file), "--json"]
        command += ["--project", str(project), "--trust", str(certificate)]
        environ = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(command, capture_output=True, text=True, env=environ, check=False)

    good = verify(report)
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["verdict"] == Outcome.KNOWN
    changed = report.with_name("changed.pdf")
    data = bytearray(report.read_bytes())
    data[len(data) // 3] ^= 1
    changed.write_bytes(data)
    assert verify(changed).returncode == 1


def check_with_another_program(report: Path, pdfsig: str) -> None:
    """Ask poppler, which knows nothing of us."""
    said = subprocess.run(
        [pdfsig, "-nocert", str(report)], capture_output=True, text=True, check=True
    ).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert shutil.which("pdfsig") == pdfsig


def stays_closed(person: Person, path: Path) -> None:
    """Open the project once more: sealed, and whole."""
    person.start(path)
    workspace = person.workspace
    assert current_seal(workspace.state, workspace.review_id) is not None
    assert not workspace.can_judge
    found: list[bool] = []
    workspace.with_file(lambda file, _task: file.check().holds, title="Checking", done=found.append)
    person.wait(lambda: found == [True])
