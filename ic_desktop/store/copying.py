"""Saving a copy: a whole file of one moment, whoever works in the original meanwhile."""

from pathlib import Path
from typing import Final

from ic_desktop import errors
from ic_desktop.store import installation, schema
from ic_desktop.store.attachments import Asked, Progress, need_room, stop_if
from ic_desktop.store.backups import sums_of
from ic_desktop.store.creating import require_free
from ic_desktop.store.database import Database, raw_connection
from ic_desktop.store.durable import beside, publish_new
from ic_desktop.store.edge import explained

_PAGES_AT_ONCE: Final = 256
"""4 MB between two reports of progress."""


def save_copy(
    database: Database, to: Path, project: str, on_progress: Progress, cancelled: Asked
) -> None:
    """Copy an open file to a new one: aside, synced, looked through, then named.

    The caller may commit in ``on_progress``; the copy then holds that too. Raises FileExists,
    DiskFull, FolderNotWritable, Cancelled.
    """
    to = to.absolute()
    require_free(to)
    with explained(to):
        need_room(to.parent, database.number("page_count") * schema.PAGE_SIZE)
        temporary = beside(to, "part")
    try:
        with explained(to):
            _copy(database, temporary, on_progress, cancelled)
        copy = Database.open(temporary, "ro", database.key)
        try:
            sums_of(copy)
        finally:
            copy.close()
        with explained(to):
            publish_new(temporary, to)
            installation.note_closed(to, project, installation.look_at(to, schema.PAGE_SIZE))
    except FileExistsError:
        raise errors.FileExists(to.name) from None
    finally:
        temporary.unlink(missing_ok=True)


def _copy(database: Database, to: Path, on_progress: Progress, cancelled: Asked) -> None:
    target = raw_connection(to, "rw", database.key)

    def report(_status: int, left: int, total: int) -> None:
        on_progress((total - left) * schema.PAGE_SIZE, total * schema.PAGE_SIZE)
        stop_if(cancelled)

    try:
        database.raw.backup(target, pages=_PAGES_AT_ONCE, progress=report)
    finally:
        target.close()
