"""What a trial is given and what it gives back."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """What a trial is given.

    ``folder`` is an empty folder of its own, removed afterwards; ``environ`` the variables for
    child processes (user folders inside ``folder``); ``chance`` the source of all randomness, so
    that a seed repeats a run; ``quick`` asks for a part of the rounds.
    """

    folder: Path
    environ: dict[str, str]
    chance: random.Random
    quick: bool

    def rounds(self, full: int, quick: int) -> int:
        """Return how many rounds to try: ``full``, or ``quick`` in a quick run."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one trial: how many rounds, and one sentence for each that went wrong."""

    rounds: int
    failures: tuple[str, ...] = ()
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it was tried at all and nothing went wrong."""
        return self.rounds > 0 and not self.failures


Trial = Callable[[Setting], Outcome]
