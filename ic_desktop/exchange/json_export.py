"""A whole project as one JSON document: to be read by people and tools, and to come back.

The document holds the rows that stand in the project now, and all that they follow from: packs,
changes, documents. Documents are written last, in pieces of base64, one a line, so the document
is written and read as a stream. Its schema is ``resources/schema/export.schema.json``.

By default an export leaves out what must not leave a project (``review/leaving.py``): interviewees'
names, words given in confidence with their documents, single peers' judgements, keys of copies,
words that were written over. With ``everything`` it is a full copy, as a backup, just as the
project file is. Each says in its note which it is.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from ic_desktop import __version__
from ic_desktop.errors import BrokenPack, Cancelled
from ic_desktop.exchange import readable
from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.entities import all_evidence
from ic_desktop.project.erase import erased
from ic_desktop.project.kinds import is_well_formed
from ic_desktop.project.state import State, fold
from ic_desktop.review.disclosure import confidentiality_of
from ic_desktop.review.leaving import that_may_leave
from ic_desktop.store.durable import beside, publish
from ic_desktop.store.edge import explained

if TYPE_CHECKING:
    from ic_desktop.store.reading import Attachment

FORMAT: Final = "integrating-cities-project"
VERSION: Final = 1
_READS: Final = (
    "Importing reads packs, changes, documents and chunks; the other parts are for reading, and "
    "changing them changes nothing."
)
NOTE: Final = f"A full copy of a project, confidential evidence included. {_READS}"
NOTE_FILTERED: Final = (
    "A copy of a project without names of interviewees, words and documents given in confidence, "
    "judgements of single peers, keys of copies, and words that were written over. No backup: "
    f"export with --everything for one. {_READS}"
)

Progress = Callable[[int, int], None]
"""Told how many bytes of documents are done, of how many."""


class Source(Protocol):
    """What an export needs of an open project file."""

    @property
    def project_id(self) -> str:
        """The project's id."""

    def changes(self) -> list[Change]:
        """Return all changes in local order."""

    def packs(self) -> dict[str, bytes]:
        """Return all embedded packs: bundles by hash."""

    def attachments(self) -> "Sequence[Attachment]":
        """Return what documents there are."""

    def read_attachment(self, sha256: str) -> Iterator[bytes]:
        """Yield a document's chunks; raises DocumentDamaged."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds. ``confidential`` counts pieces of evidence that are confidential, in
    the project; ``kept_back`` entries without their words, or left out, because they must not
    leave."""

    changes: int
    documents: int
    missing: int
    """Documents that evidence names but whose bytes are not in this copy."""
    confidential: int
    kept_back: int = 0


