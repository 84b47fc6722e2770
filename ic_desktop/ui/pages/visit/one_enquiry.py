"""Beside the lists: something to find out, or a guide question that nobody is asked yet."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Factor, Question
from ic_desktop.i18n import _
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.peer import Session
from ic_desktop.review import visit_edits
from ic_desktop.review.enquiries import ToFindOut
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import factor_place
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.pages.visit.ask_in import AskIn
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.forms import Check, field
from ic_desktop.ui.widgets.labels import Heading, Muted, Small, Words
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText
from ic_desktop.ui.workspace import Workspace


class OneEnquiry(Panel):
    """Something to find out: why, in whose words, in which session, what came of it."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._desk, self._workspace = desk, workspace
        self._shown: ToFindOut | None = None
        self._title, self._why = Heading("", selectable=True), Muted("")
        self._about = Words("", selectable=True)
        self._go = LinkButton(_("Go to it"), icon_name="next", clicked=self._leave)
        self.own = GrowingText(_("In your own words"), least=2)
        self.outcome = GrowingText(_("What came of it"), least=3)
        self._bound = {
            "text": BoundText(workspace, self.own),
            "outcome": BoundText(workspace, self.outcome),
        }
        self.done = Check(_("Settled: nothing more to ask"))
        self.done.ticked.connect(lambda on: self._describe({"done": on}))
        self.ask_in = AskIn(self._put)
        self._asked_by = Small("")
        self.remove_button = Button(_("Take off the list"), icon_name="minus", clicked=self._remove)
        head = Panel(gap=0.5)
        head.add(self._title, self._about, self._why, self._go)
        self.add(
            head,
            self.ask_in,
            self._asked_by,
            field(_("In your own words"), self.own, _("Stands on the interview guide instead.")),
            field(_("What came of it"), self.outcome),
            self.done,
            self.remove_button,
        )

    def show_enquiry(
        self, one: ToFindOut, sessions: Sequence[Session], *, may_edit: bool, may_note: bool
    ) -> None:
        """Show something to find out. ``may_note``: what came of it can be written."""
        self._shown = one
        workspace = self._workspace
        scope = Scope(review=workspace.review_id, factor=one.factor)
        for name, bound in self._bound.items():
            bound.point("enquiry", one.id, name, scope)
        for text in (self.own, self.outcome):
            text.setReadOnly(not may_note)
        pack = workspace.pack
        about = words.enquiry_question(pack, one) or words.enquiry_factor(pack, one)
        self._title.setText(words.enquiry_title(workspace.state, one))
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._go.setVisible(bool(one.factor))
        self._why.setText(words.why_words(one))
        self.done.set_value(one.done)
        self.done.setEnabled(may_note)
        self.remove_button.setEnabled(may_edit)
        self.ask_in.show_sessions(sessions, one.sessions, may_edit=may_edit)
        self._asked_by.setText(words.asked_by_words(one, sessions))
        self._asked_by.setVisible(bool(one.asked_by))

    def _describe(self, values: dict[str, bool]) -> None:
        one, review = self._shown, self._workspace.review_id
        if one is not None:
            self._workspace.edit(lambda e: visit_edits.describe_enquiry(e, review, one, values))

    def _put(self, session: str, planned: bool) -> None:
        one = self._shown
        if one is not None:
            self._workspace.edit(
                lambda e: visit_edits.plan_enquiry(e, session, one, planned=planned)
            )

    def _remove(self) -> None:
        one, review = self._shown, self._workspace.review_id
        if one is None:
            return
        self._workspace.settle()

        def strike(editor: Editor) -> None:
            visit_edits.describe_enquiry(editor, review, one, {})
            visit_edits.remove_enquiry(editor, one.id)

        if self._workspace.edit(strike):
            self._desk.say(_("Taken off the list. Ctrl+Z undoes it."))

    def _leave(self) -> None:
        if self._shown is not None:
            self._desk.go(factor_place(self._shown.factor, self._shown.question))


class OneQuestion(Panel):
    """A guide question with its prompts, and in which sessions it is asked."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._desk, self._workspace = desk, workspace
        self._factor: Factor | None = None
        self._question = ""
        self._title, self._about = Heading("", selectable=True), Muted("")
        self._prompts = Panel(gap=0.25)
        self._go = LinkButton(_("Go to it"), icon_name="next", clicked=self._leave)
        self.ask_in = AskIn(self._put)
        self._whole = Small(
            _("All questions of a key factor go into a session at once: see “Sessions”.")
        )
        self.add(self._title, self._about, self._prompts, self._go, self.ask_in, self._whole)

    def show_question(
        self,
        factor: Factor,
        question: Question,
        sessions: Sequence[Session],
        chosen: Collection[str],
        *,
        may_edit: bool,
    ) -> None:
        """Show a question, and in which sessions it is meant to be asked: ``chosen``."""
        self._factor, self._question = factor, question.id
        self._title.setText(f"{question.id}  {question.text}")
        self._about.setText(words.factor_name(factor))
        self._prompts.clear()
        self._prompts.add(*(Small(f"–  {prompt.text}") for prompt in question.prompts))
        self._prompts.setVisible(bool(question.prompts))
        self.ask_in.show_sessions(sessions, chosen, may_edit=may_edit)

    def _put(self, session: str, planned: bool) -> None:
        question = self._question
        self._workspace.edit(
            lambda e: visit_edits.plan_question(e, session, question, planned=planned)
        )

    def _leave(self) -> None:
        if self._factor is not None:
            self._desk.go(factor_place(self._factor.id, self._question))
