"""Copies that come back: whose they are, what is shown before, what is taken, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.exchange.returning import (
    REVIEW,
    SESSION,
    Leader,
    attach,
    judge,
    opened_elsewhere,
    say,
    start,
    tie,
    work,
)
from ic_desktop import errors
from ic_desktop.exchange.hand_out import not_returned, returns_of
from ic_desktop.exchange.returns.undo import imports_of, in_the_way
from ic_desktop.paths import user_dir
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.erase import erase
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import fold
from ic_desktop.review.sorting import join, joined, separate
from ic_desktop.review.voices import open_consensus
from ic_desktop.store.project_file import Draft, ProjectFile


@pytest.fixture
def leader(tmp_path: Path) -> Iterator[Leader]:
    """Return a leader's open project."""
    made = start(tmp_path / "town.icproj")
    yield made
    made.file.close()


@pytest.fixture
def peer_copy(leader: Leader, tmp_path: Path) -> Path:
    """Return Anna's copy, as she got it."""
    path = tmp_path / "anna.icproj"
    leader.hand_out("Anna", path)
    return path


@pytest.fixture
def plain_copy(leader: Leader, tmp_path: Path) -> Path:
    """Return a copy made with the file manager."""
    path = tmp_path / "copy.icproj"
    path.write_bytes(leader.file.path.read_bytes())
    return path


def sentences(leader: Leader, path: Path) -> list[str]:
    """Return what the preview of a copy says of each person."""
    ret = leader.look(path)
    try:
        return [f"{p.name}: {p.sentence}" for p in leader.preview(ret).people]
    finally:
        ret.close()


