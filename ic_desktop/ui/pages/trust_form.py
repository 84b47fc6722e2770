"""Coming to know a signer: how the fingerprint came, and whether it is the same.

What stands in the report proves nothing about its signer, so the fingerprint has to come in
another way, and is compared digit by digit.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.report.certificate import grouped, ungrouped
from ic_desktop.report.facts import SignatureFacts
from ic_desktop.report.trust import How, Known
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import Muted, Small
from ic_desktop.ui.widgets.notices import announce
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.text import GrowingText

DIGITS = 64


class TrustForm(Card):
    """Asks how the fingerprint came and to enter it; ``known`` carries the Known if it matches."""

    known = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, facts: SignatureFacts, parent: QWidget | None = None) -> None:
        title = _("Do you know {name}?").format(name=facts.signer or _("(no name)"))
        super().__init__(parent, title=title, gap=1.5)
        self._desk, self._facts = desk, facts
        intro = _(
            "Anyone can make an identity with this name. The report itself cannot tell you who "
            "signed it: you need the signer’s fingerprint from the signer, in another way than "
            "with this report."
        )
        self.how = ChoiceRow(_("How did the fingerprint come to you?"), _ways())
        self.how.chosen.connect(lambda _way: self._show_step())
        self.typed = GrowingText(_("The fingerprint that you were given"), least=2)
        self.typed.typed.connect(lambda _text: self._compare())
        self.file_button = Button(_("Choose the certificate …"), clicked=self._choose_file)
        self._result = Small()
        self.add_button = PrimaryButton(_("Add to the signers I know"), clicked=self._add)
        self._entry = field(
            _("Type the fingerprint as it was given to you, not as this program shows it"),
            self.typed,
        )
        self._only_seen = Muted(
            _(
                "Then the signer stays unknown. The program can remember the identity, so that "
                "another one of the same name stands out."
            )
        )
        row = Panel(direction="row", gap=1)
        row.add(self.add_button, Button(_("Cancel"), clicked=self.closed.emit)).add_stretch()
        self.add(Muted(intro), field(_("How did the fingerprint come to you?"), self.how))
        self.add(self._entry, self.file_button, self._only_seen, self._result, row)
        self._show_step()

    def _show_step(self) -> None:
        way = self.how.value()
        self.typed.set_text("")
        self._result.setText("")
        self._entry.setVisible(way in (How.MET, How.PHONED, How.WEB_SITE))
        self.file_button.setVisible(way == How.FILE)
        self._only_seen.setVisible(way == How.REPORT)
        self.add_button.setVisible(bool(way))
        self.add_button.setEnabled(way == How.REPORT)
        seen = way == How.REPORT
        self.add_button.setText(_("Remember it") if seen else _("Add to the signers I know"))

    def _compare(self) -> None:
        same, words = comparison(self.typed.text(), self._facts.fingerprint)
        self._say(same, words)

    def _say(self, same: bool, words: str) -> None:
        self._result.setText(words)
        self._result.set_tone("accent" if same else "warn")
        self.add_button.setEnabled(same)
        announce(self, words)

    def _choose_file(self) -> None:
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self, _("Choose the certificate that you were given"), folder)
        dialog.setNameFilter(_("Certificates (*.pem *.crt *.cer *.der)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.open()

    def take_file(self, path: Path) -> None:
        """Compare a certificate that came as a file."""
        self._desk.background.do(
            read_certificate(path),
            done=while_there(self, self._took),
            failed=while_there(self, self._failed),
        )

    def _took(self, found: Known) -> None:
        same = found.fingerprint == self._facts.fingerprint
        if same:
            words = _("It is the certificate of this signature.")
        else:
            words = _("It is another certificate than that of this signature: do not rely on it.")
        self._say(same, words)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._say(False, f"{error.what} {error.remedy}")

    def _add(self) -> None:
        facts = self._facts
        day = datetime.now(UTC).date().isoformat()
        self.known.emit(Known(facts.fingerprint, facts.signer, How(self.how.value()), day))


def read_certificate(path: Path) -> "Callable[[Task[Known]], Known]":
    """Return work that reads who a certificate file names; raises NotACertificate."""

    def work(_task: "Task[Known]") -> Known:
        from ic_desktop.errors import NotACertificate
        from ic_desktop.report.certificate import LARGEST_FILE
        from ic_desktop.report.trust import known_from_pem

        try:
            with path.open("rb") as stream:
                data = stream.read(LARGEST_FILE)
        except OSError as error:
            raise NotACertificate(path.name) from error
        return known_from_pem(data, How.FILE, path.name)

    return work


def comparison(typed: str, fingerprint: str) -> tuple[bool, str]:
    """Return whether a typed fingerprint is the one of a signature, and what to say of it."""
    digits = "".join(typed.split()).replace(":", "").replace("-", "").lower()
    if not digits:
        return False, ""
    if len(digits) < DIGITS and fingerprint.startswith(digits):
        text = _("The same so far; {count} digits are missing.")
        return False, text.format(count=DIGITS - len(digits))
    if ungrouped(typed) == fingerprint:
        return True, _("It is the same.")
    return False, _("It is not the same, from “{digits}” on.").format(
        digits=_first_difference(digits, fingerprint)
    )


def _first_difference(digits: str, fingerprint: str) -> str:
    """Return the group of four that holds the first digit that differs, as it was typed."""
    pairs = zip(digits, fingerprint, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), DIGITS)
    start = min(at, len(digits) - 1) // 4 * 4
    return grouped(digits[start : start + 4])


def _ways() -> list[tuple[str, str]]:
    return [
        (How.MET, _("We met")),
        (How.PHONED, _("By telephone")),
        (How.WEB_SITE, _("From their web site")),
        (How.FILE, _("As a certificate file")),
        (How.REPORT, _("Only with this report")),
    ]
