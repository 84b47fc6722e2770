"""What contradicts, and the question that it asks: how do you weigh this?"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Scope
from ic_desktop.review.evidence import Cited
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.labels import Section, Small
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText

FIRST: Final = 3
"""Contradictions shown before someone asks for more."""


class _Row(Panel):
    """One contradiction: what it is, and how it was weighed."""

    def __init__(self, work: FactorWork, parent: QWidget) -> None:
        super().__init__(parent, gap=0.25)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self._title = Small("", self, tone="contra")
        hint = _("How do you weigh this?")
        self.field = GrowingText(hint, self, placeholder=hint, most=6)
        self.field.setAcceptDrops(False)
        self._bound = BoundText(work.workspace, self.field)
        self.add(self._title, self.field)

    def show_cited(self, cited: Cited) -> None:
        """Show a contradiction."""
        title = words.chip_text(cited.evidence, cited.link)
        if cited.link.question:
            title = f"{cited.link.question}  {title}"
        self._title.setText(title)
        self.field.setAccessibleName(_("How do you weigh this? {title}").format(title=title))
        self.field.setReadOnly(not self._work.can_judge)
        scope = Scope(review=cited.link.review, factor=cited.link.factor)
        self._bound.point("link", cited.link.id, "response", scope)


class Weigh(Panel):
    """The contradictions of a factor."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self._rows: list[_Row] = []
        self._cited: tuple[Cited, ...] = ()
        self._most = FIRST
        self.more = LinkButton("", self, clicked=self._show_more)
        self.add(Section(_("Contradictions"), self), self.more)
        self.hide()

    @property
    def fields(self) -> list[GrowingText]:
        """The fields that are shown."""
        return [row.field for row in self._rows[: min(self._most, len(self._cited))]]

    def start_over(self) -> None:
        """Show the first few only: another factor comes."""
        self._most = FIRST

    def show_cited(self, cited: Sequence[Cited]) -> None:
        """Show the contradictions of a factor; a field that is typed in is not disturbed."""
        self._cited = tuple(cited)
        shown = self._cited[: self._most]
        while len(self._rows) < len(shown):
            row = _Row(self._work, self)
            self.body.insertWidget(self.body.count() - 1, row)
            self._rows.append(row)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(shown))
            if at < len(shown):
                row.show_cited(shown[at])
        more = len(self._cited) - len(shown)
        self.more.setText(_("Show {count} more").format(count=more))
        self.more.setVisible(more > 0)
        self.setVisible(bool(shown))

    def _show_more(self) -> None:
        self._most += 10
        self.show_cited(self._cited)
