"""A look at the chosen document: its pages or picture, rendered off the screen's thread.

The bytes go from the project into a private copy (writer thread), the helper process renders a
page of it (background), and the screen shows the picture. Choosing another piece cancels all that.
"""

from functools import partial
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.project.entities import AttachedFile
from ic_desktop.ui import theme
from ic_desktop.ui.pages.evidence.export import Copy, PrivateFolder
from ic_desktop.ui.pages.evidence.picture import Picture
from ic_desktop.ui.pages.evidence.rendering import Renderer
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import IconButton, LinkButton
from ic_desktop.ui.widgets.labels import Small
from ic_desktop.ui.widgets.notices import announce
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.workspace import Workspace

LARGEST: Final = 512 * 1024 * 1024
"""Bytes of a document that is still looked at."""
_SHOWN: Final = frozenset(["pdf", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp"])
_REST_MS: Final = 200
_IDLE_MS: Final = 30_000
"""How long the helper waits for another page before it is given back."""

Rendered = tuple[QImage, int, int]
"""A page's picture, its number, and how many there are."""


def can_be_shown(file: AttachedFile) -> bool:
    """Tell whether a file is of a kind that is looked at, and not too large for it."""
    extension = PurePath(file.name.lower()).suffix[1:]
    known = extension in _SHOWN or file.media_type == "application/pdf"
    return known and file.size <= LARGEST


class Pages(QObject):
    """The pages of one document at a time. Everything comes by ``shown`` or ``failed``."""

    shown = Signal(QImage, int, int)
    """A page's picture, its number, and how many there are."""
    failed = Signal(str)
    """In a sentence, why nothing is shown."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workspace = workspace
        self._folder = PrivateFolder()
        self._copy: Copy | None = None
        self._file: AttachedFile | None = None
        self._page = 1
        self._width = 0
        self._tasks: list[Task[Copy] | Task[Rendered]] = []
        self._ticket = 0
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._fetch)
        self._renderer = Renderer()
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self._rest_helper)
        self.destroyed.connect(partial(_give_back, self._renderer, self._folder))

    @property
    def file(self) -> AttachedFile | None:
        """The document that is looked at."""
        return self._file

    def open(self, file: AttachedFile | None, *, page: int = 1, width: int) -> None:
        """Look at a document, after a short rest: someone may be walking through the list."""
        self.stop()
        self._drop_copy()
        self._file, self._page, self._width = file, page, width
        if file is not None:
            self._rest.start()

    def turn(self, page: int, width: int) -> None:
        """Show another page, or the same in another width."""
        self._page, self._width = page, width
        if self._copy is not None:
            self.stop()
            self._render()

    def stop(self) -> None:
        """Cancel what is under way; nothing of it is told."""
        self._rest.stop()
        self._ticket += 1
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()

    def close(self) -> None:
        """Stop, and remove the private copy."""
        self.stop()
        self._file = self._copy = None
        self._folder.clear()
        if self._idle.isActive():
            self._rest_helper()

    def _fetch(self) -> None:
        document, ticket = self._file, self._ticket
        if document is None:
            return
        task: Task[Copy] = self._workspace.with_file(
            lambda file, task: self._folder.copy(file, document, task.report, task.is_cancelled),
            title=_("Looking at {name}").format(name=document.name),
            done=lambda copy: self._has_copy(copy, ticket),
            failed=lambda error: self._tell(error, ticket),
        )
        self._tasks.append(task)

    def _has_copy(self, copy: Copy, ticket: int) -> None:
        if ticket != self._ticket:
            self._folder.drop(copy)
            return
        self._copy = copy
        self._render()

    def _render(self) -> None:
        assert self._copy is not None
        path, page, width, ticket = self._copy.path, self._page, self._width, self._ticket
        task: Task[Rendered] = self._desk.background.do(
            lambda task: self._renderer.page(path, page, width, task.is_cancelled),
            done=lambda made: self._show(made, ticket),
            failed=lambda error: self._tell(error, ticket),
        )
        self._tasks.append(task)
        self._idle.start()

    def _rest_helper(self) -> None:
        """End the helper, off the screen's thread: it may just be at a page."""
        self._idle.stop()
        self._desk.background.do(lambda _task: self._renderer.close())

    def _show(self, made: Rendered, ticket: int) -> None:
        if ticket == self._ticket:
            self._page = made[1]
            self.shown.emit(*made)

    def _tell(self, error: Exception, ticket: int) -> None:
        if not isinstance(error, IcError):
            raise error
        if ticket == self._ticket:
            self.failed.emit(f"{error.what} {error.remedy}")

    def _drop_copy(self) -> None:
        if self._copy is not None:
            self._folder.drop(self._copy)
            self._copy = None


def _give_back(renderer: Renderer, folder: PrivateFolder) -> None:
    """End the helper and remove the copy, where a page goes without having been left."""
    renderer.close()
    folder.clear()


class PreviewPane(Panel):
    """The picture of a page with what turns the pages. ``large`` shows no way to a larger one."""

    def __init__(
        self,
        desk: Desk,
        workspace: Workspace,
        parent: QWidget | None = None,
        *,
        large: bool = False,
    ) -> None:
        super().__init__(parent, gap=0.5)
        self._desk, self._workspace = desk, workspace
        self._file: AttachedFile | None = None
        self._page, self._count = 1, 0
        self.pages = Pages(desk, workspace, self)
        self.pages.shown.connect(self._show)
        self.pages.failed.connect(self._say)
        self.picture = Picture(self, highest=0 if large else 24)
        self.picture.turned.connect(self.turn)
        self.words = Small("", self)
        self.back = IconButton("back", _("Page before"), self, clicked=lambda: self.turn(-1))
        self.next = IconButton("next", _("Next page"), self, clicked=lambda: self.turn(+1))
        self.number = Small("", self, wrap=False)
        self.larger = LinkButton(_("Larger"), self, clicked=self.open_large)
        self.larger.setVisible(not large)
        if not large:
            self.picture.opened.connect(self.open_large)
        self.bar = Panel(self, direction="row", gap=0.5)
        self.bar.add(self.back, self.number, self.next).add_stretch().add(self.larger)
        self.add(self.picture, self.words, self.bar)
        self._say("")

    def show_file(self, file: AttachedFile | None, *, page: int = 1) -> None:
        """Look at a file; the same one again changes nothing."""
        if file == self._file:
            return
        self._file, self._page, self._count = file, page, 0
        self.picture.show_image(QImage())
        shown = file is not None and can_be_shown(file)
        self.pages.open(file if shown else None, page=page, width=self._wanted_width())
        if file is not None and not shown:
            self._say(_("This kind of document is not shown here: open it elsewhere or export it."))
        elif file is not None:
            self._say(_("Getting the page …"))

    def turn(self, by: int) -> None:
        """Turn pages, as far as there are any."""
        page = max(1, min(self._count, self._page + by))
        if self._count and page != self._page:
            self._page = page
            self._number()
            self.pages.turn(page, self._wanted_width())

    def open_large(self) -> None:
        """Show the page in a window of its own."""
        if self._file is not None and self._count:
            from ic_desktop.ui.pages.evidence.large import LargePreview

            LargePreview(self._desk, self._workspace, self._file, self._page, self).show()

    def leave(self) -> None:
        """Stop, forget the document, and close the large view of it."""
        for window in self.findChildren(QDialog):
            window.close()
        self._file = None
        self.pages.close()
        self.picture.show_image(QImage())
        self._say("")

    def _wanted_width(self) -> int:
        width = max(self.width(), theme.unit(48))
        return round(width * self.devicePixelRatioF())

    def _show(self, image: QImage, page: int, count: int) -> None:
        self._page, self._count = page, count
        self.picture.show_image(image)
        self.picture.show()
        self.words.hide()
        self.bar.show()
        self._number()

    def _number(self) -> None:
        several = self._count > 1
        for widget in (self.back, self.next, self.number):
            widget.setVisible(several)
        self.back.setEnabled(self._page > 1)
        self.next.setEnabled(self._page < self._count)
        words = _("Page {page} of {count}").format(page=self._page, count=self._count)
        self.number.setText(words)
        name = self._file.name if self._file else ""
        self.picture.setAccessibleName(_("Preview of {name}").format(name=name))
        self.picture.setAccessibleDescription(words)
        if several:
            announce(self.picture, words)

    def _say(self, text: str) -> None:
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.picture.hide()
        self.bar.hide()
