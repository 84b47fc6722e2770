"""What copies disagree on, and how a person settles it.

A conflict keeps all versions until somebody chooses; settling is a change whose parents are all of
them, so every copy that gets it agrees. What was removed in one copy and edited in another is a
conflict too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.edit import Editor
from ic_desktop.project.kinds import field_kind, is_removal
from ic_desktop.project.state import FieldState, Record, State

REMOVED: Final = "removed"
"""The field of a conflict between removing something and editing it."""
_UNKNOWN_TO_PEOPLE: Final = frozenset({"hand-out", "hand-out-return", "seal", "erasure"})
_SETTLES_ITSELF: Final = frozenset({("verdict", "held-others")})
"""Fields that nobody decides: a verdict that was open in one copy was open, see ``voices.py``."""
_ANY_TEXT: Final = "any text"
_MOST_WORDS: Final = 1_000
"""Comparing word by word takes time with the square of their number; longer texts stand whole."""
_WORD: Final = r"(?:\w+|[^\w\s])\s*|\s+"
"""A word or a mark with the space after it: a space alone is so frequent that comparing is slow."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: who wrote it, when by their own clock (ms since 1970), and what it says.

    ``held`` is False where the words are not in this copy.
    """

    head: str
    author: str
    when: int
    value: Value
    held: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which copies disagree; of a removal, ``versions`` are what removed it."""

    kind: str
    entity: str
    field: str
    scope: Scope
    versions: tuple[Version, ...]

    @property
    def is_removal(self) -> bool:
        """True for something that one copy removed and another edited."""
        return self.field == REMOVED

    @property
    def is_text(self) -> bool:
        """True where any text may stand, so that a new one can be written."""
        known = field_kind(self.kind, self.field)
        return known is not None and known.accepts(_ANY_TEXT)

    @property
    def is_words(self) -> bool:
        """True where all versions are text, so that they can be set side by side word by word."""
        texts = all(isinstance(version.value, str | None) for version in self.versions)
        return texts and not self.is_removal and any(" " in str(v.value) for v in self.versions)


def conflicts(state: State, review_id: str) -> tuple[Conflict, ...]:
    """Return all that is to be settled in a review and in what belongs to no review.

    In a lasting order: by factor, kind and id.
    """
    found = [
        conflict
        for kind, records in state.kinds.items()
        if kind not in _UNKNOWN_TO_PEOPLE
        for record in records.values()
        if record.scope.review in ("", review_id)
        for conflict in _of_record(record)
    ]
    return tuple(sorted(found, key=_place))


_counted: dict[tuple[str, str], tuple[Mapping[str, Record], int]] = {}
"""By kind and review, the records that were counted last, and what came of it."""


def count_conflicts(state: State, review_id: str) -> int:
    """Return how many conflicts there are; looks only at kinds that changed since last asked."""
    total = 0
    for kind, records in state.kinds.items():
        if kind in _UNKNOWN_TO_PEOPLE:
            continue
        known = _counted.get((kind, review_id))
        if known is None or known[0] is not records:
            own = (r for r in records.values() if r.scope.review in ("", review_id))
            known = _counted[kind, review_id] = (records, sum(map(_number, own)))
        total += known[1]
    return total


def _number(record: Record) -> int:
    if not (record.conflicts or "removed" in record.fields):
        return 0
    return sum(1 for _conflict in _of_record(record))


def _place(conflict: Conflict) -> tuple[int, str, str, str, str]:
    factor = conflict.scope.factor
    number = int(factor) if factor.isascii() and factor.isdigit() else 0
    return (number, factor, conflict.kind, conflict.entity, conflict.field)


def _of_record(record: Record) -> Iterator[Conflict]:
    removal = record.removal
    if removal == "removed":
        return
    for name in record.conflicts:
        if (record.kind, name) in _SETTLES_ITSELF:
            continue
        yield _conflict(record, name, record.fields[name])
    if removal == "contested":
        held = record.fields[REMOVED]
        removing = [h for h in held.heads if h.body is not None and is_removal(h.body.value)]
        yield _conflict(record, REMOVED, FieldState(tuple(removing), None, True, False))


def _conflict(record: Record, name: str, held: FieldState) -> Conflict:
    versions = tuple(map(_version, held.heads))
    return Conflict(record.kind, record.id, name, record.scope, versions)


def _version(head: Change) -> Version:
    header, body = head.header, head.body
    value = None if body is None else body.value
    return Version(head.id, header.author, header.time, value, body is not None)


def settle(editor: Editor, conflict: Conflict, value: Value) -> None:
    """Give a field the one value that holds from now on, in every copy that gets to know it."""
    editor.set(conflict.kind, conflict.entity, conflict.field, value, conflict.scope)


def settle_removal(editor: Editor, conflict: Conflict, *, keep: bool) -> None:
    """Keep what one copy removed and another edited, or remove it knowing the edit."""
    if keep:
        editor.restore(conflict.kind, conflict.entity)
        return
    values = [v.value for v in conflict.versions if isinstance(v.value, dict)]
    reason = next((str(value["reason"]) for value in values if value.get("reason")), "")
    editor.remove(conflict.kind, conflict.entity, reason)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one version; ``differs`` from the other version, or not."""

    text: str
    differs: bool


def set_side_by_side(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return two texts as runs of words that both have and words that differ.

    The runs of each, put together, are the text as it was; how much space stands between two words
    is no difference.
    """
    words = [re.findall(_WORD, text) for text in (one, other)]
    if max(map(len, words)) > _MOST_WORDS:
        return (Piece(one, True),), (Piece(other, True),)
    left: list[Piece] = []
    right: list[Piece] = []
    bare = [[word.strip() for word in some] for some in words]
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        for pieces, part in ((left, words[0][a:b]), (right, words[1][c:d])):
            pieces += _pieces("".join(part), differs=tag != "equal")
    return tuple(left), tuple(right)


def _pieces(text: str, *, differs: bool) -> list[Piece]:
    """Return a run, the space at its end apart: what differs is a word."""
    words = text.rstrip() if differs else text
    runs = ((words, differs), (text[len(words) :], False))
    return [Piece(run, marked) for run, marked in runs if run]
