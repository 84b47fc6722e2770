"""The team's conclusion on a key factor, with the evidence that it rests on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.kinds import TEAM
from ic_desktop.review.results import NOT_JUDGED
from ic_desktop.review.voices import Voices
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.consensus import words
from ic_desktop.ui.pages.consensus.work import ConsensusWork
from ic_desktop.ui.widgets.choices import VerdictPicker
from ic_desktop.ui.widgets.labels import FieldLabel, Muted, Small
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.text import GrowingText

_ROWS = 6
"""Rows of the list of evidence before it scrolls."""


class PickList(CardList):
    """Pieces to pick from: a click, Space or Enter picks one, or puts it back."""

    picked = Signal(object)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick what was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.picked.emit(self.items()[index.row()].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter pick; all other keys are the list's."""
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and self.current() is not None:
            self.picked.emit(self.current())
        else:
            super().keyPressEvent(event)


class Concluding(Card):
    """Verdict, reasons and cited evidence, in the voice of the team."""

    def __init__(self, work: ConsensusWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("The team’s conclusion"), gap=1)
        self._work = work
        self._cited: tuple[str, ...] = ()
        self.picker = VerdictPicker(_("Conclusion"), self)
        self.picker.chosen.connect(lambda code: work.conclude({"value": code or None}))
        self.reason = GrowingText(_("Reasons of the conclusion"), self, least=4, most=10)
        self.reason.setPlaceholderText(_("Why? Say what the evidence on the right shows …"))
        self._bound = BoundText(work.workspace, self.reason)
        self._count = Small("", self)
        self.list = PickList(_("Evidence that the conclusion rests on"), self, fit_rows=_ROWS)
        self.list.setAccessibleDescription(_("Space picks a piece, or puts it back."))
        self.list.picked.connect(lambda key: self._pick(str(key)))
        self._none = Muted(_("There is no evidence for this key factor yet."), self)
        columns = Columns(room=80, parent=self)
        columns.left.add(self.picker, self.reason).add_stretch()
        label = FieldLabel(_("&Evidence that it rests on"), self)
        label.setBuddy(self.list)
        beside = Panel(columns.right, gap=0.5)
        beside.add(label, self._count, self.list, self._none)
        columns.right.add(beside).add_stretch()
        self.add(columns)

    def show_voices(self, held: Voices) -> None:
        """Show the conclusion on another factor, or now."""
        team, may = held.team, self._work.may_conclude
        self._cited = held.cited
        self.picker.set_value("" if team.first == NOT_JUDGED else team.first)
        self.picker.set_read_only(not may)
        self._bound.point("verdict", self._work.key_of(TEAM), "reason", self._work.scope_of(TEAM))
        self.reason.setReadOnly(not may)
        items = self._items(held)
        if list(self.list.items()) != items:
            self.list.set_items(items)
        self.list.setVisible(bool(items))
        self._none.setVisible(not items)
        count = sum(item.key in held.cited for item in items)
        said = ngettext("{count} piece cited", "{count} pieces cited", count)
        self._count.setText(said.format(count=count) if count else _("None is cited yet."))
        self._count.set_tone("" if count or not held.is_concluded else "warn")

    def _items(self, held: Voices) -> list[CardItem]:
        state = self._work.workspace.state
        items = []
        for said in held.said:
            for piece in said.pieces:
                cited = piece.evidence.id in held.cited
                parts: Sequence[str] = (
                    _("cited") if cited else "",
                    words.source_name(said.source),
                    words.spoken_by(state, piece.evidence),
                )
                items.append(
                    CardItem(
                        piece.evidence.id,
                        words.piece_words(piece.evidence),
                        " · ".join(part for part in parts if part),
                        piece.stances[0] if piece.stances else "",
                        icon_name="check" if cited else "plus",
                    )
                )
        return items

    def _pick(self, evidence: str) -> None:
        if self._work.may_conclude:
            self._work.cite(evidence, cites=evidence not in self._cited)
