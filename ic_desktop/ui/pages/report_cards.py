"""The cards of the report page: a draft, the signature, and the reports that were signed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.errors import IcError, WrongPassphrase
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.seal import Seal
from ic_desktop.review.checks import Missing
from ic_desktop.ui import formats
from ic_desktop.ui.pages.identity import IdentityChooser
from ic_desktop.ui.pages.identity_forms import Secret
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import FieldLabel, Muted, Section, Small, Strong, Words
from ic_desktop.ui.widgets.notices import Notice, announce
from ic_desktop.ui.widgets.surfaces import Card, Foldable, Panel, Rule

if TYPE_CHECKING:
    from ic_desktop.report.identity import Identity


class DraftCard(Card):
    """Makes a draft at any time; ``wanted`` asks for one."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self._heading, self._words = Section(), Words()
        self.button = Button(_("Save a draft …"), icon_name="report", clicked=self.wanted.emit)
        self.add(self._heading, self._words, self.button)
        self.show_kind(peer_review=False)

    def show_kind(self, *, peer_review: bool) -> None:
        """Say what the draft is for: that of a peer review goes to the host first."""
        if peer_review:
            title, button = _("2 Draft for the host"), _("Save the draft for the host …")
            words = _(
                "It goes to the host first. It says “Draft for the host’s comments” on every page, "
                "gives each finding a number that a comment can name, and closes nothing."
            )
        else:
            title, button = _("2 Make a draft"), _("Save a draft …")
            words = _(
                "To read and to discuss. It can be made at any time, says “Draft – not signed” on "
                "every page, and closes nothing."
            )
        _name(self, self._heading, title)
        self._words.setText(words)
        self.button.setText(button)


