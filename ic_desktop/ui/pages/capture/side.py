"""Beside the notes: what this session is still to ask, who is in the room, and how far one is."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.project.entities import Review
from ic_desktop.project.peer import parts
from ic_desktop.project.state import State
from ic_desktop.review.statements import Statement
from ic_desktop.review.visit import questions_of, unasked
from ic_desktop.ui.pages.capture import words
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.labels import Muted, Section, Small, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.transcript import Row, Transcript

_MOST = 16
"""Questions that nobody was asked yet, listed by their numbers."""


class Side(Panel):
    """The cards beside the notes."""

    question = Signal(str)
    """A guide question was chosen: the line is about it."""
    marked = Signal(str)
    """A guide question was marked as asked, or as not asked."""
    typed = Signal(str)
    left = Signal()
    """The keyboard leaves the guide questions for the line."""
    to_visit = Signal()
    to_evening = Signal()
    to_guide = Signal()
    goes_on = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self.still_to_ask = 0
        self._questions_card = Card(self, gap=0.5)
        self._questions_card.setAccessibleName(_("Questions of this session"))
        self._questions_title = Section("", self._questions_card)
        self.questions = _Questions(_("Guide questions of this session"), self._questions_card)
        self.questions.opened.connect(lambda key: self.question.emit(str(key)))
        self.questions.clicked.connect(
            lambda _index: self.question.emit(str(self.questions.current()))
        )
        self.questions.marked.connect(self.marked)
        self.questions.typed.connect(self.typed)
        self.questions.left.connect(self.left)
        self._none = Muted(
            _("No guide questions are meant for this session."), self._questions_card
        )
        self._keys = Small(
            _("F6 goes here and back. Enter: the line is about it. Space: asked."),
            self._questions_card,
        )
        self._questions_card.add(self._questions_title, self.questions, self._none, self._keys)
        self._here_card = Card(self, title=_("In the room"), gap=0.5)
        self._here = Words("", self._here_card)
        self.check = Check(_("The last speaker goes on"), self._here_card)
        self.check.set_value(True)
        self.check.ticked.connect(self.goes_on)
        self._here_card.add(self._here, self.check)
        self._nobody_card = Card(self, title=_("Put to nobody yet, all sessions"), gap=0.5)
        self._nobody = Words("", self._nobody_card)
        plan = LinkButton(_("Plan of the visit"), self._nobody_card, clicked=self.to_visit.emit)
        self._nobody_card.add(self._nobody, plan)
        self._so_far = Card(self, title=_("This session"), gap=0.5)
        self.count = Words("", self._so_far)
        links = QWidget(self._so_far)
        flow = FlowLayout(links)
        flow.addWidget(LinkButton(_("Sort statements"), links, clicked=self.to_evening.emit))
        flow.addWidget(LinkButton(_("Interview guide to print"), links, clicked=self.to_guide.emit))
        self._so_far.add(self.count, links)
        self.add(self._questions_card, self._so_far, self._here_card, self._nobody_card)
        self.add_stretch()

    def show_session(
        self,
        state: State,
        pack: Pack,
        review: Review,
        session: str,
        held: Sequence[Statement],
    ) -> None:
        """Show what belongs to a session, and how far its notes are."""
        said = Counter(q for one in held for q in {k.question for k in one.links} if q)
        asked = questions_of(state, pack, session)
        rows = [
            Row(
                one.question.id,
                f"{one.question.id} {one.question.text}"
                + (f" ({said[one.question.id]})" if said[one.question.id] else ""),
                mark="check" if one.asked else "background",
                spoken_mark=_("asked") if one.asked else _("still to ask"),
                quiet=one.asked,
            )
            for one in sorted(asked, key=lambda one: one.asked)
        ]
        self.questions.set_rows(rows)
        for widget in (self.questions, self._keys):
            widget.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self.still_to_ask = sum(not one.asked for one in asked)
        self._questions_title.setText(words.questions_title(self.still_to_ask))
        self.count.setText(words.counts(held))
        self._show_people(state, session)
        open_still = [question.id for _factor, question in unasked(state, pack, review).questions]
        self._nobody_card.setVisible(bool(open_still))
        more = " …" if len(open_still) > _MOST else ""
        self._nobody.setText(", ".join(open_still[:_MOST]) + more)

    def _show_people(self, state: State, session: str) -> None:
        here = parts(state, session)
        order = sorted(here, key=lambda person: (here[person] != "answers", person))
        names = sorted(words.speaker_long(state, p) for p in order if here[p] == "answers")
        others = sorted(words.speaker_long(state, p) for p in order if here[p] != "answers")
        listed = " · ".join([*names, *others])
        self._here.setText(listed or _("Nobody is named yet. Anybody’s initials can be typed."))


class _Questions(Transcript):
    """Guide questions; Space marks one as asked, F6 or Escape goes back."""

    marked = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent, ruled=False)
        self.setProperty("bare", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space marks, F6 and Escape leave, the rest is as in every such list."""
        if event.key() == Qt.Key.Key_Space and self.current() is not None:
            self.marked.emit(str(self.current()))
        elif event.key() in (Qt.Key.Key_F6, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
