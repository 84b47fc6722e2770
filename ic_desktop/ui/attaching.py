"""Files on their way into the project: one after the other, watched, and cancelled if need be.

The bytes go in on the writer thread, in slices between which edits are saved. Only when all of a
file's bytes are in does evidence appear that speaks of it, so a cancelled file leaves nothing.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import AttachedFile
from ic_desktop.review import edits
from ic_desktop.review.evidence import index
from ic_desktop.review.evidence_list import same_file
from ic_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from ic_desktop.ui.workspace import Workspace

T = TypeVar("T")

Told = Callable[[str], None] | None
"""Is told the id of a piece of evidence, if anyone wants to hear of it."""

Tie = tuple[str, str, str]
"""What a new piece of evidence speaks to: factor, question, stance; "" for no factor."""


class Attaching:
    """The long work of one workspace on its file."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self.activities: list[Task[Any]] = []
        self._when_idle: list[Callable[[], object]] = []

    def files(self, paths: Iterable[Path], tie: Tie, then: Told, known: Told) -> None:
        """Take files in, each as a task of its own."""
        for path in paths:
            self._start_file(path, tie, then, known)

    def bytes(self, name: str, data: bytes, tie: Tie, then: Told, known: Told) -> None:
        """Take in a picture that came from the clipboard."""
        self.start(
            lambda _task: self._workspace.keeper.file.attach_bytes(name, data),
            title=_("Adding {name}").format(name=name),
            done=lambda file: self._add(file, tie, then, known),
        )

    def cancel_all(self) -> None:
        """Ask all of it to stop."""
        for task in self.activities:
            task.cancel()

    def when_idle(self, call: Callable[[], object]) -> None:
        """Call once when none of it is left: now, or later. What is still begun is stopped."""
        self._when_idle.append(call)
        self._look_for_idle()

    def _look_for_idle(self) -> None:
        if self._when_idle and self.activities:
            self.cancel_all()
        while self._when_idle and not self.activities:
            self._when_idle.pop(0)()

    def start(
        self,
        work: Callable[[Task[T]], T],
        *,
        title: str,
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Task[T]:
        """Have long work done on the writer thread and show it among the activities."""

        def ended(call: Callable[..., object] | None, *given: object) -> None:
            self.activities.remove(task)
            self._workspace.busy.emit()
            try:
                if call is not None:
                    call(*given)
            finally:
                self._look_for_idle()

        task: Task[T] = self._workspace.crew.do(
            work,
            title=title,
            done=lambda result: ended(done, result),
            failed=lambda error: ended(failed or self._told, error),
            cancelled=lambda: ended(cancelled),
            progressed=lambda _done, _total: self._workspace.busy.emit(),
        )
        self.activities.append(task)
        self._workspace.busy.emit()
        return task

    def _start_file(self, path: Path, tie: Tie, then: Told, known: Told) -> None:
        def attach(task: Task[AttachedFile]) -> AttachedFile:
            file = self._workspace.keeper.file
            return file.attach(path, on_progress=task.report, cancelled=task.is_cancelled)

        self.start(
            attach,
            title=_("Adding {name}").format(name=path.name),
            done=lambda file: self._add(file, tie, then, known),
        )

    def _add(self, file: AttachedFile, tie: Tie, then: Told, known: Told) -> None:
        made: list[str] = []
        workspace = self._workspace
        present = [p for p in same_file(workspace.state, file.sha256) if p.removal != "removed"]
        if known is not None and present:
            piece = present[0].id
            if workspace.edit(lambda editor: self._tie(editor, piece, tie)):
                known(piece)
                if then:
                    then(piece)
        elif workspace.edit(lambda editor: made.append(self._evidence(editor, file, tie))) and then:
            then(made[0])

    def _evidence(self, editor: Editor, file: AttachedFile, tie: Tie) -> str:
        kind = "picture" if file.media_type.startswith("image/") else "document"
        values = {"type": kind, "title": Path(file.name).stem}
        evidence = edits.add_evidence(editor, values, file)
        self._tie(editor, evidence, tie)
        return evidence

    def _tie(self, editor: Editor, evidence: str, tie: Tie) -> None:
        """Have a piece speak to the factor or question, unless it does so already."""
        factor, question, stance = tie
        review_id = self._workspace.review_id
        held = index(editor.state, review_id).of_evidence(evidence)
        if factor and (factor, question) not in {(c.link.factor, c.link.question) for c in held}:
            edits.link(editor, review_id, evidence, factor, question, stance=stance)

    def _told(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._workspace.failed.emit(error)
