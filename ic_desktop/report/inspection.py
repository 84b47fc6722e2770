"""Looking into a PDF for its signatures, with pyHanko as the reader and the judge of the maths.

Everything here treats the file as a stranger's: parts are looked at one by one, each failure is a
fact, and nothing is taken on the file's own word where its bytes can be asked.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ic_desktop.report import certificate as certificates
from ic_desktop.report import container, der
from ic_desktop.report.facts import PROGRAM, Certified, Form, Problem, SignatureFacts
from ic_desktop.report.names import shown
from ic_desktop.report.quiet import quiet_library

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from pyhanko.pdf_utils.decode_limits import DecodeLimits
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_log = logging.getLogger(__name__)

Found = TypeVar("Found")

LARGEST_PDF: Final = 100_000_000
"""Bytes of a file that are looked into at most."""

_MOST_FIELDS: Final = 64
_MOST_TABLE: Final = 500_000
_MOST_STREAM: Final = 16_000_000
_MOST_CERTIFICATES: Final = 16
_CLOCKS_DIFFER: Final = timedelta(days=1)
_HEX: Final = b"0123456789abcdefABCDEF \t\r\n\f\0"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a look into the file found."""

    problem: Problem = Problem.NONE
    well_formed: bool = True
    drawn_by_us: bool = False
    empty_fields: int = 0
    signatures: tuple[SignatureFacts, ...] = ()


def inspect(data: bytes) -> Inspection:
    """Return what the file holds; never raises, whatever the bytes are."""
    if len(data) > LARGEST_PDF:
        return Inspection(Problem.TOO_LARGE)
    if b"%PDF-" not in data[:1024]:
        return Inspection(Problem.NOT_A_PDF)
    with quiet_library():
        return _tried("the file", lambda: _inspected(data)) or Inspection(Problem.DAMAGED)


def _tried(what: str, work: Callable[[], Found]) -> Found | None:
    """Return what ``work`` gives, or None if it fails: the one place where bytes may do harm."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - on hostile bytes the readers fail in every way
        _log.info("%s cannot be read: %s", what, type(error).__name__)
        return None


def _inspected(data: bytes) -> Inspection:
    from pyhanko.sign.fields import enumerate_sig_fields

    reader, well_formed = _reader(data)
    if reader.encrypted:
        return Inspection(Problem.PASSWORD)
    fields = list(islice(enumerate_sig_fields(reader), _MOST_FIELDS + 1))
    filled = [(str(name), field) for name, value, field in fields if value is not None]
    found = sorted((_signature(reader, data, *one) for one in filled), key=lambda pair: pair[0])
    damaged = len(fields) > _MOST_FIELDS or (not filled and b"/ByteRange" in data)
    return Inspection(
        problem=Problem.DAMAGED if damaged else Problem.NONE,
        well_formed=well_formed,
        drawn_by_us=_is_drawn_by_us(reader),
        empty_fields=len(fields) - len(filled),
        signatures=tuple(facts for _end, facts in found),
    )


def _reader(data: bytes) -> "tuple[PdfFileReader, bool]":
    """Return a reader, and whether the file keeps to the rules strictly."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    def opened(strict: bool) -> PdfFileReader:
        reader = PdfFileReader(BytesIO(data), strict=strict, decode_limits=_limits())
        _ = reader.root
        return reader

    strict = _tried("the file, strictly,", lambda: opened(strict=True))
    return (strict, True) if strict is not None else (opened(strict=False), False)


def _limits() -> "DecodeLimits":
    """Return how far streams may swell: enough for any report, too little for a bomb."""
    from pyhanko.pdf_utils import decode_limits as limits

    per_purpose = {
        **limits.DEFAULT_PURPOSE_LIMITS,
        limits.DecodePurpose.XREF_STREAM: limits.StreamDecodeLimits(max_output_size=_MOST_TABLE),
        limits.DecodePurpose.OBJECT_STREAM: limits.StreamDecodeLimits(max_output_size=_MOST_STREAM),
    }
    return limits.DecodeLimits(
        per_stream=limits.StreamDecodeLimits(max_output_size=2 * _MOST_STREAM),
        per_purpose=per_purpose,
        document_budget=limits.DocumentDecodeBudget(base_allowance=4 * _MOST_STREAM, max_ratio=8),
    )


