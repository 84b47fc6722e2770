"""Checking a signed report: drop a PDF, read the facts, decide for oneself."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ic_desktop import helper_client
from ic_desktop.errors import HelperFailed, IcError
from ic_desktop.i18n import _
from ic_desktop.project.entities import Review, reviews
from ic_desktop.project.seal import seals
from ic_desktop.report import order
from ic_desktop.report.facts import Outcome, ProjectFacts, Seal, Verification
from ic_desktop.report.trust import Known, known_signers
from ic_desktop.ui import navigation, wording
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.page import Desk, Page
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.pages.trust_card import TrustCard
from ic_desktop.ui.pages.trust_form import TrustForm
from ic_desktop.ui.pages.verify_facts import FactsCard
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.drops import Dropped, DropZone
from ic_desktop.ui.widgets.labels import Muted, Small, Title
from ic_desktop.ui.widgets.notices import Busy, Notice, announce
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel

if TYPE_CHECKING:
    from ic_desktop.ui.workspace import Workspace

log = logging.getLogger(__name__)


class _ReportZone(DropZone):
    """Takes one report, dropped or chosen."""

    def __init__(self, desk: Desk) -> None:
        text = _("Drop a signed report (PDF) here")
        super().__init__(_("Report to check"), text=text)
        self._desk = desk
        self.choose_button.setText(_("Choose a file …"))
        self.setAccessibleDescription(_("Enter chooses a file."))

    def choose(self) -> None:
        """Let a report be chosen; the window then shows it here."""
        self._desk.choose_report()


class VerifyPage(Page):
    """Who signed, when by their own clock, whether it is whole, and whether you know the signer."""

    help_topic = "verify"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._path: Path | None = None
        self._found: Verification | None = None
        self._task: Task[Verification] | None = None
        self._zone = _ReportZone(desk)
        self._zone.taken.connect(self._take)
        self._room, self._trust_room = Room(), Room()
        self._facts = FactsCard()
        self._know = Button(_("I know this signer …"), clicked=self._ask_trust)
        self._trust = TrustCard(desk)
        self._trust.changed.connect(lambda _list: self._again())
        columns = Columns(shares=(3, 2))
        columns.left.add(self._room, self._facts, self._know, self._trust_room).add_stretch()
        columns.right.add(self._trust, self._about()).add_stretch()
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        body.add(self._head(), self._zone, columns).add_stretch()
        self._scroll = PageScroll(body)
        self.fill_with(self._scroll)
        self._clear()

    def _head(self) -> Panel:
        head = Panel(direction="row", gap=2)
        words = Panel(gap=0.25)
        intro = _("The file is checked on this computer; nothing is sent anywhere.")
        words.add(Title(_("Check a signed report")), Muted(intro))
        self._back = LinkButton(_("Back to the project"), icon_name="back", clicked=self._go_back)
        head.add(words, stretch=1).add(self._back)
        return head

    def _about(self) -> Card:
        card = Card(title=_("What a check can tell"), gap=1)
        whole = _(
            "Whether the file is, to its last byte, what was signed: this is certain. Not when it "
            "was signed: that is what the signer’s own clock said."
        )
        who = _(
            "Not who signed it: a name in a certificate can be anyone’s. You know a signer once "
            "you have compared the fingerprint with the signer, in another way than by the report."
        )
        card.add(Small(whole), Small(who))
        return card

    # Showing

    def show_place(self, place: Place) -> None:
        """Check the file that ``place.item`` names, if any."""
        self._back.setVisible(self.desk.workspace() is not None)
        self._trust.load()
        if place.item:
            self.check(Path(place.item))
        else:
            self._zone.setFocus()
            self._again()

    def leave(self) -> None:
        """Stop a check that nobody looks at."""
        self._stop()

    def check(self, path: Path) -> None:
        """Check a file in a process of its own, and show what was found out."""
        self._stop()
        self._clear()
        self._path = path
        busy = Busy(_("Checking {file}").format(file=path.name))
        busy.cancelled.connect(self._stop)
        self._room.hold(busy)
        project = project_facts(self.desk.workspace())

        def work(task: "Task[Verification]") -> Verification:
            wanted = order.verifying_order(path, known_signers(), project)
            cancelled = task.is_cancelled
            answer = helper_client.ask("verify-report", wanted, cancelled=cancelled, seconds=60.0)
            return order.verification_of(answer)

        self._task = self.desk.background.do(
            work,
            done=while_there(self, lambda found: self._show(path, found)),
            failed=while_there(self, lambda error: self._failed(path, error)),
            cancelled=while_there(self, lambda: self._cancelled(path)),
        )

    def _show(self, path: Path, found: Verification) -> None:
        if path != self._path:
            return
        self._room.empty()
        self._task, self._found = None, found
        self._facts.show_facts(path.name, found)
        self._facts.show()
        unknown = found.verdict in (Outcome.UNKNOWN, Outcome.NAMESAKE)
        self._know.setVisible(unknown)
        first = found.sentences()[0].text
        announce(self, first)

    def _failed(self, path: Path, error: Exception) -> None:
        if isinstance(error, HelperFailed):
            log.error("the check of a report broke down: %s", getattr(error, "__notes__", ""))
        if not isinstance(error, IcError):
            raise error
        if path == self._path:
            self._clear()
            self._room.hold(Notice.of_error(error))

    def _cancelled(self, path: Path) -> None:
        if path == self._path:
            self._clear()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _clear(self) -> None:
        self._room.empty()
        self._trust_room.empty()
        self._facts.hide()
        self._know.hide()
        self._found = None

    # What a person does

    def _take(self, dropped: Dropped) -> None:
        if dropped.files:
            self.check(dropped.files[0])

    def _ask_trust(self) -> None:
        if self._found is None or self._found.last is None:
            return
        form = TrustForm(self.desk, self._found.last)
        form.known.connect(self._add)
        form.closed.connect(self._close_form)
        self._trust_room.hold(form)
        self._know.hide()
        form.how.focus_chosen()
        QTimer.singleShot(0, lambda: self._scroll.reveal(form))

    def _close_form(self) -> None:
        self._trust_room.empty()
        self._know.show()

    def _add(self, known: Known) -> None:
        self._trust_room.empty()
        self._trust.add_known(known)

    def _again(self) -> None:
        """Look at the file anew with the signers that are known now."""
        if self._path is not None:
            self.check(self._path)

    def _go_back(self) -> None:
        self.desk.go(navigation.REPORT)


def project_facts(workspace: "Workspace | None") -> ProjectFacts | None:
    """Return what the open project knows of its signed reports, None if none is open."""
    if workspace is None:
        return None
    found = [
        Seal(seal.pdf_sha256, seal.root, _title(review, seal.revision))
        for review in reviews(workspace.state)
        for seal in seals(workspace.state, review.id)
    ]
    return ProjectFacts(workspace.project_id, tuple(found))


def _title(review: Review, revision: int) -> str:
    """Return what a review was called by its revision that was signed."""
    return wording.review_name(replace(review, revision=revision))
