"""The page To settle."""

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.changes import Value
from ic_desktop.review.conflicts import Conflict, conflicts, settle, settle_removal
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.settle.card import ConflictCard
from ic_desktop.ui.widgets.labels import Muted, Title
from ic_desktop.ui.widgets.notices import Hint, announce
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.workspace import Touched, Workspace

_AT_ONCE = 25
"""Cards that are shown; the next come as these are settled."""


class SettlePage(ProjectPage):
    """Shows every conflict of the review; both versions stay until somebody decides."""

    help_topic = "settle"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._summary = Muted("")
        self._list = Panel(gap=2)
        self._cards: dict[Conflict, ConflictCard] = {}
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        body.add(Title(_("To settle")), self._summary, self._list).add_stretch()
        self.fill_with(PageScroll(body))

    def show_place(self, place: Place) -> None:
        """Show what is open now."""
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        self._fill()

    def _fill(self) -> None:
        workspace = self.workspace
        found = conflicts(workspace.state, workspace.review_id)
        words = ngettext(
            "{count} thing on which copies differ. Both versions are kept until you decide, and "
            "the report says that it is not settled.",
            "{count} things on which copies differ. Both versions are kept until you decide, and "
            "the report says that they are not settled.",
            len(found),
        )
        self._summary.setText(words.format(count=len(found)))
        self._summary.setVisible(bool(found))
        shown = {one: self._cards.get(one) or self._card(one) for one in found[:_AT_ONCE]}
        if list(shown) != list(self._cards) or not found:
            self._show(shown)

    def _show(self, shown: dict[Conflict, ConflictCard]) -> None:
        for conflict, card in self._cards.items():
            if conflict not in shown:
                card.hide()
                card.deleteLater()
        kept = set(shown.values())
        while self._list.body.count():
            item = self._list.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget not in kept:
                widget.hide()
                widget.deleteLater()
        self._cards = shown
        self._list.add(*shown.values())
        if not shown:
            title = _("There is nothing to settle")
            text = _("Where copies that come back say different things, both stand here.")
            self._list.add(Hint(title, text))

    def _card(self, conflict: Conflict) -> ConflictCard:
        card = ConflictCard(self.workspace, conflict, self._decide, self._keep, self._list)
        card.setEnabled(not self.workspace.read_only)
        return card

    def _decide(self, conflict: Conflict, value: Value) -> None:
        if self.workspace.edit(lambda editor: settle(editor, conflict, value)):
            self._tell(_("Settled. It holds in every copy that gets to know it."))

    def _keep(self, conflict: Conflict, kept: bool) -> None:
        if self.workspace.edit(lambda editor: settle_removal(editor, conflict, keep=kept)):
            self._tell(_("It is kept.") if kept else _("It is removed."))

    def _tell(self, text: str) -> None:
        self.desk.say(text)
        announce(self, text)
        first = next(iter(self._cards.values()), None)
        if first is not None:
            first.setFocus()
