"""The overview: what is done and what comes next."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.progress import progress
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.workspace import Touched, Workspace


class OverviewPage(ProjectPage):
    """How far the review is, in words."""

    help_topic = "overview"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        column = QVBoxLayout(self)
        self._title = QLabel(self)
        column.addWidget(self._title)
        column.addStretch(1)

    def show_place(self, place: Place) -> None:
        """Fill the page."""
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        self._fill()

    def _fill(self) -> None:
        done = progress(self.workspace.state, self.workspace.pack, self.workspace.review)
        self._title.setText(
            _("{judged} of {all} key factors have a verdict").format(
                judged=done.judged, all=len(done.factors)
            )
        )
