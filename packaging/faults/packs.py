"""Trial: hostile benchmark packs are refused, quickly and in bounded memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

from faults.model import Outcome, Setting

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "tests" / "benchmark" / "hostile_packs.py"
PATIENCE = 300.0


def meet_hostile_packs(setting: Setting) -> Outcome:
    """Check all of them in one process, which bounds its own memory and each pack's time."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        env=setting.environ | {"PYTHONPATH": os.fspath(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        return Outcome(1, (f"it did not end well: {done.stderr.strip()[-300:]}",))
    told = json.loads(done.stdout)
    return Outcome(told["packs"], tuple(told["wrong"]))
