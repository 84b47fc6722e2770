"""Shows rows as a table for people and writes them as JSON for programs."""

import json
import os
import platform
from collections.abc import Iterable
from pathlib import Path

from bench.model import Row

COLUMNS = ("what", "value", "floor", "ratio", "bar", "")


def table(rows: Iterable[Row]) -> str:
    """Return the rows as lines of aligned columns."""
    cells = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i in (0, len(COLUMNS) - 1) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def _cells(row: Row) -> tuple[str, ...]:
    verdict = "" if row.bar is None else "holds" if row.holds else "MISSED"
    bar = "" if row.bar is None else f"{row.bar:g} {'x' if row.ratio is not None else row.unit}"
    return (
        row.name,
        f"{row.value:.3g} {row.unit}" if row.value < 100 else f"{row.value:.0f} {row.unit}",
        "" if row.floor is None else f"{row.floor:.3g} {row.unit}",
        "" if row.ratio is None else f"{row.ratio:.2f} x",
        bar,
        "  ".join(part for part in (verdict, row.note) if part),
    )


def write_json(rows: Iterable[Row], path: Path, quick: bool) -> None:
    """Write the rows, and on what kind of machine they were taken."""
    record = {
        "quick": quick,
        "machine": {
            "system": platform.system(),
            "processors": os.cpu_count(),
            "python": platform.python_version(),
        },
        "rows": [
            {
                "name": row.name,
                "value": row.value,
                "unit": row.unit,
                "floor": row.floor,
                "ratio": row.ratio,
                "bar": row.bar,
                "holds": row.holds,
                "note": row.note,
            }
            for row in rows
        ],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
