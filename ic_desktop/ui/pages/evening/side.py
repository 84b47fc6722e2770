"""Beside the sorting: the keys, and the key factors by their numbers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.pages.evening import words
from ic_desktop.ui.widgets.labels import Small, Strong
from ic_desktop.ui.widgets.surfaces import Card, Panel


class Side(Panel):
    """The legend; nothing in it takes the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(1, 1, 3, 3), gap=1.5)
        self._factors: tuple[Factor, ...] = ()
        self._numbers = Card(self, title=_("Key factors"), gap=0.5)
        self._grid = _Grid(self._numbers)
        self._numbers.add(self._grid)
        keys = Card(self, title=_("Keys"), gap=0.5)
        grid = _Grid(keys)
        grid.show_pairs(words.keys())
        keys.add(grid)
        self.add(keys, self._numbers).add_stretch()

    def show_factors(self, factors: Sequence[Factor]) -> None:
        """Show the key factors with the numbers that are typed for them."""
        if tuple(factors) != self._factors:
            self._factors = tuple(factors)
            self._grid.show_pairs([(str(f.number), f.title) for f in factors])


class _Grid(QWidget):
    """What is typed, and what it stands for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(theme.unit(1))
        self._layout.setVerticalSpacing(theme.unit(0.25))
        self._layout.setColumnStretch(1, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show the rows."""
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for row, (typed, means) in enumerate(pairs):
            top = Qt.AlignmentFlag.AlignTop
            self._layout.addWidget(Strong(typed, self, wrap=False), row, 0, top)
            self._layout.addWidget(Small(means, self), row, 1, top)
