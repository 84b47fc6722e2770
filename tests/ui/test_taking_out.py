"""While an import is taken out again nothing is changed that could rest on it; nothing is lost."""

import threading

import pytest
from conftest import Shell

from ic_desktop.errors import CannotUndoImport, IcError, TakingOutNow
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import verdict
from ic_desktop.review import edits
from ic_desktop.ui.taking_out import take_out
from ic_desktop.ui.workspace import Workspace


@pytest.fixture
def piece(shell: Shell, workspace: Workspace) -> str:
    """Return what somebody else's copy brought."""
    editor = Editor(workspace.state, Actor(new_id(), new_id()))
    made = editor.create("evidence", {"type": "document", "title": "Theirs"})
    shell.on_writer(lambda: workspace.keeper.file.commit(editor.changes, imported=True))
    workspace.take_in(editor.changes)
    return made


def _title(workspace: Workspace, piece: str) -> str:
    return workspace.text("evidence", piece, "title")


def test_edits_are_refused_and_typing_is_kept_while_it_goes_out(
    shell: Shell, workspace: Workspace, piece: str
) -> None:
    gate, told, done = threading.Event(), list[IcError](), list[bool]()
    workspace.failed.connect(told.append)
    shell.writer.do(lambda _task: gate.wait(10), urgent=True)
    take_out(workspace, 1, title="", done=lambda: done.append(True), failed=lambda _error: None)
    assert not workspace.set("evidence", piece, "title", "On top of theirs", Scope())
    assert [type(error) for error in told] == [TakingOutNow]
    key = ("verdict", f"{workspace.review_id}/city/7", "reason")
    workspace.type_text(key, workspace.factor_scope("7"), "Because")
    workspace.settle()
    assert verdict(workspace.state, workspace.review_id, "7").reason == ""
    gate.set()
    shell.qtbot.waitUntil(lambda: bool(done))
    assert verdict(workspace.state, workspace.review_id, "7").reason == "Because"
    assert workspace.state.record("evidence", piece) is None
    assert workspace.edit(lambda e: edits.judge(e, workspace.review_id, "8", {"value": "partly"}))
    shell.wait_saved(workspace)
    held = workspace.state
    shell.close(workspace)
    assert shell.open().state == held


def test_what_cannot_go_out_holds_nothing_up(
    shell: Shell, workspace: Workspace, piece: str
) -> None:
    assert workspace.set("evidence", piece, "title", "On top of theirs", Scope())
    failed: list[Exception] = []
    take_out(workspace, 1, title="", done=lambda: None, failed=failed.append)
    shell.qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], CannotUndoImport)
    assert workspace.set("evidence", piece, "title", "And again", Scope())
    assert _title(workspace, piece) == "And again"
