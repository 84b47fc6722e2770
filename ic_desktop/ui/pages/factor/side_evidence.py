"""Beside the questions: all evidence for this factor, what contradicts it, and how to add more."""

from collections.abc import Hashable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.checks import title_of
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.adding import AddEvidence, someone_types
from ic_desktop.ui.pages.factor.link_row import LinkRows
from ic_desktop.ui.pages.factor.turns import TurnLink
from ic_desktop.ui.pages.factor.versions import Versions
from ic_desktop.ui.pages.factor.view import FactorView, Piece
from ic_desktop.ui.pages.factor.weigh import Weigh
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.said import said_line
from ic_desktop.ui.widgets.drops import Dropped, DropZone, accept_drops
from ic_desktop.ui.widgets.labels import Section
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.surfaces import Panel

_ROWS = 5
"""Rows of the list before it scrolls."""


class SideEvidence(Panel):
    """The evidence for one key factor."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self._work = work
        self._pieces: tuple[Piece, ...] = ()
        self._items: dict[str, tuple[tuple[Piece, str], CardItem]] = {}
        self.adding = AddEvidence(work, self, TurnLink(_("Add"), self))
        self.adding.linked.connect(self._ask_about)
        self.list = CardList(_("Evidence for this factor"), self, fit_rows=_ROWS)
        self.list.opened.connect(lambda key: work.open_evidence(str(key)))
        self.list.selected.connect(self._ask_about_piece)
        self.list.clicked.connect(lambda _index: self._ask_about_piece(self.list.current()))
        self.list.removed.connect(self._unlink)
        self.list.menu_wanted.connect(lambda key, at: self.menu_of(key).popup(at))
        self.links = LinkRows(work, self, beside=True)
        self.weigh = Weigh(work, self)
        self._versions = Versions(work, self)
        self.zone = DropZone(
            _("Drop evidence for this key factor"),
            self,
            text=_("Drop files, or paste a picture"),
            folder=work.desk.preferences.folder,
            compact=True,
        )
        self.zone.taken.connect(self.take)
        accept_drops(self, self.take)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Section(_("Evidence for this factor"), self), 1)
        head.addWidget(self.adding.button)
        self.add(head, self._versions, self.adding.form, self.list, self.links)
        self.add(self.weigh, self.zone)

    def show_factor(self, view: FactorView, before: FactorView | None) -> None:
        """Show the evidence of a factor; ``before`` is what was shown, None for another factor."""
        if before is None:
            self.adding.point("")
            self.links.show_only([])
            self.weigh.start_over()
            self.list.set_current(None)
        if before is None or before.pieces != view.pieces:
            self._pieces = view.pieces
            self.list.set_items(self._items_of(view.pieces))
            self.list.setVisible(bool(view.pieces))
        weighed = (view.contradictions, view.is_open)
        if before is None or (before.contradictions, before.is_open) != weighed:
            self.weigh.show_cited(view.contradictions)
        self.links.refresh()
        self._versions.show_all(view.disputes_beside, view.lost_beside)
        self.adding.set_enabled(view.is_open)
        self.zone.setVisible(view.is_open)

    def _items_of(self, pieces: Sequence[Piece]) -> list[CardItem]:
        """Return the cards of pieces; words are put together anew only for what changed."""
        before, self._items = self._items, {}
        for piece in pieces:
            held = before.get(piece.evidence.id)
            key = (piece, said_line(self._work.workspace.state, piece.evidence))
            fresh = held if held is not None and held[0] == key else (key, _item(*key))
            self._items[piece.evidence.id] = fresh
        return [item for _piece, item in self._items.values()]

    def take(self, dropped: Dropped) -> None:
        """Take what was dropped beside the questions: it speaks to the factor as a whole."""
        factor = self._work.factor

        def linked(link: str) -> None:
            if self._work.factor is factor:
                self._ask_about(link)

        self._work.take(dropped, "", linked)

    def select(self, evidence: str) -> None:
        """Make a piece the current one and ask about it."""
        self.list.set_current(evidence)
        self._ask_about_piece(evidence)

    def menu_of(self, evidence: Hashable) -> QMenu:
        """Return the menu of a piece."""
        menu = QMenu(self)
        menu.addAction(_("&Open")).triggered.connect(
            lambda _on=False: self._work.open_evidence(str(evidence))
        )
        edit = menu.addAction(_("&Page and stance …"))
        edit.triggered.connect(lambda _on=False: self.select(str(evidence)))
        away = menu.addAction(_("&Take away from this key factor"))
        away.triggered.connect(lambda _on=False: self._unlink(evidence))
        away.setEnabled(self._work.can_tie)
        return menu

    def _links_of(self, evidence: Hashable) -> list[str]:
        found = (piece for piece in self._pieces if piece.evidence.id == evidence)
        return [link.id for piece in found for link in piece.links]

    def _ask_about_piece(self, evidence: Hashable | None) -> None:
        self.links.show_only(self._links_of(evidence))

    def _ask_about(self, link: str) -> None:
        self.links.open(link, focus=not self.links.open_links and not someone_types())

    def _unlink(self, evidence: Hashable) -> None:
        if self._work.can_tie:
            self._work.unlink(self._links_of(evidence))


def _item(piece: Piece, said: str) -> CardItem:
    """Return the card of a piece; one of several stances shows the gravest.

    ``said`` is who said it, where and when, "" for what was not said in a session.
    """
    stances: Sequence[str] = piece.stances
    note = words.stance_words(piece) if len(stances) > 1 else ""
    mark = stances[0] if stances else ""
    detail = " · ".join(part for part in (said, words.piece_line(piece)) if part)
    return CardItem(piece.evidence.id, title_of(piece.evidence), detail, mark, note)
