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

_Shown = tuple[str, tuple[tuple[str, str], ...]]
"""A voice or source, and what it says in marks with their words."""


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
        self._flow = FlowLayout(self._line, gap=2)
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
        parts = [(name, ", ".join(text for _mark, text in marks)) for name, marks in self._shown]
        return " · ".join(f"{name}: {said}" for name, said in parts)

    def _build(self) -> None:
        self._flow.removeWidget(self.link)
        clear_layout(self._flow)
        for name, marks in self._shown:
            self._flow.addWidget(self._group(name, marks))
        self._flow.addWidget(self.link)
        self._line.setAccessibleName(self.text())

    def _group(self, name: str, marks: tuple[tuple[str, str], ...]) -> Panel:
        group = Panel(self._line, direction="row", gap=0.75)
        group.add(Small(name, group, wrap=False))
        return group.add(*(MarkLabel(mark, group, text=text) for mark, text in marks))

    def _go(self) -> None:
        self._work.desk.go(Place("consensus", self._work.factor.id))


def _parts(held: Voices, *, team: bool) -> list[_Shown]:
    found: list[_Shown] = [(_("City"), ((held.city.now, word(held.city.now)),))]
    if team:
        found.append((_("Team"), ((held.team.now, word(held.team.now)),)))
    for said in held.said:
        if said.source in ("documents", "interviews"):
            marks = words.counted(said.counted) or [("not-judged", _("silent"))]
            found.append((words.source_name(said.source), tuple(marks)))
    return found
