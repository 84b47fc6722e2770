"""Giving a project a passphrase, another one, or none: the file is written anew, and its backups.

The new file is made beside the old one and takes its place once it was found to be whole. A
project that was plain until now has its backups protected before that: whatever breaks off, no
plain backup of a protected project is left behind.
"""

from dataclasses import replace
from pathlib import Path

from ic_desktop import errors
from ic_desktop.i18n import ngettext
from ic_desktop.store import attachments, backups, schema
from ic_desktop.store.cipher import Secret
from ic_desktop.store.database import Database
from ic_desktop.store.durable import beside, clear_unfinished, publish
from ic_desktop.store.edge import explained
from ic_desktop.store.header import journal_path, read_header
from ic_desktop.store.kept import Vault, kept_documents
from ic_desktop.store.reading import Attachment, read_attachments
from ic_desktop.store.sql import insert, select
from ic_desktop.store.transactions import Transactions


def change(file: Transactions, new: Secret) -> tuple[str, ...]:
    """Have an open file and its backups protected with another key, "" for none.

    Returns sentences about backups that could not follow. Raises DiskFull, DamagedProject.
    """
    file.require_writable()
    old, project = file.database.key, file.meta.project
    told = () if old else follow(project, old, new)
    try:
        rewrite(file.database, new)
    except BaseException:
        file.reopen()
        raise
    file.reopen(new)
    file.meta = replace(file.meta, projection="")
    return told if not old else follow(project, old, new)


def rewrite(database: Database, key: Secret) -> None:
    """Write a file anew for another key, in its place; closes ``database``.

    Rows for people and other tools are left out, to be made when it is next opened. Raises
    DiskFull, DamagedProject; the file is then as it was.
    """
    path = database.path
    with explained(path):
        clear_unfinished(path)
        attachments.need_room(path.parent, path.stat().st_size)
        temporary = beside(path, "rebuilt")
    try:
        target = Database.open(temporary, "rwc", key)
        try:
            target.sql("PRAGMA synchronous = OFF")  # it is synced before it gets its name
            with target.writing():
                backups.copy_words(database, target)
            _copy_documents(database, target)
            backups.sums_of(target)
        finally:
            target.close()
        database.close()
        with explained(path):
            publish(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
        journal_path(temporary).unlink(missing_ok=True)


def _copy_documents(source: Database, target: Database) -> None:
    """Copy the documents' pieces, 4 MB at a time."""
    with target.writing():
        backups.copy_tables(source, target, (schema.unsettled,))
    c = schema.chunk_data.c
    last = 0
    while rows := source.execute(
        select(c.id, c.data).where(c.id > last).order_by(c.id).limit(attachments.CHUNKS_AT_ONCE)
    ).all():
        with target.writing():
            target.execute(insert(schema.chunk_data), [{"id": i, "data": d} for i, d in rows])
        last = rows[-1][0]


def follow(project_id: str, old: Secret, new: Secret) -> tuple[str, ...]:
    """Have all backups protected as the project is now; return sentences about what was not.

    Backups that neither key opens stay as they are if they are protected. A plain one that cannot
    be rewritten is deleted where the project is protected: its words would lie open.
    """
    folder = backups.folder_of(project_id)
    _move_documents(project_id, folder, old, new)
    deleted = 0
    for backup in backups.list_backups(project_id):
        try:
            deleted += not _follow_one(backup.path, old, new)
        except (errors.WrongPassphrase, errors.NeedsPassphrase):
            continue
    if not deleted:
        return ()
    told = ngettext(
        "{count} backup could not be protected and was deleted.",
        "{count} backups could not be protected and were deleted.",
        deleted,
    )
    return (told.format(count=deleted),)


def _follow_one(path: Path, old: Secret, new: Secret) -> bool:
    """Write a backup anew for the new key, unless it has it; False if it had to be deleted."""
    try:
        stamp = read_header(path, old or new)
        if stamp.key == new:
            return True
        if not backups.is_ours(path):
            raise errors.StrangersFile(path.name)
        _rewrite_one(path, stamp.key, new)
    except (errors.WrongPassphrase, errors.NeedsPassphrase, errors.DiskFull):
        raise
    except errors.IcError:
        if not new:
            return True
        path.unlink(missing_ok=True)
        journal_path(path).unlink(missing_ok=True)
        return False
    return True


def _rewrite_one(path: Path, key: Secret, new: Secret) -> None:
    database = Database.open(path, passphrase=key)
    try:
        rewrite(database, new)
    finally:
        database.close()


def _move_documents(project_id: str, folder: Path, old: Secret, new: Secret) -> None:
    """Keep the documents of all backups as the new key wants it, and not as the old one did."""
    source, target = kept_documents(folder, old), kept_documents(folder, new)
    there = source.names()
    missing = there - target.names()
    if isinstance(source, Vault):
        with source.opened() as vault:
            for document in read_attachments(vault):
                if document.sha256.hex() in missing:
                    target.keep(vault, document, _ignore, attachments.never)
    elif isinstance(target, Vault):
        for document in _named(project_id, old):
            if document.sha256.hex() in missing:
                target.keep_file(source.path(document.sha256.hex()), document)
    source.drop(there)


def _named(project_id: str, key: Secret) -> list[Attachment]:
    """Return the documents that any backup names, each once; damaged backups name none."""
    found: dict[bytes, Attachment] = {}
    for backup in backups.list_backups(project_id):
        try:
            database = backups.open_one(backup.path, key, "ro")
        except errors.IcError:
            continue
        try:
            found.update((document.sha256, document) for document in read_attachments(database))
        except errors.IcError:
            continue
        finally:
            database.close()
    return list(found.values())


def _ignore(_done: int) -> None:
    """Nobody wants to know how far it is."""
