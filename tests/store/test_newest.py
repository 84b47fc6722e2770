"""An older copy says so before the first keystroke; the newest and siblings say nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faults.store.making import Maker, make
from ic_desktop.exchange.returns.look import here_of, look_at
from ic_desktop.project.ledger import Ledger
from ic_desktop.store.newest import Trail
from ic_desktop.store.project_file import ProjectFile


@pytest.fixture
def maker() -> Maker:
    """Return who writes in the projects."""
    return Maker()


def copied(path: Path, to: Path) -> Path:
    to.write_bytes(path.read_bytes())
    return to


def warning(path: Path) -> tuple[str, ...]:
    """Return what opening a file warns of."""
    file = ProjectFile.open(path)
    told = file.warnings
    file.close()
    return told


def test_an_older_copy_tells_of_the_newest(tmp_path: Path, maker: Maker) -> None:
    path = tmp_path / "town.icproj"
    make(path, maker).close()
    old = copied(path, tmp_path / "old.icproj")
    file = ProjectFile.open(path)
    file.commit(maker.note(1, "More"))
    file.commit(maker.note(2, "And more"))
    file.close()
    opened = ProjectFile.open(old)
    assert opened.newer is not None
    assert (opened.newer.path, opened.newer.more) == (path, 2)
    (sentence,) = opened.warnings
    assert sentence.startswith("This is an older copy: “town.icproj” in ")
    assert "2 changes more" in sentence
    opened.close()
    assert warning(path) == ()
    assert len(warning(old)) == 1


def test_reading_alone_tells_too(tmp_path: Path, maker: Maker) -> None:
    path = tmp_path / "town.icproj"
    make(path, maker).close()
    old = copied(path, tmp_path / "old.icproj")
    file = ProjectFile.open(path)
    file.commit(maker.note(1, "More"))
    file.close()
    opened = ProjectFile.open(old, read_only=True)
    assert opened.newer is not None
    opened.close()


def test_the_same_and_a_sibling_say_nothing(tmp_path: Path, maker: Maker) -> None:
    path = tmp_path / "town.icproj"
    make(path, maker).close()
    same, sibling = (copied(path, tmp_path / f"{name}.icproj") for name in ("same", "sibling"))
    assert warning(same) == ()
    file = ProjectFile.open(path)
    file.commit(maker.note(1, "Mine"))
    file.commit(maker.note(1, "Mine again"))
    file.close()
    other = Maker(maker.project_id)
    file = ProjectFile.open(sibling)
    assert file.newer is not None
    file.commit(other.note(3, "Theirs"))
    file.close()
    assert warning(sibling) == ()
    assert warning(path) == ()


def test_a_file_that_went_back_in_its_own_place(tmp_path: Path, maker: Maker) -> None:
    """Such as by a synchronised folder that restores an older version."""
    path = tmp_path / "town.icproj"
    make(path, maker).close()
    old = path.read_bytes()
    file = ProjectFile.open(path)
    file.commit(maker.note(1, "More"))
    file.close()
    path.write_bytes(old)
    assert len(warning(path)) == 1
    assert len(warning(path)) == 1


def test_a_union_or_an_undone_import_is_the_newest(tmp_path: Path, maker: Maker) -> None:
    path = tmp_path / "town.icproj"
    file = make(path, maker)
    file.commit(Maker(maker.project_id).note(9, "Theirs"), imported=True)
    file.close()
    with_import = copied(path, tmp_path / "with.icproj")
    file = ProjectFile.open(path)
    file.undo_import(1)
    file.close()
    assert warning(path) == ()
    assert warning(with_import) == ()


def test_looking_at_a_return_is_no_newest_copy(tmp_path: Path, maker: Maker) -> None:
    path = tmp_path / "town.icproj"
    file = make(path, maker)
    copy = tmp_path / "copy.icproj"
    file.save_copy(copy)
    other = ProjectFile.open(copy)
    other.commit(maker.note(1, "More"))
    other.close()
    look_at(copy, here_of(file, Ledger.of(file.changes()))).close()
    file.close()
    opened = ProjectFile.open(path)
    assert opened.newer is not None
    assert opened.newer.path == copy
    opened.close()


def test_a_record_that_is_no_record_does_no_harm(tmp_path: Path, maker: Maker) -> None:
    path = tmp_path / "town.icproj"
    make(path, maker).close()
    (record,) = (Path(os.environ["IC_DESKTOP_HOME"]) / "data" / "newest").iterdir()
    for text in ("", "[]", '{"path": 1}', "{"):
        record.write_text(text)
        assert warning(path) == ()


def ids(numbers: range) -> list[str]:
    return [f"{number:064x}" for number in numbers]


def parts(trail: Trail) -> tuple[int, list[str], list[str]]:
    return trail.count, trail.marks, list(trail.last)


@given(st.integers(0, 5200), st.integers(0, 5200))
def test_a_beginning_is_part_of_the_whole(count: int, other: int) -> None:
    one, two = Trail(ids(range(count))), Trail(ids(range(other)))
    assert one.is_part_of(*parts(two)) == (count <= other)


@given(st.integers(1, 3000), st.integers(0, 2999), st.integers(0, 1900))
def test_what_is_of_its_own_is_seen(count: int, at: int, more: int) -> None:
    """One different change makes a sibling; of long ago, the check sums alone tell."""
    changed = ids(range(count))
    at %= count
    changed[at] = "f" * 64
    whole = Trail(ids(range(count + more)))
    seen = at < count // 1000 * 1000 or at >= count + more - 2000
    assert Trail(changed).is_part_of(*parts(whole)) == (not seen)


def test_growing_bit_by_bit_is_the_same() -> None:
    whole = Trail(ids(range(2500)))
    grown = Trail()
    for start in range(0, 2500, 7):
        grown.extend(ids(range(start, min(start + 7, 2500))))
    assert parts(grown) == parts(whole)
