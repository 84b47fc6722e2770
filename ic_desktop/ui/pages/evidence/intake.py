"""How evidence comes in: chosen, dropped, pasted; folders after a question."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.ui import dialogs
from ic_desktop.ui.dialogs import Choice
from ic_desktop.ui.formats import file_size
from ic_desktop.ui.pages.evidence.adding import Adding, Batch, Found, files_in
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.drops import read_mime
from ic_desktop.ui.workspace import Workspace


class Intake(QObject):
    """Takes what people give. Everything returns at once."""

    arrived = Signal(str)
    """Something is in; carries the id of the (first) new piece."""
    known = Signal(object)
    """Files that were there already: a list of :class:`~.adding.Known`."""
    problems = Signal(object)
    """Files that could not be added: a list of (name, IcError)."""

    def __init__(self, page: QWidget, desk: Desk, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._workspace = workspace
        self.adding = Adding(desk, workspace, self)
        self.adding.finished.connect(self._batch_is_in)

    def choose_files(self) -> QFileDialog:
        """Ask for files and add them."""
        return self._ask(QFileDialog.FileMode.ExistingFiles, _("Add files as evidence"))

    def choose_folder(self) -> QFileDialog:
        """Ask for a folder and add the files in it, after a question."""
        return self._ask(QFileDialog.FileMode.Directory, _("Add the files of a folder"))

    def paths(self, paths: Sequence[Path]) -> None:
        """Add files; of folders the files in them, after a question."""
        folders = [path for path in paths if path.is_dir()]
        files = [path for path in paths if not path.is_dir()]
        if files:
            self.adding.files(files)
        if folders:
            self._desk.background.do(
                lambda task: files_in(folders, task.is_cancelled),
                done=lambda found: self._ask_about_folders(folders, found),
            )

    def take(self, data: QMimeData) -> bool:
        """Take what was dropped or pasted: files, folders, links, a picture; tell if it was any."""
        urls = data.urls() if data.hasUrls() else []
        local = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        paths = [path for path in local if path.exists()]
        other = read_mime(data)
        if paths:
            self.paths(paths)
        if other.links and (made := self.adding.links(other.links)):
            self.arrived.emit(made)
        if other.picture is not None and not paths:
            self.adding.picture(other.picture)
        return bool(paths or other)

    def paste(self) -> None:
        """Take the picture, link or files in the clipboard."""
        if self._workspace.read_only:
            return
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._desk.say(_("There is no picture, file or link in the clipboard."))

    def _ask(self, mode: QFileDialog.FileMode, title: str) -> QFileDialog:
        dialog = QFileDialog(self._page, title, self._desk.preferences.folder)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _chosen(self, names: Sequence[str]) -> None:
        paths = [Path(name) for name in names]
        folder = str(paths[0].parent)
        self._desk.preferences.change(lambda s: replace(s, last_folder=folder))
        self.paths(paths)

    def _ask_about_folders(self, folders: Sequence[Path], found: Found) -> None:
        names = ", ".join(folder.name for folder in folders)
        if not found.files:
            dialogs.inform(self._page, _("There are no files in “{folder}”.").format(folder=names))
            return
        count = len(found.files)
        what = ngettext(
            "Add {count} file from “{folder}” ({size})?",
            "Add {count} files from “{folder}” ({size})?",
            count,
        ).format(count=count, folder=names, size=file_size(found.size))
        more = ", ".join(path.name for path in found.files[:6]) + (" …" if count > 6 else "")
        if found.more:
            limit = _("There are more files in it; only these are added at once.")
            more = f"{more}\n\n{limit}"
        add = Choice(_("Add them"), lambda: self.adding.files(found.files), default=True)
        dialogs.ask(self._page, what, more, [add, Choice(_("Cancel"), cancels=True)])

    def _batch_is_in(self, batch: Batch) -> None:
        if batch.added:
            self.arrived.emit(batch.added[0])
            said = ngettext("{count} file added.", "{count} files added.", len(batch.added))
            self._desk.say(said.format(count=len(batch.added)))
        if batch.known:
            self.known.emit(batch.known)
        if batch.problems:
            self.problems.emit(batch.problems)
