"""Signers, authorities and forgeries that the tests of signing and verifying share."""

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import cms as asn1_cms
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from faults.report import forging
from ic_desktop.report import certificate as certificates
from ic_desktop.report import container, der, keyfile, sign, stamp

PASSPHRASE = forging.PASSPHRASE
PLACE = sign.Place((72, 72, 332, 142))
MARK = stamp.Stamp(("Signed by somebody", "for a test"), fictional=True)


@cache
def sample() -> forging.Sample:
    """Return one signed report for the whole run."""
    return forging.make_sample()


@cache
def p256() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def certificate(
    name: str,
    key: Any,
    *,
    issuer: "tuple[x509.Certificate, Any] | None" = None,
    begins: datetime | None = None,
    ends: datetime | None = None,
    signing: bool = True,
    authority: bool = False,
) -> x509.Certificate:
    """Return a certificate for a key, issued by itself or by a (certificate, key)."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = begins or datetime.now(UTC) - timedelta(days=1)
    usage = x509.KeyUsage(signing, signing, not signing, *[False] * 2, authority, *[False] * 3)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends or begins + timedelta(days=700))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer[1] if issuer else key, SHA256())
    )


@cache
def chain() -> keyfile.KeyMaterial:
    """Return an RSA signer with an intermediate and a root authority."""
    root_key, middle_key = ec.generate_private_key(ec.SECP384R1()), p256()
    root = certificate("Root Example", root_key, authority=True)
    middle = certificate("Middle Example", middle_key, issuer=(root, root_key), authority=True)
    leaf = certificate("Berta Example", rsa_key(), issuer=(middle, middle_key))
    return keyfile.KeyMaterial(rsa_key(), leaf, (middle, root))


def p12(path: Path, material: keyfile.KeyMaterial, passphrase: str = PASSPHRASE) -> Path:
    """Write a key file as other programs would."""
    secret = passphrase.encode()
    encryption = BestAvailableEncryption(secret) if secret else NoEncryption()
    parts = (material.key, material.certificate, material.others, encryption)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", *parts))
    return path


def signed_by(material: keyfile.KeyMaterial, folder: Path, source: bytes | None = None) -> bytes:
    """Sign without asking whether the certificate is fit."""
    drawn = folder / "stamp.pdf"
    drawn.write_bytes(stamp.draw(MARK, 260, 70))
    writer = sign._writer(source or forging.unsigned_pdf())
    return sign._signed(writer, material, drawn, PLACE, "", "")


def signed_elsewhere(source: bytes, material: keyfile.KeyMaterial, **metadata: Any) -> bytes:
    """Sign as another program would: pyHanko's own way, by default without certification."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    settings = {"field_name": "Other", **metadata}
    pdf_signer = signers.PdfSigner(signers.PdfSignatureMetadata(**settings), sign._signer(material))
    return pdf_signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(source))).getvalue()


def with_cms(signed: bytes, cms: bytes) -> bytes:
    """Put another container into the gap of a signed report, padded with zeros."""
    gap = container.find_gap(signed)
    digits = cms.hex().upper().encode().ljust(gap.end - gap.start - 2, b"0")
    return signed[: gap.start + 1] + digits + signed[gap.end - 1 :]


def held_cms(signed: bytes) -> bytes:
    """Return the container of a signed report."""
    return container.contents(signed, container.find_gap(signed))


def forged_by(signed: bytes, material: keyfile.KeyMaterial) -> bytes:
    """Replace the signature by another signer's over the very same bytes."""
    digest = container.digest_of(signed, container.find_gap(signed))
    own = certificates.to_der(material.certificate)
    attributes = container.signed_attributes(own, digest)
    to_sign = der.write_set(der.SET, attributes)
    value = material.key.sign(to_sign, ec.ECDSA(SHA256()))
    value = container.canonical_ecdsa(value, material.key.curve)
    algorithm = container._algorithm(material.certificate)
    return with_cms(signed, container.build(own, [], attributes, value, algorithm))


def other_s(signed: bytes) -> bytes:
    """Replace the ECDSA value s by the other one that is just as valid."""
    from cryptography.hazmat.primitives.asymmetric import utils

    content = asn1_cms.ContentInfo.load(held_cms(signed))
    info = content["content"]["signer_infos"][0]
    r, s = utils.decode_dss_signature(info["signature"].native)
    info["signature"] = utils.encode_dss_signature(r, ec.SECP256R1().group_order - s)
    return with_cms(signed, content.dump(force=True))


def with_unsigned_attribute(signed: bytes) -> bytes:
    """Add an attribute that no signature covers."""
    content = asn1_cms.ContentInfo.load(held_cms(signed))
    info = content["content"]["signer_infos"][0]
    extra = {"type": "signing_time", "values": [asn1_cms.Time({"utc_time": datetime.now(UTC)})]}
    info["unsigned_attrs"] = [extra]
    return with_cms(signed, content.dump(force=True))


def with_two_signers(signed: bytes) -> bytes:
    """Name the signer twice in one container."""
    content = asn1_cms.ContentInfo.load(held_cms(signed))
    info = content["content"]["signer_infos"][0].copy()
    info["unsigned_attrs"] = [{"type": "content_type", "values": ["data"]}]
    content["content"]["signer_infos"].append(info)
    return with_cms(signed, content.dump(force=True))


def with_extra_certificate(signed: bytes) -> bytes:
    """Add a certificate that has nothing to do with the signer."""
    content = asn1_cms.ContentInfo.load(held_cms(signed))
    stranger = certificates.to_der(certificate("Stranger", p256()))
    from asn1crypto import x509 as asn1_x509

    content["content"]["certificates"].append(asn1_x509.Certificate.load(stranger))
    return with_cms(signed, content.dump(force=True))


def with_sha1(signed: bytes, material: keyfile.KeyMaterial) -> bytes:
    """Replace the signature by an RSA one that rests on SHA-1."""
    gap = container.find_gap(signed)
    digest = hashlib.sha1(signed[: gap.start] + signed[gap.end :]).digest()
    own = certificates.to_der(material.certificate)
    attributes = [
        {"type": "content_type", "values": ["data"]},
        {"type": "message_digest", "values": [digest]},
    ]
    signed_attrs = asn1_cms.CMSAttributes(attributes)
    value = material.key.sign(signed_attrs.dump(), padding.PKCS1v15(), SHA1())
    from asn1crypto import x509 as asn1_x509

    loaded = asn1_x509.Certificate.load(own)
    sid = {"issuer": loaded.issuer, "serial_number": loaded.serial_number}
    info = {
        "version": "v1",
        "sid": asn1_cms.SignerIdentifier({"issuer_and_serial_number": sid}),
        "digest_algorithm": {"algorithm": "sha1"},
        "signed_attrs": signed_attrs,
        "signature_algorithm": {"algorithm": "sha1_rsa"},
        "signature": value,
    }
    content = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha1"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [loaded],
        "signer_infos": [info],
    }
    whole = asn1_cms.ContentInfo({"content_type": "signed_data", "content": content})
    return with_cms(signed, whole.dump())
