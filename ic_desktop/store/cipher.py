"""What a protected file is on the disk: SQLCipher's pages, and the key that a passphrase makes.

SQLCipher 4 as it comes, but for the size of a page: each page is encrypted (AES-256-CBC) and
carries a check (HMAC-SHA512) that only the key can make; the file begins with 16 random bytes,
the salt. The key is derived here (PBKDF2-HMAC-SHA512) and handed over ready, so that a file which
is opened several times over costs one derivation. The first page can also be read here: so a wrong
passphrase is told from a damaged file, and a journal from another file's, before SQLite sees any.

A page that was changed by a single bit does not pass its check: damage cannot go unnoticed.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from ic_desktop.store.schema import PAGE_SIZE

LEAST: Final = 8
"""Signs that a new passphrase must have; a program that tries them all is done with fewer soon."""
SALT_BYTES: Final = 16
RESERVED: Final = 80
"""What each page keeps at its end: 16 bytes to begin the encryption with, 64 of the check."""
PLAIN_START: Final = b"SQLite format 3\0"
_ROUNDS: Final = 256_000
"""What SQLCipher 4 takes for the key itself; what is derived from that needs two."""
_KEY_BYTES: Final = 32
_MOST_ALIKE: Final = 180
"""A byte that occurs more often than this in a page is not there by chance: of 16,384 random bytes
each value has 64, give or take 8."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens the files that begin with ``salt``; shows nothing of itself in a log."""

    salt: bytes
    passphrase: str = field(repr=False)
    derived: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The statement that gives the key to a new connection."""
        return f"PRAGMA key = \"x'{self.derived.hex()}{self.salt.hex()}'\""


Secret = str | Key
"""A passphrase as it was typed, or the key that it made of a file's salt; "" for a plain file."""


def key_for(path: Path, secret: Secret) -> Key | None:
    """Return the key of a file that is there, None without a passphrase.

    An empty file is a new one: it gets the salt of the key that is given, or one of its own.
    """
    if not secret:
        return None
    with path.open("rb") as stream:
        salt = stream.read(SALT_BYTES)
    return with_salt(secret, salt)


def with_salt(secret: Secret, salt: bytes = b"") -> Key:
    """Return the key that a passphrase makes of a salt; without a salt that of a new file."""
    if isinstance(secret, Key):
        if salt in (b"", secret.salt):
            return secret
        secret = secret.passphrase
    return _derive(secret, salt or secrets.token_bytes(SALT_BYTES))


@lru_cache(maxsize=16)
def _derive(passphrase: str, salt: bytes) -> Key:
    # The same signs, whether a keyboard gives "é" as one or as two.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    derived = hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, _KEY_BYTES)
    return Key(salt, passphrase, derived)


def forget() -> None:
    """Forget the keys that were derived, once a project is closed."""
    _derive.cache_clear()


def looks_protected(page: bytes) -> bool:
    """Tell whether a page can be the first of a protected file: it is random throughout."""
    return len(page) == PAGE_SIZE and max(map(page.count, range(256))) < _MOST_ALIKE


def first_page(page: bytes, key: Key) -> tuple[bytes, bool]:
    """Return the first page of a file in plain, and whether it passes its check.

    Of a damaged page the rest is right, of a wrong key's nothing is.
    """
    # Heavy, and not needed for plain files.
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    end = PAGE_SIZE - RESERVED
    start, check = page[end : end + 16], page[end + 16 :]
    masked = bytes(byte ^ 0x3A for byte in page[:SALT_BYTES])
    checking = hashlib.pbkdf2_hmac("sha512", key.derived, masked, 2, _KEY_BYTES)
    number = (1).to_bytes(4, "little")
    wanted = hmac.digest(checking, page[SALT_BYTES : end + 16] + number, "sha512")
    reading = Cipher(algorithms.AES(key.derived), modes.CBC(start)).decryptor()
    plain = PLAIN_START + reading.update(page[SALT_BYTES:end])
    return plain, hmac.compare_digest(wanted, check)
