"""City and review: whose assessment it is, who assesses, and what of the benchmark."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.entities import PackRef, reviews
from ic_desktop.project.kinds import REVIEW_KINDS
from ic_desktop.review import edits
from ic_desktop.ui import wording
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.beginning import begin_peer
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.scope_picker import ScopePicker
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Muted, Small, Strong, Title
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.widgets.text import GrowingText, Line
from ic_desktop.ui.workspace import Touched, Workspace


class CityPage(ProjectPage):
    """The city's profile, and the review that is shown."""

    help_topic = "city"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._bound: dict[tuple[str, str], BoundText] = {}
        self._editors: list[QWidget] = []
        self._columns = Columns()
        self._columns.left.add(self._city_card(), self._reviews_card()).add_stretch()
        self._columns.right.add(self._review_card(), self._scope_card()).add_stretch()
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        intro = _("Only the name of the city is needed; the rest makes the report clearer.")
        body.add(Title(_("City and review")), Muted(intro), self._columns).add_stretch()
        self.fill_with(PageScroll(body))

    # Building

    def _city_card(self) -> Card:
        card = Card(title=_("The city"), gap=1.5)
        return _filled(
            card,
            self._line("project", "city", _("Name of the city")),
            self._line("project", "country", _("Country")),
            self._line("project", "region", _("Region or state")),
            self._line("project", "population", _("Population"), _("With the year, if known.")),
            self._text(
                "project",
                "about",
                _("About the city"),
                _("What a reader from elsewhere should know: history of migration, main groups."),
            ),
            self._text("project", "contact", _("Contact"), _("Stands in the report.")),
        )

    def _review_card(self) -> Card:
        card = Card(title=_("This review"), gap=1.5)
        kinds = [(kind, wording.review_kind(kind)) for kind in REVIEW_KINDS]
        self._kind = ChoiceRow(_("Kind of review"), kinds)
        self._kind.chosen.connect(self._choose_kind)
        self._how_to_begin = Small(
            _(
                "To begin a peer review with what this self-assessment says, leave this as it is "
                "and choose “Begin a peer review from this one” under “Reviews in this file”."
            )
        )
        self._baseline = Picker(_("Earlier review"), [])
        self._baseline.chosen.connect(lambda key: self._describe({"baseline": key}))
        help_text = _("The results of both are set side by side.")
        self._baseline_field = field(_("Repeats this earlier review"), self._baseline, help_text)
        self._no_baseline = Small(
            _("There is no earlier review in this file yet; add one under “Reviews in this file”.")
        )
        return _filled(
            card,
            self._line("review", "title", _("Title"), _("For example: Self-assessment 2026.")),
            field(_("Kind of review"), self._kind),
            self._how_to_begin,
            self._baseline_field,
            self._no_baseline,
            self._text("review", "assessors", _("Who assesses"), _("Names and functions.")),
            self._line("review", "period", _("Period that is looked at")),
            self._text(
                "review",
                "method",
                _("How it was done"),
                _("Documents read, people asked, meetings held."),
            ),
        )

    def _scope_card(self) -> Card:
        card = Card(title=_("What is assessed"), gap=1.5)
        self._scope = ScopePicker()
        self._scope.chosen.connect(self._choose_scope)
        return _filled(card, self._scope)

    def _reviews_card(self) -> Card:
        card = Card(title=_("Reviews in this file"), gap=1)
        self._reviews = Panel(gap=0.5)
        text = _("A file can hold several reviews of one city: a repeat, or a peer review.")
        self._add = Button(_("Add another review"), icon_name="plus", clicked=self._add_review)
        self._begin = Button(
            _("Begin a peer review from this one"), clicked=lambda: begin_peer(self.workspace)
        )
        self._begin.setToolTip(_("What the city said is carried over; this review stays as it is."))
        buttons = FlowLayout(gap=1)
        for button in (self._add, self._begin):
            buttons.addWidget(button)
        card.add(self._reviews, Small(text), buttons)
        return card

    def _line(self, kind: str, name: str, label: str, help_text: str = "") -> QWidget:
        return self._tied(kind, name, Line(label), label, help_text)

    def _text(self, kind: str, name: str, label: str, help_text: str = "") -> QWidget:
        return self._tied(kind, name, GrowingText(label, least=2), label, help_text)

    def _tied(
        self, kind: str, name: str, widget: Line | GrowingText, label: str, help_text: str
    ) -> QWidget:
        self._bound[kind, name] = BoundText(self.workspace, widget)
        self._editors.append(widget)
        return field(label, widget, help_text)

    # Showing

    def show_place(self, place: Place) -> None:
        """Point every field at the city and the review that is shown."""
        workspace = self.workspace
        for (kind, name), bound in self._bound.items():
            entity = workspace.project_id if kind == "project" else workspace.review_id
            scope = Scope() if kind == "project" else Scope(review=workspace.review_id)
            bound.point(kind, entity, name, scope)
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        for bound in self._bound.values():
            bound.refresh()
        self._fill()

    def _fill(self) -> None:
        workspace = self.workspace
        shown, present = workspace.review, reviews(workspace.state)
        earlier = [(r.id, wording.review_name(r)) for r in present if r.id != shown.id]
        self._kind.set_value(shown.kind)
        self._baseline.set_options(earlier)
        self._baseline.set_value(shown.baseline)
        self._baseline_field.setVisible(shown.kind == "repeat" and bool(earlier))
        self._no_baseline.setVisible(shown.kind == "repeat" and not earlier)
        self._scope.show_scope(workspace.pack.factors, shown.factors)
        self._reviews.clear()
        for one in present:
            self._reviews.add(self._review_row(one.id, wording.review_name(one)))
        self._show_whether_open()

    def _review_row(self, key: str, name: str) -> QWidget:
        if key == self.workspace.review_id:
            return Strong(_("{title} (shown)").format(title=name))
        return LinkButton(name.replace("&", "&&"), clicked=lambda: self.workspace.show_review(key))

    def _show_whether_open(self) -> None:
        closed = not self.workspace.can_judge
        for (kind, _name), widget in zip(self._bound, self._editors, strict=True):
            assert isinstance(widget, Line | GrowingText)
            widget.setReadOnly(closed if kind == "review" else self.workspace.read_only)
        for choice in (self._kind, self._baseline, self._scope):
            choice.set_read_only(closed)
        may_add = not self.workspace.read_only and self.workspace.lane is None
        self._add.setEnabled(may_add)
        self._begin.setEnabled(may_add)
        for widget in (self._begin, self._how_to_begin):
            widget.setVisible(not self.workspace.is_peer_review)

    # Editing

    def _describe(self, values: Mapping[str, Value]) -> None:
        review_id = self.workspace.review_id
        self.workspace.edit(lambda editor: edits.describe_review(editor, review_id, values))

    def _choose_kind(self, kind: str) -> None:
        if kind:
            self._describe({"kind": kind})
        else:
            self._fill()

    def _choose_scope(self, factors: tuple[str, ...]) -> None:
        self._describe({"factors": list(factors) or None})
        self.workspace.review_changed.emit()

    def _add_review(self) -> None:
        workspace = self.workspace
        pack: PackRef = workspace.review.pack
        made: list[str] = []
        if workspace.edit(lambda editor: made.append(edits.add_review(editor, pack=pack))):
            workspace.show_review(made[0])


def _filled(card: Card, *widgets: QWidget) -> Card:
    card.add(*widgets)
    return card
