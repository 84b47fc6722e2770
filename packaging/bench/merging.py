"""A return of 1,000 statements and 200 MB taken in, and eight returns one after the other."""

import json

from bench.making import run
from bench.model import Row, Setting

BEYOND_COPYING_S = 5.0
STILL_MS = 100.0
GROWTH = 1.6
"""Of the time with the project, or from the first return to the eighth: about none."""


def measure(setting: Setting) -> list[Row]:
    """Return the time beyond copying the bytes, and how it grows with returns and project."""
    statements, megabytes = setting.repeats(1000, 100), setting.repeats(200, 20)
    small, large, each = setting.repeats(500, 100), setting.repeats(10_000, 500), 100
    sizes = [str(n) for n in (statements, megabytes, small, large, each)]
    printed = run(setting, "-m", "bench.merging_probe", str(setting.folder), *sizes)
    found = json.loads(printed.splitlines()[-1])
    note = f"{statements} statements, {megabytes} MB; copying them {found['copying']:.2f} s"
    times = ", ".join(f"{ms:.0f}" for ms in found["eight"])
    still = _stillness(setting, statements, megabytes)
    # So few milliseconds of a quick run are not worth comparing.
    bar = None if setting.quick else GROWTH
    return [
        Row(
            "a return: beyond copying its bytes", found["beyond"], "s", None, BEYOND_COPYING_S, note
        ),
        Row("a return: reading it", found["looking"], "s"),
        Row("a return: the preview", found["preview"], "ms"),
        Row("a return: the new state", found["unite"], "ms"),
        Row(
            "the last of eight returns, beside the first",
            found["last"],
            "ms",
            found["first"],
            bar,
            f"{each} statements each, in ms: {times}",
        ),
        Row(
            "a return into a large project, beside a small",
            found["into_large"],
            "ms",
            found["into_small"],
            bar,
            f"{large} and {small} pieces of evidence",
        ),
        still,
    ]


def _stillness(setting: Setting, statements: int, megabytes: int) -> Row:
    """Return how long the window stands still at most while a return is looked at and taken."""
    folder = setting.folder / "window"
    folder.mkdir()
    asked = (str(folder), str(statements), str(megabytes))
    printed = run(setting, "-m", "bench.merging_window_probe", *asked)
    found = json.loads(printed.splitlines()[-1])
    parts = ", ".join(f"{name} {found[name]:.0f}" for name in ("looking", "taking", "after"))
    note = (
        f"{parts} ms; {found['with_others']:.0f} ms with what others took; {found['whole']:.1f} s"
    )
    most = max(found[name] for name in ("looking", "taking", "after"))
    return Row("a return: the window's longest stillness", most, "ms", bar=STILL_MS, note=note)
