"""Conclusions: strengths and recommendations, with the host's replies and what became of them."""

from typing import Literal

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, current
from ic_desktop.review import labels
from ic_desktop.review.advice import (
    Advised,
    Praised,
    advised,
    praised,
    progress_word,
    reply_word,
)
from ic_desktop.review.labels import word
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.conclusions.details import Details
from ic_desktop.ui.pages.conclusions.lists import FindingList
from ic_desktop.ui.pages.conclusions.work import ConclusionsWork
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.forms import Picker
from ic_desktop.ui.widgets.labels import Muted, Title
from ic_desktop.ui.widgets.lists import CardItem
from ic_desktop.ui.widgets.notices import Hint
from ic_desktop.ui.widgets.spread import Spread
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.workspace import Touched, Workspace

_SHOWN = frozenset(
    [
        "strength",
        "recommendation",
        "citation",
        "reply",
        "progress",
        "comment",
        "comment-answer",
        "reaction",
        "evidence",
        "link",
        "verdict",
        "review",
        "seal",
        "participant",
    ]
)
_ALL = "all"
_ASIDE = 46
"""Units that the side is wide at least."""
Kind = Literal["strength", "recommendation"]


class ConclusionsPage(ProjectPage):
    """Strengths and recommendations of one key factor, or of all, and one of them at the side.

    The spot of its place is the id of a strength or a recommendation; its item a key factor.
    """

    help_topic = "conclusions"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.work = ConclusionsWork(workspace)
        self._chosen: tuple[Kind, str] | None = None
        self._praised: tuple[Praised, ...] = ()
        self._advised: tuple[Advised, ...] = ()
        self._spread = Spread(self, aside_share=0.42)
        main = Panel(self._spread.room, margins=(3.5, 3, 3.5, 3), gap=1)
        self._intro = Muted("", main)
        self.factor = Picker(_("Key factor"), [(_ALL, _("All key factors"))], main)
        self.factor.chosen.connect(lambda _code: self._choose_factor())
        head = Panel(main, direction="row", gap=2)
        head.add(Title(_("Conclusions"), head), stretch=1).add(self.factor)
        main.add(head, self._intro).add_gap(1)
        self._build_lists(main)
        self._aside = PageScroll(parent=self._spread)
        self.details = Details(desk, self.work, self._aside)
        self._aside.setWidget(self.details)
        self._aside.setMinimumWidth(theme.unit(_ASIDE))
        self._spread.show_parts(main, aside=self._aside)
        self.fill_with(self._spread)

    def _build_lists(self, main: Panel) -> None:
        self.strengths = FindingList(
            _("Strengths"),
            _("New strength"),
            _("No strengths yet."),
            main,
        )
        self.recommendations = FindingList(
            _("Recommendations"),
            _("New recommendation"),
            _("No recommendations yet."),
            main,
        )
        self.nothing = Hint(
            _("The team’s conclusions are not in this copy"),
            _("You were sent a copy for your own part. The conclusions come once all have judged."),
        )
        main.add(self.strengths).add_gap(1).add(self.recommendations, self.nothing).add_stretch()
        for held, kind in self._lists():
            held.added.connect(lambda text, kind=kind: self._add(kind, text))
            held.chosen.connect(lambda key, kind=kind: self._choose((kind, str(key))))
            held.shifted.connect(lambda key, before, kind=kind: self._move(kind, str(key), before))
            held.on_removed(lambda key, kind=kind: self._withdraw(kind, key))  # type: ignore[misc] # a default keeps each its own

    def _lists(self) -> tuple[tuple[FindingList, Kind], ...]:
        return (self.strengths, "strength"), (self.recommendations, "recommendation")

    @property
    def shown_factor(self) -> str:
        """The key factor that is shown, "" for all."""
        value = self.factor.value()
        return "" if value == _ALL else value

    def show_place(self, place: Place) -> None:
        """Show what is concluded now; with a spot, that strength or recommendation."""
        self._fill_factors(place.item)
        self._fill()
        if place.spot:
            self._open(place.spot)

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        kinds = {kind for kind, _key in touched}
        if kinds & {"verdict", "review"}:
            self._fill_factors("")
        if not kinds.isdisjoint(_SHOWN):
            self._fill()

    def _fill_factors(self, wanted: str) -> None:
        workspace = self.workspace
        named = [(one.id, f"{one.number} {one.title}") for one in workspace.factors]
        self.factor.set_options([(_ALL, _("All key factors")), *named])
        if wanted or not self.factor.value():
            self.factor.set_value(wanted or _ALL)

    def _fill(self) -> None:
        workspace, rights, factor = self.workspace, self.work.rights, self.shown_factor
        self._praised = praised(workspace.state, workspace.review_id, factor)
        self._advised = advised(workspace.state, workspace.review_id, factor)
        may = rights.conclude
        self._show_where(factor)
        sees = self.work.sees or bool(self._praised or self._advised)
        self._intro.setText(self._intro_words(may=may))
        self.strengths.show_items([self._praise(one) for one in self._praised], may=may)
        self.recommendations.show_items([self._advice(one) for one in self._advised], may=may)
        for part in (self.strengths, self.recommendations, self.factor, self._intro, self.details):
            part.setVisible(sees)
        self.nothing.setVisible(not sees)
        self._show_chosen()

    def _show_where(self, factor: str) -> None:
        """Say in the empty lines to which key factor what is typed will belong."""
        found = next((one for one in self.workspace.factors if one.id == factor), None)
        where = _("in general")
        if found is not None:
            where = _("on {number} {title}").format(number=found.number, title=found.title)
        good = _("Something that is done well {where} – Enter adds it")
        better = _("What the city should do {where} – Enter adds it")
        self.strengths.line.setPlaceholderText(good.format(where=where))
        self.recommendations.line.setPlaceholderText(better.format(where=where))

    def _intro_words(self, *, may: bool) -> str:
        if may:
            return _("What is done well, and what the team advises. Each rests on evidence.")
        if self.workspace.sealed is not None:
            return _("The review is signed: replies and progress can still be entered.")
        if self.work.rights.reply:
            return _("What the team concluded. Your reply stands beside each recommendation.")
        return _("What the team concluded, to be read.")

    def _praise(self, one: Praised) -> CardItem:
        own = one.strength
        return CardItem(own.id, _line(own.text), self._factor_words(own.factor), note=_dispute(own))

    def _advice(self, one: Advised) -> CardItem:
        own = one.recommendation
        reply = reply_word(current(), one.answered)
        parts = [_("Reply: {reply}").format(reply=reply)]
        if one.steps:
            parts.append(progress_word(current(), one.state))
        if not self.shown_factor:
            parts.append(self._factor_words(*own.factors[:1]))
        priority = word(current(), labels.PRIORITIES, own.priority) if own.priority else ""
        detail = " · ".join(part for part in parts if part)
        return CardItem(
            own.id, f"{one.number}  {_line(own.text)}", detail, note=_dispute(own) or priority
        )

    def _factor_words(self, factor: str = "") -> str:
        found = next((one for one in self.workspace.factors if one.id == factor), None)
        return f"{found.number} {found.title}" if found else _("In general")

    def _show_chosen(self) -> None:
        """Show what is chosen at the side, if it is still there."""
        kind, key = self._chosen or ("strength", "")
        strength = next((p for p in self._praised if p.strength.id == key), None)
        advice = next((a for a in self._advised if a.recommendation.id == key), None)
        for held, own in self._lists():
            held.select(key if own == kind else None)
        if strength is not None:
            self.details.show_strength(strength)
        elif advice is not None:
            self.details.show_advised(advice)
        else:
            self._chosen = None
            self.details.show_nothing()

    def _open(self, key: str) -> None:
        """Show a strength or a recommendation, of whichever key factor it is."""
        kinds: tuple[Kind, ...] = ("strength", "recommendation")
        kind = next((k for k in kinds if self.workspace.state.record(k, key) is not None), None)
        if kind is None:
            return
        there = {p.strength.id for p in self._praised}
        there |= {a.recommendation.id for a in self._advised}
        if key not in there:
            self.factor.set_value(_ALL)
            self._fill()
        self._choose((kind, key))
        held = self.strengths if kind == "strength" else self.recommendations
        held.list.setFocus()

    def _choose_factor(self) -> None:
        self._chosen = None
        self._fill()

    def _choose(self, chosen: tuple[Kind, str]) -> None:
        if chosen != self._chosen:
            self.workspace.settle()
            self._chosen = chosen
            self._show_chosen()
            self._aside.verticalScrollBar().setValue(0)

    def _add(self, kind: Kind, text: str) -> None:
        add = self.work.add_strength if kind == "strength" else self.work.add_recommendation
        made = add(self.shown_factor, text)
        if made:
            self._choose((kind, made))

    def _move(self, kind: Kind, key: str, before: str) -> None:
        self.work.move(kind, key, before)

    def _withdraw(self, kind: Kind, key: str) -> None:
        if self.work.rights.conclude and self.work.withdraw(kind, key):
            self.desk.say(_("Taken out. Undo brings it back."))


def _line(text: str) -> str:
    return " ".join(text.split()) or _("without words")


def _dispute(own: object) -> str:
    """Return a word where copies disagree."""
    return _("to settle") if getattr(own, "conflicts", ()) else ""
