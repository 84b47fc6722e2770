"""Checking a report: every fact for itself, and an unknown signer never looks like a known one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Shell
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from report_parts import (
    PASSPHRASE,
    PATIENCE,
    Desktop,
    button,
    make_identity,
    nameless,
    words_on,
)

from ic_desktop.benchmark import library
from ic_desktop.project.entities import reviews
from ic_desktop.report import identity, trust
from ic_desktop.report.build import SignedReport, build_signed
from ic_desktop.report.facts import Outcome, SignatureFacts, Verification
from ic_desktop.report.identity import Identity
from ic_desktop.report.trust import How
from ic_desktop.review import edits
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.trust_form import TrustForm, comparison
from ic_desktop.ui.pages.verify import VerifyPage
from ic_desktop.ui.pages.verify_facts import FactsCard, outcome_words
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.drops import DropZone


@pytest.fixture
def desktop(qtbot: QtBot, shell: Shell, look: Theme) -> Iterator[Desktop]:
    """The window over the sample municipality."""
    made = Desktop(qtbot, shell)
    yield made
    made.end()


@pytest.fixture
def signer() -> Identity:
    """An identity of one's own."""
    return make_identity()


@pytest.fixture
def signed(desktop: Desktop, signer: Identity) -> SignedReport:
    """The sample's report, signed."""
    state = desktop.workspace.state
    pack = library.pack("promoting-cultural-diversity")
    return build_signed(state, pack, reviews(state)[0].id, "en", signer, PASSPHRASE)


@pytest.fixture
def report(desktop: Desktop, signed: SignedReport) -> Path:
    """That report as a file."""
    path = desktop.folder / "report.pdf"
    path.write_bytes(signed.pdf)
    return path


def checked(desktop: Desktop, path: Path) -> VerifyPage:
    """Go to the page with a file and wait for what it says."""
    page = desktop.go(VerifyPage, "verify", str(path))
    return waited(desktop, page)


def waited(desktop: Desktop, page: VerifyPage) -> VerifyPage:
    desktop.qtbot.waitUntil(lambda: page._found is not None, timeout=PATIENCE)
    return page


def looked_again(desktop: Desktop, page: VerifyPage, before: Verification | None) -> None:
    """Wait until the file was checked anew."""
    desktop.qtbot.waitUntil(
        lambda: page._found is not None and page._found is not before, timeout=PATIENCE
    )


def facts_of(page: VerifyPage) -> str:
    card = page.findChild(FactsCard)
    assert isinstance(card, FactsCard)
    return words_on(card)


def form_of(page: VerifyPage) -> TrustForm:
    form = page.findChild(TrustForm)
    assert isinstance(form, TrustForm)
    return form


