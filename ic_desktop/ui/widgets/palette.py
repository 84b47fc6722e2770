"""Finding anything with Ctrl+K: a field over a list of what was found, by group."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.widgets.labels import Muted
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.text import SearchField

Search = Callable[[str], Sequence[CardItem]]
"""Returns what was found for some words, best first within each group; "" gives suggestions."""


class Palette(QDialog):
    """A popup at the window's top: type, walk with the arrows, Enter goes there, Escape closes.

    ``chosen`` carries the key of what was chosen.
    """

    chosen = Signal(object)

    def __init__(self, search: Search, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._search = search
        self._owner = parent
        self.setWindowTitle(_("Find anything"))
        self.setAccessibleName(_("Find anything"))
        self.field = SearchField(_("Find anything"), self, rest=60)
        self.field.setPlaceholderText(_("Key factors, questions, evidence, notes, pages …"))
        self.found = CardList(_("What was found"), self)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Muted(_("Nothing was found. Try fewer or other words."), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        gap = theme.unit(1)
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap)
        layout.addWidget(self.field)
        layout.addWidget(self._nothing)
        layout.addWidget(self.found, 1)
        self.field.searched.connect(self._find)
        self.field.moved.connect(self._move)
        self.field.installEventFilter(self)
        self.found.clicked.connect(lambda _index: self._choose())
        self.found.opened.connect(lambda _key: self._choose())

    def popup(self, words: str = "") -> None:
        """Show the palette at the top of its window."""
        window = self._owner.window()
        letters = self.fontMetrics().averageCharWidth()
        width = min(window.width() - theme.unit(8), letters * 96)
        height = min(window.height() - theme.unit(16), theme.line_height() * 24)
        self.resize(width, height)
        corner = QPoint((window.width() - width) // 2, theme.unit(6))
        self.move(window.mapToGlobal(corner))
        self.field.setText(words)
        self._find(words)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the field."""
        super().showEvent(event)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a border, which tells the popup from the page under it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was found: it may be gone when the palette comes again."""
        super().hideEvent(event)
        QTimer.singleShot(0, self, lambda: self.found.set_items(()))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Let Enter choose, and Page Up and Down scroll, while the field has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
            if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self._move(8 if event.key() == Qt.Key.Key_PageDown else -8)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.reject()
                return True
        return False

    def _find(self, words: str) -> None:
        items = self._search(words.strip())
        self.found.set_items(items)
        self.found.setVisible(bool(items))
        self._nothing.setVisible(not items)
        if items:
            self.found.set_current(items[0].key)
            self.found.scrollToTop()

    def _move(self, step: int) -> None:
        items = self.found.items()
        if items:
            at = self.found.currentIndex().row() + step
            self.found.set_current(items[min(len(items) - 1, max(0, at))].key)

    def _choose(self) -> None:
        if self.field.text().strip() and not self.found.items():
            return
        key = self.found.current()
        if key is not None:
            self.accept()
            self.chosen.emit(key)
