"""Start and memory of the program's window, beside PySide6 and an empty QMainWindow.

The three are started in turn, so that a slow minute of the machine falls on all of them alike.
"""

from functools import partial
from pathlib import Path

from bench.making import write_sample
from bench.model import Row, Setting, medians
from bench.window import resting_memory, start_time

START, SAMPLE, MEMORY = 2.0, 3.5, 2.7
START_PAGE, SAMPLE_PAGE = "page-start", "page-overview"
"""Object names of what must be on the screen: the start page, the page of an opened project."""


def measure(setting: Setting) -> list[Row]:
    """Return start and resting memory as ratios to the bare window."""
    sample = write_sample(setting)
    return [*_starts(setting, sample), *_memory(setting, sample)]


def _starts(setting: Setting, sample: Path) -> list[Row]:
    repeats = setting.repeats(15, 3)
    bare, start, opened = medians(
        repeats,
        lambda: start_time(setting, "bare"),
        lambda: start_time(setting, "program", ready=START_PAGE),
        lambda: start_time(setting, "program", str(sample), ready=SAMPLE_PAGE),
    )
    floor = bare * 1000
    note = f"median of {repeats}"
    return [
        Row("start to the start screen", start * 1000, "ms", floor, START, note),
        Row("start to the sample's page", opened * 1000, "ms", floor, SAMPLE, note),
    ]


def _memory(setting: Setting, sample: Path) -> list[Row]:
    bare = resting_memory(setting, "bare")
    start = resting_memory(setting, "program", ready=START_PAGE)
    opened = partial(resting_memory, setting, "program", str(sample), ready=SAMPLE_PAGE)
    sampled = opened()
    if bare is None or start is None or sampled is None:
        return []
    return [
        Row("memory at rest, start screen (PSS)", start, "MB", bare),
        Row("memory at rest, sample open (PSS)", sampled, "MB", bare, MEMORY),
    ]
