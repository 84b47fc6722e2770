"""Taking notes: one line, real keys, and nothing that was typed is lost."""

import shutil
from pathlib import Path

import pytest
from conftest import Shell
from evidence_parts import dropped
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from visit_parts import KEY, QUESTIONS, Hands, focus_group, said

from ic_desktop.project.entities import evidence
from ic_desktop.project.peer import promises, sessions
from ic_desktop.review import statements
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.edits import remove_evidence
from ic_desktop.review.evidence import index
from ic_desktop.review.visit_edits import remove_session
from ic_desktop.ui import typed
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import OVERVIEW, Place
from ic_desktop.ui.pages.capture import CapturePage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace


class Room:
    """The page of one session on the screen, with the keyboard in its line."""

    def __init__(
        self, qtbot: QtBot, shell: Shell, window: MainWindow, workspace: Workspace
    ) -> None:
        self.qtbot, self.shell, self.window = qtbot, shell, window
        self.workspace = workspace
        self.session = focus_group(workspace)
        shell.workspaces.remove(workspace)  # the window closes it
        window.show_project(workspace)
        self.hands = Hands(shell)
        self.go()

    def go(self) -> None:
        self.window.go(Place("capture", self.session))
        self.qtbot.waitUntil(self.page.line.hasFocus)

    @property
    def page(self) -> CapturePage:
        page = self.window.page
        assert isinstance(page, CapturePage)
        return page

    @property
    def line(self) -> str:
        return self.page.line.text()

    def label(self, name: str) -> str:
        return str(getattr(self.page.notes, name).text())

    def rows(self) -> list[str]:
        self.hands.rest()
        return [row.text for row in self.page.list.rows()]


@pytest.fixture
def room(qtbot: QtBot, shell: Shell, window: MainWindow, workspace: Workspace) -> Room:
    return Room(qtbot, shell, window, workspace)


def test_the_line_has_the_keyboard_and_enter_takes_a_statement_down(room: Room) -> None:
    room.hands.types('@4 "My daughter translated, she is ten." #9-\n')
    [one] = said(room.workspace)
    assert (one.piece.text, one.piece.form) == ("My daughter translated, she is ten.", "quotation")
    assert screen_name(room.workspace.state, one.piece.speaker) == "P4"
    assert [(k.factor, k.stance) for k in one.links] == [("9", "contradicts")]
    assert room.line == ""
    assert room.page.line.hasFocus()
    assert room.rows() == ["“My daughter translated, she is ten.”"]
    room.hands.types("And he waited.\n")
    assert said(room.workspace)[1].piece.speaker == one.piece.speaker


def test_the_short_form_follows_tab(room: Room) -> None:
    room.hands.types("She waited.\t4-10!\n")
    [one] = said(room.workspace)
    assert one.piece.text == "She waited."
    assert one.piece.confidentiality == "confidential"
    assert [(k.factor, k.stance) for k in one.links] == [("10", "contradicts")]


def test_tab_in_the_empty_line_goes_on_and_letters_come_back(room: Room) -> None:
    room.hands.types("She waited.\n")
    room.hands.rest()
    room.hands.press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert room.page.list.hasFocus()
    room.hands.types("And")
    assert room.page.line.hasFocus()
    assert room.line == "And"


def test_how_the_line_is_understood_is_shown_while_it_is_typed(room: Room) -> None:
    room.hands.types("@4 She waited. #9-")
    assert room.label("_understood") == "P4 · contradicts 9 Needs assessment"
    room.hands.types(" #99 ")
    assert room.label("_unknown") == "“#99” is not known here and stays in the words"
    assert room.page.notes._unknown.isVisible()
    room.hands.types("\n")
    assert said(room.workspace)[0].piece.text == "She waited. #99"
    assert not room.page.notes._unknown.isVisible()


def test_words_are_needed_and_nothing_else(room: Room) -> None:
    room.hands.types("@4 #9-\n")
    assert said(room.workspace) == ()
    assert room.line == "@4 #9-"
    for _letter in range(9):
        room.hands.press(KEY.Key_Backspace)
    room.hands.types("Yes\n")
    assert [one.piece.text for one in said(room.workspace)] == ["Yes"]


def test_names_are_offered_and_tab_takes_one(room: Room) -> None:
    room.hands.types("Yes. @b")
    assert room.page.offers.isVisible()
    assert room.page.offers.current() == "@P2"
    room.hands.types("\t")
    assert room.line == "Yes. @P2 "
    room.hands.types("#")
    offered = [row.key for row in room.page.offers.list.rows()]
    assert offered == [f"#{question}" for question in QUESTIONS]
    room.hands.press(KEY.Key_Down)
    room.hands.types("\t")
    assert room.line == "Yes. @P2 #7.4 "
    assert not room.page.offers.isVisible()
    room.hands.types("\n")
    [one] = said(room.workspace)
    assert [k.question for k in one.links] == ["7.4"]


