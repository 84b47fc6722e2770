"""The page of the visit: what to find out, sessions, what nobody is asked, paper and calendars."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import Shell
from evidence_parts import Lent, caught_dialogs
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.project.peer import Session, session, sessions
from ic_desktop.review import edits, people, visit, visit_edits
from ic_desktop.review.enquiries import ToFindOut, to_find_out
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.ui.navigation import PEOPLE, Place, factor_place
from ic_desktop.ui.pages.visit import VisitPage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.workspace import Workspace


class Sheet(Lent):
    """The page on the screen."""

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self.qtbot, self.workspace = qtbot, workspace
        self.page = VisitPage(self.desk, workspace)
        qtbot.addWidget(self.page)
        workspace.changed.connect(self.page.refresh)
        workspace.failed.connect(self.told.append)
        self.page.resize(1118, 645)
        self.page.show_place(Place("visit"))
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def settle(self) -> None:
        """Wait until the page shows every edit and everything has its place."""
        self.qtbot.waitUntil(lambda: self.page.is_up_to_date)
        self.qtbot.wait(1)

    def turn(self, words: str) -> None:
        """Click on one of the three views."""
        tabs = self.page.tabs.findChildren(QRadioButton)
        tab = next(o for o in tabs if o.text().startswith(words))
        self.qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
        self.settle()

    def add_session(self, title: str, **values: Any) -> str:
        """Type a session into the line, press Enter, set what else there is; return its id."""
        before = {held.id for held in self.held()}
        if not self.page.sessions.isVisible():
            self.turn("Sessions")
        self.qtbot.keyClicks(self.page.sessions.add_line, title)
        self.qtbot.keyClick(self.page.sessions.add_line, Qt.Key.Key_Return)
        self.settle()
        (made,) = {held.id for held in self.held()} - before
        if values:
            self.workspace.edit(lambda e: visit_edits.describe_session(e, made, values))
            self.settle()
        return made

    def add_person(self, name: str, role: str, **values: Any) -> str:
        made: list[str] = []
        self.workspace.edit(lambda e: made.append(people.add_person(e, name, role)))
        self.workspace.edit(lambda e: people.describe_person(e, made[0], values))
        self.settle()
        return made[0]

    def held(self) -> list[Session]:
        return sessions(self.workspace.state, self.workspace.review_id)

    def session(self, key: str) -> Session:
        found = session(self.workspace.state, key)
        assert found is not None
        return found

    def enquiry(self, reason: str, about: str) -> ToFindOut:
        now = self.workspace
        known = to_find_out(now.state, now.pack, now.review)
        return next(e for e in known if e.reason == reason and about in (e.factor, e.question))

    def choose(self, key: str) -> None:
        """Choose a card as the arrow keys do."""
        cards = self.page._lists[self.page._tab].cards
        rows = [item.key for item in cards.items()]
        cards.setCurrentIndex(cards.model().index(rows.index(key), 0))
        self.settle()

    def press(self, inside: QWidget, words: str) -> None:
        self.qtbot.wait(1)  # what has just appeared gets its place
        found = [b for b in inside.findChildren(QAbstractButton) if b.text() == words]
        (button,) = [b for b in found if b.isVisible()]
        for view in (self.page.sides.view, self.page.sides.side_view):
            view.reveal(button)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type_into(self, line: Any, text: str) -> None:
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClick(line, Qt.Key.Key_Delete)
        self.qtbot.keyClicks(line, text)
        self.qtbot.keyClick(line, Qt.Key.Key_Tab)
        self.settle()


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[Sheet]:
    made = Sheet(qtbot, shell, workspace)
    yield made
    made.page.leave()


def warned(sheet: Sheet) -> list[str]:
    found = sheet.page.one_session.warnings.findChildren(Notice)
    return [notice.text() for notice in found if notice.isVisible()]


# What there is to find out


def test_the_list_follows_the_self_assessment(sheet: Sheet) -> None:
    cards = sheet.page.find_out.cards
    assert len(cards.items()) == 13
    review = sheet.workspace.review_id
    sheet.workspace.edit(lambda e: edits.judge(e, review, "7", {"value": "in-place"}))
    sheet.settle()
    shown = [item for item in cards.items() if item.group.startswith("7 ")]
    assert "nothing supports it" in shown[0].title
    assert [item.title[:3] for item in shown[1:]] == ["7.1", "7.2", "7.3", "7.4"]
    assert sheet.page.tabs.findChildren(QRadioButton)[0].text() == "To find out (17)"


def test_something_of_ones_own_is_typed_and_stands_last(sheet: Sheet) -> None:
    line = sheet.page.find_out.add_line
    sheet.qtbot.keyClicks(line, "Who pays?")
    sheet.qtbot.keyClick(line, Qt.Key.Key_Return)
    sheet.settle()
    last = sheet.page.find_out.cards.items()[-1]
    assert (last.title, last.group) == ("Who pays?", "Something else")
    assert line.text() == ""
    assert sheet.page.one_enquiry.isVisible()
    sheet.qtbot.keyClick(line, Qt.Key.Key_Return)
    sheet.settle()
    assert len(sheet.page.find_out.cards.items()) == 14


def test_settling_takes_it_off_the_list_until_settled_ones_are_wanted(sheet: Sheet) -> None:
    one = sheet.enquiry("unjudged", "7")
    sheet.choose(f"enquiry/{one.id}")
    panel = sheet.page.one_enquiry
    sheet.type_into(panel.outcome, "Seen with our own eyes")
    sheet.qtbot.mouseClick(panel.done, Qt.MouseButton.LeftButton)
    sheet.settle()
    now = sheet.enquiry("unjudged", "7")
    assert (now.done, now.outcome) == (True, "Seen with our own eyes")
    keys = [item.key for item in sheet.page.find_out.cards.items()]
    assert f"enquiry/{one.id}" not in keys
    sheet.qtbot.mouseClick(sheet.page.find_out.show_done, Qt.MouseButton.LeftButton)
    sheet.settle()
    shown = {item.key: item.note for item in sheet.page.find_out.cards.items()}
    assert shown[f"enquiry/{one.id}"] == "settled"


def test_a_session_is_ticked_and_the_card_names_it(sheet: Sheet) -> None:
    held = sheet.add_session("School")
    sheet.turn("To find out")
    one = sheet.enquiry("unjudged", "7")
    sheet.choose(f"enquiry/{one.id}")
    check = sheet.page.one_enquiry.ask_in.checks[held]
    sheet.qtbot.mouseClick(check, Qt.MouseButton.LeftButton)
    sheet.settle()
    assert sheet.enquiry("unjudged", "7").sessions == (held,)
    item = next(i for i in sheet.page.find_out.cards.items() if i.key == f"enquiry/{one.id}")
    assert item.detail == "School"
    sheet.qtbot.mouseClick(check, Qt.MouseButton.LeftButton)
    sheet.settle()
    assert sheet.enquiry("unjudged", "7").sessions == ()


def test_a_guide_question_of_a_session_counts_for_what_is_to_be_found_out(sheet: Sheet) -> None:
    review = sheet.workspace.review_id
    sheet.workspace.edit(lambda e: edits.answer(e, review, "7", "7.2", {"value": "dont-know"}))
    held = sheet.add_session("School")
    sheet.workspace.edit(lambda e: visit_edits.plan_question(e, held, "7.2"))
    sheet.turn("To find out")
    one = sheet.enquiry("unknown", "7.2")
    item = next(i for i in sheet.page.find_out.cards.items() if i.key == f"enquiry/{one.id}")
    assert item.detail.endswith("School")
    sheet.choose(f"enquiry/{one.id}")
    assert sheet.page.one_enquiry._asked_by.text() == "Its question is asked in: School"


def test_what_contradicts_is_named(sheet: Sheet) -> None:
    review, made = sheet.workspace.review_id, list[str]()
    values = {"type": "document", "title": "Survey 2024"}
    sheet.workspace.edit(lambda e: made.append(edits.add_evidence(e, values)))
    sheet.workspace.edit(lambda e: edits.link(e, review, made[0], "7", stance="contradicts"))
    sheet.settle()
    one = sheet.enquiry("contradicted", "7")
    item = next(i for i in sheet.page.find_out.cards.items() if i.key == f"enquiry/{one.id}")
    assert item.title == "Contradicted by “Survey 2024”. What is right?"
    sheet.choose(f"enquiry/{one.id}")
    assert sheet.page.one_enquiry._title.text() == item.title


def test_a_peers_copy_takes_what_came_of_it_and_offers_no_more(sheet: Sheet) -> None:
    now = sheet.workspace
    sheet.add_session("School")
    sheet.turn("To find out")
    panel = sheet.page.one_enquiry
    sheet.choose(f"enquiry/{sheet.enquiry('unjudged', '7').id}")
    for purpose, can in (("host", False), ("peer", True)):
        now.lane = Lane(now.review_id, now.actor.author, PURPOSES[purpose])
        sheet.page._fill()
        assert sheet.page.find_out.add_line.isVisible() is can
        assert panel.outcome.isReadOnly() is not can
        assert panel.done.isEnabled() is can
        assert not any(check.isEnabled() for check in panel.ask_in.checks.values())
        assert not panel.remove_button.isEnabled()
    sheet.type_into(panel.outcome, "Seen")
    sheet.qtbot.keyClicks(sheet.page.find_out.add_line, "Who pays?")
    sheet.qtbot.keyClick(sheet.page.find_out.add_line, Qt.Key.Key_Return)
    sheet.settle()
    assert sheet.told == []
    assert sheet.enquiry("unjudged", "7").outcome == "Seen"
    assert sheet.enquiry("own", "").text == "Who pays?"
    sheet.turn("Sessions")
    assert not sheet.page.sessions.add_line.isVisible()
    assert sheet.page._part.isVisible()


def test_what_is_taken_off_comes_back_with_undo(sheet: Sheet) -> None:
    one = sheet.enquiry("unjudged", "7")
    sheet.choose(f"enquiry/{one.id}")
    sheet.press(sheet.page.one_enquiry, "Take off the list")
    assert len(sheet.page.find_out.cards.items()) == 12
    sheet.workspace.undo()
    sheet.settle()
    assert len(sheet.page.find_out.cards.items()) == 13


def test_it_leads_to_the_key_factor(sheet: Sheet) -> None:
    one = sheet.enquiry("unjudged", "7")
    sheet.choose(f"enquiry/{one.id}")
    sheet.press(sheet.page.one_enquiry, "Go to it")
    assert sheet.went == [factor_place("7")]


# Sessions


def test_an_empty_plan_says_what_to_do_first(sheet: Sheet) -> None:
    sheet.turn("Sessions")
    assert sheet.page.sessions._none.isVisible()
    assert "type its title" in sheet.page.sessions._none.text()
    assert not sheet.page.schedule_button.isEnabled()
    sheet.turn("Sessions")
    assert sheet.page.sessions.isVisible()


def test_a_session_is_made_and_described_by_keyboard(sheet: Sheet) -> None:
    held = sheet.add_session("School")
    panel = sheet.page.one_session
    assert panel.isVisible()
    sheet.type_into(panel.date.line, "4.5.2026")
    sheet.type_into(panel.times["start"], "9")
    sheet.type_into(panel.times["end"], "10.30")
    sheet.type_into(panel.place, "Room 12")
    now = sheet.session(held)
    assert (now.kind, now.title, now.date) == ("interview", "School", "2026-05-04")
    assert (now.start, now.end, now.place) == ("09:00", "10:30", "Room 12")
    (item,) = sheet.page.sessions.cards.items()
    assert item.detail == "09:00–10:30 · Room 12 · 0 questions"
    assert item.group == "4 May 2026"


def test_a_new_session_begins_at_its_title(sheet: Sheet) -> None:
    sheet.add_session("School")
    bar = sheet.page.sides.side_view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    sheet.add_session("Parents")
    assert sheet.page.one_session.title.text() == "Parents"
    assert sheet.page.one_session.title.hasFocus()
    assert bar.value() == 0


def test_what_is_no_time_is_told_and_not_kept(sheet: Sheet) -> None:
    held = sheet.add_session("School", start="09:00")
    panel = sheet.page.one_session
    sheet.type_into(panel.times["start"], "noonish")
    assert panel._no_time.isVisible()
    assert "noonish" in panel._no_time.text()
    assert sheet.session(held).start == "09:00"
    sheet.type_into(panel.times["start"], "")
    assert not panel._no_time.isVisible()
    assert sheet.session(held).start == ""


def test_an_end_before_the_start_and_somebody_twice_are_warned_of(sheet: Sheet) -> None:
    nora = sheet.add_person("Nora Lind", "peer")
    one = sheet.add_session("School", date="2026-05-04", start="09:00", end="08:00")
    assert warned(sheet) == ["“School” ends before it begins."]
    sheet.workspace.edit(lambda e: visit_edits.describe_session(e, one, {"end": "10:00"}))
    two = sheet.add_session("Parents", date="2026-05-04", start="09:30", end="11:00")
    assert warned(sheet) == []
    for held in (one, two):
        sheet.workspace.edit(lambda e, held=held: visit_edits.put_person(e, held, nora, "asks"))
    sheet.settle()
    assert warned(sheet) == ["Nora Lind is in “School” and in “Parents” at the same time."]
    assert [item.icon_name for item in sheet.page.sessions.cards.items()] == ["warning"] * 2


def test_people_are_put_into_a_session_and_taken_out(sheet: Sheet) -> None:
    nora = sheet.add_person("Nora Lind", "peer")
    fatima = sheet.add_person("Fatima", "interviewee")
    held = sheet.add_session("School")
    panel = sheet.page.one_session.people
    for person in (nora, fatima):
        panel.adding.setCurrentIndex(panel.adding.findData(person))
        panel.adding.activated.emit(panel.adding.currentIndex())
        sheet.settle()
    state = sheet.workspace.state
    assert visit.people_of(state, held) == {"asks": (nora,), "answers": (fatima,)}
    assert not panel.adding.isVisible()
    row = panel.rows[nora]
    row.setFocus()
    row.setCurrentIndex(row.findData(""))
    row.activated.emit(row.currentIndex())
    sheet.settle()
    assert visit.people_of(sheet.workspace.state, held) == {"answers": (fatima,)}
    assert panel.adding.isVisible()


def test_without_people_the_way_to_them_is_shown(sheet: Sheet) -> None:
    sheet.add_session("School")
    sheet.press(sheet.page.one_session.people, "People")
    assert sheet.went == [PEOPLE]


def test_questions_go_into_a_session_one_by_one_or_all_at_once(sheet: Sheet) -> None:
    held = sheet.add_session("School")
    panel = sheet.page.one_session.questions
    fold = panel.folds["7"]
    fold.button.setFocus()
    sheet.qtbot.keyClick(fold.button, Qt.Key.Key_Return)
    sheet.settle()
    factor = panel.factors["7"]

    def planned() -> list[str]:
        now = sheet.workspace
        return [one.question.id for one in visit.questions_of(now.state, now.pack, held)]

    check = factor.checks["7.2"]
    check.setFocus()
    sheet.qtbot.keyClick(check, Qt.Key.Key_Space)
    sheet.settle()
    assert planned() == ["7.2"]
    assert fold.button.text().endswith("1 of 4")
    sheet.press(factor, "All of these")
    assert planned() == ["7.1", "7.2", "7.3", "7.4"]
    sheet.workspace.edit(lambda e: visit_edits.mark_asked(e, held, "7.3"))
    sheet.settle()
    assert factor._asked["7.3"].isVisible()
    assert not factor._asked["7.2"].isVisible()
    sheet.press(factor, "None of these")
    assert planned() == []


def test_taking_notes_leads_to_the_session(sheet: Sheet) -> None:
    held = sheet.add_session("School")
    sheet.press(sheet.page.one_session, "Take notes")
    assert sheet.went == [Place("capture", held)]


def test_a_session_taken_off_comes_back_with_undo(sheet: Sheet) -> None:
    held = sheet.add_session("School")
    sheet.press(sheet.page.one_session, "Remove")
    assert sheet.held() == []
    assert sheet.page._nothing.isVisible()
    sheet.workspace.undo()
    sheet.settle()
    assert [one.id for one in sheet.held()] == [held]


def test_a_name_in_a_title_is_told(sheet: Sheet) -> None:
    sheet.add_person("Fatima Yilmaz", "interviewee")
    sheet.add_session("Talk with Yilmaz")
    (told,) = warned(sheet)
    assert told.startswith("The name of P1 stands in title, place or note.")


def test_a_place_names_the_session_to_show(sheet: Sheet) -> None:
    one, _two = sheet.add_session("School"), sheet.add_session("Parents")
    sheet.turn("To find out")
    sheet.page.show_place(Place("visit", "", one))
    assert sheet.page.one_session.session == one
    assert sheet.page.sessions.cards.current() == one


# Put to nobody yet


def test_what_nobody_is_asked_goes_when_a_session_is_ticked(sheet: Sheet) -> None:
    held = sheet.add_session("School")
    sheet.turn("Put to nobody yet")
    cards = sheet.page.nobody.cards
    before = len(cards.items())
    sheet.choose("question/7.2")
    panel = sheet.page.one_question
    assert panel.isVisible()
    sheet.qtbot.mouseClick(panel.ask_in.checks[held], Qt.MouseButton.LeftButton)
    sheet.settle()
    assert "question/7.2" not in [item.key for item in cards.items()]
    assert len(cards.items()) == before - 1
    one = sheet.enquiry("unjudged", "7")
    sheet.choose(f"enquiry/{one.id}")
    check = sheet.page.one_enquiry.ask_in.checks[held]
    sheet.qtbot.mouseClick(check, Qt.MouseButton.LeftButton)
    sheet.settle()
    assert len(cards.items()) == before - 2


# Paper and calendars


def saved(sheet: Sheet, name: str) -> Notice:
    def found() -> list[Notice]:
        notices = sheet.page.room.findChildren(Notice)
        return [n for n in notices if n.isVisible() and n.text() == f"Saved: {name}"]

    sheet.qtbot.waitUntil(lambda: bool(found()), timeout=30_000)
    return found()[0]


def text_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        pages = [pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf))]
        return " ".join(" ".join(pages).split())
    finally:
        pdf.close()


@pytest.fixture
def plan(sheet: Sheet) -> str:
    """A session with somebody whose name must not leave; its id."""
    fatima = sheet.add_person("Fatima Yilmaz", "interviewee", category="Parents")
    nora = sheet.add_person("Nora Lind", "expert-leader")
    held = sheet.add_session("Fatima Yilmaz at school", date="2026-05-04", start="09:00")

    def fill(editor: Any) -> None:
        visit_edits.put_person(editor, held, fatima, "answers")
        visit_edits.put_person(editor, held, nora, "asks")
        visit_edits.plan_question(editor, held, "7.2")

    sheet.workspace.edit(fill)
    sheet.settle()
    return held


def test_the_schedule_is_saved_as_a_pdf_without_names(
    sheet: Sheet, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs = caught_dialogs(monkeypatch)
    sheet.press(sheet.page, "Schedule as PDF …")
    assert dialogs[0].defaultSuffix() == "pdf"
    path = tmp_path / "plan.pdf"
    dialogs[0].fileSelected.emit(str(path))
    saved(sheet, "plan.pdf")
    shown = text_of(path)
    assert "Nora Lind" in shown
    assert "P1 at school" in shown
    assert "Yilmaz" not in shown
    dialogs[0].deleteLater()


def test_the_calendar_says_which_sessions_have_no_date(
    sheet: Sheet, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs = caught_dialogs(monkeypatch)
    sheet.add_session("Mayor")
    sheet.press(sheet.page, "For calendars …")
    path = tmp_path / "plan.ics"
    dialogs[0].fileSelected.emit(str(path))
    notice = saved(sheet, "plan.ics")
    assert notice._remedy.text() == "1 session has no date yet and is not in it."
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(event["uid"]).startswith(plan)
    assert b"Yilmaz" not in path.read_bytes()
    dialogs[0].deleteLater()


def test_an_interview_guide_is_saved_under_a_name_without_names(
    sheet: Sheet, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs = caught_dialogs(monkeypatch)
    sheet.press(sheet.page.one_session, "Interview guide …")
    assert "Yilmaz" not in dialogs[0].selectedFiles()[0]
    assert "Yilmaz" not in dialogs[0].windowTitle()
    path = tmp_path / "guide.pdf"
    dialogs[0].fileSelected.emit(str(path))
    saved(sheet, "guide.pdf")
    shown = text_of(path)
    assert sheet.workspace.pack.question("7.2").text in shown
    assert "Yilmaz" not in shown
    dialogs[0].deleteLater()


def test_a_folder_that_is_gone_is_told(sheet: Sheet, plan: str, tmp_path: Path) -> None:
    sheet.page.papers.write_calendar(tmp_path / "gone" / "plan.ics")
    sheet.qtbot.waitUntil(lambda: bool(sheet.told))
    assert not sheet.page.room.isVisible()


# All of it


def test_a_file_that_is_only_read_changes_nothing(
    qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme
) -> None:
    review = workspace.review_id
    workspace.edit(lambda e: visit_edits.add_session(e, review, {"title": "School"}))
    shell.close(workspace)
    sheet = Sheet(qtbot, shell, shell.open(read_only=True))
    assert not sheet.page.find_out.add_line.isVisible()
    sheet.turn("Sessions")
    sheet.choose(sheet.held()[0].id)
    panel = sheet.page.one_session
    assert panel.title.isReadOnly()
    assert not panel.remove_button.isEnabled()
    assert sheet.page.schedule_button.isEnabled()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("tab", ["To find out", "Sessions", "Put to nobody yet"])
def test_everything_fits_and_has_a_name(sheet: Sheet, look: Theme, tab: str, size: int) -> None:
    sheet.add_person("Nora Lind with a rather long family name", "expert-leader")
    sheet.add_session("A session with a title that is longer than most titles are")
    sheet.turn(tab)
    sheet.choose(str(sheet.page._lists[sheet.page._tab].cards.items()[0].key))
    look.set(text_size=size)
    sheet.qtbot.wait(30)
    page = sheet.page
    views = [page.sides.view, page.sides.side_view][: 2 if size == 100 else 1]
    assert [view.isVisible() for view in (page.sides.view, page.sides.side_view)] == [
        True,
        size == 100,
    ]
    assert [view.horizontalScrollBar().maximum() for view in views] == [0] * len(views)
    shown = (w for w in page.findChildren(QWidget) if w.isVisible())
    for widget in (w for w in shown if w.focusPolicy() & Qt.FocusPolicy.TabFocus):
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget
    look.set(text_size=100)
