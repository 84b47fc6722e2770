"""Turning a key factor's page, and editing on it, in a project with 2,000 pieces of evidence.

A page counts as turned when it is painted: from asking for the next factor until its widgets have
been laid out and drawn. Both bars are in milliseconds.
"""

import json
import statistics

from bench.making import run
from bench.model import Row, Setting, percentile

PIECES = 2_000
LINKS = 4_000
TURN_USUALLY_MS, TURN_ALWAYS_MS, EDIT_MS = 50.0, 100.0, 5.0


def measure(setting: Setting) -> list[Row]:
    """Return how long turning a page and an edit keep the screen's thread."""
    rounds = setting.repeats(8, 2)
    pieces, links = (PIECES, LINKS) if not setting.quick else (PIECES // 4, LINKS // 4)
    numbers = (str(number) for number in (pieces, links, rounds))
    path = str(setting.folder / "many.icproj")
    printed = run(setting, "-m", "bench.factor_pages_probe", path, *numbers)
    found = json.loads(printed.splitlines()[-1])
    first, *turns = found["turns"]
    edits = found["edits"]
    note = f"{len(turns)} turns, {pieces} pieces, {links} links, median {_middle(turns)} ms"
    return [
        Row(
            "turn a factor page: 95 in 100",
            percentile(turns, 95),
            "ms",
            bar=TURN_USUALLY_MS,
            note=note,
        ),
        Row("turn a factor page: slowest", max(turns), "ms", bar=TURN_ALWAYS_MS),
        Row("open the first factor page", first, "ms", bar=TURN_ALWAYS_MS),
        *(
            Row(
                f"edit on the screen: {name}",
                percentile(times, 95),
                "ms",
                bar=_bar(name),
                note=_worst(times),
            )
            for name, times in edits.items()
        ),
    ]


def _bar(name: str) -> float:
    """Return what an edit may take; that the page follows it, what turning may take."""
    return TURN_USUALLY_MS if "painted" in name else EDIT_MS


def _middle(times: list[float]) -> str:
    return f"{statistics.median(times):.0f}"


def _worst(times: list[float]) -> str:
    return f"95 in 100 of {len(times)}; the slowest {max(times):.1f} ms"
