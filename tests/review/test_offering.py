"""What is offered while a tag is typed."""

import pytest

from ic_desktop.benchmark.pack import Pack
from ic_desktop.review.capture import Room, Someone
from ic_desktop.review.offering import begun, begun_number, offers

AMAL, ANNA = "1" * 32, "2" * 32
NAMES = {AMAL: "Amal Haddad", ANNA: "Anna Klein"}


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


def test_key_factors_and_questions_are_offered_by_number_and_words(pack: Pack) -> None:
    by_number = [o.typed for o in offers("#1", room(pack), pack, NAMES)]
    assert by_number[0] == "#1"
    assert "#10" in by_number
    assert [o.typed for o in offers("#", room(pack), pack, NAMES, ["7.2"])] == ["#7.2"]
    by_words = [o.typed for o in offers("#procure", room(pack), pack, NAMES)]
    assert "#12" in by_words
    assert offers("#13.9", room(pack), pack, NAMES) == ()
