"""One guide question: its answer, a note, whom to ask, and the evidence that speaks to it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QRadioButton, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.to_ask import is_open
from ic_desktop.ui import theme
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.adding import AddEvidence, someone_types
from ic_desktop.ui.pages.factor.ask import AskRow
from ic_desktop.ui.pages.factor.chips import ChipRow
from ic_desktop.ui.pages.factor.link_row import LinkRows
from ic_desktop.ui.pages.factor.prompts import Prompts
from ic_desktop.ui.pages.factor.reveal import reveal_later
from ic_desktop.ui.pages.factor.turns import DropHint, TurnLink
from ic_desktop.ui.pages.factor.versions import Versions
from ic_desktop.ui.pages.factor.view import QuestionView
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.drops import Dropped, accept_drops, clipboard
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Heading, Muted, Small
from ic_desktop.ui.widgets.surfaces import Card
from ic_desktop.ui.widgets.text import GrowingText

_FALLS_SHORT = ("no", "partly", "some-gaps", "not-addressed")
"""Answers under which an action of ours is shown."""


class QuestionCard(Card):
    """A guide question; made once and filled again for another factor's."""

    next_wanted = Signal()
    """Ctrl+Enter: go on to the next question."""
    all_evidence_wanted = Signal()

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self._work = work
        self._view: QuestionView | None = None
        self._may = True
        self._marked = False
        self._title = Heading("", self)
        self.prompts = Prompts(self)
        self._advice = Muted("", self)
        self._rows = {
            "yes-no": ChoiceRow(_("Answer"), words.answer_options("yes-no"), self),
            "extent": ChoiceRow(_("Answer"), words.answer_options("extent"), self),
        }
        for row in self._rows.values():
            row.chosen.connect(self._answer)
        self.ask = AskRow(work, self)
        self.note = GrowingText(_("Note"), self, quiet=True, most=10)
        self.note.setAcceptDrops(False)
        self._note = BoundText(work.workspace, self.note)
        self.step = TurnLink(_("A possible next step"), self, chevron="next")
        self.step.setCheckable(True)
        keeps = self.step.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # an answer moves nothing that is clicked next
        self.step.setSizePolicy(keeps)
        self.action = Small("", self)
        self.versions = Versions(work, self)
        self.chips = ChipRow(self)
        self.adding = AddEvidence(work, self, DropHint(_("drop a document here, or add"), self))
        self.links = LinkRows(work, self)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.chips.opened.connect(self._work.open_evidence)
        self.chips.edit_wanted.connect(lambda link: self.links.open(link, focus=True))
        self.chips.unlink_wanted.connect(lambda link: self._work.unlink([link]))
        self.chips.all_wanted.connect(self.all_evidence_wanted)
        self.adding.linked.connect(self._ask_about)
        self.step.toggled.connect(self._show_step)
        self.note.installEventFilter(self)
        accept_drops(self, self.take)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.unit(1))
        foot.addWidget(self.chips, 1)
        foot.addStretch(0)
        turns = FlowLayout(gap=1)  # one under the other where large text leaves little room
        turns.addWidget(self.step)
        turns.addWidget(self.adding.button)
        foot.addLayout(turns)
        self.add(self._title, self.prompts, self._advice, *self._rows.values(), self.ask)
        self.add(self.note, self.versions, foot, self.action)
        self.add(self.adding.form, self.links)

    # What is shown

    @property
    def question(self) -> str:
        """The id of the question that is shown, "" before the first."""
        return self._view.question.id if self._view else ""

    @property
    def answers(self) -> ChoiceRow:
        """The row of answers of this question's type."""
        assert self._view is not None, "a card is filled before it is used"
        return self._rows[self._view.question.answer_type]

    def show_question(self, view: QuestionView) -> None:
        """Show a question; what is the same as before is left alone."""
        other = self._view is None or self._view.answer.id != view.answer.id
        may = self._work.can_judge
        if not other and view == self._view and may == self._may:
            self._note.refresh()
            return
        before, self._view = self._view, view
        if other or before is None or before.question is not view.question:
            self._show_words(view)
        if other:
            self.adding.point(view.question.id)
            self.links.show_only([])
            self.step.setChecked(False)
        self._show_answer(view, may)
        if other or before is None or before.cited != view.cited or may != self._may:
            self.chips.show_cited(view.cited, may_edit=may)
        self._may = may
        self.links.refresh()
        self.versions.show_all(view.disputes, view.lost)

    def _show_words(self, view: QuestionView) -> None:
        question = view.question
        title = f"{question.id}  {question.text}"
        self._title.setText(title)
        self.setAccessibleName(title)
        self.prompts.show_prompts(question.prompts)
        advice = "\n".join(part for part in (question.why, question.how) if part)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        for answer_type, row in self._rows.items():
            row.setVisible(answer_type == question.answer_type)
        name = _("Answer to {question}").format(question=title)
        self.answers.setAccessibleName(name)
        for option in self.answers.findChildren(QRadioButton):
            option.setAccessibleDescription(name)
        self.note.setPlaceholderText(words.note_hint(question.answer_type))
        self.note.setAccessibleName(_("Note on {id}").format(id=question.id))

    def _show_answer(self, view: QuestionView, may: bool) -> None:
        answer = view.answer
        self.answers.set_value("" if "value" in answer.conflicts else answer.value)
        self.answers.set_read_only(not may)
        self.note.setReadOnly(not may)
        scope = self._work.workspace.factor_scope(self._work.factor.id)
        self._note.point("answer", answer.id, "note", scope)
        opens = is_open(answer) and self.ask.isHidden()
        self.ask.setVisible(is_open(answer))
        if is_open(answer):
            self.ask.show_answer(answer)
        if opens and self.answers.isAncestorOf(QApplication.focusWidget() or self):
            reveal_later(self.ask)
        action = view.question.action if answer.value in _FALLS_SHORT else ""
        said = _("A possible next step (our words, not the toolkit’s): {action}")
        self.action.setText(said.format(action=action))
        self.step.setVisible(bool(action))
        self.action.setVisible(bool(action) and self.step.isChecked())
        self.adding.set_enabled(may)

    def _show_step(self, is_open: bool) -> None:
        self.step.set_chevron("down" if is_open else "next")
        self.action.setVisible(is_open and not self.step.isHidden())
        if is_open:
            reveal_later(self.action)

    def set_spot(self, spot: bool) -> None:
        """Draw the eye to this card, or let it go."""
        if spot != self._marked:
            self._marked = spot
            self.set_marked(spot)

    # What is done

    def take(self, dropped: Dropped) -> None:
        """Take what was dropped on this question, or pasted here."""
        question = self.question

        def linked(link: str) -> None:
            if self.question == question:
                self._ask_about(link)

        self._work.take(dropped, question, linked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the note, Ctrl+Enter goes on and a picture without words is pasted as evidence."""
        if watched is self.note and isinstance(event, QKeyEvent) and self._takes_key(event):
            return True
        return super().eventFilter(watched, event)

    def _takes_key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _ctrl(event):
            self.next_wanted.emit()
            return True
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        found, has_words = clipboard(), bool(QGuiApplication.clipboard().text())
        if found.files or (found.picture is not None and not has_words):
            self.take(found)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer, Ctrl+V pastes a picture, Ctrl+Enter goes on."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = event.key() - Qt.Key.Key_1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _ctrl(event):
            self.next_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and (found := clipboard()):
            self.take(found)
        elif plain and 0 <= digit < len(self._options()) and self._may:
            self._answer(self._options()[digit])
        else:
            super().keyPressEvent(event)

    def _options(self) -> list[str]:
        kind = self._view.question.answer_type if self._view else "yes-no"
        return [code for code, _word in words.answer_options(kind)]

    def _answer(self, value: str) -> None:
        self._work.answer(self.question, {"value": value or None})

    def _ask_about(self, link: str) -> None:
        """Ask for page and stance of a new link; the first one gets the keyboard if it is free."""
        self.links.open(link, focus=not self.links.open_links and not someone_types())


def _ctrl(event: QKeyEvent) -> bool:
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier
