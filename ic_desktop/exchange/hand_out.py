"""Hand-outs: a copy for one person, as its sender made and recorded it.

The record stays at home. It holds the key that the copy proves itself with when it comes back, and
the lane: what the copy holds, and what of it is taken. The copy itself is a new project file of
what its lane may see, never a copy of pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.errors import DocumentDamaged, FileExists
from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.edit import Editor, new_id
from ic_desktop.project.entities import review
from ic_desktop.project.state import Record, State
from ic_desktop.review.lane import Lane, lane_of
from ic_desktop.review.part import POINTERS, files_in, part_of

if TYPE_CHECKING:
    from ic_desktop.store.attachments import Asked, Progress
    from ic_desktop.store.binding import Binding
    from ic_desktop.store.project_file import ProjectFile

_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class HandOut:
    """A copy for one person; ``made`` in ms since 1970 by the sender's clock.

    ``key`` proves a return (see ``store/binding.py``); ``protected``: it opens with a passphrase
    only; ``closed``: nothing is expected back any more.
    """

    id: str
    lane: Lane
    key: bytes
    made: int
    protected: bool
    closed: bool
    form: Value = None
    """Of a form in Word or Excel: its language, and what it was filled from: see ``forms/``."""

    @property
    def person(self) -> str:
        """The id of the participant whom it was made for."""
        return self.lane.author

    @property
    def review(self) -> str:
        """The id of the review that it is a part of."""
        return self.lane.review

    @property
    def binding(self) -> "Binding":
        """What binds the copy to its project."""
        from ic_desktop.store.binding import Binding

        return Binding("hand-out", self.id, self.key, self.lane, self.made)


@dataclass(frozen=True, slots=True)
class Return:
    """One time that a hand-out came back; ``at`` in ms since 1970, ``changes`` that were taken."""

    hand_out: str
    manifest: str
    at: int
    changes: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a hand-out's file holds, and what it does not: documents that are too large or not
    whole here, and words that are withheld since they name an interviewee."""

    path: Path
    changes: int
    evidence: int
    documents: int
    bytes: int
    """Of documents."""
    too_large: int
    not_whole: int
    withheld: int


# The records


def hand_outs(state: State, review_id: str = "") -> tuple[HandOut, ...]:
    """Return the hand-outs of a review ("" for all), the oldest first; closed ones included."""
    found = map(_hand_out, state.records("hand-out").values())
    wanted = [one for one in found if one is not None and review_id in ("", one.review)]
    return tuple(sorted(wanted, key=lambda one: (one.made, one.id)))


def hand_out(state: State, hand_out_id: str) -> HandOut | None:
    """Return one hand-out, or None."""
    record = state.record("hand-out", hand_out_id)
    return None if record is None else _hand_out(record)


def returns_of(state: State, hand_out_id: str) -> tuple[Return, ...]:
    """Return how often a hand-out came back, the first time first."""
    prefix = hand_out_id + "/"
    found = []
    for key, record in state.records("hand-out-return").items():
        value = record.value("record")
        if key.startswith(prefix) and isinstance(value, dict):
            at, taken = value.get("at"), value.get("changes")
            if isinstance(at, int) and isinstance(taken, int):
                found.append(Return(hand_out_id, key[len(prefix) :], at, taken))
    return tuple(sorted(found, key=lambda one: (one.at, one.manifest)))


def not_returned(state: State, review_id: str = "") -> tuple[HandOut, ...]:
    """Return the hand-outs that are expected back and have not come yet."""
    open_ones = (one for one in hand_outs(state, review_id) if not one.closed)
    return tuple(one for one in open_ones if not returns_of(state, one.id))


def prepare(
    editor: Editor, lane: Lane, *, at: int, protected: bool = False, form: Value = None
) -> HandOut:
    """Record a hand-out with a fresh key; its file is then written with :func:`write_hand_out`.

    ``at`` is the sender's clock, in ms since 1970.
    """
    from ic_desktop.store.binding import new_key

    made = HandOut(new_id(), lane, new_key(), at, protected, closed=False, form=form)
    record: Value = {
        "lane": lane.as_value(),
        "key": made.key.hex(),
        "made": at,
        "protected": protected,
    }
    if form is not None:
        record["form"] = form
    editor.set("hand-out", made.id, "record", record, Scope(review=lane.review))
    return made


def close(editor: Editor, hand_out_id: str, *, closed: bool = True) -> None:
    """Note that nothing is expected back any more, or that it is after all."""
    record = editor.state.record("hand-out", hand_out_id)
    if record is not None and (closed or record.value("closed")):
        editor.set("hand-out", hand_out_id, "closed", closed, record.scope)


