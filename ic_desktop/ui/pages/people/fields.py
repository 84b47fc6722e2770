"""Everything of one person, beside the lists: two sets of fields, for who asks and who is asked."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.peer import Participant
from ic_desktop.review import people
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.pages.evidence.words import confidentiality_options
from ic_desktop.ui.pages.people import words
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Section, Small
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText, Line
from ic_desktop.ui.workspace import Workspace

_NOWHERE: Final = Scope()


class PersonFields(Panel):
    """What both sets share: bound texts, and choices that are one edit each."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._workspace = workspace
        self._person = ""
        self.texts: dict[str, Line | GrowingText] = {}
        self._bound: dict[str, tuple[str, BoundText]] = {}
        self._taken = Small("", self, tone="contra")
        self._taken.hide()

    def line(self, name: str, label: str, help_text: str = "", *, key: bool = False) -> QWidget:
        """Return a line bound to a field; ``key``: of the list that resolves pseudonyms."""
        return self._tied(name, Line(label, self), label, help_text, key=key)

    def text(self, name: str, label: str, help_text: str = "") -> QWidget:
        """Return a text bound to a field."""
        return self._tied(name, GrowingText(label, self, least=2), label, help_text)

    def initials(self, help_text: str) -> QWidget:
        """Return the line for initials, with what is said when somebody else has them."""
        box = Panel(gap=0.5)
        box.add(self.line("initials", _("Initials"), help_text), self._taken)
        return box

    def _tied(
        self,
        name: str,
        widget: Line | GrowingText,
        label: str,
        help_text: str,
        *,
        key: bool = False,
    ) -> QWidget:
        self.texts[name] = widget
        kind = "name-key" if key else "participant"
        self._bound[name] = (kind, BoundText(self._workspace, widget))
        return field(label, widget, help_text)

    def show_person(self, person: Participant, *, may_edit: bool) -> None:
        """Show somebody."""
        self._person = person.id
        for name, (kind, bound) in self._bound.items():
            bound.point(kind, person.id, name, _NOWHERE)
            self.texts[name].setReadOnly(not may_edit)
        self._say_taken(person)

    def first(self) -> Line | GrowingText:
        """Return the field to begin with."""
        return self.texts["name"]

    def set_value(self, name: str, value: Value) -> None:
        """Change a choice of the person who is shown."""
        person = self._person
        self._workspace.edit(lambda e: people.describe_person(e, person, {name: value}))

    def choice(self, name: str, label: str, options: Sequence[tuple[str, str]]) -> ChoiceRow:
        """Return a row of pills that sets a field."""
        made = ChoiceRow(label, options, self)
        made.chosen.connect(lambda code: self.set_value(name, code or None))
        return made

    def _say_taken(self, person: Participant) -> None:
        other = people.initials_taken(self._workspace.state, person.initials, person.id)
        self._taken.setVisible(other is not None and bool(person.initials))
        if other is not None:
            name = words.person_name(self._workspace.state, other)
            self._taken.setText(_("{name} has these too: choose others.").format(name=name))


class TeamFields(PersonFields):
    """The fields of a member of the team or of the host's staff."""

    def __init__(
        self, workspace: Workspace, move: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self.move_button = LinkButton(_("This is somebody whom you ask …"), clicked=move)
        self.role = Picker(_("Role"), words.role_options(), self)
        self.role.chosen.connect(lambda code: self.set_value("role", code))
        self.add(
            self.line("name", _("Name")),
            field(_("Role"), self.role),
            self.line("organisation", _("Organisation")),
            self.line("function", _("Function")),
            self.initials(_("Typed while taking notes.")),
            self.move_button,
        )

    def show_person(self, person: Participant, *, may_edit: bool) -> None:
        """Show somebody."""
        super().show_person(person, may_edit=may_edit)
        options = words.role_options()
        if person.role not in dict(options):
            options = [(person.role, words.role_shown(person.role)), *options]
        self.role.set_options(options)
        self.role.set_value(person.role)
        self.role.set_read_only(not (may_edit and self._workspace.may("visit")))
        is_me = person.id == self._workspace.actor.author
        self.move_button.setVisible(may_edit and not is_me)


class AskedFields(PersonFields):
    """The fields of an interviewee: who that is stands apart from what may be told of them."""

    def __init__(
        self, workspace: Workspace, withdraw: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self.attribution = self.choice(
            "attribution", _("How their words are attributed"), words.attribution_options()
        )
        self._sees = Small("", self)
        self.level = self.choice("confidentiality", _("Confidentiality"), confidentiality_options())
        self.consent = self.choice("consent", _("Consent"), words.consent_options())
        self.how = self.choice("consent-how", _("How consent was given"), words.way_options())
        self.when = DateField(_("When consent was given"), self)
        self.when.changed.connect(lambda iso: self.set_value("consent-when", iso))
        self.few = Notice("", self, tone="warn", closable=False)
        self._withdrawn = Notice("", self, closable=False)
        self._open = Panel(self, gap=1.5)
        self._lay_out(withdraw)

    def _lay_out(self, withdraw: Callable[[], object]) -> None:
        kept = _("Kept in the list of names alone, which can stay out of any copy.")
        told = Panel(gap=0.5)
        told.add(field(_("How their words are attributed"), self.attribution), self._sees)
        self.withdraw_button = Button(
            _("Consent was taken back …"), icon_name="trash", clicked=withdraw
        )
        self._open.add(
            field(_("Asked for consent, this person has"), self.consent),
            field(_("How"), self.how),
            field(_("When"), self.when),
            self.text(
                "consent-for", _("For what"), _("Such as: for the report, not for the press.")
            ),
            self.withdraw_button,
        )
        self.add(
            Section(_("Who this is")),
            self.line("name", _("Name"), kept, key=True),
            self.line("contact", _("How to reach them"), kept, key=True),
            Section(_("What may be told")),
            told,
            self.few,
            self.line("function", _("Function")),
            self.line("organisation", _("Organisation")),
            self.line("category", _("Category"), _("Such as: head of a school, parent.")),
            field(_("What they say is at least"), self.level),
            Section(_("Consent")),
            self._withdrawn,
            self._open,
            Section(_("While taking notes")),
            self.initials(
                _(
                    "Typed for the speaker. The pseudonym is safe; initials of the name would "
                    "tell who it is."
                )
            ),
        )

    def show_person(self, person: Participant, *, may_edit: bool) -> None:
        """Show somebody."""
        super().show_person(person, may_edit=may_edit)
        for row, value in (
            (self.attribution, person.attribution),
            (self.level, person.confidentiality),
            (self.consent, person.consent),
            (self.how, person.consent_how),
        ):
            row.set_value(value)
            row.set_read_only(not may_edit)
        if not self.when.line.hasFocus():
            self.when.set_value(person.consent_when)
        self.when.set_read_only(not may_edit)
        self._sees.setText(words.attribution_help(person.attribution))
        told = people.too_few(self._workspace.state, person)
        self.few.setVisible(told is not None)
        if told is not None and self.few.text() != words.too_few_words(told):
            self.few.say(words.too_few_words(told), remedy=words.too_few_remedy(told))
        self._show_consent(person, may_edit=may_edit)

    def _show_consent(self, person: Participant, *, may_edit: bool) -> None:
        gone = person.consent == "withdrawn"
        self._withdrawn.setVisible(gone)
        self._open.setVisible(not gone)
        self.withdraw_button.setEnabled(may_edit)
        if gone and self._withdrawn.text() != words.withdrawn_words(person):
            self._withdrawn.say(words.withdrawn_words(person))
