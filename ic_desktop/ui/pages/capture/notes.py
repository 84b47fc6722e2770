"""How the notes of a session are laid out: said so far, the line to type in, and what is beside.

Where the window is narrow or the text large, what is beside stands in the place of the list while
it is wanted; where it is low, the line says less of its keys. The line itself is always there.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.pages.capture import words
from ic_desktop.ui.pages.capture.line import TypedLine
from ic_desktop.ui.pages.capture.rows import LETTERS
from ic_desktop.ui.pages.capture.side import Side
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.labels import Muted, Small, Title
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.widgets.transcript import Row, Transcript

_SIDE = 0.32
"""The share of the width that stands beside."""
_WIDE = 105
"""Letters of width from which something stands beside."""
_HIGH = 26
"""Lines of height from which the line tells all of its keys."""


class Notes(Panel):
    """The parts, and where they stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, direction="row", gap=0)
        self.main = Panel(self, margins=(3, 2, 1.5, 2), gap=1)
        self._title = Title("", self.main)
        self._about = Muted("", self.main)
        self._aside = LinkButton("", self.main, clicked=self._turn)
        self.list = Transcript(_("What was said so far"), self.main, letters=LETTERS, least=2)
        self._empty = Muted(
            _(
                "Nothing was taken down yet. Type what is said into the line below, then Enter. "
                "Such as: @P4 “My daughter translated at the doctor’s.” #9-"
            ),
            self.main,
        )
        self._hole = Panel(self.main)
        self._hole.hide()
        self.card = self._line_card()
        self.main.add(self._title, self._about, self._aside, self.list, self._empty)
        self.main.add(self._hole, stretch=20)
        self.main.add(self.card).add_stretch()
        self.side = Side()
        self._scroll = PageScroll(self.side)
        self._beside = Panel(self, margins=(0, 2, 3, 2))
        self._beside.add(self._scroll)
        self.add(self.main, stretch=1)
        self.add(self._beside)
        self._is_turned = False
        self._has_rows = False

    def _line_card(self) -> Card:
        card = Card(self.main, gap=0.5)
        self._prompt = Small("", card)
        self.line = TypedLine(_("What is being said"), card)
        self.line.focused.connect(card.set_marked)
        self._understood = Small("", card, tone="accent")
        self._unknown = Small("", card, tone="warn")
        self._short = Small(words.short_legend(), card)
        card.add(self._prompt, self.line, self._understood, self._unknown, self._short)
        return card

    # Showing

    def show_head(self, title: str, about: str) -> None:
        """Show which session it is."""
        self._title.setText(title)
        self._about.setText(about)
        self._place()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what was said so far, the newest in view."""
        self._has_rows = bool(rows)
        self.list.set_rows(rows, to_end=True)
        self._place()

    def show_to_ask(self, count: int) -> None:
        """Say how many questions are open, where they do not stand beside."""
        self._aside.setText(words.to_ask(count))

    def show_line(self, began: str, keys: str, understood: str, unknown: str) -> None:
        """Show when the line began, its keys ("" for all), and how it is understood."""
        legend = words.legend() if self._is_high else words.few_words()
        self._prompt.setText(f"{began} · {keys or legend}")
        for label, text in ((self._understood, understood), (self._unknown, unknown)):
            label.setText(text)
            label.setVisible(bool(text))

    # Where the keyboard is

    def go_aside(self) -> None:
        """Put the keyboard on the guide questions."""
        if not self._is_wide and not self._is_turned:
            self._turn()
        there = self.side.questions.isVisible()
        (self.side.questions if there else self.side).setFocus(Qt.FocusReason.TabFocusReason)

    def come_back(self) -> None:
        """Put the keyboard into the line, where it was."""
        if self._is_turned:
            self._turn()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # Where the parts stand

    @property
    def _is_wide(self) -> bool:
        return self.width() >= self.fontMetrics().averageCharWidth() * _WIDE

    @property
    def _is_high(self) -> bool:
        return self.height() >= theme.line_height() * _HIGH

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts where there is room."""
        super().resizeEvent(event)
        self._place()

    def _turn(self) -> None:
        """Show what is beside in the place of the list, or the list again."""
        self._is_turned = not self._is_turned
        self._place()

    def _place(self) -> None:
        wide, high = self._is_wide, self._is_high
        self._is_turned = self._is_turned and not wide
        home = self._beside if wide else self._hole
        if self._scroll.parentWidget() is not home:
            home.add(self._scroll)
        self._beside.setVisible(wide)
        self._beside.setFixedWidth(round(self.width() * _SIDE))
        self._hole.setVisible(self._is_turned)
        self._aside.setVisible(not wide)
        self.list.setVisible(self._has_rows and not self._is_turned)
        self._empty.setVisible(not self._has_rows and not self._is_turned)
        self._about.setVisible(bool(self._about.text()) and high)
        self._short.setVisible(high)
