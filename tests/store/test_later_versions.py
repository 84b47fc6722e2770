"""What a later version keeps beside the changes, and what may be typed at all."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from faults.store.making import Maker, make, packs, someone_else
from ic_desktop import errors
from ic_desktop.project.changes import Change, Scope, make_change
from ic_desktop.project.edit import new_id
from ic_desktop.store import backups, manifest, schema, stranger
from ic_desktop.store.manifest import Sums
from ic_desktop.store.project_file import Draft, ProjectFile
from ic_desktop.store.reading import Meta


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the test's project goes."""
    return tmp_path / "a.icproj"


def keep(file: ProjectFile, name: str, value: bytes) -> None:
    """Keep something beside the changes, as a later version will."""

    def write(sums: Sums, meta: Meta) -> Meta:
        row = {"name": name, "value": value}
        file._file.database.execute(insert(schema.extras), row)
        sums.add(manifest.extra_element(name, value))
        return meta

    file._write(write)


def kept(path: Path) -> list[tuple[str, bytes]]:
    """Return what a closed file keeps beside the changes, but for what binds it (binding.py)."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT name, value FROM extras WHERE name <> 'copy'").fetchall()
    finally:
        connection.close()


def test_what_a_later_version_keeps_stays_through_editing_backing_up_and_erasing(
    path: Path, tmp_path: Path
) -> None:
    maker = Maker()
    file = make(path, maker)
    keep(file, "handed-out", b"\0lane")
    file.commit(maker.note(1, "More"))
    backup = file.backup()
    file.close()
    again = ProjectFile.open(path)
    assert again.check().holds
    again.save_copy(tmp_path / "copy.icproj")
    again.close()
    backups.restore(backup, tmp_path / "back.icproj")
    for one in (path, tmp_path / "copy.icproj", tmp_path / "back.icproj"):
        assert kept(one) == [("handed-out", b"\0lane")]
        ProjectFile.open(one).close()


def test_it_counts_in_the_manifest(path: Path) -> None:
    file = make(path)
    keep(file, "handed-out", b"lane")
    file.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE extras SET value = x'00'")
    connection.commit()
    connection.close()
    with pytest.raises(errors.TornCopy):
        ProjectFile.open(path)


def test_it_is_not_taken_over_from_someone_else(path: Path, tmp_path: Path) -> None:
    with someone_else(tmp_path / "theirs"):
        file = make(path)
        keep(file, "handed-out", b"lane")
        file.close()
    stranger.adopt(stranger.inspect(path), tmp_path / "mine.icproj")
    assert kept(tmp_path / "mine.icproj") == []
    ProjectFile.open(tmp_path / "mine.icproj").close()


def test_a_draft_tells_who_typed_it(path: Path) -> None:
    file = make(path)
    draft = Draft("answer", "r/city/1", "note", Scope(), "typ", 1, new_id(), new_id())
    file.save_draft(draft)
    file.close()
    again = ProjectFile.open(path)
    assert again.drafts() == [draft]
    again.close()


@pytest.mark.parametrize(
    "draft",
    [
        Draft("erasure", "e", "record", Scope(), {"changes": [], "files": [], "reason": ""}, 1),
        Draft("seal", "e", "record", Scope(), None, 1),
        Draft("Answer", "e", "note", Scope(), "x", 1),
        Draft("answer", "e e", "note", Scope(), "x", 1),
        Draft("answer", "e", "", Scope(), "x", 1),
        Draft("answer", "e", "note", Scope(voice="x" * 201), "x", 1),
        Draft("answer", "e", "note", Scope(), "x", 1, "me", ""),
        Draft("answer", "e", "note", Scope(), "x", 1, "", "here"),
    ],
)
def test_a_strangers_draft_that_no_one_can_type_is_refused(path: Path, draft: Draft) -> None:
    """It would become a change in the name of whoever opens the file."""
    with someone_else(path.parent / "theirs"):
        file = make(path)
        file.save_draft(draft)
        file.close()
    with pytest.raises(errors.RefusedProject):
        stranger.inspect(path)


def forged(change: Change, **header: object) -> Change:
    """Return a change whose hash holds, but not what it says about others."""
    assert change.body is not None
    return make_change(replace(change.header, **header), change.body)  # type: ignore[arg-type] - any field of a header


@pytest.mark.parametrize("depth", [1, 3, 2**53 - 1])
def test_a_strangers_forged_history_is_not_made_ours(
    path: Path, tmp_path: Path, depth: int
) -> None:
    maker = Maker()
    changes = [*maker.filled(), *maker.note(1, "More")]
    changes[-1] = forged(changes[-1], depth=depth)
    with someone_else(tmp_path / "theirs"):
        ProjectFile.create(
            path, project_id=maker.project_id, changes=changes, packs=packs()
        ).close()
    found = stranger.inspect(path)
    with pytest.raises(errors.RefusedProject):
        stranger.adopt(found, tmp_path / "mine.icproj")
    assert not (tmp_path / "mine.icproj").exists()
