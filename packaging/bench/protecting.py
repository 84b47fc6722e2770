"""A protected project beside a plain one: opening it, saving an edit, taking a document in."""

import json

from bench.making import run, write_noise
from bench.model import Row, Setting

OPENING, SAVING, TAKING = 40.0, 3.0, 6.0
"""An opening derives the key, which is slow on purpose: about a tenth of a second."""


def measure(setting: Setting) -> list[Row]:
    """Return times as ratios of the plain file's."""
    megabytes = setting.repeats(32, 16)
    document = write_noise(setting.folder / "document.bin", megabytes, seed=1)
    repeats = str(setting.repeats(15, 5))
    folder = str(setting.folder)
    printed = run(setting, "-m", "bench.protecting_probe", folder, str(document), repeats)
    found: dict[str, list[float]] = json.loads(printed.splitlines()[-1])
    (opening, saving, taking), (plain_opening, plain_saving, plain_taking) = (
        found["protected"],
        found["plain"],
    )
    return [
        Row("open a protected project", opening, "ms", plain_opening, OPENING),
        Row("save an edit in a protected project", saving, "ms", plain_saving, SAVING),
        Row(
            "take a document into a protected project",
            taking,
            "ms",
            plain_taking,
            TAKING,
            f"{megabytes} MB",
        ),
    ]
