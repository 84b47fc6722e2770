"""A short form for evidence that needs no file: a link, a figure, an observation, a statement."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Value
from ic_desktop.ui import theme
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import Heading
from ic_desktop.ui.widgets.surfaces import Card
from ic_desktop.ui.widgets.text import GrowingText, Line

WITHOUT_FILE: Final = ("link", "figure", "observation", "statement")


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the form. ``needed``: nothing is added without it."""

    name: str
    label: str
    tall: bool = False
    needed: bool = False


def entries_of(kind: str) -> tuple[Entry, ...]:
    """Return the fields that a type of evidence begins with; the rest can wait."""
    if kind == "link":
        return (
            Entry("url", _("Address (https://…)"), needed=True),
            Entry("title", _("Title")),
            Entry("source", _("Whose page it is")),
        )
    if kind == "figure":
        return (
            Entry("title", _("What it counts"), needed=True),
            Entry("figure", _("Figure"), needed=True),
            Entry("unit", _("Unit")),
            Entry("source", _("Source")),
        )
    if kind == "observation":
        return (
            Entry("text", _("What was seen"), tall=True, needed=True),
            Entry("source", _("Where, and by whom")),
        )
    return (
        Entry("text", _("What was said"), tall=True, needed=True),
        Entry("source", _("Who said it: a role rather than a name")),
    )


def add_menu_words(kind: str) -> str:
    """Return what the menu calls adding evidence of a type."""
    names = {
        "link": _("&Link to a page …"),
        "figure": _("&Figure …"),
        "observation": _("&Observation …"),
        "statement": _("&Statement heard …"),
    }
    return names[kind]


class NewPieceForm(Card):
    """The form. ``added`` carries what was filled in; ``closed`` follows Cancel and Escape."""

    added = Signal(dict)
    closed = Signal()

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self._kind = kind
        self._entries = entries_of(kind)
        self.fields: dict[str, Line | GrowingText] = {}
        self.add(Heading(dict(words.type_options())[kind], self))
        for entry in self._entries:
            self.add(field(entry.label, self._make(entry), self._help(entry)))
        row = QHBoxLayout()
        row.setSpacing(theme.unit(1))
        self.add_button = PrimaryButton(_("Add"), self, clicked=self._add)
        self.cancel_button = Button(_("Cancel"), self, clicked=self.closed.emit)
        row.addWidget(self.add_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.add(row)
        self._check()

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _make(self, entry: Entry) -> Line | GrowingText:
        made: Line | GrowingText
        if entry.tall:
            made = GrowingText(entry.label, self, least=2, most=8)
        else:
            made = Line(entry.label, self)
            made.entered.connect(lambda _text: self._add())
        made.setAcceptDrops(False)
        made.typed.connect(lambda _text: self._check())
        self.fields[entry.name] = made
        return made

    def _help(self, entry: Entry) -> str:
        if self._kind == "statement" and entry.name == "text":
            return _("It begins as confidential: its words stay out of reports.")
        return ""

    def _is_whole(self) -> bool:
        needed = (self.fields[e.name].text() for e in self._entries if e.needed)
        return all(text.strip() for text in needed)

    def _check(self) -> None:
        self.add_button.setEnabled(self._is_whole())

    def _add(self) -> None:
        if not self._is_whole():
            return
        values: dict[str, Value] = {n: held.text().strip() for n, held in self.fields.items()}
        values["type"] = self._kind
        if self._kind == "statement":
            values["confidentiality"] = "confidential"
        self.added.emit(values)
