"""The set-up: what it asks of the system, when it installs, and what it says when it cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import debian
import dev
import environment

ROOT = Path(__file__).resolve().parent.parent.parent


def call(*arguments: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run dev.py as a user does, with some variables changed."""
    return subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "dev.py"), *arguments],
        cwd=cwd,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the set-up at an empty checkout with a lock of its own."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(environment, "_STAMP", tmp_path / ".venv" / "installed.json")
    locks = {"run": tmp_path / "run.lock", "dev": tmp_path / "dev.lock"}
    for lock in locks.values():
        lock.write_text("", encoding="utf-8")
    monkeypatch.setattr(environment, "LOCKS", locks)
    return tmp_path


def test_help_names_every_word() -> None:
    done = call("--help")
    assert done.returncode == 0
    assert all(f"\n    {word} " in done.stdout for word in dev.WORDS)


def test_an_unknown_word_is_refused_in_one_sentence() -> None:
    done = call("dance")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["sample.icproj"], True),
        (["demo", "folder"], False),
        (["check", "sample.icproj"], False),
    ],
)
def test_only_a_window_needs_a_screens_libraries(arguments: list[str], window: bool) -> None:
    assert dev._wants_a_window(arguments) is window


def test_run_passes_arguments_and_exit_code_on(monkeypatch: pytest.MonkeyPatch) -> None:
    become: list[list[str]] = []

    def instead(command: list[str], environ: dict[str, str]) -> int:
        become.append(command)
        return 7

    monkeypatch.setattr(environment, "ready", lambda purpose: Path(f"/python-for-{purpose}"))
    monkeypatch.setattr(dev, "_become", instead)
    assert dev.main(["run", "--", "info", "--json", "--", "x y"]) == 7
    python = str(Path("/python-for-run"))
    assert become == [[python, "-m", "ic_desktop", "info", "--json", "--", "x y"]]


def test_all_checks_run_and_any_failure_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def step(name: str, command: list[str]) -> int:
        ran.append(name)
        return 1 if name == "ruff" else 0

    monkeypatch.setattr(environment, "ready", lambda purpose: Path("python"))
    monkeypatch.setattr(dev, "_need_libraries", lambda: None)
    monkeypatch.setattr(dev, "_offer_tools", lambda: None)
    monkeypatch.setattr(dev, "_step", step)
    assert dev.main(["test"]) == 1
    assert ran == ["ruff", "ruff format", "mypy", "pytest"]


def test_missing_packages_are_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "ready", lambda purpose: Path("python"))
    monkeypatch.setattr(debian, "missing_libraries", lambda: ["libEGL.so.1", "libGL.so.1"])
    monkeypatch.setattr(debian, "may_install", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert dev.main(["run"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "sudo apt install libegl1 libgl1" in said


def test_a_library_that_is_not_there_is_seen() -> None:
    assert not debian._loads("libdoes-not-exist.so.1")


def test_packages_are_named_once() -> None:
    assert debian.packages_of(["pdfsig", "pdftoppm", "qpdf"]) == ["poppler-utils", "qpdf"]


def test_an_environment_is_made_once_and_renewed_with_its_lock(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment, "_make", lambda: fake_python(bare))
    monkeypatch.setattr(environment, "_install", lambda lock: installed.append(lock.name))
    environment.ready("run")
    environment.ready("run")
    assert installed == ["run.lock"]
    environment.ready("dev")
    environment.ready("run")
    assert installed == ["run.lock", "dev.lock"]
    environment.LOCKS["run"].write_text("other", encoding="utf-8")
    environment.ready("run")
    assert installed == ["run.lock", "dev.lock", "run.lock"]


def test_an_install_that_breaks_off_is_done_again(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(lock: Path) -> None:
        raise environment.SetUpFailed("no network")

    monkeypatch.setattr(environment, "_make", lambda: fake_python(bare))
    monkeypatch.setattr(environment, "_install", breaks)
    with pytest.raises(environment.SetUpFailed):
        environment.ready("run")
    assert not environment._holds("run")


def test_a_folder_that_cannot_be_written_is_named(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOT", bare / "not-there")
    with pytest.raises(environment.SetUpFailed, match="cannot be written"):
        environment.ready("run")


def fake_python(checkout: Path) -> None:
    """Put an empty file where the environment's interpreter would be."""
    python = environment.python()
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
