"""To ask: what nobody here knows, by the person who might; to print, to send, to answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _, ngettext
from ic_desktop.review.files import safe_name
from ic_desktop.review.letter import Letter, as_text, letter, title_of
from ic_desktop.review.to_ask import OpenItem, Person, to_ask
from ic_desktop.ui import theme, wording
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.navigation import Place, factor_place
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.pages.room import Room
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.labels import Heading, Muted, Small, Title, Words
from ic_desktop.ui.widgets.notices import Hint, Notice, announce
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.workspace import Touched, Workspace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog

_SHOWN = frozenset(["answer", "review", "project", "seal"])


class PersonCard(Card):
    """What one person is to be asked."""

    def __init__(
        self,
        person: Person,
        *,
        today: date,
        go: Callable[[OpenItem], object],
        hand_out: "HandOut",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, gap=1.5)
        self.person = person
        name = person.name or _("Nobody has been named yet")
        self.setAccessibleName(name)
        head = Panel(self, direction="row", gap=1)
        words = Panel(gap=0.25)
        words.add(Heading(name), Small(_summary(person, today)))
        buttons = FlowLayout(gap=1)
        head.add(words, stretch=1).add(buttons)
        for icon, text, call in (
            ("print", _("Print …"), hand_out.print_out),
            ("save", _("Save as PDF …"), hand_out.save),
            ("copy", _("Copy for an e-mail"), hand_out.copy),
        ):
            button = Button(text, icon_name=icon)
            button.clicked.connect(lambda _on=False, call=call: call([person]))
            button.setAccessibleName(f"{text} {name}")
            buttons.addWidget(button)
        self.answers: list[LinkButton] = []
        self.add(head, self._grid(today, go))

    def _grid(self, today: date, go: Callable[[OpenItem], object]) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.unit(2))
        grid.setVerticalSpacing(theme.unit(1))
        grid.setColumnMinimumWidth(0, theme.unit(19))
        grid.setColumnStretch(1, 1)
        for row, item in enumerate(self.person.items):
            top = Qt.AlignmentFlag.AlignTop
            late = item.by is not None and item.by < today
            day = Small(_due(item, today), wrap=False, tone="warn" if late else "")
            grid.addWidget(day, row, 0, top)
            grid.addWidget(self._question(item), row, 1, top)
            answer = LinkButton(_("Answer"), icon_name="next", icon_right=True)
            answer.clicked.connect(lambda _on=False, item=item: go(item))
            question = f"{item.question.id} {item.question.text}"
            answer.setAccessibleName(_("Answer {question}").format(question=question))
            grid.addWidget(answer, row, 2, top)
            self.answers.append(answer)
        return box

    def _question(self, item: OpenItem) -> QWidget:
        held = Panel(gap=0.25)
        factor = f"{item.factor.number} {item.factor.title}"
        held.add(Words(f"{item.question.id}  {item.question.text}"), Small(factor))
        if item.note.strip():
            held.add(Small(_("Note: {note}").format(note=" ".join(item.note.split()))))
        return held


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _today() -> date:
    return datetime.now().astimezone().date()


def _summary(person: Person, today: date) -> str:
    count = len(person.items)
    words = ngettext("{count} question", "{count} questions", count).format(count=count)
    late = sum(1 for item in person.items if item.by is not None and item.by < today)
    if late:
        said = ngettext("{count} overdue", "{count} overdue", late).format(count=late)
        return f"{words} · {said}"
    return words


def _due(item: OpenItem, today: date) -> str:
    if item.by is None:
        return item.by_text or _("no date")
    day = date_words(item.by.isoformat())
    if item.by < today:
        return _("overdue since {date}").format(date=day)
    return _("by {date}").format(date=day)


class HandOut:
    """Gives lists out: on paper, as a PDF, as text for an e-mail."""

    def __init__(self, page: "ToAskPage", desk: Desk, workspace: Workspace) -> None:
        self._page = page
        self._desk = desk
        self._workspace = workspace

    def letters(self, people: Sequence[Person]) -> list[Letter]:
        """Return the lists of some people, with notes if the page says so."""
        workspace = self._workspace
        return [
            letter(
                person,
                city=wording.city_name(workspace.profile),
                review=wording.review_name(workspace.review),
                day=lambda day: date_words(day.isoformat()),
                with_notes=self._page.with_notes.isChecked(),
                contact=workspace.profile.contact,
            )
            for person in people
        ]

    def copy(self, people: Sequence[Person]) -> None:
        """Put the lists into the clipboard as text."""
        text = "\n".join(as_text(made) for made in self.letters(people))
        QGuiApplication.clipboard().setText(text)
        self._desk.say(_("Copied: paste it into an e-mail."))

    def save(self, people: Sequence[Person]) -> QFileDialog:
        """Ask where to and write the lists as a PDF."""
        name = title_of(people[0]) if len(people) == 1 else _("Open questions")
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self._page, _("Save the list as PDF"), folder, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(safe_name(f"{name}.pdf"))
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path), people))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save_to(self, path: Path, people: Sequence[Person]) -> None:
        """Write the lists as a PDF, off the screen's thread."""
        from ic_desktop.report.atomic import write_atomically
        from ic_desktop.ui.pages.to_ask_paper import pdf

        letters, folder = self.letters(people), str(path.parent)
        self._desk.preferences.change(lambda s: replace(s, last_folder=folder))
        self._desk.background.do(
            lambda _task: write_atomically(path, pdf(letters)),
            done=while_there(self._page, lambda _none: self._page.show_saved(path)),
            failed=self._tell,
        )

    def print_out(self, people: Sequence[Person]) -> "QPrintDialog":
        """Ask for a printer and print the lists."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from ic_desktop.ui.pages.to_ask_paper import print_on

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._page)
        dialog.setWindowTitle(_("Print the list"))
        letters = self.letters(people)
        dialog.accepted.connect(lambda: print_on(letters, printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()
        return dialog

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._desk.tell(error)


class ToAskPage(ProjectPage):
    """All open questions of the review, by person."""

    help_topic = "to-ask"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self._people: tuple[Person, ...] = ()
        self._filled_for: object = None
        self.cards: list[PersonCard] = []
        self.hand_out = HandOut(self, desk, workspace)
        self._room = Room()
        self._count = Muted("")
        self.with_notes = Check(_("Put my notes on the lists that I give out"))
        self.print_button = Button(_("Print all …"), icon_name="print")
        self.print_button.clicked.connect(lambda: self.hand_out.print_out(self._people))
        self.save_button = Button(_("Save all as PDF …"), icon_name="save")
        self.save_button.clicked.connect(lambda: self.hand_out.save(self._people))
        self._list = Panel(gap=2)
        self._hint = Hint(
            _("Nothing to ask at present"),
            _(
                "Where you answer a guide question with “Don’t know”, say whom to ask and by when. "
                "The open questions of each person then stand here, to be printed or sent."
            ),
            button=_("Go to the first key factor"),
        )
        self._hint.acted.connect(lambda: desk.go(factor_place(workspace.factors[0].id)))
        self._lay_out()

    def _lay_out(self) -> None:
        head = Panel(direction="row", gap=1)
        words = Panel(gap=0.5)
        words.add(Title(_("To ask")), self._count)
        buttons = FlowLayout(gap=1)
        head.add(words, stretch=1).add(buttons)
        for button in (self.print_button, self.save_button):
            buttons.addWidget(button)
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=1.5)
        body.add(head, self._room, self.with_notes, self._list, self._hint).add_stretch()
        self._scroll = PageScroll(body)
        self.fill_with(self._scroll)

    def show_saved(self, path: Path) -> None:
        """Say that a list was saved, and offer to open it."""
        text = _("Saved: {name}").format(name=path.name)
        notice = Notice(text)
        notice.add_action(_("Open"), lambda: _open(path))
        notice.add_action(_("Show in its folder"), lambda: _open(path.parent))
        notice.closed.connect(self._room.empty)
        self._room.hold(notice)
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, text)

    def show_place(self, place: Place) -> None:
        """Show what is open now."""
        self._fill()

    def refresh(self, touched: Touched) -> None:
        """Follow an edit."""
        if any(kind in _SHOWN for kind, _key in touched):
            self._fill()

    def _fill(self) -> None:
        workspace = self.workspace
        people = to_ask(workspace.state, workspace.pack, workspace.review, workspace.voice)
        shown = (people, theme.look(), _today())
        if shown != self._filled_for:
            self._filled_for = shown
            self._show(people)

    def _show(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self._list.clear()
        today = _today()
        self.cards = [
            PersonCard(person, today=today, go=self._answer, hand_out=self.hand_out)
            for person in people
        ]
        self._list.add(*self.cards)
        count = sum(len(person.items) for person in people)
        words = ngettext(
            "{count} open question, the first due first",
            "{count} open questions, the first due first",
            count,
        )
        self._count.setText(words.format(count=count))
        for widget in (self._count, self.with_notes, self._list, self.print_button):
            widget.setVisible(bool(people))
        self.save_button.setVisible(bool(people))
        self._hint.setVisible(not people)

    def _answer(self, item: OpenItem) -> None:
        self.desk.go(factor_place(item.factor.id, item.question.id))
