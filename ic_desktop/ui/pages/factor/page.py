"""The page of one key factor: made once, filled again for each factor that is turned to."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ic_desktop.errors import NotInPack
from ic_desktop.i18n import _
from ic_desktop.project.entities import verdict, verdict_id
from ic_desktop.project.kinds import VERDICTS
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.factor.head import Head, Strip
from ic_desktop.ui.pages.factor.questions import Questions
from ic_desktop.ui.pages.factor.side_context import SideContext, SideExamples
from ic_desktop.ui.pages.factor.side_evidence import SideEvidence
from ic_desktop.ui.pages.factor.view import FactorView, FactorViews
from ic_desktop.ui.pages.factor.voices_strip import VoicesStrip
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.drops import clipboard
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.nav import NavList
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.workspace import Touched, Workspace

_SIDE = 46
"""Units that the evidence takes beside the questions."""
_NARROW = 108
"""Units of page below which the evidence goes under the questions."""
_MOST_OF_PAGE = 0.5
"""The share of the page's height up to which the head stays in view."""


class FactorPage(ProjectPage):
    """Judge one key factor: its questions, its evidence, its verdict."""

    help_topic = "factor"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.work = FactorWork(desk, workspace)
        self._views = FactorViews()
        self._view: FactorView | None = None
        self.head = Head(self.work, self)
        self.questions = Questions(self.work, self)
        self.evidence = SideEvidence(self.work)
        self.context = SideContext(self.work)
        self.examples = SideExamples()
        self.come_back = Check(_("Come back to this"), self)
        self.come_back.setToolTip(_("Ctrl+D"))
        self.come_back.hide()
        self._strip = Strip(self)
        self.voices = VoicesStrip(self.work, self)
        self._beside = True
        self._head_stays = True
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._side = Panel(margins=(2, 1.5, 2, 3), gap=2, tone="column")
        self._side.add(self.evidence, self.context, self.examples).add_stretch()
        self._column = Panel(gap=0)
        self._column.add(self.questions).add_stretch()
        self._main_scroll = PageScroll(self._column, self)
        self._side_scroll = PageScroll(self._side, self)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._main_scroll, 1)
        columns.addWidget(self._side_scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (self._strip, self.head, self.voices):
            whole.addWidget(widget)
        whole.addLayout(columns, 1)

    def _connect(self) -> None:
        self.head.summary.why_wanted.connect(self._show_why)
        self.questions.dates_changed.connect(self._say_wrong_dates)
        self.questions.all_evidence_wanted.connect(self._go_to_evidence)
        self.come_back.ticked.connect(lambda on: self.work.judge({"come-back": on}))
        self._shortcut("F2", self.head.judging.picker.focus_chosen)
        for digit, value in enumerate((None, *VERDICTS)):
            self._shortcut(f"Ctrl+{digit}", partial(self._judge, value))
        self._shortcut("Ctrl+D", self._toggle_mark)
        self._shortcut("F6", lambda: self._next_part(+1))
        self._shortcut("Shift+F6", lambda: self._next_part(-1))
        self._follow_later = QTimer(self, singleShot=True, interval=0)
        self._follow_later.timeout.connect(lambda: self._fill(anew=False))
        self._focus_later = QTimer(self, singleShot=True, interval=0)
        self._focus_later.timeout.connect(self._focus_first_open)

    # What is shown

    @property
    def view(self) -> FactorView | None:
        """What the page shows, None before the first place."""
        return self._view

    def show_place(self, place: Place) -> None:
        """Turn to a key factor; at a spot, if there is one."""
        try:
            self.work.factor = self.workspace.pack.factor(place.item)
        except NotInPack as error:
            self.desk.tell(error)
            return
        shown = None if self._view is None else (self._view.factor, self._view.verdict.id)
        key = verdict_id(self.workspace.review_id, self.workspace.voice, place.item)
        other = shown != (self.work.factor, key)
        keys_here = self._has_keyboard()
        self._fill(anew=other)
        if other:
            if self.isVisible():
                self._fit()
            self._main_scroll.verticalScrollBar().setValue(0)
            self._side_scroll.verticalScrollBar().setValue(0)
        self._show_spot(place)
        if other and keys_here and not place.spot:
            self._focus_later.start()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit once it is done; what it did not touch is left alone.

        The hand that edits does not wait for thousands of links to be gone through, and ten files
        that come in one after another cost that once.
        """
        if self._view is not None:
            self._follow_later.start()

    @property
    def is_up_to_date(self) -> bool:
        """Whether the page shows every edit so far."""
        return not self._follow_later.isActive()

    def leave(self) -> None:
        """Make changes of what was typed."""
        self._focus_later.stop()
        self._follow_later.stop()
        super().leave()

    def bar_widget(self) -> QWidget:
        """Return the mark to come back to this factor."""
        return self.come_back

    def _fill(self, *, anew: bool) -> None:
        workspace = self.workspace
        where = (workspace.state, workspace.pack, workspace.review)
        view = self._views.of(
            *where, self.work.factor, workspace.voice, is_open=workspace.can_judge
        )
        before = None if anew else self._view
        self._view = view
        self.head.show_factor(view, before)
        self._strip.show_factor(view)
        self.voices.show_now()
        self.questions.show_factor(view, before)
        self._say_wrong_dates()
        self.evidence.show_factor(view, before)
        if before is None or (before.notes, before.is_open) != (view.notes, view.is_open):
            self.context.show_notes(view.notes)
        if before is None:
            self.examples.show_examples(view.factor.examples)
        self.come_back.set_value(view.verdict.come_back)
        self.come_back.setEnabled(view.is_open)

    def _show_spot(self, place: Place) -> None:
        card = self.questions.reveal(place.spot) if place.spot else None
        for one in self.questions.cards:
            one.set_spot(one is card)
        if card is not None:
            QTimer.singleShot(0, card, lambda: self._go_to(place.spot, place.evidence))
        elif place.evidence:
            self.evidence.select(place.evidence)

    def _go_to(self, question: str, evidence: str) -> None:
        """Scroll to a card and give it the keyboard; to the chip of a piece in it, if named."""
        spot = self.questions.card_of(question)
        if spot is None:
            return
        chip = spot.chips.chip_of(evidence) if evidence else None
        if chip is not None:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            spot.answers.focus_chosen()
        self._main_scroll.reveal(spot)

    # The keyboard

    def _focus_first_open(self) -> None:
        """Give the keyboard to the first question without an answer, else to the first."""
        shown = [card for card in self.questions.cards if not card.isHidden()]
        waiting = [card for card in shown if not card.answers.value()]
        if shown:
            (waiting or shown)[0].answers.focus_chosen()

    def _has_keyboard(self) -> bool:
        """Say whether the keyboard may come to the page: not while one walks the navigation."""
        held = QApplication.focusWidget()
        while held is not None:
            if isinstance(held, NavList):
                return False
            held = held.parentWidget()
        return True

    def _next_part(self, by: int) -> None:
        """F6: from the verdict to the questions, to the evidence, and round again."""
        focused = QApplication.focusWidget()
        parts: list[QWidget] = [self.head, self.questions, self._side]
        here = [n for n, p in enumerate(parts) if focused is not None and p.isAncestorOf(focused)]
        at = ((here[0] if here else -by) + by) % len(parts)
        if at == 0:
            self.head.judging.picker.focus_chosen()
        elif at == 1:
            self._focus_first_open()
        else:
            self._go_to_evidence()

    def _go_to_evidence(self) -> None:
        spot = self.evidence.list if self.evidence.list.items() else self.evidence.adding.button
        spot.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V on the page, in no field: what is pasted speaks to the factor as a whole."""
        if event.matches(QKeySequence.StandardKey.Paste) and (found := clipboard()):
            self.evidence.take(found)
        else:
            super().keyPressEvent(event)

    def _shortcut(self, keys: str, call: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(call)

    # What is done

    def _judge(self, value: str | None) -> None:
        if self.work.can_judge:
            self.work.judge({"value": value})

    def _toggle_mark(self) -> None:
        if self.work.can_judge:
            given = verdict(
                self.workspace.state,
                self.workspace.review_id,
                self.work.factor.id,
                self.workspace.voice,
            )
            self.work.judge({"come-back": not given.come_back})

    def _say_wrong_dates(self) -> None:
        self.head.say_wrong_dates(self.questions.wrong_dates)

    def _show_why(self, is_open: bool) -> None:
        self.questions.why.setVisible(is_open)
        if is_open:
            self._main_scroll.verticalScrollBar().setValue(0)

    # The room there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit into another size."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit what changed while the page was out of sight."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """Put the evidence under the questions where the page is narrow, and let the head scroll
        where it would take most of it: at 200 % text nothing may be cut."""
        self.head.fit(self.width())
        self._side_scroll.setFixedWidth(theme.unit(_SIDE))
        self._put_side(beside=self.width() >= theme.unit(_NARROW))
        self._put_head(stays=self.head.height_at(self.width()) <= self.height() * _MOST_OF_PAGE)

    def _put_side(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            self._column.body.removeWidget(self._side)
            self._side_scroll.setWidget(self._side)
        else:
            self._side_scroll.takeWidget()
            self._column.body.insertWidget(self._column.body.count() - 1, self._side)
        self._side.show()
        self._side_scroll.setVisible(beside)

    def _put_head(self, *, stays: bool) -> None:
        if stays == self._head_stays:
            return
        self._head_stays = stays
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        if stays:
            for at, widget in enumerate((self.head, self.voices), layout.indexOf(self._strip) + 1):
                self._column.body.removeWidget(widget)
                layout.insertWidget(at, widget)
        else:
            for at, widget in enumerate((self.head, self.voices)):
                layout.removeWidget(widget)
                self._column.body.insertWidget(at, widget)
        self._strip.setVisible(not stays)