def press(key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_a_whole_report_of_ones_own(desktop: Desktop, report: Path) -> None:
    page = checked(desktop, report)
    words = facts_of(page)
    for fact in (
        "Complete and unchanged · signer known to you",
        "The file is complete and unchanged, and it was signed by you: Anna Muster.",
        "The signature covers the whole file, to its last byte.",
        "It is one of your own identities.",
        "by the signer's own clock; nobody else confirms it",
        "nobody vouches for the name",
        "It is not one of the reports that were signed from this project.",
    ):
        assert fact in words
    assert not page._know.isVisibleTo(page)


def test_the_report_that_this_project_sealed(
    desktop: Desktop, report: Path, signed: SignedReport
) -> None:
    workspace = desktop.workspace
    workspace.edit(lambda editor: signed.seal(editor, workspace.review_id))
    words = facts_of(checked(desktop, report))
    assert "It is the very file that this project sealed" in words
    assert "Self-assessment 2026" in words


def test_dropped_on_the_page(desktop: Desktop, report: Path) -> None:
    page = desktop.go(VerifyPage, "verify")
    zone = page.findChild(DropZone)
    assert isinstance(zone, DropZone)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(report))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(zone, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    QApplication.sendEvent(zone, QDropEvent(QPointF(5, 5), copy, data, left, none))
    waited(desktop, page)
    assert "The file is complete and unchanged" in facts_of(page)


def test_chosen_with_the_keyboard(desktop: Desktop, report: Path) -> None:
    page = desktop.go(VerifyPage, "verify")
    zone = page.findChild(DropZone)
    assert isinstance(zone, DropZone)
    zone.setFocus()
    desktop.qtbot.keyClick(zone, Qt.Key.Key_Return)
    desktop.choose(report)
    waited(desktop, page)
    assert "The file is complete and unchanged" in facts_of(page)


def test_one_changed_byte(desktop: Desktop, report: Path) -> None:
    data = bytearray(report.read_bytes())
    data[3000] ^= 1
    report.write_bytes(data)
    page = checked(desktop, report)
    words = facts_of(page)
    assert page._found is not None
    assert page._found.verdict in (Outcome.CHANGED, Outcome.UNREADABLE)
    assert "whom you know" not in words
    assert "The file is complete and unchanged" not in words
    assert not page._know.isVisibleTo(page)


def test_something_added_behind(desktop: Desktop, report: Path) -> None:
    report.write_bytes(report.read_bytes() + b"\n%%more\n")
    words = facts_of(checked(desktop, report))
    assert "The file was changed after it was signed." in words
    assert "bytes were added behind" in words


def test_what_is_no_report(desktop: Desktop) -> None:
    path = desktop.folder / "letter.pdf"
    path.write_bytes(b"Dear all")
    words = facts_of(checked(desktop, path))
    assert "The file is not a PDF." in words
    assert "Cannot be checked" in words
    missing = facts_of(checked(desktop, desktop.folder / "gone.pdf"))
    assert "The file is not there, or may not be read." in missing


def test_a_stranger_becomes_known_by_telephone(
    desktop: Desktop, report: Path, signer: Identity
) -> None:
    identity.remove(signer)
    page = checked(desktop, report)
    assert "Complete and unchanged · signer unknown to you" in facts_of(page)
    assert "whom you know" not in facts_of(page)
    desktop.click(page._know)
    form, qtbot = form_of(page), desktop.qtbot
    QApplication.processEvents()
    assert not form.add_button.isVisibleTo(form)
    form.how.focus_chosen()
    press(Qt.Key.Key_2)
    assert form.how.value() == How.PHONED
    assert not form.add_button.isEnabled()
    groups = signer.fingerprint_grouped.split()
    qtbot.keyClicks(form.typed, " ".join(groups[:-1]).lower())
    assert not form.add_button.isEnabled()
    assert "4 digits are missing" in words_on(form)
    qtbot.keyClicks(form.typed, groups[-1])
    assert "It is the same." in words_on(form)
    before = page._found
    desktop.click(form.add_button)
    looked_again(desktop, page, before)
    assert "Complete and unchanged · signer known to you" in facts_of(page)
    assert "you compared the fingerprint by telephone" in facts_of(page)
    assert [one.how for one in trust.load().entries] == [How.PHONED]
    assert "you compared the fingerprint by telephone" in words_on(page._trust)


def test_another_fingerprint_is_not_taken(desktop: Desktop, report: Path, signer: Identity) -> None:
    identity.remove(signer)
    page = checked(desktop, report)
    desktop.click(page._know)
    form = form_of(page)
    QApplication.processEvents()
    form.how.focus_chosen()
    press(Qt.Key.Key_1)
    wrong = signer.fingerprint[:-1] + ("0" if signer.fingerprint[-1] != "0" else "1")
    desktop.qtbot.keyClicks(form.typed, wrong)
    assert "It is not the same" in words_on(form)
    assert not form.add_button.isEnabled()
    assert trust.load().entries == ()


def test_seen_in_a_report_alone_stays_unknown(
    desktop: Desktop, report: Path, signer: Identity
) -> None:
    identity.remove(signer)
    page = checked(desktop, report)
    desktop.click(page._know)
    form = form_of(page)
    QApplication.processEvents()
    form.how.focus_chosen()
    press(Qt.Key.Key_5)
    assert "Then the signer stays unknown." in words_on(form)
    before = page._found
    desktop.click(form.add_button)
    looked_again(desktop, page, before)
    assert "Complete and unchanged · signer unknown to you" in facts_of(page)
    assert "Anna Muster (seen, not known)" in words_on(page._trust)


def test_a_certificate_that_came_as_a_file(
    desktop: Desktop, report: Path, signer: Identity, tmp_path: Path
) -> None:
    file = tmp_path / "anna.pem"
    identity.export_certificate(signer, file)
    other = tmp_path / "other.pem"
    identity.export_certificate(make_identity("Berta Beispiel"), other)
    identity.remove(signer)
    page = checked(desktop, report)
    desktop.click(page._know)
    form = form_of(page)
    QApplication.processEvents()
    form.how.focus_chosen()
    press(Qt.Key.Key_4)
    QApplication.processEvents()
    desktop.click(form.file_button)
    desktop.choose(other)
    desktop.qtbot.waitUntil(lambda: "another certificate" in words_on(form), timeout=PATIENCE)
    assert not form.add_button.isEnabled()
    desktop.click(form.file_button)
    desktop.choose(file)
    desktop.qtbot.waitUntil(form.add_button.isEnabled, timeout=PATIENCE)


def test_a_namesake_is_warned_of(desktop: Desktop, report: Path, signer: Identity) -> None:
    identity.remove(signer)
    make_identity("Anna Muster")
    page = checked(desktop, report)
    words = facts_of(page)
    assert "Another signer of that name" in words
    assert "whom you know." not in words.replace("is not the one whom you know.", "")


def test_a_known_signer_is_removed(desktop: Desktop, report: Path, signer: Identity) -> None:
    pem = signer.certificate.encode()
    trust.save(trust.TrustList().add(trust.known_from_pem(pem, How.MET)))
    identity.remove(signer)
    page = checked(desktop, report)
    assert "Complete and unchanged · signer known to you" in facts_of(page)
    desktop.qtbot.waitUntil(lambda: "Remove" in words_on(page._trust), timeout=PATIENCE)
    desktop.click(button(page._trust, "Remove"))
    box = page._trust.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    before = page._found
    desktop.click(next(b for b in box.buttons() if b.text() == "Remove"))
    looked_again(desktop, page, before)
    assert "Complete and unchanged · signer unknown to you" in facts_of(page)


def test_a_check_that_nobody_waits_for(desktop: Desktop, report: Path) -> None:
    page = desktop.go(VerifyPage, "verify", str(report))
    desktop.window.go(Place("results"))
    desktop.qtbot.waitUntil(lambda: desktop.shell.background.is_idle, timeout=PATIENCE)
    desktop.qtbot.wait(20)
    assert page._found is None


def test_without_a_project(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    window.go(Place("verify", str(path)))
    page = window.findChild(VerifyPage)
    assert isinstance(page, VerifyPage)
    qtbot.waitUntil(lambda: page._found is not None, timeout=PATIENCE)
    assert "this project" not in facts_of(page)
    assert not page._back.isVisibleTo(page)


def test_the_project_is_not_the_signer(desktop: Desktop, report: Path) -> None:
    """An edit after the signature does not touch what the file says."""
    workspace = desktop.workspace
    workspace.edit(
        lambda editor: edits.judge(editor, workspace.review_id, "1", {"value": "partly"})
    )
    assert "The file is complete and unchanged" in facts_of(checked(desktop, report))


@pytest.mark.parametrize(
    ("typed", "same", "words"),
    [
        ("", False, ""),
        ("ABCD", False, "The same so far; 60 digits are missing."),
        ("ab cd" + "0" * 60, True, "It is the same."),
        ("ab:cd" + "0" * 60, True, "It is the same."),
        ("abce", False, "It is not the same, from “ABCE” on."),
        ("abcd0001", False, "It is not the same, from “0001” on."),
        ("abcd" + "0" * 61, False, "It is not the same"),
        ("hello", False, "It is not the same"),
    ],
)
def test_comparing(typed: str, same: bool, words: str) -> None:
    found = comparison(typed, "abcd" + "0" * 60)
    assert found[0] is same
    assert words in found[1]


def test_unknown_never_looks_like_known() -> None:
    seen = {
        outcome_words(one)
        for one in (
            Verification("a", 1),
            Verification("a", 1, signatures=(SignatureFacts("S", readable=True),)),
        )
    }
    assert all(tone != "accent" for _words, tone in seen)


def test_names_for_a_screen_reader(desktop: Desktop, report: Path, signer: Identity) -> None:
    identity.remove(signer)
    page = checked(desktop, report)
    desktop.click(page._know)
    assert nameless(page) == []
