"""Trial: a disk that is full while edits are saved and documents come in."""

import json
import os
import subprocess
import sys
from pathlib import Path

from faults.model import Outcome, Setting

ROOT = Path(__file__).resolve().parent.parent.parent.parent
SIZE = "40m"


def fill_the_disk(setting: Setting) -> Outcome:
    """Work on a small drive in memory that fills up, and is emptied again."""
    drive = setting.folder / "drive"
    drive.mkdir()
    rounds = setting.rounds(10, 2)
    work = (
        f'mount -t tmpfs -o size={SIZE} none "{drive}" && '
        f'exec "{sys.executable}" -m faults.store.small_disk "{drive}" {rounds} '
        f"{setting.chance.randrange(10**6)}"
    )
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "-r", "--mount"]
    done = subprocess.run(
        [*alone, "sh", "-c", work],
        env=setting.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "packaging")))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return Outcome(0, (f"no small drive could be made: {done.stderr.strip()[-300:]}",))
    told = json.loads(done.stdout)
    return Outcome(told["rounds"], tuple(told["failures"]), told["note"])
