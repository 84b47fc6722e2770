"""The page of all evidence: its table, filters, details and links."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from evidence_parts import EvidenceSheet, option
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import links
from ic_desktop.review import edits
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.owning import may_edit
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.pages.evidence.table import AGAINST, BACKGROUND, DATE, FOR, KIND, LEVEL, SOURCE
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[EvidenceSheet]:
    made = EvidenceSheet(qtbot, shell, workspace)
    yield made
    made.page.leave()


def test_an_empty_page_says_what_to_do_first(sheet: EvidenceSheet) -> None:
    assert sheet.page.hint.isVisible()
    assert not sheet.page.table.isVisible()
    assert not sheet.page.export_button.isEnabled()
    assert sheet.page.choose_button.isEnabled()


def test_the_table_shows_every_piece_and_counts_its_stances(sheet: EvidenceSheet) -> None:
    key = sheet.add("Minutes", "7", document_kind="minutes", date="2026-03", source="Council")
    review = sheet.workspace.review_id
    sheet.workspace.edit(lambda e: edits.link(e, review, key, "2", stance="contradicts"))
    sheet.settle()
    assert not sheet.page.hint.isVisible()
    (row,) = sheet.page.table.rows()
    texts = [cell.text for cell in row.cells]
    assert texts == [
        "Minutes",
        "Minutes",
        "March 2026",
        "Council",
        "2, 7",
        "1",
        "1",
        "",
        "Internal",
    ]
    assert sheet.page.count.text() == "1 piece of evidence"


def test_the_first_piece_is_chosen_and_the_keyboard_walks_on(sheet: EvidenceSheet) -> None:
    sheet.add("A")
    second = sheet.add("B")
    assert sheet.page.details.title.text() == "A"
    sheet.page.table.setFocus()
    sheet.qtbot.keyClick(sheet.page.table, Qt.Key.Key_Down)
    sheet.settle()
    assert sheet.page.details.piece is not None
    assert sheet.page.details.piece.id == second
    sheet.qtbot.keyClick(sheet.page.table, Qt.Key.Key_Return)
    assert sheet.page.details.title.hasFocus()


def test_a_title_that_is_typed_is_one_change_of_the_chosen_piece(sheet: EvidenceSheet) -> None:
    key = sheet.add("A")
    title = sheet.page.details.title
    title.setFocus()
    title.selectAll()
    sheet.qtbot.keyClicks(title, "Council minutes")
    sheet.page.table.setFocus()
    sheet.settle()
    assert sheet.piece(key).title == "Council minutes"
    assert sheet.titles() == ["Council minutes"]


def test_in_a_copy_for_one_person_what_others_brought_is_read_only(sheet: EvidenceSheet) -> None:
    """Typing in it would be in vain: it would not be taken back."""
    key = sheet.add("Minutes", "7")
    workspace, me = sheet.workspace, sheet.workspace.actor
    workspace.lane = Lane(workspace.review_id, me.author, PURPOSES["peer"])
    sheet.page.show_place(Place("evidence", "", key))
    details = sheet.page.details
    assert not details.title.isReadOnly()
    workspace.lane = Lane(workspace.review_id, "9" * 32, PURPOSES["peer"])
    workspace.actor = Actor("9" * 32, me.device)
    sheet.page.show_place(Place("evidence", "", key))
    assert details.title.isReadOnly()
    assert not details.buttons.remove.isEnabled()
    (link,) = links(workspace.state, workspace.review_id)
    assert not may_edit(workspace, "link", link.id)
    workspace.lane = None
    assert may_edit(workspace, "link", link.id)


def test_a_title_is_one_line_and_enter_leaves_it(sheet: EvidenceSheet) -> None:
    key = sheet.add("A")
    title = sheet.page.details.title
    title.setFocus()
    title.selectAll()
    sheet.qtbot.keyClicks(title, "Council minutes")
    sheet.qtbot.keyClick(title, Qt.Key.Key_Return)
    assert not title.hasFocus()
    sheet.settle()
    assert sheet.piece(key).title == "Council minutes"
    title.setFocus()
    title.selectAll()
    pasted = QMimeData()
    pasted.setText("Two\nlines\r\nat once")
    title.insertFromMimeData(pasted)
    assert title.text() == "Two lines at once"


def test_what_is_typed_goes_to_the_piece_that_was_chosen_while_typing(sheet: EvidenceSheet) -> None:
    first, second = sheet.add("A"), sheet.add("B")
    source = sheet.page.details.about.texts["source"]
    source.setFocus()
    sheet.qtbot.keyClicks(source, "Archive")
    sheet.select("B")
    assert sheet.piece(first).source == "Archive"
    assert sheet.piece(second).source == ""
    assert source.text() == ""


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("all", ["Plain", "Linked", "Against"]),
        ("without-link", ["Plain"]),
        ("without-source", ["Linked"]),
        ("contradicting", ["Against"]),
        ("confidential", ["Plain"]),
        ("removed", ["Gone"]),
    ],
)
def test_the_filters(sheet: EvidenceSheet, show: str, titles: list[str]) -> None:
    sheet.add("Plain", source="x", confidentiality="confidential")
    sheet.add("Linked", "7")
    sheet.add("Against", "2", source="x", stance="contradicts")
    gone = sheet.add("Gone", "3")
    sheet.workspace.edit(lambda e: edits.remove_evidence(e, gone, "wrong"))
    sheet.settle()
    picker = sheet.page.filters.show_picker
    picker.set_value(show)
    picker.activated.emit(picker.currentIndex())
    assert sheet.titles() == titles
    assert sheet.page.filters.clear_button.isVisible() == (show != "all")


def test_filters_for_kind_factor_and_words_go_together(sheet: EvidenceSheet) -> None:
    sheet.add("Old minutes", "7", document_kind="minutes")
    sheet.add("New minutes", "2", document_kind="minutes")
    sheet.add("New survey", "7", document_kind="survey")
    filters = sheet.page.filters
    filters.kind.set_value("minutes")
    filters.kind.activated.emit(0)
    assert sheet.titles() == ["Old minutes", "New minutes"]
    filters.factor.set_value("7")
    filters.factor.activated.emit(0)
    assert sheet.titles() == ["Old minutes"]
    sheet.qtbot.keyClicks(filters.search, "new")
    sheet.qtbot.waitUntil(lambda: sheet.titles() == [])
    assert sheet.page.nothing.isVisible()
    sheet.click(filters.clear_button)
    assert len(sheet.titles()) == 3
    assert filters.search.text() == ""


def test_columns_sort_by_what_they_mean(sheet: EvidenceSheet) -> None:
    sheet.add("b", "10", date="2025-12-31")
    sheet.add("a", "9", date="2026-01")
    sheet.page.table.sort_by(DATE)
    assert sheet.titles() == ["b", "a"]
    sheet.page.table.sort_by(0)
    assert sheet.titles() == ["a", "b"]
    sheet.page.table.sort_by(4)
    assert sheet.titles() == ["a", "b"]


def test_columns_give_way_where_there_is_no_room(sheet: EvidenceSheet) -> None:
    sheet.add("A", "7")
    header = sheet.page.table.horizontalHeader()
    sheet.page.table.resize(1600, 400)
    assert not any(header.isSectionHidden(n) for n in range(LEVEL + 1))
    sheet.page.table.resize(420, 400)
    hidden = {n for n in range(LEVEL + 1) if header.isSectionHidden(n)}
    assert {LEVEL, BACKGROUND, SOURCE, KIND} <= hidden
    assert 0 not in hidden
    assert header.sectionSize(0) > 120
    assert {FOR, AGAINST}


def test_a_narrow_page_shows_the_list_or_the_piece(sheet: EvidenceSheet) -> None:
    key = sheet.add("A")
    page = sheet.page
    page.resize(620, 600)
    assert page.left.isVisible()
    assert not page.right.isVisible()
    sheet.select("A")
    assert page.right.isVisible()
    assert not page.left.isVisible()
    sheet.qtbot.keyClick(page.details.title, Qt.Key.Key_Escape)
    assert page.left.isVisible()
    page.show_place(Place("evidence", "", key))
    assert page.right.isVisible()
    sheet.click(page.back_button)
    assert page.left.isVisible()
    page.resize(1118, 645)
    assert page.left.isVisible()
    assert page.right.isVisible()


def test_a_place_with_a_spot_chooses_that_piece_whatever_the_filter(sheet: EvidenceSheet) -> None:
    sheet.add("A")
    key = sheet.add("B", "7")
    sheet.page.filters.choose("without-link")
    sheet.page.show_place(Place("evidence", "", key))
    assert sheet.page.details.title.text() == "B"
    assert sheet.titles() == ["A", "B"]
    sheet.workspace.edit(lambda e: edits.remove_evidence(e, key, "wrong"))
    sheet.page.show_place(Place("evidence", "", key))
    assert sheet.titles() == ["B"]


def test_choices_are_edits_and_a_level_says_what_leaves_the_house(sheet: EvidenceSheet) -> None:
    key = sheet.add("A")
    about = sheet.page.details.about
    for code in ("public", "confidential"):
        sheet.click(option(about.level, words.confidentiality_word(code)))
        sheet.settle()
        assert sheet.piece(key).confidentiality == code
        assert about._leaves.text() == words.what_leaves(code)
    sheet.click(option(about.level, "Confidential"))
    assert sheet.piece(key).confidentiality == "confidential"
    about.kind.set_value("survey")
    about.kind.activated.emit(0)
    assert sheet.piece(key).document_kind == "survey"
    about.kind.set_value("")
    about.kind.activated.emit(0)
    assert sheet.piece(key).document_kind == ""
    about.date.line.setFocus()
    sheet.qtbot.keyClicks(about.date.line, "2025")
    sheet.qtbot.keyClick(about.date.line, Qt.Key.Key_Return)
    assert sheet.piece(key).date == "2025"
    sheet.settle()


def test_fields_follow_the_type_of_evidence(sheet: EvidenceSheet) -> None:
    sheet.add("A", type="figure", figure="12", unit="%")
    about = sheet.page.details.about
    assert about.texts["figure"].isVisible()
    assert not about.texts["url"].isVisible()
    about.type.set_value("link")
    about.type.activated.emit(0)
    sheet.settle()
    assert about.texts["url"].isVisible()
    assert about.texts["figure"].isVisible(), "what stands in a field is never hidden"


def links_of(sheet: EvidenceSheet) -> list[tuple[str, str, str, str]]:
    from ic_desktop.project.entities import links

    found = links(sheet.workspace.state, sheet.workspace.review_id)
    return [(link.factor, link.question, link.stance, link.page) for link in found]


def test_a_piece_is_linked_to_several_factors_and_questions(sheet: EvidenceSheet) -> None:
    sheet.add("A")
    links = sheet.page.details.links
    for factor, question, stance, page in (
        ("7", "7.3", "Contradicts", "14"),
        ("2", "", "Supports", ""),
    ):
        sheet.click(links.add_button)
        assert links.form.factor.hasFocus()
        links.form.factor.set_value(factor)
        links.form.factor.activated.emit(0)
        links.form.question.set_value(question)
        option(links.form.stance, stance).click()
        links.form.stance.set_value(stance.lower())
        links.form._stance = stance.lower()
        sheet.qtbot.keyClicks(links.form.page, page)
        sheet.click(links.form.add_button)
        assert links.form.isHidden()
    sheet.settle()
    assert sorted(links_of(sheet)) == [
        ("2", "", "supports", ""),
        ("7", "7.3", "contradicts", "14"),
    ]
    assert [entry.link.factor for entry in links.shown_entries()] == ["2", "7"]


def test_a_new_link_counts_for_neither_side_until_someone_says_so(sheet: EvidenceSheet) -> None:
    sheet.add("A")
    links = sheet.page.details.links
    sheet.click(links.add_button)
    assert links.form.stance.value() == ""
    sheet.click(links.form.add_button)
    sheet.settle()
    assert [stance for _factor, _question, stance, _page in links_of(sheet)] == ["background"]


def test_a_link_is_edited_in_place_and_a_contradiction_asks_how_it_was_weighed(
    sheet: EvidenceSheet,
) -> None:
    sheet.add("A", "7")
    (entry,) = sheet.page.details.links.shown_entries()
    sheet.click(entry.edit_button)
    assert entry.fields is not None
    fields = entry.fields
    assert not fields.response.isVisible()
    sheet.click(option(fields.stance, "Contradicts"))
    sheet.settle()
    assert fields.response.isVisible()
    assert entry._silent.isVisible()
    fields.response.setFocus()
    sheet.qtbot.keyClicks(fields.response, "Weighed")
    fields.page.setFocus()
    sheet.qtbot.keyClicks(fields.page, "3")
    sheet.qtbot.keyClick(fields.page, Qt.Key.Key_Escape)
    sheet.settle()
    assert not entry.is_open
    assert entry.edit_button.hasFocus()
    assert not entry._silent.isVisible()
    record = sheet.workspace.state.record("link", entry.link.id)
    assert record is not None
    assert (record.text("response"), record.text("page")) == ("Weighed", "3")
    assert entry._detail.text() == "p. 3"


def test_a_link_leads_to_its_spot_and_can_be_taken_away(sheet: EvidenceSheet) -> None:
    sheet.add("A", "7")
    (entry,) = sheet.page.details.links.shown_entries()
    sheet.click(entry.go_button)
    assert sheet.went == [factor_place("7")]
    sheet.click(entry.unlink_button)
    sheet.settle()
    assert links_of(sheet) == []
    assert sheet.page.details.links.shown_entries() == []
    sheet.workspace.undo()
    assert len(links_of(sheet)) == 1
    assert len(sheet.pieces()) == 1


def test_a_signed_review_closes_what_it_cites_and_nothing_else(sheet: EvidenceSheet) -> None:
    sheet.add("Cited", "7")
    sheet.add("Free")
    sheet.seal()
    sheet.page.show_place(Place("evidence"))
    details = sheet.page.details
    assert details.title.isReadOnly()
    assert not details.about.level.findChildren(QAbstractButton)[0].isEnabled()
    assert not details.buttons.remove.isEnabled()
    assert not details.links.shown_entries()[0].unlink_button.isVisible()
    assert not details.links.add_button.isVisible()
    sheet.select("Free")
    assert not details.title.isReadOnly()
    assert details.buttons.remove.isEnabled()
    assert not details.links.add_button.isVisible()


def test_a_file_that_is_only_read_can_be_looked_at(qtbot: QtBot, shell: Shell, look: Theme) -> None:
    workspace = shell.create()
    workspace.edit(lambda e: edits.add_evidence(e, {"title": "A", "url": "https://x.eu"}))
    shell.wait_saved(workspace)
    shell.close(workspace)
    sheet = EvidenceSheet(qtbot, shell, shell.open(read_only=True))
    page = sheet.page
    assert sheet.titles() == ["A"]
    assert not page.choose_button.isEnabled()
    assert not page.add_button.isEnabled()
    assert page.details.title.isReadOnly()
    assert not page.details.buttons.more.isVisible()
    assert page.details.buttons.open_address.isVisible()
    assert not page.acceptDrops()
    page.leave()


def test_a_piece_that_another_copy_removed_is_settled_here(sheet: EvidenceSheet) -> None:
    key = sheet.add("A")
    workspace = sheet.workspace
    other = Editor(workspace.state, workspace.actor)
    other.remove("evidence", key, "elsewhere")
    workspace.edit(lambda e: edits.describe_evidence(e, key, {"source": "here"}))
    workspace.ledger.unite(other.changes)
    workspace.changed.emit(frozenset([("evidence", key)]))
    assert sheet.piece(key).removal == "contested"
    sheet.settle()
    state = sheet.page.details._state
    assert state.isVisible()
    keep = next(b for b in state.findChildren(QAbstractButton) if b.text() == "Keep it")
    sheet.click(keep)
    assert sheet.piece(key).removal == "present"


def test_everything_that_takes_the_keyboard_has_a_name(sheet: EvidenceSheet) -> None:
    sheet.add("A", "7", url="https://x.eu")
    sheet.click(sheet.page.details.links.shown_entries()[0].edit_button)
    sheet.page.details.links.open_form()
    sheet.page.open_form("figure")
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    nameless = [
        widget
        for widget in sheet.page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert nameless == []


def test_200_percent_text_needs_no_scrolling_sideways(sheet: EvidenceSheet, look: Theme) -> None:
    look.set(text_size=200)
    sheet.page.resize(1, 1)
    sheet.page.resize(1170, 560)
    sheet.add("A", "7")
    sheet.page._go_to_details()
    sheet.qtbot.wait(10)
    assert sheet.page.right.isVisible()
    assert sheet.page.details.horizontalScrollBar().maximum() == 0
    look.set(text_size=100)


def test_the_rows_menu_offers_what_the_details_offer(sheet: EvidenceSheet) -> None:
    sheet.add("A")
    second = sheet.add("B")
    sheet.page._row_menu(second, QPoint(10, 10))
    assert sheet.page.details.title.text() == "B"
    menu = sheet.page.details.buttons.whole_menu()
    shown = [a.text() for a in menu.actions() if a.isVisible() and a.text()]
    assert shown == ["&Remove …", "&Erase for good …"]
    menu.close()
