"""Trial: killed while editing and attaching, nothing that was said to be saved is lost."""

from pathlib import Path

from faults.model import Outcome, Setting
from faults.store.killing import rounds
from faults.store.making import make, someone_else

ROUNDS_OF_ONE = 15
"""Rounds with one project: it grows, and a large one only makes checking slow."""


def kill_while_working(setting: Setting) -> Outcome:
    """Kill a working process, open the file, check it, compare it with what was said."""
    count = setting.rounds(300, 8)
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        failures: list[str] = []
        for start in range(0, count, ROUNDS_OF_ONE):
            path = setting.folder / f"{start}.icproj"
            make(path).close()
            several = min(ROUNDS_OF_ONE, count - start)
            failures += rounds(path, setting.folder, setting.chance, several)
            path.unlink()
    return Outcome(count, tuple(failures))
