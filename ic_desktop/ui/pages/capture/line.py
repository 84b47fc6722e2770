"""The one line in which everything is typed."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from ic_desktop.review.capture import MORE
from ic_desktop.ui.widgets.drops import Dropped, read_mime
from ic_desktop.ui.widgets.text import GrowingText

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypedLine(GrowingText):
    """Wraps as it grows. Enter enters it; Tab begins the tags; the arrows are told at its edges.

    ``tabbed`` asks whether somebody else wants the Tab key: who does, calls :meth:`keep_tab`.
    """

    entered = Signal()
    asked = Signal(int)
    """Up (-1) or Down (+1), where the cursor can go no further."""
    cancelled = Signal()
    paged = Signal(int)
    elsewhere = Signal()
    pasted = Signal(object)
    """A picture or files from the clipboard: a Dropped."""
    tabbed = Signal()
    focused = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, most=6)
        self._tab_kept = False
        self.setAcceptDrops(False)

    def keep_tab(self) -> None:
        """Say that the Tab key, which is being told, was for oneself."""
        self._tab_kept = True

    @property
    def has_tags(self) -> bool:
        """True if the tags of the short form were begun."""
        return MORE in self.text()

    def show_line(self, text: str) -> None:
        """Show a line to go on with: the cursor stands at its end, undo begins anew."""
        self.set_text(text)
        self.forget_undo()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def begin_tags(self) -> None:
        """Go to the end and begin the tags in their short form."""
        self.moveCursor(QTextCursor.MoveOperation.End)
        space = "" if self.text().endswith(" ") else " "
        self.insertPlainText(f"{space}{MORE} ")

    def add_tag(self, tag: str) -> None:
        """Add a tag at the end; the cursor stays in the words."""
        cursor = self.textCursor()
        at = cursor.position()
        is_empty = not self.text().strip()
        if not is_empty and not self.has_tags:
            self.begin_tags()
        self.moveCursor(QTextCursor.MoveOperation.End)
        space = "" if self.text()[-1:] in ("", " ") else " "
        self.insertPlainText(f"{space}{tag} ")
        if not is_empty:
            cursor.setPosition(at)
            self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Take the Tab key: to a name that is offered, else to the tags, else to what follows."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and not event.modifiers()
        ):
            self._tab_kept = False
            self.tabbed.emit()
            if self._tab_kept:
                return True
            if self.text().strip() and not self.has_tags and not self.isReadOnly():
                self.begin_tags()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter enters; Escape cancels; arrows at the edges, Page Up and F6 are told."""
        key = event.key()
        if key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_F6:
            self.elsewhere.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._is_at_edge(key):
            self.asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste a picture or files as what goes with the line; of words, one line."""
        found = read_mime(source)
        if found.files or found.picture is not None:
            self.pasted.emit(Dropped(files=found.files, picture=found.picture))
            return
        words = QMimeData()
        words.setText(" ".join(source.text().split("\n")))
        super().insertFromMimeData(words)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Pictures and files can be pasted too."""
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def _is_at_edge(self, key: int) -> bool:
        cursor = self.textCursor()
        before = cursor.position()
        up, down = QTextCursor.MoveOperation.Up, QTextCursor.MoveOperation.Down
        cursor.movePosition(up if key == Qt.Key.Key_Up else down)
        return cursor.position() == before
