"""Trial: erased words are in no byte of the file and its backups, also after an older copy came."""

import os
from collections.abc import Iterator
from pathlib import Path

from faults.model import Outcome, Setting
from faults.store.making import Maker, make, someone_else
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.erase import erase, fields_of
from ic_desktop.project.state import fold
from ic_desktop.store.project_file import Draft, ProjectFile

SECRETS = (b"Zebedee Quillfeather", b"quillfeather-interview", b"said behind closed doors")


def erase_and_search(setting: Setting) -> Outcome:
    """Put words everywhere that a file can hold them, erase them, and search the raw bytes."""
    count = setting.rounds(20, 2)
    failures: list[str] = []
    home = Path(setting.environ["IC_DESKTOP_HOME"])
    with someone_else(home):
        for number in range(count):
            folder = setting.folder / f"round{number}"
            folder.mkdir()
            failures += [f"round {number}: {text}" for text in _round(setting, folder, home)]
    return Outcome(count, tuple(failures))


def _round(setting: Setting, folder: Path, home: Path) -> Iterator[str]:
    maker = Maker()
    file = make(folder / "a.icproj", maker, answers=setting.chance.randrange(10, 300))
    sha256 = file.attach_bytes("x", SECRETS[2] * setting.chance.randrange(1, 60_000)).sha256
    for number in range(setting.chance.randrange(1, 12)):
        name = f"{SECRETS[0].decode()} said {number} " * setting.chance.randrange(1, 200)
        file.commit(maker.note(1, name))
        file.backup()
    record = {
        "sha256": sha256,
        "size": 1,
        "media_type": "a/b",
        "name": f"{SECRETS[1].decode()}.txt",
    }
    file.commit(maker.edit("evidence", "e1", "file", record))
    file.backup()
    file.save_draft(Draft("answer", "r/city/1", "note", Scope(), SECRETS[0].decode(), 1))
    older = file.changes()
    if not _search(folder, home):
        yield "there was nothing to erase"
    file.commit(_erasure(file, maker, sha256))
    yield from _search(folder, home)
    file.commit(older, imported=True)
    yield from (f"after an older copy came: {hit}" for hit in _search(folder, home))
    if not file.check().holds:
        yield "the file does not hold"
    file.close()


def _erasure(file: ProjectFile, maker: Maker, sha256: str) -> list[Change]:
    editor = Editor(fold(file.changes()), maker.actor)
    fields = fields_of(editor.state, "evidence", "e1") | {("answer", "r/city/1", "note")}
    history = file.changes()
    erase(editor, history, fields=fields, files=frozenset({sha256}), reason="consent withdrawn")
    return editor.changes


def _search(*folders: Path) -> list[str]:
    hits = []
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes() + os.fsencode(path.name)
        hits += [f"{secret!r} in {path.name}" for secret in SECRETS if secret in data]
    return hits
