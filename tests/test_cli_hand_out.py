"""The command hand-out: a copy for one person, from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ic_desktop.cli.run import run
from ic_desktop.exchange.hand_out import HandOut, hand_outs
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import reviews
from ic_desktop.project.peer import participants
from ic_desktop.project.state import State, fold
from ic_desktop.report.identity import make as make_identity
from ic_desktop.review import edits
from ic_desktop.review.lane import PURPOSES
from ic_desktop.review.people import add_person
from ic_desktop.review.visit_edits import add_session
from ic_desktop.store.project_file import ProjectFile

Said = tuple[int, str, str]
Command = Callable[..., Said]


@pytest.fixture
def ic(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command; return exit code, output and what it complained of."""

    def command(*arguments: object) -> Said:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def town(ic: Command, tmp_path: Path) -> Path:
    path = tmp_path / "town.icproj"
    assert ic("new", path, "--city", "Exemplum")[0] == 0
    edit(path, lambda editor: edits.describe_review(editor, _review(editor), {"title": "Visit"}))
    edit(path, _people)
    return path


def _review(editor: Editor) -> str:
    return reviews(editor.state)[0].id


def _people(editor: Editor) -> None:
    for name, role in (
        ("Léa Second", "expert-leader"),
        ("Third", "host-staff"),
        ("Twin", "peer"),
        ("Twin", "peer"),
        ("Ada Quillfeather", "interviewee"),
    ):
        add_person(editor, name, role)
    add_session(editor, _review(editor), {"title": "School board", "note": "With Quillfeather"})
    add_session(editor, _review(editor), {"title": "Library"})


def edit(path: Path, work: Callable[[Editor], object]) -> None:
    file = ProjectFile.open(path)
    editor = Editor(fold(file.changes()), Actor(new_id(), new_id()))
    work(editor)
    file.commit(editor.changes)
    file.close()


def state_of(path: Path, passphrase: str = "") -> State:
    file = ProjectFile.open(path, passphrase=passphrase)
    try:
        return fold(file.changes())
    finally:
        file.close()


def last(path: Path) -> HandOut:
    return hand_outs(state_of(path))[-1]


def test_a_copy_for_somebody_new_is_recorded_and_says_what_it_holds(
    ic: Command, town: Path, tmp_path: Path
) -> None:
    to = tmp_path / "anna.icproj"
    code, out, err = ic("hand-out", town, "--for", "Anna Example", "--to", to)
    assert (code, out.splitlines()[0]) == (0, f"The copy for Anna Example was written to {to}.")
    assert "0 documents (0 bytes)" in out
    assert "1 text names somebody who was asked; its words are not in it." in err
    made = last(town)
    (anna,) = [p for p in participants(state_of(town)) if p.name == "Anna Example"]
    assert (made.person, anna.role) == (anna.id, "peer")
    assert made.lane.may == PURPOSES["peer"]
    assert b"Quillfeather" not in to.read_bytes()
    file = ProjectFile.open(to)
    assert file.binding == made.binding
    assert anna.id in fold(file.changes()).records("participant")
    file.close()


def test_the_lane_is_what_was_asked_for(ic: Command, town: Path, tmp_path: Path) -> None:
    asked = ("--may", "judge, capture", "--factors", "1,3", "--sessions", "LIBRARY")
    more = ("--see", "verdicts,names", "--largest", "2.5")
    said = ic("hand-out", town, "--for", "lea second", "--to", tmp_path / "c", *asked, *more)
    assert said[0] == 0, said
    lane = last(town).lane
    assert lane.may == {"judge", "capture"}
    assert len(lane.factors) == 2
    assert (lane.sees_verdicts, lane.sees_confidential, lane.sees_names) == (True, False, True)
    assert lane.largest == 2_500_000
    (session,) = state_of(tmp_path / "c").records("session").values()
    assert session.text("title") == "Library"


def test_who_is_known_gets_what_their_role_has(ic: Command, town: Path, tmp_path: Path) -> None:
    for number, (name, purpose) in enumerate((("Léa Second", "leader"), ("third", "fill-in"))):
        assert ic("hand-out", town, "--for", name, "--to", tmp_path / str(number))[0] == 0
        assert last(town).lane.may == PURPOSES[purpose]
    assert len(participants(state_of(town))) == 5


