"""What the tests of conclusions and feedback share: a peer review on the screen."""

from collections.abc import Mapping
from typing import Any

from conftest import Shell
from evidence_parts import Lent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import verdict_id
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.seal import seal_review
from ic_desktop.review import conclusions, edits
from ic_desktop.ui.pages.page import ProjectPage
from ic_desktop.ui.workspace import Workspace


class Reviewed(Lent):
    """A page over a peer review with two conclusions, a strength and two recommendations."""

    page: ProjectPage

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self.qtbot = qtbot
        self.workspace = workspace
        self.ids: dict[str, str] = {}
        workspace.edit(self._begin)
        workspace.failed.connect(self.told.append)

    def _begin(self, editor: Editor) -> None:
        review_id = self.workspace.review_id
        edits.describe_review(editor, review_id, {"kind": "peer-review", "title": "Peer review"})
        for factor, value in (("7", "partly"), ("9", "in-place")):
            edits.judge(editor, review_id, factor, {"value": value, "reason": "As we saw"}, TEAM)
        scope = Scope(review=review_id, session="f" * 32)
        editor.set_all("session", "f" * 32, {"kind": "feedback", "title": "Feedback"}, scope)
        advise = conclusions.add_recommendation
        self.ids = {
            "strength": conclusions.add_strength(
                editor, review_id, "7", "Trainees reflect the town"
            ),
            "first": advise(editor, review_id, "7", "Say which German is needed"),
            "second": advise(editor, review_id, "12", "Add a clause"),
            "verdict": verdict_id(review_id, TEAM, "7"),
        }
        piece = edits.add_evidence(editor, {"title": "Minutes of the committee", "source": "Town"})
        edits.link(editor, review_id, piece, "7", stance="supports")
        self.ids["piece"] = piece

    def show(self, page: ProjectPage, width: int = 1118, height: int = 645) -> None:
        """Put a page on the screen."""
        self.page = page
        self.qtbot.addWidget(page)
        self.workspace.changed.connect(page.refresh)
        page.resize(width, height)
        page.show()
        self.qtbot.waitExposed(page)
        page.activateWindow()

    def limit(self, *may: str, sees: bool = True) -> None:
        """Make the open project a copy for somebody."""
        from ic_desktop.review.lane import Lane

        who = self.workspace.actor.author
        self.workspace.lane = Lane(
            self.workspace.review_id, who, frozenset(may), sees_verdicts=sees
        )

    def seal(self) -> None:
        """Sign the review."""
        values: Mapping[str, Any] = {"signer": "A", "fingerprint": "6" * 64, "at": 9}
        self.workspace.edit(
            lambda e: seal_review(e, self.workspace.review_id, pdf_sha256="5" * 64, **values)
        )

    def focus(self, widget: QWidget) -> None:
        """Give a widget the keyboard."""
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
