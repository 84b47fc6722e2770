"""What a piece of evidence says to one key factor or question: a line that opens for editing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.entities import Link
from ic_desktop.review import edits
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import factor_place
from ic_desktop.ui.owning import may_edit
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.buttons import IconButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import MarkLabel, Small, Words
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText, Line
from ic_desktop.ui.workspace import Workspace


class LinkEntry(Panel):
    """One link. The fields of it open below its line, and are made when they first do."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(1.5, 1, 1, 1), gap=0.5, tone="column")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._workspace = workspace
        self._link: Link | None = None
        self.fields: LinkFields | None = None
        self._mark = MarkLabel("background", self)
        self._name = Words("", self)
        self._detail = Small("", self)
        self._silent = Small("", self, tone="warn")
        self.edit_button = IconButton("down", "", self, clicked=self.toggle)
        self.go_button = IconButton("next", "", self, clicked=self._go)
        self.unlink_button = IconButton("close", "", self, clicked=self._unlink)
        self._contested = self._notice()
        self._lay_out()

    def _lay_out(self) -> None:
        head = Panel(self, direction="row", gap=0.5)
        head.body.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.body.addStretch(1)
        for button in (self.edit_button, self.go_button, self.unlink_button):
            head.body.addWidget(button)
        self.add(head, self._name, self._detail, self._silent, self._contested)

    def _notice(self) -> Notice:
        text = _("Another copy took this link away, and it was changed since.")
        notice = Notice(text, self, tone="warn", closable=False)
        notice.add_action(_("Keep it"), self._keep)
        notice.add_action(_("Take it away"), self._unlink)
        return notice

    @property
    def link(self) -> Link:
        """The link that is shown."""
        assert self._link is not None, "an entry is filled before it is used"
        return self._link

    def show_link(self, link: Link) -> None:
        """Show a link; the fields stay open if it is the same as before."""
        other = self._link is None or self._link.id != link.id
        self._link = link
        name = words.spot_name(self._workspace.pack, link)
        may = self._workspace.can_tie and may_edit(self._workspace, "link", link.id)
        self._mark.set_mark(link.stance)
        self._name.setText(name)
        self.setAccessibleName(name)
        detail = words.link_detail(link)
        self._detail.setText(detail)
        unanswered = link.stance == "contradicts" and not link.response.strip()
        self._silent.setText(_("Nothing is said to this contradiction yet.") if unanswered else "")
        self._silent.setVisible(unanswered)
        self._contested.setVisible(link.removal == "contested" and may)
        self._name_buttons(name, may)
        if other:
            self._close_fields()
        elif self.fields is not None:
            self.fields.show_link(link)
        self._detail.setVisible(bool(detail) and not self.is_open)

    def _name_buttons(self, name: str, may: bool) -> None:
        for button, text in (
            (self.edit_button, _("Page, passage and stance: {name}")),
            (self.go_button, _("Go to: {name}")),
            (self.unlink_button, _("Take the link away: {name}")),
        ):
            button.setAccessibleName(text.format(name=name))
            button.setToolTip(plain(text.format(name=name)))
        self.unlink_button.setVisible(may)

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self.fields is not None and not self.fields.isHidden()

    def toggle(self) -> None:
        """Open the fields, or fold them away."""
        if self.is_open:
            self._close_fields()
            self.show_link(self.link)
            return
        if self.fields is None:
            self.fields = LinkFields(self._workspace, self)
            self.fields.done.connect(self._fold)
            self.add(self.fields)
        self.fields.show_link(self.link)
        self.fields.show()
        self._detail.hide()
        self.edit_button.set_icon("up")
        self.fields.stance.focus_chosen()

    def _fold(self) -> None:
        self._close_fields()
        self.show_link(self.link)
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_fields(self) -> None:
        if self.fields is not None:
            self._workspace.settle()
            self.fields.hide()
        self.edit_button.set_icon("down")

    def _go(self) -> None:
        self._desk.go(factor_place(self.link.factor, self.link.question))

    def _unlink(self) -> None:
        link = self.link.id
        if self._workspace.edit(lambda editor: edits.unlink(editor, link)):
            self._desk.say(_("The link was taken away; the piece itself stays. Ctrl+Z undoes it."))

    def _keep(self) -> None:
        link = self.link.id
        self._workspace.edit(lambda editor: editor.restore("link", link))


class LinkFields(Panel):
    """Stance, page, passage, and how a contradiction was weighed. Escape folds them away."""

    done = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self._workspace = workspace
        self._link = ""
        self.stance = ChoiceRow(_("Stance"), words.stance_options(), self)
        self.stance.chosen.connect(self._set_stance)
        self.page = Line(_("Page or section"), self)
        self.passage = GrowingText(_("Passage"), self, most=8)
        self.response = GrowingText(_("How did you weigh this?"), self, least=2, most=8)
        self._response_box = field(_("How did you weigh this contradiction?"), self.response)
        self.add(self.stance, field(_("Page or section"), self.page))
        self.add(field(_("Passage, word for word"), self.passage), self._response_box)
        self._bound: dict[str, BoundText] = {}
        for name, widget in self._texts().items():
            widget.setAcceptDrops(False)
            self._bound[name] = BoundText(workspace, widget)

    def _texts(self) -> dict[str, Line | GrowingText]:
        return {"page": self.page, "passage": self.passage, "response": self.response}

    def show_link(self, link: Link) -> None:
        """Show what a link holds."""
        self._link = link.id
        record = self._workspace.state.record("link", link.id)
        assert record is not None
        self.stance.set_value(link.stance)
        for name, bound in self._bound.items():
            bound.point("link", link.id, name, record.scope)
        may = self._workspace.can_tie and may_edit(self._workspace, "link", link.id)
        self.stance.set_read_only(not may)
        for widget in self._texts().values():
            widget.setReadOnly(not may)
        self._response_box.setVisible(link.stance == "contradicts")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape folds the fields away; what was typed is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _set_stance(self, stance: str) -> None:
        link, values = self._link, {"stance": stance or "background"}
        self._workspace.edit(lambda editor: edits.describe_link(editor, link, values))
