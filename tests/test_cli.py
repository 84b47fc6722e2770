"""The command line: what each command says and does, its exit code, one sentence for a failure."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ic_desktop import __main__, paths
from ic_desktop.benchmark import library
from ic_desktop.cli import COMMANDS
from ic_desktop.cli.packs import as_json
from ic_desktop.cli.run import run
from ic_desktop.cli.say import size_words
from ic_desktop.project.changes import Scope
from ic_desktop.project.entities import all_evidence, links, profile, reviews
from ic_desktop.project.state import State, fold
from ic_desktop.report import identity
from ic_desktop.store.project_file import Draft, ProjectFile

ROOT = Path(__file__).resolve().parent.parent
CHARTER = "integrating-cities-charter"
PASSPHRASE = "correct horse battery"


@dataclass
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def ic(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process; a failure must say one line on standard error, no more."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["ic-desktop", *map(str, arguments)])
        capsys.readouterr()
        code = __main__.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        if code:
            assert err.startswith("ic-desktop: ")
            assert err.count("\n") == 1
        return Said(code, out, err)

    return command


@pytest.fixture
def town(ic: Command, tmp_path: Path) -> Path:
    path = tmp_path / "town.icproj"
    assert ic("new", path, "--city", "Exemplum", "--country", "de", "--pack", CHARTER).code == 0
    return path


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> identity.Identity:
    """An identity in a key file, with its passphrase beside it."""
    folder = tmp_path_factory.mktemp("key")
    (folder / "pass").write_text(f"{PASSPHRASE}\nnot this line\n", encoding="utf-8")
    made = identity.make("Anna Example", PASSPHRASE, into=folder)
    identity.export_certificate(made, folder / "anna.pem")
    return made


def state_of(path: Path) -> State:
    file = ProjectFile.open(path)
    try:
        return fold(file.changes())
    finally:
        file.close()


def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Go on at another computer: nothing that was written so far is one's own."""
    monkeypatch.setenv("IC_DESKTOP_HOME", str(tmp_path / "another-home"))


# Which of the two it is: a window or a command


def test_without_a_screen_no_window_is_tried(ic: Command, town: Path) -> None:
    for arguments in ((), (town,)):
        said = ic(*arguments)
        assert said.code == 1
        assert "no screen" in said.err


def test_a_file_opens_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path | None] = []
    path = tmp_path / "town.icproj"
    path.write_bytes(b"")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    from ic_desktop.ui import application

    monkeypatch.setattr(application, "run", lambda path: opened.append(path) or 0)
    for arguments in ([], [str(path)]):
        monkeypatch.setattr(sys, "argv", ["ic-desktop", *arguments])
        assert __main__.main() == 0
    assert opened == [None, path]


@pytest.mark.parametrize("arguments", [["nothing.icproj"], ["chek", "x"], ["--nonsense"]])
def test_what_is_neither_file_nor_command(ic: Command, arguments: list[str]) -> None:
    said = ic(*arguments)
    assert said.code == 2
    assert "--help" in said.err


def test_help_and_version(ic: Command) -> None:
    said = ic("--help")
    assert said.code == 0
    assert all(f"    {command} " in said.out for command in COMMANDS)
    assert ic("--version").out.startswith("ic-desktop ")
    for command in COMMANDS:
        assert f"usage: ic-desktop {command}" in ic(command, "--help").out
    for command in ("list", "show", "check"):
        assert f"usage: ic-desktop pack {command}" in ic("pack", command, "--help").out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_without_arguments_is_wrong_use(ic: Command, command: str) -> None:
    said = ic(command)
    assert said.code == 2
    assert f"“ic-desktop {command} --help”" in said.err


def test_commands_need_neither_qt_nor_a_display(town: Path, home: Path) -> None:
    """In a process of its own, in which importing Qt fails."""
    code = (
        "import sys; sys.modules['PySide6'] = None; sys.argv = ['ic-desktop', *sys.argv[1:]]\n"
        "from ic_desktop.__main__ import main; code = main()\n"
        "assert not [name for name in sys.modules if name.startswith('ic_desktop.ui')]\n"
        "sys.exit(code)"
    )
    plain = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-c", code, "info", str(town), "--json"],
        cwd=ROOT,
        env=plain,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["city"] == "Exemplum"


