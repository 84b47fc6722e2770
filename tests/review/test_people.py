"""People: pseudonyms, initials, what gives somebody away."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.erase import erased
from ic_desktop.project.peer import participant, real_name
from ic_desktop.project.state import State, fold
from ic_desktop.review import disclosure, edits, people
from ic_desktop.review.people import add_person

ME, OTHER = Actor("a" * 32, "d" * 32), Actor("b" * 32, "e" * 32)


def interviewee(editor: Editor, name: str = "", **values: Any) -> str:
    person = add_person(editor, name, "interviewee")
    people.describe_person(editor, person, values)
    return person


def shown(editor: Editor, person: str) -> Any:
    found = participant(editor.state, person)
    assert found is not None
    return found


@pytest.fixture
def editor() -> Editor:
    return Editor(State(), ME)


def test_a_peer_stands_by_name_and_an_interviewee_by_pseudonym(editor: Editor) -> None:
    peer = add_person(editor, " Nora Lind ", "peer")
    asked = add_person(editor, "Fatima Yilmaz", "interviewee", "Room 7")
    assert (shown(editor, peer).name, shown(editor, peer).initials) == ("Nora Lind", "NL")
    assert (shown(editor, asked).name, shown(editor, asked).pseudonym) == ("", "P1")
    assert real_name(editor.state, asked) == "Fatima Yilmaz"
    key = editor.state.record("name-key", asked)
    assert key is not None
    assert key.text("contact") == "Room 7"


def test_an_interviewees_name_stands_in_the_key_list_alone(editor: Editor) -> None:
    asked = add_person(editor, "Fatima Yilmaz", "interviewee")
    people.describe_person(editor, asked, {"name": "Fatima Demir", "function": "Teacher"})
    elsewhere = [c for c in editor.changes if c.header.kind != "name-key"]
    held = [c for c in editor.changes if c not in elsewhere]
    assert len(held) == 2
    for change in elsewhere:
        assert change.body is not None
        assert "Fatima" not in str(change.body.value)
        assert "FY" not in str(change.body.value)


def test_somebody_can_be_known_by_role_alone(editor: Editor) -> None:
    leader = add_person(editor, "", "expert-leader")
    assert (shown(editor, leader).name, shown(editor, leader).initials) == ("", "")


def test_a_contact_is_kept_of_interviewees_only(editor: Editor) -> None:
    peer = add_person(editor, "Nora", "peer", "nora@example.org")
    assert editor.state.record("name-key", peer) is None
    assert not [c for c in editor.changes if c.header.field == "contact"]


def test_people_come_in_two_groups_in_the_order_of_adding(editor: Editor) -> None:
    first = add_person(editor, "Nora", "peer")
    asked = add_person(editor, "", "interviewee")
    second = add_person(editor, "Ada", "host-coordinator")
    groups = people.people(editor.state)
    assert [p.id for p in groups.team] == [first, second]
    assert [p.id for p in groups.interviewees] == [asked]


def test_no_pseudonym_is_used_twice_though_its_holder_goes(editor: Editor) -> None:
    first, second = interviewee(editor), interviewee(editor)
    people.remove_person(editor, second)
    assert people.next_pseudonym(editor.state) == "P3"
    assert [p.id for p in people.people(editor.state).interviewees] == [first]
    assert shown(editor, interviewee(editor)).pseudonym == "P3"


def test_two_copies_that_add_somebody_at_once_are_told_and_can_renumber(editor: Editor) -> None:
    first = interviewee(editor, "Fatima")
    copy = Editor(editor.state, OTHER)
    mine, theirs = interviewee(editor, "Anna"), interviewee(copy, "Bert")
    both = Editor(fold([*editor.changes, *copy.changes]), ME)
    ((one, other),) = people.double_pseudonyms(both.state)
    assert {one.id, other.id} == {mine, theirs}
    assert {one.pseudonym, other.pseudonym} == {"P2"}
    assert people.renumber(both, theirs) == "P3"
    assert (shown(both, theirs).pseudonym, shown(both, theirs).initials) == ("P3", "P3")
    assert people.double_pseudonyms(both.state) == ()
    assert shown(both, first).pseudonym == "P1"


def test_initials_that_somebody_chose_stay_with_a_new_number(editor: Editor) -> None:
    asked = interviewee(editor)
    people.describe_person(editor, asked, {"initials": "teach"})
    people.renumber(editor, asked)
    assert shown(editor, asked).initials == "teach"


@given(st.lists(st.booleans(), min_size=1, max_size=24))
def test_pseudonyms_stay_apart_however_two_copies_add(steps: list[bool]) -> None:
    """After each meets the other's and the doubles get new numbers, all differ and count on."""
    one, other = Editor(State(), ME), Editor(State(), OTHER)
    for mine in steps:
        add_person(one if mine else other, "", "interviewee")
    both = Editor(fold([*one.changes, *other.changes]), ME)
    for same in people.double_pseudonyms(both.state):
        for person in same[1:]:
            people.renumber(both, person.id)
    given_out = [p.pseudonym for p in people.people(both.state).interviewees]
    assert len(set(given_out)) == len(given_out) == len(steps)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Nora Lind", "Niels Larsen"], ["NL", "NLa"]),
        (["Nora Lind", "Niels Lind", "Nils Lind"], ["NL", "NLi", "NLin"]),
        (["Bo", "Bo"], ["BO", "BO2"]),
        (["Å", "Å"], ["ÅÅ", "ÅÅ2"]),
        (["Jan van der Meer-Kok"], ["JVD"]),
        (["42"], [""]),
    ],
)
def test_initials_are_of_the_name_and_nobody_elses(
    editor: Editor, names: list[str], expected: list[str]
) -> None:
    made = [add_person(editor, name, "peer") for name in names]
    assert [shown(editor, person).initials for person in made] == expected


