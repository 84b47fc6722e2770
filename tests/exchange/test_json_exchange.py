"""A project as one JSON document: whole, to its schema, and back with nothing lost."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ic_desktop.benchmark import library
from ic_desktop.errors import (
    Cancelled,
    FileExists,
    FileNotFound,
    NewerExport,
    NotAnExport,
    OtherProject,
)
from ic_desktop.exchange.json_export import Exported, Source, change_row
from ic_desktop.exchange.json_export import export_json as export_what
from ic_desktop.exchange.json_import import (
    Imported,
    import_into,
    import_into_new,
    read_export,
    read_row,
)
from ic_desktop.paths import resources_dir
from ic_desktop.project.changes import Change, Scope, make_change
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import AttachedFile, PackRef, all_evidence, reviews
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.seal import seal_review
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.store.project_file import ProjectFile

ME = Actor("a" * 32, "d" * 32)
OTHER = Actor("b" * 32, "e" * 32)
PACK = "integrating-cities-charter"
BIG = os.urandom(700_000)
Json = dict[str, Any]


def export_json(file: Source, to: Path, **more: Any) -> Exported:
    """Write a full copy: what these tests are about comes back as it was."""
    return export_what(file, to, everything=True, **more)


def edit(file: ProjectFile, work: Callable[[Editor], object], actor: Actor = ME) -> list[Change]:
    editor = Editor(fold(file.changes()), actor)
    work(editor)
    file.commit(editor.changes)
    return editor.changes


def review_of(file: ProjectFile) -> str:
    return reviews(fold(file.changes()))[0].id


def begin(path: Path) -> ProjectFile:
    """Make a project with a bit of everything."""
    editor = Editor(State(), ME)
    pack = library.pack(PACK)
    project = new_id()
    ref = PackRef(pack.id, pack.version, pack.hash)
    review = edits.start_project(editor, project, city="Exemplum “Ž”", pack=ref, title="Test")
    factor = pack.factors[0]
    question = factor.questions[0]
    edits.answer(editor, review, factor.id, question.id, {"value": "yes", "note": 'Ünï\n"x"'})
    edits.judge(editor, review, factor.id, {"value": "in-place", "come-back": True})
    edits.introduce(editor, ME.author, {"name": "Anna"})
    editor.set("star-map", "x", "sky", {"of": ["a newer", {"version": 2}]}, Scope())
    file = ProjectFile.create(
        path,
        project_id=project,
        changes=editor.changes,
        packs={pack.hash: library.bundle_of(PACK)},
    )
    big = file.attach_bytes("minutes.pdf", BIG)
    empty = file.attach_bytes("empty.txt", b"")

    def add(editor: Editor) -> None:
        for document in (big, empty):
            piece = edits.add_evidence(editor, {"title": document.name}, document)
            edits.link(editor, review, piece, factor.id, question.id, stance="supports")
        secret = edits.add_evidence(editor, {"title": "Said", "confidentiality": "confidential"})
        edits.remove_evidence(editor, secret, "too much")

    edit(file, add)
    return file


@pytest.fixture
def town(tmp_path: Path) -> Iterator[ProjectFile]:
    file = begin(tmp_path / "town.icproj")
    yield file
    file.close()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of such a project."""
    folder = tmp_path_factory.mktemp("exported")
    file = begin(folder / "town.icproj")
    export_json(file, folder / "out.json")
    file.close()
    return (folder / "out.json").read_bytes()


def put(out: Path, exported: bytes) -> Path:
    out.write_bytes(exported)
    return out


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.json"


def document(path: Path) -> Json:
    read: Json = json.loads(path.read_text(encoding="utf-8"))
    return read


def rewrite(path: Path, change: Callable[[Json], object], **style: Any) -> Path:
    read = document(path)
    change(read)
    path.write_text(json.dumps(read, **style), encoding="utf-8")
    return path


def documents_of(file: ProjectFile) -> dict[str, bytes]:
    rows = file.attachments()
    return {r.sha256.hex(): b"".join(file.read_attachment(r.sha256.hex())) for r in rows}


def same(one: ProjectFile, other: ProjectFile) -> None:
    assert one.project_id == other.project_id
    assert one.changes() == other.changes()
    assert one.packs() == other.packs()
    assert documents_of(one) == documents_of(other)


