"""The statement that is being sorted, its double beside it, and the line for its tags."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.project.state import State
from ic_desktop.review.sorting import Task
from ic_desktop.ui.pages.capture.line import TypedLine
from ic_desktop.ui.pages.capture.rows import statement_row
from ic_desktop.ui.pages.evening import words
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Small, Strong
from ic_desktop.ui.widgets.surfaces import Card
from ic_desktop.ui.widgets.transcript import Transcript

COMMANDS = "jxfndeu"
"""Letters that do something while the line is empty."""


class TagLine(TypedLine):
    """The line for tags; ``commanded`` carries a letter typed while it is empty."""

    commanded = Signal(str)

    def begin_tags(self) -> None:
        """All that is typed here are tags."""

    @property
    def has_tags(self) -> bool:
        """All that is typed here are tags, so the Tab key goes on."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter in the empty line is a command."""
        letter = event.text().lower()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if letter and letter in COMMANDS and not self.text() and not held:
            self.commanded.emit(letter)
        else:
            super().keyPressEvent(event)


class Current(Card):
    """One statement, with what it says so far."""

    pressed = Signal(str)
    """A button for one of the commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self._where = Small("", self)
        self.words = Transcript(_("The statement to sort"), self, letters=(0, 9, 26), ruled=False)
        self.words.setProperty("bare", True)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._alike = Strong(_("Somebody else took down something like it:"), self)
        self._other_where = Small("", self)
        self.other = Transcript(_("A statement like it"), self, letters=(0, 9, 26), ruled=False)
        self.other.setProperty("bare", True)
        self.other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._choice = QWidget(self)
        flow = FlowLayout(self._choice)
        for code, text in (("j", _("Join them: J")), ("x", _("Leave them apart: X"))):
            button = Button(text, self._choice)
            button.clicked.connect(lambda _on=False, code=code: self.pressed.emit(code))
            flow.addWidget(button)
        self.line = TagLine(_("What it speaks to, and who said it"), self)
        self.line.setPlaceholderText(_("9- or @P4 …, then Enter"))
        self.line.focused.connect(self.set_marked)
        self._understood = Small("", self, tone="accent")
        self._unknown = Small("", self, tone="warn")
        self.add(self._where, self.words, self.line, self._understood, self._unknown)
        self.add(self._alike, self._other_where, self.other, self._choice)

    def show_task(self, state: State, pack: Pack, task: Task, me: str) -> None:
        """Show a statement, and its double if it may have one."""
        self._where.setText(words.where_from(state, task.statement))
        self.words.set_rows([statement_row(state, pack, task.statement, me)])
        other = task.other
        for widget in (self._alike, self._other_where, self.other, self._choice):
            widget.setVisible(other is not None)
        if other is not None:
            self._other_where.setText(words.where_from(state, other))
            self.other.set_rows([statement_row(state, pack, other, me)])

    def show_line(self, understood: str, unknown: str) -> None:
        """Show how the line is understood."""
        for label, text in ((self._understood, understood), (self._unknown, unknown)):
            label.setText(text)
            label.setVisible(bool(text))
