"""Opening project files for a command: one's own as they are, a stranger's by the guarded route."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ic_desktop import settings
from ic_desktop.benchmark.load import from_bundle
from ic_desktop.benchmark.pack import Pack
from ic_desktop.cli.passphrase import given
from ic_desktop.cli.say import complain
from ic_desktop.errors import BrokenPack, NoSuchReview, StrangersFile
from ic_desktop.i18n import _, current
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Actor
from ic_desktop.project.entities import Review, reviews
from ic_desktop.project.state import State, fold
from ic_desktop.review.lane import Lane

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class Desk:
    """An open project: its file, changes and state."""

    file: "ProjectFile"
    changes: list[Change]
    state: State

    @property
    def review(self) -> Review:
        """The newest review. Raises NoSuchReview."""
        present = reviews(self.state)
        if not present:
            raise NoSuchReview
        return present[-1]

    @property
    def lane(self) -> Lane | None:
        """What the file is limited to if it is a copy for one person, else None."""
        bound = self.file.binding
        return None if bound is None else bound.lane

    @property
    def actor(self) -> Actor:
        """Who works here: in a copy for one person, the person whom it was made for."""
        return actor_in(self.file)

    def pack(self, review: Review, language: str) -> Pack:
        """Return a review's benchmark. Raises BrokenPack."""
        bundle = self.file.packs().get(review.pack.hash)
        if bundle is None:
            raise BrokenPack(_("It is not in the project file."))
        return from_bundle(bundle, language)


def actor() -> Actor:
    """Return who works at this computer."""
    now = settings.load().settings
    return Actor(now.participant, now.device)


def actor_in(file: "ProjectFile") -> Actor:
    """Return who works in a file: in a copy for one person, the person whom it was made for."""
    here, bound = actor(), file.binding
    return here if bound is None or bound.lane is None else Actor(bound.lane.author, here.device)


def pack_language() -> str:
    """Return the language in which benchmarks are read."""
    return settings.load().settings.pack_language or current().language


def report_language() -> str:
    """Return the language of reports."""
    return settings.load().settings.report_language or current().language


@contextmanager
def reading(path: Path) -> Iterator[Desk]:
    """Open a project to look at it; nothing in it is changed.

    A stranger's is looked through in the helper process first.
    """
    file = _open_to_read(path)
    try:
        changes = file.changes()
        yield Desk(file, changes, fold(changes))
    finally:
        file.close()


@contextmanager
def complete(path: Path) -> Iterator[Desk]:
    """Open a project for a copy or a report of all that was written.

    What was being typed when the program last ended is made part of it first; raises
    LockedByOther if there is such, and someone has it open.
    """
    with reading(path) as desk:
        if not desk.file.drafts():
            yield desk
            return
    with writing(path) as desk:
        yield desk


@contextmanager
def writing(path: Path) -> Iterator[Desk]:
    """Open a project to change it. Raises LockedByOther while someone has it open.

    A stranger's is looked through and written anew first, in its place; the original is kept
    among the backups.
    """
    file = _open_to_write(path)
    try:
        changes = [*file.changes(), *_settle(file)]
        yield Desk(file, changes, fold(changes))
    finally:
        file.close()


def _open_to_read(path: Path) -> "ProjectFile":
    from ic_desktop.store.project_file import ProjectFile

    try:
        return ProjectFile.open(path, read_only=True, passphrase=given())
    except StrangersFile:
        from ic_desktop.store.stranger import inspect

        found = inspect(path, passphrase=given())
        return ProjectFile.open(path, read_only=True, trusted=found.trusts, passphrase=given())


def _open_to_write(path: Path) -> "ProjectFile":
    from ic_desktop.store.project_file import ProjectFile

    try:
        return ProjectFile.open(path, passphrase=given())
    except StrangersFile:
        from ic_desktop.store.stranger import adopt, inspect

        lost = adopt(inspect(path, passphrase=given()), path, passphrase=given())
    told = _("“{file}” comes from another computer: it was checked, and written anew as yours.")
    complain(told.format(file=path.name))
    for document in lost:
        complain(_("The document {hash} in it was damaged and is lost.").format(hash=document))
    return ProjectFile.open(path, passphrase=given())


def _settle(file: "ProjectFile") -> list[Change]:
    """Make changes of what was being typed when the program last ended, and return them."""
    from ic_desktop.store.drafts import settle_drafts

    return settle_drafts(file, fold(file.changes()), actor_in(file)) if file.drafts() else []
