"""A full disk: a clear sentence, nothing shown as saved that is not, and it goes on with room."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from faults.store.making import Maker, document, make, words
from ic_desktop import errors
from ic_desktop.store import attachments, edge
from ic_desktop.store.project_file import ProjectFile


@contextmanager
def full(file: ProjectFile, pages: int = 0) -> Iterator[None]:
    """Let SQLite find the disk full once the file would grow by more than some pages."""
    raw = file._file.database.raw
    (now,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {now + pages}")
    try:
        yield
    finally:
        raw.execute("PRAGMA max_page_count = 4294967294")


def test_what_does_not_fit_is_not_saved_and_nothing_is_lost(tmp_path: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    manifest = file.manifest
    changes = maker.note(1, "x" * 200_000)
    with full(file), pytest.raises(errors.DiskFull, match="no room"):
        file.commit(changes)
    assert file.manifest == manifest
    assert str(words(file)["r/city/1"]).startswith("Words 1.")
    file.commit(changes)
    assert words(file)["r/city/1"] == "x" * 200_000
    assert file.check().holds
    file.close()


def test_a_document_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    size = file.size
    source = document(tmp_path, "a.bin", 20_000_000)
    with full(file, 400), pytest.raises(errors.DiskFull):
        file.attach(source)
    assert file.attachments() == []
    assert file.size == size
    file.attach(source)
    assert file.check().holds
    file.close()


def test_removing_is_possible_with_the_reserve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    file.commit(maker.edit("evidence", "e1", "title", "A report"))
    held = file._file.require_writable()
    given: list[bool] = []
    with full(file):
        raw = file._file.database.raw

        def give_up() -> None:
            given.append(True)
            raw.execute("PRAGMA max_page_count = 4294967294")

        monkeypatch.setattr(held, "give_up_reserve", give_up)
        removal = maker.edit("evidence", "e1", "removed", {"reason": "y" * 30_000, "saw": []})
        file.commit(removal)
    assert given == [True]
    assert file.check().holds
    file.close()


def test_other_edits_leave_the_reserve_alone(tmp_path: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    with full(file):
        with pytest.raises(errors.DiskFull):
            file.commit(maker.note(1, "x" * 200_000))
        assert file._file.require_writable().keep_reserve()
    file.close()


def test_a_quota_counts_as_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(errno.EDQUOT, "quota")

    monkeypatch.setattr(edge.tempfile, "TemporaryFile", refuse)
    assert edge._is_full(tmp_path)


def test_pieces_that_could_not_be_removed_go_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(tmp_path / "a.icproj")

    def stuck(_database: object, _bringing: object = ()) -> int:
        raise errors.DiskFull("x")

    with monkeypatch.context() as broken:
        broken.setattr(attachments, "sweep", stuck)
        with full(file, 400), pytest.raises(errors.DiskFull):
            file.attach(document(tmp_path, "a.bin", 20_000_000))
    file.close()
    file = ProjectFile.open(tmp_path / "a.icproj")
    assert file.check().holds
    assert file.size < 1_500_000
    file.close()


def test_a_stick_that_was_pulled_and_put_back(tmp_path: Path) -> None:
    maker = Maker()
    folder = tmp_path / "stick"
    folder.mkdir()
    file = make(folder / "a.icproj", maker)
    before = maker.note(1, "Before")
    file.commit(before)
    folder.rename(tmp_path / "pulled")
    after = maker.note(1, "After")
    with pytest.raises(errors.FileGone, match="cannot be reached"):
        file.commit(after)
    with pytest.raises(errors.FileGone):
        file.commit(after)
    (tmp_path / "pulled").rename(folder)
    file.commit(after)
    assert words(file)["r/city/1"] == "After"
    assert file.check().holds
    file.close()
    ProjectFile.open(folder / "a.icproj").close()
