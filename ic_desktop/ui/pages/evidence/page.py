"""All evidence of the project: a table, and beside it everything of the chosen piece."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QMenu, QSplitter, QStackedWidget, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.project.changes import Value
from ic_desktop.project.entities import evidence
from ic_desktop.review.evidence import index
from ic_desktop.review.evidence_list import Wanted, listed, listed_one, removed
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.pages.evidence.adding import Known
from ic_desktop.ui.pages.evidence.details import Deeds, Details
from ic_desktop.ui.pages.evidence.filters import FilterLine
from ic_desktop.ui.pages.evidence.intake import Intake
from ic_desktop.ui.pages.evidence.new_piece import WITHOUT_FILE, NewPieceForm, add_menu_words
from ic_desktop.ui.pages.evidence.outside import Outside
from ic_desktop.ui.pages.evidence.progress import AddingProgress
from ic_desktop.ui.pages.evidence.removing import Removing
from ic_desktop.ui.pages.evidence.table import EvidenceTable, RowMaker
from ic_desktop.ui.pages.evidence.told import Told
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.buttons import LinkButton, ShorteningButton, ShorteningPrimaryButton
from ic_desktop.ui.widgets.drops import clipboard, could_be
from ic_desktop.ui.widgets.labels import Muted, Title, restyle
from ic_desktop.ui.widgets.notices import Hint
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.table import Row
from ic_desktop.ui.workspace import Touched, Workspace

_LIST_MS = 30
"""How long the table waits after an edit, so that it never takes its time with the details'."""
_FOLLOW_MS = 60
"""How long the details wait for someone who walks through the table."""


