"""Fields for words: one line, many lines that grow with the text, and searching.

Each tells every key press through ``typed`` (the whole text) and the end of typing through
``left``. Setting a text by program tells nothing. Undo within a field is the field's own, word by
word, for what was typed since the keyboard came; with nothing left to take back there, the keys
for undo and redo go on to the program.
"""

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QToolTip, QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.ui import theme
from ic_desktop.ui.icons import icon

_NOT_LEFT = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason}
"""Why the keyboard may go elsewhere without the field being left."""

LONGEST = 20_000
"""Characters that one field takes; what is pasted beyond is left out, which is said."""

LEFT_OUT_MS = 15_000
"""How long it is said."""


def _is_for_program(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Say whether undo or redo is pressed in a field that has nothing for it."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    undo, redo = event.matches(keys.Undo), event.matches(keys.Redo)
    return (undo and not can_undo) or (redo and not can_redo)


class GrowingText(QPlainTextEdit):
    """Many lines of plain text; as high as its words, up to ``most`` lines, then it scrolls.

    ``name`` is the accessible name. ``quiet`` shows a line at its left instead of a frame, for
    notes inside a card. Tab goes on to the next field. Pasted text loses its markup.
    """

    typed = Signal(str)
    left = Signal(str)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        least: int = 1,
        most: int = 14,
        quiet: bool = False,
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._quiet = least, most, quiet
        self._silent = False
        self._scrolls = False
        self._shown_height = 0
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.forget_undo()  # the margin counts as something to take back
        if quiet:
            self.setProperty("quiet", True)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def text(self) -> str:
        """Return the words."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text without telling; one that is the same leaves the cursor where it is."""
        if text == self.toPlainText():
            return
        self._silent = True
        at = self.textCursor().position()
        self.setPlainText(text)
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(text)))
            self.setTextCursor(cursor)
        self._silent = False

    def forget_undo(self) -> None:
        """Leave what was typed so far to the program's undo."""
        self.document().clearUndoRedoStacks()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the program where this field has nothing for them."""
        held = self.document()
        can = (held.isUndoAvailable(), held.isRedoAvailable())
        if _is_for_program(event, can_undo=can[0], can_redo=can[1]):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have undo take back a word, not all that was typed without a stop."""
        if event.text().isspace():
            self.document().setModified(False)  # Qt joins typing to an unmodified text no further
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the words."""
        return QSize(theme.unit(30), self._height())

    def minimumSizeHint(self) -> QSize:
        """As high as the words; a few of them wide."""
        return QSize(theme.unit(8), self._height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words alone, as many as fit, and say what was left out."""
        words = source.text()
        room = max(0, LONGEST - len(self.toPlainText()) + len(self.textCursor().selectedText()))
        self.insertPlainText(words[:room])
        if len(words) > room:
            self._say_left_out(len(words) - room)

    def _say_left_out(self, count: int) -> None:
        """Say beside the cursor that words did not fit; nobody must think that they are here."""
        said = ngettext(
            "{count} character was left out: a field holds {most}. Add the text as a document.",
            "{count} characters were left out: a field holds {most}. Add the text as a document.",
            count,
        ).format(count=count, most=LONGEST)
        QToolTip.showText(
            self.mapToGlobal(self.cursorRect().bottomLeft()), said, self, QRect(), LEFT_OUT_MS
        )
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        if event.reason() not in _NOT_LEFT:
            self.left.emit(self.toPlainText())
            self.forget_undo()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the cursor at the end when the keyboard comes by Tab."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.moveCursor(QTextCursor.MoveOperation.End)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll, unless this field has something to scroll itself."""
        if self._lines() > self._most:
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, and be as high as that needs."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _tell(self) -> None:
        self._fit()  # the document does not always say that it became smaller
        if not self._silent:
            self.typed.emit(self.toPlainText())

    def _lines(self) -> int:
        return max(1, round(self.document().size().height()))

    def _height(self) -> int:
        lines = min(self._most, max(self._least, self._lines()))
        around = theme.unit(0.25 if self._quiet else 0.5) * 2 + (0 if self._quiet else 2)
        return lines * self.fontMetrics().lineSpacing() + around + 2

    def _fit(self) -> None:
        scrolls = self._lines() > self._most
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            on = Qt.ScrollBarPolicy.ScrollBarAsNeeded
            off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            self.setVerticalScrollBarPolicy(on if scrolls else off)
        height = self._height()
        if height != self._shown_height:
            self._shown_height = height
            self.updateGeometry()


class Line(QLineEdit):
    """One line of plain text. ``entered`` follows the Enter key."""

    typed = Signal(str)
    left = Signal(str)
    entered = Signal(str)

    def __init__(
        self, name: str, parent: QWidget | None = None, *, placeholder: str = "", text: str = ""
    ) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(LONGEST)
        self.textEdited.connect(self.typed)
        self.returnPressed.connect(lambda: self.entered.emit(self.text()))

    def set_text(self, text: str) -> None:
        """Show a text without telling."""
        if text != self.text():
            self.setText(text)

    def forget_undo(self) -> None:
        """Leave what was typed so far to the program's undo."""
        if self.isUndoAvailable() or self.isRedoAvailable():
            at = self.cursorPosition()
            self.setText(self.text())  # the one way there is to empty it
            self.setCursorPosition(at)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the program where this field has nothing for them."""
        can = (self.isUndoAvailable(), self.isRedoAvailable())
        if _is_for_program(event, can_undo=can[0], can_redo=can[1]):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        if event.reason() not in _NOT_LEFT:
            self.left.emit(self.text())
            self.forget_undo()


class SearchField(Line):
    """A field to search with: a glass at its left, a way to empty it at its right.

    ``searched`` follows typing after a short rest; Escape empties the field; Down and Up are told
    through ``moved`` (+1, -1), so that a list beside can be walked without leaving the field.
    """

    searched = Signal(str)
    moved = Signal(int)

    def __init__(
        self, name: str, parent: QWidget | None = None, *, placeholder: str = "", rest: int = 120
    ) -> None:
        super().__init__(name, parent, placeholder=placeholder or name)
        self.setClearButtonEnabled(True)
        self._glass = self.addAction(
            icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._glass.setText(_("Search"))
        self._timer = QTimer(self, singleShot=True, interval=rest)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda _text: self._timer.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties; Down and Up move in the list beside."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the glass anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._glass.setIcon(icon("search", "muted"))
