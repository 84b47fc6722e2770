"""What a certificate says, and whether it is fit to sign with."""

import hashlib
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ic_desktop.errors import (
    CertificateNotForSigning,
    CertificateOutOfDate,
    NameNotComparable,
    NotACertificate,
    WeakKey,
)
from ic_desktop.i18n import current
from ic_desktop.report.names import shown

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, Name, ObjectIdentifier

# The library counts bytes where X.520 counts characters, and would tell the terminal so.
warnings.filterwarnings("ignore", message="Attribute's length must be", category=UserWarning)

LEAST_RSA_BITS: Final = 2048
"""Shortest RSA key that still counts (ETSI TS 119 312)."""

GOOD_CURVES: Final = ("secp256r1", "secp384r1", "secp521r1")
"""Curves that the PDF programs of readers know."""

GOOD_DIGESTS: Final = ("sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512")
"""Digests that nobody can forge today."""

LARGEST_FILE: Final = 1_000_000
"""Bytes of a certificate or key file that are read at most."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names; texts are made safe to show, "" where it says nothing."""

    name: str
    organisation: str
    country: str


def fingerprint(der: bytes) -> str:
    """Return the SHA-256 of a certificate: 64 lower-case hex digits."""
    return hashlib.sha256(der).hexdigest()


def grouped(print_: str) -> str:
    """Return a fingerprint for reading aloud: groups of four, upper case."""
    upper = print_.upper()
    return " ".join(upper[i : i + 4] for i in range(0, len(upper), 4))


def ungrouped(text: str) -> str:
    """Return the 64 hex digits of a fingerprint typed in any grouping, "" if it is none."""
    digits = "".join(char for char in text.lower() if char not in " :-.\t\r\n\u00a0")
    is_print = len(digits) == 64 and all(char in "0123456789abcdef" for char in digits)
    return digits if is_print else ""


def subject_of(certificate: "Certificate") -> Subject:
    """Return whom the certificate names; an organisation stands in for a missing name."""
    return _subject(certificate.subject)


def issuer_of(certificate: "Certificate") -> Subject:
    """Return who, by the certificate's own words, issued it."""
    return _subject(certificate.issuer)


def _subject(name: "Name") -> Subject:
    from cryptography.x509.oid import NameOID

    organisation = _first(name, NameOID.ORGANIZATION_NAME)
    common = _first(name, NameOID.COMMON_NAME)
    return Subject(common or organisation, organisation, _first(name, NameOID.COUNTRY_NAME))


def _first(name: "Name", oid: "ObjectIdentifier") -> str:
    found = name.get_attributes_for_oid(oid)
    value = found[0].value if found else ""
    return shown(value if isinstance(value, str) else value.decode("latin-1"))


def is_self_made(certificate: "Certificate") -> bool:
    """Whether the certificate vouches for itself: same issuer, signed with its own key."""
    return certificate.issuer == certificate.subject and issued_by(certificate, certificate)


def issued_by(certificate: "Certificate", issuer: "Certificate") -> bool:
    """Whether ``issuer``'s name and key stand behind the certificate (dates are not looked at)."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def complete_chain(
    certificate: "Certificate", others: "list[Certificate]"
) -> "list[Certificate] | None":
    """Return the issuers from the certificate's own up to a root, or None where one is missing."""
    chain: list[Certificate] = []
    current = certificate
    while not is_self_made(current):
        above = next((c for c in others if c not in chain and issued_by(current, c)), None)
        if above is None or above == certificate:
            return None
        chain.append(above)
        current = above
    return chain


def weakness(certificate: "Certificate") -> str:
    """Return what is too weak about key or certificate ("RSA 1024", "MD5"), "" if nothing."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return _weak_key(certificate) or _weak_digest(certificate)
    except (ValueError, UnsupportedAlgorithm):
        return "?"


def _weak_key(certificate: "Certificate") -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}" if key.key_size < LEAST_RSA_BITS else ""
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "" if key.curve.name in GOOD_CURVES else key.curve.name
    return type(key).__name__.removeprefix("_").removesuffix("PublicKey")


def _weak_digest(certificate: "Certificate") -> str:
    if is_self_made(certificate):  # its own signature vouches for nothing, so it may be of any kind
        return ""
    digest = certificate.signature_hash_algorithm
    name = "?" if digest is None else digest.name
    return "" if name in GOOD_DIGESTS else name.upper()


def is_for_signing(certificate: "Certificate") -> bool:
    """Whether the key usage, where stated, allows signing documents (RFC 5280, 4.2.1.3)."""
    from cryptography import x509

    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return False
    return usage.digital_signature or usage.content_commitment


def valid_at(certificate: "Certificate", moment: datetime) -> bool:
    """Whether a moment (with its time zone) lies in the certificate's validity."""
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def check_fit(certificate: "Certificate", now: datetime | None = None) -> None:
    """Raise WeakKey, CertificateNotForSigning, CertificateOutOfDate or NameNotComparable."""
    if weak := weakness(certificate):
        raise WeakKey(weak)
    name = subject_of(certificate).name
    if not is_for_signing(certificate):
        raise CertificateNotForSigning(name)
    if not valid_at(certificate, now or datetime.now(UTC)):
        begins = current().day(certificate.not_valid_before_utc)
        ends = current().day(certificate.not_valid_after_utc)
        raise CertificateOutOfDate(name, begins, ends)
    if not _is_comparable(certificate):
        raise NameNotComparable(name)


def _is_comparable(certificate: "Certificate") -> bool:
    """Whether the names in it can be compared, as verifying a signature does (RFC 4518).

    Signs that are younger than Unicode 3.2, emoji among them, make a name that nothing equals.
    """
    from asn1crypto import x509

    read = x509.Certificate.load(to_der(certificate))
    try:
        return bool(read.subject.hashable and read.issuer.hashable)
    except ValueError:
        return False


def from_bytes(data: bytes, file: str) -> "Certificate":
    """Return the first certificate in PEM or DER ``data``; raises NotACertificate."""
    from cryptography import x509

    if data.startswith(b"\x30"):
        return from_der(data, file)
    try:
        return from_der(to_der(x509.load_pem_x509_certificate(data)), file)
    except ValueError as error:
        raise NotACertificate(file) from error


def all_from_bytes(data: bytes, file: str) -> "list[Certificate]":
    """Return every certificate in PEM ``data``, or the one in DER; raises NotACertificate."""
    from cryptography import x509

    if data.startswith(b"\x30"):
        return [from_der(data, file)]
    try:
        return [from_der(to_der(one), file) for one in x509.load_pem_x509_certificates(data)]
    except ValueError as error:
        raise NotACertificate(file) from error


def from_der(data: bytes, file: str = "") -> "Certificate":
    """Return a certificate whose parts can all be read; raises NotACertificate.

    The parser looks into many parts only when asked, so they are asked for here, once.
    """
    from cryptography import x509

    try:
        certificate = x509.load_der_x509_certificate(data)
        _ = certificate.subject, certificate.issuer, certificate.serial_number
        _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        certificate.public_key()
    except Exception as error:  # a stranger's bytes: the parser has many kinds of error
        raise NotACertificate(file) from error
    return certificate


def to_pem(certificate: "Certificate") -> str:
    """Return the certificate as PEM text."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def to_der(certificate: "Certificate") -> bytes:
    """Return the certificate's own bytes."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)
