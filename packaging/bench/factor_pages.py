"""Turning a key factor's page, and editing on it, in a project with 2,000 pieces of evidence.

A page counts as turned when it is painted: from asking for the next factor until its widgets have
been laid out and drawn. Both bars are in milliseconds.
"""

import json
import statistics
import subprocess
import sys

from bench.model import Row, Setting, percentile

PIECES = 2_000
LINKS = 4_000
TURN_USUALLY_MS, TURN_ALWAYS_MS, EDIT_MS = 50.0, 100.0, 5.0
PATIENCE = 300.0


def measure(setting: Setting) -> list[Row]:
    """Return how long turning a page and an edit keep the screen's thread."""
    rounds = setting.repeats(8, 2)
    pieces, links = (PIECES, LINKS) if not setting.quick else (PIECES // 4, LINKS // 4)
    command = [sys.executable, "-m", "bench.factor_pages_probe"]
    command += [str(setting.folder / "many.icproj"), str(pieces), str(links), str(rounds)]
    ended = subprocess.run(
        command, env=setting.environ, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if ended.returncode:
        raise RuntimeError(ended.stderr.strip())
    found = json.loads(ended.stdout.splitlines()[-1])
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
            Row(f"edit on a factor page, {name}", percentile(times, 95), "ms", bar=EDIT_MS)
            for name, times in edits.items()
        ),
    ]


def _middle(times: list[float]) -> str:
    return f"{statistics.median(times):.0f}"
