"""The page What comes back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ic_desktop.errors import IcError, WrongProjectPassphrase
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.state import State
from ic_desktop.review.conflicts import count_conflicts
from ic_desktop.review.sorting import doubles, to_sort
from ic_desktop.ui.navigation import COPIES, EVENING, SETTLE, Place
from ic_desktop.ui.pages.merge.sheet import Sheet
from ic_desktop.ui.pages.merge.work import MergeWork
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.labels import Muted, Title
from ic_desktop.ui.widgets.notices import Busy, Notice, announce
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from ic_desktop.exchange.returns.take import Taken
    from ic_desktop.review.coming.preview import Preview

_BETWEEN = "\n"


def merge_place(paths: Sequence[Path]) -> Place:
    """Return the place where a file that came back is looked at, with those that came along."""
    first, *others = map(str, paths)
    return Place("merge", first, _BETWEEN.join(others))


class MergePage(ProjectPage):
    """Shows what one file would bring; nothing changes before a person says so."""

    help_topic = "copies"

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(desk, workspace, parent)
        self.work = MergeWork(desk, workspace)
        self._path = Path()
        self._others: list[Path] = []
        self._title = Title("")
        self._busy = Busy(_("Looking through the copy …"), cancellable=True)
        self._busy.cancelled.connect(lambda: self.desk.go(COPIES))
        self._content = Panel(gap=2)
        self.sheet: Sheet | None = None
        self._notice: Notice | None = None
        """What was said after taking, while it is shown."""
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        body.add(self._title, self._busy, self._content).add_stretch()
        self.fill_with(PageScroll(body))

    def show_place(self, place: Place) -> None:
        """Look at the file that the place names."""
        self._path = Path(place.item)
        self._others = [Path(name) for name in place.spot.split(_BETWEEN) if name]
        self._title.setText(_("What comes back: {file}").format(file=self._path.name))
        self._look("")

    def leave(self) -> None:
        """Give up what was looked at."""
        super().leave()
        self.work.forget()
        self._clear()

    # Looking

    def _look(self, passphrase: str) -> None:
        self._clear()
        self._busy.set_text(_("Looking through the copy …"))
        self._busy.show()
        self.work.look(
            self._path, self._others, passphrase, show=self._show, ask=self._ask, failed=self._tell
        )

    def _show(self, preview: "Preview", warnings: Sequence[str]) -> None:
        self._busy.hide()
        self._content.add(*(Notice(text, tone="warn", closable=False) for text in warnings))
        self.sheet = Sheet(preview)
        self.sheet.taken.connect(self._take)
        self.sheet.left.connect(lambda: self.desk.go(COPIES))
        self._content.add(self.sheet)
        button = self.sheet.take if self.sheet.take.isEnabled() else self.sheet.leave
        button.setFocus()
        announce(self, " ".join(preview.announced))

    def _ask(self, error: IcError) -> None:
        from ic_desktop.ui.passphrases import ask_passphrase

        self._busy.hide()
        wrong = isinstance(error, WrongProjectPassphrase)
        what, remedy = (error.what, error.remedy) if wrong else ("", "")
        name = self._path.name
        ask_passphrase(self.window(), name, self._look, wrong=what, remedy=remedy)
        self._say_unread(_("It is not opened yet: a passphrase is needed."))

    def _tell(self, error: IcError) -> None:
        self._busy.hide()
        self._clear()
        self._content.add(Notice(error.what, tone="error", remedy=error.remedy, closable=False))
        self._add_back()

    def _say_unread(self, text: str) -> None:
        self._content.add(Muted(text))
        self._add_back()

    def _add_back(self) -> None:
        back = Button(_("Back to the copies"), clicked=lambda: self.desk.go(COPIES))
        self._content.add(back)
        back.setFocus()

    def _clear(self) -> None:
        self.sheet = None
        self._notice = None
        self._content.clear()

    # Taking

    def _take(self, chosen: object) -> None:
        assert isinstance(chosen, frozenset)
        self._clear()
        self._busy.set_text(_("Taking it in …"))
        self._busy.show()
        title = _("Taking in {file}").format(file=self._path.name)
        self.work.take(chosen, title, self._taken, self._tell, lambda: self.desk.go(COPIES))

    def _taken(self, taken: "Taken") -> None:
        self._busy.hide()
        said = _taken_words(taken)
        self.desk.say(said)
        following = [path for path in self._others if path.suffix.lower() == ".icproj"]
        if following:
            self.desk.go(merge_place(following))
            return
        notice = Notice(said, closable=False)
        notice.add_action(_("Back to the copies"), lambda: self.desk.go(COPIES))
        self._content.add(notice)
        self._offer_next(notice)
        announce(self, said)

    def _offer_next(self, notice: Notice) -> None:
        """Offer what there is to do now, once it is worked out: conflicts, statements to sort."""
        state, review_id = self.workspace.state, self.workspace.review_id
        self._notice = notice

        def show(places: Sequence[Place]) -> None:
            if self._notice is not notice:
                return
            for place in places:
                words = _("What is to settle") if place == SETTLE else _("Sort statements")
                notice.add_action(words, partial(self.desk.go, place))

        self.desk.background.do(lambda _task: _next(state, review_id), done=show)


def _next(state: State, review_id: str) -> tuple[Place, ...]:
    """Return where there is something to decide; comparing many statements takes a while."""
    found = [SETTLE] if count_conflicts(state, review_id) else []
    waiting = to_sort(state, review_id) or doubles(state, review_id)
    return (*found, EVENING) if waiting else tuple(found)


def _taken_words(taken: "Taken") -> str:
    words = ngettext("{count} entry was taken in.", "{count} entries were taken in.", taken.entries)
    said = [words.format(count=taken.entries)]
    if taken.late:
        late = ngettext(
            "{count} change came after the signature and waits for the next revision.",
            "{count} changes came after the signature and wait for the next revision.",
            taken.late,
        )
        said.append(late.format(count=taken.late))
    if taken.missing:
        gone = ngettext(
            "{count} document was not whole in it.",
            "{count} documents were not whole in it.",
            len(taken.missing),
        )
        said.append(gone.format(count=len(taken.missing)))
    return " ".join(said)
