"""Beside the table: everything of the chosen piece, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.entities import Evidence
from ic_desktop.review import edits
from ic_desktop.review.checks import title_of
from ic_desktop.review.evidence_list import Listed, links_elsewhere
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.owning import may_edit
from ic_desktop.ui.pages.evidence.about import AboutFields, FileFacts
from ic_desktop.ui.pages.evidence.links import Links
from ic_desktop.ui.pages.evidence.preview import PreviewPane
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.said import said_line
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Section, Small
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.widgets.text import GrowingText
from ic_desktop.ui.workspace import Workspace


@dataclass(frozen=True)
class Deeds:
    """What can be done with the chosen piece; each is called with it."""

    open_file: Callable[[Evidence], object]
    open_address: Callable[[Evidence], object]
    export: Callable[[Evidence], object]
    remove: Callable[[Evidence], object]
    restore: Callable[[Evidence], object]
    erase: Callable[[Evidence], object]


class TitleText(GrowingText):
    """A title: it wraps where it is long, and is one line all the same. Enter leaves it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field at Enter; a title has no second line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste several lines as one."""
        one = QMimeData()
        one.setText(" ".join(source.text().split()))
        super().insertFromMimeData(one)


class Details(PageScroll):
    """The panel at the right. It shows one piece, or nothing."""

    def __init__(
        self, desk: Desk, workspace: Workspace, deeds: Deeds, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._workspace = workspace
        self._deeds = deeds
        self._piece: Evidence | None = None
        self._state = Panel(self, gap=1)
        self.title = TitleText(_("Title"), self)
        self.title.setAcceptDrops(False)
        self._title = BoundText(workspace, self.title)
        self.said = Small("", self)
        self.buttons = Buttons(self._do, self)
        self.preview = PreviewPane(desk, workspace, self)
        self.links = Links(desk, workspace, self)
        self.about = AboutFields(workspace, self)
        self.file = FileFacts(self)
        body = Panel(margins=(2, 2, 2, 3), gap=2)
        body.add(self._state, self.title, self.said, self.buttons, self.preview, self.links)
        body.add(Section(_("About it"), self), self.about, self.file).add_stretch()
        self.setWidget(body)
        self.setAccessibleName(_("The chosen piece of evidence"))
        body.hide()

    @property
    def piece(self) -> Evidence | None:
        """The piece that is shown."""
        return self._piece

    def show_piece(self, one: Listed | None) -> None:
        """Show a piece, or nothing."""
        other = _state_of(one.piece if one else None) != _state_of(self._piece)
        self._piece = one.piece if one else None
        body = self.widget()
        assert body is not None
        body.setVisible(one is not None)
        if one is None:
            self.preview.show_file(None)
            return
        self._fill(one)
        if other:
            self.verticalScrollBar().setValue(0)

    def _fill(self, one: Listed) -> None:
        workspace, piece = self._workspace, one.piece
        citing = edits.sealed_by_citing(workspace.state, piece.id)
        is_there = piece.removal != "removed"
        may = may_edit(workspace, "evidence", piece.id) and not citing and is_there
        self._show_state(piece, citing)
        self._title.point("evidence", piece.id, "title", edits.NOWHERE)
        self.title.setReadOnly(not may)
        self.title.setPlaceholderText(title_of(piece))
        self.said.setText(said_line(workspace.state, piece))
        self.said.setVisible(bool(self.said.text()))
        self.buttons.show_for(piece, may_edit=may, read_only=workspace.read_only)
        self.preview.show_file(piece.file)
        self.preview.setVisible(piece.file is not None)
        self.links.setVisible(is_there)
        elsewhere = links_elsewhere(workspace.state, workspace.review_id, piece.id)
        self.links.show_links(piece.id, one.links, elsewhere)
        self.about.show_piece(piece, may_edit=may)
        self.file.setVisible(piece.file is not None)
        if piece.file is not None:
            self.file.show_file(piece.file)

    def _show_state(self, piece: Evidence, citing: str) -> None:
        self._state.clear()
        if piece.removal == "removed":
            self._state.add(self._removed(piece))
        if piece.removal == "contested":
            self._state.add(self._contested())
        if citing:
            text = _("The signed review “{title}” cites this piece, so it cannot change any more.")
            self._state.add(Notice(text.format(title=citing), closable=False))
        if piece.conflicts:
            text = _("Two copies of this project say different things here; one of them is shown.")
            self._state.add(Notice(text, tone="warn", closable=False))
        if piece.withheld:
            text = _(
                "Some words of this piece are not in this copy: kept back, or erased for good."
            )
            self._state.add(Notice(text, closable=False))
        self._state.setVisible(self._state.body.count() > 0)

    def _removed(self, piece: Evidence) -> Notice:
        text = _("This piece was removed: {reason}").format(reason=piece.removed_because)
        notice = Notice(text, tone="warn", closable=False)
        if not self._workspace.read_only:
            notice.add_action(_("Take it back in"), lambda: self._do("restore"))
        return notice

    def _contested(self) -> Notice:
        text = _("Another copy removed this piece, and it was changed since.")
        notice = Notice(text, tone="warn", closable=False)
        if not self._workspace.read_only:
            notice.add_action(_("Keep it"), lambda: self._do("restore"))
            notice.add_action(_("Remove it …"), lambda: self._do("remove"))
        return notice

    def _do(self, deed: str) -> None:
        if self._piece is None:
            return
        self._workspace.settle()
        deeds = {
            "open-file": self._deeds.open_file,
            "open-address": self._deeds.open_address,
            "export": self._deeds.export,
            "remove": self._deeds.remove,
            "restore": self._deeds.restore,
            "erase": self._deeds.erase,
        }
        deeds[deed](self._piece)


def _state_of(piece: Evidence | None) -> tuple[str, str]:
    """Return what makes the details begin at their top again."""
    return ("", "") if piece is None else (piece.id, piece.removal)


class Buttons(Panel):
    """What can be done, in a row that wraps; what is rare or final is in the menu."""

    def __init__(self, do: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QWidget(self)
        flow = FlowLayout(box, gap=1)
        self.open_file = Button(
            _("Open elsewhere"), box, icon_name="open", clicked=lambda: do("open-file")
        )
        self.open_address = Button(
            _("Open the address …"), box, icon_name="open", clicked=lambda: do("open-address")
        )
        self.export = Button(_("Export …"), box, icon_name="export", clicked=lambda: do("export"))
        self.more = Button(_("More"), box, icon_name="down", icon_right=True)
        self.menu = QMenu(self.more)
        self.remove = self.menu.addAction(_("&Remove …"))
        self.remove.triggered.connect(lambda _on=False: do("remove"))
        self.restore = self.menu.addAction(_("&Take back in"))
        self.restore.triggered.connect(lambda _on=False: do("restore"))
        self.menu.addSeparator()
        self.erase = self.menu.addAction(_("&Erase for good …"))
        self.erase.triggered.connect(lambda _on=False: do("erase"))
        self.more.setMenu(self.menu)
        for button in (self.open_file, self.open_address, self.export, self.more):
            flow.addWidget(button)
        self.add(box)

    def show_for(self, piece: Evidence, *, may_edit: bool, read_only: bool) -> None:
        """Offer what can be done with a piece."""
        has_file, is_removed = piece.file is not None, piece.removal == "removed"
        self.open_file.setVisible(has_file)
        self.export.setVisible(has_file)
        self.open_address.setVisible(bool(piece.url.strip()))
        self.more.setVisible(not read_only)
        self.remove.setVisible(not is_removed)
        self.remove.setEnabled(may_edit)
        self.restore.setVisible(is_removed)

    def whole_menu(self) -> QMenu:
        """Return a menu of everything that can be done with the piece, for the table's rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.open_file, self.open_address, self.export):
            if not button.isHidden():
                menu.addAction(button.text()).triggered.connect(button.click)
        if not self.more.isHidden():
            menu.addSeparator()
            menu.addActions(self.menu.actions())
        return menu
