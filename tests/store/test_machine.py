"""Whatever is done in whatever order: closing and opening gives the same, and the check holds."""

import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from faults.store.making import Maker, make
from ic_desktop import errors
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.erase import erase
from ic_desktop.project.state import State, fold
from ic_desktop.store.project_file import Draft, ProjectFile

NUMBERS = st.integers(0, 5)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


class File(RuleBasedStateMachine):
    """A project file beside a plain model of what it must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="ic-machine-"))
        self.path = self.folder / "a.icproj"
        self.maker = Maker()
        self.drafts: dict[str, str] = {}
        self.documents: dict[str, bytes] = {}
        self.copies = 0
        self.imported: list[list[Change]] = []

    @initialize()
    def begin(self) -> None:
        self.file = make(self.path, self.maker, answers=6)

    @property
    def state(self) -> State:
        return self.maker.state

    @rule(number=NUMBERS, text=TEXTS)
    def note(self, number: int, text: str) -> None:
        changes = self.maker.note(number, text)
        self.file.commit(changes, clear_drafts=[("answer", f"r/city/{number}", "note")])
        self.drafts.pop(f"r/city/{number}", None)

    @rule(number=NUMBERS, text=TEXTS)
    def type(self, number: int, text: str) -> None:
        entity = f"r/city/{number}"
        self.file.save_draft(Draft("answer", entity, "note", Scope(), text, 1))
        self.drafts[entity] = text

    @rule(data=st.binary(max_size=1000), times=st.integers(1, 700))
    def attach(self, data: bytes, times: int) -> None:
        attached = self.file.attach_bytes("a.bin", data * times)
        self.documents[attached.sha256] = data * times

    @rule(number=NUMBERS)
    def merge(self, number: int) -> None:
        other = Editor(self.state, Maker().actor)
        other.set("answer", f"r/city/{number}", "ask-whom", "Theirs", Scope(review="r"))
        self.file.commit(other.changes, imported=True)
        self.file.commit(other.changes)
        self.maker.state = fold(self.file.changes())

    @rule()
    def undo_last_import(self) -> None:
        last = [one for one in self.file.imports() if one.changes][-1:]
        for one in last:
            try:
                self.file.undo_import(one.batch)
            except errors.CannotUndoImport:
                continue
            self.maker.state = fold(self.file.changes())

    @rule(number=NUMBERS)
    def erase(self, number: int) -> None:
        entity = f"r/city/{number}"
        editor = Editor(self.state, self.maker.actor)
        files = frozenset(sorted(self.documents)[:1])
        fields = frozenset({("answer", entity, "note")})
        erase(editor, self.file.changes(), fields=fields, files=files, reason="asked for")
        self.file.erase(editor.changes)
        self.maker.state = fold(self.file.changes())
        self.drafts.pop(entity, None)
        for sha256 in files:
            self.documents.pop(sha256)

    @rule()
    def close_and_open(self) -> None:
        before = (self.file.changes(), self.file.manifest)
        self.file.close()
        self.file = ProjectFile.open(self.path)
        assert (self.file.changes(), self.file.manifest) == before

    @rule()
    def back_up_and_copy(self) -> None:
        self.file.backup()
        self.copies += 1
        self.file.save_copy(self.folder / f"copy{self.copies}.icproj")
        copy = ProjectFile.open(self.folder / f"copy{self.copies}.icproj")
        assert copy.changes() == self.file.changes()
        copy.close()

    @invariant()
    def it_holds_what_the_model_says(self) -> None:
        if not hasattr(self, "file"):
            return
        assert {d.entity: d.value for d in self.file.drafts()} == self.drafts
        there = {a.sha256.hex() for a in self.file.attachments()}
        assert there == set(self.documents)
        held = fold(self.file.changes())
        assert _values(held) == _values(self.state)

    def teardown(self) -> None:
        if hasattr(self, "file"):
            for sha256, data in self.documents.items():
                assert b"".join(self.file.read_attachment(sha256)) == data
            report = self.file.check()
            self.file.close()
            assert report.problems == ()
        shutil.rmtree(self.folder)


def _values(state: State) -> dict[tuple[str, str, str], object]:
    return {
        (kind, entity, name): (held.value, held.head_ids, held.missing)
        for kind, records in state.kinds.items()
        if kind != "erasure"
        for entity, record in records.items()
        for name, held in record.fields.items()
    }


TestFile = File.TestCase
TestFile.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
