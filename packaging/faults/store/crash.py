"""Trial: killed while editing and attaching, nothing that was said to be saved is lost."""

from pathlib import Path

from faults.model import Outcome, Setting
from faults.store.killing import rounds
from faults.store.making import make, someone_else


def kill_while_working(setting: Setting) -> Outcome:
    """Kill a working process, open the file, check it, compare it with what was said."""
    count = setting.rounds(300, 8)
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        path = setting.folder / "a.icproj"
        make(path).close()
        failures = tuple(rounds(path, setting.folder, setting.chance, count))
        size = path.stat().st_size // 1_000_000
    return Outcome(count, failures, f"the file grew to {size} MB")
