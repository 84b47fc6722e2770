"""The page of the visit: three lists, and what is chosen in one of them beside it."""

from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.peer import Session
from ic_desktop.review import visit, visit_edits, visit_times
from ic_desktop.review.enquiries import to_find_out
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.pages.two_sides import TwoSides
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.pages.visit.lists import FindOutList, NobodyList, SessionList
from ic_desktop.ui.pages.visit.one_enquiry import OneEnquiry, OneQuestion
from ic_desktop.ui.pages.visit.one_session import OneSession
from ic_desktop.ui.pages.visit.paper import Papers
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Muted, Title
from ic_desktop.ui.widgets.notices import Hint, Notice, announce
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.workspace import Touched, Workspace


class VisitPage(ProjectPage):
    """What to find out, in which session, of whom; and what is put to nobody yet."""

    help_topic = "visit"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._tab = "find-out"
        self._chosen = {"find-out": "", "sessions": "", "nobody": ""}
        self._begun = ""
        """The session that was just added, until it is shown."""
        self._follow = QTimer(self, singleShot=True, interval=0)
        self._follow.timeout.connect(self._fill)
        self.room = Room()
        self.papers = Papers(self, desk, workspace, self._show_saved)
        self.tabs = ChoiceRow(_("What is shown"), words.tabs(0, 0, 0))
        self.tabs.chosen.connect(self._turn)
        self.find_out, self.sessions, self.nobody = FindOutList(), SessionList(), NobodyList()
        self._lists = {
            "find-out": self.find_out,
            "sessions": self.sessions,
            "nobody": self.nobody,
        }
        self.one_enquiry = OneEnquiry(desk, workspace)
        self.one_question = OneQuestion(desk, workspace)
        self.one_session = OneSession(desk, workspace, self.papers)
        self._connect()
        self.sides = TwoSides(self._main(), self._side(), self)
        self.fill_with(self.sides)

    def _connect(self) -> None:
        self.find_out.add_line.entered.connect(self._add_enquiry)
        self.find_out.show_done.ticked.connect(lambda _on: self._fill())
        self.sessions.add_line.entered.connect(self._add_session)
        self.sessions.cards.removed.connect(lambda _key: self.one_session.remove())
        for one in self._lists.values():
            one.cards.selected.connect(self._choose)
            one.cards.opened.connect(self._open)

    def _main(self) -> Panel:
        main = Panel(margins=(3.5, 3, 3, 3), gap=2)
        intro = _(
            "What the self-assessment leaves open becomes a list of things to find out; give "
            "each, and the guide questions, to a session of the visit."
        )
        head = Panel(gap=0.5)
        part = _(
            "In this copy the plan is to be read. What came of things to find out can be written, "
            "and something else to find out added."
        )
        self._part = Muted(part)
        head.add(Title(_("Visit")), Muted(intro), self._part)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=1)
        self.schedule_button = Button(
            _("Schedule as PDF …"), icon_name="print", clicked=self.papers.ask_schedule
        )
        self.calendar_button = Button(
            _("For calendars …"), icon_name="calendar", clicked=self.papers.ask_calendar
        )
        for button in (self.schedule_button, self.calendar_button):
            flow.addWidget(button)
        main.add(head, buttons, self.room, self.tabs, *self._lists.values()).add_stretch()
        return main

    def _side(self) -> Panel:
        side = Panel(margins=(3, 3, 3, 3), gap=2, tone="column")
        self._nothing = Hint(
            _("Nothing is chosen"),
            _("Choose something in the list, and say here in which session it is asked."),
        )
        side.add(self._nothing, self.one_enquiry, self.one_question, self.one_session)
        return side.add_stretch()

    # Showing

    def show_place(self, place: Place) -> None:
        """Show the plan; ``spot`` is a session to choose."""
        if place.spot:
            self._tab, self._chosen["sessions"] = "sessions", place.spot
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit once it is done: everything here follows from nearly everything."""
        self._follow.start()

    @property
    def is_up_to_date(self) -> bool:
        """Whether the page shows every edit so far."""
        return not self._follow.isActive()

    def leave(self) -> None:
        """Make changes of what was typed."""
        self._follow.stop()
        super().leave()

    def _fill(self) -> None:
        now = self.workspace
        plans = visit.plan(now.state, now.pack, now.review)
        known = to_find_out(now.state, now.pack, now.review)
        unasked = visit.unasked(now.state, now.pack, now.review)
        clashes = visit_times.clashes(now.state, now.review_id)
        self._plans = {one.session.id: one for one in plans}
        self._known = {one.id: one for one in known}
        self._clashes = clashes
        held = [one.session for one in plans]
        open_now = [one for one in known if not one.done]
        self._show_tabs(len(open_now), len(plans), len(unasked.questions) + len(unasked.enquiries))
        self.find_out.show_enquiries(now.state, now.pack, known, held)
        clashing = {s.id for clash in clashes for s in (clash.session, clash.other) if s}
        self.sessions.show_sessions(plans, clashing)
        self.nobody.show_unasked(now.state, now.pack, unasked)
        # What may not be added is not offered: a line that is shut looks as if one could type.
        self.find_out.offer_adding(self._may_note(""))
        self.sessions.offer_adding(now.may("visit"))
        self._part.setVisible(now.lane is not None and not now.may("visit"))
        for button in (self.schedule_button, self.calendar_button):
            button.setEnabled(bool(plans))
        self._show_list()
        self._show_chosen()
        if self._begun and self._begun == self.one_session.session:
            self._begin_session()

    def _begin_session(self) -> None:
        """Lead to the title of a session that was just added."""
        self._begun = ""
        self.one_session.title.setFocus()
        self.sides.begin_side()

    def _show_tabs(self, to_find: int, sessions: int, unasked: int) -> None:
        self.tabs.set_options(words.tabs(to_find, sessions, unasked))
        self.tabs.set_value(self._tab)

    def _show_list(self) -> None:
        for name, one in self._lists.items():
            one.setVisible(name == self._tab)
        self._lists[self._tab].cards.set_current(self._chosen[self._tab])

    def _show_chosen(self) -> None:
        key = self._chosen[self._tab]
        may = self.workspace.may("visit")
        shown = {
            self.one_enquiry: self._show_enquiry(key, may_edit=may),
            self.one_session: self._show_session(key, may_edit=may),
            self.one_question: self._show_question(key, may_edit=may),
        }
        for panel, is_shown in shown.items():
            panel.setVisible(is_shown)
        self._nothing.setVisible(not any(shown.values()))

    def _show_enquiry(self, key: str, *, may_edit: bool) -> bool:
        one = self._known.get(key.removeprefix("enquiry/"))
        if one is None or not key.startswith("enquiry/"):
            return False
        may_note = self._may_note(one.factor)
        self.one_enquiry.show_enquiry(one, self._held(), may_edit=may_edit, may_note=may_note)
        return True

    def _show_session(self, key: str, *, may_edit: bool) -> bool:
        planned = self._plans.get(key)
        if planned is None:
            return False
        self.one_session.show_session(planned, self._clashes, may_edit=may_edit)
        return True

    def _show_question(self, key: str, *, may_edit: bool) -> bool:
        wanted = key.removeprefix("question/")
        if not key.startswith("question/"):
            return False
        for factor in self.workspace.factors:
            for question in factor.questions:
                if question.id == wanted:
                    chosen = {
                        held.session.id
                        for held in self._plans.values()
                        if any(one.question.id == wanted for one in held.questions)
                    }
                    self.one_question.show_question(
                        factor, question, self._held(), chosen, may_edit=may_edit
                    )
                    return True
        return False

    def _may_note(self, factor: str) -> bool:
        """Tell whether something to find out can be added here, or what came of it written."""
        now = self.workspace
        in_lane = now.lane is None or now.lane.has_factor(factor)
        return now.may("visit") or (now.may("capture") and in_lane)

    def _held(self) -> list[Session]:
        return [one.session for one in self._plans.values()]

    def _show_saved(self, path: Path, left_out: int) -> None:
        """Say that a file was saved, and offer to open it; printing is then its program's."""
        text = _("Saved: {name}").format(name=path.name)
        remedy = ""
        if left_out:
            remedy = ngettext(
                "{count} session has no date yet and is not in it.",
                "{count} sessions have no date yet and are not in it.",
                left_out,
            ).format(count=left_out)
        notice = Notice(text, remedy=remedy)
        notice.add_action(_("Open"), lambda: _open(path))
        notice.add_action(_("Show in its folder"), lambda: _open(path.parent))
        notice.closed.connect(self.room.empty)
        self.room.hold(notice)
        self.sides.view.verticalScrollBar().setValue(0)
        announce(self, text)

    # Doing

    def _turn(self, tab: str) -> None:
        """Show another list; a second click on a tab leaves it."""
        if not tab:
            self.tabs.set_value(self._tab)
            return
        self.workspace.settle()
        self._tab = tab
        self._show_list()
        self._show_chosen()
        self.sides.begin_side()

    def _choose(self, key: object) -> None:
        self.workspace.settle()
        self._chosen[self._tab] = str(key)
        self._show_chosen()
        self.sides.begin_side()

    def _open(self, key: object) -> None:
        """Lead the keyboard to what is chosen."""
        self._choose(key)
        first = {
            "find-out": self.one_enquiry.own,
            "sessions": self.one_session.title,
            "nobody": next(iter(self.one_question.ask_in.checks.values()), None),
        }[self._tab]
        if self.one_enquiry.isVisible():
            first = self.one_enquiry.own
        if first is not None:
            first.setFocus()

    def _add_enquiry(self, text: str) -> None:
        if not text.strip():
            return
        review, made = self.workspace.review_id, list[str]()
        if self.workspace.edit(lambda e: made.append(visit_edits.add_enquiry(e, review, text))):
            self.find_out.add_line.clear()
            self._chosen["find-out"] = f"enquiry/{made[0]}"

    def _add_session(self, title: str) -> None:
        review, made = self.workspace.review_id, list[str]()
        values = {"title": title.strip(), "kind": self.sessions.kind.value()}
        if self.workspace.edit(lambda e: made.append(visit_edits.add_session(e, review, values))):
            self.sessions.add_line.clear()
            self._chosen["sessions"] = self._begun = made[0]


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
