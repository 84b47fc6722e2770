"""The page for the evening: one statement after the other, sorted by keyboard alone."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.edit import Editor
from ic_desktop.project.kinds import FORMS
from ic_desktop.project.state import State
from ic_desktop.review import sorting, statements
from ic_desktop.review.capture import Room, parse_tags
from ic_desktop.review.evidence import index
from ic_desktop.review.offering import begun, begun_number, names_of, offers
from ic_desktop.review.sorting import Task
from ic_desktop.review.statements import Statement, expect_by
from ic_desktop.review.visit import questions_of
from ic_desktop.ui import navigation, theme
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.capture import words as taking_words
from ic_desktop.ui.pages.capture.offering import Offers
from ic_desktop.ui.pages.capture.rows import LETTERS, statement_row
from ic_desktop.ui.pages.evening import words
from ic_desktop.ui.pages.evening.current import Current
from ic_desktop.ui.pages.evening.lists import Joined, Promises
from ic_desktop.ui.pages.evening.side import Side
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.labels import Muted, Section, Title
from ic_desktop.ui.widgets.notices import Hint
from ic_desktop.ui.widgets.spread import Spread
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.widgets.transcript import Transcript
from ic_desktop.ui.workspace import Touched, Workspace

_SAID = ("statement", "observation")


class EveningPage(ProjectPage):
    """What is left to sort, and what may have been taken down twice."""

    help_topic = "evening"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._tasks: tuple[Task, ...] = ()
        self._key = ""
        """The id of the statement that is shown, "" for none."""
        self._is_back = False
        """Whether it is shown though it may be sorted, for somebody came back to it."""
        self._trail: list[str] = []
        """The statements that were left behind, the last one last."""
        self._later: set[str] = set()
        """Those that are left for later."""
        self._show_later = QTimer(self, singleShot=True, interval=0)
        self._show_later.timeout.connect(self._show)
        self._spread = Spread(self, aside_share=0.3)
        self._build()
        self.fill_with(self._spread)

    def _build(self) -> None:
        head = Panel(self._spread, margins=(3, 2, 3, 0.5), gap=0.25)
        self._count = Muted("", head)
        head.add(Title(_("Sorting statements"), head), self._count)
        main = Panel(self._spread.room, margins=(3, 1, 3, 3), gap=2)
        self.current = Current(main)
        self._done = Hint(
            _("Everything is sorted"),
            _("What was said stands beside documents in the evidence matrix."),
            main,
            button=_("Evidence matrix"),
        )
        self._done.acted.connect(lambda: self.desk.go(navigation.MATRIX))
        self._waiting = Section(_("Still waiting"), main)
        self.list = Transcript(_("Statements to sort"), main, letters=LETTERS)
        self.list.opened.connect(lambda key: self._go_to(str(key)))
        self.list.clicked.connect(lambda _index: self._go_to(str(self.list.current())))
        self.list.typed.connect(self._type_in_line)
        self.promises = Promises(main)
        self.promises.came.connect(self._came)
        self.promises.due.connect(self._expect_by)
        self.joined = Joined(main)
        self.joined.separated.connect(self._separate)
        main.add(self.current, self._done, self._waiting, self.list, self.promises, self.joined)
        main.add_stretch()
        self.side = Side()
        self._spread.show_parts(main, head, PageScroll(self.side, self._spread))
        self.offers = Offers(self._spread)
        self._connect()

    def _connect(self) -> None:
        line = self.current.line
        line.typed.connect(lambda _text: self._on_typed())
        line.cursorPositionChanged.connect(self._offer_still)
        line.entered.connect(self._enter)
        line.commanded.connect(self._command)
        line.tabbed.connect(self._take_offer)
        line.asked.connect(self._on_arrow)
        line.cancelled.connect(self._cancel)
        line.paged.connect(self._page)
        self.current.pressed.connect(self._command)
        self.offers.taken.connect(lambda _typed: self._take_offer())

    # Showing

    def show_place(self, place: Place) -> None:
        """Show the first that is to be sorted."""
        self._later.clear()
        self._show()
        QTimer.singleShot(0, self, self._focus)

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        self._show_later.start()

    def _focus(self) -> None:
        if self.current.isVisible():
            self.current.line.setFocus()
            self._reveal()

    def _reveal(self) -> None:
        """Have the statement in view, and the line below it in any case."""
        if self.current.isVisible():
            self._spread.reveal(self.current)
            self._spread.view.ensureWidgetVisible(self.current.line, 0, theme.unit(1))

    def _show(self) -> None:
        workspace = self.workspace
        state, review_id, pack = workspace.state, workspace.review_id, workspace.pack
        me, lane = workspace.actor.author, workspace.lane
        # In a copy for one person nobody changes what another person took down.
        only = "" if lane is None or "conclude" in lane.may else me
        self._tasks = sorting.evening(state, review_id, only)
        task = self._task()
        self._key = task.statement.piece.id if task is not None else ""
        self._count.setText(words.how_many(self._tasks))
        self._count.setVisible(bool(self._tasks))
        had_keyboard = self.current.line.hasFocus()
        self.current.setVisible(task is not None)
        self._done.setVisible(task is None)
        if task is not None:
            self.current.show_task(state, pack, task, me)
        waiting = [t.statement for t in self._tasks if t.statement.piece.id != self._key]
        self.list.set_rows([statement_row(state, pack, one, me) for one in waiting])
        for widget in (self._waiting, self.list):
            widget.setVisible(bool(waiting))
        if had_keyboard and task is None:
            self._done.setFocus()
        self._show_around(state, review_id)
        self._show_line()

    def _show_around(self, state: State, review_id: str) -> None:
        may = self.workspace.may("capture")
        held = statements.open_promises(state, review_id)
        pieces = [p for p in index(state, review_id).pieces.values() if p.type not in _SAID]
        self.promises.show_promises(state, held, pieces, may=may)
        self.joined.show_joined(sorting.joined(state, review_id), may=may)
        self.current.line.setReadOnly(not may)
        self.side.show_factors(self.workspace.factors)

    def _task(self) -> Task | None:
        """Return what is shown: the one that was, also if one came back to it, else the next."""
        by_key = {task.statement.piece.id: task for task in self._tasks}
        if self._key in by_key:
            return by_key[self._key]
        if self._is_back and (found := self._statement(self._key)) is not None:
            return Task(found)
        waiting = [t for t in self._tasks if t.statement.piece.id not in self._later]
        return next(iter(waiting or self._tasks), None)

    def _statement(self, key: str) -> Statement | None:
        held = statements.statements(self.workspace.state, self.workspace.review_id)
        return next((one for one in held if one.piece.id == key), None)

    @property
    def _shown(self) -> Statement | None:
        return self._statement(self._key) if self._key else None

    @property
    def _other(self) -> Statement | None:
        task = self._task()
        return None if task is None else task.other

    def _room(self, statement: Statement) -> Room:
        workspace = self.workspace
        session_id = statement.piece.session
        return statements.room_of(workspace.state, workspace.pack, workspace.review, session_id)

    def _show_line(self) -> None:
        """Show how the tags are understood."""
        shown, text = self._shown, self.current.line.text()
        if shown is None or not text.strip():
            self.current.show_line("", "")
            return
        room, workspace = self._room(shown), self.workspace
        said = parse_tags(text, room)
        held = taking_words.understood(said, room, workspace.pack, workspace.state)
        unknown = taking_words.not_known(said.unknown)
        self.current.show_line(held, unknown)

    # Deciding

    def _enter(self) -> None:
        """Enter: what was typed is added, the statement is sorted, the next one comes."""
        shown, text = self._shown, self.current.line.text().strip()
        if shown is None:
            return
        said = parse_tags(text, self._room(shown))
        if said.unknown:
            self._show_line()
            self.desk.say(taking_words.not_known(said.unknown))
            return
        if self._other is not None and not text and shown.is_sorted:
            self._command("n")  # whether the two are one is not for Enter to say
            return
        self._decide(lambda editor: sorting.sort(editor, shown, said))

    def _decide(self, work: Callable[[Editor], object]) -> None:
        """Make an edit, and go on to what follows the statement that is shown."""
        following = self._following()
        if not self.workspace.edit(work):
            return
        self._trail.append(self._key)
        self._move(following)

    def _following(self) -> str:
        keys = [task.statement.piece.id for task in self._tasks]
        at = keys.index(self._key) + 1 if self._key in keys else 0
        waiting = [key for key in (*keys[at:], *keys[:at]) if key not in self._later]
        return next((key for key in waiting if key != self._key), "")

    def _move(self, key: str, *, back: bool = False) -> None:
        self._key, self._is_back = key, back
        self.current.line.set_text("")
        self.current.line.forget_undo()
        self.offers.hide()
        self._show()
        self._reveal()

    def _command(self, letter: str) -> None:
        """Do what a letter in the empty line, or a button, stands for."""
        shown = self._shown
        if shown is None or not self.workspace.may("capture"):
            return
        {
            "j": self._join,
            "x": self._leave_apart,
            "f": self._change_form,
            "d": self._take_tags_away,
            "e": self._change_words,
            "n": self._leave_for_later,
            "u": self._go_back,
        }[letter](shown)

    def _join(self, shown: Statement) -> None:
        """Join the two; the one that says more, else the earlier one, stands for both."""
        other = self._other
        if other is None:
            return
        first, second = sorted((shown, other), key=lambda s: (-len(s.links), s.piece.said_at))
        is_done = first.is_sorted
        following = self._following()
        if self.workspace.edit(lambda e: sorting.join(e, second.piece.id, first.piece.id)):
            self._trail.append(first.piece.id)
            self._move(following if is_done else first.piece.id)
            self.desk.say(_("Joined. Both keep their words."))

    def _leave_apart(self, shown: Statement) -> None:
        other = self._other
        if other is None:
            return
        key = shown.piece.id
        if shown.is_sorted:
            self._decide(lambda e: sorting.leave_apart(e, key, other.piece.id))
        else:
            self.workspace.edit(lambda e: sorting.leave_apart(e, key, other.piece.id))
            self._show()

    def _change_form(self, shown: Statement) -> None:
        at = FORMS.index(shown.piece.form) if shown.piece.form in FORMS else 0
        form = FORMS[(at + 1) % len(FORMS)]
        self.workspace.edit(lambda e: sorting.set_form(e, shown, form))
        self._show()

    def _take_tags_away(self, shown: Statement) -> None:
        self._is_back = True  # it stays here, also if it waits no more
        self.workspace.edit(lambda e: sorting.set_tags(e, shown, ()))
        self._show()

    def _change_words(self, shown: Statement) -> None:
        self.desk.go(Place("capture", shown.piece.session, shown.piece.id))

    def _leave_for_later(self, shown: Statement) -> None:
        following = self._following()
        self._later.add(shown.piece.id)
        self._trail.append(shown.piece.id)
        self._move(following)

    def _go_back(self, _shown: Statement) -> None:
        while self._trail:
            key = self._trail.pop()
            if self._statement(key) is not None and key != self._key:
                self._later.discard(key)
                self._move(key, back=True)
                return

    def _go_to(self, key: str) -> None:
        self._later.discard(key)
        self._trail.append(self._key)
        self._move(key)
        self._focus()

    def _expect_by(self, promise: str, day: str) -> None:
        self.workspace.edit(lambda editor: expect_by(editor, promise, day))

    def _came(self, promise: str, evidence: str) -> None:
        self.workspace.edit(lambda e: statements.keep_promise(e, promise, evidence))

    def _separate(self, joined: str) -> None:
        self.workspace.edit(lambda e: sorting.separate(e, joined))

    # Typing

    def _on_typed(self) -> None:
        self._show_line()
        self._offer()

    def _type_in_line(self, letters: str) -> None:
        self.current.line.setFocus()
        self.current.line.insertPlainText(letters)

    def _cancel(self) -> None:
        if self.offers.isVisible():
            self.offers.hide()
        else:
            self.current.line.set_text("")
            self._show_line()

    def _on_arrow(self, step: int) -> None:
        if self.offers.isVisible():
            self.offers.walk(step)
        elif not self.current.line.text() and step < 0:
            self._command("u")
        elif not self.current.line.text():
            self._command("n")

    def _page(self, step: int) -> None:
        bar = self._spread.view.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep() // 2)

    def _begun(self) -> str:
        cursor = self.current.line.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        return begun(before) or begun_number(before)

    def _offer_still(self) -> None:
        """The cursor moved: what is offered follows it, or goes."""
        if self.offers.isVisible():
            self._offer()

    def _offer(self) -> None:
        shown, tag, line = self._shown, self._begun(), self.current.line
        if shown is None or not tag or not line.hasFocus():
            self.offers.show_offers((), self.current.line)
            return
        workspace, room = self.workspace, self._room(shown)
        names = names_of(workspace.state, room.people)
        meant = questions_of(workspace.state, workspace.pack, shown.piece.session)
        typed = tag if tag[0] in "@#" else f"#{tag}"
        found = offers(typed, room, workspace.pack, names, [q.question.id for q in meant])
        self.offers.show_offers(found, self.current.line)

    def _take_offer(self) -> None:
        typed = self.offers.current()
        if not typed:
            return
        line = self.current.line
        line.keep_tab()
        tag = self._begun()
        cursor = line.textCursor()
        for _letter in tag:
            cursor.deletePreviousChar()
        cursor.insertText(typed if tag[0] in "@#" else typed[1:])
        self.offers.hide()
