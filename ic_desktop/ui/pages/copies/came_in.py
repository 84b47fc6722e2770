"""What came in from copies, how it is taken out again as one step, and what came too late."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ic_desktop.errors import CannotUndoImport, IcError
from ic_desktop.i18n import _
from ic_desktop.ui.formats import clock, day
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.taking_out import take_out
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.labels import Muted, Small, Words
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from ic_desktop.exchange.returns.later import LatePart
    from ic_desktop.exchange.returns.undo import Brought
    from ic_desktop.project.changes import Change
    from ic_desktop.store.project_file import ProjectFile
    from ic_desktop.ui.tasks import Task

    Found = tuple[tuple[Brought, ...], tuple[LatePart, ...]]

_MOST = 5


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
        workspace = self._workspace
        pack, ledger = workspace.pack, workspace.ledger

        def read(file: "ProjectFile", _task: "Task[Found]") -> "Found":
            from ic_desktop.exchange.returns.later import late_parts
            from ic_desktop.exchange.returns.look import here_of
            from ic_desktop.exchange.returns.undo import imports_of

            here = here_of(file, ledger)
            return imports_of(file, here.state), late_parts(file, here, pack, _now())

        workspace.with_file(read, title=_("Reading what came in"), done=self._show)

    def _show(self, found: "Found") -> None:
        brought, late = found
        self._list.clear()
        for part in late:
            self._list.add(self._late(part))
        for one in brought:
            self._list.add(self._row(one))
        if not (brought or late):
            self._list.add(Muted(_("Nothing was taken in yet.")))

    def _row(self, one: "Brought") -> QWidget:
        row = Panel(direction="row", gap=1.5)
        words = Panel(gap=0.25)
        words.add(Words(f"{one.who}: {one.what}" if one.who else one.what), Small(_when(one.at)))
        row.add(words, stretch=1)
        if not one.changes:
            row.add(Muted(_("taken out again")))
            return row
        out = Button(_("Take out again"))
        said = _("Take out again: {what}").format(what=f"{one.who}, {one.what}, {_when(one.at)}")
        out.setAccessibleName(said)
        out.clicked.connect(lambda: self._take_out(one))
        out.setEnabled(not self._workspace.read_only)
        row.add(out)
        return row

    def _late(self, part: "LatePart") -> QWidget:
        """Offer what came after a signature for the next revision."""
        remedy = (
            _("The review is open again: it can be taken in now.")
            if part.is_open
            else _("Nothing of it is lost. It can be taken in once a new revision is started.")
        )
        notice = Notice(part.sentence, tone="warn", remedy=remedy, closable=False)
        if part.is_open and not self._workspace.read_only:
            notice.add_action(_("Take it in"), lambda: self._take_late(part))
        return notice

    # Doing

    def _take_late(self, part: "LatePart") -> None:
        workspace = self._workspace
        ledger = workspace.ledger

        def work(file: "ProjectFile", _task: "Task[list[Change]]") -> "list[Change]":
            from ic_desktop.exchange.returns.later import take_late
            from ic_desktop.exchange.returns.look import here_of

            return take_late(file, here_of(file, ledger), part)

        def taken(changes: "list[Change]") -> None:
            workspace.take_in(changes)
            self.fill()

        workspace.settle()
        workspace.outbox.when_empty(
            lambda: workspace.with_file(work, title=_("Taking it in …"), done=taken)
        )

    def _take_out(self, one: "Brought") -> None:
        title = _("Taking out again")
        take_out(self._workspace, one.batch, title=title, done=self._gone, failed=self._not_gone)

    def _gone(self) -> None:
        self._desk.say(_("It was taken out. Taking the same copy back brings it in again."))
        self.fill()

    def _not_gone(self, error: Exception) -> None:
        if isinstance(error, CannotUndoImport):
            self._tell_in_the_way(error)
        elif isinstance(error, IcError):
            self._desk.tell(error)
        else:
            raise error

    def _tell_in_the_way(self, error: CannotUndoImport) -> None:
        from ic_desktop.exchange.returns.undo import in_the_way

        workspace = self._workspace
        known, pack = workspace.ledger.changes, workspace.pack
        found = in_the_way(workspace.state, known, pack, error.changes)
        lines = [f"{one.who}: {one.what} ({_when(one.at)})" for one in found[:_MOST]]
        more = ["…"] if len(found) > _MOST else []
        notice = Notice(error.what, tone="error", remedy="\n".join([*lines, *more]))
        notice.closed.connect(notice.hide)
        self._list.body.insertWidget(0, notice)


def _when(moment: int) -> str:
    at = datetime.fromtimestamp(moment / 1000, UTC).astimezone()
    return _("{date}, {time}").format(date=day(at), time=clock(at))


def _now() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)
