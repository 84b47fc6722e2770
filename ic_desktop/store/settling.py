"""Brings a file into order: makes anew what follows from its changes, ends what broke off."""

import dataclasses
from collections.abc import Sequence

from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.erase import Erased
from ic_desktop.project.state import fold
from ic_desktop.store import attachments, backups, erasing, rows, schema
from ic_desktop.store.edge import damaged
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Meta
from ic_desktop.store.transactions import Transactions


def project_anew(file: Transactions, changes: Sequence[Change]) -> None:
    """Write all rows for people and other tools anew."""

    def write(_sums: Sums, meta: Meta) -> Meta:
        rows.rebuild(file.database, fold(changes))
        return dataclasses.replace(meta, projection=schema.projection())

    file.write(write)


def mend(file: Transactions, changes: Sequence[Change]) -> None:
    """Make anew what follows from the changes and is not what it should be.

    A copy that was taken while the file was written can hold rows of an earlier moment; the
    changes in it were found to be whole.
    """
    if not rows.index_agrees(file.database, changes):
        with file.database.writing():
            file.database.sql("REINDEX changes_by_entity")
        if not rows.index_agrees(file.database, changes):
            raise damaged(file.path, _("entries are filed under wrong names"))
    wrong, _count = rows.disagreeing(file.database, fold(changes))
    if wrong:
        project_anew(file, changes)


def finish_erasing(file: Transactions, gone: Erased) -> tuple[str, ...]:
    """Do what is left once the words are gone; each step may be done again.

    Returns sentences about backups that had to be deleted; raises ErasureUnfinished.
    """
    file.delete(lambda: attachments.sweep(file.database, file.bringing))
    told = backups.strip(file.meta.project, gone, file.database.key)
    try:
        erasing.rebuild(file.database)
    finally:
        file.reopen()
    file.meta = dataclasses.replace(file.meta, pending="")
    return told
