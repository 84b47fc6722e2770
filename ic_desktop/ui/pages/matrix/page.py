"""The page of the evidence matrix: filters, the grid, and what is behind a cell."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.state import State
from ic_desktop.review.matrix import FLAGS, Flag, MatrixRow, matrix, with_flag
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.matrix import words
from ic_desktop.ui.pages.matrix.behind import Behind
from ic_desktop.ui.pages.matrix.grid import Grid
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import MarkLabel, Muted, Title
from ic_desktop.ui.widgets.marks import STANCES
from ic_desktop.ui.widgets.spread import Spread
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.workspace import Touched, Workspace

_ASIDE = 0.29
"""The share of the page that what is behind a cell takes beside the grid."""


class MatrixPage(ProjectPage):
    """Key factors by source: what rests on one source, is contradicted, or was never spoken of."""

    help_topic = "matrix"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._shown: tuple[State, str, object] | None = None
        self._rows: tuple[MatrixRow, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill)
        self._spread = Spread(self, aside_share=_ASIDE)
        room = self._spread.room
        main = Panel(room, margins=(2.5, 2, 2, 2), gap=1.25)
        self.filters = ChoiceRow(_("Show"), [("", _("all"))], main)
        self.filters.chosen.connect(lambda _flag: self._show_rows())
        self.grid = Grid(main)
        self.grid.walked.connect(self._walk)
        self.grid.opened.connect(self._open)
        self._none = Muted(_("There is no such key factor."), main)
        main.add(Title(_("Evidence matrix"), main), self._legend(main), self.filters, self._none)
        main.add(self.grid).add_stretch()
        self.behind = Behind(desk, workspace, room)
        self._spread.show_parts(main, aside=self.behind)
        self.fill_with(self._spread)

    def _legend(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        flow = FlowLayout(box, gap=1.5)
        for code in STANCES:
            flow.addWidget(MarkLabel(code, box))
        flow.addWidget(Muted(_("Each piece counts once."), box, wrap=False))
        return box

    # Showing

    def show_place(self, place: Place) -> None:
        """Show the matrix; ``spot`` "7/interviews" opens that cell."""
        self._fill()
        factor, _slash, source = place.spot.partition("/")
        if factor:
            self.filters.set_value("")
            self._show_rows()
            self.grid.set_current(factor, source)
            self._show_behind(factor, source)
            self.grid.setFocus()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit, once it is done."""
        self._later.start()

    @property
    def is_up_to_date(self) -> bool:
        """Whether the page shows every edit so far."""
        return not self._later.isActive()

    def leave(self) -> None:
        """Make changes of what was typed."""
        self._later.stop()
        super().leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is behind a cell readable beside the grid."""
        super().resizeEvent(event)
        self.behind.setMinimumWidth(round(self.width() * _ASIDE) if self._spread.is_wide else 0)

    def _fill(self) -> None:
        workspace = self.workspace
        shown = (workspace.state, workspace.review_id, workspace.pack)
        if self._shown is not None and all(a is b for a, b in zip(self._shown, shown, strict=True)):
            return
        self._shown = shown
        held = {factor.id for factor in workspace.factors}
        rows = matrix(workspace.state, workspace.pack, workspace.review)
        self._rows = tuple(row for row in rows if row.factor.id in held)
        kept = self.filters.value()
        self.filters.set_options([("", self._counted("")), *self._options()])
        self.filters.set_value(kept)
        self._show_rows()

    def _options(self) -> list[tuple[str, str]]:
        return [(flag, self._counted(flag)) for flag in FLAGS]

    def _counted(self, flag: str) -> str:
        known = next((one for one in FLAGS if one == flag), None)
        name = words.flag_name(known) if known else _("all")
        count = len(with_flag(self._rows, known or ""))
        return _("{name} ({count})").format(name=name, count=count)

    def _wanted(self) -> Flag | None:
        return next((flag for flag in FLAGS if flag == self.filters.value()), None)

    def _show_rows(self) -> None:
        shown = with_flag(self._rows, self._wanted() or "")
        if self.grid.rows() != shown:
            self.grid.set_rows(shown)
        self._none.setVisible(not shown)
        self.grid.setVisible(bool(shown))
        current = self.grid.current()
        self._show_behind(*(current or ("", "")))

    def _walk(self, factor: str, source: str) -> None:
        """Follow the current cell: what is behind it, and the page where the grid is long."""
        self._show_behind(factor, source)
        box = self.grid.visualRect(self.grid.currentIndex())
        at = self.grid.viewport().mapTo(self._spread.room, box.center())
        self._spread.view.ensureVisible(at.x(), at.y(), 0, 2 * box.height())

    def _show_behind(self, factor: str, source: str) -> None:
        row = next((one for one in self.grid.rows() if one.factor.id == factor), None)
        self.behind.show_cell(row, source)

    def _open(self, factor: str, source: str) -> None:
        self._show_behind(factor, source)
        self.behind.focus_first()
