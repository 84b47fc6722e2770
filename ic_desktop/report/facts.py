"""What was found out about a signed file: separate facts, and the few outcomes they lead to.

There is no single boolean on purpose. Plain data all the way: a helper process makes it, another
reads it (:meth:`Verification.as_json`, :func:`from_json`).
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from ic_desktop.report.trust import How, Known

Certified = Literal["no-changes", "filling-in", "comments", "none"]
"""What a certification allows to be added after it."""

Form = Literal["ours", "tidy", "untidy"]
"""Of the signature container: as this program writes it; DER and zero padding; anything else."""

PROGRAM: Final = "Integrating Cities Desktop"
"""The name that our reports carry as their creator or producer."""


class Outcome(StrEnum):
    """What it comes to. Only the first is good news without a reservation."""

    KNOWN = "whole-signer-known"
    UNKNOWN = "whole-signer-unknown"
    NAMESAKE = "whole-signer-is-not-the-one-known"
    DOUBTFUL = "doubtful"
    CHANGED = "changed-after-signing"
    NOT_SIGNED = "not-signed"
    UNREADABLE = "cannot-be-read"


class Problem(StrEnum):
    """Why a file could not be looked into."""

    NONE = ""
    MISSING = "missing"
    TOO_LARGE = "too-large"
    NOT_A_PDF = "not-a-pdf"
    PASSWORD = "password"
    DAMAGED = "damaged"


class Doubt(StrEnum):
    """What speaks against relying on a signature that fits the bytes."""

    SEVERAL = "several-signatures"
    NOT_A_SIGNATURE = "only-a-time-stamp"
    WEAK_DIGEST = "weak-digest"
    WEAK_KEY = "weak-key"
    CONTAINER = "container-not-ours"
    UNTIDY = "container-untidy"
    NOT_CERTIFIED = "not-certified"
    NO_CERTIFICATE_NAMED = "certificate-not-named"
    NO_TIME = "no-time"
    NOT_VALID_THEN = "certificate-not-valid-then"
    IN_FUTURE = "signed-in-the-future"
    BROKEN_CHAIN = "issuer-not-shown"
    NOT_FOR_SIGNING = "not-for-signing"
    EMPTY_FIELD = "empty-signature-field"
    NOT_WELL_FORMED = "not-well-formed"


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature. Texts come from its certificate and are safe to show."""

    field: str
    readable: bool
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    fingerprint: str = ""
    self_made: bool = False
    chain_holds: bool = False
    claimed_time: str = ""
    """ISO date and time with offset, by the signer's own clock; "" if none is given."""
    digest_matches: bool = False
    signature_fits: bool = False
    digest: str = ""
    digest_acceptable: bool = False
    weak_key: str = ""
    for_signing: bool = False
    covers_whole_file: bool = False
    bytes_after: int = 0
    """Bytes of the file behind what the signature covers."""
    certified: Certified = "none"
    names_certificate: bool = False
    """Whether the signed attributes hold the signing certificate's hash (RFC 5035)."""
    valid_then: bool = False
    """Whether the certificate was valid at the claimed time."""
    in_future: bool = False
    unsigned_attributes: int = 0
    time_stamp: bool = False
    form: Form = "untidy"
    known: Known | None = None
    namesakes: tuple[Known, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether what the signature covers is what was signed."""
        return self.readable and self.digest_matches and self.signature_fits


@dataclass(frozen=True, slots=True)
class Seal:
    """One sealing of a review: SHA-256 of its signed PDF, root of its state, title."""

    pdf_sha256: str
    state_root: str
    review_title: str


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a project knows of the reports that were signed from it."""

    project_id: str
    seals: tuple[Seal, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to say, in plain words, and how it should look."""

    level: Literal["good", "note", "doubt", "bad"]
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """All that was found out about one file."""

    sha256: str
    size: int
    problem: Problem = Problem.NONE
    well_formed: bool = True
    drawn_by_us: bool = False
    empty_fields: int = 0
    signatures: tuple[SignatureFacts, ...] = ()
    project_id: str = ""
    """The project that the file was compared with, "" if with none."""
    seal: Seal | None = None
    """The sealing in that project that this very file belongs to."""

    @property
    def last(self) -> SignatureFacts | None:
        """The latest signature."""
        return self.signatures[-1] if self.signatures else None

    @property
    def verdict(self) -> Outcome:
        """What it comes to; never shown without :meth:`sentences`."""
        last = self.last
        if self.problem or any(not one.readable for one in self.signatures):
            return Outcome.UNREADABLE
        if last is None:
            return Outcome.NOT_SIGNED
        if not all(one.intact for one in self.signatures) or not last.covers_whole_file:
            return Outcome.CHANGED
        if self.doubts():
            return Outcome.DOUBTFUL
        if last.known is not None:
            return Outcome.KNOWN
        return Outcome.NAMESAKE if last.namesakes else Outcome.UNKNOWN

    @property
    def holds(self) -> bool:
        """For exit codes alone: signed, whole, free of doubt, and the project's if one was named.

        It says nothing about who signed.
        """
        whole = self.verdict in (Outcome.KNOWN, Outcome.UNKNOWN)
        return whole and (not self.project_id or self.seal is not None)

    def doubts(self) -> tuple[Doubt, ...]:
        """Return all that speaks against the last signature."""
        last = self.last
        if last is None:
            return ()
        ours = self.drawn_by_us
        found = {
            Doubt.SEVERAL: len(self.signatures) > 1,
            Doubt.NOT_A_SIGNATURE: last.time_stamp,
            Doubt.WEAK_DIGEST: not last.digest_acceptable,
            Doubt.WEAK_KEY: bool(last.weak_key),
            Doubt.CONTAINER: ours and last.form != "ours",
            Doubt.UNTIDY: not ours and last.form == "untidy",
            Doubt.NOT_CERTIFIED: ours and last.certified != "no-changes",
            Doubt.NO_CERTIFICATE_NAMED: ours and not last.names_certificate,
            Doubt.NO_TIME: not last.claimed_time,
            Doubt.NOT_VALID_THEN: bool(last.claimed_time) and not last.valid_then,
            Doubt.IN_FUTURE: last.in_future,
            Doubt.BROKEN_CHAIN: not last.self_made and not last.chain_holds,
            Doubt.NOT_FOR_SIGNING: not last.for_signing,
            Doubt.EMPTY_FIELD: self.empty_fields > 0,
            Doubt.NOT_WELL_FORMED: not self.well_formed,
        }
        return tuple(doubt for doubt, holds in found.items() if holds)

    def sentences(self) -> list[Sentence]:
        """Return what to tell a person, the outcome first, in the interface language."""
        from ic_desktop.report import findings

        return findings.sentences(self)

    def as_json(self) -> dict[str, Any]:
        """Return all facts, the outcome and its sentences as plain JSON data."""
        facts: dict[str, Any] = asdict(self)
        facts["signatures"] = [dict(one) for one in facts["signatures"]]
        facts["verdict"] = self.verdict.value
        facts["holds"] = self.holds
        facts["doubts"] = [doubt.value for doubt in self.doubts()]
        facts["sentences"] = [asdict(one) for one in self.sentences()]
        return facts


def from_json(data: dict[str, Any]) -> Verification:
    """Return what :meth:`Verification.as_json` was made from; what follows is worked out anew."""
    derived = ("verdict", "holds", "doubts", "sentences")
    facts = {name: value for name, value in data.items() if name not in derived}
    facts["problem"] = Problem(facts["problem"])
    facts["signatures"] = tuple(_signature(one) for one in facts["signatures"])
    facts["seal"] = None if facts["seal"] is None else Seal(**facts["seal"])
    return Verification(**facts)


def _signature(data: dict[str, Any]) -> SignatureFacts:
    known = data["known"]
    return SignatureFacts(
        **{
            **data,
            "known": None if known is None else _known(known),
            "namesakes": tuple(_known(one) for one in data["namesakes"]),
        }
    )


def _known(data: dict[str, Any]) -> Known:
    return Known(**{**data, "how": How(data["how"])})
