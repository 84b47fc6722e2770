"""Erasing for good: nothing of it is found in the bytes of the file or its backups."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from faults.store.making import Maker, make, words
from ic_desktop import errors
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.erase import erase, fields_of
from ic_desktop.project.state import fold
from ic_desktop.store import attachments, backups, erasing
from ic_desktop.store.project_file import Draft, ProjectFile

NOTE = "Mrs Example said in confidence that the office is closed"
NAME = "interview-with-mrs-example.txt"
TEXT = b"What Mrs Example said, word for word. "


def found(needles: Iterable[bytes], *folders: Path) -> list[str]:
    """Return which files under some folders hold any of some bytes, or have them in their name."""
    hits = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes() + os.fsencode(path.name)
                hits += [f"{path.name}: {needle!r}" for needle in needles if needle in data]
    return hits


class Filled:
    """A project that holds what is to be erased, in every place that can hold it."""

    def __init__(self, path: Path) -> None:
        self.maker = Maker()
        self.file = make(path, self.maker, answers=60)
        document = self.file.attach_bytes(NAME, TEXT * 20_000)
        self.sha256 = document.sha256
        record = {"sha256": document.sha256, "name": NAME, "media_type": "text/plain", "size": 1}
        self.file.commit(self.maker.edit("evidence", "e1", "title", NAME))
        self.file.commit(self.maker.edit("evidence", "e1", "file", record))
        for number in range(5):
            self.file.commit(self.maker.note(1, f"{NOTE} {number}"))
        self.file.backup()
        self.file.save_draft(Draft("answer", "r/city/1", "note", Scope(), NOTE, 1))

    def before(self) -> list[Change]:
        """Return all changes with their words, as an older copy holds them."""
        return self.file.changes()

    def erasure(self) -> list[Change]:
        """Return the change that erases the note, the name and the document."""
        editor = Editor(fold(self.file.changes()), self.maker.actor)
        fields = fields_of(editor.state, "evidence", "e1") | {("answer", "r/city/1", "note")}
        erase(
            editor,
            self.file.changes(),
            fields=fields,
            files=frozenset({self.sha256}),
            reason="consent withdrawn",
        )
        self.maker.state = editor.state
        return editor.changes


NEEDLES = (b"Mrs Example said", b"mrs-example")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the project."""
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_nothing_is_found_afterwards(folder: Path, home: Path) -> None:
    filled = Filled(folder / "a.icproj")
    older = filled.before()
    assert found(NEEDLES, folder, home), "there is something to erase"
    filled.file.erase(filled.erasure())
    assert found(NEEDLES, folder, home) == []
    assert filled.file.attachments() == []
    assert filled.file.check().holds
    assert "r/city/1" in words(filled.file)
    assert words(filled.file)["r/city/1"] is None
    filled.file.commit(older)
    filled.file.commit(older, imported=True)
    filled.file.close()
    assert found(NEEDLES, folder, home) == []
    ProjectFile.open(folder / "a.icproj").close()


def test_the_backups_can_still_be_restored(folder: Path, tmp_path: Path, home: Path) -> None:
    filled = Filled(folder / "a.icproj")
    filled.file.commit(filled.erasure())
    project = filled.file.project_id
    filled.file.close()
    (backup,) = backups.list_backups(project)
    backups.restore(backup.path, tmp_path / "back.icproj")
    restored = ProjectFile.open(tmp_path / "back.icproj")
    assert len(words(restored)) == 60
    assert restored.check().holds
    restored.close()


def test_a_draft_in_a_backup_goes_though_its_first_change_came_later(
    folder: Path, home: Path
) -> None:
    filled = Filled(folder / "a.icproj")
    filled.file.erase(filled.erasure())
    secret = "Mrs Later said so"
    draft = Draft("evidence", "e2", "text", Scope(), secret, 1)
    filled.file.save_draft(draft)
    filled.file.backup()
    filled.file.commit(
        filled.maker.edit("evidence", "e2", "text", secret), clear_drafts=[draft.key]
    )
    editor = Editor(fold(filled.file.changes()), filled.maker.actor)
    fields = frozenset({draft.key})
    erase(editor, filled.file.changes(), fields=fields, files=frozenset(), reason="wrong file")
    assert found([secret.encode()], home)
    filled.file.erase(editor.changes)
    filled.file.close()
    assert found([secret.encode()], folder, home) == []


def test_what_a_crash_left_of_a_backup_goes_too(folder: Path, home: Path) -> None:
    filled = Filled(folder / "a.icproj")
    backup = filled.file.backup()
    left = (backup.with_name(".x.part"), backup.parent / "documents" / ".y.part")
    for path in left:
        path.write_bytes(NEEDLES[0])
    filled.file.erase(filled.erasure())
    filled.file.close()
    assert found(NEEDLES, folder, home) == []


