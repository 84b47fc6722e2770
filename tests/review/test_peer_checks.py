"""Before a peer review's report: conclusions, their evidence, the visit, copies."""

import pytest
from peer_parts import ROLES, Visited

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.changes import Scope
from ic_desktop.project.entities import verdict_id
from ic_desktop.project.kinds import TEAM
from ic_desktop.review import checks, edits
from ic_desktop.review import voices as side
from ic_desktop.review.checks import Finding
from ic_desktop.review.conclusions import cite
from ic_desktop.review.peer_checks import all_findings, copies_out, in_order, peer_findings
from ic_desktop.review.target import Target


@pytest.fixture
def visited(pack: Pack) -> Visited:
    made = Visited(pack)
    scope = made.state.records("review")[made.id].scope
    made.editor.set("review", made.id, "factors", ["7"], scope)
    return made


def found(visited: Visited) -> dict[str, Finding]:
    listed = peer_findings(visited.state, visited.pack, visited.review)
    assert len({one.kind for one in listed}) == len(listed)
    return {one.kind: one for one in listed}


def conclude(visited: Visited, value: str = "partly", *cited: str) -> None:
    side.conclude(visited.editor, visited.id, "7", {"value": value})
    finding = ("verdict", verdict_id(visited.id, TEAM, "7"))
    for piece in cited:
        cite(visited.editor, visited.id, "7", finding, piece)


def test_a_missing_conclusion_is_told_where_it_is_made(visited: Visited) -> None:
    one = found(visited)["no-conclusion"]
    assert one.sentence == "Key factor 7: the team has no conclusion yet."
    assert (one.severity, one.target) == ("gap", Target("consensus", "7"))
    conclude(visited)
    assert "no-conclusion" not in found(visited)


def test_a_conclusion_cites_evidence(visited: Visited) -> None:
    piece = visited.evidence("Plan")
    conclude(visited)
    assert found(visited)["no-citation"].severity == "problem"
    conclude(visited, "partly", piece)
    assert not found(visited)


def test_not_applicable_needs_a_reason_and_no_evidence(visited: Visited) -> None:
    conclude(visited, "not-applicable")
    assert set(found(visited)) == {"no-reason"}
    side.conclude(visited.editor, visited.id, "7", {"reason": "There is no such office."})
    assert not found(visited)


def test_copies_that_conclude_differently_are_a_problem(visited: Visited) -> None:
    conclude(visited, "partly", visited.evidence("Plan"))
    key = verdict_id(visited.id, TEAM, "7")
    visited.disagree("verdict", key, "value", "in-place", "not-in-place")
    assert set(found(visited)) == {"conflict"}


def test_what_interviews_contradict_is_addressed(visited: Visited) -> None:
    heard = visited.statement("Nobody asked us.", "7", stance="contradicts", sorted=True)
    plan = visited.evidence("Plan")
    conclude(visited, "in-place", plan)
    assert found(visited)["not-addressed"].sentence.startswith("Key factor 7: 1 statement")
    conclude(visited, "not-in-place")
    assert not found(visited)
    conclude(visited, "in-place", heard)
    assert not found(visited)


def test_a_contradiction_with_a_response_is_addressed(visited: Visited) -> None:
    visited.statement("Nobody asked us.", "7", stance="contradicts", sorted=True)
    conclude(visited, "in-place", visited.evidence("Plan"))
    (link,) = visited.state.records("link")
    edits.describe_link(visited.editor, link, {"response": "Two groups were asked."})
    assert not found(visited)


def test_unsorted_statements_are_counted_without_doubles(visited: Visited) -> None:
    conclude(visited, "partly", visited.evidence("Plan"))
    one = visited.statement("The forms are too long.")
    visited.statement("Forms: too long!", joined_into=one)
    visited.statement("Done.", sorted=True)
    told = found(visited)["unsorted"]
    assert told.sentence == "1 statement of the visit is not sorted yet."
    assert told.target == Target("evening")


def test_copies_that_are_out_are_told(visited: Visited) -> None:
    conclude(visited, "partly", visited.evidence("Plan"))
    scope = Scope(review=visited.id)
    for key in ("x", "y", "z"):
        visited.editor.set("hand-out", key, "record", {"lane": 1}, scope)
    visited.editor.set("hand-out", "y", "closed", True, scope)
    visited.editor.set("hand-out-return", "z/m", "record", {"at": 1}, scope)
    assert copies_out(visited.state, visited.id) == ["x"]
    assert found(visited)["copy-out"].target == Target("copies")


def test_all_findings_say_of_statements_what_matters_once(visited: Visited) -> None:
    visited.statement("A.", "7", stance="contradicts", sorted=True, confidentiality="confidential")
    visited.statement("B.", "7", stance="contradicts", sorted=True)
    visited.judge("7", "in-place")
    conclude(visited, "in-place", visited.evidence("Plan"))
    listed = all_findings(visited.state, visited.pack, visited.review)
    kinds = [one.kind for one in listed]
    assert kinds.count("not-addressed") == 1
    assert "contradicted" not in kinds
    assert "no-source" not in kinds
    assert [one.sentence for one in listed if one.kind == "confidential"] == [
        "1 statement is confidential: the report leaves its words out."
    ]
    assert [checks.SEVERITIES.index(one.severity) for one in listed] == sorted(
        checks.SEVERITIES.index(one.severity) for one in listed
    )


def test_a_self_assessment_is_checked_as_before(visited: Visited) -> None:
    edits.describe_review(visited.editor, visited.id, {"kind": "self-assessment"})
    here = (visited.state, visited.pack, visited.review)
    assert all_findings(*here) == checks.findings(*here)
    assert in_order(*here, all_findings(*here)) == checks.in_order(*here, checks.findings(*here))


def test_what_is_in_order_is_said(visited: Visited) -> None:
    said = "The team has a conclusion on every key factor."
    here = (visited.state, visited.pack, visited.review)
    assert said not in in_order(*here, all_findings(*here))
    conclude(visited, "partly", visited.evidence("Plan"))
    here = (visited.state, visited.pack, visited.review)
    good = in_order(*here, all_findings(*here))
    assert good[:2] == (said, "Every conclusion cites evidence.")


def test_words_that_name_an_interviewee_are_told_before_the_report(visited: Visited) -> None:
    asked = next(key for key, role in ROLES.items() if role == "interviewee")
    visited.editor.set("name-key", asked, "name", "Ada Quillfeather", Scope())
    conclude(visited)
    assert "names-somebody" not in found(visited)
    side.conclude(visited.editor, visited.id, "7", {"reason": "As ada quillfeather says."})
    told = found(visited)["names-somebody"]
    assert told.severity == "problem"
    assert told.sentence.startswith("1 entry names somebody who was interviewed")
    assert told.target == Target("consensus", "7")
    piece = visited.statement("Ms Quillfeather was there", "7")
    side.conclude(visited.editor, visited.id, "7", {"reason": "As somebody says."})
    assert found(visited)["names-somebody"].target == Target("evidence", evidence=piece)
    edits.describe_evidence(visited.editor, piece, {"confidentiality": "confidential"})
    assert "names-somebody" not in found(visited)
