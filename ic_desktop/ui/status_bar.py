"""The bar at the bottom: whether everything is saved, where, and what is at work."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QProgressBar, QToolButton, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.ui.formats import clock, clock_or_day, file_size
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.tips import plain
from ic_desktop.ui.top_bar import MenuButton
from ic_desktop.ui.widgets.labels import Elided, Muted
from ic_desktop.ui.widgets.notices import SavedState
from ic_desktop.ui.widgets.surfaces import Panel

if TYPE_CHECKING:
    from ic_desktop.ui.keeper import FileFacts

_SAY_MS = 8_000


class StatusBar(Panel):
    """Saved or not, the file, the newest backup, long work with its progress, the language."""

    retry = Signal()

    def __init__(self, languages: Callable[[], QMenu], parent: QWidget | None = None) -> None:
        super().__init__(parent, direction="row", margins=(2, 0.25, 1, 0.25), gap=2, tone="surface")
        self._saved = SavedState()
        self._again = self._tool(_("Try again now"))
        self._again.clicked.connect(self.retry)
        self._file = Elided(mode=Qt.TextElideMode.ElideMiddle)
        self._backup = Muted(wrap=False)
        self._said = Elided()
        self._work = Elided()
        self._bar = QProgressBar(self, textVisible=False, maximum=1000)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName(_("Progress"))
        self._cancel = self._tool(_("Cancel"))
        self._cancel.clicked.connect(self._cancel_work)
        self._task: Task[object] | None = None
        self._language = MenuButton("", languages)
        self._quiet = QTimer(self, singleShot=True, interval=_SAY_MS)
        self._quiet.timeout.connect(lambda: self._said.set_text(""))
        self.add(self._saved, self._again, self._file, self._backup)
        self.add(self._said, stretch=1)
        self._doing = Panel(direction="row", gap=2)
        self._doing.add(self._work, self._bar, self._cancel)
        self.add(self._doing, self._language)
        self.show_file(None)
        self.show_work(())

    def _tool(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def show_language(self, name: str) -> None:
        """Show the interface language's own name."""
        self._language.set_word(name)
        self._language.setAccessibleName(_("Language: {name}").format(name=name))

    def show_file(self, facts: "FileFacts | None") -> None:
        """Show the file's name, size, warnings and newest backup; None: no project is open."""
        for widget in (self._saved, self._file, self._backup):
            widget.setVisible(facts is not None)
        if facts is None:
            self._again.hide()
            return
        words = _("{file} · {size} · protected") if facts.protected else _("{file} · {size}")
        size = file_size(facts.size)
        self._file.set_text(words.format(file=facts.path.name, size=size))
        self._file.setToolTip(plain("\n".join((str(facts.path), *facts.warnings))))
        backup = "" if facts.backup is None else clock_or_day(facts.backup)
        self._backup.setText(_("Backup {when}").format(when=backup) if backup else "")
        if facts.read_only:
            self._saved.read_only()

    def show_saved(self, when: datetime) -> None:
        """Show that everything is on the disk, and since when."""
        self._again.hide()
        self._saved.setToolTip("")
        self._saved.saved(clock(when))

    def show_saving(self) -> None:
        """Show that something is on its way to the disk."""
        self._saved.saving()

    def show_not_saved(self, problem: IcError) -> None:
        """Show what keeps the work from being saved, and offer to try again."""
        self._saved.failed(problem.what)
        self._saved.setToolTip(plain(f"{problem.what}\n{problem.remedy}"))
        self._again.show()

    def say(self, text: str) -> None:
        """Show a short line for some seconds."""
        self._said.set_text(text)
        self._quiet.start()

    def show_work(self, activities: Sequence[Task[object]]) -> None:
        """Show the first of the long tasks with its progress, and how many wait behind it."""
        self._task = activities[0] if activities else None
        if self._task is None:
            self._doing.hide()
            return
        more = _(" and {count} more").format(count=len(activities) - 1)
        self._work.set_text(self._task.title + (more if len(activities) > 1 else ""))
        done, total = self._task.progress
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * done / total) if total else 0)
        # Last and all at once: the whole window is laid out anew.
        self._doing.show()

    def _cancel_work(self) -> None:
        if self._task is not None:
            self._task.cancel()
