"""What of a visit leaves: as it may be attributed, and never an interviewee's name."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.state import State
from ic_desktop.review import edits, masking, people, visit_edits, visit_sheet
from ic_desktop.review.enquiries import to_find_out
from tests.review.planned import NAMES, Planned, leaks, planned


@pytest.fixture
def visit() -> Planned:
    return planned()


def test_no_interviewees_name_stands_on_a_sheet_wherever_it_was_typed(visit: Planned) -> None:
    schedule = visit_sheet.schedule_sheet(visit.state, visit.pack, visit.review)
    assert leaks(str(asdict(schedule))) == []
    assert "Ly" not in [*schedule.sessions[0].answers, *schedule.sessions[1].others]
    for held in (visit.interview, visit.group):
        guide = visit_sheet.guide_sheet(visit.state, visit.pack, visit.review, held)
        assert guide is not None
        assert leaks(str(asdict(guide))) == []


def test_people_stand_as_they_may_be_attributed(visit: Planned) -> None:
    interview, group, undated = visit_sheet.schedule_sheet(
        visit.state, visit.pack, visit.review
    ).sessions
    assert (interview.asks, interview.answers) == (("Nora Lind",), ("Head teacher",))
    assert (group.answers, group.others) == (("Parents",), ("interviewee P3 (interprets)",))
    assert (interview.title, interview.day) == ("Talk with P1", "Monday, 4 May 2026")
    assert (interview.time, group.time) == ("09:00–10:30", "")
    assert (undated.kind, undated.day, undated.asks) == ("Feedback session", "", ())


def test_who_is_called_the_same_is_counted(visit: Planned) -> None:
    values = {"category": "Parents", "attribution": "category"}
    people.describe_person(visit.editor, visit.asked[2], values)
    both = visit_sheet.people_words(visit.state, visit.asked)
    assert both == ("Head teacher", "Parents (2 people)")


def test_a_role_or_category_of_fewer_than_three_stands_on_no_sheet(visit: Planned) -> None:
    people.remove_person(visit.editor, visit.others[1])
    people.remove_person(visit.editor, visit.others[2])
    both = visit_sheet.people_words(visit.state, visit.asked[:2])
    assert both == ("interviewee P1", "interviewee P2")


@pytest.mark.parametrize(
    "values",
    [
        {"confidentiality": "confidential"},
        {"consent": "refused"},
        {"consent": "withdrawn"},
        {"attribution": "none"},
        {"function": None},
    ],
)
def test_who_is_not_to_be_told_stands_by_pseudonym(
    visit: Planned, values: dict[str, str | None]
) -> None:
    people.describe_person(visit.editor, visit.asked[0], values)
    assert visit_sheet.paper_name(visit.state, visit.asked[0]) == "interviewee P1"


def test_a_role_that_names_somebody_is_masked(visit: Planned) -> None:
    for person in (visit.asked[0], *visit.others):
        people.describe_person(visit.editor, person, {"function": "Husband of Ms Özdemir"})
    assert visit_sheet.paper_name(visit.state, visit.asked[0]) == "Husband of Ms P2"


def test_somebody_of_the_team_without_a_name_stands_by_role(visit: Planned) -> None:
    leader = people.add_person(visit.editor, "", "expert-leader")
    assert visit_sheet.paper_name(visit.state, leader) == "Expert leader"
    people.describe_person(visit.editor, leader, {"function": "Head", "organisation": "Malmö"})
    assert visit_sheet.paper_name(visit.state, leader) == "Head, Malmö"


def test_a_guide_holds_questions_with_prompts_and_what_to_find_out(visit: Planned) -> None:
    guide = visit_sheet.guide_sheet(visit.state, visit.pack, visit.review, visit.interview)
    assert guide is not None
    factor = visit.pack.factor("7")
    assert [q.id for q in guide.questions] == [q.id for q in factor.questions]
    assert guide.questions[0].prompts == tuple(p.text for p in factor.questions[0].prompts)
    assert [(p.short, p.label) for p in guide.speakers] == [("P1", "Head teacher")]
    assert [(p.short, p.label) for p in guide.takers] == [("NL", "Nora Lind")]
    assert guide.to_find_out == (
        f"7 {factor.title} – Claimed, and nothing supports it yet. What shows it?",
        f"7 {factor.title} – What does P1 earn?",
    )


def test_a_guide_says_which_evidence_contradicts_unless_it_is_confidential(visit: Planned) -> None:
    def sentence() -> str:
        known = to_find_out(visit.state, visit.pack, visit.review)
        one = next(e for e in known if e.reason == "contradicted")
        return visit_sheet.enquiry_words(visit.state, visit.pack, one)

    for title, level in (("Survey of Ms Yilmaz", "public"), ("Secret memo", "confidential")):
        values = {"type": "document", "title": title, "confidentiality": level}
        piece = edits.add_evidence(visit.editor, values)
        edits.link(visit.editor, visit.review_id, piece, "7", stance="contradicts")
    assert sentence().endswith(" – Contradicted by “Survey of Ms P1”. What is right?")
    first = next(
        k for k, r in visit.state.records("evidence").items() if "Survey" in r.text("title")
    )
    edits.remove_evidence(visit.editor, first, "wrong")
    assert sentence().endswith(" – Evidence contradicts this. What is right?")


def test_initials_that_somebody_chose_for_an_interviewee_stay_off_the_guide(
    visit: Planned,
) -> None:
    people.describe_person(visit.editor, visit.asked[0], {"initials": "FY"})
    guide = visit_sheet.guide_sheet(visit.state, visit.pack, visit.review, visit.interview)
    assert guide is not None
    assert "FY" not in str(asdict(guide))


def test_what_was_settled_is_not_asked_again(visit: Planned) -> None:
    for one in to_find_out(visit.state, visit.pack, visit.review):
        if one.sessions:
            visit_edits.describe_enquiry(visit.editor, visit.review_id, one, {"done": True})
    guide = visit_sheet.guide_sheet(visit.state, visit.pack, visit.review, visit.interview)
    assert guide is not None
    assert guide.to_find_out == ()


def test_there_is_no_guide_of_a_session_that_is_gone(visit: Planned) -> None:
    visit_edits.remove_session(visit.editor, visit.interview)
    assert visit_sheet.guide_sheet(visit.state, visit.pack, visit.review, visit.interview) is None


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Talk with Fatima Yilmaz", "Talk with P1"),
        ("FATIMA  YILMAZ", "P1"),
        ("fatima yilmaz, at noon", "P1, at noon"),
        ("Ms Yilmaz", "Ms P1"),
        ("Yilmazstraße", "Yilmazstraße"),
        ("Fatimas", "P1s"),
        ("Interview_Yilmaz.pdf", "Interview_P1.pdf"),
        ("Karl-Heinz Özdemir", "P2"),
        ("Ly comes", "P3 comes"),
        ("Lyon", "Lyon"),
        ("", ""),
    ],
)
def test_names_are_replaced_as_whole_words(visit: Planned, text: str, masked: str) -> None:
    assert masking.without_names(visit.state, text) == masked


def test_whose_name_a_text_holds_is_told(visit: Planned) -> None:
    found = masking.named_in(visit.state, "Özdemir and Fatima")
    assert {p.id for p in found} == set(visit.asked[:2])
    assert masking.named_in(visit.state, "The mayor") == ()


def test_a_team_members_name_is_left_in_place(visit: Planned) -> None:
    assert masking.without_names(visit.state, "Nora Lind asks") == "Nora Lind asks"


@given(st.lists(st.sampled_from([*NAMES, "the school", "(", "\\", "."]), max_size=8))
def test_no_whole_name_is_ever_left(words: list[str]) -> None:
    editor = Editor(State(), Actor("a" * 32, "d" * 32))
    for name in NAMES:
        people.add_person(editor, name, "interviewee")
    masked = masking.without_names(editor.state, " ".join(words))
    assert not any(name in masked for name in NAMES)
    assert masking.without_names(editor.state, masked) == masked


def test_a_day_that_is_none_stays_as_it_was_typed() -> None:
    assert visit_sheet.day_words("in May") == "in May"
    assert visit_sheet.day_words("") == ""