def _is_drawn_by_us(reader: "PdfFileReader") -> bool:
    """Whether the file says that this program made it; anyone can say so, so it is a note only."""

    def named() -> bool:
        info = reader.trailer["/Info"]
        names = (str(info[key]) for key in ("/Creator", "/Producer") if key in info)
        return any(PROGRAM in name for name in names)

    return "/Info" in reader.trailer and bool(_tried("the document's information", named))


def _signature(
    reader: "PdfFileReader", data: bytes, name: str, field: Any
) -> tuple[int, SignatureFacts]:
    """Return where a signature's cover ends and its facts; one that cannot be read says so."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    def facts() -> tuple[int, SignatureFacts]:
        return _facts(EmbeddedPdfSignature(reader, field, name), data, shown(name))

    unreadable = SignatureFacts(field=shown(name), readable=False)
    return _tried("a signature", facts) or (len(data), unreadable)


def _facts(embedded: "EmbeddedPdfSignature", data: bytes, field: str) -> tuple[int, SignatureFacts]:
    signer = certificates.from_der(embedded.signer_cert.dump())
    spans = _spans(embedded.byte_range, len(data))
    end = spans[1] + spans[2] if spans else 0
    facts = SignatureFacts(
        field=field,
        readable=True,
        covers_whole_file=spans is not None and _covers(data, spans, embedded.pkcs7_content),
        bytes_after=len(data) - end,
        certified=_certified(embedded),
        time_stamp=str(embedded.sig_object_type) != "/Sig",
        form=_form(data, embedded, spans),
    )
    facts = _with_certificate(facts, signer, _others(embedded))
    facts = _with_time(facts, signer, _claimed_time(embedded))
    return end, _with_maths(facts, embedded, data, spans)


def _spans(byte_range: Any, size: int) -> tuple[int, int, int] | None:
    """Return (a, b, c) of a /ByteRange [0 a b c] that lies within the file, else None."""
    numbers = [int(number) for number in islice(byte_range, 5)]
    if len(numbers) != 4 or numbers[0] != 0:
        return None
    first, second, rest = numbers[1:]
    within = 0 < first < second and rest >= 0 and second + rest <= size
    return (first, second, rest) if within else None


def _covers(data: bytes, spans: tuple[int, int, int], contents: bytes) -> bool:
    """Whether all but this signature's own hex digits is covered, to the file's last byte."""
    first, second, rest = spans
    gap = data[first:second]
    if second + rest != len(data) or gap[:1] != b"<" or gap[-1:] != b">":
        return False
    digits = gap[1:-1]
    if digits.translate(None, _HEX):
        return False
    return bytes.fromhex(digits.replace(b"\f", b"").replace(b"\0", b"").decode()) == contents


def _certified(embedded: "EmbeddedPdfSignature") -> Certified:
    """Return what the document's certification allows if this very signature is the one."""
    root = embedded.reader.root
    if "/Perms" not in root or "/DocMDP" not in root["/Perms"]:
        return "none"
    certifying = root["/Perms"].get_value_as_reference("/DocMDP")
    level = embedded.docmdp_level
    if certifying != embedded.sig_object.container_ref or level is None:
        return "none"
    levels: dict[int, Certified] = {1: "no-changes", 2: "filling-in", 3: "comments"}
    return levels[level.value]