@given(st.lists(st.text(max_size=12), max_size=12))
def test_derived_initials_never_collide(names: list[str]) -> None:
    editor = Editor(State(), ME)
    for name in names:
        add_person(editor, name.encode("utf-8", "ignore").decode(), "peer")
    assert people.double_initials(editor.state) == ()


def test_initials_that_are_taken_are_told(editor: Editor) -> None:
    nora = add_person(editor, "Nora Lind", "peer")
    asked = interviewee(editor)
    found = people.initials_taken(editor.state, " nl ")
    assert found is not None
    assert found.id == nora
    assert people.initials_taken(editor.state, "NL", nora) is None
    assert people.initials_taken(editor.state, "p1") == shown(editor, asked)
    assert people.initials_taken(editor.state, "") is None
    people.describe_person(editor, asked, {"initials": "nl"})
    ((one, other),) = people.double_initials(editor.state)
    assert {one.id, other.id} == {nora, asked}


def test_typed_letters_find_people_the_likeliest_first(editor: Editor) -> None:
    nora = add_person(editor, "Nora Lind", "peer")
    p1, p2 = interviewee(editor, "Nils Pedersen"), interviewee(editor, "Zoe")
    tenth = [interviewee(editor) for _ in range(9)][7]
    state = editor.state

    def found(typed: str, *room: str) -> list[str]:
        return [p.id for p in people.by_initials(state, typed, room)]

    assert found("nl") == [nora]
    assert found("P1")[0] == p1
    assert tenth in found("p1")
    assert found("n") == [nora, p1]
    assert found("zoe") == [p2]
    assert found("") == found("xy") == []
    assert found("p", p2)[0] == p2


def test_somebody_added_to_the_team_by_mistake_becomes_an_interviewee(editor: Editor) -> None:
    fatima = add_person(editor, "Fatima Yilmas", "peer")
    people.describe_person(editor, fatima, {"name": "Fatima Yilmaz", "function": "Teacher"})
    history = list(editor.changes)
    people.ask_instead(editor, history, fatima, "Added to the wrong list")
    together = fold(editor.changes)
    left = erased(together).filter(editor.changes)
    elsewhere = [c.body.value for c in left if c.body and c.header.kind != "name-key"]
    assert "Fatima" not in str(elsewhere)
    assert "FY" not in elsewhere
    both = fold(left)
    person = participant(both, fatima)
    assert person is not None
    assert (person.role, person.name, person.function) == ("interviewee", "", "Teacher")
    assert (person.pseudonym, person.initials) == ("P1", "P1")
    assert real_name(both, fatima) == "Fatima Yilmaz"
    before = len(editor.changes)
    people.ask_instead(editor, history, fatima, "again")
    assert len(editor.changes) == before


def test_whom_one_asks_is_named_on_the_page_of_people_alone(editor: Editor) -> None:
    asked = add_person(editor, "Fatima Yilmaz", "interviewee")
    leader = add_person(editor, "Nora Sand", "expert-leader")
    state = editor.state
    assert [disclosure.screen_name(state, p) for p in (asked, leader)] == ["P1", "Nora Sand"]
    assert disclosure.name_among_people(state, asked) == "Fatima Yilmaz"
    people.describe_person(editor, asked, {"pseudonym": None, "initials": "FY"})
    assert disclosure.screen_name(editor.state, asked) == "FY"
    assert disclosure.screen_name(editor.state, "9" * 32) == ""


def test_a_role_that_few_share_is_as_good_as_a_name(editor: Editor) -> None:
    role = {"function": "Head teacher", "organisation": "School"}
    made = [interviewee(editor, attribution="role", **role) for _ in range(3)]
    assert people.too_few(editor.state, shown(editor, made[0])) is None
    people.describe_person(editor, made[2], {"function": "Caretaker"})
    told = people.too_few(editor.state, shown(editor, made[0]))
    assert told == people.TooFew("role", "Head teacher, School", 2)
    people.describe_person(editor, made[0], {"attribution": "name"})
    assert people.too_few(editor.state, shown(editor, made[0])) == told
    people.describe_person(editor, made[0], {"attribution": "none"})
    assert people.too_few(editor.state, shown(editor, made[0])) is None


def test_in_a_category_those_count_who_spoke(editor: Editor) -> None:
    made = [interviewee(editor, category="Parents", attribution="category") for _ in range(3)]
    assert people.too_few(editor.state, shown(editor, made[0])) is None
    edits.add_evidence(editor, {"type": "statement", "text": "x", "speaker": made[0]})
    told = people.too_few(editor.state, shown(editor, made[0]))
    assert told == people.TooFew("category", "Parents", 1)
    assert people.too_few(editor.state, shown(editor, made[1])) is None


def test_a_peer_and_somebody_without_a_category_are_not_warned_of(editor: Editor) -> None:
    peer = add_person(editor, "Nora", "peer")
    people.describe_person(editor, peer, {"attribution": "role", "function": "Planner"})
    asked = interviewee(editor, attribution="category")
    assert people.too_few(editor.state, shown(editor, peer)) is None
    assert people.too_few(editor.state, shown(editor, asked)) is None
