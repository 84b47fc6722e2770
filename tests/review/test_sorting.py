"""The evening: what is left to sort, what was taken down twice, and joining without loss."""

import pytest
from heard_parts import AT, Heard
from hypothesis import given
from hypothesis import strategies as st
from peer_parts import ANNA, BEN, GUEST

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import AttachedFile, evidence
from ic_desktop.project.ledger import Ledger
from ic_desktop.review import sorting, statements
from ic_desktop.review.capture import Room, Someone, Tag, parse_tags
from ic_desktop.review.disclosure import may_leave
from ic_desktop.review.evidence import index, stances
from ic_desktop.review.people import describe_person
from ic_desktop.review.sorting import ALIKE, likeness


@pytest.fixture
def heard(pack: Pack) -> Heard:
    return Heard(pack)


def twice(heard: Heard, one: str, other: str, apart: int = 60_000) -> tuple[str, str]:
    """Have Anna and Ben take the same down."""
    heard.town.sits(ANNA)
    heard.at = AT
    first = heard.types(one)
    heard.town.sits(BEN)
    heard.at = AT + apart
    return first, heard.types(other)


ALIKES = [
    ("The letter came in German only.", "the letter came only in German"),
    ("Nobody in the room had heard of the advisory board.", "Nobody had heard of advisory board"),
    ("Swimming hours for women were cut last year.", "swimming hours for women cut last year!"),
    ("Il n’y a pas de crèche", "il n'y a pas de creche"),
    ("My daughter translated at the doctor’s, she is ten.", "daughter (10) translated at doctor's"),
]
UNLIKES = [
    ("The letter came in German only.", "She came only once."),
    ("Yes.", "No."),
    ("The office is open in the morning.", "The mayor opened the fair."),
    ("A mentor at the fire brigade helped him.", "The kindergarten hands out a leaflet."),
    ("", "Anything"),
]


@pytest.mark.parametrize(("one", "other"), ALIKES)
def test_the_same_in_other_words_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(("one", "other"), UNLIKES)
def test_different_things_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share_and_takes_no_side(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one), abs=0.1)
    assert likeness(f"word {one}", f"word {one}") == 1


def test_doubles_are_offered(heard: Heard) -> None:
    first, second = twice(heard, *ALIKES[0])
    [pair] = sorting.doubles(heard.town.state, heard.town.id)
    assert (pair.first.piece.id, pair.second.piece.id) == (first, second)


def test_ones_own_or_far_apart_or_other_words_are_no_doubles(heard: Heard) -> None:
    heard.types(ALIKES[0][0])
    heard.types(ALIKES[0][1])
    twice(heard, *ALIKES[1], apart=20 * 60_000)
    twice(heard, *UNLIKES[2])
    assert sorting.doubles(heard.town.state, heard.town.id) == ()


def test_without_a_time_words_decide(heard: Heard) -> None:
    first, _second = twice(heard, *ALIKES[1], apart=20 * 60_000)
    scope = heard.town.state.records("evidence")[first].scope
    heard.town.editor.set("evidence", first, "said-at", 0, scope)
    assert len(sorting.doubles(heard.town.state, heard.town.id)) == 1


def test_each_statement_is_offered_once(heard: Heard) -> None:
    twice(heard, *ALIKES[0])
    heard.types(ALIKES[0][0])
    assert len(sorting.doubles(heard.town.state, heard.town.id)) == 1


def test_what_was_left_apart_is_offered_no_more(heard: Heard) -> None:
    twice(heard, *ALIKES[0])
    [pair] = sorting.doubles(heard.town.state, heard.town.id)
    sorting.leave_apart(heard.town.editor, pair.second.piece.id, pair.first.piece.id)
    assert sorting.doubles(heard.town.state, heard.town.id) == ()
    assert len(statements.statements(heard.town.state, heard.town.id)) == 2


def test_joining_keeps_both_words_and_shows_one_that_says_what_both_say(heard: Heard) -> None:
    first, second = twice(
        heard, "The letter came in German only. #10-", "@P4 letter German only #7.2 #10-"
    )
    town = heard.town
    sorting.join(town.editor, second, first)
    assert [one.piece.id for one in statements.statements(town.state, town.id)] == [first]
    assert sorting.doubles(town.state, town.id) == ()
    held = index(town.state, town.id)
    assert second not in held.pieces
    assert [double.id for double in held.doubles_of(first)] == [second]
    said = {(c.evidence.id, c.link.factor, c.link.stance) for c in held.of_factor("7")}
    assert said == {(first, "7", "background")}
    assert stances(held.of_factor("10")).contradicts == 1
    texts = [piece.text for key in (first, second) if (piece := evidence(town.state, key))]
    assert texts == ["The letter came in German only.", "letter German only"]
    kept = evidence(town.state, first)
    assert kept is not None
    assert kept.speaker == heard.room.who("P4")


def test_separating_gives_exactly_what_there_was(heard: Heard) -> None:
    first, second = twice(heard, "It is so. #9-", "It is so. #7.2+")
    town = heard.town
    before = statements.statements(town.state, town.id)
    sorting.join(town.editor, second, first)
    sorting.separate(town.editor, second)
    assert statements.statements(town.state, town.id) == before


def test_the_one_that_stands_for_both_is_as_confidential(heard: Heard) -> None:
    first, second = twice(heard, "It is so, so much.", "It is so, so much. !")
    sorting.join(heard.town.editor, second, first)
    assert heard.statement(first).piece.confidentiality == "confidential"


