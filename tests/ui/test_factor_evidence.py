"""Evidence on a key factor's page: dropped, pasted, added, weighed, taken away."""

from pathlib import Path

import pytest
from conftest import Shell
from factor_parts import Sheet, choose, drop, option
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.project.entities import all_evidence, link_view
from ic_desktop.review import edits
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.factor.chips import MOST
from ic_desktop.ui.pages.factor.new_piece import ExistingPiece, NewPiece
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Sheet:
    """Factor 7 on the screen, nothing entered yet."""
    return Sheet(qtbot, shell, workspace)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "Personnel report 2025.txt"
    path.write_text("12 % of staff")
    return path


def picture() -> QImage:
    """A small picture."""
    made = QImage(8, 8, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.red)
    return made


def test_a_file_dropped_on_a_question_is_tied_to_it_and_asks_for_page_and_stance(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    card = sheet.card("7.2")
    assert drop(card, report)
    qtbot.waitUntil(lambda: bool(card.links.open_links))
    (link,) = sheet.links()
    assert (link.factor, link.question, link.stance) == ("7", "7.2", "background")
    (row,) = card.links.rows()
    assert row.isVisible()
    assert row.stance.value() == "", "nobody has said yet what it says"
    assert QApplication.focusWidget() is row.page
    qtbot.keyClicks(row.page, "14")
    choose(qtbot, row.stance, "Contradicts")
    qtbot.mouseClick(row.done_button, LEFT)
    assert card.links.isHidden()
    (link,) = sheet.links()
    assert (link.page, link.stance) == ("14", "contradicts")
    qtbot.waitUntil(lambda: card.chips.chips[0].text() == "Personnel report 2025, p. 14")
    assert QApplication.activeModalWidget() is None


def test_the_file_itself_is_in_the_project(qtbot: QtBot, sheet: Sheet, report: Path) -> None:
    drop(sheet.card("7.2"), report)
    qtbot.waitUntil(lambda: len(sheet.links()) == 1)
    (piece,) = all_evidence(sheet.workspace.state)
    assert piece.file is not None
    read: list[bytes] = []
    sheet.workspace.with_file(
        lambda file, _task: b"".join(file.read_attachment(piece.file.sha256)),
        title="",
        done=read.append,
    )
    qtbot.waitUntil(lambda: bool(read))
    assert read == [report.read_bytes()]


def test_a_drop_does_not_take_the_keyboard_from_someone_who_types(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    note = sheet.card("7.1").note
    note.setFocus()
    qtbot.keyClicks(note, "As I was say")
    drop(sheet.card("7.2"), report)
    qtbot.waitUntil(lambda: bool(sheet.card("7.2").links.open_links))
    assert QApplication.focusWidget() is note
    assert note.text() == "As I was say"


def test_three_documents_at_once_each_ask(qtbot: QtBot, sheet: Sheet, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    for path in paths:
        path.write_text(path.name)
    card = sheet.card("7.3")
    drop(card, *paths)
    qtbot.waitUntil(lambda: len(card.links.open_links) == 3)
    assert len([row for row in card.links.rows() if row.isVisible()]) == 3


def test_a_file_that_comes_in_after_the_page_was_turned_asks_nothing_there(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    drop(sheet.card("7.1"), report)
    sheet.turn("8")
    qtbot.waitUntil(lambda: len(sheet.links()) == 1)
    qtbot.wait(20)
    assert sheet.links()[0].question == "7.1"
    assert sheet.card("8.1").links.open_links == ()


def test_a_drop_beside_speaks_to_the_factor_as_a_whole(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    side = sheet.page.evidence
    assert drop(side.zone, report)
    qtbot.waitUntil(lambda: bool(side.links.open_links))
    (link,) = sheet.links()
    assert (link.factor, link.question) == ("7", "")


def test_a_link_dropped_becomes_evidence(qtbot: QtBot, sheet: Sheet) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/report")])
    assert drop(sheet.card("7.4"), mime=mime)
    (piece,) = all_evidence(sheet.workspace.state)
    assert (piece.type, piece.url) == ("link", "https://example.org/report")


def test_a_picture_is_pasted_onto_the_factor_or_onto_the_question_with_the_keyboard(
    qtbot: QtBot, sheet: Sheet
) -> None:
    QGuiApplication.clipboard().setImage(picture())
    side = sheet.page.evidence
    side.list.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(side.adding.button, KEY.Key_V, control)
    qtbot.waitUntil(lambda: len(sheet.links()) == 1)
    assert sheet.links()[0].question == ""
    qtbot.keyClick(sheet.card("7.2").note, KEY.Key_V, control)
    qtbot.waitUntil(lambda: len(sheet.links()) == 2)
    assert {link.question for link in sheet.links()} == {"", "7.2"}
    assert {p.type for p in all_evidence(sheet.workspace.state)} == {"picture"}


def test_words_are_pasted_into_a_note_as_words(qtbot: QtBot, sheet: Sheet) -> None:
    QGuiApplication.clipboard().setText("plain words")
    note = sheet.card("7.2").note
    note.setFocus()
    qtbot.keyClick(note, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert note.text() == "plain words"
    assert sheet.links() == []


def test_a_table_copied_with_its_picture_is_pasted_into_a_note_as_words(
    qtbot: QtBot, sheet: Sheet
) -> None:
    mime = QMimeData()
    mime.setText("12 %")
    mime.setImageData(picture())
    QGuiApplication.clipboard().setMimeData(mime)
    note = sheet.card("7.2").note
    note.setFocus()
    qtbot.keyClick(note, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert note.text() == "12 %"
    qtbot.wait(20)
    assert sheet.links() == []


def test_another_review_shows_its_own_words_and_asks_about_no_other_reviews_links(
    qtbot: QtBot, sheet: Sheet
) -> None:
    workspace = sheet.workspace
    choose(qtbot, sheet.card("7.2").answers, "Yes")
    sheet.add_piece("Report", "7.2")
    card = sheet.card("7.2")
    card.links.open(sheet.links()[0].id, focus=False)
    pack, made = workspace.review.pack, list[str]()
    workspace.edit(lambda e: made.append(edits.add_review(e, pack=pack, title="2030")))
    workspace.show_review(made[0])
    sheet.turn("7")
    assert card.answers.value() == ""
    assert card.links.open_links == ()
    assert card.chips.isHidden()
    assert sheet.page.evidence.list.isHidden()


def test_a_chip_opens_its_piece_and_its_menu_edits_and_unlinks(qtbot: QtBot, sheet: Sheet) -> None:
    piece = sheet.add_piece("Annual report", "7.2", "contradicts")
    card = sheet.card("7.2")
    (chip,) = card.chips.chips
    assert chip.accessibleName() == "Annual report"
    assert "contradicts" in chip.accessibleDescription()
    qtbot.mouseClick(chip, LEFT, pos=chip.rect().center())
    assert sheet.went == [Place("evidence", "", piece)]
    menu = card.chips.menu_of(0)
    by_name = {action.text(): action for action in menu.actions()}
    by_name["&Page and stance …"].trigger()
    assert card.links.rows()[0].page.hasFocus()
    by_name["&Take away from this question"].trigger()
    qtbot.waitUntil(card.chips.isHidden)
    assert sheet.links() == []
    assert len(all_evidence(sheet.workspace.state)) == 1
    assert card.links.isHidden()
    sheet.workspace.undo()
    qtbot.waitUntil(card.chips.isVisible)


def test_a_chip_works_by_keyboard(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.add_piece("Annual report", "7.2")
    (chip,) = sheet.card("7.2").chips.chips
    wanted: list[object] = []
    chip.menu_wanted.connect(wanted.append)
    qtbot.keyClick(chip, KEY.Key_Return)
    qtbot.keyClick(chip, KEY.Key_Down)
    assert len(sheet.went) == 1
    assert len(wanted) == 1


def test_hundreds_of_pieces_show_a_handful_of_chips_and_all_in_the_list(
    qtbot: QtBot, sheet: Sheet
) -> None:
    workspace = sheet.workspace

    def fill(editor: object) -> None:
        for number in range(200):
            piece = edits.add_evidence(editor, {"title": f"Piece {number}"})  # type: ignore[arg-type]
            edits.link(editor, workspace.review_id, piece, "7", "7.1")  # type: ignore[arg-type]

    workspace.edit(fill)
    qtbot.waitUntil(lambda: len(sheet.page.evidence.list.items()) == 200)
    card = sheet.card("7.1")
    assert len(card.chips.chips) == MOST
    assert "194 more" in card.chips.more.text()
    qtbot.mouseClick(card.chips.more, LEFT)
    assert QApplication.focusWidget() is sheet.page.evidence.list


def test_the_list_says_stance_kind_page_and_other_uses(qtbot: QtBot, sheet: Sheet) -> None:
    workspace = sheet.workspace
    piece = sheet.add_piece("Personnel report", "7.1")
    review = workspace.review_id
    workspace.edit(lambda e: edits.describe_evidence(e, piece, {"document-kind": "annual-report"}))
    workspace.edit(
        lambda e: edits.link(e, review, piece, "7", "7.3", stance="contradicts", page="14")
    )
    workspace.edit(lambda e: edits.link(e, review, piece, "8", "8.2"))
    items = sheet.page.evidence.list.items
    qtbot.waitUntil(lambda: bool(items()) and "used in 2 factors" in items()[0].detail)
    (item,) = items()
    assert item.detail == "Annual report · p. 14 · 7.1, 7.3 · used in 2 factors"
    assert (item.mark, item.right) == ("contradicts", "contradicts, supports")


def test_a_row_of_the_list_is_edited_opened_and_taken_away(qtbot: QtBot, sheet: Sheet) -> None:
    first = sheet.add_piece("Personnel report", "7.1")
    second = sheet.add_piece("Census", "7.3")
    side = sheet.page.evidence
    side.list.setFocus()
    assert side.links.isHidden(), "coming by with Tab opens nothing"
    qtbot.keyClick(side.list, KEY.Key_Down)
    (row,) = side.links.rows()
    assert row.accessibleName() == "7.3  Census"
    qtbot.keyClick(side.list, KEY.Key_Return)
    assert sheet.went == [Place("evidence", "", second)]
    qtbot.keyClick(side.list, KEY.Key_Delete)
    qtbot.waitUntil(lambda: len(side.list.items()) == 1)
    assert [link.evidence for link in sheet.links()] == [first]
    assert side.links.isHidden()
    menu = side.menu_of(first)
    menu.actions()[1].trigger()
    assert side.links.rows()[0].link == sheet.links()[0].id


def test_what_contradicts_asks_how_it_was_weighed(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.add_piece("Complaint of the union", "7.1", "contradicts")
    sheet.add_piece("Praise", "7.1")
    weigh = sheet.page.evidence.weigh
    qtbot.waitUntil(weigh.isVisible)
    (field,) = weigh.fields
    assert field.placeholderText() == "How do you weigh this?"
    assert "Complaint of the union" in field.accessibleName()
    field.setFocus()
    qtbot.keyClicks(field, "One case of forty.")
    qtbot.keyClick(field, KEY.Key_Tab)
    (link,) = [held for held in sheet.links() if held.stance == "contradicts"]
    assert link.response == "One case of forty."
    assert "2 pieces of evidence, 1 against" in sheet.page.head.summary.text()


def test_many_contradictions_come_a_few_at_a_time(qtbot: QtBot, sheet: Sheet) -> None:
    for number in range(5):
        sheet.add_piece(f"Complaint {number}", "7.1", "contradicts")
    weigh = sheet.page.evidence.weigh
    qtbot.waitUntil(lambda: len(weigh.fields) == 3)
    qtbot.mouseClick(weigh.more, LEFT)
    assert len(weigh.fields) == 5


@pytest.mark.parametrize(
    ("kind", "typed", "field", "value"),
    [
        ("link", {"url": "https://example.org"}, "url", "https://example.org"),
        ("figure", {"title": "Staff", "figure": "12", "unit": "%"}, "figure", "12"),
        ("observation", {"text": "Signs in six languages"}, "text", "Signs in six languages"),
        ("statement", {"text": "Nobody asked us"}, "text", "Nobody asked us"),
    ],
)
def test_evidence_that_is_no_file_is_added_in_place(
    qtbot: QtBot, sheet: Sheet, kind: str, typed: dict[str, str], field: str, value: str
) -> None:
    adding = sheet.card("7.2").adding
    adding.show_form(kind)
    form = adding.open_form
    assert isinstance(form, NewPiece)
    assert not form.add_button.isEnabled()
    for name, text in typed.items():
        form.fields[name].setFocus()
        qtbot.keyClicks(form.fields[name], text)
    choose(qtbot, form.stance, "Background")
    qtbot.mouseClick(form.add_button, LEFT)
    (piece,) = all_evidence(sheet.workspace.state)
    assert piece.type == kind
    assert getattr(piece, field) == value
    assert piece.confidentiality == ("confidential" if kind == "statement" else "internal")
    (link,) = sheet.links()
    assert (link.question, link.stance) == ("7.2", "background")
    assert adding.open_form is None
    step = sheet.workspace.undo()
    assert step.done, "adding is one step of undo"
    assert sheet.links() == []


def test_escape_closes_a_form_and_adds_nothing(qtbot: QtBot, sheet: Sheet) -> None:
    adding = sheet.card("7.2").adding
    adding.show_form("figure")
    form = adding.open_form
    assert isinstance(form, NewPiece)
    qtbot.keyClicks(form.fields["title"], "Staff")
    qtbot.keyClick(form.fields["title"], KEY.Key_Escape)
    assert adding.open_form is None
    assert all_evidence(sheet.workspace.state) == []


def test_what_is_already_there_is_found_and_tied(qtbot: QtBot, sheet: Sheet) -> None:
    report = sheet.add_piece("Rapport de la cité", "1.1")
    sheet.add_piece("Minutes", "1.2")
    adding = sheet.card("7.2").adding
    adding.show_form("existing")
    form = adding.open_form
    assert isinstance(form, ExistingPiece)
    assert form.list.count() == 2
    qtbot.keyClicks(form.search, "cite")
    qtbot.waitUntil(lambda: form.list.count() == 1)
    qtbot.keyClick(form.search, KEY.Key_Return)
    (link,) = [held for held in sheet.links() if held.factor == "7"]
    assert (link.evidence, link.question) == (report, "7.2")
    assert sheet.card("7.2").links.open_links == (link.id,)


def test_the_add_menu_offers_every_way(sheet: Sheet) -> None:
    QGuiApplication.clipboard().clear()
    adding = sheet.card("7.2").adding
    adding.menu.aboutToShow.emit()
    offered = {a.text().replace("&", ""): a.isEnabled() for a in adding.menu.actions()}
    assert list(offered) == [
        "Choose files …",
        "Paste a picture or a link",
        "Link to a page …",
        "Figure …",
        "Observation …",
        "Statement heard …",
        "From what is already there …",
    ]
    assert not offered["Paste a picture or a link"]
    assert not offered["From what is already there …"]


def test_files_are_chosen_without_blocking_the_page(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    told: list[str] = []
    dialog = sheet.page.work.choose_files(sheet.page, "7.1", told.append)
    dialog.filesSelected.emit([str(report)])
    dialog.close()
    qtbot.waitUntil(lambda: bool(told))
    assert sheet.page.work.desk.preferences.now.last_folder == str(report.parent)
    assert link_view(sheet.workspace.state.records("link")[told[0]]).question == "7.1"


def test_a_piece_that_another_copy_took_away_is_kept_or_taken_away_by_a_person(
    qtbot: QtBot, sheet: Sheet
) -> None:
    from factor_parts import elsewhere, unite

    sheet.add_piece("Report", "7.1")
    (link,) = sheet.links()
    other = elsewhere(sheet.workspace, "Anna")
    edits.unlink(other, link.id)
    sheet.edit(lambda e: edits.describe_link(e, link.id, {"page": "3"}))
    unite(sheet, other.changes)
    card = sheet.card("7.1")
    card.links.open(link.id, focus=False)
    (row,) = card.links.rows()
    assert row.contested.isVisible()
    qtbot.wait(20)
    qtbot.mouseClick(row.keep_button, LEFT)
    assert sheet.links()[0].removal == "present"
    qtbot.waitUntil(row.contested.isHidden)


def test_a_stance_is_asked_until_someone_chooses_one(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    card = sheet.card("7.2")
    drop(card, report)
    qtbot.waitUntil(lambda: bool(card.links.open_links))
    (row,) = card.links.rows()
    qtbot.mouseClick(row.done_button, LEFT)
    (link,) = sheet.links()
    assert link.stance == "background"
    card.links.open(link.id, focus=False)
    assert row.stance.value() == ""
    choose(qtbot, row.stance, "Background")
    card.links.refresh()
    assert row.stance.value() == "background"


def test_a_form_presumes_no_stance(qtbot: QtBot, sheet: Sheet) -> None:
    card = sheet.card("7.2")
    card.adding.show_form("figure")
    form = card.adding.open_form
    assert isinstance(form, NewPiece)
    assert form.stance.value() == ""
    qtbot.keyClicks(form.fields["title"], "Staff")
    qtbot.mouseClick(form.add_button, LEFT)
    assert sheet.links()[0].stance == "background"
    (row,) = card.links.rows()
    assert row.stance.value() == ""


def test_the_same_file_again_is_tied_as_the_piece_that_is_there(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    for question in ("7.2", "7.3", "7.3"):
        card = sheet.card(question)
        card.links.show_only([])
        drop(card, report)
        qtbot.waitUntil(lambda held=card.links: bool(held.open_links))
    assert len(all_evidence(sheet.workspace.state)) == 1
    assert [link.question for link in sheet.links()] == ["7.2", "7.3"]
    assert sheet.said[-1].startswith("“Personnel report 2025” is in the project already")
    assert len(sheet.said) == 2


def test_what_opens_at_the_last_question_comes_into_view(
    qtbot: QtBot, sheet: Sheet, report: Path
) -> None:
    card = sheet.page.questions.cards[-1]
    drop(card, report)
    qtbot.waitUntil(lambda: bool(card.links.open_links))
    (row,) = card.links.rows()
    qtbot.waitUntil(lambda: _is_in_view(sheet, row))
    choose(qtbot, card.answers, "Don’t know")
    qtbot.waitUntil(lambda: _is_in_view(sheet, card.ask))


def _is_in_view(sheet: Sheet, widget: QWidget) -> bool:
    whole = widget.visibleRegion().boundingRect().size() == widget.size()
    return widget.isVisible() and whole and sheet.page.is_up_to_date


def test_stances_cannot_be_taken_back_to_nothing(qtbot: QtBot, sheet: Sheet) -> None:
    sheet.add_piece("Report", "7.1")
    (link,) = sheet.links()
    card = sheet.card("7.1")
    card.links.open(link.id, focus=False)
    (row,) = card.links.rows()
    choose(qtbot, row.stance, "Supports")
    assert sheet.links()[0].stance == "background"
    assert option(row.stance, "Background").isChecked()
