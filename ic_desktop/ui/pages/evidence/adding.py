"""New evidence: files and folders, a picture from the clipboard, a link, what was seen or heard.

A file whose content is there already is not added a second time without asking: its bytes are
stored once anyway, and one piece of evidence can speak to many questions.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from ic_desktop.errors import DiskFull, IcError
from ic_desktop.i18n import _
from ic_desktop.project.changes import Value
from ic_desktop.project.entities import AttachedFile, Evidence
from ic_desktop.review import edits
from ic_desktop.review.evidence_list import same_file
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.workspace import Workspace

MOST_FILES: Final = 2000
"""Files that are taken from folders at once."""
_NOT_DOCUMENTS: Final = frozenset(["thumbs.db", "desktop.ini", "icon\r"])


@dataclass(frozen=True, slots=True)
class Found:
    """The files in some folders; ``more``: there are others beyond :data:`MOST_FILES`."""

    files: tuple[Path, ...]
    size: int
    more: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was to be added and is there already."""

    file: AttachedFile
    piece: Evidence


@dataclass
class Batch:
    """What was dropped or chosen at once, and what became of it."""

    waiting: int
    added: list[str] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    problems: list[tuple[str, IcError]] = field(default_factory=list)
    """Names of files, each with what kept it from being added."""
    cancelled: int = 0
    tasks: list[Task[AttachedFile]] = field(default_factory=list)


def files_in(folders: Iterable[Path], cancelled: Callable[[], bool] = lambda: False) -> Found:
    """Return the ordinary files in folders and below, in the order of their names.

    Hidden files, what systems leave behind and what only points elsewhere are passed over.
    """
    files: list[Path] = []
    size = 0
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names):
                path = Path(place, name)
                if cancelled() or (found := _size_of_document(path)) is None:
                    continue
                if len(files) == MOST_FILES:
                    return Found(tuple(files), size, True)
                files.append(path)
                size += found
    return Found(tuple(files), size, False)


def _size_of_document(path: Path) -> int | None:
    """Return the size of an ordinary file, None for what is no document or is gone already."""
    if path.name.startswith((".", "~$")) or path.name.lower() in _NOT_DOCUMENTS:
        return None
    try:
        held = path.lstat()
    except OSError:
        return None
    return held.st_size if stat.S_ISREG(held.st_mode) else None


def png(picture: QImage) -> bytes:
    """Return a picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())


class Adding(QObject):
    """Takes evidence in. Everything returns at once; the signals say what came of it."""

    started = Signal(object)
    """A :class:`Batch` of files is under way."""
    finished = Signal(object)
    """It is through."""

    def __init__(self, desk: Desk, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workspace = workspace

    def files(self, paths: Sequence[Path]) -> Batch:
        """Take files in, one after the other."""
        batch = Batch(len(paths))
        for path in paths:
            batch.tasks.append(self._start(path, batch))
        self.started.emit(batch)
        return batch

    def picture(self, image: QImage) -> None:
        """Take a picture from the clipboard in."""
        now = datetime.now().astimezone()
        name = _("Pasted picture {time}").format(time=f"{now:%Y-%m-%d %H.%M.%S}") + ".png"
        batch = Batch(1)
        self._desk.background.do(
            lambda _task: png(image), done=lambda data: self._start_bytes(name, data, batch)
        )

    def piece(self, values: Mapping[str, Value]) -> str:
        """Add evidence that needs no file; return its id, "" if that was refused."""
        made: list[str] = []
        given = {name: value for name, value in values.items() if value}
        self._workspace.edit(lambda e: made.append(edits.add_evidence(e, given)))
        return made[0] if made else ""

    def links(self, addresses: Iterable[str]) -> str:
        """Add web addresses; return the id of the first."""
        made = [self.piece({"type": "link", "url": address}) for address in addresses]
        return made[0] if made else ""

    def again(self, known: Iterable[Known]) -> str:
        """Add files a second time all the same; return the id of the first."""
        made = [self._add(one.file) for one in known]
        return made[0] if made else ""

    def _start(self, path: Path, batch: Batch) -> Task[AttachedFile]:
        return self._workspace.with_file(
            lambda file, task: file.attach(
                path, on_progress=task.report, cancelled=task.is_cancelled
            ),
            title=_("Adding {name}").format(name=path.name),
            done=lambda file: self._is_in(file, batch),
            failed=lambda error: self._failed(path.name, error, batch),
            cancelled=lambda: self._count_cancelled(batch),
        )

    def _start_bytes(self, name: str, data: bytes, batch: Batch) -> None:
        self._workspace.with_file(
            lambda file, _task: file.attach_bytes(name, data),
            title=_("Adding {name}").format(name=name),
            done=lambda file: self._is_in(file, batch),
            failed=lambda error: self._failed(name, error, batch),
            cancelled=lambda: self._count_cancelled(batch),
        )

    def _is_in(self, file: AttachedFile, batch: Batch) -> None:
        same = same_file(self._workspace.state, file.sha256)
        if same:
            batch.known.append(Known(file, same[0]))
        elif made := self._add(file):
            batch.added.append(made)
        self._count_down(batch)

    def _add(self, file: AttachedFile) -> str:
        kind = "picture" if file.media_type.startswith("image/") else "document"
        values: dict[str, Value] = {"type": kind, "title": Path(file.name).stem}
        made: list[str] = []
        self._workspace.edit(lambda e: made.append(edits.add_evidence(e, values, file)))
        return made[0] if made else ""

    def _failed(self, name: str, error: Exception, batch: Batch) -> None:
        if not isinstance(error, IcError):
            raise error
        batch.problems.append((name, error))
        if isinstance(error, DiskFull):
            for task in batch.tasks:
                task.cancel()
        self._count_down(batch)

    def _count_cancelled(self, batch: Batch) -> None:
        batch.cancelled += 1
        self._count_down(batch)

    def _count_down(self, batch: Batch) -> None:
        batch.waiting -= 1
        if batch.waiting == 0:
            self.finished.emit(batch)
