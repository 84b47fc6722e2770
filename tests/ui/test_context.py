"""The page of context factors: notes, direction, strength, and what they explain."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from evidence_parts import Lent, option
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ic_desktop.project.entities import ContextNote, context_note
from ic_desktop.project.seal import seal_review
from ic_desktop.review.results import results
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.context import ContextPage, explains_words
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace


class Sheet(Lent):
    """The page on the screen."""

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self.qtbot = qtbot
        self.workspace = workspace
        self.page = ContextPage(self.desk, workspace)
        qtbot.addWidget(self.page)
        workspace.changed.connect(self.page.refresh)
        self.page.resize(1118, 645)
        self.page.show_place(Place("context"))
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def note(self, context: str) -> ContextNote:
        return context_note(self.workspace.state, self.workspace.review_id, context)


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[Sheet]:
    made = Sheet(qtbot, shell, workspace)
    yield made
    made.page.leave()


def test_every_context_factor_of_the_benchmark_has_a_card(sheet: Sheet) -> None:
    pack = sheet.workspace.pack
    assert list(sheet.page.cards) == [context.id for context in pack.context_factors]
    shown = {label.text() for label in sheet.page.findChildren(QLabel)}
    for context in pack.context_factors:
        assert {context.title, context.description} <= shown
    assert any("never changes it" in text for text in shown)
    assert f"0 of {len(pack.context_factors)} have a note" in shown


def test_a_note_is_typed_and_its_way_and_strength_chosen(sheet: Sheet) -> None:
    key = next(iter(sheet.page.cards))
    card = sheet.page.cards[key]
    card.note.setFocus()
    sheet.qtbot.keyClicks(card.note, "New law in 2025")
    sheet.qtbot.mouseClick(option(card.direction, "Hinders"), Qt.MouseButton.LeftButton)
    sheet.qtbot.mouseClick(option(card.strength, "Strongly"), Qt.MouseButton.LeftButton)
    sheet.page.cards["c2"].note.setFocus()
    note = sheet.note(key)
    assert (note.text, note.direction, note.strength) == ("New law in 2025", "hinders", "strong")
    sheet.qtbot.mouseClick(option(card.direction, "Hinders"), Qt.MouseButton.LeftButton)
    assert sheet.note(key).direction == ""


def test_chips_tie_a_note_to_key_factors_and_change_no_verdict(sheet: Sheet) -> None:
    workspace = sheet.workspace
    card = sheet.page.cards["c1"]
    before = results(workspace.state, workspace.pack, workspace.review)
    assert card.ties.button.text() == "Explains no key factor yet"
    sheet.qtbot.mouseClick(card.ties.button, Qt.MouseButton.LeftButton)
    assert card.chips is not None
    for factor in ("7", "12"):
        chip = next(c for c in card.chips.chips if c.factor == factor)
        sheet.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert sheet.note("c1").factors == ("12", "7")
    assert card.ties.button.text() == "Explains key factors 7, 12"
    after = results(workspace.state, workspace.pack, workspace.review)
    assert [row.outcome for row in after.factors] == [row.outcome for row in before.factors]
    sheet.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert sheet.note("c1").factors == ("7",)
    workspace.undo()
    assert sheet.note("c1").factors == ("12", "7")
    assert chip.isChecked()


def test_chips_are_one_stop_of_the_tab_key_and_arrows_walk_them(sheet: Sheet) -> None:
    card = sheet.page.cards["c1"]
    card.ties.set_open(True)
    assert card.chips is not None
    chips = card.chips.chips
    assert sum(c.focusPolicy() == Qt.FocusPolicy.StrongFocus for c in chips) == 1
    chips[0].setFocus()
    sheet.qtbot.keyClick(chips[0], Qt.Key.Key_Right)
    assert chips[1].hasFocus()
    sheet.qtbot.keyClick(chips[1], Qt.Key.Key_Space)
    assert sheet.note("c1").factors == (chips[1].factor,)
    sheet.qtbot.keyClick(chips[1], Qt.Key.Key_Left)
    sheet.qtbot.keyClick(chips[0], Qt.Key.Key_Left)
    assert chips[-1].hasFocus()
    assert all(chip.accessibleName() for chip in chips)


def test_a_spot_is_marked_and_gets_the_keyboard(sheet: Sheet) -> None:
    last = list(sheet.page.cards)[-1]
    sheet.page.show_place(Place("context", "", last))
    assert sheet.page.cards[last].note.hasFocus()
    assert sheet.page.cards[last].property("marked") is True
    assert sheet.page._scroll.verticalScrollBar().value() > 0
    sheet.page.show_place(Place("context"))
    assert not sheet.page.cards[last].property("marked")


def test_a_signed_review_is_read_only(sheet: Sheet) -> None:
    workspace, review = sheet.workspace, sheet.workspace.review_id
    card = sheet.page.cards["c1"]
    card.ties.set_open(True)
    workspace.edit(
        lambda e: seal_review(
            e, review, pdf_sha256="0" * 64, signer="A", fingerprint="f" * 64, at=1
        )
    )
    assert card.note.isReadOnly()
    assert not option(card.direction, "Helps").isEnabled()
    assert card.chips is not None
    assert not card.chips.chips[0].isEnabled()


def test_a_factor_out_of_scope_is_not_offered(sheet: Sheet) -> None:
    workspace = sheet.workspace
    card = sheet.page.cards["c1"]
    card.ties.set_open(True)
    workspace.set("review", workspace.review_id, "factors", ["2", "7"], workspace.scope)
    sheet.page.show_place(Place("context"))
    card = sheet.page.cards["c1"]
    card.ties.set_open(True)
    assert card.chips is not None
    assert [chip.factor for chip in card.chips.chips] == ["2", "7"]


def test_words_for_what_a_note_explains() -> None:
    assert explains_words([]) == "Explains no key factor yet"
    assert explains_words([7]) == "Explains key factor 7"
    assert explains_words([7, 8]) == "Explains key factors 7, 8"
