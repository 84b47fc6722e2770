"""Page and stance of one piece of evidence, asked where it was dropped; the rest can wait."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.entities import Link, link_view
from ic_desktop.ui import theme
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.owning import may_edit
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.reveal import reveal_later
from ic_desktop.ui.pages.factor.work import FactorWork, title_here
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.labels import Elided, FieldLabel, Small
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText, Line

MOST: Final = 5
"""Links that are asked about in one place at a time."""


class LinkRow(Panel):
    """The fields of one link. It is part of the page, never in the way.

    ``beside``: it stands in the column of all evidence, where several questions meet and what
    contradicts is weighed in a place of its own.
    """

    done = Signal()
    """It may be folded away."""

    def __init__(self, work: FactorWork, parent: QWidget, *, beside: bool) -> None:
        tone = "surface" if beside else "column"
        super().__init__(parent, margins=(1.5, 1, 1.5, 1), gap=0.5, tone=tone)
        self._beside = beside
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self.link = ""
        self._title = Elided("", self, mode=Qt.TextElideMode.ElideMiddle)
        self._title.setFont(theme.font("strong"))
        self._asked = Small(words.stance_question(), self)
        self.stance = ChoiceRow(_("Stance"), words.stance_options(), self)
        self.stance.chosen.connect(self._set_stance)
        self.page = Line(_("Page or section"), self, placeholder=_("14, or § 2"))
        self.page.entered.connect(lambda _text: self.done.emit())
        self._page = BoundText(work.workspace, self.page)
        self.response = GrowingText(
            _("How do you weigh this?"),
            self,
            placeholder=_("How do you weigh this? What does it mean for the verdict?"),
            least=2,
            most=5,
        )
        self._response = BoundText(work.workspace, self.response)
        self.contested = self._notice()
        self._lay_out()

    def _notice(self) -> Notice:
        text = _("Another copy took this piece away here, and it was changed since.")
        notice = Notice(text, self, tone="warn", closable=False)
        self.keep_button = notice.add_action(_("Keep it"), lambda: self._work.keep_link(self.link))
        notice.add_action(_("Take it away"), lambda: self._work.unlink([self.link]))
        return notice

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.unit(1))
        head.addWidget(self._title, 1)
        self.open_button = LinkButton(_("Open"), self, clicked=self._open)
        head.addWidget(self.open_button)
        fields = QHBoxLayout()
        fields.setSpacing(theme.unit(1))
        label = FieldLabel(_("&Page"), self, wrap=False)
        label.setBuddy(self.page)
        fields.addWidget(label)
        fields.addWidget(self.page, 1)
        self.done_button = Button(_("Done"), self, clicked=self.done.emit)
        fields.addWidget(self.done_button)
        self.add(head, self._asked, self.stance, fields, self.response, self.contested)

    def show_link(self, link: str) -> bool:
        """Show a link; False if there is none of that id any more."""
        record = self._work.workspace.state.record("link", link)
        if record is None or record.removal == "removed":
            return False
        held = link_view(record)
        self.link = link
        title = title_here(self._work.workspace, held.evidence)
        if self._beside and held.question:
            title = f"{held.question}  {title}"
        self._title.set_text(title)
        self.setAccessibleName(title)
        self.stance.set_value("" if link in self._work.unsaid else held.stance)
        self._page.point("link", link, "page", record.scope)
        self._response.point("link", link, "response", record.scope)
        self._show_what_fits(held)
        return True

    def _show_what_fits(self, held: Link) -> None:
        self.response.setVisible(held.stance == "contradicts" and not self._beside)
        self.contested.setVisible(held.removal == "contested")
        may = self._work.can_tie and may_edit(self._work.workspace, "link", held.id)
        self.stance.set_read_only(not may)
        for field in (self.page, self.response):
            field.setReadOnly(not may)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape folds the row away; what was typed is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _set_stance(self, stance: str) -> None:
        """A piece always has a stance: one that is taken back leaves background."""
        self.stance.set_value(stance or "background")
        self._work.describe_link(self.link, {"stance": stance or "background"})

    def _open(self) -> None:
        record = self._work.workspace.state.record("link", self.link)
        if record is not None:
            self._work.open_evidence(record.text("evidence"))


class LinkRows(Panel):
    """The link rows that are open in one place; rows are made when first needed."""

    def __init__(
        self, work: FactorWork, parent: QWidget | None = None, *, beside: bool = False
    ) -> None:
        super().__init__(parent, gap=0.5)
        self._beside = beside
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self._rows: list[LinkRow] = []
        self._links: list[str] = []
        self.hide()

    @property
    def open_links(self) -> tuple[str, ...]:
        """The ids of the links that are being asked about."""
        return tuple(self._links)

    def rows(self) -> list[LinkRow]:
        """Return the rows that are shown."""
        return self._rows[: len(self._links)]

    def open(self, link: str, *, focus: bool) -> None:
        """Ask about a link; of more than a handful, the first stay."""
        if link not in self._links and len(self._links) < MOST:
            self._links.append(link)
        self.refresh()
        if link not in self._links:
            return
        row = self._rows[self._links.index(link)]
        if focus:
            row.page.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal_later(row)

    def show_only(self, links: list[str]) -> None:
        """Ask about these links and no others."""
        self._links = links[:MOST]
        self.refresh()

    def refresh(self) -> None:
        """Show what the links hold now; those that are gone fold away."""
        records = self._work.workspace.state.records("link")
        present = (link for link in self._links if link in records)
        self._links = [link for link in present if records[link].removal != "removed"]
        while len(self._rows) < len(self._links):
            self._rows.append(self._new_row())
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(self._links) and row.show_link(self._links[at]))
        self.setVisible(bool(self._links))

    def _new_row(self) -> LinkRow:
        row = LinkRow(self._work, self, beside=self._beside)
        row.done.connect(lambda: self._fold(row))
        self.add(row)
        return row

    def _fold(self, row: LinkRow) -> None:
        self._work.workspace.settle()
        if row.link in self._links:
            self._links.remove(row.link)
        row.clearFocus()
        self.refresh()
