"""What of a return may be taken, change by change, and why the rest may not.

The lane is that of our own record. A change that is left out takes with it what builds on it, so
that every field's history stays closed; what is left out is told, never silently dropped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ic_desktop.errors import BrokenChange
from ic_desktop.project.changes import MAX_PARENTS, Change, Header, Scope
from ic_desktop.project.erase import erased
from ic_desktop.project.history import check_parents
from ic_desktop.project.state import FieldKey, State, key_of
from ic_desktop.review.coming.names import is_filed_wrongly
from ic_desktop.review.coming.owners import made_by, may_touch
from ic_desktop.review.coming.pointing import points_outside
from ic_desktop.review.coming.source import Source
from ic_desktop.review.lane import Lane, may_change

Reason = Literal[
    "author",  # written in somebody else's name
    "review",  # of another review
    "voice",  # in somebody else's voice
    "factor",  # a key factor that is not theirs
    "session",  # a session that is not theirs
    "kind",  # of a kind that they may not change
    "name",  # filed under a name that belongs to something else
    "points",  # speaks of something outside
    "owner",  # changes what somebody else wrote
    "blind",  # claims that the copy held no other verdicts
    "gap",  # earlier versions are missing or do not fit
    "builds",  # builds on something that is not taken
    "crowd",  # more versions of one field than anyone writes
    "erasure",
    "seal",
    "hand-out",
]
_OURS_ALONE: Final[dict[str, Reason]] = {
    "erasure": "erasure",
    "seal": "seal",
    "hand-out": "hand-out",
    "hand-out-return": "hand-out",
}
"""Kinds that are taken from a plain copy alone."""


@dataclass(frozen=True, slots=True)
class Left:
    """A change that is not taken, and why."""

    change: Change
    reason: Reason


@dataclass(frozen=True, slots=True)
class Coming:
    """What is new in a return: what may be taken, parents before children, and what may not.

    ``known`` counts the changes that we have already.
    """

    taken: tuple[Change, ...]
    left: tuple[Left, ...]
    known: int


def sort_out(
    state: State,
    known: Mapping[str, Change],
    coming: Iterable[Change],
    source: Source,
    questions: Mapping[str, str] | None = None,
) -> Coming:
    """Return what of a return may be taken.

    ``state`` and ``known`` are our own; ``questions`` tells the key factor of each guide question,
    as far as the benchmark is at hand. The same for the same sets, whatever the order.
    """
    sorting = _Sorting(state, known, source, questions or {})
    gone = erased(state)
    every = {change.id: change for change in gone.filter(coming)}
    fresh = [change for change in every.values() if _is_news(change, known)]
    sorting.made = made_by(source.author, fresh)
    for change in sorted(fresh, key=lambda c: (c.header.depth, c.id)):
        sorting.look_at(change)
    sorting.thin_out()
    return Coming(tuple(sorting.taken.values()), tuple(sorting.left), len(every) - len(fresh))


def _is_news(change: Change, known: Mapping[str, Change]) -> bool:
    there = known.get(change.id)
    return there is None or (there.body is None and change.body is not None)


@dataclass
class _Sorting:
    state: State
    known: Mapping[str, Change]
    source: Source
    questions: Mapping[str, str]
    taken: dict[str, Change] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    made: frozenset[tuple[str, str]] = frozenset()
    """The entries that are made by what comes, in the name of who was given the copy."""
    _left_ids: set[str] = field(default_factory=set)
    _places: dict[tuple[str, str], Scope] = field(default_factory=dict)
    _touchable: dict[tuple[str, str], bool] = field(default_factory=dict)

    def look_at(self, change: Change) -> None:
        reason = self._borders(change.header) or self._history(change) or self._words(change)
        if reason:
            self._leave(change, reason)
            return
        self.taken[change.id] = change
        self._places.setdefault((change.header.kind, change.header.entity), change.header.scope)

    def thin_out(self) -> None:
        """Leave fields of which there would be more versions than can ever be settled."""
        by_field: dict[FieldKey, list[Change]] = {}
        for change in self.taken.values():
            by_field.setdefault(key_of(change), []).append(change)
        for key, changes in by_field.items():
            held = self.state.field(key)
            if len(changes) + len(held.heads if held else ()) <= MAX_PARENTS:
                continue
            named = {parent for change in changes for parent in change.header.parents}
            heads = {*(held.head_ids if held else ()), *(c.id for c in changes)} - named
            if len(heads) > MAX_PARENTS:
                for change in changes:
                    del self.taken[change.id]
                    self._leave(change, "crowd")

    def _leave(self, change: Change, reason: Reason) -> None:
        self.left.append(Left(change, reason))
        self._left_ids.add(change.id)

    def _place(self, header: Header) -> Scope | None:
        """Return where the change's entity belongs, None for one that is new."""
        entity = (header.kind, header.entity)
        record = self.state.record(*entity)
        return record.scope if record else self._places.get(entity)

    def _borders(self, header: Header) -> Reason | None:
        if self.source.how == "copy":
            return None
        if header.kind in _OURS_ALONE:
            return _OURS_ALONE[header.kind]
        if is_filed_wrongly(header, self.questions):
            return "name"
        lane = self.source.lane
        return None if lane is None else outside(lane, header)

    def _history(self, change: Change) -> Reason | None:
        header = change.header
        if not self._left_ids.isdisjoint(header.parents):
            return "builds"
        among = {p: found for p in header.parents if (found := self._find(p)) is not None}
        try:
            check_parents(change, among)
        except BrokenChange:
            return "gap"
        place = self._place(header)
        if place is None:
            return None
        if self.source.lane is not None:
            return None if header.scope in self._scopes(header, place) else "name"
        mine, theirs = (place.review, place.voice), (header.scope.review, header.scope.voice)
        return "name" if mine != theirs else None

    def _scopes(self, header: Header, place: Scope) -> set[Scope]:
        """Return the scopes that versions of an entry have: one, unless copies disagree."""
        record = self.state.record(header.kind, header.entity)
        fields = record.fields.values() if record else ()
        return {place} | {head.header.scope for held in fields for head in held.heads}

    def _find(self, change_id: str) -> Change | None:
        return self.taken.get(change_id) or self.known.get(change_id)

    def _words(self, change: Change) -> Reason | None:
        """Look at what a change of a hand-out says, and of whose entry."""
        lane = self.source.lane
        if lane is None:
            return None
        entity = (change.header.kind, change.header.entity)
        if entity not in self._touchable:
            self._touchable[entity] = may_touch(
                self.state, self.known, lane, change.header, self.made
            )
        if not self._touchable[entity]:
            return "owner"
        if points_outside(self.state, self.taken, lane, change, self.questions):
            return "points"
        return "blind" if _claims_blindness(lane, change) else None


def _claims_blindness(lane: Lane, change: Change) -> bool:
    is_claim = (change.header.kind, change.header.field) == ("verdict", "held-others")
    return is_claim and lane.sees_verdicts and change.body is not None and _says_blind(change)


def _says_blind(change: Change) -> bool:
    return change.body is not None and change.body.value == "blind"


def outside(lane: Lane, header: Header) -> Reason | None:
    """Return why a change's header lies outside a lane, None if it lies inside."""
    if may_change(lane, header):
        return None
    scope = header.scope
    if header.author != lane.author:
        return "author"
    if scope.review not in ("", lane.review):
        return "review"
    if not lane.has_factor(scope.factor):
        return "factor"
    if not lane.has_session(scope.session):
        return "session"
    own = replace(header, scope=replace(scope, voice=lane.author))
    return "voice" if may_change(lane, own) else "kind"
