"""The guide questions of a key factor's page: answering, notes, whom to ask, filters."""

from pathlib import Path

import pytest
from conftest import Shell
from factor_parts import Sheet, choose
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ic_desktop.project.entities import answer
from ic_desktop.review import edits
from ic_desktop.review.to_ask import to_ask
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Sheet:
    """Factor 7 on the screen, nothing entered yet."""
    return Sheet(qtbot, shell, workspace)


def test_a_click_answers_and_a_second_click_takes_it_back(qtbot: QtBot, sheet: Sheet) -> None:
    choose(qtbot, sheet.card("7.2").answers, "Partly")
    assert sheet.text("answer", "7.2", "value") == "partly"
    choose(qtbot, sheet.card("7.2").answers, "Partly")
    assert sheet.text("answer", "7.2", "value") == ""


def test_a_question_of_extent_takes_other_words_and_asks_for_a_description(sheet: Sheet) -> None:
    extent, plain = sheet.card("7.1"), sheet.card("7.2")
    words = [o.text() for o in extent.answers.children() if hasattr(o, "text")]
    assert words == ["Enough", "Some gaps", "Not addressed", "Don’t know"]
    assert extent.note.placeholderText() != plain.note.placeholderText()
    assert "extent" in extent.note.placeholderText()


def test_digits_answer_wherever_the_keyboard_is_in_a_card(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.2")
    card.answers.focus_chosen()
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_3)
    assert sheet.text("answer", "7.2", "value") == "no"
    card.adding.button.setFocus()
    qtbot.keyClick(card.adding.button, KEY.Key_1)
    assert sheet.text("answer", "7.2", "value") == "yes"


