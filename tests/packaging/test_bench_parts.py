"""What the measurements stand on: floors that do the work, memory and pauses that are seen."""

import hashlib
import os
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bench import __main__ as bench_main
from bench import window
from bench.bystander import shared, watching
from bench.making import run, write_noise
from bench.memory import Peak
from bench.model import Setting
from bench.streams import copy_hash_sync, forget, read_once
from faults import __main__ as faults_main
from faults.model import Outcome
from faults.report import forging


def test_noise_is_the_same_for_a_seed_and_another_for_another(tmp_path: Path) -> None:
    one, same, other = (
        write_noise(tmp_path / name, 3, seed).read_bytes()
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert one == same != other
    assert len(one) == 3 * 2**20
    assert one[: 2**20] != one[2**20 : 2**21], "a store that keeps a piece once must not gain by it"


def test_the_plain_stream_copies_and_hashes(tmp_path: Path) -> None:
    source = write_noise(tmp_path / "a", 2, seed=5)
    digest = copy_hash_sync(source, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == source.read_bytes()
    assert digest == hashlib.sha256(source.read_bytes()).hexdigest()
    forget(source)
    read_once(source)


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="Linux tells the peak")
def test_the_peak_of_memory_is_seen_after_it_is_gone() -> None:
    peak = Peak()
    held = bytearray(b"x" * 60_000_000)
    del held
    assert 50 < peak.reached() < 200


def test_a_pause_of_the_window_is_seen(qtbot: QtBot) -> None:
    from bench.attaching_probe import Heart

    with watching() as bystander:
        heart = Heart()
        qtbot.wait(60)
        quiet = heart.longest()
        time.sleep(0.3)
        qtbot.wait(60)
        heart.stop()
    assert quiet < 250 < heart.longest(bystander) <= heart.longest()


def test_what_a_bystander_suffers_too_is_not_the_windows() -> None:
    heart = [(1.0, 1.3, 0.0)]
    assert shared(heart[0][:2], []) == 0.0
    assert shared(heart[0][:2], [(0.5, 1.1), (1.2, 2.0)]) == pytest.approx(0.2)


def test_a_child_that_fails_breaks_the_measurement(tmp_path: Path) -> None:

    setting = Setting(tmp_path, dict(os.environ), quick=True)
    assert run(setting, "-c", "print('well')").strip() == "well"
    with pytest.raises(RuntimeError, match="out of order"):
        run(setting, "-c", "import sys; sys.exit('out of order')")


def test_a_window_that_never_comes_up_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setattr(window, "PATIENCE", 0.5)
    # Python's own start takes no part in it: a widget of that name will never be.
    paths = os.pathsep.join(str(Path(__file__).parents[2] / part) for part in ("", "packaging"))
    environ = dict(os.environ, PYTHONPATH=paths, QT_QPA_PLATFORM="offscreen")
    with (
        pytest.raises(window.DidNotStart),
        window.opened(Setting(tmp_path, environ, quick=True), "bare", ready="nowhere"),
    ):
        pytest.fail("there is no such widget")


def test_every_bar_has_its_measurement_and_its_trial() -> None:
    assert set(bench_main.MEASUREMENTS) == {
        "start",
        "factor-pages",
        "commits",
        "report",
        "attaching",
        "opening",
        "protecting",
        "merging",
    }
    assert {
        "killed-while-working",
        "killed-while-merging",
        "full-disk",
        "one-bit-in-a-project",
        "copies-while-writing",
        "erased-for-good",
        "hostile-projects",
        "synced-before-saved",
        "hostile-packs",
        "one-bit-in-a-report",
        "every-byte-of-a-signature",
        "reports-with-more-or-less",
        "hostile-reports",
    } <= set(faults_main.TRIALS)


def test_a_judge_that_calls_everything_good_fails_the_trial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The trials of reports must be able to fail."""
    sample = forging.make_sample()
    good = forging.verify(sample.signed, sample.known)
    monkeypatch.setattr(forging, "verify", lambda _data, _known: good)
    monkeypatch.setattr(forging.container, "check", lambda _data: None)
    for outcome in (
        forging.flips_anywhere(sample, 3),
        forging.flips_in_container(sample, [0], every=5000),
        forging.appended(sample),
        forging.incremental_updates(sample),
    ):
        assert isinstance(outcome, Outcome)
        assert len(outcome.failures) == outcome.rounds > 0
