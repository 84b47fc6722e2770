"""What a person does in judging together, as edits of the open project."""

from collections.abc import Callable, Mapping

from ic_desktop.benchmark.pack import Factor
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import verdict_id
from ic_desktop.project.kinds import TEAM
from ic_desktop.review import conclusions, voices
from ic_desktop.review.voices import Voices
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.workspace import Workspace


class ConsensusWork:
    """The edits of one page; ``factor`` is the key factor that it shows."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        self.desk = desk
        self.workspace = workspace
        self.factor: Factor = workspace.factors[0]

    @property
    def is_alone(self) -> bool:
        """True in a copy for somebody who is not to see what others judge."""
        lane = self.workspace.lane
        return lane is not None and not lane.sees_verdicts

    @property
    def me(self) -> str:
        """The voice of the person at the screen."""
        lane = self.workspace.lane
        return self.workspace.actor.author if lane is None else lane.author

    @property
    def may_conclude(self) -> bool:
        """Whether the discussion may be opened and the team's conclusion be written here."""
        return self.workspace.may("conclude") and self.workspace.sealed is None

    @property
    def holds_others(self) -> bool:
        """Whether this copy holds what others judged."""
        workspace = self.workspace
        return voices.holds_others(workspace.state, workspace.review_id, self.me)

    def may_judge(self, peer: str) -> bool:
        """Tell whether a peer's verdict may be entered here: one's own, or in a whole project."""
        mine = self.workspace.lane is None or peer == self.me
        return mine and self.workspace.may("judge") and self.workspace.sealed is None

    def view(self, factor: str = "") -> Voices:
        """Return all that may be shown of a key factor, of the present one for ""."""
        where = (self.workspace.state, self.workspace.review_id, factor or self.factor.id)
        return voices.own_view(*where, self.me) if self.is_alone else voices.voices(*where)

    def judge(self, peer: str, values: Mapping[str, Value]) -> None:
        """Set fields of a peer's verdict; it tells in what copy it was given."""
        self._edit(
            lambda e: voices.judge_as_peer(
                e, *self._where, values, peer, held_others=self._held(peer)
            )
        )

    def mark_held(self, peer: str, factor: str) -> None:
        """Record in what copy the words of a verdict were typed, once the field is left."""
        if self.may_judge(peer):
            where = (self.workspace.review_id, factor, peer)
            self._edit(lambda e: voices.mark_held(e, *where, self._held(peer)))

    def reason_field(self) -> str:
        """Return the field in which a peer's reason stands at present."""
        return voices.reason_field(self.workspace.state, *self._where)

    def open_discussion(self) -> None:
        """Open the discussion of the factor; what is being typed still belongs to before."""
        self.workspace.settle()
        self._edit(lambda e: voices.open_consensus(e, *self._where))

    def conclude(self, values: Mapping[str, Value]) -> None:
        """Set fields of the team's conclusion."""
        self._edit(lambda e: voices.conclude(e, *self._where, values))

    def cite(self, evidence: str, *, cites: bool) -> None:
        """Say that the conclusion rests on a piece of evidence, or not."""
        finding = ("verdict", self.key_of(TEAM))
        self._edit(lambda e: conclusions.cite(e, *self._where, finding, evidence, cites=cites))

    def dissent(self, peer: str, values: Mapping[str, Value]) -> None:
        """Set fields of a peer's minority view."""
        self._edit(lambda e: voices.dissent(e, *self._where, peer, values))

    def key_of(self, voice: str) -> str:
        """Return the id of a voice's verdict, or minority view, on the factor."""
        return verdict_id(self.workspace.review_id, voice, self.factor.id)

    def scope_of(self, voice: str) -> Scope:
        """Return the scope of what a voice says on the factor."""
        return Scope(self.workspace.review_id, voice, self.factor.id)

    # Where it leads

    def open_piece(self, evidence: str) -> None:
        """Show a piece on the page of all evidence."""
        self.desk.go(Place("evidence", "", evidence))

    def open_factor(self) -> None:
        """Show the city's own assessment of the factor."""
        self.desk.go(factor_place(self.factor.id))

    def open_cell(self, source: str) -> None:
        """Show all that a source says to the factor, in the evidence matrix."""
        self.desk.go(Place("matrix", "", f"{self.factor.id}/{source}"))

    def step(self, by: int) -> None:
        """Go to the key factor before or after this one, if there is one."""
        there = self.neighbour(by)
        if there is not None:
            self.desk.go(Place("consensus", there.id))

    def neighbour(self, by: int) -> Factor | None:
        """Return the key factor before (-1) or after (+1) this one, None at either end."""
        factors = self.workspace.factors
        ids = [factor.id for factor in factors]
        at = ids.index(self.factor.id) + by if self.factor.id in ids else -1
        return factors[at] if 0 <= at < len(factors) else None

    def first_open(self) -> Factor:
        """Return the first key factor without a conclusion; alone, without a verdict of one's own.

        If there is none, the first.
        """
        whose = self.me if self.is_alone else TEAM
        state, review_id = self.workspace.state, self.workspace.review_id
        factors = self.workspace.factors
        waiting = (
            factor
            for factor in factors
            if not voices.voice_of(state, review_id, factor.id, whose).has_judged
        )
        return next(waiting, factors[0])

    @property
    def _where(self) -> tuple[str, str]:
        return self.workspace.review_id, self.factor.id

    def _held(self, peer: str) -> str:
        workspace = self.workspace
        return voices.held_in(workspace.state, workspace.review_id, peer, workspace.lane)

    def _edit(self, work: Callable[[Editor], object]) -> None:
        self.workspace.edit(work)