def test_offers_never_stand_in_the_way_of_enter(room: Room) -> None:
    room.hands.types("Yes. @")
    assert room.page.offers.isVisible()
    room.hands.press(KEY.Key_Escape)
    assert not room.page.offers.isVisible()
    room.hands.types("\n")
    assert [one.piece.text for one in said(room.workspace)] == ["Yes. @"]
    room.hands.types("No. #1\n")
    assert not room.page.offers.isVisible()
    assert said(room.workspace)[1].piece.text == "No."


def test_the_time_is_when_the_line_began(room: Room) -> None:
    room.hands.types("S")
    began = room.page.taking.began if room.page.taking else 0
    assert began
    room.qtbot.wait(30)
    room.hands.types("he waited.\n")
    assert said(room.workspace)[0].piece.said_at == began
    room.hands.types("A")
    assert room.page.taking is not None
    assert room.page.taking.began > began


def test_arrow_up_mends_the_last_statement(room: Room) -> None:
    room.hands.types("First. #4\nSecond. #9- !\n")
    room.hands.rest()
    room.hands.press(KEY.Key_Up)
    assert room.line.startswith("Second. ▸")
    room.hands.press(KEY.Key_Up)
    assert room.line.startswith("First. ▸")
    room.hands.press(KEY.Key_Escape)
    assert room.line == ""
    assert [one.piece.text for one in said(room.workspace)] == ["First.", "Second."]
    room.hands.press(KEY.Key_Up)
    room.hands.types(" #10+\n")
    second = said(room.workspace)[1]
    assert {(k.factor, k.stance) for k in second.links} == {
        ("9", "contradicts"),
        ("10", "supports"),
    }
    assert second.piece.confidentiality == "confidential"
    assert len(said(room.workspace)) == 2
    room.shell.wait_saved(room.workspace)


def test_a_new_line_is_never_lost_to_mending(room: Room) -> None:
    room.hands.types("First.\nHalf a li")
    room.hands.press(KEY.Key_Up)
    assert room.line == "Half a li"


