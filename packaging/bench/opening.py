"""Opening a project of 2 GB: one's own beside an empty one, and a stranger's beside reading it.

A stranger's is looked through in the helper process and then opened to be read; making it one's
own, which writes all of it anew, is shown beside copying, hashing and syncing the file.
"""

import json
from dataclasses import replace
from pathlib import Path

from bench.making import run, write_noise
from bench.model import Row, Setting

OWN, MORE_MEMORY, STRANGERS = 1.5, 20.0, 1.5
PARTS = 4
PATIENCE = 900.0


def measure(setting: Setting) -> list[Row]:
    """Return time and memory of opening, as ratios."""
    megabytes = setting.repeats(2048, 384)
    large, empty = setting.folder / "large.icproj", setting.folder / "empty.icproj"
    _make(setting, large, megabytes)
    _make(setting, empty, 0)
    return [
        *_own(setting, large, empty, f"{megabytes} MB of documents"),
        *_strangers(setting, large, empty, None if setting.quick else STRANGERS),
    ]


def _make(setting: Setting, path: Path, megabytes: int) -> None:
    parts = [
        write_noise(setting.folder / f"part-{number}.bin", megabytes // PARTS, seed=number)
        for number in range(PARTS if megabytes else 0)
    ]
    _probe(setting, "make", path, *map(str, parts))
    for part in parts:
        part.unlink()


def _probe(setting: Setting, what: str, path: Path, *more: str) -> dict[str, float]:
    printed = run(setting, "-m", "bench.opening_probe", what, str(path), *more, patience=PATIENCE)
    found: dict[str, float] = json.loads(printed.splitlines()[-1])
    return found


def _own(setting: Setting, large: Path, empty: Path, note: str) -> list[Row]:
    opened, floor = _probe(setting, "own", large), _probe(setting, "own", empty)
    more = opened["memory"] - floor["memory"]
    return [
        Row("open one's own large project", opened["time"], "ms", floor["time"], OWN, note),
        Row("open one's own: more memory than an empty one", more, "MB", bar=MORE_MEMORY),
    ]


def _strangers(setting: Setting, large: Path, empty: Path, bar: float | None) -> list[Row]:
    """The same file is a stranger's to whoever has other user folders.

    The ``bar`` is on the time beside reading: a small file is read before a helper has started.
    """
    other = {"IC_DESKTOP_HOME": str(setting.folder / "another-home")}
    elsewhere = replace(setting, environ=setting.environ | other)
    opened, floor = _probe(elsewhere, "strangers", large), _probe(elsewhere, "strangers", empty)
    note = f"progress told {opened['told']:.0f} times"
    more = opened["memory"] - floor["memory"]
    copied = (
        f"beside copying, hashing and syncing; progress told {opened['told_adopting']:.0f} times"
    )
    return [
        Row("open a stranger's", opened["time"], "ms", opened["reading"], bar, note),
        Row("open a stranger's: more memory than an empty one", more, "MB", bar=MORE_MEMORY),
        Row("stop looking at a stranger's", opened["stopping"], "ms"),
        Row(
            "make a stranger's one's own", opened["adopting"], "ms", opened["copying"], note=copied
        ),
        Row("stop making it one's own", opened["stopping_adopting"], "ms"),
    ]
