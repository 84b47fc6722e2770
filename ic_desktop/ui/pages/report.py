"""Report and signature: look at what is open, make a draft, sign."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.errors import IcError, WrongPassphrase
from ic_desktop.i18n import LANGUAGES, _
from ic_desktop.project.concluded import progress
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.seal import seals, start_revision
from ic_desktop.project.state import State
from ic_desktop.report.certificate import grouped
from ic_desktop.review.checks import Finding, Missing, missing
from ic_desktop.review.files import safe_name
from ic_desktop.review.peer_checks import all_findings, in_order
from ic_desktop.review.results import results
from ic_desktop.ui import dialogs, wording
from ic_desktop.ui.navigation import RESULTS, Place
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.findings import FindingList
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.report_cards import (
    DraftCard,
    SealedCard,
    SealsCard,
    SignCard,
    open_summary,
    what_is_missing,
)
from ic_desktop.ui.pages.report_work import Made, ReportWork, Wanted
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Muted, Strong, Title
from ic_desktop.ui.widgets.notices import Busy, Notice, announce
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.workspace import Touched, Workspace


class ReportPage(ProjectPage):
    """Three steps that a clerk understands, and what was signed before."""

    help_topic = "report"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._shown: tuple[State, str, object, bool] | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill)
        self._work = ReportWork(workspace, desk.background)
        self._busy: Busy | None = None
        self._language = Picker(_("Language of the report"), list(LANGUAGES.items()))
        self._language.chosen.connect(self._keep_language)
        self._room = Room()
        self._draft = DraftCard()
        self._sign = SignCard(desk)
        self._sealed = SealedCard(self._revise)
        self._reading = self._reading_card()
        self._seals = SealsCard(desk.choose_report)
        self._connect()
        self._scroll = PageScroll(self._laid_out())
        self.fill_with(self._scroll)

    # Building

    def _connect(self) -> None:
        self._draft.wanted.connect(self._ask_draft)
        self._sign.wanted.connect(self._check_passphrase)
        self._work.told.connect(self._on_told)
        self._work.made.connect(self._on_made)
        self._work.failed.connect(self._on_failed)
        self._work.cancelled.connect(self._on_cancelled)
        self.destroyed.connect(self._work.end)

    def _laid_out(self) -> Panel:
        columns = Columns()
        columns.left.add(self._open_card(), self._draft).add_stretch()
        columns.right.add(self._sign, self._sealed, self._reading, self._seals).add_stretch()
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        head = Panel(direction="row", gap=3)
        words = Panel(gap=0.25)
        intro = _("Everything is made on this computer; nothing is sent anywhere.")
        words.add(Title(_("Report and signature")), Muted(intro))
        head.add(words, stretch=1).add(field(_("Language of the report"), self._language))
        body.add(head, self._room, columns).add_stretch()
        return body

    def _open_card(self) -> Card:
        card = Card(title=_("1 Look at what is open"), gap=1)
        self._summary = Strong()
        self._findings = FindingList(self.desk.go, most=4)
        results = LinkButton(_("See the results"), clicked=lambda: self.desk.go(RESULTS))
        card.add(self._summary, self._findings, results)
        return card

    def _reading_card(self) -> Card:
        card = Card(title=_("3 Sign"), gap=1)
        words = _(
            "This project is open for reading only, so a signature could not be noted in it. "
            "A draft can be made all the same."
        )
        card.add(Muted(words))
        return card

    # Showing

    def show_place(self, place: Place) -> None:
        """Show the state, and go to the step that ``place.spot`` names: "draft" or "sign"."""
        self._language.set_value(self.desk.preferences.report_language)
        self._fill()
        self._sign.chooser.show_identities()
        if place.spot == "draft":
            self._draft.button.setFocus()
        elif place.spot == "sign" and self._sign.isVisibleTo(self):
            self._sign.focus()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit, once it is done."""
        self._later.start()

    def leave(self) -> None:
        """Forget a passphrase that was typed and not used."""
        self._sign.passphrase.clear()
        super().leave()

    def _fill(self) -> None:
        workspace = self.workspace
        read_only = workspace.read_only
        shown = (workspace.state, workspace.review_id, workspace.pack, read_only)
        if self._shown is not None and all(a is b for a, b in zip(self._shown, shown, strict=True)):
            return
        self._shown = shown
        where = (workspace.state, workspace.pack, workspace.review, workspace.voice)
        found = all_findings(*where)
        levels = [finding.severity for finding in found]
        sealed = workspace.sealed
        counted = levels.count("problem"), levels.count("gap")
        self._summary.setText(open_summary(*counted, signed=sealed is not None))
        state, pack, review, voice = where
        self._findings.show_findings(found, in_order(state, pack, review, found, voice))
        self._seals.show_seals(seals(workspace.state, workspace.review_id))
        if sealed is not None:
            self._sealed.show_seal(sealed, read_only=read_only)
        follows = workspace.is_peer_review
        self._draft.show_kind(peer_review=follows)
        self._sign.show_kind(
            peer_review=follows, sealed=sealed is not None, follows_up=self._follows_up()
        )
        self._sealed.setVisible(sealed is not None)
        self._reading.setVisible(sealed is None and read_only)
        self._sign.setVisible((sealed is None or follows) and not read_only)

    def _follows_up(self) -> bool:
        """Tell whether a follow-up visit has recorded how far anything is."""
        return bool(progress(self.workspace.state, self.workspace.review_id))

    # What a person does

    def _keep_language(self, code: str) -> None:
        self.desk.preferences.change(lambda s: replace(s, report_language=code))

    def _ask_draft(self) -> None:
        for_host = self.workspace.is_peer_review
        ending = _(" – draft for the host") if for_host else _(" – draft")
        self._ask_where(_("Save a draft"), ending, self.save_draft)

    def _check_passphrase(self) -> None:
        """Try the passphrase before anything else is asked, off the screen's thread."""
        one = self._sign.chooser.identity
        if one is None:
            return
        path, typed = one.path, self._sign.passphrase.text()

        def work(_task: Task[None]) -> None:
            from ic_desktop.report.identity import open_key

            open_key(path, typed)

        self._set_ready(False)
        self.desk.background.do(
            work,
            done=while_there(self, lambda _none: self._opened()),
            failed=while_there(self, self._not_opened),
        )

    def _opened(self) -> None:
        self._set_ready(True)
        if self._sign.passphrase.text():  # else the page was left meanwhile
            self._confirm()

    def _not_opened(self, error: Exception) -> None:
        self._set_ready(True)
        if not isinstance(error, IcError):
            raise error
        self._refuse(error)

    def _refuse(self, error: IcError) -> None:
        """Say what is wrong where the passphrase is typed, and have it seen."""
        self._sign.show_problem(error)
        QTimer.singleShot(0, self, lambda: self._scroll.reveal(self._sign.last_step))

    def _confirm(self) -> None:
        """Say what signing closes and what is missing, and let it be thought over."""
        workspace = self.workspace
        where = (workspace.state, workspace.pack, workspace.review)
        lacks = self._lacks(all_findings(*where, workspace.voice))
        closes = _(
            "Verdicts, reasons, answers, context and the evidence that is cited can then only be "
            "changed in a new revision."
        )
        text = what_is_missing(lacks)
        still = _("Still missing:") + "\n" + text if lacks.any else text
        dialogs.ask(
            self,
            _("Signing closes this review. Sign now?")
            if workspace.sealed is None
            else _("The findings stay closed as they are. Sign this later report now?"),
            f"{closes}\n\n{still}",
            [
                dialogs.Choice(_("Sign now"), self._ask_signed, default=not lacks.any),
                dialogs.Choice(_("Look at a draft first"), self._look_first, default=lacks.any),
                dialogs.Choice(_("Go back"), cancels=True),
            ],
            warns=lacks.any,
        )

    def _lacks(self, found: tuple[Finding, ...]) -> Missing:
        """Return what would be signed without; a team judges, and answers no guide questions."""
        workspace = self.workspace
        where = (workspace.state, workspace.pack, workspace.review)
        lacks = missing(*where, found, workspace.voice)
        if not workspace.is_peer_review:
            return lacks
        return replace(lacks, unanswered=0, not_judged=results(*where, TEAM).counts.not_judged)

    def _look_first(self) -> None:
        self._sign.passphrase.clear()
        self._ask_draft()

    def _ask_signed(self) -> None:
        ending = ""
        if self.workspace.is_peer_review:
            ending = _(" – peer review report")
            if self._follows_up():
                ending = _(" – follow-up report")
        self._ask_where(_("Save the signed report"), ending, self.save_signed)

    def _ask_where(self, title: str, ending: str, then: Callable[[Path], None]) -> None:
        folder = self.desk.preferences.now.last_folder or str(self.workspace.facts.path.parent)
        dialog = QFileDialog(self, title, folder)
        dialog.setNameFilter(_("Reports (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(".pdf")
        dialog.selectFile(self._file_name(ending))
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def _file_name(self, ending: str) -> str:
        workspace = self.workspace
        city = workspace.profile.city.strip() or workspace.facts.path.stem
        stem = f"{city} – {wording.review_name(workspace.review)}{ending}".replace("/", "-")
        return safe_name(f"{stem}.pdf", _("Report") + ".pdf")

    def save_draft(self, path: Path) -> None:
        """Make a draft and save it."""
        self._start(Wanted(path, self._language.value()))

    def save_signed(self, path: Path) -> None:
        """Make the final report, sign it with the chosen identity, save and seal."""
        one = self._sign.chooser.identity
        if one is not None:
            typed = self._sign.take_passphrase()
            self._start(Wanted(path, self._language.value(), one, typed))

    def _revise(self) -> None:
        review = self.workspace.review
        self.workspace.edit(lambda editor: start_revision(editor, review))

    # The work

    def _start(self, wanted: Wanted) -> None:
        folder = str(wanted.path.parent)
        self.desk.preferences.change(lambda s: replace(s, last_folder=folder))
        signs = wanted.identity is not None
        self._busy = Busy(_("Signing the report") if signs else _("Making the draft"))
        self._busy.cancelled.connect(self._work.cancel)
        self._room.hold(self._busy)
        self._scroll.verticalScrollBar().setValue(0)
        self._set_ready(False)
        self._work.start(wanted)

    def _set_ready(self, ready: bool) -> None:
        self._draft.button.setEnabled(ready)
        self._sign.set_ready(ready)

    def _on_told(self, share: float, doing: str) -> None:
        if self._busy is not None:
            self._busy.set_progress(round(1000 * share), 1000, doing)

    def _on_made(self, made: Made) -> None:
        text = (
            _("The report is signed, saved and the review closed: {file}")
            if made.signed
            else _("The draft is saved: {file}")
        )
        notice = self._finish(text.format(file=made.path.name), remedy=_hand_out(made))
        notice.add_action(_("Open"), lambda: _show(made.path))
        notice.add_action(_("Show in its folder"), lambda: _show(made.path.parent))
        if made.signed:
            check = Place("verify", str(made.path))
            notice.add_action(_("Check it now"), lambda: self.desk.go(check))

    def _on_failed(self, error: IcError) -> None:
        if isinstance(error, WrongPassphrase):
            self._busy = None
            self._room.empty()
            self._set_ready(True)
            self._refuse(error)
            return
        self._finish(error.what, remedy=error.remedy, error=True)

    def _on_cancelled(self) -> None:
        self._finish(_("Cancelled. Nothing was written."))

    def _finish(self, text: str, *, remedy: str = "", error: bool = False) -> Notice:
        self._busy = None
        self._set_ready(True)
        notice = Notice(text, tone="error" if error else "info", remedy=remedy)
        self._room.hold(notice)
        notice.closed.connect(self._room.empty)
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, f"{text} {remedy}".strip())
        return notice


def _hand_out(made: Made) -> str:
    """Return what to do with the fingerprint of a signed report."""
    if made.signed is None:
        return ""
    text = _(
        "Your fingerprint: {digits}. Give it to your readers in another way than with the report, "
        "so that they can tell that the signature is yours."
    )
    return text.format(digits=grouped(made.signed.fingerprint))


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
