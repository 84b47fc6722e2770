"""The verdict, what is closed, what copies dispute, and the keyboard on a key factor's page."""

import pytest
from conftest import Shell
from factor_parts import Sheet, choose, drop, elsewhere, option, unite
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ic_desktop.errors import FileIsReadOnly, SealedReview
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import context_note, verdict
from ic_desktop.project.erase import erase
from ic_desktop.review import edits
from ic_desktop.review.context import context_notes
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.factor import FactorPage
from ic_desktop.ui.pages.factor.versions import Versions
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Sheet:
    """Factor 7 on the screen, nothing entered yet."""
    return Sheet(qtbot, shell, workspace)


def test_the_head_names_factor_statement_and_what_is_missing(sheet: Sheet) -> None:
    head = sheet.page.head
    assert head.statement == sheet.workspace.pack.factor("7").statement
    assert head.summary.text() == "0 of 4 questions answered · no evidence yet"


def test_a_verdict_is_given_with_reason_and_confidence(qtbot: QtBot, sheet: Sheet) -> None:
    judging = sheet.page.head.judging
    choose(qtbot, judging.picker, "Partly in place")
    judging.reason.setFocus()
    qtbot.keyClicks(judging.reason, "Guidelines, but no managers.")
    choose(qtbot, judging.confidence, "High")
    judging.confidence.setFocus()
    sheet.page.leave()
    given = verdict(sheet.workspace.state, sheet.workspace.review_id, "7")
    expected = ("partly", "Guidelines, but no managers.", "high")
    assert (given.value, given.reason, given.confidence) == expected


def test_answers_never_suggest_a_verdict(qtbot: QtBot, sheet: Sheet) -> None:
    choose(qtbot, sheet.card("7.1").answers, "Enough")
    for question in ("7.2", "7.3", "7.4"):
        choose(qtbot, sheet.card(question).answers, "Yes")
    assert sheet.page.head.judging.picker.value() == ""
    assert sheet.text("verdict", "7", "value") == ""


def test_not_applicable_asks_for_a_reason(qtbot: QtBot, sheet: Sheet) -> None:
    choose(qtbot, sheet.page.head.judging.picker, "Not applicable")
    assert "needs a reason" in sheet.page.head.summary.text()
    sheet.page.head.judging.reason.setFocus()
    qtbot.keyClicks(sheet.page.head.judging.reason, "No staff of its own.")
    sheet.page.leave()
    sheet.catch_up()
    assert "needs a reason" not in sheet.page.head.summary.text()


def test_control_and_a_digit_judge_and_f2_goes_to_the_verdict(qtbot: QtBot, sheet: Sheet) -> None:
    note = sheet.card("7.1").note
    note.setFocus()
    qtbot.keyClick(note, KEY.Key_2, CTRL)
    assert sheet.text("verdict", "7", "value") == "partly"
    assert note.text() == ""
    qtbot.keyClick(note, KEY.Key_0, CTRL)
    assert sheet.text("verdict", "7", "value") == ""
    qtbot.keyClick(note, KEY.Key_F2)
    picker = sheet.page.head.judging.picker
    assert picker.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_3)
    assert sheet.text("verdict", "7", "value") == "not-in-place"


def test_the_mark_to_come_back_is_set_by_mouse_and_by_keys(qtbot: QtBot, sheet: Sheet) -> None:
    mark = sheet.page.come_back
    mark.show()
    qtbot.mouseClick(mark, LEFT)
    state = sheet.workspace.state
    assert verdict(state, sheet.workspace.review_id, "7").come_back
    note = sheet.card("7.1").note
    note.setFocus()
    qtbot.keyClick(note, KEY.Key_D, CTRL)
    assert not verdict(sheet.workspace.state, sheet.workspace.review_id, "7").come_back
    qtbot.waitUntil(lambda: not mark.isChecked())


