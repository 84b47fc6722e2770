"""A project with a passphrase: nothing of it can be read without, and nothing is lost with it."""

import os
import random
import shutil
from pathlib import Path

import pytest

from faults.store.killing import rounds
from faults.store.making import Maker, make, packs, someone_else, words
from ic_desktop import errors
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.erase import erase
from ic_desktop.store import backups, header, stranger
from ic_desktop.store.cipher import PLAIN_START
from ic_desktop.store.project_file import Draft, ProjectFile
from ic_desktop.store.salvage import salvage
from ic_desktop.store.schema import PAGE_SIZE

SECRET = "vier Wörter im Garten"
OTHER = "quite another sentence"
MARKER = "Zeuge-Kornblume"
WHERE = Scope(review="r", voice="city", factor="1")


def protected(path: Path, maker: Maker | None = None, passphrase: str = SECRET) -> ProjectFile:
    """Return a new open protected project with a few answers."""
    maker = maker or Maker()
    return ProjectFile.create(
        path,
        project_id=maker.project_id,
        changes=maker.filled(20),
        packs=packs(),
        passphrase=passphrase,
    )


def marked(path: Path, maker: Maker) -> ProjectFile:
    """Return a new protected project with the marker in words, a draft and a document."""
    file = protected(path, maker)
    file.commit(maker.note(1, f"{MARKER} said so"))
    file.save_draft(Draft("answer", "r/city/2", "note", WHERE, f"{MARKER} types", 1))
    file.attach_bytes(f"{MARKER}.txt", f"{MARKER} wrote. ".encode() * 30_000)
    return file


def holds_marker(folder: Path) -> list[str]:
    """Return the files in which, or in whose names, the marker can be read."""
    wanted = [MARKER.encode(), MARKER.encode("utf-16-le"), MARKER.encode("utf-16-be")]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file()
        and (MARKER in path.name or any(mark in path.read_bytes() for mark in wanted))
    ]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the system gives for what is temporary."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


# Opening


def test_it_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    path = tmp_path / "a.icproj"
    file = protected(path)
    assert file.protected
    before = words(file)
    file.close()
    with pytest.raises(errors.NeedsPassphrase, match="protected"):
        ProjectFile.open(path)
    for wrong in ("vier Wörter im garten", SECRET + " ", "x"):
        with pytest.raises(errors.WrongProjectPassphrase):
            ProjectFile.open(path, passphrase=wrong)
    again = ProjectFile.open(path, passphrase=SECRET)
    assert words(again) == before
    assert again.check().holds
    again.close()


def test_how_a_keyboard_writes_an_umlaut_does_not_matter(tmp_path: Path) -> None:
    protected(tmp_path / "a.icproj").close()
    apart = SECRET.replace("ö", "o\N{COMBINING DIAERESIS}")
    assert apart != SECRET
    ProjectFile.open(tmp_path / "a.icproj", passphrase=apart).close()


def test_a_plain_project_needs_none_and_takes_any(tmp_path: Path) -> None:
    make(tmp_path / "a.icproj").close()
    file = ProjectFile.open(tmp_path / "a.icproj", passphrase=SECRET)
    assert not file.protected
    file.close()
    assert (tmp_path / "a.icproj").read_bytes().startswith(PLAIN_START)


def test_it_is_a_file_of_sqlcipher_s_own_kind(tmp_path: Path) -> None:
    """Whoever has the passphrase can read it with other tools: the key is derived as they do."""
    from sqlcipher3 import dbapi2

    protected(tmp_path / "a.icproj", passphrase=OTHER).close()
    connection = dbapi2.connect(str(tmp_path / "a.icproj"))
    connection.execute(f"PRAGMA key = '{OTHER}'")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    ((count,),) = connection.execute("SELECT count(*) FROM changes").fetchall()
    connection.close()
    assert count > 20


