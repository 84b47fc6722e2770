"""Beside the questions: context notes that explain this factor, and what other cities do."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ic_desktop.benchmark.pack import ContextFactor, Example
from ic_desktop.i18n import _, current
from ic_desktop.project.changes import Value
from ic_desktop.project.entities import ContextNote
from ic_desktop.review import labels
from ic_desktop.review.context import Noted
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.context import direction_options, strength_options
from ic_desktop.ui.pages.factor.reveal import reveal_later
from ic_desktop.ui.pages.factor.turns import TurnLink
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.labels import Section, Small, Strong, Words
from ic_desktop.ui.widgets.surfaces import Card, Foldable, Panel
from ic_desktop.ui.widgets.text import GrowingText


class _NoteCard(Card):
    """One context note: what it is about, which way it works, and its words."""

    def __init__(self, work: FactorWork, parent: QWidget) -> None:
        super().__init__(parent, margins=(1.5, 1, 1.5, 1), gap=0.25)
        self._work = work
        self._context = ""
        self._title = Strong("", self)
        self._says = Small("", self)
        self.text = GrowingText(_("Context note"), self, quiet=True, most=6)
        self.text.setPlaceholderText(_("Why this helps or hinders here …"))
        self.text.setAcceptDrops(False)
        self._bound = BoundText(work.workspace, self.text)
        self.direction = ChoiceRow(_("Which way it works"), direction_options(), self)
        self.strength = ChoiceRow(_("How strongly"), strength_options(), self)
        self.direction.chosen.connect(lambda code: self._set({"direction": code or None}))
        self.strength.chosen.connect(lambda code: self._set({"strength": code or None}))
        self.edit_button = LinkButton(_("Edit …"), self, clicked=self._go)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.edit_button)
        self.add(head, self._says, self.text, self.direction, self.strength)

    def show_noted(self, noted: Noted) -> None:
        """Show another note, or the same one anew."""
        note, may = noted.note, self._work.can_judge
        other = self._context != noted.context.id
        self._context = noted.context.id
        self._title.setText(noted.context.title)
        self.setAccessibleName(noted.context.title)
        self.text.setAccessibleName(_("Context note: {title}").format(title=noted.context.title))
        self.edit_button.setAccessibleName(_("Edit {title}").format(title=noted.context.title))
        self._says.setText(_direction(note))
        for row, value in ((self.direction, note.direction), (self.strength, note.strength)):
            row.set_value(value)
            row.set_read_only(not may)
        if other:
            self._offer_choices(may and not (note.direction and note.strength))
        self._says.setVisible(bool(self._says.text()) and self.direction.isHidden())
        self.text.setReadOnly(not may)
        self._bound.point("context-note", note.id, "text", self._work.workspace.scope)

    def begin(self) -> None:
        """Have the note written here and now."""
        self._offer_choices(True)
        self._says.hide()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal_later(self)

    def _offer_choices(self, offered: bool) -> None:
        """Ask for what is not said yet; what was asked stays until another note is shown."""
        self.direction.setVisible(offered)
        self.strength.setVisible(offered)

    def _set(self, values: Mapping[str, Value]) -> None:
        self._work.note_context(self._context, values)

    def _go(self) -> None:
        self._work.desk.go(Place("context", "", self._context))


def _direction(note: ContextNote) -> str:
    """Return which way and how strongly a context factor works: "hinders, strongly"."""
    direction = labels.word(current(), labels.DIRECTIONS, note.direction)
    strength = labels.word(current(), labels.STRENGTHS, note.strength)
    return ", ".join(part for part in (direction, strength) if part)


class SideContext(Panel):
    """The context notes tied to a factor; it is tied and untied in a menu."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self._cards: list[_NoteCard] = []
        self._notes: tuple[Noted, ...] = ()
        self._tied_now = ""
        self._tie = TurnLink(_("Tie a note"), self)
        self._tie.setAccessibleName(_("Tie a context note to this key factor"))
        self.menu = QMenu(self._tie)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._tie.setMenu(self.menu)
        self._hint = Small(_("What explains this verdict from outside the city’s reach?"), self)
        head = QHBoxLayout()
        head.addWidget(Section(work.workspace.pack.context_title or _("Context"), self), 1)
        head.addWidget(self._tie)
        self.add(head, self._hint)

    @property
    def cards(self) -> Sequence[_NoteCard]:
        """The notes that are shown."""
        return self._cards[: len(self._notes)]

    def show_notes(self, notes: Sequence[Noted]) -> None:
        """Show the notes tied to a factor."""
        self._notes = tuple(notes)
        while len(self._cards) < len(notes):
            card = _NoteCard(self._work, self)
            self.add(card)
            self._cards.append(card)
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(notes))
            if at < len(notes):
                card.show_noted(notes[at])
        for card, noted in zip(self._cards, notes, strict=False):
            if noted.context.id == self._tied_now:
                self._tied_now = ""
                card.begin()
        self._hint.setVisible(not notes)
        self._tie.setVisible(self._work.can_judge)
        self.setVisible(bool(self._work.workspace.pack.context_factors))

    def _fill_menu(self) -> None:
        self.menu.clear()
        tied = {noted.context.id for noted in self._notes}
        for context in self._work.workspace.pack.context_factors:
            self._offer(context, context.id in tied)

    def _offer(self, context: ContextFactor, tied: bool) -> None:
        action = self.menu.addAction(context.title.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(tied)
        action.setToolTip(plain(context.description))
        action.triggered.connect(lambda on: self._tie_now(context.id, on))

    def _tie_now(self, context: str, on: bool) -> None:
        self._tied_now = context if on else ""
        self._work.tie_context(context, on)


class SideExamples(Panel):
    """What other cities do, folded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.25)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.folds: list[Foldable] = []
        self._texts: list[Words] = []

    def show_examples(self, examples: Sequence[Example]) -> None:
        """Show other examples, all folded."""
        while len(self.folds) < len(examples):
            self._add_fold()
        for at, (fold, text) in enumerate(zip(self.folds, self._texts, strict=True)):
            fold.setVisible(at < len(examples))
            fold.set_open(False)
            if at < len(examples):
                fold.set_title(_("How {city} does it").format(city=examples[at].city))
                text.setText(examples[at].text)
        self.setVisible(bool(examples))

    def _add_fold(self) -> None:
        text = Words("", self, selectable=True)
        text.hide()
        fold = Foldable("", lambda: text, self)
        self.folds.append(fold)
        self._texts.append(text)
        self.add(fold)