def brought_back(path: Path, out: Path) -> ProjectFile:
    import_into_new(path, read_export(out))
    return ProjectFile.open(path)


def test_nothing_is_lost(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    done = export_json(town, out)
    assert (done.changes, done.documents, done.missing) == (len(town.changes()), 2, 0)
    assert done.confidential == 0
    back = brought_back(tmp_path / "back.icproj", out)
    same(town, back)
    step = Ledger.of(back.changes()).to_undo(ME)
    assert step == Ledger.of(town.changes()).to_undo(ME) is not None
    again = tmp_path / "again.json"
    export_json(back, again)
    assert again.read_bytes() == out.read_bytes()
    back.close()


def test_an_export_keeps_to_its_schema(town: ProjectFile, out: Path) -> None:
    edit(town, lambda e: seal(e, review_of(town)))
    erase_evidence(town, "empty.txt")
    export_json(town, out)
    schema = json.loads((resources_dir() / "schema/export.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    read = document(out)
    validator.validate(read)
    assert list(read) == list(schema["properties"])
    names = list(read)
    of_peers = names[names.index("sessions") : names.index("reactions") + 1]
    empty = ("context_notes", "context_ties", *of_peers)
    assert all(read[name] for name in read if name not in empty)
    for broken in (
        {"changes": [{}]},
        {"version": 2},
        {"project": "x"},
        {"documents": [{"size": 1}]},
    ):
        assert not validator.is_valid(read | broken)


def seal(editor: Editor, review: str) -> None:
    seal_review(editor, review, pdf_sha256="0" * 64, signer="Anna", fingerprint="", at=1)


def erase_evidence(file: ProjectFile, title: str) -> None:
    changes = file.changes()
    editor = Editor(fold(changes), ME)
    (piece,) = [e.id for e in all_evidence(editor.state, removed=True) if e.title == title]
    edits.erase_evidence(editor, changes, piece, "consent withdrawn")
    file.erase(editor.changes)


def test_people_can_read_it(town: ProjectFile, out: Path) -> None:
    export_json(town, out)
    read = document(out)
    (answer,) = read["answers"]
    factor = library.pack(PACK).factors[0]
    question = factor.questions[0]
    assert (answer["question"], answer["value"]) == (question.id, "yes")
    assert (answer["question_text"], answer["factor"]) == (question.text, factor.id)
    assert read["verdicts"][0]["factor_title"] == factor.title
    assert read["cities"][0]["city"] == "Exemplum “Ž”"
    assert [row["removal"] for row in read["evidence"]] == ["present", "present", "removed"]
    assert read["results"][0]["in_place"] == 1
    assert read["results"][0]["in_scope"] == len(library.pack(PACK).factors)


def test_every_element_stands_on_a_line_of_its_own(town: ProjectFile, out: Path) -> None:
    export_json(town, out)
    lines = out.read_text(encoding="utf-8").splitlines()
    read = document(out)
    elements = sum(len(value) for value in read.values() if isinstance(value, list))
    assert len(lines) == elements + len(read) + 2
    assert max(map(len, lines)) < 400_000


def test_twice_changes_nothing(town: ProjectFile, out: Path) -> None:
    export_json(town, out)
    before = town.manifest
    assert import_into(town, read_export(out)) == Imported(0, 0, 0, 0)
    assert town.manifest == before


def test_what_is_new_is_united(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    export_json(town, out)
    copy = brought_back(tmp_path / "copy.icproj", out)
    factor = library.pack(PACK).factors[0].id
    review = review_of(town)
    edit(town, lambda e: edits.judge(e, review, factor, {"value": "partly"}))
    theirs = edit(copy, lambda e: edits.judge(e, review, factor, {"value": "not-in-place"}), OTHER)
    more = copy.attach_bytes("more.txt", b"more")
    theirs += edit(copy, lambda e: edits.add_evidence(e, {"title": "More"}, more), OTHER)
    export_json(copy, out)
    done = import_into(town, read_export(out))
    assert done == Imported(len(theirs), 1, conflicts=1, erased=0)
    assert documents_of(town)[more.sha256] == b"more"
    export_json(town, out)
    assert import_into(copy, read_export(out)).changes == 1
    assert fold(copy.changes()) == fold(town.changes())
    assert documents_of(copy) == documents_of(town)
    copy.close()


def test_words_that_were_missing_come(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    export_json(town, out)
    rows = document(out)["changes"]
    bare = tmp_path / "bare.json"
    bare.write_bytes(out.read_bytes())
    rewrite(bare, lambda d: [(row.pop("salt"), row.pop("value")) for row in d["changes"][:5]])
    part = brought_back(tmp_path / "part.icproj", bare)
    assert [c.body is None for c in part.changes()[:6]] == [True] * 5 + [False]
    assert import_into(part, read_export(out)).changes == 5
    assert part.changes() == town.changes()
    assert len(rows) == len(part.changes())
    part.close()


def test_what_was_erased_does_not_come_back(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    export_json(town, out)
    old = read_export(out)
    erase_evidence(town, "minutes.pdf")
    digest = next(key for key, size in old.documents.items() if size == len(BIG))
    assert import_into(town, old) == Imported(0, 0, 0, 0)
    assert digest not in documents_of(town)
    newer = tmp_path / "newer.json"
    export_json(town, newer)
    assert b"minutes.pdf" not in newer.read_bytes()
    copy = tmp_path / "copy.icproj"
    import_into_new(copy, old)
    with_words = ProjectFile.open(copy)
    done = import_into(with_words, read_export(newer))
    assert done.erased > 0
    assert digest not in documents_of(with_words)
    assert fold(with_words.changes()) == fold(town.changes())
    with_words.close()


def test_another_project_is_refused(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    export_json(town, out)
    other = ProjectFile.create(tmp_path / "other.icproj", project_id=new_id(), changes=[], packs={})
    with pytest.raises(OtherProject, match=r"out\.json.*other\.icproj"):
        import_into(other, read_export(out))
    assert other.changes() == []
    other.close()


def test_nothing_is_overwritten(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    export_json(town, out)
    there = tmp_path / "there.icproj"
    there.write_bytes(b"mine")
    with pytest.raises(FileExists):
        import_into_new(there, read_export(out))
    assert there.read_bytes() == b"mine"


def test_an_export_in_other_lines_and_order_is_the_same(
    town: ProjectFile, out: Path, tmp_path: Path
) -> None:
    export_json(town, out)
    rewrite(out, lambda d: None, indent=2, sort_keys=True)
    back = brought_back(tmp_path / "back.icproj", out)
    same(town, back)
    back.close()


def test_cancelling_leaves_nothing(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        export_json(town, out, cancelled=lambda: True)
    assert not out.exists()
    export_json(town, out)
    before = set(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        import_into_new(tmp_path / "new.icproj", read_export(out), cancelled=lambda: True)
    assert set(tmp_path.iterdir()) == before


def test_progress_is_told_in_bytes(town: ProjectFile, out: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export_json(town, out, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(BIG), len(BIG))
    told.clear()
    import_into_new(
        tmp_path / "new.icproj", read_export(out), on_progress=lambda *now: told.append(now)
    )
    assert told[-1] == (len(BIG), len(BIG))


def test_a_document_that_is_not_in_this_copy_is_counted(
    town: ProjectFile, out: Path, tmp_path: Path
) -> None:
    gone = AttachedFile("9" * 64, "gone.pdf", "application/pdf", 3)
    edit(town, lambda e: edits.add_evidence(e, {"title": "Gone"}, gone))
    assert export_json(town, out).missing == 1
    back = brought_back(tmp_path / "back.icproj", out)
    same(town, back)
    back.close()


def test_a_missing_or_newer_export(town: ProjectFile, out: Path) -> None:
    with pytest.raises(FileNotFound):
        read_export(out)
    export_json(town, out)
    with pytest.raises(NewerExport):
        read_export(rewrite(out, lambda d: d.update(version=2)))


def spoil_change(**changed: Any) -> Callable[[Json], object]:
    return lambda d: d["changes"][3].update(changed)


def spoil_header(**changed: Any) -> Callable[[Json], object]:
    return lambda d: d["changes"][3]["header"].update(changed)


SPOILT: dict[str, Callable[[Json], object]] = {
    "format": lambda d: d.update(format="x"),
    "no format": lambda d: d.pop("format"),
    "version": lambda d: d.update(version="1"),
    "version 0": lambda d: d.update(version=0),
    "no project": lambda d: d.pop("project"),
    "project path": lambda d: d.update(project="../../etc/passwd"),
    "changes no list": lambda d: d.update(changes=7),
    "a change no object": lambda d: d["changes"].append(None),
    "header no object": spoil_change(header="x"),
    "another id": spoil_change(id="0" * 64),
    "another value": spoil_change(value="another"),
    "a float": spoil_change(value=1.5),
    "half a character": spoil_change(value="\ud800"),
    "a huge number": spoil_change(value=10**400),
    "another salt": spoil_change(salt="00" * 32),
    "a short salt": spoil_change(salt="00"),
    "salt no hex": spoil_change(salt="zz" * 32),
    "salt no text": spoil_change(salt=7),
    "deep value": spoil_change(value=json.loads("[" * 200 + "]" * 200)),
    "forged author": spoil_header(author="f" * 32),
    "forged kind": spoil_header(kind="../x"),
    "header extra": spoil_header(extra=1),
    "packs no object": lambda d: d.update(packs=["x"]),
    "pack hash": lambda d: d["packs"][0].update(hash="0" * 64),
    "pack no text": lambda d: d["packs"][0].update(bundle={}),
    "pack surrogate": lambda d: d["packs"][0].update(bundle="\ud800"),
    "document no object": lambda d: d.update(documents=[7]),
    "document hash": lambda d: d["documents"][0].update(sha256="../x"),
    "document size": lambda d: d["documents"][0].update(size=-1),
    "document size text": lambda d: d["documents"][0].update(size="7"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_export_is_refused(
    exported: bytes, out: Path, spoil: Callable[[Json], object]
) -> None:
    with pytest.raises(NotAnExport, match=r"out\.json"):
        read_export(rewrite(put(out, exported), spoil))


def forge_parent(d: Json) -> None:
    """Add a well-formed change that names a parent of another field."""
    editor = Editor(State(), OTHER)
    first = read_row(d["changes"][0])
    editor.set("answer", "x", "note", "first", Scope())
    forged = Editor(editor.state, OTHER)
    forged.set("answer", "x", "note", "second", Scope())
    change = forged.changes[0]
    assert change.body is not None
    header = replace(change.header, parents=(first.id,))
    d["changes"].append(change_row(make_change(header, change.body)))


def swap(d: Json) -> None:
    d["chunks"][0], d["chunks"][1] = d["chunks"][1], d["chunks"][0]


TORN: dict[str, Callable[[Json], object]] = {
    "a chunk is missing": lambda d: d["chunks"].pop(),
    "all chunks are missing": lambda d: d.update(chunks=[]),
    "a chunk too many": lambda d: d["chunks"].append(d["chunks"][0]),
    "chunks in another order": swap,
    "a chunk of other bytes": lambda d: d["chunks"][0].update(data="AAAA"),
    "no base64": lambda d: d["chunks"][0].update(data="@@@"),
    "not ASCII": lambda d: d["chunks"][0].update(data="ÄÄÄÄ"),
    "a chunk no object": lambda d: d.update(chunks=[7]),
    "a chunk no text": lambda d: d["chunks"][0].update(data=7),
    "another size": lambda d: d["documents"][0].update(size=len(BIG) + 1),
    "a history with a gap of another field": forge_parent,
}


@pytest.mark.parametrize("tear", TORN.values(), ids=TORN.keys())
def test_a_torn_export_leaves_nothing(
    exported: bytes, out: Path, tmp_path: Path, tear: Callable[[Json], object]
) -> None:
    rewrite(put(out, exported), tear)
    before = set(tmp_path.iterdir())
    with pytest.raises(NotAnExport):
        import_into_new(tmp_path / "new.icproj", read_export(out))
    assert set(tmp_path.iterdir()) == before


def test_a_document_that_nothing_names_is_not_taken(
    town: ProjectFile, out: Path, tmp_path: Path
) -> None:
    export_json(town, out)

    def stuff(d: Json) -> None:
        d["documents"].append({"sha256": "8" * 64, "size": 4})
        d["chunks"].append({"document": "8" * 64, "data": "AAAA"})

    back = brought_back(tmp_path / "back.icproj", rewrite(out, stuff))
    same(town, back)
    back.close()
