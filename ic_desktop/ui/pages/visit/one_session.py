"""Beside the list of sessions: everything of one of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Scope
from ic_desktop.review import visit_edits
from ic_desktop.review.masking import named_in
from ic_desktop.review.visit import SessionPlan
from ic_desktop.review.visit_times import Clash, tidy_time
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.pages.visit.paper import Papers
from ic_desktop.ui.pages.visit.session_people import SessionPeople
from ic_desktop.ui.pages.visit.session_questions import SessionQuestions
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Heading, Muted, Section, Small
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText, Line
from ic_desktop.ui.workspace import Workspace

_TIMES: Final = ("start", "end")


class OneSession(Panel):
    """A session: when, where, who, and what is asked there."""

    def __init__(
        self, desk: Desk, workspace: Workspace, papers: Papers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, gap=1.5)
        self._desk, self._workspace, self._papers = desk, workspace, papers
        self._session = ""
        self._name, self._when = Heading("", selectable=True), Muted("")
        self.warnings = Panel(gap=1)
        self._warned: object = None
        self.title = Line(_("Title"))
        self.place = Line(_("Place"))
        self.note = GrowingText(_("Note"), least=2)
        self._bound = {
            "title": BoundText(workspace, self.title),
            "place": BoundText(workspace, self.place),
            "note": BoundText(workspace, self.note),
        }
        self.kind = Picker(_("Kind of session"), words.kind_options())
        self.kind.chosen.connect(lambda code: self._describe("kind", code))
        self.date = DateField(_("Date"))
        self.date.changed.connect(lambda iso: self._describe("date", iso))
        self.times = {"start": Line(_("From")), "end": Line(_("Until"))}
        for name, line in self.times.items():
            line.left.connect(lambda text, name=name: self._take_time(name, text))
            line.entered.connect(lambda text, name=name: self._take_time(name, text))
        self._no_time = Small("", tone="contra")
        self.people = SessionPeople(desk, workspace)
        self.questions = SessionQuestions(workspace)
        self._enquiries = Panel(gap=0.5)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=1)
        self.notes_button = PrimaryButton(
            _("Take notes"), icon_name="interview", clicked=self._take_notes
        )
        self.guide_button = Button(_("Interview guide …"), icon_name="print", clicked=self._guide)
        self.remove_button = Button(_("Remove"), icon_name="minus", clicked=self.remove)
        for button in (self.notes_button, self.guide_button, self.remove_button):
            flow.addWidget(button)
        when = Panel(direction="row", gap=1)
        when.add(field(_("Date"), self.date), stretch=2)
        for name, label in (("start", _("From")), ("end", _("Until"))):
            self.times[name].setPlaceholderText("14:30")
            when.add(field(label, self.times[name]), stretch=1)
        head = Panel(gap=0.5)
        head.add(self._name, self._when)
        names = _("Without names of those whom you ask: the title stands in calendars.")
        self.add(
            head,
            buttons,
            self.warnings,
            field(_("Title"), self.title, names),
            field(_("Kind"), self.kind),
            when,
            self._no_time,
            field(_("Place"), self.place),
            self.people,
            self.questions,
            self._enquiries,
            field(_("Note"), self.note, _("Stands on the interview guide.")),
        )

    @property
    def session(self) -> str:
        """The id of the session that is shown."""
        return self._session

    def show_session(
        self, planned: SessionPlan, clashes: Sequence[Clash], *, may_edit: bool
    ) -> None:
        """Show a session with what belongs to it."""
        held = planned.session
        other = held.id != self._session
        self._session = held.id
        for name, bound in self._bound.items():
            bound.point("session", held.id, name, Scope(held.review, session=held.id))
        self._name.setText(words.session_name(held))
        self._when.setText(words.session_when(held))
        self.kind.set_value(held.kind)
        if other or not self.date.line.hasFocus():
            self.date.set_value(held.date)
        for name, line in self.times.items():
            if other or not line.hasFocus():
                line.set_text(getattr(held, name))
        if other:
            self._no_time.hide()
        self.people.show_people(held.id, planned.people, may_edit=may_edit)
        self.questions.show_questions(held.id, planned.questions, may_edit=may_edit)
        self._show_enquiries(planned)
        self._show_warnings(planned, clashes)
        self._allow(may_edit)

    def _allow(self, may_edit: bool) -> None:
        lines: list[Line | GrowingText] = [self.title, self.place, self.note, *self.times.values()]
        for text in lines:
            text.setReadOnly(not may_edit)
        self.kind.set_read_only(not may_edit)
        self.date.set_read_only(not may_edit)
        self.remove_button.setEnabled(may_edit)

    def _show_enquiries(self, planned: SessionPlan) -> None:
        self._enquiries.clear()
        self._enquiries.setVisible(bool(planned.enquiries))
        if planned.enquiries:
            self._enquiries.add(Section(_("To find out here")))
        for one in planned.enquiries:
            about = words.enquiry_factor(self._workspace.pack, one)
            parts = (
                about,
                words.enquiry_title(self._workspace.state, one),
                words.enquiry_note(one),
            )
            self._enquiries.add(Small("–  " + " · ".join(part for part in parts if part)))

    def _show_warnings(self, planned: SessionPlan, clashes: Sequence[Clash]) -> None:
        held, state = planned.session, self._workspace.state
        mine = [c for c in clashes if held.id in (c.session.id, c.other.id if c.other else "")]
        told = [words.clash_words(state, clash) for clash in mine]
        named = named_in(state, f"{held.title}\n{held.place}\n{held.note}")
        if named:
            told.append(words.names_words(named))
        if told != self._warned:
            self._warned = told
            self.warnings.clear()
            self.warnings.add(*(Notice(text, tone="warn", closable=False) for text in told))
        self.warnings.setVisible(bool(told))

    # Doing

    def remove(self) -> None:
        """Take the session off the plan."""
        session = self._session
        self._workspace.settle()
        if self._workspace.edit(lambda e: visit_edits.remove_session(e, session)):
            self._desk.say(_("Taken off the plan; what was said there stays. Ctrl+Z undoes it."))

    def _describe(self, name: str, value: str) -> None:
        session = self._session
        self._workspace.edit(lambda e: visit_edits.describe_session(e, session, {name: value}))

    def _take_time(self, name: str, text: str) -> None:
        """Keep a time as "14:30"; what is none stays as typed, is told, and is not kept."""
        kept = tidy_time(text)
        if text.strip() and not kept:
            words_ = _("“{text}” is no time of day: write it like 14:30.").format(text=text.strip())
            self._no_time.setText(words_)
            self._no_time.show()
            return
        self._no_time.hide()
        self.times[name].set_text(kept)
        self._describe(name, kept)

    def _take_notes(self) -> None:
        self._workspace.settle()
        self._desk.go(Place("capture", self._session))

    def _guide(self) -> None:
        self._papers.ask_guide(self._session)
