"""In a peer review: who holds what of this key factor, in one line above its questions."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.advice import sees_conclusions
from ic_desktop.review.voices import Voices, own_view, voices
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.consensus import words
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import MarkLabel, Small
from ic_desktop.ui.widgets.marks import word
from ic_desktop.ui.widgets.surfaces import Panel, clear_layout

_Shown = tuple[str, str, str]
"""A voice or source, the mark of what it says, and its words."""


class VoicesStrip(Panel):
    """City, team, documents and interviews side by side, and the way to judging together.

    Hidden in other reviews. What a copy is not meant to show, the team's conclusion, is left out.
    """

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(3, 0.5, 3, 0.5), tone="column")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Voices on this key factor"))
        self._work = work
        self._shown: tuple[_Shown, ...] = ()
        self._line = QWidget(self)
        self._flow = FlowLayout(self._line, gap=2.5)
        self.link = LinkButton(_("Judging together"), self._line, clicked=self._go)
        self.add(self._line)
        self.hide()

    def show_now(self) -> None:
        """Show what is held of the factor now."""
        workspace = self._work.workspace
        self.setVisible(workspace.is_peer_review)
        if not workspace.is_peer_review:
            return
        where = (workspace.state, workspace.review_id, self._work.factor.id)
        sees_team = sees_conclusions(workspace.lane)
        held = voices(*where) if sees_team else own_view(*where, workspace.actor.author)
        shown = tuple(_parts(held, team=sees_team))
        if shown != self._shown:
            self._shown = shown
            self._build()
        leads = any(stop.page == "consensus" for stop in workspace.stops)
        self.link.setVisible(leads)

    def text(self) -> str:
        """Return the line as it reads."""
        return " · ".join(f"{name}: {said}" for name, _mark, said in self._shown)

    def _build(self) -> None:
        self._flow.removeWidget(self.link)
        clear_layout(self._flow)
        for name, mark, said in self._shown:
            self._flow.addWidget(self._pair(name, mark, said))
        self._flow.addWidget(self.link)
        self._line.setAccessibleName(self.text())

    def _pair(self, name: str, mark: str, said: str) -> Panel:
        pair = Panel(self._line, direction="row", gap=0.5)
        return pair.add(Small(name, pair, wrap=False), MarkLabel(mark, pair, text=said))

    def _go(self) -> None:
        self._work.desk.go(Place("consensus", self._work.factor.id))


def _parts(held: Voices, *, team: bool) -> list[_Shown]:
    found: list[_Shown] = [(_("City"), held.city.now, word(held.city.now))]
    if team:
        found.append((_("Team"), held.team.now, word(held.team.now)))
    for said in held.said:
        if said.source in ("documents", "interviews"):
            marks = words.counted(said.counted)
            mark = marks[0][0] if marks else "not-judged"
            found.append((words.source_name(said.source), mark, words.spoken(said)))
    return found
