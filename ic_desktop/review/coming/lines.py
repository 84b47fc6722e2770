"""One entry of a return as a line that a person understands, without ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.concluded import is_consensus_open
from ic_desktop.project.kinds import CITY, TEAM
from ic_desktop.project.state import FieldState, Record, State
from ic_desktop.review.coming.items import Item
from ic_desktop.review.coming.things import How, Thing, thing_of
from ic_desktop.review.naming import beginning, field_name, subject, value_words

_SILENT: Final = frozenset(
    {
        "order",
        "type",
        "sorted",
        "said-at",
        "removed",
        "held-others",
        "come-back",
        "joined-into",
        "session",
        "goes-with",
        "apart-from",
    }
)
"""Fields that say nothing by themselves."""
_POINTERS: Final = frozenset(
    {"evidence", "factor", "question", "about", "about-kind", "recommendation"}
)
_MAIN: Final = ("value", "stance", "text", "note", "reason")
_MOST_DETAILS: Final = 3
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which the copies disagree once the entry is taken, in words."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry that may be taken. ``person`` is an author id, ``factor`` a key factor or "".

    ``is_late``: a signature closed what it touches, so it is kept for the next revision.
    ``is_open``: a verdict in a copy that held the others' verdicts.
    """

    item: Item
    person: str
    thing: Thing
    how: How
    factor: str
    text: str
    differences: tuple[Difference, ...]
    is_late: bool
    is_open: bool


@dataclass(frozen=True)
class Around:
    """What lines are made from: our state before and after taking everything."""

    before: State
    after: State
    known: Mapping[str, Change]
    pack: Pack
    late: frozenset[str]
    held_others: bool
    """Whether whoever judged in the copy could see the others' verdicts."""


def line_of(around: Around, item: Item, changes: tuple[Change, ...]) -> Line:
    """Return the line of an entry and the changes of it that come."""
    before, after = around.before.record(*item), around.after.record(*item)
    assert after is not None, "it is there once it was taken"
    how = _how(before, after, changes, around.known)
    return Line(
        item=item,
        person=_person(changes),
        thing=thing_of(after),
        how=how,
        factor=after.scope.factor,
        text=_text(around, before, after, changes, how),
        differences=tuple(_differences(around, before, after, changes)),
        is_late=any(change.id in around.late for change in changes),
        is_open=around.held_others
        and item[0] == "verdict"
        and after.scope.voice not in (CITY, TEAM),
    )


def _how(
    before: Record | None, after: Record, changes: Iterable[Change], known: Mapping[str, Change]
) -> How:
    if all(change.id in known for change in changes):
        return "words"
    if after.removal == "removed" and (before is None or before.removal != "removed"):
        return "removed"
    return "new" if before is None else "changed"


def _person(changes: Iterable[Change]) -> str:
    """Return whose an entry is counted as: who wrote most of what comes."""
    count: dict[str, int] = {}
    for change in changes:
        count[change.header.author] = count.get(change.header.author, 0) + 1
    return max(sorted(count), key=lambda author: count[author])


def _text(
    around: Around, before: Record | None, after: Record, changes: Iterable[Change], how: How
) -> str:
    state = around.after if before is None else around.before
    name = _name(around, state, after)
    if how == "removed":
        return name
    if _is_covered(around, after):
        return _("{what}: covered until the discussion is opened").format(what=name)
    fields = {change.header.field for change in changes} - _SILENT - _POINTERS
    kept = [f for f in (*_MAIN, *sorted(fields)) if f in fields]
    told = [_told(around, before, after, f, name) for f in dict.fromkeys(kept)]
    details = "; ".join([detail for detail in told if detail][:_MOST_DETAILS])
    return _("{what}: {details}").format(what=name, details=details) if details else name


def _is_covered(around: Around, record: Record) -> bool:
    """Tell whether an entry is a peer's judgement on a factor that is not discussed yet.

    Whoever takes the copies back judges too, and is not to be told the others' verdicts before.
    """
    scope = record.scope
    own = record.kind in ("verdict", "minority-view") and scope.voice not in (CITY, TEAM)
    return own and not is_consensus_open(around.before, scope.review, scope.factor)


def _name(around: Around, state: State, record: Record) -> str:
    """Return what an entry is called; a link by its evidence as well."""
    name = subject(state, around.pack, record.kind, record.id)
    evidence = record.text("evidence") if record.kind == "link" else ""
    if record.kind == "citation":
        evidence = record.id.rpartition("/")[2]
    if evidence and around.after.record("evidence", evidence) is not None:
        piece = subject(around.after, around.pack, "evidence", evidence)
        return _("{piece}, {place}").format(piece=piece, place=name)
    return name


def _told(around: Around, before: Record | None, after: Record, field: str, name: str) -> str:
    """Return what a field says in an entry, "" for what its name says already."""
    new = _words(around, after, field)
    if before is None:
        if new in name or not after.value(field):
            return ""
        return new if field in _MAIN[:2] else _labelled(after.kind, field, new)
    old = _words(around, before, field)
    if old == new or field in after.conflicts:  # how they differ is told beside it
        return ""
    both = _("{before} → {after}").format(before=old, after=new)
    return both if field in _MAIN[:2] else _labelled(after.kind, field, both)


def _labelled(kind: str, field: str, words: str) -> str:
    name = field_name(kind, field)
    return _("{field}: {words}").format(field=name, words=words)


def _words(around: Around, record: Record, field: str) -> str:
    words = value_words(around.after, record.kind, field, record.value(field))
    return beginning(words, _LONGEST)


def _differences(
    around: Around, before: Record | None, after: Record, changes: Iterable[Change]
) -> Iterable[Difference]:
    """Yield the fields that are in conflict by what comes, ours beside theirs."""
    if before is None:
        return
    touched = {change.header.field for change in changes}
    if after.removal == "contested" and before.removal != "contested":
        ours, theirs = _("removed"), _("edited")
        if before.removal == "present":
            ours, theirs = theirs, ours
        yield Difference(field_name(after.kind, "removed"), ours, theirs)
    for name in after.conflicts:
        if name in touched and name in before.fields:
            held = before.fields[name]
            new = [h for h in after.fields[name].heads if h.id not in held.head_ids]
            ours = _all_words(around, after.kind, name, held)
            theirs = _all_words(
                around, after.kind, name, FieldState(tuple(new), None, False, False)
            )
            if _is_covered(around, after):
                ours = theirs = _("covered until the discussion is opened")
            yield Difference(field_name(after.kind, name), ours, theirs)


def _all_words(around: Around, kind: str, field: str, held: FieldState) -> str:
    values = [head.body.value for head in held.heads if head.body is not None]
    words = (value_words(around.after, kind, field, value) for value in values)
    return " / ".join(beginning(one, 4 * _LONGEST) for one in words)
