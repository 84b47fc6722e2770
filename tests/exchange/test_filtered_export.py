"""An export by default holds nothing that must not leave, says so, and can come back."""

import json
from pathlib import Path

import jsonschema
import pytest

from ic_desktop.benchmark import library
from ic_desktop.exchange.json_export import NOTE, NOTE_FILTERED, export_json
from ic_desktop.exchange.json_import import import_into, import_into_new, read_export
from ic_desktop.paths import resources_dir
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import evidence, verdict
from ic_desktop.project.peer import participant, session
from ic_desktop.project.state import fold
from ic_desktop.review import edits
from ic_desktop.review.disclosure import confidentiality_of, speaker_label
from ic_desktop.store.project_file import ProjectFile
from tests.report.a_peer_review import ALONE, HEADS, MARKER, NAME, PEERS, Visit, a_visit

PACK = "promoting-cultural-diversity"
SECRETS = (MARKER, NAME, "Solitaria")
FORMS = [word.encode(how) for word in SECRETS for how in ("utf-8", "utf-16-le", "utf-16-be")]


@pytest.fixture
def visit() -> Visit:
    return a_visit(library.pack(PACK))


def saved(visit: Visit, path: Path) -> ProjectFile:
    """Save a review with two files that hold the marker; the one is confidential."""
    file = ProjectFile.create(
        path,
        project_id="f" * 32,
        changes=visit.editor.changes,
        packs={visit.pack.hash: library.bundle_of(PACK)},
    )
    secret = file.attach_bytes(f"{MARKER}.txt", MARKER.encode() * 10)
    shown = file.attach_bytes("shown.txt", b"for everybody")
    editor = Editor(fold(file.changes()), Actor("1" * 32, "d" * 32))
    hidden = edits.add_evidence(
        editor, {"title": MARKER, "confidentiality": "confidential"}, secret
    )
    edits.add_evidence(editor, {"title": "Shown", "confidentiality": "public"}, shown)
    photo = edits.add_evidence(editor, {"title": MARKER, "confidentiality": "public"}, secret)
    editor.set("evidence", photo, "goes-with", hidden, Scope())
    lane = {"key": MARKER, "lane": {}}
    editor.create("hand-out", {"record": lane}, Scope(review=visit.review))
    editor.create("star-map", {"sky": MARKER})
    _write_over(editor)
    file.commit(editor.changes)
    return file


def _write_over(editor: Editor) -> None:
    """Take a name out of a text in which it was typed, and leave it in another."""
    typed = edits.add_evidence(editor, {"title": f"{NAME} told us"})
    edits.describe_evidence(editor, typed, {"title": "Somebody told us"})
    edits.add_evidence(editor, {"title": "What zirbelnuss SOLITARIA said", "text": "Kept"})


def _around(written: bytes, form: bytes) -> bytes:
    at = written.lower().index(form.lower())
    return written[max(0, at - 300) : at + 100]


