"""What taking a return would do, in sentences: by person, by kind of thing, by key factor.

A thousand entries are understood from the sentences; each opens to single lines. Each line, and so
each group, can be left aside. Nothing here holds an id that is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.changes import Change
from ic_desktop.project.concluded import is_consensus_open
from ic_desktop.project.kinds import CITY, TEAM
from ic_desktop.project.state import State
from ic_desktop.review.coming.borders import Left, Reason, sort_out
from ic_desktop.review.coming.items import Item, Items, item_of, items_of
from ic_desktop.review.coming.late import late_among
from ic_desktop.review.coming.lines import Around, Line, line_of
from ic_desktop.review.coming.source import CopyOut, Source
from ic_desktop.review.coming.things import (
    ORDER,
    How,
    Thing,
    counted,
    differing,
    nobody,
    why_outside,
)
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.naming import factor_name, kind_name

_HOWS: tuple[How, ...] = ("new", "changed", "removed", "words")
_DAY_MS = 86_400_000
_MOST_OUTSIDE = 200


@dataclass(frozen=True, slots=True)
class FactorPart:
    """The lines of a group that are about one key factor; ``name`` "" for none in particular."""

    factor: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one person and one kind of thing that are all new, all changed, or all removed.

    ``sentence`` counts them: "12 new statements, 1 differs from yours".
    """

    thing: Thing
    how: How
    sentence: str
    factors: tuple[FactorPart, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, factor by factor."""
        return tuple(line for part in self.factors for line in part.lines)

    @property
    def items(self) -> frozenset[Item]:
        """The entries."""
        return frozenset(line.item for line in self.lines)


@dataclass(frozen=True, slots=True)
class PersonPart:
    """What comes from one person; ``sentence`` is all groups in one."""

    author: str
    name: str
    sentence: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> frozenset[Item]:
        """The entries."""
        return frozenset().union(*(group.items for group in self.groups))


@dataclass(frozen=True, slots=True)
class OutsidePart:
    """What is not taken for one reason: a sentence that counts it, and what each entry is.

    Of very many entries the first ones are told.
    """

    reason: Reason
    count: int
    sentence: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """All that a person has to know before taking a return.

    ``announced`` are whole sentences: whose copy it is, how old, whether it was blind, what is
    kept for the next revision. ``waiting`` names who has not returned a copy yet. ``chosen`` is
    what is taken unless the person decides otherwise.
    """

    source: Source
    announced: tuple[str, ...]
    people: tuple[PersonPart, ...]
    outside: tuple[OutsidePart, ...]
    waiting: tuple[str, ...]
    items: Items
    chosen: frozenset[Item]
    late: frozenset[str]
    """Ids of changes that a signature closed; with their entries chosen, they are kept aside."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line."""
        return tuple(x for part in self.people for group in part.groups for x in group.lines)

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """The lines that differ from what stands here."""
        return tuple(line for line in self.lines if line.differences)

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it can be taken."""
        return not self.items.told

    def leave_aside(self, chosen: Iterable[Item], items: Iterable[Item]) -> frozenset[Item]:
        """Return a choice without some entries, and what makes no sense without them."""
        return self.items.without(chosen, items)

    def take_up(self, chosen: Iterable[Item], items: Iterable[Item]) -> frozenset[Item]:
        """Return a choice with further entries, and what they speak of."""
        return self.items.including(chosen, items)


@dataclass(frozen=True, slots=True)
class Ours:
    """What is known here: state and changes by id, the benchmark, the copies that are out, and
    the present time (ms since 1970)."""

    state: State
    known: Mapping[str, Change]
    pack: Pack
    out: Sequence[CopyOut]
    now: int


def preview(ours: Ours, coming: Iterable[Change], source: Source) -> Preview:
    """Compare a return with what stands here."""
    items = sorted_items(ours, coming, source)
    every = [change for changes in items.changes.values() for change in changes]
    late = late_among(ours.state, every)
    after = ours.state.unite(every, lambda change: _is_head(ours, change))
    lane = source.lane
    around = Around(
        ours.state, after, ours.known, ours.pack, late, lane is None or lane.sees_verdicts
    )
    told = items.told
    every_line = ((item, some) for item, some in items.changes.items() if item in told)
    lines = [line_of(around, item, changes) for item, changes in every_line]
    return Preview(
        source=source,
        announced=tuple(_announced(ours, after, source, items, lines)),
        people=tuple(_people(after, ours.pack, lines)),
        outside=tuple(_outside(after, items.left)),
        waiting=waiting(ours.state, ours.out, source),
        items=items,
        chosen=items.all if source.is_chosen else frozenset(),
        late=late,
    )


def sorted_items(ours: Ours, coming: Iterable[Change], source: Source) -> Items:
    """Return what may be taken by entry, and what may not."""
    questions = {q.id: f.id for f in ours.pack.factors for q in f.questions}
    return items_of(ours.state, sort_out(ours.state, ours.known, coming, source, questions), source)


def _is_head(ours: Ours, change: Change) -> bool:
    if change.id not in ours.known:
        return True
    header = change.header
    held = ours.state.field((header.kind, header.entity, header.field))
    return held is not None and change.id in held.head_ids


def person_name(state: State, author: str) -> str:
    """Return what the window calls an author."""
    return screen_name(state, author) or nobody()


def _people(state: State, pack: Pack, lines: Iterable[Line]) -> Iterable[PersonPart]:
    by_person: dict[str, list[Line]] = {}
    for line in lines:
        by_person.setdefault(line.person, []).append(line)
    named = sorted((person_name(state, author), author) for author in by_person)
    for name, author in named:
        groups = tuple(_groups(pack, by_person[author]))
        sentence = "; ".join(group.sentence for group in groups)
        yield PersonPart(author, name, sentence, groups)


def _groups(pack: Pack, lines: Iterable[Line]) -> Iterable[Group]:
    by_group: dict[tuple[Thing, How], list[Line]] = {}
    for line in lines:
        by_group.setdefault((line.thing, line.how), []).append(line)
    for thing, how in sorted(by_group, key=lambda g: (ORDER.index(g[0]), _HOWS.index(g[1]))):
        found = by_group[(thing, how)]
        sentence = counted(thing, how, len(found))
        if differ := sum(1 for line in found if line.differences):
            sentence = _("{sentence}, {differing}").format(
                sentence=sentence, differing=differing(differ)
            )
        yield Group(thing, how, sentence, tuple(_by_factor(pack, found)))


def _by_factor(pack: Pack, lines: Iterable[Line]) -> Iterable[FactorPart]:
    by_factor: dict[str, list[Line]] = {}
    for line in lines:
        by_factor.setdefault(line.factor, []).append(line)
    order = {factor.id: number for number, factor in enumerate(pack.factors, 1)}
    for factor in sorted(by_factor, key=lambda f: (order.get(f, 0), f)):
        name = factor_name(pack, factor) if factor else ""
        found = sorted(by_factor[factor], key=lambda line: (line.text, line.item))
        yield FactorPart(factor, name, tuple(found))


def _outside(state: State, left: Iterable[Left]) -> Iterable[OutsidePart]:
    by_reason: dict[Reason, dict[Item, Change]] = {}
    for one in left:
        by_reason.setdefault(one.reason, {}).setdefault(item_of(one.change), one.change)
    for reason, found in sorted(by_reason.items()):
        lines = sorted(_left_line(state, change) for change in found.values())
        sentence = why_outside(reason, len(found))
        yield OutsidePart(reason, len(found), sentence, tuple(lines[:_MOST_OUTSIDE]))


def _left_line(state: State, change: Change) -> str:
    """Return what an entry that is not taken is, and by whom, as it says itself."""
    return _("{what}, by {name}").format(
        what=kind_name(change.header.kind), name=person_name(state, change.header.author)
    )


def waiting(state: State, out: Iterable[CopyOut], source: Source) -> tuple[str, ...]:
    """Return the names of those whose copies are still expected, without the one at hand."""
    left = {
        person_name(state, copy.author)
        for copy in out
        if not (copy.is_back or copy.is_closed or copy.id == source.hand_out)
    }
    return tuple(sorted(left))


def _announced(
    ours: Ours, after: State, source: Source, items: Items, lines: Sequence[Line]
) -> Iterable[str]:
    yield _whose(ours, after, source)
    if source.how == "copy":
        yield _(
            "In a full copy the others’ verdicts can be seen: verdicts given in it are not blind."
        )
    elif source.lane is not None and source.lane.sees_verdicts and "judge" in source.lane.may:
        yield _("This copy showed the others’ verdicts: verdicts given in it are not blind.")
    if again := sum(1 for item in items.changes if _judges_again(ours.state, after, item)):
        words = ngettext(
            "{count} first verdict was changed in a copy that does not know of the discussion."
            " What it was when the discussion began stays in the history only: leave it aside to"
            " keep that.",
            "{count} first verdicts were changed in a copy that does not know of the discussion."
            " What they were when the discussion began stays in the history only: leave them"
            " aside to keep that.",
            again,
        )
        yield words.format(count=again)
    if not items.told:
        yield _("There is nothing new in it.") if items.known else _("Nothing in it can be taken.")
    if late := sum(1 for line in lines if line.is_late):
        words = ngettext(
            "{count} entry comes after the signature: it is kept for the next revision.",
            "{count} entries come after the signature: they are kept for the next revision.",
            late,
        )
        yield words.format(count=late)


def _judges_again(before: State, after: State, item: Item) -> bool:
    """Tell whether a peer's first verdict would be another though its discussion was opened."""
    held, new = before.record(*item), after.record(*item)
    if item[0] != "verdict" or held is None or new is None or held.scope.voice in (CITY, TEAM):
        return False
    first = [(held.value(name), new.value(name)) for name in ("value", "reason")]
    changed = any(old and old != now for old, now in first)
    return changed and is_consensus_open(before, held.scope.review, held.scope.factor)


def _whose(ours: Ours, after: State, source: Source) -> str:
    if source.how == "copy":
        return _("This is a full copy of the project.")
    if source.lane is None:
        return _(
            "Nothing proves that this file is one of the copies you gave away. Look at each entry;"
            " none is chosen beforehand."
        )
    name = person_name(after, source.author)
    days = max(0, ours.now - source.made) // _DAY_MS
    if not days:
        return _("The copy for {name}, made today.").format(name=name)
    words = ngettext(
        "The copy for {name}, made {count} day ago.",
        "The copy for {name}, made {count} days ago.",
        days,
    )
    return words.format(name=name, count=days)
