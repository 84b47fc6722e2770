"""Imports as batches: what came in together can go out together, and come back.

A batch above 0 is an import. One below 0 is what came too late: it was never in the set, and waits
among the changes that are set aside until somebody takes it into a next revision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ic_desktop.errors import CannotUndoImport
from ic_desktop.project.changes import Change
from ic_desktop.store import manifest, schema
from ic_desktop.store.database import Database
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import checked
from ic_desktop.store.rows import Entity
from ic_desktop.store.sql import bindparam, delete, func, insert, select
from ic_desktop.store.writing import now

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Import:
    """One import; ``at`` in ms since 1970, ``changes`` that are in the set."""

    batch: int
    at: int
    changes: int


@dataclass(frozen=True, slots=True)
class Late:
    """What one return brought after the signature; ``at`` in ms since 1970."""

    batch: int
    at: int
    changes: tuple[Change, ...]


def imports(database: Database) -> list[Import]:
    """Return all imports, the oldest first; one that was undone has no changes left."""
    b, c = schema.batches.c, schema.changes.c
    counts = dict(
        tuple(row)
        for row in database.execute(
            select(c.batch, func.count()).where(c.batch > 0).group_by(c.batch)
        ).all()
    )
    rows = database.execute(select(b.batch, b.at).where(b.batch > 0).order_by(b.batch)).all()
    return [Import(batch, at, counts.get(batch, 0)) for batch, at in rows]


def changes_in(database: Database, batch: int) -> tuple[Change, ...]:
    """Return the changes of an import that are in the set; of one that was undone, those aside."""
    for table in (schema.changes, schema.set_aside):
        found = _changes(database, table, batch)
        if found:
            return found
    return ()


def _changes(database: Database, table: Any, batch: int) -> tuple[Change, ...]:
    c = table.c
    rows = select(c.header, c.salt, c.value).where(c.batch == batch).order_by(c.seq)
    return tuple(checked(*row, thorough=False) for row in database.execute(rows).all())


def set_aside(
    database: Database, sums: Sums, batch: int, changes: Sequence[Change]
) -> tuple[list[Entity], int]:
    """Move an import's changes out of the set, inside the caller's transaction.

    Erasures stay: what they name is gone, and must not come back with an older copy. ``changes``
    are all of the project, in local order. Returns the entities touched and how many changes
    went; raises CannotUndoImport where later changes build on them or are about what only they
    hold, or where a signature covers them.
    """
    c = schema.changes.c
    going_out = (c.batch == batch) & (c.kind != "erasure")
    rows = database.execute(select(*c).where(going_out).order_by(c.seq)).all()
    going = {row.id.hex() for row in rows}
    building = [
        change.id
        for change in changes
        if change.id not in going and not going.isdisjoint(_rests_on(change))
    ]
    from ic_desktop.review.coming.resting import resting_on

    if in_the_way := tuple(dict.fromkeys((*building, *resting_on(changes, going)))):
        raise CannotUndoImport(in_the_way)
    for row in rows:
        held = row.value is not None
        sums.remove(manifest.change_element(row.seq, row.id, held, batch))
        _put_aside(database, sums, [(row.id, row.header, row.salt, row.value)], batch)
    database.execute(delete(schema.changes).where(going_out))
    return sorted({(row.kind, row.entity) for row in rows}), len(rows)


def _rests_on(change: Change) -> Sequence[str]:
    """Return the changes that one builds on; of a signature, those that were signed."""
    value = change.body.value if change.body and change.header.kind == "seal" else None
    signed = value.get("heads", []) if isinstance(value, dict) else []
    return (*change.header.parents, *(head for head in signed if isinstance(head, str)))


_Row = tuple[bytes, bytes, bytes | None, bytes | None]
"""Id, header, salt and value."""


def _put_aside(database: Database, sums: Sums, rows: Sequence[_Row], batch: int) -> None:
    there = func.coalesce(func.max(schema.set_aside.c.seq), 0)
    seq = database.execute(select(there)).scalar_one()
    made = []
    for number, (change_id, header, salt, value) in enumerate(rows, seq + 1):
        row = {"id": change_id, "header": header, "salt": salt, "value": value}
        made.append({"seq": number, "batch": batch, **row})
        sums.add(manifest.set_aside_element(number, change_id, value is not None, batch))
    if made:
        database.execute(insert(schema.set_aside), made)


def keep_late(database: Database, sums: Sums, changes: Iterable[Change]) -> None:
    """Keep changes outside the set, as a batch of their own, inside the caller's transaction.

    Those that are kept so already are not kept twice; those of an import that was undone count
    from now on as late.
    """
    coming = {bytes.fromhex(change.id): change for change in changes}
    for seq, change_id, held, batch in _aside(database, coming):
        if batch < 0:
            del coming[change_id]
        else:
            sums.remove(manifest.set_aside_element(seq, change_id, bool(held), batch))
            database.execute(delete(schema.set_aside).where(schema.set_aside.c.seq == seq))
    if not coming:
        return
    last = database.execute(select(func.min(schema.batches.c.batch))).scalar()
    batch, at = min(last or 0, 0) - 1, now()
    database.execute(insert(schema.batches), {"batch": batch, "at": at})
    sums.add(manifest.batch_element(batch, at))
    rows = [(key, *_as_row(change)) for key, change in coming.items()]
    _put_aside(database, sums, rows, batch)


def _as_row(change: Change) -> tuple[bytes, bytes | None, bytes | None]:
    body, header = change.body, change.header.canonical()
    return (header, None, None) if body is None else (header, body.salt, body.data)


def _aside(database: Database, ids: Iterable[bytes]) -> list[tuple[int, bytes, bool, int]]:
    """Return those rows of set-aside changes that have one of some ids."""
    c = schema.set_aside.c
    wanted = sorted(ids)
    statement = select(c.seq, c.id, c.value.is_not(None), c.batch).where(
        c.id.in_(bindparam("wanted", expanding=True))
    )
    found: list[tuple[int, bytes, bool, int]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found += [tuple(row) for row in database.execute(statement, {"wanted": some}).all()]
    return found


def late(database: Database) -> list[Late]:
    """Return what came too late and waits, the oldest first."""
    b, s = schema.batches.c, schema.set_aside.c
    waiting = select(s.batch).where(s.batch < 0).distinct()
    rows = select(b.batch, b.at).where(b.batch.in_(waiting)).order_by(b.batch.desc())
    return [
        Late(batch, at, _changes(database, schema.set_aside, batch))
        for batch, at in database.execute(rows).all()
    ]
