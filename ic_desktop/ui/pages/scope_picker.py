"""Choosing the whole benchmark or some of its key factors."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.labels import Small
from ic_desktop.ui.widgets.surfaces import Panel


class ScopePicker(Panel):
    """Whole or chosen; for chosen, a tick a key factor.

    At least one stays ticked, unless the choice begins ``from_none``: then none is at first, and
    :attr:`is_complete` says whether there is one. ``note`` is what is said below the ticks.
    """

    chosen = Signal(object)
    """A person chose: a tuple of factor ids, empty for the whole benchmark."""

    def __init__(
        self, parent: QWidget | None = None, *, from_none: bool = False, note: str = ""
    ) -> None:
        super().__init__(parent, gap=1)
        self._how = ChoiceRow(
            _("What is assessed"),
            [("whole", _("The whole benchmark")), ("chosen", _("Chosen key factors"))],
        )
        self._how.chosen.connect(self._choose_how)
        self._ticks = Panel(gap=0.25)
        self._from_none = from_none
        self._note = Small(note or _("What you entered on other key factors stays in the file."))
        self._factors: Sequence[Factor] = ()
        self._boxes: dict[str, Check] = {}
        self._read_only = False
        self.add(self._how, self._ticks, self._note)

    def show_scope(self, factors: Sequence[Factor], chosen: tuple[str, ...]) -> None:
        """Show a choice among factors without telling."""
        if [f.id for f in factors] != list(self._boxes) or factors is not self._factors:
            self._build(factors)
        self._how.set_value("chosen" if chosen else "whole")
        for key, box in self._boxes.items():
            box.set_value(not chosen or key in chosen)
        self._show_ticks(shown=bool(chosen))

    def _show_ticks(self, *, shown: bool) -> None:
        for widget in (self._ticks, self._note):
            widget.setVisible(shown)

    @property
    def is_complete(self) -> bool:
        """False where key factors are to be chosen and none is ticked yet."""
        return self._how.value() != "chosen" or bool(self.value())

    def value(self) -> tuple[str, ...]:
        """Return the chosen factors, empty for the whole benchmark."""
        if self._how.value() != "chosen":
            return ()
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self._read_only = read_only
        self._how.set_read_only(read_only)
        for box in self._boxes.values():
            box.setEnabled(not read_only)

    def _build(self, factors: Sequence[Factor]) -> None:
        self._factors = factors
        self._ticks.clear()
        self._boxes = {f.id: Check(f"{f.number} {f.title}".replace("&", "&&")) for f in factors}
        for box in self._boxes.values():
            box.ticked.connect(self._choose_factor)
            box.setEnabled(not self._read_only)
            self._ticks.add(box)

    def _choose_how(self, how: str) -> None:
        if self._from_none:
            for box in self._boxes.values():
                box.set_value(False)
            self._how.set_value(how or "whole")
            self._show_ticks(shown=how == "chosen")
            self.chosen.emit(())
        elif how == "chosen":
            self.chosen.emit(tuple(self._boxes))
        else:
            self._how.set_value("whole")
            self.chosen.emit(())

    def _choose_factor(self, _on: bool) -> None:
        ticked = self.value()
        if ticked or self._from_none:
            self.chosen.emit(ticked)
            return
        sender = self.sender()
        assert isinstance(sender, Check)
        sender.set_value(True)
