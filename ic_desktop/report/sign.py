"""Signing a finished report: PAdES B-B, certified against any change, with a visible stamp.

The container has one size and one form, see container.py; what was written is checked before it
is handed out.
"""

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.errors import CannotSign, SigningCancelled
from ic_desktop.i18n import _
from ic_desktop.report import certificate as certificates
from ic_desktop.report import container, inspection, keyfile, stamp
from ic_desktop.report.atomic import write_atomically
from ic_desktop.report.identity import Identity, open_key
from ic_desktop.report.quiet import quiet_library

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import SimpleSigner

_log = logging.getLogger(__name__)

Progress = Callable[[float, str], None]
"""Told how much is done, 0 to 1, and what is being done, in the interface language."""

Cancelled = Callable[[], bool]
"""Asked between the steps whether to stop."""

_ROOM_FOR_CHAIN: Final = container.CONTAINER_BYTES - 2048
"""Bytes of the container that certificates may take; the rest is for what binds them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the stamp goes: page (from 0, -1 the last) and box (x1, y1, x2, y2) in whole points.

    A signature field of that name which the report already has is used as it stands there.
    """

    box: tuple[int, int, int, int]
    page: int = -1
    field: str = "Signature"
    description: str = ""


def sign(
    pdf: bytes | Path,
    identity: Identity,
    passphrase: str,
    mark: stamp.Stamp,
    place: Place,
    *,
    reason: str = "",
    location: str = "",
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """Return the report, signed.

    Raises WrongPassphrase and the other errors of a key file, CertificateOutOfDate, WeakKey,
    CertificateNotForSigning, CannotSign, SigningCancelled.
    """
    step = _stepper(on_progress, cancelled)
    step(0.0, _("Opening the key"))
    material = open_key(identity.path, passphrase)
    certificates.check_fit(material.certificate)
    step(0.4, _("Reading the report"))
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    with quiet_library(), tempfile.TemporaryDirectory(prefix="ic-sign-") as folder:
        writer = _writer(data)
        drawn = Path(folder) / "stamp.pdf"
        drawn.write_bytes(stamp.draw(mark, *_size(writer, place)))
        step(0.6, _("Signing"))
        signed = _signed(writer, material, drawn, place, reason, location)
    step(0.9, _("Checking the signature"))
    _check_own(signed, identity)
    step(1.0, _("Signed"))
    return signed


def sign_file(
    source: Path,
    target: Path,
    identity: Identity,
    passphrase: str,
    mark: stamp.Stamp,
    place: Place,
    *,
    reason: str = "",
    location: str = "",
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """Sign ``source`` into ``target``, which appears whole or not at all; return its bytes.

    Errors as :func:`sign`, and FileNotWritten.
    """
    signed = sign(
        source,
        identity,
        passphrase,
        mark,
        place,
        reason=reason,
        location=location,
        on_progress=on_progress,
        cancelled=cancelled,
    )
    write_atomically(target, signed)
    return signed


def _stepper(on_progress: Progress | None, cancelled: Cancelled | None) -> Progress:
    def step(share: float, what: str) -> None:
        if cancelled is not None and cancelled():
            raise SigningCancelled
        if on_progress is not None:
            on_progress(share, what)

    return step


def _writer(data: bytes) -> "IncrementalPdfFileWriter":
    """Return a writer that adds to the report. Raises CannotSign for what is no whole PDF."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Untouched(IncrementalPdfFileWriter):
        """pyHanko renews metadata on every save; a finished report's stays as it is."""

        def _update_meta(self) -> None:
            return

    try:
        writer = Untouched(BytesIO(data))
        encrypted = writer.prev.encrypted
        signed = bool(writer.prev.embedded_signatures)
    except Exception as error:  # a damaged PDF: the parser has many kinds of error
        _log.info("cannot read a PDF to sign: %s", type(error).__name__)
        raise CannotSign(_("it is not a whole PDF file.")) from error
    if encrypted:
        raise CannotSign(_("it is protected with a password."))
    if signed:
        raise CannotSign(_("it is signed already."))
    return writer


def _size(writer: "IncrementalPdfFileWriter", place: Place) -> tuple[float, float]:
    """Return width and height of the stamp: those of the field where there is one."""
    from pyhanko.sign.fields import enumerate_sig_fields

    box: Any = place.box
    for name, _value, field in enumerate_sig_fields(writer):
        if name == place.field:
            box = [float(number) for number in field.get_object()["/Rect"]]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    if min(width, height) < 20:
        raise CannotSign(_("there is no room for the stamp."))
    return width, height


def _signed(
    writer: "IncrementalPdfFileWriter",
    material: keyfile.KeyMaterial,
    drawn: Path,
    place: Place,
    reason: str,
    location: str,
) -> bytes:
    from pyhanko.pdf_utils.layout import AxisAlignment as Align
    from pyhanko.pdf_utils.layout import LayoutError, Margins, SimpleBoxLayoutRule
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers
    from pyhanko.sign.general import SigningError
    from pyhanko.stamp import StaticStampStyle

    metadata = signers.PdfSignatureMetadata(
        field_name=place.field,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        md_algorithm="sha256",
        reason=reason or None,
        location=location or None,
    )
    whole = SimpleBoxLayoutRule(Align.ALIGN_MIN, Align.ALIGN_MIN, margins=Margins(0, 0, 0, 0))
    style = StaticStampStyle.from_pdf_file(
        str(drawn), border_width=0, background_opacity=1.0, background_layout=whole
    )
    field = fields.SigFieldSpec(
        place.field,
        on_page=place.page,
        box=place.box,
        readable_field_name=place.description or None,
    )
    signer = _signer(material)
    pdf_signer = signers.PdfSigner(metadata, signer, stamp_style=style, new_field_spec=field)
    try:
        out = pdf_signer.sign_pdf(writer, bytes_reserved=2 * container.CONTAINER_BYTES)
    except (PdfError, SigningError, LayoutError, ValueError, IndexError) as error:
        raise CannotSign(_("the stamp's page or field does not fit the report.")) from error
    return bytes(out.getbuffer())


def _signer(material: keyfile.KeyMaterial) -> "SimpleSigner":
    """Return pyHanko's signer, whose ECDSA values have the one form that we accept."""
    from asn1crypto.keys import PrivateKeyInfo
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    curve = getattr(material.key, "curve", None)

    class OneForm(SimpleSigner):
        """A signer whose ECDSA values have the smaller s."""

        def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
            value = super().sign_raw(data, digest_algorithm)
            return value if curve is None else container.canonical_ecdsa(value, curve)

    store: Any = SimpleCertificateStore
    issuers = store()
    for one in _issuers(material):
        issuers.register(Certificate.load(certificates.to_der(one)))
    own = Certificate.load(certificates.to_der(material.certificate))
    key = material.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return OneForm(own, PrivateKeyInfo.load(key), issuers)


def _issuers(material: keyfile.KeyMaterial) -> "list[Certificate]":
    """Return the chain up to its root if it is whole and has room; else the signer stands alone.

    The signature does not cover these certificates, so only a whole chain is bound to it.
    """
    own = len(certificates.to_der(material.certificate))
    if own > _ROOM_FOR_CHAIN:
        raise CannotSign(_("the signer's certificate is too large."))
    chain = certificates.complete_chain(material.certificate, list(material.others)) or []
    size = own + sum(len(certificates.to_der(one)) for one in chain)
    return chain if size <= _ROOM_FOR_CHAIN else []


def _check_own(signed: bytes, identity: Identity) -> None:
    """Make sure that what was written is what verify will accept, by this very signer."""
    try:
        held = container.check(signed)
    except container.NotOurForm as error:
        _log.error("a signature came out in another form: %s", error)
        raise CannotSign(_("the signature did not come out as it should.")) from error
    if not any(one.intact for one in inspection.inspect(signed).signatures):
        _log.error("a signature came out such that it cannot be verified")
        raise CannotSign(_("the signature did not come out as it should."))
    if certificates.fingerprint(held.signer) != identity.fingerprint:
        raise CannotSign(_("the key file holds another identity than the one chosen."))
