"""The guarded route: projects that this installation did not write.

The file is looked through in the helper process; then it can be read as it is, and is written
anew as a file of our own once someone wants to work in it. Nothing is ever written into it.
This module does not import SQLAlchemy.
"""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ic_desktop import errors
from ic_desktop.helper_client import HelperProcess
from ic_desktop.store import installation
from ic_desktop.store.durable import beside, publish, publish_new

_MEMORY: Final = 512 * 2**20
_MEMORY_TO_ADOPT: Final = 1024 * 2**20
PAGE_SIZE: Final = 16_384
_Proof = bytes


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a stranger's project holds; ``manifest`` is what :meth:`ProjectFile.open` asks about."""

    path: Path
    project_id: str
    manifest: str
    city: str
    reviews: tuple[str, ...]
    packs: tuple[str, ...]
    changes: int
    documents: int
    bytes: int
    """Of documents."""
    warnings: tuple[str, ...]
    copy_kind: str = ""
    """What it says that it is: "project" or "hand-out"; "" where it says nothing."""
    copy_id: str = ""
    """The project's id or the hand-out's, as it says."""
    proof: _Proof = b""
    """For :func:`ic_desktop.store.binding.proves`, b"" where the file has none."""

    def trusts(self, project_id: str, manifest: str) -> bool:
        """Tell whether a file is the one that was looked through: for ``trusted``."""
        return (project_id, manifest) == (self.project_id, self.manifest)


def inspect(
    path: Path,
    *,
    passphrase: str = "",
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Inspection:
    """Look through a stranger's project in the helper process.

    The passphrase of a protected one goes over a pipe, never on a command line. Raises
    NeedsPassphrase, WrongProjectPassphrase, FileNotFound, NotAProject, NewerFormat,
    RefusedProject, TornCopy, DamagedProject, HelperFailed, Cancelled.
    """
    path = path.absolute()
    with HelperProcess(_MEMORY) as helper:
        args = {"path": str(path), "passphrase": passphrase}
        found: dict[str, Any] = helper.run(
            "inspect", args, on_progress=on_progress, cancelled=cancelled
        )
    return Inspection(
        path,
        found["project_id"],
        found["manifest"],
        found["city"],
        tuple(found["reviews"]),
        tuple(found["packs"]),
        found["changes"],
        found["documents"],
        found["bytes"],
        tuple(found["warnings"]),
        found["copy"][0],
        found["copy"][1],
        bytes.fromhex(found["proof"]),
    )


def adopt(
    inspection: Inspection,
    to: Path,
    *,
    passphrase: str = "",
    leaving: Iterable[str] = (),
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write a project that was looked through as a file of our own, and return what was lost:
    the SHA-256 of documents that were not whole.

    ``to`` may be the very place of the stranger's file: the original is then kept among the
    backups. Any other file of that name is not overwritten. The new file of a protected project
    has the same passphrase. Documents whose hashes are in ``leaving`` stay out. Raises FileExists,
    DiskFull, FolderNotWritable, ChangedElsewhere, HelperFailed, Cancelled.
    """
    from ic_desktop.store.creating import require_free
    from ic_desktop.store.edge import explained

    to = to.absolute()
    in_place = to == inspection.path
    if not in_place:
        require_free(to)
    with explained(to):
        _need_room(to.parent, inspection.path.stat().st_size)
        temporary = beside(to, "own")
    try:
        with HelperProcess(_MEMORY_TO_ADOPT) as helper:
            args = {
                "path": str(inspection.path),
                "to": str(temporary),
                "manifest": inspection.manifest,
                "passphrase": passphrase,
                "leaving": sorted(leaving),
            }
            answer = helper.run("adopt", args, on_progress=on_progress, cancelled=cancelled)
        with explained(to):
            _publish(temporary, to, inspection, in_place=in_place)
    except FileExistsError:
        raise errors.FileExists(to.name) from None
    finally:
        temporary.unlink(missing_ok=True)
        temporary.with_name(f"{temporary.name}-journal").unlink(missing_ok=True)
    return tuple(answer["lost"])


def _publish(temporary: Path, to: Path, inspection: Inspection, *, in_place: bool) -> None:
    if in_place:
        from ic_desktop.store.header import journal_path
        from ic_desktop.store.lock import take

        lock = take(to)
        try:
            _keep(to, inspection.project_id)
            # SQLite would take a journal that is left behind for that of the new file.
            journal_path(to).unlink(missing_ok=True)
            publish(temporary, to)
        finally:
            lock.release()
    else:
        publish_new(temporary, to)
    installation.note_closed(to, inspection.project_id, installation.look_at(to, PAGE_SIZE))


def _keep(path: Path, project_id: str) -> None:
    """Keep a stranger's file, as it is, among the backups."""
    from ic_desktop.store.backups import new_path
    from ic_desktop.store.header import journal_path

    kept = new_path(project_id, "")
    for source, to in ((journal_path(path), journal_path(kept)), (path, kept)):
        if not source.exists():
            continue
        temporary = beside(to, "part")
        try:
            shutil.copyfile(source, temporary)
            publish_new(temporary, to)
        finally:
            temporary.unlink(missing_ok=True)


def _need_room(folder: Path, size: int) -> None:
    needed = size + size // 10 + 16 * 2**20
    if shutil.disk_usage(folder).free < needed:
        raise errors.DiskFull(folder.name, needed)
