"""The page of people: a line to add somebody, two lists, and everything of one person beside."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.peer import INTERVIEWEE, Participant, participant
from ic_desktop.review import consent, disclosure, people
from ic_desktop.review.consent import Holders
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import COPIES, Place
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.people import words
from ic_desktop.ui.pages.people.fields import AskedFields, PersonFields, TeamFields
from ic_desktop.ui.pages.people.withdrawing import Withdrawing
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.pages.two_sides import TwoSides
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.forms import Picker
from ic_desktop.ui.widgets.labels import Heading, Muted, Small, Title
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.notices import Hint, Notice
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.text import Line
from ic_desktop.ui.workspace import Touched, Workspace

_SHOWN = frozenset(["participant", "name-key", "evidence", "erasure"])
_ROWS = 80


class PeoplePage(ProjectPage):
    """Who asks, and who is asked."""

    help_topic = "people"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._chosen = ""
        self._filled_for: object = None
        self.room = Room()
        self.warnings = Panel(gap=1)
        self.team = Group(_("The review team and its hosts"), _("Add somebody by name"), self)
        self.role = Picker(_("Role of the new person"), words.role_options(), value="peer")
        self.asked = Group(_("The people whom you ask"), _("Add somebody whom you ask"), self)
        self.team.add_line.setPlaceholderText(_("Name, then Enter"))
        self.asked.add_line.setPlaceholderText(_("Name, then Enter; without a name: Enter alone"))
        self.team.adding.add(self.role)
        QWidget.setTabOrder(self.team.add_line, self.role)
        QWidget.setTabOrder(self.role, self.team.list)
        self.withdrawing = Withdrawing(self, desk, workspace, self._tell_holders)
        self.team_fields = TeamFields(workspace, self._move)
        self.asked_fields = AskedFields(workspace, self._withdraw)
        self._name = Heading("", selectable=True)
        self.remove_button = Button(_("Take off the list"), icon_name="minus", clicked=self._remove)
        self._connect()
        self.sides = TwoSides(self._main(), self._side(), self)
        self.fill_with(self.sides)

    def _connect(self) -> None:
        self.team.add_line.entered.connect(lambda name: self._add(name, self.role.value()))
        self.role.entered.connect(self._add_in_role)
        self.asked.add_line.entered.connect(lambda name: self._add(name, INTERVIEWEE))
        for group, fields in ((self.team, self.team_fields), (self.asked, self.asked_fields)):
            group.list.selected.connect(self._choose)
            group.list.opened.connect(partial(self._open, fields))
            group.list.removed.connect(lambda key: self._remove(str(key)))

    def _main(self) -> Panel:
        main = Panel(margins=(3.5, 3, 3, 3), gap=2)
        intro = _(
            "The team and its hosts stand by name. Those whom you ask stand as P1, P2 and so on, "
            "everywhere but here."
        )
        head = Panel(gap=0.5)
        head.add(Title(_("People")), Muted(intro))
        main.add(head, self.room, self.warnings, self.team, self.asked, self._where()).add_stretch()
        return main

    def _where(self) -> Card:
        """Return the card that says where names are kept."""
        card = Card(title=_("Where names are kept"), gap=0.75)
        card.add(
            Small(
                _(
                    "The names of those whom you ask stand in a list of their own in this file, "
                    "and in no report, schedule, calendar or slide. For each copy that you give "
                    "away you say whether the list goes with it; if not, the copy knows them by "
                    "pseudonym alone. Don’t write names into titles, notes or statements."
                )
            ),
            LinkButton(_("Copies out and back"), clicked=lambda: self.desk.go(COPIES)),
        )
        return card

    def _side(self) -> Panel:
        side = Panel(margins=(3, 3, 3, 3), gap=2, tone="column")
        self._nobody = Hint(
            _("Who takes part?"),
            _(
                "Begin with the team: type a name at “Name, then Enter”, choose the role, press "
                "Enter. Then add those whom you will ask. Whoever is chosen in a list stands here."
            ),
        )
        self._head = Panel(direction="row", gap=1)
        self._head.add(self._name, stretch=1).add(self.remove_button)
        side.add(self._nobody, self._head, self.team_fields, self.asked_fields).add_stretch()
        return side

    # Showing

    def show_place(self, place: Place) -> None:
        """Show everybody; ``spot`` is somebody to choose."""
        if place.spot:
            self._chosen = place.spot
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        if any(kind in _SHOWN for kind, _key in touched):
            self._fill()

    def _fill(self) -> None:
        workspace = self.workspace
        groups = people.people(workspace.state)
        for group, held in ((self.team, groups.team), (self.asked, groups.interviewees)):
            group.show_items([self._item(person) for person in held])
            group.list.set_current(self._chosen)
        may = workspace.may("visit")
        for widget in (self.team.adding, self.asked.adding):
            widget.setEnabled(may)
        self._show_warnings()
        self._show_chosen(may_edit=may)

    def _item(self, person: Participant) -> CardItem:
        state = self.workspace.state
        is_me = person.id == self.workspace.actor.author
        warn = people.too_few(state, person) is not None
        return CardItem(
            person.id,
            words.list_title(state, person),
            words.list_detail(person, is_me=is_me),
            note=_("as good as a name") if warn else person.initials,
            icon_name="warning" if warn else "person",
        )

    def _show_chosen(self, *, may_edit: bool) -> None:
        state = self.workspace.state
        person = participant(state, self._chosen)
        there = person is not None and self._chosen in self._ids()
        self._nobody.setVisible(not there)
        self._head.setVisible(there)
        self.team_fields.setVisible(there and person is not None and not person.is_interviewee)
        self.asked_fields.setVisible(there and person is not None and person.is_interviewee)
        if person is None or not there:
            return
        self._name.setText(words.list_title(state, person))
        self.remove_button.setEnabled(may_edit)
        self._fields(person).show_person(person, may_edit=may_edit or self._is_me(person))

    def _fields(self, person: Participant) -> PersonFields:
        return self.asked_fields if person.is_interviewee else self.team_fields

    def _is_me(self, person: Participant) -> bool:
        """One's own record can be put right in any copy."""
        return person.id == self.workspace.actor.author and not self.workspace.read_only

    def _ids(self) -> set[object]:
        return self.team.ids() | self.asked.ids()

    # What is not as it should be

    def _show_warnings(self) -> None:
        state = self.workspace.state
        doubles = people.double_pseudonyms(state)
        initials = people.double_initials(state)
        small = disclosure.small_categories(state)
        again = consent.came_after_withdrawal(state)
        leaders = people.leaders(state)
        shown = (doubles, initials, leaders, small, again, theme.look())
        if shown == self._filled_for:
            return
        self._filled_for = shown
        self.warnings.clear()
        for same in doubles:
            self._warn_of_pseudonym(same)
        told = {person.id for same in doubles for person in same}
        for same in initials:
            if not told.issuperset(person.id for person in same):
                self._warn(words.double_words(same, state, same[0].initials))
        if len(leaders) > 1:
            self._warn(words.leaders_words(leaders, state), remedy=words.leaders_remedy())
        if small:
            self._warn(words.small_words(small.items()), remedy=words.small_remedy())
        for person in again:
            self._warn_of_words_again(person)
        self.warnings.setVisible(self.warnings.body.count() > 0)

    def _warn(self, text: str, *, remedy: str = "") -> Notice:
        notice = Notice(text, tone="warn", remedy=remedy, closable=False)
        self.warnings.add(notice)
        return notice

    def _warn_of_pseudonym(self, same: tuple[Participant, ...]) -> None:
        state = self.workspace.state
        remedy = _("Two copies gave it out at the same time. Give one of them the next number.")
        notice = self._warn(words.double_words(same, state, same[0].pseudonym), remedy=remedy)
        for person in same:
            text = words.renumber_words(state, person)
            notice.add_action(text, partial(self._renumber, person.id))

    def _warn_of_words_again(self, person: str) -> None:
        found = participant(self.workspace.state, person)
        if found is None:
            return
        name = words.person_name(self.workspace.state, found)
        text = _("{name} took consent back, and a copy has brought words of theirs again.")
        notice = self._warn(text.format(name=name))
        notice.add_action(_("Erase these too …"), lambda: self.withdrawing.ask(found))

    # Doing

    def _add(self, name: str, role: str) -> None:
        if not name.strip() and role != INTERVIEWEE:
            return
        made: list[str] = []
        if self.workspace.edit(lambda e: made.append(people.add_person(e, name, role))):
            self._chosen = made[0]
            for group in (self.team, self.asked):
                group.add_line.clear()
            self._fill()
            self.sides.begin_side()

    def _add_in_role(self, role: str) -> None:
        """Add whoever was typed, by Enter in the box of roles; the line is ready for the next."""
        self._add(self.team.add_line.text(), role)
        self.team.add_line.setFocus()

    def _choose(self, key: object) -> None:
        self.workspace.settle()
        self._chosen = str(key)
        other = self.asked if self._chosen in self.team.ids() else self.team
        other.list.set_current(None)
        self._show_chosen(may_edit=self.workspace.may("visit"))
        self.sides.begin_side()

    def _open(self, fields: PersonFields, key: object) -> None:
        self._choose(key)
        fields.first().setFocus()

    def _remove(self, key: str = "") -> None:
        person = key or self._chosen
        if not self.workspace.may("visit"):
            return
        self.workspace.settle()
        if self.workspace.edit(lambda e: people.remove_person(e, person)):
            self.desk.say(_("Taken off the list; what they said stays. Ctrl+Z undoes it."))

    def _renumber(self, person: str) -> None:
        self.workspace.edit(lambda e: people.renumber(e, person))

    def _withdraw(self) -> None:
        person = participant(self.workspace.state, self._chosen)
        if person is not None:
            self.withdrawing.ask(person)

    def _move(self) -> None:
        person = participant(self.workspace.state, self._chosen)
        if person is not None:
            self.withdrawing.move(person)

    def _tell_holders(self, person: str, held: Holders) -> None:
        """List what has left already and may still hold the words."""
        self._chosen = person
        self._fill()
        told = words.left_outside(self.workspace.state, held)
        if told:
            self.room.hold(Notice(_("Erased here."), tone="warn", remedy="\n".join(told)))


class Group(Card):
    """One list with a line to add somebody."""

    def __init__(self, title: str, adding: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=title, gap=1)
        self.adding = Panel(self, direction="row", gap=1)
        self.add_line = Line(adding, self.adding)
        self.adding.add(self.add_line, stretch=1)
        self._none = Muted(_("Nobody yet: type a name above and press Enter."), self)
        self.list = CardList(title, self, fit_rows=_ROWS)
        self.add(self.adding, self._none, self.list)

    def show_items(self, items: list[CardItem]) -> None:
        """Show who is in it."""
        self.list.set_items(items)
        self._none.setVisible(not items)
        self.list.setVisible(bool(items))

    def ids(self) -> set[object]:
        """Return the ids of those who are in it."""
        return {item.key for item in self.list.items()}
