"""Runs beside a measurement and does nothing: where it stands still too, the machine did.

    python -m bench.bystander

Writes "begin end", in seconds of the system's monotonic clock, for each pause that is longer than
it should be; ends with its standard input. A machine that is shared, or is itself a guest, stops
now and then for all of its programs alike.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

BEAT_S, NOTED_S = 0.004, 0.02
Pause = tuple[float, float]


def main() -> int:
    """Beat until standard input ends."""
    waiting = threading.Thread(target=sys.stdin.read, daemon=True)
    waiting.start()
    last = time.monotonic()
    while waiting.is_alive():
        time.sleep(BEAT_S)
        now = time.monotonic()
        if now - last > NOTED_S:
            print(last, now, flush=True)
        last = now
    return 0


@contextmanager
def watching() -> Iterator[list[Pause]]:
    """Have a bystander beside the block; its pauses are in the list once the block has ended."""
    pauses: list[Pause] = []
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.bystander"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield pauses
    finally:
        told, _ = process.communicate()
        for line in told.splitlines():
            begin, end = line.split()
            pauses.append((float(begin), float(end)))


def shared(pause: Pause, others: list[Pause]) -> float:
    """Return the seconds of a pause in which a bystander stood still as well."""
    begin, end = pause
    return sum(max(0.0, min(end, other[1]) - max(begin, other[0])) for other in others)


if __name__ == "__main__":
    sys.exit(main())