@pytest.mark.parametrize("size", [PAGE_SIZE, 3 * PAGE_SIZE])
def test_rubbish_is_told_from_a_protected_file_as_far_as_can_be(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.icproj"
    for rubbish in (bytes(size), b"%PDF-1.7 and text. " * (size // 19), os.urandom(size - 1)):
        path.write_bytes(rubbish)
        with pytest.raises(errors.NotAProject):
            ProjectFile.open(path, passphrase=SECRET)
    path.write_bytes(os.urandom(size))
    with pytest.raises(errors.NeedsPassphrase):
        ProjectFile.open(path)
    with pytest.raises(errors.WrongProjectPassphrase):
        ProjectFile.open(path, passphrase=SECRET)


def test_a_library_that_plain_files_do_not_need_is_not_loaded(tmp_path: Path) -> None:
    import subprocess
    import sys

    make(tmp_path / "a.icproj").close()
    code = (
        "import sys; from pathlib import Path;"
        "from ic_desktop.store.project_file import ProjectFile;"
        "file = ProjectFile.open(Path(sys.argv[1])); file.backup(); file.close();"
        "print('sqlcipher3' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.icproj")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


# Nothing lies open


def test_no_word_of_it_can_be_read_anywhere(tmp_path: Path, home: Path, temporary: Path) -> None:
    maker = Maker()
    folder = tmp_path / "projects"
    folder.mkdir()
    file = marked(folder / "a.icproj", maker)
    file.backup()
    file.commit(maker.note(2, f"{MARKER} again"))
    file.backup()
    file.save_copy(folder / "copy.icproj")
    file.change_passphrase(OTHER)
    file.close()
    assert not holds_marker(folder)
    assert not holds_marker(home)
    assert not holds_marker(temporary)
    hashed = "".join(path.name for path in home.rglob("*"))
    again = ProjectFile.open(folder / "a.icproj", passphrase=OTHER)
    assert all(document.sha256.hex() not in hashed for document in again.attachments())
    again.close()


def test_a_journal_shows_nothing(tmp_path: Path) -> None:
    file = marked(tmp_path / "a.icproj", Maker())
    seen: list[bytes] = []
    database = file._file.database
    database.sql("PRAGMA cache_size = 10")  # so that pages go to the disk before the end
    with database.writing():
        database.sql("UPDATE changes SET batch = batch + 0")
        database.sql("UPDATE chunk_data SET data = zeroblob(length(data))")
        seen.append(header.journal_path(file.path).read_bytes())
        database.sql("ROLLBACK")
        database.sql("BEGIN")
    file.close()
    assert len(seen[0]) > PAGE_SIZE
    assert MARKER.encode() not in seen[0]


def test_a_copy_has_the_same_passphrase(tmp_path: Path) -> None:
    file = protected(tmp_path / "a.icproj")
    file.save_copy(tmp_path / "copy.icproj")
    before = words(file)
    file.close()
    with pytest.raises(errors.NeedsPassphrase):
        ProjectFile.open(tmp_path / "copy.icproj")
    copy = ProjectFile.open(tmp_path / "copy.icproj", passphrase=SECRET)
    assert words(copy) == before
    copy.close()


# Setting, changing and taking away


def test_the_passphrase_is_set_changed_and_taken_away(tmp_path: Path, home: Path) -> None:
    maker = Maker()
    path = tmp_path / "a.icproj"
    file = make(path, maker)
    file.commit(maker.note(1, f"{MARKER} said so"))
    attached = file.attach_bytes("a.bin", f"{MARKER} wrote. ".encode() * 30_000)
    file.backup()
    before = words(file)
    assert holds_marker(tmp_path)
    assert len(holds_marker(home)) == 2

    for new in (SECRET, OTHER, ""):
        assert file.change_passphrase(new) == ()
        assert file.protected == bool(new)
        assert words(file) == before
        assert b"".join(file.read_attachment(attached.sha256)).startswith(MARKER.encode())
        assert file.check().holds
        assert bool(holds_marker(tmp_path)) == (not new)
        assert len(holds_marker(home)) == (0 if new else 2)
        file.commit(maker.note(3, f"after {new}"))
        before = words(file)
        file.close()
        (kept,) = backups.list_backups(maker.project_id)
        back = tmp_path / f"back{len(new)}.icproj"
        assert backups.restore(kept.path, back, passphrase=new) == ()
        restored = ProjectFile.open(back, passphrase=new)
        assert b"".join(restored.read_attachment(attached.sha256)).startswith(MARKER.encode())
        restored.close()
        back.unlink()
        file = ProjectFile.open(path, passphrase=new)
    file.close()


def test_the_old_passphrase_opens_nothing_any_more(tmp_path: Path) -> None:
    file = protected(tmp_path / "a.icproj")
    backup = file.backup()
    file.change_passphrase(OTHER)
    file.close()
    with pytest.raises(errors.WrongProjectPassphrase):
        ProjectFile.open(tmp_path / "a.icproj", passphrase=SECRET)
    with pytest.raises(errors.WrongProjectPassphrase):
        backups.restore(backup, tmp_path / "b.icproj", passphrase=SECRET)
    with pytest.raises(errors.NeedsPassphrase):
        backups.restore(backup, tmp_path / "b.icproj")
    assert not (tmp_path / "b.icproj").exists()


def test_a_full_drive_leaves_the_project_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(tmp_path / "a.icproj")
    before = words(file)

    def full(_folder: Path, _size: int) -> None:
        raise errors.DiskFull("x")

    monkeypatch.setattr("ic_desktop.store.attachments.need_room", full)
    with pytest.raises(errors.DiskFull):
        file.change_passphrase(SECRET)
    assert not file.protected
    assert words(file) == before
    file.close()
    ProjectFile.open(tmp_path / "a.icproj").close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.icproj"]


def test_erasing_goes_through_the_backups_that_open(tmp_path: Path, home: Path) -> None:
    """Those with another passphrase are deleted, which is told."""
    maker = Maker()
    file = protected(tmp_path / "a.icproj", maker)
    file.attach_bytes("a.bin", b"kept" * 100_000)
    ours = file.backup()
    locked = ours.with_name(f"20200101T000000000000Z-{'0' * 16}.icproj")
    other = ProjectFile.create(
        tmp_path / "b.icproj", project_id=maker.project_id, changes=[], packs={}, passphrase=OTHER
    )
    other.close()
    shutil.copyfile(tmp_path / "b.icproj", locked)
    editor = Editor(maker.state, maker.actor)
    note = next(c for c in file.changes() if c.header.entity == "r/city/1")
    fields = frozenset({("answer", "r/city/1", "note")})
    erase(editor, file.changes(), fields=fields, files=frozenset(), reason="consent withdrawn")
    file.erase(editor.changes)
    assert any("another passphrase" in warning for warning in file.warnings)
    assert ours.exists()
    assert not locked.exists()
    assert backups.restore(ours, tmp_path / "back.icproj", passphrase=SECRET) == ()
    back = ProjectFile.open(tmp_path / "back.icproj", passphrase=SECRET)
    assert next(c for c in back.changes() if c.id == note.id).body is None
    back.close()
    file.close()
    assert file.path.stat().st_size % PAGE_SIZE == 0
    assert not file.path.read_bytes().startswith(PLAIN_START)


# Someone else's


def test_a_strangers_protected_file_is_looked_through_and_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "theirs.icproj"
    with someone_else(tmp_path / "their-home"):
        file = protected(path)
        file.attach_bytes("a.bin", b"theirs" * 100_000)
        before = words(file)
        file.close()
    with pytest.raises(errors.NeedsPassphrase):
        stranger.inspect(path)
    with pytest.raises(errors.WrongProjectPassphrase):
        stranger.inspect(path, passphrase=OTHER)
    with pytest.raises(errors.StrangersFile):
        ProjectFile.open(path, passphrase=SECRET)
    seen = stranger.inspect(path, passphrase=SECRET)
    assert (seen.city, seen.documents) == ("Ghent", 1)
    read = ProjectFile.open(path, read_only=True, trusted=seen.trusts, passphrase=SECRET)
    assert words(read) == before
    read.close()
    assert stranger.adopt(seen, tmp_path / "mine.icproj", passphrase=SECRET) == ()
    mine = ProjectFile.open(tmp_path / "mine.icproj", passphrase=SECRET)
    assert mine.protected
    assert words(mine) == before
    assert mine.check().holds
    mine.close()


def test_a_huge_value_in_a_strangers_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "theirs.icproj"
    with someone_else(tmp_path / "their-home"):
        file = protected(path)
        with file._file.database.writing():
            size = 30 * 2**20
            file._file.database.sql(
                "INSERT INTO extras (name, value) VALUES ('x', zeroblob(?))", (size,)
            )
        file.close()
    with pytest.raises(errors.RefusedProject, match="more than a project needs"):
        stranger.inspect(path, passphrase=SECRET)


# Damage


def damaged_at(path: Path, place: int) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return a protected project with a document, closed."""
    file = protected(tmp_path / "a.icproj")
    file.attach_bytes("a.bin", os.urandom(900_000))
    file.close()
    return file.path


def test_any_changed_bit_is_noticed(whole: Path) -> None:
    chance = random.Random(3)
    good = whole.read_bytes()
    for _trial in range(40):
        whole.write_bytes(good)
        damaged_at(whole, chance.randrange(len(good)))
        try:
            file = ProjectFile.open(whole, passphrase=SECRET)
        except (errors.DamagedProject, errors.WrongProjectPassphrase):
            continue
        problems = file.check().problems
        file.close()
        assert problems


def test_the_right_passphrase_tells_damage_from_a_wrong_one(whole: Path) -> None:
    damaged_at(whole, PAGE_SIZE // 2)
    with pytest.raises(errors.DamagedProject):
        ProjectFile.open(whole, passphrase=SECRET)
    with pytest.raises(errors.WrongProjectPassphrase):
        ProjectFile.open(whole, passphrase=OTHER)


def test_what_is_whole_of_a_damaged_file_is_saved_protected(whole: Path, tmp_path: Path) -> None:
    damaged_at(whole, 20 * PAGE_SIZE)
    report = salvage(whole, tmp_path / "saved.icproj", passphrase=SECRET)
    assert report.changes + report.documents > 0
    saved = ProjectFile.open(tmp_path / "saved.icproj", passphrase=SECRET)
    assert saved.protected
    assert saved.check().holds
    saved.close()


def test_after_a_damaged_document_saving_goes_on(whole: Path) -> None:
    """SQLCipher's connection reads nothing more after a page that does not hold."""
    file = ProjectFile.open(whole, passphrase=SECRET)
    (document,) = file.attachments()
    damaged_at(whole, whole.stat().st_size - 10 * PAGE_SIZE)
    with pytest.raises(errors.DocumentDamaged):
        list(file.read_attachment(document.sha256.hex()))
    before = len(file.changes())
    file.commit(Maker(file.project_id).note(99, "still"))
    assert len(file.changes()) == before + 1
    assert not file.check().holds
    file.close()


# Interruption


def test_killed_while_editing_and_attaching(tmp_path: Path) -> None:
    protected(tmp_path / "a.icproj").close()
    failures = list(rounds(tmp_path / "a.icproj", tmp_path, random.Random(11), 5, SECRET))
    assert failures == []


def interrupted(path: Path, to: Path) -> ProjectFile:
    """Copy a file and its journal as they are in the middle of a saving; return the open file."""
    file = ProjectFile.open(path, passphrase=SECRET)
    database = file._file.database
    database.sql("PRAGMA cache_size = 10")  # so that pages go to the disk before the end
    with database.writing():
        database.sql("PRAGMA user_version = 1000")  # which touches the first page
        database.sql("UPDATE chunk_data SET data = randomblob(length(data))")
        shutil.copyfile(path, to)
        shutil.copyfile(header.journal_path(path), header.journal_path(to))
        database.sql("ROLLBACK")
        database.sql("BEGIN")
    return file


def test_an_interrupted_saving_is_undone(whole: Path, tmp_path: Path) -> None:
    file = interrupted(whole, tmp_path / "copy.icproj")
    before = words(file)
    file.close()
    copy = ProjectFile.open(tmp_path / "copy.icproj", passphrase=SECRET)
    assert any("interrupted" in warning for warning in copy.warnings)
    assert words(copy) == before
    assert copy.check().holds
    copy.close()


def test_another_files_journal_is_not_taken(whole: Path, tmp_path: Path) -> None:
    """Whether it was made with another key or at another moment."""
    file = interrupted(whole, tmp_path / "copy.icproj")
    journal = header.journal_path(tmp_path / "copy.icproj").read_bytes()
    assert header.has_journal(tmp_path / "copy.icproj")
    for round_ in range(3):
        file.commit(Maker(file.project_id).note(round_, "later"))
    before = len(file.changes())
    file.close()
    for _moment in ("another moment", "another key"):
        header.journal_path(whole).write_bytes(journal)
        again = ProjectFile.open(whole, passphrase=SECRET)
        assert len(again.changes()) == before
        assert again.check().holds
        again.change_passphrase(OTHER)
        again.change_passphrase(SECRET)
        again.close()
