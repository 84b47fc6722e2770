"""The signature container of our own reports, in the one form that this program writes.

A signature in a PDF covers the whole file but for one gap: the hex digits of the container itself.
So the gap is where a change could hide. Here the whole container is rebuilt from what it proves
(the file's digest, the certificates, the signature value) and compared byte for byte, down to the
last digit of its padding. This check is independent of pyHanko, which verify.py asks as well.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ic_desktop.errors import NotACertificate
from ic_desktop.report import certificate as certificates
from ic_desktop.report import der

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurve
    from cryptography.x509 import Certificate

CONTAINER_BYTES: Final = 8192
"""Bytes that the container takes in every report, padding included."""

GAP: Final = 2 * CONTAINER_BYTES + 2
"""Bytes of the file that no signature can cover: the hex digits and their brackets."""

_BEFORE: Final = b"\n<<\n/Contents "
_RANGE: Final = re.compile(rb"\n/ByteRange \[0 (\d{1,12}) (\d{1,12}) (\d{1,12})\]( *)\n")
_RANGE_WIDTH: Final = 62
_AFTER: Final = b"/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n"
_END: Final = re.compile(rb"\nstartxref\n([1-9]\d{0,11})\n%%EOF\n\Z")

_SIGNED_DATA: Final = der.oid("1.2.840.113549.1.7.2")
_DATA: Final = der.oid("1.2.840.113549.1.7.1")
_CONTENT_TYPE: Final = der.oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = der.oid("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE: Final = der.oid("1.2.840.113549.1.9.16.2.47")
_SHA256: Final = der.write(der.SEQUENCE, der.oid("2.16.840.1.101.3.4.2.1"), der.write(der.NULL))
_ECDSA: Final = der.write(der.SEQUENCE, der.oid("1.2.840.10045.4.3.2"))
_RSA: Final = der.write(der.SEQUENCE, der.oid("1.2.840.113549.1.1.11"), der.write(der.NULL))
_ONE: Final = der.write(der.INTEGER, b"\x01")


class NotOurForm(ValueError):
    """A file whose signature container is not exactly as this program writes it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the container stands: offsets of its opening and after its closing bracket."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Container:
    """A container that holds: the signer's certificate and its issuers, as DER."""

    gap: Gap
    signer: bytes
    issuers: tuple[bytes, ...]


def find_gap(data: bytes) -> Gap:
    """Return where the last signature's container stands. Raises NotOurForm.

    The signature covers everything else, these very numbers included, to the last byte.
    """
    at = data.rfind(b"\n/ByteRange [0 ")
    found = _RANGE.match(data, at) if at >= 0 else None
    if found is None:
        raise NotOurForm("no signature in the place where this program puts it")
    start, end, rest = (int(number) for number in found.groups()[:3])
    padded = found.end() - at - len(b"\n/ByteRange \n") == _RANGE_WIDTH
    if not padded or end != at or end - start != GAP or end + rest != len(data):
        raise NotOurForm("the signature does not cover the file to its last byte")
    if data[start - len(_BEFORE) : start] != _BEFORE:
        raise NotOurForm("what stands before the container is not ours")
    if not data.startswith(_AFTER, found.end()):
        raise NotOurForm("what stands behind the container is not ours")
    tail = _END.search(data, max(0, len(data) - 64))
    if tail is None or not int(tail[1]) < len(data):
        raise NotOurForm("the file does not end as we end it")
    return Gap(start, end)


def contents(data: bytes, gap: Gap) -> bytes:
    """Return the CMS in the gap, without the padding. Raises NotOurForm if a digit is not ours."""
    digits = data[gap.start + 1 : gap.end - 1]
    if data[gap.start] != ord("<") or data[gap.end - 1] != ord(">"):
        raise NotOurForm("the container's brackets are missing")
    if digits.translate(None, b"0123456789ABCDEF"):
        raise NotOurForm("a character that is not a hex digit as we write it")
    held = bytes.fromhex(digits.decode("ascii"))
    try:
        value, end = der.read(held)
    except der.NotDer as error:
        raise NotOurForm(str(error)) from error
    if held[end:].strip(b"\0"):
        raise NotOurForm("the padding is not all zero")
    return value.raw


def digest_of(data: bytes, gap: Gap) -> bytes:
    """Return the SHA-256 of the file without the gap."""
    view = memoryview(data)
    hasher = hashlib.sha256(view[: gap.start])
    hasher.update(view[gap.end :])
    return hasher.digest()


def check(data: bytes) -> Container:
    """Return the container of a report that is exactly as we write one, and intact.

    Raises NotOurForm with the reason for the log; it is not meant for people.
    """
    gap = find_gap(data)
    cms = contents(data, gap)
    try:
        return _check_cms(cms, digest_of(data, gap), gap)
    except der.NotDer as error:
        raise NotOurForm(str(error)) from error


def _check_cms(cms: bytes, digest: bytes, gap: Gap) -> Container:
    held, named, value = _parts(cms)
    signer = next((one for one in held if hashlib.sha256(one).digest() == named), None)
    if signer is None:
        raise NotOurForm("the signed attributes name a certificate that is not there")
    certificate = _loaded(signer)
    issuers = _chain(certificate, [one for one in held if one is not signer])
    attributes = signed_attributes(signer, digest)
    if build(signer, issuers, attributes, value, _algorithm(certificate)) != cms:
        raise NotOurForm("the container is not the one that follows from what it proves")
    _check_signature(certificate, value, der.write_set(der.SET, attributes))
    return Container(gap, signer, tuple(issuers))


