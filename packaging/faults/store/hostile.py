"""Project files that wish no good: each a small change to a good file of someone else.

``build`` writes them all; every one must be refused with a sentence, or do no harm when it is
opened, in two seconds and 300 MB.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults.store.making import Maker, make, someone_else
from ic_desktop import errors
from ic_desktop.project.changes import change_id
from ic_desktop.store import manifest, stranger
from ic_desktop.store.manifest import Sums
from ic_desktop.store.project_file import ProjectFile

PAGE = 16_384
HUGE = 30 * 2**20
"""More than any value of a project may have."""

SECONDS = 2.0
MEGABYTES = 300
"""What a hostile file may cost."""

Harm = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """One hostile file."""

    name: str
    path: Path


def build(folder: Path, names: Iterable[str] | None = None) -> list[Case]:
    """Write hostile files into a folder: those of some names, or all."""
    good = folder / "good.icproj"
    with someone_else(folder / "their-home"):
        file = make(good, Maker(), answers=30)
        file.attach_bytes("a.bin", os.urandom(700_000))
        file.close()
    cases = []
    for name in HARMS if names is None else names:
        path = folder / f"{name}.icproj"
        shutil.copyfile(good, path)
        HARMS[name](path)
        cases.append(Case(name, path))
    return cases


def meet(path: Path) -> errors.IcError | None:
    """Do with a file all that the program does with a stranger's; return why it was refused.

    None if it was read whole and did no harm.
    """
    try:
        ProjectFile.open(path).close()
    except errors.StrangersFile:
        return _read(path)
    except errors.IcError as error:
        return error
    raise AssertionError("a hostile file was taken for our own")


def _read(path: Path) -> errors.IcError | None:
    try:
        seen = stranger.inspect(path)
        file = ProjectFile.open(path, read_only=True, trusted=seen.trusts)
        try:
            file.changes(), file.drafts(), file.packs()
            for document in file.attachments():
                for _piece in file.read_attachment(document.sha256.hex()):
                    pass
        finally:
            file.close()
    except errors.IcError as error:
        return error
    return None


@contextmanager
def _edited(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    try:
        yield connection
    finally:
        connection.close()


def _sql(*statements: str, resum: bool = True) -> Harm:
    def harm(path: Path) -> None:
        with _edited(path) as connection:
            for statement in statements:
                connection.execute(statement)
            if resum:
                _resum(connection)

    return harm


def _schema(*statements: str) -> Harm:
    """Change the schema's own table, as no statement would be allowed to."""

    def harm(path: Path) -> None:
        with _edited(path) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(statement)

    return harm


def _resum(connection: sqlite3.Connection) -> None:
    """Make the file's check sum fit what it holds now, so that the next wall is reached."""
    sums = Sums(b"")
    query = "SELECT seq, id, value IS NOT NULL, batch FROM changes"
    for seq, key, held, batch in connection.execute(query):
        sums.add(manifest.change_element(seq, key, bool(held), batch))
    for (key,) in connection.execute("SELECT hash FROM packs"):
        sums.add(manifest.pack_element(key))
    for row in connection.execute(
        "SELECT number, sha256, size, chunk_size, chunks FROM attachments"
    ):
        sums.add(manifest.attachment_element(*row))
    for *parts, value, since in connection.execute("SELECT * FROM drafts"):
        sums.add(manifest.draft_element(tuple(parts), value, since))
    (count, last) = connection.execute("SELECT count(*), max(seq) FROM changes").fetchone()
    connection.execute(
        "UPDATE meta SET manifest = ?, change_count = ?, last_seq = ?",
        (sums.manifest, count, last or 0),
    )


def _header(**changed: Any) -> Harm:
    """Replace parts of the last change's header, everything else fitting."""

    def harm(path: Path) -> None:
        with _edited(path) as connection:
            seq, old = connection.execute(
                "SELECT seq, header FROM changes ORDER BY seq DESC LIMIT 1"
            ).fetchone()
            raw = {**json.loads(old), **changed}
            text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            _put_header(connection, seq, text.encode("utf-8", "surrogatepass"))

    return harm


