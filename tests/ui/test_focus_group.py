"""A focus group of 45 minutes, taken down by two people at once, and sorted in the evening.

Everything is typed by real keys in two windows; the two copies are put together as any return is.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Shell
from focus_group_script import Line, script
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from visit_parts import focus_group, said

from ic_desktop import settings
from ic_desktop.exchange.returns.look import here_of, look_at, preview_of
from ic_desktop.exchange.returns.take import Taken, take
from ic_desktop.project.entities import all_evidence
from ic_desktop.project.peer import participant, promises
from ic_desktop.review import edits, sorting, statements
from ic_desktop.review.evidence import index
from ic_desktop.review.statements import Statement
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import EVENING, Place
from ic_desktop.ui.pages.capture import CapturePage, taking
from ic_desktop.ui.pages.evening import EveningPage
from ic_desktop.ui.preferences import Preferences
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace

BEGAN = 1_780_000_000_000
MOST_KEYS = 6
"""Keys that a statement may need beside its text."""
BEN = ("b" * 32, "e" * 32)


class NoMouse(QObject):
    """Counts what a mouse does anywhere in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.used = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.used += event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.Wheel,
        )
        return False


@pytest.fixture
def no_mouse(qapp: QApplication) -> Iterator[NoMouse]:
    """Fail a test in which a mouse was used."""
    watching = NoMouse()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)
    assert watching.used == 0


