"""A small hand-made report, whole enough to be drawn; tests change what they are about."""

from dataclasses import replace
from typing import Any

from ic_desktop.report.document import (
    Citation,
    ContextEntry,
    Cover,
    Document,
    EvidenceEntry,
    FactorEntry,
    FactorResult,
    OpenQuestion,
    PackSource,
    Place,
    PromptText,
    QuestionEntry,
    Result,
    RoleResult,
)
from ic_desktop.review.results import Counts

VERDICTS = ("in-place", "partly", "not-in-place", "not-applicable", "not-judged")


def a_document(**changes: Any) -> Document:
    """Return a report on five key factors, one of each verdict, with three pieces of evidence."""
    factors = tuple(a_factor(number) for number in range(1, 6))
    made = Document(
        language="en",
        edition="full",
        cover=Cover(
            city="Kleinstadt",
            country="Germany",
            title="Self-assessment 2026",
            kind="self-assessment",
            benchmark="Test benchmark",
            version="1.2.3",
            scope="The whole benchmark: all 5 key factors",
            period="Spring 2026",
            assessors="Office of Tests",
            date="3 October 2026",
            revision=1,
            mark="",
        ),
        standard="The city does what it should.",
        introduction="Why there is a benchmark.",
        result=results_of(factors),
        factors=factors,
        context_title="Context factors",
        context=(
            ContextEntry("Money", "Budget", "hinders", "strong", "Hardly any.", ((2, "f2"),)),
            ContextEntry("Law", "Rules", "", "", "", ()),
        ),
        open_questions=(OpenQuestion("5.1", "Question of factor 5?", "1 May 2027"),),
        method="Two workshops.",
        evidence=(
            EvidenceEntry(
                1,
                "minutes",
                "Council minutes",
                "12 March 2024",
                "Town council",
                "What was resolved.",
                file_name="minutes.pdf",
                size=1234567,
                sha256="0123456789abcdef" * 4,
                confidentiality="public",
                factors=(("f1", 1), ("f2", 2)),
            ),
            EvidenceEntry(
                2, "link", "Website", url="https://town.example/", confidentiality="public"
            ),
            EvidenceEntry(3, "statement", confidential=True),
        ),
        source=PackSource(
            "Toolkit", "PUBLISHER", "PROJECT", "2012", "", "", "EUPL-1.2", "Ours.", "cd" * 32
        ),
        root="ab" * 32,
        changed=1_791_000_000_000,
    )
    return replace(made, **changes)


def a_factor(number: int, **changes: Any) -> FactorEntry:
    """Return a key factor with one answered question."""
    made = FactorEntry(
        id=f"f{number}",
        number=number,
        title=f"Title of factor {number}",
        statement=f"Statement of factor {number}.",
        rationale=f"Rationale of factor {number}.",
        group="",
        verdict=VERDICTS[(number - 1) % 5],
        reason="" if number % 5 == 0 else f"Reason for factor {number}.",
        confidence="high",
        questions=(
            QuestionEntry(
                f"{number}.1",
                f"Question of factor {number}?",
                (PromptText(f"{number}.1.1", "A prompt"),),
                "some-gaps",
                f"Note on question {number}.1.",
                (1,),
            ),
        ),
        evidence=(
            Citation(
                1,
                "Council minutes",
                "minutes",
                "supports",
                (Place("7", "a passage", (f"{number}.1",)),),
            ),
            Citation(3, "", "statement", "contradicts", confidential=True),
        ),
        context=(),
    )
    return replace(made, **changes)


def results_of(factors: tuple[FactorEntry, ...]) -> Result:
    """Return the result that follows from factors."""
    rows = tuple(
        FactorResult(f.id, f.number, f.title, f.verdict, supports=1, contradicts=1, background=0)
        for f in factors
    )
    marks = tuple((f.number, f.verdict) for f in factors)
    roles = (RoleResult("As policy-makers", marks), RoleResult("As employers", marks[:2]))
    return Result(Counts.of(f.verdict for f in factors), rows, roles)


def with_first_factor(**changes: Any) -> Document:
    """Return the report with something changed in key factor 1."""
    made = a_document()
    return replace(made, factors=(replace(made.factors[0], **changes), *made.factors[1:]))
