"""What a person does on the page of conclusions, as edits of the open project. Few widgets here."""

from collections.abc import Callable, Mapping

from ic_desktop.project.changes import Value
from ic_desktop.project.edit import Editor
from ic_desktop.review import conclusions
from ic_desktop.review.advice import Rights, rights_of, sees_conclusions
from ic_desktop.review.conclusions import Conclusion
from ic_desktop.ui.workspace import Workspace


class ConclusionsWork:
    """The edits of one page."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @property
    def rights(self) -> Rights:
        """What may be changed here: by the hand-out, the signature, and the file."""
        if self.workspace.read_only:
            return Rights(*(False,) * 5)
        held = rights_of(self.workspace.lane)
        open_still = self.workspace.sealed is None
        return held if open_still else _without_conclusions(held)

    @property
    def may_answer(self) -> bool:
        """Whether comments may be answered here, also after the signature."""
        return self.workspace.may("conclude")

    @property
    def sees(self) -> bool:
        """Whether this copy is meant to show the team's conclusions."""
        return sees_conclusions(self.workspace.lane)

    def add_strength(self, factor: str, text: str) -> str:
        """Add a strength; return its id, "" if that was refused."""
        return self._made(
            lambda e: conclusions.add_strength(e, self.workspace.review_id, factor, text)
        )

    def add_recommendation(self, factor: str, text: str) -> str:
        """Add a recommendation; return its id, "" if that was refused."""
        return self._made(
            lambda e: conclusions.add_recommendation(e, self.workspace.review_id, factor, text)
        )

    def describe(self, kind: Conclusion, entity: str, values: Mapping[str, Value]) -> None:
        """Set fields of a strength or a recommendation."""
        self.workspace.edit(lambda e: conclusions.describe(e, kind, entity, values))

    def withdraw(self, kind: Conclusion, entity: str) -> bool:
        """Take a strength or a recommendation out; False if that was refused."""
        self.workspace.settle()
        return self.workspace.edit(lambda e: conclusions.withdraw(e, kind, entity))

    def move(self, kind: Conclusion, entity: str, before: str) -> None:
        """Put a strength or a recommendation before another, "" for the end."""
        self.workspace.edit(lambda e: conclusions.move(e, kind, entity, before))

    def cite(self, factor: str, finding: tuple[str, str], evidence: str, *, cites: bool) -> None:
        """Say that a finding rests on a piece of evidence, or not."""
        review_id = self.workspace.review_id
        self.workspace.edit(
            lambda e: conclusions.cite(e, review_id, factor, finding, evidence, cites=cites)
        )

    def reply(self, recommendation: str, values: Mapping[str, Value]) -> None:
        """Set fields of the host's reply."""
        self.workspace.edit(lambda e: conclusions.reply(e, recommendation, values))

    def record_progress(self, recommendation: str, values: Mapping[str, Value]) -> None:
        """Record how far a recommendation is."""
        review_id = self.workspace.review_id
        self.workspace.edit(
            lambda e: conclusions.record_progress(e, review_id, recommendation, values)
        )

    def take_back_progress(self, entity: str) -> None:
        """Remove a record of progress that was entered by mistake."""
        self.workspace.edit(lambda e: conclusions.take_back(e, "progress", entity))

    def _made(self, work: Callable[[Editor], str]) -> str:
        made: list[str] = []
        return made[0] if self.workspace.edit(lambda e: made.append(work(e))) else ""


def _without_conclusions(held: Rights) -> Rights:
    return Rights(False, held.comment, held.reply, held.follow_up, held.react)
