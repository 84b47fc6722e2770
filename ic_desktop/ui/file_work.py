"""What a person does with whole files: choose, drop, copy, check. Parts of the window."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.errors import FileIsReadOnly
from ic_desktop.i18n import _, ngettext
from ic_desktop.ui import dialogs
from ic_desktop.ui.log import log_file
from ic_desktop.ui.navigation import EVIDENCE, Place
from ic_desktop.ui.opening import Opening
from ic_desktop.ui.pages.page import Desk

if TYPE_CHECKING:
    from ic_desktop.store.checking import CheckReport
    from ic_desktop.ui.keeper import FileFacts
    from ic_desktop.ui.workspace import Workspace

SUFFIX = ".icproj"


class FileWork:
    """Runs the file dialogs of one window."""

    def __init__(self, window: QWidget, desk: Desk, opening: Opening) -> None:
        self._window = window
        self._desk = desk
        self._opening = opening

    def choose_project(self) -> None:
        """Ask for a project file and open it."""
        dialog = self._dialog(_("Open a project"), _("Projects (*.icproj)"))
        dialog.fileSelected.connect(lambda name: self._opening.open(self._noted(name)))
        dialog.open()

    def choose_report(self) -> None:
        """Ask for a signed report and check it."""
        dialog = self._dialog(_("Check a signed report"), _("Reports (*.pdf)"))
        dialog.fileSelected.connect(lambda name: self.show_report(self._noted(name)))
        dialog.open()

    def show_report(self, path: Path) -> None:
        """Check a signed report on its page."""
        self._desk.go(Place("verify", str(path)))

    def save_copy(self) -> None:
        """Ask where to and save a copy of the open project there."""
        workspace = self._desk.workspace()
        if workspace is None or self._is_told_unsaved(workspace):
            return
        dialog = self._dialog(_("Save a copy"), _("Projects (*.icproj)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(workspace.facts.path.stem + _(" – copy") + SUFFIX)
        dialog.fileSelected.connect(lambda name: self._copy_to(self._noted(name)))
        dialog.open()

    def check(self) -> None:
        """Prove that everything in the open project's file agrees, and say so."""
        workspace = self._desk.workspace()
        if workspace is None:
            return
        workspace.settle()
        workspace.with_file(
            lambda file, task: file.check(on_progress=task.report, cancelled=task.is_cancelled),
            title=_("Checking the file"),
            done=self._tell_checked,
        )

    def protect(self) -> None:
        """Ask for a passphrase and have the open project and its backups protected with it."""
        workspace = self._desk.workspace()
        if workspace is None or self._is_told_unsaved(workspace):
            return
        if workspace.read_only:
            dialogs.tell(self._window, FileIsReadOnly(workspace.facts.path.name))
            return
        from ic_desktop.ui.passphrases import choose_passphrase

        protected = workspace.facts.protected
        choose_passphrase(
            self._window, lambda new: self._protect(workspace, new), protected=protected
        )

    def _protect(self, workspace: "Workspace", passphrase: str) -> None:
        workspace.settle()
        workspace.outbox.when_empty(
            lambda: workspace.with_file(
                lambda _file, _task: workspace.keeper.protect(passphrase),
                title=_("Writing the file anew"),
                done=lambda found: self._tell_protected(workspace, *found),
            )
        )

    def _tell_protected(
        self, workspace: "Workspace", facts: "FileFacts", told: tuple[str, ...]
    ) -> None:
        workspace.take_facts(facts)
        protected = _("The project is protected with the new passphrase.")
        open_to_all = _("The project is not protected any more: everyone can open it.")
        what = protected if facts.protected else open_to_all
        dialogs.inform(self._window, what, "\n".join(told))

    def open_log_folder(self) -> None:
        """Show the folder of the log file in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file().parent)))

    def dropped(self, paths: list[Path]) -> None:
        """Do with files dropped on the window what their kind asks for."""
        projects = [path for path in paths if path.suffix.lower() == SUFFIX]
        reports = [path for path in paths if path.suffix.lower() == ".pdf"]
        if projects and self._desk.workspace() is not None:
            self._ask_about_copies(projects)
        elif projects:
            self._opening.open(projects[0])
        elif self._desk.workspace() is not None:
            self._ask_about_documents(paths, reports)
        elif reports:
            self.show_report(reports[0])
        else:
            what = _("A document becomes evidence in a project, and no project is open.")
            dialogs.inform(self._window, what, _("Open a project first, then drop it again."))

    def _ask_about_copies(self, projects: list[Path]) -> None:
        """Ask whether project files are to be opened, or are copies that come back."""
        from ic_desktop.ui.pages.merge.page import merge_place

        choices = [
            dialogs.Choice(
                _("Take back as a copy"), lambda: self._desk.go(merge_place(projects)), default=True
            ),
            dialogs.Choice(
                _("Open instead of this project"), lambda: self._opening.open(projects[0])
            ),
            dialogs.Choice(_("Cancel"), cancels=True),
        ]
        what = _("Is “{name}” a copy of this project that comes back?")
        more = _("You see what is in it before anything is taken.")
        dialogs.ask(self._window, what.format(name=projects[0].name), more, choices)

    def _ask_about_documents(self, paths: list[Path], reports: list[Path]) -> None:
        workspace = self._desk.workspace()
        assert workspace is not None
        names = ", ".join(path.name for path in paths[:3]) + (" …" if len(paths) > 3 else "")
        choices = [
            dialogs.Choice(_("Add as evidence"), lambda: self._add(paths), default=True),
            dialogs.Choice(_("Cancel"), cancels=True),
        ]
        if len(paths) == len(reports) == 1:
            check = dialogs.Choice(_("Check its signature"), lambda: self.show_report(reports[0]))
            choices.insert(1, check)
        what = ngettext(
            "What should be done with {names}?", "What should be done with {names}?", len(paths)
        ).format(names=names)
        more = _("Dropped on a key factor’s page or a question, a file is tied to it at once.")
        dialogs.ask(self._window, what, more, choices)

    def _add(self, paths: list[Path]) -> None:
        workspace = self._desk.workspace()
        if workspace is not None:
            workspace.attach(paths)
            self._desk.go(EVIDENCE)

    def _copy_to(self, path: Path) -> None:
        workspace = self._desk.workspace()
        assert workspace is not None
        workspace.settle()
        if self._is_told_unsaved(workspace):
            return
        workspace.outbox.when_empty(
            lambda: workspace.with_file(
                lambda file, task: file.save_copy(
                    path, on_progress=task.report, cancelled=task.is_cancelled
                ),
                title=_("Saving a copy"),
                done=lambda _none: self._desk.say(_("Copy saved: {name}").format(name=path.name)),
            )
        )

    def _is_told_unsaved(self, workspace: "Workspace") -> bool:
        """Say why something is not saved, if so: a copy would wait for it, unseen."""
        problem = workspace.outbox.problem
        if problem is not None:
            dialogs.tell(self._window, problem)
        return problem is not None

    def _tell_checked(self, report: "CheckReport") -> None:
        if report.holds:
            what = _("The file is whole: every entry and every document agrees with its check sum.")
            dialogs.inform(self._window, what)
            return
        lines = [
            _("{place}: {what}").format(place=problem.place, what=problem.what)
            for problem in report.problems
        ]
        more = "\n".join([*lines[:12], "…"] if len(lines) > 12 else lines)
        advice = _("Save what is whole to a new file, or go back to a backup.")
        dialogs.inform(self._window, _("The file is damaged."), f"{more}\n\n{advice}")

    def _noted(self, name: str) -> Path:
        """Return a chosen path; its folder is where the next dialog begins."""
        path = Path(name)
        folder = str(path.parent)
        self._desk.preferences.change(lambda s: replace(s, last_folder=folder))
        return path

    def _dialog(self, title: str, kinds: str) -> QFileDialog:
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self._window, title, folder, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return dialog