def _raw_header(data: bytes) -> Harm:
    def harm(path: Path) -> None:
        with _edited(path) as connection:
            (seq,) = connection.execute("SELECT max(seq) FROM changes").fetchone()
            _put_header(connection, seq, data)

    return harm


def _put_header(connection: sqlite3.Connection, seq: int, data: bytes) -> None:
    connection.execute(
        "UPDATE changes SET header = ?, id = ? WHERE seq = ?",
        (data, bytes.fromhex(change_id(data)), seq),
    )
    _resum(connection)


def _value(data: bytes, salt: bytes = b"s" * 32) -> Harm:
    """Give the last change another body, with a header that commits to it."""
    commitment = hashlib.sha256(salt + data).hexdigest()

    def harm(path: Path) -> None:
        _header(commitment=commitment)(path)
        with _edited(path) as connection:
            connection.execute(
                "UPDATE changes SET salt = ?, value = ? WHERE seq = (SELECT max(seq) FROM changes)",
                (salt, data),
            )

    return harm


def _pack(bundle: bytes, *, fitting: bool = True) -> Harm:
    digest = hashlib.sha256(bundle).digest() if fitting else b"\0" * 32

    def harm(path: Path) -> None:
        with _edited(path) as connection:
            connection.execute("INSERT INTO packs VALUES (?, ?)", (digest, bundle))
            _resum(connection)

    return harm


def _draft(value: bytes) -> Harm:
    def harm(path: Path) -> None:
        with _edited(path) as connection:
            connection.execute(
                "INSERT INTO drafts VALUES ('answer', 'x', 'note', '', '', '', '', '', '', ?, 1)",
                (value,),
            )
            _resum(connection)

    return harm


def _bytes(offset: int, data: bytes) -> Harm:
    def harm(path: Path) -> None:
        with path.open("r+b") as stream:
            stream.seek(offset)
            stream.write(data)

    return harm


def _whole(data: bytes) -> Harm:
    return lambda path: void(path.write_bytes(data))