# new, info, check


def test_a_new_project(ic: Command, tmp_path: Path) -> None:
    path = tmp_path / "wü.icproj"
    assert ic("new", path, "--city", " Würzburg ", "--country", "de").code == 0
    said = ic("info", path, "--json").json
    assert (said["city"], said["country"], said["fictional"]) == ("Würzburg", "DE", False)
    (review,) = said["reviews"]
    assert review["pack"]["id"] == "promoting-cultural-diversity"
    assert (review["key_factors"], review["questions"], review["judged"]) == (13, 61, 0)
    assert review["results"]["not-judged"] == 13
    assert review["signed"] is None


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--city", " "], "name"),
        (["--city", "A", "--country", "DEU"], "two letters"),
        (["--city", "A", "--country", "1!"], "two letters"),
        (["--city", "A", "--pack", "nothing"], "nothing"),
        (["--city", "A", "--colour", "red"], "--colour"),
        ([], "--city"),
    ],
)
def test_new_used_wrongly(ic: Command, tmp_path: Path, options: list[str], what: str) -> None:
    path = tmp_path / "x.icproj"
    said = ic("new", path, *options)
    assert said.code == 2
    assert what in said.err
    assert not path.exists()


def test_new_overwrites_nothing(ic: Command, town: Path) -> None:
    before = town.read_bytes()
    assert ic("new", town, "--city", "Other").code == 2
    assert town.read_bytes() == before


def test_info_for_people(ic: Command, town: Path) -> None:
    said = ic("info", town)
    assert said.code == 0
    assert said.out.startswith("Exemplum (DE)\n")
    assert "Key factors judged: 0 of" in said.out
    assert "Not judged: " in said.out
    assert "Not signed" in said.out


def test_looking_changes_nothing(ic: Command, town: Path) -> None:
    before = town.read_bytes()
    for command in ("info", "check"):
        assert ic(command, town).code == 0
    assert town.read_bytes() == before


def test_looking_while_someone_works_in_it(ic: Command, town: Path, tmp_path: Path) -> None:
    file = ProjectFile.open(town)
    try:
        assert ic("info", town).code == 0
        document = tmp_path / "a.txt"
        document.write_text("a")
        said = ic("attach", town, document, "--factor", 1)
        assert said.code == 1
        assert "open already" in said.err
    finally:
        file.close()


@pytest.mark.parametrize("command", ["info", "check"])
def test_files_that_are_no_projects(ic: Command, tmp_path: Path, command: str) -> None:
    other = tmp_path / "other.icproj"
    assert ic(command, other).code == 2
    other.write_bytes(b"")
    assert ic(command, other).code == 1
    other.write_text("Dear Sir or Madam, " * 500)
    said = ic(command, other)
    assert said.code == 1
    assert "other.icproj" in said.err


def test_check_of_a_good_file(ic: Command, town: Path) -> None:
    said = ic("check", town)
    assert said.code == 0
    assert said.out.startswith("Everything holds")


def test_check_of_a_damaged_file(ic: Command, town: Path, tmp_path: Path) -> None:
    document = tmp_path / "a.bin"
    document.write_bytes(os.urandom(300_000))
    assert ic("attach", town, document, "--factor", 1).code == 0
    data = bytearray(town.read_bytes())
    at = data.index(document.read_bytes()[5000:5016])
    data[at] ^= 1
    town.write_bytes(bytes(data))
    said = ic("check", town)
    assert said.code == 1
    assert "problem" in said.err


# attach


