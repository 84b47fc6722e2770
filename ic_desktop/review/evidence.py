"""Which piece of evidence speaks to which key factor and question of a review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ic_desktop.project.entities import Evidence, Link, evidence_view, link_view
from ic_desktop.project.state import Record, State
from ic_desktop.review.memo import Memo


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence, and what it says to a factor or to one of its questions."""

    evidence: Evidence
    link: Link


@dataclass(frozen=True, slots=True)
class Stances:
    """How many pieces support, contradict or give background; a piece counts once a stance."""

    supports: int = 0
    contradicts: int = 0
    background: int = 0

    @property
    def any(self) -> bool:
        """True if there is evidence of any stance."""
        return bool(self.supports or self.contradicts or self.background)


class EvidenceIndex:
    """The evidence of a review by factor, question and piece. Get one from :func:`index`.

    What was removed is in none of them, and neither is a link whose evidence was removed. Of two
    note-takers' doubles that were joined, one is there and says what both say.
    """

    def __init__(
        self,
        pieces: Mapping[str, Evidence],
        links: Iterable[Link],
        doubles: Mapping[str, tuple[Evidence, ...]] = MappingProxyType({}),
    ) -> None:
        self.pieces = pieces
        """All evidence of the project that is there, by id, in its order."""
        self._doubles = doubles
        self.kept = {double.id: key for key, found in doubles.items() for double in found}
        """By the id of a piece that was joined into another, the id of the one that is there."""
        self._by_evidence: dict[str, list[Link]] = {}
        self._by_factor: dict[str, list[Link]] = {}
        for link in links:
            key = self.kept.get(link.evidence, link.evidence)
            if key in pieces:
                self._by_evidence.setdefault(key, []).append(link)
                self._by_factor.setdefault(link.factor, []).append(link)
        self._made: dict[str, tuple[Cited, ...]] = {}

    def of_factor(self, factor: str) -> tuple[Cited, ...]:
        """Return what speaks to a key factor, its questions included, in the evidence's order."""
        made = self._made.get(factor)
        if made is None:
            made = self._made[factor] = self._cite(self._by_factor.get(factor, ()))
        return made

    def of_question(self, factor: str, question: str) -> tuple[Cited, ...]:
        """Return what speaks to a guide question of a key factor, in the evidence's order."""
        return tuple(cited for cited in self.of_factor(factor) if cited.link.question == question)

    def of_evidence(self, evidence: str) -> tuple[Cited, ...]:
        """Return everything that one piece of evidence speaks to."""
        return self._cite(self._by_evidence.get(evidence, ()))

    def links_of(self, evidence: str) -> tuple[Link, ...]:
        """Return the links of one piece of evidence, in no particular order."""
        return tuple(self._by_evidence.get(evidence, ()))

    def doubles_of(self, evidence: str) -> tuple[Evidence, ...]:
        """Return the pieces that were joined into one, in their order."""
        return self._doubles.get(evidence, ())

    def cited(self) -> tuple[Evidence, ...]:
        """Return the pieces that this review cites, in their order."""
        return tuple(piece for key, piece in self.pieces.items() if key in self._by_evidence)

    def not_cited(self) -> tuple[Evidence, ...]:
        """Return the pieces that this review does not cite yet, in their order."""
        return tuple(piece for key, piece in self.pieces.items() if key not in self._by_evidence)

    def _cite(self, links: Iterable[Link]) -> tuple[Cited, ...]:
        cited = [Cited(self.pieces[self.kept.get(k.evidence, k.evidence)], k) for k in links]
        return tuple(sorted(cited, key=lambda c: (c.evidence.order, c.evidence.id, c.link.id)))


def stances(cited: Iterable[Cited]) -> Stances:
    """Count pieces by stance, each once however many questions it speaks to."""
    seen = {(c.link.stance, c.evidence.id) for c in cited}
    held = [stance for stance, _ in seen]
    return Stances(held.count("supports"), held.count("contradicts"), held.count("background"))


_pieces = Memo(evidence_view)
_links = Memo(link_view)


@dataclass(frozen=True, slots=True)
class _Kept:
    """An index and what it was made from, compared by identity."""

    links: Mapping[str, Record]
    evidence: Mapping[str, Record]
    review: str
    index: EvidenceIndex

    def holds(self, state: State, review_id: str) -> bool:
        same = self.links is state.records("link") and self.evidence is state.records("evidence")
        return same and self.review == review_id


_KEPT: Final = 3
_kept: list[_Kept] = []
"""The last indexes made: the screens ask for the same again and again."""


def index(state: State, review_id: str) -> EvidenceIndex:
    """Return the evidence of a review; the same object until evidence or a link changes."""
    for kept in tuple(_kept):
        if kept.holds(state, review_id):
            return kept.index
    made = _index(state, review_id)
    newest = _Kept(state.records("link"), state.records("evidence"), review_id, made)
    _kept[:] = [newest, *_kept[: _KEPT - 1]]
    return made


def _index(state: State, review_id: str) -> EvidenceIndex:
    links = _links.of(state.records("link")).values()
    own = (link for link in links if link.review == review_id and link.removal != "removed")
    present = _present(state.records("evidence"))
    return EvidenceIndex(present.pieces, own, present.doubles)


@dataclass(frozen=True, slots=True)
class _Present:
    """The evidence that is there, in its order, and the doubles that were joined into some."""

    pieces: Mapping[str, Evidence]
    doubles: Mapping[str, tuple[Evidence, ...]]


_sorted: list[tuple[Mapping[str, Record], _Present]] = []
"""The evidence that was put in order last, and the records that it was made from."""


def _present(records: Mapping[str, Record]) -> _Present:
    for known, present in tuple(_sorted):
        if known is records:
            return present
    there = [piece for piece in _pieces.of(records).values() if piece.removal != "removed"]
    there.sort(key=lambda e: (e.order, e.id))
    kept = joined_into(there)
    doubles: dict[str, tuple[Evidence, ...]] = {}
    for piece in there if kept else ():
        if piece.id in kept:
            doubles[kept[piece.id]] = (*doubles.get(kept[piece.id], ()), piece)
    made = _Present({piece.id: piece for piece in there if piece.id not in kept}, doubles)
    _sorted[:] = [(records, made)]
    return made


def joined_into(there: Iterable[Evidence]) -> dict[str, str]:
    """Return by the id of each piece that was joined into another the one that stands for it.

    ``there`` is the evidence that was not removed. A piece joined into one that is not there
    stands for itself; where copies joined pieces in a ring, the least id stands for all.
    """
    ways = {piece.id: piece.joined_into for piece in there}
    found = {key: _last(key, ways) for key, way in ways.items() if way}
    return {key: last for key, last in found.items() if last != key}


def _last(key: str, ways: Mapping[str, str]) -> str:
    seen = [key]
    while (following := ways[seen[-1]]) in ways:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
