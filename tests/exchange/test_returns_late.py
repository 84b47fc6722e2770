"""What comes after the signature is kept outside the set, and offered for the next revision."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.exchange.returning import NOW, REVIEW, SESSION, Leader, judge, say, start, tie, work
from ic_desktop.errors import CannotUndoImport
from ic_desktop.exchange.returns.later import late_parts, take_late
from ic_desktop.exchange.returns.undo import in_the_way
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import review
from ic_desktop.project.erase import erase
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.seal import seal_review, start_revision
from ic_desktop.project.state import fold
from ic_desktop.store.project_file import ProjectFile


@pytest.fixture
def leader(tmp_path: Path) -> Iterator[Leader]:
    """Return a leader's open project."""
    made = start(tmp_path / "town.icproj")
    yield made
    made.file.close()


def visit(leader: Leader, editor: Editor) -> None:
    piece = say(editor, "Said in time, sent too late")
    tie(editor, piece, "7", session=SESSION)
    judge(editor, leader.people["Anna"].author, "7", "partly")


def sign(leader: Leader) -> None:
    leader.save(
        lambda e: seal_review(e, REVIEW, pdf_sha256="a" * 64, signer="Lea", fingerprint="b", at=1)
    )


def reopen(leader: Leader) -> None:
    held = review(leader.ledger.state, REVIEW)
    assert held is not None
    leader.save(lambda e: start_revision(e, held))


@pytest.fixture
def late(leader: Leader, tmp_path: Path) -> Path:
    """Return Anna's copy, back after the signature."""
    path = tmp_path / "anna.icproj"
    leader.hand_out("Anna", path)
    sign(leader)
    work(path, tmp_path / "anna", leader.people["Anna"], lambda e: visit(leader, e))
    return path


def test_it_is_announced_kept_and_taken_into_the_next_revision(leader: Leader, late: Path) -> None:
    ret = leader.look(late)
    shown = leader.preview(ret)
    assert shown.announced[1] == (
        "2 entries come after the signature: they are kept for the next revision."
    )
    assert {line.thing for line in shown.lines if line.is_late} == {"verdict", "link"}
    ret.close()
    before = leader.ledger.state.records("verdict")
    taken = leader.take(late)
    assert (taken.entries, taken.late) == (3, 4)
    assert leader.ledger.state.records("verdict") == before
    assert len(leader.ledger.state.records("evidence")) == 1
    (part,) = late_parts(leader.file, leader.here(), leader.pack, NOW)
    assert part.sentence == "2 entries that came after the signature"
    assert not part.is_open
    assert take_late(leader.file, leader.here(), part) == []
    reopen(leader)
    (part,) = late_parts(leader.file, leader.here(), leader.pack, NOW)
    assert part.is_open
    assert [p.name for p in part.shown.people] == ["Anna"]
    leader.ledger.unite(take_late(leader.file, leader.here(), part))
    key = f"{REVIEW}/{leader.people['Anna'].author}/7"
    assert leader.ledger.state.records("verdict")[key].value("value") == "partly"
    assert late_parts(leader.file, leader.here(), leader.pack, NOW) == ()
    assert leader.ledger.state == fold(leader.file.changes())
    assert leader.file.check().holds


def test_it_is_kept_once_and_over_a_restart(leader: Leader, late: Path) -> None:
    leader.take(late)
    manifest = leader.file.manifest
    leader.take(late)
    leader.file.close()
    leader.file = ProjectFile.open(leader.file.path)
    leader.ledger = Ledger.of(leader.file.changes())
    assert len(late_parts(leader.file, leader.here(), leader.pack, NOW)) == 1
    assert leader.file.manifest == manifest
    assert leader.file.imports()[-1].changes > 0
    assert all(one.batch > 0 for one in leader.file.imports())


def test_taking_it_again_after_reopening_brings_it_in(leader: Leader, late: Path) -> None:
    """Merging the return once more does what taking what was kept does."""
    leader.take(late)
    reopen(leader)
    taken = leader.take(late)
    assert (taken.entries, taken.late) == (2, 0)
    assert leader.file.late() == []
    assert leader.file.check().holds


def test_a_copy_in_which_the_review_was_opened_again_is_not_late(
    leader: Leader, tmp_path: Path
) -> None:
    sign(leader)
    copy = tmp_path / "copy.icproj"
    copy.write_bytes(leader.file.path.read_bytes())

    def go_on(editor: Editor) -> None:
        held = review(editor.state, REVIEW)
        assert held is not None
        start_revision(editor, held)
        judge(editor, "city", "7", "in-place")

    work(copy, tmp_path / "ben", leader.people["Ben"], go_on)
    assert leader.take(copy).late == 0
    held = review(leader.ledger.state, REVIEW)
    assert held is not None
    assert held.revision == 2


