"""What is behind a cell of the matrix: each piece with its words, its speaker, and its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.review.matrix import MatrixRow
from ic_desktop.review.sources import SOURCES, Piece, Said
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.consensus import words as voices_words
from ic_desktop.ui.pages.matrix import words
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Eyebrow, Heading, MarkLabel, Muted, Section, Small, Words
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.workspace import Workspace

_FIRST = 20
"""Pieces of a source that are shown before someone asks for more."""


class Behind(Panel):
    """The side panel: the pieces of one cell, or of all sources of one key factor."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0, tone="column")
        self._desk, self._workspace = desk, workspace
        self._most = _FIRST
        self._shown: tuple[MatrixRow, str] | None = None
        self._sheet = Panel(margins=(2, 2, 2, 2), gap=1.25)
        self._scroll = PageScroll(self._sheet, self)
        self.add(self._scroll, stretch=1)
        self.show_cell(None, "")

    def show_cell(self, row: MatrixRow | None, source: str) -> None:
        """Show what is behind a cell; ``source`` "" for the whole row, ``row`` None for nothing."""
        shown = None if row is None else (row, source)
        if shown is not None and shown == self._shown:
            return
        same_spot = (
            shown is not None
            and self._shown is not None
            and (shown[0].factor.id, source) == (self._shown[0].factor.id, self._shown[1])
        )
        self._shown = shown
        if not same_spot:
            self._most = _FIRST
            self._scroll.verticalScrollBar().setValue(0)
        self._fill()

    def focus_first(self) -> None:
        """Give the keyboard to the first way to a spot."""
        links = [link for link in self.findChildren(LinkButton) if link.isVisibleTo(self)]
        if links:
            links[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self) -> None:
        self._sheet.clear()
        if self._shown is None:
            self._sheet.add(Muted(_("Choose a cell to see what is behind it."), self._sheet))
            self._sheet.add_stretch()
            return
        row, source = self._shown
        self._sheet.add(Eyebrow(words.row_name(row), self._sheet))
        if source in ("", "city"):
            self._show_city(row)
        for one in SOURCES:
            if source in ("", one):
                self._show_source(row.cell(one), alone=bool(source))
        together = LinkButton(
            _("Judge it together"),
            self._sheet,
            clicked=lambda: self._desk.go(Place("consensus", row.factor.id)),
        )
        self._sheet.add(together).add_stretch()

    def _show_city(self, row: MatrixRow) -> None:
        self._sheet.add(MarkLabel(row.city.now, self._sheet))
        if row.city.reason.strip():
            self._sheet.add(Words(row.city.reason, self._sheet))
        link = LinkButton(
            _("Open the self-assessment"),
            self._sheet,
            clicked=lambda: self._desk.go(factor_place(row.factor.id)),
        )
        self._sheet.add(link)

    def _show_source(self, said: Said, *, alone: bool) -> None:
        name = voices_words.source_name(said.source)
        self._sheet.add(Heading(name, self._sheet) if alone else Section(name, self._sheet))
        if not said.pieces:
            self._sheet.add(Muted(_("Nothing here."), self._sheet))
        for piece in said.pieces[: self._most]:
            self._sheet.add(self._card(piece))
        more = len(said.pieces) - self._most
        if more > 0:
            text = ngettext("Show {count} more", "Show {count} more", more).format(count=more)
            self._sheet.add(LinkButton(text, self._sheet, clicked=self._show_more))

    def _show_more(self) -> None:
        self._most += 5 * _FIRST
        self._fill()

    def _card(self, piece: Piece) -> Card:
        card = Card(self._sheet, margins=(1.5, 1, 1.5, 1), gap=0.5)
        title = voices_words.piece_words(piece.evidence)
        card.setAccessibleName(title)
        marks = QWidget(card)
        flow = FlowLayout(marks, gap=1)
        for stance in piece.stances:
            flow.addWidget(MarkLabel(stance, marks))
        card.add(marks, Words(self._whole(piece), card, selectable=True))
        details = [voices_words.spoken_by(self._workspace.state, piece.evidence)]
        details += [words.where_in(link) for link in piece.links]
        details += [self._also(piece)]
        for line in dict.fromkeys(text for text in details if text):
            card.add(Small(line, card))
        card.add(self._ways(piece, title, card))
        return card

    def _whole(self, piece: Piece) -> str:
        said = piece.evidence.type in ("statement", "observation")
        text = piece.evidence.text.strip()
        return text if said and text else voices_words.piece_words(piece.evidence)

    def _also(self, piece: Piece) -> str:
        count = len(piece.doubles)
        if not count:
            return ""
        words_ = ngettext(
            "also taken down by {count} other", "also taken down by {count} others", count
        )
        return words_.format(count=count)

    def _ways(self, piece: Piece, title: str, card: Card) -> QHBoxLayout:
        spot = piece.links[0]
        place = Place("factor", spot.factor, spot.question, piece.evidence.id)
        there = LinkButton(_("To the spot"), card, clicked=lambda: self._desk.go(place))
        there.setAccessibleName(_("To the spot: {title}").format(title=title))
        key = piece.evidence.id
        whole = LinkButton(
            _("Open"), card, clicked=lambda: self._desk.go(Place("evidence", "", key))
        )
        whole.setAccessibleName(_("Open: {title}").format(title=title))
        row = QHBoxLayout()
        row.setSpacing(theme.unit(1.5))
        for link in (there, whole):
            row.addWidget(link)
        row.addStretch(1)
        return row