def void(_result: object) -> None:
    """Take a result that does not matter."""


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _sparse(path: Path) -> None:
    """A file that says it is as long as it can be."""
    os.truncate(path, 2**31)
    _bytes(28, struct.pack(">I", 2**31 // PAGE))(path)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _root(path: Path, table: str) -> int:
    with _edited(path) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    return int(page)


def _own_child(table: str) -> Harm:
    """An inner page of a table's tree that leads back to itself."""

    def harm(path: Path) -> None:
        page = _root(path, table)
        inner = bytes([5]) + struct.pack(">HHHB", 0, 1, PAGE - 16, 0) + struct.pack(">I", page)
        cell = struct.pack(">I", page) + b"\x05"
        with path.open("r+b") as stream:
            stream.seek((page - 1) * PAGE)
            stream.write(inner + struct.pack(">H", PAGE - 16))
            stream.seek(page * PAGE - 16)
            stream.write(cell)

    return harm


def _free_list_loop(path: Path) -> None:
    _bytes(32, struct.pack(">II", 3, 1000))(path)
    _bytes(2 * PAGE, struct.pack(">II", 3, 1))(path)


def _overflow_loop(path: Path) -> None:
    """A document's piece whose overflow pages run in a circle."""
    with _edited(path) as connection:
        page = connection.execute("PRAGMA page_count").fetchone()[0]
    _bytes((page - 1) * PAGE, struct.pack(">I", page))(path)


def _evil_journal(path: Path) -> None:
    """A journal beside that names another file, which SQLite would delete."""
    magic = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
    victim = str(path.parent / "victim.txt").encode()
    (path.parent / "victim.txt").write_text("precious")
    checksum = sum(victim) & 0xFFFFFFFF
    header = magic + struct.pack(">IIIII", 0, 0, 0, 512, PAGE)
    tail = (
        struct.pack(">I", 2**30 // PAGE + 1)
        + victim
        + struct.pack(">II", len(victim), checksum)
        + magic
    )
    path.with_name(path.name + "-journal").write_bytes(header.ljust(512, b"\0") + tail)


def _many_tables(path: Path) -> None:
    with _edited(path) as connection:
        connection.execute("BEGIN")
        for number in range(3000):
            connection.execute(f"CREATE TABLE t{number} (x)")
        connection.execute("COMMIT")


def _twice(path: Path) -> None:
    with _edited(path) as connection:
        connection.execute(
            "INSERT INTO changes SELECT seq + 100000, id, kind, entity, header, salt, value, batch"
            " FROM changes WHERE seq = 3"
        )
        _resum(connection)


def _big_blob(column: str, table: str) -> Harm:
    return _sql(f"UPDATE {table} SET {column} = zeroblob({HUGE})", resum=False)


_LOOP = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
_DEEP = b"[" * 100_000 + b"]" * 100_000

HARMS: dict[str, Harm] = {
    # What the schema can hold
    "trigger": _sql("CREATE TRIGGER t AFTER INSERT ON changes BEGIN DELETE FROM drafts; END"),
    "trigger-on-meta": _sql("CREATE TRIGGER t AFTER UPDATE ON meta BEGIN SELECT 1; END"),
    "view": _sql(f"CREATE VIEW v AS {_LOOP}"),
    "view-for-a-table": _sql("DROP TABLE set_aside", f"CREATE VIEW set_aside AS {_LOOP}"),
    "view-for-meta": _sql("DROP TABLE meta", f"CREATE VIEW meta AS {_LOOP}", resum=False),
    "extra-table": _sql("CREATE TABLE more (x)"),
    "extra-index": _sql("CREATE INDEX more ON changes (header)"),
    "expression-index": _sql("CREATE INDEX more ON changes (abs(seq))"),
    "virtual-table": _sql("CREATE VIRTUAL TABLE v USING fts5 (x)"),
    "row-trigger-name": _sql("CREATE TABLE row_evil (id TEXT, x AS (abs(1)) STORED)"),
    "generated-column": _sql("ALTER TABLE batches ADD COLUMN g BLOB AS (zeroblob(1000000000))"),
    "not-strict": _schema(
        "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'changes'"
    ),
    "check-that-runs": _schema(
        "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (id = 1)',"
        " 'CHECK (length(randomblob(999999999)) > 0)') WHERE name = 'meta'"
    ),
    "default-that-runs": _schema(
        "UPDATE sqlite_schema SET sql = replace(sql, 'at INTEGER NOT NULL',"
        " 'at INTEGER NOT NULL DEFAULT (random())') WHERE name = 'batches'"
    ),
    "shared-root-page": _schema(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE"
        " name = 'changes') WHERE name = 'set_aside'"
    ),
    "root-page-of-schema": _schema("UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'packs'"),
    "root-page-nowhere": _schema(
        "UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'changes'"
    ),
    "root-page-negative": _schema("UPDATE sqlite_schema SET rootpage = -5 WHERE name = 'drafts'"),
    "missing-table": _sql("DROP TABLE unsettled"),
    "long-schema": _schema(
        f"UPDATE sqlite_schema SET sql = sql || printf('%*c', {HUGE}, ' ') WHERE name = 'packs'"
    ),
    "schema-no-text": _schema("UPDATE sqlite_schema SET sql = x'00ff' WHERE name = 'packs'"),
    "table-named-backwards": _sql('CREATE TABLE "\u202egpj.exe" (x)'),
    "many-tables": _many_tables,
    "statistics": _sql("ANALYZE"),
    # What rows can hold
    "value-too-large": _big_blob("value", "changes"),
    "header-too-large": _big_blob("header", "changes"),
    "bundle-too-large": _big_blob("bundle", "packs"),
    "manifest-too-large": _big_blob("manifest", "meta"),
    "chunk-too-large": _big_blob("data", "chunk_data"),
    "chunk-list-too-large": _big_blob("chunks", "attachments"),
    "header-deep": _raw_header(_DEEP),
    "header-long-number": _raw_header(b'{"depth":' + b"9" * 300_000 + b"}"),
    "header-not-json": _raw_header(b"\xff\xfe\x00"),
    "header-a-list": _raw_header(b"[]"),
    "header-twice": _raw_header(b'{"kind":"answer","kind":"answer"}'),
    "header-not-a-number": _raw_header(b'{"depth":NaN}'),
    "header-kind": _header(kind="../../etc/passwd"),
    "header-entity": _header(entity="a b\u202e"),
    "header-depth": _header(depth=-1),
    "header-time": _header(time=2**80),
    "header-format": _header(format=99),
    "header-parents": _header(parents=[f"{n:064x}" for n in range(6000)]),
    "header-parents-unsorted": _header(parents=["f" * 64, "0" * 64]),
    "header-parents-no-list": _header(parents={"a": 1}),
    "header-extra": _header(evil="x"),
    "value-deep": _value(_DEEP),
    "value-float": _value(b"1.5"),
    "value-half-a-character": _value(b'"\\ud800"'),
    "value-not-json": _value(b"\x00\x01"),
    "value-with-spaces": _value(b'{ "a": 1 }'),
    "salt-short": _value(b'"x"', salt=b"x"),
    "salt-alone": _sql("UPDATE changes SET value = NULL WHERE seq = 2"),
    "commitment": _sql("UPDATE changes SET value = CAST('\"y\"' AS BLOB) WHERE seq = 4"),
    "change-id": _sql("UPDATE changes SET id = zeroblob(32) WHERE seq = 4"),
    "change-twice": _twice,
    "order-negative": _sql("UPDATE changes SET seq = -3 WHERE seq = 3"),
    "check-sum": _sql("DELETE FROM changes WHERE seq = 5", resum=False),
    "count": _sql("UPDATE meta SET change_count = 4000000000000000", resum=False),
    "project-id-a-path": _sql("UPDATE meta SET project = '../../../tmp/x'"),
    "project-id-long": _sql(f"UPDATE meta SET project = printf('%*c', {HUGE}, 'a')"),
    "no-meta": _sql("DELETE FROM meta", resum=False),
    "draft-not-canonical": _draft(b"{ }"),
    "draft-deep": _draft(_DEEP),
    "pack-hash": _pack(b"{}", fitting=False),
    "pack-empty": _pack(b"{}"),
    "pack-deep": _pack(_DEEP),
    "pack-large": _pack(b'{"a":"' + b"x" * 5_000_000 + b'"}'),
    "document-size": _sql("UPDATE attachments SET size = 1 << 60"),
    "document-size-negative": _sql("UPDATE attachments SET size = -1"),
    "document-pieces": _sql("UPDATE attachments SET chunk_size = 0"),
    "document-number": _sql("UPDATE attachments SET number = 1 << 62"),
    "document-list": _sql("UPDATE attachments SET chunks = x'00'"),
    "document-other-bytes": _sql("UPDATE chunk_data SET data = zeroblob(length(data))"),
    "document-missing": _sql("DELETE FROM chunk_data"),
    # What a file can be
    "empty": _whole(b""),
    "not-a-database": _whole(b"%PDF-1.7 " * 1000),
    "only-the-stamp": _whole(b"SQLite format 3\0"),
    "half": _truncated,
    "sparse": _sparse,
    "write-ahead-log": _bytes(18, b"\2\2"),
    "page-size": _bytes(16, struct.pack(">H", 512)),
    "other-stamp": _bytes(68, b"\0\0\0\0"),
    "text-of-16-bits": _bytes(56, struct.pack(">I", 2)),
    "newer": _sql("PRAGMA user_version = 9000", "CREATE TABLE new_things (x)"),
    "pipe": _pipe,
    "folder": _folder,
    "link-to-itself": _link_to_itself,
    "tree-in-a-circle": _own_child("changes"),
    "packs-in-a-circle": _own_child("packs"),
    "free-list-in-a-circle": _free_list_loop,
    "overflow-in-a-circle": _overflow_loop,
    "journal-that-deletes": _evil_journal,
}
"""What is wrong with each file, by name."""
