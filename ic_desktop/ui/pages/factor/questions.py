"""The guide questions of a key factor, one card each, and which of them are shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _, ngettext
from ic_desktop.review.filters import FILTERS, Filter, matching_factors, matching_questions
from ic_desktop.ui.navigation import factor_place
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.card import QuestionCard
from ic_desktop.ui.pages.factor.turns import TurnLink
from ic_desktop.ui.pages.factor.versions import Versions
from ic_desktop.ui.pages.factor.view import FactorView
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.labels import Muted, Section, Small, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel


class Why(Card):
    """Why a key factor matters, and what a plan could aim at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Why it matters"), gap=0.75)
        self._rationale = Words("", self, selectable=True)
        self._roles = Small("", self)
        self._objective = Small("", self)
        self.add(self._rationale, self._objective, self._roles)
        self.hide()

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """What it says."""
        return self._rationale, self._objective, self._roles

    def show_factor(self, factor: Factor, roles: Sequence[str]) -> None:
        """Show another factor's reasons."""
        self._rationale.setText(factor.rationale)
        aim = _("What a plan could aim at (our words, not the toolkit’s): {objective}")
        self._objective.setText(aim.format(objective=factor.objective))
        self._objective.setVisible(bool(factor.objective))
        serves = _("In the Charter, it serves the city as (our mapping): {roles}")
        self._roles.setText(serves.format(roles=", ".join(roles)))
        self._roles.setVisible(bool(roles))


class Questions(Panel):
    """The column of cards; they are made once and filled again."""

    all_evidence_wanted = Signal()
    dates_changed = Signal()
    """Whether every date can be read may be otherwise."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(3, 1.5, 3, 3), gap=1.25)
        self._work = work
        self.filter: Filter | None = None
        self._passing: frozenset[str] = frozenset()
        self._cards: list[QuestionCard] = []
        self._shown = 0
        self.why = Why(self)
        self.versions = Versions(work, self)
        self.show_button = TurnLink("", self)
        self.menu = QMenu(self.show_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.show_button.setMenu(self.menu)
        head = QHBoxLayout()
        head.addWidget(Section(_("Guide questions"), self), 1)
        head.addWidget(self.show_button)
        self.nothing = self._nothing_passes()
        self.add(self.why, self.versions, head, self.nothing).add_stretch()
        self._say_filter()

    def _nothing_passes(self) -> Card:
        card = Card(self)
        self._none_text = Muted("", card)
        row = QHBoxLayout()
        self.onward = LinkButton("", card, clicked=self._go_on)
        row.addWidget(LinkButton(_("Show all"), card, clicked=lambda: self.set_filter(None)))
        row.addWidget(self.onward)
        row.addStretch(1)
        card.add(self._none_text, row)
        card.hide()
        return card

    @property
    def cards(self) -> list[QuestionCard]:
        """The cards of this factor's questions, hidden ones included."""
        return self._cards[: self._shown]

    @property
    def wrong_dates(self) -> bool:
        """Whether a date by which to ask cannot be read."""
        return any(not card.ask.isHidden() and card.ask.by.problem() for card in self.cards)

    def card_of(self, question: str) -> QuestionCard | None:
        """Return the card of a question."""
        return next((card for card in self.cards if card.question == question), None)

    def show_factor(self, view: FactorView, before: FactorView | None) -> None:
        """Show the questions of a factor; a filter is looked at anew only for another factor."""
        if before is None:
            pack = self._work.workspace.pack
            titles = [role.title for role in pack.roles if role.id in view.factor.roles]
            self.why.show_factor(view.factor, titles)
        self.versions.show_all(view.disputes_of_verdict, view.lost_of_verdict)
        while len(self._cards) < len(view.questions):
            self._cards.append(self._new_card())
        self._shown = len(view.questions)
        for card, held in zip(self._cards, view.questions, strict=False):
            card.show_question(held)
        if before is None:
            self.apply_filter()

    def set_filter(self, wanted: Filter | None) -> None:
        """Show all questions, or those that still need something."""
        self.filter = wanted
        self.apply_filter()

    def apply_filter(self) -> None:
        """Show the cards that pass. What is answered meanwhile stays until one looks again."""
        workspace = self._work.workspace
        if self.filter is not None:
            where = (workspace.state, workspace.pack, workspace.review)
            passing = matching_questions(*where, self.filter, workspace.voice)
            self._passing = frozenset(passing)
        for at, card in enumerate(self._cards):
            passes = self.filter is None or card.question in self._passing
            card.setVisible(at < self._shown and passes)
        self._say_filter()

    def reveal(self, question: str) -> QuestionCard | None:
        """Return the card of a question, out of hiding if a filter hid it."""
        card = self.card_of(question)
        if card is not None and card.isHidden():
            self.set_filter(None)
        return card

    def _new_card(self) -> QuestionCard:
        card = QuestionCard(self._work, self)
        card.next_wanted.connect(lambda: self._focus_after(card))
        card.all_evidence_wanted.connect(self.all_evidence_wanted)
        card.ask.by.wrong.connect(lambda _wrong: self.dates_changed.emit())
        self.body.insertWidget(self.body.count() - 1, card)
        return card

    def _focus_after(self, card: QuestionCard) -> None:
        """Go to the next card that is shown; after the last one, stay."""
        shown = [one for one in self.cards if not one.isHidden()]
        after = shown[shown.index(card) + 1 :]
        if after:
            after[0].answers.focus_chosen()

    def _say_filter(self) -> None:
        name = words.filter_names()[self.filter or ""]
        self.show_button.setText(_("Show: {filter}").format(filter=name))
        nothing = self.filter is not None and not any(not card.isHidden() for card in self.cards)
        self.nothing.setVisible(nothing)
        if nothing:
            text = _("No question of this key factor is in the list “{filter}”.")
            self._none_text.setText(text.format(filter=name))
            there = self._next_factor()
            self.onward.setVisible(there is not None)
            if there is not None:
                onward = _("Go to key factor {number}").format(number=there.number)
                self.onward.setText(onward)

    def _next_factor(self) -> Factor | None:
        """Return the next factor with questions that pass, from the first again after the last."""
        workspace, here = self._work.workspace, self._work.factor
        factors = list(workspace.factors)
        ids = {factor.id for f in factors for factor in (f,) if self._passing_in(f)}
        at = next((n for n, f in enumerate(factors) if f.id == here.id), 0)
        return next((f for f in factors[at + 1 :] + factors[:at] if f.id in ids), None)

    def _passing_in(self, factor: Factor) -> bool:
        return any(question.id in self._passing for question in factor.questions)

    def _go_on(self) -> None:
        there = self._next_factor()
        if there is not None:
            self._work.desk.go(factor_place(there.id))

    def _fill_menu(self) -> None:
        self.menu.clear()
        self._offer(None, "")
        self.menu.addSeparator()
        workspace = self._work.workspace
        where = (workspace.state, workspace.pack, workspace.review)
        for code in FILTERS:
            count = len(matching_factors(*where, code, workspace.voice))
            more = ngettext(" ({count} key factor)", " ({count} key factors)", count)
            self._offer(code, more.format(count=count))

    def _offer(self, code: Filter | None, more: str) -> None:
        action = self.menu.addAction(words.filter_names()[code or ""] + more)
        action.setCheckable(True)
        action.setChecked(code == self.filter)
        action.triggered.connect(lambda _on=False: self.set_filter(code))
