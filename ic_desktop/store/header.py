"""The first hundred bytes of a file: what it says it is, read before anything else is."""

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ic_desktop import errors
from ic_desktop.store import installation, schema
from ic_desktop.store.edge import damaged, explained

_MAGIC: Final = b"SQLite format 3\0"
_LENGTH: Final = 100


@dataclass(frozen=True, slots=True)
class Header:
    """A project file's stamp. ``user_version`` is major times 1000 plus minor."""

    user_version: int

    @property
    def is_newer_major(self) -> bool:
        """Whether the format may have changed in ways that this version does not know."""
        return self.user_version // 1000 > schema.MAJOR


def read_header(path: Path) -> Header:
    """Return the header of a closed project file.

    Raises FileNotFound, NotAProject, or DamagedProject where this installation knows the file.
    """
    with explained(path):
        # A pipe or a device would be waited for without end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise errors.NotAProject(path.name)
        with path.open("rb") as stream:
            data = stream.read(_LENGTH)
    header = parse(data)
    if header is None:
        if installation.is_known(path):
            raise damaged(path, "header")
        raise errors.NotAProject(path.name)
    return header


def parse(data: bytes) -> Header | None:
    """Return a header, None if it is not that of a project file with a rollback journal."""
    version = int.from_bytes(data[60:64])
    good = (
        len(data) == _LENGTH
        and data.startswith(_MAGIC)
        and int.from_bytes(data[16:18]) == schema.PAGE_SIZE
        and data[18:20] == b"\1\1"
        and data[20] == 0
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
