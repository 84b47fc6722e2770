"""The state of a project: a pure function of the *set* of its changes.

For each field the heads are the changes that no other change names as a parent. One head gives
the value; several are settled by the field's rule (see kinds.py). No clock decides anything.
A state is immutable; applying a change gives a new one that shares what did not change.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal

from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.kinds import Rule, field_kind, is_removal, is_well_formed

FieldKey = tuple[str, str, str]
"""(kind, entity id, field)."""

Removal = Literal["present", "removed", "contested"]
"""Contested: removed in one copy and edited in another; a person settles it."""


def key_of(change: Change) -> FieldKey:
    """Return the field that a change is about."""
    header = change.header
    return (header.kind, header.entity, header.field)


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field's heads, sorted by id, and the one value that follows from them."""

    heads: tuple[Change, ...]
    value: Value
    in_conflict: bool
    missing: bool
    """True if a head's words are not in this copy: withheld or erased."""

    @property
    def head_ids(self) -> tuple[str, ...]:
        """The ids of all heads, sorted."""
        return tuple(head.id for head in self.heads)


def field_state(kind: str, name: str, heads: Iterable[Change]) -> FieldState:
    """Return the state of one field from its heads."""
    ordered = tuple(sorted(heads, key=lambda change: change.id))
    held = [head for head in ordered if head.body is not None]
    chosen = max(held, key=lambda change: (change.header.depth, change.id), default=None)
    value = None if chosen is None or chosen.body is None else chosen.body.value
    if not is_well_formed(kind, name, value):
        value = None
    known = field_kind(kind, name)
    asks = known is None or known.rule is Rule.ASK
    distinct = {head.body.data for head in held if head.body is not None}
    return FieldState(
        heads=ordered,
        value=value,
        in_conflict=asks and len(distinct) > 1,
        missing=len(held) < len(ordered),
    )


@dataclass(frozen=True)
class Record:
    """All that is known of one entity: its fields by name. Immutable."""

    kind: str
    id: str
    scope: Scope
    fields: Mapping[str, FieldState]

    def value(self, name: str) -> Value:
        """Return a field's value, None if it was never set."""
        held = self.fields.get(name)
        return None if held is None else held.value

    def text(self, name: str) -> str:
        """Return a text field's value, "" if it was never set or holds something else."""
        value = self.value(name)
        return value if isinstance(value, str) else ""

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        """The names of the fields that a person has to settle."""
        return tuple(sorted(n for n, f in self.fields.items() if f.in_conflict))

    @cached_property
    def withheld(self) -> tuple[str, ...]:
        """The names of the fields whose words are not in this copy."""
        return tuple(sorted(n for n, f in self.fields.items() if f.missing))

    @cached_property
    def removal(self) -> Removal:
        """Whether the entity was removed, and by someone who had seen all of it.

        What holds no value at all counts as removed: its making was undone.
        """
        if all(held.value is None and not held.missing for held in self.fields.values()):
            return "removed"
        removed = self.fields.get("removed")
        if removed is None:
            return "present"
        values = [_removal(head) for head in removed.heads if head.body is not None]
        if not any(values):
            return "present"
        seen = {change for value in values if value for change in value.get("saw", [])}
        unseen = any(
            set(held.head_ids) - seen for name, held in self.fields.items() if name != "removed"
        )
        return "contested" if unseen or not all(values) else "removed"


def _removal(head: Change) -> Value:
    """Return what a head of the field "removed" says, None if that is malformed."""
    value = None if head.body is None else head.body.value
    return value if is_removal(value) else None


_NOTHING: Final[Mapping[str, Record]] = MappingProxyType({})


