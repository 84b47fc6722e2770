"""The command visit: schedule and guide from a file, without a display."""

import sys
from pathlib import Path

import pytest

from ic_desktop.benchmark import library
from ic_desktop.cli.run import run
from ic_desktop.store.project_file import ProjectFile
from tests.review.planned import Planned, leaks, planned


@pytest.fixture
def visit() -> Planned:
    return planned()


@pytest.fixture
def path(visit: Planned, tmp_path: Path) -> Path:
    """The plan in a project file."""
    made, pack = tmp_path / "town.icproj", visit.pack
    bundles = {pack.hash: library.bundle_of(pack.id)}
    file = ProjectFile.create(
        made, project_id="f" * 32, changes=visit.editor.changes, packs=bundles
    )
    file.close()
    return made


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["visit", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_everything_in_one_go(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ics, pdf, guide = (tmp_path / name for name in ("v.ics", "v.pdf", "g.pdf"))
    code, out, err = said(
        capsys, path, "--ics", ics, "--pdf", pdf, "--guide", "talk with", "--to", guide
    )
    assert (code, out.split()) == (0, [str(ics), str(pdf), str(guide)])
    assert err == "ic-desktop: 1 session has no date yet and is not in the calendar.\n"
    assert ics.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert leaks(ics.read_text(encoding="utf-8")) == []
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert guide.read_bytes().startswith(b"%PDF-")


def test_a_session_is_found_by_its_id(
    path: Path, visit: Planned, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = tmp_path / "g.pdf"
    assert said(capsys, path, "--guide", visit.group, "--to", guide)[0] == 0
    assert guide.exists()


@pytest.mark.parametrize("words", ["nobody", ""])
def test_an_unknown_session_is_named_with_those_there_are(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    code, _out, err = said(capsys, path, "--guide", words, "--to", tmp_path / "g.pdf")
    assert code == 2
    assert ("“Mayor”" in err) == bool(words)
    assert not (tmp_path / "g.pdf").exists()


def test_wrong_use_is_told(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "there.ics"
    there.write_text("mine", encoding="utf-8")
    for arguments in ((), ("--guide", "Talk"), ("--to", tmp_path / "g.pdf"), ("--ics", there)):
        code, out, err = said(capsys, path, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("ic-desktop: ")
    assert there.read_text(encoding="utf-8") == "mine"


def test_no_qt_is_loaded_for_it() -> None:
    import subprocess

    code = (
        "import sys; from ic_desktop.cli.run import run; run(['visit', '--help']);"
        "assert not any(m.startswith(('PySide6', 'icalendar', 'reportlab')) for m in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
