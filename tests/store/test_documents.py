"""Documents: streamed in and out, there whole or not at all, stored once."""

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from faults.store.making import Maker, document, make
from ic_desktop import errors
from ic_desktop.store import attachments, schema
from ic_desktop.store.attaching import media_type
from ic_desktop.store.project_file import ProjectFile

CHUNK = schema.CHUNK_SIZE


def chunks(path: Path) -> int:
    """Return how many pieces a closed file holds."""
    with sqlite3.connect(path) as connection:
        (count,) = connection.execute("SELECT count(*) FROM chunk_data").fetchone()
    connection.close()
    return int(count)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 20 * CHUNK + 7])
def test_a_document_comes_back_byte_for_byte(tmp_path: Path, size: int) -> None:
    file = make(tmp_path / "a.icproj")
    source = document(tmp_path, "Minutes.PDF", size)
    attached = file.attach(source)
    assert (attached.name, attached.media_type, attached.size) == (
        "Minutes.PDF",
        "application/pdf",
        size,
    )
    file.close()
    file = ProjectFile.open(tmp_path / "a.icproj")
    assert b"".join(file.read_attachment(attached.sha256)) == source.read_bytes()
    file.export_attachment(attached.sha256, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == source.read_bytes()
    with pytest.raises(errors.FileExists):
        file.export_attachment(attached.sha256, tmp_path / "out.pdf")
    assert file.check().holds
    file.close()


def test_the_same_content_is_stored_once(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    first = file.attach(document(tmp_path, "a.bin", 3 * CHUNK))
    second = file.attach_bytes("b.txt", (tmp_path / "a.bin").read_bytes())
    other = file.attach(document(tmp_path, "c.bin", 3 * CHUNK))
    file.close()
    assert second.sha256 == first.sha256 != other.sha256
    assert (second.name, second.media_type) == ("b.txt", "text/plain")
    assert chunks(tmp_path / "a.icproj") == 6


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    size, manifest = file.size, file.manifest
    steps = iter([False, False, True])
    with pytest.raises(errors.Cancelled):
        file.attach(document(tmp_path, "a.bin", 80 * CHUNK), cancelled=lambda: next(steps))
    assert (file.size, file.manifest, file.attachments()) == (size, manifest, [])
    assert file.check().holds
    file.close()
    assert chunks(tmp_path / "a.icproj") == 0


def test_edits_can_be_saved_while_a_document_comes_in(tmp_path: Path) -> None:
    maker = Maker()
    file = make(tmp_path / "a.icproj", maker)
    seen = []

    def between(done: int, total: int) -> None:
        seen.append((done, total))
        file.commit(maker.note(1, f"At {done}"))

    attached = file.attach(document(tmp_path, "a.bin", 40 * CHUNK), on_progress=between)
    assert seen == [(16 * CHUNK, 40 * CHUNK), (32 * CHUNK, 40 * CHUNK), (40 * CHUNK, 40 * CHUNK)]
    assert [a.sha256.hex() for a in file.attachments()] == [attached.sha256]
    assert file.check().holds
    file.close()


def test_a_document_that_changes_meanwhile_is_not_taken(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    source = document(tmp_path, "a.bin", 40 * CHUNK)

    def disturb(_done: int, _total: int) -> None:
        with source.open("r+b") as stream:
            stream.write(os.urandom(10))
        os.utime(source, ns=(1, 1))

    with pytest.raises(errors.DocumentChanging, match=r"“a\.bin” changed"):
        file.attach(source, on_progress=disturb)
    assert file.attachments() == []
    file.close()
    assert chunks(tmp_path / "a.icproj") == 0


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "nothing"):
        with pytest.raises(errors.CannotReadDocument):
            file.attach(path)
    file.close()


def test_room_is_looked_for_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make(tmp_path / "a.icproj")
    source = document(tmp_path, "a.bin", 1000)
    free = attachments.SPARE_BYTES + 1000
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(attachments.shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(errors.DiskFull):
        file.attach(source)
    usage.free = free + 100
    file.attach(source)
    file.close()


def test_pieces_of_a_document_that_never_came_in_are_swept(tmp_path: Path) -> None:
    path = tmp_path / "a.icproj"
    file = make(path)
    kept = file.attach_bytes("kept.bin", os.urandom(2 * CHUNK))
    file.close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO unsettled VALUES (9), (1)")
        first = 9 << schema.CHUNK_BITS
        connection.execute("INSERT INTO chunk_data VALUES (?, zeroblob(1000))", (first,))
    connection.close()
    file = ProjectFile.open(path)
    assert b"".join(file.read_attachment(kept.sha256))
    assert file.check().holds
    file.close()
    assert chunks(path) == 2


def test_a_damaged_piece_is_named_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.icproj"
    file = make(path)
    attached = file.attach_bytes("a.bin", os.urandom(3 * CHUNK))
    file.close()
    with sqlite3.connect(path) as connection:
        key = (1 << schema.CHUNK_BITS) + 1
        connection.execute("UPDATE chunk_data SET data = zeroblob(262144) WHERE id = ?", (key,))
    connection.close()
    file = ProjectFile.open(path)
    reader = file.read_attachment(attached.sha256)
    next(reader)
    with pytest.raises(errors.DocumentDamaged) as raised:
        next(reader)
    assert (raised.value.name, raised.value.chunk) == (attached.sha256, 1)
    with pytest.raises(errors.DocumentDamaged):
        file.export_attachment(attached.sha256, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (problem,) = file.check().problems
    assert attached.sha256 in problem.place
    file.close()


def test_a_document_that_is_not_there(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    with pytest.raises(errors.NoSuchDocument):
        file.read_attachment("0" * 64)
    file.close()


def test_media_types_follow_the_name_alone() -> None:
    assert media_type("a.b.XLSX").endswith("spreadsheetml.sheet")
    assert media_type("nothing") == "application/octet-stream"


def test_a_loose_file_that_comes_with_a_return_is_a_document_with_the_return(
    tmp_path: Path,
) -> None:
    file = make(tmp_path / "a.icproj")
    source = document(tmp_path, "Plan.pdf", 2 * CHUNK + 5)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    brought = file.bring_file(source, digest, attachments.ignore, attachments.never)
    assert not file.attachments()
    file.take_in([], [], [brought])
    assert [one.sha256.hex() for one in file.attachments()] == [digest]
    assert b"".join(file.read_attachment(digest)) == source.read_bytes()
    file.close()


def test_a_loose_file_that_changed_since_it_was_looked_at_is_not_taken(tmp_path: Path) -> None:
    file = make(tmp_path / "a.icproj")
    source = document(tmp_path, "Plan.pdf", CHUNK)
    with pytest.raises(errors.DocumentChanging):
        file.bring_file(source, "0" * 64, attachments.ignore, attachments.never)
    file.close()
    assert chunks(tmp_path / "a.icproj") == 0
