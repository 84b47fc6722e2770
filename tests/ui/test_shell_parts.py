"""Log, unexpected errors, strangers' and damaged files, finding, words and places."""

import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Shell
from PySide6.QtCore import QLocale, qWarning
from PySide6.QtWidgets import QMessageBox
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from ic_desktop.benchmark import library
from ic_desktop.project.entities import verdict
from ic_desktop.review import edits
from ic_desktop.ui import collecting, navigation, wording
from ic_desktop.ui import navigation_entries as entries
from ic_desktop.ui.collecting import Collector
from ic_desktop.ui.formats import day, file_size
from ic_desktop.ui.log import LogFile, UnexpectedErrors, log_file, outline
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place, neighbour, walk
from ic_desktop.ui.palette import find
from ic_desktop.ui.rescue import Rescue
from ic_desktop.ui.workspace import Workspace


def failing(words: str) -> Exception:
    """Return an exception that was raised with words in it, from another."""
    try:
        try:
            int(words)
        except ValueError as error:
            raise KeyError(words) from error
    except KeyError as error:
        return error


def test_the_log_keeps_where_and_never_what() -> None:
    secret = "Interview with Mrs Example"
    text = outline(failing(secret))
    assert secret not in text
    assert text.startswith("KeyError")
    assert "ValueError" in text
    assert "test_shell_parts.py" in text


def test_an_exception_in_the_log_file_has_no_words() -> None:
    secret = "Interview with Mrs Example"
    file = LogFile()
    try:
        error = failing(secret)
        logging.getLogger("ic_desktop.test").error("unexpected", exc_info=error)
    finally:
        file.close()
    text = log_file().read_text("utf-8")
    assert "KeyError" in text
    assert secret not in text


@pytest.mark.parametrize(
    "said",
    [
        "Unable to detect a launcher for 'file:///tmp/x/Mrs O'Example.pdf'",
        "QImage: cannot open /home/a/Mrs Example.png",
        'Could not parse "Mrs Example": no',
        r"Cannot open C:\Users\a\Mrs Example.png",
    ],
)
def test_what_qt_quotes_does_not_stand_in_the_log(said: str) -> None:
    file = LogFile()
    try:
        qWarning(said)
    finally:
        file.close()
    text = log_file().read_text("utf-8")
    assert said.split()[0] in text
    assert "Example" not in text


def test_a_large_log_begins_anew_and_only_some_are_kept() -> None:
    path = log_file()
    for number in range(6):
        path.write_text(f"{number} " + "x" * 1_000_001)
        LogFile().close()
    kept = sorted(p.name for p in path.parent.glob("ic-desktop*.log"))
    assert kept == ["ic-desktop.1.log", "ic-desktop.2.log", "ic-desktop.3.log", "ic-desktop.log"]
    assert path.with_suffix(".1.log").read_text().startswith("5")
    assert path.stat().st_size < 10_000


def test_what_nobody_expected_is_shown_on_the_screens_thread(shell: Shell) -> None:
    shown: list[tuple[str, threading.Thread]] = []
    errors = UnexpectedErrors(
        lambda error: shown.append((type(error).__name__, threading.current_thread())),
        shell.courier.post,
    )
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        shell.qtbot.waitUntil(lambda: bool(shown))
    finally:
        errors.release()
    assert shown == [("ZeroDivisionError", threading.main_thread())]


def test_an_unexpected_error_of_a_task_reaches_the_screen(shell: Shell) -> None:
    def break_down(_task: object) -> None:
        raise ZeroDivisionError

    with capture_exceptions() as caught:
        shell.background.do(break_down)
        shell.qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_the_crash_dialog_keeps_what_is_being_typed(
    shell: Shell, window: MainWindow, workspace: Workspace
) -> None:
    from ic_desktop.ui import crash

    shell.workspaces.remove(workspace)
    window.show_project(workspace)
    key = ("verdict", f"{workspace.review_id}/city/7", "reason")
    workspace.type_text(key, workspace.factor_scope("7"), "Because")
    crash.show(window, ZeroDivisionError())
    crash.show(window, KeyError())
    (box,) = window.findChildren(QMessageBox)
    assert "ZeroDivisionError" in box.text()
    assert str(log_file()) in box.informativeText()
    assert verdict(workspace.state, workspace.review_id, "7").reason == "Because"
    next(b for b in box.buttons() if b.text() == "Go on").click()