def test_a_peers_copy_is_told_in_sentences_and_taken(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    anna = leader.people["Anna"]

    def visit(editor: Editor) -> None:
        for number in range(12):
            say(editor, f"Statement number {number} of the parents", factor="7")
        judge(editor, anna.author, "7", "in-place")

    made = work(peer_copy, tmp_path / "anna", anna, visit)
    ret = leader.look(peer_copy)
    shown = leader.preview(ret)
    assert (shown.source.how, shown.source.author) == ("hand-out", anna.author)
    assert shown.announced == ("The copy for Anna, made 12 days ago.",)
    (person,) = shown.people
    assert person.name == "Anna"
    assert person.sentence == (
        "1 new verdict; 12 new statements; 12 new notes on what evidence says to key factors"
    )
    assert shown.outside == ()
    statement = next(group for group in person.groups if group.thing == "statement")
    assert statement.lines[0].text == "“Statement number 0 of the parents”"
    verdict = next(group for group in person.groups if group.thing == "verdict")
    assert [part.factor for part in verdict.factors] == ["7"]
    assert verdict.lines[0].text.endswith(": covered until the discussion is opened")
    ret.close()
    taken = leader.take(peer_copy)
    assert {c.id for c in made} <= {c.id for c in taken.changes}
    assert leader.ledger.state == fold(leader.file.changes())
    assert leader.file.check().holds
    assert not list(user_dir("cache").glob("return-*"))


def test_taking_it_again_changes_nothing(leader: Leader, peer_copy: Path, tmp_path: Path) -> None:
    work(peer_copy, tmp_path / "anna", leader.people["Anna"], lambda e: say(e, "Said once"))
    leader.take(peer_copy)
    before, manifest = leader.ledger.state, leader.file.manifest
    again = leader.take(peer_copy)
    assert again.is_nothing
    assert leader.ledger.state == before
    assert leader.file.manifest == manifest
    ret = leader.look(peer_copy)
    assert leader.preview(ret).announced[-1] == "There is nothing new in it."
    ret.close()


def test_who_has_not_returned_is_told_and_a_return_is_noted(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    leader.hand_out("Ben", tmp_path / "ben.icproj")
    work(peer_copy, tmp_path / "anna", leader.people["Anna"], lambda e: say(e, "Words"))
    ret = leader.look(peer_copy)
    assert leader.preview(ret).waiting == ("Ben",)
    ret.close()
    leader.take(peer_copy)
    state = leader.ledger.state
    assert [one.person for one in not_returned(state)] == [leader.people["Ben"].author]
    (anna,) = [r for h in state.records("hand-out") for r in returns_of(state, h)]
    assert anna.changes == 4


def test_what_differs_is_shown_beside_ones_own_and_both_are_kept(
    leader: Leader, plain_copy: Path, tmp_path: Path
) -> None:
    scope, key = Scope(REVIEW, "city", "7"), f"{REVIEW}/city/7.2"
    leader.save(lambda e: e.set("answer", key, "value", "no", scope))

    def contradict(editor: Editor) -> None:
        editor.set("answer", key, "value", "yes", scope)
        editor.set("answer", f"{REVIEW}/city/7.1", "value", "no", scope)

    work(
        plain_copy,
        tmp_path / "ben",
        leader.people["Ben"],
        contradict,
    )
    ret = leader.look(plain_copy)
    shown = leader.preview(ret)
    assert shown.announced[0] == "This is a full copy of the project."
    assert "not blind" in shown.announced[1]
    assert shown.people[0].sentence == "2 changed answers, 1 differs from yours"
    (line,) = shown.conflicts
    (difference,) = line.differences
    assert (difference.field, difference.ours, difference.theirs) == ("Answer", "No", "Yes")
    texts = {line.text for line in shown.lines}
    assert "question 7.1: Yes → No" in texts
    ret.close()
    leader.take(plain_copy)
    held = leader.ledger.state.field(("answer", key, "value"))
    assert held is not None
    assert {head.body.value for head in held.heads if head.body} == {"no", "yes"}


def test_verdicts_in_a_full_copy_count_as_open(
    leader: Leader, plain_copy: Path, tmp_path: Path
) -> None:
    ben = leader.people["Ben"]
    work(plain_copy, tmp_path / "ben", ben, lambda e: judge(e, ben.author, "7", "partly"))
    ret = leader.look(plain_copy)
    assert [line.is_open for line in leader.preview(ret).lines] == [True]
    ret.close()


def test_a_first_verdict_that_changes_after_the_discussion_began_is_told(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    anna = leader.people["Anna"]
    work(peer_copy, tmp_path / "a", anna, lambda e: judge(e, anna.author, "7", "partly"))
    leader.take(peer_copy)
    work(peer_copy, tmp_path / "b", anna, lambda e: judge(e, anna.author, "7", "in-place"))
    told = (
        "1 first verdict was changed in a copy that does not know of the discussion. What it was"
        " when the discussion began stays in the history only: leave it aside to keep that."
    )
    ret = leader.look(peer_copy)
    assert told not in leader.preview(ret).announced
    leader.save(lambda e: open_consensus(e, REVIEW, "7"))
    assert told in leader.preview(ret).announced
    ret.close()


def test_a_strangers_file_is_shown_and_nothing_is_chosen(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    anna = leader.people["Anna"]
    work(peer_copy, tmp_path / "anna", anna, lambda e: say(e, "Words", factor="7"))
    record = next(iter(leader.ledger.state.records("hand-out")))
    leader.file.commit([])
    forgotten = Ledger.of(c for c in leader.ledger.changes.values() if c.header.entity != record)
    leader.ledger = forgotten
    ret = leader.look(peer_copy)
    shown = leader.preview(ret)
    assert shown.source.how == "stranger"
    assert shown.chosen == frozenset()
    assert len(shown.lines) == 2
    ret.close()
    assert leader.take(peer_copy).is_nothing
    statement = next(line.item for line in shown.lines if line.thing == "statement")
    taken = leader.take(peer_copy, [statement])
    assert {c.header.kind for c in taken.changes} == {"evidence"}


def test_a_part_left_aside_takes_along_what_needs_it(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    def visit(editor: Editor) -> None:
        say(editor, "Left aside", factor="7")
        say(editor, "Taken", factor="8")

    work(peer_copy, tmp_path / "anna", leader.people["Anna"], visit)
    ret = leader.look(peer_copy)
    shown = leader.preview(ret)
    aside = next(line for line in shown.lines if "Left" in line.text and line.thing == "statement")
    kept = shown.leave_aside(shown.chosen, [aside.item])
    assert len(shown.chosen - kept) == 2
    link = next(item for item in shown.chosen - kept if item[0] == "link")
    assert shown.take_up(kept, [link]) == shown.chosen
    assert shown.items.needed_by[aside.item] == {link}
    ret.close()
    leader.take(peer_copy, kept)
    texts = [r.text("text") for r in leader.ledger.state.records("evidence").values()]
    assert texts == ["Taken"]
    assert [r.scope.factor for r in leader.ledger.state.records("link").values()] == ["8"]


def test_documents_come_with_their_evidence_only(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    anna = leader.people["Anna"]
    with opened_elsewhere(peer_copy, tmp_path / "anna") as file:
        editor = Editor(fold(file.changes()), anna)
        attach(file, editor, "one.bin", b"one" * 200_000)
        attach(file, editor, "two.bin", b"two" * 200_000)
        file.commit(editor.changes)
    ret = leader.look(peer_copy)
    shown = leader.preview(ret)
    one = next(line.item for line in shown.lines if "one.bin" in line.text)
    ret.close()
    taken = leader.take(peer_copy, [one])
    assert (taken.documents, taken.missing) == (1, ())
    (held,) = leader.file.attachments()
    assert b"".join(leader.file.read_attachment(held.sha256.hex())) == b"one" * 200_000
    assert leader.take(peer_copy).documents == 1
    assert len(leader.file.attachments()) == 2
    assert leader.file.check().holds


def test_stopping_leaves_nothing(leader: Leader, peer_copy: Path, tmp_path: Path) -> None:
    from faults.exchange.returning import NOW
    from ic_desktop.exchange.returns.take import take

    with opened_elsewhere(peer_copy, tmp_path / "anna") as file:
        editor = Editor(fold(file.changes()), leader.people["Anna"])
        for number in range(3):
            attach(file, editor, f"{number}.bin", bytes([number]) * 6_000_000)
        file.commit(editor.changes)
    ret = leader.look(peer_copy)
    chosen, manifest = leader.preview(ret).chosen, leader.file.manifest
    told: list[int] = []

    def progress(done: int, _all: int) -> None:
        told.append(done)

    with pytest.raises(errors.Cancelled):
        take(
            leader.file,
            leader.here(),
            ret,
            chosen,
            leader.actor,
            leader.pack,
            NOW,
            on_progress=progress,
            cancelled=lambda: bool(told) and told[-1] > 9_000_000,
        )
    ret.close()
    assert leader.file.manifest == manifest
    assert leader.file.attachments() == []
    assert leader.file.check().holds


def test_what_was_being_typed_comes_as_that_persons_words_once(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    anna = leader.people["Anna"]
    key = f"{REVIEW}/{anna.author}/7"
    with opened_elsewhere(peer_copy, tmp_path / "anna") as file:
        scope = Scope(REVIEW, anna.author, "7")
        file.save_draft(Draft("verdict", key, "reason", scope, "Half a sent", 5))
    again = tmp_path / "again.icproj"
    again.write_bytes(peer_copy.read_bytes())
    leader.take(peer_copy)
    record = leader.ledger.state.record("verdict", key)
    assert record is not None
    (head,) = record.fields["reason"].heads
    assert (record.text("reason"), head.header.author) == ("Half a sent", anna.author)
    assert leader.take(again).is_nothing


def test_what_was_erased_does_not_come_back(
    leader: Leader, plain_copy: Path, tmp_path: Path
) -> None:
    scope, key = Scope(REVIEW, "city", "7"), f"{REVIEW}/city/7.2"
    field = frozenset({("answer", key, "value")})
    editor = Editor(leader.ledger.state, leader.actor)
    erase(editor, leader.ledger.changes.values(), fields=field, files=frozenset(), reason="asked")
    leader.file.erase(editor.changes)
    leader.ledger.append(editor.changes)
    work(
        plain_copy,
        tmp_path / "ben",
        leader.people["Ben"],
        lambda e: e.set("answer", f"{REVIEW}/city/7.1", "note", "Theirs", scope),
    )
    leader.take(plain_copy)
    held = leader.ledger.state.field(("answer", key, "value"))
    assert held is not None
    assert held.missing
    assert leader.ledger.state == fold(leader.file.changes())


def test_an_erasure_in_a_full_copy_is_taken(
    leader: Leader, plain_copy: Path, tmp_path: Path
) -> None:
    with opened_elsewhere(plain_copy, tmp_path / "ben") as file:
        known = file.changes()
        editor = Editor(fold(known), leader.people["Ben"])
        field = frozenset({("answer", f"{REVIEW}/city/7.2", "value")})
        erase(editor, known, fields=field, files=frozenset(), reason="asked")
        file.erase(editor.changes)
    assert sentences(leader, plain_copy) == ["Ben: 1 order to erase words for good"]
    leader.take(plain_copy)
    held = leader.ledger.state.field(("answer", f"{REVIEW}/city/7.2", "value"))
    assert held is not None
    assert held.missing
    assert leader.ledger.state == fold(leader.file.changes())


def test_an_import_is_told_and_can_be_taken_back(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    piece: list[str] = []
    work(
        peer_copy,
        tmp_path / "anna",
        leader.people["Anna"],
        lambda e: piece.append(say(e, "Words")),
    )
    before = leader.ledger.state
    leader.take(peer_copy)
    (one,) = imports_of(leader.file, leader.ledger.state)
    assert (one.who, one.what, one.changes) == ("Anna", "1 new statement", 5)
    leader.save(lambda e: e.set("evidence", piece[0], "text", "Put right", Scope()))
    with pytest.raises(errors.CannotUndoImport) as refused:
        leader.file.undo_import(one.batch)
    way = in_the_way(leader.ledger.state, leader.ledger.changes, leader.pack, refused.value.changes)
    assert [(w.who, w.what) for w in way] == [("Lea", "“Put right”")]
    undo = leader.ledger.to_undo(leader.actor)
    assert undo is not None
    leader.file.commit(leader.ledger.undo(undo, leader.actor))
    with pytest.raises(errors.CannotUndoImport):
        leader.file.undo_import(one.batch)
    assert before.record("evidence", piece[0]) is None


def _ours(leader: Leader) -> list[str]:
    words: list[str] = []
    leader.save(lambda e: words.append(say(e, "What Anna took down of it")))
    return words


def _told_in_the_way(leader: Leader) -> list[tuple[str, str]]:
    (one,) = imports_of(leader.file, leader.ledger.state)
    with pytest.raises(errors.CannotUndoImport) as refused:
        leader.file.undo_import(one.batch)
    known, pack = leader.ledger.changes, leader.pack
    way = in_the_way(leader.ledger.state, known, pack, refused.value.changes)
    return [(w.who, w.what) for w in way]


def test_what_was_joined_with_ones_own_stays_in_until_it_is_separated(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    """A field that was set later builds on nothing, and is about nothing without the import."""
    said: list[str] = []
    work(
        peer_copy,
        tmp_path / "anna",
        leader.people["Anna"],
        lambda e: said.extend(say(e, f"Statement {number}") for number in range(5)),
    )
    leader.take(peer_copy)
    (kept,) = _ours(leader)

    def join_two(editor: Editor) -> None:
        for piece in said[:2]:
            join(editor, piece, kept)

    def separate_two(editor: Editor) -> None:
        for piece in said[:2]:
            separate(editor, piece)

    leader.save(join_two)
    assert sorted(_told_in_the_way(leader)) == [("Lea", "“Statement 0”"), ("Lea", "“Statement 1”")]
    leader.save(separate_two)
    leader.file.undo_import(1)
    leader.ledger = Ledger.of(leader.file.changes())
    assert joined(leader.ledger.state, REVIEW) == ()
    ret = leader.look(peer_copy)
    assert (len(leader.preview(ret).lines), leader.preview(ret).outside) == (5, ())
    ret.close()
    assert leader.take(peer_copy).entries == 5
    leader.save(lambda e: join(e, said[0], kept))
    leader.file.close()
    leader.file = ProjectFile.open(leader.file.path)
    with pytest.raises(errors.CannotUndoImport):
        leader.file.undo_import(2)


@pytest.mark.parametrize(
    "what", ["sorted", "link", "promise", "reaction", "comment", "goes-with", "apart", "joined"]
)
def test_what_was_said_of_an_import_later_keeps_it_in(
    leader: Leader, peer_copy: Path, tmp_path: Path, what: str
) -> None:
    said: list[str] = []
    anna = leader.people["Anna"]
    work(peer_copy, tmp_path / "anna", anna, lambda e: said.append(say(e, "A statement")))
    leader.take(peer_copy)
    (kept,) = _ours(leader)
    scope = Scope(REVIEW, session=SESSION)

    def later(editor: Editor) -> None:
        piece, about = said[0], {"about-kind": "evidence", "about": said[0], "text": "So it is"}
        if what == "sorted":
            editor.set("evidence", piece, "sorted", True, scope)
        elif what == "link":
            tie(editor, piece, "7", session=SESSION)
        elif what == "promise":
            editor.set("promise", piece, "text", "The minutes", scope)
        elif what in ("reaction", "comment"):
            editor.create(what, about, scope)
        else:
            field = {"goes-with": "goes-with", "apart": "apart-from", "joined": "joined-into"}[what]
            editor.set("evidence", kept, field, [piece] if what == "apart" else piece, scope)

    leader.save(later)
    with pytest.raises(errors.CannotUndoImport) as refused:
        leader.file.undo_import(1)
    assert all(
        leader.ledger.changes[c].header.author == leader.actor.author for c in refused.value.changes
    )
    step = leader.ledger.to_undo(leader.actor)
    assert step is not None
    undone = leader.ledger.undo(step, leader.actor)
    leader.file.commit(undone)
    leader.file.undo_import(1)
    left = fold(leader.file.changes()).record("evidence", said[0])
    assert left is None or left.removal == "removed"
    assert leader.file.check().holds


def test_who_made_something_brings_it_back_whatever_others_did_with_it(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    """Only what the leader did with it is held here, as in a file that lost the rest."""
    said: list[str] = []
    anna = leader.people["Anna"]
    work(peer_copy, tmp_path / "anna", anna, lambda e: said.append(say(e, "A statement")))
    (kept,) = _ours(leader)
    scope = Scope(REVIEW, session=SESSION)
    leader.save(lambda e: e.set("evidence", said[0], "joined-into", kept, scope))
    assert joined(leader.ledger.state, REVIEW) == ()
    ret = leader.look(peer_copy)
    shown = leader.preview(ret)
    ret.close()
    assert shown.outside == ()
    leader.take(peer_copy)
    ((double, stands),) = joined(leader.ledger.state, REVIEW)
    assert (double.text, stands.id) == ("A statement", kept)


def test_what_came_to_nothing_is_taken_without_a_word(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    def visit(editor: Editor) -> None:
        say(editor, "A statement")
        half = editor.create(
            "evidence", {"text": "half a line typ"}, Scope(REVIEW, "", "", SESSION)
        )
        editor.remove("evidence", half, "")

    anna = leader.people["Anna"]
    work(peer_copy, tmp_path / "anna", anna, visit)
    ret = leader.look(peer_copy)
    shown = leader.preview(ret)
    ret.close()
    assert [part.sentence for part in shown.people] == ["1 new statement"]
    assert "half a line" not in repr(shown.people)
    assert leader.take(peer_copy).entries == 1
    (one,) = imports_of(leader.file, leader.ledger.state)
    assert one.what == "1 new statement"
    ret = leader.look(peer_copy)
    assert leader.preview(ret).is_empty
    ret.close()


def test_what_is_about_a_statement_is_left_aside_with_it(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    made: list[str] = []
    scope = Scope(REVIEW, session=SESSION)

    def visit(editor: Editor) -> None:
        made.append(say(editor, "A statement", factor="7"))
        editor.set("promise", made[0], "text", "The minutes", scope)
        photo = {"type": "picture", "session": SESSION, "title": "A photo", "goes-with": made[0]}
        editor.create("evidence", photo, scope)
        say(editor, "Another one")

    work(peer_copy, tmp_path / "anna", leader.people["Anna"], visit)
    ret = leader.look(peer_copy)
    shown = leader.preview(ret)
    ret.close()
    left = shown.leave_aside(shown.chosen, [("evidence", made[0])])
    assert len(shown.chosen) == 5
    assert len(left) == 1
    assert leader.take(peer_copy, left).entries == 1
    assert not leader.ledger.state.records("promise")


def test_taking_back_and_taking_again(leader: Leader, peer_copy: Path, tmp_path: Path) -> None:
    work(peer_copy, tmp_path / "anna", leader.people["Anna"], lambda e: say(e, "Words"))
    before = leader.ledger.state
    leader.take(peer_copy)
    (one,) = imports_of(leader.file, leader.ledger.state)
    leader.file.undo_import(one.batch)
    leader.ledger = Ledger.of(leader.file.changes())
    assert leader.ledger.state == before
    (one,) = imports_of(leader.file, leader.ledger.state)
    assert (one.who, one.what, one.changes) == ("Anna", "1 new statement", 0)
    assert len(not_returned(leader.ledger.state)) == 1
    assert leader.take(peer_copy).entries == 1
    assert len(leader.ledger.state.records("evidence")) == 1


@pytest.mark.parametrize("what", ["itself", "other", "no project", "damaged"])
def test_what_is_no_return_is_refused_with_a_reason(
    leader: Leader, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "odd.icproj"
    wanted: dict[str, type[errors.IcError]] = {
        "itself": errors.TheProjectItself,
        "other": errors.NotThisProject,
        "no project": errors.NotAProject,
        "damaged": errors.IcError,
    }
    if what == "itself":
        path.symlink_to(leader.file.path)
    elif what == "other":
        start(path).file.close()
    elif what == "no project":
        path.write_text("hello")
    else:
        data = bytearray(leader.file.path.read_bytes())
        data[20_000:90_000] = bytes(70_000)
        path.write_bytes(data)
    with pytest.raises(wanted[what]) as refused:
        leader.look(path)
    assert refused.value.what
    assert refused.value.remedy
    assert not list(user_dir("cache").glob("return-*"))


def test_a_copy_with_a_passphrase(leader: Leader, tmp_path: Path) -> None:
    path, words = tmp_path / "anna.icproj", "four words are enough"
    leader.hand_out("Anna", path, passphrase=words)
    work(path, tmp_path / "anna", leader.people["Anna"], lambda e: say(e, "Secret"), words)
    with pytest.raises(errors.NeedsPassphrase):
        leader.look(path)
    ret = leader.look(path, words)
    assert len(leader.preview(ret).lines) == 1
    assert words not in repr(ret)
    assert ret.copy is not None
    assert b"SQLite format" not in ret.copy.read_bytes()[:16]
    ret.close()


def test_two_plain_copies_put_together_both_ways_come_to_rest(
    leader: Leader, plain_copy: Path, tmp_path: Path
) -> None:
    leader.save(lambda e: say(e, "Here"))
    work(plain_copy, tmp_path / "b", leader.people["Ben"], lambda e: say(e, "There"))
    leader.take(plain_copy)
    with opened_elsewhere(plain_copy, tmp_path / "b") as file:
        other = Leader(file, Ledger.of(file.changes()), leader.people["Ben"], leader.pack)
        assert other.take(leader.file.path).entries
        assert set(leader.ledger.changes) < set(other.ledger.changes)
    leader.take(plain_copy)
    assert set(leader.ledger.changes) == set(other.ledger.changes)
    assert leader.take(plain_copy).is_nothing


def test_copies_of_copies(leader: Leader, plain_copy: Path, tmp_path: Path) -> None:
    """Ben's copy is copied for Anna; both come back, in the other order."""
    scope, key = Scope(REVIEW, "city", "8"), f"{REVIEW}/city/8.1"
    ben, anna = leader.people["Ben"], leader.people["Anna"]
    work(plain_copy, tmp_path / "b", ben, lambda e: e.set("answer", key, "note", "Ben", scope))
    second = tmp_path / "second.icproj"
    second.write_bytes(plain_copy.read_bytes())
    work(second, tmp_path / "a", anna, lambda e: e.set("answer", key, "note", "Anna", scope))
    leader.take(second)
    assert leader.take(plain_copy).is_nothing
    held = leader.ledger.state.field(("answer", key, "note"))
    assert held is not None
    assert held.value == "Anna"
    assert not held.in_conflict


def test_the_file_is_read_again_as_it_was_written(
    leader: Leader, peer_copy: Path, tmp_path: Path
) -> None:
    def visit(editor: Editor) -> None:
        piece = say(editor, "Words", factor="7")
        tie(editor, piece, "8", session=SESSION)

    work(peer_copy, tmp_path / "anna", leader.people["Anna"], visit)
    leader.take(peer_copy)
    leader.file.close()
    leader.file = ProjectFile.open(leader.file.path)
    assert Ledger.of(leader.file.changes()).state == leader.ledger.state


def test_somebody_unknown_is_not_shown_by_an_id(
    leader: Leader, plain_copy: Path, tmp_path: Path
) -> None:
    work(plain_copy, tmp_path / "x", Actor(new_id(), new_id()), lambda e: say(e, "Words"))
    assert sentences(leader, plain_copy) == ["Somebody who is not listed: 1 new statement"]