def export_json(
    file: Source,
    to: Path,
    *,
    language: str = "en",
    everything: bool = False,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write a project to ``to``, whole or not at all; a file that is there is replaced.

    ``everything``: also what must not leave the project, for a backup. ``language`` is that of the
    benchmark's texts in the readable part. Raises FolderNotWritable, DiskFull, DocumentDamaged,
    Cancelled.
    """
    with explained(to):
        temporary = beside(to, "export")
        try:
            with temporary.open("w", encoding="utf-8", newline="\n") as stream:
                what = _Content.of(file, everything=everything)
                done = _write(_Writer(stream), file, what, language, on_progress, cancelled)
            publish(temporary, to)
        finally:
            temporary.unlink(missing_ok=True)
    return done


@dataclass(frozen=True, slots=True)
class _Content:
    """What goes into an export: changes, the state that follows from them, and the note."""

    changes: Sequence[Change]
    state: State
    note: str
    confidential: int
    kept_back: int

    @classmethod
    def of(cls, file: Source, *, everything: bool) -> "_Content":
        held = file.changes()
        state = fold(held)
        levels = (confidentiality_of(state, piece) for piece in all_evidence(state))
        marked = sum(level == "confidential" for level in levels)
        if everything:
            return cls(held, state, NOTE, marked, 0)
        leaving = that_may_leave(state, held)
        heads = {head.id for head in state.heads() if head.body is not None}
        left = {change.id for change in leaving if change.body is not None}
        return cls(leaving, fold(leaving), NOTE_FILTERED, marked, len(heads - left))


def _write(
    writer: "_Writer",
    file: Source,
    what: _Content,
    language: str,
    on_progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Exported:
    changes, state, packs = what.changes, what.state, file.packs()
    sizes, missing = _documents(file, changes, state)
    writer.open()
    for name, value in (
        ("format", FORMAT),
        ("version", VERSION),
        ("program", f"ic-desktop {__version__}"),
        ("note", what.note),
        ("project", file.project_id),
    ):
        writer.member(name, value)
    for name, rows in readable.sections(state, packs, language):
        writer.array(name, rows)
    writer.array("packs", (_pack(key, bundle) for key, bundle in sorted(packs.items())))
    writer.array("changes", map(change_row, changes))
    documents = [{"sha256": key, "size": size} for key, size in sizes.items()]
    writer.array("documents", documents)
    writer.array("chunks", _chunks(file, sizes, on_progress, cancelled))
    writer.close()
    return Exported(len(changes), len(sizes), missing, what.confidential, what.kept_back)


class _Writer:
    """Writes one JSON object, each member, and each element of an array, on a line of its own."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._first = True

    def open(self) -> None:
        self._stream.write("{")

    def close(self) -> None:
        self._stream.write("\n}\n")

    def member(self, name: str, value: Any) -> None:
        self._begin(name)
        self._stream.write(_text(value))

    def array(self, name: str, items: Iterable[Any]) -> None:
        self._begin(name)
        self._stream.write("[")
        separator = "\n"
        for item in items:
            self._stream.write(separator + _text(item))
            separator = ",\n"
        self._stream.write("]")

    def _begin(self, name: str) -> None:
        self._stream.write(f'{"" if self._first else ","}\n"{name}":')
        self._first = False


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def change_row(change: Change) -> dict[str, Any]:
    """Return a change as it stands in an export; without salt and value if they are not held."""
    row: dict[str, Any] = {"id": change.id, "header": json.loads(change.header.canonical())}
    if change.body is not None:
        row["salt"] = change.body.salt.hex()
        row["value"] = change.body.value
    return row


def _pack(key: str, bundle: bytes) -> dict[str, str]:
    try:
        return {"hash": key, "bundle": bundle.decode()}
    except UnicodeDecodeError as error:
        raise BrokenPack(_("It is not text in UTF-8.")) from error


def named_documents(changes: Iterable[Change], state: State) -> dict[str, int]:
    """Return size by SHA-256 of all documents that any version of evidence names, unless erased."""
    gone = erased(state).files
    found: dict[str, int] = {}
    for change in changes:
        header = change.header
        if (header.kind, header.field) != ("evidence", "file") or change.body is None:
            continue
        value = change.body.value
        if value is not None and is_well_formed("evidence", "file", value):
            found[value["sha256"]] = value["size"]
    return {key: size for key, size in found.items() if key not in gone}


def _documents(
    file: Source, changes: Iterable[Change], state: State
) -> tuple[Mapping[str, int], int]:
    """Return the documents whose bytes are in the file, and how many are not."""
    named = named_documents(changes, state)
    sizes = {held.sha256.hex(): held.size for held in file.attachments()}
    held = {key: sizes[key] for key in named if key in sizes}
    return held, len(named) - len(held)


def _chunks(
    file: Source,
    sizes: Mapping[str, int],
    on_progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[dict[str, str]]:
    total, done = sum(sizes.values()), 0
    for sha256 in sizes:
        for data in file.read_attachment(sha256):
            if cancelled is not None and cancelled():
                raise Cancelled
            yield {"document": sha256, "data": base64.b64encode(data).decode("ascii")}
            done += len(data)
            if on_progress is not None:
                on_progress(done, total)
