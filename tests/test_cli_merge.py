"""The command merge: what it says, what it takes, how it ends."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from faults.exchange.returning import REVIEW, Leader, judge, say, start, work
from ic_desktop.cli.run import run
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.state import fold
from ic_desktop.store.project_file import ProjectFile

Said = tuple[int, str, str]


@pytest.fixture
def leader(tmp_path: Path) -> Iterator[Leader]:
    """Return a leader's project; the tests close it before a command runs."""
    made = start(tmp_path / "town.icproj")
    yield made
    made.file.close()


@pytest.fixture
def anna(leader: Leader, tmp_path: Path) -> Path:
    """Return Anna's copy as it came back, with one lie in it."""
    path, actor = tmp_path / "anna.icproj", leader.people["Anna"]
    leader.hand_out("Anna", path)

    def visit(editor: Editor) -> None:
        say(editor, "We were never asked", factor="7")
        judge(editor, actor.author, "7", "partly")
        judge(editor, "city", "7", "in-place")

    work(path, tmp_path / "anna", actor, visit)
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> Said:
    capsys.readouterr()
    code = run(["merge", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def kinds(path: Path) -> set[str]:
    """Return the kinds of entries that a project holds."""
    file = ProjectFile.open(path, read_only=True)
    found = set(fold(file.changes()).kinds)
    file.close()
    return found


def test_a_dry_run_says_it_and_takes_nothing(
    leader: Leader, anna: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = leader.file.path
    leader.file.close()
    before = town.read_bytes()
    code, out, err = said(capsys, town, anna, "--dry-run")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "anna.icproj"
    assert lines[1].startswith("  The copy for Anna, made ")
    assert lines[2:] == [
        "  Anna: 1 new verdict; 1 new statement; 1 new note on what evidence says to a key factor",
        "  Not taken:",
        "    1 entry speaks with somebody else’s voice.",
        "      a verdict, by Anna",
    ]
    assert town.read_bytes() == before


def test_it_is_taken_once(leader: Leader, anna: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = leader.file.path
    leader.file.close()
    code, out, _err = said(capsys, town, anna)
    assert code == 0
    assert out.splitlines()[-1] == "  Taken: 3 entries."
    assert {"evidence", "link", "hand-out-return"} <= kinds(town)
    code, out, _err = said(capsys, town, anna)
    assert code == 0
    assert "Taken" not in out
    assert "There is nothing new in it." in out


def test_for_programs(leader: Leader, anna: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town = leader.file.path
    leader.file.close()
    code, out, _err = said(capsys, town, anna, "--json")
    assert code == 0
    told: dict[str, Any] = json.loads(out)
    assert (told["file"], told["dry_run"]) == ("town.icproj", False)
    (one,) = told["returns"]
    assert set(one) == {
        "file",
        "from",
        "person",
        "made",
        "announced",
        "warnings",
        "people",
        "outside",
        "waiting",
        "known",
        "taken",
    }
    assert (one["from"], one["person"]) == ("hand-out", "Anna")
    (person,) = one["people"]
    things = [(g["thing"], g["how"], g["count"]) for g in person["groups"]]
    assert things == [("verdict", "new", 1), ("statement", "new", 1), ("link", "new", 1)]
    assert [o["reason"] for o in one["outside"]] == ["voice"]
    assert one["taken"]["entries"] == 3
    assert leader.people["Anna"].author not in out


def test_several_at_once_and_what_differs(
    leader: Leader, anna: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, copy = leader.file.path, tmp_path / "copy.icproj"
    copy.write_bytes(town.read_bytes())
    scope, key = Scope(REVIEW, "city", "7"), f"{REVIEW}/city/7.2"
    leader.save(lambda e: e.set("answer", key, "value", "no", scope))
    leader.file.close()
    work(
        copy,
        tmp_path / "b",
        leader.people["Ben"],
        lambda e: e.set("answer", key, "value", "yes", scope),
    )
    code, out, _err = said(capsys, town, anna, copy)
    assert code == 0
    assert "This is a full copy of the project." in out
    assert "Ben: 1 changed answer, 1 differs from yours" in out
    assert "Differs: question 7.2, Answer: yours “No”, theirs “Yes”" in out
    assert out.count("Taken:") == 2


def test_a_strangers_is_taken_only_if_told_so(
    leader: Leader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, path = leader.file.path, tmp_path / "odd.icproj"
    editor = Editor(fold([]), Actor(new_id(), new_id()))
    say(editor, "From nowhere")
    project = leader.file.project_id
    ProjectFile.create(path, project_id=project, changes=editor.changes, packs={}).close()
    leader.file.close()
    code, out, err = said(capsys, town, path)
    assert (code, "Taken" in out) == (1, False)
    assert err == (
        "ic-desktop: “odd.icproj” is a stranger’s: nothing of it is taken without --take-all.\n"
    )
    assert "evidence" not in kinds(town)
    assert said(capsys, town, path, "--take-all")[0] == 0
    assert "evidence" in kinds(town)


def test_one_that_is_refused_keeps_all_out(
    leader: Leader, anna: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, odd = leader.file.path, tmp_path / "odd.icproj"
    start(odd).file.close()
    leader.file.close()
    code, _out, err = said(capsys, town, anna, odd)
    assert code == 1
    assert "belongs to another project" in err
    assert "evidence" not in kinds(town)
    assert said(capsys, town, tmp_path / "none.icproj")[0] == 2
    assert said(capsys, town)[0] == 2


def test_a_copy_with_a_passphrase(
    leader: Leader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, path, words = leader.file.path, tmp_path / "anna.icproj", "four words are enough"
    leader.hand_out("Anna", path, passphrase=words)
    work(path, tmp_path / "a", leader.people["Anna"], lambda e: say(e, "Hidden"), words)
    leader.file.close()
    code, _out, err = said(capsys, town, path)
    assert code == 2
    assert "--passphrase-file" in err
    secret = tmp_path / "secret.txt"
    secret.write_text(words + "\n")
    code, out, _err = said(capsys, town, path, "--passphrase-file", secret)
    assert code == 0
    assert "Taken: 1 entry." in out
