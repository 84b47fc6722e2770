"""The projection: what holds now, as tables that people and other tools can read.

Written in the transaction that writes the changes; never read by the program. ``check`` proves
that it agrees with the changes.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ic_desktop.project.changes import Change, Value
from ic_desktop.project.kinds import KINDS
from ic_desktop.project.state import Record, State, fold
from ic_desktop.store import schema
from ic_desktop.store.database import Database
from ic_desktop.store.reading import checked
from ic_desktop.store.sql import bindparam, delete, insert, select

_ENTITIES_AT_ONCE: Final = 200

Entity = tuple[str, str]
"""(kind, id)."""


def row_of(record: Record) -> dict[str, Any]:
    """Return a record as the row that shows it."""
    scope = record.scope
    row: dict[str, Any] = {
        "id": record.id,
        "scope_review": scope.review,
        "scope_voice": scope.voice,
        "scope_factor": scope.factor,
        "scope_session": scope.session,
        "removal": record.removal,
        "conflicts": " ".join(record.conflicts),
        "withheld": " ".join(record.withheld),
    }
    for field in KINDS[record.kind]:
        row[schema.row_column(field)] = _plain(record.value(field))
    return row


def _plain(value: Value) -> str | int | None:
    if value is None or isinstance(value, str | int):
        return int(value) if isinstance(value, bool) else value
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def rows_of(state: State, kind: str) -> list[dict[str, Any]]:
    """Return all rows of a kind, sorted by id."""
    records = state.records(kind)
    return [row_of(records[entity]) for entity in sorted(records)]


def changes_of(database: Database, entities: Iterable[Entity]) -> Iterator[Change]:
    """Yield all changes of some entities, as the file holds them."""
    wanted = sorted({entity for _, entity in entities})
    if not wanted:
        return
    c = schema.changes.c
    statement = select(c.header, c.salt, c.value).where(
        c.entity.in_(bindparam("wanted", expanding=True))
    )
    for start in range(0, len(wanted), _ENTITIES_AT_ONCE):
        some = wanted[start : start + _ENTITIES_AT_ONCE]
        for header, salt, value in database.execute(statement, {"wanted": some}).all():
            yield checked(header, salt, value, thorough=False)


def project(database: Database, entities: Sequence[Entity]) -> None:
    """Bring the rows of some entities up to date, inside the present transaction."""
    known = sorted({entity for entity in entities if entity[0] in KINDS})
    for start in range(0, len(known), _ENTITIES_AT_ONCE):
        some = known[start : start + _ENTITIES_AT_ONCE]
        show(database, fold(changes_of(database, some)), some)


def show(database: Database, state: State, entities: Sequence[Entity]) -> None:
    """Write the rows of some entities from a state that holds them."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for kind, entity in entities:
        record = state.record(kind, entity)
        if record is None:
            clear(database, kind, entity)
        else:
            by_kind.setdefault(kind, []).append(row_of(record))
    for kind, rows in by_kind.items():
        statement = insert(schema.rows(kind)).prefix_with("OR REPLACE")
        database.execute(statement, rows)


def disagreeing(database: Database, state: State) -> tuple[list[str], int]:
    """Return the tables that do not show what a state holds, and how many rows there are."""
    wrong = []
    count = 0
    there = dict(database.read("SELECT name, sql FROM sqlite_schema WHERE name GLOB 'row_*'"))
    for kind in KINDS:
        table = schema.rows(kind)
        if there.get(table.name) != schema.row_statement(kind):
            wrong.append(table.name)
            continue
        names = [column.name for column in table.c]
        stored = database.execute(select(*table.c).order_by(table.c.id)).all()
        found: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in stored]
        count += len(found)
        if found != rows_of(state, kind):
            wrong.append(table.name)
    return wrong, count


def index_agrees(database: Database, changes: Sequence[Change]) -> bool:
    """Tell whether the index of entities names every change, and no other.

    What it does not name would be taken for new, and left out of the projection.
    """
    listed = database.read(
        "SELECT kind, entity FROM changes INDEXED BY changes_by_entity ORDER BY rowid"
    )
    return list(listed) == [(change.header.kind, change.header.entity) for change in changes]


def rebuild(database: Database, state: State) -> None:
    """Make all tables of the projection anew, inside the present transaction."""
    present = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'row_*'"
    for (name,) in list(database.read(present)):
        database.sql(f'DROP TABLE "{name}"')
    for kind in KINDS:
        database.sql(schema.row_statement(kind))
        rows = rows_of(state, kind)
        if rows:
            database.execute(insert(schema.rows(kind)), rows)


def clear(database: Database, kind: str, entity: str) -> None:
    """Take one entity out of the projection."""
    table = schema.rows(kind)
    database.execute(delete(table).where(table.c.id == entity))
