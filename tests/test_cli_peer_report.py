"""Reports and exports of a peer review from the command line."""

from pathlib import Path

import pypdfium2
import pytest

from ic_desktop.benchmark import library
from ic_desktop.cli.run import run
from ic_desktop.project.concluded import recommendations
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.seal import seals
from ic_desktop.project.state import State, fold
from ic_desktop.report import identity
from ic_desktop.review import conclusions
from ic_desktop.store.project_file import ProjectFile
from tests.report.a_peer_review import MARKER, NAME, Visit, a_visit

PASSPHRASE = "four words are good"


@pytest.fixture
def visit() -> Visit:
    return a_visit(library.pack("promoting-cultural-diversity"))


@pytest.fixture
def path(visit: Visit, tmp_path: Path) -> Path:
    """The review in a project file."""
    made, pack = tmp_path / "town.icproj", visit.pack
    bundles = {pack.hash: library.bundle_of(pack.id)}
    ProjectFile.create(
        made, project_id="f" * 32, changes=visit.editor.changes, packs=bundles
    ).close()
    return made


def ic(*arguments: object) -> int:
    return run([str(one) for one in arguments])


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [one.get_textpage().get_text_bounded() for one in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def state_of(path: Path) -> State:
    file = ProjectFile.open(path, read_only=True)
    try:
        return fold(file.changes())
    finally:
        file.close()


def test_a_draft_goes_to_the_host(path: Path, tmp_path: Path) -> None:
    assert ic("report", path, "--to", tmp_path / "draft.pdf") == 0
    said = text_of(tmp_path / "draft.pdf")
    assert "Draft for the host’s comments" in said
    assert "F1 The team concludes: Partly in place" in said
    assert MARKER not in said


def test_a_later_report_shows_what_the_host_replied_since(
    path: Path, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = identity.make("Erika Leitner", PASSPHRASE)
    identity.export_certificate(made, tmp_path / "erika.pem")
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    signing = ("--sign-with", made.path, "--passphrase-file", secret)
    first, later = tmp_path / "first.pdf", tmp_path / "later.pdf"
    assert ic("report", path, "--to", first, *signing) == 0

    file = ProjectFile.open(path)
    editor = Editor(fold(file.changes()), Actor("1" * 32, "d" * 32))
    second = recommendations(editor.state, visit.review)[1].id
    conclusions.reply(editor, second, {"value": "not-accepted", "reason": "No money for it."})
    file.commit(editor.changes)
    file.close()

    assert ic("report", path, "--to", later, *signing) == 0
    assert "No money for it." not in text_of(first)
    assert "The host: Not accepted No money for it." in text_of(later)
    assert [one.revision for one in seals(state_of(path), visit.review)] == [1, 1]
    for report in (first, later):
        trust = ("--trust", tmp_path / "erika.pem")
        assert ic("verify", report, "--project", path, *trust) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_an_export_says_what_it_leaves_out(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ic("export", path, "--to", tmp_path / "out.json") == 0
    assert "Left out: names of interviewees, confidential evidence" in capsys.readouterr().err
    written = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert not [word for word in (MARKER, NAME) if word in written]


def test_everything_is_exported_when_asked_for(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ic("export", path, "--everything", "--to", tmp_path / "all.json") == 0
    told = capsys.readouterr().err
    assert "confidential pieces of evidence: keep it safe" in told
    assert "Left out" not in told
    assert ic("import", tmp_path / "back.icproj", "--from", tmp_path / "all.json") == 0
    assert state_of(tmp_path / "back.icproj") == state_of(path)
