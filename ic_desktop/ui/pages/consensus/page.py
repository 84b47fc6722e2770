"""The page of judging together: made once, filled again for each key factor."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.voices import Voices
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import PEOPLE, Place
from ic_desktop.ui.pages.consensus.concluding import Concluding
from ic_desktop.ui.pages.consensus.forms import MinorityForm, VerdictForm, WhoSpeaks
from ic_desktop.ui.pages.consensus.peers import AtTable, EachPeer
from ic_desktop.ui.pages.consensus.projector import Projector
from ic_desktop.ui.pages.consensus.tiles import CityTile, PeersTile, SourceTile
from ic_desktop.ui.pages.consensus.work import ConsensusWork
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.result_charts import EvenRow
from ic_desktop.ui.widgets.buttons import Button, IconButton, PrimaryButton
from ic_desktop.ui.widgets.labels import Eyebrow, FieldLabel, Small, Title, Words
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.spread import Spread
from ic_desktop.ui.widgets.surfaces import Card, Foldable, Panel
from ic_desktop.ui.workspace import Touched, Workspace


class ConsensusPage(ProjectPage):
    """Walk the key factors: who holds what, what the evidence says, what the team concludes.

    In a copy for one peer it shows the city and the evidence, and takes that peer's verdict.
    """

    help_topic = "consensus"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.work = ConsensusWork(desk, workspace)
        self._factor_shown = self._factor_of_minority = ""
        self._projector: Projector | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill)
        self._spread = Spread(self)
        self._build_head()
        self._build_tiles(self._spread.room)
        main = Panel(self._spread.room, margins=(3, 2, 3, 3), gap=2)
        main.add(self._row)
        if self.work.is_alone:
            self._build_alone(main)
        else:
            self._build_together(main)
        main.add_stretch()
        self._spread.show_parts(main, self._head)
        self.fill_with(self._spread)
        for keys, by in (("PgDown", +1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.work.step(by))
        QShortcut(QKeySequence("F11"), self).activated.connect(self.project)

    # Building

    def _build_head(self) -> None:
        self._head = Panel(self._spread, margins=(3, 1.5, 3, 1.5), gap=0.5, tone="surface")
        self._eyebrow = Eyebrow("", self._head)
        self._statement = Title("", self._head)
        self.previous = IconButton(
            "back",
            _("Previous key factor"),
            self._head,
            shortcut=_("PageUp"),
            clicked=lambda: self.work.step(-1),
        )
        self.next = IconButton(
            "next",
            _("Next key factor"),
            self._head,
            shortcut=_("PageDown"),
            clicked=lambda: self.work.step(+1),
        )
        self.projector_button = Button(
            _("Projector"), self._head, icon_name="picture", clicked=self.project
        )
        self.projector_button.setToolTip(_("F11"))
        top = QHBoxLayout()
        top.setSpacing(theme.unit(1))
        top.addWidget(self._eyebrow, 1)
        for button in (self.previous, self.next, self.projector_button):
            top.addWidget(button)
        self._head.add(top, self._statement)

    def _build_tiles(self, room: QWidget) -> None:
        said = self.work.view().said
        self._city = CityTile(self.work, said[0], room)
        self._peers = None if self.work.is_alone else PeersTile(self.work, room)
        self._sources = [SourceTile(self.work, one, room) for one in said[1:]]
        beside = [self._peers] if self._peers is not None else []
        self._row = EvenRow([self._city, *beside, *self._sources], room)

    def _build_alone(self, main: Panel) -> None:
        card = Card(main, title=_("Your verdict"), gap=1)
        self._blind = Small("", card)
        self.own = VerdictForm(self.work, card)
        card.add(self._blind, self.own)
        self._minority = Foldable(_("Minority view"), self._make_own_minority, main)
        main.add(card, self._minority)

    def _make_own_minority(self) -> QWidget:
        self.own_minority = MinorityForm(self.work)
        self.own_minority.show_peer(self.work.me)
        return self.own_minority

    def _build_together(self, main: Panel) -> None:
        self._nobody = Notice(
            _("Nobody is named as a peer or leader yet."),
            main,
            remedy=_("Their verdicts stand here side by side once they are."),
            closable=False,
        )
        self._nobody.add_action(_("People"), lambda: self.desk.go(PEOPLE))
        self._closed = Card(main, gap=1)
        words = _(
            "Opening shows what each peer holds. From then on the first verdicts stay as they "
            "are, and what changes is marked “after discussion”."
        )
        self._opening = Words(words, self._closed)
        self.open_button = PrimaryButton(
            _("Open the discussion"), self._closed, clicked=self.work.open_discussion
        )
        self._closed.add(self._opening, self.open_button)
        self.each = EachPeer(self.work, main)
        self.concluding = Concluding(self.work, main)
        self._table_fold = Foldable(_("Enter a verdict for somebody here"), self._make_table, main)
        self._minority = Foldable(_("Minority views"), self._make_minority, main)
        main.add(self._nobody, self._closed, self.each, self.concluding)
        main.add(self._table_fold, self._minority)

    def _make_table(self) -> QWidget:
        card = Card(gap=1)
        self.table = AtTable(self.work, card)
        self.table.show_voices(self.work.view())
        return card.add(self.table)

    def _make_minority(self) -> QWidget:
        card = Card(gap=1)
        self.minority_who = WhoSpeaks(_("Whose view"), card)
        self.minority = MinorityForm(self.work, card)
        self.minority_who.chosen.connect(self.minority.show_peer)
        label = FieldLabel(_("Whose &view"), card, wrap=False)
        label.setBuddy(self.minority_who)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(1))
        row.addWidget(label)
        row.addWidget(self.minority_who)
        row.addStretch(1)
        card.add(row, self.minority)
        self._show_minority(self.work.view())
        return card

    # Showing

    def show_place(self, place: Place) -> None:
        """Turn to a key factor; without one, to the first that is not concluded."""
        known = {factor.id: factor for factor in self.workspace.factors}
        self.work.factor = known.get(place.item) or self.work.first_open()
        if self._factor_shown != self.work.factor.id:
            self._spread.view.verticalScrollBar().setValue(0)
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit, once it is done."""
        self._later.start()

    @property
    def is_up_to_date(self) -> bool:
        """Whether the page shows every edit so far."""
        return not self._later.isActive()

    def leave(self) -> None:
        """Make changes of what was typed."""
        self._later.stop()
        super().leave()

    def project(self) -> None:
        """Show the key factor in large type and nothing else; again: no longer."""
        self.workspace.settle()
        if self._projector is None:
            self._projector = Projector(self.work, self)
        if self._projector.isVisible():
            self._projector.close()
        else:
            self._projector.start(self.work.view())

    @property
    def projector(self) -> Projector | None:
        """The wall, None while it is not shown."""
        shown = self._projector
        return shown if shown is not None and shown.isVisible() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the head have the height that its words need."""
        super().resizeEvent(event)
        self._head.updateGeometry()

    def _fill(self) -> None:
        factor, held = self.work.factor, self.work.view()
        another = self._factor_shown != factor.id
        self._factor_shown = factor.id
        place = _("Key factor {number} · {title}")
        self._eyebrow.setText(place.format(number=factor.number, title=factor.title))
        self._statement.setText(factor.statement)
        self.previous.setEnabled(self.work.neighbour(-1) is not None)
        self.next.setEnabled(self.work.neighbour(+1) is not None)
        self._city.show_voices(held)
        for tile, said in zip(self._sources, held.said[1:], strict=True):
            tile.show_said(said)
        if self.work.is_alone:
            self._fill_alone(held, another=another)
        else:
            self._fill_together(held, another=another)
        if self.projector is not None:
            self.projector.show_voices(held)

    def _fill_alone(self, held: Voices, *, another: bool) -> None:
        (mine,) = held.peers
        self.own.show_voice(mine, is_open=held.is_open)
        self._blind.setText(self._how_blind())
        if another:
            self._minority.set_open(bool(held.minority))
        if self._minority.content is not None:
            self.own_minority.show_peer(self.work.me)

    def _how_blind(self) -> str:
        if self.work.holds_others:
            return _(
                "This copy holds others’ verdicts; yours is marked as given with them at hand."
            )
        return _("This copy holds nobody else’s verdict: you judge for yourself.")

    def _fill_together(self, held: Voices, *, another: bool) -> None:
        may = self.work.may_conclude
        assert self._peers is not None
        self._peers.show_voices(held)
        self._nobody.setVisible(not held.peers)
        self._closed.setVisible(not held.is_open)
        self.open_button.setEnabled(may)
        self.each.setVisible(held.is_open and bool(held.peers))
        if held.is_open:
            self.each.show_voices(held)
        self.concluding.setVisible(held.is_open or held.is_concluded)
        self.concluding.show_voices(held)
        if self._table_fold.content is not None:
            if another:
                self.table.start_over()
            self.table.show_voices(held)
        self._minority.setVisible(held.is_open or bool(held.minority))
        if another:
            self._minority.set_open(bool(held.minority))
        if self._minority.content is not None:
            self._show_minority(held)

    def _show_minority(self, held: Voices) -> None:
        self.minority_who.show_peers(self.work, held)
        if held.minority and self._factor_of_minority != self.work.factor.id:
            self.minority_who.set_value(held.minority[0].voice)
        self._factor_of_minority = self.work.factor.id
        self.minority.setEnabled(bool(self.minority_who.value()))
        if self.minority_who.value():
            self.minority.show_peer(self.minority_who.value())
