"""Trials: whatever is done to a signed report, it is never reported as good."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.model import Outcome, Setting
from faults.report import forging
from faults.report.forging import Sample
from faults.store.making import someone_else
from ic_desktop.report import facts
from ic_desktop.report.verify import verify


def change_bits(setting: Setting) -> Outcome:
    """Change one bit anywhere in the file, and more often where the signature stands."""
    with _signed(setting) as sample:
        return _both(
            forging.flips_anywhere(sample, setting.rounds(300, 30), _seed(setting)),
            forging.flips_in_container_verified(sample, setting.rounds(600, 30), _seed(setting)),
        )


def change_every_byte(setting: Setting) -> Outcome:
    """Change each bit of each byte of the signature container, to its last padding byte."""
    with _signed(setting) as sample:
        if setting.quick:
            return forging.flips_in_container(sample, [setting.chance.randrange(8)], every=5)
        return forging.flips_in_container(sample, range(8))


def add_and_take_away(setting: Setting) -> Outcome:
    """Append bytes, cut some off, update the file, and rewrite what is signed of it."""
    with _signed(setting) as sample:
        return _both(forging.appended(sample), forging.incremental_updates(sample))


def meet_hostile_files(setting: Setting) -> Outcome:
    """Look into files made to crash, hang or swell a reader."""
    with _signed(setting) as sample:
        return forging.hostile_files(sample, setting.rounds(400, 20))


@contextmanager
def _signed(setting: Setting) -> Iterator[Sample]:
    """Give a signed report that is good while nothing was done to it."""
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        sample = forging.make_sample()
        untouched = verify(sample.signed, sample.known).verdict
        if untouched is not facts.Outcome.KNOWN:
            raise RuntimeError(f"the untouched report is not good: {untouched}")
        yield sample


def _seed(setting: Setting) -> int:
    return setting.chance.randrange(10**9)


def _both(one: Outcome, other: Outcome) -> Outcome:
    return Outcome(one.rounds + other.rounds, one.failures + other.failures)
