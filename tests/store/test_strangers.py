"""The guarded route: what comes from elsewhere is looked at aside, and made our own anew."""

import os
import sys
import time
from pathlib import Path

import pytest

from faults.store.hostile import HARMS, SECONDS, Case, build, meet
from faults.store.making import Maker, bundle, make, someone_else, words
from ic_desktop import errors, helper_client
from ic_desktop.benchmark import library
from ic_desktop.helper_client import HelperProcess, ask
from ic_desktop.project.changes import Scope
from ic_desktop.store import stranger
from ic_desktop.store.backups import list_backups
from ic_desktop.store.project_file import Draft, ProjectFile


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Return a project that someone else made, with a document and a draft."""
    path = tmp_path / "theirs.icproj"
    with someone_else(tmp_path / "their-home"):
        file = make(path, Maker())
        file.attach_bytes("a.bin", b"theirs" * 100_000)
        file.save_draft(Draft("answer", "r/city/1", "note", Scope(), "typing", 1))
        file.close()
    return path


def test_it_is_told_what_a_file_holds(theirs: Path) -> None:
    before = theirs.read_bytes()
    seen = stranger.inspect(theirs)
    assert (seen.city, seen.reviews, seen.documents, seen.bytes) == (
        "Ghent",
        ("First",),
        1,
        600_000,
    )
    assert seen.packs == (library.pack(library.bundled()[0].id).title,)
    assert seen.warnings == ()
    assert theirs.read_bytes() == before


def test_it_can_be_read_at_once_and_never_written(theirs: Path) -> None:
    seen = stranger.inspect(theirs)
    before = theirs.read_bytes()
    with pytest.raises(errors.StrangersFile):
        ProjectFile.open(theirs, trusted=seen.trusts)
    file = ProjectFile.open(theirs, read_only=True, trusted=seen.trusts)
    assert len(words(file)) == 20
    assert file.check().holds
    with pytest.raises(errors.FileIsReadOnly):
        file.commit([])
    file.close()
    assert theirs.read_bytes() == before


def test_trust_is_for_what_was_looked_at(theirs: Path, tmp_path: Path) -> None:
    seen = stranger.inspect(theirs)
    with someone_else(tmp_path / "their-home"):
        file = ProjectFile.open(theirs)
        file.commit(Maker().note(1, "Changed since"))
        file.close()
    with pytest.raises(errors.StrangersFile):
        ProjectFile.open(theirs, read_only=True, trusted=seen.trusts)
    with pytest.raises(errors.ChangedElsewhere):
        stranger.adopt(seen, tmp_path / "mine.icproj")
    assert not (tmp_path / "mine.icproj").exists()


def test_working_in_it_makes_a_file_of_our_own(theirs: Path, tmp_path: Path) -> None:
    seen = stranger.inspect(theirs)
    told: list[tuple[int, int]] = []
    lost = stranger.adopt(seen, tmp_path / "mine.icproj", on_progress=lambda *p: told.append(p))
    assert lost == ()
    mine = ProjectFile.open(tmp_path / "mine.icproj")
    assert mine.project_id == seen.project_id
    assert len(words(mine)) == 20
    assert [draft.value for draft in mine.drafts()] == ["typing"]
    (document,) = mine.attachments()
    assert b"".join(mine.read_attachment(document.sha256.hex())) == b"theirs" * 100_000
    mine.commit(Maker().note(1, "Ours now"))
    assert mine.check().holds
    mine.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "mine.icproj",
        "their-home",
        "theirs.icproj",
    ]


def test_in_its_own_place_the_original_is_kept(theirs: Path) -> None:
    seen = stranger.inspect(theirs)
    before = theirs.read_bytes()
    stranger.adopt(seen, theirs)
    ProjectFile.open(theirs).close()
    (kept,) = list_backups(seen.project_id)
    assert kept.path.read_bytes() == before


def test_another_file_is_not_overwritten(theirs: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.icproj").write_text("mine")
    with pytest.raises(errors.FileExists):
        stranger.adopt(stranger.inspect(theirs), tmp_path / "mine.icproj")
    assert (tmp_path / "mine.icproj").read_text() == "mine"


def test_a_document_that_is_not_whole_is_told_and_left_out(theirs: Path, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(theirs) as connection:
        connection.execute("DELETE FROM chunk_data WHERE id & 1 = 1")
    connection.close()
    seen = stranger.inspect(theirs)
    assert any("not whole" in warning for warning in seen.warnings)
    (lost,) = stranger.adopt(seen, tmp_path / "mine.icproj")
    assert len(lost) == 64
    mine = ProjectFile.open(tmp_path / "mine.icproj")
    assert mine.attachments() == []
    assert mine.check().holds
    mine.close()


def test_cancelling_ends_the_helper_and_leaves_nothing(theirs: Path, tmp_path: Path) -> None:
    seen = stranger.inspect(theirs)
    with pytest.raises(errors.Cancelled):
        stranger.inspect(theirs, cancelled=lambda: True)
    with pytest.raises(errors.Cancelled):
        stranger.adopt(seen, tmp_path / "mine.icproj", cancelled=lambda: True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["their-home", "theirs.icproj"]


QUICK = sorted(HARMS)[::6]
"""A part of the hostile files; the full set is tried with the faults."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Return a part of the hostile files by name."""
    return {case.name: case for case in build(tmp_path_factory.mktemp("hostile"), QUICK)}


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_file_is_refused_or_harmless(cases: dict[str, Case], name: str) -> None:
    begun = time.monotonic()
    error = meet(cases[name].path)
    assert error is None or (error.what.endswith(".") and error.remedy)
    assert time.monotonic() - begun < 10 * SECONDS, (
        "the trial of faults holds time and memory to the bar"
    )


