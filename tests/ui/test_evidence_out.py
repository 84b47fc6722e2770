"""Evidence goes out: opened elsewhere after a warning, exported, removed, erased; and is seen."""

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Shell
from evidence_parts import DOCUMENTS, PDF, EvidenceSheet, caught_dialogs, press
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ic_desktop.errors import NoProgramOpens, NotAWebAddress
from ic_desktop.project.entities import AttachedFile
from ic_desktop.review import edits
from ic_desktop.samples import MUNICIPALITY, write_sample
from ic_desktop.ui.left_copies import InUse, sweep_left_copies
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.evidence import EvidencePage
from ic_desktop.ui.pages.evidence.large import LargePreview
from ic_desktop.ui.pages.evidence.preview import can_be_shown
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[EvidenceSheet]:
    made = EvidenceSheet(qtbot, shell, workspace)
    yield made
    made.page.leave()
    made.page.outside.forget_copies()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What was handed to the system, which opens nothing."""
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url) or True)
    return urls


def attach(sheet: EvidenceSheet, *paths: Path) -> None:
    """Add files and wait for them."""
    before = len(sheet.pieces())
    sheet.page.intake.paths(paths)
    sheet.wait_pieces(before + len(paths))


# Opening elsewhere


def test_a_document_is_opened_from_a_private_read_only_copy(
    sheet: EvidenceSheet, opened: list[QUrl]
) -> None:
    attach(sheet, PDF)
    sheet.click(sheet.page.details.buttons.open_file)
    sheet.qtbot.waitUntil(lambda: len(opened) == 1)
    path = Path(opened[0].toLocalFile())
    assert path.name == PDF.name
    assert path.read_bytes() == PDF.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o400
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    sheet.page.outside.forget_copies()
    assert not path.exists()


def test_copies_that_a_crash_left_behind_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, age in (("ic-desktop-old", 90_000), ("ic-desktop-new", 60), ("other", 90_000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "secret.pdf").write_text("x")
        then = time.time() - age
        os.utime(tmp_path / name, (then, then))
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "ic-desktop-link").symlink_to(outside)
    sweep_left_copies()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"ic-desktop-new", "other", "outside", "ic-desktop-link"}


def test_copies_go_as_soon_as_no_living_program_uses_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    held = tmp_path / "ic-desktop-held"
    held.mkdir()
    mark = InUse(held)
    dead = tmp_path / "ic-desktop-dead"
    dead.mkdir()
    words = "import os, sys; from pathlib import Path; from ic_desktop.ui.left_copies import InUse"
    crash = f"{words}; kept = InUse(Path(sys.argv[1])); os.abort()"
    subprocess.run([sys.executable, "-c", crash, str(dead)], cwd=ROOT, check=False)
    (dead / "secret.pdf").write_text("x")
    (dead / "secret.pdf").chmod(0o400)
    for age, left in ((0, [dead, held]), (60, [held]), (90_000, [held])):
        for folder in (path for path in (dead, held) if path.exists()):
            os.utime(folder, (time.time() - age, time.time() - age))
        sweep_left_copies()
        assert sorted(tmp_path.iterdir()) == left
    mark.release()
    sweep_left_copies()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("setup.exe", b"plain", "program or a script"),
        ("minutes.pdf", b"MZ\x90\x00", "makes it look like something else"),
        ("page.html", b"<p>hello", "web page"),
        ("budget.xlsm", b"PK\x03\x04", "macros"),
        ("to.lnk", b"x", "leads elsewhere"),
        ("minutes\u202efdp.scr", b"x", "hides nothing"),
    ],
)
def test_what_can_run_is_opened_only_after_a_warning(
    sheet: EvidenceSheet, opened: list[QUrl], tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    attach(sheet, tmp_path / name)
    sheet.click(sheet.page.details.buttons.open_file)
    box = sheet.wait_box()
    assert words in box.informativeText()
    default = box.defaultButton()
    assert default is not None
    assert default.text() == "Don’t open"
    folder = Path(sheet.page.outside._folder._folder.name)  # type: ignore[union-attr]
    (mark,) = [path for path in folder.iterdir() if path.is_file()]
    assert len(list(folder.iterdir())) == 2
    press(box, "Don’t open")
    assert opened == []
    assert list(folder.iterdir()) == [mark]
    sheet.click(sheet.page.details.buttons.open_file)
    sheet.qtbot.waitUntil(lambda: not box.isVisible())
    press(sheet.wait_box(), "Open all the same")
    assert len(opened) == 1
    assert "\u202e" not in opened[0].toLocalFile()


def test_no_program_for_a_document_is_told(
    sheet: EvidenceSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    attach(sheet, PDF)
    sheet.click(sheet.page.details.buttons.open_file)
    sheet.qtbot.waitUntil(lambda: len(sheet.told) == 1)
    assert isinstance(sheet.told[0], NoProgramOpens)


def test_an_address_is_shown_before_it_is_opened(sheet: EvidenceSheet, opened: list[QUrl]) -> None:
    sheet.add("A", type="link", url="https://bank.com@evil.example/x")
    sheet.click(sheet.page.details.buttons.open_address)
    box = sheet.wait_box()
    assert "It leads to evil.example." in box.informativeText()
    assert "before the @" in box.informativeText()
    press(box, "Cancel")
    assert opened == []
    sheet.click(sheet.page.details.buttons.open_address)
    press(sheet.wait_box(), "Open")
    assert [url.host() for url in opened] == ["evil.example"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/x"])
def test_only_addresses_of_the_web_are_opened(
    sheet: EvidenceSheet, opened: list[QUrl], url: str
) -> None:
    sheet.add("A", type="link", url=url)
    sheet.click(sheet.page.details.buttons.open_address)
    assert isinstance(sheet.told[0], NotAWebAddress)
    assert opened == []


# Exporting


def test_all_documents_are_exported_with_check_sums_and_nothing_is_overwritten(
    sheet: EvidenceSheet, tmp_path: Path
) -> None:
    attach(sheet, PDF, DOCUMENTS / "open-doors-poster.png")
    out = tmp_path / "out"
    out.mkdir()
    (out / PDF.name.upper()).write_text("mine")
    (out / "SHA256SUMS.txt").write_text("mine too")
    pieces = sheet.pieces()
    sheet.page.outside.export_to(out, pieces, with_check_sums=True)
    sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted(
        [
            PDF.name.upper(),
            "SHA256SUMS.txt",
            "SHA256SUMS (2).txt",
            "welcome-guide (2).pdf",
            "open-doors-poster.png",
        ]
    )
    assert (out / "welcome-guide (2).pdf").read_bytes() == PDF.read_bytes()
    assert (out / PDF.name.upper()).read_text() == "mine"
    for line in (out / "SHA256SUMS (2).txt").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_hostile_names_stay_in_the_folder(sheet: EvidenceSheet, tmp_path: Path) -> None:
    attach(sheet, PDF)
    (piece,) = sheet.pieces()
    assert piece.file is not None
    file = piece.file
    for name in ("../../escape.pdf", "CON.pdf", "..\\up.pdf"):
        named = AttachedFile(file.sha256, name, file.media_type, file.size)
        sheet.workspace.set("evidence", piece.id, "file", edits.file_value(named), edits.NOWHERE)
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        sheet.page.told.forget()
        sheet.page.outside.export_to(out, sheet.pieces(), with_check_sums=False)
        sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    assert sorted(path.name for path in out.iterdir()) == ["_CON.pdf", "escape.pdf", "up.pdf"]
    assert not (tmp_path / "escape.pdf").exists()


def test_what_is_confidential_is_asked_about(
    sheet: EvidenceSheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs = caught_dialogs(monkeypatch)
    attach(sheet, PDF, DOCUMENTS / "open-doors-poster.png")
    secret = sheet.pieces()[0]
    sheet.workspace.edit(
        lambda e: edits.describe_evidence(e, secret.id, {"confidentiality": "confidential"})
    )
    sheet.settle()
    sheet.click(sheet.page.export_button)
    box = sheet.wait_box()
    assert "1 of the documents is confidential" in box.text()
    press(box, "Leave out what is confidential")
    out = tmp_path / "out"
    out.mkdir()
    dialogs[0].fileSelected.emit(str(out))
    sheet.qtbot.waitUntil(sheet.page.told.isVisible)
    assert sorted(p.name for p in out.iterdir()) == ["SHA256SUMS.txt", "open-doors-poster.png"]
    dialogs[0].deleteLater()


def test_a_folder_that_cannot_be_written_is_told(sheet: EvidenceSheet, tmp_path: Path) -> None:
    attach(sheet, PDF)
    sheet.page.outside.export_to(tmp_path / "is not there", sheet.pieces(), with_check_sums=True)
    sheet.qtbot.waitUntil(lambda: len(sheet.told) == 1)
    assert "is not there" in sheet.told[0].what


# Removing and erasing


def test_removing_asks_why_and_keeps_the_record(sheet: EvidenceSheet) -> None:
    key = sheet.add("A", "7")
    sheet.add("B")
    sheet.page.table.setFocus()
    sheet.qtbot.keyClick(sheet.page.table, Qt.Key.Key_Delete)
    sheet.give_reason("wrong year", "Remove")
    sheet.settle()
    assert sheet.titles() == ["B"]
    assert sheet.piece(key).removed_because == "wrong year"
    sheet.page.filters.choose("removed")
    assert sheet.titles() == ["A"]
    details = sheet.page.details
    assert details.title.text() == "A"
    assert details.title.isReadOnly()
    assert not details.links.isVisible()
    found = details._state.findChildren(QAbstractButton)
    sheet.click(next(b for b in found if b.text() == "Take it back in"))
    sheet.settle()
    assert sheet.piece(key).removal == "present"
    assert sheet.titles() == []


def test_thinking_better_of_it_removes_nothing(sheet: EvidenceSheet) -> None:
    key = sheet.add("A")
    dialog = sheet.page.removing.remove(sheet.piece(key))
    sheet.qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    sheet.settle()
    assert sheet.piece(key).removal == "present"


def test_erasing_takes_words_and_bytes_out_of_the_file(
    sheet: EvidenceSheet, shell: Shell, tmp_path: Path
) -> None:
    secret = tmp_path / "Ms Example interview.txt"
    secret.write_text("what she said in confidence " * 2000)
    attach(sheet, secret)
    (piece,) = sheet.pieces()
    dialog = sheet.page.removing.erase(piece)
    assert "cannot be undone" in dialog.words.text()
    sheet.give_reason("consent withdrawn", "Erase for good")
    assert piece.file is not None
    sheet.qtbot.waitUntil(
        lambda: any("Erased for good" in said for said in sheet.said), timeout=20_000
    )
    sheet.settle()
    assert sheet.pieces() == []
    left = shell.path.read_bytes()
    assert b"Ms Example" not in left
    assert b"in confidence" not in left
    assert b"consent withdrawn" in left
    sheet.page.filters.choose("removed")
    assert len(sheet.titles()) == 1


# Looking


def test_a_pdf_is_shown_page_by_page_by_the_helper(sheet: EvidenceSheet) -> None:
    attach(sheet, PDF)
    preview = sheet.page.details.preview
    sheet.qtbot.waitUntil(preview.picture.isVisible, timeout=20_000)
    assert preview.number.text() == "Page 1 of 2"
    assert not preview.back.isEnabled()
    first = preview.picture._image.copy()
    preview.picture.setFocus()
    sheet.qtbot.keyClick(preview.picture, Qt.Key.Key_Right)
    sheet.qtbot.waitUntil(lambda: preview.picture._image != first, timeout=20_000)
    assert preview.number.text() == "Page 2 of 2"
    assert not preview.next.isEnabled()
    second = preview.picture._image.copy()
    sheet.click(preview.back)
    sheet.qtbot.waitUntil(lambda: preview.picture._image != second, timeout=20_000)
    assert preview.picture.accessibleDescription() == "Page 1 of 2"


def test_a_picture_is_shown_without_page_buttons(sheet: EvidenceSheet) -> None:
    attach(sheet, DOCUMENTS / "open-doors-poster.png")
    preview = sheet.page.details.preview
    sheet.qtbot.waitUntil(preview.picture.isVisible, timeout=20_000)
    assert not preview.next.isVisible()
    assert preview.larger.isVisible()


def test_a_large_view_opens_on_the_same_page_and_escape_closes_it(sheet: EvidenceSheet) -> None:
    attach(sheet, PDF)
    preview = sheet.page.details.preview
    sheet.qtbot.waitUntil(preview.picture.isVisible, timeout=20_000)
    preview.turn(+1)
    preview.picture.setFocus()
    sheet.qtbot.keyClick(preview.picture, Qt.Key.Key_Return)
    (large,) = preview.findChildren(LargePreview)
    pane = large.pane
    sheet.qtbot.waitUntil(pane.picture.isVisible, timeout=20_000)
    assert pane.number.text() == "Page 2 of 2"
    assert pane.picture._image.width() > 500
    sheet.qtbot.keyClick(pane.picture, Qt.Key.Key_Left)
    assert pane.number.text() == "Page 1 of 2"
    sheet.qtbot.keyClick(pane.picture, Qt.Key.Key_Escape)
    sheet.qtbot.waitUntil(lambda: not preview.findChildren(LargePreview))


def test_leaving_the_page_closes_the_large_view_and_forgets_the_document(
    sheet: EvidenceSheet,
) -> None:
    attach(sheet, PDF)
    preview = sheet.page.details.preview
    sheet.qtbot.waitUntil(preview.picture.isVisible, timeout=20_000)
    copy = preview.pages._copy
    assert copy is not None
    preview.open_large()
    sheet.page.leave()
    sheet.qtbot.waitUntil(lambda: not preview.findChildren(LargePreview))
    assert not copy.path.exists()
    assert not preview.picture.isVisible()
    sheet.page.show_place(Place("evidence"))
    sheet.qtbot.waitUntil(preview.picture.isVisible, timeout=20_000)


def test_a_broken_document_is_a_sentence(sheet: EvidenceSheet, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    attach(sheet, tmp_path / "broken.pdf")
    said = sheet.page.details.preview.words
    sheet.qtbot.waitUntil(lambda: "cannot be read" in said.text(), timeout=20_000)
    assert not sheet.page.details.preview.picture.isVisible()


def test_a_helper_that_dies_is_a_sentence(
    sheet: EvidenceSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false") or "false")
    attach(sheet, PDF)
    said = sheet.page.details.preview.words
    sheet.qtbot.waitUntil(lambda: "broke down" in said.text(), timeout=20_000)


def test_what_is_not_shown_says_so_at_once(sheet: EvidenceSheet) -> None:
    attach(sheet, DOCUMENTS / "residents-survey-2026.xlsx")
    said = sheet.page.details.preview.words.text()
    assert said.startswith("This kind of document is not shown here")


def test_another_piece_cancels_what_is_under_way(sheet: EvidenceSheet) -> None:
    attach(sheet, PDF, DOCUMENTS / "council-resolution.pdf")
    preview = sheet.page.details.preview
    for _turn in range(3):
        sheet.select("council-resolution")
        sheet.select("welcome-guide")
    sheet.qtbot.waitUntil(preview.picture.isVisible, timeout=20_000)
    assert preview.pages.file is not None
    assert preview.pages.file.name == PDF.name
    assert "welcome-guide" in preview.picture.accessibleName()


@pytest.mark.parametrize(
    ("name", "media_type", "size", "shown"),
    [
        ("A.PDF", "application/octet-stream", 10, True),
        ("a", "application/pdf", 10, True),
        ("a.jpg", "image/jpeg", 10, True),
        ("a.svg", "image/svg+xml", 10, False),
        ("a.docx", "application/zip", 10, False),
        ("a.pdf", "application/pdf", 1 << 40, False),
    ],
)
def test_which_files_are_looked_at(name: str, media_type: str, size: int, shown: bool) -> None:
    assert can_be_shown(AttachedFile("ab" * 32, name, media_type, size)) == shown


def test_the_facts_of_the_file_are_shown_and_the_check_sum_copied(
    sheet: EvidenceSheet, qapp: object
) -> None:
    from PySide6.QtGui import QGuiApplication

    attach(sheet, PDF)
    facts = sheet.page.details.file
    digest = hashlib.sha256(PDF.read_bytes()).hexdigest()
    assert facts._name.text() == PDF.name
    assert facts._sum.text().replace(" ", "") == f"SHA-256{digest}"
    sheet.click(facts.copy_button)
    assert QGuiApplication.clipboard().text() == digest


def test_closing_the_project_leaves_no_copy_and_no_helper(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, opened: list[QUrl]
) -> None:
    path = write_sample(MUNICIPALITY, tmp_path / "sample.icproj")
    window.opening.open(path)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    window.go(Place("evidence"))
    page = window.findChild(EvidencePage)
    assert page is not None
    preview = page.details.preview
    qtbot.waitUntil(preview.picture.isVisible, timeout=20_000)
    page.details.buttons.open_file.click()
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=20_000)
    copy, renderer = preview.pages._copy, preview.pages._renderer
    assert copy is not None
    assert renderer._helper is not None
    gone: list[bool] = []
    window.opening.close(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone), timeout=20_000)
    qtbot.waitUntil(lambda: renderer._helper is None)
    qtbot.waitUntil(lambda: not copy.path.exists())
    qtbot.waitUntil(lambda: not Path(opened[0].toLocalFile()).exists())