@dataclass(frozen=True)
class State:
    """Every entity by kind and id. Make one with :func:`fold`, never by hand."""

    kinds: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)

    def records(self, kind: str) -> Mapping[str, Record]:
        """Return all records of a kind by id, removed ones included."""
        return self.kinds.get(kind, _NOTHING)

    def record(self, kind: str, entity: str) -> Record | None:
        """Return one record, or None."""
        return self.records(kind).get(entity)

    def field(self, key: FieldKey) -> FieldState | None:
        """Return the state of one field, or None if it was never set."""
        record = self.record(key[0], key[1])
        return None if record is None else record.fields.get(key[2])

    def heads(self) -> Iterable[Change]:
        """Yield the heads of every field."""
        for records in self.kinds.values():
            for record in records.values():
                for held in record.fields.values():
                    yield from held.heads

    def apply(self, changes: Iterable[Change]) -> "State":
        """Return the state after changes that build on this one's heads (a person's own edits).

        For changes in any other order, such as a merge, see :meth:`unite`.
        """
        kinds = dict(self.kinds)
        fresh: set[str] = set()
        for change in changes:
            kind = change.header.kind
            if kind not in fresh:
                kinds[kind] = dict(kinds.get(kind, _NOTHING))
                fresh.add(kind)
            records = kinds[kind]
            assert isinstance(records, dict)
            records[change.header.entity] = _with(records.get(change.header.entity), change)
        return State(kinds)

    def unite(self, fresh: Iterable[Change], is_head: Callable[[Change], bool]) -> "State":
        """Return the state after changes of any origin, at the cost of the fields they touch.

        ``fresh`` are changes that are new, or whose words were missing; ``is_head`` tells of one
        whether no change that was known before names it as a parent.
        """
        by_entity: dict[tuple[str, str], dict[str, dict[str, Change]]] = {}
        for change in fresh:
            kind, entity, name = key_of(change)
            fields = by_entity.setdefault((kind, entity), {})
            fields.setdefault(name, {})[change.id] = change
        kinds = dict(self.kinds)
        copied: dict[str, dict[str, Record]] = {}
        for (kind, entity), fields in by_entity.items():
            if kind not in copied:
                kinds[kind] = copied[kind] = dict(kinds.get(kind, _NOTHING))
            copied[kind][entity] = _united(copied[kind].get(entity), fields, is_head)
        return State(kinds)


def _with(record: Record | None, change: Change) -> Record:
    header = change.header
    fields = dict(record.fields) if record else {}
    present = fields.get(header.field)
    kept = [h for h in present.heads if h.id not in header.parents] if present else []
    fields[header.field] = field_state(header.kind, header.field, [*kept, change])
    scope = header.scope if record is None else record.scope
    return Record(header.kind, header.entity, min_scope(scope, header.scope), fields)


def _united(
    record: Record | None,
    coming: Mapping[str, Mapping[str, Change]],
    is_head: Callable[[Change], bool],
) -> Record:
    """Return a record with further changes of its fields; ``coming`` by field and id."""
    held = dict(record.fields) if record else {}
    some = next(change for changes in coming.values() for change in changes.values())
    scope = record.scope if record else some.header.scope
    for name, changes in coming.items():
        present = held.get(name)
        named = {parent for change in changes.values() for parent in change.header.parents}
        heads = {head.id: head for head in present.heads} if present else {}
        heads.update((c.id, c) for c in changes.values() if is_head(c))
        left = [head for head in heads.values() if head.id not in named]
        held[name] = field_state(some.header.kind, name, left)
        for change in changes.values():
            scope = min_scope(scope, change.header.scope)
    return Record(some.header.kind, some.header.entity, scope, held)


def min_scope(one: Scope, other: Scope) -> Scope:
    """Return one of two scopes, the same whatever their order."""
    if one == other:
        return one
    return min(one, other, key=lambda s: (s.review, s.voice, s.factor, s.session))


def fold(changes: Iterable[Change]) -> State:
    """Return the state of a set of changes; order and repetition make no difference."""
    by_field: dict[FieldKey, dict[str, Change]] = {}
    for change in changes:
        held = by_field.setdefault(key_of(change), {})
        known = held.get(change.id)
        if known is None or known.body is None:
            held[change.id] = change
    fields: dict[tuple[str, str], dict[str, FieldState]] = {}
    scopes: dict[tuple[str, str], Scope] = {}
    for (kind, entity, name), held in by_field.items():
        heads = heads_of(held)
        fields.setdefault((kind, entity), {})[name] = field_state(kind, name, heads)
        for change in held.values():
            known_scope = scopes.get((kind, entity), change.header.scope)
            scopes[(kind, entity)] = min_scope(known_scope, change.header.scope)
    kinds: dict[str, dict[str, Record]] = {}
    for (kind, entity), named in fields.items():
        record = Record(kind, entity, scopes[(kind, entity)], named)
        kinds.setdefault(kind, {})[entity] = record
    return State(kinds)


def heads_of(changes: Mapping[str, Change]) -> list[Change]:
    """Return the changes of one field that no other of them names as a parent."""
    if len(changes) == 1:
        return list(changes.values())
    named = {parent for change in changes.values() for parent in change.header.parents}
    return [change for change in changes.values() if change.id not in named]