def test_a_confidential_speaker_keeps_what_stands_for_both_in_the_house(heard: Heard) -> None:
    first, second = twice(heard, "@me It is so, so much.", "@P4 It is so, so much.")
    town = heard.town
    file = AttachedFile("0" * 64, "a.png", "image/png", 1)
    photo = statements.add_file(town.editor, file, town.id, heard.session, first)
    describe_person(town.editor, GUEST, {"confidentiality": "confidential"})
    sorting.join(town.editor, second, first)
    for key in (first, photo):
        piece = evidence(town.state, key)
        assert piece is not None
        assert not may_leave(town.state, piece)


def test_two_copies_that_join_the_other_way_round_lose_nothing(heard: Heard) -> None:
    first, second = twice(heard, "It is so.", "It is so.")
    town = heard.town
    copies = []
    for joined, kept, actor in ((first, second, ANNA), (second, first, BEN)):
        town.sits(actor)
        editor = Editor(town.state, Actor(actor, actor[:1] * 32))
        sorting.join(editor, joined, kept)
        copies += editor.changes
    town.editor.state = town.state.apply(copies)
    assert [s.piece.id for s in statements.statements(town.state, town.id)] == [min(first, second)]


def test_undo_takes_a_joining_back(heard: Heard) -> None:
    first, second = twice(heard, "It is so.", "It is so.")
    town = heard.town
    before = statements.statements(town.state, town.id)
    ledger, actor = Ledger.of(town.editor.changes), Actor(BEN, "3" * 32)
    ledger.state = town.state
    editor = Editor(ledger.state, actor)
    sorting.join(editor, second, first)
    ledger.append(editor.changes)
    step = ledger.to_undo(actor)
    assert step is not None
    ledger.append(ledger.undo(step, actor))
    assert statements.statements(ledger.state, town.id) == before


def test_what_speaks_to_something_is_sorted_and_so_is_what_was_looked_at(heard: Heard) -> None:
    heard.types("It is so. #9")
    key = heard.types("It is so.")
    town = heard.town
    assert [s.piece.id for s in sorting.to_sort(town.state, town.id)] == [key]
    sorting.set_tags(town.editor, heard.statement(key), [Tag("4", "", "supports"), Tag("7", "7.2")])
    assert sorting.to_sort(town.state, town.id) == ()
    sorting.set_tags(town.editor, heard.statement(key), [])
    assert [s.piece.id for s in sorting.to_sort(town.state, town.id)] == [key]
    sorting.mark_sorted(town.editor, key)
    assert sorting.to_sort(town.state, town.id) == ()
    sorting.mark_sorted(town.editor, key, is_sorted=False)
    assert len(sorting.to_sort(town.state, town.id)) == 1


def test_of_joined_promises_one_is_enough(heard: Heard) -> None:
    first, second = twice(heard, "She sends the leaflet. ?", "She sends the leaflet. ?")
    sorting.join(heard.town.editor, second, first)
    open_now = statements.open_promises(heard.town.state, heard.town.id)
    assert [promise.id for promise in open_now] == [first]


def test_the_evening_asks_about_each_thing_once(heard: Heard) -> None:
    first, second = twice(heard, "The letter came in German only. #10-", "letter in German only")
    alone = heard.types("She waited long.")
    heard.types("He waited long. #4")
    tasks = sorting.evening(heard.town.state, heard.town.id)
    assert [task.statement.piece.id for task in tasks] == [second, alone]
    other = tasks[0].other
    assert other is not None
    assert other.piece.id == first
    assert tasks[1].other is None
    sorting.join(heard.town.editor, second, first)
    tasks = sorting.evening(heard.town.state, heard.town.id)
    assert [task.statement.piece.id for task in tasks] == [alone]
    [(double, stands)] = sorting.joined(heard.town.state, heard.town.id)
    assert (double.id, stands.id) == (second, first)


def test_typed_tags_are_added_to_what_there_is(heard: Heard) -> None:
    key = heard.types("It is so. #9-")
    tags = parse_tags("9+ 7.2 10- 0 @4 ! ?", heard.room)
    assert tags.text == ""
    sorting.sort(heard.town.editor, heard.statement(key), tags)
    one = heard.statement(key)
    assert {(k.factor, k.question, k.stance) for k in one.links} == {
        ("9", "", "supports"),
        ("7", "7.2", "background"),
        ("10", "", "background"),
    }
    assert (one.piece.speaker, one.promised) == (GUEST, True)
    assert one.piece.confidentiality == "confidential"
    sorting.sort(heard.town.editor, heard.statement(key), parse_tags("! ? ~", heard.room))
    one = heard.statement(key)
    assert (one.piece.confidentiality, one.promised) == ("internal", False)
    assert (one.piece.form, one.piece.speaker, len(one.links)) == ("interpreter", GUEST, 3)
    sorting.sort(heard.town.editor, one, parse_tags("@me", heard.room))
    assert (heard.statement(key).piece.form, heard.statement(key).piece.speaker) == ("remark", "")


def test_when_sorting_a_number_is_a_key_factor() -> None:
    room = Room((Someone(GUEST, ("P4",), "P4"),), {"4": ("4", ""), "10": ("10", "")})
    assert parse_tags("4", room).tags == (Tag("4"),)
    assert not parse_tags("4", room).names_speaker
    assert parse_tags("@4 4-", room).tags == (Tag("4", "", "contradicts"),)
    assert parse_tags("@4 4-", room).speaker == GUEST
    assert parse_tags("p4 99", room).text == "p4 99"


def test_a_form_is_changed_alone(heard: Heard) -> None:
    key = heard.types("@4 It is so. #9-")
    sorting.set_form(heard.town.editor, heard.statement(key), "quotation")
    one = heard.statement(key)
    assert (one.piece.form, one.piece.speaker, len(one.links)) == ("quotation", GUEST, 1)
    sorting.set_form(heard.town.editor, one, "remark")
    assert heard.statement(key).piece.speaker == ""
