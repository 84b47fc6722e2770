"""What a measurement is given and what it gives back."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """What a measurement is given.

    ``folder`` is an empty folder of its own, removed afterwards; ``environ`` the variables for
    child processes (a screen, user folders inside ``folder``); ``quick`` asks for few repeats.
    """

    folder: Path
    environ: dict[str, str]
    quick: bool

    def repeats(self, full: int, quick: int) -> int:
        """Return how often to repeat: ``full`` times, or ``quick`` times in a quick run."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a value, its floor where it has one, and the bar on their ratio.

    ``bar`` limits the ratio where there is a floor, else the value itself.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    bar: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor the value is."""
        return self.value / self.floor if self.floor else None

    @property
    def holds(self) -> bool:
        """Whether the bar is kept; true where there is none."""
        measured = self.value if self.ratio is None else self.ratio
        return self.bar is None or measured <= self.bar


Measurement = Callable[[Setting], list[Row]]


def medians(repeats: int, *measures: Callable[[], float]) -> list[float]:
    """Return the median of each measure over rounds in which each is taken once.

    Taking turns lets a slow minute of the machine fall on all of them alike. The first round warms
    the caches and is not counted.
    """
    rounds = [[measure() for measure in measures] for _ in range(repeats + 1)][1:]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def percentile(values: Sequence[float], per_cent: float) -> float:
    """Return the smallest value that at least ``per_cent`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(len(ordered) * per_cent) // 100) - 1)]
