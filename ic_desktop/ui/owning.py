"""Whose evidence is: in a copy for one person, what others brought is read only."""

from ic_desktop.review.coming.owners import may_edit_evidence
from ic_desktop.ui.workspace import Workspace


def may_edit(workspace: Workspace, kind: str, entity: str) -> bool:
    """Tell whether a piece of evidence (kind "evidence") or a link may be changed here."""
    known, lane = workspace.ledger.changes, workspace.lane
    return not workspace.read_only and may_edit_evidence(workspace.state, known, lane, kind, entity)