class Desk:
    """One laptop: its window, its own copy of the project, and who types there."""

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        self.qtbot, self.shell, self.workspace = qtbot, shell, workspace
        shell.workspaces.remove(workspace)  # the window closes it
        self.window = MainWindow(shell.preferences, shell.writer, shell.background)
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.show_project(workspace)
        self.pressed = 0

    def come(self) -> None:
        """Have the person at this laptop type."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def type(self, letters: str) -> None:
        """Press a key for each letter; "\\t" is Tab, "\\n" Enter."""
        named = {"\t": Qt.Key.Key_Tab, "\n": Qt.Key.Key_Return}
        for letter in letters:
            self.pressed += 1
            there = self.window.focusWidget()
            assert there is not None, "the keyboard is nowhere"
            if letter in named:
                QTest.keyClick(there, named[letter])
            else:
                QTest.keyClicks(there, letter)

    def close(self) -> None:
        """Close the project and the window."""
        gone: list[bool] = []
        self.window.opening.close(lambda: gone.append(True))
        self.qtbot.waitUntil(lambda: bool(gone))
        self.window.close()
        self.window.deleteLater()
        self.qtbot.wait(1)


@pytest.fixture
def other_shell(qtbot: QtBot, shell: Shell, tmp_path: Path) -> Iterator[Shell]:
    """A second laptop, of somebody else."""
    folder = tmp_path / "other"
    folder.mkdir()
    made = Shell(qtbot, folder)
    person, device = BEN
    held = replace(settings.load().settings, participant=person, device=device)
    made.preferences = Preferences(held, made.background)
    yield made
    made.end()


@pytest.fixture
def desks(
    qtbot: QtBot, shell: Shell, other_shell: Shell, look: Theme
) -> Iterator[tuple[Desk, Desk, str]]:
    """Two laptops with a copy each, in the same session."""
    first = shell.create()
    session = focus_group(first)
    first.edit(
        lambda e: edits.introduce(e, BEN[0], {"name": "Ben Roth", "role": "peer", "initials": "BR"})
    )
    shell.wait_saved(first)
    shutil.copyfile(shell.path, other_shell.path)  # as a file manager copies
    made = (
        Desk(qtbot, shell, first),
        Desk(qtbot, other_shell, other_shell.open()),
    )
    yield (*made, session)
    for desk in made:
        if desk.window.workspace is not None:
            desk.close()


def take_notes(
    desks: tuple[Desk, Desk], lines: list[Line], monkeypatch: pytest.MonkeyPatch
) -> list[int]:
    """Type the whole script, each line by whom it names; return the keys beside the text."""
    clock = [BEGAN]
    monkeypatch.setattr(taking, "now", lambda: clock[0])
    beside = []
    for line in lines:
        for taker, desk in zip("AB", desks, strict=True):
            if taker not in line.takers:
                continue
            clock[0] = BEGAN + line.minute * 60_000 + (20_000 if taker == "B" else 0)
            text = line.in_other_words if taker == "B" and line.takers == "AB" else line.text
            before = desk.pressed
            desk.come()
            desk.type(f"{text}\t{line.tags}\n" if line.tags else f"{text}\n")
            beside.append(desk.pressed - before - len(text.removeprefix('"')))
    return beside


def put_together(qtbot: QtBot, desk: Desk, path: Path) -> None:
    """Take the other copy in, the whole way that a return goes."""
    workspace, done = desk.workspace, list[Taken]()
    actor, pack = workspace.actor, workspace.pack

    def work(file: object, _task: object) -> Taken:
        here = here_of(workspace.keeper.file, workspace.ledger)
        came = look_at(path, here)
        try:
            chosen = preview_of(came, here, pack, BEGAN).chosen
            return take(workspace.keeper.file, here, came, chosen, actor, pack, BEGAN)
        finally:
            came.close()

    workspace.settle()
    desk.shell.wait_saved(workspace)
    workspace.with_file(work, title="Taking back", done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    workspace.take_in(done[0].changes)


def line_of(lines: list[Line], statement: Statement) -> Line:
    """Return the line of the script that a statement is."""
    text = statement.piece.text
    found = [one for one in lines if text in (one.words, one.in_other_words.removeprefix('"'))]
    assert len(found) == 1, text
    return found[0]


def sort_all(qtbot: QtBot, desk: Desk, lines: list[Line]) -> int:
    """Decide everything that the evening asks, by keys; return how many were decided."""
    desk.come()
    desk.window.go(EVENING)
    page = desk.window.page
    assert isinstance(page, EveningPage)
    qtbot.waitUntil(page.current.line.hasFocus)
    decided = 0
    while (task := page._task()) is not None:
        decided += 1
        assert decided < 200, "the evening has no end"
        if task.other is not None:
            same = line_of(lines, task.statement) == line_of(lines, task.other)
            desk.type("j" if same else "x")
        elif line_of(lines, task.statement).minute % 2:
            desk.type("10-\n")
        else:
            desk.type("\n")
        qtbot.wait(1)
    return decided


def test_sixty_statements_of_two_note_takers(
    qtbot: QtBot,
    desks: tuple[Desk, Desk, str],
    monkeypatch: pytest.MonkeyPatch,
    no_mouse: NoMouse,
) -> None:
    anna, ben, session = desks
    lines = script()
    both = [line for line in lines if line.takers == "AB"]
    assert len(lines) == 60
    for desk in (anna, ben):
        desk.come()
        desk.window.go(Place("capture", session))
        page = desk.window.page
        assert isinstance(page, CapturePage)
        qtbot.waitUntil(page.line.hasFocus)
    beside = take_notes((anna, ben), lines, monkeypatch)
    assert len(beside) == 60 + len(both)
    assert max(beside) <= MOST_KEYS, Counter(beside)
    mine, theirs = said(anna.workspace), said(ben.workspace)
    check_taken(mine, [line for line in lines if "A" in line.takers])
    check_taken(theirs, [line for line in lines if "B" in line.takers])

    ben.close()
    put_together(qtbot, anna, ben.shell.path)
    workspace = anna.workspace
    state, review = workspace.state, workspace.review_id
    assert len(said(workspace)) == 60 + len(both)
    assert {one.piece for one in said(workspace)} == {one.piece for one in (*mine, *theirs)}
    assert len(sorting.doubles(state, review)) >= len(both)

    assert sort_all(qtbot, anna, lines) >= len(both)
    state = workspace.state
    left = said(workspace)
    assert Counter(line_of(lines, one).words for one in left) == Counter(o.words for o in lines)
    assert all(one.is_sorted for one in left)
    assert sorting.evening(state, review) == ()
    texts = {piece.text for piece in all_evidence(state) if piece.session == session}
    assert texts == {one.piece.text for one in (*mine, *theirs)}
    links = {link for one in (*mine, *theirs) for link in one.links}
    held = index(state, review)
    assert links <= {link for one in left for link in held.links_of(one.piece.id)}
    assert len(statements.open_promises(state, review)) == 1
    assert len(promises(state, review)) == 2
    anna.shell.wait_saved(workspace)


def check_taken(held: tuple[Statement, ...], lines: list[Line]) -> None:
    """Every line is there: its words, time, form, and what its tags say."""
    assert len(held) == len(lines)
    for one, line in zip(held, lines, strict=True):
        assert one.piece.text in (line.words, line.in_other_words.removeprefix('"'))
        assert (one.piece.said_at - BEGAN) // 60_000 == line.minute
        assert (one.piece.form == "quotation") == line.text.startswith('"')
        assert (one.piece.confidentiality == "confidential") == ("!" in line.tags)
        assert (one.piece.form == "remark") == ("@me" in line.tags)
        assert (one.piece.form == "interpreter") == ("~" in line.tags)
        assert one.promised == ("?" in line.tags)
        against = "contradicts" in {link.stance for link in one.links}
        assert against == ("-" in line.tags)


def test_who_spoke_is_who_was_typed(
    qtbot: QtBot, desks: tuple[Desk, Desk, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, ben, session = desks
    lines = [line for line in script() if line.minute < 15]
    for desk in (anna, ben):
        desk.come()
        desk.window.go(Place("capture", session))
    qtbot.wait(20)
    take_notes((anna, ben), lines, monkeypatch)
    before = ""
    for one, line in zip(said(ben.workspace), [x for x in lines if "B" in x.takers], strict=True):
        person = participant(ben.workspace.state, one.piece.speaker)
        number = line.tags[:1]
        expected = f"P{number}" if number.isdigit() else before
        if number == "*":
            assert one.piece.speaker == "several"
        else:
            assert person is not None
            assert person.pseudonym == expected
            before = expected
