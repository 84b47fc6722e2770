"""Taking a return: its documents first, then everything else in one transaction, or nothing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import DocumentDamaged, NoSuchDocument
from ic_desktop.exchange.hand_out import note_return
from ic_desktop.exchange.returns.look import Asked, Here, Progress, Return, ours_of
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.erase import erased
from ic_desktop.project.kinds import is_well_formed
from ic_desktop.project.state import State, fold
from ic_desktop.review.coming.items import Item
from ic_desktop.review.coming.late import late_among
from ic_desktop.review.coming.preview import sorted_items

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile
    from ic_desktop.store.reading import Attachment

_NOTE: Final = "hand-out-return"
FULL_COPY: Final = "copy"
"""What stands for the hand-out in the record of a full copy's return."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken. ``changes`` are for :meth:`Ledger.unite`, our own note of it included.

    ``entries`` counts the entries, ``late`` the changes kept for the next revision, ``documents``
    those that came; ``missing`` are the hashes of documents that the return does not hold whole.
    """

    changes: tuple[Change, ...]
    entries: int
    late: int
    documents: int
    missing: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether everything had been taken before."""
        return not (self.changes or self.late)


def take(
    file: "ProjectFile",
    here: Here,
    ret: Return,
    chosen: Iterable[Item],
    actor: Actor,
    pack: Pack,
    now: int,
    *,
    on_progress: Progress | None = None,
    cancelled: Asked = lambda: False,
) -> Taken:
    """Take chosen entries of a return into the open file; nothing of it, should it fail.

    ``here`` is the project as it is now: what the preview showed is worked out once more. On the
    thread of the file; ``on_progress`` (bytes done, all) is called between transactions, so that
    the caller may save meanwhile. Raises DiskFull, FileGone, DriveFailed, ChangedElsewhere,
    FileIsReadOnly, Cancelled.
    """
    items = sorted_items(ours_of(here, pack, now), ret.changes, ret.source)
    wanted = items.without(chosen)
    changes = items.of(wanted)
    late_ids = late_among(here.state, changes)
    late = [change for change in changes if change.id in late_ids]
    kept = [change for change in changes if change.id not in late_ids]
    # Of two copies that are put together in turn, each would note the other's note for ever.
    count = sum(change.header.kind != _NOTE for change in changes)
    noted = _note(here.state, ret, actor, now, count)
    missing: list[str] = []
    brought: list[Attachment] = []
    names = _documents(here, changes)
    try:
        with _copy_of(ret, wanted=bool(names)) as copy:
            _bring(file, copy, ret, names, brought, missing, on_progress, cancelled)
        _add_packs(file, ret, kept)
    except BaseException:
        file.let_go(brought)
        raise
    if kept or late or noted or brought:
        file.take_in([*kept, *noted], late, brought)
    told = len(wanted & items.told)
    return Taken((*kept, *noted), told, len(late), len(brought), tuple(missing))


def _note(state: State, ret: Return, actor: Actor, now: int, count: int) -> list[Change]:
    """Return the note that the return came; none if it is noted, or says nothing of anybody."""
    hand_out = ret.source.hand_out or (FULL_COPY if ret.source.how == "copy" else "")
    known = state.record(_NOTE, f"{hand_out}/{ret.mark}")
    if not hand_out or known is not None or (hand_out == FULL_COPY and not count):
        return []
    editor = Editor(state, actor)
    note_return(editor, hand_out, ret.mark, at=now, changes=count)
    return editor.changes


def _documents(here: Here, changes: Iterable[Change]) -> dict[str, int]:
    """Return the documents to bring: those that chosen evidence names, that are not here, and
    that nothing erases; bytes by hash."""
    every = list(changes)
    gone = erased(here.state).files | _erased_by(every)
    found = {}
    for change in every:
        header = change.header
        value = change.body.value if change.body else None
        is_file = (header.kind, header.field) == ("evidence", "file")
        if is_file and isinstance(value, dict) and is_well_formed("evidence", "file", value):
            found[value["sha256"]] = value["size"]
    return {key: size for key, size in found.items() if key not in gone | here.held}


def _erased_by(changes: Iterable[Change]) -> frozenset[str]:
    return erased(fold(c for c in changes if c.header.kind == "erasure")).files


@contextmanager
def _copy_of(ret: Return, *, wanted: bool) -> Iterator["ProjectFile | None"]:
    """Open the copy that holds a return's documents, if it has one and any are wanted."""
    if ret.copy is None or not wanted:
        yield None
        return
    from ic_desktop.store.project_file import ProjectFile

    copy = ProjectFile.open(ret.copy, read_only=True, passphrase=ret.passphrase)
    try:
        yield copy
    finally:
        copy.close()


def _bring(
    file: "ProjectFile",
    copy: "ProjectFile | None",
    ret: Return,
    names: dict[str, int],
    brought: list["Attachment"],
    missing: list[str],
    on_progress: Progress | None,
    cancelled: Asked,
) -> None:
    """Bring documents one by one; ``missing`` takes up those that are not there or not whole."""
    total, done = sum(names.values()), 0
    for sha256, size in names.items():

        def tell(part: int, _all: int, before: int = done) -> None:
            if on_progress is not None:
                on_progress(before + part, total)

        try:
            if sha256 in ret.files:
                brought.append(file.bring_file(ret.files[sha256], sha256, tell, cancelled))
            elif copy is not None:
                brought.append(file.bring_document(copy, sha256, tell, cancelled))
            else:
                missing.append(sha256)
        except (DocumentDamaged, NoSuchDocument):
            missing.append(sha256)
        done += size


def _add_packs(file: "ProjectFile", ret: Return, changes: Iterable[Change]) -> None:
    """Embed the benchmarks of reviews that come."""
    for change in changes:
        header = change.header
        if (header.kind, header.field) == ("review", "pack") and change.body is not None:
            value = change.body.value
            bundle = ret.packs.get(str(value.get("hash"))) if isinstance(value, dict) else None
            if bundle is not None:
                file.add_pack(bundle)
