"""Small forms in the page: evidence that is no file, and evidence that is there already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.entities import Evidence
from ic_desktop.review.checks import title_of
from ic_desktop.review.evidence import index
from ic_desktop.review.folded import fold_text, words_of
from ic_desktop.ui import theme
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import Muted, Small, Strong
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText, Line, SearchField


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a form: what it sets, its label, an example; ``tall`` for many lines."""

    name: str
    label: str
    example: str = ""
    tall: bool = False
    needed: bool = False


_SHOWN: Final = 8
"""Pieces that a search in what is already there shows."""


def _title_of_form(kind: str) -> str:
    titles = {
        "link": _("A link to a page"),
        "figure": _("A figure"),
        "observation": _("Something that was seen"),
        "statement": _("Something that was said"),
    }
    return titles[kind]


def _fields_of(kind: str) -> tuple[_Field, ...]:
    if kind == "link":
        return (_Field("url", _("Address"), "https://", needed=True), _Field("title", _("Title")))
    if kind == "figure":
        return (
            _Field("title", _("What it counts"), _("Staff with a migrant background"), needed=True),
            _Field("figure", _("Figure"), "12"),
            _Field("unit", _("Unit"), _("% of staff")),
            _Field("source", _("Source"), _("Personnel report 2025")),
        )
    if kind == "observation":
        return (
            _Field("text", _("What was seen"), tall=True, needed=True),
            _Field("source", _("Where, and by whom")),
        )
    return (
        _Field("text", _("What was said"), tall=True, needed=True),
        _Field("source", _("Who said it: a role rather than a name")),
    )


class Form(Panel):
    """A small form; ``finished`` carries the new link's id, "" if it was cancelled."""

    finished = Signal(str)

    def __init__(self, work: FactorWork, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(1.5, 1, 1.5, 1), gap=0.75, tone="column")
        self._work = work
        self._question = question
        self.stance = ChoiceRow(_("Stance"), words.stance_options(), self)
        self._stance = ""
        self.stance.chosen.connect(self._keep_stance)

    def begin(self) -> None:
        """Put the keyboard where the form begins."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.finished.emit("")
        else:
            super().keyPressEvent(event)

    def _keep_stance(self, stance: str) -> None:
        """Keep what was chosen; the program chooses nothing by itself."""
        self._stance = stance

    def _asked(self) -> tuple[QWidget, QWidget]:
        """Return the question of stance and its answers."""
        return Small(words.stance_question(), self), self.stance

    def _buttons(self, add: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.unit(1))
        self.add_button = PrimaryButton(_("Add"), self, clicked=add)
        cancel = Button(_("Cancel"), self, clicked=lambda: self.finished.emit(""))
        row.addWidget(self.add_button)
        row.addWidget(cancel)
        row.addStretch(1)
        return row


class NewPiece(Form):
    """A link, figure, observation or statement."""

    def __init__(
        self, work: FactorWork, kind: str, question: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(work, question, parent)
        self._kind = kind
        self.fields: dict[str, Line | GrowingText] = {}
        self._fields = _fields_of(kind)
        self.add(Strong(_title_of_form(kind), self))
        for one in self._fields:
            self.add(field(one.label, self._make(one)))
        if kind == "statement":
            said = _("Kept confidential: its words stay out of the report until you allow them.")
            self.add(Small(said, self))
        self.add(*self._asked(), self._buttons(self._add))
        self._check()

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, one: _Field) -> Line | GrowingText:
        made: Line | GrowingText
        if one.tall:
            made = GrowingText(one.label, self, placeholder=one.example, least=2, most=8)
        else:
            made = Line(one.label, self, placeholder=one.example)
            made.entered.connect(lambda _text: self._add())
        made.typed.connect(lambda _text: self._check())
        self.fields[one.name] = made
        return made

    def _is_whole(self) -> bool:
        needed = (self.fields[f.name].text() for f in self._fields if f.needed)
        return all(text.strip() for text in needed)

    def _check(self) -> None:
        self.add_button.setEnabled(self._is_whole())

    def _add(self) -> None:
        if not self._is_whole():
            return
        values = {name: held.text().strip() for name, held in self.fields.items()}
        values["type"] = self._kind
        if self._kind == "statement":
            values["confidentiality"] = "confidential"
        self.finished.emit(self._work.add_piece(values, self._question, self._stance))


class ExistingPiece(Form):
    """Evidence of the project that is to be tied here too."""

    def __init__(self, work: FactorWork, question: str, parent: QWidget | None = None) -> None:
        super().__init__(work, question, parent)
        self.search = SearchField(_("Find evidence"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Evidence that is already there"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = Muted(_("Nothing of that name is there."), self)
        self.search.searched.connect(self._show)
        self.search.moved.connect(self._move)
        self.search.entered.connect(lambda _text: self._tie())
        self.list.itemActivated.connect(lambda _item: self._tie())
        self.add(Strong(_("Evidence that is already there"), self), self.search, self.list)
        self.add(self._none, *self._asked(), self._buttons(self._tie))
        self._show("")

    def begin(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, query: str) -> None:
        wanted = words_of(query)
        found = [p for p in self._pieces() if all(w in fold_text(_all_of(p)) for w in wanted)]
        self.list.clear()
        for piece in found[:_SHOWN]:
            text = f"{title_of(piece)}  ·  {words.kind_of(piece)}"
            item = QListWidgetItem(text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, piece.id)
        self.list.setCurrentRow(0)
        rows = max(1, self.list.count())
        self.list.setFixedHeight(rows * (theme.line_height() + theme.unit(1)) + 4)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self.add_button.setEnabled(bool(found))

    def _pieces(self) -> list[Evidence]:
        """Return all evidence that is not tied here yet, the newest first."""
        workspace = self._work.workspace
        held = index(workspace.state, workspace.review_id)
        here = held.of_question(self._work.factor.id, self._question)
        tied = {cited.evidence.id for cited in here}
        return [piece for key, piece in reversed(list(held.pieces.items())) if key not in tied]

    def _move(self, by: int) -> None:
        row = self.list.currentRow() + by
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))

    def _tie(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            evidence = str(item.data(Qt.ItemDataRole.UserRole))
            self.finished.emit(self._work.link(evidence, self._question, self._stance))


def _all_of(piece: Evidence) -> str:
    name = piece.file.name if piece.file else ""
    return f"{title_of(piece)} {name} {piece.source}"
