"""Beginning a peer review from the self-assessment that is shown."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import reviews
from ic_desktop.review.begin import begin_peer_review
from ic_desktop.review.progress import Progress
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.labels import Words
from ic_desktop.ui.widgets.surfaces import Card
from ic_desktop.ui.workspace import Workspace


class InvitePeers(Card):
    """Offers a peer review once every key factor is judged, while there is none."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Peers from elsewhere"), gap=1)
        self._workspace = workspace
        words = _(
            "A team of peers can now look at the same from outside, on a visit. What the city said "
            "is carried over; this review stays as it is."
        )
        self.button = Button(_("Begin a peer review"), clicked=lambda: begin_peer(self._workspace))
        self.add(Words(words), self.button)

    def follow(self, done: Progress) -> None:
        """Show the offer where it can be taken."""
        workspace = self._workspace
        kinds = {one.kind for one in reviews(workspace.state)}
        all_judged = done.judged == len(done.factors)
        self.setVisible(all_judged and "peer-review" not in kinds and not workspace.read_only)


def begin_peer(workspace: Workspace) -> None:
    """Carry what the city said into a peer review, and show that."""
    title = _("Peer review {year}").format(year=datetime.now().astimezone().year)
    made: list[str] = []

    def begin(editor: Editor) -> None:
        made.append(begin_peer_review(editor, workspace.review_id, title))

    workspace.settle()
    if workspace.edit(begin):
        workspace.show_review(made[0])
