"""Laptops of a peer review without a network: each with settings, folders and files of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults.store.making import someone_else
from ic_desktop import settings
from ic_desktop.errors import StrangersFile
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.state import State, fold
from ic_desktop.store import stranger
from ic_desktop.store.project_file import ProjectFile

ROOT = Path(__file__).resolve().parent.parent
Edit = Callable[[Editor], object]


@dataclass(frozen=True)
class Laptop:
    """One laptop. ``home`` is where its program keeps what is its own, ``desk`` where files lie."""

    home: Path
    desk: Path

    @classmethod
    def bought(cls, folder: Path, name: str) -> "Laptop":
        """Return a laptop on which the program was never started."""
        made = cls(folder / name / "home", folder / name / "desk")
        made.desk.mkdir(parents=True)
        return made

    @property
    def owner(self) -> str:
        """The id under which the program has its owner write."""
        with someone_else(self.home):
            return settings.load().settings.participant

    def ic(self, *arguments: object, code: int = 0) -> str:
        """Run the real command here, in a process of its own; return what it printed."""
        environ = os.environ | {"IC_DESKTOP_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "ic_desktop", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def told(self, *arguments: object, code: int = 0) -> Any:
        """Run the real command here; return the JSON that it printed."""
        return json.loads(self.ic(*arguments, "--json", code=code))

    @contextmanager
    def opened(
        self, path: Path, passphrase: str = "", *, read_only: bool = False
    ) -> Iterator[ProjectFile]:
        """Open a project as the program does here: what is somebody else's becomes one's own."""
        with someone_else(self.home):
            file = _opened(path, passphrase, read_only=read_only)
            try:
                yield file
            finally:
                file.close()

    def edit(self, path: Path, edit: Edit, passphrase: str = "") -> None:
        """Do something in a project, in the name of whose copy it is."""
        with self.opened(path, passphrase) as file:
            bound = file.binding
            lane = bound.lane if bound is not None else None
            author = self.owner if lane is None else lane.author
            editor = Editor(fold(file.changes()), Actor(author, new_id()))
            edit(editor)
            file.commit(editor.changes)

    def state(self, path: Path, passphrase: str = "") -> State:
        """Return what a project holds."""
        with self.opened(path, passphrase, read_only=True) as file:
            return fold(file.changes())

    def takes(self, path: Path) -> Path:
        """Copy a file from a stick to the desk."""
        return Path(shutil.copyfile(path, self.desk / path.name))


def _opened(path: Path, passphrase: str, *, read_only: bool) -> ProjectFile:
    try:
        return ProjectFile.open(path, read_only=read_only, passphrase=passphrase)
    except StrangersFile:
        seen = stranger.inspect(path, passphrase=passphrase)
        stranger.adopt(seen, path, passphrase=passphrase)
        return ProjectFile.open(path, read_only=read_only, passphrase=passphrase)
