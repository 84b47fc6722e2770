"""What came in from copies, and how it is taken out again as one step."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _, ngettext
from ic_desktop.ui.formats import clock, day
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.labels import Muted, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from ic_desktop.store.imports import Import


class CameIn(Card):
    """Lists what was taken in, the newest first; each can go out again as a whole."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Came back"), gap=1)
        self._desk = desk
        self._workspace = workspace
        self._list = Panel(gap=1)
        self.add(self._list)

    def fill(self) -> None:
        """Read the list from the file and show it."""
        self._workspace.with_file(
            lambda file, _task: file.imports(),
            title=_("Reading what came in"),
            done=self._show,
        )

    def _show(self, found: "list[Import]") -> None:
        self._list.clear()
        for one in reversed(found):
            self._list.add(self._row(one))
        if not found:
            self._list.add(Muted(_("Nothing was taken in yet.")))

    def _row(self, one: "Import") -> QWidget:
        moment = datetime.fromtimestamp(one.at / 1000, UTC).astimezone()
        when = _("{date}, {time}").format(date=day(moment), time=clock(moment))
        what = ngettext("{count} entry", "{count} entries", one.changes).format(count=one.changes)
        row = Panel(direction="row", gap=1.5)
        row.add(Words(f"{when}: {what}"), stretch=1)
        if one.changes:
            out = Button(_("Take out again"))
            out.setAccessibleName(_("Take out again: {what}").format(what=f"{when}, {what}"))
            out.clicked.connect(lambda: self._take_out(one))
            out.setEnabled(not self._workspace.read_only)
            row.add(out)
        else:
            row.add(Muted(_("was taken out again")))
        return row

    def _take_out(self, one: "Import") -> None:
        workspace = self._workspace
        workspace.settle()
        workspace.outbox.when_empty(
            lambda: workspace.with_file(
                lambda file, _task: file.undo_import(one.batch),
                title=_("Taking out again"),
                done=lambda _none: workspace.reload(self._gone),
                failed=self._not_gone,
            )
        )

    def _gone(self) -> None:
        self._desk.say(_("It was taken out. Taking the same copy back brings it in again."))
        self.fill()

    def _not_gone(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._desk.tell(error)
