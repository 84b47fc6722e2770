"""What the presenter sees beside the slide: notes, what comes next, and a line for reactions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.review.deck import Note, Slide
from ic_desktop.review.naming import beginning
from ic_desktop.ui.widgets.forms import Picker
from ic_desktop.ui.widgets.labels import Elided, FieldLabel, Small, Strong, Words
from ic_desktop.ui.widgets.notices import announce
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel, Rule
from ic_desktop.ui.widgets.text import Line

_GENERAL = "general"
"""What a reaction is about that is about no finding."""


class ReactionLine(Line):
    """The line for a reaction: Up and Down choose what it is about."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Up and Down; pages are not turned while somebody types."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key not in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)


class Lectern(Panel):
    """Notes and reactions of the slide that is shown."""

    reacted = Signal(str, str, str)
    """Kind and id of the finding ("" for what is said in general), and the words."""
    reshaped = Signal()
    """A line below the reaction came or went: there has to be room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(3, 1.5, 3, 1.5), gap=1, tone="column")
        self.place = Strong("", wrap=False)
        self.next = Elided("")
        self._lines = Panel(gap=1)
        self.notes = PageScroll(self._lines)
        self.about = Picker(_("What the reaction is about"), [])
        self.line = ReactionLine(
            _("What was said"), placeholder=_("What was said – Enter keeps it, Escape closes")
        )
        self._kept = Small("", tone="accent")
        head = Panel(direction="row", gap=2)
        head.add(self.place).add(self.next, stretch=1)
        self.reaction = Panel(direction="row", gap=1)
        self.reaction.add(FieldLabel(_("Reaction to"), wrap=False), self.about)
        self.reaction.add(self.line, stretch=1)
        self.reaction.hide()
        self._kept.hide()
        self.head = head
        self.add(Rule(self), head).add(self.notes, stretch=1).add(self.reaction, self._kept)
        self.line.entered.connect(self._on_entered)
        self.line.moved.connect(self._choose)
        self._about: dict[str, tuple[str, str]] = {}

    @property
    def is_noting(self) -> bool:
        """True while the line for a reaction is open."""
        return not self.reaction.isHidden()

    def show_slide(self, slide: Slide, place: str, following: str) -> None:
        """Show what belongs to a slide; ``following`` is the title of the next one."""
        self.place.setText(place)
        words = _("Next: {title}").format(title=following) if following else _("This is the end.")
        self.next.set_text(words)
        self._show_notes(slide.notes)
        self._show_about(slide)
        self._kept.hide()
        self.reshaped.emit()

    def open_line(self) -> None:
        """Open the line for a reaction, and go there."""
        self.reaction.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Close the line; what stands in it stays until it is opened again."""
        self.reaction.hide()
        self._kept.hide()

    def show_parts(self, *, notes: bool, alone: bool) -> None:
        """Show the notes or not; ``alone``: in a window of its own, with place and next title."""
        self.head.setVisible(notes or alone)
        self.notes.setVisible(notes)

    def _show_notes(self, notes: Sequence[Note]) -> None:
        self._lines.clear()
        for note in notes:
            one = Panel(gap=0.25)
            one.add(Small(note.label, tone="accent"), Words(note.text))
            self._lines.add(one)
        if not notes:
            self._lines.add(Small(_("No notes to this slide.")))
        self._lines.add_stretch()
        self.notes.verticalScrollBar().setValue(0)

    def _show_about(self, slide: Slide) -> None:
        self._about = {f"{kind}/{key}": (kind, key) for kind, key, _name in slide.about}
        options = [(f"{kind}/{key}", beginning(name, 44)) for kind, key, name in slide.about]
        self.about.set_options([*options, (_GENERAL, _("In general"))])
        self.about.set_value(options[0][0] if options else _GENERAL)

    def _choose(self, step: int) -> None:
        count = self.about.count()
        self.about.setCurrentIndex((self.about.currentIndex() + step) % count)
        announce(self.line, self.about.currentText())

    def _on_entered(self, text: str) -> None:
        if not text.strip():
            return
        self.reacted.emit(*self._about.get(self.about.value(), ("", "")), text.strip())
        self.line.set_text("")
        said = _("Noted: {text}").format(text=beginning(text, 80))
        self._kept.setText(said)
        self._kept.show()
        self.reshaped.emit()
        announce(self, said)
