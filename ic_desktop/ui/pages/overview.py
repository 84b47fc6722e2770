"""The overview: what is done, what comes next, and what to look at before signing."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import Review
from ic_desktop.project.state import State
from ic_desktop.review.checks import Finding, findings
from ic_desktop.review.evidence import index
from ic_desktop.review.progress import FactorProgress, Progress, progress
from ic_desktop.ui import navigation, theme, wording
from ic_desktop.ui.navigation import Place, factor_place, place_of
from ic_desktop.ui.pages.beginning import InvitePeers
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, ShorteningLinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import MarkLabel, Muted, Section, Small, Title, Words
from ic_desktop.ui.widgets.marks import VERDICTS, mark_icon
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.workspace import Touched, Workspace

_FINDINGS_SHOWN = 6


class OverviewPage(ProjectPage):
    """How far the review is, in words, and one button that goes on."""

    help_topic = "overview"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._title = Title()
        self._subtitle = Muted()
        self._next_words = Words()
        self._next_button = PrimaryButton(
            "", icon_name="next", icon_right=True, clicked=self._go_on
        )
        self._next_place = navigation.CITY
        self._rows = Panel(gap=0.25)
        self._findings = Panel(gap=0.75)
        self._sums = Panel(gap=0.75)
        columns = Columns(shares=(3, 2))
        factors = Card(gap=1)
        self._whose = Section(_("Key factors"))
        factors.add(self._whose, self._rows)
        factors.body.addLayout(_legend())
        columns.left.add(self._next_card(), factors).add_stretch()
        columns.right.add(*self._side_cards()).add_stretch()
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        head = Panel(gap=0.25)
        head.add(self._title, self._subtitle)
        body.add(head)
        if workspace.lane is not None:
            from ic_desktop.ui.pages.copies.own import OwnPart

            body.add(OwnPart(workspace, workspace.lane, desk.go))
        body.add(columns).add_stretch()
        self.fill_with(PageScroll(body))
        self._shown: tuple[State, str, object] | None = None

    def _next_card(self) -> Card:
        card = Card(title=_("What comes next"), gap=1.5)
        card.add(self._next_words)
        # Absolute, for a button with its icon at the right runs from right to left.
        at_the_left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        card.body.addWidget(self._next_button, 0, at_the_left)
        return card

    def _side_cards(self) -> list[Card]:
        """Return the cards at the right; who was given a part neither signs nor invites peers."""
        sums = Card(title=_("So far"), gap=1)
        sums.add(self._sums)
        before = Card(title=_("Before you sign"), gap=1)
        before.add(self._findings)
        self._invite = InvitePeers(self.workspace)
        return [sums, before, self._invite] if self.workspace.lane is None else [sums]

    def show_place(self, place: Place) -> None:
        """Fill the page, unless it shows the present state already."""
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        self._fill()

    def _fill(self) -> None:
        workspace = self.workspace
        shown = (workspace.state, workspace.review_id, workspace.pack)
        if self._shown is not None and all(a is b for a, b in zip(self._shown, shown, strict=True)):
            return
        self._shown = shown
        done = progress(workspace.state, workspace.pack, workspace.review, workspace.voice)
        peer = workspace.is_peer_review
        self.help_topic = "peer-review" if peer else "overview"
        self._whose.setText(_("The city’s own assessment") if peer else _("Key factors"))
        self._title.setText(_headline_of_peers(workspace) if peer else headline(done))
        self._subtitle.setText(
            _("{city} · {review} · {benchmark}").format(
                city=wording.city_name(workspace.profile),
                review=wording.review_name(workspace.review),
                benchmark=workspace.pack.title,
            )
        )
        self._show_next(done)
        self._show_factors(done)
        self._show_sums(done)
        if workspace.lane is None:
            self._show_findings(done)
            self._invite.follow(done)

    def _show_next(self, done: Progress) -> None:
        words, button, place = what_next(done, self.workspace)
        self._next_words.setText(words)
        self._next_button.setText(button.replace("&", "&&"))
        self._next_place = place

    def _show_factors(self, done: Progress) -> None:
        self._rows.clear()
        for factor, row in zip(self.workspace.factors, done.factors, strict=True):
            verdict = self._verdict(factor.id)
            link = ShorteningLinkButton(f"{factor.number} {factor.title}".replace("&", "&&"))
            link.setIcon(mark_icon(verdict))
            link.setIconSize(QSize(theme.line_height(), theme.line_height()))
            link.clicked.connect(lambda _on=False, key=factor.id: self.desk.go(factor_place(key)))
            words = Small(in_words(row))
            longest = max(words.text().split(), key=len)
            words.setMinimumWidth(QFontMetrics(theme.font("small")).horizontalAdvance(longest) + 2)
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line = Panel(direction="row", gap=1)
            line.add(link).add(words, stretch=1)
            self._rows.add(line)

    def _verdict(self, factor_id: str) -> str:
        from ic_desktop.project.entities import verdict

        workspace = self.workspace
        given = verdict(workspace.state, workspace.review_id, factor_id, workspace.voice)
        return given.value or "not-judged"

    def _show_sums(self, done: Progress) -> None:
        self._sums.clear()
        evidence = len(index(self.workspace.state, self.workspace.review_id).pieces)
        answered = _("{done} of {all} guide questions answered")
        if self.workspace.is_peer_review:
            answered = _("{done} of {all} guide questions answered by the city")
        self._sums.add(Words(answered.format(done=done.answered, all=done.questions)))
        for text, place in (
            (
                ngettext("{count} piece of evidence", "{count} pieces of evidence", evidence),
                navigation.EVIDENCE,
            ),
            (
                ngettext("{count} question to ask", "{count} questions to ask", done.to_ask),
                navigation.TO_ASK,
            ),
        ):
            count = evidence if place is navigation.EVIDENCE else done.to_ask
            link = LinkButton(text.format(count=count))
            link.clicked.connect(lambda _on=False, place=place: self.desk.go(place))
            if place in self.workspace.stops:
                self._sums.add(link)

    def _show_findings(self, done: Progress) -> None:
        workspace = self.workspace
        self._findings.clear()
        if not any(row.begun for row in done.factors):
            self._findings.add(Muted(_("Hints appear here as the assessment grows.")))
            return
        where = (workspace.state, workspace.pack, workspace.review, workspace.voice)
        found = _findings_of_peers(*where) if workspace.is_peer_review else findings(*where)
        for finding in found[:_FINDINGS_SHOWN]:
            self._findings.add(self._finding(finding))
        more = len(found) - _FINDINGS_SHOWN
        if not found:
            self._findings.add(Words(_("Nothing is missing that a reader would stumble over.")))
        elif more > 0:
            text = ngettext(
                "{count} more on the results page", "{count} more on the results page", more
            )
            link = LinkButton(text.format(count=more))
            link.clicked.connect(lambda _on=False: self.desk.go(navigation.RESULTS))
            self._findings.add(link)

    def _finding(self, finding: Finding) -> QWidget:
        line = Panel(direction="row", gap=1)
        link = LinkButton(_("open"))
        link.setAccessibleName(_("Open: {sentence}").format(sentence=finding.sentence))
        place = place_of(finding.target)
        link.clicked.connect(lambda _on=False: self.desk.go(place))
        line.add(Words(finding.sentence), stretch=1).add(link)
        return line

    def _go_on(self) -> None:
        self.desk.go(self._next_place)


def _legend() -> FlowLayout:
    """Return a quiet line that says what the marks before the key factors mean."""
    line = FlowLayout(gap=1.5)
    for code in VERDICTS:
        line.addWidget(MarkLabel(code))
    return line


def headline(done: Progress) -> str:
    """Return how far the review is, in a sentence."""
    if not any(row.begun for row in done.factors):
        return _("Start here")
    return ngettext(
        "{judged} of {all} key factor has a verdict",
        "{judged} of {all} key factors have a verdict",
        len(done.factors),
    ).format(judged=done.judged, all=len(done.factors))


def in_words(row: FactorProgress) -> str:
    """Return how far one key factor is: "3 of 4 answered · 1 to ask · come back"."""
    parts = [_("{done} of {all} answered").format(done=row.answered, all=row.questions)]
    if row.to_ask:
        parts.append(_("{count} to ask").format(count=row.to_ask))
    if row.marked:
        parts.append(_("come back"))
    return " · ".join(parts)


def is_left(row: FactorProgress) -> bool:
    """Tell whether there is something left to do on a key factor but to wait for someone."""
    return not row.judged or row.answered + row.to_ask < row.questions


def what_next(done: Progress, workspace: Workspace) -> tuple[str, str, Place]:
    """Return what to do next: in words, on the button, and where that is."""
    row = next((row for row in done.factors if is_left(row)), None)
    assesses = workspace.lane is not None and "assess" in workspace.lane.may and row is not None
    if (workspace.is_peer_review or workspace.lane is not None) and not assesses:
        # A self-assessment opens without what only a peer review needs.
        from ic_desktop.ui.pages import overview_peer

        return overview_peer.what_next(workspace)
    if (
        workspace.lane is None
        and not workspace.review.assessors.strip()
        and not any(row.begun for row in done.factors)
    ):
        return _first_step(workspace)
    if workspace.sealed is not None:
        words = _("This review is signed. Its report can be checked by anyone.")
        return words, _("Report and signature"), navigation.REPORT
    if row is not None:
        factor = workspace.pack.factor(row.factor)
        name = f"{factor.number} {factor.title}"
        words = _("The next key factor without a verdict is {name}.")
        if row.begun:
            words = _(
                "Go on with key factor {name}: answer its guide questions, add what proves it, "
                "and then judge."
            )
        return words.format(name=name), name, factor_place(factor.id)
    if done.to_ask:
        words = _("Every key factor has a verdict, but some questions are still to be asked.")
        return words, _("To ask"), navigation.TO_ASK
    words = _("Everything is answered and judged. Look at the results, then sign the report.")
    return words, _("Results"), navigation.RESULTS


def _first_step(workspace: Workspace) -> tuple[str, str, Place]:
    words = ngettext(
        "You go through {count} key factor, one page each. For each you answer its guide "
        "questions, add documents and other evidence, and judge whether it is in place. Every "
        "entry is saved at once, and you can stop and go on at any time. First say who assesses.",
        "You go through {count} key factors, one page each. For each you answer its guide "
        "questions, add documents and other evidence, and judge whether it is in place. Every "
        "entry is saved at once, and you can stop and go on at any time. First say who assesses.",
        len(workspace.factors),
    ).format(count=len(workspace.factors))
    return words, _("City and review"), navigation.CITY


def _headline_of_peers(workspace: Workspace) -> str:
    from ic_desktop.ui.pages import overview_peer

    return overview_peer.headline(workspace)


def _findings_of_peers(state: State, pack: Pack, review: Review, voice: str) -> tuple[Finding, ...]:
    from ic_desktop.review.peer_checks import all_findings

    return all_findings(state, pack, review, voice)
