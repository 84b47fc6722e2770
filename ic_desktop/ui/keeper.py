"""The open project file, as the writer thread holds it.

Every method here is called on the writer thread and on no other: it is the only thread that
touches the file. What it returns is immutable and goes to the screen.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import IcError, NotSavedUnexpectedly
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor
from ic_desktop.project.entities import reviews
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import FieldKey, State
from ic_desktop.review.evidence import index
from ic_desktop.review.lane import Lane
from ic_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a text field while someone is typing; ``since`` in ms since 1970."""

    key: FieldKey
    scope: Scope
    text: str
    since: int = field(default_factory=lambda: time.time_ns() // 1_000_000)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the status bar says of the file; ``size`` in bytes."""

    path: Path
    size: int
    read_only: bool
    warnings: tuple[str, ...]
    backup: datetime | None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An open project, handed from the writer thread to the screen.

    ``packs`` are the bundles by hash, ``read_packs`` those of the reviews in the language asked
    for; ``recovered`` is how many fields were still being typed when the program last ended;
    ``lane`` is what a hand-out is limited to, None for a whole project; ``actor`` is who writes:
    in a hand-out the person whom its sender made it for.
    """

    keeper: "Keeper"
    facts: FileFacts
    ledger: Ledger
    packs: Mapping[str, bytes]
    read_packs: Mapping[str, Pack]
    recovered: int
    actor: Actor
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class NewProject:
    """What a new project is made from: its id, first changes and packs by hash.

    ``passphrase`` protects it, "" for a plain one.
    """

    project_id: str
    changes: Sequence[Change]
    packs: Mapping[str, bytes]
    passphrase: str = field(default="", repr=False)


class Keeper:
    """Owns one open project file."""

    def __init__(self, file: "ProjectFile", actor: Actor) -> None:
        self.file = file
        self._actor = actor

    def facts(self) -> FileFacts:
        """Return what the status bar says of the file."""
        file = self.file
        return FileFacts(
            Path(file.path),
            file.size,
            file.read_only,
            tuple(str(warning) for warning in file.warnings),
            newest_backup(file.project_id),
            file.protected,
        )

    def save(
        self, changes: Sequence[Change], settled: Sequence[FieldKey], typed: Iterable[Typed]
    ) -> FileFacts:
        """Put changes and drafts on the disk; when this returns they are there."""
        from ic_desktop.store.project_file import Draft

        if changes:
            self.file.commit(changes, clear_drafts=settled)
        elif settled:
            self.file.drop_drafts(settled)
        who = (self._actor.author, self._actor.device)
        drafts = [Draft(*one.key, one.scope, one.text, one.since, *who) for one in typed]
        if drafts:
            self.file.save_drafts(drafts)
        return self.facts()

    def back_up(self, task: Task[FileFacts]) -> FileFacts:
        """Make a dated backup, in steps, and return the facts with its date."""
        self.file.backup(task.report, task.is_cancelled)
        return self.facts()

    def protect(self, passphrase: str) -> tuple[FileFacts, tuple[str, ...]]:
        """Give the project another passphrase, "" for none; return the facts, and sentences about
        backups that could not follow."""
        told = self.file.change_passphrase(passphrase)
        return self.facts(), told

    def close(self) -> None:
        """Close the file and give its lock back."""
        self.file.close()


def newest_backup(project_id: str) -> datetime | None:
    """Return when a project's newest backup was made, or None."""
    from ic_desktop.store.backups import list_backups

    return max((backup.when for backup in list_backups(project_id)), default=None)


def open_project(
    path: Path,
    *,
    actor: Actor,
    language: str,
    read_only: bool,
    trusted: Callable[[str, str], bool] | None = None,
    passphrase: str = "",
) -> Opened:
    """Open a project of this installation's own, or a stranger's that was looked through, to read.

    Raises what ProjectFile.open raises.
    """
    from ic_desktop.store.opening import nobody
    from ic_desktop.store.project_file import ProjectFile

    file = ProjectFile.open(
        path, read_only=read_only, trusted=trusted or nobody, passphrase=passphrase
    )
    return opened(file, actor, language)


def create_project(path: Path, new: NewProject, *, actor: Actor, language: str) -> Opened:
    """Make a new file and open it; refuses to overwrite."""
    from ic_desktop.store.project_file import ProjectFile

    file = ProjectFile.create(
        path,
        project_id=new.project_id,
        changes=new.changes,
        packs=new.packs,
        passphrase=new.passphrase,
    )
    return opened(file, actor, language)


def opened(file: "ProjectFile", actor: Actor, language: str) -> Opened:
    """Read everything that the screen needs; closes the file again if that fails."""
    try:
        lane = lane_of(file)
        if lane is not None:
            actor = Actor(lane.author, actor.device)
        ledger = Ledger.of(file.changes())
        recovered = 0 if file.read_only else recover_drafts(file, ledger, actor)
        packs = file.packs()
        for held in reviews(ledger.state)[-1:]:
            # What the first key factor's page needs of thousands of links, made off the screen.
            index(ledger.state, held.id)
        keeper = Keeper(file, actor)
        read = read_packs(ledger.state, packs, language)
        return Opened(keeper, keeper.facts(), ledger, packs, read, recovered, actor, lane)
    except BaseException:
        file.close()
        raise


def lane_of(file: "ProjectFile") -> Lane | None:
    """Return what a hand-out is limited to, None for a whole project."""
    binding = getattr(file, "binding", None)
    return None if binding is None else binding.lane


def recover_drafts(file: "ProjectFile", ledger: Ledger, actor: Actor) -> int:
    """Make changes of what was being typed when the program last ended; return how many."""
    from ic_desktop.store.drafts import settle_drafts

    found = len(file.drafts())
    if found:
        ledger.append(settle_drafts(file, ledger.state, actor))
    return found


def read_packs(state: State, packs: Mapping[str, bytes], language: str) -> dict[str, Pack]:
    """Return the packs of a project's reviews by hash, in one language."""
    from ic_desktop.benchmark.load import from_bundle

    wanted = {review.pack.hash for review in reviews(state)}
    return {key: from_bundle(packs[key], language) for key in wanted if key in packs}


def reason(error: Exception) -> IcError:
    """Return an error as one that a person can understand."""
    return error if isinstance(error, IcError) else NotSavedUnexpectedly(type(error).__name__)
