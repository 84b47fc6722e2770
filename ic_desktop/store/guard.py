"""Keeps a file from making SQLite do anything but read plain rows of known tables.

Every file is opened through here before anything in it is believed: limits on sizes, the exact
schema, and nothing that runs (no trigger, no view, no generated column).
"""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ic_desktop import errors
from ic_desktop.i18n import _
from ic_desktop.store import schema

_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 20 * 2**20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 4,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_MOST_OBJECTS: Final = 400
_STEPS: Final = 20_000
"""Instructions of SQLite's machine between two looks at the clock."""

_READING: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_TRANSACTION}
)
_FUNCTIONS: Final = frozenset({"length", "octet_length", "count", "max", "glob"})
# The last is what SQLAlchemy asks a new connection.
_PRAGMAS: Final = frozenset({"quick_check", "freelist_count", "page_count", "read_uncommitted"})


def limit(connection: sqlite3.Connection) -> None:
    """Bound what one statement or value may cost.

    SQLCipher's driver knows no such bounds: see :func:`require_sizes`.
    """
    if isinstance(connection, sqlite3.Connection):
        for category, most in _LIMITS.items():
            connection.setlimit(category, most)


def stop_when(connection: sqlite3.Connection, asked: Callable[[], bool], seconds: float) -> None:
    """Have statements end when someone asks for it or when the time is over."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: asked() or time.monotonic() > end, _STEPS)


def reading_only(connection: sqlite3.Connection) -> None:
    """Refuse every statement but plain reading."""

    def decide(
        action: int, one: str | None, two: str | None, _db: str | None, _by: str | None
    ) -> int:
        allowed = (
            action in _READING
            or (action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in _FUNCTIONS)
            or (action == sqlite3.SQLITE_PRAGMA and (one or "").lower() in _PRAGMAS)
        )
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    connection.set_authorizer(decide)


def schema_problem(connection: sqlite3.Connection) -> str:
    """Return what is wrong with a file's schema, as a sentence; "" if it is the expected one.

    The statements are compared letter for letter. Tables of the projection may be of any version.
    """
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema LIMIT ?",
        (_MOST_OBJECTS + 1,),
    ).fetchall()
    if len(rows) > _MOST_OBJECTS:
        return _("It holds more tables than a project can have.")
    if len({row[4] for row in rows}) != len(rows):
        return _("Two of its tables share a page.")
    expected = set(schema.FIXED)
    for kind, name, table, sql, _root in rows:
        if sql in expected and name == sql.split()[2] and kind == sql.split()[1].lower():
            expected.discard(sql)
        elif not _is_harmless(kind, name, table, sql):
            return _("It holds something that does not belong into a project ({name}).").format(
                name=_shown(name)
            )
    return _("A table of a project is missing in it.") if expected else ""


_META_TYPES: Final = (str, int, int, int, bytes, bytes, str, str)


def meta_row(connection: sqlite3.Connection) -> tuple[Any, ...]:
    """Return the row about the file as ``reading.Meta`` takes it, () if it is not one."""
    row = connection.execute(
        "SELECT project, created, change_count, last_seq, manifest, mark, projection, pending"
        " FROM meta WHERE id = 1"
    ).fetchone()
    good = row is not None and all(map(isinstance, row, _META_TYPES))
    return tuple(row) if good else ()


def _is_harmless(kind: object, name: object, table: object, sql: object) -> bool:
    if kind == "index" and sql is None:
        return schema.AUTOMATIC_INDEXES.get(str(name)) == table
    return (
        kind == "table"
        and isinstance(sql, str)
        and name == table
        and bool(name)
        and schema.row_table_of(sql) == name
    )


def _shown(name: object) -> str:
    return "".join(sign for sign in str(name)[:40] if sign.isprintable())


def require_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RefusedProject unless a file's schema is the expected one."""
    problem = schema_problem(connection)
    if problem:
        raise errors.RefusedProject(path.name, problem)


def require_sizes(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RefusedProject if a protected file holds a value larger than any can be.

    What a plain file's limits do: the sizes are looked at, and no value is fetched for that.
    """
    most = _LIMITS[sqlite3.SQLITE_LIMIT_LENGTH]
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        columns = connection.execute(f'SELECT * FROM "{table}" LIMIT 0').description
        sizes = ", ".join(f'max(octet_length("{column[0]}"))' for column in columns)
        found = connection.execute(f'SELECT {sizes} FROM "{table}"').fetchone()
        if max((size for size in found if size is not None), default=0) > most:
            raise errors.RefusedProject(path.name, _("It asks for more than a project needs."))
