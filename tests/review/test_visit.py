"""The visit: what there is to find out, sessions and their questions, what nobody asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits, people, visit, visit_edits, visit_times
from ic_desktop.review.enquiries import ToFindOut, to_find_out

VISIT = {"kind": "interview", "title": "School", "date": "2026-05-04", "start": "09:00"}


def found(town: Any) -> dict[str, ToFindOut]:
    """Return what there is to find out by reason and what it is about."""
    known = to_find_out(town.state, town.pack, town.review)
    return {f"{one.reason} {one.question or one.factor}": one for one in known}


def of_factor(town: Any, factor: str) -> set[str]:
    return {key for key, one in found(town).items() if one.factor == factor}


def session(town: Any, **values: Any) -> str:
    return visit_edits.add_session(town.editor, town.id, {**VISIT, **values})


# What there is to find out


def test_a_fresh_assessment_leaves_each_factor_unjudged(town: Any) -> None:
    known = to_find_out(town.state, town.pack, town.review)
    assert [(one.reason, one.factor) for one in known] == [
        ("unjudged", factor.id) for factor in town.pack.factors
    ]
    assert known[0].id == f"{town.id}/unjudged/1"


def test_a_claim_without_support_is_to_be_found_out_until_something_supports_it(town: Any) -> None:
    town.judge("7", "in-place")
    assert "unsupported 7" in of_factor(town, "7")
    town.link(town.evidence("Against"), "7", stance="contradicts")
    assert {"unsupported 7", "contradicted 7"} <= of_factor(town, "7")
    town.link(town.evidence("For"), "7", "7.3")
    assert "unsupported 7" not in of_factor(town, "7")


@pytest.mark.parametrize(
    ("verdict", "claimed"),
    [("in-place", True), ("partly", True), ("not-in-place", False), ("not-applicable", False)],
)
def test_only_what_is_claimed_needs_support(town: Any, verdict: str, claimed: bool) -> None:
    town.judge("7", verdict)
    assert ("unsupported 7" in of_factor(town, "7")) == claimed
    assert "unjudged 7" not in of_factor(town, "7")


def test_a_contradiction_that_was_weighed_says_so(town: Any) -> None:
    one = town.link(town.evidence("A"), "7", stance="contradicts")
    two = town.link(town.evidence("B"), "7", "7.1", stance="contradicts")
    edits.describe_link(town.editor, one, {"response": "old figures"})
    assert not found(town)["contradicted 7"].weighed
    edits.describe_link(town.editor, two, {"response": "old too"})
    assert found(town)["contradicted 7"].weighed


def test_open_questions_count_once_a_factor_was_begun(town: Any) -> None:
    assert of_factor(town, "7") == {"unjudged 7"}
    town.answer("7.1", value="dont-know")
    questions = {q.id for q in town.pack.factor("7").questions} - {"7.1"}
    begun = {"unjudged 7", "unknown 7.1"} | {f"unanswered {q}" for q in questions}
    assert of_factor(town, "7") == begun
    for question in questions:
        town.answer(question, value="yes")
    assert of_factor(town, "7") == {"unjudged 7", "unknown 7.1"}


def test_what_the_visit_itself_brings_is_nothing_more_to_find_out(town: Any) -> None:
    town.judge("7", "in-place")
    said = town.evidence("Nobody knew of it", session=session(town))
    town.link(said, "7", stance="contradicts")
    assert "contradicted 7" not in of_factor(town, "7")


def test_deriving_stores_nothing(town: Any) -> None:
    town.judge("7", "in-place")
    before = len(town.editor.changes)
    to_find_out(town.state, town.pack, town.review)
    assert len(town.editor.changes) == before
    assert not town.state.records("enquiry")


def test_settling_makes_a_record_with_the_natural_key(town: Any) -> None:
    town.judge("7", "in-place")
    one = found(town)["unsupported 7"]
    values = {"outcome": "A decree of 2019", "done": True}
    visit_edits.describe_enquiry(town.editor, town.id, one, values)
    assert list(town.state.records("enquiry")) == [f"{town.id}/unsupported/7"]
    record = town.state.records("enquiry")[one.id]
    assert record.scope == Scope(review=town.id, factor="7")
    now = found(town)["unsupported 7"]
    assert (now.outcome, now.done, now.stands) == ("A decree of 2019", True, True)


def test_two_copies_that_settle_the_same_make_one_record(town: Any) -> None:
    town.judge("7", "in-place")
    one = found(town)["unsupported 7"]
    copy = Editor(town.state, Actor("b" * 32, "e" * 32))
    visit_edits.describe_enquiry(copy, town.id, one, {"done": True})
    visit_edits.describe_enquiry(town.editor, town.id, one, {"done": True})
    both = fold([*town.editor.changes, *copy.changes])
    assert len(both.records("enquiry")) == 1
    assert both.records("enquiry")[one.id].conflicts == ()


def test_what_a_session_asks_as_a_guide_question_is_put_to_somebody(town: Any) -> None:
    town.answer("7.1", value="dont-know")
    one = found(town)["unknown 7.1"]
    assert one.id in {e.id for e in visit.unasked(town.state, town.pack, town.review).enquiries}
    held = session(town)
    visit_edits.plan_question(town.editor, held, "7.1")
    now = found(town)["unknown 7.1"]
    assert (now.asked_by, now.sessions) == ((held,), ())
    assert one.id not in {e.id for e in visit.unasked(town.state, town.pack, town.review).enquiries}
    visit_edits.plan_question(town.editor, held, "7.1", planned=False)
    assert found(town)["unknown 7.1"].asked_by == ()


def test_what_was_recorded_stays_when_its_reason_goes(town: Any) -> None:
    town.judge("7", "in-place")
    visit_edits.plan_enquiry(town.editor, session(town), found(town)["unsupported 7"])
    town.link(town.evidence("For"), "7")
    now = found(town)["unsupported 7"]
    assert (now.reason, now.factor, now.stands) == ("unsupported", "7", False)
    assert len(now.sessions) == 1


def test_an_overtaken_one_knows_what_it_is_about_though_only_its_outcome_was_typed(
    town: Any,
) -> None:
    town.answer("7.1", value="dont-know")
    one = found(town)["unknown 7.1"]
    scope = Scope(review=town.id, factor="7")
    town.editor.set("enquiry", one.id, "outcome", "Since 2019", scope)
    town.answer("7.1", value="yes")
    now = found(town)["unknown 7.1"]
    assert (now.factor, now.question, now.outcome, now.stands) == ("7", "7.1", "Since 2019", False)


def test_a_persons_own_come_last_and_can_go(town: Any) -> None:
    own = visit_edits.add_enquiry(town.editor, town.id, " Who pays? ")
    tied = visit_edits.add_enquiry(town.editor, town.id, "Since when?", "7", "7.1")
    known = to_find_out(town.state, town.pack, town.review)
    assert (known[-1].id, known[-1].text, known[-1].reason) == (own, "Who pays?", "own")
    assert next(one for one in known if one.id == tied).stands
    visit_edits.remove_enquiry(town.editor, own)
    assert own not in {one.id for one in to_find_out(town.state, town.pack, town.review)}


def test_what_somebody_struck_off_stays_off(town: Any) -> None:
    one = found(town)["unjudged 7"]
    visit_edits.describe_enquiry(town.editor, town.id, one, {"text": "x"})
    visit_edits.remove_enquiry(town.editor, one.id)
    assert "unjudged 7" not in found(town)
    town.editor.restore("enquiry", one.id)
    assert found(town)["unjudged 7"].text == "x"


# Sessions


def test_sessions_carry_review_and_session_in_their_scope(town: Any) -> None:
    held = session(town)
    person = people.add_person(town.editor, "", "interviewee")
    visit_edits.put_person(town.editor, held, person, "answers")
    visit_edits.plan_question(town.editor, held, "7.1")
    visit_edits.mark_asked(town.editor, held, "7.1")
    visit_edits.plan_enquiry(town.editor, held, found(town)["unjudged 7"])
    kinds = {"session", "session-person", "session-question", "session-enquiry"}
    scopes = {c.header.kind: c.header.scope for c in town.editor.changes if c.header.kind in kinds}
    assert scopes == dict.fromkeys(kinds, Scope(review=town.id, session=held))


def test_who_does_what(town: Any) -> None:
    held = session(town)
    asks, answers, gone = (
        people.add_person(town.editor, "", role) for role in ("peer", "interviewee", "peer")
    )
    for person, part in ((answers, "answers"), (asks, "asks"), (gone, "asks")):
        visit_edits.put_person(town.editor, held, person, part)
    people.remove_person(town.editor, gone)
    assert visit.people_of(town.state, held) == {"asks": (asks,), "answers": (answers,)}
    visit_edits.put_person(town.editor, held, asks, "")
    assert visit.people_of(town.state, held) == {"answers": (answers,)}


def test_questions_of_a_session_stand_in_the_benchmarks_order(town: Any) -> None:
    held = session(town)
    for question in ("7.2", "2.1", "7.1"):
        visit_edits.plan_question(town.editor, held, question)
    found_there = visit.questions_of(town.state, town.pack, held)
    assert [one.question.id for one in found_there] == ["2.1", "7.1", "7.2"]
    assert not any(one.asked for one in found_there)
    visit_edits.plan_question(town.editor, held, "2.1", planned=False)
    visit_edits.plan_question(town.editor, held, "3.1", planned=False)
    kept = [one.question.id for one in visit.questions_of(town.state, town.pack, held)]
    assert kept == ["7.1", "7.2"]
    assert f"{held}/3.1" not in town.state.records("session-question")


def test_all_questions_of_a_factor_in_one_go(town: Any) -> None:
    held, factor = session(town), town.pack.factor("7")
    visit_edits.plan_factor(town.editor, held, factor)
    planned = visit.questions_of(town.state, town.pack, held)
    assert [one.question.id for one in planned] == [q.id for q in factor.questions]
    visit_edits.plan_factor(town.editor, held, factor, planned=False)
    assert visit.questions_of(town.state, town.pack, held) == ()


def test_a_statement_of_the_session_shows_that_a_question_was_asked(town: Any) -> None:
    held, other = session(town), session(town)
    for one in (held, other):
        visit_edits.plan_factor(town.editor, one, town.pack.factor("7"))
    piece = town.evidence("We do", type="statement", session=held)
    link = town.link(piece, "7", "7.1")

    def asked(where: str) -> list[str]:
        planned = visit.questions_of(town.state, town.pack, where)
        return [one.question.id for one in planned if one.asked]

    assert (asked(held), asked(other)) == (["7.1"], [])
    visit_edits.mark_asked(town.editor, other, "7.2")
    assert asked(other) == ["7.2"]
    visit_edits.mark_asked(town.editor, other, "7.2", asked=False)
    edits.unlink(town.editor, link)
    assert (asked(held), asked(other)) == ([], [])


def test_a_plan_holds_everything_of_a_session(town: Any) -> None:
    late, early = session(town, start="14:00"), session(town, start="08:00")
    visit_edits.plan_question(town.editor, late, "7.1")
    visit_edits.plan_enquiry(town.editor, late, found(town)["unjudged 7"])
    plans = visit.plan(town.state, town.pack, town.review)
    assert [one.session.id for one in plans] == [early, late]
    assert [one.question.id for one in plans[1].questions] == ["7.1"]
    assert [one.reason for one in plans[1].enquiries] == ["unjudged"]
    assert not plans[0].enquiries
    assert not plans[0].questions


def test_what_is_put_to_nobody_yet(town: Any) -> None:
    every = {q.id for f in town.pack.factors for q in f.questions}

    def left() -> set[str]:
        return {q.id for _f, q in visit.unasked(town.state, town.pack, town.review).questions}

    assert left() == every
    held = session(town)
    visit_edits.plan_question(town.editor, held, "7.1")
    town.link(town.evidence("x", type="statement", session=held), "7", "7.2")
    assert left() == every - {"7.1", "7.2"}
    visit_edits.remove_session(town.editor, held)
    assert left() == every


def test_enquiries_without_a_session_are_put_to_nobody(town: Any) -> None:
    held, one = session(town), found(town)["unjudged 7"]

    def left() -> set[str]:
        return {e.id for e in visit.unasked(town.state, town.pack, town.review).enquiries}

    assert one.id in left()
    visit_edits.plan_enquiry(town.editor, held, one)
    assert one.id not in left()
    visit_edits.plan_enquiry(town.editor, held, one, planned=False)
    assert one.id in left()
    visit_edits.describe_enquiry(town.editor, town.id, one, {"done": True})
    assert one.id not in left()


def test_a_review_of_few_factors_asks_only_about_them(town: Any) -> None:
    edits.describe_review(town.editor, town.id, {"factors": ["7"]})
    assert {one.factor for one in to_find_out(town.state, town.pack, town.review)} == {"7"}
    left = visit.unasked(town.state, town.pack, town.review).questions
    assert {factor.id for factor, _question in left} == {"7"}


def test_a_session_that_is_gone_has_no_questions(town: Any) -> None:
    held = session(town)
    visit_edits.plan_question(town.editor, held, "7.1")
    visit_edits.remove_session(town.editor, held)
    assert visit.questions_of(town.state, town.pack, held) == ()
    assert visit.plan(town.state, town.pack, town.review) == ()


# Times


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9", "09:00"),
        ("9:05", "09:05"),
        ("14.30", "14:30"),
        ("1430", "14:30"),
        ("930", "09:30"),
        ("9 h", "09:00"),
        ("14h30", "14:30"),
        ("24:00", ""),
        ("9:5", ""),
        ("half past nine", ""),
        ("", ""),
        ("12345", ""),
        ("²", ""),
    ],
)
def test_times_as_people_type_them(typed: str, kept: str) -> None:
    assert visit_times.tidy_time(typed) == kept


@given(st.integers(0, 1439))
def test_a_time_that_is_kept_is_read_again(minutes: int) -> None:
    kept = f"{minutes // 60:02}:{minutes % 60:02}"
    assert visit_times.minutes_of(kept) == minutes
    assert visit_times.tidy_time(kept) == kept


@given(st.text(max_size=8))
def test_no_text_is_a_stumbling_block(text: str) -> None:
    kept = visit_times.tidy_time(text)
    assert not kept or visit_times.minutes_of(kept) is not None


def clashes(town: Any) -> list[tuple[str, str, str]]:
    told = visit_times.clashes(town.state, town.id)
    return [(c.session.id, c.other.id if c.other else "", c.person) for c in told]


def test_somebody_in_two_sessions_at_once_is_told(town: Any) -> None:
    one = session(town, start="09:00", end="10:30")
    two = session(town, start="10:00", end="11:00")
    person = people.add_person(town.editor, "Nora", "peer")
    visit_edits.put_person(town.editor, one, person, "asks")
    assert clashes(town) == []
    visit_edits.put_person(town.editor, two, person, "observes")
    assert clashes(town) == [(one, two, person)]
    for values in ({"start": "10:30"}, {"start": "10:00", "date": "2026-05-05"}, {"start": "soon"}):
        visit_edits.describe_session(town.editor, two, {"date": "2026-05-04", **values})
        assert clashes(town) == []
    people.remove_person(town.editor, person)
    visit_edits.describe_session(town.editor, two, {"start": "10:00"})
    assert clashes(town) == []


def test_two_sessions_that_begin_together_clash_though_neither_has_an_end(town: Any) -> None:
    one, two = session(town), session(town)
    person = people.add_person(town.editor, "Nora", "peer")
    for held in (one, two):
        visit_edits.put_person(town.editor, held, person, "asks")
    assert clashes(town) in ([(one, two, person)], [(two, one, person)])


def test_an_end_before_the_start_is_told(town: Any) -> None:
    held = session(town, start="14:00", end="13:00")
    assert clashes(town) == [(held, "", "")]
    visit_edits.describe_session(town.editor, held, {"end": "15:00"})
    assert clashes(town) == []


@given(st.integers(0, 600), st.integers(1, 300), st.integers(0, 600), st.integers(1, 300))
def test_clashing_does_not_depend_on_which_comes_first(a: int, b: int, c: int, d: int) -> None:
    """Two spans of one person clash exactly if they share a minute."""
    editor = Editor(State(), Actor("a" * 32, "d" * 32))
    person = people.add_person(editor, "Nora", "peer")
    for start, length in ((a, b), (c, d)):
        times = {"start": clock(start), "end": clock(start + length), "date": "2026-05-04"}
        held = visit_edits.add_session(editor, "r", times)
        visit_edits.put_person(editor, held, person, "asks")
    shared = set(range(a, a + b)) & set(range(c, c + d))
    assert bool(visit_times.clashes(editor.state, "r")) == bool(shared)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
