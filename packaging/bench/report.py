"""The sample's report: composed, drawn and signed as the window has it done, in the helper."""

import json

from bench.making import run, write_sample
from bench.model import Row, Setting

SECONDS = 3.0


def measure(setting: Setting) -> list[Row]:
    """Return time and memory of the signed report; raises where it is not found good."""
    repeats = setting.repeats(5, 1)
    sample = write_sample(setting)
    out = setting.folder / "report.pdf"
    command = ["-m", "bench.report_probe", str(sample), str(out), str(repeats)]
    found = json.loads(run(setting, *command).splitlines()[-1])
    note = f"{found['pages']} pages, {found['size']:.0f} KB; {found['judged']}"
    return [
        Row("the sample's signed report", found["time"], "s", bar=SECONDS, note=note),
        Row("the sample's report: memory of the helper", found["memory"], "MB"),
    ]
