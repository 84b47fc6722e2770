"""Identities: who signs, with which key, and what such a signature proves.

An identity is a PKCS#12 file in the user's data folder with its certificate as PEM beside it, so
that the list of identities needs no passphrase. One made here vouches for itself alone; one
imported was issued by somebody who, one hopes, looked at a passport.
"""

import logging
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.errors import (
    IcError,
    IdentityNeedsName,
    NoSuchIdentity,
    NotAKeyFile,
    PassphraseTooShort,
)
from ic_desktop.i18n import _
from ic_desktop.paths import user_dir
from ic_desktop.report import certificate as certificates
from ic_desktop.report import keyfile
from ic_desktop.report.atomic import write_atomically
from ic_desktop.report.names import shown

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.x509 import Certificate, CertificateBuilder, Name

_log = logging.getLogger(__name__)

LEAST_PASSPHRASE: Final = 8
"""Characters of a passphrase for an identity made here."""

LONGEST_NAME: Final = 64
"""Characters of a name or organisation (X.520, ub-common-name)."""

YEARS: Final = 10
"""How long a made identity lasts."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One signer on this computer; ``path`` is the key file, ``certificate`` its PEM text."""

    name: str
    organisation: str
    country: str
    fingerprint: str
    not_after: datetime
    self_made: bool
    path: Path
    certificate: str

    @property
    def fingerprint_grouped(self) -> str:
        """The fingerprint in groups of four, for reading aloud and for print."""
        return certificates.grouped(self.fingerprint)

    @property
    def expired(self) -> bool:
        """Whether the certificate has run out."""
        return datetime.now(UTC) > self.not_after


def folder() -> Path:
    """Return (and make) the folder of the user's identities, readable for the user only."""
    path = user_dir("data") / "identities"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def make(
    name: str,
    passphrase: str,
    organisation: str = "",
    country: str = "",
    *,
    into: Path | None = None,
) -> Identity:
    """Make and keep an identity: a P-256 key and a certificate of ten years, signed by itself.

    ``country`` is a code of two letters; anything else is left out. ``into`` is a folder other
    than the user's own, for an identity that is not to stay. Raises IdentityNeedsName,
    NameNotComparable, PassphraseTooShort, FileNotWritten.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256

    name, organisation, country = _typed(name), _typed(organisation), country.strip().upper()
    if not name or max(len(name), len(organisation)) > LONGEST_NAME:
        raise IdentityNeedsName
    check_passphrase(passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _distinguished(name, organisation, country)
    own = _builder(subject, key.public_key()).sign(key, SHA256())
    certificates.check_fit(own)
    return _keep(keyfile.KeyMaterial(key, own, ()), passphrase, into or folder())


def check_passphrase(passphrase: str) -> None:
    """Raise PassphraseTooShort, or return. What cannot be typed does not do."""
    short = len(unicodedata.normalize("NFC", passphrase).strip()) < LEAST_PASSPHRASE
    if short or not keyfile.is_typed(passphrase):
        raise PassphraseTooShort(LEAST_PASSPHRASE)


def _typed(name: str) -> str:
    """Return a name without what is invisible in it, such as marks of direction from a web page."""
    kept = (c for c in name if c.isspace() or not unicodedata.category(c).startswith("C"))
    return shown("".join(kept))


def _distinguished(name: str, organisation: str, country: str) -> "Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    given = [(NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, name)]
    if re.fullmatch("[A-Z]{2}", country):
        given.insert(0, (NameOID.COUNTRY_NAME, country))
    # Our own limit counts characters, as X.520 does; the library's would count bytes, which
    # leaves a Greek or Cyrillic name half the room.
    parts = [x509.NameAttribute(oid, text, _validate=False) for oid, text in given if text]
    return x509.Name(parts)


def _builder(subject: "Name", public: "EllipticCurvePublicKey") -> "CertificateBuilder":
    """Return an unsigned certificate of :data:`YEARS`, good for signing documents and no more."""
    from cryptography import x509

    begins = datetime.now(UTC).replace(microsecond=0)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(_years_later(begins, YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _years_later(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year + years, day=28) + timedelta(days=1)


def import_p12(source: Path, passphrase: str) -> Identity:
    """Import a key file with its chain; it is kept with our rounds under the same passphrase.

    Raises NotAKeyFile, WrongPassphrase, NoKeyInFile, WeakKey, CertificateNotForSigning,
    CertificateOutOfDate, PassphraseTooShort (an empty one), FileNotWritten.
    """
    material = open_key(source, passphrase)
    certificates.check_fit(material.certificate)
    if not passphrase:
        raise PassphraseTooShort(LEAST_PASSPHRASE)
    return _keep(material, passphrase, folder())


def from_file(path: Path, passphrase: str) -> Identity:
    """Return the identity in a key file that stays where it is; errors as :func:`import_p12`."""
    material = open_key(path, passphrase)
    certificates.check_fit(material.certificate)
    return _described(material.certificate, path)


def open_key(path: Path, passphrase: str) -> keyfile.KeyMaterial:
    """Open a key file.

    Raises NoSuchIdentity, NotAKeyFile, WrongPassphrase, NoKeyInFile, WeakKey.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(certificates.LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise NoSuchIdentity(path.name) from error
    except OSError as error:
        raise NotAKeyFile(path.name) from error
    return keyfile.opened(data, passphrase, path.name)


def _keep(material: keyfile.KeyMaterial, passphrase: str, into: Path) -> Identity:
    """Write key file and certificate; the key first, since without it the rest is nothing."""
    described = _described(material.certificate, Path())
    path = into / f"{_slug(described.name)}-{described.fingerprint[:12]}.p12"
    write_atomically(path, keyfile.sealed(material, passphrase, described.name), private=True)
    write_atomically(path.with_suffix(".pem"), described.certificate.encode("ascii"))
    return _described(material.certificate, path)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:40] or "identity"


