"""The project file's form: its stamp, its versions and its tables.

The statements below *are* the format: they stand in the file letter for letter, and a file whose
schema reads otherwise is not opened. They are written out rather than generated, so that no
library's next version can change them. ``docs`` of each table stand beside it.

Everything that a project is made of stands in ``changes``, ``packs`` and ``attachments`` with
``chunk_data``; ``row_*`` tables are a projection for people and other tools, written with every
change and never read by the program.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from ic_desktop.project.kinds import KINDS

if TYPE_CHECKING:
    from sqlalchemy import TableClause

    meta: TableClause
    changes: TableClause
    batches: TableClause
    set_aside: TableClause
    drafts: TableClause
    packs: TableClause
    attachments: TableClause
    chunk_data: TableClause
    unsettled: TableClause
    extras: TableClause

APPLICATION_ID: Final = 0x49435044
"""The stamp in the file's header: "ICPD"."""
MAJOR: Final = 1
MINOR: Final = 0
USER_VERSION: Final = MAJOR * 1000 + MINOR
"""Major times 1000 plus minor. A newer major is never written; a newer minor opens."""
PAGE_SIZE: Final = 16_384
CHUNK_SIZE: Final = 262_144
CHUNK_BITS: Final = 20
"""A chunk's key is its attachment's number shifted by so many bits, plus its place in it."""
MAX_CHUNKS: Final = 1 << CHUNK_BITS

# One row: whose file it is, and what holds it together (see manifest.py). ``pending`` is
# "rebuild" while something was erased and the file still has to be rebuilt, else "".
META: Final = """\
CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  project TEXT NOT NULL,
  created INTEGER NOT NULL,
  change_count INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  manifest BLOB NOT NULL,
  mark BLOB NOT NULL,
  projection TEXT NOT NULL,
  pending TEXT NOT NULL
) STRICT"""

# ``seq`` is the local order; ``kind`` and ``entity`` repeat what the header says, to find an
# entity's changes. ``salt`` and ``value`` are both null where the words are withheld or erased.
CHANGES: Final = """\
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  header BLOB NOT NULL,
  salt BLOB,
  value BLOB,
  batch INTEGER NOT NULL
) STRICT"""

CHANGES_BY_ENTITY: Final = "CREATE INDEX changes_by_entity ON changes (entity, kind)"

# An import is a batch; a person's own edits have batch 0.
BATCHES: Final = """\
CREATE TABLE batches (
  batch INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT"""

# Changes of an import that was undone: outside the set, brought back by merging again.
SET_ASIDE: Final = """\
CREATE TABLE set_aside (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  header BLOB NOT NULL,
  salt BLOB,
  value BLOB,
  batch INTEGER NOT NULL
) STRICT"""

# What is being typed: canonical values, at most one for each field. ``author`` and ``device`` are
# those of who typed, "" where nobody told: a copy may be opened by someone else.
DRAFTS: Final = """\
CREATE TABLE drafts (
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  field TEXT NOT NULL,
  review TEXT NOT NULL,
  voice TEXT NOT NULL,
  factor TEXT NOT NULL,
  session TEXT NOT NULL,
  author TEXT NOT NULL,
  device TEXT NOT NULL,
  value BLOB NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (kind, entity, field)
) STRICT, WITHOUT ROWID"""

PACKS: Final = """\
CREATE TABLE packs (
  hash BLOB PRIMARY KEY,
  bundle BLOB NOT NULL
) STRICT"""

# ``chunks`` are the SHA-256 of all chunks, one after the other. Names stand in changes only.
ATTACHMENTS: Final = """\
CREATE TABLE attachments (
  number INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  chunk_size INTEGER NOT NULL,
  chunks BLOB NOT NULL
) STRICT"""

CHUNK_DATA: Final = """\
CREATE TABLE chunk_data (
  id INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT"""

# Numbers of attachments that are on their way in, or out: their chunks are swept on opening.
UNSETTLED: Final = """\
CREATE TABLE unsettled (
  number INTEGER PRIMARY KEY
) STRICT"""

