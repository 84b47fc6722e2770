"""Projects to try the store with: small, filled, with documents, by someone else."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ic_desktop.benchmark import library
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.state import State, fold
from ic_desktop.store.project_file import ProjectFile


@dataclass
class Maker:
    """Makes the changes of one project, one action after the other."""

    project_id: str = field(default_factory=new_id)
    actor: Actor = field(default_factory=lambda: Actor(new_id(), new_id()))
    state: State = field(default_factory=State)

    def edit(self, kind: str, entity: str, name: str, value: object) -> list[Change]:
        """Return the changes of one small edit."""
        editor = Editor(self.state, self.actor)
        editor.set(kind, entity, name, value, Scope(review="r", voice="city"))
        self.state = editor.state
        return editor.changes

    def note(self, number: int, text: str) -> list[Change]:
        """Return the changes that write a note to an answer."""
        return self.edit("answer", f"r/city/{number}", "note", text)

    def filled(self, answers: int = 20) -> list[Change]:
        """Return the changes of a project with a city, a review and some answers."""
        pack = {"id": "p", "version": "1", "hash": pack_hash(bundle())}
        editor = Editor(self.state, self.actor)
        editor.set("project", self.project_id, "city", "Ghent", Scope())
        editor.set_all("review", "r", {"title": "First", "pack": pack}, Scope(review="r"))
        for number in range(answers):
            where = Scope(review="r", voice="city", factor="1")
            editor.set("answer", f"r/city/{number}", "note", f"Words {number}. " * 10, where)
        self.state = editor.state
        return editor.changes


def bundle() -> bytes:
    """Return the pack that the projects use."""
    return library.bundle_of(library.bundled()[0].id)


def packs() -> Mapping[str, bytes]:
    """Return the packs of a new project."""
    return {pack_hash(bundle()): bundle()}


def make(path: Path, maker: Maker | None = None, *, answers: int = 20) -> ProjectFile:
    """Return a new open project with a few answers."""
    maker = maker or Maker()
    return ProjectFile.create(
        path, project_id=maker.project_id, changes=maker.filled(answers), packs=packs()
    )


def document(folder: Path, name: str, size: int) -> Path:
    """Return a new file of random bytes."""
    path = folder / name
    path.write_bytes(os.urandom(size))
    return path


def words(file: ProjectFile) -> dict[str, object]:
    """Return all notes by answer, as the file's own changes tell them."""
    answers = fold(file.changes()).records("answer")
    return {entity: record.value("note") for entity, record in answers.items()}


@contextmanager
def someone_else(home: Path) -> Iterator[None]:
    """Act as another installation, with its own secret and folders."""
    before = os.environ.get("IC_DESKTOP_HOME")
    os.environ["IC_DESKTOP_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["IC_DESKTOP_HOME"]
        else:
            os.environ["IC_DESKTOP_HOME"] = before
