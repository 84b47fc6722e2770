"""The signers whom the user knows: who, since when, and how they became known."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.report.certificate import grouped
from ic_desktop.report.trust import How, Known, TrustList
from ic_desktop.ui import dialogs
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.trust_form import read_certificate
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.labels import Muted, Small, Strong
from ic_desktop.ui.widgets.surfaces import Card, Panel


class TrustCard(Card):
    """Shows the list and changes it; ``changed`` carries the TrustList once it is written."""

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Signers you know"), gap=1)
        self._desk = desk
        self._rows = Panel(gap=1.25)
        add = Button(_("Add from a certificate file …"), icon_name="import", clicked=self._choose)
        self.add(self._rows, add)
        self._show(TrustList())

    def load(self) -> None:
        """Read the list off the screen's thread, and show it."""
        self._desk.background.do(_known, done=while_there(self, self._show), failed=self._failed)

    def add_known(self, known: Known) -> None:
        """Write one more signer into the list."""

        def work(_task: "Task[TrustList]") -> TrustList:
            from ic_desktop.report import trust

            trust.save(trust.load().add(known))
            return trust.known_signers()

        self._desk.background.do(work, done=while_there(self, self._written), failed=self._failed)

    def take_file(self, path: Path) -> None:
        """Add the signer of a certificate file that came in another way than in a report."""
        self._desk.background.do(
            read_certificate(path), done=while_there(self, self._ask), failed=self._failed
        )

    def _choose(self) -> None:
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self, _("Choose a certificate"), folder)
        dialog.setNameFilter(_("Certificates (*.pem *.crt *.cer *.der)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()

    def _ask(self, known: Known) -> None:
        dialogs.ask(
            self,
            _("Was this file given to you by {name}?").format(name=known.name or _("(no name)")),
            _(
                "Anyone can make a certificate with this name. Add it only if you got it from "
                "its holder. Its fingerprint: {digits}"
            ).format(digits=grouped(known.fingerprint)),
            [
                dialogs.Choice(_("Yes, add"), lambda: self.add_known(known)),
                dialogs.Choice(_("Cancel"), cancels=True, default=True),
            ],
        )

    def _show(self, found: TrustList) -> None:
        self._rows.clear()
        if not found.entries:
            self._rows.add(Muted(_("Nobody yet. Your own identities appear here by themselves.")))
        for one in sorted(found.entries, key=lambda known: known.name.casefold()):
            self._rows.add(self._row(one))

    def _row(self, one: Known) -> Panel:
        row = Panel(gap=0.25)
        top = Panel(direction="row", gap=1)
        name = one.name or _("(no name)")
        if not one.how.counts:
            name = _("{name} (seen, not known)").format(name=name)
        top.add(Strong(name), stretch=1)
        if one.how is not How.OWN:
            link = LinkButton(_("Remove"), clicked=lambda: self._ask_removal(one))
            link.setAccessibleName(_("Remove {name}").format(name=name))
            top.add(link)
        told = Small(f"{one.how.words} ({one.added})")
        row.add(top, told, Small(grouped(one.fingerprint), selectable=True))
        return row

    def _ask_removal(self, one: Known) -> None:
        dialogs.ask(
            self,
            _("Remove {name} from the signers you know?").format(name=one.name),
            _("Reports signed by this identity are then shown as signed by someone unknown."),
            [
                dialogs.Choice(_("Remove"), lambda: self._remove(one)),
                dialogs.Choice(_("Cancel"), cancels=True, default=True),
            ],
        )

    def _remove(self, one: Known) -> None:
        def work(_task: "Task[TrustList]") -> TrustList:
            from ic_desktop.report import trust

            trust.save(trust.load().remove(one.fingerprint))
            return trust.known_signers()

        self._desk.background.do(work, done=while_there(self, self._written), failed=self._failed)

    def _written(self, found: TrustList) -> None:
        self._show(found)
        self.changed.emit(found)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._desk.tell(error)


def _known(_task: "Task[TrustList]") -> TrustList:
    from ic_desktop.report.trust import known_signers

    return known_signers()
