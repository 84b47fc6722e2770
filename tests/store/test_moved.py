"""Files and journals that were copied, replaced or left beside one another by hand."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from faults.store.making import Maker, make, words
from ic_desktop import errors
from ic_desktop.store import header
from ic_desktop.store.lock import record_path
from ic_desktop.store.project_file import ProjectFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the test's project goes."""
    return tmp_path / "a.icproj"


def interrupted(path: Path, aside: Path) -> None:
    """Copy a file as a power cut leaves it in the middle of a saving, with its journal."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("PRAGMA user_version = 1000")  # takes the first page first
    connection.execute("UPDATE changes SET value = zeroblob(40000)")
    shutil.copyfile(path, aside)
    shutil.copyfile(header.journal_path(path), header.journal_path(aside))
    connection.execute("ROLLBACK")
    connection.close()


def test_an_interrupted_saving_is_undone(path: Path, tmp_path: Path) -> None:
    file = make(path)
    before = file.changes()
    file.close()
    interrupted(path, tmp_path / "b.icproj")
    assert header.journal_fits(tmp_path / "b.icproj")
    assert (tmp_path / "b.icproj").read_bytes() != path.read_bytes()
    file = ProjectFile.open(tmp_path / "b.icproj")
    assert file.changes() == before
    assert file.check().holds
    file.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_copy_put_in_the_place_of_an_interrupted_file_keeps_its_words(
    path: Path, tmp_path: Path, read_only: bool
) -> None:
    maker = Maker()
    file = make(path, maker)
    file.close()
    older = Path(shutil.copyfile(path, tmp_path / "older"))
    file = ProjectFile.open(path)
    for number in range(3):
        file.commit(maker.note(number, "Newer"))
    file.close()
    interrupted(path, tmp_path / "b.icproj")
    shutil.copyfile(older, tmp_path / "b.icproj")
    assert not header.journal_fits(tmp_path / "b.icproj")
    file = ProjectFile.open(tmp_path / "b.icproj", read_only=read_only)
    assert str(words(file)["r/city/1"]).startswith("Words 1.")
    assert file.check().holds
    file.close()
    assert not header.has_journal(tmp_path / "b.icproj")


def test_a_file_that_was_replaced_while_open_is_not_written(path: Path, tmp_path: Path) -> None:
    maker = Maker()
    file = make(path, maker)
    copy = Path(shutil.copyfile(path, tmp_path / "copy"))
    copy.replace(path)
    before = path.read_bytes()
    with pytest.raises(errors.ChangedElsewhere):
        file.commit(maker.note(1, "Lost"))
    file.close()
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
def test_a_record_that_leads_elsewhere_is_not_followed(path: Path, tmp_path: Path) -> None:
    """Someone else in a shared folder could have any file of ours overwritten."""
    make(path).close()
    precious = tmp_path / "precious"
    precious.write_text("mine")
    record_path(path).symlink_to(precious)
    ProjectFile.open(path).close()
    assert precious.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_in_the_place_of_the_record_does_not_hold_anyone_up(path: Path) -> None:
    make(path).close()
    os.mkfifo(record_path(path))
    ProjectFile.open(path).close()


def test_a_folder_in_the_place_of_the_record_is_told(path: Path) -> None:
    make(path).close()
    record_path(path).mkdir()
    with pytest.raises(errors.FolderNotWritable):
        ProjectFile.open(path)