def test_the_helper_answers_one_thing_after_another(tmp_path: Path) -> None:
    (tmp_path / "pack.json").write_bytes(bundle())
    with HelperProcess() as helper:
        assert helper.run("check-pack", {"path": str(tmp_path / "pack.json")}) == []
        (tmp_path / "pack.json").write_bytes(b"[")
        ((file, _place, _what, remedy),) = helper.run(
            "check-pack", {"path": str(tmp_path / "pack.json")}
        )
        assert (file, bool(remedy)) == ("pack.json", True)
        with pytest.raises(errors.NotAProject):
            helper.run("inspect", {"path": str(tmp_path / "pack.json")})


def test_a_helper_that_ends_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(errors.HelperFailed, match="ended unexpectedly"):
        ask("inspect", {"path": "x"})


def test_a_fault_in_the_helper_never_quotes_the_file(tmp_path: Path) -> None:
    with pytest.raises(errors.HelperFailed) as raised:
        ask("no-such-name", {})
    assert "KeyError" in raised.value.__notes__[0]


def test_memory_is_capped(tmp_path: Path) -> None:
    big = tmp_path / "big.json"
    big.write_bytes(b'"' + b"x" * 3_000_000 + b'"')
    with pytest.raises(errors.HelperFailed):
        ask("check-pack", {"path": str(big)}, memory=24 * 2**20)


def test_time_is_capped(tmp_path: Path) -> None:
    with pytest.raises(errors.HelperFailed, match="longer"):
        ask("inspect", {"path": str(tmp_path)}, seconds=0.0)


def test_the_helper_speaks_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"kind": "NotAProject", "what": "Das ist kein Projekt.", "remedy": "Anderes wählen."}
    error = helper_client._error(answer)
    assert isinstance(error, errors.NotAProject)
    assert str(error.what) == "Das ist kein Projekt."
    assert isinstance(helper_client._error({**answer, "kind": "os"}), errors.IcError)


def test_no_process_is_left(theirs: Path) -> None:
    stranger.inspect(theirs)
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    if children.exists():
        assert children.read_text().split() == []


def test_a_helper_that_cannot_be_started_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr("subprocess.Popen", refuse)
    with pytest.raises(errors.HelperFailed):
        ask("inspect", {"path": "x"})
