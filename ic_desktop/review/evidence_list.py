"""All evidence of a project as a list: with what it speaks to, filtered, searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.entities import Evidence, Link, evidence_view, link_view
from ic_desktop.project.kinds import DOCUMENT_KINDS, EVIDENCE_TYPES
from ic_desktop.project.state import Record, State
from ic_desktop.review.evidence import Stances, index
from ic_desktop.review.folded import fold_text, words_of
from ic_desktop.review.memo import Memo

Show = Literal["all", "without-link", "without-source", "contradicting", "confidential", "removed"]
SHOWS: Final[tuple[Show, ...]] = (
    "all",
    "without-link",
    "without-source",
    "contradicting",
    "confidential",
    "removed",
)
"""All that is there; what speaks to nothing in this review; what does not say where it is from;
what contradicts somewhere; what is kept out of reports; what was removed (which is in no other)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the evidence is shown; "" for any.

    ``kind`` is a type of evidence or a kind of document; ``words`` must all occur.
    """

    show: Show = "all"
    kind: str = ""
    factor: str = ""
    words: str = ""

    @property
    def is_everything(self) -> bool:
        """True if nothing that is there is left out."""
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece of evidence and its links in the review that is shown."""

    piece: Evidence
    links: tuple[Link, ...]

    @property
    def stances(self) -> Stances:
        """How many of its links support, contradict or give background."""
        held = [link.stance for link in self.links]
        return Stances(*(held.count(s) for s in ("supports", "contradicts", "background")))

    def factors(self, numbers: Mapping[str, int]) -> tuple[int, ...]:
        """Return the numbers of the key factors that it speaks to, in their order.

        ``numbers`` are those of a pack's key factors by id, see :func:`numbers_of`.
        """
        return tuple(sorted({numbers[k.factor] for k in self.links if k.factor in numbers}))


def numbers_of(pack: Pack) -> dict[str, int]:
    """Return the numbers of a pack's key factors by id."""
    return {factor.id: factor.number for factor in pack.factors}


def kind_of(piece: Evidence) -> str:
    """Return what a piece is filed under: the kind of a document if it is known, else its type."""
    return piece.document_kind or piece.type


def all_kinds() -> tuple[str, ...]:
    """Return everything that :func:`kind_of` can give in this version."""
    return (*EVIDENCE_TYPES, *DOCUMENT_KINDS)


def listed(state: State, review_id: str, wanted: Wanted) -> tuple[Listed, ...]:
    """Return the evidence that is wanted, in its order."""
    held = index(state, review_id)
    words = words_of(wanted.words)
    texts = _texts.of(state.records("evidence")) if words else {}
    pieces = removed(state) if wanted.show == "removed" else tuple(held.pieces.values())
    found = []
    for piece in pieces:
        if words and not all(word in texts[piece.id] for word in words):
            continue
        one = Listed(piece, held.links_of(piece.id))
        if _matches(one, wanted):
            found.append(one)
    return tuple(found)


def listed_one(state: State, review_id: str, evidence: str) -> Listed | None:
    """Return one piece, removed ones included, or None."""
    record = state.record("evidence", evidence)
    if record is None:
        return None
    return Listed(evidence_view(record), index(state, review_id).links_of(evidence))


def removed(state: State) -> tuple[Evidence, ...]:
    """Return the evidence that was removed, in its order; what was never filled is not."""
    pieces = _pieces.of(state.records("evidence")).values()
    gone = [p for p in pieces if p.removal == "removed" and not _is_empty(p)]
    return tuple(sorted(gone, key=lambda p: (p.order, p.id)))


def same_file(state: State, sha256: str) -> tuple[Evidence, ...]:
    """Return the pieces whose file has this hash: those that are there first, then removed ones."""
    pieces = _pieces.of(state.records("evidence")).values()
    found = [p for p in pieces if p.file is not None and p.file.sha256 == sha256]
    return tuple(sorted(found, key=lambda p: (p.removal == "removed", p.order, p.id)))


def links_elsewhere(state: State, review_id: str, evidence: str) -> int:
    """Return how many links a piece has in the other reviews of the project."""
    if len(state.records("review")) < 2:
        return 0
    links = _links.of(state.records("link")).values()
    return sum(
        1
        for link in links
        if link.evidence == evidence and link.review != review_id and link.removal != "removed"
    )


def _matches(one: Listed, wanted: Wanted) -> bool:
    piece = one.piece
    if wanted.kind and wanted.kind not in (piece.document_kind, piece.type):
        return False
    if wanted.factor and all(link.factor != wanted.factor for link in one.links):
        return False
    if wanted.show == "without-link":
        return not one.links
    if wanted.show == "without-source":
        return not piece.source.strip()
    if wanted.show == "contradicting":
        return any(link.stance == "contradicts" for link in one.links)
    return wanted.show != "confidential" or piece.confidentiality == "confidential"


def _is_empty(piece: Evidence) -> bool:
    """Tell whether the making of a piece was undone, so that nothing is left to show."""
    return not (piece.title or piece.text or piece.url or piece.figure or piece.file) and (
        not piece.removed_because
    )


def _searchable(record: Record) -> str:
    piece = evidence_view(record)
    name = piece.file.name if piece.file else ""
    words = (piece.title, piece.source, piece.text, name, piece.url, piece.figure, piece.date)
    return fold_text("\n".join(words))


_texts = Memo(_searchable)
_pieces = Memo(evidence_view)
_links = Memo(link_view)
