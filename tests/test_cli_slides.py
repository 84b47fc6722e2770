"""The command "slides": a PDF of the feedback, with nothing in it that must not leave."""

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from ic_desktop.cli.opening import actor, reading, writing
from ic_desktop.cli.run import run
from ic_desktop.i18n import catalogue
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.kinds import TEAM
from ic_desktop.report.slides import slides_order
from ic_desktop.review import conclusions, edits
from ic_desktop.review.slides import compose

NAME = "Zarathustra Quellwasser"
SECRET = "she would never hire with an accent"
PEER_REASON = "I alone hold that nothing is in place"
MARKERS = (NAME, "Quellwasser", SECRET, PEER_REASON, "Petra Peer")
SPEAKER, PEER = "8" * 32, "1" * 32


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A project with a self-assessment."""
    path = tmp_path / "town.icproj"
    assert run(["new", str(path), "--city", "Musterau", "--country", "DE"]) == 0
    return path


def review(path: Path) -> None:
    """Make a peer review of it, with planted words that must not leave."""
    with writing(path) as desk:
        editor = Editor(desk.state, actor())
        review_id = desk.review.id
        edits.describe_review(editor, review_id, {"kind": "peer-review", "title": "Peer review"})
        scope = Scope(review=review_id, session="c" * 32)
        editor.set_all("name-key", SPEAKER, {"name": NAME, "contact": NAME}, Scope())
        editor.set_all("participant", SPEAKER, {"role": "interviewee", "pseudonym": "S1"}, Scope())
        editor.set_all("participant", PEER, {"role": "peer", "name": "Petra Peer"}, Scope())
        said = editor.create(
            "evidence",
            {
                "type": "statement",
                "text": SECRET,
                "speaker": SPEAKER,
                "confidentiality": "confidential",
            },
            scope,
        )
        edits.link(editor, review_id, said, "7", stance="contradicts")
        own = {"value": "not-in-place", "reason": PEER_REASON}
        edits.judge(editor, review_id, "7", own, PEER)
        edits.judge(editor, review_id, "7", {"value": "partly", "reason": "No heads"}, TEAM)
        advised = conclusions.add_recommendation(editor, review_id, "7", "Say which German")
        conclusions.cite(editor, review_id, "7", ("recommendation", advised), said)
        desk.file.commit(editor.changes)


def test_slides_of_a_peer_review(town: Path, tmp_path: Path) -> None:
    review(town)
    to = tmp_path / "slides.pdf"
    assert run(["slides", str(town), "--to", str(to)]) == 0
    document = pypdfium2.PdfDocument(to)
    words = "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    document.close()
    for text in ("Musterau", "Municipal employment", "No heads", "Say which German"):
        assert text in words
    held = _everything(to)
    for marker in MARKERS:
        assert marker not in words
        assert marker.encode() not in held
        assert marker.encode("utf-16-be") not in held


def _everything(path: Path) -> bytes:
    """Return all bytes of a PDF, as they are and with every stream unpacked."""
    found = [path.read_bytes()]
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_bytes())
            found.append(repr(thing).encode())
    return b"\n".join(found)


def test_what_is_there_is_not_overwritten(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review(town)
    to = tmp_path / "slides.pdf"
    to.write_bytes(b"mine")
    assert run(["slides", str(town), "--to", str(to)]) == 2
    assert to.read_bytes() == b"mine"
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_self_assessment_has_no_slides(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "slides.pdf"
    assert run(["slides", str(town), "--to", str(to)]) == 1
    assert "no peer review" in capsys.readouterr().err
    assert not to.exists()


def test_the_order_for_the_helper_names_nobody(town: Path) -> None:
    review(town)
    with reading(town) as desk:
        shown, pack = desk.review, desk.pack(desk.review, "en")
        deck = compose(desk.state, pack, shown, catalogue("en"), str)
    order = json.dumps(slides_order(deck))
    assert not any(marker in order for marker in (*MARKERS, SPEAKER, PEER))