# What is kept beside the changes, by name: "copy" binds the file to its project, see binding.py;
# others are later versions'. Counted in the manifest and kept. Of someone else's file only "copy"
# is taken over. No words that people typed stand here: erasing does not look for any.
EXTRAS: Final = """\
CREATE TABLE extras (
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID"""

FIXED: Final = (
    META,
    CHANGES,
    CHANGES_BY_ENTITY,
    BATCHES,
    SET_ASIDE,
    DRAFTS,
    PACKS,
    ATTACHMENTS,
    CHUNK_DATA,
    UNSETTLED,
    EXTRAS,
)
"""Every statement of the fixed part, in the order in which they are executed."""

AUTOMATIC_INDEXES: Final = {
    "sqlite_autoindex_packs_1": "packs",
    "sqlite_autoindex_attachments_1": "attachments",
}
"""Indexes that SQLite makes by itself: name and table."""


def _columns(statement: str) -> list[str]:
    """Return the names of a table's columns from its statement of one column a line."""
    lines = [line.strip() for line in statement.splitlines()[1:-1]]
    return [line.split()[0] for line in lines if not line.startswith("PRIMARY KEY (")]


def _table(name: str, columns: Iterable[str]) -> "TableClause":
    from sqlalchemy import column, table

    return table(name, *(column(each) for each in columns))


_TABLES: Final = {
    statement.split()[2]: statement for statement in FIXED if statement.startswith("CREATE TABLE")
}


def __getattr__(name: str) -> "TableClause":
    """Make a table for use in expressions, such as ``schema.changes``, when first asked for."""
    if name not in _TABLES:
        raise AttributeError(name)
    made = globals()[name] = _table(name, _columns(_TABLES[name]))
    return made


# The projection: one table a kind, one column a field.

ABOUT_ROW: Final = (
    "scope_review",
    "scope_voice",
    "scope_factor",
    "scope_session",
    "removal",
    "conflicts",
    "withheld",
)
"""Columns that every projected row has besides its id and its fields."""

_ROW_STATEMENT = re.compile(
    r'CREATE TABLE "(row_[a-z][a-z0-9_]{0,60})" \(\n'
    r"  id TEXT NOT NULL PRIMARY KEY,\n"
    r"(?:  [a-z]+(?:_[a-z]+)? TEXT NOT NULL,\n){7}"
    r'  "[a-z][a-z0-9_]{0,60}" ANY(?:,\n  "[a-z][a-z0-9_]{0,60}" ANY){0,50}\n'
    r"\) STRICT, WITHOUT ROWID"
)


def row_table(kind: str) -> str:
    """Return the name of the table that shows a kind's current rows."""
    return "row_" + kind.replace("-", "_")


def row_column(field: str) -> str:
    """Return the name of the column that shows a field."""
    return field.replace("-", "_")


def row_statement(kind: str) -> str:
    """Return the statement that makes the table of a kind."""
    about = "".join(f"  {name} TEXT NOT NULL,\n" for name in ABOUT_ROW)
    fields = ",\n".join(f'  "{row_column(field)}" ANY' for field in KINDS[kind])
    key = "  id TEXT NOT NULL PRIMARY KEY,\n"
    return f'CREATE TABLE "{row_table(kind)}" (\n{key}{about}{fields}\n) STRICT, WITHOUT ROWID'


def row_table_of(statement: str) -> str:
    """Return the table's name if a statement makes a projected table, of any version; else ""."""
    found = _ROW_STATEMENT.fullmatch(statement)
    return found[1] if found else ""


@cache
def rows(kind: str) -> "TableClause":
    """Return the table of a kind for use in expressions."""
    return _table(row_table(kind), ["id", *ABOUT_ROW, *map(row_column, KINDS[kind])])


@cache
def projection() -> str:
    """Return the digest of the kinds and fields that this version projects."""
    text = "\n".join(row_statement(kind) for kind in sorted(KINDS))
    return hashlib.sha256(text.encode()).hexdigest()
