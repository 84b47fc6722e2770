"""Whom to ask what one does not know, and by when: it goes onto the list to print."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.entities import Answer
from ic_desktop.ui import theme
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import TO_ASK
from ic_desktop.ui.pages.factor.work import FactorWork, known_people
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Small
from ic_desktop.ui.widgets.text import Line


class AskRow(QWidget):
    """Opens under an answer "don't know"."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._work = work
        self._question = ""
        self.whom = Line(_("Whom to ask"), self, placeholder=_("a person or department"))
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self.whom)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._complete)
        self.whom.setCompleter(completer)
        self._whom = BoundText(work.workspace, self.whom)
        self.by = DateField(_("By when"), self)
        self.by.changed.connect(lambda iso: work.answer(self._question, {"ask-by": iso}))
        self._lay_out()

    def _lay_out(self) -> None:
        flow = FlowLayout(self, gap=1)
        ask = Small(_("&Ask"), self, wrap=False, tone="warn")
        ask.setBuddy(self.whom)
        by = Small(_("by"), self, wrap=False, tone="warn")
        for label in (ask, by):
            label.setMinimumHeight(theme.line_height() + theme.unit(1))
        self.list_button = LinkButton(
            _("on the list to print"), self, clicked=lambda: self._work.desk.go(TO_ASK)
        )
        self.whom.setMinimumWidth(theme.unit(26))
        self.by.setMinimumWidth(theme.unit(19))
        self.list_button.setMinimumHeight(theme.line_height() + theme.unit(1.5))
        for widget in (ask, self.whom, by, self.by, self.list_button):
            flow.addWidget(widget)

    def show_answer(self, answer: Answer) -> None:
        """Show whom an answer waits for."""
        other = self._question != answer.question
        self._question = answer.question
        scope = self._work.workspace.factor_scope(self._work.factor.id)
        self._whom.point("answer", answer.id, "ask-whom", scope)
        if other or not (self.by.line.hasFocus() or self.by.problem()):
            self.by.set_value(answer.ask_by)
        may = self._work.can_judge
        self.whom.setReadOnly(not may)
        self.by.set_read_only(not may)
        names = known_people(self._work.workspace)
        if names != self._names.stringList():
            self._names.setStringList(names)

    def _complete(self, name: str) -> None:
        """Take over a name that was picked from the list."""
        self.whom.setText(name)
        self.whom.typed.emit(name)
