"""Whose an entry is: a copy for one person does not change what another person wrote."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from ic_desktop.project.changes import Change, Header
from ic_desktop.project.state import Record, State
from ic_desktop.review.lane import TYING, Lane, may_change

_OWNED: Final = frozenset({"evidence", "link", "promise", "comment", "reaction", "progress"})
"""Kinds of entries that belong to who made them."""
_FIRST_FIELDS: Final = ("order", "type", "evidence", "text")
"""Fields that are set when something is made: who set the first of them that is there made it."""


def may_touch(
    state: State,
    known: Mapping[str, Change],
    lane: Lane,
    header: Header,
    made: Collection[tuple[str, str]] = (),
) -> bool:
    """Tell whether a lane lets its author change the entry that a change is about.

    What is new is its author's. Who works out the team's conclusions sorts everyone's statements;
    who fills in the city's part keeps its documents, but nobody's statements. ``made`` are the
    entries that its author makes by what comes: where only what others did with one is held here,
    its making was taken out, and may come back.
    """
    entity = (header.kind, header.entity)
    record = state.record(*entity)
    if record is None or (entity in made and not _made_with(record)):
        return True
    return _is_touchable(record, known, lane)


def made_by(author: str, changes: Iterable[Change]) -> frozenset[tuple[str, str]]:
    """Return the entries of which changes hold the first version that somebody made."""
    return frozenset(
        (change.header.kind, change.header.entity)
        for change in changes
        if change.header.author == author
        and not change.header.parents
        and change.header.field in _FIRST_FIELDS
    )


def _made_with(record: Record) -> list[str]:
    """Return the fields that are set when something is made, as far as they are held."""
    return [name for name in _FIRST_FIELDS if name in record.fields]


def _is_touchable(record: Record, known: Mapping[str, Change], lane: Lane) -> bool:
    if record.kind not in _OWNED or "conclude" in lane.may:
        return True
    if "assess" in lane.may and record.kind in ("evidence", "link") and not record.scope.session:
        return True
    return lane.author in makers(record, known)


def are_taken(
    state: State, known: Mapping[str, Change], lane: Lane | None, changes: Iterable[Change]
) -> bool:
    """Tell whether changes would be taken back by who made the copy of this lane (None: a whole
    project, where all are).

    The window of that copy asks, so that nobody types in vain; ``state`` and ``known`` are then
    the copy's own. What a change says is looked at by who takes it.
    """
    return lane is None or all(
        may_change(lane, change.header) and may_touch(state, known, lane, change.header)
        for change in changes
    )


def may_edit_evidence(
    state: State, known: Mapping[str, Change], lane: Lane | None, kind: str, entity: str
) -> bool:
    """Tell whether a piece of evidence, or a link, may be changed in a copy of this lane (None:
    a whole project), so that fields in which typing would be in vain cannot be typed in."""
    if lane is None:
        return True
    record = state.record(kind, entity)
    if lane.may.isdisjoint(TYING) or record is None:
        return False
    return _is_touchable(record, known, lane)


def makers(record: Record, known: Mapping[str, Change]) -> frozenset[str]:
    """Return the authors of the first versions of what an entry was made with.

    Clocks are not asked; several where copies made it at the same time.
    """
    names = _made_with(record)[:1] or list(record.fields)
    found: set[str] = set()
    seen: set[str] = set()
    left = [head for name in names for head in record.fields[name].heads]
    while left:
        change = left.pop()
        parents = [known[p] for p in change.header.parents if p in known and p not in seen]
        seen.update(parent.id for parent in parents)
        if not change.header.parents:
            found.add(change.header.author)
        left += parents
    return frozenset(found)
