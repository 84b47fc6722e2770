"""One connection to one project file: the engine factory, its pragmas, and writing.

This is the only place that opens a file for the program's own use; a passphrase (SQLCipher) will
fit in here. Transactions are begun and ended by hand, since the library's driver would begin them
late and for some statements only. The engine is made when the first statement that SQLAlchemy has
built is executed: reading a project onto the screen does not wait for that library.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ic_desktop.store.edge import explained, explanation_of
from ic_desktop.store.guard import limit, reading_only
from ic_desktop.store.schema import PAGE_SIZE

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Executable
    from sqlalchemy.engine import ExceptionContext

    Rows = CursorResult[*tuple[Any, ...]]

CACHE_KB: Final = 8192
"""The page cache holds what one small transaction writes, so nothing is written before its end."""
BUSY_MS: Final = 4000
_AT_ONCE: Final = 500
"""Rows that are fetched in one go."""

_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    f"PRAGMA cache_size = -{CACHE_KB}",
)


def uri(path: Path, **parameters: str | int) -> str:
    """Return the address by which SQLite opens a file, whatever characters its name has."""
    name = quote(path.as_posix(), safe="/:")
    # An absolute path of Windows ("C:/...") needs the slash that others begin with.
    start = "" if name.startswith("/") else "/"
    return f"file:{start}{name}?" + "&".join(f"{k}={v}" for k, v in parameters.items())


def raw_connection(path: Path, mode: str, **parameters: str | int) -> sqlite3.Connection:
    """Open a file: mode "ro", "rw" or "rwc". No transaction is begun unasked."""
    connection = sqlite3.connect(
        uri(path, mode=mode, **parameters),
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    # Damaged text is found by its hash; the driver's own error would quote it in the log.
    connection.text_factory = _text
    return connection


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _own_connection(path: Path, mode: str) -> sqlite3.Connection:
    connection = raw_connection(path, mode)
    try:
        limit(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if mode == "ro":
            connection.execute("PRAGMA query_only = ON")
        if mode == "rwc":
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        connection.close()
        raise
    return connection


class Database:
    """An open file. ``raw`` is the connection that the engine uses, for what SQL cannot say."""

    def __init__(self, path: Path, raw: sqlite3.Connection) -> None:
        self.path = path
        self.raw = raw
        self._engaged: Connection | None = None

    def engage(self) -> "Connection":
        """Return the engine's one connection, made when first asked for.

        Ask for it before a transaction is begun by hand: a new engine ends what it finds.
        """
        if self._engaged is None:
            assert not self.raw.in_transaction, "the engine would end this transaction"
            self._engaged = self._connect()
        return self._engaged

    def _connect(self) -> "Connection":
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import StaticPool

        # Parameters are what people typed: they must never come into a log with an error.
        engine = create_engine(
            "sqlite://",
            creator=lambda: self.raw,
            poolclass=StaticPool,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
        )
        event.listen(engine, "handle_error", self._explain)
        return engine.connect()

    def _explain(self, context: "ExceptionContext") -> None:
        """Tell a user's trouble from a fault of ours, in executing as in fetching."""
        explanation = explanation_of(context.original_exception, self.path)
        if explanation is not None:
            raise explanation from context.original_exception

    @classmethod
    def open(cls, path: Path, mode: str = "rw") -> "Database":
        """Open a file of this installation's own; mode "ro", "rw" or "rwc" (make it)."""
        with explained(path):
            return cls(path, _own_connection(path, mode))

    @classmethod
    def open_foreign(cls, path: Path) -> "Database":
        """Open a file of someone else: nothing is written, not even beside it, nothing runs."""
        with explained(path):
            raw = raw_connection(path, "ro", immutable=1)
            limit(raw)
            for pragma in (*_PRAGMAS, "PRAGMA query_only = ON"):
                raw.execute(pragma)
            database = cls(path, raw)
            reading_only(raw)
            return database

    def execute(self, statement: "Executable", parameters: Any = None) -> "Rows":
        """Execute one statement; raises IcError for what a user can understand."""
        return self.engage().execute(statement, parameters)

    def sql(self, statement: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Execute SQL as it stands; raises what :meth:`execute` raises."""
        with explained(self.path):
            return self.raw.execute(statement, parameters)

    def read(self, statement: str, parameters: Any = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a statement as it stands, some hundred at a time."""
        with explained(self.path):
            cursor = self.raw.execute(statement, parameters)
            while some := cursor.fetchmany(_AT_ONCE):
                yield from some

    def number(self, pragma: str) -> int:
        """Return the one number that a pragma gives."""
        return int(self.sql(f"PRAGMA {pragma}").fetchone()[0])

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: durable when the block ends, undone if anything is raised.

        A full disk makes SQLite roll back by itself, after which a ROLLBACK would raise.
        """
        self.engage()
        self.sql("BEGIN IMMEDIATE")
        try:
            yield
            self.sql("COMMIT")
        except BaseException:
            if self.raw.in_transaction:
                self.sql("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the file."""
        if self._engaged is not None:
            self._engaged.close()
            self._engaged.engine.dispose()
        self.raw.close()