def test_f6_walks_the_parts_of_the_page(qtbot: QtBot, sheet: Sheet) -> None:
    page = sheet.page
    page.head.judging.picker.focus_chosen()
    seen = []
    for _step in range(3):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_F6)
        held = QApplication.focusWidget()
        parts = {"head": page.head, "questions": page.questions, "evidence": page.evidence}
        seen += [name for name, part in parts.items() if part.isAncestorOf(held)]
    assert seen == ["questions", "evidence", "head"]


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.add_piece("Complaint", "7.1", "contradicts")
    choose(qtbot, sheet.card("7.3").answers, "Don’t know")
    sheet.card("7.1").links.open(sheet.links()[0].id, focus=False)
    sheet.card("7.2").adding.show_form("figure")
    qtbot.wait(20)
    nameless = [
        widget
        for widget in sheet.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not _name_of(widget)
    ]
    assert nameless == []


def _name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_tab_goes_through_a_card_in_reading_order(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.2")
    card.answers.focus_chosen()
    places = []
    for _step in range(3):
        held = QApplication.focusWidget()
        places.append(held)
        qtbot.keyClick(held, KEY.Key_Tab)
    assert card.answers.isAncestorOf(places[0])
    assert places[1] is card.note
    assert places[2] is card.adding.button
    assert sheet.card("7.3").answers.isAncestorOf(QApplication.focusWidget())


# Closed


def _is_open_to_edits(page: FactorPage) -> list[QWidget]:
    """Return the fields and choices on a page that would take an edit."""
    fields = [
        field
        for kind in (QLineEdit, QPlainTextEdit)
        for field in page.findChildren(kind)
        if field.isVisible() and not field.isReadOnly()
    ]
    rows = [page.head.judging.picker, page.head.judging.confidence]
    rows += [card.answers for card in page.questions.cards]
    return fields + [row for row in rows if any(o.isEnabled() for o in row.findChildren(QWidget))]


def test_a_signed_review_is_readable_and_closed(
    qtbot: QtBot, sheet: Sheet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    choose(qtbot, sheet.card("7.2").answers, "Partly")
    choose(qtbot, sheet.card("7.3").answers, "Don’t know")
    sheet.add_piece("Report", "7.2", "contradicts")
    assert len(_is_open_to_edits(sheet.page)) > 5
    sheet.seal()
    assert _is_open_to_edits(sheet.page) == []
    assert option(sheet.card("7.2").answers, "Partly").isChecked()
    assert not sheet.page.come_back.isEnabled()
    assert sheet.card("7.2").adding.button.isHidden()
    assert sheet.page.evidence.zone.isHidden()
    before = len(sheet.workspace.ledger.changes)
    note = sheet.card("7.1").note
    note.setFocus()
    qtbot.keyClicks(note, "x")
    for key, modifier in ((KEY.Key_1, CTRL), (KEY.Key_D, CTRL), (KEY.Key_1, CTRL)):
        qtbot.keyClick(note, key, modifier)
    document = tmp_path_factory.mktemp("d") / "a.txt"
    document.write_text("a")
    drop(sheet.card("7.2"), document)
    qtbot.wait(30)
    assert len(sheet.workspace.ledger.changes) == before
    assert isinstance(sheet.told[0], SealedReview)


def test_a_new_revision_opens_the_page_again(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    workspace = shell.create()
    window.show_project(workspace)
    window.go(factor_place("7"))
    page = window.findChild(FactorPage)
    assert isinstance(page, FactorPage)
    sheet_seal(workspace)
    qtbot.waitUntil(lambda: _is_open_to_edits(page) == [])
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "Start a new revision")
    qtbot.waitUntil(lambda: button.isVisible() and button.height() >= button.sizeHint().height())
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: bool(_is_open_to_edits(page)))
    put_away(window, shell)


def put_away(window: MainWindow, shell: Shell) -> None:
    """Close the project of a window before the test ends."""
    gone: list[bool] = []
    shell.workspaces.clear()
    window.opening.close(lambda: gone.append(True))
    shell.qtbot.waitUntil(lambda: bool(gone))


def sheet_seal(workspace: Workspace) -> None:
    """Sign a review that is shown in the window."""
    from ic_desktop.project.seal import seal_review

    review = workspace.review_id
    workspace.edit(
        lambda e: seal_review(
            e, review, pdf_sha256="0" * 64, signer="A", fingerprint="f" * 64, at=1
        )
    )


def test_a_file_open_for_reading_is_readable_and_closed(
    qtbot: QtBot, shell: Shell, look: Theme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace = shell.create()
    review = workspace.review_id
    workspace.edit(lambda e: edits.answer(e, review, "7", "7.2", {"note": "as it was"}))
    shell.wait_saved(workspace)
    shell.close(workspace)
    sheet = Sheet(qtbot, shell, shell.open(read_only=True))
    assert _is_open_to_edits(sheet.page) == []
    assert sheet.card("7.2").note.text() == "as it was"
    document = tmp_path_factory.mktemp("d") / "a.txt"
    document.write_text("a")
    drop(sheet.card("7.2"), document)
    assert isinstance(sheet.told[0], FileIsReadOnly)
    sheet.page.close()


# Two copies


def _two_verdicts(sheet: Sheet) -> None:
    workspace, review = sheet.workspace, sheet.workspace.review_id
    theirs = elsewhere(workspace, "Brigitte Muster")
    edits.judge(theirs, review, "7", {"value": "in-place", "reason": "All of it is done."})
    ours = Editor(workspace.state, Actor(new_id(), new_id()))
    edits.judge(ours, review, "7", {"value": "not-in-place", "reason": "Nothing is done."})
    unite(sheet, [*theirs.changes, *ours.changes])


def _press(qtbot: QtBot, versions: Versions, name: str) -> None:
    qtbot.wait(20)
    buttons = versions.findChildren(QPushButton)
    named = {button.accessibleName() or button.text(): button for button in buttons}
    qtbot.mouseClick(next(b for text, b in named.items() if name in text), LEFT)
    qtbot.wait(10)


def test_two_verdicts_are_both_shown_until_a_person_chooses(qtbot: QtBot, sheet: Sheet) -> None:
    _two_verdicts(sheet)
    page = sheet.page
    versions = page.questions.versions
    assert versions.isVisible()
    words = versions.words()
    for shown in ("In place", "Not in place", "All of it is done.", "Nothing is done."):
        assert shown in words
    assert any("Brigitte Muster" in text for text in words)
    assert page.head.judging.picker.value() == "", "chance chooses nothing"
    assert "2 things to settle" in page.head.summary.text()
    _press(qtbot, versions, "This one holds: Not in place")
    held = sheet.workspace.state.record("verdict", f"{sheet.workspace.review_id}/city/7")
    assert held is not None
    assert held.conflicts == ("reason",)
    assert page.head.judging.picker.value() == "not-in-place"
    _press(qtbot, versions, "Keep both")
    reason = sheet.text("verdict", "7", "reason")
    assert "All of it is done." in reason
    assert "Nothing is done." in reason
    assert versions.isHidden()


def test_two_notes_are_settled_in_their_card(qtbot: QtBot, sheet: Sheet) -> None:
    workspace, review = sheet.workspace, sheet.workspace.review_id
    theirs = elsewhere(workspace, "Anna")
    edits.answer(theirs, review, "7", "7.2", {"note": "Since 2024"})
    ours = Editor(workspace.state, Actor(new_id(), new_id()))
    edits.answer(ours, review, "7", "7.2", {"note": "Since 2025"})
    unite(sheet, [*theirs.changes, *ours.changes])
    versions = sheet.card("7.2").versions
    assert versions.isVisible()
    assert sheet.card("7.1").versions.isHidden()
    _press(qtbot, versions, "This one holds: Since 2024")
    assert sheet.card("7.2").note.text() == "Since 2024"
    assert versions.isHidden()


def test_words_that_are_kept_back_or_erased_are_named(sheet: Sheet) -> None:
    workspace, review = sheet.workspace, sheet.workspace.review_id
    theirs = elsewhere(workspace, "Anna")
    edits.answer(theirs, review, "7", "7.2", {"note": "In confidence"})
    edits.answer(theirs, review, "7", "7.3", {"note": "Erased"})
    kept_back = [c.without_body() if c.header.field == "note" else c for c in theirs.changes]
    key = ("answer", f"{review}/city/7.3", "note")
    erase(theirs, theirs.changes, fields=frozenset({key}), files=frozenset(), reason="wish")
    erasure = [change for change in theirs.changes if change.header.kind == "erasure"]
    unite(sheet, [*kept_back, *erasure])
    assert "kept back" in sheet.card("7.2").versions.words()[0]
    assert "erased for good" in sheet.card("7.3").versions.words()[0]
    assert "In confidence" not in sheet.card("7.2").note.text()


# Context and examples


def test_a_context_note_is_tied_edited_and_untied(qtbot: QtBot, sheet: Sheet) -> None:
    context = sheet.page.context
    assert list(context.cards) == []
    context.menu.aboutToShow.emit()
    first = sheet.workspace.pack.context_factors[0]
    action = next(a for a in context.menu.actions() if a.text() == first.title)
    action.trigger()
    sheet.catch_up()
    (card,) = context.cards
    assert card.isVisible()
    notes = context_notes(sheet.workspace.state, sheet.workspace.pack, sheet.workspace.review)
    assert not any(noted.is_noted for noted in notes), "nothing is written yet"
    assert QApplication.focusWidget() is card.text
    qtbot.waitUntil(lambda: card.visibleRegion().boundingRect().size() == card.size())
    qtbot.keyClicks(card.text, "Posts need EU citizenship.")
    qtbot.keyClick(card.text, KEY.Key_Tab)
    note = context_note(sheet.workspace.state, sheet.workspace.review_id, first.id)
    assert (note.text, note.factors) == ("Posts need EU citizenship.", ("7",))
    choose(qtbot, card.direction, "Hinders")
    choose(qtbot, card.strength, "Strongly")
    note = context_note(sheet.workspace.state, sheet.workspace.review_id, first.id)
    assert (note.direction, note.strength) == ("hinders", "strong")
    assert card.direction.isVisible(), "nothing jumps under the hand"
    qtbot.mouseClick(card.edit_button, LEFT)
    assert sheet.went == [Place("context", "", first.id)]
    context.menu.aboutToShow.emit()
    next(a for a in context.menu.actions() if a.text() == first.title).trigger()
    sheet.catch_up()
    assert list(context.cards) == []
    note = context_note(sheet.workspace.state, sheet.workspace.review_id, first.id)
    assert note.text == "Posts need EU citizenship.", "the note itself stays"


def test_examples_are_folded_and_open(qtbot: QtBot, sheet: Sheet) -> None:
    fold = sheet.page.examples.folds[0]
    assert fold.button.text() == "How Munich does it"
    assert not fold.is_open()
    qtbot.mouseClick(fold.button, LEFT)
    assert fold.content is not None
    assert fold.content.isVisible()
    sheet.turn("1")
    assert not fold.is_open()
    cities = [example.city for example in sheet.workspace.pack.factor("1").examples]
    shown = [f.button.text() for f in sheet.page.examples.folds if f.isVisible()]
    assert shown == [f"How {city} does it" for city in cities]


# In the window


def test_next_turns_the_page_and_the_mark_stands_beside(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    workspace = shell.create()
    window.show_project(workspace)
    window.go(factor_place("7"))
    page = window.findChild(FactorPage)
    assert isinstance(page, FactorPage)
    assert page.come_back.isVisible()
    qtbot.keyClick(window, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.head.statement == workspace.pack.factor("8").statement
    card = page.questions.card_of("8.1")
    assert card is not None
    qtbot.waitUntil(lambda: card.answers.isAncestorOf(window.focusWidget() or window))
    put_away(window, shell)
