"""The report page: an identity, a draft, a signature; cancelled or failed, nothing is left."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Shell
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
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

from ic_desktop.errors import DiskFull, FileIsReadOnly
from ic_desktop.i18n import catalogue
from ic_desktop.project.seal import current_seal, seals
from ic_desktop.report import identity, preview, trust
from ic_desktop.report.build import SignedReport
from ic_desktop.report.facts import Outcome
from ic_desktop.report.verify import verify
from ic_desktop.review import edits
from ic_desktop.review.checks import Missing
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.identity import IdentityChooser
from ic_desktop.ui.pages.identity_forms import ImportForm, MakeForm
from ic_desktop.ui.pages.report import ReportPage
from ic_desktop.ui.pages.report_cards import open_summary, what_is_missing
from ic_desktop.ui.pages.report_work import Wanted
from ic_desktop.ui.pages.settings import SettingsPage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.notices import Busy, Notice


@pytest.fixture
def desktop(qtbot: QtBot, shell: Shell, look: Theme) -> Iterator[Desktop]:
    """The window over the sample municipality."""
    made = Desktop(qtbot, shell)
    yield made
    made.end()


@pytest.fixture
def page(desktop: Desktop) -> ReportPage:
    """Its report page."""
    return desktop.go(ReportPage, "report")


def chooser_of(page: ReportPage) -> IdentityChooser:
    found = page.findChild(IdentityChooser)
    assert isinstance(found, IdentityChooser)
    return found


def passphrase_of(page: ReportPage) -> QLineEdit:
    found = [
        line
        for line in page.findChildren(QLineEdit)
        if line.accessibleName() == "Passphrase" and line.isVisibleTo(page)
    ]
    assert len(found) == 1
    return found[0]


def notice_of(page: ReportPage) -> str:
    found = [one for one in page.findChildren(Notice) if one.isVisibleTo(page)]
    return words_on(found[0]) if found else ""


def wait_for(desktop: Desktop, page: ReportPage, words: str) -> None:
    desktop.qtbot.waitUntil(lambda: words in notice_of(page), timeout=PATIENCE)


def with_identity(desktop: Desktop, page: ReportPage) -> None:
    """Go to the page anew, with an identity that is there."""
    make_identity()
    page.show_place(Place("report", "", "sign"))
    desktop.qtbot.waitUntil(lambda: chooser_of(page).identity is not None)


def begin_signing(desktop: Desktop, page: ReportPage, to: Path, typed: str = PASSPHRASE) -> None:
    """Type the passphrase, press the button, confirm, choose where to save."""
    ask_to_sign(desktop, page, typed)
    wait_for_question(desktop, page)
    answer(page, "Sign now")
    desktop.choose(to)


def ask_to_sign(desktop: Desktop, page: ReportPage, typed: str = PASSPHRASE) -> None:
    """Type the passphrase and press the button."""
    desktop.qtbot.keyClicks(passphrase_of(page), typed)
    desktop.click(button(page, "Sign and save …"))


def wait_for_question(desktop: Desktop, page: ReportPage) -> str:
    """Wait for the question before signing; return its words."""
    desktop.qtbot.waitUntil(lambda: bool(questions(page)), timeout=PATIENCE)
    (box,) = questions(page)
    return f"{box.text()}\n{box.informativeText()}"


def questions(page: ReportPage) -> list[QMessageBox]:
    return [one for one in page.findChildren(QMessageBox) if one.isVisible()]


def text_of(pdf: Path, page: int = 1) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[page - 1].get_textpage().get_text_range())
    finally:
        document.close()


def test_a_draft_is_saved_says_so_and_seals_nothing(desktop: Desktop, page: ReportPage) -> None:
    path = desktop.folder / "draft.pdf"
    desktop.click(button(page, "Save a draft …"))
    desktop.choose(path)
    wait_for(desktop, page, "The draft is saved: draft.pdf")
    assert "Draft – not signed" in text_of(path)
    assert preview.render(path).pages > 5
    assert desktop.workspace.sealed is None
    assert seals(desktop.workspace.state, desktop.workspace.review_id) == []
    assert desktop.leftovers() == ["draft.pdf"]
    assert button(page, "Save a draft …").isEnabled()


def test_a_draft_in_another_language_than_the_window(desktop: Desktop, page: ReportPage) -> None:
    page.desk.preferences.change(lambda s: s)
    path = desktop.folder / "entwurf.pdf"
    page._language.set_value("de")
    page._language.chosen.emit("de")
    page.save_draft(path)
    wait_for(desktop, page, "The draft is saved")
    assert catalogue("de").gettext("Draft – not signed") in text_of(path)
    assert page.desk.preferences.report_language == "de"


def test_an_identity_is_made_with_the_keyboard(desktop: Desktop, page: ReportPage) -> None:
    chooser, qtbot = chooser_of(page), desktop.qtbot
    desktop.click(chooser.make_button)
    form = page.findChild(MakeForm)
    assert isinstance(form, MakeForm)
    form.name.setFocus()
    qtbot.keyClicks(form.name, "Anna Muster")
    qtbot.keyClick(form.name, Qt.Key.Key_Tab)
    qtbot.keyClicks(form.organisation, "City of Exemplum")
    qtbot.keyClicks(form.passphrase, PASSPHRASE)
    assert form.passphrase.echoMode() == QLineEdit.EchoMode.Password
    assert form.hint.text() == "Good."
    qtbot.keyClicks(form.again, PASSPHRASE)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chooser.identity is not None, timeout=PATIENCE)
    made = identity.identities()
    assert [one.name for one in made] == ["Anna Muster"]
    words = words_on(page)
    assert made[0].fingerprint_grouped in words
    assert "It does not prove who you are" in words
    assert "A reader's PDF program will say that the signer's identity is unknown" in words
    assert "can then only be changed in a new revision" in words


def test_two_passphrases_that_differ(desktop: Desktop, page: ReportPage) -> None:
    desktop.click(chooser_of(page).make_button)
    form = page.findChild(MakeForm)
    assert isinstance(form, MakeForm)
    desktop.qtbot.keyClicks(form.name, "Anna")
    desktop.qtbot.keyClicks(form.passphrase, PASSPHRASE)
    desktop.qtbot.keyClicks(form.again, "something else")
    desktop.click(form.go_button)
    assert "The two passphrases are not the same." in words_on(form)
    view = page._scroll.viewport()
    desktop.qtbot.waitUntil(
        lambda: view.rect().contains(form.go_button.mapTo(view, form.go_button.rect().bottomLeft()))
    )
    desktop.qtbot.keyClick(form.again, "x")
    assert "The two passphrases are not the same." not in words_on(form)
    assert identity.identities() == []


def test_a_passphrase_that_is_too_short(desktop: Desktop, page: ReportPage) -> None:
    desktop.click(chooser_of(page).make_button)
    form = page.findChild(MakeForm)
    assert isinstance(form, MakeForm)
    desktop.qtbot.keyClicks(form.name, "Anna")
    for line in (form.passphrase, form.again):
        desktop.qtbot.keyClicks(line, "short")
    assert "Too short" in form.hint.text()
    desktop.click(form.go_button)
    desktop.qtbot.waitUntil(lambda: "too short to protect the key" in words_on(form))
    assert form.isEnabled()
    assert identity.identities() == []


def test_a_key_file_is_imported(desktop: Desktop, page: ReportPage, tmp_path: Path) -> None:
    given = make_identity("Berta Beispiel")
    outside = tmp_path / "berta.p12"
    outside.write_bytes(given.path.read_bytes())
    identity.remove(given)
    desktop.click(chooser_of(page).import_button)
    desktop.choose(outside)
    form = page.findChild(ImportForm)
    assert isinstance(form, ImportForm)
    desktop.qtbot.keyClicks(form.passphrase, "wrong words here")
    desktop.qtbot.keyClick(form.passphrase, Qt.Key.Key_Return)
    desktop.qtbot.waitUntil(lambda: "does not open" in words_on(form), timeout=PATIENCE)
    form.passphrase.clear()
    desktop.qtbot.keyClicks(form.passphrase, PASSPHRASE)
    desktop.click(form.go_button)
    chooser = chooser_of(page)
    desktop.qtbot.waitUntil(lambda: chooser.identity is not None, timeout=PATIENCE)
    assert chooser.fingerprint.text() == given.fingerprint_grouped


def test_fingerprint_in_the_clipboard_and_on_paper(desktop: Desktop, page: ReportPage) -> None:
    from ic_desktop.ui.pages.identity_sheet import sheet

    with_identity(desktop, page)
    one = chooser_of(page).identity
    assert one is not None
    desktop.click(button(page, "Copy"))
    assert QApplication.clipboard().text() == one.fingerprint_grouped
    printed = sheet(one).toPlainText()
    assert "".join(printed.split()).count(one.fingerprint.upper()) == 1
    assert "Anna Muster" in printed


def test_signing_saves_seals_and_verifies(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    path = desktop.folder / "report.pdf"
    begin_signing(desktop, page, path)
    wait_for(desktop, page, "The report is signed, saved and the review closed")
    workspace = desktop.workspace
    sealed = current_seal(workspace.state, workspace.review_id)
    assert sealed is not None
    assert sealed.pdf_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert verify(path, trust.known_signers()).verdict is Outcome.KNOWN
    assert workspace.outbox.is_empty
    assert not workspace.can_judge
    assert desktop.leftovers() == ["report.pdf"]
    words = words_on(page)
    assert "Revision 1 was signed by Anna Muster" in words
    assert sealed.pdf_sha256 not in words
    desktop.click(button(page, "For technicians"))
    assert sealed.pdf_sha256 in words_on(page)
    assert sealed.fingerprint == identity.identities()[0].fingerprint
    assert not page._sign.isVisibleTo(page)
    desktop.click(button(notice(page), "Check it now"))
    assert desktop.window.place == Place("verify", str(path))


def notice(page: ReportPage) -> Notice:
    return next(one for one in page.findChildren(Notice) if one.isVisibleTo(page))


def test_a_new_revision_opens_the_review_and_keeps_the_seal(
    desktop: Desktop, page: ReportPage
) -> None:
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "report.pdf")
    wait_for(desktop, page, "The report is signed")
    desktop.click(button(page._sealed, "Start a new revision"))
    workspace = desktop.workspace
    assert workspace.review.revision == 2
    assert workspace.can_judge
    assert len(seals(workspace.state, workspace.review_id)) == 1
    QApplication.processEvents()
    assert page._sign.isVisibleTo(page)
    assert "Revision 1, " in words_on(page._seals)


def test_a_wrong_passphrase_leaves_nothing(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    ask_to_sign(desktop, page, "not this one")
    wait_for(desktop, page, "This passphrase does not open your identity “Anna Muster”.")
    assert ".p12" not in words_on(page)
    assert questions(page) == []
    assert not [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    assert desktop.leftovers() == []
    assert desktop.workspace.sealed is None
    typed = passphrase_of(page)
    assert typed.text() == ""
    desktop.qtbot.waitUntil(typed.hasFocus)
    assert not button(page, "Sign and save …").isEnabled()
    said = notice(page)
    view = page._scroll.viewport()
    desktop.qtbot.waitUntil(
        lambda: view.rect().contains(said.mapTo(view, said.rect().bottomLeft()))
    )
    desktop.qtbot.keyClick(typed, "f")
    assert notice_of(page) == ""


def test_before_signing_it_is_said_what_closes_and_what_is_missing(
    desktop: Desktop, page: ReportPage
) -> None:
    workspace = desktop.workspace
    for factor in ("2", "3"):
        workspace.edit(
            lambda editor, f=factor: edits.judge(editor, workspace.review_id, f, {"value": None})
        )
    with_identity(desktop, page)
    ask_to_sign(desktop, page)
    words = wait_for_question(desktop, page)
    assert "Signing closes this review." in words
    assert "can then only be changed in a new revision" in words
    assert "Still missing:\nKey factors that are not judged: 2 of 13\n" in words
    assert "Problems that are still open: 1" in words
    answer(page, "Go back")
    assert passphrase_of(page).text() == PASSPHRASE
    assert not [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    desktop.click(button(page, "Sign and save …"))
    wait_for_question(desktop, page)
    answer(page, "Look at a draft first")
    path = desktop.folder / "draft.pdf"
    desktop.choose(path)
    wait_for(desktop, page, "The draft is saved: draft.pdf")
    assert passphrase_of(page).text() == ""
    assert workspace.sealed is None


def test_after_signing_nothing_says_that_it_can_be_signed(
    desktop: Desktop, page: ReportPage
) -> None:
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "report.pdf")
    wait_for(desktop, page, "The report is signed")
    words = words_on(page)
    assert "It was signed with" in words
    assert "sign all the same" not in words
    assert "to put right before you sign" not in words


def test_what_is_open_in_a_sentence() -> None:
    assert open_summary(0, 2) == "2 things are missing. You can sign all the same."
    assert open_summary(0, 2, signed=True) == "It was signed with 2 things open:"
    nothing = "Nothing is missing that a reader would stumble over."
    assert open_summary(0, 0, signed=True) == open_summary(0, 0) == nothing
    assert what_is_missing(Missing(0, 13, 0, 61, 0)) == nothing


def test_cancelled_in_the_middle_leaves_nothing(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "report.pdf")
    busy = page.findChild(Busy)
    assert isinstance(busy, Busy)
    desktop.qtbot.waitUntil(lambda: "Making the pages" in words_on(busy), timeout=PATIENCE)
    desktop.click(busy.cancel_button)
    wait_for(desktop, page, "Cancelled. Nothing was written.")
    assert desktop.leftovers() == []
    assert desktop.workspace.sealed is None
    assert button(page, "Save a draft …").isEnabled()


def test_a_review_that_changes_meanwhile_is_not_signed(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "report.pdf")
    workspace = desktop.workspace
    busy = page.findChild(Busy)
    assert isinstance(busy, Busy)
    desktop.qtbot.waitUntil(lambda: "Making the pages" in words_on(busy), timeout=PATIENCE)
    workspace.edit(
        lambda editor: edits.judge(editor, workspace.review_id, "4", {"reason": "Later words"})
    )
    wait_for(desktop, page, "was changed while it was being signed")
    assert desktop.leftovers() == []
    assert workspace.sealed is None


def test_where_nothing_can_be_written_nothing_is_sealed(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "not there" / "report.pdf")
    wait_for(desktop, page, "could not be written")
    assert desktop.workspace.sealed is None
    assert desktop.leftovers() == []


def test_what_cannot_be_sealed_is_not_kept(
    desktop: Desktop, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_signed: SignedReport, _editor: object, _review: str, _state: object) -> str:
        raise FileIsReadOnly("sample.icproj")

    monkeypatch.setattr(SignedReport, "seal", refuse)
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "report.pdf")
    wait_for(desktop, page, "the signed report was not kept")
    assert desktop.leftovers() == []
    assert desktop.workspace.sealed is None


def test_a_seal_that_cannot_be_written_yet_is_told(
    desktop: Desktop, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_identity(desktop, page)
    path = desktop.folder / "report.pdf"
    with monkeypatch.context() as full:
        full.setattr(ProjectFile, "commit", _disk_is_full)
        begin_signing(desktop, page, path)
        busy = page.findChild(Busy)
        assert isinstance(busy, Busy)
        words = "The report is saved, but not the project that belongs to it"
        desktop.qtbot.waitUntil(lambda: words in words_on(busy), timeout=PATIENCE)
    assert path.exists()
    desktop.workspace.outbox.send()
    wait_for(desktop, page, "The report is signed, saved and the review closed")
    assert desktop.workspace.outbox.is_empty


def _disk_is_full(*_given: object, **_named: object) -> str:
    raise DiskFull("sample.icproj")


def test_reading_only_leaves_the_draft(shell: Shell, qtbot: QtBot, look: Theme) -> None:
    shell.close(shell.create())
    workspace = shell.open(read_only=True)
    window = MainWindow(shell.preferences, shell.writer, shell.background)
    page = ReportPage(window.desk, workspace)
    page.show_place(Place("report"))
    words = words_on(page)
    assert "open for reading only" in words
    assert "Sign and save …" not in words
    path = shell.folder / "draft.pdf"
    page.save_draft(path)
    qtbot.waitUntil(lambda: "The draft is saved" in notice_of(page), timeout=PATIENCE)
    assert path.exists()
    page.deleteLater()
    window.deleteLater()
    qtbot.wait(1)


def test_a_project_that_is_closed_meanwhile(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "report.pdf")
    busy = page.findChild(Busy)
    assert isinstance(busy, Busy)
    desktop.qtbot.waitUntil(lambda: "Making the pages" in words_on(busy), timeout=PATIENCE)
    desktop.close_project()
    desktop.qtbot.waitUntil(lambda: desktop.shell.background.is_idle, timeout=PATIENCE)
    desktop.qtbot.wait(50)
    assert desktop.leftovers() == []


def test_the_passphrase_is_on_no_command_line(
    desktop: Desktop, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str] = []
    real = subprocess.Popen

    def noted(*given: Any, **named: Any) -> Any:
        began.append(repr(given) + repr(named))
        return real(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", noted)
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "report.pdf")
    wait_for(desktop, page, "The report is signed")
    assert any("ic_desktop.helper" in one for one in began)
    assert not any(PASSPHRASE in one for one in began)
    one = identity.identities()[0]
    assert PASSPHRASE not in repr(Wanted(Path("x"), "en", one, PASSPHRASE))


def test_a_passphrase_is_forgotten_on_leaving(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    desktop.qtbot.keyClicks(passphrase_of(page), PASSPHRASE)
    desktop.window.go(Place("results"))
    assert page._sign.passphrase.text() == ""


def test_open_points_lead_to_their_spot(desktop: Desktop, page: ReportPage) -> None:
    assert "1 thing to put right before you sign." in words_on(page)
    desktop.click(button(page, "open"))
    assert desktop.window.place.page == "factor"


def test_names_for_a_screen_reader(desktop: Desktop, page: ReportPage) -> None:
    assert nameless(page) == []
    with_identity(desktop, page)
    assert nameless(page) == []


def test_the_settings_show_the_same_identity(desktop: Desktop) -> None:
    one = make_identity()
    page = desktop.go(SettingsPage, "settings")
    desktop.qtbot.waitUntil(lambda: one.fingerprint_grouped in words_on(page), timeout=PATIENCE)
    assert "It does not prove who you are" in words_on(page)
    assert nameless(page) == []


def test_an_identity_is_removed_only_after_a_question(desktop: Desktop, page: ReportPage) -> None:
    with_identity(desktop, page)
    desktop.click(button(page, "Remove …"))
    answer(page, "Keep it")
    assert len(identity.identities()) == 1
    desktop.click(button(page, "Remove …"))
    answer(page, "Remove for good")
    desktop.qtbot.waitUntil(lambda: chooser_of(page).identity is None, timeout=PATIENCE)
    assert identity.identities() == []


def answer(page: ReportPage, words: str) -> None:
    box = next(one for one in page.findChildren(QMessageBox) if one.isVisible())
    next(one for one in box.buttons() if one.text() == words).click()
