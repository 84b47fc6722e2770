"""A peer review begins with what the city said, and leaves the self-assessment alone."""

from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef, answer, context_note, links, review, verdict
from ic_desktop.project.seal import seal_review
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.review.begin import begin_peer_review

ANNA, BERT = Actor("a" * 32, "1" * 32), Actor("b" * 32, "2" * 32)


def _assessed() -> tuple[Editor, str]:
    editor = Editor(State(), ANNA)
    pack = PackRef("promoting-cultural-diversity", "1", "f" * 64)
    made = edits.start_project(editor, new_id(), city="Musterau", pack=pack)
    about = {"factors": ["3", "7"], "assessors": "Two clerks", "period": "2025"}
    edits.describe_review(editor, made, about | {"method": "Workshops."})
    edits.answer(editor, made, "7", "7.2", {"value": "partly", "note": "since 2019"})
    edits.judge(editor, made, "7", {"value": "partly", "reason": "as written"})
    edits.note_context(editor, made, "1", {"text": "a law"})
    edits.tie_context(editor, made, "1", "7")
    piece = edits.add_evidence(editor, {"title": "Minutes"})
    edits.link(editor, made, piece, "7", "7.2", stance="supports", page="4")
    gone = edits.link(editor, made, piece, "3")
    edits.unlink(editor, gone)
    return editor, made


def test_what_the_city_said_is_carried_over_as_it_stands() -> None:
    editor, before = _assessed()
    made = begin_peer_review(editor, before, "Peer review 2026")
    held = review(editor.state, made)
    assert held is not None
    assert (held.kind, held.baseline, held.factors) == ("peer-review", before, ("3", "7"))
    assert held.period == "2025"
    assert (held.assessors, held.method) == ("", "")  # of the city, not of the peers
    assert answer(editor.state, made, "7.2").note == "since 2019"
    assert verdict(editor.state, made, "7").reason == "as written"
    assert context_note(editor.state, made, "1").factors == ("7",)
    (link,) = links(editor.state, made)
    assert (link.question, link.stance, link.page) == ("7.2", "supports", "4")


def test_a_signed_self_assessment_is_begun_from_and_stays_as_it_was() -> None:
    editor, before = _assessed()
    seal_review(editor, before, pdf_sha256="0" * 64, signer="M", fingerprint="0", at=1)
    sealed = editor.state
    made = begin_peer_review(editor, before, "Peer review")
    edits.judge(editor, made, "7", {"value": "in-place"})
    assert verdict(editor.state, before, "7") == verdict(sealed, before, "7")


def test_what_copies_dispute_is_left_for_somebody_to_settle() -> None:
    editor, before = _assessed()
    base = editor.changes
    versions = []
    for who, note in ((ANNA, "one"), (BERT, "two")):
        other = Editor(fold(base), who)
        edits.answer(other, before, "7", "7.2", {"note": note})
        versions += other.changes
    disputed = Editor(fold([*base, *versions]), ANNA)
    made = begin_peer_review(disputed, before, "Peer review")
    given = answer(disputed.state, made, "7.2")
    assert (given.value, given.note) == ("partly", "")
