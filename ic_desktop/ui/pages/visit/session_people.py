"""Who is in a session: a row for each, and a list from which to add somebody."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.kinds import PARTS
from ic_desktop.project.peer import Participant, participants
from ic_desktop.review import visit_edits
from ic_desktop.ui.navigation import PEOPLE
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.visit import words
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.forms import Picker
from ic_desktop.ui.widgets.labels import Section, Small, Words
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.workspace import Workspace


class SessionPeople(Panel):
    """Who asks, who answers, who interprets, who observes."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self._workspace = workspace
        self._session = ""
        self._filled_for: object = None
        self.rows: dict[str, Picker] = {}
        self._list = Panel(gap=0.75)
        self.adding = Picker(_("Add somebody to the session"), [])
        self.adding.chosen.connect(self._add)
        self._none = Small(_("Add the team and those whom you ask on the page “People” first."))
        self._go = LinkButton(_("People"), clicked=lambda: desk.go(PEOPLE))
        self.add(Section(_("Who is there")), self._list, self.adding, self._none, self._go)

    def show_people(
        self, session: str, people: Mapping[str, tuple[str, ...]], *, may_edit: bool
    ) -> None:
        """Show who is in a session: participant ids by part."""
        everybody = participants(self._workspace.state)
        part_of = {person: part for part, held in people.items() for person in held}
        names = {p.id: words.person_words(self._workspace.state, p) for p in everybody}
        shown = (session, sorted(part_of.items()), sorted(names.items()), may_edit)
        if shown == self._filled_for:
            return
        self._session, self._filled_for = session, shown
        there = sorted(
            (p for p in everybody if p.id in part_of),
            key=lambda p: PARTS.index(part_of[p.id]),
        )
        self._show_rows(there, part_of, names, may_edit=may_edit)
        others = [(p.id, names[p.id]) for p in everybody if p.id not in part_of]
        self.adding.set_options([("", _("Add somebody …")), *others])
        self.adding.set_value("")
        self.adding.setVisible(bool(others))
        self.adding.set_read_only(not may_edit)
        self._none.setVisible(not everybody)
        self._go.setVisible(not everybody)

    def _show_rows(
        self,
        there: list[Participant],
        part_of: Mapping[str, str],
        names: Mapping[str, str],
        *,
        may_edit: bool,
    ) -> None:
        focused = next((key for key, row in self.rows.items() if row.hasFocus()), "")
        self._list.clear()
        self.rows = {}
        for person in there:
            row = Panel(direction="row", gap=1)
            name = _("What {name} does").format(name=names[person.id])
            picker = Picker(name, words.part_options(), value=part_of[person.id])
            picker.chosen.connect(lambda part, key=person.id: self._put(key, part))
            picker.set_read_only(not may_edit)
            row.add(Words(names[person.id]), stretch=1).add(picker)
            self._list.add(row)
            self.rows[person.id] = picker
        if focused in self.rows:
            self.rows[focused].setFocus()
        self._list.setVisible(bool(there))

    def _add(self, person: str) -> None:
        if person:
            found = next((p for p in participants(self._workspace.state) if p.id == person), None)
            self._put(person, "answers" if found is not None and found.is_interviewee else "asks")

    def _put(self, person: str, part: str) -> None:
        session = self._session
        self._workspace.edit(lambda e: visit_edits.put_person(e, session, person, part))
