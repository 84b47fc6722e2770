"""Measures the program: ``python3 packaging/dev.py bench [--quick] [--only NAME]...``.

Prints a table and writes JSON. Exits 1 when a measurement breaks, and in a full run when a bar is
missed; a quick run repeats too little to judge, so there a missed bar is only shown.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench import attaching, commits, factor_pages, merging, opening, protecting, report, start
from bench.model import Measurement, Row, Setting
from bench.table import table, write_json
from screen import NoScreen, screen

ROOT = Path(__file__).resolve().parent.parent.parent

MEASUREMENTS: dict[str, Measurement] = {
    "start": start.measure,
    "factor-pages": factor_pages.measure,
    "commits": commits.measure,
    "report": report.measure,
    "attaching": attaching.measure,
    "opening": opening.measure,
    "merging": merging.measure,
    "protecting": protecting.measure,
}
"""What is measured, in this order."""


def main(arguments: list[str]) -> int:
    """Measure, show, write; return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        with screen(dict(os.environ), virtual=not asked.on_screen) as environ:
            rows, broken = _measure(asked.only or list(MEASUREMENTS), environ, asked.quick)
    except NoScreen as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    print(table(rows))
    write_json(rows, asked.json, asked.quick)
    missed = [row.name for row in rows if not row.holds]
    print(f"{len(rows)} values, {len(missed)} bars missed, {broken} measurements broken")
    return 1 if broken or (missed and not asked.quick) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repeats and small files")
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), metavar="NAME")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json")
    parser.add_argument("--on-screen", action="store_true", help="use the real screen")
    return parser


def _measure(names: list[str], environ: dict[str, str], quick: bool) -> tuple[list[Row], int]:
    """Return all rows, and how many measurements broke; one that breaks does not stop the rest."""
    rows: list[Row] = []
    broken = 0
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="ic-bench-") as folder:
            setting = Setting(Path(folder), _variables(environ, Path(folder)), quick)
            try:
                rows += MEASUREMENTS[name](setting)
            except Exception as problem:  # noqa: BLE001 - reported and counted; the rest goes on
                broken += 1
                print(f"bench: {name} broke: {problem!r}", file=sys.stderr)
    return rows, broken


def _variables(environ: dict[str, str], folder: Path) -> dict[str, str]:
    """Return the variables of children: user folders of their own, and compiled modules kept.

    A user's second start finds the modules compiled, wherever this run may or may not keep them.
    """
    kept = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {"IC_DESKTOP_HOME": folder / "home", "PYTHONPYCACHEPREFIX": folder / "compiled"}
    return kept | {name: str(path) for name, path in ours.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
