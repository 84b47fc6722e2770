"""Dated backups outside the project file, bounded in number."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ic_desktop.paths import user_dir
from ic_desktop.store import installation

_STAMP: Final = "%Y%m%dT%H%M%S%f%z"
"""A backup's name: its moment, UTC."""
ENDING: Final = ".icproj"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it lies, when it was made, how large it is in bytes."""

    path: Path
    when: datetime
    size: int


def folder_of(project_id: str) -> Path:
    """Return (and make) the folder of a project's backups."""
    safe = "".join(sign for sign in project_id if sign.isalnum())[:64]
    folder = user_dir("backups") / (safe or "project")
    folder.mkdir(exist_ok=True)
    return folder


def list_backups(project_id: str) -> list[Backup]:
    """Return a project's backups, the newest first."""
    found = []
    for path in folder_of(project_id).glob(f"*{ENDING}"):
        when = _when(path)
        if when is not None:
            found.append(Backup(path, when, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.when, reverse=True)


def _when(path: Path) -> datetime | None:
    try:
        stamp = datetime.strptime(path.name.removesuffix(ENDING), "%Y%m%dT%H%M%S%f%z")
    except ValueError:
        return None
    return stamp.astimezone()


def newest_of_file(path: Path) -> tuple[Path, datetime] | None:
    """Return the newest backup of the project that a (damaged) file held, as far as is known."""
    project_id = installation.project_at(path)
    backups = list_backups(project_id) if project_id else []
    return (backups[0].path, backups[0].when) if backups else None
