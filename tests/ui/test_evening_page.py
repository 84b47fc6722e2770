"""Sorting in the evening, by keys alone."""

import pytest
from conftest import Shell
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from visit_parts import KEY, Hands, focus_group, said

from ic_desktop.project.edit import Actor, Editor
from ic_desktop.review import edits, statements
from ic_desktop.review.capture import Before, parse
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.evidence import index
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.review.statements import Statement
from ic_desktop.review.visit_edits import describe_session
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import EVENING, MATRIX, Place
from ic_desktop.ui.pages.capture import CapturePage
from ic_desktop.ui.pages.consensus.words import spoken_by
from ic_desktop.ui.pages.evening import EveningPage
from ic_desktop.ui.pages.evidence import EvidencePage
from ic_desktop.ui.pages.evidence.table import SOURCE
from ic_desktop.ui.said import said_line
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.lists import CardList
from ic_desktop.ui.workspace import Workspace

BEN = Actor("b" * 32, "e" * 32)
AT = 1_780_000_000_000


class Evening:
    """The page on the screen, with what two people took down."""

    def __init__(
        self, qtbot: QtBot, shell: Shell, window: MainWindow, workspace: Workspace
    ) -> None:
        self.qtbot, self.shell, self.window = qtbot, shell, window
        self.workspace = workspace
        self.session = focus_group(workspace)
        shell.workspaces.remove(workspace)  # the window closes it
        window.show_project(workspace)
        self.hands = Hands(shell)

    def heard(self, *lines: str, by: Actor | None = None, at: int = AT) -> None:
        """Have somebody take lines down, one a minute."""
        workspace = self.workspace
        editor = Editor(workspace.state, by or workspace.actor)
        room = statements.room_of(editor.state, workspace.pack, workspace.review, self.session)
        for n, line in enumerate(lines):
            one = parse(line, room, Before())
            when = at + n * 60_000
            statements.record_statement(editor, workspace.review_id, self.session, one, when)
        workspace._take(editor.changes)
        self.hands.rest()

    def go(self) -> EveningPage:
        self.window.go(EVENING)
        self.hands.rest()
        return self.page

    @property
    def page(self) -> EveningPage:
        page = self.window.page
        assert isinstance(page, EveningPage)
        return page

    @property
    def current(self) -> str:
        """The words that are shown."""
        self.hands.rest()
        return self.page.current.words.rows()[0].text if self.page.current.isVisible() else ""

    @property
    def waiting(self) -> list[str]:
        self.hands.rest()
        return [row.text for row in self.page.list.rows() if self.page.list.isVisible()]

    def statement(self, words: str) -> Statement:
        return next(one for one in said(self.workspace) if one.piece.text == words)

    def links(self, words: str) -> set[tuple[str, str, str]]:
        found = self.statement(words).links
        return {(k.factor, k.question, k.stance) for k in found}


@pytest.fixture
def evening(qtbot: QtBot, shell: Shell, window: MainWindow, workspace: Workspace) -> Evening:
    return Evening(qtbot, shell, window, workspace)


def test_one_after_the_other_is_sorted_by_keys(evening: Evening) -> None:
    evening.heard("First.", "Second.", "Third. #4")
    evening.go()
    assert evening.page.current.line.hasFocus()
    assert (evening.current, evening.waiting) == ("First.", ["Second."])
    evening.hands.types("9- 7.2+ @4 !\n")
    assert evening.links("First.") == {("9", "", "contradicts"), ("7", "7.2", "supports")}
    one = evening.statement("First.").piece
    assert screen_name(evening.workspace.state, one.speaker) == "P4"
    assert one.confidentiality == "confidential"
    assert (evening.current, evening.waiting) == ("Second.", [])
    evening.hands.types("\n")
    assert evening.statement("Second.").is_sorted
    assert evening.current == ""
    assert evening.page._done.isVisible()
    evening.page._done.acted.emit()
    assert evening.window.place == MATRIX


def test_what_is_not_known_is_told_and_nothing_is_done(evening: Evening) -> None:
    evening.heard("First.")
    evening.go()
    evening.hands.types("99 9-")
    assert evening.page.current._unknown.text() == "“99” is not known here"
    evening.hands.types("\n")
    assert not evening.statement("First.").is_sorted
    assert evening.current == "First."
    evening.hands.press(KEY.Key_Escape)
    evening.hands.types("9\n")
    assert evening.links("First.") == {("9", "", "background")}


