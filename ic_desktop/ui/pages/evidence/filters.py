"""The line above the table: what of the evidence is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.review.evidence_list import SHOWS, Show, Wanted
from ic_desktop.ui import theme
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Picker
from ic_desktop.ui.widgets.text import SearchField


class FilterLine(QWidget):
    """Search, state, kind and key factor. ``changed`` carries what is wanted now."""

    changed = Signal(object)

    def __init__(self, factors: Sequence[Factor], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.search = SearchField(_("Find evidence"), self)
        self.search.setAcceptDrops(False)
        self.search.setFixedWidth(theme.unit(17))
        self.show_picker = Picker(_("Show"), words.show_options(), self, value="all")
        self.kind = Picker(_("Kind of evidence"), words.kind_options(), self, value="")
        self.factor = Picker(_("Key factor"), [], self)
        # The page lays it out, beside the count.
        self.clear_button = LinkButton(_("Show all"), self, clicked=self.clear)
        self.clear_button.hide()
        for picker in (self.show_picker, self.kind, self.factor):
            picker.setMaximumWidth(theme.unit(19))
        self.show_factors(factors)
        flow = FlowLayout(self, gap=0.75)
        for widget in (self.search, self.show_picker, self.kind, self.factor):
            flow.addWidget(widget)
        self.search.searched.connect(lambda _text: self._tell())
        for picker in (self.show_picker, self.kind, self.factor):
            picker.chosen.connect(lambda _code: self._tell())

    def show_factors(self, factors: Sequence[Factor]) -> None:
        """Offer the key factors of another review or language."""
        self.factor.set_options([("", _("Any key factor")), *words.factor_options(factors)])
        if self.factor.currentIndex() < 0:
            self.factor.set_value("")

    def wanted(self) -> Wanted:
        """Return what is chosen."""
        chosen = self.show_picker.value()
        state: Show = next((code for code in SHOWS if code == chosen), "all")
        return Wanted(state, self.kind.value(), self.factor.value(), self.search.text().strip())

    def choose(self, show: Show) -> None:
        """Show one state and nothing else left out."""
        self._reset()
        self.show_picker.set_value(show)
        self._tell()

    def clear(self) -> None:
        """Show everything."""
        self._reset()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _reset(self) -> None:
        self.search.set_text("")
        self.show_picker.set_value("all")
        self.kind.set_value("")
        self.factor.set_value("")

    def _tell(self) -> None:
        wanted = self.wanted()
        self.clear_button.setVisible(not wanted.is_everything)
        self.changed.emit(wanted)
