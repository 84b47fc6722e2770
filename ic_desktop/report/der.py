"""The little of DER (X.690) that the signature container needs, read and written strictly.

A general ASN.1 library accepts many encodings of one value. Here only one is right: whatever is
not exactly DER is refused, so that a changed bit cannot hide in an encoding.
"""

from dataclasses import dataclass
from typing import Final

INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
NULL: Final = 0x05
OID: Final = 0x06
SEQUENCE: Final = 0x30
SET: Final = 0x31
_CONSTRUCTED: Final = 0x20
_MOST_VALUES: Final = 100_000
_DEEPEST: Final = 32


def context(number: int) -> int:
    """Return the tag [number], constructed."""
    return 0xA0 | number


class NotDer(ValueError):
    """Bytes that are not the one right encoding of a value."""


@dataclass(frozen=True, slots=True)
class Tlv:
    """One value: its tag byte, its body, and the whole encoding it was read from."""

    tag: int
    body: bytes
    raw: bytes


def read(data: bytes, at: int = 0) -> tuple[Tlv, int]:
    """Read the value that begins at offset ``at``; return it and the offset after it.

    Raises NotDer for long tags, indefinite, non-minimal or too great lengths.
    """
    if at + 2 > len(data):
        raise NotDer("the data ends in the middle of a value")
    tag, first = data[at], data[at + 1]
    if tag & 0x1F == 0x1F:
        raise NotDer("a tag of more than one byte")
    body_at, length = at + 2, first
    if first & 0x80:
        count = first & 0x7F
        body_at += count
        field = data[at + 2 : body_at]
        length = int.from_bytes(field)
        if not 1 <= count <= 4 or len(field) < count or field[0] == 0 or length < 0x80:
            raise NotDer("a length that is not in its shortest form")
    end = body_at + length
    if end > len(data):
        raise NotDer("a length that reaches beyond the data")
    return Tlv(tag, data[body_at:end], data[at:end]), end


def one(data: bytes, tag: int) -> Tlv:
    """Return the value that fills ``data`` exactly and has this tag. Raises NotDer."""
    value, end = read(data)
    if end != len(data):
        raise NotDer("bytes after the value")
    if value.tag != tag:
        raise NotDer(f"tag {value.tag:#04x} where {tag:#04x} belongs")
    return value


def children(value: Tlv, *tags: int) -> list[Tlv]:
    """Return the values inside ``value``; with ``tags`` given, exactly those. Raises NotDer."""
    found, at = [], 0
    while at < len(value.body):
        child, at = read(value.body, at)
        found.append(child)
    if tags and tuple(child.tag for child in found) != tags:
        raise NotDer("a part too many, missing, or of another kind")
    return found


def write(tag: int, *parts: bytes) -> bytes:
    """Return the encoding of a value with this tag and these bytes as its body."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + body


def write_set(tag: int, parts: list[bytes]) -> bytes:
    """Return the encoding of a SET OF, whose members DER puts in the order of their bytes."""
    return write(tag, *sorted(parts))


def oid(dotted: str) -> bytes:
    """Return the encoding of an object identifier such as "1.2.840.113549.1.7.2"."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    body = bytearray()
    for arc in (first * 40 + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(0x80 | (arc & 0x7F))
        body += bytes(reversed(groups))
    return write(OID, bytes(body))


def is_strict(data: bytes) -> bool:
    """Whether ``data`` is one value, DER in its lengths all the way down, in sane bounds."""
    waiting, seen = [(data, 0)], 0
    try:
        while waiting:
            (body, depth), at = waiting.pop(), 0
            while at < len(body):
                value, at = read(body, at)
                seen += 1
                if value.tag & _CONSTRUCTED:
                    waiting.append((value.body, depth + 1))
                if seen > _MOST_VALUES or depth > _DEEPEST:
                    return False
        return read(data)[1] == len(data)
    except NotDer:
        return False
