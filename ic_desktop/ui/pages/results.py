"""Results: where the city stands, what that rests on, and what to look at before signing."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import Review
from ic_desktop.project.kinds import CITY, TEAM
from ic_desktop.project.state import State
from ic_desktop.review.advice import sees_conclusions
from ic_desktop.review.peer_checks import all_findings, in_order
from ic_desktop.review.progress import progress
from ic_desktop.review.results import OUTCOMES, Counts, FactorRow, Results, RoleRow, results
from ic_desktop.ui import wording
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.compared import ComparedCard, baseline_of, compared
from ic_desktop.ui.pages.findings import FindingList
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.result_charts import (
    BalanceChart,
    CountTile,
    EvenRow,
    ResultBar,
    RoleStrip,
)
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.labels import Muted, Small, Strong, Title
from ic_desktop.ui.widgets.marks import word
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.widgets.table import Cell, Column, Row, Table
from ic_desktop.ui.workspace import Touched, Workspace

_CONTEXT = 4
"""The column of the context."""
DRAFT = Place("report", "", "draft")
SIGN = Place("report", "", "sign")


class ResultsTable(Table):
    """A row a key factor; where there is too little room, the context stands in the tooltip."""

    def __init__(self) -> None:
        columns = [
            Column(_("Key factor"), stretch=True),
            Column(_("Verdict")),
            Column(_("Evidence for")),
            Column(_("Against")),
            Column(_("Context"), width=22),
        ]
        super().__init__(_("Results by key factor"), columns, fit=True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(_("Enter opens the key factor."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the context where the names would be cut short."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        others = sum(self.columnWidth(n) for n in (1, 2, 3))
        self.setColumnHidden(_CONTEXT, event.size().width() < others + 48 * letter)


class ResultsPage(ProjectPage):
    """Five counts, a table to read across, and the pictures; no score."""

    help_topic = "results"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._shown: tuple[State, str, object, str] | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill)
        self._title, self._subtitle = Title(), Muted()
        options = [(CITY, _("City’s own")), (TEAM, _("Team’s conclusion"))]
        self.whose = ChoiceRow(_("Whose judgement"), options)
        self.whose.chosen.connect(self._choose_voice)
        self._tiles = {code: CountTile(code) for code in OUTCOMES}
        self._bar = ResultBar()
        self._table = self._make_table()
        self._balance = BalanceChart()
        self._compared = ComparedCard(self._open)
        self._roles = Panel(gap=1)
        self._findings = FindingList(desk.go)
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        head = Panel(gap=0.5)
        head.add(self.whose, self._title, self._subtitle)
        body.add(head, EvenRow(list(self._tiles.values())), self._bar, self._columns())
        body.add_stretch()
        self.fill_with(PageScroll(body))

    # Building

    def _make_table(self) -> Table:
        table = ResultsTable()
        table.opened.connect(self._open)
        table.clicked.connect(lambda _index: self._open(table.current()))
        return table

    def _columns(self) -> Columns:
        columns = Columns(shares=(5, 2), room=100)
        balance = Card(title=_("Evidence for and against"), gap=0.5)
        balance.add(self._balance)
        columns.left.add(self._table, self._compared, balance).add_stretch()
        roles = Card(title=_("By Charter role"), gap=1)
        roles.add(self._roles)
        self._roles_card = roles
        before = Card(title=_("Before you sign"), gap=1)
        before.add(self._findings)
        columns.right.add(roles, before, self._next_card()).add_stretch()
        return columns

    def _next_card(self) -> Card:
        card = Card(title=_("Next"), gap=1)
        buttons = Panel(gap=0.75)
        self._draft = Button(
            _("Draft report"), icon_name="report", clicked=lambda: self.desk.go(DRAFT)
        )
        self._sign = PrimaryButton(
            _("Sign the report"), icon_name="sign", clicked=lambda: self.desk.go(SIGN)
        )
        words = _("A draft can be made at any time. Signing closes the verdicts of this review.")
        buttons.add(Small(words), self._draft, self._sign)
        card.add(buttons)
        return card

    # Showing

    def show_place(self, place: Place) -> None:
        """Fill the page, unless it shows the present state already."""
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit, once it is done."""
        self._later.start()

    def _fill(self) -> None:
        workspace = self.workspace
        voice = self._voice()
        shown = (workspace.state, workspace.review_id, workspace.pack, voice)
        if self._shown is not None and all(a is b for a, b in zip(self._shown, shown, strict=True)):
            return
        self._shown = shown
        found = results(workspace.state, workspace.pack, workspace.review, voice)
        self._title.setText(headline(found.counts))
        self._subtitle.setText(subtitle(workspace.review, voice, found.counts.total))
        for code, number in found.counts.items:
            self._tiles[code].set_count(number)
        self._bar.set_counts(found.counts)
        self._table.set_rows(table_rows(found))
        self._balance.set_rows(found.factors)
        self._show_roles(found.roles)
        self._show_findings()
        self._show_compared()

    def _voice(self) -> str:
        """Return whose result is shown: in a peer review the city's own, or the team's."""
        workspace = self.workspace
        may_choose = workspace.is_peer_review and sees_conclusions(workspace.lane)
        self.whose.setVisible(may_choose)
        if not may_choose:
            return workspace.voice
        if not self.whose.value():
            self.whose.set_value(workspace.voice)
        return self.whose.value()

    def _choose_voice(self, voice: str) -> None:
        """Show the other voice's result; one of the two is always chosen."""
        if not voice:
            self.whose.set_value(self._shown[3] if self._shown else CITY)
        self._fill()

    def _show_roles(self, roles: tuple[RoleRow, ...]) -> None:
        self._roles.clear()
        self._roles_card.setVisible(bool(roles))
        for row in roles:
            line = Panel(gap=0.25)
            top = Panel(direction="row", gap=1)
            top.add(Strong(row.role.title), stretch=1)
            top.add(Small(role_counted(row.counts), wrap=False))
            line.add(top, RoleStrip(row))
            self._roles.add(line)

    def _show_findings(self) -> None:
        workspace = self.workspace
        where = (workspace.state, workspace.pack, workspace.review, workspace.voice)
        begun = any(row.begun for row in progress(*where).factors)
        found = all_findings(*where) if begun else ()
        state, pack, review, voice = where
        good = in_order(state, pack, review, found, voice)
        self._findings.show_findings(found, good, begun=begun)
        self._sign.setText(_("Signed report") if workspace.sealed else _("Sign the report"))

    def _show_compared(self) -> None:
        baseline = baseline_of(self.workspace)
        self._compared.setVisible(baseline is not None)
        if baseline is not None:
            found = compared(self.workspace, baseline)
            self._compared.show_comparison(found, baseline, self.workspace.review)

    def _open(self, factor_id: object) -> None:
        if isinstance(factor_id, str):
            self.desk.go(factor_place(factor_id))


