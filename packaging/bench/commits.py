"""A committed edit beside a bare SQLite commit of the same bytes, on the same drive in turn."""

import json

from bench.making import run
from bench.model import Row, Setting


def measure(setting: Setting) -> list[Row]:
    """Return the median time of a durable edit, with SQLite's own as the floor."""
    rounds = setting.repeats(400, 80)
    path = setting.folder / "commits.icproj"
    found = json.loads(run(setting, "-m", "bench.commits_probe", str(path), str(rounds)))
    note = f"median of {rounds} edits of {found['bytes']} bytes"
    return [Row("an edit, committed", found["edit"], "ms", found["bare"], note=note)]
