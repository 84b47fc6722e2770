"""Feedback: the session with its slides, what was said, comments on the draft, missing replies."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Value
from ic_desktop.project.concluded import (
    comments,
    reactions,
    recommendations,
)
from ic_desktop.review import conclusions
from ic_desktop.review.advice import Finding, finding, findings, without_reply
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.conclusions.work import ConclusionsWork
from ic_desktop.ui.pages.feedback.comments import CommentsCard
from ic_desktop.ui.pages.feedback.missing import MissingCard
from ic_desktop.ui.pages.feedback.said import SaidCard
from ic_desktop.ui.pages.feedback.show import ShowCard
from ic_desktop.ui.pages.feedback.slides import SlideWork
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.presentation.window import Presentation
from ic_desktop.ui.widgets.labels import Muted, Title
from ic_desktop.ui.widgets.notices import Hint, Notice, announce
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.workspace import Touched, Workspace


class FeedbackPage(ProjectPage):
    """The feedback session and the comments on the draft."""

    help_topic = "feedback"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.slides = SlideWork(desk, workspace)
        self._work = ConclusionsWork(workspace)
        self._known: tuple[Finding, ...] = ()
        self.presentation: Presentation | None = None
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=1)
        intro = _(
            "The team shows its conclusions and hears what the city says to them. The conclusions "
            "stay the team’s; replies to recommendations may come weeks later."
        )
        self._intro = Muted(intro, body)
        self._room = Room(body)
        self._columns = Columns(room=96, shares=(1, 1), parent=body)
        self._nothing = Hint(
            _("The team’s conclusions are not in this copy"),
            _("There is nothing to show or to comment on here."),
            body,
        )
        body.add(Title(_("Feedback"), body), self._intro, self._room).add_gap(1)
        body.add(self._columns, self._nothing).add_stretch()
        self._build_cards()
        self._scroll = PageScroll(body)
        self.fill_with(self._scroll)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._count)

    def _build_cards(self) -> None:
        left, right = self._columns.left, self._columns.right
        self.show_card = ShowCard(self.start, self.save, left)
        self.said = SaidCard(self._unsay, left)
        self.missing = MissingCard(self._open, right)
        self.comments = CommentsCard(self.workspace, self._answer, self._uncomment, right)
        left.add(self.show_card, self.said).add_stretch()
        right.add(self.comments, self.missing).add_stretch()
        self.show_card.changed.connect(self._count)
        self.said.added.connect(self.slides.react)
        self.comments.added.connect(self._comment)

    def show_place(self, place: Place) -> None:
        """Show how it stands now."""
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        self._fill()

    def start(self) -> None:
        """Begin the presentation."""
        may = self._work.rights.react
        self.presentation = self.slides.present(self.show_card.wanted, self, may_react=may)
        self.presentation.ended.connect(self._on_ended)

    def save(self) -> None:
        """Ask where the slides are to be saved."""
        self.slides.choose_and_save(self.show_card.wanted, self, while_there(self, self.show_saved))

    def show_saved(self, path: Path) -> None:
        """Say that the slides were saved, and offer to open them."""
        text = _("Saved: {name}").format(name=path.name)
        notice = Notice(text)
        notice.add_action(_("Open"), lambda: _open_outside(path))
        notice.add_action(_("Show in its folder"), lambda: _open_outside(path.parent))
        notice.closed.connect(self._room.empty)
        self._room.hold(notice)
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, text)

    def leave(self) -> None:
        """End a presentation that still runs."""
        if self.presentation is not None:
            self.presentation.close()
        super().leave()

    def _fill(self) -> None:
        workspace, rights = self.workspace, self._work.rights
        where = (workspace.state, workspace.review_id)
        self._known = findings(*where, workspace.factors)
        sees = self._work.sees or bool(self._known)
        self._columns.setVisible(sees)
        self._nothing.setVisible(not sees)
        self.show_card.show_factors(workspace.factors, grouped=bool(workspace.pack.groups))
        self.said.show_said(reactions(*where), self._known, may=rights.react)
        self.comments.show_comments(
            comments(*where),
            self._known,
            may_comment=rights.comment,
            may_answer=self._work.may_answer,
        )
        self.missing.show_missing(without_reply(*where), len(recommendations(*where)))
        self._later.start()

    def _count(self) -> None:
        self.show_card.show_count(len(self.slides.deck(self.show_card.wanted).slides))

    def _on_ended(self) -> None:
        self.presentation = None
        self.show_card.start.setFocus()

    def _comment(self, kind: str, entity: str, text: str) -> None:
        about = finding(self._known, kind, entity)
        factor = about.factor if about is not None else ""
        review_id = self.workspace.review_id
        self.workspace.edit(
            lambda e: conclusions.comment(e, review_id, factor, (kind, entity), text)
        )

    def _answer(self, comment: str, values: Mapping[str, Value]) -> None:
        self.workspace.edit(lambda e: conclusions.answer_comment(e, comment, values))

    def _uncomment(self, comment: str) -> None:
        self.workspace.edit(lambda e: conclusions.take_back(e, "comment", comment))

    def _unsay(self, reaction: str) -> None:
        self.workspace.edit(lambda e: conclusions.take_back(e, "reaction", reaction))

    def _open(self, recommendation: str) -> None:
        self.desk.go(Place("conclusions", "", recommendation))


def _open_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