def test_digits_typed_into_a_note_are_words(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.2")
    card.note.setFocus()
    qtbot.keyClicks(card.note, "12")
    assert card.note.text() == "12"
    assert sheet.text("answer", "7.2", "value") == ""


def test_undo_in_a_note_takes_back_what_was_typed_since_and_never_the_whole(
    qtbot: QtBot, sheet: Sheet
) -> None:
    note = sheet.card("7.2").note
    note.setFocus()
    qtbot.keyClicks(note, "Fifteen people came.")
    sheet.turn("8")
    sheet.turn("7")
    note = sheet.card("7.2").note
    note.setFocus()
    note.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(note, " Nobody asked.")
    qtbot.keyClick(note, KEY.Key_Z, CTRL)
    assert note.text() == "Fifteen people came. Nobody"
    qtbot.keyClick(note, KEY.Key_Z, CTRL)
    qtbot.keyClick(note, KEY.Key_Z, CTRL)
    assert note.text() == "Fifteen people came."
    sheet.turn("8")
    assert sheet.text("answer", "7.2", "note") == "Fifteen people came."


def test_what_became_a_change_by_resting_is_for_the_programs_undo(
    qtbot: QtBot, sheet: Sheet
) -> None:
    note = sheet.card("7.2").note
    note.setFocus()
    qtbot.keyClicks(note, "Fifteen came")
    sheet.workspace.settle()
    sheet.catch_up()
    assert not note.document().isUndoAvailable()
    assert sheet.workspace.undo().done
    sheet.catch_up()
    assert note.text() == ""


def test_a_note_is_a_draft_while_typed_and_a_change_when_left(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.1")
    card.note.setFocus()
    qtbot.keyClicks(card.note, "12 % of staff")
    assert sheet.text("answer", "7.1", "note") == ""
    before = len(sheet.workspace.ledger.changes)
    qtbot.keyClick(card.note, KEY.Key_Tab)
    assert sheet.text("answer", "7.1", "note") == "12 % of staff"
    assert len(sheet.workspace.ledger.changes) == before + 1


def test_an_edit_elsewhere_leaves_text_and_cursor_alone(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.1")
    card.note.setFocus()
    qtbot.keyClicks(card.note, "Half a thought")
    card.note.moveCursor(QTextCursor.MoveOperation.Start)
    choose(qtbot, sheet.card("7.2").answers, "Yes")
    card.note.setFocus()
    card.note.moveCursor(QTextCursor.MoveOperation.Start)
    sheet.edit(lambda e: edits.answer(e, sheet.workspace.review_id, "7", "7.3", {"value": "no"}))
    assert card.note.text() == "Half a thought"
    assert card.note.textCursor().position() == 0
    assert QApplication.focusWidget() is card.note


def test_dont_know_asks_whom_and_by_when_and_feeds_the_list(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.3")
    assert card.ask.isHidden()
    choose(qtbot, card.answers, "Don’t know")
    assert card.ask.isVisible()
    card.ask.whom.setFocus()
    qtbot.keyClicks(card.ask.whom, "Personnel")
    qtbot.keyClick(card.ask.whom, KEY.Key_Tab)
    card.ask.by.line.setText("2026-11-30")
    card.ask.by.line.returnPressed.emit()
    workspace = sheet.workspace
    (person,) = to_ask(workspace.state, workspace.pack, workspace.review)
    assert person.name == "Personnel"
    assert person.items[0].by_text == "2026-11-30"
    sheet.catch_up()
    assert "1 to ask Personnel by 30 Nov" in sheet.page.head.summary.text()


def test_whom_is_asked_already_is_offered(qtbot: QtBot, sheet: Sheet) -> None:
    values = {"value": "dont-know", "ask-whom": "Ms Okafor"}
    review = sheet.workspace.review_id
    sheet.edit(lambda e: edits.answer(e, review, "1", "1.1", values))
    choose(qtbot, sheet.card("7.3").answers, "Don’t know")
    completer = sheet.card("7.3").ask.whom.completer()
    completer.setCompletionPrefix("oka")
    assert completer.completionCount() == 1


def test_prompts_are_listed_under_their_question(sheet: Sheet) -> None:
    pack = sheet.workspace.pack
    prompts = [p.text for p in pack.question("7.3").prompts]
    assert len(prompts) == 4
    shown = [w.text() for w in sheet.card("7.3").prompts.labels]
    assert shown == prompts
    assert sheet.card("7.2").prompts.isHidden()


def test_an_action_of_ours_is_shown_as_ours_and_only_where_something_is_missing(
    qtbot: QtBot, sheet: Sheet
) -> None:
    card = sheet.card("7.2")
    choose(qtbot, card.answers, "Yes")
    assert card.step.isHidden()
    before = card.height()
    choose(qtbot, card.answers, "No")
    qtbot.wait(10)
    assert card.height() == before, "the next click does not miss"
    assert card.action.isHidden()
    card.step.click()
    assert card.action.isVisible()
    assert "not the toolkit’s" in card.action.text()
    assert sheet.workspace.pack.question("7.2").action in card.action.text()


def test_a_date_that_cannot_be_read_is_said_in_the_head_too(qtbot: QtBot, sheet: Sheet) -> None:
    card, head = sheet.card("7.2"), sheet.page.head
    choose(qtbot, card.answers, "Don’t know")
    sheet.edit(lambda e: edits.answer(e, *_spot(sheet), {"ask-by": "2027-05-03"}))
    before = head.summary.text()
    card.ask.by.line.setFocus()
    card.ask.by.line.selectAll()
    qtbot.keyClicks(card.ask.by.line, "32 May")
    qtbot.keyClick(card.ask.by.line, KEY.Key_Return)
    assert head.summary.text() == f"{before} · a new date cannot be read yet"
    assert "3 May 2027" in card.ask.by.problem()
    card.note.setFocus()
    qtbot.keyClicks(card.note, "Mr Lenz")
    sheet.workspace.settle()
    sheet.catch_up()
    assert card.ask.by.line.text() == "32 May", "what was typed stays to be mended"
    choose(qtbot, card.answers, "Yes")
    assert "cannot be read" not in head.summary.text()


def _spot(sheet: Sheet) -> tuple[str, str, str]:
    return sheet.workspace.review_id, "7", "7.2"


def test_the_list_to_print_is_one_click_away(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.2")
    choose(qtbot, card.answers, "Don’t know")
    card.ask.list_button.click()
    assert sheet.went == [Place("to-ask")]


def test_control_enter_goes_on_to_the_next_question(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.1")
    card.note.setFocus()
    qtbot.keyClick(card.note, KEY.Key_Return, CTRL)
    assert sheet.card("7.2").answers.isAncestorOf(QApplication.focusWidget())
    assert card.note.text() == ""


def test_turning_brings_the_other_factors_words_and_keeps_what_was_typed(
    qtbot: QtBot, sheet: Sheet
) -> None:
    card = sheet.card("7.1")
    card.note.setFocus()
    qtbot.keyClicks(card.note, "Of factor seven")
    sheet.turn("8")
    assert sheet.card("8.1") is card, "cards are filled again, not made anew"
    assert card.note.text() == ""
    assert sheet.text("answer", "7.1", "note") == "Of factor seven"
    assert sheet.text("answer", "8.1", "note") == ""
    sheet.turn("7")
    assert sheet.card("7.1").note.text() == "Of factor seven"


def test_factors_with_more_and_with_fewer_questions_show_theirs(sheet: Sheet) -> None:
    for factor in sheet.workspace.pack.factors:
        sheet.turn(factor.id)
        shown = [card.question for card in sheet.page.questions.cards if card.isVisible()]
        assert shown == [question.id for question in factor.questions]


def test_turning_gives_the_keyboard_to_the_first_open_question(qtbot: QtBot, sheet: Sheet) -> None:
    review = sheet.workspace.review_id
    sheet.edit(lambda e: edits.answer(e, review, "8", "8.1", {"value": "yes"}))
    sheet.turn("8")
    qtbot.waitUntil(
        lambda: sheet.card("8.2").answers.isAncestorOf(QApplication.focusWidget() or sheet.page)
    )


def test_a_spot_is_marked_and_gets_the_keyboard(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.turn("6", "6.5")
    qtbot.waitUntil(
        lambda: sheet.card("6.5").answers.isAncestorOf(QApplication.focusWidget() or sheet.page)
    )
    assert sheet.card("6.5").property("marked") is True
    assert not sheet.card("6.1").property("marked")
    sheet.turn("6")
    assert not sheet.card("6.5").property("marked")


def test_a_filter_hides_what_is_done_and_keeps_what_is_answered_meanwhile(
    qtbot: QtBot, sheet: Sheet
) -> None:
    choose(qtbot, sheet.card("7.1").answers, "Enough")
    sheet.page.questions.set_filter("unanswered")
    assert sheet.card("7.1").isHidden()
    assert "unanswered" in sheet.page.questions.show_button.text()
    choose(qtbot, sheet.card("7.2").answers, "Yes")
    assert sheet.card("7.2").isVisible(), "it does not vanish under the hand"
    sheet.turn("8")
    sheet.turn("7")
    assert sheet.card("7.2").isHidden()
    assert sheet.card("7.3").isVisible()


@pytest.mark.parametrize(
    ("wanted", "values"),
    [("to-ask", {"value": "dont-know"}), ("unanswered", {"value": None})],
)
def test_each_filter_shows_what_passes(
    sheet: Sheet, wanted: str, values: dict[str, str | None]
) -> None:
    review = sheet.workspace.review_id

    def fill(editor: object) -> None:
        for question in ("7.1", "7.2", "7.3", "7.4"):
            edits.answer(editor, review, "7", question, {"value": "partly"})  # type: ignore[arg-type]
        edits.answer(editor, review, "7", "7.1", {"value": "some-gaps"})  # type: ignore[arg-type]
        edits.answer(editor, review, "7", "7.4", values)  # type: ignore[arg-type]

    sheet.edit(fill)
    sheet.page.questions.set_filter(wanted)  # type: ignore[arg-type]
    shown = [card.question for card in sheet.page.questions.cards if card.isVisible()]
    assert shown == ["7.4"]


def test_filters_know_evidence(sheet: Sheet) -> None:
    sheet.add_piece("Report", "7.1")
    sheet.add_piece("Complaint", "7.3", "contradicts")
    questions = sheet.page.questions
    questions.set_filter("contradicted")
    assert [c.question for c in questions.cards if c.isVisible()] == ["7.3"]
    questions.set_filter("without-evidence")
    assert [c.question for c in questions.cards if c.isVisible()] == ["7.2", "7.4"]


def test_where_nothing_passes_the_page_says_so_and_leads_on(qtbot: QtBot, sheet: Sheet) -> None:
    review = sheet.workspace.review_id
    sheet.edit(lambda e: edits.answer(e, review, "9", "9.2", {"value": "dont-know"}))
    questions = sheet.page.questions
    questions.set_filter("to-ask")
    assert questions.nothing.isVisible()
    qtbot.mouseClick(questions.onward, Qt.MouseButton.LeftButton)
    assert [(p.page, p.item) for p in sheet.went] == [("factor", "9")]
    questions.set_filter(None)
    assert questions.nothing.isHidden()


def test_the_filter_menu_counts_the_factors(sheet: Sheet) -> None:
    sheet.page.questions.menu.aboutToShow.emit()
    texts = [a.text() for a in sheet.page.questions.menu.actions() if not a.isSeparator()]
    assert texts[0] == "all"
    assert "unanswered (13 key factors)" in texts
    assert "marked (0 key factors)" in texts


def test_why_it_matters_folds_open_in_what_scrolls(qtbot: QtBot, sheet: Sheet) -> None:
    page = sheet.page
    assert page.questions.why.isHidden()
    qtbot.mouseClick(page.head.summary.why, Qt.MouseButton.LeftButton)
    assert page.questions.why.isVisible()
    assert not page.head.isAncestorOf(page.questions.why)
    sheet.turn("8")
    words = [w.text() for w in page.questions.why.labels]
    assert sheet.workspace.pack.factor("8").rationale in words
    assert any("our words" in text for text in words)


def test_what_was_typed_is_in_the_file(qtbot: QtBot, shell: Shell, look: Theme) -> None:
    workspace = shell.create()
    sheet = Sheet(qtbot, shell, workspace)
    card = sheet.card("7.1")
    choose(qtbot, card.answers, "Some gaps")
    card.note.setFocus()
    qtbot.keyClicks(card.note, "12 %")
    sheet.page.leave()
    sheet.page.close()
    shell.close(workspace)
    again = shell.open(Path(shell.path))
    given = answer(again.state, again.review_id, "7.1")
    assert (given.value, given.note) == ("some-gaps", "12 %")
