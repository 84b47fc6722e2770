"""What a change speaks of: a value may point to something outside the lane of who wrote it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ic_desktop.project.changes import Change, Value
from ic_desktop.project.state import State
from ic_desktop.review.lane import Lane

Target = tuple[str, str]
"""Kind and id."""
_POINTERS: Final[dict[tuple[str, str], str]] = {
    ("link", "evidence"): "evidence",
    ("evidence", "joined-into"): "evidence",
    ("evidence", "goes-with"): "evidence",
    ("evidence", "session"): "session",
    ("promise", "evidence"): "evidence",
    ("progress", "recommendation"): "recommendation",
}


def points_outside(
    state: State,
    taken: Mapping[str, Change],
    lane: Lane,
    change: Change,
    questions: Mapping[str, str],
) -> bool:
    """Tell whether a change speaks of a key factor, a session or an entry outside a lane.

    An entry must be there, ours or among those ``taken`` or coming in the same return; whether it
    comes is found out when dependants are looked at, so one that is unknown here passes.
    """
    header = change.header
    value = None if change.body is None else change.body.value
    if header.kind == "link" and header.field == "factor":
        return bool(value) and value != header.scope.factor
    if (header.kind, header.field) in (("link", "question"), ("enquiry", "question")):
        factor = questions.get(str(value or ""))
        return factor is not None and not lane.has_factor(factor)
    if (header.kind, header.field) in (("enquiry", "factor"), ("recommendation", "factors")):
        named = value if isinstance(value, list) else [value or ""]
        return not all(lane.has_factor(str(factor)) for factor in named)
    if (header.kind, header.field) == ("evidence", "session") and value != header.scope.session:
        return bool(value)
    return any(_is_outside(state, lane, target) for target in targets(change))


def _is_outside(state: State, lane: Lane, target: Target) -> bool:
    record = state.record(*target)
    if record is None:
        return False
    scope = record.scope
    inside = lane.has_factor(scope.factor) and lane.has_session(scope.session)
    return not inside or scope.review not in ("", lane.review)


def targets(change: Change) -> Iterator[Target]:
    """Yield the entries that a change speaks of: what must be there for it to mean something."""
    header = change.header
    value: Value = None if change.body is None else change.body.value
    kind = _POINTERS.get((header.kind, header.field))
    if kind is not None and isinstance(value, str) and value:
        yield (kind, value)
    parts = header.entity.split("/")
    if header.kind == "citation":
        if len(parts) == 3:  # a verdict may be cited for before there is one
            yield (parts[0], parts[1])
        yield ("evidence", parts[-1])
    elif header.kind == "reply":
        yield ("recommendation", header.entity)
    elif header.kind == "comment-answer":
        yield ("comment", header.entity)
    elif header.kind in ("session-person", "session-question", "session-enquiry"):
        yield ("session", parts[0])
        if header.kind == "session-person":
            yield ("participant", parts[-1])
    elif header.kind == "name-key":
        yield ("participant", header.entity)
    elif (header.kind, header.field) == ("evidence", "speaker") and isinstance(value, str):
        yield ("participant", value)


def leanings(item: Target, changes: Iterable[Change]) -> frozenset[Target]:
    """Return the entries that go before one if they come too, though it may stand without them.

    ``changes`` are what is known of the entry: a promise was made in a statement, a comment or a
    reaction is about a finding.
    """
    found = {("evidence", item[1])} if item[0] == "promise" else set()
    told: dict[str, set[str]] = {}
    for change in changes:
        value: Value = None if change.body is None else change.body.value
        if isinstance(value, str) and value:
            told.setdefault(change.header.field, set()).add(value)
    if item[0] in ("comment", "reaction"):
        about = told.get("about", set())
        found |= {(kind, one) for kind in told.get("about-kind", ()) for one in about}
    if item[0] in ("promise", "reaction"):
        found |= {("participant", one) for one in told.get("who", ())}
    if item[0] == "session-enquiry":
        found.add(("enquiry", item[1].partition("/")[2]))
    return frozenset(found)
