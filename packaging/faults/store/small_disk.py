"""Works on a small drive until it is full, and beyond; writes a line of JSON.

python -m faults.store.small_disk FOLDER ROUNDS SEED
"""

import json
import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from faults.store.making import Maker, make, words
from ic_desktop import errors
from ic_desktop.project.edit import Editor
from ic_desktop.project.erase import erase
from ic_desktop.project.state import fold
from ic_desktop.store.project_file import ProjectFile


def main(drive: Path, rounds: int, seed: int) -> None:
    """Try each round on an empty drive."""
    failures: list[str] = []
    for number in range(rounds):
        folder = drive / "work"
        folder.mkdir()
        try:
            found = _Round(folder, random.Random(f"{seed} {number}")).failures()
            failures += [f"round {number}: {text}" for text in found]
        finally:
            shutil.rmtree(folder)
    print(json.dumps({"rounds": rounds, "failures": failures, "note": ""}))


class _Round:
    """One project on one small drive, with a filler that takes the rest of the room."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.maker = Maker()
        self.file = make(folder / "a.icproj", self.maker)
        self.filler = folder / "filler"

    def failures(self) -> Iterator[str]:
        """Yield what went wrong."""
        self.kept = self.file.attach_bytes("kept.bin", os.urandom(2_000_000)).sha256
        self.file.commit(self.maker.edit("evidence", "e1", "title", "To be removed"))
        yield from self._document_while_it_fills()
        yield from self._edits_on_a_full_drive()
        yield from self._deleting_on_a_full_drive()
        self.filler.unlink(missing_ok=True)
        yield from self._goes_on()
        self.file.close()
        file = ProjectFile.open(self.folder / "a.icproj")
        yield from (f"check: {p.place} {p.what}" for p in file.check().problems)
        file.close()

    def fill(self, leave: int = 0) -> None:
        """Take all the room of the drive but some bytes."""
        with self.filler.open("ab", buffering=0) as stream:
            left = shutil.disk_usage(self.folder).free - leave
            while left > 0:
                try:
                    left -= stream.write(bytes(min(left, 2**16)))
                except OSError:
                    break

    def _document_while_it_fills(self) -> Iterator[str]:
        source = self.folder / "document.bin"
        source.write_bytes(os.urandom(8_000_000))
        self.fill(leave=26_000_000)
        size, manifest = self.file.size, self.file.manifest
        at = self.chance.choice([4_000_000, 8_000_000])

        def meanwhile(done: int, _total: int) -> None:
            if done >= at - 100_000:
                self.fill(leave=self.chance.choice([0, 50_000, 300_000]))

        try:
            self.file.attach(source, on_progress=meanwhile)
        except errors.DiskFull:
            if self.file.manifest != manifest:
                yield "a document was not saved, but something was"
            if self.file.size > size + 65_536:
                yield f"{self.file.size - size} bytes of it are left behind"
        else:
            if at < 8_000_000:
                yield "a document came in on a full drive"
        source.unlink()
        self.fill()

    def _edits_on_a_full_drive(self) -> Iterator[str]:
        self.fill()
        before = words(self.file)
        changes = self.maker.note(3, "x" * 400_000)
        try:
            self.file.commit(changes)
            yield "an edit was said to be saved on a full drive"
        except errors.DiskFull as error:
            if "no room" not in error.what:
                yield f"no clear sentence: {error}"
        if words(self.file) != before:
            yield "what was not saved is shown"
        self.late = changes

    def _deleting_on_a_full_drive(self) -> Iterator[str]:
        self.fill()
        try:
            self.file.commit(
                self.maker.edit("evidence", "e1", "removed", {"reason": "r", "saw": []})
            )
        except errors.DiskFull:
            yield "nothing can be removed on a full drive"
        editor = Editor(fold(self.file.changes()), self.maker.actor)
        erase(editor, [], fields=frozenset(), files=frozenset({self.kept}), reason="wrong file")
        self.fill()
        try:
            self.file.erase(editor.changes)
        except errors.ErasureUnfinished:
            pass
        except errors.DiskFull:
            yield "a document cannot be deleted on a full drive"
            return
        if self.kept in {a.sha256.hex() for a in self.file.attachments()}:
            yield "the deleted document is still there"

    def _goes_on(self) -> Iterator[str]:
        self.file.commit(self.late)
        if words(self.file)["r/city/3"] != "x" * 400_000:
            yield "the edit that did not fit was lost"
        self.file.attach_bytes("again.bin", os.urandom(1_000_000))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
