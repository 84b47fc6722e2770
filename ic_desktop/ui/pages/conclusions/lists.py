"""The lists of strengths and of recommendations, each with a line that adds one."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.ui.widgets.buttons import IconButton
from ic_desktop.ui.widgets.labels import Badge, Muted, Section
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import Line

_ROWS = 40
"""Cards of a list before it scrolls by itself."""


class OrderedCards(CardList):
    """Cards that Alt with Up or Down moves."""

    shifted = Signal(object, int)
    """A key, and -1 for up or 1 for down."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the card; all other keys are the list's."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        moves = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if step and moves and self.current() is not None:
            self.shifted.emit(self.current(), step)
        else:
            super().keyPressEvent(event)


class FindingList(Panel):
    """A heading, cards in an order of their own, and a line whose Enter adds one."""

    added = Signal(str)
    chosen = Signal(object)
    shifted = Signal(object, str)
    """A key, and the key before which it is to stand, "" for the end."""

    def __init__(self, title: str, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self.list = OrderedCards(title, self, fit_rows=_ROWS)
        self.list.setAccessibleDescription(_("Alt with Up or Down moves it, Delete takes it out."))
        self.line = Line(name, self)
        self._count = Badge("", self)
        self._empty = Muted(empty, self)
        self.up = IconButton("up", _("Move up"), self, shortcut="Alt+↑", small=True)
        self.down = IconButton("down", _("Move down"), self, shortcut="Alt+↓", small=True)
        head = Panel(self, direction="row", gap=1)
        head.add(Section(title), self._count).add_stretch().add(self.up, self.down)
        self.add(head, self._empty, self.list, self.line)
        self.up.clicked.connect(lambda _on=False: self._shift(self.list.current(), -1))
        self.down.clicked.connect(lambda _on=False: self._shift(self.list.current(), 1))
        self.line.entered.connect(self._on_entered)
        self.list.selected.connect(self.chosen)
        self.list.opened.connect(self.chosen)
        self.list.shifted.connect(self._shift)

    def on_removed(self, call: Callable[[str], object]) -> None:
        """Have Delete call something with the key of the card."""
        self.list.removed.connect(lambda key: call(str(key)))

    def show_items(self, items: Sequence[CardItem], *, may: bool) -> None:
        """Show cards; ``may`` says whether they can be added to and moved."""
        if list(self.list.items()) != list(items):
            self.list.set_items(items)
        self._count.set_count(len(items))
        self.list.setVisible(bool(items))
        self._empty.setVisible(not items)
        self.line.setVisible(may)
        for button in (self.up, self.down):
            button.setVisible(may and len(items) > 1)

    def select(self, key: Hashable | None) -> None:
        """Make a card the current one, None for none, without telling."""
        self.list.set_current(key)

    def _on_entered(self, text: str) -> None:
        if text.strip():
            self.line.set_text("")
            self.added.emit(text.strip())

    def _shift(self, key: Hashable | None, step: int) -> None:
        keys = [item.key for item in self.list.items()]
        if key not in keys or not self.line.isVisibleTo(self):
            return
        at = keys.index(key)
        to = at + step
        if 0 <= to < len(keys):
            follower = keys[to] if step < 0 else keys[to + 1] if to + 1 < len(keys) else ""
            self.shifted.emit(key, str(follower))
