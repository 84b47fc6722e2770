"""The three lists of the page of the visit."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.project.peer import Session
from ic_desktop.project.state import State
from ic_desktop.review.enquiries import ToFindOut
from ic_desktop.review.visit import SessionPlan, Unasked
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.widgets.forms import Check, Picker
from ic_desktop.ui.widgets.labels import Muted
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import Line

_ROWS = 400


class VisitList(Panel):
    """A list of cards with what is said where there are none."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self.adding = Panel(direction="row", gap=1)
        self._none = Muted(empty)
        self.cards = CardList(name, fit_rows=_ROWS)
        self.add(self.adding, self._none, self.cards)

    def offer_adding(self, may: bool) -> None:
        """Offer to add something, or not."""
        self.adding.setVisible(may)

    def show_cards(self, items: Sequence[CardItem]) -> None:
        """Show the cards."""
        self.cards.set_items(items)
        self.cards.setVisible(bool(items))
        self._none.setVisible(not items)


class FindOutList(VisitList):
    """What there is to find out, by key factor; a line to add something of one's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        empty = _(
            "Nothing is left to find out: everything that the city claims has evidence, and every "
            "question an answer."
        )
        super().__init__(_("What there is to find out"), empty, parent)
        self.add_line = Line(
            _("Something else to find out"), placeholder=_("Something else to find out, then Enter")
        )
        self.show_done = Check(_("Show what is settled"))
        self.adding.add(self.add_line, stretch=1).add(self.show_done)

    def offer_adding(self, may: bool) -> None:
        """Offer to add something, or not; what is settled can be shown in any case."""
        self.add_line.setVisible(may)

    def show_enquiries(
        self, state: State, pack: Pack, known: Sequence[ToFindOut], sessions: Sequence[Session]
    ) -> None:
        """Show what there is to find out, and what is settled if that is wanted."""
        wanted = [one for one in known if self.show_done.isChecked() or not one.done]
        self.show_cards([words.enquiry_item(state, pack, one, sessions) for one in wanted])


class SessionList(VisitList):
    """The sessions by day; a line to add one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        empty = _(
            "No session yet. Begin with the first meeting: type its title above, choose its kind, "
            "and press Enter."
        )
        super().__init__(_("Sessions"), empty, parent)
        self.add_line = Line(
            _("Title of a new session"), placeholder=_("Title of a new session, then Enter")
        )
        self.kind = Picker(_("Kind of the new session"), words.kind_options(), value="interview")
        self.adding.add(self.add_line, stretch=1).add(self.kind)

    def show_sessions(self, plans: Sequence[SessionPlan], clashing: Collection[str]) -> None:
        """Show the sessions in the order of time."""
        self.show_cards([words.session_item(one, one.session.id in clashing) for one in plans])


class NobodyList(VisitList):
    """What no session is meant to ask: things to find out first, then guide questions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        empty = _("Everything is put to somebody.")
        super().__init__(_("Put to nobody yet"), empty, parent)
        self.adding.hide()

    def show_unasked(self, state: State, pack: Pack, unasked: Unasked) -> None:
        """Show what is put to nobody yet."""
        enquiries = [words.unasked_item(state, pack, one) for one in unasked.enquiries]
        questions = [words.question_item(factor, q) for factor, q in unasked.questions]
        self.show_cards([*enquiries, *questions])