def test_attaching_documents(ic: Command, town: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "Minutes of May.pdf", tmp_path / "photo.png"
    one.write_bytes(b"%PDF")
    two.write_bytes(b"\x89PNG")
    pack = library.pack(CHARTER)
    factor = pack.factors[1]
    question = factor.questions[0].id
    options = ("--factor", factor.number, "--question", question, "--stance", "contradicts")
    said = ic("attach", town, one, two, *options)
    assert (said.code, said.out.count("\n")) == (0, 2)
    state = state_of(town)
    review = reviews(state)[0].id
    pieces = {piece.id: piece for piece in all_evidence(state)}
    assert {(p.title, p.type) for p in pieces.values()} == {
        ("Minutes of May", "document"),
        ("photo", "picture"),
    }
    assert {(k.factor, k.question, k.stance) for k in links(state, review)} == {
        (factor.id, question, "contradicts")
    }
    assert ic("check", town).code == 0


def test_a_stance_that_is_not_said_is_background(ic: Command, town: Path, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("a")
    assert ic("attach", town, document, "--factor", 1).code == 0
    state = state_of(town)
    assert [link.stance for link in links(state, reviews(state)[0].id)] == ["background"]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--factor", "99"], "99"),
        (["--factor", "1", "--question", "9.9"], "9.9"),
        (["--factor", "1", "--stance", "maybe"], "maybe"),
        ([], "--factor"),
        (["missing.pdf", "--factor", "1"], "missing.pdf"),
        ([".", "--factor", "1"], "file"),
    ],
)
def test_attach_used_wrongly(
    ic: Command, town: Path, tmp_path: Path, options: list[str], what: str
) -> None:
    document = tmp_path / "a.txt"
    document.write_text("a")
    said = ic("attach", town, document, *options)
    assert said.code == 2
    assert what in said.err
    assert all_evidence(state_of(town)) == []


# export and import


