"""Backups: dated, bounded, outside the file, and good for restoring."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from faults.store.making import Maker, make, words
from ic_desktop import errors
from ic_desktop.store import attachments, backups
from ic_desktop.store.kept import Plain
from ic_desktop.store.project_file import ProjectFile


def test_a_backup_is_made_once_for_each_state(tmp_path: Path, home: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    first = file.backup()
    assert file.backup() == first
    file.commit(maker.note(1, "More"))
    second = file.backup()
    assert second != first
    listed = backups.list_backups(maker.project_id)
    assert [backup.path for backup in listed] == [second, first]
    assert abs(listed[0].when - datetime.now(UTC)) < timedelta(minutes=1)
    assert second.is_relative_to(home / "backups")
    file.close()


def test_documents_are_kept_once_for_all_backups(tmp_path: Path, home: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    attached = file.attach_bytes("a.bin", os.urandom(3_000_000))
    file.backup()
    file.commit(maker.note(1, "More"))
    file.backup()
    file.close()
    total = sum(path.stat().st_size for path in (home / "backups").rglob("*") if path.is_file())
    assert total < 3_000_000 + 2 * 700_000
    kept = Plain(backups.folder_of(maker.project_id)).path(attached.sha256)
    assert kept.stat().st_size == 3_000_000


def test_a_backup_restores_words_and_documents(tmp_path: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    attached = file.attach_bytes("a.bin", b"kept" * 100_000)
    backup = file.backup()
    before = file.changes()
    file.commit(maker.note(1, "Later"))
    file.close()
    assert backups.restore(backup, tmp_path / "back.icproj") == ()
    restored = ProjectFile.open(tmp_path / "back.icproj")
    assert restored.changes() == before
    assert b"".join(restored.read_attachment(attached.sha256)) == b"kept" * 100_000
    assert restored.check().holds
    restored.close()
    with pytest.raises(errors.FileExists):
        backups.restore(backup, tmp_path / "back.icproj")


def test_a_document_that_was_not_kept_is_told(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    attached = file.attach_bytes("a.bin", os.urandom(600_000))
    backup = file.backup()
    Plain(backup.parent).path(attached.sha256).write_bytes(b"something else")
    file.close()
    assert backups.restore(backup, tmp_path / "back.icproj") == (attached.sha256,)
    restored = ProjectFile.open(tmp_path / "back.icproj")
    assert restored.check().holds
    assert restored.attachments() == []
    restored.close()


def test_a_drive_with_little_room_gets_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(tmp_path / "a.icproj")
    attached = file.attach_bytes("a.bin", os.urandom(600_000))
    usage = type("Usage", (), {"free": 2**30})
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _folder: usage)
    backup = file.backup()
    assert not Plain(backup.parent).path(attached.sha256).exists()
    usage.free = 2**31
    file.backup()
    assert Plain(backup.parent).path(attached.sha256).exists()
    file.close()


def test_they_are_bounded_in_number(tmp_path: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    source = file.backup()
    folder = source.parent
    now = datetime.now(UTC)
    for hours in range(1, 24 * 30, 5):
        stamp = f"{now - timedelta(hours=hours):%Y%m%dT%H%M%S%fZ}"
        (folder / f"{stamp}-{hours:016x}.icproj").write_bytes(source.read_bytes())
    backups.prune(maker.project_id)
    left = backups.list_backups(maker.project_id)
    assert left[0].path == source
    assert backups.NEWEST <= len(left) <= backups.NEWEST + backups.DAYS
    days = {backup.when.date() for backup in left}
    assert len(days) >= backups.DAYS
    assert min(backup.when for backup in left) > now - timedelta(days=backups.DAYS + 1)
    file.close()


def test_documents_that_no_backup_names_go(tmp_path: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    source = file.backup()
    stray = Plain(source.parent).path("0" * 64)
    stray.parent.mkdir()
    stray.write_bytes(b"old")
    then = datetime.now(UTC) - timedelta(days=40)
    for minute in range(12):
        stamp = f"{then + timedelta(minutes=minute):%Y%m%dT%H%M%S%fZ}"
        (source.parent / f"{stamp}-{minute:016x}.icproj").write_bytes(source.read_bytes())
    backups.prune(maker.project_id)
    assert not stray.exists()
    file.close()


def test_cancelling_leaves_no_half_document(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    attached = file.attach_bytes("a.bin", os.urandom(3_000_000))
    with pytest.raises(errors.Cancelled):
        file.backup(cancelled=lambda: True)
    folder = backups.folder_of(file.project_id) / "documents"
    assert list(folder.iterdir()) == []
    file.backup()
    assert [path.name for path in folder.iterdir()] == [attached.sha256]
    file.close()


def test_a_damaged_document_does_not_keep_the_words_from_being_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(tmp_path / "a.icproj")
    file.attach_bytes("a.bin", os.urandom(600_000))

    def broken(*_given: object) -> None:
        raise errors.DocumentDamaged("x")

    monkeypatch.setattr(attachments, "export", broken)
    assert file.backup().exists()
    file.close()


def test_a_saved_copy_is_whole_while_work_goes_on(tmp_path: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    file.attach_bytes("a.bin", os.urandom(20_000_000))
    told: list[int] = []

    def between(done: int, _total: int) -> None:
        told.append(done)
        file.commit(maker.note(1, f"Note {len(told)}"))

    file.save_copy(tmp_path / "copy.icproj", on_progress=between)
    assert len(told) >= 5
    copy = ProjectFile.open(tmp_path / "copy.icproj")
    assert str(words(copy)["r/city/1"]).startswith("Note ")
    assert copy.check().holds
    copy.close()
    with pytest.raises(errors.FileExists):
        file.save_copy(tmp_path / "copy.icproj")
    with pytest.raises(errors.Cancelled):
        file.save_copy(tmp_path / "other.icproj", cancelled=lambda: True)
    assert not (tmp_path / "other.icproj").exists()
    file.close()
