"""Evidence comes in: dropped, chosen, pasted, from folders; the same file twice is recognised."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Shell
from evidence_parts import DOCUMENTS, PDF, EvidenceSheet, caught_dialogs, dropped, press
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from ic_desktop.project.entities import links
from ic_desktop.review import edits
from ic_desktop.ui.pages.evidence import adding
from ic_desktop.ui.pages.evidence.adding import files_in
from ic_desktop.ui.pages.evidence.progress import PATIENCE_MS
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[EvidenceSheet]:
    made = EvidenceSheet(qtbot, shell, workspace)
    yield made
    made.page.leave()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as people have them: documents, a folder below, and what systems leave behind."""
    made = tmp_path / "Integration"
    (made / "below").mkdir(parents=True)
    (made / ".git").mkdir()
    for name in ("b.txt", "a.txt", "below/c.txt", ".hidden", "Thumbs.db", "~$b.docx", ".git/x"):
        (made / name).write_text(name)
    (made / "to-elsewhere").symlink_to("/etc/hostname")
    return made


def action(sheet: EvidenceSheet, words: str) -> QAbstractButton:
    """Return what a notice offers."""
    found = sheet.page.told.findChildren(QAbstractButton)
    return next(button for button in found if button.text() == words)


def test_dropped_files_become_evidence_with_their_names(sheet: EvidenceSheet) -> None:
    files = [PDF, DOCUMENTS / "open-doors-poster.png"]
    assert dropped(sheet.page, *files)
    pieces = sheet.wait_pieces(2)
    assert [p.title for p in pieces] == ["welcome-guide", "open-doors-poster"]
    assert [p.type for p in pieces] == ["document", "picture"]
    assert [p.file.name for p in pieces if p.file] == [path.name for path in files]
    assert sheet.page.details.title.text() == "welcome-guide"
    assert "2 files added." in sheet.said


def test_the_same_file_twice_is_recognised_and_can_be_linked(sheet: EvidenceSheet) -> None:
    sheet.page.intake.paths([PDF])
    (piece,) = sheet.wait_pieces(1)
    sheet.add("Other")
    sheet.select("Other")
    again = PDF.parent / PDF.name
    sheet.page.intake.paths([again])
    sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    notice = sheet.page.told.notice()
    assert notice is not None
    assert "already there as “welcome-guide”" in notice.text()
    assert len(sheet.pieces()) == 2
    sheet.click(action(sheet, "Show it and link it"))
    assert sheet.page.details.piece is not None
    assert sheet.page.details.piece.id == piece.id
    form = sheet.page.details.links.form
    assert form.isVisible()
    sheet.click(form.add_button)
    sheet.settle()
    made = list(links(sheet.workspace.state, sheet.workspace.review_id))
    assert [link.evidence for link in made] == [piece.id]
    assert not sheet.page.told.isVisible()


def test_a_known_file_can_be_added_again_all_the_same(sheet: EvidenceSheet) -> None:
    sheet.page.intake.paths([PDF])
    sheet.wait_pieces(1)
    sheet.page.intake.paths([PDF])
    sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    sheet.click(action(sheet, "Add it again all the same"))
    pieces = sheet.wait_pieces(2)
    assert len({p.file.sha256 for p in pieces if p.file}) == 1


def test_a_file_that_was_removed_can_be_taken_back(sheet: EvidenceSheet) -> None:
    sheet.page.intake.paths([PDF])
    (piece,) = sheet.wait_pieces(1)
    sheet.workspace.edit(lambda e: edits.remove_evidence(e, piece.id, "too old"))
    sheet.page.intake.paths([PDF])
    sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    notice = sheet.page.told.notice()
    assert notice is not None
    assert "too old" in notice.text()
    sheet.click(action(sheet, "Take it back in"))
    assert sheet.piece(piece.id).removal == "present"