class EvidencePage(ProjectPage):
    """The page. What it decides is in ``review/``; its parts are in this folder."""

    help_topic = "evidence"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._wanted = Wanted()
        self._rows = RowMaker()
        self._shown_rows: list[Row] = []
        self._chosen = ""
        self._beside = True
        self._reading = False
        self.intake = Intake(self, desk, workspace)
        self.intake.arrived.connect(self._show_new)
        self.intake.known.connect(self._known)
        self.intake.problems.connect(self._problems)
        self.told = Told()
        self.progress = AddingProgress(workspace)
        self.intake.adding.started.connect(self.progress.watch)
        self.intake.adding.finished.connect(lambda _batch: self.progress.follow())
        self.outside = Outside(self, desk, workspace)
        self.outside.exported.connect(self.told.exported)
        self.removing = Removing(self, desk, workspace)
        # An edit costs the screen's thread next to nothing; what it changes is shown right after.
        self._show_later = QTimer(self, singleShot=True, interval=0)
        self._show_later.timeout.connect(self._fill_details)
        self._list_later = QTimer(self, singleShot=True, interval=_LIST_MS)
        self._list_later.timeout.connect(self._fill_list)
        self._follow_later = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._follow_later.timeout.connect(self._follow_table)
        self._build()
        self.setAcceptDrops(True)

    # Building

    def _build(self) -> None:
        self.heading = Title(_("Evidence"))
        self.count = Muted("", wrap=False)
        self.filters = FilterLine(self.workspace.factors)
        self.filters.changed.connect(self._filter)
        self.form = Panel()
        self.form.hide()
        self.table = EvidenceTable()
        self.table.selected.connect(lambda _key: self._follow_later.start())
        self.table.opened.connect(lambda _key: self._go_to_details())
        self.table.clicked.connect(self._clicked)
        self.table.menu_wanted.connect(self._row_menu)
        self.nothing = Muted(_("Nothing fits this choice."))
        self.details = Details(self.desk, self.workspace, self._deeds())
        self._card = Card(margins=(0, 0, 0, 0), gap=0)
        self._card.add(self.table, stretch=1).add(self.nothing)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.left = Panel(margins=(2.5, 1, 2, 2), gap=1.5)
        self.left.add(self.filters, self.form).add(self._card, stretch=1)
        self.back_button = LinkButton(
            _("Back to the list"), icon_name="back", clicked=self.show_table
        )
        back = Panel(margins=(2, 1, 2, 0))
        back.body.addWidget(self.back_button)
        self.right = Panel(gap=0, tone="column")
        self.right.setMinimumWidth(theme.unit(40))
        self.right.add(back).add(self.details, stretch=1)
        self._back = back
        self.split.addWidget(self.left)
        self.split.addWidget(self.right)
        self.split.setHandleWidth(1)
        self.split.setStretchFactor(0, 62)
        self.split.setStretchFactor(1, 38)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.split)
        self._stack.addWidget(self._empty())
        whole = Panel(gap=0)
        whole.add(self._head(), self.progress, self.told).add(self._stack, stretch=1)
        self.fill_with(whole)

    def _head(self) -> QWidget:
        self._head_panel = Panel(direction="row", margins=(2.5, 2, 2.5, 1), gap=1)
        self._names, self._buttons = Panel(direction="row"), Panel(direction="row")
        self.choose_button = ShorteningPrimaryButton(
            _("Add files …"), icon_name="plus", clicked=self.intake.choose_files
        )
        self.add_button = ShorteningButton(_("Add other"), icon_name="down", icon_right=True)
        self.add_button.setMenu(self._add_menu())
        self.export_button = ShorteningButton(
            _("Export all …"), icon_name="export", clicked=self.export_all
        )
        self._names.add(self.heading, self.count, self.filters.clear_button).add_stretch()
        self._buttons.add(self.choose_button, self.add_button, self.export_button)
        self._head_panel.add(self._names, stretch=1).add(self._buttons)
        self.setTabOrder(self.choose_button, self.add_button)
        return self._head_panel

    def _fit_head(self, width: int) -> None:
        """Put the buttons under the title where both in one line would be squeezed."""
        parts = (self._names, self._buttons)
        needed = sum(part.sizeHint().width() for part in parts) + theme.unit(6)
        way = QBoxLayout.Direction
        squeezed = needed > width
        self._head_panel.body.setDirection(way.TopToBottom if squeezed else way.LeftToRight)
        at_the_left = Qt.AlignmentFlag.AlignLeft if squeezed else Qt.AlignmentFlag(0)
        self._head_panel.body.setAlignment(self._buttons, at_the_left)

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        self.paste_action = menu.addAction(_("&Paste a picture or a link"))
        self.paste_action.triggered.connect(lambda _on=False: self.intake.paste())
        menu.aboutToShow.connect(lambda: self.paste_action.setEnabled(bool(clipboard())))
        for kind in WITHOUT_FILE:
            action = menu.addAction(add_menu_words(kind))
            action.triggered.connect(lambda _on=False, kind=kind: self.open_form(kind))
        menu.addAction(_("F&older …")).triggered.connect(
            lambda _on=False: self.intake.choose_folder()
        )
        return menu

    def _empty(self) -> QWidget:
        hint = Hint(
            _("No evidence yet"),
            _(
                "Drop documents here: minutes, reports, surveys, pictures. Then say which key "
                "factor or question each of them speaks to, and whether it supports or "
                "contradicts."
            ),
            button=_("Choose files …"),
            icon_name="plus",
        )
        hint.acted.connect(self.intake.choose_files)
        self.hint = hint
        return hint

    def _deeds(self) -> Deeds:
        return Deeds(
            open_file=self.outside.open_piece,
            open_address=lambda piece: self.outside.open_address(piece.url),
            export=self.outside.export_one,
            remove=self.removing.remove,
            restore=self.removing.restore,
            erase=self.removing.erase,
        )

    # Showing

    def show_place(self, place: Place) -> None:
        """Show all evidence; with a spot, that piece is chosen, whatever the filter says."""
        self.filters.show_factors(self.workspace.factors)
        if place.spot:
            self._chosen = place.spot
            one = listed_one(self.workspace.state, self.workspace.review_id, place.spot)
            gone = one is not None and one.piece.removal == "removed"
            if gone != (self._wanted.show == "removed") or not self._wanted.is_everything:
                self.filters.choose("removed" if gone else "all")
        self._fill_details()
        self._fill_list()
        self._reading = bool(place.spot)
        self._arrange()
        (self.table if self.table.isVisibleTo(self) else self.choose_button).setFocus()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit, once it is handed over."""
        kinds = {kind for kind, _key in touched}
        if kinds & {"evidence", "link", "review", "seal", "erasure"}:
            self._show_later.start()
            self._list_later.start()

    def leave(self) -> None:
        """Make changes of what was typed, and give back what the preview took."""
        super().leave()
        self._follow_later.stop()
        self.details.preview.leave()

    def _fill_list(self) -> None:
        if self._follow_later.isActive():  # someone just chose another row
            self._follow_later.stop()
            self._follow_table()
        workspace = self.workspace
        found = listed(workspace.state, workspace.review_id, self._wanted)
        there = len(index(workspace.state, workspace.review_id).pieces)
        rows = self._rows.rows(found, workspace.pack, workspace.state)
        if rows != self._shown_rows:
            self._shown_rows = rows
            self.table.set_rows(rows)
            self.table.fit_columns()
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        everything = len(found) if self._wanted.show == "removed" else there
        self.count.setText(words.shown_of(len(found), everything) if there else "")
        is_empty = not there and not removed(workspace.state) and self.form.body.count() == 0
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._allow(bool(there))
        self._keep_chosen([one.piece.id for one in found])

    def _allow(self, has_pieces: bool) -> None:
        may = not self.workspace.read_only
        for button in (self.choose_button, self.add_button):
            button.setEnabled(may)
        self.export_button.setEnabled(has_pieces)
        self.setAcceptDrops(may)

    def _keep_chosen(self, keys: Sequence[str]) -> None:
        if self._chosen in keys:
            self.table.set_current(self._chosen)
        elif keys and not self._chosen:
            self.table.set_current(keys[0])
            self._choose(keys[0])

    def _fill_details(self) -> None:
        state, review_id = self.workspace.state, self.workspace.review_id
        self.details.show_piece(listed_one(state, review_id, self._chosen))

    def _filter(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._fill_list()
        rows = self.table.rows()
        if rows and all(row.key != self._chosen for row in rows):
            self.table.set_current(rows[0].key)
            self._choose(str(rows[0].key))

    def _follow_table(self) -> None:
        key = self.table.current()
        if key is not None and key != self._chosen:
            self._choose(str(key))

    def _choose(self, key: str) -> None:
        self.workspace.settle()
        self._chosen = key
        self._fill_details()

    def choose(self, key: str) -> None:
        """Choose a piece, and show it in the table whatever the filter says."""
        self._chosen = key
        self.show_place(Place("evidence", "", key))

    def _go_to_details(self) -> None:
        self._follow_later.stop()
        self._follow_table()
        self._read()
        self.details.title.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        if not self._beside:
            self._go_to_details()

    # Adding

    def open_form(self, kind: str) -> None:
        """Open the form for evidence without a file, above the table."""
        self.close_form()
        made = NewPieceForm(kind)
        made.added.connect(self._add_piece)
        made.closed.connect(self.close_form)
        self.form.add(made)
        self.form.show()
        self._stack.setCurrentIndex(0)
        made.begin()

    def close_form(self) -> None:
        """Close that form; what was not added is gone."""
        if self.form.body.count():
            self.form.clear()
            self.form.hide()
            self._fill_list()
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_piece(self, values: dict[str, Value]) -> None:
        made = self.intake.adding.piece(values)
        if made:
            self.close_form()
            self._show_new(made)

    def _show_new(self, key: str) -> None:
        if key:
            self.choose(key)
            self.details.title.setFocus(Qt.FocusReason.TabFocusReason)

    def _known(self, known: Sequence[Known]) -> None:
        self.told.known(
            known,
            show=self.choose,
            link=self._choose_and_link,
            restore=self._restore,
            again=lambda: self._show_new(self.intake.adding.again(known)),
        )

    def _choose_and_link(self, key: str) -> None:
        factor = self._wanted.factor
        self.choose(key)
        self.details.links.open_form(factor)

    def _restore(self, key: str) -> None:
        piece = evidence(self.workspace.state, key)
        if piece is not None:
            self.removing.restore(piece)
            self.choose(key)

    def _problems(self, problems: Sequence[tuple[str, IcError]]) -> None:
        if len(problems) == 1:
            self.desk.tell(problems[0][1])
        else:
            self.told.problems(problems, _("Some files were not added."))

    def export_all(self) -> None:
        """Export the documents of everything that is shown."""
        found = listed(self.workspace.state, self.workspace.review_id, self._wanted)
        self.outside.export_all([one.piece for one in found if one.piece.file is not None])

    # Keys, menus and drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V takes a picture or link, Delete in the table removes, Ctrl+F searches."""
        piece = self.details.piece
        in_table = self.table.hasFocus()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.intake.paste()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filters.search.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self._reading and not self._beside:
            self.show_table()
        elif event.key() == Qt.Key.Key_Delete and in_table and piece is not None:
            self._follow_table()
            self._remove_chosen()
        else:
            super().keyPressEvent(event)

    def _remove_chosen(self) -> None:
        piece = self.details.piece
        may = self.details.buttons.remove.isEnabled()
        if piece is not None and may and piece.removal != "removed":
            self.removing.remove(piece)

    def _row_menu(self, key: Hashable, at: QPoint) -> None:
        self._follow_later.stop()
        if key != self._chosen:
            self._choose(str(key))
        self.details.buttons.whole_menu().popup(at)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files, folders, links and pictures may be dropped anywhere on the page."""
        if could_be(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._light(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        self._light(False)
        if self.intake.take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def _light(self, on: bool) -> None:
        self._card.setProperty("dropping", on)
        restyle(self._card)

    # Beside each other, or one at a time

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show table and details beside each other where there is room, else one at a time."""
        super().resizeEvent(event)
        growth = theme.look().text_size / 100 * 8 / theme.look().unit
        width = event.size().width()
        self._fit_head(width)
        beside = width >= theme.unit(96) * growth
        if beside != self._beside or event.oldSize().width() <= 0:
            self._beside = beside
            self.split.setSizes([width * 62 // 100, width * 38 // 100])
            self._arrange()

    def show_table(self) -> None:
        """Go back from the details to the table, where only one of them has room."""
        self._reading = False
        self._arrange()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        """Show the details, where only one of both has room."""
        self._reading = self.details.piece is not None
        self._arrange()

    def _arrange(self) -> None:
        self.left.setVisible(self._beside or not self._reading)
        self.right.setVisible(self._beside or self._reading)
        self._back.setVisible(not self._beside)
