"""What one commit does to the file. Every function here works inside the caller's transaction."""

import dataclasses
import time
from collections.abc import Iterable, Sequence
from typing import Any

from ic_desktop.project.changes import Change, canonical
from ic_desktop.project.erase import Erased, erased
from ic_desktop.project.state import FieldKey, fold
from ic_desktop.store import manifest, schema
from ic_desktop.store.database import Database
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Draft, Meta, element_of_draft
from ic_desktop.store.rows import Entity, changes_of
from ic_desktop.store.sql import delete, func, insert, select, update

_ENTITIES_AT_ONCE = 200


def now() -> int:
    """Return the time in ms since 1970."""
    return time.time_ns() // 1_000_000


def write_meta(database: Database, meta: Meta) -> None:
    """Write the row about the file."""
    row = {
        "id": 1,
        "project": meta.project,
        "created": meta.created,
        "change_count": meta.change_count,
        "last_seq": meta.last_seq,
        "manifest": meta.manifest,
        "mark": meta.mark,
        "projection": meta.projection,
        "pending": meta.pending,
    }
    database.execute(insert(schema.meta).prefix_with("OR REPLACE"), row)


def write_sums(database: Database, meta: Meta, sums: Sums) -> None:
    """Write the row about the file with the sums as they now are."""
    mark = sums.mark(meta.project)
    write_meta(database, dataclasses.replace(meta, manifest=sums.manifest, mark=mark))


def known_changes(
    database: Database, changes: Iterable[Change]
) -> dict[str, tuple[int, bool, int]]:
    """Return what the file holds of the entities of some changes: seq, held, batch by id."""
    c = schema.changes.c
    entities = sorted({change.header.entity for change in changes})
    found = {}
    for start in range(0, len(entities), _ENTITIES_AT_ONCE):
        some = entities[start : start + _ENTITIES_AT_ONCE]
        for seq, change_id, held, batch in database.execute(
            select(c.seq, c.id, c.value.is_not(None), c.batch).where(c.entity.in_(some))
        ).all():
            found[change_id.hex()] = (seq, bool(held), batch)
    return found


def unite(
    database: Database, sums: Sums, changes: Sequence[Change], last_seq: int, batch: int
) -> tuple[list[Entity], int]:
    """Add the changes that are new, and words that were missing; others are left as they are.

    Returns the entities that changed, and how many changes are new.
    """
    known = known_changes(database, changes) if last_seq else {}
    rows: list[dict[str, Any]] = []
    touched: dict[Entity, None] = {}
    for change in _each_once(changes):
        present = known.get(change.id)
        if present is None:
            last_seq += 1
            rows.append(_row(change, last_seq, batch))
            sums.add(_element(change, last_seq, batch))
        elif not present[1] and change.body is not None:
            _add_words(database, sums, change, present)
        else:
            continue
        touched[(change.header.kind, change.header.entity)] = None
    if rows:
        _leave_aside_no_more(database, sums, [row["id"] for row in rows])
        database.execute(insert(schema.changes), rows)
    return list(touched), len(rows)


def only_takes_away(changes: Sequence[Change]) -> bool:
    """Tell whether changes do nothing but remove: what must be possible on a full drive."""
    return bool(changes) and all(change.header.field == "removed" for change in changes)


def _each_once(changes: Iterable[Change]) -> list[Change]:
    """Return every change once, with its words if any of its copies has them."""
    found: dict[str, Change] = {}
    for change in changes:
        if change.id not in found or found[change.id].body is None:
            found[change.id] = change
    return list(found.values())


def _row(change: Change, seq: int, batch: int) -> dict[str, Any]:
    body = change.body
    return {
        "seq": seq,
        "id": bytes.fromhex(change.id),
        "kind": change.header.kind,
        "entity": change.header.entity,
        "header": change.header.canonical(),
        "salt": None if body is None else body.salt,
        "value": None if body is None else body.data,
        "batch": batch,
    }


def _element(change: Change, seq: int, batch: int) -> bytes:
    held = change.body is not None
    return manifest.change_element(seq, bytes.fromhex(change.id), held, batch)


def _add_words(
    database: Database, sums: Sums, change: Change, present: tuple[int, bool, int]
) -> None:
    """Fill in the words of a change whose header alone was known."""
    assert change.body is not None
    seq, _held, batch = present
    c = schema.changes.c
    sums.remove(manifest.change_element(seq, bytes.fromhex(change.id), False, batch))
    sums.add(manifest.change_element(seq, bytes.fromhex(change.id), True, batch))
    database.execute(
        update(schema.changes)
        .where(c.seq == seq)
        .values(salt=change.body.salt, value=change.body.data)
    )


def _leave_aside_no_more(database: Database, sums: Sums, ids: Sequence[bytes]) -> None:
    """Forget set-aside changes that come back into the set."""
    c = schema.set_aside.c
    if database.execute(select(func.count()).select_from(schema.set_aside)).scalar_one() == 0:
        return
    wanted = set(ids)
    for seq, change_id, held, batch in database.execute(
        select(c.seq, c.id, c.value.is_not(None), c.batch)
    ).all():
        if change_id in wanted:
            sums.remove(manifest.set_aside_element(seq, change_id, bool(held), batch))
            database.execute(delete(schema.set_aside).where(c.seq == seq))


def new_batch(database: Database, sums: Sums) -> int:
    """Begin an import and return its number."""
    last = database.execute(select(func.max(schema.batches.c.batch))).scalar()
    batch, at = max(last or 0, 0) + 1, now()
    database.execute(insert(schema.batches), {"batch": batch, "at": at})
    sums.add(manifest.batch_element(batch, at))
    return batch


def drop_drafts(database: Database, sums: Sums, keys: Iterable[FieldKey]) -> None:
    """Remove the drafts of some fields."""
    c = schema.drafts.c
    for kind, entity, name in keys:
        there = (c.kind == kind) & (c.entity == entity) & (c.field == name)
        row = database.execute(select(*c).where(there)).one_or_none()
        if row is not None:
            sums.remove(element_of_draft(row))
            database.execute(delete(schema.drafts).where(there))


def put_draft(database: Database, sums: Sums, draft: Draft) -> None:
    """Write the draft of a field over the one that was there."""
    drop_drafts(database, sums, [draft.key])
    scope = draft.scope
    row = (
        draft.kind,
        draft.entity,
        draft.field,
        scope.review,
        scope.voice,
        scope.factor,
        scope.session,
        draft.author,
        draft.device,
        canonical(draft.value),
        draft.since,
    )
    sums.add(element_of_draft(row))
    names = [column.name for column in schema.drafts.c]
    database.execute(insert(schema.drafts), dict(zip(names, row, strict=True)))


def freshly_erased(database: Database, changes: Sequence[Change]) -> frozenset[str]:
    """Return the changes that are named by those erasures which the file does not hold yet."""
    erasures = [change for change in changes if change.header.kind == "erasure"]
    known = known_changes(database, erasures)
    return erased(fold(change for change in erasures if change.id not in known)).changes


def known_erasures(database: Database) -> Erased:
    """Return what all erasures that the file holds name together."""
    entities = list(database.read("SELECT kind, entity FROM changes WHERE kind = 'erasure'"))
    return erased(fold(changes_of(database, entities)))
