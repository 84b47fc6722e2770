"""The row of tiles: what the city, the peers and each source of evidence say, side by side."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.review.naming import beginning
from ic_desktop.review.sources import Piece, Said
from ic_desktop.review.voices import Voices
from ic_desktop.ui import theme
from ic_desktop.ui.pages.consensus import words
from ic_desktop.ui.pages.consensus.work import ConsensusWork
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.buttons import LinkButton, ShorteningLinkButton
from ic_desktop.ui.widgets.labels import MarkLabel, Muted, Section, Small
from ic_desktop.ui.widgets.marks import mark_icon, word
from ic_desktop.ui.widgets.surfaces import Card, Panel

_LEAST = 22
"""Units that a tile takes at least."""
_FIRST = 3
"""Pieces that a tile names."""
_REASON = 180
"""Letters of the city's reason before its page is to be opened for the rest."""


class Tile(Card):
    """A card with a heading, what it says in marks and words, and what is behind that."""

    def __init__(self, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(1.5, 1.25, 1.5, 1.25), gap=0.75)
        self.setAccessibleName(title)
        self.inner = Panel(self, gap=0.5)
        self.add(Section(title, self), Small(about, self), self.inner).add_stretch()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few words a line."""
        return super().minimumSizeHint().expandedTo(QSize(theme.unit(_LEAST), 0))


class SourceTile(Tile):
    """What one source of evidence says; each piece opens."""

    def __init__(self, work: ConsensusWork, source: Said, parent: QWidget | None = None) -> None:
        name = words.source_name(source.source)
        super().__init__(name, words.source_about(source.source), parent)
        self.source = source.source
        self._work = work
        self._shown: object = None

    def show_said(self, said: Said) -> None:
        """Show what a source says of another factor, or now."""
        if said == self._shown:
            return
        self._shown = said
        self.inner.clear()
        self._show_more_first()
        for code, text in words.counted(said.counted):
            self.inner.add(MarkLabel(code, self.inner, text=text))
        if said.is_silent:
            self.inner.add(MarkLabel("not-judged", self.inner, text=_("silent")))
        for piece in said.pieces[:_FIRST]:
            self.inner.add(self._link(piece))
        more = len(said.pieces) - _FIRST
        if more > 0:
            text = ngettext("Show {count} more", "Show {count} more", more).format(count=more)
            self.inner.add(self._all(text))

    def _show_more_first(self) -> None:
        """Say what comes before the evidence."""

    def _link(self, piece: Piece) -> LinkButton:
        text = words.piece_words(piece.evidence)
        key = piece.evidence.id
        link = ShorteningLinkButton(
            beginning(text, 48), self.inner, clicked=lambda: self._work.open_piece(key)
        )
        link.setFont(theme.font("small"))
        stance = piece.stances[0] if piece.stances else "background"
        link.setIcon(mark_icon(stance))
        link.setIconSize(QSize(theme.line_height("small"), theme.line_height("small")))
        link.setToolTip(plain(text))
        link.setAccessibleName(f"{word(stance)}: {text}")
        return link

    def _all(self, text: str) -> LinkButton:
        link = LinkButton(text, self.inner, clicked=lambda: self._work.open_cell(self.source))
        link.setAccessibleName(f"{words.source_name(self.source)}: {text}")
        return link


class CityTile(SourceTile):
    """The city's own verdict with its reason, and the documents that it added."""

    def __init__(self, work: ConsensusWork, said: Said, parent: QWidget | None = None) -> None:
        self._held: Voices | None = None
        super().__init__(work, said, parent)

    def show_voices(self, held: Voices) -> None:
        """Show the city's verdict on another factor, or now."""
        if self._held is not None and self._held.city != held.city:
            self._shown = None
        self._held = held
        self.show_said(held.said[0])

    def _show_more_first(self) -> None:
        assert self._held is not None
        city = self._held.city
        self.inner.add(MarkLabel(city.now, self.inner))
        if city.reason.strip():
            self.inner.add(Small(beginning(city.reason, _REASON), self.inner))
        link = LinkButton(_("Open the self-assessment"), self.inner, clicked=self._work.open_factor)
        self.inner.add(link)


class PeersTile(Tile):
    """How the peers' verdicts spread; before the discussion is open, how many there are."""

    def __init__(self, work: ConsensusWork, parent: QWidget | None = None) -> None:
        super().__init__(_("Peers"), _("What the team’s members hold"), parent)
        self._work = work
        self._shown: object = None

    def show_voices(self, held: Voices) -> None:
        """Show the peers' verdicts on another factor, or now."""
        named = tuple(words.name_of(self._work.workspace.state, p) for p in held.waiting)
        shown = (held.is_open, held.peers, named)
        if shown == self._shown:
            return
        self._shown = shown
        self.inner.clear()
        if not held.peers:
            self.inner.add(Muted(_("Nobody is named as a peer yet."), self.inner))
            return
        if held.is_open:
            self._show_spread(held)
        else:
            self._show_count(held)
        if named:
            waiting = _("Not yet: {names}").format(names=", ".join(named))
            self.inner.add(Small(waiting, self.inner))

    def _show_count(self, held: Voices) -> None:
        count = MarkLabel(
            f"progress:{len(held.judged)}/{len(held.peers)}",
            self.inner,
            text=words.how_many_judged(held),
        )
        self.inner.add(count)
        hidden = _("What they hold is shown once the discussion is open.")
        self.inner.add(Small(hidden, self.inner))

    def _show_spread(self, held: Voices) -> None:
        for code, number in held.spread.items:
            if number:
                text = _("{count} × {verdict}").format(count=number, verdict=word(code))
                self.inner.add(MarkLabel(code, self.inner, text=text))
        self.inner.body.setAlignment(Qt.AlignmentFlag.AlignTop)
