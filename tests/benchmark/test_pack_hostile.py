"""Hostile packs are refused, each with a clear sentence, within bounds of memory and time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import hostile_packs
import made_packs
import pytest
from hostile_packs import HOSTILE, Hostile

from ic_desktop import errors
from ic_desktop.benchmark import guard, load


def _possible(hostile: Hostile) -> bool:
    return os.name == "posix" or not hostile.name.startswith(("link to", "pipe"))


@pytest.mark.parametrize(
    "hostile", [one for one in HOSTILE if _possible(one)], ids=lambda hostile: hostile.name
)
def test_a_hostile_pack_is_refused_with_a_clear_sentence(hostile: Hostile, tmp_path: Path) -> None:
    assert hostile_packs.faults(hostile, tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="memory is bounded by the system's own limits")
def test_hostile_packs_are_refused_in_bounded_memory() -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.fspath(root)}
    ran = subprocess.run(
        [sys.executable, hostile_packs.__file__],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert json.loads(ran.stdout)["wrong"] == []


def test_more_problems_than_anyone_reads_are_cut_off(tmp_path: Path) -> None:
    surplus = "".join(f'x{n} = "x"\n' for n in range(3000))
    german = made_packs.edited(made_packs.words("x"), "[prompts]\n", "[prompts]\n" + surplus)
    problems = load.check(made_packs.write(tmp_path / "pack", de=german))
    assert 1000 <= len(problems) <= 1001
    assert any("more problems than are listed" in problem.what for problem in problems)


def test_a_bundle_is_bounded_before_it_is_read() -> None:
    with pytest.raises(errors.BrokenPack, match="larger than"):
        load.from_bundle(b" " * (guard.MOST_BYTES + 1), "en")


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size that the folder names is not relied on."""
    path = tmp_path / "growing"
    path.write_bytes(b"x")
    monkeypatch.setattr(guard, "_read", lambda _path, most: b"x" * most)
    with pytest.raises(guard.Refused, match="larger than"):
        guard.read_bytes(path)
