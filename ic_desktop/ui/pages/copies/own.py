"""What a hand-out says of itself: for whom, what may be done in it, and how it gets back."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.lane import MAY, Lane, May
from ic_desktop.ui import navigation
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.copies import words
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Muted, Words
from ic_desktop.ui.widgets.surfaces import Card
from ic_desktop.ui.workspace import Workspace


class OwnPart(Card):
    """Tells the person who was given this copy what it is."""

    def __init__(
        self,
        workspace: Workspace,
        lane: Lane,
        go: Callable[[Place], None],
        parent: QWidget | None = None,
    ) -> None:
        name = screen_name(workspace.state, lane.author)
        super().__init__(parent, title=_("This copy is for {name}").format(name=name), gap=1.25)
        allowed = words.may_words()
        self.add(Words(_("In it you can do this:")))
        for code in MAY:
            if code in lane.may:
                self.add(self._link(workspace, code, allowed[code], go))
        factors = words.which_factors(lane, workspace.pack.factors)
        self.add(Muted(_("It holds {factors}.").format(factors=factors)))
        back = _(
            "Everything is saved in this one file as you type. When you have finished, close the "
            "program and send the file back to whoever gave it to you, in any way you like."
        )
        self.add(Muted(back))
        folder = QUrl.fromLocalFile(str(workspace.facts.path.parent))
        row = FlowLayout(gap=1)
        row.addWidget(
            Button(
                _("Show the file in its folder"),
                clicked=lambda: QDesktopServices.openUrl(folder),
            )
        )
        self.add(row)

    def _link(
        self, workspace: Workspace, code: May, words: str, go: Callable[[Place], None]
    ) -> QWidget:
        place = where_it_is_done(workspace, code)
        return LinkButton(words.replace("&", "&&"), clicked=lambda: go(place))


def where_it_is_done(workspace: Workspace, code: May) -> Place:
    """Return the page on which one does what a copy allows."""
    places: dict[May, Place] = {
        "assess": factor_place(workspace.factors[0].id),
        "evidence": navigation.EVIDENCE,
        "judge": navigation.CONSENSUS,
        "capture": Place("capture"),
        "visit": navigation.VISIT,
        "conclude": navigation.CONCLUSIONS,
        "comment": navigation.FEEDBACK,
        "reply": navigation.CONCLUSIONS,
        "follow-up": navigation.CONCLUSIONS,
    }
    return places[code]
