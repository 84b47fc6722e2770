"""PDF files made to crash, hang or swell whoever reads them; all small, all made here."""

import random
import zlib
from collections.abc import Iterator

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def hostile_pdfs() -> Iterator[tuple[str, bytes]]:
    """Yield a name and the bytes of each hostile file."""
    yield "empty", b""
    yield "no pdf", b"hello world" * 1000
    yield "header only", b"%PDF-1.7\n"
    yield "zeros", b"%PDF-1.7\n" + bytes(1_000_000)
    yield "brackets", b"%PDF-1.7\n" + b"[" * 1_000_000
    yield "many startxref", _HEAD + b"startxref\n9\n%%EOF\n" * 50_000
    yield "startxref beyond the end", _HEAD + b"startxref\n999999999999\n%%EOF\n"
    yield "negative startxref", _HEAD + b"startxref\n-5\n%%EOF\n"
    yield "deep arrays", _with_root(b"/AcroForm << /Fields " + b"[" * 100_000 + b" >>")
    yield "deep dictionaries", _with_root(b"/AcroForm " + b"<< /A " * 50_000)
    yield "fields in a circle", _pdf([_catalogue(b"4 0 R"), *_CIRCLE])
    yield "fields that multiply", _pdf([_catalogue(b"4 0 R"), *_doubling(24)])
    yield "cross-references in a circle", _circle_of_trailers()
    yield "huge size", _with_trailer(b"/Size 99999999999 /Root 1 0 R")
    yield "root is itself", _with_trailer(b"/Size 9 /Root 9 0 R")
    yield "huge numbers", _with_trailer(b"/Size " + b"9" * 100_000 + b" /Root 1 0 R")
    yield "cross-reference bomb", _stream_bomb(b"/Type /XRef /W [1 2 1] /Size 99999999")
    yield "half a million objects", _stream_bomb(b"/Type /XRef /W [1 0 0] /Size 499000", 499)
    yield "object stream bomb", _object_stream_bomb()
    yield (
        "length in a circle",
        _pdf([_catalogue(b""), b"<< /Length 2 0 R >>\nstream\nx\nendstream"]),
    )
    yield "thousands of signatures", _many_fields(20_000)
    yield "contents of nonsense", _signed_with(b"30" + b"80" * 20_000)
    yield "contents of deep sequences", _signed_with(_deep_der(4_000).hex().encode())
    yield "long name", _signed_with(b"3003020101", b"A" * 2_000_000)


def mutated(data: bytes, count: int, seed: int = 5) -> Iterator[tuple[str, bytes]]:
    """Yield a signed report with random parts cut, doubled, moved or overwritten."""
    draw = random.Random(seed)
    for number in range(count):
        changed = bytearray(data)
        for _time in range(draw.randint(1, 8)):
            at, size = draw.randrange(len(changed)), draw.randint(1, 2000)
            part = bytes(changed[at : at + size])
            match draw.randrange(4):
                case 0:
                    del changed[at : at + size]
                case 1:
                    changed[at:at] = part
                case 2:
                    changed[draw.randrange(len(changed)) :][:0] = part
                    changed[at : at + size] = draw.randbytes(size)
                case _:
                    changed[at : at + 1] = draw.randbytes(1)
            changed = changed or bytearray(b"%PDF-")
        if bytes(changed) != data:
            yield f"mutant {number}", bytes(changed)


_CIRCLE = [
    b"<< /FT /Sig /T (a) /Kids [5 0 R] /Parent 5 0 R >>",
    b"<< /FT /Sig /T (b) /Kids [4 0 R 5 0 R] /Parent 4 0 R >>",
]


def _doubling(levels: int) -> list[bytes]:
    """Return fields each of which names the next one twice: two to the power of levels."""
    first = 4
    return [
        b"<< /T (f) /Kids [%d 0 R %d 0 R] >>" % (first + n + 1, first + n + 1)
        for n in range(levels)
    ] + [b"<< /FT /Sig /T (end) >>"]


def _catalogue(fields: bytes) -> bytes:
    return b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] /SigFlags 3 >> >>" % fields


def _pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF whose first object is the catalogue; objects 2 and 3 are an empty page tree."""
    whole = [objects[0], b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    whole += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>", *objects[1:]]
    out, offsets = bytearray(_HEAD), []
    for number, body in enumerate(whole, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(whole) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = trailer or b"/Size %d /Root 1 0 R" % (len(whole) + 1)
    out += b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
    return bytes(out)


def _with_root(entry: bytes) -> bytes:
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R %s >>" % entry])


def _with_trailer(entries: bytes) -> bytes:
    return _pdf([_catalogue(b"")], entries)


def _circle_of_trailers() -> bytes:
    body = _pdf([_catalogue(b"")])
    start = body.rindex(b"xref\n0 ")
    return body.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def _bomb(kilobytes: int = 400_000) -> bytes:
    """Return ones, compressed a thousandfold."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b"\1" * 1000) for _part in range(kilobytes)]
    return b"".join(parts) + packer.flush()


def _stream_bomb(entries: bytes, kilobytes: int = 400_000) -> bytes:
    data = _bomb(kilobytes)
    head = b"%s1 0 obj\n<< %s /Root 1 0 R /Filter /FlateDecode /Length %d >>\nstream\n"
    start = head % (_HEAD, entries, len(data)) + data + b"\nendstream\nendobj\n"
    return start + b"startxref\n%d\n%%%%EOF\n" % len(_HEAD)


def _object_stream_bomb() -> bytes:
    data = _bomb()
    out = bytearray(_HEAD)
    at = len(out)
    head = b"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
    out += head % len(data) + data + b"\nendstream\nendobj\n"
    start = len(out)
    rows = b"".join(
        bytes([kind]) + place.to_bytes(4) + index.to_bytes(1)
        for kind, place, index in ((0, 0, 255), (2, 5, 0), (1, start, 0), (1, at, 0))
    )
    table = b"<< /Type /XRef /W [1 4 1] /Index [0 3 5 1] /Size 6 /Root 1 0 R /Length %d >>"
    out += b"2 0 obj\n" + table % len(rows) + b"\nstream\n" + rows + b"\nendstream\nendobj\n"
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _many_fields(count: int) -> bytes:
    fields = b" ".join(b"%d 0 R" % (number + 4) for number in range(count))
    return _pdf([_catalogue(fields)] + [b"<< /FT /Sig /T (s) /V 4 0 R >>"] * count)


def _signed_with(contents: bytes, name: bytes = b"s") -> bytes:
    field = b"<< /FT /Sig /T (%s) /V 5 0 R >>" % name
    signature = (
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
        b"/ByteRange [0 1 2 3] /Contents <%s> >>" % contents
    )
    return _pdf([_catalogue(b"4 0 R"), field, signature])


def _deep_der(levels: int) -> bytes:
    body = b""
    for _level in range(levels):
        size = len(body)
        length = bytes([size]) if size < 128 else b"\x83" + size.to_bytes(3)
        body = b"\x30" + length + body
    return body
