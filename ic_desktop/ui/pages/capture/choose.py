"""Which session notes are taken in: one of the plan, or one that begins now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.peer import Session
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.pages.capture import words
from ic_desktop.ui.said import session_title
from ic_desktop.ui.widgets.buttons import PrimaryButton
from ic_desktop.ui.widgets.labels import Muted, Title
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.surfaces import Panel

_ROWS = 12


class ChooseSession(Panel):
    """The sessions of the visit; ``chosen`` carries an id, ``begun`` asks for a new one."""

    chosen = Signal(str)
    begun = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(3, 2, 3, 2), gap=1.5)
        self._words = Muted("", self)
        self.list = CardList(_("Sessions of the visit"), self, fit_rows=_ROWS)
        self.list.opened.connect(lambda key: self.chosen.emit(str(key)))
        self.list.clicked.connect(lambda _index: self.chosen.emit(str(self.list.current())))
        self.button = PrimaryButton(
            _("Begin an unplanned session now"), self, icon_name="plus", clicked=self.begun.emit
        )
        self.add(Title(_("Taking notes"), self), self._words, self.list, self.button)
        self.add_stretch()

    def show_sessions(
        self, held: Sequence[Session], counts: dict[str, int], *, may_begin: bool
    ) -> None:
        """Show the sessions with how many statements each has."""
        said = _("Choose the session in which you take notes.")
        self._words.setText(said if held else _("No session is planned yet."))
        self.list.set_items([_item(one, counts.get(one.id, 0)) for one in held])
        self.list.setVisible(bool(held))
        self.button.setVisible(may_begin)
        if held and self.list.current() is None:
            self.list.set_current(held[0].id)

    def focus(self) -> None:
        """Put the keyboard where something can be chosen."""
        (self.button if self.list.isHidden() else self.list).setFocus()


def _item(held: Session, count: int) -> CardItem:
    when = " ".join(part for part in (date_words(held.date), held.start) if part)
    detail = " · ".join(part for part in (when, held.place) if part)
    note = words.statements_count(count) if count else ""
    return CardItem(held.id, session_title(held), detail, note=note, icon_name="interview")
