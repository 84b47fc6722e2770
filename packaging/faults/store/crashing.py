"""Works on a project until someone kills it; says on standard output what is saved.

    python -m faults.store.crashing FILE FOLDER SEED PASSPHRASE

Each line is written after the store said that it is on the disk: "note N TEXT", "draft N TEXT"
or "document SHA256".
"""

import os
import random
import sys
from pathlib import Path

from faults.store.making import Maker
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor
from ic_desktop.project.state import fold
from ic_desktop.store.project_file import Draft, ProjectFile


def main(path: Path, folder: Path, seed: int, passphrase: str) -> None:
    """Edit and attach without end."""
    chance = random.Random(seed)
    file = ProjectFile.open(path, passphrase=passphrase)
    maker = Maker(file.project_id, Actor("0" * 32, "1" * 32), fold(file.changes()))
    source = folder / "document.bin"
    number = 0
    while True:
        number += 1
        key, text = chance.randrange(40), f"{seed}.{number}"
        what = chance.random()
        if what < 0.6:
            file.commit(maker.note(key, text), clear_drafts=[("answer", f"r/city/{key}", "note")])
            print("note", key, text, flush=True)
        elif what < 0.8:
            where = Scope(review="r", voice="city", factor="1")
            file.save_draft(Draft("answer", f"r/city/{key}", "note", where, text, number))
            print("draft", key, text, flush=True)
        else:
            source.write_bytes(os.urandom(chance.randrange(1, 3_000_000)))
            print("document", file.attach(source).sha256, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
