"""The window: bars, navigation and one page; where one is, and what is open."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from ic_desktop.errors import IcError
from ic_desktop.i18n import LANGUAGES, _
from ic_desktop.ui import navigation, theme
from ic_desktop.ui.actions import Actions, Commands
from ic_desktop.ui.banners import Banners
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.opening import Opening
from ic_desktop.ui.page_table import make_page
from ic_desktop.ui.pages.page import Desk, Page, ProjectPage
from ic_desktop.ui.pages.wait import WaitPage
from ic_desktop.ui.preferences import Preferences
from ic_desktop.ui.status_bar import StatusBar
from ic_desktop.ui.tasks import Crew, Task
from ic_desktop.ui.top_bar import TopBar
from ic_desktop.ui.widgets.surfaces import Panel, Rule
from ic_desktop.ui.window_state import FIRST_SIZE, focus_spot, kept_size, restore_size, spot_of
from ic_desktop.ui.wizard_bar import WizardBar

if TYPE_CHECKING:
    from ic_desktop.ui.file_work import FileWork
    from ic_desktop.ui.touched import UndoResult
    from ic_desktop.ui.widgets.nav import NavList
    from ic_desktop.ui.workspace import Workspace

_COLUMN = 31
"""Width of the navigation, in units."""


class MainWindow(QMainWindow):
    """Shows the start page, or the open project with its navigation."""

    def __init__(
        self,
        preferences: Preferences,
        writer: Crew,
        background: Crew,
        *,
        first: Place = navigation.START,
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.workspace: Workspace | None = None
        self.place = first
        self._pages: dict[str, Page] = {}
        self._closing = False
        self._last_stop: Place | None = None
        self._came_from: Place | None = None
        self.opening = Opening(self, preferences, writer, background)
        self.desk = Desk(
            preferences=preferences,
            background=background,
            go=self.go,
            say=self.say,
            tell=self.tell,
            open_project=self.opening.open,
            create_project=self.opening.create,
            choose_project=self._with_files(lambda files: files.choose_project()),
            choose_report=self._with_files(lambda files: files.choose_report()),
            open_sample=self.opening.open_sample,
            workspace=lambda: self.workspace,
        )
        self._kept_files: FileWork | None = None
        preferences.failed.connect(self.tell)
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 500)
        restore_size(self, preferences.now.window)
        self.build()

    @property
    def files(self) -> "FileWork":
        """What a person does with whole files; made when first needed."""
        if self._kept_files is None:
            from ic_desktop.ui.file_work import FileWork

            self._kept_files = FileWork(self, self.desk, self.opening)
        return self._kept_files

    def _with_files(self, work: "Callable[[FileWork], None]") -> Callable[[], None]:
        return lambda: work(self.files)

    # Building

    def build(self) -> None:
        """Make bars and navigation (again, after another language or look was chosen)."""
        if self.place.page in self._pages:
            self._pages[self.place.page].leave()
        spot = spot_of(self.focusWidget(), self._pages.get(self.place.page))
        self._pages.clear()
        self.setLocale(QLocale())  # fields write their dates by it
        for action in self.actions():
            self.removeAction(action)
        self._actions = Actions(self, self._commands(), self._recent)
        self._top = TopBar(
            self._actions.menu,
            self._actions.find,
            [self._actions.undo, self._actions.redo, self._actions.help],
        )
        self._top.review_chosen.connect(self._on_review_chosen)
        self._column: NavList | None = None
        self._stack = QStackedWidget()
        self.banners = Banners(self._save_copy)
        self._wizard = WizardBar()
        self._wizard_rule = Rule()
        self._wizard.back.connect(lambda: self.step(-1))
        self._wizard.on.connect(lambda: self.step(+1))
        self.status = StatusBar(self._language_menu)
        self.status.retry.connect(self._retry)
        self.status.show_language(LANGUAGES[self.preferences.language])
        self.setCentralWidget(self._laid_out())
        self._show_whether_open()
        if self.place.page != "wait":
            self.go(self.place)
        focus_spot(spot, self.page)

    def _commands(self) -> Commands:
        return Commands(
            new=lambda: self.go(Place("start", "new")),
            open=self.desk.choose_project,
            save_copy=self._save_copy,
            check_file=self._with_files(lambda files: files.check()),
            protect=self._with_files(lambda files: files.protect()),
            close_project=lambda: self.opening.close(lambda: self.go(navigation.START)),
            verify=self.desk.choose_report,
            settings=lambda: self.go(navigation.SETTINGS),
            log_folder=self._with_files(lambda files: files.open_log_folder()),
            about=self._about,
            quit=self.close,
            undo=self._undo,
            redo=self._redo,
            find=self._find,
            help=self._help,
            menu=self._open_menu,
            back=lambda: self.step(-1),
            next=lambda: self.step(+1),
        )

    def _laid_out(self) -> QWidget:
        right = Panel(gap=0)
        right.add(self.banners).add(self._stack, stretch=1).add(self._wizard_rule, self._wizard)
        left = Panel(gap=0, margins=(0, 1, 0, 1), tone="column")
        self._left = left
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(right)
        # Pages live with what the navigation leaves them; a wide one must not squeeze it.
        right.setMinimumWidth(1)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.unit(_COLUMN), FIRST_SIZE[0]])
        whole = Panel(gap=0)
        whole.add(self._top, Rule()).add(split, stretch=1).add(Rule(), self.status)
        return whole

    def _language_menu(self) -> QMenu:
        menu = QMenu(self)
        for code, name in LANGUAGES.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == self.preferences.language)
            action.triggered.connect(
                lambda _on, code=code: self.preferences.change(lambda s: replace(s, language=code))
            )
        return menu

    def _recent(self) -> list[tuple[str, Callable[[], object]]]:
        def opener(path: str) -> Callable[[], object]:
            return lambda: self.opening.open(Path(path))

        recent = self.preferences.now.recent
        return [(f"{r.city} ({Path(r.path).name})", opener(r.path)) for r in recent]

    # Waiting for a project

    def wait(self, text: str) -> None:
        """Say what is being opened."""
        self.go(Place("wait", text))

    def wait_for(self, task: Task[Any], text: str) -> None:
        """Show a long task with its progress and a way to cancel it."""
        self.wait(text)
        page = self.page
        assert isinstance(page, WaitPage)
        page.follow(task, text)

    def show_waiting(self, done: int, total: int) -> None:
        """Show how far the long task is."""
        page = self.page
        if isinstance(page, WaitPage):
            page.show_progress(done, total)

    def leave_waiting(self) -> None:
        """Show the start page again, if nothing else came meanwhile."""
        if self.place.page == "wait":
            self.go(navigation.START)

    # The open project

    def show_project(self, workspace: "Workspace", last: str = "") -> None:
        """Show a project that was just opened, where one was last, else on its overview."""
        from ic_desktop.ui.listener import Listener

        self.workspace = workspace
        self._listener = Listener(self, workspace)
        self._show_whether_open()
        self.go(navigation.known_place(last, workspace.stops))

    @property
    def last_stop(self) -> str:
        """Where in the project one was last, as it is remembered; "" for nowhere yet."""
        return "" if self._last_stop is None else navigation.place_key(self._last_stop)

    def forget_project(self) -> None:
        """Take a project's pages down once it is closed."""
        self.workspace = self._last_stop = self._came_from = None
        for name, page in list(self._pages.items()):
            if isinstance(page, ProjectPage):
                del self._pages[name]
                self._stack.removeWidget(page)
                page.deleteLater()
        self.status.show_file(None)
        self.status.show_work(())
        self.banners.show_state(None)
        self._show_whether_open()

    def _show_whether_open(self) -> None:
        workspace = self.workspace
        self._actions.show_project_open(workspace is not None)
        self._left.setVisible(workspace is not None)
        if workspace is not None and self._column is None:
            from ic_desktop.ui.widgets.nav import NavList

            self._column = NavList(_("Pages of this project"))
            self._column.chosen.connect(self.go)
            self._left.add(self._column)
        if workspace is None:
            self._top.show_project("", [], "")
            self.setWindowTitle(_("Integrating Cities Desktop"))
            return
        self.status.show_saved(workspace.outbox.saved_at)
        self.show_file()
        self.show_navigation()
        self.show_top()

    def show_file(self) -> None:
        """Show the file's facts as they are now."""
        assert self.workspace is not None
        self.status.show_file(self.workspace.facts)
        self._actions.show_protected(self.workspace.facts.protected)

    def show_top(self) -> None:
        """Show city, reviews and the state they are in."""
        from ic_desktop.project.entities import reviews
        from ic_desktop.ui import wording

        assert self.workspace is not None
        self.banners.show_state(self.workspace)
        city = wording.city_name(self.workspace.profile)
        titles = [(r.id, wording.review_name(r)) for r in reviews(self.workspace.state)]
        self._top.show_project(city, titles, self.workspace.review_id)
        self.setWindowTitle(_("{city} – Integrating Cities Desktop").format(city=city))

    def show_navigation(self) -> None:
        """Show every place with its mark and badge as they are now."""
        from ic_desktop.ui import navigation_entries as entries
        from ic_desktop.ui.navigation_rows import nav_items

        workspace = self.workspace
        if workspace is None:
            return
        factors = workspace.factors
        where = (workspace.state, workspace.review_id, workspace.voice)
        counts = entries.count(*where, factors)
        sections = [
            ("", entries.top_entries(counts, factors, workspace.is_peer_review)),
            (_("Key factors"), entries.factor_entries(*where, factors, counts)),
            (_("Across factors"), entries.across_entries(counts)),
            *entries.closing_sections(*where[:2], factors, peer_review=workspace.is_peer_review),
        ]
        sections = entries.shown(sections, workspace.stops)
        assert self._column is not None
        self._column.set_items(nav_items(sections))
        self._column.set_current(self.place.as_stop)

    # Where one is

    def go(self, place: Place) -> None:
        """Show a place; what was typed on the page before becomes a change first."""
        shown = self._stack.currentWidget()
        if isinstance(shown, Page):
            shown.leave()
        self.banners.forget_error()
        page = self._page(place.page)
        self.place = place
        page.show_place(place)
        self._stack.setCurrentWidget(page)
        if self._column is not None:
            self._column.set_current(place.as_stop)
        self._show_stops(page)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page(self.place.page)

    def step(self, by: int) -> None:
        """Go to the stop before (-1) or after (+1) the present one; from aside, back to it."""
        there = self._stop_beside(by)
        if there is not None:
            self.go(there)

    def _stop_beside(self, by: int) -> Place | None:
        """Return the stop before or after; before help and the like, where one came from."""
        if self.workspace is None:
            return None
        order = self.workspace.stops
        if self.place.as_stop in order:
            return navigation.neighbour(order, self.place, by)
        back = self._came_from if self.place.page in navigation.ASIDE else self._last_stop
        return back if by < 0 and back and navigation.is_there(back, order) else None

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            page = make_page(name, self.desk, self.workspace)
            page.setObjectName(f"page-{name}")
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def _show_stops(self, page: Page) -> None:
        before, after = self._stop_beside(-1), self._stop_beside(+1)
        for widget in (self._wizard, self._wizard_rule):
            widget.setVisible(before is not None or after is not None)
        factors = self.workspace.factors if self.workspace is not None else ()
        names = [
            navigation.place_name(there, factors) if there else "" for there in (before, after)
        ]
        self._wizard.show_stops(names[0], names[1], page.bar_widget())
        if self.workspace is not None and self.place.as_stop in self.workspace.stops:
            self._last_stop = self.place
        if self.place.page not in navigation.ASIDE:
            self._came_from = self.place

    # What the window itself does

    def say(self, text: str) -> None:
        """Show a short line in the status bar."""
        self.status.say(text)

    def tell(self, error: IcError) -> None:
        """Show what happened and what to do, above the page."""
        self.banners.tell(error)

    def _about(self) -> None:
        from ic_desktop.ui.dialogs import about

        about(self)

    def _open_menu(self) -> None:
        self._top.menu_button.open()

    def _on_review_chosen(self, review_id: str) -> None:
        if self.workspace is not None:
            self.workspace.show_review(review_id)

    def _retry(self) -> None:
        if self.workspace is not None:
            self.workspace.outbox.send()

    def _undo(self) -> None:
        if self.workspace is not None:
            self._tell_undone(self.workspace.undo(), again=False)

    def _redo(self) -> None:
        if self.workspace is not None:
            self._tell_undone(self.workspace.redo(), again=True)

    def _tell_undone(self, result: "UndoResult", *, again: bool) -> None:
        from ic_desktop.ui.wording import undone

        assert self.workspace is not None
        self.say(undone(result, self.workspace.pack, again=again))

    def _save_copy(self) -> None:
        self.files.save_copy()

    def _find(self) -> None:
        if self.workspace is not None:
            from ic_desktop.ui.palette import Palette

            Palette(self.workspace, self.go, self).show()

    def _help(self) -> None:
        if self.place.page != "help":
            self.go(Place("help", self.page.help_topic))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from help back to where one was."""
        if event.key() == Qt.Key.Key_Escape and self.place.page == "help":
            self.go(self._stop_beside(-1) or navigation.START)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dropped anywhere on the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project, check a report, or take a document, by what was dropped."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files.dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project first; the window goes once everything is on the disk."""
        if self.workspace is None:
            self._keep_geometry()
            event.accept()
            return
        event.ignore()
        if not self._closing:
            self._closing = True
            self.opening.close(self.close, kept_open=self._stay)

    def _stay(self) -> None:
        self._closing = False

    def _keep_geometry(self) -> None:
        words = kept_size(self)
        self.preferences.change(lambda s: replace(s, window=words))
