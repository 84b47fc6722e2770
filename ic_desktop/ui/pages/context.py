"""Context: what helps or hinders from outside, and which key factors it explains."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.changes import Value
from ic_desktop.review import edits
from ic_desktop.review.context import Noted, context_notes
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.context_chips import FactorChips
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import Heading, Muted, Small, Title
from ic_desktop.ui.widgets.notices import Hint
from ic_desktop.ui.widgets.surfaces import Card, Foldable, PageScroll, Panel
from ic_desktop.ui.widgets.text import GrowingText
from ic_desktop.ui.workspace import Touched, Workspace

_SHOWN = frozenset(["context-note", "context-tie", "review", "seal"])


def explains_words(numbers: Sequence[int]) -> str:
    """Return which key factors a note explains: "Explains key factors 7, 8"."""
    if not numbers:
        return _("Explains no key factor yet")
    listed = ", ".join(str(number) for number in numbers)
    words = ngettext("Explains key factor {list}", "Explains key factors {list}", len(numbers))
    return words.format(list=listed)


def direction_options() -> list[tuple[str, str]]:
    """Return codes and words of which way a context factor works."""
    return [("helps", _("Helps")), ("hinders", _("Hinders")), ("mixed", _("Both"))]


def strength_options() -> list[tuple[str, str]]:
    """Return codes and words of how strongly it works."""
    return [
        ("slight", _("Slightly")),
        ("moderate", _("Moderately")),
        ("strong", _("Strongly")),
    ]


class ContextCard(Card):
    """One context factor and the note on it."""

    def __init__(self, workspace: Workspace, noted: Noted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._context = noted.context
        title = noted.context.title
        self.setAccessibleName(title)
        self.note = GrowingText(
            _("Note: {title}").format(title=title),
            placeholder=_("What is it like here, and since when?"),
            least=2,
        )
        self.note.setAcceptDrops(False)
        self._bound = BoundText(workspace, self.note)
        self.direction = ChoiceRow(
            _("Which way it works: {title}").format(title=title), direction_options()
        )
        self.strength = ChoiceRow(
            _("How strongly: {title}").format(title=title), strength_options()
        )
        self.direction.chosen.connect(lambda code: self._set({"direction": code or None}))
        self.strength.chosen.connect(lambda code: self._set({"strength": code or None}))
        self.chips: FactorChips | None = None
        self.ties = Foldable("", self._build_chips)
        self._lay_out()
        self.show_noted(noted)

    def _lay_out(self) -> None:
        columns = Columns(room=84, shares=(4, 6))
        about = Panel(gap=0.5)
        about.add(Heading(self._context.title), Muted(self._context.description))
        columns.left.add(about).add_stretch()
        ways = Columns(room=52, shares=(1, 1))
        ways.left.add(field(_("Which way it works"), self.direction))
        ways.right.add(field(_("How strongly"), self.strength))
        said = Panel(gap=1)
        said.add(self.note, ways, self.ties)
        columns.right.add(said)
        self.add(columns)

    def _build_chips(self) -> QWidget:
        self.chips = FactorChips(self._workspace.factors)
        self.chips.ticked.connect(self._tie)
        self._show_ties()
        return self.chips

    def show_noted(self, noted: Noted) -> None:
        """Show what is noted now; someone who types is not disturbed."""
        note, may = noted.note, self._workspace.can_judge
        self._noted = noted
        self._bound.point("context-note", note.id, "text", self._workspace.scope)
        self.note.setReadOnly(not may)
        for row, value in ((self.direction, note.direction), (self.strength, note.strength)):
            row.set_value(value)
            row.set_read_only(not may)
        self._show_ties()

    def _show_ties(self) -> None:
        tied = self._noted.note.factors
        known: Sequence[Factor] = self._workspace.factors
        self.ties.set_title(explains_words([f.number for f in known if f.id in tied]))
        if self.chips is not None:
            self.chips.show_ticked(tied, may_edit=self._workspace.can_judge)

    def _set(self, values: Mapping[str, Value]) -> None:
        workspace, context = self._workspace, self._context.id
        workspace.edit(
            lambda e: edits.note_context(e, workspace.review_id, context, values, workspace.voice)
        )

    def _tie(self, factor: str, explains: bool) -> None:
        workspace, context = self._workspace, self._context.id
        workspace.edit(
            lambda e: edits.tie_context(
                e, workspace.review_id, context, factor, explains=explains, voice=workspace.voice
            )
        )


class ContextPage(ProjectPage):
    """All context factors of the benchmark, one card each."""

    help_topic = "context"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.cards: dict[str, ContextCard] = {}
        self._shown: tuple[Pack, Sequence[str], str] | None = None
        self._title = Title("")
        self._said = Small("", tone="accent")
        self._list = Panel(gap=2)
        self._none = Hint(
            _("No context factors"),
            _("This benchmark names none; there is nothing to fill in here."),
        )
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=1)
        explains = _(
            "What is largely beyond the city’s own reach. A note here explains a verdict and "
            "never changes it."
        )
        body.add(self._title, Muted(explains), self._said).add_gap(1)
        body.add(self._list, self._none).add_stretch()
        self._scroll = PageScroll(body)
        self.fill_with(self._scroll)

    def show_place(self, place: Place) -> None:
        """Show all notes; with a spot, the card of that context factor is in view and marked."""
        self._fill()
        for key, card in self.cards.items():
            card.set_marked(key == place.spot)
        found = self.cards.get(place.spot)
        if found is not None:
            found.note.setFocus()
            self._scroll.reveal(found)
        elif self.cards:
            self._scroll.verticalScrollBar().setValue(0)

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        if any(kind in _SHOWN for kind, _key in touched):
            self._fill()

    def _fill(self) -> None:
        workspace = self.workspace
        notes = context_notes(workspace.state, workspace.pack, workspace.review, workspace.voice)
        shown = (workspace.pack, [f.id for f in workspace.factors], workspace.review_id)
        self._title.setText(workspace.pack.context_title or _("Context"))
        if self._shown != shown:
            self._shown = shown
            self._build_cards(notes)
        for noted in notes:
            self.cards[noted.context.id].show_noted(noted)
        done = sum(1 for noted in notes if noted.is_noted)
        said = _("{done} of {all} have a note").format(done=done, all=len(notes))
        self._said.setText(said)
        self._said.setVisible(bool(notes))
        self._none.setVisible(not notes)
        self._list.setVisible(bool(notes))

    def _build_cards(self, notes: Sequence[Noted]) -> None:
        self.workspace.settle()
        self._list.clear()
        self.cards = {one.context.id: ContextCard(self.workspace, one) for one in notes}
        self._list.add(*self.cards.values())
