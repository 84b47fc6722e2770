"""Slides of the open project: composed from its state, shown, or saved as a PDF."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop import helper_client
from ic_desktop.errors import IcError
from ic_desktop.i18n import _, current
from ic_desktop.review import conclusions
from ic_desktop.review.advice import feedback_session
from ic_desktop.review.deck import Deck, Wanted
from ic_desktop.review.files import safe_name
from ic_desktop.review.slides import compose
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.presentation.window import Presentation
from ic_desktop.ui.workspace import Workspace

_MEMORY = 2**30
"""Bytes of address space that the drawing of slides may take."""


class SlideWork:
    """Composes, shows and saves the slides of the shown review."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        self._desk = desk
        self._workspace = workspace

    def deck(self, wanted: Wanted) -> Deck:
        """Return the slides as the state is now, in the interface's language."""
        workspace = self._workspace
        return compose(
            workspace.state, workspace.pack, workspace.review, current(), date_words, wanted
        )

    def present(self, wanted: Wanted, owner: QWidget, *, may_react: bool) -> Presentation:
        """Show the slides on all of a screen; what is said to them is kept at once."""
        self._workspace.settle()
        made = Presentation(self.deck(wanted), owner, may_react=may_react)
        made.reacted.connect(self.react)
        made.start()
        return made

    def react(self, kind: str, entity: str, text: str) -> None:
        """Keep what was said now, to a finding or ("") in general."""
        workspace = self._workspace
        session = feedback_session(workspace.state, workspace.review_id)
        now = time.time_ns() // 1_000_000
        workspace.edit(
            lambda e: conclusions.react(
                e, workspace.review_id, session, (kind, entity), text, said_at=now
            )
        )

    def choose_and_save(
        self, wanted: Wanted, owner: QWidget, done: Callable[[Path], None]
    ) -> QFileDialog:
        """Ask where to, and save the slides as a PDF."""
        folder = self._desk.preferences.folder
        dialog = QFileDialog(owner, _("Save the slides as PDF"), folder, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        name = _("Slides {city}").format(city=self._workspace.profile.city)
        dialog.selectFile(safe_name(f"{name}.pdf"))
        dialog.fileSelected.connect(lambda path: self.save(Path(path), wanted, done))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save(self, path: Path, wanted: Wanted, done: Callable[[Path], None]) -> None:
        """Draw the slides in the helper process and write them, off the screen's thread."""
        self._workspace.settle()
        deck, folder = self.deck(wanted), str(path.parent)
        self._desk.preferences.change(lambda s: replace(s, last_folder=folder))
        self._desk.background.do(
            lambda _task: _draw(deck, path),
            done=lambda _none: done(path),
            failed=self._tell,
        )

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self._desk.tell(error)


def _draw(deck: Deck, path: Path) -> None:
    from ic_desktop.report.atomic import write_atomically
    from ic_desktop.report.order import pdf_of
    from ic_desktop.report.slides import slides_order

    answer = helper_client.ask("slides", slides_order(deck), memory=_MEMORY)
    write_atomically(path, pdf_of(answer))
