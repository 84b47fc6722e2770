"""A filled form becomes the changes of its person: the same ones each time, lost to nobody."""

from dataclasses import replace
from typing import Any

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.exchange.forms.content import form_of, heads_of_form
from ic_desktop.exchange.forms.taking import changes_of, given_in
from ic_desktop.exchange.hand_out import HandOut, prepare
from ic_desktop.i18n import catalogue
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import AttachedFile, PackRef, all_evidence, answer, links, review
from ic_desktop.project.history import check_history
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.review.lane import PURPOSES, Lane

ANNA = Actor("a" * 32, "1" * 32)
PERSONNEL = "b" * 32
FILE = AttachedFile("d" * 64, "Plan.pdf", "application/pdf", 12)


def _sent() -> tuple[Pack, str, HandOut, list[Change]]:
    """A project with one answer, and the record of a form on factors 3 and 7."""
    pack = library.pack("promoting-cultural-diversity")
    editor = Editor(State(), ANNA)
    ref = PackRef(pack.id, pack.version, pack.hash)
    review_id = edits.start_project(editor, new_id(), city="Musterau", pack=ref)
    edits.answer(editor, review_id, "7", "7.2", {"value": "partly", "note": "as sent"})
    held = review(editor.state, review_id)
    assert held is not None
    lane = Lane(review_id, PERSONNEL, PURPOSES["fill-in"], factors=("3", "7"))
    form = {"language": "en", "heads": heads_of_form(editor.state, pack, held, lane)}
    made = prepare(editor, lane, at=1_000, form=form)
    return pack, review_id, made, editor.changes


def _filled(**answers: dict[str, Any]) -> dict[str, Any]:
    blank: dict[str, Any] = {"answer": "", "note": "", "sources": []}
    named = {key.replace("_", "."): blank | given for key, given in answers.items()}
    return {"code": "", "answers": {key.removeprefix("q"): one for key, one in named.items()}}


def _taken(
    filled: dict[str, Any], files: dict[str, AttachedFile] | None = None
) -> tuple[State, list[Change], str]:
    pack, review_id, made, changes = _sent()
    known = {change.id: change for change in changes}
    fresh = changes_of(given_in(filled, pack, made), made, known, files or {})
    check_history(known | {change.id: change for change in fresh})
    again = changes_of(given_in(filled, pack, made), made, known, files or {})
    assert [c.id for c in fresh] == [c.id for c in again]
    return fold([*changes, *fresh]), fresh, review_id


def test_what_stands_as_it_was_sent_is_no_change() -> None:
    _state, fresh, _review = _taken(_filled(q7_2={"answer": "Partly", "note": " as sent\r\n"}))
    assert fresh == []


def test_an_answer_is_given_under_the_person_s_name() -> None:
    state, fresh, review_id = _taken(_filled(q3_1={"answer": "JA", "note": "Seit 2019."}))
    assert {change.header.author for change in fresh} == {PERSONNEL}
    given = answer(state, review_id, "3.1")
    assert (given.value, given.note) == ("yes", "Seit 2019.")


def test_an_answer_in_other_words_is_kept_in_the_note() -> None:
    state, _fresh, review_id = _taken(_filled(q3_1={"answer": "mostly", "note": "Ask Ms M."}))
    given = answer(state, review_id, "3.1")
    assert given.value == ""
    assert given.note == "Answer as written: mostly\nAsk Ms M."


def test_a_question_outside_the_form_is_passed_over() -> None:
    _state, fresh, _review = _taken(_filled(q4_1={"answer": "Yes"}, q99_9={"answer": "Yes"}))
    assert fresh == []


def test_a_document_for_two_questions_is_one_piece_with_its_file() -> None:
    sources = [["Plan.pdf", "14"]]
    filled = _filled(q3_1={"sources": sources}, q7_2={"sources": [["plan.PDF ", ""]]})
    state, _fresh, review_id = _taken(filled, {"plan.pdf": FILE})
    (piece,) = all_evidence(state)
    assert (piece.title, piece.file) == ("Plan.pdf", FILE)
    spoken = {(one.question, one.page) for one in links(state, review_id)}
    assert spoken == {("3.1", "14"), ("7.2", "")}


def test_a_note_that_names_an_interviewee_does_not_go_out_and_is_not_lost() -> None:
    pack, review_id, made, changes = _sent()
    editor = Editor(fold(changes), ANNA)
    editor.set_all("participant", "p", {"role": "interviewee", "pseudonym": "P1"}, Scope())
    editor.set_all("name-key", "p", {"name": "Fatima Yilmaz"}, Scope())
    edits.answer(editor, review_id, "7", "7.2", {"note": "Ask Ms Yilmaz"})
    held = review(editor.state, review_id)
    assert held is not None
    words = catalogue("en")
    lanes = (made.lane, replace(made.lane, sees_names=True))
    notes = [
        form_of(editor.state, pack, held, lane, person="", code="", words=words)
        .factors[1]
        .questions[1]
        .note
        for lane in lanes
    ]
    assert notes == ["", "Ask Ms Yilmaz"]
    form = {"language": "en", "heads": heads_of_form(editor.state, pack, held, made.lane)}
    sent = prepare(editor, made.lane, at=2_000, form=form)
    known = {change.id: change for change in [*changes, *editor.changes]}
    filled = _filled(q7_2={"answer": "Partly", "note": "Our own words"})
    fresh = changes_of(given_in(filled, pack, sent), sent, known, {})
    both = fold([*known.values(), *fresh]).record("answer", f"{review_id}/city/7.2")
    assert both is not None
    found = {head.body.value for head in both.fields["note"].heads if head.body}
    assert found == {"Ask Ms Yilmaz", "Our own words"}


def test_where_somebody_went_on_meanwhile_both_stand() -> None:
    pack, review_id, made, changes = _sent()
    editor = Editor(fold(changes), ANNA)
    edits.answer(editor, review_id, "7", "7.2", {"note": "went on"})
    known = {change.id: change for change in [*changes, *editor.changes]}
    filled = _filled(q7_2={"note": "from the form"})
    fresh = changes_of(given_in(filled, pack, made), made, known, {})
    given = answer(fold([*known.values(), *fresh]), review_id, "7.2")
    assert given.conflicts == ("note",)
