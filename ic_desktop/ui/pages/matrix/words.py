"""The words of the evidence matrix. No Qt."""

from ic_desktop.i18n import _
from ic_desktop.project.entities import Link
from ic_desktop.review.matrix import Flag, MatrixRow
from ic_desktop.review.naming import beginning
from ic_desktop.review.sources import Source
from ic_desktop.ui.pages.consensus import words as voices_words

FLAG_MARKS: dict[Flag, str] = {
    "contradicted": "contradicts",
    "one-source": "warning",
    "not-spoken-of": "not-judged",
}
"""The shape that stands for a flag."""


def flag_name(flag: Flag) -> str:
    """Return what a flag is called."""
    names: dict[Flag, str] = {
        "contradicted": _("contradicted"),
        "one-source": _("one source only"),
        "not-spoken-of": _("nobody spoke of it"),
    }
    return names[flag]


def flag_short(flag: Flag) -> str:
    """Return what a flag is called where room is scarce."""
    names: dict[Flag, str] = {
        "contradicted": _("contradicted"),
        "one-source": _("one source"),
        "not-spoken-of": _("not spoken of"),
    }
    return names[flag]


def cell_words(row: MatrixRow, source: Source) -> str:
    """Return a cell in words: "Interviews: 3 support, 1 contradicts"."""
    said = voices_words.spoken(row.cell(source))
    return _("{source}: {said}").format(source=voices_words.source_name(source), said=said)


def row_name(row: MatrixRow) -> str:
    """Return number and title of a row's key factor."""
    return f"{row.factor.number} {row.factor.title}"


def where_in(link: Link) -> str:
    """Return to which question a piece speaks, and where in the document: "7.2 · p. 14"."""
    page = link.page.strip()
    place = _("p. {page}").format(page=page) if page.isdigit() else page
    passage = _("“{words}”").format(words=beginning(link.passage, 80)) if link.passage else ""
    return " · ".join(part for part in (link.question, place, passage) if part)
