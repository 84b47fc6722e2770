"""What binds a copy to its project: its key, its proof, and what is believed of neither."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from faults.store.making import Maker, make, packs, someone_else
from ic_desktop import errors
from ic_desktop.project.changes import canonical
from ic_desktop.project.edit import Editor, new_id
from ic_desktop.project.erase import erase
from ic_desktop.project.state import fold
from ic_desktop.review.lane import Lane
from ic_desktop.store import backups, binding, manifest, stranger
from ic_desktop.store.binding import Binding, proves
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.store.salvage import salvage
from ic_desktop.store.stranger import Inspection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the test's project goes."""
    return tmp_path / "a.icproj"


def hand_out(maker: Maker) -> Binding:
    """Return the binding of a copy for one person."""
    lane = Lane("r", maker.actor.author, frozenset({"judge"}), ("1", "2"), (), largest=7)
    return Binding("hand-out", new_id(), binding.new_key(), lane, 1)


def proven(seen: Inspection, key: bytes) -> bool:
    return proves(key, seen.project_id, seen.manifest, seen.proof)


def execute(path: Path, statement: str, *parameters: object) -> None:
    """Change a closed file behind the program's back."""
    connection = sqlite3.connect(path)
    connection.execute(statement, parameters)
    connection.commit()
    connection.close()


def test_a_new_project_has_a_key_that_its_plain_copies_share(path: Path, tmp_path: Path) -> None:
    file = make(path)
    bound = file.binding
    file.close()
    assert bound is not None
    assert (bound.kind, bound.lane, len(bound.key)) == ("project", None, 32)
    copy = tmp_path / "copy.icproj"
    copy.write_bytes(path.read_bytes())
    again = ProjectFile.open(copy)
    assert again.binding == bound
    assert again.check().holds
    again.close()
    assert proven(stranger.inspect(copy), bound.key)


def test_the_proof_follows_every_write_and_fits_no_other_file(path: Path, tmp_path: Path) -> None:
    maker = Maker()
    file = make(path, maker)
    before = stranger.inspect(path)
    file.commit(maker.note(1, "More"))
    bound = file.binding
    file.close()
    after = stranger.inspect(path)
    assert bound is not None
    assert after.proof != before.proof
    assert proven(before, bound.key)
    assert proven(after, bound.key)
    assert not proven(replace(after, proof=before.proof), bound.key)
    assert not proven(replace(after, project_id=new_id()), bound.key)
    assert not proven(after, binding.new_key())
    assert not proven(after, b"")
    assert not proven(replace(after, proof=b""), bound.key)


def test_a_hand_out_stays_bound_where_it_is_adopted_and_edited(path: Path, tmp_path: Path) -> None:
    """It is sent out, edited by someone else, and comes back."""
    maker = Maker()
    bound = hand_out(maker)
    ProjectFile.create(
        path, project_id=maker.project_id, changes=maker.filled(), packs=packs(), bound=bound
    ).close()
    theirs = tmp_path / "theirs.icproj"
    with someone_else(tmp_path / "elsewhere"):
        stranger.adopt(stranger.inspect(path), theirs)
        file = ProjectFile.open(theirs)
        assert file.binding == bound
        file.commit(maker.note(1, "Typed there"))
        file.close()
    seen = stranger.inspect(theirs)
    assert (seen.copy_kind, seen.copy_id) == ("hand-out", bound.id)
    assert proven(seen, bound.key)


def test_it_stays_through_copies_backups_and_salvage(path: Path, tmp_path: Path) -> None:
    file = make(path)
    bound = file.binding
    file.save_copy(tmp_path / "copy.icproj")
    backup = file.backup()
    file.close()
    backups.restore(backup, tmp_path / "back.icproj")
    salvage(path, tmp_path / "saved.icproj")
    for name in ("copy", "back", "saved"):
        one = ProjectFile.open(tmp_path / f"{name}.icproj")
        assert one.binding == bound
        one.close()


def test_it_stays_where_something_is_erased_and_with_a_passphrase(path: Path) -> None:
    maker = Maker()
    file = make(path, maker)
    bound = file.binding
    editor = Editor(fold(file.changes()), maker.actor)
    fields = frozenset({("answer", "r/city/1", "note")})
    erase(editor, file.changes(), fields=fields, files=frozenset(), reason="consent withdrawn")
    file.erase(editor.changes)
    assert file.binding == bound
    file.change_passphrase("six quiet herons")
    assert file.binding == bound
    file.close()
    again = ProjectFile.open(path, passphrase="six quiet herons")
    assert again.binding == bound
    again.commit(maker.note(2, "More"))
    again.close()
    assert bound is not None
    assert proven(stranger.inspect(path, passphrase="six quiet herons"), bound.key)


def older(path: Path) -> None:
    """Make a file as versions did that bound no copies: no row, and no proof in the mark."""
    from ic_desktop.store import installation, reading
    from ic_desktop.store.database import Database
    from ic_desktop.store.manifest import Sums

    execute(path, "DELETE FROM extras")
    database = Database.open(path)
    sums = Sums(installation.secret())
    list(reading.read_changes(database, sums, thorough=False))
    reading.count_others(database, sums)
    meta = reading.read_meta(database)
    database.close()
    assert meta is not None
    mark = sums.mark(meta.project)
    assert len(mark) == manifest.OWN_BYTES
    execute(path, "UPDATE meta SET manifest = ?, mark = ?", sums.manifest, mark)


