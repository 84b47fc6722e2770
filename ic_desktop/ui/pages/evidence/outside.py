"""What leads out of the program: opening a document or an address elsewhere, and exporting."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ic_desktop.errors import NoProgramOpens, NotAWebAddress
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import AttachedFile, Evidence
from ic_desktop.review.addresses import web_address
from ic_desktop.review.checks import title_of
from ic_desktop.review.disclosure import may_leave
from ic_desktop.review.files import safe_name, warning_of
from ic_desktop.ui import dialogs
from ic_desktop.ui.dialogs import Choice
from ic_desktop.ui.pages.evidence.export import (
    Copy,
    Exported,
    PrivateFolder,
    distinct_files,
    export_files,
)
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.workspace import Workspace


class Outside(QObject):
    """Opens and exports for one page. Nothing is opened that can run without a warning."""

    exported = Signal(object)
    """Carries the :class:`~ic_desktop.ui.pages.evidence.export.Exported`."""

    def __init__(self, page: QWidget, desk: Desk, workspace: Workspace) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._workspace = workspace
        self._folder = PrivateFolder()
        # The copies go with the page, which goes with the project.
        self.destroyed.connect(self._folder.clear)

    # Opening elsewhere

    def open_piece(self, piece: Evidence) -> None:
        """Open a copy of a document with the system's program, after a warning if need be."""
        document = piece.file
        if document is None:
            return
        self._workspace.with_file(
            lambda file, task: self._folder.copy(file, document, task.report, task.is_cancelled),
            title=_("Opening {name}").format(name=safe_name(document.name)),
            done=lambda copy: self._open_copy(copy, document),
        )

    def open_address(self, text: str) -> QMessageBox | None:
        """Show where an address leads and open it if that is wanted; only http and https."""
        found = web_address(text)
        if found is None:
            self._desk.tell(NotAWebAddress(text))
            return None
        what = _("Open this address in your browser?")
        more = _("{address}\n\nIt leads to {host}.").format(address=found.url, host=found.host)
        if found.user:
            more += " " + _("What stands before the @ is not where it leads.")
        open_it = Choice(_("Open"), lambda: self._open(QUrl(found.url), found.url), default=True)
        cancel = Choice(_("Cancel"), cancels=True)
        return dialogs.ask(self._page, what, more, [open_it, cancel], warns=bool(found.user))

    def forget_copies(self) -> None:
        """Remove the copies that were made for other programs."""
        self._folder.clear()

    def _open_copy(self, copy: Copy, document: AttachedFile) -> None:
        if copy.risk is None:
            self._open_path(copy)
            return
        what = _("Open “{name}” all the same?").format(name=copy.path.name)
        more = warning_of(copy.risk) + "\n\n"
        more += _("Open it only if you know who made it and expected it.")
        if safe_name(document.name) != document.name:
            more += "\n" + _("Its name was changed to one that hides nothing.")
        keep = Choice(_("Don’t open"), lambda: self._folder.drop(copy), cancels=True, default=True)
        go = Choice(_("Open all the same"), lambda: self._open_path(copy))
        dialogs.ask(self._page, what, more, [go, keep], warns=True)

    def _open_path(self, copy: Copy) -> None:
        self._open(QUrl.fromLocalFile(str(copy.path)), copy.path.name)

    def _open(self, url: QUrl, name: str) -> None:
        if not QDesktopServices.openUrl(url):
            self._desk.tell(NoProgramOpens(name))

    # Exporting

    def export_one(self, piece: Evidence) -> QFileDialog:
        """Ask for a folder and write the document of one piece there."""
        return self._ask_folder([piece], with_check_sums=False)

    def export_all(self, pieces: Sequence[Evidence]) -> QMessageBox | QFileDialog:
        """Ask whether what is confidential goes along, then for a folder; write all documents."""
        plain = [piece for piece in pieces if may_leave(self._workspace.state, piece)]
        secret = len(distinct_files(pieces)) - len(distinct_files(plain))
        if not secret:
            return self._ask_folder(pieces, with_check_sums=True)
        what = ngettext(
            "{count} of the documents is confidential. Should it be exported too?",
            "{count} of the documents are confidential. Should they be exported too?",
            secret,
        ).format(count=secret)
        more = _("Whoever can read the folder can then read it.")
        choices = [
            Choice(
                _("Leave out what is confidential"),
                lambda: self._ask_folder(plain, with_check_sums=True),
                default=True,
            ),
            Choice(_("Export all"), lambda: self._ask_folder(pieces, with_check_sums=True)),
            Choice(_("Cancel"), cancels=True),
        ]
        return dialogs.ask(self._page, what, more, choices)

    def _ask_folder(self, pieces: Sequence[Evidence], *, with_check_sums: bool) -> QFileDialog:
        names = ", ".join(title_of(piece) for piece in pieces[:1])
        title = _("Export all documents to a folder")
        if not with_check_sums:
            title = _("Export “{title}” to a folder").format(title=names)
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self._page, title, folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(
            lambda name: self.export_to(Path(name), pieces, with_check_sums=with_check_sums)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def export_to(self, folder: Path, pieces: Sequence[Evidence], *, with_check_sums: bool) -> None:
        """Write the documents of pieces into a folder; ``exported`` follows."""
        documents = distinct_files(pieces)
        done: Exported = Exported(folder)
        if not documents:
            self.exported.emit(done)
            return
        self._workspace.with_file(
            lambda file, task: export_files(
                file,
                documents,
                folder,
                with_check_sums=with_check_sums,
                report=task.report,
                cancelled=task.is_cancelled,
            ),
            title=_("Exporting documents"),
            done=self.exported.emit,
        )
