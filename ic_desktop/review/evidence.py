"""Which piece of evidence speaks to which key factor and question of a review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class EvidenceIndex:
    """The evidence of a review by factor, question and piece. Make one with :func:`index`.

    What was removed is in none of them, and neither is a link whose evidence was removed.
    """

    pieces: Mapping[str, Evidence]
    """All evidence of the project that is there, by id, in its order."""
    _by_factor: Mapping[str, tuple[Cited, ...]]
    _by_question: Mapping[str, tuple[Cited, ...]]
    _by_evidence: Mapping[str, tuple[Cited, ...]]

    def of_factor(self, factor: str) -> tuple[Cited, ...]:
        """Return what speaks to a key factor, its questions included, in the evidence's order."""
        return self._by_factor.get(factor, ())

    def of_question(self, question: str) -> tuple[Cited, ...]:
        """Return what speaks to a guide question, in the evidence's order."""
        return self._by_question.get(question, ())

    def of_evidence(self, evidence: str) -> tuple[Cited, ...]:
        """Return everything that one piece of evidence speaks to."""
        return self._by_evidence.get(evidence, ())

    def cited(self) -> tuple[Evidence, ...]:
        """Return the pieces that this review cites, in their order."""
        return tuple(piece for key, piece in self.pieces.items() if key in self._by_evidence)

    def not_cited(self) -> tuple[Evidence, ...]:
        """Return the pieces that this review does not cite yet, in their order."""
        return tuple(piece for key, piece in self.pieces.items() if key not in self._by_evidence)


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


_kept: list[_Kept] = []
"""The last index made: the screens ask for it again and again."""


def index(state: State, review_id: str) -> EvidenceIndex:
    """Return the evidence of a review; the same object until evidence or a link changes."""
    for kept in tuple(_kept):
        if kept.holds(state, review_id):
            return kept.index
    made = _index(state, review_id)
    _kept[:] = [_Kept(state.records("link"), state.records("evidence"), review_id, made)]
    return made


def _index(state: State, review_id: str) -> EvidenceIndex:
    views = _pieces.of(state.records("evidence")).values()
    present = sorted((e for e in views if e.removal != "removed"), key=lambda e: (e.order, e.id))
    by_evidence: dict[str, list[Link]] = {}
    for link in _links.of(state.records("link")).values():
        if link.review == review_id and link.removal != "removed":
            by_evidence.setdefault(link.evidence, []).append(link)
    factors: dict[str, list[Cited]] = {}
    questions: dict[str, list[Cited]] = {}
    pieces: dict[str, tuple[Cited, ...]] = {}
    for piece in present:
        links = by_evidence.get(piece.id)
        if links is None:
            continue
        links.sort(key=lambda link: link.id)
        pieces[piece.id] = cited = tuple(Cited(piece, link) for link in links)
        for one in cited:
            factors.setdefault(one.link.factor, []).append(one)
            if one.link.question:
                questions.setdefault(one.link.question, []).append(one)
    return EvidenceIndex({e.id: e for e in present}, _frozen(factors), _frozen(questions), pieces)


def _frozen(lists: dict[str, list[Cited]]) -> dict[str, tuple[Cited, ...]]:
    return {key: tuple(cited) for key, cited in lists.items()}
