"""One connection to one project file: the engine factory, its pragmas, and writing.

This is the only place that opens a file for the program's own use. A plain file is opened by the
standard library, a protected one by SQLCipher (see cipher.py), which is imported for these alone;
one file is never opened by both. Transactions are begun and ended by hand, since the drivers would
begin them late and for some statements only. The engine is made when the first statement that
SQLAlchemy has built is executed: reading a project onto the screen does not wait for that library.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ic_desktop.store import cipher
from ic_desktop.store.cipher import Key, Secret
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

_MOST_HEAP: Final = 256 * 2**20
"""Bytes that SQLCipher may take for all its files: it has no other bound on one value."""

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


def raw_connection(
    path: Path, mode: str, secret: Secret = "", **parameters: str | int
) -> sqlite3.Connection:
    """Open a file: mode "ro", "rw" or "rwc". No transaction is begun unasked.

    A protected file's connection is SQLCipher's; but for ``setlimit`` it is used like the other.
    """
    key = cipher.key_for(path, secret)
    connect: Callable[..., sqlite3.Connection] = _library(key).connect
    connection = connect(
        uri(path, mode=mode, **parameters),
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    # Damaged text is found by its hash; the driver's own error would quote it in the log.
    connection.text_factory = _text
    if key is not None:
        _unlock(connection, key)
    return connection


def _library(key: Key | None) -> Any:
    """Return the driver: the standard library's, or SQLCipher's."""
    if key is None:
        return sqlite3
    from sqlcipher3 import dbapi2

    return dbapi2


def _unlock(connection: sqlite3.Connection, key: Key) -> None:
    """Give a new connection its key; whether it fits shows when the first page is read."""
    try:
        for pragma in (
            "PRAGMA cipher_log_level = NONE",  # it would write to the standard error
            f"PRAGMA cipher_default_page_size = {PAGE_SIZE}",  # what VACUUM INTO takes
            f"PRAGMA hard_heap_limit = {_MOST_HEAP}",
            key.pragma,
            f"PRAGMA cipher_page_size = {PAGE_SIZE}",
        ):
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _own_connection(path: Path, mode: str, secret: Secret) -> sqlite3.Connection:
    connection = raw_connection(path, mode, secret)
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


def _foreign_connection(path: Path, secret: Secret) -> sqlite3.Connection:
    connection = raw_connection(path, "ro", secret, immutable=1)
    try:
        limit(connection)
        for pragma in (*_PRAGMAS, "PRAGMA query_only = ON"):
            connection.execute(pragma)
        reading_only(connection)
    except BaseException:
        connection.close()
        raise
    return connection


class Database:
    """An open file. ``raw`` is the connection that the engine uses, for what SQL cannot say.

    ``key`` opens the file, and whatever is made of it; "" for a plain one.
    """

    def __init__(self, path: Path, key: Secret, connect: Callable[[], sqlite3.Connection]) -> None:
        self.path = path
        self.key = key
        self._connect_raw = connect
        self.raw = connect()
        self._engaged: Connection | None = None

    def engage(self) -> "Connection":
        """Return the engine's one connection, made when first asked for.

        Ask for it before a transaction is begun by hand: a new engine ends what it finds.
        """
        if self._engaged is None:
            assert not self.raw.in_transaction, "the engine would end this transaction"
            self._engaged = self._engine_connection()
        return self._engaged

    def _engine_connection(self) -> "Connection":
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import StaticPool

        # Parameters are what people typed: they must never come into a log with an error.
        engine = create_engine(
            "sqlite://",
            module=_library(self.key if isinstance(self.key, Key) else None),
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
    def open(cls, path: Path, mode: str = "rw", passphrase: Secret = "") -> "Database":
        """Open a file of this installation's own; mode "ro", "rw" or "rwc" (make it).

        ``passphrase`` ("" for a plain file) makes a new file a protected one.
        """
        with explained(path):
            key = cipher.key_for(path, passphrase) or ""
            return cls(path, key, lambda: _own_connection(path, mode, key))

    @classmethod
    def open_foreign(cls, path: Path, passphrase: Secret = "") -> "Database":
        """Open a file of someone else: nothing is written, not even beside it, nothing runs."""
        with explained(path):
            key = cipher.key_for(path, passphrase) or ""
            return cls(path, key, lambda: _foreign_connection(path, key))

    def renew(self) -> None:
        """Go on after a damaged page: SQLCipher's connection reads nothing after that."""
        if self.key:
            self.close()
            self._engaged = None
            with explained(self.path):
                self.raw = self._connect_raw()

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
