"""What rests on an import: later changes that would be about nothing once it was taken out.

A change may rest on another without building on it: a field that was set later on something that
the import made, or an entry that speaks of it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from ic_desktop.project.changes import Change
from ic_desktop.project.state import Record, fold
from ic_desktop.review.coming.items import Item, item_of
from ic_desktop.review.coming.pointing import Target, leanings, targets


def resting_on(changes: Sequence[Change], going: Collection[str]) -> tuple[str, ...]:
    """Return the ids of later changes that are about what only an import holds.

    ``changes`` are all of the project in local order, ``going`` the ids of the import's. What came
    to nothing since, such as a joining that was taken back, rests on nothing.
    """
    first = next((at for at, change in enumerate(changes) if change.id in going), len(changes))
    brought = {item_of(change) for change in changes[first:] if change.id in going}
    earlier = fold(change for change in changes[:first] if item_of(change) in brought)
    brought -= {item for item in brought if _was_there(earlier.record(*item))}
    later = [change for change in changes[first:] if change.id not in going]
    if not brought or not later:
        return ()
    fresh = {change.id for change in later}
    about = {item_of(change) for change in later}
    left = fold(change for change in changes if change.id not in going and item_of(change) in about)
    records = (record for held in left.kinds.values() for record in held.values())
    return tuple(change.id for record in records for change in _resting(record, brought, fresh))


def _was_there(record: Record | None) -> bool:
    return record is not None and record.removal != "removed"


def _resting(record: Record, brought: Collection[Item], fresh: Collection[str]) -> Iterator[Change]:
    """Yield those heads of an entry that are about what goes; ``record`` is what stays of it."""
    if record.removal == "removed":
        return
    heads = [head for held in record.fields.values() for head in held.heads]
    item = (record.kind, record.id)
    is_about_it = item in brought or not leanings(item, heads).isdisjoint(brought)
    for head in heads:
        if head.id in fresh and (is_about_it or not _speaks_of(head).isdisjoint(brought)):
            yield head


def _speaks_of(head: Change) -> frozenset[Target]:
    found: set[Target] = set(targets(head))
    value = None if head.body is None else head.body.value
    if (head.header.kind, head.header.field) == ("evidence", "apart-from"):
        found |= _pieces(value if isinstance(value, list) else ())
    return frozenset(found)


def _pieces(ids: Iterable[object]) -> set[Target]:
    return {("evidence", one) for one in ids if isinstance(one, str)}
