"""The form for a new copy: for whom, what for, and what is in it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.kinds import ROLES
from ic_desktop.project.peer import participant, participants, sessions
from ic_desktop.review.advice import sees_conclusions
from ic_desktop.review.disclosure import role_name, screen_name
from ic_desktop.review.lane import MAY, PURPOSES, Lane
from ic_desktop.ui.pages.copies import words
from ic_desktop.ui.pages.scope_picker import ScopePicker
from ic_desktop.ui.passphrases import NewPassphrase
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Check, Picker, field
from ic_desktop.ui.widgets.labels import FieldLabel, Small
from ic_desktop.ui.widgets.surfaces import Card, Foldable, Panel
from ic_desktop.ui.widgets.text import Line
from ic_desktop.ui.workspace import Workspace

_NEW = "new"
_LARGE = 20 * 2**20
"""Documents of more bytes are left out where large ones are."""
_AS_FILE, _AS_WORD, _AS_EXCEL = "icproj", "docx", "xlsx"


@dataclass(frozen=True, slots=True)
class Order:
    """What a copy is to be: for whom (an id, or a name and role to be added), and its lane.

    ``suffix`` is "icproj", or that of a form: "docx", "xlsx".
    """

    person: str
    name: str
    role: str
    lane: Lane
    suffix: str
    passphrase: str


class NewCopy(Card):
    """Asks what a copy is to be; ``ordered`` carries the :class:`Order`."""

    ordered = Signal(object)
    cancelled = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("A copy for somebody"), gap=1.5)
        self._workspace = workspace
        self._person = Picker(_("For whom"), [])
        self._person.chosen.connect(lambda _code: self._follow_role())
        self._name = Line(_("Name or office"))
        self._name.typed.connect(lambda _text: self._show_fitting())
        self._role = Picker(_("Role"), [(r, role_name(r)) for r in ROLES if r != "interviewee"])
        self._role.chosen.connect(lambda _code: self._follow_role())
        self._purpose = Picker(_("What for"), words.purposes())
        self._purpose.chosen.connect(self._choose_by_hand)
        self._is_by_hand = False
        self._about = Small("")
        self._suffix = Picker(_("As"), [])
        self._suffix.setObjectName("copy-kind")
        self._suffix.chosen.connect(lambda _code: self._show_fitting())
        self._may = {code: Check(text) for code, text in words.may_words().items()}
        for box in self._may.values():
            box.ticked.connect(lambda _on: self._show_fitting())
        note = _("Other key factors are not in the copy.")
        self._scope = ScopePicker(from_none=True, note=note)
        self._scope.chosen.connect(lambda _chosen: self._show_fitting())
        self._sessions: dict[str, Check] = {}
        self._session_list = Panel(gap=0.25)
        self._sees = {
            "verdicts": Check(_("Other peers’ verdicts")),
            "confidential": Check(_("Confidential statements and evidence")),
            "names": Check(_("The names behind the pseudonyms")),
            "large": Check(_("Documents of more than 20 MB"), value=True),
        }
        for box in self._sees.values():
            box.ticked.connect(lambda _on: self._show_fitting())
        self._concluded = Small(_("The team’s conclusions are in the copy, too."))
        self._secret = NewPassphrase(of_copy=True)
        self._only_in_files: list[QWidget] = []
        self._make = PrimaryButton(_("Make the copy …"), clicked=self._order)
        self._lay_out()

    def _lay_out(self) -> None:
        self._new = Panel(gap=1.5)
        self._new.add(field(_("Name or office"), self._name), field(_("Role"), self._role))
        self._more = Foldable(_("What is in it, and a passphrase"), self._details)
        row = FlowLayout(gap=1)
        for button in (self._make, Button(_("Cancel"), clicked=self.cancelled.emit)):
            row.addWidget(button)
        self.add(
            field(_("For whom"), self._person),
            self._new,
            field(_("What for"), self._purpose),
            self._about,
            self._suffix_field(),
            self._more,
            row,
        )

    def _suffix_field(self) -> QWidget:
        help_text = _("Word and Excel are for people who do not have this program.")
        self._as = field(_("As"), self._suffix, help_text)
        return self._as

    def _details(self) -> QWidget:
        panel = Panel(gap=1.5)
        allowed = Panel(gap=0.25)
        allowed.add(*self._may.values())
        seen = Panel(gap=0.25)
        seen.add(*self._sees.values(), self._concluded)
        secret = Panel(gap=1.5)
        secret.add(FieldLabel(_("Passphrase, if you want one")), self._secret)
        self._only_in_files = [field(_("Also in it"), seen), secret]
        panel.add(
            field(_("What may be done in it"), allowed),
            field(_("Key factors"), self._scope),
            field(_("Sessions: none ticked means all"), self._session_list),
            *self._only_in_files,
        )
        self._show_fitting()
        return panel

    # Showing

    def start(self, factors: tuple[str, ...] = ()) -> None:
        """Show a fresh form, with the cursor in its first field."""
        workspace = self._workspace
        known = [
            (p.id, f"{screen_name(workspace.state, p.id)} ({role_name(p.role)})")
            for p in participants(workspace.state)
            if not p.is_interviewee and p.id != workspace.actor.author and p.role
        ]
        self._person.set_options([*known, (_NEW, _("Somebody new …"))])
        self._person.set_value(known[0][0] if known else _NEW)
        self._name.set_text("")
        self._secret.clear()
        peer = workspace.is_peer_review
        self._role.set_value("peer" if peer else "host-staff")
        self._is_by_hand = False
        self._scope.show_scope(workspace.factors, factors)
        self._show_sessions()
        self._follow_role()
        (self._name if self._person.value() == _NEW else self._person).setFocus()

    def _show_sessions(self) -> None:
        held = sessions(self._workspace.state, self._workspace.review_id)
        self._session_list.clear()
        self._sessions = {s.id: Check(s.title or s.place or s.date) for s in held}
        nothing = Small(_("No session is planned yet."))
        self._session_list.add(*(self._sessions.values() or [nothing]))

    def _choose_by_hand(self, purpose: str) -> None:
        self._is_by_hand = True
        self._choose_purpose(purpose)

    def _follow_role(self) -> None:
        """Propose what a copy for this person is made for, unless somebody chose it by hand."""
        state = self._workspace.state
        held = participant(state, self._person.value())
        role = held.role if held is not None else self._role.value()
        if not self._is_by_hand:
            purpose = words.purpose_for(role) if self._workspace.is_peer_review else "fill-in"
            self._purpose.set_value(purpose)
            self._choose_purpose(purpose)
        self._show_fitting()

    def _choose_purpose(self, purpose: str) -> None:
        for code, box in self._may.items():
            if purpose:
                box.set_value(code in PURPOSES[purpose])
        self._sees["verdicts"].set_value(purpose in ("leader", "follow-up"))
        self._sees["confidential"].set_value(purpose == "leader")
        self._sees["names"].set_value(False)
        self._about.setText(words.about_purpose(purpose))
        if not purpose:
            self._more.set_open(True)
        forms = [(_AS_WORD, _("A form in Word")), (_AS_EXCEL, _("A form in Excel"))]
        options = [(_AS_FILE, _("A project file for this program"))]
        self._suffix.set_options(options + (forms if purpose == "fill-in" else []))
        if not self._suffix.value():
            self._suffix.set_value(_AS_FILE)
        self._as.setVisible(purpose == "fill-in")
        self._show_fitting()

    def _show_fitting(self) -> None:
        self._new.setVisible(self._person.value() == _NEW)
        is_file = self._suffix.value() == _AS_FILE
        for part in self._only_in_files:
            part.setVisible(is_file)
        for box in self._may.values():
            box.setEnabled(is_file)
        if self._concluded.parent() is not None:
            self._concluded.setVisible(self._shows_conclusions())
        named = self._person.value() != _NEW or bool(self._name.text().strip())
        allows = any(box.isChecked() for box in self._may.values())
        self._make.setEnabled(named and allows and self._scope.is_complete)

    def _shows_conclusions(self) -> bool:
        """Tell whether the copy holds what the team concluded."""
        return sees_conclusions(self._lane())

    # What is ordered

    def _order(self) -> None:
        if not self._make.isEnabled():
            return
        lane = self._lane()
        name, role = self._name.text().strip(), self._role.value()
        suffix = self._suffix.value() or _AS_FILE
        secret = self._secret.text() if suffix == _AS_FILE else ""
        if secret and (problem := self._secret.problem()):
            self._more.set_open(True)
            self._secret.say(problem)
            return
        self.ordered.emit(Order(lane.author, name, role, lane, suffix, secret))

    def _lane(self) -> Lane:
        person = "" if self._person.value() == _NEW else self._person.value()
        may = frozenset(code for code in MAY if self._may[code].isChecked())
        sees = {name: box.isChecked() for name, box in self._sees.items()}
        return Lane(
            review=self._workspace.review_id,
            author=person,
            may=may,
            factors=self._scope.value(),
            sessions=tuple(key for key, box in self._sessions.items() if box.isChecked()),
            sees_verdicts=sees["verdicts"],
            sees_confidential=sees["confidential"],
            sees_names=sees["names"],
            largest=-1 if sees["large"] else _LARGE,
        )
