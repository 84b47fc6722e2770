"""The host's comments on the draft, each tied to a finding and answered by the leader."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, current, ngettext
from ic_desktop.project.changes import Value
from ic_desktop.project.concluded import Comment
from ic_desktop.project.kinds import COMMENT_ANSWERS
from ic_desktop.review import labels
from ic_desktop.review.advice import Finding, finding
from ic_desktop.review.conclusions import answer_scope
from ic_desktop.review.labels import word
from ic_desktop.review.naming import beginning
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.pages.feedback.said import finding_words, key_of, options
from ic_desktop.ui.widgets.buttons import IconButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import Picker
from ic_desktop.ui.widgets.labels import Muted, Small, Strong, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel, Rule
from ic_desktop.ui.widgets.text import GrowingText, Line
from ic_desktop.ui.workspace import Workspace

Answer = Callable[[str, Mapping[str, Value]], object]


class CommentRow(Panel):
    """One comment: what it is about, the words, and the leader's answer."""

    def __init__(
        self,
        workspace: Workspace,
        comment: Comment,
        answer: Answer,
        remove: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, gap=0.75)
        self._workspace = workspace
        self.id = comment.id
        self.about = Small("", self)
        self.words = Words(comment.text, self, selectable=True)
        name = _("Take away the comment: {text}").format(text=beginning(comment.text))
        self.cross = IconButton("close", name, self, small=True, clicked=lambda: remove(self.id))
        head = Panel(self, direction="row", gap=1)
        said = Panel(head, gap=0.25)
        said.add(self.about, self.words)
        head.add(said, stretch=1)
        head.body.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        codes = [(code, word(current(), labels.COMMENT_ANSWERS, code)) for code in COMMENT_ANSWERS]
        which = _("Answer to: {text}").format(text=beginning(comment.text))
        self.choice = ChoiceRow(which, codes, self)
        self.choice.chosen.connect(lambda code: answer(self.id, {"value": code or None}))
        self.why = GrowingText(_("Why – {answer}").format(answer=which), self, least=1, most=6)
        self.why.setPlaceholderText(_("What was corrected, or why not"))
        self._why = BoundText(workspace, self.why)
        self.state = Strong("", self)
        self.read = Words("", self, selectable=True)
        self._form = Panel(self, gap=0.75)
        self._form.add(self.choice, self.why)
        self.add(Rule(self), head, self.state, self.read, self._form)

    def show_comment(
        self, one: Comment, known: Sequence[Finding], *, may_comment: bool, may_answer: bool
    ) -> None:
        """Show the comment and its answer now."""
        self.about.setText(finding_words(finding(known, one.about_kind, one.about)))
        self.words.setText(one.text)
        self.cross.setVisible(may_comment)
        self._form.setVisible(may_answer)
        self.state.setVisible(not may_answer or not one.answer)
        self.state.setText(word(current(), labels.COMMENT_ANSWERS, one.answer))
        self.state.set_tone("" if one.answer else "warn")
        self.read.setText(one.answer_text.strip())
        self.read.setVisible(not may_answer and bool(one.answer_text.strip()))
        record = self._workspace.state.record("comment", self.id)
        if may_answer and record is not None:
            self.choice.set_value(one.answer)
            self._why.point("comment-answer", self.id, "text", answer_scope(record))


class CommentsCard(Card):
    """All comments on the draft, and a line that adds one."""

    added = Signal(str, str, str)
    """Kind and id of the finding, and the words."""

    def __init__(
        self,
        workspace: Workspace,
        answer: Answer,
        remove: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, title=_("The host’s comments on the draft"), gap=1)
        self._workspace, self._answer, self._remove = workspace, answer, remove
        self.rows: dict[str, CommentRow] = {}
        self._known: tuple[Finding, ...] | None = None
        self.count = Muted("", self)
        self._list = Panel(self, gap=1.5)
        self.about = Picker(_("What the comment is about"), [], self)
        self.line = Line(_("New comment"), self)
        self.line.setPlaceholderText(_("What is not right, and what is – Enter adds it"))
        self._form = Panel(self, gap=0.75)
        self._form.add(self.about, self.line)
        self.add(self.count, self._form, self._list)
        self.line.entered.connect(self._on_entered)

    def show_comments(
        self,
        noted: Sequence[Comment],
        known: tuple[Finding, ...],
        *,
        may_comment: bool,
        may_answer: bool,
    ) -> None:
        """Show the comments; ``known`` are the findings that can be commented on."""
        if known != self._known:
            self._known = known
            self.about.set_options(options(known))
            if not self.about.value() and known:
                self.about.setCurrentIndex(0)
        self._form.setVisible(may_comment and bool(known))
        if [one.id for one in noted] != list(self.rows):
            self._build(noted)
        for one in noted:
            self.rows[one.id].show_comment(
                one, known, may_comment=may_comment, may_answer=may_answer
            )
        self.count.setText(_counted(noted))

    def _build(self, noted: Sequence[Comment]) -> None:
        self._workspace.settle()
        self._list.clear()
        self.rows = {
            one.id: CommentRow(self._workspace, one, self._answer, self._remove, self._list)
            for one in noted
        }
        self._list.add(*self.rows.values())

    def _on_entered(self, text: str) -> None:
        about = key_of(self.about.value())
        if text.strip() and about[1]:
            self.line.set_text("")
            self.added.emit(*about, text.strip())


def _counted(noted: Sequence[Comment]) -> str:
    if not noted:
        return _("The draft goes to the host first. Comments come here, each tied to a finding.")
    waiting = sum(1 for one in noted if not one.answer)
    words = ngettext("{count} comment", "{count} comments", len(noted)).format(count=len(noted))
    if not waiting:
        return _("{comments}, all answered").format(comments=words)
    left = ngettext("{count} without an answer", "{count} without an answer", waiting)
    return f"{words} · {left.format(count=waiting)}"
