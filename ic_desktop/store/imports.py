"""Imports as batches: what came in together can go out together, and come back."""

from collections.abc import Sequence
from dataclasses import dataclass

from ic_desktop.errors import CannotUndoImport
from ic_desktop.project.changes import Change
from ic_desktop.store import manifest, schema
from ic_desktop.store.database import Database
from ic_desktop.store.manifest import Sums
from ic_desktop.store.rows import Entity
from ic_desktop.store.sql import delete, func, insert, select


@dataclass(frozen=True, slots=True)
class Import:
    """One import; ``at`` in ms since 1970, ``changes`` that are in the set."""

    batch: int
    at: int
    changes: int


def imports(database: Database) -> list[Import]:
    """Return all imports, the oldest first; one that was undone has no changes left."""
    b, c = schema.batches.c, schema.changes.c
    counts = dict(
        tuple(row)
        for row in database.execute(
            select(c.batch, func.count()).where(c.batch > 0).group_by(c.batch)
        ).all()
    )
    rows = database.execute(select(b.batch, b.at).order_by(b.batch)).all()
    return [Import(batch, at, counts.get(batch, 0)) for batch, at in rows]


def set_aside(
    database: Database, sums: Sums, batch: int, changes: Sequence[Change]
) -> tuple[list[Entity], int]:
    """Move an import's changes out of the set, inside the caller's transaction.

    Erasures stay: what they name is gone, and must not come back with an older copy. ``changes``
    are all of the project. Returns the entities touched and how many changes went;
    raises CannotUndoImport where later changes build on them.
    """
    c = schema.changes.c
    going_out = (c.batch == batch) & (c.kind != "erasure")
    rows = database.execute(select(*c).where(going_out).order_by(c.seq)).all()
    going = {row.id.hex() for row in rows}
    building = [
        change.id
        for change in changes
        if change.id not in going and not going.isdisjoint(change.header.parents)
    ]
    if building:
        raise CannotUndoImport(tuple(building))
    for row in rows:
        held = row.value is not None
        sums.remove(manifest.change_element(row.seq, row.id, held, batch))
        _put_aside(database, sums, row, batch, held=held)
    database.execute(delete(schema.changes).where(going_out))
    return sorted({(row.kind, row.entity) for row in rows}), len(rows)


def _put_aside(database: Database, sums: Sums, row: object, batch: int, *, held: bool) -> None:
    there = func.coalesce(func.max(schema.set_aside.c.seq), 0)
    seq = database.execute(select(there)).scalar_one() + 1
    names = ("id", "header", "salt", "value")
    values = {name: getattr(row, name) for name in names}
    database.execute(insert(schema.set_aside), {"seq": seq, "batch": batch, **values})
    sums.add(manifest.set_aside_element(seq, values["id"], held, batch))