def test_one_drop_with_the_same_file_twice_adds_it_once(
    sheet: EvidenceSheet, tmp_path: Path
) -> None:
    twin = tmp_path / "twin.pdf"
    twin.write_bytes(PDF.read_bytes())
    assert dropped(sheet.page, PDF, twin)
    sheet.wait_pieces(1)
    sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    assert len(sheet.pieces()) == 1


def test_files_in_folders_pass_over_what_is_no_document(folder: Path) -> None:
    found = files_in([folder])
    assert [path.name for path in found.files] == ["a.txt", "b.txt", "c.txt"]
    assert found.size == len("a.txtb.txtbelow/c.txt")
    assert not found.more


def test_files_in_folders_are_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_FILES", 2)
    found = files_in([folder])
    assert len(found.files) == 2
    assert found.more


def test_a_dropped_folder_asks_first(sheet: EvidenceSheet, folder: Path) -> None:
    assert dropped(sheet.page, folder)
    box = sheet.wait_box()
    assert "Add 3 files from “Integration”" in box.text()
    assert sheet.pieces() == []
    press(box, "Add them")
    pieces = sheet.wait_pieces(3)
    assert [piece.title for piece in pieces] == ["a", "b", "c"]


def test_a_folder_without_files_says_so(sheet: EvidenceSheet, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    assert dropped(sheet.page, tmp_path / "bare")
    box = sheet.wait_box()
    assert "no files" in box.text()
    press(box, "Close")


def test_a_pasted_picture_becomes_evidence(sheet: EvidenceSheet) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    sheet.add("A")
    sheet.page.table.setFocus()
    sheet.qtbot.keyClick(sheet.page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pieces = sheet.wait_pieces(2)
    assert pieces[1].type == "picture"
    assert pieces[1].file is not None
    assert pieces[1].file.name.endswith(".png")
    assert pieces[1].file.media_type == "image/png"


def test_ctrl_v_in_a_field_pastes_words(sheet: EvidenceSheet) -> None:
    QGuiApplication.clipboard().setText("https://www.city.eu/page")
    sheet.add("A")
    source = sheet.page.details.about.texts["source"]
    source.setFocus()
    sheet.qtbot.keyClick(source, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert source.text() == "https://www.city.eu/page"
    assert len(sheet.pieces()) == 1
    sheet.page.table.setFocus()
    sheet.settle()


def test_a_pasted_or_dropped_address_becomes_a_link(sheet: EvidenceSheet) -> None:
    QGuiApplication.clipboard().setText("https://www.city.eu/page")
    sheet.page.intake.paste()
    data = QMimeData()
    data.setUrls([QUrl("https://www.city.eu/other")])
    assert dropped(sheet.page, mime=data)
    pieces = sheet.wait_pieces(2)
    assert [p.url for p in pieces] == ["https://www.city.eu/page", "https://www.city.eu/other"]
    assert {p.type for p in pieces} == {"link"}
    assert sheet.page.details.title.hasFocus()


def test_nothing_useful_in_the_clipboard_is_said(sheet: EvidenceSheet) -> None:
    QGuiApplication.clipboard().setText("just words")
    sheet.page.intake.paste()
    assert sheet.said == ["There is no picture, file or link in the clipboard."]
    assert sheet.pieces() == []


@pytest.mark.parametrize(
    ("kind", "typed", "level"),
    [
        ("link", {"url": "https://city.eu", "title": "Page"}, "internal"),
        ("figure", {"title": "Staff", "figure": "12", "unit": "%"}, "internal"),
        ("observation", {"text": "Signs in two languages"}, "internal"),
        ("statement", {"text": "Nobody asked us"}, "confidential"),
    ],
)
def test_forms_for_what_needs_no_file(
    sheet: EvidenceSheet, kind: str, typed: dict[str, str], level: str
) -> None:
    sheet.page.open_form(kind)
    form = sheet.page.form.body.itemAt(0).widget()
    assert next(iter(form.fields.values())).hasFocus()
    assert not form.add_button.isEnabled()
    for name, words in typed.items():
        sheet.qtbot.keyClicks(form.fields[name], words)
    assert form.add_button.isEnabled()
    sheet.click(form.add_button)
    (piece,) = sheet.wait_pieces(1)
    assert piece.type == kind
    assert piece.confidentiality == level
    assert {name: getattr(piece, name) for name in typed} == typed
    assert sheet.page.form.isHidden()
    assert sheet.page.details.piece is not None


def test_escape_closes_a_form_and_adds_nothing(sheet: EvidenceSheet) -> None:
    sheet.page.open_form("figure")
    form = sheet.page.form.body.itemAt(0).widget()
    sheet.qtbot.keyClicks(form.fields["title"], "Staff")
    sheet.qtbot.keyClick(form.fields["title"], Qt.Key.Key_Escape)
    assert sheet.page.form.isHidden()
    assert sheet.pieces() == []
    assert sheet.page.hint.isVisible()


def test_a_file_that_is_gone_is_told_and_the_others_come_in(
    sheet: EvidenceSheet, tmp_path: Path
) -> None:
    sheet.page.intake.paths([tmp_path / "gone.pdf", PDF])
    sheet.wait_pieces(1)
    sheet.qtbot.waitUntil(lambda: len(sheet.told) == 1)
    assert "gone.pdf" in sheet.told[0].what


def test_several_files_that_cannot_be_read_are_told_together(
    sheet: EvidenceSheet, tmp_path: Path
) -> None:
    sheet.page.intake.paths([tmp_path / f"gone{n}.pdf" for n in range(9)])
    sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    notice = sheet.page.told.notice()
    assert notice is not None
    assert "gone0.pdf" in notice.text()
    assert "and 3 more" in notice.text()
    assert sheet.told == []


def test_adding_can_be_cancelled_and_leaves_nothing(
    sheet: EvidenceSheet, tmp_path: Path, shell: Shell
) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as stream:
        stream.truncate(256 * 1024 * 1024)
    held = threading.Event()
    shell.writer.do(lambda _task: held.wait(5))
    batch = sheet.page.intake.adding.files([large])
    assert [task.title for task in sheet.workspace.activities] == ["Adding large.bin"]
    batch.tasks[0].cancel()
    held.set()
    sheet.qtbot.waitUntil(lambda: batch.waiting == 0)
    assert batch.cancelled == 1
    assert sheet.pieces() == []
    assert sheet.told == []


def test_slow_work_is_shown_and_all_of_it_can_be_cancelled_at_once(
    sheet: EvidenceSheet, tmp_path: Path, shell: Shell
) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text(path.name)
    held = threading.Event()
    shell.writer.do(lambda _task: held.wait(20))
    progress = sheet.page.progress
    sheet.page.intake.paths(paths)
    assert not progress.isVisible()
    sheet.qtbot.waitUntil(progress.isVisible)
    busy = progress.busy
    assert busy is not None
    assert busy._text.text() == "Adding 0.txt (1 of 3)"
    sheet.click(busy.cancel_button)
    held.set()
    sheet.qtbot.waitUntil(lambda: not progress.isVisible())
    assert sheet.pieces() == []


def test_quick_work_is_not_shown(sheet: EvidenceSheet) -> None:
    sheet.page.intake.paths([PDF])
    sheet.wait_pieces(1)
    sheet.qtbot.wait(PATIENCE_MS + 50)
    assert not sheet.page.progress.isVisible()


def test_files_are_chosen_in_the_systems_dialog(
    sheet: EvidenceSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = caught_dialogs(monkeypatch)
    sheet.click(sheet.page.choose_button)
    assert opened[0].fileMode() == QFileDialog.FileMode.ExistingFiles
    opened[0].filesSelected.emit([str(PDF)])
    sheet.wait_pieces(1)
    assert sheet.desk.preferences.now.last_folder == str(PDF.parent)
    sheet.page.intake.choose_folder()
    assert opened[1].fileMode() == QFileDialog.FileMode.Directory
    for dialog in opened:
        dialog.deleteLater()
