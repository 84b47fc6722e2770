"""How much of a report its reader may see: the one filter that every piece of evidence passes."""

from dataclasses import replace
from typing import Final

from ic_desktop.report.document import Citation, Edition, EvidenceEntry

_HIDDEN: Final[dict[Edition, frozenset[str]]] = {"full": frozenset({"confidential"})}
"""Which levels of confidentiality an edition keeps back; an unknown level is kept back too."""
_KNOWN: Final = frozenset({"public", "internal", "confidential"})


def may_show(edition: Edition, confidentiality: str) -> bool:
    """Tell whether an edition may show what a piece of evidence says and where it comes from."""
    return confidentiality in _KNOWN - _HIDDEN[edition]


def listed(edition: Edition, piece: EvidenceEntry) -> EvidenceEntry:
    """Return a list entry as an edition shows it: number and kind alone, if it must not show more.

    Not even the check sum stays: whoever has a document could prove with it that it was used.
    """
    if may_show(edition, piece.confidentiality):
        return piece
    return EvidenceEntry(piece.number, piece.kind, confidential=True, absent=piece.absent)


def cited(edition: Edition, citation: Citation, confidentiality: str) -> Citation:
    """Return a citation as an edition shows it: number, kind and stance at least."""
    if may_show(edition, confidentiality):
        return citation
    return replace(citation, title="", places=(), response="", confidential=True)
