"""The identity to sign with: choose one, make one, import one; its fingerprint, and what it proves.

Shared by the report page and the settings. Keys are made and read off the screen's thread.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.ui import dialogs, formats
from ic_desktop.ui.pages.identity_forms import IdentityForm, ImportForm, MakeForm
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import FieldLabel, Muted, Small, Strong
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.widgets.surfaces import Card, Panel

if TYPE_CHECKING:
    from ic_desktop.report.identity import Identity


class IdentityChooser(Panel):
    """Shows the chosen identity with its fingerprint; makes, imports, hands out and removes."""

    chosen = Signal(object)
    """Another identity is chosen: an Identity, or None."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._desk = desk
        self._found: dict[str, Identity] = {}
        self._form: IdentityForm | None = None
        self.identity: Identity | None = None
        self._pick = Picker(_("Sign as"), [])
        self._pick.chosen.connect(self._choose)
        self._pick_field = field(_("Sign as"), self._pick)
        self._none = Muted(
            _("You have no identity yet. Make one, or import the one that your city gave you.")
        )
        self._about = self._make_about()
        self._room = Room()
        self._buttons = Panel()
        flow = FlowLayout(gap=1)
        self.make_button = Button(
            _("Make an identity …"), icon_name="plus", clicked=self.show_making
        )
        self.import_button = Button(_("Import …"), icon_name="import", clicked=self._choose_file)
        flow.addWidget(self.make_button)
        flow.addWidget(self.import_button)
        self._buttons.add(flow)
        self.add(self._pick_field, self._none, self._about, self._room, self._buttons)
        self._show([])

    def _make_about(self) -> Panel:
        about = Panel(gap=0.5)
        self.fingerprint = Strong(selectable=True)
        self.fingerprint.setAccessibleName(_("Fingerprint"))
        self._until = Small()
        links = FlowLayout(gap=1)
        for text, call in (
            (_("Copy"), self._copy),
            (_("Print …"), self._print),
            (_("Save certificate …"), self._save_certificate),
            (_("Remove …"), self._ask_removal),
            (_("Make another …"), self.show_making),
            (_("Import another …"), self._choose_file),
        ):
            link = LinkButton(text, clicked=call)
            links.addWidget(link)
        row = Panel()
        row.add(links)
        about.add(FieldLabel(_("Fingerprint")), self.fingerprint, self._until, row)
        return about

    def show_identities(self) -> None:
        """Look which identities there are, off the screen's thread."""
        self._desk.background.do(_identities, done=while_there(self, self._show))

    # Choosing

    def _show(self, found: "list[Identity]") -> None:
        self._found = {str(one.path): one for one in found}
        self._pick.set_options([(key, name_of(one)) for key, one in self._found.items()])
        wanted = self._desk.preferences.now.identity
        shown = wanted if wanted in self._found else next(iter(self._found), "")
        self._pick.set_value(shown)
        self._show_one(self._found.get(shown))
        if shown and shown != wanted:
            self._keep(shown)

    def _show_one(self, one: "Identity | None") -> None:
        self.identity = one
        self._none.setVisible(one is None)
        self._about.setVisible(one is not None)
        self._pick_field.setVisible(one is not None)
        self._show_buttons()
        if one is not None:
            self.fingerprint.setText(one.fingerprint_grouped)
            until = _("Good until {day}.") if not one.expired else _("It ran out on {day}.")
            self._until.setText(until.format(day=formats.day(one.not_after)))
            self._until.set_tone("contra" if one.expired else "")
        self.chosen.emit(one)

    def _choose(self, path: str) -> None:
        self._keep(path)
        self._show_one(self._found.get(path))

    def _keep(self, path: str) -> None:
        self._desk.preferences.change(lambda s: replace(s, identity=path))

    # Making and importing

    def show_making(self) -> None:
        """Open the form for a new identity."""
        form = MakeForm(self._desk)
        self._open(form)
        (form.passphrase if form.name.text() else form.name).setFocus()

    def _choose_file(self) -> None:
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self, _("Import an identity"), folder)
        dialog.setNameFilter(_("Key files (*.p12 *.pfx)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.show_importing(Path(name)))
        dialog.open()

    def show_importing(self, path: Path) -> None:
        """Open the form for a key file."""
        form = ImportForm(self._desk, path)
        self._open(form)
        form.passphrase.setFocus()

    def _open(self, form: IdentityForm) -> None:
        self._form = form
        form.made.connect(self._made)
        form.closed.connect(self._close)
        self._room.hold(form)
        self._show_buttons()

    def _close(self) -> None:
        self._form = None
        self._room.empty()
        self._show_buttons()

    def _show_buttons(self) -> None:
        """Offer to make or import in the first place; later there are links for that."""
        self._buttons.setVisible(self.identity is None and self._form is None)

    def _made(self, one: "Identity") -> None:
        self._close()
        self._keep(str(one.path))
        notice = Notice(
            _("The identity of {name} is kept on this computer.").format(name=name_of(one)),
            remedy=_(
                "Print its fingerprint or give it to your readers in another way than in the "
                "report, so that they can tell that a signature is yours."
            ),
        )
        self._room.hold(notice)
        notice.closed.connect(self._room.empty)
        self.show_identities()

    # Handing out and removing

    def _copy(self) -> None:
        if self.identity is not None:
            QGuiApplication.clipboard().setText(self.identity.fingerprint_grouped)
            self._desk.say(_("The fingerprint is in the clipboard."))

    def _print(self) -> None:
        if self.identity is not None:
            from ic_desktop.ui.pages.identity_sheet import print_sheet

            print_sheet(self, self.identity)

    def _save_certificate(self) -> None:
        one = self.identity
        if one is None:
            return
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self, _("Save the certificate"), folder)
        dialog.setNameFilter(_("Certificates (*.pem)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(".pem")
        dialog.selectFile(f"{one.path.stem}.pem")
        dialog.fileSelected.connect(lambda name: self._export(one, Path(name)))
        dialog.open()

    def _export(self, one: "Identity", path: Path) -> None:
        def work(_task: Task[None]) -> None:
            from ic_desktop.report.identity import export_certificate

            export_certificate(one, path)

        said = _("Saved: {file}. It holds no secret.").format(file=path.name)
        self._desk.background.do(work, done=lambda _none: self._desk.say(said), failed=self._failed)

    def _ask_removal(self) -> None:
        one = self.identity
        if one is None:
            return
        dialogs.ask(
            self,
            _("Remove the identity of {name} from this computer?").format(name=name_of(one)),
            _(
                "Its key is deleted and cannot be brought back without a copy of the key file. "
                "What it signed stays signed."
            ),
            [
                dialogs.Choice(_("Remove for good"), lambda: self._remove(one)),
                dialogs.Choice(_("Keep it"), cancels=True, default=True),
            ],
            warns=True,
        )

    def _remove(self, one: "Identity") -> None:
        def work(_task: Task[None]) -> None:
            from ic_desktop.report.identity import remove

            remove(one)

        self._room.empty()
        self._desk.background.do(
            work, done=while_there(self, lambda _none: self.show_identities()), failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._desk.tell(error)


class IdentityCard(Card):
    """The chooser on a card of its own, with what its signature proves: for the settings."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Identity for signing"), gap=1.5)
        self.chooser = IdentityChooser(desk)
        self._proves = Small()
        self.chooser.chosen.connect(self._show)
        self.add(self.chooser, self._proves)
        self._show(None)

    def show_identities(self) -> None:
        """Look which identities there are, off the screen's thread."""
        self.chooser.show_identities()

    def _show(self, one: "Identity | None") -> None:
        self._proves.setVisible(one is not None)
        if one is not None:
            from ic_desktop.report.identity import what_it_proves

            self._proves.setText(what_it_proves(one))
        self.chosen.emit(one)


def name_of(one: "Identity") -> str:
    """Return what the window calls an identity."""
    return f"{one.name}, {one.organisation}" if one.organisation else one.name


def _identities(_task: "Task[list[Identity]]") -> "list[Identity]":
    from ic_desktop.report.identity import identities

    return identities()
