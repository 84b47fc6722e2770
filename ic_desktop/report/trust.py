"""The list of signers whom the user knows, and how each became known.

A certificate proves nothing about its holder's name. A signer is known here because the user
compared the fingerprint in a way that the report's sender could not have arranged; so the list
records the way, and an identity seen in a report alone does not count.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.errors import BrokenTrustList
from ic_desktop.i18n import N_, current
from ic_desktop.paths import user_dir
from ic_desktop.report import certificate as certificates
from ic_desktop.report.atomic import write_atomically
from ic_desktop.report.identity import Identity, identities
from ic_desktop.report.names import alike, shown

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_FORMAT: Final = 1
_LARGEST: Final = 4_000_000


class How(StrEnum):
    """How the user came to know that a fingerprint belongs to a person."""

    OWN = "own"
    MET = "met"
    PHONED = "phoned"
    WEB_SITE = "web-site"
    FILE = "file"
    REPORT = "report"
    """Seen in a report only: remembered, so that a second identity of the name stands out."""

    @property
    def counts(self) -> bool:
        """Whether a signer that became known in this way is known."""
        return self is not How.REPORT

    @property
    def words(self) -> str:
        """The way in plain words, in the interface language."""
        return current().gettext(_WORDS[self])


_WORDS: Final = {
    How.OWN: N_("it is your own identity"),
    How.MET: N_("you met and compared the fingerprint"),
    How.PHONED: N_("you compared the fingerprint by telephone"),
    How.WEB_SITE: N_("you compared it with their web site"),
    How.FILE: N_("you were given their certificate as a file"),
    How.REPORT: N_("it was seen in a report only"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """One signer: fingerprint (64 hex digits), name, how it came, and the day (ISO)."""

    fingerprint: str
    name: str
    how: How
    added: str


@dataclass(frozen=True, slots=True)
class TrustList:
    """The signers whom the user knows. Immutable; make a new one with :meth:`add`."""

    entries: tuple[Known, ...] = ()

    def find(self, fingerprint: str) -> Known | None:
        """Return the signer with this very certificate if the way it came counts."""
        found = (one for one in self.entries if one.fingerprint == fingerprint)
        return next((one for one in found if one.how.counts), None)

    def namesakes(self, name: str, fingerprint: str) -> tuple[Known, ...]:
        """Return all others whose name could be taken for this one."""
        others = (one for one in self.entries if one.fingerprint != fingerprint)
        return tuple(one for one in others if alike(one.name, name))

    def add(self, *known: Known) -> "TrustList":
        """Return a list with these too; an entry of the same fingerprint is replaced."""
        new = {one.fingerprint for one in known}
        kept = tuple(one for one in self.entries if one.fingerprint not in new)
        return TrustList(kept + known)

    def remove(self, fingerprint: str) -> "TrustList":
        """Return a list without this fingerprint."""
        return TrustList(tuple(one for one in self.entries if one.fingerprint != fingerprint))


def known_from_pem(data: bytes, how: How, file: str = "PEM", when: datetime | None = None) -> Known:
    """Return the entry for a certificate in PEM or DER. Raises NotACertificate."""
    return _known(certificates.from_bytes(data, file), how, when)


def all_known_from_pem(data: bytes, how: How, file: str = "PEM") -> tuple[Known, ...]:
    """Return the entries for all certificates in a file. Raises NotACertificate."""
    return tuple(_known(one, how, None) for one in certificates.all_from_bytes(data, file))


def _known(certificate: "Certificate", how: How, when: datetime | None) -> Known:
    return Known(
        fingerprint=certificates.fingerprint(certificates.to_der(certificate)),
        name=certificates.subject_of(certificate).name,
        how=how,
        added=(when or datetime.now(UTC)).date().isoformat(),
    )


def own(identities: Iterable[Identity], when: datetime | None = None) -> tuple[Known, ...]:
    """Return entries for the user's own identities; they need not be kept in the list."""
    day = (when or datetime.now(UTC)).date().isoformat()
    return tuple(Known(one.fingerprint, one.name, How.OWN, day) for one in identities)


def known_signers() -> TrustList:
    """Return the user's list with the user's own identities. Raises BrokenTrustList."""
    return load().add(*own(identities()))


def path() -> Path:
    """Return where the list is kept."""
    return user_dir("config") / "known-signers.json"


def load(file: Path | None = None) -> TrustList:
    """Return the user's list, an empty one if there is none yet. Raises BrokenTrustList."""
    file = file or path()
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        return TrustList()
    except OSError as error:
        raise BrokenTrustList(file.name) from error
    try:
        return _parsed(data)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenTrustList(file.name) from error


def _parsed(data: bytes) -> TrustList:
    if len(data) > _LARGEST:
        raise ValueError("too large")
    held = json.loads(data)
    if not isinstance(held, dict) or held.get("format") != _FORMAT:
        raise ValueError("another format")
    return TrustList(tuple(_entry(**one) for one in held["signers"]))


def _entry(fingerprint: str, name: str, how: str, added: str) -> Known:
    if not certificates.ungrouped(fingerprint) or not isinstance(name, str):
        raise ValueError("not a fingerprint")
    day = datetime.fromisoformat(added).date().isoformat()
    return Known(certificates.ungrouped(fingerprint), shown(name), How(how), day)


def save(trust: TrustList, file: Path | None = None) -> None:
    """Write the user's list, whole or not at all. Raises FileNotWritten."""
    held = {"format": _FORMAT, "signers": [asdict(one) for one in trust.entries]}
    text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    write_atomically(file or path(), text.encode("utf-8"), private=True)
