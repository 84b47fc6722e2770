"""Saves what is whole of a damaged project file to a new file, and names what is lost.

Rows are read by ranges of their keys; a range that cannot be read is halved until the damage is
down to the rows of one page. Every row is checked by its own hash, so nothing wrong is saved.
Documents whose pieces are damaged are taken from the backups where these have them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ic_desktop import errors
from ic_desktop.benchmark import library
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.erase import erased
from ic_desktop.project.state import State, fold
from ic_desktop.store import (
    attachments,
    backups,
    binding,
    cipher,
    guard,
    header,
    installation,
    reading,
    schema,
    writing,
)
from ic_desktop.store.adopting import copy_document, name_document
from ic_desktop.store.attachments import Asked, Progress, ignore, never, stop_if
from ic_desktop.store.cipher import Secret
from ic_desktop.store.creating import fill_new, require_free
from ic_desktop.store.database import Database
from ic_desktop.store.durable import beside, publish_new
from ic_desktop.store.edge import damaged, database_errors, explained, located
from ic_desktop.store.kept import kept_documents
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Attachment

_MOST_CHANGES: Final = 1 << 21
_MOST: Final = 1 << 20
_SECONDS: Final = 1200.0
_CHANGE: Final = "SELECT seq, id, header, salt, value, batch FROM changes"


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that could not be saved: which entity or document, and a sentence."""

    kind: str
    entity: str
    what: str


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was saved and what was lost."""

    changes: int
    documents: int
    lost: tuple[Lost, ...]


def salvage(
    path: Path,
    to: Path,
    *,
    passphrase: str = "",
    on_progress: Progress | None = None,
    cancelled: Asked | None = None,
) -> SalvageReport:
    """Write a new file with all that is whole in a damaged one, which stays as it is.

    What a passphrase protects is protected in the new file too. Raises NeedsPassphrase,
    WrongProjectPassphrase, FileExists, DiskFull, Cancelled, and DamagedProject if nothing can be
    read at all, with the newest backup offered.
    """
    path, to = located(path), to.absolute()
    require_free(to)
    with explained(to):
        temporary = beside(to, "part")
    try:
        wreck = _Wreck(path, passphrase)
        try:
            report = _save(wreck, temporary, on_progress or ignore, cancelled or never)
        finally:
            wreck.close()
        with explained(to):
            publish_new(temporary, to)
    except FileExistsError:
        raise errors.FileExists(to.name) from None
    finally:
        temporary.unlink(missing_ok=True)
    return report


class _Wreck:
    """A damaged file, read as far as it goes and never written."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self.path = path
        self.database = Database.open_foreign(path, _key_of(path, passphrase))
        self._stop_in_time()
        self._require_plain_tables()
        row = self.one("SELECT project, change_count, last_seq FROM meta")
        self.project = str(row[0]) if row else installation.project_at(path)
        if not self.project:
            raise damaged(path, _("the page that says whose it is"))
        self.last_seq = min(int(row[2]), _MOST_CHANGES) if row else _MOST_CHANGES

    def _require_plain_tables(self) -> None:
        """Raise DamagedProject if a name that is read stands for something that runs."""
        known = {statement.split()[2]: statement for statement in schema.FIXED}
        for name, sql in self.all("SELECT name, sql FROM sqlite_schema LIMIT 400"):
            if name in known and sql != known[name]:
                raise damaged(self.path, _("a table in it is not what it was"))

    def _stop_in_time(self) -> None:
        guard.stop_when(self.database.raw, lambda: False, _SECONDS)

    def go_on(self) -> None:
        """Make ready for what follows something that could not be read."""
        if self.database.key:
            self.database.renew()
            self._stop_in_time()

    def close(self) -> None:
        self.database.close()

    def one(self, statement: str, *parameters: Any) -> tuple[Any, ...] | None:
        """Return the first row of a statement, None if it cannot be read."""
        try:
            row = self.database.raw.execute(statement, parameters).fetchone()
        except database_errors(UnicodeDecodeError):
            self.go_on()
            return None
        return None if row is None else tuple(row)

    def all(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement up to the first that cannot be read."""
        found: list[tuple[Any, ...]] = []
        try:
            found.extend(self.database.raw.execute(statement, parameters))
        except database_errors(UnicodeDecodeError):
            self.go_on()
            return found
        return found

    def by_key(self, statement: str, key: str, low: int, high: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a range of keys, all that can be read."""
        if low > high:
            return
        between = f"{statement} WHERE {key} BETWEEN ? AND ? ORDER BY {key}"
        try:
            yield from self.database.raw.execute(between, (low, high)).fetchall()
            return
        except database_errors(UnicodeDecodeError):
            self.go_on()
            if low == high:
                return
        middle = (low + high) // 2
        yield from self.by_key(statement, key, low, middle)
        yield from self.by_key(statement, key, middle + 1, high)


def _key_of(path: Path, passphrase: str) -> Secret:
    """Return what opens a damaged file; one whose beginning is not even that of a protected file
    is tried as a plain one."""
    try:
        return header.read_header(path, passphrase).key
    except errors.DamagedProject:
        with explained(path):
            return cipher.key_for(path, passphrase) or ""
    except errors.NotAProject:
        return ""


def _save(wreck: _Wreck, to: Path, on_progress: Progress, cancelled: Asked) -> SalvageReport:
    changes, whole = _changes(wreck)
    gone = erased(fold(change for change in changes if change.header.kind == "erasure"))
    changes = gone.filter(changes)
    state = fold(changes)
    lost = _lost_changes(wreck, whole, state)
    packs, lost_packs = _packs(wreck, state)
    fresh = Database.open(to, "rwc", wreck.database.key)
    try:
        with fresh.writing():
            sums = fill_new(fresh, wreck.project, changes, packs, _bound(wreck))
            for row in wreck.all(f"SELECT {_names(schema.drafts)} FROM drafts"):
                _save_draft(fresh, sums, row)
        meta = reading.read_meta(fresh)
        assert meta is not None, "it was just made"
        saved, lost_documents = _documents(wreck, fresh, sums, gone.files, on_progress, cancelled)
        with fresh.writing():
            writing.write_sums(fresh, meta, sums)
    finally:
        fresh.close()
    return SalvageReport(len(changes), saved, (*lost, *lost_packs, *lost_documents))


def _bound(wreck: _Wreck) -> bytes:
    """Return the row that binds the copy to its project, b"" if it is lost."""
    (row, *_none) = wreck.all("SELECT value FROM extras WHERE name = ?", binding.NAME) or [(b"",)]
    return row[0] if binding.key_of(row[0]) else b""


def _names(table: Any) -> str:
    return ", ".join(column.name for column in table.c)


def _changes(wreck: _Wreck) -> tuple[list[Change], set[int]]:
    """Return every change that is whole, in local order, and their places in it."""
    found: dict[str, Change] = {}
    seqs: set[int] = set()
    for seq, change_id, head, salt, value, _batch in wreck.by_key(
        _CHANGE, "seq", 1, wreck.last_seq
    ):
        try:
            change = reading.checked(head, salt, value, thorough=True)
        except (errors.BrokenChange, TypeError):
            continue
        if isinstance(change_id, bytes) and change.id == change_id.hex():
            found.setdefault(change.id, change)
            seqs.add(seq)
    return list(found.values()), seqs


def _lost_changes(wreck: _Wreck, whole: set[int], state: State) -> Iterator[Lost]:
    """Yield what is known of the changes that were not saved: the index still names them."""
    listed = wreck.all("SELECT kind, entity, rowid FROM changes INDEXED BY changes_by_entity")
    entities = {(str(k), str(e)) for k, e, seq in listed if seq not in whole}
    for kind, entity in sorted(entities):
        what = _("Something that was entered is lost: {what}.")
        yield Lost(kind, entity, what.format(what=_named(state, kind, entity)))
    unnamed = wreck.last_seq - len(whole | {int(seq) for _k, _e, seq in listed})
    if unnamed > 0 and wreck.last_seq < _MOST_CHANGES:
        yield Lost("", "", _("{n} entries are lost that nothing names.").format(n=unnamed))


def _named(state: State, kind: str, entity: str) -> str:
    """Return what an entity is and which: by its title, else by the last part of its id."""
    record = state.record(kind, entity)
    title = (record.text("title") or record.text("name")) if record else ""
    names = {
        "answer": _("answer to question {name}"),
        "verdict": _("verdict on key factor {name}"),
        "context-note": _("context note {name}"),
        "evidence": _("evidence “{name}”"),
        "link": _("a link of evidence"),
        "review": _("review “{name}”"),
        "project": _("the city’s profile"),
    }
    known = names.get(kind, _("entry {kind} {name}"))
    return known.format(kind=kind, name=title or entity.rsplit("/", 1)[-1])


def _packs(wreck: _Wreck, state: State) -> tuple[dict[str, bytes], list[Lost]]:
    """Return the packs that are whole, or that come with the program."""
    found = {}
    for (bundle,) in wreck.by_key("SELECT bundle FROM packs", "rowid", 1, 1000):
        if isinstance(bundle, bytes):
            found[pack_hash(bundle)] = bundle
    wanted = {
        str(pack.get("hash", ""))
        for record in state.records("review").values()
        if isinstance(pack := record.value("pack"), dict)
    }
    for info in library.bundled():
        bundle = library.bundle_of(info.id)
        if pack_hash(bundle) in wanted:
            found[pack_hash(bundle)] = bundle
    kept = {key: bundle for key, bundle in found.items() if key in wanted}
    what = _("The benchmark that a review uses is lost.")
    return kept, [Lost("pack", key, what) for key in sorted(wanted - set(kept)) if key]


def _save_draft(fresh: Database, sums: Sums, row: Sequence[Any]) -> None:
    try:
        writing.put_draft(fresh, sums, reading.draft_of(row))
    except (errors.IcError, TypeError, ValueError):
        return


def _documents(
    wreck: _Wreck,
    fresh: Database,
    sums: Sums,
    gone: frozenset[str],
    on_progress: Progress,
    cancelled: Asked,
) -> tuple[int, list[Lost]]:
    rows = wreck.by_key(f"SELECT {_names(schema.attachments)} FROM attachments", "number", 1, _MOST)
    documents = [d for d in map(_document, rows) if d is not None and d.sha256.hex() not in gone]
    lost = []
    total = sum(document.size for document in documents)
    done = 0
    for number, document in enumerate(documents, 1):
        stop_if(cancelled)
        if _save_document(wreck, fresh, document, number):
            with fresh.writing():
                name_document(fresh, sums, document, number)
        else:
            what = _("A document is damaged and no backup has it: {hash}.")
            hashed = document.sha256.hex()
            lost.append(Lost("document", hashed, what.format(hash=hashed)))
        done += document.size
        on_progress(done, total)
    return len(documents) - len(lost), lost


def _save_document(wreck: _Wreck, fresh: Database, document: Attachment, number: int) -> bool:
    """Copy a document from the wreck, or else from the backups."""
    if copy_document(wreck.database, fresh, document, number, lambda _done: None):
        return True
    wreck.go_on()
    kept = kept_documents(backups.folder_of(wreck.project), wreck.database.key)
    if kept.put_back(fresh, replace(document, number=number)):
        return True
    attachments.remove_chunks(fresh, number)
    return False


def _document(row: Sequence[Any]) -> Attachment | None:
    number, sha256, size, chunk_size, chunks = row
    if not (isinstance(sha256, bytes) and isinstance(chunks, bytes)):
        return None
    document = Attachment(number, sha256, size, chunk_size, chunks)
    return None if document.problem() else document
