"""Trial: hostile project files are refused or harmless, quickly and in bounded memory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from faults.model import Outcome, Setting
from faults.store.hostile import MEGABYTES, SECONDS, Case, build

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def meet_hostile_files(setting: Setting) -> Outcome:
    """Meet each file in a process of its own, under the clock and the memory's high mark."""
    cases = build(setting.folder)
    if setting.quick:
        cases = setting.chance.sample(cases, 12)
    failures: list[str] = []
    slowest, largest = 0.0, 0.0
    for case in cases:
        told = _meet(case, setting)
        slowest, largest = max(slowest, told["seconds"]), max(largest, told["megabytes"])
        if told["seconds"] > SECONDS:
            failures.append(f"{case.name}: took {told['seconds']:.1f} s")
        if told["megabytes"] > MEGABYTES:
            failures.append(f"{case.name}: took {told['megabytes']:.0f} MB")
        if told["problem"]:
            failures.append(f"{case.name}: {told['problem']}")
    if not (setting.folder / "victim.txt").exists() and not setting.quick:
        failures.append("a journal had another file deleted")
    return Outcome(len(cases), tuple(failures), f"at most {slowest:.2f} s, {largest:.0f} MB")


def _meet(case: Case, setting: Setting) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "faults.store.meeting", str(case.path)],
        env=setting.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "packaging")))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {"seconds": 0.0, "megabytes": 0.0, "problem": done.stderr.strip()[-200:]}
    told: dict[str, Any] = json.loads(done.stdout)
    return told
