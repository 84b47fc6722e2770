"""What came after a signature: kept outside the set, offered for the next revision."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ic_desktop.benchmark.pack import Pack
from ic_desktop.exchange.returns.look import Here, ours_of
from ic_desktop.i18n import ngettext
from ic_desktop.project.changes import Change
from ic_desktop.project.seal import touches_sealed
from ic_desktop.review.coming.borders import sort_out
from ic_desktop.review.coming.items import items_of
from ic_desktop.review.coming.preview import Preview, preview
from ic_desktop.review.coming.source import COPY

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile


@dataclass(frozen=True)
class LatePart:
    """What one return brought too late. ``at`` is when (ms since 1970), ``shown`` what it is.

    ``is_open``: the review was opened again, so it can be taken now.
    """

    batch: int
    at: int
    sentence: str
    shown: Preview
    is_open: bool


def late_parts(file: "ProjectFile", here: Here, pack: Pack, now: int) -> tuple[LatePart, ...]:
    """Return what came too late and waits, the oldest first; on the thread of the file.

    What was let in since by another way is told no more.
    """
    ours, found = ours_of(here, pack, now), []
    for kept in file.late():
        # It was sorted out by its own lane when it came; since then it is ours.
        shown = preview(ours, kept.changes, COPY)
        if shown.items.changes:
            words = ngettext(
                "{count} entry that came after the signature",
                "{count} entries that came after the signature",
                len(shown.items.changes),
            )
            sentence = words.format(count=len(shown.items.changes))
            is_open = not touches_sealed(here.state, kept.changes)
            found.append(LatePart(kept.batch, kept.at, sentence, shown, is_open))
    return tuple(found)


def take_late(file: "ProjectFile", here: Here, part: LatePart) -> list[Change]:
    """Take what came late into the next revision, as one import; return it for the ledger.

    Nothing happens while the signature still closes it. What builds on something that is not here
    (it waits too, or was taken out again) waits on. On the thread of the file.
    """
    waiting = {kept.batch: kept for kept in file.late()}
    kept = waiting.get(part.batch)
    if kept is None or touches_sealed(here.state, kept.changes):
        return []
    items = items_of(here.state, sort_out(here.state, here.known, kept.changes, COPY), COPY)
    changes = items.of(items.all)
    if changes:
        file.commit(changes, imported=True)
    return changes