def headline(counts: Counts) -> str:
    """Return the one sentence of the result: "5 of 13 key factors are in place".

    What nobody judged is said in the same breath: it is not the same as not in place.
    """
    said = ngettext(
        "{count} of {all} key factor is in place",
        "{count} of {all} key factors are in place",
        counts.total,
    ).format(count=counts.in_place, all=counts.total)
    if not counts.not_judged:
        return said
    open_still = ngettext(
        "{count} is not judged yet", "{count} are not judged yet", counts.not_judged
    ).format(count=counts.not_judged)
    return f"{said}; {open_still}"


def role_counted(counts: Counts) -> str:
    """Return how many key factors of a role are in place, and how many nobody judged."""
    said = _("{number} of {all} in place").format(number=counts.in_place, all=counts.total)
    if not counts.not_judged:
        return said
    open_still = ngettext(
        "{number} not judged yet", "{number} not judged yet", counts.not_judged
    ).format(number=counts.not_judged)
    return f"{said};\n{open_still}"


def subtitle(review: Review, voice: str, total: int) -> str:
    """Return whose result it is and of what, and that there is no score."""
    names = {CITY: _("the city’s own judgement"), TEAM: _("the team’s agreed conclusion")}
    whose = names.get(voice, _("one voice’s judgement"))
    scope = (
        ngettext("{count} chosen key factor", "{count} chosen key factors", total)
        if review.factors
        else _("whole benchmark")
    )
    told = (wording.review_name(review), whose, scope.format(count=total))
    why = _(
        "The more key factors are in place, the better the chances of reaching the standard; "
        "there is no score."
    )
    return f"{', '.join(told)}. {why}"


def table_rows(found: Results) -> list[Row]:
    """Return a row a key factor: verdict, evidence with bars to one scale, context."""
    numbers = [(row.evidence.supports, row.evidence.contradicts) for row in found.factors]
    most = max([max(pair) for pair in numbers] or [0])
    return [_row(row, most) for row in found.factors]


def _row(row: FactorRow, most: int) -> Row:
    claims = row.outcome in ("in-place", "partly")
    context = ", ".join(noted.context.title for noted in row.context)
    title = f"{row.factor.number} {row.factor.title}"
    verdict = word(row.outcome)
    if row.unsettled:
        verdict = _("to be settled")
    return Row(
        row.factor.id,
        (
            Cell(title, sort=row.factor.number, tooltip=f"{title}\n{context}".strip()),
            Cell(verdict, mark=row.outcome, sort=OUTCOMES.index(row.outcome)),
            _evidence_cell(row.evidence.supports, most, "support", warn=claims),
            _evidence_cell(row.evidence.contradicts, most, "contra"),
            Cell(context or "–", tone="" if context else "muted", tooltip=context),
        ),
    )


def _evidence_cell(number: int, most: int, tone: str, *, warn: bool = False) -> Cell:
    if number:
        return Cell(str(number), bar=number / max(most, 1), tone=tone, sort=number)
    if warn:
        return Cell(_("none"), tone="warn", sort=0)
    return Cell("–", tone="muted", sort=0, spoken=_("none"))
