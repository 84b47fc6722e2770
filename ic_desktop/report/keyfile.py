"""Key files (PKCS#12, RFC 7292): written with strong rounds throughout, read with suspicion."""

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.errors import NoKeyInFile, NotAKeyFile, WeakKey, WrongPassphrase
from ic_desktop.report import certificate as certificates

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate

    SigningKey = EllipticCurvePrivateKey | RSAPrivateKey

ROUNDS: Final = 600_000
"""Rounds of PBKDF2-HMAC-SHA256 for the key, and of the MAC's own derivation (OWASP, 2023)."""

MOST_ROUNDS: Final = 20_000_000
"""A file that asks for more would keep the computer busy for minutes: it is refused."""

_MAC_KEY: Final = 3
_SHA256_BLOCK: Final = 64


@dataclass(frozen=True, slots=True)
class KeyMaterial:
    """An opened key file: the key, its certificate, and the certificates that came with it."""

    key: "SigningKey"
    certificate: "Certificate"
    others: "tuple[Certificate, ...]"


def passphrase_bytes(passphrase: str) -> bytes:
    """Return a passphrase as the bytes to use: one form whichever keyboard typed it (NFC)."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8")


def sealed(material: KeyMaterial, passphrase: str, label: str) -> bytes:
    """Return a PKCS#12 file: AES-256, and ROUNDS rounds for key, certificates and MAC."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(passphrase_bytes(passphrase))
    )
    made = pkcs12.serialize_key_and_certificates(
        label.encode("utf-8"), material.key, material.certificate, material.others, encryption
    )
    return _with_strong_mac(made, passphrase)


def _with_strong_mac(file: bytes, passphrase: str) -> bytes:
    """Replace the MAC, for which cryptography always takes 2,048 rounds, by one of ROUNDS."""
    from asn1crypto import pkcs12

    content = pkcs12.Pfx.load(file)["auth_safe"]
    salt = os.urandom(16)
    key = mac_key(passphrase, salt, ROUNDS)
    digest = hmac.digest(key, content["content"].native, "sha256")
    mac = {"digest_algorithm": {"algorithm": "sha256"}, "digest": digest}
    data = {"mac": mac, "mac_salt": salt, "iterations": ROUNDS}
    pfx = pkcs12.Pfx({"version": "v3", "auth_safe": content, "mac_data": data})
    strong: bytes = pfx.dump()
    return strong


def mac_key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    """Return the 32-byte MAC key of RFC 7292, appendix B.2, with SHA-256."""
    text = unicodedata.normalize("NFC", passphrase).encode("utf-16-be") + b"\0\0"
    digest = bytes([_MAC_KEY]) * _SHA256_BLOCK + _filled(salt) + _filled(text)
    for _round in range(rounds):
        digest = hashlib.sha256(digest).digest()
    return digest


def _filled(data: bytes) -> bytes:
    """Repeat ``data`` until it fills whole blocks of the hash."""
    size = -(-len(data) // _SHA256_BLOCK) * _SHA256_BLOCK
    return (data * (size // len(data) + 1))[:size]


def opened(file: bytes, passphrase: str, name: str) -> KeyMaterial:
    """Open a PKCS#12 file called ``name``.

    Raises NotAKeyFile, WrongPassphrase, NoKeyInFile, NotACertificate, or WeakKey (a kind that is
    not supported).
    """
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    _check_shape(file, name)
    key, certificate, others = _load(file, passphrase, name)
    if key is None or certificate is None:
        raise NoKeyInFile(name)
    for one in (certificate, *others):
        certificates.from_der(certificates.to_der(one), name)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise WeakKey(type(key).__name__.removeprefix("_").removesuffix("PrivateKey"))
    if key.public_key() != certificate.public_key():
        raise NoKeyInFile(name)
    return KeyMaterial(key, certificate, tuple(others))


def is_typed(passphrase: str) -> bool:
    """Tell whether a passphrase can be one: no zero, at which readers end, no half a character."""
    return "\0" not in passphrase and not any("\ud800" <= c <= "\udfff" for c in passphrase)


def _load(file: bytes, passphrase: str, name: str) -> tuple[Any, Any, Any]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    if not is_typed(passphrase):
        raise WrongPassphrase(name)
    typed = (passphrase_bytes(passphrase), passphrase.encode("utf-8"))
    for attempt in dict.fromkeys(typed):
        try:
            return pkcs12.load_key_and_certificates(file, attempt or None)
        except UnsupportedAlgorithm as error:
            raise NotAKeyFile(name) from error
        except ValueError:
            continue  # the one kind of error that a wrong passphrase gives
    raise WrongPassphrase(name)


def _check_shape(file: bytes, name: str) -> None:
    """Raise NotAKeyFile unless the bytes have the form of PKCS#12 with rounds within reason."""
    from asn1crypto import pkcs12

    try:
        if len(file) > certificates.LARGEST_FILE:
            raise ValueError("too large")
        pfx = pkcs12.Pfx.load(file, strict=True)
        rounds = list(_rounds(pfx))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotAKeyFile(name) from error
    if any(not isinstance(count, int) or count > MOST_ROUNDS for count in rounds):
        raise NotAKeyFile(name)


def _rounds(pfx: Any) -> Iterator[object]:
    """Yield every number of rounds that a PKCS#12 file asks for before its passphrase is known."""
    from asn1crypto import pkcs12

    if pfx["mac_data"].native is not None:
        yield pfx["mac_data"]["iterations"].native
    for part in pfx.authenticated_safe:
        kind = part["content_type"].native
        if kind == "encrypted_data":
            info = part["content"]["encrypted_content_info"]
            yield from _kdf_rounds(info["content_encryption_algorithm"])
        elif kind == "data":
            for bag in pkcs12.SafeContents.load(part["content"].native):
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    yield from _kdf_rounds(bag["bag_value"]["encryption_algorithm"])


def _kdf_rounds(algorithm: Any) -> Iterator[object]:
    parameters = algorithm["parameters"].native or {}
    if algorithm["algorithm"].native == "pbes2":
        inner = parameters["key_derivation_func"]["parameters"]
        yield inner.get("iteration_count", 0)
    else:
        yield parameters["iterations"]


def rounds_in(file: bytes) -> list[int]:
    """Return the rounds that stand in a key file: MAC first, then each encrypted part."""
    from asn1crypto import pkcs12

    return [count for count in _rounds(pkcs12.Pfx.load(file)) if isinstance(count, int)]
