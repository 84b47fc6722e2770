"""Hand-outs: their records, and the files that are made of them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from faults.store.making import bundle, packs, someone_else
from ic_desktop import errors
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.exchange.hand_out import (
    HandOut,
    Written,
    close,
    hand_out,
    hand_outs,
    not_returned,
    note_return,
    prepare,
    returns_of,
    write_hand_out,
)
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.store import stranger
from ic_desktop.store.binding import proves
from ic_desktop.store.project_file import Draft, ProjectFile

ME, PEER = Actor(new_id(), new_id()), Actor(new_id(), new_id())


class Sender:
    """A project on the leader's computer."""

    def __init__(self, folder: Path) -> None:
        editor = Editor(State(), ME)
        pack = PackRef("p", "1", pack_hash(bundle()))
        self.project = new_id()
        self.review = edits.start_project(
            editor, self.project, city="Ghent", pack=pack, kind="peer-review"
        )
        edits.introduce(editor, PEER.author, {"name": "Second peer", "role": "peer"})
        self.file = ProjectFile.create(
            folder / "project.icproj",
            project_id=self.project,
            changes=editor.changes,
            packs=packs(),
        )
        self.lane = Lane(self.review, PEER.author, PURPOSES["peer"])

    @property
    def state(self) -> State:
        return fold(self.file.changes())

    def document(self, size: int) -> str:
        """Take in a document as evidence; return its SHA-256."""
        attached = self.file.attach_bytes(f"{size}.bin", bytes(range(256)) * (size // 256))
        editor = Editor(self.state, ME)
        edits.add_evidence(editor, {"title": f"Of {size}"}, attached)
        self.file.commit(editor.changes)
        return attached.sha256

    def send(self, to: Path, lane: Lane | None = None) -> tuple[HandOut, Written]:
        editor = Editor(self.state, ME)
        made = prepare(editor, lane or self.lane, at=time.time_ns() // 1_000_000)
        changes = [*self.file.changes(), *editor.changes]
        written = write_hand_out(self.file, editor.state, changes, made, to)
        self.file.commit(editor.changes)
        return made, written


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    """Return an open project."""
    made = Sender(tmp_path)
    yield made
    made.file.close()


def test_the_record_says_who_has_what_and_who_has_not_returned(
    sender: Sender, tmp_path: Path
) -> None:
    first, _ = sender.send(tmp_path / "one.icproj")
    second, _ = sender.send(tmp_path / "two.icproj", replace(sender.lane, factors=("1",)))
    assert hand_outs(sender.state, sender.review) == (first, second)
    assert hand_outs(sender.state, "another review") == ()
    assert hand_out(sender.state, second.id) == second
    assert (second.person, second.review) == (PEER.author, sender.review)
    assert second.lane.factors == ("1",)
    assert first.key != second.key
    assert not_returned(sender.state) == (first, second)
    editor = Editor(sender.state, ME)
    note_return(editor, first.id, "ab" * 32, at=7, changes=12)
    note_return(editor, first.id, "cd" * 32, at=5, changes=3)
    close(editor, second.id)
    (seven,) = [one for one in returns_of(editor.state, first.id) if one.at == 7]
    assert (seven.manifest, seven.changes) == ("ab" * 32, 12)
    assert [one.at for one in returns_of(editor.state, first.id)] == [5, 7]
    assert not_returned(editor.state) == ()
    close(editor, second.id, closed=False)
    assert [one.id for one in not_returned(editor.state, sender.review)] == [second.id]


@pytest.mark.parametrize(
    "value",
    [{"key": "zz"}, {"key": "ab"}, {"made": "now"}, {"lane": {}}, {"lane": None}, {"key": 7}],
)
def test_a_record_that_cannot_be_read_counts_for_nothing(
    sender: Sender, value: dict[str, object]
) -> None:
    editor = Editor(sender.state, ME)
    good = {"lane": sender.lane.as_value(), "key": "ab" * 32, "made": 1, "protected": False}
    editor.set("hand-out", new_id(), "record", {**good, **value}, Scope(review=sender.review))
    editor.set("hand-out", new_id(), "record", {}, Scope(review=sender.review))
    assert hand_outs(editor.state) == ()


def test_it_opens_there_is_edited_and_proves_itself_when_it_comes_back(
    sender: Sender, tmp_path: Path
) -> None:
    sha256 = sender.document(700_000)
    made, written = sender.send(tmp_path / "peer.icproj")
    assert (written.evidence, written.documents, written.bytes) == (1, 1, 699_904)
    assert (written.too_large, written.not_whole, written.withheld) == (0, 0, 0)
    theirs = tmp_path / "theirs.icproj"
    with someone_else(tmp_path / "elsewhere"):
        stranger.adopt(stranger.inspect(tmp_path / "peer.icproj"), theirs)
        file = ProjectFile.open(theirs)
        assert file.project_id == sender.project
        assert file.binding == made.binding
        assert file.check().holds
        assert len(b"".join(file.read_attachment(sha256))) == 699_904
        assert not fold(file.changes()).records("hand-out")
        editor = Editor(fold(file.changes()), PEER)
        edits.judge(editor, sender.review, "1", {"value": "partly"}, PEER.author)
        file.commit(editor.changes)
        file.close()
    seen = stranger.inspect(theirs)
    assert (seen.copy_kind, seen.copy_id) == ("hand-out", made.id)
    (known,) = hand_outs(sender.state)
    assert proves(known.key, seen.project_id, seen.manifest, seen.proof)
    own = sender.file.binding
    assert own is not None
    assert not proves(own.key, seen.project_id, seen.manifest, seen.proof)


def test_the_copy_opens_at_once_where_it_was_made(sender: Sender, tmp_path: Path) -> None:
    sender.send(tmp_path / "peer.icproj")
    file = ProjectFile.open(tmp_path / "peer.icproj")
    assert list(file.packs()) == [pack_hash(bundle())]
    file.close()


@pytest.mark.parametrize(("largest", "documents"), [(-1, 2), (0, 0), (600_000, 1), (10**9, 2)])
def test_large_documents_stay_and_their_evidence_goes(
    sender: Sender, tmp_path: Path, largest: int, documents: int
) -> None:
    sender.document(300_032)
    sender.document(900_096)
    to = tmp_path / "peer.icproj"
    _made, written = sender.send(to, replace(sender.lane, largest=largest))
    assert (written.evidence, written.documents) == (2, documents)
    assert written.too_large == 2 - documents
    assert to.stat().st_size < 1_400_000 + written.bytes


def test_words_that_name_an_interviewee_are_told_and_what_points_elsewhere_is_not(
    sender: Sender, tmp_path: Path
) -> None:
    editor = Editor(sender.state, ME)
    editor.set("name-key", "a" * 32, "name", "Ada Quillfeather", Scope())
    edits.describe_review(editor, sender.review, {"baseline": "another"})
    for text in ("As Quillfeather says", "Nothing else"):
        edits.add_evidence(editor, {"title": text})
    sender.file.commit(editor.changes)
    _made, written = sender.send(tmp_path / "peer.icproj")
    assert (written.evidence, written.withheld) == (2, 1)


def test_a_damaged_document_is_told_and_the_rest_goes(sender: Sender, tmp_path: Path) -> None:
    damaged, whole = sender.document(300_032), sender.document(600_064)
    number = next(a.number for a in sender.file.attachments() if a.sha256.hex() == damaged)
    sender.file._file.database.sql(
        "UPDATE chunk_data SET data = zeroblob(length(data)) WHERE id >> 20 = ?", (number,)
    )
    to = tmp_path / "peer.icproj"
    _made, written = sender.send(to)
    assert (written.documents, written.not_whole, written.bytes) == (1, 1, 600_064)
    file = ProjectFile.open(to)
    assert [a.sha256.hex() for a in file.attachments()] == [whole]
    assert file.check().holds
    file.close()


def test_what_is_being_typed_does_not_go(sender: Sender, tmp_path: Path) -> None:
    key = ("answer", f"{sender.review}/city/1.1", "note")
    sender.file.save_draft(Draft(*key, Scope(sender.review, "city", "1"), "typing", 1))
    sender.send(tmp_path / "peer.icproj")
    file = ProjectFile.open(tmp_path / "peer.icproj")
    assert file.drafts() == []
    file.close()
    assert [draft.value for draft in sender.file.drafts()] == ["typing"]


def test_the_project_can_be_written_while_documents_are_passed_on(
    sender: Sender, tmp_path: Path
) -> None:
    sender.document(9_000_192)
    told = []

    def commit(done: int, total: int) -> None:
        told.append((done, total))
        editor = Editor(sender.state, ME)
        edits.describe_city(editor, sender.project, {"about": f"Told {done}"})
        sender.file.commit(editor.changes)

    made = prepare(Editor(sender.state, ME), sender.lane, at=1)
    to = tmp_path / "peer.icproj"
    changes = sender.file.changes()
    write_hand_out(sender.file, sender.state, changes, made, to, on_progress=commit)
    assert told[-1] == (9_000_192, 9_000_192)
    assert len(told) >= 2
    file = ProjectFile.open(to)
    assert file.check().holds
    file.close()
    assert sender.file.check().holds


def _cancel(sender: Sender, to: Path, made: HandOut) -> None:
    with pytest.raises(errors.Cancelled):
        write_hand_out(
            sender.file, sender.state, sender.file.changes(), made, to, cancelled=lambda: True
        )


def _taken(sender: Sender, to: Path, made: HandOut) -> None:
    to.write_text("mine")
    with pytest.raises(errors.FileExists):
        write_hand_out(sender.file, sender.state, sender.file.changes(), made, to)
    assert to.read_text() == "mine"
    to.unlink()


@pytest.mark.parametrize("stop", [_cancel, _taken])
def test_it_is_there_whole_or_not_at_all(
    sender: Sender, tmp_path: Path, stop: Callable[[Sender, Path, HandOut], None]
) -> None:
    sender.document(300_032)
    folder = tmp_path / "stick"
    folder.mkdir()
    made = prepare(Editor(sender.state, ME), sender.lane, at=1)
    stop(sender, folder / "peer.icproj", made)
    assert list(folder.iterdir()) == []
