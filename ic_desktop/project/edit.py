"""Editing: what a person does becomes changes. Pure but for the clock and the random salt."""

import os
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ic_desktop.project.changes import (
    MAX_DEPTH,
    SALT_BYTES,
    Body,
    Change,
    Header,
    Scope,
    Value,
    canonical,
    commitment,
    make_change,
)
from ic_desktop.project.state import FieldState, State


def new_id() -> str:
    """Return a random id: 32 hex digits."""
    return secrets.token_hex(16)


def depth_after(parents: Iterable[Change]) -> int:
    """Return the depth of a change that builds on others.

    A copy from elsewhere may claim the greatest depth there is; what builds on it has that too,
    so that it can still be read.
    """
    return min(MAX_DEPTH, 1 + max((parent.header.depth for parent in parents), default=0))


def _now() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who edits, where: random ids of the participant and of the device."""

    author: str
    device: str


class Editor:
    """Collects the changes of one action. Each builds on the heads that its author saw.

    ``state`` follows along, so later edits of the action see earlier ones; ``changes`` is what
    the store has to write. An edit that changes nothing adds nothing.
    """

    def __init__(
        self,
        state: State,
        actor: Actor,
        *,
        action: str | None = None,
        clock: Callable[[], int] = _now,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.state = state
        self.changes: list[Change] = []
        self.action = action or new_id()
        self._actor = actor
        self._clock = clock
        self._random = random

    def set(self, kind: str, entity: str, field: str, value: Value, scope: Scope) -> None:
        """Give a field a value; None unsets it. Raises NotACanonicalValue.

        What is there already stays where it belongs: ``scope`` counts for what is new.
        """
        record = self.state.record(kind, entity)
        present = self.state.field((kind, entity, field))
        data = canonical(value)
        if _holds_already(present, data):
            return
        body = Body(self._random(SALT_BYTES), data)
        parents = present.heads if present else ()
        header = Header(
            kind=kind,
            entity=entity,
            field=field,
            scope=scope if record is None else record.scope,
            parents=tuple(sorted(parent.id for parent in parents)),
            author=self._actor.author,
            device=self._actor.device,
            time=self._clock(),
            depth=depth_after(parents),
            action=self.action,
            commitment=commitment(body.salt, data),
        )
        change = make_change(header, body)
        self.changes.append(change)
        self.state = self.state.apply([change])

    def set_all(self, kind: str, entity: str, values: Mapping[str, Value], scope: Scope) -> None:
        """Set several fields; empty text and None for a field never set are left unset."""
        for field, value in values.items():
            self.set(kind, entity, field, value, scope)

    def create(self, kind: str, values: Mapping[str, Value], scope: Scope = Scope()) -> str:  # noqa: B008 - frozen
        """Make a new entity of a random id and return the id."""
        entity = new_id()
        self.set_all(kind, entity, values, scope)
        return entity

    def remove(self, kind: str, entity: str, reason: str) -> None:
        """Mark an entity as removed, naming every head that its remover saw."""
        record = self.state.record(kind, entity)
        if record is None:
            return
        fields = record.fields.items()
        saw = sorted(h for name, held in fields if name != "removed" for h in held.head_ids)
        self.set(kind, entity, "removed", {"reason": reason, "saw": saw}, record.scope)

    def restore(self, kind: str, entity: str) -> None:
        """Take a removal back."""
        record = self.state.record(kind, entity)
        if record is not None and record.removal != "present":
            self.set(kind, entity, "removed", None, record.scope)


def _holds_already(present: FieldState | None, data: bytes) -> bool:
    """Tell whether an edit would change nothing: the value stands, undisputed and in words."""
    if present is None:
        return data in (b"null", b'""')
    bodies = [head.body for head in present.heads]
    return all(body is not None and body.data == data for body in bodies) and len(bodies) == 1
