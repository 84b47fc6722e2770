"""Taking an export back in: into a new file, or united with a file of the same project.

An export from elsewhere is hostile until it is checked: every change by its hash and commitment,
the changes against one another, packs by their hash and form, documents by hash and size. Nothing
is written before all changes hold. Taking the same export in twice changes nothing.
"""

import base64
import binascii
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.benchmark.load import from_bundle, pack_hash
from ic_desktop.errors import (
    BrokenChange,
    Cancelled,
    FileExists,
    NewerExport,
    NotACanonicalValue,
    NotAnExport,
    OtherProject,
)
from ic_desktop.exchange.json_export import FORMAT, VERSION, named_documents
from ic_desktop.exchange.pull import pieces
from ic_desktop.i18n import _
from ic_desktop.project.changes import (
    SALT_BYTES,
    Body,
    Change,
    canonical,
    read_change,
)
from ic_desktop.project.erase import erased
from ic_desktop.project.history import check_history
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import State

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]

MOST_CHANGES: Final = 1_000_000
MOST_WORDS: Final = 256 * 2**20
"""All values together, in bytes: they are held in memory, as those of an open project are."""
MOST_PACKS: Final = 100
_PROJECT = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Export:
    """An export that was read and checked; its documents are still in the file."""

    path: Path
    project: str
    changes: tuple[Change, ...]
    packs: Mapping[str, bytes]
    documents: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: new changes (or words that were missing), documents; and what it
    left: fields to be settled, versions whose words an erasure took away."""

    changes: int
    documents: int
    conflicts: int
    erased: int


def read_export(path: Path) -> Export:
    """Read and check an export; documents are looked at when they are taken in.

    Raises NotAnExport, NewerExport, BrokenPack, FileNotFound.
    """
    from ic_desktop.store.edge import explained

    draft = _Draft(path.name)
    with explained(path):
        for name, value in pieces(path):
            draft.take(name, value)
    return draft.finish(path)


@dataclass
class _Draft:
    """An export as far as it was read."""

    file: str
    single: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    packs: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    words: int = 0

    def take(self, name: str, value: Any) -> None:
        if name == "changes":
            self._take_change(value)
        elif name == "packs":
            self._take_pack(value)
        elif name == "documents":
            self._take_document(value)
        elif name in ("format", "version", "project"):
            self.single[name] = value

    def finish(self, path: Path) -> Export:
        if self.single.get("format") != FORMAT:
            raise NotAnExport(self.file, _("it is JSON of another kind."))
        version = self.single.get("version")
        if type(version) is not int or version < 1:
            raise NotAnExport(self.file, _("its version is missing."))
        if version > VERSION:
            raise NewerExport(self.file)
        project = self.single.get("project")
        if not (isinstance(project, str) and _PROJECT.fullmatch(project)):
            raise NotAnExport(self.file, _("it does not say which project it is."))
        return Export(path, project, tuple(self.changes.values()), self.packs, self.documents)

    def _take_change(self, row: Any) -> None:
        try:
            change = read_row(row)
        except BrokenChange as error:
            detail = _("an entry in it does not match its check sum.")
            raise NotAnExport(self.file, detail) from error
        if len(self.changes) >= MOST_CHANGES:
            raise NotAnExport(self.file, _("it holds more than a project can hold."))
        self.words += len(change.body.data) if change.body else 0
        if self.words > MOST_WORDS:
            raise NotAnExport(self.file, _("it holds more than a project can hold."))
        known = self.changes.get(change.id)
        if known is None or known.body is None:
            self.changes[change.id] = change

    def _take_pack(self, row: Any) -> None:
        bundle = row.get("bundle") if isinstance(row, dict) else None
        if not isinstance(bundle, str) or len(self.packs) >= MOST_PACKS:
            raise NotAnExport(self.file, _("a benchmark pack in it is malformed."))
        data = bundle.encode("utf-8", "surrogatepass")
        if pack_hash(data) != row.get("hash"):
            raise NotAnExport(self.file, _("a benchmark pack in it does not match its hash."))
        from_bundle(data, "en")
        self.packs[row["hash"]] = data

    def _take_document(self, row: Any) -> None:
        match row:
            case {"sha256": str(sha256), "size": int(size)} if size >= 0:
                good = _HASH.fullmatch(sha256) and len(self.documents) < MOST_CHANGES
            case _:
                good = None
        if not good:
            raise NotAnExport(self.file, _("a document in it is malformed."))
        self.documents[sha256] = size


def read_row(row: Any) -> Change:
    """Check and return a change as it stands in an export; raises BrokenChange."""
    if not (isinstance(row, dict) and isinstance(row.get("header"), dict)):
        raise BrokenChange("no header")
    try:
        header = canonical(row["header"])
        body = _body(row) if "value" in row else None
    except (NotACanonicalValue, UnicodeEncodeError, ValueError, RecursionError) as error:
        raise BrokenChange("not canonical") from error
    change = read_change(header, body)
    if change.id != row.get("id"):
        raise BrokenChange("id does not match")
    return change


def _body(row: dict[str, Any]) -> Body:
    salt = row.get("salt")
    if not (isinstance(salt, str) and len(salt) == 2 * SALT_BYTES):
        raise BrokenChange("salt malformed")
    return Body(bytes.fromhex(salt), canonical(row["value"]))


def import_into_new(
    path: Path,
    export: Export,
    *,
    passphrase: str = "",
    on_progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> Imported:
    """Make a project file of an export: whole under its name, or not at all.

    ``passphrase`` protects it. Raises FileExists, NotAnExport, FolderNotWritable, DiskFull,
    Cancelled.
    """
    from ic_desktop.store.durable import beside, publish_new
    from ic_desktop.store.edge import explained
    from ic_desktop.store.project_file import ProjectFile

    if path.exists():
        raise FileExists(path.name)
    with explained(path):
        temporary = beside(path, "import")
        temporary.unlink()
    try:
        file = ProjectFile.create(
            temporary, project_id=export.project, changes=[], packs={}, passphrase=passphrase
        )
        try:
            done = _unite(file, export, on_progress, cancelled, imported=False)
        finally:
            file.close()
        with explained(path):
            publish_new(temporary, path)
    except FileExistsError as error:
        raise FileExists(path.name) from error
    finally:
        temporary.unlink(missing_ok=True)
    return done


def import_into(
    file: "ProjectFile",
    export: Export,
    *,
    on_progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> Imported:
    """Unite an export with the open file of the same project; the changes come last, as one batch.

    Raises OtherProject, NotAnExport, DiskFull, Cancelled.
    """
    if export.project != file.project_id:
        raise OtherProject(export.path.name, file.path.name)
    return _unite(file, export, on_progress, cancelled, imported=True)


def _unite(
    file: "ProjectFile",
    export: Export,
    on_progress: Progress | None,
    cancelled: Asked | None,
    *,
    imported: bool,
) -> Imported:
    present = file.changes()
    ledger = Ledger.of(present)
    held_before = {change.id for change in present if change.body is not None}
    fresh = _fresh(ledger, export.changes)
    ledger.unite(fresh)
    try:
        check_history(ledger.changes, fresh, gaps=not imported)
    except BrokenChange as error:
        raise NotAnExport(export.path.name, _("its entries do not fit together.")) from error
    wanted = _wanted(file, export, ledger)
    _take_documents(file, export, wanted, on_progress, cancelled)
    known = file.packs()
    for key, bundle in export.packs.items():
        if key not in known:
            file.add_pack(bundle)
    if fresh:
        file.commit(fresh, imported=imported)
    held_after = {key for key, change in ledger.changes.items() if change.body is not None}
    conflicts = _conflicts(ledger.state)
    return Imported(len(fresh), len(wanted), conflicts, len(held_before - held_after))


def _fresh(ledger: Ledger, coming: tuple[Change, ...]) -> list[Change]:
    """Return the changes that are new, or bring words that were missing and are not erased."""
    gone = erased(ledger.state)
    found = []
    for change in gone.filter(coming):
        known = ledger.changes.get(change.id)
        if known is None or (known.body is None and change.body is not None):
            found.append(change)
    return found


def _conflicts(state: State) -> int:
    records = (record for kind in state.kinds.values() for record in kind.values())
    return sum(len(record.conflicts) for record in records)


def _wanted(file: "ProjectFile", export: Export, ledger: Ledger) -> dict[str, int]:
    """Return the documents to take in: those that evidence names and the file does not hold."""
    named = named_documents(ledger.changes.values(), ledger.state)
    held = {held.sha256.hex() for held in file.attachments()}
    return {key: size for key, size in export.documents.items() if key in named and key not in held}


def _take_documents(
    file: "ProjectFile",
    export: Export,
    wanted: Mapping[str, int],
    on_progress: Progress | None,
    cancelled: Asked | None,
) -> None:
    """Take in documents one by one, each by way of a temporary file whose bytes were checked."""
    from ic_desktop.store.edge import explained

    total, done = sum(wanted.values()), 0
    with (
        explained(file.path),
        tempfile.TemporaryDirectory(
            dir=file.path.parent, prefix=f".{file.path.name[:40]}.", suffix=".import"
        ) as folder,
    ):
        for sha256 in _unpacked(export, wanted, Path(folder) / "document", cancelled):
            file.attach(Path(folder) / "document", cancelled=cancelled)
            done += wanted[sha256]
            if on_progress is not None:
                on_progress(done, total)


def _unpacked(
    export: Export, wanted: Mapping[str, int], to: Path, cancelled: Asked | None
) -> Iterator[str]:
    """Write each wanted document to the file ``to``, and yield its hash once it holds."""
    left = dict(wanted)
    for sha256 in [key for key, size in wanted.items() if size == 0]:
        _Unpacking(export.path.name, sha256, left.pop(sha256), to).finish()
        yield sha256
    open_one: _Unpacking | None = None
    for sha256, data in _chunks(export, cancelled):
        if open_one is None or open_one.sha256 != sha256:
            if open_one is not None:
                yield open_one.finish()
            size = left.pop(sha256, None)
            open_one = None if size is None else _Unpacking(export.path.name, sha256, size, to)
        if open_one is not None:
            open_one.add(data)
    if open_one is not None:
        yield open_one.finish()
    if left:
        raise _incomplete(export.path.name)


def _chunks(export: Export, cancelled: Asked | None) -> Iterator[tuple[str, str]]:
    for name, row in pieces(export.path) if export.documents else ():
        if name != "chunks":
            continue
        if cancelled is not None and cancelled():
            raise Cancelled
        if not (isinstance(row, dict) and all(isinstance(v, str) for v in row.values())):
            raise _incomplete(export.path.name)
        yield row.get("document", ""), row.get("data", "")


def _incomplete(file: str) -> NotAnExport:
    return NotAnExport(file, _("a document in it is not whole."))


class _Unpacking:
    """One document on its way into a temporary file. Raises NotAnExport if it does not hold."""

    def __init__(self, export: str, sha256: str, size: int, to: Path) -> None:
        self.sha256 = sha256
        self._export = export
        self._size = size
        self._to = to
        self._done = 0
        self._digest = hashlib.sha256()
        to.write_bytes(b"")

    def add(self, text: str) -> None:
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _incomplete(self._export) from error
        self._done += len(data)
        if self._done > self._size:
            raise _incomplete(self._export)
        self._digest.update(data)
        with self._to.open("ab") as stream:
            stream.write(data)

    def finish(self) -> str:
        """Check size and hash, and return the hash."""
        if self._done != self._size or self._digest.hexdigest() != self.sha256:
            raise _incomplete(self._export)
        return self.sha256
