"""Taking notes in one session: the line that is being typed, and what becomes of it.

What is typed is kept as a draft of a statement's words, at most a second behind, with its tags as
they were typed. Enter makes it a statement; a line that was interrupted is found again.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from ic_desktop.i18n import _
from ic_desktop.project.edit import Editor, new_id
from ic_desktop.project.entities import AttachedFile
from ic_desktop.project.state import FieldKey, State
from ic_desktop.review import statements as kept
from ic_desktop.review.capture import Before, Room, Said, compose, parse
from ic_desktop.review.statements import Statement
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.drops import Dropped
from ic_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile


class Taking:
    """One session's notes, as one person takes them."""

    def __init__(self, workspace: Workspace, session: str) -> None:
        self.workspace = workspace
        self.session = session
        self.speaker_goes_on = True
        self.amends: Statement | None = None
        """The statement that is being mended, None while a new line is typed."""
        self.began = 0
        """When the typing of the present line began, in ms since 1970; 0 before its first key."""
        self._entity = new_id()
        self._before: Before | None = None
        self._room = Room()
        self._seen: State | None = None
        """The state that the room was made from."""

    @property
    def me(self) -> str:
        """The participant id of who types."""
        return self.workspace.actor.author

    @property
    def room(self) -> Room:
        """Whom and what a line can mean."""
        workspace = self.workspace
        if self._seen is not workspace.state:
            self._seen = workspace.state
            self._room = kept.room_of(
                workspace.state, workspace.pack, workspace.review, self.session
            )
        return self._room

    def statements(self) -> tuple[Statement, ...]:
        """Return what was said so far, by whomever it was taken down."""
        return kept.statements(self.workspace.state, self.workspace.review_id, self.session)

    @property
    def before(self) -> Before:
        """What the line before leaves to the present one."""
        if self.amends is not None:
            links = self.amends.links
            spot = (links[-1].factor, links[-1].question) if links else ("", "")
            return Before(self.amends.piece.speaker, spot)
        if self._before is None:
            self._before = kept.before_next(self.statements(), self.me)
        return self._before if self.speaker_goes_on else Before("", self._before.spot)

    def parse(self, line: str) -> Said:
        """Return how a line is understood."""
        return parse(line, self.room, self.before)

    # Typing

    def interrupted(self) -> str:
        """Take up the line that was interrupted, by a crash or another page; return it."""
        left = kept.half_typed(self.workspace.state, self.me, self.session)
        if left is None:
            return ""
        self._entity = left.id
        self.began = self._first_typed(left.id)
        return left.text

    def _first_typed(self, entity: str) -> int:
        held = self.workspace.state.field(("evidence", entity, "text"))
        return min((head.header.time for head in held.heads), default=0) if held else 0

    def type(self, line: str) -> None:
        """Keep a line as it stands after a key press."""
        if not line.strip():
            self.drop()
            return
        self.began = self.began or now()
        scope = kept.statement_scope(self.workspace.review_id, self.session)
        self.workspace.type_text(self._key, scope, line, rests=False)

    def drop(self) -> None:
        """Let the line go: somebody emptied it."""
        self._forget_draft()
        self._begin_anew()

    def enter(self, line: str) -> bool:
        """Make a line a statement, at once; False if it has no words or was refused."""
        said = self.parse(line)
        if not said.text:
            return False
        amended, entity, at = self.amends, self._entity, self.began
        at = at or now()
        review_id, room = self.workspace.review_id, self.room

        def work(editor: Editor) -> None:
            if amended is None:
                kept.record_statement(editor, review_id, self.session, said, at, entity)
            else:
                kept.amend_statement(editor, amended.piece.id, said, room)

        if not self.workspace.edit(work):
            return False
        if amended is None:
            self._before = said.after(self.before)
            self._settle(said.text)
        else:
            self._forget_draft()
        self._begin_anew()
        return True

    def amend(self, statement: Statement) -> str:
        """Begin to mend a statement; return the line that says it."""
        self._forget_draft()
        self._begin_anew()
        self.amends = statement
        return compose(kept.said_again(statement), self.room)

    @property
    def _key(self) -> FieldKey:
        return ("evidence", self._entity, "text")

    def _begin_anew(self) -> None:
        self._entity, self.began, self.amends = new_id(), 0, None

    def _settle(self, text: str) -> None:
        scope = kept.statement_scope(self.workspace.review_id, self.session)
        self.workspace.type_text(self._key, scope, text)
        self.workspace.settle(self._key)

    def _forget_draft(self) -> None:
        """Leave nothing of what was typed: in a draft, or where leaving made a change of it.

        A line that was left and came to nothing has no words any more; what goes with it, such as
        a photo, stays.
        """
        entity = self._entity
        if self.workspace.is_typing(self._key):
            record = self.workspace.state.record("evidence", entity)
            self._settle(record.text("text") if record is not None else "")
        record = self.workspace.state.record("evidence", entity)
        if record is not None and set(record.fields) <= {"text"}:
            scope = record.scope
            self.workspace.edit(lambda e: e.set("evidence", entity, "text", None, scope))
        elif record is not None:
            self.workspace.edit(lambda editor: editor.remove("evidence", entity, ""))

    # Photos and scans

    def take(self, dropped: Dropped, line: str) -> None:
        """Take photos and scans in; they go with the line that is typed, else with the last."""
        goes_with = self._goes_with(line)
        for path in dropped.files:
            self._attach(path, goes_with)
        if dropped.picture is not None:
            self._attach_picture(dropped.picture, goes_with)

    def _goes_with(self, line: str) -> str:
        if self.amends is not None:
            return self.amends.piece.id
        if line.strip():
            return self._entity
        mine = [one for one in self.statements() if one.taker == self.me]
        return mine[-1].piece.id if mine else ""

    def _attach(self, path: Path, goes_with: str) -> None:
        def work(file: "ProjectFile", task: Task[AttachedFile]) -> AttachedFile:
            return file.attach(path, on_progress=task.report, cancelled=task.is_cancelled)

        self.workspace.with_file(
            work,
            title=_("Adding {name}").format(name=path.name),
            done=lambda file: self._add(file, goes_with),
        )

    def _attach_picture(self, picture: QImage, goes_with: str) -> None:
        from ic_desktop.ui.pages.factor.work import png

        now = datetime.now().astimezone()
        name = _("Pasted picture {time}").format(time=f"{now:%Y-%m-%d %H.%M.%S}") + ".png"
        self.workspace.with_file(
            lambda file, _task: file.attach_bytes(name, png(picture)),
            title=_("Adding {name}").format(name=name),
            done=lambda file: self._add(file, goes_with),
        )

    def _add(self, file: AttachedFile, goes_with: str) -> None:
        review_id = self.workspace.review_id
        self.workspace.edit(lambda e: kept.add_file(e, file, review_id, self.session, goes_with))


def now() -> int:
    """Return this moment in ms since 1970."""
    return time.time_ns() // 1_000_000


def last_of(
    held: Sequence[Statement], me: str, before: Statement | None = None
) -> Statement | None:
    """Return the statement that somebody took down last, or the one before another."""
    mine = [one for one in held if one.taker == me]
    if before is not None:
        ids = [one.piece.id for one in mine]
        mine = mine[: ids.index(before.piece.id)] if before.piece.id in ids else mine
    return mine[-1] if mine else None
