"""What holds a file together: one number over all its rows, kept up to date by every commit.

Each row of a table that counts has a hash; the *manifest* is their sum modulo 2**256, so a commit
adds and subtracts at a cost of its own size. A copy in which some pages are older than others
does not add up.

A plain sum could be forged by someone who tries enough rows. So each row also has a second hash,
keyed with this installation's secret; their sum is never written anywhere. What stands in the
file is the *mark*: a MAC over the project, the manifest and the secret sum. A file whose mark
holds was written by this installation, row for row: that is what "own" means.

A file that is bound to its project (see binding.py) has a *proof* besides: a MAC over the project
and the manifest that whoever holds the copy's key can make and check. It tells whose copy a file
is; it does not make it an own one.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

_MODULUS: Final = 1 << 256
OWN_BYTES: Final = 64
"""The part of a mark that only this installation can make."""
PROOF_BYTES: Final = 32


def change_element(seq: int, change_id: bytes, held: bool, batch: int) -> bytes:
    """Return what a change contributes; ``held`` if its words are here."""
    return b"c%d:%d:%d:" % (seq, held, batch) + change_id


def batch_element(batch: int, at: int) -> bytes:
    """Return what an import contributes; ``at`` in ms since 1970."""
    return b"b%d:%d" % (batch, at)


def set_aside_element(seq: int, change_id: bytes, held: bool, batch: int) -> bytes:
    """Return what a change outside the set contributes."""
    return b"s%d:%d:%d:" % (seq, held, batch) + change_id


def pack_element(pack_hash: bytes) -> bytes:
    """Return what an embedded pack contributes."""
    return b"p" + pack_hash


def attachment_element(
    number: int, sha256: bytes, size: int, chunk_size: int, chunks: bytes
) -> bytes:
    """Return what an attachment contributes: its hash and the hashes of all its chunks."""
    index = hashlib.sha256(chunks).digest()
    return b"a%d:%d:%d:" % (number, size, chunk_size) + sha256 + index


def draft_element(parts: tuple[str, ...], value: bytes, since: int) -> bytes:
    """Return what a draft contributes; ``parts`` are its field, scope, author, device."""
    where = hashlib.sha256("\0".join(parts).encode()).digest()
    return b"d%d:" % since + where + hashlib.sha256(value).digest()


def extra_element(name: str, value: bytes) -> bytes:
    """Return what a later version's row contributes."""
    return b"x" + hashlib.sha256(name.encode()).digest() + hashlib.sha256(value).digest()


@dataclass
class Sums:
    """The two running sums of one open file. ``key`` is the installation's secret.

    ``binding`` is the key of the row that binds the copy, None while there is no such row.
    """

    key: bytes
    plain: int = 0
    secret: int = 0
    binding: bytes | None = None

    def add(self, element: bytes) -> None:
        """Count a row in."""
        self._count(element, 1)

    def remove(self, element: bytes) -> None:
        """Count a row out."""
        self._count(element, -1)

    def _count(self, element: bytes, sign: int) -> None:
        plain = hashlib.sha256(element).digest()
        secret = hashlib.blake2b(element, key=self.key, digest_size=32).digest()
        self.plain = (self.plain + sign * int.from_bytes(plain)) % _MODULUS
        self.secret = (self.secret + sign * int.from_bytes(secret)) % _MODULUS

    def copy(self) -> "Sums":
        """Return sums that can go on alone, to be kept only if the commit is."""
        return Sums(self.key, self.plain, self.secret, self.binding)

    @property
    def manifest(self) -> bytes:
        """The manifest: 32 bytes."""
        return self.plain.to_bytes(32)

    def mark(self, project: str) -> bytes:
        """Return the MACs that only this installation can make: 32 bytes over what the file says
        of itself, known before anything else is read, and 32 over all its rows; and, of a copy
        that is bound, the 32 bytes of its proof."""
        rows = _message(b"rows", project, self.manifest) + self.secret.to_bytes(32)
        own = said_mark(self.key, project, self.manifest) + hmac.digest(self.key, rows, "sha256")
        return own + (proof(self.binding, project, self.manifest) if self.binding else b"")

    def agrees(self, project: str, mark: bytes) -> bool:
        """Tell whether a mark is that of these rows; earlier versions gave no proof."""
        wanted = self.mark(project)
        return mark in (wanted, wanted[:OWN_BYTES])


def said_mark(key: bytes, project: str, manifest: bytes) -> bytes:
    """Return the first half of a mark."""
    return hmac.digest(key, _message(b"said", project, manifest), "sha256")


def proof(key: bytes, project: str, manifest: bytes) -> bytes:
    """Return what proves that a file is the copy that holds ``key``."""
    return hmac.digest(key, _message(b"copy", project, manifest), "sha256")


def proof_in(mark: bytes) -> bytes:
    """Return the proof that a mark of any file ends with, b"" if it has none."""
    return mark[OWN_BYTES:] if len(mark) == OWN_BYTES + PROOF_BYTES else b""


def _message(purpose: bytes, project: str, manifest: bytes) -> bytes:
    return b"ic-desktop " + purpose + b" 1\0" + project.encode() + b"\0" + manifest
