"""The page Copies out and back."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.review.disclosure import screen_name
from ic_desktop.ui.formats import day_of_milliseconds
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.copies import words
from ic_desktop.ui.pages.copies.came_in import CameIn
from ic_desktop.ui.pages.copies.new_copy import NewCopy, Order
from ic_desktop.ui.pages.copies.own import OwnPart
from ic_desktop.ui.pages.copies.work import CopyWork
from ic_desktop.ui.pages.merge.page import merge_place
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.drops import Dropped, DropZone
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Muted, Title
from ic_desktop.ui.widgets.notices import Hint, Notice
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.widgets.table import Cell, Column, Row, Table
from ic_desktop.ui.workspace import Touched, Workspace

if TYPE_CHECKING:
    from ic_desktop.exchange.hand_out import HandOut

_SHOWN = frozenset(["hand-out", "hand-out-return", "participant", "review", "session"])
_COMING = (".icproj", ".docx", ".xlsx")
_DAY_MS = 24 * 3600 * 1000


class CopiesPage(ProjectPage):
    """Who has a copy and for what, what came back, and how to take it out again."""

    help_topic = "copies"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.work = CopyWork(self, desk, workspace, self._tell_made)
        self._said = Notice("", tone="info")
        self._said.closed.connect(self._said.hide)
        self._said.hide()
        self._new = PrimaryButton(
            _("Make a copy for somebody …"), icon_name="plus", clicked=self._begin
        )
        self._take = Button(_("Take back a copy …"), clicked=self.work.choose_return)
        self.form = NewCopy(workspace)
        self.form.ordered.connect(self._order)
        self.form.cancelled.connect(self._show_form_closed)
        self.table = Table(
            _("Copies that were made"),
            [
                Column(_("For whom"), stretch=True),
                Column(_("What for"), stretch=True),
                Column(_("Key factors")),
                Column(_("Made")),
                Column(_("Came back")),
            ],
            fit=True,
        )
        self.table.opened.connect(self._toggle_closed)
        self._nothing = Hint(
            _("No copy was made yet"),
            _("Make one for each peer, for the host, or for a department that fills in its part."),
        )
        self.came_in = CameIn(desk, workspace)
        drop = _("Drop a copy or a filled form here, a form together with its documents.")
        self.drop = DropZone(_("Take back a copy"), text=drop, compact=True)
        self.drop.taken.connect(self._take_dropped)
        self._lay_out()

    def _lay_out(self) -> None:
        intro = _(
            "Each gets a copy of the part that is theirs; what they did comes back together here. "
            "Nothing is lost or overwritten, and you see everything before it is taken."
        )
        buttons = FlowLayout(gap=1)
        for button in (self._new, self._take):
            buttons.addWidget(button)
        self._out = Card(title=_("Out"), gap=1.5)
        hint = _("Enter on a line: nothing is expected back any more, or it is again.")
        self._hint = Muted(hint)
        self._out.add(self._nothing, self.table, self._hint)
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        body.add(Title(_("Copies out and back")))
        if self.workspace.lane is None:
            self._row = Panel(gap=0)
            self._row.add(buttons)
            body.add(Muted(intro), self._said)
            body.add(self._row, self.form, self.drop, self._out, self.came_in)
        else:
            body.add(self._said, OwnPart(self.workspace, self.workspace.lane, self.desk.go))
        self.form.hide()
        body.add_stretch()
        self.fill_with(PageScroll(body))

    # Showing

    def show_place(self, place: Place) -> None:
        """Show what is out now."""
        self._fill()
        self.came_in.fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        if any(kind in _SHOWN for kind, _id in touched):
            self._fill()

    def _fill(self) -> None:
        from ic_desktop.exchange.hand_out import hand_outs

        if self.workspace.lane is not None:
            return
        made = hand_outs(self.workspace.state, self.workspace.review_id)
        self.table.set_rows([self._row_of(one) for one in reversed(made)])
        self._nothing.setVisible(not made)
        for widget in (self.table, self._hint):
            widget.setVisible(bool(made))
        for button in (self._new, self._take):
            button.setEnabled(not self.workspace.read_only)

    def _row_of(self, made: "HandOut") -> Row:
        workspace = self.workspace
        name = screen_name(workspace.state, made.person) or _("Somebody without a name")
        protected = _("{name}, with a passphrase").format(name=name) if made.protected else name
        factors = words.which_factors(made.lane, workspace.pack.factors)
        return Row(
            made.id,
            (
                Cell(protected, strong=True),
                Cell(words.what_for(made.lane)),
                Cell(factors),
                Cell(day_of_milliseconds(made.made), sort=made.made),
                self._back(made),
            ),
        )

    def _back(self, made: "HandOut") -> Cell:
        from ic_desktop.exchange.hand_out import returns_of

        back = returns_of(self.workspace.state, made.id)
        if back:
            return Cell(day_of_milliseconds(back[-1].at), mark="in-place", sort=back[-1].at)
        if made.closed:
            return Cell(_("not expected any more"), sort=1)
        age = (_now() - made.made) // _DAY_MS
        words_ = _("not yet") if age < 1 else _("not yet, for {days} days").format(days=age)
        return Cell(words_, mark="not-judged", tone="warn", sort=0)

    def _tell_made(self, text: str) -> None:
        self._said.say(text)
        self._said.show()
        self._fill()

    # Doing

    def _begin(self) -> None:
        self.form.start()
        self.form.show()
        self._row.hide()

    def _show_form_closed(self) -> None:
        self.form.hide()
        self._row.show()
        self._new.setFocus()

    def _order(self, order: Order) -> None:
        self._show_form_closed()
        self.work.choose_place(order)

    def _take_dropped(self, dropped: Dropped) -> None:
        """Look at what was dropped: copies and forms first, then what came along with them."""
        files = sorted(dropped.files, key=lambda path: path.suffix.lower() not in _COMING)
        if files and files[0].suffix.lower() in _COMING:
            self.desk.go(merge_place(files))
        else:
            self.desk.say(_("That is neither a copy of a project nor a form."))

    def _toggle_closed(self, key: object) -> None:
        from ic_desktop.exchange.hand_out import close, hand_out

        made = hand_out(self.workspace.state, str(key))
        if made is not None:
            self.workspace.edit(lambda editor: close(editor, made.id, closed=not made.closed))


def _now() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)
