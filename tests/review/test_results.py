"""Progress, results, comparison, context: what follows from answers and verdicts."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.kinds import VERDICTS
from ic_desktop.review import edits
from ic_desktop.review.comparison import Side, compare
from ic_desktop.review.context import context_notes, explaining
from ic_desktop.review.evidence import Stances
from ic_desktop.review.progress import progress
from ic_desktop.review.results import OUTCOMES, Counts, outcome_of, results
from ic_desktop.review.scope import factors_in_scope, questions_in_scope


def test_an_empty_review(town: Any, pack: Pack) -> None:
    held = results(town.state, pack, town.review)
    assert held.counts == Counts(not_judged=13)
    assert [row.factor.number for row in held.factors] == list(range(1, 14))
    come = progress(town.state, pack, town.review)
    assert (come.answered, come.questions, come.judged, len(come.factors)) == (0, 61, 0, 13)
    assert come.next_open == "1"


@given(verdicts=st.lists(st.sampled_from(["", *VERDICTS]), min_size=13, max_size=13))
def test_counts_sum_up_to_all_in_scope(verdicts: list[str]) -> None:
    counts = Counts.of(verdict or "not-judged" for verdict in verdicts)
    assert counts.total == 13
    assert dict(counts.items) == {
        outcome: sum((verdict or "not-judged") == outcome for verdict in verdicts)
        for outcome in OUTCOMES
    }
    assert tuple(name for name, _ in counts.items) == OUTCOMES


def test_results_by_factor_and_role(town: Any, pack: Pack) -> None:
    for factor, verdict in (("1", "in-place"), ("7", "partly"), ("8", "not-applicable")):
        town.judge(factor, verdict)
    one = town.evidence("One")
    town.link(one, "7", "7.1")
    town.link(one, "7", "7.2", "contradicts")
    held = results(town.state, pack, town.review)
    assert held.counts == Counts(1, 1, 0, 1, 10)
    rows = {row.factor.id: row for row in held.factors}
    assert rows["7"].outcome == "partly"
    assert rows["7"].evidence == Stances(1, 1, 0)
    assert rows["2"].outcome == "not-judged"
    assert [row.role.id for row in held.roles] == [role.id for role in pack.roles]
    for row in held.roles:
        assert row.factors
        assert row.counts.total == len(row.factors)
        assert all(row.role.id in of_role.factor.roles for of_role in row.factors)


def test_a_disputed_verdict_counts_as_not_judged(town: Any, pack: Pack) -> None:
    town.judge("7", "partly")
    key = f"{town.id}/city/7"
    town.disagree("verdict", key, "value", "in-place", "not-in-place")
    held = results(town.state, pack, town.review)
    assert held.counts == Counts(not_judged=13)
    assert held.unsettled == ("7",)
    assert held.factors[6].unsettled == ("value",)
    assert held.factors[6].verdict.value in ("in-place", "not-in-place")
    town.judge("7", "not-in-place")
    assert results(town.state, pack, town.review).counts == Counts(not_in_place=1, not_judged=12)


def test_a_disputed_reason_leaves_the_verdict(town: Any, pack: Pack) -> None:
    town.judge("7", "partly", reason="base")
    town.disagree("verdict", f"{town.id}/city/7", "reason", "mine", "theirs")
    held = results(town.state, pack, town.review)
    assert held.counts == Counts(partly=1, not_judged=12)
    assert held.unsettled == ("7",)


def test_a_verdict_whose_word_is_missing_is_not_judged(town: Any) -> None:
    from ic_desktop.project.entities import verdict
    from ic_desktop.project.state import fold

    town.judge("7", "partly")
    bare = [c.without_body() if c.header.kind == "verdict" else c for c in town.editor.changes]
    assert outcome_of(verdict(fold(bare), town.id, "7")) == "not-judged"
    assert outcome_of(verdict(town.state, town.id, "7")) == "partly"


def test_voices_have_results_of_their_own(town: Any, pack: Pack) -> None:
    town.judge("7", "in-place")
    edits.judge(town.editor, town.id, "7", {"value": "partly"}, "team")
    assert results(town.state, pack, town.review).counts.in_place == 1
    assert results(town.state, pack, town.review, "team").counts == Counts(partly=1, not_judged=12)
    assert progress(town.state, pack, town.review, "b" * 32).judged == 0


def test_chosen_factors_only(town: Any, pack: Pack) -> None:
    edits.describe_review(town.editor, town.id, {"factors": ["12", "3", "gone"]})
    assert [f.id for f in factors_in_scope(pack, town.review)] == ["3", "12"]
    assert len(questions_in_scope(pack, town.review)) == 4 + 6
    town.judge("3", "in-place")
    town.judge("7", "in-place")
    held = results(town.state, pack, town.review)
    assert held.counts == Counts(in_place=1, not_judged=1)
    assert sum(row.counts.total for row in held.roles) == sum(
        len(row.factor.roles) for row in held.factors
    )


def test_progress_counts_work_done(town: Any, pack: Pack) -> None:
    town.answer("3.1", value="yes")
    town.answer("3.2", value="dont-know")
    town.answer("3.3", note="a note alone is no answer")
    town.judge("3", None, come_back=True)
    held = progress(town.state, pack, town.review).of("3")
    assert held is not None
    assert (held.answered, held.to_ask, held.questions, held.judged) == (1, 1, 4, False)
    assert held.marked
    assert held.begun
    assert not held.done
    assert progress(town.state, pack, town.review).of("99") is None


def test_the_next_open_factor(town: Any, pack: Pack) -> None:
    for question in pack.factor("1").questions:
        town.answer(question.id, value="yes" if question.answer_type == "yes-no" else "enough")
    assert progress(town.state, pack, town.review).next_open == "1"
    town.judge("1", "in-place")
    assert progress(town.state, pack, town.review).next_open == "2"


def test_context_explains_and_changes_no_verdict(town: Any, pack: Pack) -> None:
    town.judge("7", "partly")
    before = results(town.state, pack, town.review).counts
    note = {"text": "Rents rose", "direction": "hinders", "strength": "strong"}
    edits.note_context(town.editor, town.id, "c2", note)
    edits.tie_context(town.editor, town.id, "c2", "7")
    edits.tie_context(town.editor, town.id, "c2", "9")
    notes = context_notes(town.state, pack, town.review)
    assert [noted.context.id for noted in notes if noted.is_noted] == ["c2"]
    assert [noted.note.text for noted in explaining(notes, "7")] == ["Rents rose"]
    assert explaining(notes, "8") == ()
    held = results(town.state, pack, town.review)
    assert held.counts == before
    assert [noted.context.id for noted in held.factors[6].context] == ["c2"]
    edits.tie_context(town.editor, town.id, "c2", "7", explains=False)
    assert explaining(context_notes(town.state, pack, town.review), "7") == ()


def test_untying_what_was_never_tied_adds_nothing(town: Any) -> None:
    before = len(town.editor.changes)
    edits.tie_context(town.editor, town.id, "c2", "7", explains=False)
    assert len(town.editor.changes) == before


def test_a_repeat_beside_its_baseline(town: Any, pack: Pack) -> None:
    for factor, verdict in (("1", "not-in-place"), ("2", "in-place"), ("3", "partly")):
        town.judge(factor, verdict)
    then = Side(town.state, pack, town.review)
    again = edits.add_review(
        town.editor, pack=town.review.pack, kind="repeat", baseline=town.id, title="Again"
    )
    for factor, verdict in (("1", "partly"), ("2", "partly"), ("3", "not-applicable")):
        edits.judge(town.editor, again, factor, {"value": verdict})
    changed = replace(pack.factor("4"), statement="Said otherwise.")
    new = replace(pack.factor("5"), id="14", number=14)
    factors = tuple(changed if f.id == "4" else new if f.id == "5" else f for f in pack.factors)
    newer = replace(pack, version="2.0.0", factors=factors)
    from ic_desktop.project.entities import review

    repeat = review(town.state, again)
    assert repeat is not None
    held = compare(then, Side(town.state, newer, repeat))
    moves = {one.factor.id: (one.then, one.now, one.move) for one in held.compared}
    assert moves["1"] == ("not-in-place", "partly", "forward")
    assert moves["2"] == ("in-place", "partly", "back")
    assert moves["3"] == ("partly", "not-applicable", "other")
    assert moves["6"] == ("not-judged", "not-judged", "same")
    assert [one.factor.id for one in held.compared if one.reworded] == ["4"]
    assert [factor.id for factor in held.only_then] == ["5"]
    assert [factor.id for factor in held.only_now] == ["14"]
    assert (held.counts_then.total, held.counts_now.total) == (13, 13)
    assert held.counts_now == Counts(partly=2, not_applicable=1, not_judged=10)
