"""What else the evening has: documents that were promised, and statements that were joined."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.entities import Evidence
from ic_desktop.project.peer import Promise, session
from ic_desktop.project.state import State
from ic_desktop.review.checks import title_of
from ic_desktop.review.naming import beginning
from ic_desktop.ui.pages.capture.words import speaker_long
from ic_desktop.ui.said import session_title
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Small, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel

_LONGEST = 48
"""Letters of a title in the list to choose from."""


class Promises(Card):
    """Documents that were promised; ``came`` carries a promise's id and what came, "" for not."""

    came = Signal(str, str)
    due = Signal(str, str)
    """A promise's id, and the ISO date by which it is to come, "" for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Promised documents"), gap=1)
        self._rows: dict[str, _PromiseRow] = {}

    def show_promises(
        self, state: State, held: Sequence[Promise], pieces: Sequence[Evidence], *, may: bool
    ) -> None:
        """Show what was promised, with what may have come."""
        for key in set(self._rows) - {promise.id for promise in held}:
            row = self._rows.pop(key)
            row.hide()
            row.deleteLater()
        options = [("", _("has not come yet"))]
        options += [(p.id, beginning(title_of(p), _LONGEST)) for p in pieces]
        for promise in held:
            if promise.id not in self._rows:
                self._rows[promise.id] = _PromiseRow(promise.id, self)
                self.add(self._rows[promise.id])
            self._rows[promise.id].show_promise(state, promise, options, may=may)
        self.setVisible(bool(held))

    def picker(self, promise: str) -> Picker:
        """Return where it is said what came."""
        return self._rows[promise].picker

    def date(self, promise: str) -> DateField:
        """Return where it is said by when it is to come."""
        return self._rows[promise].date


class _PromiseRow(Panel):
    """One promised document."""

    def __init__(self, key: str, parent: Promises) -> None:
        super().__init__(parent, gap=0.25)
        self._words = Words("", self)
        self._who = Small("", self)
        self.picker = Picker(_("Has come"), [("", _("has not come yet"))], self)
        self.picker.chosen.connect(lambda evidence: parent.came.emit(key, evidence))
        self._options: list[tuple[str, str]] = []
        self.date = DateField(_("Promised for"), self)
        self.date.changed.connect(lambda day: parent.due.emit(key, day))
        self.add(self._words, self._who, self.picker, field(_("Promised for"), self.date))

    def show_promise(
        self, state: State, promise: Promise, options: list[tuple[str, str]], *, may: bool
    ) -> None:
        """Show who promised what, and what came."""
        held = session(state, promise.session)
        who = speaker_long(state, promise.who) if promise.who else ""
        parts = (who, session_title(held) if held else "")
        self._words.setText(promise.text)
        self._who.setText(" · ".join(part for part in parts if part))
        self.picker.setAccessibleName(_("Has come: {what}").format(what=beginning(promise.text)))
        if options != self._options:
            self._options = options
            self.picker.set_options(options)
        self.picker.set_value(promise.evidence)
        self.picker.setEnabled(may)
        self.date.set_value(promise.due)
        self.date.setEnabled(may)


class Joined(Card):
    """Statements that were joined into another; ``separated`` carries the id of one."""

    separated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Joined statements"), gap=1)
        self._held: tuple[tuple[Evidence, Evidence], ...] = ()
        self._box = Panel(self, gap=1)
        self.add(self._box)

    def show_joined(self, held: tuple[tuple[Evidence, Evidence], ...], *, may: bool) -> None:
        """Show each with the one that stands for it."""
        self.setVisible(bool(held))
        if held == self._held:
            return
        self._held = held
        self._box.clear()
        for double, kept in held:
            row = Panel(self._box, gap=0.25)
            into = _("with: {words}").format(words=beginning(kept.text))
            button = LinkButton(_("Separate them again"), row)
            button.setAccessibleName(
                _("Separate again: {words}").format(words=beginning(double.text))
            )
            button.clicked.connect(lambda _on=False, key=double.id: self.separated.emit(key))
            button.setEnabled(may)
            row.add(Words(double.text, row), Small(into, row), button)
            self._box.add(row)

    def buttons(self) -> list[LinkButton]:
        """Return the buttons that separate, in their order."""
        return self._box.findChildren(LinkButton)