def test_out_and_back_in(ic: Command, town: Path, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("words")
    ic("attach", town, document, "--factor", 1)
    out, back = tmp_path / "out.json", tmp_path / "back.icproj"
    assert ic("export", town, "--to", out).code == 0
    assert ic("export", town, "--to", out).code == 2
    assert ic("import", back, "--from", out).code == 0
    assert state_of(back) == state_of(town)
    assert "0 changes and 0 documents" in ic("import", back, "--from", out).out
    assert ic("check", back).code == 0
    facts = [ic("info", path, "--json").json for path in (town, back)]
    for fact in facts:
        del fact["file"], fact["size"]
    assert facts[0] == facts[1]


def test_what_cannot_be_imported(ic: Command, town: Path, tmp_path: Path) -> None:
    other, out = tmp_path / "other.icproj", tmp_path / "out.json"
    ic("new", other, "--city", "Other", "--pack", CHARTER)
    ic("export", town, "--to", out)
    said = ic("import", other, "--from", out)
    assert said.code == 1
    assert "another project" in said.err
    assert ic("import", other, "--from", tmp_path / "missing.json").code == 2
    assert ic("import", tmp_path / "x.icproj", "--from", ROOT / "LICENSE").code == 1
    assert not (tmp_path / "x.icproj").exists()


def test_confidential_evidence_in_an_export_is_told(ic: Command, tmp_path: Path) -> None:
    from ic_desktop.samples import write_sample

    write_sample("sample-municipality", tmp_path / "s.icproj")
    said = ic("export", tmp_path / "s.icproj", "--to", tmp_path / "s.json")
    assert said.code == 0
    assert "confidential" in said.err


def test_what_was_being_typed_is_not_left_out(ic: Command, town: Path, tmp_path: Path) -> None:
    file = ProjectFile.open(town)
    project = profile(fold(file.changes())).id
    file.save_draft(Draft("project", project, "about", Scope(), "half a senten", 1))
    file.close()
    before = town.read_bytes()
    assert ic("info", town).code == 0
    assert town.read_bytes() == before
    assert ic("export", town, "--to", tmp_path / "out.json").code == 0
    assert profile(state_of(town)).about == "half a senten"
    assert "half a senten" in (tmp_path / "out.json").read_text(encoding="utf-8")


# report and verify


def test_a_draft_report(ic: Command, town: Path, tmp_path: Path) -> None:
    out = tmp_path / "draft.pdf"
    before = town.read_bytes()
    assert ic("report", town, "--to", out).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert town.read_bytes() == before
    assert ic("report", town, "--to", out).code == 2
    said = ic("verify", out)
    assert said.code == 1
    assert "not signed" in said.err


def signed(ic: Command, town: Path, key: identity.Identity, out: Path) -> Said:
    passphrase = key.path.parent / "pass"
    return ic("report", town, "--to", out, "--sign-with", key.path, "--passphrase-file", passphrase)


def test_a_signed_report_seals(
    ic: Command, town: Path, tmp_path: Path, key: identity.Identity
) -> None:
    out = tmp_path / "report.pdf"
    assert signed(ic, town, key, out).code == 0
    (review,) = ic("info", town, "--json").json["reviews"]
    assert review["signed"]["signer"] == "Anna Example"
    assert review["signed"]["fingerprint"] == key.fingerprint
    again = signed(ic, town, key, tmp_path / "again.pdf")
    assert again.code == 1
    assert "signed already" in again.err
    assert not (tmp_path / "again.pdf").exists()
    said = ic("attach", town, ROOT / "LICENSE", "--factor", 1)
    assert said.code == 1
    assert "was signed" in said.err


def test_verifying_a_signed_report(
    ic: Command, town: Path, tmp_path: Path, key: identity.Identity
) -> None:
    out, other = tmp_path / "report.pdf", tmp_path / "other.icproj"
    signed(ic, town, key, out)
    ic("new", other, "--city", "Other", "--pack", CHARTER)
    pem = key.path.parent / "anna.pem"
    unknown = ic("verify", out)
    assert unknown.code == 0
    assert "do not know the signer" in unknown.out
    known = ic("verify", out, "--trust", pem, "--project", town)
    assert known.code == 0
    assert "Anna Example, whom you know" in known.out
    assert "sealed for the review" in known.out
    assert ic("verify", out, "--project", other).code == 1
    said = ic("verify", out, "--json", "--trust", pem).json
    assert (said["holds"], said["verdict"]) == (True, "whole-signer-known")


def test_trust_asks_for_a_known_signer(
    ic: Command, town: Path, tmp_path: Path, key: identity.Identity
) -> None:
    out = tmp_path / "report.pdf"
    signed(ic, town, key, out)
    stranger = identity.make("Somebody Else", PASSPHRASE, into=tmp_path)
    identity.export_certificate(stranger, tmp_path / "else.pem")
    said = ic("verify", out, "--trust", tmp_path / "else.pem")
    assert said.code == 1
    assert "whom you trust" in said.err
    both = ("--trust", tmp_path / "else.pem", "--trust", key.path.parent / "anna.pem")
    assert ic("verify", out, *both).code == 0
    bundle = tmp_path / "bundle.pem"
    pems = (tmp_path / "else.pem", key.path.parent / "anna.pem")
    bundle.write_bytes(b"".join(pem.read_bytes() for pem in pems))
    assert ic("verify", out, "--trust", bundle).code == 0


def test_a_changed_report_does_not_hold(
    ic: Command, town: Path, tmp_path: Path, key: identity.Identity
) -> None:
    out = tmp_path / "report.pdf"
    signed(ic, town, key, out)
    data = bytearray(out.read_bytes())
    data[len(data) // 3] ^= 1
    out.write_bytes(bytes(data))
    said = ic("verify", out, "--trust", key.path.parent / "anna.pem")
    assert said.code == 1
    assert said.err
    assert ic("verify", out, "--json").json["holds"] is False


@pytest.mark.parametrize(
    ("options", "code", "what"),
    [
        (["--sign-with", "KEY"], 2, "--passphrase-file"),
        (["--passphrase-file", "PASS"], 2, "--sign-with"),
        (["--sign-with", "KEY", "--passphrase-file", "missing"], 2, "missing"),
        (["--sign-with", "missing.p12", "--passphrase-file", "PASS"], 2, "missing.p12"),
        (["--sign-with", "KEY", "--passphrase-file", "WRONG"], 1, "passphrase"),
        (["--sign-with", "WRONG", "--passphrase-file", "PASS"], 1, "key file"),
    ],
)
def test_signing_used_wrongly(
    ic: Command,
    town: Path,
    tmp_path: Path,
    key: identity.Identity,
    options: list[str],
    code: int,
    what: str,
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("wrong")
    named = {"KEY": key.path, "PASS": key.path.parent / "pass", "WRONG": wrong}
    out = tmp_path / "report.pdf"
    said = ic("report", town, "--to", out, *(named.get(option, option) for option in options))
    assert said.code == code
    assert what in said.err
    assert not out.exists()
    assert ic("info", town, "--json").json["reviews"][0]["signed"] is None


def test_a_seal_that_cannot_be_saved_leaves_no_report(
    ic: Command, town: Path, tmp_path: Path, key: identity.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ic_desktop.errors import DiskFull

    def full(*_given: object, **_named: object) -> str:
        raise DiskFull("folder")

    monkeypatch.setattr(ProjectFile, "commit", full)
    out = tmp_path / "report.pdf"
    said = signed(ic, town, key, out)
    assert said.code == 1
    assert "no room" in said.err
    assert not out.exists()


def test_verify_of_what_is_not_there_or_no_pdf(ic: Command, tmp_path: Path) -> None:
    assert ic("verify", tmp_path / "missing.pdf").code == 2
    said = ic("verify", ROOT / "LICENSE")
    assert said.code == 1
    assert "not a PDF" in said.out
    assert ic("verify", ROOT / "LICENSE", "--trust", ROOT / "LICENSE").code == 1
    assert ic("verify", ROOT / "LICENSE", "--trust", tmp_path / "missing.pem").code == 2


# Projects from another computer


def test_a_strangers_project_is_read_as_it_is(
    ic: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = town.read_bytes()
    elsewhere(monkeypatch, tmp_path)
    assert ic("info", town, "--json").json["city"] == "Exemplum"
    assert ic("check", town).code == 0
    assert ic("export", town, "--to", tmp_path / "out.json").code == 0
    assert town.read_bytes() == before


def test_a_strangers_project_is_written_anew_before_it_is_changed(
    ic: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = town.read_bytes()
    elsewhere(monkeypatch, tmp_path)
    said = ic("attach", town, ROOT / "LICENSE", "--factor", 1)
    assert said.code == 0
    assert "another computer" in said.err
    assert len(all_evidence(state_of(town))) == 1
    kept = list((tmp_path / "another-home" / "backups").rglob("*.icproj"))
    assert original in [path.read_bytes() for path in kept]


def test_a_hostile_project_is_refused(
    ic: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    with sqlite3.connect(town) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON changes BEGIN SELECT 1; END")
    connection.close()
    elsewhere(monkeypatch, tmp_path)
    before = town.read_bytes()
    for command in (("info", town), ("attach", town, ROOT / "LICENSE", "--factor", 1)):
        said = ic(*command)
        assert said.code == 1
        assert "town.icproj" in said.err
    assert town.read_bytes() == before


# demo and packs


def test_demo(ic: Command, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "demo"
    said = ic("demo", folder)
    assert said.code == 0
    names = ["copenhagen.icproj", "sample-municipality.icproj"]
    names += ["sample-municipality.pdf", "sample-municipality.pem", "sample-peer-review.icproj"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert all(name in said.out for name in names)
    report, project, pem = (folder / f"sample-municipality.{e}" for e in ("pdf", "icproj", "pem"))
    assert ic("verify", report, "--project", project, "--trust", pem).code == 0
    assert ic("demo", folder).code == 2


def test_the_list_of_packs(ic: Command) -> None:
    said = ic("pack", "list")
    assert said.code == 0
    listed = [line.split("\t")[0] for line in said.out.splitlines()]
    assert listed == [info.id for info in library.bundled()]
    assert CHARTER in listed


def test_a_pack_as_json_has_the_published_form(ic: Command) -> None:
    said = ic("pack", "show", "promoting-cultural-diversity", "--json").json
    names = "charter context_factors factors id source standard title version"
    assert sorted(said) == names.split()
    factor = said["factors"][6]
    assert sorted(factor) == sorted(
        ["number", "title", "statement", "rationale", "roles", "questions", "examples"]
    )
    assert [f["number"] for f in said["factors"]] == list(range(1, 14))
    assert sorted(factor["questions"][2]) == ["id", "prompts", "text"]
    assert sum(len(q["prompts"]) for q in factor["questions"]) == 7
    assert sorted(factor["examples"][0]) == ["city", "text"]
    assert sorted(said["context_factors"][0]) == ["description", "id", "title"]
    assert sum(len(role["commitments"]) for role in said["charter"]) == 11
    assert sorted(said["charter"][0]) == ["commitments", "role"]
    assert said["source"]["publisher"]
    assert said == as_json(library.pack("promoting-cultural-diversity"))


def test_a_pack_for_people(ic: Command) -> None:
    said = ic("pack", "show", CHARTER)
    assert said.code == 0
    assert library.pack(CHARTER).factors[0].title in said.out
    assert ic("pack", "show", "nothing").code == 2


def test_checking_packs(ic: Command, tmp_path: Path) -> None:
    assert ic("pack", "check", paths.benchmark_data_dir() / CHARTER).code == 0
    broken = tmp_path / "broken"
    shutil.copytree(paths.benchmark_data_dir() / CHARTER, broken)
    (broken / "pack.toml").write_text("format = 1\n")
    said = ic("pack", "check", broken)
    assert said.code == 1
    assert "pack.toml" in said.out
    assert ic("pack", "check", tmp_path / "missing").code == 2
    assert ic("pack", "check", ROOT / "LICENSE").code == 1


# What nobody expected


def test_something_unexpected_is_one_sentence_and_a_log(
    ic: Command, town: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def burst(*_given: object) -> State:
        raise ZeroDivisionError("words that someone typed")

    monkeypatch.setattr("ic_desktop.cli.opening.fold", burst)
    said = ic("info", town)
    log = home / "log" / "ic-desktop.log"
    assert said.code == 1
    assert str(log) in said.err
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert "opening.py" in written
    assert "typed" not in said.err + written


def test_a_name_that_no_file_can_have(ic: Command, town: Path, tmp_path: Path) -> None:
    name = tmp_path / ("x" * 300)
    for arguments in (
        [name],
        ["info", name],
        ["new", name, "--city", "A"],
        ["verify", name],
        ["export", town, "--to", name],
        ["import", tmp_path / "new.icproj", "--from", name],
    ):
        said = ic(*arguments)
        assert said.code == 2
        assert "unexpected" not in said.err


def test_folders_and_files_in_each_others_place(ic: Command, town: Path, tmp_path: Path) -> None:
    for arguments in (["import", tmp_path / "new.icproj", "--from", tmp_path], ["demo", town]):
        said = ic(*arguments)
        assert said.code == 2
        assert "cannot be used" in said.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_not_waited_for(
    ic: Command, town: Path, tmp_path: Path, key: identity.Identity
) -> None:
    pipe, passphrase = tmp_path / "pipe", key.path.parent / "pass"
    os.mkfifo(pipe)
    signing = ["--sign-with", pipe, "--passphrase-file", passphrase]
    for arguments in (
        ["verify", pipe],
        ["verify", ROOT / "LICENSE", "--trust", pipe],
        ["import", tmp_path / "new.icproj", "--from", pipe],
        ["report", town, "--to", tmp_path / "r.pdf", *signing],
    ):
        said = ic(*arguments)
        assert said.code == 2
        assert "“pipe” cannot be used: it is not an ordinary file" in said.err


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_names_that_are_not_utf_8(ic: Command, town: Path, tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.icproj")
    shutil.copy(town, name)
    for arguments in ([name], ["info", name], ["new", name + "2", "--city", "A"]):
        said = ic(*arguments)
        assert said.code == 2
        assert "“bad?.icproj" in said.err
        assert "not written in UTF-8" in said.err
    assert not Path(name + "2").exists()


def test_a_home_that_cannot_be_used_is_named(
    ic: Command, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IC_DESKTOP_HOME", str(town))
    for arguments in (["info", town], ["new", tmp_path / "new.icproj", "--city", "A"]):
        said = ic(*arguments)
        assert said.code == 2
        assert str(town) in said.err


def test_words_cannot_steer_the_terminal(ic: Command, tmp_path: Path) -> None:
    path = tmp_path / "town.icproj"
    assert ic("new", path, "--city", "A\x1b]0;owned\x07\x9b31mB").code == 0
    said = ic("info", path)
    assert not {"\x1b", "\x07", "\x9b"} & set(said.out)
    assert ic("info", path, "--json").json["city"].endswith("B")
    assert "\x1b" not in ic("info", tmp_path / "\x1b[31m").err


@pytest.mark.skipif(sys.platform != "linux", reason="written for a shell and /dev/full")
@pytest.mark.parametrize(("where", "code"), [(">&-", 0), (">/dev/full", 1)])
def test_outputs_that_are_closed_or_full(where: str, code: int) -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m ic_desktop pack list {where}',
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert "unexpected" not in done.stderr
    assert done.stderr.count("\n") == code


def test_cancelling_by_keyboard(ic: Command, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_given: object) -> State:
        raise KeyboardInterrupt

    monkeypatch.setattr("ic_desktop.cli.opening.fold", stop)
    said = ic("info", town)
    assert said.code == 1
    assert "Cancelled" in said.err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away_is_no_failure_to_speak_of(town: Path) -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m ic_desktop pack show promoting-cultural-diversity --json | true',
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_sentences_follow_the_systems_language(
    ic: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ic_desktop.cli.run import language

    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert language() == "de"
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    assert language() == "en"
    assert run(["info"]) == 2


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (34_971, "35.0 KB"), (2 * 10**9, "2.0 GB")],
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


# Projects with a passphrase


def test_a_protected_project_is_made_read_and_changed_with_a_passphrase_file(
    ic: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, secret, other = tmp_path / "town.icproj", tmp_path / "secret", tmp_path / "other"
    secret.write_text("four plain garden words\nnot this line\n", encoding="utf-8")
    other.write_text("something else\n", encoding="utf-8")
    with_secret = ("--project-passphrase-file", secret)
    document = tmp_path / "minutes.txt"
    document.write_text("minutes", encoding="utf-8")
    made = ic("new", path, "--city", "Exemplum", "--pack", CHARTER, *with_secret)
    assert made.code == 0
    for command in (
        ("info", path),
        ("check", path),
        ("attach", path, document, "--factor", "1"),
        ("export", path, "--to", tmp_path / "town.json"),
        ("report", path, "--to", tmp_path / "draft.pdf"),
    ):
        said = ic(*command)
        assert said.code == 2
        assert "--project-passphrase-file" in said.err
        said = ic(*command, "--project-passphrase-file", other)
        assert said.code == 1
        assert "does not open" in said.err
        assert ic(*command, *with_secret).code == 0
    assert json.loads(ic("info", path, "--json", *with_secret).out)["protected"] is True
    assert ic("info", path, "--project-passphrase-file", tmp_path / "none").code == 2
    elsewhere(monkeypatch, tmp_path)
    assert ic("info", path, *with_secret).code == 0
    assert ic("attach", path, document, "--factor", "1", *with_secret).code == 0


def test_a_passphrase_is_set_changed_and_removed(ic: Command, town: Path, tmp_path: Path) -> None:
    first, second, short = tmp_path / "first", tmp_path / "second", tmp_path / "short"
    first.write_text("four plain garden words", encoding="utf-8")
    second.write_text("something else entirely", encoding="utf-8")
    short.write_text("seven77", encoding="utf-8")
    for wrong in ((), ("--new", first, "--remove"), ("--new", short)):
        assert ic("protect", town, *wrong).code == 2
    assert ic("protect", town, "--new", first).code == 0
    assert ic("info", town).code == 2
    assert ic("protect", town, "--new", second).code == 2
    with_first = ("--project-passphrase-file", first)
    assert ic("protect", town, "--new", second, *with_first).code == 0
    assert ic("info", town, *with_first).code == 1
    assert ic("protect", town, "--remove", "--project-passphrase-file", second).code == 0
    assert ic("info", town).code == 0
