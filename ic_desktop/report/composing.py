"""What every part of a report is composed from, and the small turns of phrase that parts share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import Catalogue
from ic_desktop.project.entities import Evidence, Review
from ic_desktop.project.state import Record, State
from ic_desktop.report.document import Edition
from ic_desktop.review.evidence import EvidenceIndex


@dataclass(frozen=True, slots=True)
class Work:
    """What every part of a document is composed from."""

    state: State
    pack: Pack
    review: Review
    words: Catalogue
    voice: str
    edition: Edition
    evidence: EvidenceIndex
    numbers: Mapping[str, int]
    """The number in the list of each piece of evidence that is cited, by its id."""
    scope: Mapping[str, int]
    """The numbers of the key factors under review, by their id."""

    def day(self, text: str) -> str:
        """Return a date for people, see :func:`day`."""
        return day(text, self.words.language)

    def cites(self, evidence: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers in the list of pieces of evidence, without those that are gone."""
        return tuple(sorted({self.numbers[one] for one in evidence if one in self.numbers}))


def day(text: str, language: str) -> str:
    """Return a date for people; what is no ISO date ("spring 2025") stays as typed."""
    try:
        return long_day(date.fromisoformat(text.strip()), language)
    except ValueError:
        return text


_LOCALES = {"en": "en_GB"}
"""The English of Europe: 3 October 2026."""


def long_day(value: date, language: str) -> str:
    """Return a date in words."""
    from babel.dates import format_date

    return str(format_date(value, "long", locale=_LOCALES.get(language, language)))


def kind_of(piece: Evidence) -> str:
    """Return the code of what a piece is: for a document its kind, otherwise its type."""
    return piece.document_kind or "document" if piece.type == "document" else piece.type


def other_versions(record: Record | None, field: str) -> tuple[str, ...]:
    """Return what other copies say in a text field on which they disagree, sorted.

    The version that stands in the record's value is not among them.
    """
    held = None if record is None else record.fields.get(field)
    if held is None or not held.in_conflict:
        return ()
    values = {head.body.value for head in held.heads if head.body is not None} - {held.value}
    return tuple(sorted(value for value in values if isinstance(value, str) and value.strip()))