def note_return(editor: Editor, hand_out_id: str, manifest: str, *, at: int, changes: int) -> None:
    """Note that a hand-out came back: the manifest of its file, and how many changes were taken."""
    record = editor.state.record("hand-out", hand_out_id)
    scope = record.scope if record else Scope()
    key = f"{hand_out_id}/{manifest}"
    editor.set("hand-out-return", key, "record", {"at": at, "changes": changes}, scope)


def _hand_out(record: Record) -> HandOut | None:
    """Return what a record says, None for one that this version cannot read."""
    value = record.value("record")
    if not isinstance(value, dict):
        return None
    try:
        key = bytes.fromhex(value["key"])
        lane, made = lane_of(value["lane"]), value["made"]
    except (KeyError, TypeError, ValueError):
        return None
    if len(key) != _KEY_BYTES or type(made) is not int:
        return None
    closed = record.value("closed") is True
    protected, form = value.get("protected") is True, value.get("form")
    return HandOut(record.id, lane, key, made, protected, closed, form)


# The file


def write_hand_out(
    source: "ProjectFile",
    state: State,
    changes: Iterable[Change],
    made: HandOut,
    to: Path,
    *,
    passphrase: str = "",
    on_progress: "Progress | None" = None,
    cancelled: "Asked | None" = None,
) -> Written:
    """Write a hand-out as a new project file: whole under its name, or not at all.

    ``state`` is the fold of ``changes``, all of the project, with what is not committed yet.
    ``on_progress`` (bytes done, all) is called between transactions only, so the caller may commit
    to ``source`` in it. Raises FileExists, DiskFull, FolderNotWritable, Cancelled.
    """
    from ic_desktop.store import installation, schema
    from ic_desktop.store.creating import require_free
    from ic_desktop.store.durable import beside, publish_new
    from ic_desktop.store.edge import explained
    from ic_desktop.store.project_file import ProjectFile

    to = to.absolute()
    require_free(to)
    with explained(to):
        temporary = beside(to, "part")
        temporary.unlink()
    try:
        part = part_of(state, changes, made.lane)
        file = ProjectFile.create(
            temporary,
            project_id=source.project_id,
            changes=part,
            packs=_packs(source, state, made.review),
            bound=made.binding,
            passphrase=passphrase,
        )
        try:
            passed = _pass_on(source, file, part, made.lane.largest, on_progress, cancelled)
        finally:
            file.close()
        with explained(to):
            publish_new(temporary, to)
            look = installation.look_at(to, schema.PAGE_SIZE)
            installation.note_closed(to, source.project_id, look)
    except FileExistsError:
        raise FileExists(to.name) from None
    finally:
        temporary.unlink(missing_ok=True)
        installation.forget(temporary)
    evidence = {change.header.entity for change in part if change.header.kind == "evidence"}
    return Written(to, len(part), len(evidence), *passed, _withheld(state, part))


def _pass_on(
    source: "ProjectFile",
    file: "ProjectFile",
    part: list[Change],
    largest: int,
    on_progress: "Progress | None",
    cancelled: "Asked | None",
) -> tuple[int, int, int, int]:
    """Pass on the documents of a part; return how many went, of how many bytes, how many are too
    large, and how many are not whole."""
    here = {document.sha256.hex(): document.size for document in source.attachments()}
    named = {key: here[key] for key in files_in(part) if key in here}
    wanted = {key: size for key, size in named.items() if largest < 0 or size <= largest}
    total, done, passed, lost = sum(wanted.values()), 0, 0, 0
    for sha256, size in wanted.items():
        start = done

        def tell(some: int, _size: int, start: int = start) -> None:
            if on_progress:
                on_progress(start + some, total)

        try:
            file.take_document(source, sha256, tell, cancelled or _never)
            passed += size
        except DocumentDamaged:
            lost += 1
        done += size
    return len(wanted) - lost, passed, len(named) - len(wanted), lost


def _withheld(state: State, part: list[Change]) -> int:
    """Return how many of the present words are withheld for the names in them."""
    held = {head.id for head in state.heads() if head.body is not None}
    silent = [change.header for change in part if change.body is None and change.id in held]
    return sum((header.kind, header.field) not in POINTERS for header in silent)


def _packs(source: "ProjectFile", state: State, review_id: str) -> dict[str, bytes]:
    """Return the benchmark that a review is against."""
    found = review(state, review_id)
    wanted = found.pack.hash if found else ""
    return {key: bundle for key, bundle in source.packs().items() if key == wanted}


def _never() -> bool:
    return False
