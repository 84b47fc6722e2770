"""Before you sign, filters, and the list of what is still to be asked."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.changes import Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.review import edits
from ic_desktop.review.checks import Finding, Missing, findings, in_order, missing, title_of
from ic_desktop.review.filters import FILTERS, matching_factors, matching_questions
from ic_desktop.review.target import Target
from ic_desktop.review.to_ask import to_ask


def found(town: Any, pack: Pack, kind: str) -> list[Finding]:
    return [f for f in findings(town.state, pack, town.review) if f.kind == kind]


def finish(town: Any, pack: Pack) -> None:
    """Answer and judge everything, with evidence, so that nothing is left to find."""
    edits.describe_review(town.editor, town.id, {"assessors": "The office"})
    piece = town.evidence("Report")
    for factor in pack.factors:
        town.judge(factor.id, "in-place", reason="so")
        town.link(piece, factor.id)
        for question in factor.questions:
            town.answer(question.id, value="yes" if question.answer_type == "yes-no" else "enough")


@pytest.fixture
def done(town: Any, pack: Pack) -> Any:
    finish(town, pack)
    return town


def test_a_finished_review_has_nothing_to_find(done: Any, pack: Pack) -> None:
    assert findings(done.state, pack, done.review) == ()


def test_an_empty_review_lacks_everything_but_has_no_problem(town: Any, pack: Pack) -> None:
    held = findings(town.state, pack, town.review)
    assert Counter(finding.kind for finding in held) == {
        "not-judged": 13,
        "unanswered": 13,
        "no-assessor": 1,
    }
    assert {finding.severity for finding in held} == {"gap"}


def test_in_place_without_evidence(done: Any, pack: Pack) -> None:
    for cited in list(_links(done, "7")):
        edits.unlink(done.editor, cited)
    (finding,) = findings(done.state, pack, done.review)
    assert (finding.kind, finding.severity) == ("no-evidence", "problem")
    assert finding.target == Target("factor", "7")
    assert "7" in finding.sentence
    done.link(done.evidence("Law"), "7", stance="background")
    assert found(done, pack, "no-evidence")
    done.judge("7", "partly")
    assert found(done, pack, "no-evidence")[0].severity == "gap"
    done.judge("7", "not-in-place")
    assert not found(done, pack, "no-evidence")


def _links(town: Any, factor: str) -> list[str]:
    from ic_desktop.review.evidence import index

    return [cited.link.id for cited in index(town.state, town.id).of_factor(factor)]


def test_contradicted_and_not_addressed(done: Any, pack: Pack) -> None:
    piece = done.evidence("Survey")
    link = done.link(piece, "7", "7.1", "contradicts")
    (finding,) = findings(done.state, pack, done.review)
    assert (finding.kind, finding.severity) == ("contradicted", "problem")
    assert finding.target == Target("factor", "7", "7.1", piece)
    assert "Survey" in finding.sentence
    edits.describe_link(done.editor, link, {"response": "  "})
    assert found(done, pack, "contradicted")
    edits.describe_link(done.editor, link, {"response": "An old figure"})
    assert not found(done, pack, "contradicted")


@pytest.mark.parametrize(
    ("verdict", "told"),
    [("in-place", True), ("partly", True), ("not-in-place", False), ("not-applicable", True)],
)
def test_a_contradiction_that_the_verdict_follows_is_addressed(
    done: Any, pack: Pack, verdict: str, told: bool
) -> None:
    done.link(done.evidence("Survey"), "7", "7.1", "contradicts")
    done.judge("7", verdict)
    assert bool(found(done, pack, "contradicted")) == told


def test_not_applicable_needs_a_reason(done: Any, pack: Pack) -> None:
    done.judge("7", "not-applicable")
    assert not found(done, pack, "no-reason")
    done.judge("7", "not-applicable", reason=" ")
    (finding,) = findings(done.state, pack, done.review)
    assert (finding.kind, finding.severity) == ("no-reason", "problem")


def test_questions_without_an_answer_are_counted_by_factor(done: Any, pack: Pack) -> None:
    done.answer("7.2", value=None)
    done.answer("7.3", value=None)
    done.answer("8.1", value="dont-know", ask_whom="Anna")
    empty, waiting = findings(done.state, pack, done.review)
    assert (empty.kind, empty.target) == ("unanswered", Target("factor", "7", "7.2"))
    assert "2" in empty.sentence
    assert (waiting.kind, waiting.target) == ("to-ask", Target("factor", "8", "8.1"))
    done.judge("7", "not-applicable")
    assert not found(done, pack, "unanswered")


def test_what_is_told_about_evidence(done: Any, pack: Pack) -> None:
    piece = done.evidence("Interview", source=" ", confidentiality="confidential")
    assert not findings(done.state, pack, done.review)
    done.link(piece, "7")
    held = findings(done.state, pack, done.review)
    assert [finding.kind for finding in held] == ["no-source", "confidential"]
    assert [finding.severity for finding in held] == ["gap", "note"]
    assert {finding.target for finding in held} == {Target("evidence", evidence=piece)}


def test_city_and_review_are_named(done: Any, pack: Pack) -> None:
    edits.describe_city(done.editor, "f" * 32, {"city": " "})
    edits.describe_review(done.editor, done.id, {"title": "", "assessors": ""})
    held = findings(done.state, pack, done.review)
    assert [f.kind for f in held] == ["no-title", "no-title", "no-assessor"]
    assert {f.target for f in held} == {Target("city")}


@pytest.mark.parametrize(
    ("kind", "name", "field", "mine", "theirs", "target"),
    [
        ("verdict", "7", "reason", "a", "b", Target("factor", "7")),
        ("answer", "7.3", "note", "a", "b", Target("factor", "7", "7.3")),
        ("context-note", "c1", "text", "a", "b", Target("context", context="c1")),
        ("project", "", "about", "a", "b", Target("city")),
        ("review", "", "method", "a", "b", Target("city")),
    ],
)
def test_what_copies_dispute_is_a_problem(
    done: Any, pack: Pack, kind: str, name: str, field: str, mine: Value, theirs: Value, target: Any
) -> None:
    own = {"project": "f" * 32, "review": done.id}
    done.disagree(kind, own.get(kind, f"{done.id}/city/{name}"), field, mine, theirs)
    (finding,) = findings(done.state, pack, done.review)
    assert (finding.kind, finding.severity, finding.target) == ("conflict", "problem", target)


def test_disputed_evidence_and_links(done: Any, pack: Pack) -> None:
    piece = done.evidence("Survey")
    link = done.link(piece, "7", "7.1")
    done.disagree("evidence", piece, "source", "a", "b")
    done.disagree("link", link, "stance", "contradicts", "background")
    edits.describe_link(done.editor, link, {"response": "weighed"})
    held = found(done, pack, "conflict")
    assert [finding.target for finding in held] == [
        Target("factor", "7", "7.1", piece),
        Target("evidence", evidence=piece),
    ]


def test_removed_here_and_changed_there(done: Any, pack: Pack) -> None:
    piece = done.evidence("Survey")
    done.link(piece, "7", "7.1")
    copy = Editor(done.state, Actor("b" * 32, "e" * 32))
    edits.describe_evidence(copy, piece, {"date": "2026"})
    edits.remove_evidence(done.editor, piece, "double")
    done.editor.state = done.state.apply(copy.changes)
    (finding,) = findings(done.state, pack, done.review)
    assert finding.kind == "removed-elsewhere"


def test_words_that_are_not_in_this_copy(done: Any, pack: Pack) -> None:
    from ic_desktop.project.state import fold

    done.editor.state = fold(
        c.without_body() if c.header.entity == f"{done.id}/city/7" else c
        for c in done.editor.changes
    )
    held = findings(done.state, pack, done.review)
    assert [finding.kind for finding in held] == ["withheld"]


def test_what_a_piece_without_title_is_called(town: Any) -> None:
    from ic_desktop.project.entities import AttachedFile, evidence

    def name(**values: Value) -> str:
        made = edits.add_evidence(town.editor, values)
        piece = evidence(town.state, made)
        assert piece is not None
        return title_of(piece)

    assert name(title="Minutes", url="https://x") == "Minutes"
    assert name(url="https://x") == "https://x"
    assert name(text="one two three four five six seven eight nine") == (
        "one two three four five six seven eight…"
    )
    assert name() == "without a title"
    file = AttachedFile("9" * 64, "a.pdf", "application/pdf", 3)
    made = edits.add_evidence(town.editor, {}, file)
    piece = evidence(town.state, made)
    assert piece is not None
    assert title_of(piece) == "a.pdf"


def test_filters_on_an_empty_review(town: Any, pack: Pack) -> None:
    everything = {"unanswered": 61, "without-evidence": 61}
    for wanted in FILTERS:
        questions = matching_questions(town.state, pack, town.review, wanted)
        factors = matching_factors(town.state, pack, town.review, wanted)
        assert len(questions) == everything.get(wanted, 0)
        assert len(factors) == (13 if wanted in everything else 0)


def test_each_filter_finds_its_own(done: Any, pack: Pack) -> None:
    for wanted in FILTERS:
        expected = ()
        assert matching_factors(done.state, pack, done.review, wanted) == expected
    done.answer("1.1", value=None)
    done.answer("2.1", value="dont-know")
    done.judge("3", "partly", come_back=True)
    done.link(done.evidence("Survey"), "4", "4.2", "contradicts")
    for cited in _links(done, "5"):
        edits.unlink(done.editor, cited)

    def questions(wanted: Any) -> tuple[str, ...]:
        return matching_questions(done.state, pack, done.review, wanted)

    by_filter = {f: matching_factors(done.state, pack, done.review, f) for f in FILTERS}
    assert by_filter == {
        "unanswered": ("1",),
        "to-ask": ("2",),
        "marked": ("3",),
        "contradicted": ("4",),
        "without-evidence": ("5",),
    }
    assert questions("unanswered") == ("1.1",)
    assert questions("to-ask") == ("2.1",)
    assert questions("marked") == tuple(q.id for q in pack.factor("3").questions)
    assert questions("contradicted") == ("4.2",)
    assert "4.2" not in questions("without-evidence")
    assert len(questions("without-evidence")) == 60


def test_what_to_ask_by_person_and_date(town: Any, pack: Pack) -> None:
    town.answer("1.1", value="dont-know")
    town.answer("2.1", value="dont-know", ask_whom="Bea", ask_by="2026-05-02")
    town.answer("2.2", value="dont-know", ask_whom="Anna ", ask_by="2026-06-01")
    town.answer("3.1", value=None, ask_whom="anna", ask_by="2026-05-01", note="the budget")
    town.answer("3.2", value="dont-know", ask_whom="Anna", ask_by="soon")
    town.answer("4.1", value="yes", ask_whom="Anna")
    people = to_ask(town.state, pack, town.review)
    assert [person.name for person in people] == ["Anna", "Bea", ""]
    assert [item.question.id for item in people[0].items] == ["3.1", "2.2", "3.2"]
    first, _, last = people[0].items
    assert (first.by, first.note, first.factor.id) == (date(2026, 5, 1), "the budget", "3")
    assert (last.by, last.by_text) == (None, "soon")
    assert first.question.text == pack.question("3.1").text


def praised(town: Any, pack: Pack) -> tuple[str, ...]:
    return in_order(town.state, pack, town.review, findings(town.state, pack, town.review))


def test_nothing_is_praised_where_there_is_nothing_to_hold(town: Any, pack: Pack) -> None:
    assert praised(town, pack) == ()
    town.judge("7", "not-in-place", reason="so")
    assert praised(town, pack) == ()


def test_what_might_have_been_amiss_and_is_not_is_said(done: Any, pack: Pack) -> None:
    assert praised(done, pack) == (
        "Every key factor has a verdict.",
        "Every guide question has an answer.",
        "Every key factor that is in place, or partly, has evidence for it.",
    )
    edits.describe_review(done.editor, done.id, {"kind": "peer-review"})
    assert praised(done, pack)[0] == "The city has a verdict on every key factor."
    edits.describe_review(done.editor, done.id, {"kind": "self-assessment"})
    link = done.link(done.evidence("Survey"), "7", "7.1", "contradicts")
    assert "Every contradiction is answered." not in praised(done, pack)
    edits.describe_link(done.editor, link, {"response": "An old figure"})
    assert "Every contradiction is answered." in praised(done, pack)
    done.judge("8", "not-applicable", reason="no staff")
    assert "Every “not applicable” has a reason." in praised(done, pack)


def test_what_is_missing_is_counted(town: Any, pack: Pack) -> None:
    def counted() -> Missing:
        found = findings(town.state, pack, town.review)
        return missing(town.state, pack, town.review, found)

    assert counted() == Missing(13, 13, 61, 61, 0)
    town.answer("7.1", value="enough")
    town.answer("7.2", value="dont-know")
    town.judge("7", "in-place", reason="so")
    assert counted() == Missing(12, 13, 60, 61, 1)
    asked = len(pack.factor("7").questions)
    town.judge("7", "not-applicable", reason="so")
    assert counted() == Missing(12, 13, 61 - asked, 61 - asked, 0)
    assert counted().any


def test_nothing_is_missing_of_a_finished_review(done: Any, pack: Pack) -> None:
    assert not missing(done.state, pack, done.review, ()).any
