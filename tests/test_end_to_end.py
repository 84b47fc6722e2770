"""The whole job in one path: from an empty start page to a signed report that others can check.

By real clicks, keys and drops in the program's own window, over a real file, with its threads,
its helper process and its settings; closed and opened again on the way.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.benchmark import library
from ic_desktop.paths import benchmark_data_dir
from ic_desktop.project.entities import all_evidence, links, verdict
from ic_desktop.project.seal import current_seal
from ic_desktop.report import identity
from ic_desktop.report.facts import Outcome
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.context import ContextPage
from ic_desktop.ui.pages.factor import FactorPage
from ic_desktop.ui.pages.identity_forms import MakeForm
from ic_desktop.ui.pages.new_form import NewForm
from ic_desktop.ui.pages.report import ReportPage
from ic_desktop.ui.pages.result_charts import CountTile
from ic_desktop.ui.pages.results import ResultsPage
from ic_desktop.ui.pages.verify import VerifyPage
from tests.person import CTRL, KEY, Person, at_the_program, words_on

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


@pytest.fixture
def person(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    """Someone at the program."""
    with at_the_program(qtbot, qapp, tmp_path, monkeypatch) as made:
        yield made


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
