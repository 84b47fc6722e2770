"""Every released format opens, for ever: the filled samples are never made anew."""

import shutil
from pathlib import Path

import pytest

from faults.store.making import words
from ic_desktop import errors
from ic_desktop.project.state import fold
from ic_desktop.store import stranger
from ic_desktop.store.project_file import ProjectFile

SAMPLES = Path(__file__).resolve().parent / "samples"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a copy of the sample of format 1."""
    return Path(shutil.copyfile(SAMPLES / "format-1.icproj", tmp_path / "a.icproj"))


def holds(file: ProjectFile) -> None:
    """Assert that a file holds what the sample of format 1 holds."""
    state = fold(file.changes())
    assert [r.text("city") for r in state.records("project").values()] == ["Ghent"]
    held = words(file)
    assert str(held["r/city/0"]).startswith("Words 0.")
    assert held["r/city/2"] is None
    (verdict,) = state.records("verdict").values()
    assert verdict.value("value") == "partly"
    (evidence,) = state.records("evidence").values()
    sha256 = evidence.value("file")["sha256"]
    minutes = b"".join(file.read_attachment(sha256))
    assert minutes == b"Minutes of the first meeting.\n" * 40
    assert len(file.packs()) == 1
    assert [draft.value for draft in file.drafts()] == ["Typing…"]
    assert file.check().problems == ()


def test_format_1_opens_where_it_was_made(sample: Path, home: Path) -> None:
    (home / "data").mkdir(parents=True)
    shutil.copyfile(SAMPLES / "format-1.key", home / "data" / "installation.key")
    file = ProjectFile.open(sample)
    assert not file.read_only
    holds(file)
    assert [one.changes for one in file.imports()] == [0]
    file.close()


def test_format_1_opens_elsewhere(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.StrangersFile):
        ProjectFile.open(sample)
    seen = stranger.inspect(sample)
    assert (seen.city, seen.documents) == ("Ghent", 1)
    stranger.adopt(seen, tmp_path / "mine.icproj")
    file = ProjectFile.open(tmp_path / "mine.icproj")
    holds(file)
    file.close()
