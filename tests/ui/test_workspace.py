"""The open project on the screen's side, over a real file."""

import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import Shell

from ic_desktop.errors import DiskFull, FileIsReadOnly, IcError, SealedReview
from ic_desktop.project.changes import Change
from ic_desktop.project.entities import all_evidence, answer, links, profile, verdict
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.seal import seal_review, start_revision
from ic_desktop.review import edits
from ic_desktop.ui.workspace import Workspace


def judge(workspace: Workspace, factor: str = "7", value: str = "partly") -> bool:
    """Give a verdict."""
    review_id = workspace.review_id
    return workspace.edit(lambda e: edits.judge(e, review_id, factor, {"value": value}))


def seal(workspace: Workspace) -> None:
    """Seal the shown review."""
    workspace.edit(
        lambda e: seal_review(
            e, workspace.review_id, pdf_sha256="0" * 64, signer="A", fingerprint="f" * 64, at=1
        )
    )


def reason_key(workspace: Workspace) -> tuple[str, str, str]:
    return ("verdict", f"{workspace.review_id}/city/7", "reason")


def test_an_edit_is_there_at_once_and_in_the_file_after_closing(shell: Shell) -> None:
    workspace = shell.create()
    touched: list[object] = []
    workspace.changed.connect(touched.append)
    assert judge(workspace)
    key = f"{workspace.review_id}/city/7"
    assert verdict(workspace.state, workspace.review_id, "7").value == "partly"
    assert touched == [frozenset({("verdict", key)})]
    shell.close(workspace)
    again = shell.open()
    assert verdict(again.state, again.review_id, "7").value == "partly"


def test_an_edit_returns_while_the_disk_stands_still(shell: Shell, workspace: Workspace) -> None:
    gate = threading.Event()
    shell.writer.do(lambda _task: gate.wait(10), urgent=True)
    saved: list[object] = []
    workspace.saved.connect(saved.append)
    for number in range(1, 14):
        assert judge(workspace, str(number))
    workspace.type_text(reason_key(workspace), workspace.factor_scope("7"), "Because")
    workspace.settle()
    workspace.undo()
    assert not workspace.outbox.is_empty
    assert saved == []
    assert verdict(workspace.state, workspace.review_id, "13").value == "partly"
    gate.set()
    shell.wait_saved(workspace)
    assert len(saved) == 1


