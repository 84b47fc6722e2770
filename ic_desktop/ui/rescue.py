"""When a project does not simply open: someone has it, it is a stranger's, it is damaged.

Each cause is told in a question whose buttons lead on. Long work shows its progress and can be
cancelled; a file that is not ours, or not whole, is never written to.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QFileDialog

from ic_desktop.errors import (
    DamagedProject,
    FileNotFound,
    IcError,
    LockedByOther,
    NeedsPassphrase,
    StrangersFile,
    WrongPassphrase,
)
from ic_desktop.i18n import _, ngettext
from ic_desktop.ui import dialogs
from ic_desktop.ui.formats import clock_or_day, file_size
from ic_desktop.ui.new_project import SUFFIX, free_path
from ic_desktop.ui.tasks import Crew, Task

if TYPE_CHECKING:
    from ic_desktop.store.salvage import SalvageReport
    from ic_desktop.store.stranger import Inspection
    from ic_desktop.ui.main_window import MainWindow
    from ic_desktop.ui.opening import Opening

T = TypeVar("T")
_LOST_SHOWN = 12


class Rescue:
    """Leads on from one project that did not open; ``passphrase`` is the one that was tried."""

    def __init__(
        self, window: "MainWindow", opening: "Opening", background: Crew, passphrase: str = ""
    ) -> None:
        self._window = window
        self._opening = opening
        self._background = background
        self._passphrase = passphrase

    def explain(
        self, path: Path, error: IcError, again: Callable[[str], None] | None = None
    ) -> None:
        """Say why a project did not open, and offer what can be done.

        ``again`` tries once more with a passphrase; without it, the project is opened with it.
        """
        if isinstance(error, NeedsPassphrase | WrongPassphrase):
            self._ask_passphrase(path, error, again or partial(self._open, path))
        elif isinstance(error, StrangersFile):
            self._inspect(path)
        elif isinstance(error, LockedByOther):
            self._ask_to_read(path, error)
        elif isinstance(error, DamagedProject):
            self._ask_about_damage(path, error)
        elif isinstance(error, FileNotFound):
            self._ask_about_the_list(path, error)
        else:
            dialogs.tell(self._window, error)

    def _open(self, path: Path, passphrase: str) -> None:
        self._opening.open(path, passphrase=passphrase)

    def _ask_passphrase(self, path: Path, error: IcError, again: Callable[[str], None]) -> None:
        from ic_desktop.ui.passphrases import ask_passphrase

        def typed(passphrase: str) -> None:
            self._passphrase = passphrase
            again(passphrase)

        is_wrong = isinstance(error, WrongPassphrase)
        said = (error.what, error.remedy) if is_wrong else ("", "")
        ask_passphrase(self._window, path.name, typed, wrong=said[0], remedy=said[1])

    # Someone has it

    def _ask_to_read(self, path: Path, error: LockedByOther) -> None:
        read = dialogs.Choice(
            _("Open for reading only"),
            lambda: self._opening.open(path, read_only=True, passphrase=self._passphrase),
            default=True,
        )
        self._ask(error.what, error.remedy, [read])

    def _ask_about_the_list(self, path: Path, error: FileNotFound) -> None:
        known = [recent.path for recent in self._window.preferences.now.recent]
        if str(path) not in known:
            dialogs.tell(self._window, error)
            return
        forget = dialogs.Choice(_("Take it off the list"), lambda: self._forget(path))
        self._ask(error.what, error.remedy, [forget])

    def _forget(self, path: Path) -> None:
        self._window.preferences.change(lambda s: s.without_recent(str(path)))
        self._window.go(replace(self._window.place))

    # It is a stranger's

    def _inspect(self, path: Path) -> None:
        def work(task: "Task[Inspection]") -> "Inspection":
            from ic_desktop.store.stranger import inspect

            return inspect(
                path,
                passphrase=self._passphrase,
                on_progress=task.report,
                cancelled=task.is_cancelled,
            )

        text = _("“{file}” comes from another computer. It is checked before it is opened.")
        self._long(path, text.format(file=path.name), work, self._ask_about_stranger)

    def _ask_about_stranger(self, found: "Inspection") -> None:
        path = found.path
        what = _("“{file}” comes from another computer. It was checked and can be opened.")
        documents = ngettext("{count} document", "{count} documents", found.documents)
        more = _(
            "City: {city}. {documents}, {size}. To work on it, the program writes a fresh file "
            "in its place and keeps the original among the backups."
        ).format(
            city=found.city or _("without a name"),
            documents=documents.format(count=found.documents),
            size=file_size(found.bytes),
        )
        choices = [
            dialogs.Choice(_("Work on it"), lambda: self._adopt(found), default=True),
            dialogs.Choice(
                _("Only read"),
                lambda: self._opening.open(
                    path, read_only=True, trusted=found.trusts, passphrase=self._passphrase
                ),
            ),
        ]
        self._ask(what.format(file=path.name), "\n".join([more, *found.warnings]), choices)

    def _adopt(self, found: "Inspection") -> None:
        def work(task: "Task[tuple[str, ...]]") -> tuple[str, ...]:
            from ic_desktop.store.stranger import adopt

            return adopt(
                found,
                found.path,
                passphrase=self._passphrase,
                on_progress=task.report,
                cancelled=task.is_cancelled,
            )

        def adopted(lost: tuple[str, ...]) -> None:
            self._open(found.path, self._passphrase)
            if lost:
                what = ngettext(
                    "{count} document in the file was damaged and is not in yours.",
                    "{count} documents in the file were damaged and are not in yours.",
                    len(lost),
                ).format(count=len(lost))
                dialogs.inform(self._window, what, _("Ask the sender for them."))

        text = _("A fresh file is written from “{file}”.").format(file=found.path.name)
        self._long(found.path, text, work, adopted)

    # It is damaged

    def _ask_about_damage(self, path: Path, error: DamagedProject) -> None:
        choices = [dialogs.Choice(_("Save what is whole …"), lambda: self._choose_target(path))]
        if error.backup is not None:
            kept, when = error.backup
            text = _("Go on from the backup of {when}").format(when=clock_or_day(when))
            choices.append(dialogs.Choice(text, lambda: self._take_backup(path, kept)))
        self._ask(error.what, error.remedy, choices)

    def _choose_target(self, path: Path) -> None:
        dialog = QFileDialog(self._window, _("Save what is whole"), str(path.parent))
        dialog.setNameFilter(_("Projects (*.icproj)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(_("{name} rescued").format(name=path.stem) + SUFFIX)
        dialog.fileSelected.connect(lambda name: self.salvage(path, Path(name)))
        dialog.open()

    def salvage(self, path: Path, to: Path) -> None:
        """Save what is whole of a damaged file to a new one, say what is lost, and open it."""

        def work(task: "Task[SalvageReport]") -> "SalvageReport":
            from ic_desktop.store.salvage import salvage

            return salvage(
                path,
                to,
                passphrase=self._passphrase,
                on_progress=task.report,
                cancelled=task.is_cancelled,
            )

        text = _("What is whole of “{file}” is saved.").format(file=path.name)
        self._long(path, text, work, lambda report: self._salvaged(report, to))

    def _salvaged(self, report: "SalvageReport", to: Path) -> None:
        self._open(to, self._passphrase)
        lines = [lost.what for lost in report.lost]
        if not lines:
            dialogs.inform(self._window, _("Everything could be saved."))
            return
        shown = [*lines[:_LOST_SHOWN], "…"] if len(lines) > _LOST_SHOWN else lines
        what = ngettext(
            "All but {count} entry could be saved. Lost is:",
            "All but {count} entries could be saved. Lost are:",
            len(lines),
        ).format(count=len(lines))
        dialogs.inform(self._window, what, "\n".join(shown))

    def _take_backup(self, path: Path, backup: Path) -> None:
        def work(_task: "Task[Path]") -> Path:
            from ic_desktop.store.backups import restore

            there = free_path(path.with_name(f"{path.stem} (backup){SUFFIX}"))
            restore(backup, there, passphrase=self._passphrase)
            return there

        def again(_passphrase: str) -> None:
            self._take_backup(path, backup)

        text = _("The backup is copied.")
        self._long(path, text, work, lambda there: self._open(there, self._passphrase), again)

    # Parts

    def _long(
        self,
        path: Path,
        text: str,
        work: "Callable[[Task[T]], T]",
        done: Callable[[T], object],
        again: Callable[[str], None] | None = None,
    ) -> None:
        """Have long work done while the window says so; afterwards the start page is shown."""
        window = self._window

        def ended(call: Callable[..., object], *given: Any) -> None:
            window.leave_waiting()
            call(*given)

        def failed(error: Exception) -> None:
            if not isinstance(error, IcError):
                raise error
            self.explain(path, error, again)

        task = self._background.do(
            work,
            title=text,
            done=lambda result: ended(done, result),
            failed=lambda error: ended(failed, error),
            cancelled=lambda: ended(lambda: None),
            progressed=window.show_waiting,
        )
        window.wait_for(task, text)

    def _ask(self, what: str, remedy: str, choices: list[dialogs.Choice]) -> None:
        cancel = dialogs.Choice(_("Cancel"), cancels=True)
        dialogs.ask(self._window, what, remedy, [*choices, cancel], warns=True)