class SignCard(Card):
    """Identity, what the signature means, passphrase, and the button that signs."""

    wanted = Signal()
    """A person signs: the identity is chosen and a passphrase is there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._heading, self._follow_up = Section(), Words()
        self.chooser = IdentityChooser(desk)
        self.chooser.chosen.connect(self._show_identity)
        self._proves, self._readers = Small(), Small()
        closes = _(
            "It closes this review: verdicts, reasons, answers, context and the evidence that is "
            "cited can then only be changed in a new revision. What was signed stays as it was."
        )
        self._meaning = Panel(gap=0.5)
        for title, words in (
            (_("What your signature proves"), self._proves),
            (_("What a reader’s PDF program will say"), self._readers),
            (_("What signing does"), Small(closes)),
        ):
            self._meaning.add(FieldLabel(title), words).add_gap(0.5)
        self._room = Room()
        self.passphrase = Secret(_("Passphrase"))
        self.passphrase.entered.connect(lambda _text: self._sign())
        self.passphrase.textChanged.connect(lambda _text: self._show_ready())
        self.passphrase.textEdited.connect(lambda _text: self._room.empty())
        self.button = PrimaryButton(_("Sign and save …"), icon_name="sign", clicked=self._sign)
        self._last = Panel(gap=1.5)
        self._last.add(field(_("Passphrase of this identity"), self.passphrase), self._room)
        self._last.add(self.button)
        self._rule = Rule()
        self.add(self._heading, self._follow_up)
        self.add(self.chooser, self._rule, self._meaning, self._last)
        self._ready = True
        self.show_kind(peer_review=False, sealed=False, follows_up=False)
        self._show_identity(None)

    def show_kind(self, *, peer_review: bool, sealed: bool, follows_up: bool) -> None:
        """Say what is signed: of a sealed peer review, a later report.

        ``follows_up``: a follow-up visit has recorded progress.
        """
        title = _("3 Sign")
        if peer_review and sealed:
            title = _("4 Sign a later report")
        elif peer_review:
            title = _("3 Sign the report of the peer review")
            if follows_up:
                title = _("3 Sign the follow-up report")
        words = _(
            "The findings stay as they were signed. Replies, progress, comments and answers are "
            "shown as they are today."
        )
        _name(self, self._heading, title)
        self._follow_up.setText(words)
        self._follow_up.setVisible(sealed)

    def take_passphrase(self) -> str:
        """Return what was typed, and empty the field."""
        typed = self.passphrase.text()
        self.passphrase.clear()
        return typed

    def show_problem(self, error: IcError) -> None:
        """Say beside the passphrase why it was not signed, and let it be typed anew."""
        what, remedy = error.what, error.remedy
        one = self.chooser.identity
        if isinstance(error, WrongPassphrase) and one is not None:
            text = _("This passphrase does not open your identity “{name}”.")
            what = text.format(name=one.name)
        self._room.hold(Notice(what, tone="error", remedy=remedy, closable=False))
        announce(self, f"{what} {remedy}".strip())
        self.passphrase.clear()
        self.passphrase.setFocus()

    @property
    def last_step(self) -> QWidget:
        """The part with passphrase, what is wrong with it, and the button."""
        return self._last

    def set_ready(self, ready: bool) -> None:
        """Let it be signed, or not while other work goes on."""
        self._ready = ready
        self._show_ready()

    def focus(self) -> None:
        """Put the keyboard where signing goes on."""
        one = self.chooser.identity
        (self.chooser.make_button if one is None else self.passphrase).setFocus()

    def _show_identity(self, one: "Identity | None") -> None:
        for part in (self._rule, self._meaning, self._last):
            part.setVisible(one is not None)
        if one is not None:
            from ic_desktop.report.identity import what_it_proves, what_readers_see

            self._proves.setText(what_it_proves(one))
            self._readers.setText(what_readers_see(one))
        self.passphrase.clear()
        self._room.empty()
        self._show_ready()

    def _show_ready(self) -> None:
        one = self.chooser.identity
        usable = one is not None and not one.expired
        self.button.setEnabled(self._ready and usable and bool(self.passphrase.text()))
        self.passphrase.setEnabled(self._ready)

    def _sign(self) -> None:
        if self.button.isEnabled():
            self.wanted.emit()


def _name(card: Card, heading: Section, title: str) -> None:
    heading.setText(title)
    card.setAccessibleName(title)


class SealedCard(Card):
    """Stands in the place of the signing card once the review is signed."""

    def __init__(
        self,
        revise: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, title=_("3 Signed"), gap=1.5)
        self._words = Strong()
        closed = _(
            "Its verdicts, reasons, answers, context and cited evidence are closed. To change "
            "something, start a new revision: what was signed stays as it was, and the new "
            "revision is signed anew."
        )
        self.revise_button = Button(_("Start a new revision"), clicked=revise)
        self.add(self._words, Muted(closed), self.revise_button)

    def show_seal(self, sealed: Seal, *, read_only: bool) -> None:
        """Show by whom and when."""
        text = _("Revision {number} was signed by {signer} on {day}.")
        day = formats.day_of_milliseconds(sealed.signed_at)
        said = text.format(number=sealed.revision, signer=sealed.signer, day=day)
        self._words.setText(said)
        self.revise_button.setEnabled(not read_only)


class SealsCard(Card):
    """The reports of a review that were signed, the newest first."""

    def __init__(self, check: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Signed reports of this review"), gap=1)
        self._check = check
        self._rows = Panel(gap=1)
        self.add(self._rows, LinkButton(_("Check a signed report …"), clicked=check))

    def show_seals(self, found: Sequence[Seal]) -> None:
        """Show other seals."""
        self._rows.clear()
        if not found:
            self._rows.add(Muted(_("None yet.")))
        for nth, one in enumerate(found):
            earlier = any(other.revision == one.revision for other in found[nth + 1 :])
            self._rows.add(_seal_row(one, is_later=earlier))


def _seal_row(one: Seal, *, is_later: bool) -> Panel:
    from ic_desktop.report.certificate import grouped

    row = Panel(gap=0.25)
    text = (
        _("Later report on revision {number}, {day}, by {signer}")
        if is_later
        else _("Revision {number}, {day}, by {signer}")
    ).format(number=one.revision, day=formats.day_of_milliseconds(one.signed_at), signer=one.signer)
    fingerprint = _("Fingerprint of the signer: {digits}").format(digits=grouped(one.fingerprint))
    row.add(Strong(text), Small(fingerprint, selectable=True), check_sum(one.pdf_sha256))
    return row


def check_sum(digits: str) -> Foldable:
    """Return the check sum of a file, folded away: few people need it."""
    text = _("Check sum of the file (SHA-256): {digits}").format(digits=digits)
    return Foldable(_("For technicians"), lambda: Small(text, selectable=True))


def what_is_missing(lacks: Missing) -> str:
    """Return what would be signed without, a line each, for the last question before signing."""
    if not lacks.any:
        return _("Nothing is missing that a reader would stumble over.")
    lines = []
    if lacks.not_judged:
        text = _("Key factors that are not judged: {count} of {all}")
        lines.append(text.format(count=lacks.not_judged, all=lacks.factors))
    if lacks.unanswered:
        text = _("Guide questions without an answer: {count} of {all}")
        lines.append(text.format(count=lacks.unanswered, all=lacks.questions))
    if lacks.problems:
        text = _("Problems that are still open: {count}")
        lines.append(text.format(count=lacks.problems))
    return "\n".join(lines)


def open_summary(problems: int, gaps: int, *, signed: bool = False) -> str:
    """Return what is open, before signing or (``signed``) in what was signed, in a sentence."""
    if not problems and not gaps:
        return _("Nothing is missing that a reader would stumble over.")
    if signed:
        return ngettext(
            "It was signed with {count} thing open:",
            "It was signed with {count} things open:",
            problems + gaps,
        ).format(count=problems + gaps)
    if not problems:
        return ngettext(
            "{count} thing is missing. You can sign all the same.",
            "{count} things are missing. You can sign all the same.",
            gaps,
        ).format(count=gaps)
    return ngettext(
        "{count} thing to put right before you sign.",
        "{count} things to put right before you sign.",
        problems,
    ).format(count=problems)
