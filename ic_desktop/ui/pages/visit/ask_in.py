"""In which sessions something is asked: a box to tick for each."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.peer import Session
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.labels import FieldLabel, Small
from ic_desktop.ui.widgets.surfaces import Panel

Put = Callable[[str, bool], object]
"""Called with a session's id and whether it is meant to ask."""


class AskIn(Panel):
    """The sessions of the visit, each with a box."""

    def __init__(self, put: Put, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self._put = put
        self._shown: tuple[tuple[str, str], ...] | None = None
        self.checks: dict[str, Check] = {}
        self._none = Small(_("There is no session yet: add one under “Sessions”."))
        self._boxes = Panel(gap=0.5)
        self.add(FieldLabel(_("Ask it in")), self._none, self._boxes)

    def show_sessions(
        self, sessions: Sequence[Session], chosen: Collection[str], *, may_edit: bool
    ) -> None:
        """Show which sessions there are and which are meant."""
        shown = tuple((held.id, words.session_line(held)) for held in sessions)
        if shown != self._shown:
            self._shown = shown
            self._build(shown)
        self._none.setVisible(not shown)
        for key, check in self.checks.items():
            check.set_value(key in chosen)
            check.setEnabled(may_edit)

    def _build(self, shown: tuple[tuple[str, str], ...]) -> None:
        self._boxes.clear()
        self.checks = {}
        for key, text in shown:
            check = Check(text)
            check.ticked.connect(lambda on, key=key: self._put(key, on))
            self.checks[key] = check
            self._boxes.add(check)
