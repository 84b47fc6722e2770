"""The page for taking notes while listening: what was said so far, and one line to type in."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.edit import Editor
from ic_desktop.project.peer import Session, session, sessions
from ic_desktop.review import statements as kept
from ic_desktop.review.offering import Offer, begun, names_of, offers
from ic_desktop.review.visit import asked_questions, questions_of
from ic_desktop.review.visit_edits import add_session, mark_asked
from ic_desktop.ui import navigation
from ic_desktop.ui.formats import clock, date_words
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.capture import words
from ic_desktop.ui.pages.capture.choose import ChooseSession
from ic_desktop.ui.pages.capture.notes import Notes
from ic_desktop.ui.pages.capture.offering import Offers
from ic_desktop.ui.pages.capture.rows import statement_row
from ic_desktop.ui.pages.capture.taking import Taking, last_of
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.said import session_title, time_of
from ic_desktop.ui.widgets.drops import Dropped, accept_drops
from ic_desktop.ui.widgets.surfaces import PageScroll
from ic_desktop.ui.workspace import Touched, Workspace


class CapturePage(ProjectPage):
    """Notes of one session, or the choice of one."""

    help_topic = "capture"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.taking: Taking | None = None
        self._from_sorting = False
        """Whether one came from sorting, to change the words of a statement."""
        self._show_later = QTimer(self, singleShot=True, interval=0)
        self._show_later.timeout.connect(self._show_notes)
        self._stack = QStackedWidget(self)
        self.choose = ChooseSession(self._stack)
        self.choose.chosen.connect(lambda key: desk.go(Place("capture", key)))
        self.choose.begun.connect(self._begin_session)
        self._choose_scroll = PageScroll(self.choose, self._stack)
        self.notes = Notes(self._stack)
        self.list, self.line, self.side = self.notes.list, self.notes.line, self.notes.side
        self._stack.addWidget(self._choose_scroll)
        self._stack.addWidget(self.notes)
        self.fill_with(self._stack)
        self.offers = Offers(self.notes.main)
        self._connect()

    def _connect(self) -> None:
        line, side = self.line, self.side
        line.typed.connect(self._on_typed)
        line.cursorPositionChanged.connect(self._offer_still)
        line.entered.connect(self._enter)
        line.tabbed.connect(self._take_offer)
        line.asked.connect(self._on_arrow)
        line.cancelled.connect(self._cancel)
        line.paged.connect(self._page)
        line.elsewhere.connect(self.notes.go_aside)
        line.pasted.connect(self.take)
        accept_drops(self.notes.card, self.take)
        accept_drops(self.list, self.take)
        self.list.opened.connect(lambda key: self._amend(str(key)))
        self.list.typed.connect(self._type_in_line)
        self.offers.taken.connect(lambda _typed: self._take_offer())
        side.question.connect(self._about_question)
        side.marked.connect(self._mark_asked)
        side.typed.connect(self._type_in_line)
        side.left.connect(self._focus_line)
        side.to_visit.connect(lambda: self.desk.go(navigation.VISIT))
        side.to_evening.connect(lambda: self.desk.go(navigation.EVENING))
        side.to_guide.connect(self._to_guide)
        side.goes_on.connect(self._let_go_on)

    # Showing

    def show_place(self, place: Place) -> None:
        """Show the notes of a session, or the sessions to choose from."""
        held = session(self.workspace.state, place.item)
        if held is None:
            self._show_choice()
            return
        if self.taking is None or self.taking.session != held.id:
            self.taking = Taking(self.workspace, held.id)
            self.taking.speaker_goes_on = self.side.check.isChecked()
            self.line.set_text("")
            self.list.set_rows(())
        if not self.line.text():
            self.line.show_line(self.taking.interrupted())
        self._stack.setCurrentWidget(self.notes)
        self._show_notes()
        if place.spot:
            self._amend(place.spot)
        self._from_sorting = bool(place.spot) and self.taking.amends is not None
        QTimer.singleShot(0, self, self._focus_line)

    def _focus_line(self) -> None:
        if self._stack.currentWidget() is self.notes:
            self.notes.come_back()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit, by whomever."""
        self._show_later.start()

    def _show_choice(self) -> None:
        self.taking = None
        state, review_id = self.workspace.state, self.workspace.review_id
        counts: dict[str, int] = {}
        for one in kept.statements(state, review_id):
            counts[one.piece.session] = counts.get(one.piece.session, 0) + 1
        may = self.workspace.may("visit") and self.workspace.may("capture")
        self.choose.show_sessions(sessions(state, review_id), counts, may_begin=may)
        self._stack.setCurrentWidget(self._choose_scroll)
        QTimer.singleShot(0, self, self.choose.focus)

    def _show_notes(self) -> None:
        if self.taking is None:
            self._show_choice()
            return
        workspace = self.workspace
        state, pack = workspace.state, workspace.pack
        held = session(state, self.taking.session)
        if held is None:
            self._show_choice()
            return
        found = self.taking.statements()
        rows = [statement_row(state, pack, one, self.taking.me) for one in found]
        self.notes.show_head(session_title(held), _about(held))
        self.notes.show_rows(rows)
        self.side.show_session(state, pack, workspace.review, held.id, found)
        self.notes.show_to_ask(self.side.still_to_ask)
        self.line.setReadOnly(not workspace.may("capture"))
        self._show_line()

    def _show_line(self) -> None:
        """Show when the line began, what can be typed, and how it is understood."""
        if self.taking is None:
            return
        text, taking = self.line.text(), self.taking
        began = time_of(taking.began) or clock(datetime.now().astimezone())
        keys = ""
        if taking.amends is not None:
            when = time_of(taking.amends.piece.said_at)
            began = _("Mending what was said at {time}").format(time=when)
            keys = _("Enter keeps it, Escape leaves it as it was")
        said, workspace = taking.parse(text), self.workspace
        shown = words.understood(said, taking.room, workspace.pack, workspace.state)
        self.notes.show_line(began, keys, shown, words.not_understood(said.unknown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the offers above the line."""
        super().resizeEvent(event)
        self._offer_still()

    # Typing

    def _on_typed(self, text: str) -> None:
        if self.taking is not None:
            was_mending = self.taking.amends is not None
            if text.strip() or not was_mending:
                self.taking.type(text)
            self._show_line()
            self._offer()

    def _enter(self) -> None:
        taking = self.taking
        if taking is None or not self.line.text().strip():
            return
        if not taking.parse(self.line.text()).text:
            self.desk.say(_("A statement needs words."))
            return
        is_mending = taking.amends is not None
        if taking.enter(self.line.text()):
            self._empty_line()
            if is_mending:
                self._back_to_sorting()

    def _empty_line(self) -> None:
        self.line.show_line("")
        self.offers.hide()
        self._show_line()

    def _cancel(self) -> None:
        """Escape: away with the offers, else with mending; a new line stays."""
        if self.offers.isVisible():
            self.offers.hide()
        elif self.taking is not None and self.taking.amends is not None:
            self.taking.drop()
            self._empty_line()
            self._back_to_sorting()

    def _back_to_sorting(self) -> None:
        """Return to where the words were to be changed from."""
        if self._from_sorting:
            self.desk.go(navigation.EVENING)

    def _on_arrow(self, step: int) -> None:
        if self.offers.isVisible():
            self.offers.walk(step)
            return
        taking = self.taking
        if taking is None or (self.line.text().strip() and taking.amends is None):
            return
        if step < 0:
            found = last_of(taking.statements(), taking.me, taking.amends)
            if found is not None:
                self._amend(found.piece.id)
        elif taking.amends is not None:
            self._cancel()

    def _amend(self, statement: str) -> None:
        """Put a statement into the line again, unless something else is being typed."""
        taking = self.taking
        if taking is None or (self.line.text().strip() and taking.amends is None):
            return
        found = next((s for s in taking.statements() if s.piece.id == statement), None)
        if found is None:
            return
        self.line.show_line(taking.amend(found))
        self.notes.come_back()
        self.list.set_current(statement)
        self._show_line()

    def _page(self, step: int) -> None:
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())

    def _type_in_line(self, letters: str) -> None:
        """Letters typed anywhere on the page belong into the line."""
        self.notes.come_back()
        self.line.insertPlainText(letters)

    def _let_go_on(self, goes_on: bool) -> None:
        if self.taking is not None:
            self.taking.speaker_goes_on = goes_on
            self._show_line()
            self._focus_line()

    # Offers

    def _offer_still(self) -> None:
        """The cursor moved: what is offered follows it, or goes."""
        if self.offers.isVisible():
            self._offer()

    def _offer(self) -> None:
        cursor = self.line.textCursor()
        tag = begun(cursor.block().text()[: cursor.positionInBlock()])
        found: tuple[Offer, ...] = ()
        if self.taking is not None and tag and self.line.hasFocus():
            state, room = self.workspace.state, self.taking.room
            names = names_of(state, room.people)
            meant = questions_of(state, self.workspace.pack, self.taking.session)
            first = [one.question.id for one in meant]
            found = offers(tag, room, self.workspace.pack, names, first)
        self.offers.show_offers(found, self.notes.card)

    def _take_offer(self) -> None:
        """Put the offered tag in place of what was begun of it."""
        typed = self.offers.current()
        if not typed:
            return
        self.line.keep_tab()
        cursor = self.line.textCursor()
        tag = begun(cursor.block().text()[: cursor.positionInBlock()])
        for _letter in tag:
            cursor.deletePreviousChar()
        cursor.insertText(f"{typed} ")
        self.offers.hide()

    # Beside

    def _about_question(self, question: str) -> None:
        self.line.add_tag(f"#{question}")
        self.notes.come_back()

    def _mark_asked(self, question: str) -> None:
        assert self.taking is not None, "there are questions only in a session"
        session_id, workspace = self.taking.session, self.workspace
        asked = question in asked_questions(workspace.state, workspace.review_id).get(
            session_id, frozenset()
        )
        workspace.edit(lambda e: mark_asked(e, session_id, question, asked=not asked))

    def _to_guide(self) -> None:
        session_id = self.taking.session if self.taking is not None else ""
        self.desk.go(Place("visit", "", session_id))

    def take(self, dropped: Dropped) -> None:
        """Take photos and scans that were dropped or pasted."""
        if self.taking is not None and self.workspace.may("capture"):
            self.taking.take(dropped, self.line.text())

    def _begin_session(self) -> None:
        now, made = datetime.now().astimezone(), list[str]()

        def work(editor: Editor) -> None:
            values = {"kind": "interview", "date": f"{now:%Y-%m-%d}", "start": f"{now:%H:%M}"}
            made.append(add_session(editor, self.workspace.review_id, values))

        if self.workspace.edit(work):
            self.desk.go(Place("capture", made[0]))


def _about(held: Session) -> str:
    """Return when and where a session is, in one line."""
    times = " – ".join(part for part in (held.start, held.end) if part)
    when = ", ".join(part for part in (date_words(held.date), times) if part)
    return " · ".join(part for part in (when, held.place.strip()) if part)
