"""What is to be shown in the feedback session, and the buttons that start and save it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _, ngettext
from ic_desktop.review.deck import PARTS, Wanted
from ic_desktop.ui.pages.context_chips import FactorChips
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Check, field
from ic_desktop.ui.widgets.labels import FieldLabel, Muted, Small
from ic_desktop.ui.widgets.surfaces import Card, Foldable, Panel


def part_name(part: str) -> str:
    """Return what a part of the presentation is called."""
    names = {
        "title": _("Title"),
        "method": _("Method and visit"),
        "result": _("Result at a glance"),
        "conclusions": _("Conclusions"),
        "strengths": _("Strengths"),
        "recommendations": _("Recommendations"),
        "next": _("Next steps"),
    }
    return names[part]


class ShowCard(Card):
    """Choices for the presentation; it tells every change through ``changed``."""

    changed = Signal()

    def __init__(
        self,
        start: Callable[[], object],
        save: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, title=_("The presentation"), gap=1.5)
        self._factors: tuple[Factor, ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self._grouped = False
        self._show_parts()
        self.order = ChoiceRow(_("Order"), self._orders(), self)
        self.order.set_value("kind")
        self.order.chosen.connect(self._on_order)
        self.chips: FactorChips | None = None
        self.which = Foldable(_("All key factors"), self._build_chips, self)
        self.count = Muted("", self)
        self.start = PrimaryButton(_("Start the presentation"), self, clicked=start)
        self.save = Button(_("Save the slides as PDF …"), self, icon_name="save", clicked=save)
        keys = _(
            "Arrow keys turn the slides, N shows the notes, R notes a reaction, B makes the screen "
            "black, Escape ends. With a second screen, the notes stay on yours."
        )
        self.add(field(_("Order"), self.order), self.which, self.count)
        buttons = Panel(self, direction="row", gap=1)
        buttons.add(self.start, self.save).add_stretch()
        self.add(buttons, Small(keys, self))

    def _show_parts(self) -> None:
        box = QWidget(self)
        flow = FlowLayout(box, gap=0.5)
        self.parts = {part: Check(part_name(part), box, value=True) for part in PARTS}
        for check in self.parts.values():
            flow.addWidget(check)
            check.ticked.connect(lambda _on: self.changed.emit())
        self.add(FieldLabel(_("What is shown"), self), box)

    def _orders(self) -> list[tuple[str, str]]:
        orders = [
            ("kind", _("Conclusions, then strengths, then recommendations")),
            ("factor", _("Key factor by key factor")),
        ]
        grouped = ("group", _("Conclusions by group of key factors"))
        return [*orders, grouped] if self._grouped else orders

    @property
    def wanted(self) -> Wanted:
        """What was chosen."""
        shown = [factor.id for factor in self._factors if factor.id not in self._left_out]
        return Wanted(
            parts=frozenset(part for part, check in self.parts.items() if check.isChecked()),
            by_factor=self.order.value() == "factor",
            grouped=self.order.value() == "group",
            factors=tuple(shown) if self._left_out and shown else (),
        )

    def show_factors(self, factors: tuple[Factor, ...], *, grouped: bool) -> None:
        """Offer the key factors of the review; ``grouped``: the benchmark has groups of them."""
        if grouped != self._grouped:
            self._grouped = grouped
            self.order.set_options(self._orders())
            self.order.set_value("kind")
        if factors != self._factors:
            self._factors = factors
            self._left_out = frozenset()
            self._show_which()

    def show_count(self, slides: int) -> None:
        """Say how many slides that makes."""
        words = ngettext("{count} slide", "{count} slides", slides).format(count=slides)
        self.count.setText(words)
        self.start.setEnabled(bool(slides))
        self.save.setEnabled(bool(slides))

    def _build_chips(self) -> QWidget:
        self.chips = FactorChips(self._factors)
        self.chips.setAccessibleName(_("Key factors that are shown"))
        self.chips.ticked.connect(self._tick)
        self._show_which()
        return self.chips

    def _tick(self, factor: str, on: bool) -> None:
        self._left_out = self._left_out - {factor} if on else self._left_out | {factor}
        self._show_which()
        self.changed.emit()

    def _show_which(self) -> None:
        shown = [one for one in self._factors if one.id not in self._left_out]
        all_ = len(shown) == len(self._factors) or not shown
        listed = ", ".join(str(one.number) for one in shown)
        words = _("Key factors {list}").format(list=listed)
        self.which.set_title(_("All key factors") if all_ else words)
        if self.chips is not None:
            self.chips.show_ticked({one.id for one in shown}, may_edit=True)

    def _on_order(self, code: str) -> None:
        if not code:  # taken back: one order there must be
            self.order.set_value("kind")
        self.changed.emit()
