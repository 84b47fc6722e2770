"""Damage and torn copies: always seen, always named, and what is whole is saved."""

import os
import random
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from faults.store.damaging import fates, outcome_of_copy, torn_copies
from faults.store.making import Maker, make, words
from ic_desktop import errors
from ic_desktop.store import backups, schema
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.store.salvage import salvage

PAGE = schema.PAGE_SIZE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed project of several hundred answers and a document."""
    file = make(tmp_path / "a.icproj", answers=400)
    file.attach_bytes("a.bin", os.urandom(900_000))
    file.close()
    return tmp_path / "a.icproj"


def flip(path: Path, position: int, bit: int = 3) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as stream:
        stream.seek(position)
        byte = stream.read(1)[0]
        stream.seek(position)
        stream.write(bytes([byte ^ (1 << bit)]))


def page_of(path: Path, table: str) -> int:
    """Return where the first page of a table begins."""
    with sqlite3.connect(path) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (root,) = connection.execute(query, (table,)).fetchone()
    connection.close()
    return (int(root) - 1) * PAGE


def leaf_of(path: Path, table: str) -> int:
    """Return where a leaf page of a table that has inner pages begins."""
    data = path.read_bytes()
    root = page_of(path, table)
    assert data[root] == 5, "an inner page"
    count = int.from_bytes(data[root + 3 : root + 5])
    cell = root + int.from_bytes(data[root + 12 + count : root + 14 + count])
    return (int.from_bytes(data[cell : cell + 4]) - 1) * PAGE


def test_one_bit_anywhere_is_never_silent(path: Path, tmp_path: Path) -> None:
    found = Counter(fates(path, tmp_path / "damaged", random.Random(7), 60))
    assert found["silent"] == 0, found
    assert found["reported"] > 20, found


def test_damage_to_one_page_of_changes_loses_that_page_only(path: Path, tmp_path: Path) -> None:
    flip(path, leaf_of(path, "changes") + PAGE - 40)
    with pytest.raises(errors.DamagedProject):
        ProjectFile.open(path)
    report = salvage(path, tmp_path / "saved.icproj")
    assert report.documents == 1
    assert 380 < report.changes < 403
    assert all(lost.kind in ("answer", "project", "review") for lost in report.lost)
    assert report.lost
    saved = ProjectFile.open(tmp_path / "saved.icproj")
    assert saved.check().holds
    named = {lost.entity for lost in report.lost}
    missing = {f"r/city/{n}" for n in range(400)} - set(words(saved))
    assert missing <= named
    saved.close()


def test_a_page_that_cannot_be_read_at_all(path: Path, tmp_path: Path) -> None:
    with path.open("r+b") as stream:
        stream.seek(leaf_of(path, "changes"))
        stream.write(b"\xff" * PAGE)
    with pytest.raises(errors.DamagedProject):
        ProjectFile.open(path)
    report = salvage(path, tmp_path / "saved.icproj")
    assert 300 < report.changes < 403
    assert len(report.lost) >= 403 - report.changes - 2


def test_a_damaged_document_is_named_and_the_rest_is_saved(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE chunk_data SET data = zeroblob(262144) WHERE id & 3 = 2")
        (sha256,) = connection.execute("SELECT lower(hex(sha256)) FROM attachments").fetchone()
    connection.close()
    report = salvage(path, tmp_path / "saved.icproj")
    (lost,) = report.lost
    assert (lost.kind, lost.entity) == ("document", sha256)
    assert (report.changes, report.documents) == (403, 0)


def test_a_damaged_document_comes_from_the_backup(path: Path, tmp_path: Path) -> None:
    file = ProjectFile.open(path)
    file.backup()
    file.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE chunk_data SET data = zeroblob(262144) WHERE id & 3 = 2")
    connection.close()
    report = salvage(path, tmp_path / "saved.icproj")
    assert (report.documents, report.lost) == (1, ())
    saved = ProjectFile.open(tmp_path / "saved.icproj")
    assert saved.check().holds
    saved.close()


def test_the_backup_is_offered_where_nothing_can_be_read(path: Path, tmp_path: Path) -> None:
    file = ProjectFile.open(path)
    backup = file.backup()
    before = file.changes()
    file.close()
    with path.open("r+b") as stream:
        stream.write(b"\0" * PAGE)
    with pytest.raises(errors.DamagedProject) as raised:
        ProjectFile.open(path)
    assert raised.value.backup is not None
    assert raised.value.backup[0] == backup
    assert f"{raised.value.backup[1]:%Y-%m-%d}" in raised.value.remedy
    assert backups.restore(backup, tmp_path / "back.icproj") == ()
    restored = ProjectFile.open(tmp_path / "back.icproj")
    assert restored.changes() == before
    assert restored.check().holds
    restored.close()


def test_a_wrong_row_for_people_is_found_and_harms_nobody(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE row_answer SET note = 'forged' WHERE id = 'r/city/3'")
    connection.close()
    file = ProjectFile.open(path, read_only=True)
    assert words(file)["r/city/3"] != "forged"
    (problem,) = file.check().problems
    assert "row_answer" in problem.place
    file.close()
    file = ProjectFile.open(path)
    assert file.check().holds, "it is made anew where the file may be written"
    file.close()


def test_a_free_list_of_another_moment_is_not_written_to(path: Path, tmp_path: Path) -> None:
    """Pages that hold data and are listed as free would be written over."""
    with path.open("r+b") as stream:
        stream.seek(32)
        leaf = leaf_of(path, "changes") // PAGE + 1
        stream.write(leaf.to_bytes(4) + (1).to_bytes(4))
    with pytest.raises(errors.DamagedProject):
        ProjectFile.open(path)


def test_copies_taken_while_the_file_is_written(tmp_path: Path) -> None:
    maker = Maker()
    path = tmp_path / "a.icproj"
    file = make(path, maker, answers=100)
    fates = Counter(
        outcome_of_copy(copy) for copy in torn_copies(file, maker, tmp_path, random.Random(3), 12)
    )
    file.close()
    assert fates["silent"] == 0, fates
    assert fates["whole"] > 0, fates


def test_a_moved_file_with_its_journal_is_still_ours(tmp_path: Path) -> None:
    """After a power cut the folder was renamed before the program was started again."""
    maker = Maker()
    path = tmp_path / "a.icproj"
    file = make(path, maker, answers=200)
    manifest = file.manifest
    raw = file._file.database.raw
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE changes SET value = zeroblob(3000)")
    moved = tmp_path / "moved.icproj"
    shutil.copyfile(path, moved)
    shutil.copyfile(f"{path}-journal", f"{moved}-journal")
    raw.execute("ROLLBACK")
    file.close()
    again = ProjectFile.open(moved)
    assert again.manifest == manifest
    assert any("interrupted" in warning for warning in again.warnings)
    assert again.check().holds
    again.close()


@pytest.mark.parametrize("position", [18, 21, 44, 47, 56, 68])
def test_a_header_that_tells_of_another_format(path: Path, tmp_path: Path, position: int) -> None:
    flip(path, position)
    with pytest.raises(errors.DamagedProject):
        ProjectFile.open(path)
    try:
        report = salvage(path, tmp_path / "saved.icproj")
    except errors.DamagedProject:
        assert not (tmp_path / "saved.icproj").exists()
    else:
        assert (report.changes, report.lost) == (403, ())


def test_rows_and_index_of_another_moment_are_made_anew(path: Path, tmp_path: Path) -> None:
    """A copy can hold pages of the projection that are older than its changes."""
    copy = Path(shutil.copyfile(path, tmp_path / "copy.icproj"))
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE row_answer SET note = 'older' WHERE id = 'r/city/3'")
        connection.execute("DROP TABLE row_evidence")
        connection.execute("UPDATE changes SET entity = 'older' WHERE seq = 9")
        connection.execute("PRAGMA writable_schema = ON")
    connection.close()
    with pytest.raises(errors.DamagedProject, match="wrong names"):
        ProjectFile.open(copy)
    with sqlite3.connect(copy) as connection:
        query = "SELECT entity FROM changes WHERE seq = 8"
        (before,) = connection.execute(query).fetchone()
        number = int(before.rpartition("/")[2]) + 1
        connection.execute("UPDATE changes SET entity = ? WHERE seq = 9", (f"r/city/{number}",))
    connection.close()
    file = ProjectFile.open(copy)
    assert file.check().holds
    file.close()


def test_an_index_that_names_too_little_is_made_anew(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copyfile(path, tmp_path / "copy.icproj"))
    with sqlite3.connect(copy) as connection:
        schema_of = "UPDATE sqlite_schema SET sql = ? WHERE name = 'changes_by_entity'"
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(schema_of, (f"{schema.CHANGES_BY_ENTITY} WHERE seq < 50",))
    connection.close()
    with sqlite3.connect(copy) as connection:
        connection.execute("REINDEX changes_by_entity")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(schema_of, (schema.CHANGES_BY_ENTITY,))
    connection.close()
    file = ProjectFile.open(copy)
    assert file.check().holds
    file.close()


def test_a_damaged_schema_that_cannot_even_be_quoted(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"last_seq INTEGER", b"last_seq I\xceTEGER", 1))
    with pytest.raises(errors.DamagedProject):
        ProjectFile.open(path)
    with pytest.raises(errors.DamagedProject):
        salvage(path, tmp_path / "saved.icproj")
