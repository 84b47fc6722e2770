"""The first hundred bytes of a file: what it says it is, read before anything else is."""

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ic_desktop import errors
from ic_desktop.store import cipher, installation, schema
from ic_desktop.store.cipher import Key, Secret
from ic_desktop.store.edge import damaged, explained

_LENGTH: Final = 100
_COUNTER: Final = slice(24, 28)
"""Where the first page counts the file's transactions."""
_JOURNAL_START: Final = 28
_MOST_RECORDS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Header:
    """A project file's stamp. ``user_version`` is major times 1000 plus minor.

    ``key`` opens a protected file; "" for a plain one.
    """

    user_version: int
    key: Secret = ""

    @property
    def is_newer_major(self) -> bool:
        """Whether the format may have changed in ways that this version does not know."""
        return self.user_version // 1000 > schema.MAJOR


def read_header(path: Path, passphrase: Secret = "") -> Header:
    """Return the header of a closed project file; a plain one needs no passphrase.

    Raises FileNotFound, NotAProject, NeedsPassphrase, WrongProjectPassphrase, or DamagedProject
    where this installation knows the file.
    """
    with explained(path):
        # A pipe or a device would be waited for without end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise errors.NotAProject(path.name)
        with path.open("rb") as stream:
            page = stream.read(schema.PAGE_SIZE)
            size = stream.seek(0, 2)
    header = parse(page[:_LENGTH])
    # Nothing marks a protected file but that it is whole pages; one of our own may be damaged.
    pages = size % schema.PAGE_SIZE == 0 or has_journal(path) or installation.is_known(path)
    if header is None and pages and cipher.looks_protected(page):
        return _read_protected(path, page, passphrase)
    if header is None:
        if installation.is_known(path):
            raise damaged(path, "header")
        raise errors.NotAProject(path.name)
    return header


def is_protected(path: Path) -> bool:
    """Tell whether a closed file can be a protected project; raises FileNotFound."""
    try:
        read_header(path)
    except errors.NeedsPassphrase:
        return True
    except (errors.NotAProject, errors.DamagedProject):
        return False
    return False


def _read_protected(path: Path, page: bytes, passphrase: Secret) -> Header:
    """Return the header of a file that nothing but its passphrase tells from rubbish."""
    if not passphrase:
        raise errors.NeedsPassphrase(path.name)
    key = cipher.with_salt(passphrase, page[: cipher.SALT_BYTES])
    plain, whole = cipher.first_page(page, key)
    if not whole and has_journal(path):
        plain, whole = _in_journal(path, key) or (plain, whole)
    header = parse(plain[:_LENGTH], reserved=cipher.RESERVED)
    if not whole:
        wrong = errors.WrongProjectPassphrase(path.name)
        raise wrong if header is None else damaged(path, "header")
    if header is None:
        raise errors.NotAProject(path.name)
    return Header(header.user_version, key)


def _in_journal(path: Path, key: Key) -> tuple[bytes, bool] | None:
    """Return the first page as it was before an interrupted saving, None if it is not there."""
    with explained(path), journal_path(path).open("rb") as stream:
        page = _first_page_in(stream)
    plain, whole = cipher.first_page(page, key) if page else (b"", False)
    return (plain, True) if whole else None


def parse(data: bytes, reserved: int = 0) -> Header | None:
    """Return a header, None if it is not that of a project file with a rollback journal.

    ``reserved`` are the bytes that each page keeps at its end. What each byte says is told in
    https://www.sqlite.org/fileformat.html, section 1.3.
    """
    version = int.from_bytes(data[60:64])
    good = (
        len(data) == _LENGTH
        and data.startswith(cipher.PLAIN_START)
        and int.from_bytes(data[16:18]) == schema.PAGE_SIZE
        and data[18:24] == bytes((1, 1, reserved, 0x40, 0x20, 0x20))
        and int.from_bytes(data[44:48]) == 4
        and int.from_bytes(data[56:60]) == 1
        and int.from_bytes(data[68:72]) == schema.APPLICATION_ID
        and version >= 1000
    )
    return Header(version) if good else None


_JOURNAL_MAGIC: Final = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def journal_path(path: Path) -> Path:
    """Return where SQLite keeps the journal of a file."""
    return path.with_name(f"{path.name}-journal")


def has_journal(path: Path) -> bool:
    """Tell whether a journal that still matters lies beside a file."""
    try:
        with journal_path(path).open("rb") as stream:
            return stream.read(8) == _JOURNAL_MAGIC
    except OSError:
        return False


def names_other_files(path: Path) -> bool:
    """Tell whether a journal names a super-journal.

    SQLite would look at, and delete, the file of that name; we never write such a journal.
    """
    with explained(path), journal_path(path).open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 8))
        return stream.read() == _JOURNAL_MAGIC


def journal_fits(path: Path) -> bool:
    """Tell whether the journal beside a plain file can be its own, as far as its beginning tells.

    A journal holds the first page as it was; its change counter is then the file's, or the one
    before. Another moment's file under the same name, such as a copy that was put in the place of
    one that a power cut left, has another. True where the beginning does not tell. SQLCipher
    counts at random, so that a protected file's journal never tells.
    """
    with explained(path):
        with journal_path(path).open("rb") as stream:
            page = _first_page_in(stream)
        with path.open("rb") as stream:
            present = int.from_bytes(stream.read(_LENGTH)[_COUNTER])
    return not page or present - int.from_bytes(page[_COUNTER]) in (0, 1)


def _first_page_in(journal: BinaryIO) -> bytes:
    """Return the first page in a journal's first part (SQLite's file format, section 3), b"" if
    that page is not there."""
    start = journal.read(_JOURNAL_START)
    count, sector, page = (int.from_bytes(start[at : at + 4]) for at in (8, 20, 24))
    if not (start.startswith(_JOURNAL_MAGIC) and page == schema.PAGE_SIZE and sector >= 512):
        return b""
    for place in range(min(count, _MOST_RECORDS)):
        journal.seek(sector + place * (page + 8))
        record = journal.read(4 + page)
        if len(record) == 4 + page and int.from_bytes(record[:4]) == 1:
            return record[4:]
    return b""