def _parts(cms: bytes) -> tuple[list[bytes], bytes, bytes]:
    """Return the certificates, the hash of the signer's, and the signature value."""
    outer = der.children(der.one(cms, der.SEQUENCE), der.OID, der.context(0))
    signed = der.one(outer[1].body, der.SEQUENCE)
    fields = der.children(signed, der.INTEGER, der.SET, der.SEQUENCE, der.context(0), der.SET)
    held = [one.raw for one in der.children(fields[3])]
    infos = der.children(fields[4], der.SEQUENCE)
    shape = (
        der.INTEGER,
        der.SEQUENCE,
        der.SEQUENCE,
        der.context(0),
        der.SEQUENCE,
        der.OCTET_STRING,
    )
    info = der.children(infos[0], *shape)
    attributes = [der.children(one, der.OID, der.SET) for one in der.children(info[3])]
    named = next((pair[1] for pair in attributes if pair[0].raw == _SIGNING_CERTIFICATE), None)
    if named is None:
        raise NotOurForm("the signature does not name its certificate")
    value = der.one(named.body, der.SEQUENCE)
    while value.tag == der.SEQUENCE:  # down to the first ESSCertIDv2's hash (RFC 5035)
        value = der.read(value.body)[0]
    return held, value.body, info[5].body


def signed_attributes(signer: bytes, digest: bytes) -> list[bytes]:
    """Return the three signed attributes as we write them, sorted: what the key really signs."""
    issuer, serial = _issuer_and_serial(signer)
    general = der.write(der.SEQUENCE, der.write(der.context(4), issuer))
    names = der.write(der.SEQUENCE, general, serial)
    hashed = der.write(der.OCTET_STRING, hashlib.sha256(signer).digest())
    ess = der.write(der.SEQUENCE, der.write(der.SEQUENCE, hashed, names))
    pairs = (
        (_CONTENT_TYPE, _DATA),
        (_MESSAGE_DIGEST, der.write(der.OCTET_STRING, digest)),
        (_SIGNING_CERTIFICATE, der.write(der.SEQUENCE, ess)),
    )
    return sorted(der.write(der.SEQUENCE, kind, der.write(der.SET, value)) for kind, value in pairs)


def _issuer_and_serial(signer: bytes) -> tuple[bytes, bytes]:
    """Return issuer and serial number, as they stand encoded in a certificate (RFC 5280, 4.1)."""
    body = der.children(der.one(signer, der.SEQUENCE))[0]
    fields = [one for one in der.children(body) if one.tag != der.context(0)]
    if len(fields) < 3 or fields[0].tag != der.INTEGER or fields[2].tag != der.SEQUENCE:
        raise NotOurForm("the signer's certificate has another form")
    return fields[2].raw, fields[0].raw


def build(
    signer: bytes, issuers: list[bytes], attributes: list[bytes], value: bytes, algorithm: bytes
) -> bytes:
    """Return the CMS SignedData (RFC 5652) that holds exactly these parts."""
    info = der.write(
        der.SEQUENCE,
        _ONE,
        der.write(der.SEQUENCE, *_issuer_and_serial(signer)),
        _SHA256,
        der.write_set(der.context(0), attributes),
        algorithm,
        der.write(der.OCTET_STRING, value),
    )
    signed = der.write(
        der.SEQUENCE,
        _ONE,
        der.write(der.SET, _SHA256),
        der.write(der.SEQUENCE, _DATA),
        der.write_set(der.context(0), [signer, *issuers]),
        der.write(der.SET, info),
    )
    return der.write(der.SEQUENCE, _SIGNED_DATA, der.write(der.context(0), signed))


def _loaded(encoded: bytes) -> "Certificate":
    try:
        return certificates.from_der(encoded)
    except NotACertificate as error:
        raise NotOurForm("a certificate that cannot be read") from error


def _chain(certificate: "Certificate", others: list[bytes]) -> list[bytes]:
    """Return the other certificates if every bit of them is bound to the signer's, else raise.

    They lie outside the signed attributes, so each must be part of one unbroken chain of
    signatures up to a root, and encoded without slack.
    """
    if not others:
        return []
    chain = certificates.complete_chain(certificate, [_loaded(one) for one in others])
    if chain is None or len(chain) != len(others):
        raise NotOurForm("certificates that do not belong to the signer's chain")
    for encoded in others:
        whole = der.children(
            der.one(encoded, der.SEQUENCE), der.SEQUENCE, der.SEQUENCE, der.BIT_STRING
        )
        if not der.is_strict(encoded) or whole[2].body[:1] != b"\0":
            raise NotOurForm("a certificate that is not strictly encoded")
    return others


def _algorithm(certificate: "Certificate") -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return _RSA
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _ECDSA
    raise NotOurForm("a kind of key that we do not sign with")


def _check_signature(certificate: "Certificate", value: bytes, signed: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256

    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed, padding.PKCS1v15(), SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            if canonical_ecdsa(value, key.curve) != value:
                raise NotOurForm("the signature value is not in its one form")
            key.verify(value, signed, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError) as error:
        raise NotOurForm("the signature does not fit the file") from error


def canonical_ecdsa(value: bytes, curve: "EllipticCurve") -> bytes:
    """Return an ECDSA signature with the smaller of the two values of s that are both valid.

    Anyone can turn one into the other without the key; so only one of them is ours.
    """
    from cryptography.hazmat.primitives.asymmetric import utils

    r, s = utils.decode_dss_signature(value)
    return utils.encode_dss_signature(r, min(s, curve.group_order - s))
