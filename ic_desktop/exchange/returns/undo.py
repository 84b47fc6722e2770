"""Imports that can be taken back: who brought what, when; and what stands in the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.exchange.returns.take import FULL_COPY
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.changes import Change
from ic_desktop.project.state import State, fold
from ic_desktop.review.coming.items import item_of
from ic_desktop.review.coming.preview import person_name
from ic_desktop.review.coming.things import ORDER, How, Thing, counted, thing_of
from ic_desktop.review.naming import subject

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile

_NOTE: Final = "hand-out-return"
_MOST: Final = 3
"""Kinds of things that are told one by one."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One import: ``who`` it came from, when (ms since 1970), and what in a sentence.

    ``changes`` 0: it was taken back; merging the same return again brings it in anew.
    """

    batch: int
    at: int
    who: str
    what: str
    changes: int


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A later change that builds on an import: whose, when (ms since 1970), about what."""

    who: str
    at: int
    what: str


def imports_of(file: "ProjectFile", state: State) -> tuple[Brought, ...]:
    """Return all imports, the newest first; on the thread of the file."""
    found = []
    for one in reversed(file.imports()):
        changes = file.changes_in_import(one.batch)
        what = _what(changes)
        found.append(Brought(one.batch, one.at, _who(state, changes), what, one.changes))
    return tuple(found)


def _who(state: State, changes: Iterable[Change]) -> str:
    """Return from whom an import came, by our own note of it; else by its authors."""
    every = list(changes)
    notes = [c.header.entity.partition("/")[0] for c in every if c.header.kind == _NOTE]
    for made in notes:
        record = state.record("hand-out", made)
        value = record.value("record") if record else None
        if isinstance(value, dict) and isinstance(value.get("lane"), dict):
            return person_name(state, str(value["lane"].get("author", "")))
    names = {person_name(state, c.header.author) for c in every if c.header.kind != _NOTE}
    words = ", ".join(sorted(names))
    if FULL_COPY in notes:
        return _("a full copy ({names})").format(names=words) if words else _("a full copy")
    return words


def _what(changes: Iterable[Change]) -> str:
    """Return what an import brought: "12 new statements, 3 changed answers"."""
    every = [change for change in changes if change.header.kind != _NOTE]
    inside = {change.id for change in every}
    older = {item_of(c) for c in every if not inside.issuperset(c.header.parents)}
    count: dict[tuple[Thing, How], int] = {}
    for kind, records in fold(every).kinds.items():
        for record in records.values():
            how: How = "changed" if (kind, record.id) in older else "new"
            if how == "new" and record.removal == "removed":
                continue  # it came to nothing before it came
            count[(thing_of(record), how)] = count.get((thing_of(record), how), 0) + 1
    if not count:
        return _("nothing new")
    ordered = sorted(count, key=lambda key: (ORDER.index(key[0]), key[1]))
    told = [counted(thing, how, count[(thing, how)]) for thing, how in ordered]
    shown, more = ", ".join(told[:_MOST]), sum(count[key] for key in ordered[_MOST:])
    if not more:
        return shown
    words = ngettext("{shown} and {count} more", "{shown} and {count} more", more)
    return words.format(shown=shown, count=more)


def in_the_way(
    state: State, known: Mapping[str, Change], pack: Pack, changes: Iterable[str]
) -> tuple[InTheWay, ...]:
    """Return in words what keeps an import from being undone: ``CannotUndoImport.changes``.

    Each entry once for each person, the latest change of it.
    """
    latest: dict[tuple[str, str, str], Change] = {}
    for change_id in changes:
        change = known.get(change_id)
        if change is None:
            continue
        header = change.header
        key = (header.kind, header.entity, header.author)
        before = latest.get(key)
        if before is None or before.header.depth < header.depth:
            latest[key] = change
    return tuple(
        InTheWay(
            person_name(state, change.header.author),
            change.header.time,
            subject(state, pack, change.header.kind, change.header.entity),
        )
        for change in sorted(latest.values(), key=lambda c: (c.header.time, c.id))
    )
