"""The floor of all windows: PySide6 and an empty QMainWindow, nothing else."""

from bench.model import Row, Setting, medians
from bench.window import resting_memory, start_time


def measure(setting: Setting) -> list[Row]:
    """Return start and resting memory of the bare window."""
    (seconds,) = medians(setting.repeats(9, 3), lambda: start_time(setting, "bare"))
    rows = [Row("bare window: start to usable", seconds * 1000, "ms")]
    memory = resting_memory(setting, "bare")
    if memory is not None:
        rows.append(Row("bare window: memory at rest (PSS)", memory, "MB"))
    return rows
