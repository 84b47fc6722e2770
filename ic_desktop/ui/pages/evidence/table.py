"""The table of all evidence: its columns, its rows, and which columns there is room for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.project.entities import Evidence, Link
from ic_desktop.project.state import State
from ic_desktop.review.checks import title_of
from ic_desktop.review.evidence_list import Listed, kind_of, numbers_of
from ic_desktop.ui import theme
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.said import said_line
from ic_desktop.ui.widgets.table import Cell, Column, Row, Table

TITLE, KIND, DATE, SOURCE, USED, FOR, AGAINST, BACKGROUND, LEVEL = range(9)
_GIVES_WAY: Final = (LEVEL, BACKGROUND, SOURCE, KIND, DATE, AGAINST, FOR)
"""Columns that are left out where there is too little room, the first of them first."""
_LEAST_TITLE: Final = 24
"""Units that a title has at least."""
_LETTERS: Final = (0, 15, 14, 18, 9, 6, 6, 6, 12)
"""The width of each column in letters; the title takes what is left."""


def columns() -> list[Column]:
    """Return the columns in their order."""
    return [
        Column(_("Title"), stretch=True),
        Column(_("Kind"), width=_LETTERS[KIND]),
        Column(_("Date"), width=_LETTERS[DATE]),
        Column(_("Source"), width=_LETTERS[SOURCE]),
        Column(_("Used in"), width=_LETTERS[USED]),
        Column(_("For"), width=_LETTERS[FOR]),
        Column(_("Against"), width=_LETTERS[AGAINST]),
        Column(_("Background"), width=_LETTERS[BACKGROUND]),
        Column(_("Confidentiality"), width=_LETTERS[LEVEL]),
    ]


class EvidenceTable(Table):
    """The table; what it leaves out for want of room stands beside it, with the chosen piece."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("All evidence"), columns(), parent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Leave columns out until the titles have room."""
        header = self.horizontalHeader()
        wanted = {n: self.width_of(n) for n in range(KIND, LEVEL + 1)}
        room = self.viewport().width() - theme.unit(_LEAST_TITLE)
        for column in _GIVES_WAY:
            if sum(wanted.values()) <= room:
                break
            del wanted[column]
        for column in range(KIND, LEVEL + 1):
            if header.isSectionHidden(column) == (column in wanted):
                header.setSectionHidden(column, column not in wanted)

    def width_of(self, column: int) -> int:
        """Return the width that a column takes when it is shown."""
        letters = _LETTERS[column] * self.fontMetrics().averageCharWidth()
        return max(letters, self.horizontalHeader().sectionSizeHint(column))


@dataclass(frozen=True, slots=True)
class Names:
    """Words that many rows share, looked up once: of kinds, levels, and factors' numbers by id."""

    kinds: Mapping[str, str]
    levels: Mapping[str, str]
    numbers: Mapping[str, int]
    nothing: str

    @classmethod
    def of(cls, pack: Pack) -> "Names":
        """Return the words for a benchmark in the interface's language."""
        return cls(
            dict(words.kind_options()),
            dict(words.confidentiality_options()),
            numbers_of(pack),
            _("speaks to nothing yet"),
        )


class RowMaker:
    """Makes the rows; those of pieces that did not change are kept."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Evidence, tuple[Link, ...], str, Row]] = {}
        self._pack: Pack | None = None

    def rows(self, found: Iterable[Listed], pack: Pack, state: State) -> list[Row]:
        """Return a row for each piece."""
        if pack is not self._pack:
            self._pack, self._kept = pack, {}
        names = Names.of(pack)
        said = ((one, said_line(state, one.piece) if one.piece.session else "") for one in found)
        return [self._row(one, line, names) for one, line in said]

    def _row(self, one: Listed, said: str, names: Names) -> Row:
        kept = self._kept.get(one.piece.id)
        if kept is not None and kept[0] is one.piece and kept[1:3] == (one.links, said):
            return kept[3]
        made = Row(one.piece.id, cells(one, names, said))
        self._kept[one.piece.id] = (one.piece, one.links, said, made)
        return made


def cells(one: Listed, names: Names, said: str = "") -> tuple[Cell, ...]:
    """Return the cells of a piece, in the order of the columns.

    ``said`` is who said it, where and when: the source of what was said in a session.
    """
    piece, counted, factors = one.piece, one.stances, one.factors(names.numbers)
    used = ", ".join(str(number) for number in factors)
    spoken = _("key factors {numbers}").format(numbers=used) if used else names.nothing
    kind = kind_of(piece)
    return (
        _title_cell(piece),
        Cell(names.kinds.get(kind, kind)),
        Cell(date_words(piece.date) if piece.date else "", sort=piece.date),
        Cell(piece.source or said),
        Cell(used, sort=(len(factors), *factors), spoken=spoken),
        _count_cell(counted.supports, "supports"),
        _count_cell(counted.contradicts, "contradicts"),
        _count_cell(counted.background, "background"),
        Cell(names.levels.get(piece.confidentiality, piece.confidentiality)),
    )


def _title_cell(piece: Evidence) -> Cell:
    title = title_of(piece)
    if piece.confidentiality == "confidential":
        spoken = _("{title}, confidential").format(title=title)
        return Cell(title, mark="lock", strong=True, spoken=spoken, sort=title)
    return Cell(title, mark=words.ICONS.get(piece.type, "document"), strong=True, sort=title)


def _count_cell(count: int, stance: str) -> Cell:
    if not count:
        return Cell("", sort=0, spoken="0")
    return Cell(str(count), mark=stance, sort=count)
