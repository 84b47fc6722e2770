"""Where evidence comes from: the city itself, documents, interviews, or what the team saw.

A piece that the city added stands for the city: it is what the self-assessment rests on. What a
member of the team added is a document, whoever had it before. A statement is an interview, unless
it is the team's own: a remark, or what one of the team is put down as saying, is an observation.
Two note-takers' doubles that were joined are one piece.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ic_desktop.project.entities import Evidence, Link
from ic_desktop.project.peer import participant
from ic_desktop.project.state import State
from ic_desktop.review.evidence import Cited, EvidenceIndex, Stances, index, stances

Source = Literal["city", "documents", "interviews", "observation"]
SOURCES: Final[tuple[Source, ...]] = ("city", "documents", "interviews", "observation")
"""The sources of evidence, in the order in which every table shows them."""

_BY_TYPE: Final[Mapping[str, Source]] = {"statement": "interviews", "observation": "observation"}
_MADE_WITH: Final = ("order", "type", "file", "title", "text")
"""Fields of evidence whose author added it, the first that is there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with all that it says to one key factor.

    ``links``: its own and those of the doubles that were joined into it. ``doubles``: these.
    """

    evidence: Evidence
    links: tuple[Link, ...]
    doubles: tuple[Evidence, ...]

    @property
    def stances(self) -> tuple[str, ...]:
        """Its stances, each once; what contradicts comes first."""
        held = {link.stance for link in self.links}
        return tuple(s for s in ("contradicts", "supports", "background") if s in held)


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says to one key factor; each piece counts once a stance."""

    source: Source
    pieces: tuple[Piece, ...]
    counted: Stances

    @property
    def takes_sides(self) -> bool:
        """True if anything of this source supports or contradicts."""
        return bool(self.counted.supports or self.counted.contradicts)

    @property
    def is_silent(self) -> bool:
        """True if there is nothing of this source, not even background."""
        return not self.counted.any


def source_of(state: State, piece: Evidence) -> Source:
    """Return where a piece comes from.

    Whose document it is follows from who added it: a member of the team, or anybody else, who
    then stands for the city.
    """
    by_type = _BY_TYPE.get(piece.type)
    if by_type is not None:
        return "observation" if is_of_the_team(state, piece) else by_type
    people = [participant(state, author) for author in _added_by(state, piece.id)]
    by_team = bool(people) and all(person is not None and person.judges for person in people)
    return "documents" if by_team else "city"


def is_of_the_team(state: State, piece: Evidence) -> bool:
    """Tell whether a statement is a remark of who took it down, or of another of the team."""
    speaker = participant(state, piece.speaker)
    return piece.form == "remark" or (speaker is not None and speaker.judges)


def _added_by(state: State, evidence: str) -> list[str]:
    """Return the authors of what a piece was made with: one, or several that copies dispute."""
    record = state.record("evidence", evidence)
    if record is None:
        return []
    first = next((record.fields[name] for name in _MADE_WITH if name in record.fields), None)
    return [] if first is None else [head.header.author for head in first.heads]


def said(state: State, review_id: str, factor: str) -> tuple[Said, ...]:
    """Return what each source says to a key factor, in the order of SOURCES."""
    by_source: dict[Source, list[Piece]] = {source: [] for source in SOURCES}
    for piece in pieces(index(state, review_id), factor):
        by_source[source_of(state, piece.evidence)].append(piece)
    return tuple(Said(s, tuple(found), _count(found)) for s, found in by_source.items())


def pieces(held: EvidenceIndex, factor: str) -> tuple[Piece, ...]:
    """Return the pieces that speak to a key factor, joined doubles as one, in their order."""
    links: dict[str, list[Link]] = {}
    for cited in held.of_factor(factor):
        links.setdefault(cited.evidence.id, []).append(cited.link)
    return tuple(
        Piece(held.pieces[key], tuple(found), held.doubles_of(key)) for key, found in links.items()
    )


def main_piece(known: Mapping[str, Evidence], piece: Evidence) -> Evidence:
    """Return the piece that another was joined into, itself if it was joined into none.

    Of pieces that copies joined in a ring, the least id stands for all; what was joined into a
    piece that is not there stands for itself.
    """
    way = list(_way(known, piece))
    last = way[-1]
    ring = [p for p in way if last.joined_into == p.id]
    if ring:
        return min(way[way.index(ring[0]) :], key=lambda p: p.id)
    return last


def _way(known: Mapping[str, Evidence], piece: Evidence) -> Iterator[Evidence]:
    """Yield a piece and those that it was joined into, one after the other, each once."""
    seen: set[str] = set()
    at: Evidence | None = piece
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        at = known.get(at.joined_into) if at.joined_into else None


def _count(found: Iterable[Piece]) -> Stances:
    return stances(Cited(piece.evidence, link) for piece in found for link in piece.links)
