"""What a person sees when something happens that the program did not expect."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from ic_desktop.i18n import _
from ic_desktop.ui import dialogs
from ic_desktop.ui.log import log_file
from ic_desktop.ui.main_window import MainWindow

_open: list[QMessageBox] = []


def show(window: MainWindow, error: BaseException) -> None:
    """Say what happened, that the work is safe, and where the log is; once at a time."""
    if _open:
        return
    if window.workspace is not None:
        window.workspace.settle()
    path = log_file()
    what = _("Something unexpected happened ({kind}).").format(kind=type(error).__name__)
    more = _(
        "Your work is kept: what you entered goes to the file at once, and the line at the bottom "
        "of the window says whether it is saved. You can go on. If it happens again, send us the "
        "log file; it holds nothing that you typed:\n{path}"
    ).format(path=path)
    folder = QUrl.fromLocalFile(str(path.parent))
    box = dialogs.ask(
        window,
        what,
        more,
        [
            dialogs.Choice(_("Go on"), cancels=True, default=True),
            dialogs.Choice(_("Open the log folder"), lambda: QDesktopServices.openUrl(folder)),
        ],
        warns=True,
    )
    _open.append(box)
    box.finished.connect(lambda _code: _open.clear())
