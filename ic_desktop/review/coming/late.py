"""What comes after a signature: kept outside the set, and offered for the next revision."""

from collections.abc import Iterable

from ic_desktop.project.changes import Change
from ic_desktop.project.seal import seals, touching_sealed
from ic_desktop.project.state import State


def late_among(state: State, coming: Iterable[Change]) -> frozenset[str]:
    """Return the ids of those changes that come too late: they touch what a signature closed.

    ``state`` is ours. Where the review was opened again in the copy that comes, nothing is late
    for it; and what was signed is never late.
    """
    changes = list(coming)
    if not state.records("seal"):
        return frozenset()
    opened = [c for c in changes if (c.header.kind, c.header.field) == ("review", "revision")]
    after = state.apply(sorted(opened, key=lambda c: c.header.depth)) if opened else state
    reviews = state.records("review")
    signed = {head for key in reviews for seal in seals(state, key) for head in seal.heads}
    return frozenset(c.id for c in touching_sealed(after, changes) if c.id not in signed)
