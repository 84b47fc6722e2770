"""The guide questions meant for a session: by key factor, one by one or all in one go."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.review import visit_edits
from ic_desktop.review.visit import SessionQuestion
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.labels import Section, Small
from ic_desktop.ui.widgets.surfaces import Foldable, Panel
from ic_desktop.ui.workspace import Workspace


class SessionQuestions(Panel):
    """A fold for each key factor; its questions are made when it is first opened."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self._workspace = workspace
        self._session = ""
        self._built_for: object = None
        self._planned: Mapping[str, bool] = {}
        self._may_edit = False
        self.folds: dict[str, Foldable] = {}
        self.factors: dict[str, FactorQuestions] = {}
        self._folds = Panel(gap=0.25)
        hint = Small(_("They stand beside the notes while you listen, and on the printed guide."))
        self.add(Section(_("What is asked")), hint, self._folds)

    def show_questions(
        self, session: str, asked: tuple[SessionQuestion, ...], *, may_edit: bool
    ) -> None:
        """Show which questions are meant for a session, and which were asked there."""
        self._planned = {one.question.id: one.asked for one in asked}
        self._may_edit = may_edit
        factors = self._workspace.factors
        if self._built_for != factors:
            self._built_for = factors
            self._build(factors)
        if session != self._session:
            self._session = session
            for key, fold in self.folds.items():
                has = any(q.id in self._planned for q in self._factor(key).questions)
                fold.set_open(has and len(self._planned) <= _FEW)
        for key in self.folds:
            self._show_factor(key)

    def _build(self, factors: tuple[Factor, ...]) -> None:
        self._folds.clear()
        self.folds, self.factors = {}, {}
        for factor in factors:
            fold = Foldable("", partial(self._open, factor))
            self.folds[factor.id] = fold
            self._folds.add(fold)

    def _open(self, factor: Factor) -> QWidget:
        made = FactorQuestions(factor, self._plan, self._plan_all)
        self.factors[factor.id] = made
        made.show_planned(self._planned, may_edit=self._may_edit)
        return made

    def _show_factor(self, key: str) -> None:
        factor = self._factor(key)
        count = sum(question.id in self._planned for question in factor.questions)
        title = words.planned_words(count, len(factor.questions), factor)
        self.folds[key].set_title(title)
        if key in self.factors:
            self.factors[key].show_planned(self._planned, may_edit=self._may_edit)

    def _factor(self, key: str) -> Factor:
        return next(factor for factor in self._workspace.factors if factor.id == key)

    def _plan(self, question: str, planned: bool) -> None:
        session = self._session
        self._workspace.edit(
            lambda e: visit_edits.plan_question(e, session, question, planned=planned)
        )

    def _plan_all(self, factor: Factor, planned: bool) -> None:
        session = self._session
        self._workspace.edit(lambda e: visit_edits.plan_factor(e, session, factor, planned=planned))


_FEW = 20
"""With more questions than this, the key factors stay folded when a session is chosen."""


class FactorQuestions(Panel):
    """The questions of one key factor, each with a box; all or none in one go."""

    def __init__(
        self,
        factor: Factor,
        plan: Callable[[str, bool], object],
        plan_all: Callable[[Factor, bool], object],
    ) -> None:
        super().__init__(margins=(2, 0, 0, 1), gap=0.5)
        self._factor = factor
        box = QWidget(self)
        flow = FlowLayout(box, gap=1)
        name = words.factor_name(factor)
        self.all_button = LinkButton(_("All of these"), clicked=lambda: plan_all(factor, True))
        self.all_button.setAccessibleName(_("All questions of {factor}").format(factor=name))
        self.none_button = LinkButton(_("None of these"), clicked=lambda: plan_all(factor, False))
        self.none_button.setAccessibleName(_("No question of {factor}").format(factor=name))
        for button in (self.all_button, self.none_button):
            flow.addWidget(button)
        self.add(box)
        self.checks: dict[str, Check] = {}
        self._asked: dict[str, Small] = {}
        for question in factor.questions:
            check = Check(question.id)
            check.setAccessibleName(f"{question.id} {question.text}")
            check.ticked.connect(lambda on, key=question.id: plan(key, on))
            row = Panel(direction="row", gap=1)
            asked = Small(_("asked"), wrap=False, tone="accent")
            row.add(check).add(Small(question.text), stretch=1).add(asked)
            self.add(row)
            self.checks[question.id], self._asked[question.id] = check, asked

    def show_planned(self, planned: Mapping[str, bool], *, may_edit: bool) -> None:
        """Show which questions are meant, and which of them were asked."""
        for key, check in self.checks.items():
            check.set_value(key in planned)
            check.setEnabled(may_edit)
            self._asked[key].setVisible(planned.get(key, False))
        for button in (self.all_button, self.none_button):
            button.setEnabled(may_edit)
