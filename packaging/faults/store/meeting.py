"""Meets one hostile file as the program would; writes a line of JSON.

    python -m faults.store.meeting FILE

Time counts from when the program is asked to open the file; memory is the larger of this
process's and its helper's high marks.
"""

import json
import resource
import sys
import time
from pathlib import Path

from faults.store.hostile import meet


def main(path: Path) -> None:
    """Meet the file and tell how it went."""
    begun = time.monotonic()
    error = meet(path)
    seconds = time.monotonic() - begun
    marks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, -1))
    problem = ""
    if error is not None and not (error.what.endswith(".") and error.remedy.endswith(".")):
        problem = f"no sentence: {error}"
    told = {"seconds": seconds, "megabytes": max(marks) / 1000, "problem": problem}
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