def _described(certificate: "Certificate", path: Path) -> Identity:
    subject = certificates.subject_of(certificate)
    return Identity(
        name=subject.name,
        organisation=subject.organisation,
        country=subject.country,
        fingerprint=certificates.fingerprint(certificates.to_der(certificate)),
        not_after=certificate.not_valid_after_utc,
        self_made=certificates.is_self_made(certificate),
        path=path,
        certificate=certificates.to_pem(certificate),
    )


def identities() -> list[Identity]:
    """Return the user's identities by name; one that cannot be read is left out and logged."""
    found = []
    for path in sorted(folder().glob("*.p12")):
        try:
            pem = path.with_suffix(".pem").read_bytes()
            found.append(_described(certificates.from_bytes(pem, path.name), path))
        except (OSError, IcError) as error:
            _log.warning("an identity is left out of the list: %s", type(error).__name__)
    return sorted(found, key=lambda one: (one.name.casefold(), one.fingerprint))


def remove(identity: Identity) -> None:
    """Delete an identity's key file and certificate for good; what it signed stays signed."""
    identity.path.unlink(missing_ok=True)
    identity.path.with_suffix(".pem").unlink(missing_ok=True)


def export_certificate(identity: Identity, target: Path) -> None:
    """Write the certificate, which holds no secret, as PEM for others. Raises FileNotWritten."""
    write_atomically(target, identity.certificate.encode("ascii"))


def what_it_proves(identity: Identity) -> str:
    """Return in plain words what a signature of this identity proves and what not."""
    if identity.self_made:
        return _(
            "This identity was made on a computer and nobody else vouches for it. Its signature "
            "proves that nothing in the report was changed since it was signed. It does not prove "
            "who you are: anyone can make an identity with any name. Give your fingerprint to "
            "your readers in another way than in the report (in person, by telephone, on your web "
            "site), so that they can tell that it is yours."
        )
    return _(
        "This identity was issued by somebody else. Its signature proves that nothing in the "
        "report was changed since it was signed, and that the issuer named the holder of this key "
        "as you. How well the issuer looked, and whether a reader trusts them, is for the reader "
        "to judge."
    )


def what_readers_see(identity: Identity) -> str:
    """Return what a reader's PDF program will say about the signature: to show before signing."""
    if identity.self_made:
        return _(
            "A reader's PDF program will say that the signer's identity is unknown, for example "
            "“At least one signature has problems” or “The validity of the signature is unknown”, "
            "and beside it that the document has not been modified. That is expected, and right: "
            "the program cannot know you. Readers who want more compare your fingerprint, or "
            "check the report with this program."
        )
    return _(
        "A reader's PDF program will say that the document has not been modified. Whether it also "
        "shows your name as confirmed depends on whether that program knows the issuer of your "
        "certificate; if not, it will say that the signer's identity is unknown."
    )
