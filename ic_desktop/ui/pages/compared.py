"""A repeat beside the review that it repeats: counts and each key factor, then and now."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.entities import Review, review
from ic_desktop.project.seal import current_seal
from ic_desktop.project.state import State, fold
from ic_desktop.review.comparison import Compared, Comparison, Side, compare
from ic_desktop.ui import wording
from ic_desktop.ui.pages.result_charts import ResultBar
from ic_desktop.ui.widgets.labels import FieldLabel, Muted, Small
from ic_desktop.ui.widgets.marks import word
from ic_desktop.ui.widgets.surfaces import Card
from ic_desktop.ui.widgets.table import Cell, Column, Row, Table
from ic_desktop.ui.workspace import Workspace

_ICONS: Final = {"forward": "up", "back": "down", "same": "", "other": ""}
_ORDER: Final = {"forward": 0, "back": 1, "other": 2, "same": 3}


def baseline_of(workspace: Workspace) -> Review | None:
    """Return the review that the shown one repeats, or None."""
    shown = workspace.review
    if shown.kind != "repeat" or not shown.baseline or shown.baseline == shown.id:
        return None
    found = review(workspace.state, shown.baseline)
    return None if found is None or found.removal == "removed" else found


def compared(workspace: Workspace, baseline: Review) -> Comparison:
    """Return the shown review beside its baseline."""
    then = side_of(
        workspace.state, workspace.ledger.changes, baseline, workspace.pack_of(baseline.pack.hash)
    )
    now = Side(workspace.state, workspace.pack, workspace.review)
    return compare(then, now, workspace.voice)


def side_of(state: State, changes: Mapping[str, Change], baseline: Review, pack: Pack) -> Side:
    """Return a baseline to compare with: what its signature closed, else as it stands."""
    sealed = current_seal(state, baseline.id)
    if sealed is None or not all(head in changes for head in sealed.heads):
        return Side(state, pack, baseline)
    closed = fold(changes[head] for head in sealed.heads)
    return Side(closed, pack, review(closed, baseline.id) or baseline)


class ComparedCard(Card):
    """Two bars, then a line a key factor; ``go`` opens a key factor's page."""

    def __init__(self, go: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Then and now"), gap=1.25)
        self._sum = Muted()
        self._then_label, self._now_label = FieldLabel(), FieldLabel()
        self._then, self._now = ResultBar(), ResultBar()
        columns = [
            Column(_("Key factor"), stretch=True),
            Column(_("Then")),
            Column(_("Now")),
            Column(_("Change")),
        ]
        self._table = Table(_("Key factors, then and now"), columns, fit=True)
        self._table.opened.connect(go)
        self._table.clicked.connect(lambda _index: go(str(self._table.current())))
        self._only = Small()
        self.add(self._sum, self._then_label, self._then, self._now_label, self._now)
        self.add(self._table, self._only)

    def show_comparison(self, found: Comparison, then: Review, now: Review) -> None:
        """Show another comparison."""
        self._sum.setText(in_a_sentence(found))
        self._then_label.setText(_("Then: {review}").format(review=wording.review_name(then)))
        self._now_label.setText(_("Now: {review}").format(review=wording.review_name(now)))
        self._then.set_counts(found.counts_then)
        self._now.set_counts(found.counts_now)
        self._table.set_rows([_row(one) for one in found.compared])
        self._only.setText(_not_compared(found))
        self._only.setVisible(bool(found.only_then or found.only_now))


def in_a_sentence(found: Comparison) -> str:
    """Return how many key factors moved which way."""
    moves = [one.move for one in found.compared]
    text = _(
        "{forward} went forward, {back} went back, {same} as before, {other} changed otherwise."
    )
    counts = {move: moves.count(move) for move in ("forward", "back", "same", "other")}
    return text.format(**counts)


def _row(one: Compared) -> Row:
    words = {
        "forward": _("forward"),
        "back": _("back"),
        "same": _("as before"),
        "other": _("changed"),
    }
    tones = {"forward": "support", "back": "contra", "same": "muted", "other": "muted"}
    title = f"{one.factor.number} {one.factor.title}"
    tooltip = _("Its statement was worded differently then.") if one.reworded else ""
    return Row(
        one.factor.id,
        (
            Cell(f"{title} *" if one.reworded else title, sort=one.factor.number, tooltip=tooltip),
            Cell(word(one.then), mark=one.then),
            Cell(word(one.now), mark=one.now),
            Cell(
                words[one.move], mark=_ICONS[one.move], tone=tones[one.move], sort=_ORDER[one.move]
            ),
        ),
    )


def _not_compared(found: Comparison) -> str:
    def names(factors: tuple[Factor, ...]) -> str:
        return ", ".join(f"{factor.number} {factor.title}" for factor in factors)

    parts = []
    if found.only_then:
        parts.append(_("Then only: {factors}.").format(factors=names(found.only_then)))
    if found.only_now:
        parts.append(_("Now only: {factors}.").format(factors=names(found.only_now)))
    return " ".join(parts)
