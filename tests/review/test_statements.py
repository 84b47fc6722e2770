"""Taking down what is said: one line becomes a statement, and can be read as that line again."""

import pytest
from heard_parts import AT, Heard
from peer_parts import ANNA, BEN, GUEST

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import SealedReview
from ic_desktop.project.changes import Scope
from ic_desktop.project.entities import AttachedFile, evidence
from ic_desktop.project.peer import promises
from ic_desktop.review import statements as held
from ic_desktop.review.capture import Before, Said, Tag, compose, parse
from ic_desktop.review.disclosure import confidentiality_of, may_leave
from ic_desktop.review.edits import describe_review
from ic_desktop.review.evidence import index
from ic_desktop.review.lane import Lane, may_change
from ic_desktop.review.people import describe_person


@pytest.fixture
def heard(pack: Pack) -> Heard:
    return Heard(pack)


def test_a_line_becomes_a_statement_in_its_session(heard: Heard) -> None:
    key = heard.types("@P4 “She is ten.” #9- #7.2 ! ?")
    one = heard.statement(key)
    piece = one.piece
    assert (piece.type, piece.text, piece.form) == ("statement", "She is ten.", "quotation")
    assert (piece.session, piece.speaker, piece.said_at) == (heard.session, GUEST, AT + 30_000)
    assert piece.confidentiality == "confidential"
    assert {(k.factor, k.question, k.stance) for k in one.links} == {
        ("9", "", "contradicts"),
        ("7", "7.2", "background"),
    }
    assert one.taker == ANNA
    assert one.is_sorted
    [promise] = promises(heard.town.state, heard.town.id)
    assert (promise.id, promise.text, promise.who) == (key, "She is ten.", GUEST)
    assert promise.session == heard.session


def test_a_statement_needs_nothing_but_its_text(heard: Heard) -> None:
    one = heard.statement(heard.types("Nobody had heard of it."))
    assert (one.piece.speaker, one.links, one.piece.form) == ("", (), "paraphrase")
    assert not one.is_sorted
    assert not one.promised


def test_everything_taken_down_lies_in_a_peers_lane(heard: Heard) -> None:
    before = len(heard.town.editor.changes)
    key = heard.types("@P4 It is so. #9- ! ?")
    file = AttachedFile("0" * 64, "scan.png", "image/png", 1)
    held.add_file(heard.town.editor, file, heard.town.id, heard.session, key)
    may = frozenset({"judge", "capture"})
    lane = Lane(heard.town.id, ANNA, may, factors=("9",), sessions=(heard.session,))
    assert all(may_change(lane, change.header) for change in heard.town.editor.changes[before:])
    scopes = {change.header.scope for change in heard.town.editor.changes[before:]}
    assert scopes == {
        Scope(review=heard.town.id, session=heard.session),
        Scope(review=heard.town.id, factor="9", session=heard.session),
    }


def test_what_is_not_marked_is_as_confidential_as_its_speaker(heard: Heard) -> None:
    key = heard.types("@P4 It is so.")
    assert confidentiality_of(heard.town.state, heard.statement(key).piece) == "internal"
    describe_person(heard.town.editor, GUEST, {"confidentiality": "confidential"})
    assert not may_leave(heard.town.state, heard.statement(key).piece)


def test_a_line_is_mended(heard: Heard) -> None:
    key = heard.types("@P4 It is so. #9- #7.2 ? !")
    line = compose(held.said_again(heard.statement(key)), heard.room)
    assert parse(line, heard.room) == held.said_again(heard.statement(key))
    said = parse("@me It is not so. #9+ #4", heard.room)
    held.amend_statement(heard.town.editor, key, said, heard.room)
    one = heard.statement(key)
    assert (one.piece.text, one.piece.form, one.piece.speaker) == ("It is not so.", "remark", "")
    assert {(k.factor, k.stance) for k in one.links} == {("9", "supports"), ("4", "background")}
    assert not one.promised
    assert one.piece.confidentiality == "internal"
    assert one.piece.said_at == AT + 30_000
    held.amend_statement(heard.town.editor, key, parse("It is not so. ?", heard.room), heard.room)
    assert heard.statement(key).promised
    assert not heard.statement(key).is_sorted


