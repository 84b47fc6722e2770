"""What stands at the side: all of one strength, or of one recommendation."""

from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _, current, ngettext
from ic_desktop.project.concluded import (
    Comment,
    Reaction,
    team_scope,
)
from ic_desktop.project.peer import sessions
from ic_desktop.review import labels
from ic_desktop.review.advice import Advised, Praised
from ic_desktop.review.labels import word
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import FEEDBACK
from ic_desktop.ui.pages.conclusions.cited import CitedEvidence
from ic_desktop.ui.pages.conclusions.reply import ProgressCard, ReplyCard
from ic_desktop.ui.pages.conclusions.work import ConclusionsWork
from ic_desktop.ui.pages.context_chips import FactorChips
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import Eyebrow, Muted, Small, Words
from ic_desktop.ui.widgets.surfaces import Foldable, Panel
from ic_desktop.ui.widgets.text import GrowingText, Line


class Details(Panel):
    """One finding; what was not chosen says so."""

    def __init__(self, desk: Desk, work: ConclusionsWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5, margins=(2, 3, 3, 3))
        self._work = work
        self.about = Eyebrow("", self)
        self.text = GrowingText(_("Words"), self, least=2, most=10)
        self._text = BoundText(work.workspace, self.text)
        self.advice = AdviceFields(work, self)
        self.cited = CitedEvidence(work, self)
        self.remarks = Remarks(desk, self)
        self.reply = ReplyCard(work, self)
        self.progress = ProgressCard(work, self)
        self._all = Panel(self, gap=1.5)
        self._all.add(self.about, self.text, self.advice, self.cited)
        self._all.add(self.remarks, self.reply, self.progress)
        self.hint = Muted(_("Choose a strength or a recommendation to see all of it here."), self)
        self.add(self.hint, self._all).add_stretch()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self.hint.show()
        self._all.hide()

    def show_strength(self, one: Praised) -> None:
        """Show a strength."""
        own = one.strength
        factors = (own.factor,) if own.factor else ()
        self._show("strength", own.id, own.factor, _("Strength"))
        self.cited.show_finding(
            ("strength", own.id), factors, one.cited, may=self._work.rights.conclude
        )
        self.remarks.show_said(one.comments, ())
        for part in (self.advice, self.reply, self.progress):
            part.hide()

    def show_advised(self, one: Advised) -> None:
        """Show a recommendation with its reply and progress."""
        own = one.recommendation
        title = _("Recommendation {number}").format(number=one.number)
        self._show("recommendation", own.id, own.factors[0] if own.factors else "", title)
        may = self._work.rights.conclude
        self.advice.show_advised(one)
        self.cited.show_finding(("recommendation", own.id), own.factors, one.cited, may=may)
        self.remarks.show_said(one.comments, one.reactions)
        self.reply.show_advised(one)
        self.progress.show_advised(one)
        for part in (self.advice, self.reply):
            part.show()
        self.progress.setVisible(self._is_followed(one))

    def _is_followed(self, one: Advised) -> bool:
        """Tell whether anybody can know by now how far a recommendation is."""
        workspace = self._work.workspace
        if workspace.lane is not None and "follow-up" in workspace.lane.may:
            return True
        planned = {held.kind for held in sessions(workspace.state, workspace.review_id)}
        return bool(one.answered or one.steps) or "follow-up" in planned

    def _show(self, kind: str, entity: str, factor: str, title: str) -> None:
        self.hint.hide()
        self._all.show()
        self.about.setText(title)
        self.text.setAccessibleName(title)
        review_id = self._work.workspace.review_id
        self._text.point(kind, entity, "text", team_scope(review_id, factor))
        self.text.setReadOnly(not self._work.rights.conclude)


class AdviceFields(Panel):
    """Why, priority, to whom, and the key factors that a recommendation serves."""

    def __init__(self, work: ConclusionsWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._work = work
        self._one: Advised | None = None
        self.why = GrowingText(_("Why"), self, least=2, most=8)
        self.why.setPlaceholderText(_("What the evidence shows, and what it would change"))
        self.whom = Line(_("To whom"), self)
        self.whom.setPlaceholderText(_("such as the personnel office"))
        options = [("high", _("High")), ("medium", _("Medium")), ("low", _("Low"))]
        self.priority = ChoiceRow(_("Priority"), options, self)
        self._why = BoundText(work.workspace, self.why)
        self._whom = BoundText(work.workspace, self.whom)
        self.priority.chosen.connect(self._set_priority)
        self.chips: FactorChips | None = None
        self.factors = Foldable("", self._build_chips, self)
        self.add(field(_("Why"), self.why), field(_("Priority"), self.priority))
        self.add(field(_("To whom"), self.whom), self.factors)

    def show_advised(self, one: Advised) -> None:
        """Show a recommendation."""
        self._one, own = one, one.recommendation
        may = self._work.rights.conclude
        scope = team_scope(own.review, own.factors[0] if own.factors else "")
        self._why.point("recommendation", own.id, "why", scope)
        self._whom.point("recommendation", own.id, "to-whom", scope)
        self.why.setReadOnly(not may)
        self.whom.setReadOnly(not may)
        self.priority.set_value(own.priority)
        self.priority.set_read_only(not may)
        self._show_factors()

    def _show_factors(self) -> None:
        if self._one is None:
            return
        served = self._one.recommendation.factors
        known: tuple[Factor, ...] = self._work.workspace.factors
        numbers = [str(factor.number) for factor in known if factor.id in served]
        listed = ", ".join(numbers)
        words = ngettext("Serves key factor {list}", "Serves key factors {list}", len(numbers))
        self.factors.set_title(words.format(list=listed) if numbers else _("Serves all of them"))
        if self.chips is not None:
            self.chips.show_ticked(served, may_edit=self._work.rights.conclude)

    def _build_chips(self) -> QWidget:
        self.chips = FactorChips(self._work.workspace.factors)
        self.chips.setAccessibleName(_("Key factors that it serves"))
        self.chips.ticked.connect(self._serve)
        self._show_factors()
        return self.chips

    def _serve(self, factor: str, serves: bool) -> None:
        if self._one is None:
            return
        own = self._one.recommendation
        kept = [one for one in own.factors if one != factor]
        self._work.describe(
            "recommendation", own.id, {"factors": [*kept, factor] if serves else kept}
        )
        self._show_factors()

    def _set_priority(self, code: str) -> None:
        if self._one is not None:
            values = {"priority": code or None}
            self._work.describe("recommendation", self._one.recommendation.id, values)


class Remarks(Panel):
    """What was said to a finding in the feedback session and on the draft."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.5)
        self._shown: object = None
        self._list = Panel(self, gap=0.5)
        self.link = LinkButton(_("See them on the page “Feedback”"), self)
        self.link.clicked.connect(lambda _on=False: desk.go(FEEDBACK))
        self.add(self._list, self.link)

    def show_said(self, noted: tuple[Comment, ...], said: tuple[Reaction, ...]) -> None:
        """Show comments and reactions to one finding."""
        self.setVisible(bool(noted or said))
        if (noted, said) == self._shown:
            return
        self._shown = (noted, said)
        self._list.clear()
        for reaction in said:
            self._list.add(Small(_("Said in the feedback session")), Words(reaction.text))
        for one in noted:
            answer = word(current(), labels.COMMENT_ANSWERS, one.answer)
            about = _("Comment on the draft – {answer}").format(answer=answer)
            self._list.add(Small(about), Words(one.text))
