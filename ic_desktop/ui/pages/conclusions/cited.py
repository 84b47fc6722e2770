"""The evidence that a strength or a recommendation rests on: a list to pick from."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import Evidence
from ic_desktop.review.evidence import index
from ic_desktop.review.folded import fold_text, words_of
from ic_desktop.review.sources import pieces
from ic_desktop.ui.pages.conclusions.work import ConclusionsWork
from ic_desktop.ui.pages.consensus.concluding import PickList
from ic_desktop.ui.pages.consensus.words import piece_words, spoken_by
from ic_desktop.ui.widgets.labels import FieldLabel, Small
from ic_desktop.ui.widgets.lists import CardItem
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import SearchField

_ROWS, _ROWS_ALONE = 5, 10
"""The most rows that are shown at once: with more below them, and with nothing."""
_SEARCHED_FROM = 6
"""Pieces from which on there is a field to search among them."""


class CitedEvidence(Panel):
    """Evidence of some key factors; what is picked is cited."""

    def __init__(self, work: ConclusionsWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.5)
        self._work = work
        self._finding = ("", "")
        self._factors: tuple[str, ...] = ()
        self._cited: tuple[str, ...] = ()
        self._may = False
        self._count = Small("", self)
        self.search = SearchField(_("Search the evidence"), self)
        self.list = PickList(_("Evidence that it rests on"), self, fit_rows=_ROWS)
        self.list.setAccessibleDescription(_("Space picks a piece, or puts it back."))
        self.list.picked.connect(lambda key: self._pick(str(key)))
        self.search.searched.connect(lambda _text: self._fill())
        self.search.entered.connect(lambda _text: self._pick_first())
        label = FieldLabel(_("&Evidence that it rests on"), self)
        label.setBuddy(self.list)
        self.add(label, self._count, self.search, self.list)

    def show_finding(
        self,
        finding: tuple[str, str],
        factors: tuple[str, ...],
        cited: tuple[str, ...],
        *,
        may: bool,
    ) -> None:
        """Show what a finding (kind and id) rests on; ``factors``: whose evidence is offered."""
        if finding != self._finding:
            self.search.set_text("")
        self._finding, self._factors, self._cited, self._may = finding, factors, cited, may
        self.list.fit_rows(_ROWS_ALONE if finding[0] == "strength" else _ROWS)
        self._fill()

    def _fill(self) -> None:
        offered = self._offered()
        words = words_of(self.search.text())
        shown = [p for p in offered if all(w in _folded(p) for w in words)]
        items = [self._item(piece) for piece in shown]
        if list(self.list.items()) != items:
            self.list.set_items(items)
        self.search.setVisible(len(offered) >= _SEARCHED_FROM)
        self.list.setVisible(bool(items))
        count = len([one for one in offered if one.id in self._cited])
        said = ngettext("{count} piece cited", "{count} pieces cited", count).format(count=count)
        none = _("There is no evidence for this key factor yet.")
        self._count.setText(none if not offered else said if count else _("None is cited yet."))

    def _offered(self) -> Sequence[Evidence]:
        """Return what is cited, then what speaks to the factors; without a factor, everything."""
        workspace = self._work.workspace
        held = index(workspace.state, workspace.review_id)
        near: Iterable[Evidence] = held.pieces.values()
        if self._factors:
            near = [one.evidence for key in self._factors for one in pieces(held, key)]
        found = {piece.id: piece for piece in near}
        cited = [held.pieces[key] for key in self._cited if key in held.pieces]
        if not self._may:
            return cited
        return [*(piece for piece in cited if piece.id not in found), *found.values()]

    def _item(self, piece: Evidence) -> CardItem:
        cited = piece.id in self._cited
        parts = (_("cited") if cited else "", spoken_by(self._work.workspace.state, piece))
        return CardItem(
            piece.id,
            piece_words(piece),
            " · ".join(part for part in parts if part) or _("no source"),
            icon_name="check" if cited else "plus",
        )

    def _pick(self, evidence: str) -> None:
        if self._may:
            factor = self._factors[0] if self._factors else ""
            cites = evidence not in self._cited
            self._work.cite(factor, self._finding, evidence, cites=cites)

    def _pick_first(self) -> None:
        items = self.list.items()
        if items:
            self._pick(str(items[0].key))


def _folded(piece: Evidence) -> str:
    return fold_text(f"{piece.title}\n{piece.text}\n{piece.source}")