def test_mending_keeps_what_cannot_be_typed(heard: Heard) -> None:
    key = heard.types("@P4 It is so. #9-")
    describe_review(heard.town.editor, heard.town.id, {"factors": ["4"]})
    heard.town.editor.set("participant", GUEST, "pseudonym", "", Scope())
    heard.town.editor.set("participant", GUEST, "initials", "", Scope())
    one = heard.statement(key)
    line = compose(held.said_again(one), heard.room)
    said = parse(line, heard.room, Before(one.piece.speaker))
    held.amend_statement(heard.town.editor, key, said, heard.room)
    assert heard.statement(key).links == one.links
    assert heard.statement(key).piece.speaker == GUEST


def test_statements_stand_in_the_order_of_time(heard: Heard) -> None:
    keys = [heard.types(f"Said {n}.") for n in range(3)]
    heard.at = AT - 10**6
    early = heard.types("Said before.")
    found = held.statements(heard.town.state, heard.town.id, heard.session)
    assert [one.piece.id for one in found] == [early, *keys]


def test_a_line_that_was_interrupted_is_found_again_and_is_no_statement(heard: Heard) -> None:
    scope = held.statement_scope(heard.town.id, heard.session)
    heard.town.editor.set("evidence", "e" * 32, "text", "@p4 half a l", scope)
    state = heard.town.state
    assert held.statements(state, heard.town.id) == ()
    assert held.half_typed(state, BEN, heard.session) is None
    assert held.half_typed(state, ANNA, "f" * 32) is None
    left = held.half_typed(state, ANNA, heard.session)
    assert left is not None
    assert (left.id, left.text) == ("e" * 32, "@p4 half a l")
    assert (left.type, left.session) == ("statement", heard.session)
    said = parse("@p4 half a line", heard.room)
    held.record_statement(heard.town.editor, heard.town.id, heard.session, said, AT, left.id)
    assert held.half_typed(heard.town.state, ANNA, heard.session) is None
    assert heard.statement(left.id).piece.text == "half a line"


def test_a_photo_keeps_to_its_statement(heard: Heard) -> None:
    key = heard.types("@P4 Look at this. #9- !")
    file = AttachedFile("0" * 64, "notice board.png", "image/png", 1)
    photo = held.add_file(heard.town.editor, file, heard.town.id, heard.session, key)
    piece = evidence(heard.town.state, photo)
    assert piece is not None
    assert (piece.type, piece.title, piece.session) == ("picture", "notice board", heard.session)
    assert (piece.confidentiality, piece.speaker) == ("confidential", GUEST)
    [cited] = index(heard.town.state, heard.town.id).of_evidence(photo)
    assert (cited.link.factor, cited.link.stance) == ("9", "contradicts")
    assert [one.id for one in heard.statement(key).files] == [photo]


def test_a_photo_becomes_confidential_with_its_statement(heard: Heard) -> None:
    file = AttachedFile("0" * 64, "a.png", "image/png", 1)
    photo = held.add_file(heard.town.editor, file, heard.town.id, heard.session, "e" * 32)
    said = parse("@P4 Look. !", heard.room)
    held.record_statement(heard.town.editor, heard.town.id, heard.session, said, AT, "e" * 32)
    piece = evidence(heard.town.state, photo)
    assert piece is not None
    assert not may_leave(heard.town.state, piece)


def test_a_promise_is_kept(heard: Heard) -> None:
    key = heard.types("@P4 She will send the leaflet. ?")
    town = heard.town
    leaflet = town.evidence("Leaflet")
    held.keep_promise(town.editor, key, leaflet)
    assert [p.evidence for p in held.open_promises(town.state, town.id)] == [leaflet]


def test_a_statement_of_a_signed_review_speaks_to_nothing_new(heard: Heard) -> None:
    heard.town.seal()
    heard.types("It is so.")
    with pytest.raises(SealedReview):
        heard.types("It is so. #9-")


def test_the_next_line_goes_on_where_its_typist_left(heard: Heard) -> None:
    heard.types("@P4 It is so. #7.2-")
    heard.town.sits(BEN)
    heard.types("@? Something else. #4")
    found = held.statements(heard.town.state, heard.town.id, heard.session)
    assert held.before_next(found, ANNA) == Before(GUEST, ("7", "7.2"))
    assert held.before_next(found, BEN) == Before("", ("4", ""))
    assert held.said_again(found[0]) == Said(
        "It is so.", GUEST, (Tag("7", "7.2", "contradicts"),), names_speaker=True
    )
