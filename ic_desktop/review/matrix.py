"""The evidence matrix: key factors by source, and what it shows that lists do not.

What rests on one source alone, what is contradicted, and what nobody spoke of.
"""

from dataclasses import dataclass
from typing import Final, Literal

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.project.entities import Review
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review.scope import factors_in_scope
from ic_desktop.review.sources import Said, Source, said
from ic_desktop.review.voices import Voice, voice_of

Flag = Literal["contradicted", "one-source", "not-spoken-of"]
FLAGS: Final[tuple[Flag, ...]] = ("contradicted", "one-source", "not-spoken-of")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One key factor: the city's verdict, a cell a source, and what is to be looked at.

    ``cells`` stand in the order of SOURCES.
    """

    factor: Factor
    city: Voice
    cells: tuple[Said, ...]
    flags: tuple[Flag, ...]

    def cell(self, source: Source) -> Said:
        """Return what one source says."""
        return next(cell for cell in self.cells if cell.source == source)


def matrix(state: State, pack: Pack, review: Review) -> tuple[MatrixRow, ...]:
    """Return a row for each key factor of a review, in the benchmark's order."""
    return tuple(_row(state, review.id, factor) for factor in factors_in_scope(pack, review))


def with_flag(rows: tuple[MatrixRow, ...], flag: Flag | Literal[""]) -> tuple[MatrixRow, ...]:
    """Return the rows that have a flag; "" for all."""
    return tuple(row for row in rows if not flag or flag in row.flags)


def _row(state: State, review_id: str, factor: Factor) -> MatrixRow:
    cells = said(state, review_id, factor.id)
    city = voice_of(state, review_id, factor.id, CITY)
    return MatrixRow(factor, city, cells, flags_of(cells))


def flags_of(cells: tuple[Said, ...]) -> tuple[Flag, ...]:
    """Return what is to be looked at in the cells of one key factor.

    Background takes no side, so nothing rests on it; but who gave it spoke of the factor.
    """
    wanted: dict[Flag, bool] = {
        "contradicted": any(cell.counted.contradicts for cell in cells),
        "one-source": sum(cell.takes_sides for cell in cells) == 1,
        "not-spoken-of": all(cell.is_silent for cell in cells if cell.source == "interviews"),
    }
    return tuple(flag for flag in FLAGS if wanted[flag])
