"""Proves that rows, changes and documents agree with each other and with their hashes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ic_desktop import errors
from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.state import State, fold
from ic_desktop.store import attachments, reading, rows, schema
from ic_desktop.store.attachments import Asked, Progress
from ic_desktop.store.database import Database
from ic_desktop.store.edge import database_errors, explained, is_damage
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Attachment, Meta
from ic_desktop.store.sql import select

_MOST_PAGES_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: where, and what, as a sentence."""

    place: str
    what: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, and how much it looked through."""

    problems: tuple[Problem, ...]
    changes: int
    documents: int
    rows: int
    bytes: int
    """Of documents."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class _Found(list[Problem]):
    def add(self, place: str, what: str) -> None:
        self.append(Problem(place, what))


def check(database: Database, key: bytes, on_progress: Progress, cancelled: Asked) -> CheckReport:
    """Look through a whole file. ``key`` is the installation's secret.

    Reports between documents' pieces only, never inside a view of the file. Raises Cancelled.
    """
    problems = _Found(_pages(database))
    changes: list[Change] = []
    count = 0
    documents: list[Attachment] = []
    try:
        changes, count = _words(database, key, problems)
        documents = reading.read_attachments(database)
        _chunk_keys(database, documents, problems)
    except errors.DamagedProject as error:
        problems.add(_("The file"), error.what)
        database.renew()
    attachments.stop_if(cancelled)
    total = sum(document.size for document in documents)
    done = 0
    for document in documents:
        problems.extend(_document(database, document, done, total, on_progress, cancelled))
        done += document.size
    return CheckReport(tuple(problems), len(changes), len(documents), count, total)


def _pages(database: Database) -> Iterator[Problem]:
    """Yield what SQLite says of its own pages."""
    pragma = f"PRAGMA quick_check({_MOST_PAGES_NAMED})"
    try:
        found = database.raw.execute(pragma).fetchall()
    except database_errors(UnicodeDecodeError) as error:
        if isinstance(error, database_errors()) and not is_damage(error):
            with explained(database.path):
                raise
        found = [(str(error),)]
        database.renew()
    for (text,) in found:
        if text != "ok":
            yield Problem(_("The pages of the file"), str(text))


def _words(database: Database, key: bytes, problems: _Found) -> tuple[list[Change], int]:
    """Check changes, sums, packs, drafts and rows in one view of the file."""
    database.engage()
    database.sql("BEGIN")
    try:
        meta = reading.read_meta(database)
        changes = _changes(database, Sums(key), meta, problems)
        try:
            reading.read_packs(database)
            for row in reading.draft_rows(database):
                reading.draft_of(row)
        except errors.BrokenChange as error:
            problems.add(_("Benchmarks and drafts"), error.what)
        count = 0
        if meta is not None and meta.projection == schema.projection():
            count = _rows(database, fold(changes), problems)
        return changes, count
    finally:
        if database.raw.in_transaction:
            database.sql("COMMIT")


def _changes(database: Database, sums: Sums, meta: Meta | None, problems: _Found) -> list[Change]:
    changes: list[Change] = []
    place = _("The entries")
    try:
        changes.extend(reading.read_changes(database, sums, thorough=True))
        reading.count_others(database, sums)
    except errors.BrokenChange as error:
        problems.add(place, error.what)
        return changes
    if meta is None or sums.manifest != meta.manifest:
        problems.add(place, _("They do not add up to the file's check sum."))
    elif len(changes) != meta.change_count:
        problems.add(place, _("Their number is not the one that the file tells."))
    if len({change.id for change in changes}) != len(changes):
        problems.add(place, _("One of them is there twice."))
    _keys(database, changes, problems)
    return changes


def _keys(database: Database, changes: list[Change], problems: _Found) -> None:
    """Check the columns that repeat what the headers say."""
    c = schema.changes.c
    stored = database.execute(select(c.kind, c.entity).order_by(c.seq)).all()
    wanted = [(change.header.kind, change.header.entity) for change in changes]
    if [tuple(row) for row in stored] != wanted or not rows.index_agrees(database, changes):
        problems.add(_("The entries"), _("One of them is filed under a wrong name."))


def _rows(database: Database, state: State, problems: _Found) -> int:
    wrong, count = rows.disagreeing(database, state)
    for name in wrong:
        place = _("The readable table “{name}”").format(name=name)
        problems.add(place, _("It does not show what the entries say."))
    return count


def _chunk_keys(database: Database, documents: list[Attachment], problems: _Found) -> None:
    """Check that every chunk belongs to a document, or is on its way."""
    c = schema.chunk_data.c
    unsettled = set(database.execute(select(schema.unsettled.c.number)).scalars().all())
    counts = {document.number: document.count for document in documents}
    for (key,) in database.execute(select(c.id)).all():
        number, place = key >> schema.CHUNK_BITS, key & (schema.MAX_CHUNKS - 1)
        if place >= counts.get(number, 0) and number not in unsettled:
            problems.add(_("The documents"), _("There are pieces that belong to no document."))
            return


def _document(
    database: Database,
    document: Attachment,
    done: int,
    total: int,
    on_progress: Progress,
    cancelled: Asked,
) -> Iterator[Problem]:
    place = _("The document {hash}").format(hash=document.sha256.hex())
    if document.problem():
        yield Problem(place, _("Its size does not fit the number of its pieces."))
        return
    whole = hashlib.sha256()
    try:
        for chunk in attachments.chunks_of(database, document):
            whole.update(chunk)
            done += len(chunk)
            on_progress(done, total)
            attachments.stop_if(cancelled)
    except errors.DocumentDamaged as error:
        yield Problem(place, _("Piece {n} is damaged.").format(n=error.chunk + 1))
        return
    if whole.digest() != document.sha256:
        yield Problem(place, _("Its bytes do not match its check sum."))