def test_what_a_crash_left_beside_the_file_goes_too(folder: Path, home: Path) -> None:
    filled = Filled(folder / "a[1].icproj")
    (folder / ".a[1].icproj.abcd_123.rebuilt").write_bytes(NEEDLES[0])
    (folder / ".a[1].icproj.abcd_456.import").mkdir()
    (folder / ".a[1].icproj.abcd_456.import" / "document").write_bytes(NEEDLES[0])
    others = (folder / ".a1.icproj.abcd_789.rebuilt", folder / ".b.icproj.abcd_789.part")
    for other in others:
        other.write_bytes(b"another's")
    filled.file.erase(filled.erasure())
    filled.file.close()
    assert found(NEEDLES, folder, home) == []
    assert all(other.exists() for other in others)


def test_what_is_typed_after_an_erasure_outlives_the_next_one(folder: Path, home: Path) -> None:
    filled = Filled(folder / "a.icproj")
    filled.file.erase(filled.erasure())
    draft = Draft("answer", "r/city/1", "note", Scope(), "new words", 2)
    filled.file.save_draft(draft)
    editor = Editor(fold(filled.file.changes()), filled.maker.actor)
    fields = frozenset({("answer", "r/city/2", "note")})
    erase(editor, filled.file.changes(), fields=fields, files=frozenset(), reason="asked for")
    filled.file.erase(editor.changes)
    assert filled.file.drafts() == [draft]
    filled.file.close()


def test_set_aside_changes_go_too(folder: Path, home: Path) -> None:
    filled = Filled(folder / "a.icproj")
    other = Editor(fold(filled.before()), Maker().actor)
    other.set("answer", "r/city/2", "note", NOTE, Scope())
    filled.file.commit(other.changes, imported=True)
    filled.file.undo_import(1)
    editor = Editor(fold(filled.before()), filled.maker.actor)
    fields = frozenset({("answer", "r/city/2", "note")})
    erase(editor, other.changes, fields=fields, files=frozenset(), reason="wrong file")
    filled.file.erase(editor.changes)
    connection = sqlite3.connect(filled.file.path)
    assert connection.execute("SELECT count(*) FROM set_aside").fetchone() == (0,)
    connection.close()
    assert filled.file.check().holds
    filled.file.close()


def test_an_erasure_that_comes_with_a_copy_erases_here_too(folder: Path, home: Path) -> None:
    filled = Filled(folder / "a.icproj")
    changes = filled.erasure()
    filled.file.commit(changes, imported=True)
    filled.file.close()
    assert found(NEEDLES, folder, home) == []


def test_undoing_an_import_takes_no_erasure_back(folder: Path, home: Path) -> None:
    filled = Filled(folder / "a.icproj")
    older = filled.before()
    filled.file.commit(filled.erasure(), imported=True)
    filled.file.undo_import(1)
    filled.file.close()
    file = ProjectFile.open(folder / "a.icproj")
    file.commit(older)
    assert file.check().holds
    file.close()
    assert found(NEEDLES, folder, home) == []


def test_without_room_it_is_said_and_ended_at_the_next_opening(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = Filled(folder / "a.icproj")
    usage = type("Usage", (), {"free": 1000})
    with monkeypatch.context() as full:
        full.setattr(erasing.shutil, "disk_usage", lambda _folder: usage)
        with pytest.raises(errors.ErasureUnfinished):
            filled.file.erase(filled.erasure())
    assert words(filled.file)["r/city/1"] is None
    filled.file.close()
    file = ProjectFile.open(folder / "a.icproj")
    assert file.check().holds
    file.close()
    assert found(NEEDLES, folder, home) == []


@pytest.mark.parametrize("step", ["sweep", "strip", "rebuild"])
def test_a_crash_on_the_way_is_made_good(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    filled = Filled(folder / "a.icproj")
    where = {"sweep": attachments, "strip": backups, "rebuild": erasing}[step]

    def crash(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(where, step, crash)
        with pytest.raises(KeyboardInterrupt):
            filled.file.erase(filled.erasure())
    filled.file.close()
    ProjectFile.open(folder / "a.icproj").close()
    assert found(NEEDLES, folder, home) == []


def test_the_headers_stay_as_proof(folder: Path) -> None:
    filled = Filled(folder / "a.icproj")
    before = {change.id for change in filled.before()}
    filled.file.erase(filled.erasure())
    after = filled.file.changes()
    assert before < {change.id for change in after}
    assert sum(change.body is None for change in after) >= 6
    filled.file.close()
