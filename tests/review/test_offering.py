"""What is offered while a tag is typed."""

import pytest

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.state import State
from ic_desktop.review.capture import Room, Someone
from ic_desktop.review.offering import Names, Offer, begun, begun_number, names_of, offers
from ic_desktop.review.people import add_person, describe_person

AMAL, ANNA = "1" * 32, "2" * 32
NAMES: Names = {
    AMAL: (("P1", "Parents"), "Amal Haddad"),
    ANNA: (("Anna Klein",), "Anna Klein"),
}


def room(pack: Pack) -> Room:
    people = (Someone(ANNA, ("AK",), "AK", in_room=False), Someone(AMAL, ("P1",), "P1"))
    spots = {str(f.number): (f.id, "") for f in pack.factors}
    spots |= {q.id: (f.id, q.id) for f in pack.factors for q in f.questions}
    return Room(people, spots)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("@", "@"), ("She said @p", "@p"), ("#10.", "#10."), ("a@b", ""), ("She ", ""), ("#9-", "")],
)
def test_a_tag_is_begun_at_the_beginning_of_a_word(typed: str, tag: str) -> None:
    assert begun(typed) == tag


def test_a_questions_number_is_begun_by_its_dot() -> None:
    assert [begun_number(t) for t in ("7.", "-7.2", "7", "x7.2")] == ["7.", "7.2", "", ""]


def test_people_are_offered_by_initials_and_name_who_is_there_first(pack: Pack) -> None:
    assert [o.typed for o in offers("@", room(pack), pack, NAMES)] == ["@P1", "@AK"]
    assert [o.typed for o in offers("@kl", room(pack), pack, NAMES)] == ["@AK"]
    assert offers("@p1", room(pack), pack, NAMES) == ()
    assert offers("", room(pack), pack, NAMES) == ()


def test_whom_one_asks_is_found_by_name_and_shown_without(pack: Pack) -> None:
    assert offers("@amal", room(pack), pack, NAMES) == (Offer("@P1", "Parents"),)
    editor = Editor(State(), Actor("3" * 32, "4" * 32))
    asked = add_person(editor, "Amal Haddad", "interviewee")
    describe_person(editor, asked, {"category": "Parents"})
    leader = add_person(editor, "Nora Sand", "expert-leader")
    people = tuple(Someone(p, ("X",), "X") for p in (asked, leader))
    assert names_of(editor.state, people) == {
        asked: (("P1", "Parents"), "Amal Haddad"),
        leader: (("Nora Sand",), "Nora Sand"),
    }


def test_key_factors_and_questions_are_offered_by_number_and_words(pack: Pack) -> None:
    by_number = [o.typed for o in offers("#1", room(pack), pack, NAMES)]
    assert by_number[0] == "#1"
    assert "#10" in by_number
    assert [o.typed for o in offers("#", room(pack), pack, NAMES, ["7.2"])] == ["#7.2"]
    by_words = [o.typed for o in offers("#procure", room(pack), pack, NAMES)]
    assert "#12" in by_words
    assert offers("#13.9", room(pack), pack, NAMES) == ()