def test_back_and_again(evening: Evening) -> None:
    evening.heard("First.", "Second.")
    evening.go()
    evening.hands.types("9-\nu")
    assert evening.current == "First."
    evening.hands.types("9+\n")
    assert evening.links("First.") == {("9", "", "supports")}
    assert evening.current == "Second."
    evening.hands.types("u")
    assert evening.current == "First."
    evening.hands.types("d")
    assert evening.links("First.") == set()
    assert evening.current == "First."
    evening.hands.types("n")
    assert evening.current == "Second."
    evening.hands.press(KEY.Key_Up)
    assert evening.current == "First."


def test_later_comes_after_all_others(evening: Evening) -> None:
    evening.heard("First.", "Second.", "Third.")
    evening.go()
    evening.hands.types("n")
    assert evening.current == "Second."
    evening.hands.types("4\n4\n")
    assert evening.current == "First."


def test_the_form_goes_round(evening: Evening) -> None:
    evening.heard("First. #4-")
    evening.heard("Second.")
    evening.go()
    for form in ("interpreter", "remark", "quotation", "paraphrase"):
        evening.hands.types("f")
        evening.hands.rest()
        assert evening.statement("Second.").piece.form == form


def test_words_are_changed_where_they_were_typed(evening: Evening) -> None:
    evening.heard("Frist.")
    key = said(evening.workspace)[0].piece.id
    evening.go()
    evening.hands.types("e")
    page = evening.window.page
    assert isinstance(page, CapturePage)
    assert evening.window.place == Place("capture", evening.session, key)
    assert page.line.text().startswith("Frist. ▸")


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape])
def test_one_comes_back_to_sorting_once_words_are_changed(evening: Evening, key: KEY) -> None:
    evening.heard("First.", "Second.", "Third.")
    evening.go()
    evening.hands.types("n")
    assert evening.current == "Second."
    evening.hands.types("e")
    evening.qtbot.waitUntil(lambda: evening.window.place.page == "capture")
    evening.hands.rest()
    evening.hands.types(" #9+")
    evening.hands.press(key)
    assert evening.window.place == EVENING
    assert evening.links("Second.") == ({("9", "", "supports")} if key == KEY.Key_Return else set())
    assert evening.current == ("First." if key == KEY.Key_Return else "Second.")
    evening.hands.rest()
    assert evening.page.current.line.hasFocus()


def test_doubles_are_joined_by_a_key_and_separated_again(evening: Evening) -> None:
    evening.heard("The letter came in German only. #10-", "Something else.")
    evening.heard("letter came only in German #4-", by=BEN, at=AT + 30_000)
    page = evening.go()
    assert page.current.other.rows()[0].text == "letter came only in German"
    assert "pair is alike" in page._count.text()
    evening.hands.types("j")
    evening.hands.rest()
    state, review = evening.workspace.state, evening.workspace.review_id
    assert [one.piece.text for one in said(evening.workspace)] == [
        "The letter came in German only.",
        "Something else.",
    ]
    assert len(index(state, review).of_factor("4")) == 1
    assert evening.current == "Something else."
    [button] = page.joined.buttons()
    assert "letter came only in German" in button.accessibleName()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    evening.hands.press(KEY.Key_Space)
    evening.hands.rest()
    assert len(said(evening.workspace)) == 3
    assert page.joined.isHidden()


def test_doubles_stay_apart_if_somebody_says_so(evening: Evening) -> None:
    evening.heard("The letter came in German only. #10-")
    evening.heard("letter came only in German", by=BEN, at=AT + 30_000)
    page = evening.go()
    evening.hands.types("x")
    evening.hands.rest()
    assert len(said(evening.workspace)) == 2
    assert page.current.other.isHidden()
    assert evening.current == "letter came only in German"
    evening.hands.types("10-\n")
    assert evening.current == ""


def test_enter_never_decides_whether_two_are_one(evening: Evening) -> None:
    evening.heard("The letter came in German only. #10-")
    evening.heard("letter came only in German #4", by=BEN, at=AT + 30_000)
    page = evening.go()
    evening.hands.types("\n\n\n")
    evening.hands.rest()
    assert page.current.other.isVisible()
    assert len(said(evening.workspace)) == 2


def test_undo_takes_a_joining_back(evening: Evening) -> None:
    evening.heard("The letter came in German only. #10-")
    evening.heard("letter came only in German #4", by=BEN, at=AT + 30_000)
    evening.go()
    evening.hands.types("j")
    assert len(said(evening.workspace)) == 1
    evening.hands.rest()
    evening.workspace.undo()
    evening.hands.rest()
    assert len(said(evening.workspace)) == 2
    assert evening.page.current.other.isVisible()