def test_nothing_that_must_not_leave_is_in_it(visit: Visit, tmp_path: Path) -> None:
    file = saved(visit, tmp_path / "town.icproj")
    done = export_json(file, tmp_path / "out.json")
    written = (tmp_path / "out.json").read_bytes()
    found = [form for form in FORMS if form.lower() in written.lower()]
    assert not found, _around(written, found[0])
    assert done.kept_back > 10
    assert done.documents == 1
    read = json.loads(written)
    schema = json.loads((resources_dir() / "schema/export.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(read)
    assert read["sessions"]
    assert read["recommendations"]
    assert read["note"] == NOTE_FILTERED
    assert "--everything" in read["note"]
    kinds = {change["header"]["kind"] for change in read["changes"]}
    assert not kinds & {"name-key", "hand-out", "erasure"}
    voices = {row.get("voice") for row in read["verdicts"]}
    assert voices == {"city", "team"}
    file.close()


def test_what_may_leave_is_in_it(visit: Visit, tmp_path: Path) -> None:
    file = saved(visit, tmp_path / "town.icproj")
    export_json(file, tmp_path / "out.json")
    written = (tmp_path / "out.json").read_text(encoding="utf-8")
    for said in (
        "Pia Eins",
        "We were never asked.",
        "Head of a school",
        "It is decided, and not yet done.",
        "Nothing of it has reached the schools.",
        "Somebody told us",
        "Find lasting money.",
        "That will be hard.",
    ):
        assert said in written, said
    assert "Money came late, but came." not in written  # its author did not agree to be named
    file.close()


def test_everything_is_a_full_copy(visit: Visit, tmp_path: Path) -> None:
    file = saved(visit, tmp_path / "town.icproj")
    done = export_json(file, tmp_path / "out.json", everything=True)
    read = read_export(tmp_path / "out.json")
    assert read.changes == tuple(file.changes())
    assert (done.kept_back, done.documents) == (0, 2)
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["note"] == NOTE
    file.close()


def test_what_was_removed_or_promised_in_confidence_is_not_in_it(visit: Visit) -> None:
    from ic_desktop.review.leaving import that_may_leave

    where = Scope(review=visit.review, session=visit.focus)
    gone = visit.statement(visit.focus, f"{MARKER} again", HEADS[0])
    kept = visit.statement(visit.focus, "We have a list.", HEADS[0])
    whispered = visit.statement(visit.focus, MARKER, HEADS[0], confidentiality="confidential")
    for promise, text in ((kept, "We have a list."), (whispered, MARKER)):
        visit.editor.set_all("promise", promise, {"text": text, "who": HEADS[0]}, where)
    visit.editor.remove("evidence", gone, "Said twice")
    left = fold(that_may_leave(visit.state, visit.editor.changes))
    removed = left.record("evidence", gone)
    assert removed is not None
    assert (removed.removal, removed.text("text")) == ("removed", "")
    told = {key: record.text("text") for key, record in left.records("promise").items()}
    assert (told[kept], told[whispered]) == ("We have a list.", "")


def test_what_was_emptied_is_not_said_to_be_kept_back(visit: Visit) -> None:
    from ic_desktop.review.leaving import that_may_leave

    edits.answer(visit.editor, visit.review, "1", "1.1", {"note": "Wrong place"})
    key = next(k for k in visit.state.records("answer") if k.endswith("/1.1"))
    visit.editor.set("answer", key, "note", None, Scope(visit.review, "city", "1"))
    left = fold(that_may_leave(visit.state, visit.editor.changes))
    (emptied,) = (r for key, r in left.records("answer").items() if key.endswith("/1.1"))
    assert emptied.withheld == ()


def test_it_comes_back_in(visit: Visit, tmp_path: Path) -> None:
    file = saved(visit, tmp_path / "town.icproj")
    export_json(file, tmp_path / "out.json")
    before = file.changes()
    assert import_into(file, read_export(tmp_path / "out.json")).changes == 0
    assert file.changes() == before
    import_into_new(tmp_path / "new.icproj", read_export(tmp_path / "out.json"))
    back = ProjectFile.open(tmp_path / "new.icproj")
    state = fold(back.changes())
    assert verdict(state, visit.review, "1", "team").reason == "It is decided, and not yet done."
    assert verdict(state, visit.review, "1", PEERS[0]).value == ""
    assert participant(state, HEADS[0]) is not None
    hidden = next(p for p in state.records("evidence").values() if "text" in p.withheld)
    piece = evidence(state, hidden.id)
    assert piece is not None
    assert confidentiality_of(state, piece) == "confidential"
    back.close()
    file.close()


def test_a_session_with_one_person_has_neither_title_nor_place(
    visit: Visit, tmp_path: Path
) -> None:
    file = saved(visit, tmp_path / "town.icproj")
    export_json(file, tmp_path / "out.json")
    state = fold(read_export(tmp_path / "out.json").changes)
    alone, group = session(state, visit.talk), session(state, visit.focus)
    assert alone is not None
    assert group is not None
    assert (alone.title, alone.place, alone.date) == ("", "", "2026-05-05")
    assert (group.title, group.place) == ("", "Town hall")
    file.close()


def test_who_is_less_named_in_one_statement_is_not_found_by_another(visit: Visit) -> None:
    from ic_desktop.review.leaving import that_may_leave

    said = visit.statement(
        visit.focus, "Off the record.", ALONE, attribution="none", confidentiality="public"
    )
    left = fold(that_may_leave(visit.state, visit.editor.changes))
    piece = evidence(left, said)
    assert piece is not None
    assert (piece.text, piece.speaker) == ("Off the record.", "")
    assert speaker_label(left, piece) == ""


def test_a_category_of_fewer_than_three_speakers_is_in_no_export(visit: Visit) -> None:
    from ic_desktop.review.leaving import that_may_leave

    def told() -> list[str]:
        left = fold(that_may_leave(visit.state, visit.editor.changes))
        return [left.records("participant")[head].text("category") for head in HEADS]

    assert told()[0] == "", "the one head of a school who has spoken yet"
    for head in HEADS[1:]:
        visit.statement(visit.focus, "So say I.", speaker=head)
    assert told() == ["Head of a school"] * 3