def test_words_that_are_erased_go_from_what_is_kept(leader: Leader, late: Path) -> None:
    leader.take(late)
    (kept,) = leader.file.late()
    verdict = next(c for c in kept.changes if c.header.kind == "verdict")
    editor = Editor(leader.ledger.state, leader.actor)
    field = ("verdict", verdict.header.entity, "value")
    fields = frozenset({field})
    erase(editor, kept.changes, fields=fields, files=frozenset(), reason="asked")
    leader.file.erase(editor.changes)
    leader.ledger.append(editor.changes)
    left = [c.id for part in leader.file.late() for c in part.changes]
    assert verdict.id not in left
    leader.take(late)
    texts = [c.body for part in leader.file.late() for c in part.changes if c.id == verdict.id]
    assert texts in ([], [None])


def test_an_undone_import_counts_as_late_after_the_signature(
    leader: Leader, tmp_path: Path
) -> None:
    path = tmp_path / "anna.icproj"
    leader.hand_out("Anna", path)
    work(path, tmp_path / "anna", leader.people["Anna"], lambda e: visit(leader, e))
    leader.take(path)
    leader.file.undo_import(1)
    leader.ledger = Ledger.of(leader.file.changes())
    sign(leader)
    assert leader.take(path).late == 4
    assert len(leader.file.late()) == 1
    assert leader.file.check().holds


def test_what_stays_open_is_taken_after_the_signature(leader: Leader, tmp_path: Path) -> None:
    """The host's reply comes weeks later."""
    scope = Scope(REVIEW, "team", "7")
    made: list[str] = []
    leader.save(lambda e: made.append(e.create("recommendation", {"text": "Do it"}, scope)))
    path = tmp_path / "host.icproj"
    from ic_desktop.review.lane import PURPOSES, Lane

    host = leader.invite("Host", "host-coordinator")
    leader.hand_out("Host", path, Lane(REVIEW, host.author, PURPOSES["host"]))
    sign(leader)
    where = Scope(REVIEW, "city", "7")
    work(
        path,
        tmp_path / "host",
        host,
        lambda e: e.set("reply", made[0], "value", "accepted", where),
    )
    taken = leader.take(path)
    assert (taken.entries, taken.late) == (1, 0)
    assert leader.ledger.state.records("reply")[made[0]].value("value") == "accepted"


def test_what_was_signed_cannot_be_taken_out_again(leader: Leader, tmp_path: Path) -> None:
    """What a signature covers stays, whatever it was brought by."""
    path = tmp_path / "anna.icproj"
    leader.hand_out("Anna", path)
    work(path, tmp_path / "anna", leader.people["Anna"], lambda e: visit(leader, e))
    leader.take(path)
    sign(leader)
    with pytest.raises(CannotUndoImport) as refused:
        leader.file.undo_import(1)
    told = in_the_way(
        leader.ledger.state, leader.ledger.changes, leader.pack, refused.value.changes
    )
    assert [one.what for one in told] == ["a signature"]
    assert leader.file.imports()[0].changes > 0


def test_what_builds_on_something_that_was_taken_out_waits(leader: Leader, tmp_path: Path) -> None:
    """Half of what came late cannot be read without what is out: that half waits on."""
    path, anna = tmp_path / "anna.icproj", leader.people["Anna"]
    leader.hand_out("Anna", path)
    sign(leader)
    work(path, tmp_path / "a", anna, lambda e: judge(e, anna.author, "7", "partly"))
    leader.take(path)

    def more(editor: Editor) -> None:
        judge(editor, anna.author, "7", "in-place")
        judge(editor, anna.author, "8", "partly")

    work(path, tmp_path / "b", anna, more)
    leader.take(path)
    reopen(leader)
    first, second = late_parts(leader.file, leader.here(), leader.pack, NOW)
    leader.ledger.unite(take_late(leader.file, leader.here(), second))
    leader.file.close()
    leader.file = ProjectFile.open(leader.file.path)
    leader.ledger = Ledger.of(leader.file.changes())
    held = leader.ledger.state.records("verdict")
    assert f"{REVIEW}/{anna.author}/8" in held
    assert f"{REVIEW}/{anna.author}/7" not in held
    for _ in range(2):
        for part in late_parts(leader.file, leader.here(), leader.pack, NOW):
            leader.ledger.unite(take_late(leader.file, leader.here(), part))
    assert leader.ledger.state.records("verdict")[f"{REVIEW}/{anna.author}/7"].value("value") == (
        "in-place"
    )
    assert leader.file.late() == []
    assert leader.file.check().holds
    assert first.is_open