def test_an_older_file_opens_and_is_bound_with_its_first_write(path: Path) -> None:
    maker = Maker()
    make(path, maker).close()
    older(path)
    before = path.read_bytes()
    seen = stranger.inspect(path)
    assert (seen.copy_kind, seen.copy_id, seen.proof) == ("", "", b"")
    file = ProjectFile.open(path)
    assert file.binding is None
    file.close()
    assert path.read_bytes() == before
    file = ProjectFile.open(path)
    file.commit(maker.note(1, "More"))
    bound = file.binding
    file.close()
    assert bound is not None
    again = ProjectFile.open(path)
    assert again.binding == bound
    assert again.check().holds
    again.close()
    assert proven(stranger.inspect(path), bound.key)


def test_a_mark_without_its_proof_holds_and_one_with_another_does_not(path: Path) -> None:
    make(path).close()
    execute(path, "UPDATE meta SET mark = substr(mark, 1, 64)")
    ProjectFile.open(path).close()
    execute(path, "UPDATE meta SET mark = CAST(mark || zeroblob(32) AS BLOB)")
    with pytest.raises(errors.TornCopy):
        ProjectFile.open(path)


def forge(path: Path, value: bytes) -> None:
    """Put another row in the place of the one that binds a copy; the sums are made to fit."""
    connection = sqlite3.connect(path)
    ((before,),) = connection.execute("SELECT value FROM extras WHERE name = 'copy'").fetchall()
    ((held,),) = connection.execute("SELECT manifest FROM meta").fetchall()
    sums = manifest.Sums(b"", int.from_bytes(held))
    sums.remove(manifest.extra_element("copy", before))
    sums.add(manifest.extra_element("copy", value))
    connection.execute("UPDATE extras SET value = ?", (value,))
    connection.execute("UPDATE meta SET manifest = ?", (sums.manifest,))
    connection.commit()
    connection.close()


def altered(bound: Binding, **parts: Any) -> bytes:
    return canonical({**json.loads(bound.as_bytes()), **parts})


def lane_with(bound: Binding, **parts: Any) -> bytes:
    return altered(bound, lane={**json.loads(bound.as_bytes())["lane"], **parts})


HOSTILE: dict[str, Callable[[Binding], bytes]] = {
    "nothing": lambda _b: b"",
    "no text": lambda _b: b"\xff\0",
    "not canonical": lambda b: b.as_bytes().replace(b":", b": ", 1),
    "a list": lambda _b: b"[]",
    "deep": lambda _b: b"[" * 30_000 + b"]" * 30_000,
    "a part more": lambda b: altered(b, more=1),
    "a float": lambda b: b.as_bytes().replace(b'"made":1', b'"made":1.5'),
    "another kind": lambda b: altered(b, kind="owner"),
    "kind as a list": lambda b: altered(b, kind=["hand-out"]),
    "a short key": lambda b: altered(b, key="ab"),
    "a key in capitals": lambda b: altered(b, key="AB" * 32),
    "an id with a path": lambda b: altered(b, id="../../x"),
    "no lane": lambda b: altered(b, lane=None),
    "a lane in a project": lambda b: altered(b, kind="project"),
    "another project": lambda b: altered(b, kind="project", lane=None),
    "made before 1970": lambda b: altered(b, made=-1),
    "made as a mark": lambda b: altered(b, made=True),
    "too large": lambda b: lane_with(b, factors=[f"{n:060}" for n in range(1000)] + ["x" * 9000]),
    "too many": lambda b: lane_with(b, factors=[str(n) for n in range(1001)]),
    "twice": lambda b: lane_with(b, sessions=["s", "s"]),
    "a factor with a line": lambda b: lane_with(b, factors=["1\n2"]),
    "a lane with more": lambda b: lane_with(b, owner=True),
    "an author of no form": lambda b: lane_with(b, author="me"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_strangers_row_of_another_form_is_refused_in_plain_words(
    path: Path, tmp_path: Path, name: str
) -> None:
    maker = Maker()
    bound = hand_out(maker)
    with someone_else(tmp_path / "theirs"):
        ProjectFile.create(
            path, project_id=maker.project_id, changes=maker.filled(), packs=packs(), bound=bound
        ).close()
    seen = stranger.inspect(path)
    forge(path, HOSTILE[name](bound))
    with pytest.raises(errors.RefusedProject, match="whose copy it is"):
        stranger.inspect(path)
    with pytest.raises(errors.IcError):
        stranger.adopt(seen, tmp_path / "mine.icproj")


def test_a_mark_of_an_odd_size_is_refused(path: Path, tmp_path: Path) -> None:
    with someone_else(tmp_path / "theirs"):
        make(path).close()
    execute(path, "UPDATE meta SET mark = zeroblob(65)")
    with pytest.raises(errors.RefusedProject, match="whose copy it is"):
        stranger.inspect(path)


def test_words_of_a_later_version_are_carried_along_and_allow_nothing(
    path: Path, tmp_path: Path
) -> None:
    maker = Maker()
    bound = hand_out(maker)
    with someone_else(tmp_path / "theirs"):
        ProjectFile.create(
            path, project_id=maker.project_id, changes=maker.filled(), packs=packs(), bound=bound
        ).close()
    later = lane_with(bound, may=["judge", "vote"])
    forge(path, later)
    stranger.adopt(stranger.inspect(path), tmp_path / "mine.icproj")
    file = ProjectFile.open(tmp_path / "mine.icproj")
    assert file.binding == bound
    file.close()
    connection = sqlite3.connect(tmp_path / "mine.icproj")
    assert connection.execute("SELECT value FROM extras").fetchall() == [(later,)]
    connection.close()
