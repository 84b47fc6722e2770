"""What is done with copies: making one, as a file or a form, and finding one to take back."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.changes import Value
from ic_desktop.project.edit import Editor
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.files import safe_name
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.copies.new_copy import Order
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from ic_desktop.exchange.hand_out import HandOut, Written
    from ic_desktop.store.project_file import ProjectFile
    from ic_desktop.ui.tasks import Task


class CopyWork:
    """Makes copies of one open project; ``made`` is called when one is written."""

    def __init__(
        self, page: QWidget, desk: Desk, workspace: Workspace, made: Callable[[str], None]
    ) -> None:
        self._page = page
        self._desk = desk
        self._workspace = workspace
        self._made = made

    def choose_place(self, order: Order) -> None:
        """Ask where the copy is to be saved, then make it."""
        name = order.name or screen_name(self._workspace.state, order.person)
        stem = safe_name(f"{self._workspace.facts.path.stem} – {name}")
        kinds = {
            "icproj": _("Projects (*.icproj)"),
            "docx": _("Word documents (*.docx)"),
            "xlsx": _("Excel workbooks (*.xlsx)"),
        }
        dialog = QFileDialog(self._page, _("Save the copy"), self._folder(), kinds[order.suffix])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(order.suffix)
        dialog.selectFile(f"{stem}.{order.suffix}")
        dialog.fileSelected.connect(lambda chosen: self.make(order, Path(chosen)))
        dialog.open()

    def choose_return(self) -> None:
        """Ask for a file that came back and show what is in it."""
        kinds = _("Copies and forms (*.icproj *.docx *.xlsx)")
        dialog = QFileDialog(self._page, _("Take back a copy"), self._folder(), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self._desk.go(Place("merge", chosen)))
        dialog.open()

    def make(self, order: Order, to: Path) -> None:
        """Record the copy, then write its file once everything is saved."""
        from ic_desktop.exchange.hand_out import prepare

        folder = str(to.parent)
        self._desk.preferences.change(lambda s: replace(s, last_folder=folder))
        self._workspace.settle()
        done: list[HandOut] = []

        person = order.person or self._add(order)

        def record(editor: Editor) -> None:
            lane = replace(order.lane, author=person)
            at = time.time_ns() // 1_000_000
            form = self._form_record(order, editor) if order.suffix != "icproj" else None
            protected = bool(order.passphrase)
            done.append(prepare(editor, lane, at=at, protected=protected, form=form))

        if person and self._workspace.edit(record):
            self._workspace.outbox.when_empty(lambda: self._write(order, done[0], to))

    def _add(self, order: Order) -> str:
        """Add whom the copy is for: a step that can be undone, as the copy's record cannot."""
        added: list[str] = []
        self._workspace.edit(lambda editor: added.append(_added(editor, order)))
        return added[0] if added else ""

    def _form_record(self, order: Order, editor: Editor) -> Value:
        from ic_desktop.exchange.forms.writing import form_record

        workspace = self._workspace
        return form_record(editor.state, workspace.pack, workspace.review, order.lane)

    def _write(self, order: Order, made: "HandOut", to: Path) -> None:
        if order.suffix == "icproj":
            self._write_project(order, made, to)
        else:
            self._write_form(order, made, to)

    def _write_project(self, order: Order, made: "HandOut", to: Path) -> None:
        workspace = self._workspace
        state, changes = workspace.state, tuple(workspace.ledger.changes.values())

        def write(file: "ProjectFile", task: "Task[Written]") -> "Written":
            from ic_desktop.exchange.hand_out import write_hand_out

            return write_hand_out(
                file,
                state,
                changes,
                made,
                to,
                passphrase=order.passphrase,
                on_progress=task.report,
                cancelled=task.is_cancelled,
            )

        workspace.with_file(
            write,
            title=_("Making a copy for somebody"),
            done=lambda written: self._made(_written_words(written)),
            failed=lambda error: self._failed(made, error),
            cancelled=lambda: self._drop(made),
        )

    def _write_form(self, order: Order, made: "HandOut", to: Path) -> None:
        workspace = self._workspace
        state, pack, review = workspace.state, workspace.pack, workspace.review

        def write(_task: "Task[None]") -> None:
            from ic_desktop.exchange.forms.writing import form_for, write_form

            write_form(form_for(state, pack, review, made), to)

        self._desk.background.do(
            write,
            done=lambda _none: self._made(_("The form is saved: {name}").format(name=to.name)),
            failed=lambda error: self._failed(made, error),
        )

    def _failed(self, made: "HandOut", error: Exception) -> None:
        self._drop(made)
        if not isinstance(error, IcError):
            raise error
        self._desk.tell(error)

    def _drop(self, made: "HandOut") -> None:
        """Expect nothing back of a copy that was not written."""
        from ic_desktop.exchange.hand_out import close

        self._workspace.edit(lambda editor: close(editor, made.id))

    def _folder(self) -> str:
        return self._desk.preferences.folder


def _added(editor: Editor, order: Order) -> str:
    from ic_desktop.review.people import add_person

    return add_person(editor, order.name, order.role)


def _written_words(written: "Written") -> str:
    said = ngettext(
        "The copy is saved: {name}, with {count} document.",
        "The copy is saved: {name}, with {count} documents.",
        written.documents,
    ).format(name=written.path.name, count=written.documents)
    if written.too_large:
        more = ngettext(
            "{count} large document is not in it.",
            "{count} large documents are not in it.",
            written.too_large,
        )
        said = f"{said} {more.format(count=written.too_large)}"
    if written.withheld:
        kept = ngettext(
            "{count} text names somebody who was asked; its words are not in it.",
            "{count} texts name somebody who was asked; their words are not in it.",
            written.withheld,
        )
        said = f"{said} {kept.format(count=written.withheld)}"
    return said
