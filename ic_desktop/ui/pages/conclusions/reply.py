"""Below a recommendation: the host's reply, and how far it is on later visits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, current
from ic_desktop.project.concluded import Progress
from ic_desktop.project.kinds import PROGRESS, REPLIES
from ic_desktop.review import labels
from ic_desktop.review.advice import UNSETTLED, Advised, reply_word
from ic_desktop.review.conclusions import reply_scope
from ic_desktop.review.labels import word
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.pages.conclusions.work import ConclusionsWork
from ic_desktop.ui.widgets.buttons import Button, IconButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Muted, Small, Strong, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.text import GrowingText, Line


class ReplyCard(Card):
    """The host's reply to one recommendation. It may come weeks later, also after signing."""

    def __init__(self, work: ConclusionsWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("The host’s reply"))
        self._work = work
        self._id = ""
        self.state = Strong("", self)
        options = [(code, word(current(), labels.REPLIES, code)) for code in REPLIES]
        self.choice = ChoiceRow(_("The host’s reply"), options, self)
        self.reason = GrowingText(_("Reason of the reply"), self, least=2, most=8)
        self.reason.setPlaceholderText(_("Why, or what the city does instead"))
        self.authority = Line(_("Which authority decided"), self)
        self.authority.setPlaceholderText(_("such as the town council"))
        self.date = DateField(_("Date of the decision"), self)
        self._reason = BoundText(work.workspace, self.reason)
        self._authority = BoundText(work.workspace, self.authority)
        self.choice.chosen.connect(lambda code: work.reply(self._id, {"value": code or None}))
        self.date.changed.connect(lambda iso: work.reply(self._id, {"date": iso}))
        self._form = Panel(self, gap=1)
        self._form.add(
            self.choice,
            field(_("Reason"), self.reason),
            field(_("Which authority decided"), self.authority),
            field(_("Date of the decision"), self.date),
        )
        self._read = Words("", self, selectable=True)
        self.add(self.state, self._form, self._read)

    def show_advised(self, one: Advised) -> None:
        """Show the reply to a recommendation: to be edited, or to be read."""
        self._id = one.recommendation.id
        may = self._work.rights.reply
        self.state.setText(reply_word(current(), one.answered))
        self.state.setVisible(not may or one.answered in ("", UNSETTLED))
        self.state.set_tone("warn" if one.answered in ("", UNSETTLED) else "")
        self._form.setVisible(may)
        self._show_read(one, may=may)
        if may:
            self._show_form(one)

    def _show_form(self, one: Advised) -> None:
        record = self._work.workspace.state.record("recommendation", self._id)
        if record is None:
            return
        scope = reply_scope(record)
        self.choice.set_value("" if one.answered == UNSETTLED else one.reply.value)
        self._reason.point("reply", self._id, "reason", scope)
        self._authority.point("reply", self._id, "authority", scope)
        if not self.date.line.hasFocus():
            self.date.set_value(one.reply.date)

    def _show_read(self, one: Advised, *, may: bool) -> None:
        given = one.reply
        when = date_words(given.date) if given.date else ""
        who = ", ".join(part for part in (given.authority.strip(), when) if part)
        text = "\n".join(part for part in (given.reason.strip(), who) if part)
        self._read.setText(text)
        self._read.setVisible(not may and bool(text))


class ProgressCard(Card):
    """How far a recommendation was on each follow-up visit; what was recorded stays."""

    def __init__(self, work: ConclusionsWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Progress on follow-up visits"))
        self._work = work
        self._id = ""
        self._steps: tuple[Progress, ...] | None = None
        self._list = Panel(self, gap=1)
        options = [(code, word(current(), labels.PROGRESS, code)) for code in PROGRESS]
        self.state = Picker(_("How far it is"), options, self, value="under-way")
        self.date = DateField(_("Seen on"), self)
        self.text = GrowingText(_("What was seen"), self, least=1, most=6)
        self.text.setPlaceholderText(_("What was seen, and what is still missing"))
        self.button = Button(_("Record"), self, icon_name="plus", clicked=self._record)
        self._form = Panel(self, gap=1)
        self._form.add(field(_("How far it is"), self.state), field(_("Seen on"), self.date))
        self._form.add(self.text, self.button)
        self.add(self._list, self._form)

    def show_advised(self, one: Advised) -> None:
        """Show what was recorded of a recommendation."""
        may = self._work.rights.follow_up
        if one.recommendation.id != self._id:
            self.text.set_text("")
            self.date.set_value("")
        self._id = one.recommendation.id
        self._form.setVisible(may)
        if one.steps != self._steps:
            self._steps = one.steps
            self._list.clear()
            for step in one.steps:
                self._list.add(self._row(step, may=may))
            if not one.steps:
                self._list.add(Muted(_("Nothing recorded yet")))

    def _row(self, step: Progress, *, may: bool) -> QWidget:
        row = Panel(direction="row", gap=1)
        said = Panel(gap=0.25)
        when = date_words(step.date) if step.date else _("no date")
        said.add(Strong(word(current(), labels.PROGRESS, step.state)), Small(when))
        if step.text.strip():
            said.add(Words(step.text.strip()))
        row.add(said, stretch=1)
        if may:
            name = _("Take away what was recorded on {date}").format(date=when)
            cross = IconButton("close", name, small=True, clicked=lambda: self._remove(step))
            row.body.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _record(self) -> None:
        values = {"state": self.state.value(), "date": self.date.value(), "text": self.text.text()}
        self._work.record_progress(self._id, values)
        self.text.set_text("")

    def _remove(self, step: Progress) -> None:
        self._work.take_back_progress(step.id)
