"""Attaching 500 MB in the open window, beside a Python stream that copies, hashes and syncs it."""

import json

from bench.making import run, write_noise
from bench.model import Row, Setting

TIMES, MEMORY_MB, STILL_MS = 1.6, 32.0, 50.0
PATIENCE = 900.0


def measure(setting: Setting) -> list[Row]:
    """Return time, memory and stillness of attaching, and what cancelling leaves behind."""
    megabytes = setting.repeats(500, 100)
    repeats = setting.repeats(5, 1)
    documents = [
        str(write_noise(setting.folder / f"document-{number}.bin", megabytes, seed=number))
        for number in range(repeats + 1)
    ]
    project = str(setting.folder / "attach.icproj")
    printed = run(setting, "-m", "bench.attaching_probe", project, *documents, patience=PATIENCE)
    found = json.loads(printed.splitlines()[-1])
    note = f"{megabytes} MB, median of {repeats} in turn"
    # So small a document, and only once, is over before what is fixed stops to count.
    bar = None if setting.quick else TIMES
    busy = f"{found['still_with_others']:.0f} ms with what others took of the machine"
    cancelled = f"cancelled after {found['done_when_cancelled']:.0f} MB"
    return [
        Row("attach a large document", found["time"], "ms", found["floor"], bar, note),
        Row("attach: more memory at its peak", found["memory"], "MB", bar=MEMORY_MB),
        Row(
            "attach: the window's longest stillness", found["still"], "ms", bar=STILL_MS, note=busy
        ),
        Row("attach: from cancelling to the end", found["cancelling"], "ms"),
        Row("attach: left behind when cancelled", found["left"], "KB", bar=0, note=cancelled),
    ]
