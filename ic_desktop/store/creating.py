"""Making a project file: whole under its name, or not there at all."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ic_desktop import errors
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.project.changes import Change
from ic_desktop.project.state import fold
from ic_desktop.store import binding, installation, manifest, rows, schema, writing
from ic_desktop.store.binding import Binding
from ic_desktop.store.database import Database
from ic_desktop.store.durable import beside, publish_new
from ic_desktop.store.edge import explained
from ic_desktop.store.header import journal_path
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Meta
from ic_desktop.store.sql import insert


def create_file(
    path: Path,
    project_id: str,
    changes: Sequence[Change],
    packs: Mapping[str, bytes],
    bound: Binding | None = None,
    passphrase: str = "",
) -> None:
    """Write a new project file; raises FileExists, FolderNotWritable, DiskFull.

    ``bound`` tells whose copy it is; None for a project of its own. ``passphrase`` protects it.
    """
    require_free(path)
    with explained(path):
        temporary = beside(path, "new")
    try:
        database = Database.open(temporary, "rwc", passphrase)
        try:
            with database.writing():
                as_bytes = (bound or binding.of_project(project_id)).as_bytes()
                fill_new(database, project_id, changes, packs, as_bytes)
        finally:
            database.close()
        with explained(path):
            publish_new(temporary, path)
            installation.note_closed(path, project_id, installation.look_at(path, schema.PAGE_SIZE))
    except FileExistsError:
        raise errors.FileExists(path.name) from None
    finally:
        temporary.unlink(missing_ok=True)


def require_free(path: Path) -> None:
    """Raise FileExists if a name is taken, by a file or by a journal that was left behind: SQLite
    would take that for the new file's own."""
    for taken in (path, journal_path(path)):
        if taken.exists():
            raise errors.FileExists(taken.name)


def fill_new(
    database: Database,
    project_id: str,
    changes: Sequence[Change],
    packs: Mapping[str, bytes],
    bound: bytes = b"",
) -> Sums:
    """Make all tables of an empty file and fill them, inside the caller's transaction.

    ``bound`` is the row that binds the copy, b"" to have it made with the first write.
    """
    for statement in schema.FIXED:
        database.sql(statement)
    database.sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.sql(f"PRAGMA user_version = {schema.USER_VERSION}")
    sums = Sums(installation.secret())
    _entities, added = writing.unite(database, sums, changes, 0, 0)
    for bundle in packs.values():
        put_pack(database, sums, bundle)
    if bound:
        binding.put(database, sums, bound)
    rows.rebuild(database, fold(changes))
    meta = Meta(
        project_id,
        writing.now(),
        added,
        added,
        sums.manifest,
        sums.mark(project_id),
        schema.projection(),
        "",
    )
    writing.write_meta(database, meta)
    return sums


def put_pack(database: Database, sums: Sums, bundle: bytes) -> str:
    """Embed a pack and return its hash; inside the caller's transaction."""
    digest = pack_hash(bundle)
    row = {"hash": bytes.fromhex(digest), "bundle": bundle}
    database.execute(insert(schema.packs), row)
    sums.add(manifest.pack_element(row["hash"]))
    return digest
