"""Looking at what came back, and taking of it what a person chose."""

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import (
    IcError,
    NeedsPassphrase,
    TakingInFailed,
    TakingOutNow,
    WrongProjectPassphrase,
)
from ic_desktop.review.coming.items import Item
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from ic_desktop.exchange.returns.look import Here, Return
    from ic_desktop.exchange.returns.take import Taken
    from ic_desktop.project.ledger import Ahead, Ledger
    from ic_desktop.review.coming.preview import Preview
    from ic_desktop.store.project_file import ProjectFile

Looked = tuple["Return", "Preview"]
log = logging.getLogger(__name__)
Asks = Callable[[IcError], object]


class MergeWork:
    """Reads one return at a time; the copy that it makes for that goes with :meth:`forget`."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        self._desk = desk
        self._workspace = workspace
        self._return: Return | None = None
        self._task: Task[Looked] | None = None
        self._ahead: Ahead | None = None
        """What the screen will hold once the return is taken, worked out on the writer's thread."""
        self._turn = 0
        """Counts what was looked at: an answer that comes after the page was left says nothing."""

    def look(
        self,
        path: Path,
        documents: Sequence[Path],
        passphrase: str,
        *,
        show: "Callable[[Preview, Sequence[str]], object]",
        ask: Asks,
        failed: Callable[[IcError], object],
    ) -> None:
        """Read a file once everything of ours is saved, and show what it would bring.

        ``ask`` is called if it needs a passphrase, or another one.
        """
        self.forget()
        workspace, turn = self._workspace, self._turn
        workspace.settle()

        def shown(looked: Looked) -> None:
            came, preview = looked
            if turn != self._turn:
                self._desk.background.do(lambda _task: came.close())
                return
            self._return = came
            show(preview, came.warnings)

        def not_shown(error: Exception) -> None:
            if turn != self._turn and isinstance(error, IcError):
                return
            if isinstance(error, NeedsPassphrase | WrongProjectPassphrase):
                ask(error)
            else:
                _tell(error, failed)

        def read(here: "Here") -> None:
            if turn != self._turn:
                return
            pack = workspace.pack
            self._task = self._desk.background.do(
                lambda task: _look(task, path, documents, here, pack, passphrase),
                done=shown,
                failed=not_shown,
            )

        workspace.outbox.when_empty(
            lambda: workspace.crew.do(lambda _task: self._here(), done=read, failed=not_shown)
        )

    def take(
        self,
        chosen: frozenset[Item],
        title: str,
        done: "Callable[[Taken], object]",
        failed: Callable[[IcError], object],
        cancelled: Callable[[], object],
    ) -> None:
        """Take chosen entries, all or none, and show them; the copy goes in any case."""
        workspace, came = self._workspace, self._return
        assert came is not None, "only what was looked at is taken"
        if workspace.hold.is_on:
            failed(TakingOutNow())
            return
        actor, pack = workspace.actor, workspace.pack
        self._return = None  # it is read until it was taken, also if the page is left

        def gone() -> None:
            self._desk.background.do(lambda _task: came.close())

        def work(file: "ProjectFile", task: "Task[Taken]") -> "Taken":
            from ic_desktop.exchange.returns.take import take

            what = take(
                file,
                self._here(),
                came,
                chosen,
                actor,
                pack,
                _now(),
                on_progress=task.report,
                cancelled=task.is_cancelled,
            )
            self._ahead = _ahead(workspace.ledger, what)
            return what

        def taken(what: "Taken") -> None:
            gone()
            ahead, self._ahead = self._ahead, None
            try:
                workspace.take_in(what.changes, ahead)
            finally:  # it is in the file, whatever the screen makes of it
                done(what)

        def not_taken(error: Exception) -> None:
            gone()
            _tell(error, failed)

        def stopped() -> None:
            gone()
            cancelled()

        workspace.settle()
        workspace.outbox.when_empty(
            lambda: workspace.with_file(
                work, title=title, done=taken, failed=not_taken, cancelled=stopped
            )
        )

    def forget(self) -> None:
        """Give up what was looked at; its copy goes, off the screen's thread."""
        self._turn += 1
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        came, self._return = self._return, None
        if came is not None:
            self._desk.background.do(lambda _task: came.close())

    def _here(self) -> "Here":
        from ic_desktop.exchange.returns.look import here_of

        return here_of(self._workspace.keeper.file, self._workspace.ledger)


def _look(
    task: Task[Looked],
    path: Path,
    documents: Sequence[Path],
    here: "Here",
    pack: Pack,
    passphrase: str,
) -> Looked:
    from ic_desktop.exchange.forms.look import is_form, look_at_form
    from ic_desktop.exchange.returns.look import look_at, preview_of

    if is_form(path):
        came = look_at_form(path, here, pack, documents, cancelled=task.is_cancelled)
    else:
        came = look_at(
            path,
            here,
            passphrase=passphrase,
            on_progress=task.report,
            cancelled=task.is_cancelled,
        )
    return came, preview_of(came, here, pack, _now())


def _tell(error: Exception, failed: Callable[[IcError], object]) -> None:
    """Tell an error in any case; one that nobody foresaw goes on to the log as well."""
    if isinstance(error, IcError):
        failed(error)
        return
    failed(TakingInFailed(type(error).__name__))
    raise error


def _ahead(ledger: "Ledger", what: "Taken") -> "Ahead | None":
    """Work out what the screen will hold; None if that fails, and the screen works it out itself.

    What was taken is in the file by now, so nothing that goes wrong here may make it a failure.
    """
    try:
        return ledger.ahead(what.changes)
    except Exception:
        log.exception("what was taken in could not be worked out beforehand")
        return None


def _now() -> int:
    return time.time_ns() // 1_000_000