def test_a_question_is_offered_after_its_dot(evening: Evening) -> None:
    evening.heard("First.")
    page = evening.go()
    evening.hands.types("-7.")
    assert page.offers.isVisible()
    assert page.offers.current() == "#7.4"
    evening.hands.types("\t\n")
    assert evening.links("First.") == {("7", "7.4", "contradicts")}


def test_a_promise_has_come(evening: Evening) -> None:
    evening.heard("She will send the leaflet. ?")
    workspace, made = evening.workspace, list[str]()
    workspace.edit(lambda e: made.append(edits.add_evidence(e, {"title": "Leaflet"})))
    page = evening.go()
    promise = said(workspace)[0].piece.id
    picker = page.promises.picker(promise)
    assert "leaflet" in picker.accessibleName()
    picker.setFocus(Qt.FocusReason.TabFocusReason)
    evening.hands.press(KEY.Key_Down)
    evening.hands.rest()
    [held] = statements.open_promises(workspace.state, workspace.review_id)
    assert held.evidence == made[0]
    due = page.promises.date(promise)
    due.line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(due.line, "2026-12-01")
    evening.hands.press(KEY.Key_Return)
    evening.hands.rest()
    [held] = statements.open_promises(workspace.state, workspace.review_id)
    assert held.due == "2026-12-01"


def test_a_row_that_waits_is_gone_to(evening: Evening) -> None:
    evening.heard("First.", "Second.", "Third.")
    page = evening.go()
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    evening.hands.press(KEY.Key_End)
    evening.hands.press(KEY.Key_Return)
    assert evening.current == "Third."
    assert page.current.line.hasFocus()


@pytest.mark.parametrize("size", [100, 200])
def test_everything_has_a_name_and_fits(evening: Evening, look: Theme, size: int) -> None:
    look.set(text_size=size)
    evening.heard("The letter came in German only. #10-", "She sends it. ?")
    evening.heard("letter came only in German", by=BEN, at=AT + 30_000)
    page = evening.go()
    for widget in (page.current.line, page.list, page.current.words, page.current.other):
        assert widget.accessibleName()
    assert page.current.line.hasFocus()
    line = page.current.line
    top = line.mapTo(page, line.rect().topLeft()).y()
    assert 0 <= top < page.height() - line.height()
    look.set(text_size=100)


def test_who_said_it_stands_where_evidence_is_shown(evening: Evening) -> None:
    evening.heard("@4 First. #7-", "@me Second.", "@* Third.")
    lines = [said_line(evening.workspace.state, one.piece) for one in said(evening.workspace)]
    assert lines[0].startswith("P4 · Focus group: course participants · ")
    assert lines[1].startswith("remark of the team · ")
    assert lines[2].startswith("several people · ")
    pieces = [one.piece for one in said(evening.workspace)]
    day = {"date": "2026-05-04"}
    evening.workspace.edit(lambda e: describe_session(e, evening.session, day))
    seen = [spoken_by(evening.workspace.state, piece) for piece in pieces]
    assert [line.split(" · ")[0] for line in seen] == ["P4", "remark of the team", "several people"]
    assert all(line.endswith(" · 4 May 2026") for line in seen)
    evening.window.go(Place("factor", "7"))
    lists = evening.window.page.findChildren(CardList)
    assert any(lines[0] in item.detail for held in lists for item in held.items())
    evening.window.go(Place("evidence"))
    evening.qtbot.wait(50)
    page = evening.window.page
    assert isinstance(page, EvidencePage)
    assert page.table.rows()[0].cells[SOURCE].text == lines[0]


def test_in_a_copy_for_one_person_only_their_own_is_sorted(evening: Evening) -> None:
    """What would not be taken back is not offered, and is refused before it looks saved."""
    workspace = evening.workspace
    evening.heard("Of the leader alone", by=BEN)
    evening.heard("Of the peer alone")
    workspace.lane = Lane(workspace.review_id, workspace.actor.author, PURPOSES["peer"])
    page = evening.go()
    assert [task.statement.piece.text for task in page._tasks] == ["Of the peer alone"]
    (theirs,) = (
        one
        for one in statements.statements(workspace.state, workspace.review_id)
        if one.taker == BEN.author
    )
    told: list[object] = []
    workspace.failed.connect(told.append)
    before = workspace.state
    scope = statements.statement_scope(workspace.review_id, evening.session)
    assert not workspace.edit(lambda e: e.set("evidence", theirs.piece.id, "text", "Other", scope))
    assert workspace.state is before
    assert len(told) == 1
