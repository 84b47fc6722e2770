"""In which sessions something is asked: a box to tick for each."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.peer import Session
from ic_desktop.review.naming import beginning
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.labels import FieldLabel, Small
from ic_desktop.ui.widgets.surfaces import Panel

_LETTERS: Final = 36
"""A box never wraps: of a longer title, this much is shown."""

Put = Callable[[str, bool], object]
"""Called with a session's id and whether it is meant to ask."""


class AskIn(Panel):
    """The sessions of the visit, each with a box."""

    def __init__(self, put: Put, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self._put = put
        self._shown: tuple[tuple[str, str, str], ...] | None = None
        self.checks: dict[str, Check] = {}
        self._none = Small(_("There is no session yet: add one under “Sessions”."))
        self._boxes = Panel(gap=0.5)
        self.add(FieldLabel(_("Ask it in")), self._none, self._boxes)

    def show_sessions(
        self, sessions: Sequence[Session], chosen: Collection[str], *, may_edit: bool
    ) -> None:
        """Show which sessions there are and which are meant."""
        shown = tuple(
            (held.id, words.session_name(held), words.session_when(held)) for held in sessions
        )
        if shown != self._shown:
            self._shown = shown
            self._build(shown)
        self._none.setVisible(not shown)
        for key, check in self.checks.items():
            check.set_value(key in chosen)
            check.setEnabled(may_edit)

    def _build(self, shown: tuple[tuple[str, str, str], ...]) -> None:
        self._boxes.clear()
        self.checks = {}
        for key, name, when in shown:
            check = Check(beginning(name, _LETTERS))
            check.setAccessibleName(f"{name}, {when}")
            check.ticked.connect(partial(self._put, key))
            self.checks[key] = check
            below = Panel(margins=(3.25, 0, 0, 0))
            below.add(Small(when))
            both = Panel(gap=0)
            both.add(check, below)
            self._boxes.add(both)
