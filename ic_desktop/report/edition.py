"""What of a piece of evidence an edition shows, once ``review/disclosure.py`` said what may leave.

So far there is one edition, the full one: it shows all that may leave the project.
"""

from ic_desktop.report.document import Citation, Edition, EvidenceEntry
from ic_desktop.review.disclosure import level_may_leave


def may_show(_edition: Edition, confidentiality: str) -> bool:
    """Tell whether an edition may show what a piece of evidence says and where it comes from."""
    return level_may_leave(confidentiality)


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
    return Citation(citation.number, "", citation.kind, citation.stance, confidential=True)
