"""Making a report of the open project off the screen: built in a process of its own, saved, sealed.

A signed report is all or nothing: it is built from the state as it was, saved, and sealed only if
the review is still the one that was signed. Where any step fails, neither file nor seal stays.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from ic_desktop import helper_client
from ic_desktop.errors import (
    ChangedWhileSigning,
    HelperFailed,
    IcError,
    NotSealed,
    ReportNotMade,
)
from ic_desktop.i18n import _
from ic_desktop.project.seal import as_sealed, review_heads
from ic_desktop.project.state import State
from ic_desktop.report import order
from ic_desktop.report.atomic import write_atomically
from ic_desktop.ui.tasks import Crew, Task
from ic_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from ic_desktop.report.build import SignedReport
    from ic_desktop.report.identity import Identity

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """A report that is wanted: where to, in which language, and by whom it is signed (or None)."""

    path: Path
    language: str
    identity: "Identity | None" = None
    passphrase: str = ""

    def __repr__(self) -> str:
        """Say nothing that could hold the passphrase."""
        return f"Wanted({self.path.name!r})"


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was saved; ``signed`` for a final one."""

    path: Path
    signed: "SignedReport | None" = None


class ReportWork(QObject):
    """One report at a time. Every signal comes on the screen's thread."""

    told = Signal(float, str)
    """How much is done, 0 to 1, and what is being done."""
    made = Signal(object)
    """It is saved, and sealed if signed; carries the :class:`Made`."""
    failed = Signal(object)
    """Nothing was written; carries the IcError."""
    cancelled = Signal()
    """It was cancelled; nothing was written."""

    def __init__(self, workspace: Workspace, background: Crew) -> None:
        super().__init__()
        self._workspace = workspace
        self._background = background
        self._task: Task[Any] | None = None
        self._over = False
        self._stopping = False
        self._sealing = False
        self.busy = False
        workspace.outbox.failed.connect(self._on_not_saved)

    def start(self, wanted: Wanted) -> None:
        """Make a report of the shown review as it stands now."""
        assert not self.busy, "one report at a time"
        self.busy, self._stopping = True, False
        workspace = self._workspace
        workspace.settle()
        problem = workspace.outbox.problem
        if problem is not None and wanted.identity is not None:
            self._fail(problem)
            return
        self.told.emit(0.0, _("Waiting until everything is saved"))
        if wanted.identity is None:
            self._fetch(wanted)
        else:
            workspace.outbox.when_empty(lambda: self._fetch(wanted))

    def cancel(self) -> None:
        """Stop at the next step; nothing is left behind. What is sealed already stays."""
        self._stopping = True
        if self._task is not None:
            self._task.cancel()

    def end(self) -> None:
        """Stop for good: the project is about to close."""
        self._over = True
        self.cancel()

    # One step after another

    def _fetch(self, wanted: Wanted) -> None:
        """Read the review's benchmark, in all its languages, from the file."""
        if self._ended():
            return
        key = self._workspace.review.pack.hash
        self._workspace.with_file(
            lambda file, _task: file.packs()[key],
            title=_("Reading the benchmark"),
            done=lambda bundle: self._build(wanted, bundle),
            failed=self._on_failed,
        )

    def _build(self, wanted: Wanted, bundle: bytes) -> None:
        if self._ended():
            return
        workspace = self._workspace
        review_id, one = workspace.review_id, wanted.identity
        state, changes = workspace.state, list(workspace.ledger.changes.values())
        heads = self._heads(review_id)

        def asked() -> tuple[order.Order, State]:
            """Gather what the report rests on, off the screen's thread."""
            sealed = as_sealed(state, review_id, changes)
            return order.draft_order(sealed, review_id, bundle, wanted.language), sealed

        if one is None:
            self._do(lambda task: self._draft(asked()[0], wanted.path, task), self._end_well)
            return

        def sign(task: "Task[tuple[SignedReport, State]]") -> "tuple[SignedReport, State]":
            draft, sealed = asked()
            signing = order.signing_order(draft, one, wanted.passphrase)
            return order.signed_of(self._carried_out(signing, task)), sealed

        self._do(sign, lambda made: self._save(wanted.path, *made, review_id, heads))

    def _draft(self, draft: order.Order, path: Path, task: "Task[Made]") -> Made:
        pdf = order.pdf_of(self._carried_out(draft, task))
        write_atomically(path, pdf)
        return Made(path)

    def _carried_out(self, wanted: order.Order, task: Task[T]) -> order.Answer:
        try:
            answer: order.Answer = helper_client.ask(
                "report",
                wanted,
                memory=order.MEMORY,
                on_progress=task.report,
                cancelled=task.is_cancelled,
            )
        except HelperFailed as error:
            log.error("the making of a report broke down: %s", getattr(error, "__notes__", ""))
            raise ReportNotMade from error
        return answer

    def _save(
        self,
        path: Path,
        signed: "SignedReport",
        state: State,
        review_id: str,
        heads: tuple[str, ...],
    ) -> None:
        """Save the signed report if it is still the review's, then seal."""
        if self._ended():
            return
        if self._heads(review_id) != heads:
            self._fail(ChangedWhileSigning())
            return
        self.told.emit(1.0, _("Saving the report"))

        def write(_task: Task[Path]) -> Path:
            write_atomically(path, signed.pdf)
            return path

        self._do(
            write,
            lambda there: self._seal(there, signed, state, review_id, heads),
            if_over=lambda there: there.unlink(missing_ok=True),
        )

    def _seal(
        self,
        path: Path,
        signed: "SignedReport",
        state: State,
        review_id: str,
        heads: tuple[str, ...],
    ) -> None:
        same = self._heads(review_id) == heads
        workspace = self._workspace
        if same and workspace.edit(lambda editor: signed.seal(editor, review_id, state)):
            self._sealing = True
            workspace.outbox.when_empty(lambda: self._end_well(Made(path, signed)))
            return

        def take_back(_task: Task[None]) -> None:
            path.unlink(missing_ok=True)

        why = NotSealed() if same else ChangedWhileSigning()
        self._do(take_back, lambda _none: self._fail(why))

    # How it ends

    def _heads(self, review_id: str) -> tuple[str, ...]:
        return tuple(change.id for change in review_heads(self._workspace.state, review_id))

    def _ended(self) -> bool:
        """Say whether to stop here, and tell that it was cancelled."""
        if self._stopping and not self._over:
            self._on_cancelled()
        return self._stopping

    def _do(
        self,
        work: Callable[[Task[T]], T],
        then: Callable[[T], None],
        if_over: Callable[[T], object] | None = None,
    ) -> None:
        def done(result: T) -> None:
            self._task = None
            if not self._over:
                then(result)
            elif if_over is not None:
                if_over(result)

        self._task = self._background.do(
            work,
            done=done,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            progressed=lambda so_far, whole: self.told.emit(so_far / whole, doing(so_far / whole)),
        )

    def _on_not_saved(self, error: IcError) -> None:
        """The report is there, and the file that seals it cannot be written just now."""
        if self._sealing:
            text = _("The report is saved, but not the project that belongs to it: {reason}")
            self.told.emit(1.0, text.format(reason=error.what))

    def _end_well(self, made: Made) -> None:
        self.busy = self._sealing = False
        self.made.emit(made)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, IcError):
            self.busy = False
            raise error
        self._fail(error)

    def _fail(self, error: IcError) -> None:
        self.busy = False
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        self._task = None
        self.busy = False
        self.cancelled.emit()


def doing(share: float) -> str:
    """Return what is being done at a share of the work, see ``report/build.py``."""
    if share < 0.05:
        return _("Gathering what was written")
    if share < 0.7:
        return _("Making the pages")
    return _("Finishing the report")