def _form(
    data: bytes, embedded: "EmbeddedPdfSignature", spans: tuple[int, int, int] | None
) -> Form:
    try:
        held = container.check(data)
        own = embedded.signer_cert.dump() == held.signer
        if own and spans is not None and (held.gap.start, held.gap.end) == spans[:2]:
            return "ours"
    except container.NotOurForm as reason:
        _log.info("a signature container is not in our form: %s", reason)
    try:
        value, end = der.read(embedded.pkcs7_content)
    except der.NotDer:
        return "untidy"
    padding = embedded.pkcs7_content[end:]
    return "tidy" if der.is_strict(value.raw) and not padding.strip(b"\0") else "untidy"


def _others(embedded: "EmbeddedPdfSignature") -> "list[Certificate]":
    others = embedded.other_embedded_certs[:_MOST_CERTIFICATES]
    return [certificates.from_der(one.dump()) for one in others]


def _with_certificate(
    facts: SignatureFacts, signer: "Certificate", others: "list[Certificate]"
) -> SignatureFacts:
    subject = certificates.subject_of(signer)
    issuer = certificates.issuer_of(signer)
    return replace(
        facts,
        signer=subject.name,
        organisation=subject.organisation,
        issuer=issuer.name,
        fingerprint=certificates.fingerprint(certificates.to_der(signer)),
        self_made=certificates.is_self_made(signer),
        chain_holds=certificates.complete_chain(signer, others) is not None,
        weak_key=certificates.weakness(signer),
        for_signing=certificates.is_for_signing(signer),
    )


def _claimed_time(embedded: "EmbeddedPdfSignature") -> datetime | None:
    """Return the time that the signer states, None where there is none that can be read."""
    moment = _tried("a signature's time", lambda: embedded.self_reported_timestamp)
    naive = moment is not None and moment.tzinfo is None
    return moment.replace(tzinfo=UTC) if moment is not None and naive else moment


def _with_time(
    facts: SignatureFacts, signer: "Certificate", moment: datetime | None
) -> SignatureFacts:
    if moment is None:
        return facts
    return replace(
        facts,
        claimed_time=moment.isoformat(),
        valid_then=certificates.valid_at(signer, moment),
        in_future=moment > datetime.now(UTC) + _CLOCKS_DIFFER,
    )


def _with_maths(
    facts: SignatureFacts,
    embedded: "EmbeddedPdfSignature",
    data: bytes,
    spans: tuple[int, int, int] | None,
) -> SignatureFacts:
    """Add whether digest and signature fit the bytes."""
    from pyhanko.sign.validation.generic_cms import get_signing_cert_attr, validate_sig_integrity

    info = embedded.signer_info
    named = get_signing_cert_attr(info["signed_attrs"])
    content = embedded.signed_data["encap_content_info"]["content_type"].native
    facts = replace(
        facts,
        digest=embedded.md_algorithm,
        digest_acceptable=_digests(info) <= set(certificates.GOOD_DIGESTS),
        names_certificate=named is not None,
        unsigned_attributes=len(info["unsigned_attrs"]),
    )
    if spans is None or content != "data":
        return facts
    digest = _digest(data, spans, embedded.md_algorithm)
    matches, fits = validate_sig_integrity(info, embedded.signer_cert, "data", digest)
    return replace(facts, digest_matches=matches, signature_fits=fits)


def _digests(info: Any) -> set[str]:
    """Return the digest algorithms that a signature rests on, of the file and of the attributes."""
    names = {str(info["digest_algorithm"]["algorithm"].native)}
    try:
        names.add(str(info["signature_algorithm"].hash_algo))
    except ValueError:  # a scheme without a digest of its own, or one that takes the file's
        names.add(next(iter(names)))
    return {name.replace("sha3_", "sha3-") for name in names}


def _digest(data: bytes, spans: tuple[int, int, int], algorithm: str) -> bytes:
    first, second, rest = spans
    view = memoryview(data)
    hasher = hashlib.new(algorithm.replace("-", "_"), usedforsecurity=False)
    hasher.update(view[:first])
    hasher.update(view[second : second + rest])
    return hasher.digest()