def test_a_copy_with_a_passphrase_opens_with_it_only(
    ic: Command, town: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("six quiet herons\n", encoding="utf-8")
    to = tmp_path / "c.icproj"
    said = ic("hand-out", town, "--for", "Third", "--to", to, "--passphrase-file", secret)
    assert said[0] == 0, said
    assert b"Exemplum" not in to.read_bytes()
    assert state_of(to, "six quiet herons").records("project")
    assert last(town).protected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--for", "Twin"), "More than one person is called “Twin”."),
        (("--for", " "), "Say whom the copy is for."),
        (("--for", "Third", "--may", "judge,fly"), "--may cannot be fly; choose one of: assess"),
        (("--for", "Third", "--see", "all"), "--see cannot be all"),
        (("--for", "Third", "--factors", "99"), "--factors cannot be 99"),
        (("--for", "Third", "--sessions", "Opera"), "--sessions cannot be opera"),
        (("--for", "Third", "--largest", "-1"), "a number of MB"),
        (("--for", "Third", "--largest", "nan"), "a number of MB"),
        (("--for", "Third", "--largest", "inf"), "a number of MB"),
        (("--for", "Third", "--passphrase-file", "SHORT"), "needs at least 8 characters"),
        (("--for", "Third", "--passphrase-file", "missing"), "missing"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_recorded(
    ic: Command, town: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "short").write_text("short", encoding="utf-8")
    given = [str(tmp_path / "short") if a == "SHORT" else a for a in arguments]
    code, _out, err = ic("hand-out", town, "--to", tmp_path / "c.icproj", *given)
    assert code == 2
    assert words in err
    assert not (tmp_path / "c.icproj").exists()
    assert hand_outs(state_of(town)) == ()


def test_a_file_that_is_there_is_not_overwritten(ic: Command, town: Path, tmp_path: Path) -> None:
    to = tmp_path / "c.icproj"
    to.write_text("mine", encoding="utf-8")
    assert ic("hand-out", town, "--for", "Third", "--to", to)[0] == 2
    assert to.read_text(encoding="utf-8") == "mine"
    assert hand_outs(state_of(town)) == ()


def test_a_copy_is_not_handed_out_again(ic: Command, town: Path, tmp_path: Path) -> None:
    assert ic("hand-out", town, "--for", "Third", "--to", tmp_path / "c.icproj")[0] == 0
    said = ic("hand-out", tmp_path / "c.icproj", "--for", "Third", "--to", tmp_path / "d.icproj")
    assert said[0] == 2
    assert "“c.icproj” is itself a copy for one person." in said[2]


def test_in_a_copy_one_writes_as_the_person_whom_it_was_made_for(
    ic: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("--for", "Third", "--factors", "1", "--to", tmp_path / "c.icproj")
    assert ic("hand-out", town, *asked)[0] == 0
    made = last(town)
    (tmp_path / "minutes.txt").write_text("Minutes", encoding="utf-8")
    monkeypatch.setenv("IC_DESKTOP_HOME", str(tmp_path / "another-home"))
    attach = ("attach", tmp_path / "c.icproj", tmp_path / "minutes.txt", "--factor")
    assert ic(*attach, "1")[0] == 0
    file = ProjectFile.open(tmp_path / "c.icproj")
    written = [c for c in file.changes() if c.header.kind in ("evidence", "link")]
    file.close()
    assert {change.header.author for change in written} == {made.person}
    said = ic(*attach, "2")
    assert said[0] == 1
    assert "made for a part of the work" in said[2]


def test_a_copy_that_may_bring_no_evidence_takes_none(
    ic: Command, town: Path, tmp_path: Path
) -> None:
    asked = ("--for", "Third", "--may", "reply", "--to", tmp_path / "c.icproj")
    assert ic("hand-out", town, *asked)[0] == 0
    (tmp_path / "minutes.txt").write_text("Minutes", encoding="utf-8")
    said = ic("attach", tmp_path / "c.icproj", tmp_path / "minutes.txt", "--factor", "1")
    assert said[0] == 1
    assert not state_of(tmp_path / "c.icproj").records("evidence")


def test_a_copy_is_not_signed(ic: Command, town: Path, tmp_path: Path) -> None:
    assert ic("hand-out", town, "--for", "Third", "--to", tmp_path / "c.icproj")[0] == 0
    words = "six quiet herons"
    (tmp_path / "secret").write_text(words, encoding="utf-8")
    made = make_identity("Anna Example", words, into=tmp_path)
    key = ("--sign-with", made.path, "--passphrase-file", tmp_path / "secret")
    said = ic("report", tmp_path / "c.icproj", "--to", tmp_path / "r.pdf", *key)
    assert said[0] == 1
    assert "made for a part of the work" in said[2]
    assert not (tmp_path / "r.pdf").exists()


def test_if_the_record_cannot_be_saved_the_copy_does_not_stay(
    ic: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_named: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ProjectFile, "commit", fail)
    assert ic("hand-out", town, "--for", "Third", "--to", tmp_path / "c.icproj")[0] == 1
    assert not (tmp_path / "c.icproj").exists()
