"""The plan going out: schedule and interview guides as PDF, the schedule for calendars.

The data are put together from the state on the screen's thread, which takes milliseconds, and
passed through the filter for what may leave; drawing and writing happen elsewhere.
"""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop import helper_client
from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.project.peer import session
from ic_desktop.review.files import safe_name
from ic_desktop.review.visit_sheet import (
    GuideSheet,
    ScheduleSheet,
    guide_sheet,
    paper_order,
    schedule_sheet,
    session_title,
)
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.while_there import while_there
from ic_desktop.ui.workspace import Workspace

_MEMORY: Final = 2**30
"""Bytes of address space that drawing may take."""

Saved = Callable[[Path, int], object]
"""Told which file was saved, and how many sessions it leaves out for want of a date."""


class Papers(QObject):
    """Asks where to, and writes. ``saved`` is called once a file is whole."""

    def __init__(self, page: QWidget, desk: Desk, workspace: Workspace, saved: Saved) -> None:
        super().__init__(page)
        self._page, self._desk, self._workspace, self._saved = page, desk, workspace, saved

    def ask_schedule(self) -> QFileDialog:
        """Ask where the schedule goes, and write it as PDF."""
        return self._ask(_("Schedule of the visit"), "pdf", self.write_schedule)

    def ask_calendar(self) -> QFileDialog:
        """Ask where the calendar goes, and write it."""
        return self._ask(_("Schedule of the visit"), "ics", self.write_calendar)

    def ask_guide(self, session_id: str) -> QFileDialog:
        """Ask where a session's interview guide goes, and write it as PDF."""
        state = self._workspace.state
        held = session(state, session_id)
        name = session_title(state, held) if held else ""  # no interviewee's name in a file's
        title = _("Interview guide {session}").format(session=name)
        return self._ask(title, "pdf", lambda path: self.write_guide(path, session_id))

    def write_schedule(self, path: Path) -> None:
        """Write the schedule as PDF."""
        now = self._workspace
        now.settle()
        self._draw(path, schedule_sheet(now.state, now.pack, now.review))

    def write_guide(self, path: Path, session_id: str) -> None:
        """Write a session's interview guide as PDF."""
        now = self._workspace
        now.settle()
        sheet = guide_sheet(now.state, now.pack, now.review, session_id)
        if sheet is not None:
            self._draw(path, sheet)

    def write_calendar(self, path: Path) -> None:
        """Write the schedule as a calendar."""
        now = self._workspace
        now.settle()
        state, pack, review = now.state, now.pack, now.review

        def work() -> int:
            from ic_desktop.exchange.calendar import calendar_of
            from ic_desktop.report.atomic import write_atomically

            made = calendar_of(state, pack, review)
            write_atomically(path, made.data)
            return made.without_date

        self._do(path, work)

    def _draw(self, path: Path, sheet: ScheduleSheet | GuideSheet) -> None:
        def work() -> int:
            from ic_desktop.report.atomic import write_atomically

            answer: Any = helper_client.ask("visit-paper", paper_order(sheet), memory=_MEMORY)
            write_atomically(path, base64.b64decode(answer["pdf"]))
            return 0

        self._do(path, work)

    def _do(self, path: Path, work: Callable[[], int]) -> None:
        folder = str(path.parent)
        self._desk.preferences.change(lambda s: replace(s, last_folder=folder))
        self._desk.background.do(
            lambda _task: work(),
            done=while_there(self._page, lambda left_out: self._saved(path, left_out)),
            failed=self._tell,
        )

    def _ask(self, title: str, suffix: str, write: Callable[[Path], object]) -> QFileDialog:
        kinds = {"pdf": _("PDF (*.pdf)"), "ics": _("Calendar (*.ics)")}
        folder = self._desk.preferences.folder
        dialog = QFileDialog(self._page, title, folder, kinds[suffix])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(safe_name(f"{title}.{suffix}"))
        dialog.fileSelected.connect(lambda path: write(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._desk.tell(error)
