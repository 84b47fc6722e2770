"""Taking in files, pictures and links: dropped from the file manager, pasted, or chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.labels import Muted, restyle
from ic_desktop.ui.widgets.surfaces import Panel


@dataclass(frozen=True)
class Dropped:
    """What was dropped or pasted: local files, web addresses, or a picture without a file."""

    files: tuple[Path, ...] = ()
    links: tuple[str, ...] = ()
    picture: QImage | None = None

    def __bool__(self) -> bool:
        return bool(self.files or self.links or self.picture is not None)


def read_mime(data: QMimeData) -> Dropped:
    """Return what of a drop or of the clipboard can become evidence; folders and words cannot."""
    urls = data.urls() if data.hasUrls() else []
    local = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    files = tuple(path for path in local if path.is_file())
    links = [url.toString() for url in urls if url.scheme() in ("http", "https")]
    text = data.text().strip() if data.hasText() and not urls else ""
    if text.startswith(("http://", "https://")) and len(text.split()) == 1:
        links.append(text)
    image = data.imageData() if data.hasImage() and not files else None
    picture = image if isinstance(image, QImage) and not image.isNull() else None
    return Dropped(files, tuple(dict.fromkeys(links)), picture)


def could_be(data: QMimeData) -> bool:
    """Say whether something dragged may be taken, without reading it."""
    return data.hasUrls() or data.hasImage() or data.text().startswith(("http://", "https://"))


def clipboard() -> Dropped:
    """Return what of the clipboard can become evidence."""
    held = QGuiApplication.clipboard().mimeData()
    return Dropped() if held is None else read_mime(held)  # None: nothing was ever copied


class _Acceptor(QObject):
    """Watches one widget for things that are dragged over it and dropped on it."""

    def __init__(self, widget: QWidget, take: Callable[[Dropped], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._take = take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show that a drop is welcome, and take it."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._light(False)
            return self._drop(event)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if not self._widget.isEnabled() or not could_be(event.mimeData()):
                return False
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._light(True)
            return True
        if isinstance(event, QDragLeaveEvent):
            self._light(False)
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> bool:
        dropped = read_mime(event.mimeData())
        if not dropped:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._take(dropped)
        return True

    def _light(self, on: bool) -> None:
        if bool(self._widget.property("dropping")) != on:
            self._widget.setProperty("dropping", on)
            restyle(self._widget)


def accept_drops(widget: QWidget, take: Callable[[Dropped], object]) -> None:
    """Let files, links and pictures be dropped onto a widget; a Card or DropZone lights up.

    ``take`` is called with what was dropped. The original stays where it is (a copy is taken).
    Text fields inside must not swallow the drop: call ``setAcceptDrops(False)`` on them.
    """
    _Acceptor(widget, take)


class DropZone(Panel):
    """A dashed field for files, pictures and links; the keyboard reaches it and can paste there.

    ``taken`` carries what came, by whichever way. Enter or Space chooses files; Ctrl+V pastes.
    """

    taken = Signal(object)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        text: str = "",
        folder: str = "",
        compact: bool = False,
    ) -> None:
        margins = (1.5, 0.5, 1.5, 0.5) if compact else (2, 1.5, 2, 1.5)
        super().__init__(parent, direction="row" if compact else "column", margins=margins, gap=0.5)
        self.folder = folder
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Enter chooses files; Ctrl+V pastes a picture or a link."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = Muted(text or _("Drop files, or paste a picture or a link"), self)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_button = LinkButton(_("Choose files…"), self, clicked=self.choose)
        self.body.addWidget(words, 1)
        self.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignCenter)
        accept_drops(self, self.taken.emit)

    def choose(self) -> None:
        """Let files be chosen in the system's dialog."""
        names, _chosen = QFileDialog.getOpenFileNames(self, _("Choose files"), self.folder)
        if names:
            self.folder = str(Path(names[0]).parent)
            self.taken.emit(Dropped(files=tuple(Path(name) for name in names)))

    def paste(self) -> None:
        """Take what is in the clipboard."""
        found = clipboard()
        if found:
            self.taken.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space chooses files, Ctrl+V pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose()
        else:
            super().keyPressEvent(event)
