"""The head of a key factor's page: statement, verdict and what is missing; always in view."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.formats import date_words, day_format
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.turns import TurnLink
from ic_desktop.ui.pages.factor.view import FactorView
from ic_desktop.ui.pages.factor.words import Part
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.choices import ChoiceRow, VerdictPicker
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Elided, Eyebrow, FieldLabel, MarkLabel, Small, Title
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText

_NO_LIMIT = 16_777_215
"""Qt's largest width."""
_JUDGING = 46
"""Units that the verdict takes beside the statement."""


def _short_day(iso: str) -> str:
    """Return a date as one says it: without the year if it is this year's."""
    day = QDate.fromString(iso, Qt.DateFormat.ISODate)
    if day.isValid() and day.year() == QDate.currentDate().year():
        return QLocale().toString(day, day_format(QLocale(), year=False))
    return date_words(iso)


class Summary(QWidget):
    """What is there and what is missing, in one line that wraps; and the way to why it matters."""

    why_wanted = Signal(bool)
    """Why it matters is to be shown, or folded again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=0.5)
        self._labels: list[Small] = []
        self._parts: tuple[Part, ...] = ()
        self.why = TurnLink(_("why it matters"), self, chevron="next")
        self.why.setFont(theme.font("small"))
        self.why.setCheckable(True)
        self.why.toggled.connect(self._toggle)
        self._flow.addWidget(self.why)

    def text(self) -> str:
        """Return the line as it reads."""
        return " · ".join(part.text for part in self._parts)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Say something else."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        while len(self._labels) < len(parts):
            label = Small("", self, wrap=False)
            self._flow.removeWidget(self.why)
            self._flow.addWidget(label)
            self._flow.addWidget(self.why)
            self._labels.append(label)
        for at, label in enumerate(self._labels):
            label.setVisible(at < len(parts))
            if at < len(parts):
                label.setText(parts[at].text + " ·")
                label.set_tone(parts[at].tone)
        self.setAccessibleName(self.text())

    def _toggle(self, is_open: bool) -> None:
        self.why.set_chevron("down" if is_open else "next")
        self.why_wanted.emit(is_open)


class Judging(Panel):
    """The verdict, its reason, and how sure one is. Nothing here follows from the answers."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self.picker = VerdictPicker(_("Verdict"), self)
        self.picker.chosen.connect(lambda value: work.judge({"value": value or None}))
        self.reason = GrowingText(_("Reason of the verdict"), self, least=2, most=3)
        self.reason.setPlaceholderText(_("Why this verdict? In a sentence or two …"))
        self._reason = BoundText(work.workspace, self.reason)
        self.confidence = ChoiceRow(_("Confidence"), words.confidence_options(), self)
        self.confidence.chosen.connect(lambda value: work.judge({"confidence": value or None}))
        sure = QHBoxLayout()
        sure.setSpacing(theme.unit(1))
        sure.addWidget(FieldLabel(_("Confidence"), self, wrap=False))
        sure.addWidget(self.confidence, 1)
        self.add(self.picker, self.reason, sure).add_stretch()

    def show_factor(self, view: FactorView) -> None:
        """Show the verdict on a factor."""
        may = self._work.can_judge
        verdict = view.verdict
        settled = "value" not in verdict.conflicts
        self.picker.set_value(verdict.value if settled else "")
        self.picker.set_read_only(not may)
        self.picker.setAccessibleName(_("Verdict on {title}").format(title=view.factor.title))
        scope = self._work.workspace.factor_scope(view.factor.id)
        self._reason.point("verdict", verdict.id, "reason", scope)
        self.reason.setReadOnly(not may)
        self.confidence.set_value(verdict.confidence)
        self.confidence.set_read_only(not may)


class Head(Panel):
    """Stays while the rest of the page scrolls."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(3, 1.5, 3, 1.5), tone="surface")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._eyebrow = Eyebrow("", self)
        self._statement = Title("", self)
        self.summary = Summary(self)
        self.judging = Judging(work, self)
        left = Panel(self, gap=0.5)
        left.add(self._eyebrow, self._statement, self.summary).add_stretch()
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.unit(4))
        self._row.addWidget(left, 1)
        self._row.addWidget(self.judging)
        self.add(self._row)
        self._stacked = False
        self._parts: tuple[Part, ...] = ()
        self._wrong_dates = False

    def show_factor(self, view: FactorView, before: FactorView | None) -> None:
        """Show another factor, or the same one anew; ``before`` as for the rest of the page."""
        factor = view.factor
        if before is None or before.factor is not factor:
            place = _("Key factor {number} · {title}")
            self._eyebrow.setText(place.format(number=factor.number, title=factor.title))
            self._statement.setText(factor.statement)
        self._parts = words.summary(view, _short_day)
        self._say_parts()
        self.judging.show_factor(view)

    def say_wrong_dates(self, wrong: bool) -> None:
        """Say beside the dates that one was typed that cannot be read."""
        if wrong != self._wrong_dates:
            self._wrong_dates = wrong
            self._say_parts()

    def _say_parts(self) -> None:
        wrong = Part(_("a new date cannot be read yet"), "contra")
        self.summary.show_parts((*self._parts, wrong) if self._wrong_dates else self._parts)

    def fit(self, width: int) -> None:
        """Put the verdict beside the statement, or under it where there is no room."""
        wanted = max(theme.unit(_JUDGING), self.judging.minimumSizeHint().width())
        stacked = width < wanted * 2 + theme.unit(10)
        if stacked != self._stacked:
            self._stacked = stacked
            way = QBoxLayout.Direction
            self._row.setDirection(way.TopToBottom if stacked else way.LeftToRight)
            self._row.setSpacing(theme.unit(1 if stacked else 4))
        self.judging.setMinimumWidth(0 if stacked else wanted)
        self.judging.setMaximumWidth(_NO_LIMIT if stacked else wanted)

    def height_at(self, width: int) -> int:
        """Return the height that the head needs at a width, in pixels."""
        return self.body.totalHeightForWidth(width)

    @property
    def statement(self) -> str:
        """The statement that is shown."""
        return self._statement.text()


class Strip(Panel):
    """One line that stays in view where the text is too large for the whole head to stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, direction="row", margins=(3, 0.5, 3, 0.5), gap=2, tone="surface")
        self._mark = MarkLabel("", self)
        self._words = Elided("", self)
        self.add(self._mark).add(self._words, stretch=1)
        self.hide()

    def show_factor(self, view: FactorView) -> None:
        """Show the verdict and what is missing in short."""
        self._mark.set_mark(view.verdict.value or "not-judged")
        missing = [part.text for part in words.summary(view, _short_day)]
        title = f"{view.factor.number} {view.factor.title}"
        self._words.set_text(" · ".join([title, *missing]))
