"""A hand-out tells nothing of what is not for its reader: not in a byte, not by a check sum."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from faults.exchange.planting import Planted, kinds_planted, photo, plant
from faults.exchange.searching import traces
from ic_desktop.exchange.hand_out import HandOut, Written, prepare, write_hand_out
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.kinds import KINDS
from ic_desktop.project.state import fold
from ic_desktop.review.lane import Lane
from ic_desktop.store.project_file import ProjectFile


@pytest.fixture
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Return a project with a marker in every place."""
    made = plant(tmp_path_factory.mktemp("planted"))
    yield made
    made.file.close()


def handed_out(planted: Planted, to: Path, lane: Lane) -> tuple[HandOut, Written]:
    editor = Editor(planted.state, Actor(new_id(), new_id()))
    made = prepare(editor, lane, at=time.time_ns() // 1_000_000)
    changes = [*planted.file.changes(), *editor.changes]
    return made, write_hand_out(planted.file, editor.state, changes, made, to)


def test_no_marker_is_found_in_any_form(planted: Planted, tmp_path: Path) -> None:
    to = tmp_path / "peer.icproj"
    handed_out(planted, to, planted.lane)
    assert len(planted.secret) >= 50
    assert traces(to, planted.secret, planted.files) == []
    whole = to.read_bytes().decode("utf-8", "replace")
    assert [marker for marker in planted.open if marker not in whole] == []


def test_the_search_finds_what_is_there(planted: Planted, tmp_path: Path) -> None:
    """Every marker stands in the project itself, and is found there by the same search."""
    copy = tmp_path / "whole.icproj"
    planted.file.save_copy(copy)
    found = " ".join(traces(copy, planted.secret, planted.files))
    erased_or_hex = [marker for marker in planted.secret if marker not in found]
    assert len(erased_or_hex) < len(planted.secret) / 8
    assert all(f"check sum of document {n}" in found for n in range(len(planted.files)))
    assert "a packed stream" in found


def test_markers_stand_in_every_kind_that_takes_words(planted: Planted) -> None:
    wordless = {"seal", "erasure", "hand-out-return", "context-tie", "consensus"}
    wordless |= {"session-question", "session-enquiry"}
    assert set(KINDS) - wordless <= set(kinds_planted(planted))


def test_who_may_see_confidential_words_and_names_holds_them(
    planted: Planted, tmp_path: Path
) -> None:
    lane = replace(
        planted.lane,
        factors=(),
        sessions=(),
        sees_confidential=True,
        sees_names=True,
        sees_verdicts=True,
    )
    to = tmp_path / "leader.icproj"
    _made, written = handed_out(planted, to, lane)
    whole = to.read_bytes().decode("utf-8", "replace")
    assert sum(marker in whole for marker in planted.secret) > 100
    assert written.documents == 5


def test_the_other_copys_key_and_ones_own_record_stay_at_home(
    planted: Planted, tmp_path: Path
) -> None:
    to = tmp_path / "peer.icproj"
    made, _written = handed_out(planted, to, planted.lane)
    file = ProjectFile.open(to)
    bound, state = file.binding, fold(file.changes())
    file.close()
    assert bound == made.binding
    assert not state.records("hand-out")
    own = planted.file.binding
    assert own is not None
    assert own.key.hex().encode() not in to.read_bytes()


def test_a_protected_copy_shows_not_even_what_its_reader_sees(
    planted: Planted, tmp_path: Path
) -> None:
    to = tmp_path / "peer.icproj"
    editor = Editor(planted.state, Actor(new_id(), new_id()))
    made = prepare(editor, planted.lane, at=1, protected=True)
    changes = [*planted.file.changes(), *editor.changes]
    words = "six quiet herons"
    write_hand_out(planted.file, editor.state, changes, made, to, passphrase=words)
    raw = to.read_bytes()
    assert not any(marker.encode() in raw for marker in (*planted.open, *planted.secret))
    file = ProjectFile.open(to, passphrase=words)
    assert file.binding == made.binding
    tables = [row[0] for row in file._file.database.read("SELECT name FROM sqlite_schema")]
    held = repr([list(file._file.database.read(f'SELECT * FROM "{t}"')) for t in _plain(tables)])
    file.close()
    assert not any(marker in held for marker in planted.secret)
    assert all(marker in held for marker in planted.open)


def _plain(tables: list[str]) -> list[str]:
    return [name for name in tables if not name.startswith(("sqlite_", "changes_by"))]


def test_the_photo_hides_its_marker_from_a_plain_search() -> None:
    """What the search for packed streams is for."""
    data = photo("Zq-test")
    assert b"Zq-testZq-test" not in data
