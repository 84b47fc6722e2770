"""Tries the program: ``python3 packaging/dev.py faults [--quick] [--only NAME]... [--seed N]``.

Prints a table and writes JSON. Exits 1 when any round of any trial went wrong.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from faults import packs
from faults.exchange import leaks, merging
from faults.model import Outcome, Setting, Trial
from faults.report import trials as reports
from faults.store import bits, copies, crash, disk, erased, refused, synced

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN_FAILURES = 5

TRIALS: dict[str, Trial] = {
    "killed-while-working": crash.kill_while_working,
    "killed-while-merging": merging.kill_while_merging,
    "full-disk": disk.fill_the_disk,
    "one-bit-in-a-project": bits.change_bits,
    "copies-while-writing": copies.copy_while_writing,
    "erased-for-good": erased.erase_and_search,
    "hostile-projects": refused.meet_hostile_files,
    "hand-outs-that-tell-more": leaks.hand_out_and_search,
    "synced-before-saved": synced.trace_saving,
    "hostile-packs": packs.meet_hostile_packs,
    "one-bit-in-a-report": reports.change_bits,
    "every-byte-of-a-signature": reports.change_every_byte,
    "reports-with-more-or-less": reports.add_and_take_away,
    "hostile-reports": reports.meet_hostile_files,
}
"""What is tried, in this order."""


def main(arguments: list[str]) -> int:
    """Try, show, write; return the exit code."""
    asked = _parser().parse_args(arguments)
    print(f"seed {asked.seed}", file=sys.stderr)
    outcomes = {name: _try(name, asked.quick, asked.seed) for name in asked.only or list(TRIALS)}
    _write_json(outcomes, asked.json, asked.quick, asked.seed)
    failed = [name for name, outcome in outcomes.items() if not outcome.holds]
    print(f"{len(outcomes) - len(failed)} trials hold, {len(failed)} do not")
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a part of the rounds")
    parser.add_argument("--only", action="append", choices=list(TRIALS), metavar="NAME")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "faults.json")
    return parser


def _try(name: str, quick: bool, seed: int) -> Outcome:
    """Make one trial in a folder of its own and show what came of it."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ic-faults-") as folder:
        environ = dict(os.environ, IC_DESKTOP_HOME=str(Path(folder) / "home"))
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        setting = Setting(Path(folder), environ, random.Random(f"{name} {seed}"), quick)
        try:
            outcome = TRIALS[name](setting)
        except Exception as problem:  # noqa: BLE001 - reported as a failure; the rest goes on
            outcome = Outcome(1, (f"the trial itself broke: {problem!r}",))
    seconds = time.monotonic() - started
    verdict = "holds" if outcome.holds else "FAILS"
    print(f"{name:<32}{outcome.rounds:>6} rounds {seconds:>6.1f} s  {verdict}  {outcome.note}")
    for failure in outcome.failures[:SHOWN_FAILURES]:
        print(f"    {failure}")
    if len(outcome.failures) > SHOWN_FAILURES:
        print(f"    and {len(outcome.failures) - SHOWN_FAILURES} more")
    sys.stdout.flush()
    return outcome


def _write_json(outcomes: dict[str, Outcome], path: Path, quick: bool, seed: int) -> None:
    record = {
        "quick": quick,
        "seed": seed,
        "trials": [
            {
                "name": name,
                "rounds": outcome.rounds,
                "holds": outcome.holds,
                "failures": list(outcome.failures),
                "note": outcome.note,
            }
            for name, outcome in outcomes.items()
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
