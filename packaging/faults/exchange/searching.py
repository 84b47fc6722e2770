"""Searches a file's bytes for markers: as they are, unpacked, in other encodings, and as hashes."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ic_desktop.store.project_file import ProjectFile

_MOST_UNPACKED: Final = 64 * 2**20
_FIRST_BYTES: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b")
"""How packed streams begin: zlib at any strength, gzip."""


def traces(path: Path, markers: Iterable[str], files: Iterable[bytes] = ()) -> list[str]:
    """Return what a project file tells of markers, or of documents that it must not hold.

    Searched are its bytes, every document in it, and every packed stream in either.
    """
    wanted = dict(_forms(markers, files))
    found: list[str] = []
    for place, data in _texts(path):
        found += [f"{name} in {place}" for form, name in wanted.items() if form in data]
    return found


def _forms(markers: Iterable[str], files: Iterable[bytes]) -> Iterator[tuple[bytes, str]]:
    for marker in markers:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield marker.encode(encoding), f"{marker} ({encoding})"
        yield from _hashes(marker.encode(), marker)
    for number, data in enumerate(files):
        yield from _hashes(data, f"document {number}")
        yield data[:200], f"the bytes of document {number}"


def _hashes(data: bytes, name: str) -> Iterator[tuple[bytes, str]]:
    digest = hashlib.sha256(data).digest()
    yield digest, f"the check sum of {name}"
    for text in (digest.hex(), digest.hex().upper()):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield text.encode(encoding), f"the check sum of {name} as text ({encoding})"


def _texts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all that the file holds by place: itself, its documents, what is packed in either."""
    whole = path.read_bytes()
    yield "the file", whole
    yield from (("a packed stream of the file", data) for data in _unpacked(whole))
    file = ProjectFile.open(path, read_only=True)
    try:
        for document in file.attachments():
            data = b"".join(file.read_attachment(document.sha256.hex()))
            yield "a document", data
            yield from (("a packed stream of a document", inner) for inner in _unpacked(data))
    finally:
        file.close()


def _unpacked(data: bytes) -> Iterator[bytes]:
    for first in _FIRST_BYTES:
        at = data.find(first)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(wbits=47).decompress(data[at:], _MOST_UNPACKED)
            at = data.find(first, at + 1)
