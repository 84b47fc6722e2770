"""The frames for measurements and trials: ratios and bars; what breaks never counts as good."""

import json
import random
from pathlib import Path

import pytest

from bench import __main__ as bench_main
from bench.model import Row, Setting, medians, percentile
from bench.table import table
from faults import __main__ as faults_main
from faults.model import Outcome
from faults.model import Setting as Trying


def test_a_bar_is_on_the_ratio_where_there_is_a_floor() -> None:
    assert Row("start", 190.0, "ms", floor=100.0, bar=2.0).holds
    assert not Row("start", 210.0, "ms", floor=100.0, bar=2.0).holds
    assert not Row("page", 51.0, "ms", bar=50.0).holds
    assert Row("memory", 45.0, "MB").holds


def test_medians_take_turns_and_leave_the_first_round_out() -> None:
    first, second = iter([100.0, 3.0, 1.0, 2.0]), iter([100.0, 6.0, 4.0, 5.0])
    assert medians(3, lambda: next(first), lambda: next(second)) == [2.0, 5.0]


@pytest.mark.parametrize(("per_cent", "value"), [(95, 95), (100, 100), (1, 1), (50, 50)])
def test_percentiles_are_values_that_were_measured(per_cent: float, value: float) -> None:
    values = [float(n) for n in range(1, 101)]
    random.Random(1).shuffle(values)
    assert percentile(values, per_cent) == value


def test_the_table_says_what_was_missed() -> None:
    lines = table([Row("a", 300.0, "ms", 100.0, 2.0), Row("b", 1.0, "MB")]).splitlines()
    assert lines[1].split() == ["a", "300", "ms", "100", "ms", "3.00", "x", "2", "x", "MISSED"]
    assert lines[2].split() == ["b", "1", "MB"]


def breaks(setting: Setting) -> list[Row]:
    """Stand for a measurement that fails."""
    raise OSError("no room")


def missed(setting: Setting) -> list[Row]:
    """Stand for a measurement that misses its bar."""
    return [Row("slow", 3.0, "s", 1.0, 2.0)]


@pytest.mark.parametrize(
    ("measurement", "quick", "code"),
    [(breaks, True, 1), (missed, True, 0), (missed, False, 1)],
)
def test_bench_fails_for_what_breaks_and_in_full_for_what_is_missed(
    measurement: object, quick: bool, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_main, "MEASUREMENTS", {"one": measurement})
    options = ["--on-screen", "--json", str(tmp_path / "b.json"), *(["--quick"] if quick else [])]
    assert bench_main.main(options) == code
    written = json.loads((tmp_path / "b.json").read_text())
    assert [row["holds"] for row in written["rows"]] == [False] * len(written["rows"])


def test_an_outcome_without_a_round_proves_nothing() -> None:
    assert Outcome(3).holds
    assert not Outcome(0).holds
    assert not Outcome(3, ("lost an edit",)).holds


def test_faults_fail_when_a_trial_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trial(setting: Trying) -> Outcome:
        raise OSError("no room")

    monkeypatch.setattr(faults_main, "TRIALS", {"one": trial})
    assert faults_main.main(["--json", str(tmp_path / "f.json")]) == 1
    (record,) = json.loads((tmp_path / "f.json").read_text())["trials"]
    assert "no room" in record["failures"][0]


def test_a_seed_repeats_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[float] = []

    def trial(setting: Trying) -> Outcome:
        drawn.append(setting.chance.random())
        return Outcome(1)

    monkeypatch.setattr(faults_main, "TRIALS", {"one": trial})
    for seed in ("5", "5", "6"):
        assert faults_main.main(["--seed", seed, "--json", str(tmp_path / "f.json")]) == 0
    assert drawn[0] == drawn[1] != drawn[2]
