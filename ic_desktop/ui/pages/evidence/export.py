"""Documents on their way out of the project: into a chosen folder, or to another program. No Qt."""

import contextlib
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.errors import (
    Cancelled,
    DocumentDamaged,
    FileExists,
    FolderNotWritable,
    IcError,
    NoSuchDocument,
)
from ic_desktop.project.entities import AttachedFile, Evidence
from ic_desktop.review.files import (
    HEAD_BYTES,
    Risk,
    checksum_line,
    free_name,
    name_key,
    risk_of,
    safe_name,
)
from ic_desktop.ui.left_copies import PREFIX, InUse, sweep_left_copies

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile

CHECK_SUMS: Final = "SHA256SUMS.txt"

Report = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass
class Exported:
    """What came of an export: the names that were written, and what could not be, with its name."""

    folder: Path
    names: list[str] = field(default_factory=list)
    problems: list[tuple[str, IcError]] = field(default_factory=list)
    check_sums: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a document for another program, and what opening it could do."""

    path: Path
    risk: Risk | None


def distinct_files(pieces: Iterable[Evidence]) -> tuple[AttachedFile, ...]:
    """Return the files of pieces, each content once."""
    found = {piece.file.sha256: piece.file for piece in pieces if piece.file is not None}
    return tuple(found.values())


def export_files(
    file: "ProjectFile",
    documents: Sequence[AttachedFile],
    folder: Path,
    *,
    with_check_sums: bool,
    report: Report,
    cancelled: Asked,
) -> Exported:
    """Write documents into a folder under safe names; what is there is never overwritten.

    A damaged document does not keep the others back. Raises Cancelled, DiskFull,
    FolderNotWritable; what was written until then stays, whole.
    """
    made = Exported(folder)
    taken = _names_in(folder)
    total = sum(document.size for document in documents) or 1
    done, lines = 0, []
    for document in documents:
        name = free_name(safe_name(document.name), taken)
        start = done

        def tell(now: int, _all: int, start: int = start) -> None:
            report(start + now, total)

        try:
            file.export_attachment(
                document.sha256, folder / name, on_progress=tell, cancelled=cancelled
            )
        except (DocumentDamaged, NoSuchDocument, FileExists) as error:
            made.problems.append((document.name, error))
        else:
            taken.add(name_key(name))
            made.names.append(name)
            lines.append(checksum_line(document.sha256, name))
        done += document.size
    if with_check_sums and lines:
        made.check_sums = _write_check_sums(folder, lines, taken)
    return made


def _names_in(folder: Path) -> set[str]:
    try:
        return {name_key(path.name) for path in folder.iterdir()}
    except OSError as error:
        raise FolderNotWritable(folder.name) from error


def _write_check_sums(folder: Path, lines: Sequence[str], taken: set[str]) -> str:
    name = free_name(CHECK_SUMS, taken)
    try:
        with (folder / name).open("x", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines)
    except OSError as error:
        raise FolderNotWritable(folder.name) from error
    return name


class PrivateFolder:
    """A folder of this user alone, for copies that other programs open; it goes with the project.

    The copies are read-only, so that nobody edits one and believes the project to have changed.
    """

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._in_use: InUse | None = None

    def copy(
        self, file: "ProjectFile", document: AttachedFile, report: Report, cancelled: Asked
    ) -> Copy:
        """Write a copy of a document and look at it. Raises what exporting raises."""
        if self._folder is None:
            sweep_left_copies()
            self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
            self._in_use = InUse(Path(self._folder.name))
        place = Path(tempfile.mkdtemp(dir=self._folder.name))
        path = place / safe_name(document.name)
        try:
            file.export_attachment(document.sha256, path, on_progress=report, cancelled=cancelled)
        except IcError:
            shutil.rmtree(place, ignore_errors=True)
            raise
        try:
            path.chmod(stat.S_IRUSR)
            with path.open("rb") as stream:
                head = stream.read(HEAD_BYTES)
        except FileNotFoundError as error:
            # The project was closed at this moment, and its copies with it.
            raise Cancelled from error
        return Copy(path, risk_of(document.name, head))

    def drop(self, copy: Copy) -> None:
        """Remove a copy that is not opened after all."""
        with contextlib.suppress(FileNotFoundError):  # gone with its project
            copy.path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        shutil.rmtree(copy.path.parent, ignore_errors=True)

    def clear(self) -> None:
        """Remove all copies."""
        folder, self._folder = self._folder, None
        if self._in_use is not None:
            self._in_use.release()
            self._in_use = None
        if folder is not None:
            folder.cleanup()