def test_collection_by_itself_is_off_and_left_as_it_was_found(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned: list[bool] = []
    monkeypatch.setattr(collecting.gc, "disable", lambda: turned.append(False))
    monkeypatch.setattr(collecting.gc, "enable", lambda: turned.append(True))
    for was_enabled, after in ((True, [False, True]), (False, [False])):
        turned.clear()
        monkeypatch.setattr(collecting.gc, "isenabled", lambda was=was_enabled: was)
        collector = Collector()
        assert turned == [False]
        collector.release()
        assert turned == after
        collector.deleteLater()


# Files that do not simply open


def of_a_stranger(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project under another installation and return its path."""
    mine = os.environ["IC_DESKTOP_HOME"]
    monkeypatch.setenv("IC_DESKTOP_HOME", str(shell.folder / "other home"))
    workspace = shell.create("Fremdstadt")
    review_id = workspace.review_id
    workspace.edit(lambda e: edits.judge(e, review_id, "7", {"value": "partly"}))
    shell.close(workspace)
    monkeypatch.setenv("IC_DESKTOP_HOME", mine)
    return shell.path


def the_question(shell: Shell, window: MainWindow) -> QMessageBox:
    """Wait for the question that is open, and return it."""

    def boxes() -> list[QMessageBox]:
        return [box for box in window.findChildren(QMessageBox) if box.isVisible()]

    shell.qtbot.waitUntil(lambda: bool(boxes()), timeout=20_000)
    return boxes()[0]


def choose(box: QMessageBox, text: str) -> None:
    """Press a button of a question."""
    next(b for b in box.buttons() if b.text().startswith(text)).click()


def test_a_strangers_file_is_checked_and_then_read(
    shell: Shell, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = of_a_stranger(shell, monkeypatch)
    before = path.read_bytes()
    window.opening.open(path)
    box = the_question(shell, window)
    assert "comes from another computer" in box.text()
    assert "Fremdstadt" in box.informativeText()
    choose(box, "Only read")
    shell.qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.read_only
    assert verdict(window.workspace.state, window.workspace.review_id, "7").value == "partly"
    assert path.read_bytes() == before


def test_a_strangers_file_is_written_anew_to_work_on_it(
    shell: Shell, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = of_a_stranger(shell, monkeypatch)
    window.opening.open(path)
    choose(the_question(shell, window), "Work on it")
    shell.qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert window.workspace is not None
    assert not window.workspace.read_only
    assert verdict(window.workspace.state, window.workspace.review_id, "7").value == "partly"


def test_a_strangers_file_can_be_left_alone(
    shell: Shell, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = of_a_stranger(shell, monkeypatch)
    window.opening.open(path)
    choose(the_question(shell, window), "Cancel")
    assert window.workspace is None
    assert window.place == navigation.START


def test_a_damaged_file_leads_to_what_is_whole(shell: Shell, window: MainWindow) -> None:
    workspace = shell.create()
    review_id = workspace.review_id
    workspace.edit(lambda e: edits.judge(e, review_id, "7", {"value": "partly"}))
    shell.close(workspace)
    whole = shell.path.read_bytes()
    assert b'"partly"' in whole
    shell.path.write_bytes(whole.replace(b'"partly"', b'"partlz"'))
    window.opening.open(shell.path)
    box = the_question(shell, window)
    assert "damaged" in box.text()
    assert any(b.text().startswith("Save what is whole") for b in box.buttons())
    choose(box, "Cancel")
    assert window.workspace is None
    to = shell.folder / "rescued.icproj"
    Rescue(window, window.opening, shell.background).salvage(shell.path, to)
    shell.qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert window.workspace is not None
    assert window.workspace.facts.path == to.resolve()
    assert window.workspace.profile.city == "Musterau"
    assert verdict(window.workspace.state, review_id, "7").value == ""
    for shown in window.findChildren(QMessageBox):
        shown.close()


def test_a_project_that_is_gone_can_be_taken_off_the_list(shell: Shell, window: MainWindow) -> None:
    from ic_desktop.settings import Recent

    gone = shell.folder / "gone.icproj"
    shell.preferences.change(lambda s: s.with_recent(Recent(str(gone), "Gone")))
    window.opening.open(gone)
    choose(the_question(shell, window), "Take it off")
    assert shell.preferences.now.recent == ()


# Finding, words, places


def test_finding_shows_pages_first_and_then_everything(workspace: Workspace) -> None:
    assert [one.title for one in find(workspace, "results")][:1] == ["Results"]
    kinds = {one.kind for one in find(workspace, "migrants")}
    assert {"Question", "Key factor"} <= kinds
    everything = [one.place for one in find(workspace, "")]
    assert list(walk(workspace.factors)) == everything[: len(everything) - 2]
    assert find(workspace, "xyzzy") == []


def test_the_page_of_notes_is_found_by_what_one_does_there(workspace: Workspace) -> None:
    notes = Place("capture")
    assert notes not in [one.place for one in find(workspace, "take notes")]
    review_id = workspace.review_id
    workspace.edit(lambda e: edits.describe_review(e, review_id, {"kind": "peer-review"}))
    assert find(workspace, "take notes")[0].place == notes
    assert find(workspace, "taking")[0].title == "Taking notes"


def test_sections_hold_the_copies_once_and_evidence_is_counted_as_its_page_does(
    workspace: Workspace,
) -> None:
    factors = workspace.factors
    where = (workspace.state, workspace.review_id)
    peer = entries.closing_sections(*where, factors, peer_review=True)
    assert [title for title, _rows in peer] == ["Peer review", "Report"]
    ((title, rows),) = entries.closing_sections(*where, factors, peer_review=False)
    assert title == "Report and copies"
    assert [row.place for row in rows] == [navigation.REPORT, navigation.COPIES]
    assert [row.place for _title, found in peer for row in found].count(navigation.COPIES) == 1

    counts = entries.count(*where, workspace.voice, factors)
    assert [e.badge for e in entries.top_entries(counts, factors)] == ["0 of 13", ""]
    assert [e.badge for e in entries.top_entries(counts, factors, True)] == ["", ""]

    made: list[str] = []
    workspace.edit(lambda e: made.append(edits.add_evidence(e, {"title": "Minutes"})))
    double = {"title": "Minutes again", "joined-into": made[0]}
    workspace.edit(lambda e: edits.add_evidence(e, double))
    shown = entries.count(workspace.state, workspace.review_id, workspace.voice, factors)
    assert shown.evidence == 1


def test_what_is_undone_is_said_in_words(workspace: Workspace) -> None:
    review_id, pack = workspace.review_id, workspace.pack
    workspace.edit(lambda e: edits.judge(e, review_id, "7", {"value": "partly"}))
    assert wording.undone(workspace.undo(), pack) == (
        "Taken back: verdict on 7 Municipal employment"
    )
    assert wording.undone(workspace.redo(), pack, again=True).startswith("Done again")
    workspace.edit(lambda e: edits.answer(e, review_id, "7", "7.1", {"value": "enough"}))
    assert wording.undone(workspace.undo(), pack) == "Taken back: answer to question 7.1"
    workspace.edit(lambda e: edits.answer(e, review_id, "7", "7.1", {"note": "Nobody asked."}))
    assert wording.undone(workspace.undo(), pack) == "Taken back: note on question 7.1"
    assert workspace.undo().done
    assert wording.undone(workspace.undo(), pack) == "There is nothing to take back."


def test_the_copies_come_after_the_visit_in_a_peer_review_and_last_elsewhere() -> None:
    factors = library.pack("promoting-cultural-diversity").factors
    order = walk(factors, peer_review=True)
    assert neighbour(order, navigation.VISIT, 1) == navigation.COPIES
    assert neighbour(order, navigation.COPIES, 1) == navigation.EVENING
    assert order[-1] == navigation.REPORT
    assert order.count(navigation.COPIES) == 1
    assert walk(factors)[-2:] == (navigation.REPORT, navigation.COPIES)


def test_the_walk_has_two_ends() -> None:
    order = walk(library.pack("promoting-cultural-diversity").factors)
    assert len(order) == 2 + 13 + 6
    assert neighbour(order, order[0], -1) is None
    assert neighbour(order, order[-1], 1) is None
    assert neighbour(order, Place("factor", "7", "7.3"), 1) == Place("factor", "8")
    assert neighbour(order, navigation.SETTINGS, 1) is None


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "1 KB"), (500_000, "488 KB"), (43_000_000, "41 MB"), (2_200_000_000, "2.0 GB")],
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        assert file_size(size) == text
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(("name", "text"), [("en_GB", "2 Nov 2036"), ("de_DE", "2. Nov. 2036")])
def test_a_year_is_written_whole(name: str, text: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(name))
    try:
        assert day(datetime(2036, 11, 2, tzinfo=UTC)) == text
    finally:
        QLocale.setDefault(before)


def test_the_overview_says_what_comes_next(workspace: Workspace) -> None:
    from ic_desktop.review.progress import progress
    from ic_desktop.ui.pages.overview import what_next

    def now() -> Place:
        done = progress(workspace.state, workspace.pack, workspace.review)
        return what_next(done, workspace)[2]

    review_id = workspace.review_id
    assert now() == navigation.CITY
    workspace.edit(lambda e: edits.describe_review(e, review_id, {"assessors": "Ada"}))
    assert now() == Place("factor", "1")
    for factor in workspace.factors:
        for question in factor.questions:
            value = "yes" if question.answer_type == "yes-no" else "enough"
            values = {"value": value}
            workspace.edit(
                lambda e, f=factor, q=question, v=values: edits.answer(e, review_id, f.id, q.id, v)
            )
        assert now() == Place("factor", factor.id)
        workspace.edit(lambda e, f=factor: edits.judge(e, review_id, f.id, {"value": "in-place"}))
    assert now() == navigation.RESULTS
    waiting = {"value": "dont-know", "ask-whom": "Bob"}
    workspace.edit(lambda e: edits.answer(e, review_id, "7", "7.1", waiting))
    assert now() == navigation.TO_ASK
