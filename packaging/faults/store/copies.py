"""Trial: copies of the open file, taken at any moment without asking."""

from collections import Counter
from pathlib import Path

from faults.model import Outcome, Setting
from faults.store.damaging import outcome_of_copy, torn_copies
from faults.store.making import Maker, make, someone_else

ROUNDS_OF_ONE = 25
"""Rounds with one project: it grows, and a large one only makes copying slow."""


def copy_while_writing(setting: Setting) -> Outcome:
    """Copy a file while it is edited and documents come in; open each copy."""
    count = setting.rounds(300, 15)
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        found: Counter[str] = Counter()
        for start in range(0, count, ROUNDS_OF_ONE):
            maker = Maker()
            file = make(setting.folder / f"{start}.icproj", maker, answers=200)
            rounds = min(ROUNDS_OF_ONE, count - start)
            copies = torn_copies(file, maker, setting.folder, setting.chance, rounds)
            found.update(map(outcome_of_copy, copies))
            file.close()
            file.path.unlink()
    failures = ("silently wrong",) * found["silent"]
    note = ", ".join(f"{what} {number}" for what, number in sorted(found.items()))
    return Outcome(count, failures, note)
