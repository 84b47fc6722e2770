"""The page of open questions: by person, to answer, print, save and copy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from conftest import Shell
from evidence_parts import Lent, caught_dialogs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ic_desktop.review import edits
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.to_ask import PersonCard, ToAskPage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.workspace import Workspace


class Sheet(Lent):
    """The page on the screen."""

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self.qtbot = qtbot
        self.workspace = workspace
        self.page = ToAskPage(self.desk, workspace)
        qtbot.addWidget(self.page)
        workspace.changed.connect(self.page.refresh)
        self.page.resize(1118, 645)
        self.page.show_place(Place("to-ask"))
        self.page.show()
        qtbot.waitExposed(self.page)

    def ask(self, question: str, whom: str, by: str = "", note: str = "") -> None:
        """Answer a question with "don't know"."""
        values = {"value": "dont-know", "ask-whom": whom, "ask-by": by, "note": note}
        factor = question.split(".")[0]
        review = self.workspace.review_id
        self.workspace.edit(lambda e: edits.answer(e, review, factor, question, values))

    def names(self) -> list[str]:
        return [card.person.name for card in self.page.cards]


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[Sheet]:
    made = Sheet(qtbot, shell, workspace)
    yield made
    made.page.leave()


def texts(card: PersonCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.text()]


def button(card: PersonCard, words: str) -> QPushButton:
    return next(b for b in card.findChildren(QPushButton) if b.text() == words)


def saved(sheet: Sheet) -> list[Notice]:
    return [one for one in sheet.page.findChildren(Notice) if "Saved" in one.text()]


def words_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        pages = [pdf[n].get_textpage() for n in range(len(pdf))]
        return "\n".join(page.get_text_bounded() for page in pages)
    finally:
        pdf.close()


def test_an_empty_page_says_how_questions_come_here(sheet: Sheet) -> None:
    hint = sheet.page._hint
    assert hint.isVisible()
    assert not sheet.page.print_button.isVisible()
    sheet.qtbot.mouseClick(hint.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert sheet.went == [factor_place("1")]


def test_questions_stand_under_the_person_who_is_due_first(sheet: Sheet) -> None:
    sheet.ask("2.1", "Mayor")
    sheet.ask("7.3", "Personnel", "2099-11-30")
    sheet.ask("7.4", "personnel", "2099-10-01")
    sheet.ask("8.1", "")
    assert sheet.names() == ["Personnel", "Mayor", ""]
    shown = texts(sheet.page.cards[0])
    assert "2 questions" in shown
    assert "by 1 Oct 2099" in shown
    assert "no date" in texts(sheet.page.cards[1])
    assert "Nobody has been named yet" in texts(sheet.page.cards[2])
    assert not sheet.page._hint.isVisible()


def test_what_is_overdue_is_said(sheet: Sheet) -> None:
    sheet.ask("2.1", "Mayor", "2020-01-31")
    shown = texts(sheet.page.cards[0])
    assert "overdue since 31 Jan 2020" in shown
    assert "1 question · 1 overdue" in shown


def test_answering_leads_to_the_spot(sheet: Sheet) -> None:
    sheet.ask("7.3", "Personnel")
    (answer,) = sheet.page.cards[0].answers
    assert "7.3" in answer.accessibleName()
    sheet.qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert sheet.went == [factor_place("7", "7.3")]


def test_a_question_that_is_answered_goes(sheet: Sheet) -> None:
    sheet.ask("7.3", "Personnel")
    review = sheet.workspace.review_id
    sheet.workspace.edit(lambda e: edits.answer(e, review, "7", "7.3", {"value": "yes"}))
    assert sheet.names() == []
    assert sheet.page._hint.isVisible()


def test_a_list_is_copied_as_text_without_notes_unless_wanted(sheet: Sheet) -> None:
    sheet.ask("7.3", "Personnel", "2099-11-30", "Ms X said in confidence")
    question = sheet.workspace.pack.question("7.3")
    for with_notes in (False, True):
        sheet.page.with_notes.setChecked(with_notes)
        copy = button(sheet.page.cards[0], "Copy for an e-mail")
        sheet.qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
        text = QGuiApplication.clipboard().text()
        assert question.text in text
        assert "30 Nov 2099" in text
        assert ("in confidence" in text) == with_notes
    assert sheet.said[-1].startswith("Copied")


def test_a_list_is_saved_as_a_pdf(
    sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs = caught_dialogs(monkeypatch)
    workspace = sheet.workspace
    workspace.edit(
        lambda e: edits.describe_city(e, workspace.project_id, {"contact": "Anna, Room 7"})
    )
    sheet.ask("7.3", "Personnel <b>& Co</b>", note="in confidence")
    sheet.ask("2.1", "Zoe")
    save = button(sheet.page.cards[0], "Save as PDF …")
    sheet.qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert dialogs[0].defaultSuffix() == "pdf"
    path = tmp_path / "list.pdf"
    dialogs[0].fileSelected.emit(str(path))
    sheet.qtbot.waitUntil(lambda: bool(saved(sheet)))
    shown = " ".join(words_of(path).split())
    question = sheet.workspace.pack.question("7.3")
    assert "Personnel <b>& Co</b>" in shown
    assert " ".join(question.text.split()) in shown
    assert "in confidence" not in shown
    assert sheet.workspace.pack.question("2.1").text not in shown
    assert "Please return this list to: Anna, Room 7" in shown
    (notice,) = saved(sheet)
    assert notice.text() == "Saved: list.pdf"
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    link = next(b for b in notice.findChildren(QAbstractButton) if b.text() == "Open")
    sheet.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(path))]
    dialogs[0].deleteLater()


def test_all_lists_in_one_pdf_begin_a_page_each(sheet: Sheet, tmp_path: Path) -> None:
    sheet.ask("7.3", "Personnel")
    sheet.ask("2.1", "Mayor")
    path = tmp_path / "all.pdf"
    sheet.page.hand_out.save_to(path, [card.person for card in sheet.page.cards])
    sheet.qtbot.waitUntil(lambda: bool(saved(sheet)))
    pdf = pypdfium2.PdfDocument(path)
    assert len(pdf) == 2
    pdf.close()


def test_long_questions_are_not_cut_on_paper(sheet: Sheet, tmp_path: Path) -> None:
    pack = sheet.workspace.pack
    longest = max((q for f in pack.factors for q in f.questions), key=lambda q: len(q.text))
    sheet.ask(longest.id, "Mayor")
    path = tmp_path / "long.pdf"
    sheet.page.hand_out.save_to(path, [sheet.page.cards[0].person])
    sheet.qtbot.waitUntil(lambda: bool(saved(sheet)))
    pdf = pypdfium2.PdfDocument(path)
    page = pdf[0]
    width = page.get_width()
    text = page.get_textpage()
    right = max(text.get_charbox(n)[2] for n in range(text.count_chars()))
    assert right < width - 40
    text.close()
    pdf.close()


def test_a_folder_that_cannot_be_written_is_told(sheet: Sheet, tmp_path: Path) -> None:
    sheet.ask("7.3", "Personnel")
    sheet.page.hand_out.save_to(tmp_path / "gone" / "x.pdf", [sheet.page.cards[0].person])
    sheet.qtbot.waitUntil(lambda: len(sheet.told) == 1)
    assert "x.pdf" in sheet.told[0].what


def test_printing_asks_for_a_printer_first(
    sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog

    sheet.ask("7.3", "Personnel")
    shown: list[Callable[[], None]] = []
    monkeypatch.setattr(QPrintDialog, "show", lambda dialog: shown.append(dialog.accept))
    print_out = button(sheet.page.cards[0], "Print …")
    sheet.qtbot.mouseClick(print_out, Qt.MouseButton.LeftButton)
    assert len(shown) == 1


def test_every_button_has_a_name_that_says_whose_list_it_is(sheet: Sheet) -> None:
    sheet.ask("7.3", "Personnel")
    names = [b.accessibleName() for b in sheet.page.cards[0].findChildren(QPushButton)]
    assert all(names)
    assert sum("Personnel" in name for name in names) == 3
