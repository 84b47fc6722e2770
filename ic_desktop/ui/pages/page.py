"""What every page is: a widget that shows one place, and how it speaks with the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ic_desktop.errors import IcError
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.preferences import Preferences
from ic_desktop.ui.tasks import Crew

if TYPE_CHECKING:
    from ic_desktop.ui.keeper import NewProject
    from ic_desktop.ui.workspace import Touched, Workspace


# Nobody compares or prints one: what is not generated does not delay the start.
@dataclass(frozen=True, eq=False, repr=False)
class Desk:
    """What the window lends to its pages. Every call is made on the screen's thread.

    ``preferences.now`` are the user's settings; ``background`` does work that does not need the
    project file; ``go`` shows a place; ``say`` shows a short line that goes away by itself;
    ``tell`` shows an error with its remedy; ``open_project`` opens a file by the whole route;
    ``create_project`` makes a new one, where and what is told by a call on the writer thread, and
    opens it; ``choose_...`` ask for a file; ``open_sample`` opens a copy of a sample;
    ``workspace`` gives the open project or None.
    """

    preferences: Preferences
    background: Crew
    go: Callable[[Place], None]
    say: Callable[[str], None]
    tell: Callable[[IcError], None]
    open_project: Callable[[Path], None]
    create_project: "Callable[[Callable[[], tuple[Path, NewProject]]], None]"
    choose_project: Callable[[], None]
    choose_report: Callable[[], None]
    open_sample: Callable[[str], None]
    workspace: "Callable[[], Workspace | None]"


class Page(QWidget):
    """A page that needs no open project: start, settings, help, checking a report."""

    help_topic: str = "start"
    """Which text F1 opens; a file name in ``resources/help/<language>/``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def fill_with(self, content: QWidget) -> None:
        """Have one widget take all of the page."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)

    def show_place(self, place: Place) -> None:
        """Bring the page up to date with what ``place`` names. Called whenever it is to appear."""

    def refresh(self, touched: "Touched") -> None:
        """Follow an edit while the page is on the screen. ``touched``: (kind, id) of entities."""

    def leave(self) -> None:
        """Another page is about to appear, or the project to close."""

    def bar_widget(self) -> QWidget | None:
        """Return a widget of this page's for the bar with Back and Next, made once, or None."""
        return None


class ProjectPage(Page):
    """A page of the open project. It is made anew for every project that is opened."""

    def __init__(self, desk: Desk, workspace: "Workspace", parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.workspace = workspace

    def leave(self) -> None:
        """Make changes of what was typed on this page."""
        self.workspace.settle()
