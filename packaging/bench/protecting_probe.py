"""Runs in a child process: ``python -m bench.protecting_probe FOLDER DOCUMENT REPEATS``.

Prints, for a protected and a plain project, milliseconds of opening, saving an edit, and taking
the document in, as one line of JSON.
"""

import json
import statistics
import sys
import time
from pathlib import Path

from bench.projects import write_project
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.state import fold
from ic_desktop.store import cipher
from ic_desktop.store.project_file import ProjectFile

PASSPHRASE = "four plain garden words"
_ACTOR = Actor(new_id(), new_id())


class Side:
    """One of the two files, and the times that were taken of it."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path, self._passphrase = path, passphrase
        write_project(path, pieces=50, links=100)
        file = ProjectFile.open(path)
        file.change_passphrase(passphrase)
        file.close()
        self.times: dict[str, list[float]] = {"open": [], "save": [], "take": []}

    def round(self, number: int, document: Path) -> None:
        """Take each time once."""
        cipher.forget()
        begun = time.perf_counter()
        file = ProjectFile.open(self._path, passphrase=self._passphrase)
        self._note("open", begun)
        editor = Editor(fold(file.changes()), _ACTOR)
        editor.set("project", file.project_id, "city", f"Town {number}", Scope())
        begun = time.perf_counter()
        file.commit(editor.changes)
        self._note("save", begun)
        with document.open("r+b") as stream:  # another document to each project, once a round
            stream.write(f"{number}{self._passphrase}".encode())
        begun = time.perf_counter()
        file.attach(document)
        self._note("take", begun)
        file.close()

    def _note(self, what: str, begun: float) -> None:
        self.times[what].append((time.perf_counter() - begun) * 1000)


def main(folder: Path, document: Path, repeats: int) -> None:
    """Measure in turns, so that a slow moment of the disk falls on both alike, and print."""
    sides = {
        name: Side(folder / f"{name}.icproj", passphrase)
        for name, passphrase in (("plain", ""), ("protected", PASSPHRASE))
    }
    for number in range(repeats):
        for side in sides.values():
            side.round(number, document)
    print(
        json.dumps(
            {
                name: [statistics.median(times) for times in side.times.values()]
                for name, side in sides.items()
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
