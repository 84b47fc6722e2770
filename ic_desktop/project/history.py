"""Whether changes from elsewhere hold together: checked before they are taken.

A single change proves itself by its hash (see ``changes.read_change``); this looks at how they
stand to one another. A copy holds for each field all headers or none, so a parent that is missing,
of another field, or of a depth that does not fit was forged or lost.
"""

from collections import Counter
from collections.abc import Mapping

from ic_desktop.errors import BrokenChange
from ic_desktop.project.changes import MAX_DEPTH, MAX_PARENTS, Change
from ic_desktop.project.state import key_of


def check_history(changes: Mapping[str, Change]) -> None:
    """Raise BrokenChange unless every change's parents are there and fit it.

    ``changes`` are all changes of a project by id: those that are held and those that come.
    """
    named: set[str] = set()
    for change in changes.values():
        _check_parents(change, changes)
        named.update(change.header.parents)
    heads = Counter(key_of(change) for change in changes.values() if change.id not in named)
    if any(number > MAX_PARENTS for number in heads.values()):
        raise BrokenChange("too many versions of one field")


def _check_parents(change: Change, changes: Mapping[str, Change]) -> None:
    deepest = 0
    for parent_id in change.header.parents:
        parent = changes.get(parent_id)
        if parent is None:
            raise BrokenChange("an earlier version is missing")
        if key_of(parent) != key_of(change):
            raise BrokenChange("an earlier version belongs to something else")
        deepest = max(deepest, parent.header.depth)
    if change.header.depth != min(MAX_DEPTH, deepest + 1):
        raise BrokenChange("depth does not fit the earlier versions")