def test_a_statement_is_mended_from_the_list(room: Room) -> None:
    room.hands.types("First. #4\nSecond.\n")
    room.hands.rest()
    room.hands.press(KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    room.hands.press(KEY.Key_Home)
    room.hands.press(KEY.Key_Return)
    assert room.page.line.hasFocus()
    assert room.line.startswith("First. ▸")


def test_half_a_line_is_on_the_disk_within_a_second(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed.WRITE_AFTER_MS < 1000
    room.hands.types("@4 She wai")
    found: list[str] = []
    room.qtbot.wait(typed.WRITE_AFTER_MS)
    room.shell.wait_saved(room.workspace)
    keeper = room.workspace.keeper
    room.shell.on_writer(lambda: found.extend(str(d.value) for d in keeper.file.drafts()))
    assert found == ["@4 She wai"]
    room.hands.types("ted.\n")
    room.shell.wait_saved(room.workspace)
    found.clear()
    room.shell.on_writer(lambda: found.extend(str(d.value) for d in keeper.file.drafts()))
    assert found == []


def test_half_a_line_waits_where_it_was_left(room: Room) -> None:
    room.hands.types("@4 She wai")
    room.window.go(OVERVIEW)
    assert said(room.workspace) == ()
    room.go()
    assert room.line == "@4 She wai"
    room.hands.press(KEY.Key_End)
    room.hands.types("ted.\n")
    [one] = said(room.workspace)
    assert one.piece.text == "She waited."


def test_half_a_line_is_found_by_the_program_that_is_started_again(room: Room) -> None:
    room.hands.types("@4 She wai")
    room.window.go(OVERVIEW)
    room.window._pages.pop("capture")
    room.go()
    assert room.line == "@4 She wai"
    room.hands.press(KEY.Key_End)
    room.hands.types("ted.\n")
    assert [one.piece.text for one in said(room.workspace)] == ["She waited."]
    assert len(index(room.workspace.state, room.workspace.review_id).pieces) == 1


def test_a_line_that_was_emptied_leaves_nothing(room: Room) -> None:
    room.hands.types("Ab")
    room.workspace.settle()  # as after a rest of half a minute
    room.hands.press(KEY.Key_Backspace)
    room.hands.press(KEY.Key_Backspace)
    room.hands.rest()
    assert index(room.workspace.state, room.workspace.review_id).pieces == {}
    room.shell.wait_saved(room.workspace)
    assert not room.workspace.is_typing(("evidence", "x", "text"))


def test_a_line_that_is_given_up_after_a_long_rest_leaves_no_words(room: Room) -> None:
    room.hands.types("Half a line typ")
    room.workspace._typing._settle_rested()
    assert room.workspace.state.records("evidence") == {}
    room.hands.press(KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.hands.press(KEY.Key_Delete)
    room.hands.rest()
    room.shell.wait_saved(room.workspace)
    assert not [c for c in room.workspace.ledger.changes.values() if c.header.kind == "evidence"]


def test_a_line_that_was_left_and_given_up_says_nothing_any_more(room: Room) -> None:
    room.hands.types("Half a line typ")
    room.window.go(OVERVIEW)
    room.go()
    room.hands.rest()
    room.hands.press(KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.hands.press(KEY.Key_Delete)
    room.hands.rest()
    [record] = room.workspace.state.records("evidence").values()
    assert (record.removal, record.text("text")) == ("removed", "")


def test_a_rest_in_the_middle_of_a_line_changes_nothing(room: Room) -> None:
    room.hands.types("@4 She wai")
    room.workspace.settle()
    room.hands.rest()
    assert room.line == "@4 She wai"
    assert room.rows() == []
    room.hands.types("ted.\n")
    assert [one.piece.text for one in said(room.workspace)] == ["She waited."]


def test_undo_takes_a_statement_back_whole(room: Room) -> None:
    room.hands.types("She waited. #9- ?\n")
    room.hands.rest()
    room.hands.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said(room.workspace) == ()
    assert promises(room.workspace.state, room.workspace.review_id) == []


def test_questions_are_told_as_asked_with_their_counts(room: Room) -> None:
    rows = room.page.side.questions.rows()
    assert [(row.key, row.mark) for row in rows] == [(q, "background") for q in QUESTIONS]
    room.hands.types("She waited. #9.2-\n")
    room.hands.rest()
    rows = room.page.side.questions.rows()
    assert [row.key for row in rows] == ["4.1", "7.4", "10.2", "9.2"]
    assert rows[-1].mark == "check"
    assert rows[-1].text.endswith("(1)")


def test_a_question_is_chosen_and_marked_by_keyboard(room: Room) -> None:
    room.hands.types("She waited")
    room.hands.press(KEY.Key_F6)
    questions = room.page.side.questions
    assert questions.hasFocus()
    room.hands.press(KEY.Key_Home)
    room.hands.press(KEY.Key_Space)
    room.hands.rest()
    assert {row.key for row in questions.rows() if row.mark == "check"} == {"4.1"}
    assert room.page.side._questions_title.text() == "Still to ask in this session"
    room.hands.press(KEY.Key_Home)
    room.hands.press(KEY.Key_Return)
    assert room.page.line.hasFocus()
    room.hands.types(" long.\n")
    [one] = said(room.workspace)
    assert (one.piece.text, one.links[0].question) == ("She waited long.", "7.4")


def test_questions_that_are_all_asked_are_not_still_to_ask(room: Room) -> None:
    room.hands.rest()
    for row in room.page.side.questions.rows():
        room.page._mark_asked(str(row.key))
    room.hands.rest()
    assert room.page.side.still_to_ask == 0
    assert room.page.side._questions_title.text() == "Questions of this session"


def test_a_name_is_typed_and_the_pseudonym_shown(room: Room) -> None:
    room.hands.types("@drag")
    [offer] = room.page.offers.list.rows()
    assert room.page.offers.isVisible()
    assert "Dragan" not in f"{offer.text} {offer.who}"
    room.hands.press(KEY.Key_Tab)
    assert room.line == "@P4 "
    room.hands.types("Head teachers wait")
    room.hands.press(KEY.Key_Tab)
    room.hands.types("4-7\n")
    [one] = said(room.workspace)
    assert (one.piece.text, one.links[0].factor) == ("Head teachers wait", "7")
    seen = [label.text() for label in room.page.findChildren(QLabel)]
    assert not any("Petrov" in text for text in seen)


def test_who_spoke_goes_on_only_if_that_is_wanted(room: Room) -> None:
    room.hands.types("@4 She waited.\nA")
    assert "P4 goes on" in room.label("_understood")
    room.page.side.check.click()
    assert room.label("_understood") == ""
    room.qtbot.waitUntil(room.page.line.hasFocus)
    room.hands.types("nd he.\n")
    assert said(room.workspace)[1].piece.speaker == ""


def test_a_dropped_photo_goes_with_the_line_that_is_typed(room: Room, tmp_path: Path) -> None:
    photo = tmp_path / "board.png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    assert picture.save(str(photo))
    room.hands.types("@4 Look at this. #9- !")
    assert dropped(room.page.notes.card, photo)
    pieces = lambda: index(room.workspace.state, room.workspace.review_id).pieces  # noqa: E731
    room.qtbot.waitUntil(lambda: len(pieces()) == 1)
    [file] = pieces().values()
    room.hands.types("\n")
    room.hands.rest()
    [one] = said(room.workspace)
    assert [held.id for held in one.files] == [file.id]
    held = evidence(room.workspace.state, file.id)
    assert held is not None
    assert (held.type, held.confidentiality) == ("picture", "confidential")
    assert (held.session, held.speaker) == (room.session, one.piece.speaker)
    assert "board" in room.page.list.rows()[0].note


def test_a_pasted_picture_goes_with_the_last_statement(room: Room) -> None:
    room.hands.types("Look at this. #9-\n")
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(picture)
    room.hands.press(KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: len(said(room.workspace)[0].files) == 1)
    [file] = said(room.workspace)[0].files
    links = statements.links_of(room.workspace.state, file.id)
    assert [(k.factor, k.stance) for k in links] == [("9", "contradicts")]


def test_pasted_words_become_one_line(room: Room) -> None:
    data = QMimeData()
    data.setText("one\ntwo")
    room.page.line.insertFromMimeData(data)
    assert room.line == "one two"


def test_without_a_session_one_is_chosen_or_begun(room: Room) -> None:
    room.window.go(Place("capture"))
    room.qtbot.waitUntil(room.page.choose.list.hasFocus)
    room.hands.press(KEY.Key_Return)
    room.qtbot.waitUntil(room.page.line.hasFocus)
    assert room.window.place.item == room.session
    room.window.go(Place("capture"))
    room.page.choose.button.click()
    room.qtbot.waitUntil(room.page.line.hasFocus)
    assert len(sessions(room.workspace.state, room.workspace.review_id)) == 2
    room.hands.types("She waited.\n")
    assert said(room.workspace)[0].piece.session == room.window.place.item


def test_a_session_that_was_taken_off_asks_which(room: Room) -> None:
    room.workspace.edit(lambda e: remove_session(e, room.session))
    room.hands.rest()
    assert room.page.choose.isVisible()


def test_a_removed_statement_leaves_the_list(room: Room) -> None:
    room.hands.types("First.\nSecond.\n")
    key = said(room.workspace)[0].piece.id
    room.workspace.edit(lambda e: remove_evidence(e, key, "wrong"))
    assert room.rows() == ["Second."]


def test_the_newest_is_in_view_and_the_line_stays(room: Room) -> None:
    for n in range(30):
        room.hands.types(f"Statement number {n} of a long afternoon in a warm room.\n")
    room.hands.rest()
    bar = room.page.list.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == bar.maximum()
    room.hands.press(KEY.Key_PageUp)
    assert bar.value() < bar.maximum()
    assert room.page.line.hasFocus()
    bottom = room.page.notes.card.geometry().bottom()
    assert bottom <= room.page.notes.main.height()


@pytest.mark.parametrize("size", [100, 200])
def test_everything_has_a_name_and_the_line_is_whole(room: Room, look: Theme, size: int) -> None:
    look.set(text_size=size)
    room.hands.types("She waited a very long time in the corridor of the office. @zz #9- !")
    room.hands.rest()
    line, card = room.page.line, room.page.notes.card
    assert line.accessibleName()
    assert room.page.list.accessibleName()
    assert card.geometry().bottom() <= room.page.notes.main.height()
    assert line.height() >= line.sizeHint().height() - 1
    for widget in room.page.findChildren(type(line)):
        assert widget.isVisible()
    room.hands.press(KEY.Key_F6)
    assert room.page.side.questions.hasFocus()
    assert room.page.side.questions.isVisible()
    room.hands.press(KEY.Key_F6)
    room.qtbot.waitUntil(line.hasFocus)
    look.set(text_size=100)


def test_a_row_is_read_aloud_with_all_there_is_to_it(room: Room) -> None:
    room.hands.types('@4 "She waited." #9- !\n')
    room.hands.rest()
    row = room.page.list.rows()[0]
    assert row.accessible.endswith("P4, “She waited.”, contradicts 9, quotation · confidential")
    assert QApplication.focusWidget() is room.page.line


def test_half_a_line_outlives_a_crash(room: Room, tmp_path: Path) -> None:
    room.hands.types("First.\n@4 She wai")
    room.qtbot.wait(typed.WRITE_AFTER_MS)
    room.shell.wait_saved(room.workspace)
    left = tmp_path / "after the crash.icproj"
    room.shell.on_writer(lambda: shutil.copyfile(room.shell.path, left))
    again = room.shell.open(left)
    assert again.recovered == 1
    page = CapturePage(room.window.desk, again)
    room.qtbot.addWidget(page)
    page.show_place(Place("capture", room.session))
    assert page.line.text() == "@4 She wai"
    assert page.taking is not None
    assert page.taking.enter(f"{page.line.text()}ted.")
    assert [one.piece.text for one in said(again)] == ["First.", "She waited."]