def test_the_screens_thread_never_touches_the_file(
    shell: Shell, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    users: set[threading.Thread] = set()
    file = workspace.keeper.file
    for name in ("commit", "save_drafts", "drop_drafts", "attach", "close"):
        real = getattr(file, name)

        def noted(*given: object, real: object = real, **named: object) -> object:
            users.add(threading.current_thread())
            assert callable(real)
            return real(*given, **named)

        monkeypatch.setattr(file, name, noted)
    document = shell.folder / "a.txt"
    document.write_text("words")
    judge(workspace)
    workspace.type_text(reason_key(workspace), workspace.factor_scope("7"), "Because")
    workspace.attach([document], factor="7")
    shell.qtbot.waitUntil(lambda: not workspace.activities)
    shell.close(workspace)
    assert {thread.name for thread in users} == {"writer-1"}


def test_what_is_typed_becomes_one_change_when_the_field_is_left(
    shell: Shell, workspace: Workspace
) -> None:
    before = len(workspace.ledger.changes)
    key, scope = reason_key(workspace), workspace.factor_scope("7")
    for text in ("B", "Be", "Because"):
        workspace.type_text(key, scope, text)
    assert workspace.text(*key) == "Because"
    assert verdict(workspace.state, workspace.review_id, "7").reason == ""
    assert not workspace.outbox.is_empty
    workspace.settle(key)
    assert verdict(workspace.state, workspace.review_id, "7").reason == "Because"
    assert len(workspace.ledger.changes) == before + 1
    shell.wait_saved(workspace)


def test_a_draft_is_on_the_disk_soon_and_counts_as_saved(
    shell: Shell, workspace: Workspace
) -> None:
    key = reason_key(workspace)
    workspace.type_text(key, workspace.factor_scope("7"), "Becau")
    shell.wait_saved(workspace)
    found: list[str] = []
    shell.on_writer(lambda: found.extend(d.value for d in workspace.keeper.file.drafts()) or True)
    assert found == ["Becau"]
    workspace.settle()
    shell.wait_saved(workspace)
    shell.on_writer(lambda: found.extend(d.value for d in workspace.keeper.file.drafts()) or True)
    assert found == ["Becau"]


def test_what_was_being_typed_when_the_program_died_is_a_change_after_opening(
    shell: Shell,
) -> None:
    workspace = shell.create()
    workspace.type_text(reason_key(workspace), workspace.factor_scope("7"), "Half a sent")
    shell.wait_saved(workspace)
    shell.workspaces.remove(workspace)
    shell.on_writer(lambda: workspace.keeper.file.close() or True)
    shell.forget(workspace)
    again = shell.open()
    assert again.recovered == 1
    assert verdict(again.state, again.review_id, "7").reason == "Half a sent"


def test_typing_and_taking_it_back_leaves_no_change(shell: Shell, workspace: Workspace) -> None:
    before = len(workspace.ledger.changes)
    key, scope = reason_key(workspace), workspace.factor_scope("7")
    workspace.type_text(key, scope, "x")
    workspace.type_text(key, scope, "")
    workspace.settle()
    shell.wait_saved(workspace)
    assert len(workspace.ledger.changes) == before
    assert workspace.text(*key) == ""


def test_undo_and_redo_walk_through_actions_also_after_a_restart(shell: Shell) -> None:
    workspace = shell.create()
    judge(workspace, "7", "partly")
    judge(workspace, "7", "in-place")
    assert workspace.undo().done
    assert verdict(workspace.state, workspace.review_id, "7").value == "partly"
    shell.close(workspace)
    again = shell.open()
    assert again.redo().done
    assert verdict(again.state, again.review_id, "7").value == "in-place"
    assert again.undo().done
    assert again.undo().done
    assert verdict(again.state, again.review_id, "7").value == ""


def test_undo_never_takes_back_the_making_of_the_project(workspace: Workspace) -> None:
    for _once in range(5):
        result = workspace.undo()
    assert result.done == ()
    assert profile(workspace.state).city == "Musterau"
    assert workspace.pack.id == "promoting-cultural-diversity"


def test_undo_settles_what_is_being_typed_first(workspace: Workspace) -> None:
    judge(workspace)
    workspace.type_text(reason_key(workspace), workspace.factor_scope("7"), "Because")
    assert workspace.undo().done
    held = verdict(workspace.state, workspace.review_id, "7")
    assert (held.value, held.reason) == ("partly", "")


def test_a_failed_save_is_kept_said_and_goes_on_when_there_is_room(
    shell: Shell, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = workspace.keeper.file
    real = file.commit

    def full(*_given: object, **_named: object) -> str:
        raise DiskFull("Documents")

    monkeypatch.setattr(file, "commit", full)
    failed: list[IcError] = []
    saved: list[object] = []
    workspace.failed.connect(failed.append)
    workspace.saved.connect(saved.append)
    judge(workspace)
    shell.qtbot.waitUntil(lambda: bool(failed))
    judge(workspace, "8")
    shell.qtbot.waitUntil(lambda: len(failed) == 2)
    assert workspace.outbox.problem is failed[-1]
    assert not workspace.outbox.is_empty
    assert saved == []
    monkeypatch.setattr(file, "commit", real)
    workspace.outbox.send()
    shell.wait_saved(workspace)
    assert workspace.outbox.problem is None
    assert len(saved) == 1
    shell.close(workspace)
    again = shell.open()
    assert verdict(again.state, again.review_id, "7").value == "partly"
    assert verdict(again.state, again.review_id, "8").value == "partly"


def test_closing_waits_for_what_cannot_be_saved_yet(
    shell: Shell, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = workspace.keeper.file
    real = file.commit

    def full(*_given: object, **_named: object) -> str:
        raise DiskFull("Documents")

    monkeypatch.setattr(file, "commit", full)
    judge(workspace)
    shell.qtbot.waitUntil(lambda: workspace.outbox.problem is not None)
    gone: list[bool] = []
    shell.workspaces.remove(workspace)
    workspace.close(lambda: gone.append(True))
    shell.qtbot.wait(50)
    assert gone == []
    monkeypatch.setattr(file, "commit", real)
    workspace.outbox.send()
    shell.qtbot.waitUntil(lambda: bool(gone))
    shell.forget(workspace)


def test_a_file_becomes_evidence_tied_to_its_question(shell: Shell, workspace: Workspace) -> None:
    document = shell.folder / "Personnel report.pdf"
    document.write_bytes(b"%PDF-1.7 words")
    came: list[str] = []
    workspace.attach([document], factor="7", question="7.1", then=came.append)
    assert list(links(workspace.state, workspace.review_id)) == []
    shell.qtbot.waitUntil(lambda: bool(came))
    piece = all_evidence(workspace.state)[0]
    assert (piece.id, piece.title, piece.type) == (came[0], "Personnel report", "document")
    assert piece.file is not None
    assert piece.file.size == len(b"%PDF-1.7 words")
    (link,) = links(workspace.state, workspace.review_id)
    assert (link.factor, link.question, link.stance) == ("7", "7.1", "background")
    assert workspace.undo().done
    assert all_evidence(workspace.state) == []


def test_a_pasted_picture_becomes_evidence(shell: Shell, workspace: Workspace) -> None:
    came: list[str] = []
    workspace.attach_bytes("Pasted picture.png", b"\x89PNG", factor="7", then=came.append)
    shell.qtbot.waitUntil(lambda: bool(came))
    assert all_evidence(workspace.state)[0].type == "picture"


def test_a_file_that_cannot_be_read_is_said_and_leaves_nothing(
    shell: Shell, workspace: Workspace
) -> None:
    failed: list[IcError] = []
    workspace.failed.connect(failed.append)
    workspace.attach([shell.folder / "not there.pdf"], factor="7")
    shell.qtbot.waitUntil(lambda: bool(failed))
    assert "not there.pdf" in failed[0].what
    assert all_evidence(workspace.state) == []
    assert list(workspace.activities) == []


def test_a_cancelled_file_leaves_nothing_and_edits_are_saved_meanwhile(
    shell: Shell, workspace: Workspace
) -> None:
    big = shell.folder / "big.bin"
    with big.open("wb") as stream:
        stream.truncate(64 * 2**20)
    workspace.attach([big])
    (task,) = workspace.activities
    shell.qtbot.waitUntil(lambda: task.progress[0] > 0)
    judge(workspace)
    assert task in workspace.activities, "the file is in before the edit could be tried"
    shell.wait_saved(workspace)
    was_at_work = task in workspace.activities
    task.cancel()
    shell.qtbot.waitUntil(lambda: not workspace.activities)
    assert was_at_work
    assert all_evidence(workspace.state) == []


def test_a_sealed_review_refuses_edits_until_a_new_revision(workspace: Workspace) -> None:
    judge(workspace)
    seal(workspace)
    failed: list[IcError] = []
    workspace.failed.connect(failed.append)
    assert not workspace.can_judge
    assert not judge(workspace, "8")
    assert isinstance(failed[0], SealedReview)
    workspace.type_text(reason_key(workspace), workspace.factor_scope("7"), "Later")
    workspace.settle()
    assert verdict(workspace.state, workspace.review_id, "7").reason == ""
    assert workspace.undo().done == ()
    assert verdict(workspace.state, workspace.review_id, "7").value == "partly"
    workspace.edit(lambda e: start_revision(e, workspace.review))
    assert workspace.can_judge
    assert judge(workspace, "8")


def test_reading_only_refuses_every_edit(shell: Shell) -> None:
    shell.close(shell.create())
    workspace = shell.open(read_only=True)
    failed: list[IcError] = []
    workspace.failed.connect(failed.append)
    assert not judge(workspace)
    assert isinstance(failed[0], FileIsReadOnly)
    assert verdict(workspace.state, workspace.review_id, "7").value == ""


def test_an_edit_that_is_refused_half_way_leaves_nothing(workspace: Workspace) -> None:
    def break_down(editor: object) -> None:
        judge_in = workspace.review_id
        edits.judge(editor, judge_in, "7", {"value": "partly"})  # type: ignore[arg-type] - object
        raise DiskFull("nowhere")

    before = workspace.state
    assert not workspace.edit(break_down)
    assert workspace.state is before


def test_several_reviews_are_shown_one_at_a_time(workspace: Workspace) -> None:
    first, made = workspace.review_id, []
    pack = workspace.review.pack
    workspace.edit(lambda e: made.append(edits.add_review(e, pack=pack, title="Second")))
    shown: list[str] = []
    workspace.review_changed.connect(lambda: shown.append(workspace.review.title))
    workspace.show_review(made[0])
    judge(workspace)
    workspace.show_review(first)
    assert shown == ["Second", "Self-assessment 2026"]
    assert verdict(workspace.state, first, "7").value == ""
    assert verdict(workspace.state, made[0], "7").value == "partly"


def test_the_benchmark_is_shown_in_another_language(workspace: Workspace) -> None:
    english = workspace.pack.title
    workspace.show_language("de")
    assert workspace.pack.language == "de"
    assert workspace.pack.title != english
    assert answer(workspace.state, workspace.review_id, "7.1").value == ""


def test_long_work_on_the_file_reports_and_hands_over_its_result(
    shell: Shell, workspace: Workspace
) -> None:
    came: list[str] = []
    workspace.with_file(lambda file, _task: file.project_id, title="Reading", done=came.append)
    assert [task.title for task in workspace.activities] == ["Reading"]
    shell.qtbot.waitUntil(lambda: bool(came))
    assert came == [workspace.project_id]
    assert list(workspace.activities) == []


def test_a_path_of_a_document_may_be_anything(shell: Shell, workspace: Workspace) -> None:
    name = "Bericht Übersicht (3) & mehr.txt"
    document = shell.folder / name
    document.write_text("x")
    came: list[str] = []
    workspace.attach([document, Path(document)], then=came.append)
    shell.qtbot.waitUntil(lambda: len(came) == 2)
    assert [p.file.name for p in all_evidence(workspace.state) if p.file] == [name, name]


def test_the_first_edit_says_who_edits(shell: Shell, workspace: Workspace) -> None:
    workspace._who = lambda: {"name": "Ada", "organisation": "City of Musterau"}
    judge(workspace)
    record = workspace.state.record("participant", workspace.actor.author)
    assert record is not None
    assert (record.text("name"), record.text("organisation")) == ("Ada", "City of Musterau")
    before = len(workspace.ledger.changes)
    judge(workspace, "8")
    assert len(workspace.ledger.changes) == before + 1


def test_closing_keeps_a_dated_backup_of_what_changed(shell: Shell) -> None:
    from ic_desktop.store.backups import list_backups

    workspace = shell.create()
    project = workspace.project_id
    shell.close(workspace)
    before = len(list_backups(project))
    workspace = shell.open()
    judge(workspace)
    shell.close(workspace)
    assert len(list_backups(project)) == before + 1
    workspace = shell.open()
    assert workspace.facts.backup is not None
    shell.close(workspace)
    assert len(list_backups(project)) == before + 1


def test_a_backup_while_work_goes_on_is_told(shell: Shell, workspace: Workspace) -> None:
    told: list[object] = []
    workspace.noted.connect(told.append)
    workspace.back_up()
    judge(workspace)
    workspace.back_up()
    shell.qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert workspace.facts.backup is not None


def test_an_edit_made_while_all_is_read_anew_stays_on_the_screen(
    shell: Shell, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when an import is taken out again and somebody goes on typing."""
    gate, read, done = threading.Event(), threading.Event(), threading.Event()
    fold_all = Ledger.of

    def slowly(changes: Iterable[Change]) -> Ledger:
        ledger = fold_all(changes)
        read.set()
        gate.wait(10)
        return ledger

    monkeypatch.setattr(Ledger, "of", slowly)
    workspace.reload(done.set)
    assert read.wait(10)
    assert judge(workspace)
    gate.set()
    shell.qtbot.waitUntil(done.is_set)
    assert verdict(workspace.state, workspace.review_id, "7").value == "partly"
