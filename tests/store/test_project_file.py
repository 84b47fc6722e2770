"""The project file: what is written comes back, and nothing is written that should not be."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from faults.store.making import Maker, bundle, make, packs, someone_else, words
from ic_desktop import errors
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import fold
from ic_desktop.store import backups, installation, opening, schema
from ic_desktop.store.project_file import Draft, ProjectFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the test's project goes."""
    return tmp_path / "Ghent & “others”?#.icproj"


@pytest.fixture
def maker() -> Maker:
    """Return who edits the test's project."""
    return Maker()


def test_what_is_committed_comes_back(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    file.commit(maker.note(1, "First"))
    file.commit(maker.note(1, "Second"))
    before, manifest = file.changes(), file.manifest
    file.close()
    with_again = ProjectFile.open(path)
    assert with_again.changes() == before
    assert with_again.manifest == manifest
    assert words(with_again)["r/city/1"] == "Second"
    assert with_again.project_id == maker.project_id
    assert with_again.packs() == packs()
    assert with_again.check().holds
    with_again.close()


def test_a_name_that_is_taken_is_not_overwritten(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(errors.FileExists):
        make(path)
    assert path.read_text() == "mine"


def test_a_journal_left_under_the_name_is_not_taken_for_ours(path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(b"old")
    with pytest.raises(errors.FileExists):
        make(path)
    assert not path.exists()


def test_nothing_is_left_where_a_file_could_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(errors.FileNotFound):
        make(tmp_path / "no-folder" / "a.icproj")
    assert list(tmp_path.iterdir()) == []


def test_the_same_changes_twice_are_there_once(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    changes = maker.note(1, "Once")
    manifest = file.commit(changes)
    assert file.commit([*changes, *changes]) == manifest
    assert [c.id for c in file.changes()].count(changes[0].id) == 1
    file.close()


def test_words_that_were_withheld_come_in_later(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    (change,) = maker.note(1, "Withheld at first")
    file.commit([change.without_body()])
    assert file.changes()[-1].body is None
    file.commit([change])
    assert file.changes()[-1] == change
    file.commit([change.without_body()])
    assert file.changes()[-1] == change, "a copy without words takes none away"
    assert file.check().holds
    file.close()


def test_undo_works_across_a_restart(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    file.commit(maker.note(1, "To be undone"))
    file.close()
    file = ProjectFile.open(path)
    ledger = Ledger.of(file.changes())
    step = ledger.to_undo(maker.actor)
    assert step is not None
    file.commit(ledger.undo(step, maker.actor))
    assert str(words(file)["r/city/1"]).startswith("Words 1.")
    file.close()


def test_drafts_are_kept_one_a_field_and_end_with_the_change(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    draft = Draft("answer", "r/city/1", "note", Scope(review="r"), "typ", 1)
    file.save_draft(draft)
    file.save_draft(replace(draft, value="typed", since=2))
    file.close()
    file = ProjectFile.open(path)
    assert file.drafts() == [replace(draft, value="typed", since=2)]
    file.commit(maker.note(1, "typed"), clear_drafts=[draft.key])
    assert file.drafts() == []
    assert file.check().holds
    file.close()


def test_rows_show_what_holds_now(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    file.commit(maker.edit("answer", "r/city/1", "ask-whom", "The librarian"))
    file.commit(maker.note(1, "Now"))
    file.commit(maker.edit("project", maker.project_id, "fictional", True))
    file.close()
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        answer = connection.execute("SELECT * FROM row_answer WHERE id = 'r/city/1'").fetchone()
        city = connection.execute("SELECT * FROM row_project").fetchone()
    connection.close()
    assert (answer["note"], answer["ask_whom"]) == ("Now", "The librarian")
    assert (answer["scope_review"], answer["removal"]) == ("r", "present")
    assert (city["city"], city["fictional"]) == ("Ghent", 1)


def test_the_stamp_tells_what_the_file_is(path: Path) -> None:
    make(path).close()
    with sqlite3.connect(path) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "page_size", "journal_mode")
        }
    connection.close()
    assert pragmas == {
        "application_id": schema.APPLICATION_ID,
        "user_version": 1000,
        "page_size": 16384,
        "journal_mode": "delete",
    }


def test_every_connection_is_set_up_to_be_durable(path: Path) -> None:
    file = make(path)
    database = file._file.database
    wanted = {
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "fullfsync": 1,
        "auto_vacuum": 2,
    }
    assert {name: database.number(name) for name in wanted} == wanted
    file.close()


def test_reading_only_writes_nothing(path: Path, maker: Maker) -> None:
    make(path, maker).close()
    before = path.read_bytes()
    file = ProjectFile.open(path, read_only=True)
    assert file.read_only
    assert file.changes()
    for write in (
        lambda: file.commit(maker.note(1, "no")),
        lambda: file.attach_bytes("a", b"no"),
        lambda: file.drop_drafts([("a", "b", "c")]),
    ):
        with pytest.raises(errors.FileIsReadOnly):
            write()
    file.close()
    assert path.read_bytes() == before


def test_looking_at_a_file_does_not_change_it(path: Path) -> None:
    make(path).close()
    before = path.read_bytes()
    ProjectFile.open(path).close()
    assert path.read_bytes() == before


def test_what_is_no_project_is_told(tmp_path: Path) -> None:
    with pytest.raises(errors.FileNotFound):
        ProjectFile.open(tmp_path / "nothing.icproj")
    other = tmp_path / "letter.icproj"
    other.write_bytes(b"Dear all, " * 100)
    with pytest.raises(errors.NotAProject):
        ProjectFile.open(other)
    with pytest.raises(errors.NotAProject):
        ProjectFile.open(tmp_path)


def test_someone_elses_file_is_not_opened(path: Path, tmp_path: Path) -> None:
    with someone_else(tmp_path / "their-home"):
        make(path).close()
    before = path.read_bytes()
    with pytest.raises(errors.StrangersFile):
        ProjectFile.open(path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name, "their-home"]


def test_our_own_file_is_known_in_any_state_that_we_left_it_in(
    path: Path, tmp_path: Path, maker: Maker
) -> None:
    file = make(path, maker)
    file.save_copy(tmp_path / "early.icproj")
    file.commit(maker.note(1, "Later"))
    file.close()
    early = ProjectFile.open(tmp_path / "early.icproj")
    assert str(words(early)["r/city/1"]).startswith("Words 1.")
    early.close()


def test_a_change_that_we_did_not_write_makes_it_a_strangers_or_damaged(path: Path) -> None:
    make(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM changes WHERE seq = 5")
    connection.close()
    with pytest.raises(errors.TornCopy):
        ProjectFile.open(path)


def test_a_mark_from_another_state_does_not_fit(path: Path, maker: Maker) -> None:
    """Rows of our own, put together anew by someone else, are not a file of our own."""
    file = make(path, maker)
    file.commit(maker.note(1, "First"))
    file.close()
    with sqlite3.connect(path) as connection:
        mark = connection.execute("SELECT mark FROM meta").fetchone()[0]
        forged = mark[:32] + bytes([mark[32] ^ 1]) + mark[33:]
        connection.execute("UPDATE meta SET mark = ?", (forged,))
    connection.close()
    with pytest.raises(errors.TornCopy):
        ProjectFile.open(path)


def test_a_write_from_elsewhere_is_noticed_and_not_written_over(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET manifest = zeroblob(32)")
    connection.close()
    with pytest.raises(errors.ChangedElsewhere):
        file.commit(maker.note(1, "Mine"))
    file.close()


def test_a_newer_major_is_read_and_never_written(path: Path) -> None:
    make(path).close()
    _stamp(path, 2000)
    before = path.read_bytes()
    file = ProjectFile.open(path)
    assert file.read_only
    assert any("newer version" in warning for warning in file.warnings)
    assert file.changes()
    file.close()
    assert path.read_bytes() == before


def test_a_newer_major_of_another_form_is_refused(path: Path) -> None:
    make(path).close()
    _stamp(path, 2000)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE of_the_future (x)")
    connection.close()
    with pytest.raises(errors.NewerFormat):
        ProjectFile.open(path)


def test_a_newer_minor_opens_and_keeps_kinds_that_we_do_not_know(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    file.commit(maker.edit("of-the-future", "x", "field", {"deep": [1, 2]}))
    before = file.changes()
    file.close()
    _stamp(path, 1007)
    file = ProjectFile.open(path)
    assert not file.read_only
    assert file.changes() == before
    file.commit(maker.note(1, "Goes on"))
    assert file.check().holds
    file.close()


def _stamp(path: Path, version: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_rows_of_an_older_version_are_made_anew(path: Path, maker: Maker) -> None:
    make(path, maker).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE row_answer")
        connection.execute("UPDATE meta SET projection = 'older'")
    connection.close()
    file = ProjectFile.open(path)
    assert file.check().holds
    assert file.check().rows > 20
    file.close()


def test_a_pack_is_embedded_once(path: Path) -> None:
    file = make(path)
    manifest = file.manifest
    assert file.add_pack(bundle()) == pack_hash(bundle())
    assert file.manifest == manifest
    file.add_pack(b'{"another": 1}')
    assert len(file.packs()) == 2
    file.close()


def test_an_import_goes_out_as_a_whole_and_comes_back(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    other = Editor(fold(file.changes()), Maker().actor)
    other.set("answer", "r/city/1", "note", "Theirs", Scope(review="r"))
    other.create("evidence", {"title": "Their report"})
    file.commit(other.changes, imported=True)
    manifest, theirs = file.manifest, file.imports()[0]
    assert theirs.changes == len(other.changes)
    file.undo_import(theirs.batch)
    assert str(words(file)["r/city/1"]).startswith("Words 1.")
    assert fold(file.changes()).records("evidence") == {}
    assert file.check().holds
    file.close()
    file = ProjectFile.open(path)
    file.commit(other.changes, imported=True)
    assert words(file)["r/city/1"] == "Theirs"
    assert file.check().holds
    assert file.manifest != manifest, "it is another import"
    file.close()


def test_an_import_that_others_build_on_stays(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    other = Editor(fold(file.changes()), Maker().actor)
    other.set("answer", "r/city/1", "note", "Theirs", Scope(review="r"))
    file.commit(other.changes, imported=True)
    maker.state = fold(file.changes())
    mine = maker.note(1, "On top of theirs")
    file.commit(mine)
    with pytest.raises(errors.CannotUndoImport) as raised:
        file.undo_import(1)
    assert raised.value.changes == (mine[0].id,)
    assert words(file)["r/city/1"] == "On top of theirs"
    file.close()


def test_an_error_never_quotes_what_was_typed(path: Path, maker: Maker) -> None:
    file = make(path, maker)
    database = file._file.database
    with pytest.raises(Exception, match="no column named") as raised:
        database.sql("INSERT INTO meta (nonsense) VALUES (?)", ("A SECRET WORD",))
    assert "A SECRET WORD" not in str(raised.value)
    file.close()


def test_the_secret_is_made_once_and_stays(home: Path) -> None:
    first = installation.secret()
    assert len(first) == 32
    assert installation.secret() == first
    assert (home / "data" / "installation.key").stat().st_mode & 0o077 == 0


def test_the_guarded_route_starts_without_sqlalchemy() -> None:
    code = (
        "import sys, ic_desktop.store.stranger, ic_desktop.helper, ic_desktop.helper_client;"
        "sys.exit('sqlalchemy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_project_at_an_unknown_place_has_no_backup() -> None:
    assert backups.newest_of_file(Path("/nowhere/x.icproj")) is None


def test_a_write_protected_file_is_told_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path).close()
    monkeypatch.setattr(opening.os, "access", lambda _path, _mode: False)
    with pytest.raises(errors.WriteProtected):
        ProjectFile.open(path)
    ProjectFile.open(path, read_only=True).close()
