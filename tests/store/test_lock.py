"""Who has the file open, where it lies, and what is told about that."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from faults.store.making import Maker, make
from ic_desktop import errors
from ic_desktop.store import lock, places
from ic_desktop.store.project_file import ProjectFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed project."""
    make(tmp_path / "a.icproj").close()
    return tmp_path / "a.icproj"


def test_a_second_window_is_told_who_and_can_read(path: Path) -> None:
    maker = Maker()
    file = ProjectFile.open(path)
    with pytest.raises(errors.LockedByOther) as raised:
        ProjectFile.open(path)
    assert raised.value.where == lock.me().where
    assert raised.value.who == lock.me().who
    assert "in another window on this computer" in raised.value.what
    reader = ProjectFile.open(path, read_only=True)
    file.commit(maker.note(1, "Goes on meanwhile"))
    reader.close()
    file.close()
    ProjectFile.open(path).close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_process_that_died_holds_nothing(path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path;"
        "from ic_desktop.store.project_file import ProjectFile;"
        "ProjectFile.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"open\n"
    with pytest.raises(errors.LockedByOther):
        ProjectFile.open(path)
    child.kill()
    child.communicate()
    assert lock.record_path(path).exists()
    ProjectFile.open(path).close()


def leave_record(path: Path, where: str, age: float) -> None:
    """Leave a record as another computer does, with its last sign of life so long ago."""
    record = lock.record_path(path)
    record.write_text(json.dumps({"who": "Ana", "where": where, "since": time.time() - age}))
    then = time.time() - age
    os.utime(record, (then, then))


def test_another_computer_is_believed_while_it_gives_signs_of_life(path: Path) -> None:
    leave_record(path, "their-pc", 60)
    with pytest.raises(errors.LockedByOther, match="Ana on the computer their-pc"):
        ProjectFile.open(path)
    leave_record(path, "their-pc", lock.SILENT_S + 5)
    ProjectFile.open(path).close()


def test_a_record_left_on_this_computer_counts_at_once_for_nothing(path: Path) -> None:
    leave_record(path, lock.me().where, 1)
    ProjectFile.open(path).close()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"who": 1}', "\0" * 9000, "[" * 9000])
def test_a_record_that_says_nothing_does_no_harm(path: Path, text: str) -> None:
    lock.record_path(path).write_text(text)
    ProjectFile.open(path).close()


def test_room_is_kept_for_deleting_and_given_up(path: Path) -> None:
    file = ProjectFile.open(path)
    record = lock.record_path(path)
    held = file._file.require_writable()
    assert record.stat().st_size == lock.RECORD_BYTES + lock.RESERVE_BYTES
    held.give_up_reserve()
    assert record.stat().st_size == lock.RECORD_BYTES
    with pytest.raises(errors.LockedByOther):
        ProjectFile.open(path)
    assert held.keep_reserve()
    file.close()


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("/home/ana/Dropbox/city", "Dropbox"),
        ("/home/ana/OneDrive - Stad Gent/city", "OneDrive"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/home/ana/Nextcloud/x", "Nextcloud"),
        ("/home/ana/GoogleDrive-ana@example.org/x", "Google Drive"),
        ("/home/ana/Documents", ""),
        ("/home/ana/Dropboxes", ""),
    ],
)
def test_folders_that_are_synchronised(folder: str, cloud: str) -> None:
    assert places.cloud_of(Path(folder) / "a.icproj") == cloud


def test_the_users_own_name_for_onedrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", "/data/work-cloud")
    assert places.cloud_of(Path("/data/work-cloud/a/b.icproj")) == "OneDrive"


def test_network_shares_on_linux(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/town\\040hall cifs rw 0 0\n"
        "server:/x /mnt/town\\040hall/local ext4 rw 0 0\n"
    )

    def kind(path: str) -> str:
        return places._linux_type(Path(path), mounts)

    assert kind("/mnt/town hall/a.icproj") == "cifs"
    assert kind("/mnt/town hall/local/a.icproj") == "ext4"
    assert kind("/home/a.icproj") == "ext4"


def test_the_user_is_warned(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    file = make(folder / "a.icproj")
    assert any("Dropbox synchronises" in warning for warning in file.warnings)
    file.close()
