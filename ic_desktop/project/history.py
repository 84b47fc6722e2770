"""Whether changes from elsewhere hold together: checked before they are taken.

A single change proves itself by its hash (see ``changes.read_change``); this looks at how they
stand to one another, and that an entity stays where it belongs. A copy holds for each field all
headers or none, so a parent that is missing, of another field, or of a depth that does not fit was
forged or lost.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from ic_desktop.errors import BrokenChange
from ic_desktop.project.changes import MAX_DEPTH, MAX_PARENTS, Change
from ic_desktop.project.state import key_of


def check_history(
    changes: Mapping[str, Change], coming: Iterable[Change] | None = None, *, gaps: bool = False
) -> None:
    """Raise BrokenChange unless the parents of each coming change are there and fit it.

    ``changes`` are all changes of a project by id, those that come among them; without ``coming``
    all are checked. With ``gaps`` a parent may be missing, as in what was saved from a damaged
    file.
    """
    looked_at = list(changes.values() if coming is None else coming)
    for change in looked_at:
        check_parents(change, changes, gaps=gaps)
    _check_belonging(changes, looked_at)
    named = {parent for change in changes.values() for parent in change.header.parents}
    heads = Counter(key_of(change) for change in changes.values() if change.id not in named)
    if any(number > MAX_PARENTS for number in heads.values()):
        raise BrokenChange("too many versions of one field")


def _check_belonging(changes: Mapping[str, Change], coming: Iterable[Change]) -> None:
    """Raise BrokenChange if a change would take an entity out of its review or another's voice.

    An entity belongs to one review and one voice for ever, so that a copy can be limited to them.
    """
    places: dict[tuple[str, str], tuple[str, str]] = {}
    touched = {(change.header.kind, change.header.entity) for change in coming}
    for change in changes.values():
        header = change.header
        entity, place = (header.kind, header.entity), (header.scope.review, header.scope.voice)
        if entity in touched and places.setdefault(entity, place) != place:
            raise BrokenChange("a version belongs to another review or voice")


def check_parents(change: Change, changes: Mapping[str, Change], *, gaps: bool = False) -> None:
    """Raise BrokenChange unless the parents of a change are among ``changes`` and fit it."""
    known = [changes[parent] for parent in change.header.parents if parent in changes]
    whole = len(known) == len(change.header.parents)
    if not (whole or gaps):
        raise BrokenChange("an earlier version is missing")
    if any(key_of(parent) != key_of(change) for parent in known):
        raise BrokenChange("an earlier version belongs to something else")
    least = min(MAX_DEPTH, 1 + max((parent.header.depth for parent in known), default=0))
    depth = change.header.depth
    if depth < least or (whole and depth > least):
        raise BrokenChange("depth does not fit the earlier versions")
