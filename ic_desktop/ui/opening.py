"""How a project comes onto the screen and leaves it: open, create, close.

The writer thread does the work; this says what to do with how it ends.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.settings import Recent
from ic_desktop.ui import dialogs
from ic_desktop.ui.collecting import settle
from ic_desktop.ui.preferences import Preferences
from ic_desktop.ui.tasks import Crew, Task

if TYPE_CHECKING:
    from ic_desktop.ui.keeper import NewProject, Opened
    from ic_desktop.ui.main_window import MainWindow
    from ic_desktop.ui.workspace import Workspace

    Made = tuple[Path, NewProject]
    Trusted = Callable[[str, str], bool]


_AFTER_PAINTING_MS = 500


class Opening:
    """Opens and closes the project of one window."""

    def __init__(
        self, window: "MainWindow", preferences: Preferences, writer: Crew, background: Crew
    ) -> None:
        self._window = window
        self._preferences = preferences
        self._writer = writer
        self._background = background
        self._unshown: list[Opened] = []

    def open(
        self,
        path: Path,
        *,
        read_only: bool = False,
        trusted: "Trusted | None" = None,
        passphrase: str = "",
    ) -> None:
        """Open a project; what is open now is closed first.

        ``trusted`` tells of a stranger's file whether it is the one that was looked through.
        """
        self.close(lambda: self._open(path, read_only, trusted, passphrase))

    def open_sample(self, name: str) -> None:
        """Open a sample: a copy in the user's documents, made when there is none yet."""
        from ic_desktop.ui.preferences import documents

        path = documents() / f"{name}.icproj"
        language = self._preferences.language
        self._writer.do(
            lambda _task: _sample_at(name, path, language), done=self.open, failed=self._failed
        )

    def create(self, make: "Callable[[], Made]") -> None:
        """Make a new project and open it; what is open now is closed first.

        ``make`` says where and what; it runs on the writer thread.
        """
        preferences = self._preferences

        def create(_task: "Task[Opened]") -> "Opened":
            from ic_desktop.ui.keeper import create_project

            path, new = make()
            language = preferences.pack_language
            made = create_project(path, new, actor=preferences.actor, language=language)
            self._unshown.append(made)
            return made

        self.close(lambda: self._writer.do(create, done=self._show, failed=self._failed))

    def close(
        self, then: Callable[[], object], *, kept_open: Callable[[], object] = lambda: None
    ) -> None:
        """Save, close the project and call ``then``.

        While something cannot be saved, a person decides; ``kept_open`` is called for "stay".
        """
        workspace = self._window.workspace
        if workspace is None:
            then()
            return
        self._remember(workspace, self._window.last_stop)

        def gone() -> None:
            self._window.forget_project()
            workspace.deleteLater()
            then()

        workspace.close(gone)
        problem = workspace.outbox.problem
        if problem is not None:
            self._ask_about_unsaved(workspace, problem, gone, kept_open)

    def close_unshown(self) -> None:
        """Close a project that was opened when its window was gone already."""

        def close(_task: "Task[None]") -> None:
            for opened in self._unshown:
                opened.keeper.close()

        self._writer.do(close)

    def _open(
        self, path: Path, read_only: bool, trusted: "Trusted | None", passphrase: str
    ) -> None:
        preferences = self._preferences

        def open_it(_task: "Task[Opened]") -> "Opened":
            from ic_desktop.ui.keeper import open_project

            actor, language = preferences.actor, preferences.pack_language
            opened = open_project(
                path,
                actor=actor,
                language=language,
                read_only=read_only,
                trusted=trusted,
                passphrase=passphrase,
            )
            self._unshown.append(opened)
            return opened

        def again(typed: str) -> None:
            self.open(path, read_only=read_only, trusted=trusted, passphrase=typed)

        self._window.wait(_("Opening {file} …").format(file=path.name))
        self._writer.do(
            open_it,
            done=self._show,
            failed=lambda error: self._not_opened(error, path, passphrase, again),
        )

    def _show(self, opened: "Opened") -> None:
        from ic_desktop.ui.workspace import Workspace

        self._unshown.remove(opened)
        preferences = self._preferences
        workspace = Workspace(
            opened,
            self._writer,
            opened.actor,
            preferences.pack_language,
            self._window,
            who=lambda: preferences.who,
        )
        last = self._last_place(str(workspace.facts.path))
        self._remember(workspace, last)
        self._window.show_project(workspace, last)
        settle()
        if not workspace.read_only:
            QTimer.singleShot(_AFTER_PAINTING_MS, workspace, lambda: self._get_ready(workspace))
        if opened.recovered:
            self._window.say(_("What was being typed when the program last ended is kept."))

    def _get_ready(self, workspace: "Workspace") -> None:
        """Have the writer fetch what the first edit needs, while the page is being looked at."""
        if self._window.workspace is workspace:
            # What it brings lasts as well: to go through it took 60 ms in which nothing moved.
            self._writer.do(_fetch_what_writing_needs, done=lambda _none: settle())

    def _failed(self, error: Exception) -> None:
        self._window.leave_waiting()
        if not isinstance(error, IcError):
            raise error
        dialogs.tell(self._window, error)

    def _not_opened(
        self, error: Exception, path: Path, passphrase: str, again: Callable[[str], None]
    ) -> None:
        """Lead on from a project that did not open; ``again`` tries with another passphrase."""
        from ic_desktop.ui.rescue import Rescue

        self._window.leave_waiting()
        if not isinstance(error, IcError):
            raise error
        Rescue(self._window, self, self._background, passphrase).explain(path, error, again)

    def _last_place(self, path: str) -> str:
        recent = self._preferences.now.recent
        return next((one.place for one in recent if one.path == path), "")

    def _remember(self, workspace: "Workspace", place: str) -> None:
        """Put the project first on the start screen, with how far it is and where one was."""
        from ic_desktop.review.progress import progress
        from ic_desktop.ui import wording

        done = progress(workspace.state, workspace.pack, workspace.review)
        recent = Recent(
            str(workspace.facts.path),
            wording.city_name(workspace.profile),
            wording.review_name(workspace.review),
            f"{done.judged}/{len(done.factors)}",
            int(time.time()),
            place,
        )
        self._preferences.change(lambda s: s.with_recent(recent))

    def _ask_about_unsaved(
        self,
        workspace: "Workspace",
        problem: IcError,
        gone: Callable[[], None],
        kept_open: Callable[[], object],
    ) -> None:
        def stay() -> None:
            workspace.outbox.forget_callers()
            kept_open()

        what = _("Not everything is saved: {reason}").format(reason=problem.what)
        choices = [
            dialogs.Choice(_("Stay and try again"), stay, cancels=True, default=True),
            dialogs.Choice(_("Close and lose the last entries"), lambda: workspace.abandon(gone)),
        ]
        dialogs.ask(self._window, what, problem.remedy, choices, warns=True)


def _fetch_what_writing_needs(_task: "Task[None]") -> None:
    from ic_desktop.store import sql

    sql.prepare()


def _sample_at(name: str, path: Path, language: str) -> Path:
    """Write a sample unless it is there; runs on the writer thread."""
    from ic_desktop.samples import write_sample

    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_sample(name, path, language)
    return path
