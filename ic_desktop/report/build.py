"""A review's report from its state to finished bytes: composed, drawn, and signed if wanted.

The one way that the window, the command line and the samples share. Nothing here writes a file
or seals a review: the caller saves the bytes and then adds the seal that belongs to them.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _, catalogue
from ic_desktop.project.edit import Editor
from ic_desktop.project.seal import seal_review
from ic_desktop.project.state import State
from ic_desktop.report.compose import compose
from ic_desktop.report.document import SIGNATURE_BOX, Signer

if TYPE_CHECKING:
    from ic_desktop.report.compose_peer import Spreads
    from ic_desktop.report.identity import Identity

Tell = Callable[[float, str], None]
"""Told how much is done, 0 to 1, and what is being done, in the interface language."""


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A signed report's bytes and what its seal records; ``at`` in milliseconds since 1970."""

    pdf: bytes
    sha256: str
    signer: str
    fingerprint: str
    at: int

    def seal(self, editor: Editor, review_id: str, state: State | None = None) -> str:
        """Add the seal of this report to the review that it was made from; return its id.

        ``state``: what it was made from, if not the editor's, see ``seal.as_sealed``.
        """
        return seal_review(
            editor,
            review_id,
            signed=state,
            pdf_sha256=self.sha256,
            signer=self.signer,
            fingerprint=self.fingerprint,
            at=self.at,
        )


def build_draft(
    state: State,
    pack: Pack,
    review_id: str,
    language: str,
    *,
    spreads: "Spreads | None" = None,
    on_progress: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return a draft, marked so on every page; it seals nothing.

    ``language`` is the report's; ``pack`` is in the language that its questions shall have;
    ``spreads`` as :func:`~ic_desktop.report.compose.compose` takes them. Raises NoSuchReview and
    ReportCancelled.
    """
    from ic_desktop.report.draw import draw

    words = catalogue(language)
    tell = on_progress or _tell_nobody
    tell(0.0, _("Gathering what was written"))
    document = compose(state, pack, review_id, words, spreads=spreads)
    return draw(
        document,
        words,
        draft=True,
        on_progress=lambda share, what: tell(0.05 + 0.95 * share, what),
        cancelled=cancelled,
    )


def build_signed(
    state: State,
    pack: Pack,
    review_id: str,
    language: str,
    identity: "Identity",
    passphrase: str,
    *,
    spreads: "Spreads | None" = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    on_progress: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SignedReport:
    """Return the final report, signed by an identity.

    Raises NoSuchReview, ReportCancelled, and the errors of :func:`ic_desktop.report.sign.sign`,
    WrongPassphrase among them.
    """
    from ic_desktop.report.draw import draw
    from ic_desktop.report.sign import Place, sign
    from ic_desktop.report.stamp import stamp_for

    words = catalogue(language)
    tell = on_progress or _tell_nobody
    tell(0.0, _("Gathering what was written"))
    signer = Signer(identity.name, identity.organisation, identity.fingerprint)
    document = compose(state, pack, review_id, words, signer=signer, spreads=spreads)
    drawn = draw(
        document,
        words,
        draft=False,
        on_progress=lambda share, what: tell(0.05 + 0.65 * share, what),
        cancelled=cancelled,
    )
    moment = now()
    box = SIGNATURE_BOX
    signed = sign(
        drawn,
        identity,
        passphrase,
        stamp_for(identity, moment, words, fictional=bool(document.cover.mark)),
        Place((int(box.x), int(box.y), int(box.x + box.w), int(box.y + box.h)), box.page),
        on_progress=lambda share, what: tell(0.7 + 0.3 * share, what),
        cancelled=cancelled,
    )
    return SignedReport(
        pdf=signed,
        sha256=hashlib.sha256(signed).hexdigest(),
        signer=identity.name,
        fingerprint=identity.fingerprint,
        at=int(moment.timestamp() * 1000),
    )


def _tell_nobody(share: float, what: str) -> None:
    """For callers who do not want to know."""
