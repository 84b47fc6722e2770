"""What the chosen piece speaks to: all its links, and a form for another."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import Link
from ic_desktop.review import edits
from ic_desktop.ui import theme
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.pages.evidence.link_entry import LinkEntry
from ic_desktop.ui.pages.factor.words import stance_question
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Muted, Section, Small
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import Line
from ic_desktop.ui.workspace import Workspace


class Links(Panel):
    """All links of one piece in the review that is shown; entries are used again."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self._desk = desk
        self._workspace = workspace
        self._evidence = ""
        self.entries: list[LinkEntry] = []
        self._shown = 0
        self._none = Muted(_("It speaks to no key factor yet, so no report will name it."), self)
        self._elsewhere = Small("", self)
        self._list = Panel(self, gap=0.75)
        self.add_button = LinkButton(
            _("Link to a key factor or a question …"),
            self,
            icon_name="plus",
            clicked=self.open_form,
        )
        self.form = LinkForm(workspace, self)
        self.form.hide()
        self.form.added.connect(self._link)
        self.form.closed.connect(self.close_form)
        self.add(Section(_("What it speaks to"), self), self._none, self._list, self._elsewhere)
        self.add(self.add_button, self.form)

    def show_links(self, evidence: str, links: Sequence[Link], elsewhere: int) -> None:
        """Show the links of a piece; ``elsewhere`` is how many it has in other reviews."""
        if evidence != self._evidence:
            self._evidence = evidence
            self.close_form()
        numbers = {f.id: f.number for f in self._workspace.pack.factors}
        ordered = sorted(links, key=lambda k: (numbers.get(k.factor, 0), k.question, k.id))
        while len(self.entries) < len(ordered):
            entry = LinkEntry(self._desk, self._workspace, self._list)
            self.entries.append(entry)
            self._list.add(entry)
        for entry, link in zip(self.entries, ordered, strict=False):
            entry.show_link(link)
            entry.show()
        for entry in self.entries[len(ordered) :]:
            entry.hide()
        self._shown = len(ordered)
        self._none.setVisible(not ordered)
        self._list.setVisible(bool(ordered))
        self._show_elsewhere(elsewhere)
        self.add_button.setVisible(self._workspace.can_tie and self.form.isHidden())

    def shown_entries(self) -> list[LinkEntry]:
        """Return the entries that show something."""
        return self.entries[: self._shown]

    def open_form(self, factor: str = "") -> None:
        """Open the form for another link."""
        self.form.begin(factor)
        self.add_button.hide()

    def close_form(self) -> None:
        """Close the form; what was not added is gone."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.form.isAncestorOf(focused)
        self.form.hide()
        self.add_button.setVisible(self._workspace.can_tie)
        if had_keyboard:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_elsewhere(self, count: int) -> None:
        said = ngettext(
            "It has {count} link in another review of this file.",
            "It has {count} links in other reviews of this file.",
            count,
        ).format(count=count)
        self._elsewhere.setText(said)
        self._elsewhere.setVisible(count > 0)

    def _link(self, factor: str, question: str, stance: str, page: str) -> None:
        review_id, evidence = self._workspace.review_id, self._evidence
        self._workspace.edit(
            lambda e: edits.link(e, review_id, evidence, factor, question, stance=stance, page=page)
        )
        self.close_form()


class LinkForm(Panel):
    """Asks which key factor or question, the stance and the page. ``added`` carries all four."""

    added = Signal(str, str, str, str)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(1.5, 1, 1.5, 1), gap=1, tone="column")
        self._workspace = workspace
        self.factor = Picker(_("Key factor"), [], self)
        self.question = Picker(_("Question"), [], self)
        self.stance = ChoiceRow(_("Stance"), words.stance_options(), self)
        self.page = Line(_("Page or section"), self)
        self.page.setAcceptDrops(False)
        self.factor.chosen.connect(self._offer_questions)
        self.stance.chosen.connect(self._keep_stance)
        self.page.entered.connect(lambda _text: self._add())
        row = QHBoxLayout()
        row.setSpacing(theme.unit(1))
        self.add_button = PrimaryButton(_("Link"), self, clicked=self._add)
        self.cancel_button = Button(_("Cancel"), self, clicked=self.closed.emit)
        row.addWidget(self.add_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.add(field(_("Key factor"), self.factor), field(_("Question"), self.question))
        self.add(Small(stance_question(), self), self.stance)
        self.add(field(_("Page or section"), self.page), row)

    def begin(self, factor: str = "") -> None:
        """Show the form with a key factor chosen, and give it the keyboard."""
        factors = self._workspace.factors
        self.factor.set_options(words.factor_options(factors))
        known = {one.id for one in factors}
        if factor in known:
            self.factor.set_value(factor)
        elif self.factor.value() not in known:
            self.factor.set_value(factors[0].id)
        self._offer_questions(self.factor.value())
        self.stance.set_value("")
        self._stance = ""
        self.page.set_text("")
        self.show()
        self.factor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _offer_questions(self, factor: str) -> None:
        self.question.set_options(words.question_options(self._workspace.pack.factor(factor)))
        self.question.set_value("")

    def _keep_stance(self, stance: str) -> None:
        """Keep what was chosen; what nobody chose is background."""
        self._stance = stance

    def _add(self) -> None:
        stance = self._stance or "background"
        self.added.emit(
            self.factor.value(), self.question.value(), stance, self.page.text().strip()
        )
