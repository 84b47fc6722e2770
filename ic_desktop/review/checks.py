"""Before you sign: what a reader of the report would stumble over, each with the spot to mend it.

Nothing here forbids signing; a person decides. What counts as what:

* In place (or partly) without evidence: no piece *supports* the factor. Background proves nothing.
* Contradicted and not addressed: a contradicting link without a response, unless the verdict is
  "not in place", which is what the contradiction says.
* Unanswered questions and open "don't know" answers are counted factor by factor; of a factor that
  is judged not applicable they are not asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import Answer, Evidence, Review, answer, profile
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review.context import context_notes
from ic_desktop.review.evidence import EvidenceIndex, index
from ic_desktop.review.results import NOT_JUDGED, FactorRow, outcome_of, results
from ic_desktop.review.target import Target
from ic_desktop.review.to_ask import is_open

Kind = Literal[
    "conflict",
    "withheld",
    "no-evidence",
    "contradicted",
    "no-reason",
    "not-judged",
    "unanswered",
    "to-ask",
    "no-source",
    "no-title",
    "no-assessor",
    "removed-elsewhere",
    "confidential",
    # of a peer review, see peer_checks.py
    "no-conclusion",
    "no-citation",
    "not-addressed",
    "unsorted",
    "copy-out",
    "names-somebody",
]
Severity = Literal["problem", "gap", "note"]
"""A problem: the report would say what does not hold. A gap: something is missing. A note: what
the signer should know."""
_WORDS: Final = 8
"""How many words of a text stand for what has no title."""
SEVERITIES: Final = ("problem", "gap", "note")
"""From the gravest on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at before signing: what it is in a sentence, and where to mend it."""

    kind: Kind
    severity: Severity
    sentence: str
    target: Target


def findings(state: State, pack: Pack, review: Review, voice: str = CITY) -> tuple[Finding, ...]:
    """Return all there is to look at before signing: problems, gaps, notes, in the pack's order."""
    held = index(state, review.id)
    found = [
        *_of_city(state, review),
        *_of_factors(state, pack, review, voice, held),
        *_of_context(state, pack, review, voice),
        *_of_evidence(held),
    ]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def in_order(
    state: State, pack: Pack, review: Review, found: Iterable[Finding], voice: str = CITY
) -> tuple[str, ...]:
    """Return a sentence for each important check that found nothing, though it might have.

    What there is nothing of, such as contradictions, is not praised for being in order; and as
    most projects never had a second copy, copies are mentioned only where they differ.
    """
    kinds = {finding.kind for finding in found}
    rows = results(state, pack, review, voice).factors
    outcomes = {row.outcome for row in rows}
    contradicted = any(row.evidence.contradicts for row in rows)
    judged = _("Every key factor has a verdict.")
    if review.kind == "peer-review":  # several judge there: say who
        judged = _("The city has a verdict on every key factor.")
    checks: list[tuple[bool, set[Kind], str]] = [
        (True, {"not-judged"}, judged),
        (True, {"unanswered", "to-ask"}, _("Every guide question has an answer.")),
        (
            bool(outcomes & {"in-place", "partly"}),
            {"no-evidence"},
            _("Every key factor that is in place, or partly, has evidence for it."),
        ),
        (contradicted, {"contradicted"}, _("Every contradiction is answered.")),
        (
            "not-applicable" in outcomes,
            {"no-reason"},
            _("Every “not applicable” has a reason."),
        ),
    ]
    return tuple(text for there, wanted, text in checks if there and not wanted & kinds)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a review lacks, in numbers; ``unanswered`` leaves out what is not applicable."""

    not_judged: int
    factors: int
    unanswered: int
    questions: int
    problems: int

    @property
    def any(self) -> bool:
        """True if anything is missing or does not hold."""
        return bool(self.not_judged or self.unanswered or self.problems)


def missing(
    state: State, pack: Pack, review: Review, found: Iterable[Finding], voice: str = CITY
) -> Missing:
    """Return how much is missing before signing; "don't know" is no answer."""
    rows = results(state, pack, review, voice).factors
    asked = [q for row in rows if row.outcome != "not-applicable" for q in row.factor.questions]
    given = [answer(state, review.id, question.id, voice).value for question in asked]
    return Missing(
        not_judged=sum(row.outcome == NOT_JUDGED for row in rows),
        factors=len(rows),
        unanswered=sum(value in ("", "dont-know") for value in given),
        questions=len(asked),
        problems=sum(finding.severity == "problem" for finding in found),
    )


def _of_city(state: State, review: Review) -> Iterator[Finding]:
    here = Target("city")
    if not profile(state).city.strip():
        yield Finding("no-title", "gap", _("The city has no name."), here)
    if not review.title.strip():
        yield Finding("no-title", "gap", _("The review has no title."), here)
    if not review.assessors.strip():
        yield Finding("no-assessor", "gap", _("It does not say who assesses."), here)
    city = state.record("project", profile(state).id)
    if review.conflicts or (city is not None and city.conflicts):
        sentence = _("Two copies describe the city or the review differently.")
        yield Finding("conflict", "problem", sentence, here)


def _of_factors(
    state: State, pack: Pack, review: Review, voice: str, held: EvidenceIndex
) -> Iterator[Finding]:
    for row in results(state, pack, review, voice).factors:
        answers = [answer(state, review.id, q.id, voice) for q in row.factor.questions]
        yield from _of_verdict(row)
        yield from _of_contradictions(row, held)
        yield from _of_answers(row, answers)


def _of_verdict(row: FactorRow) -> Iterator[Finding]:
    here, number = Target("factor", row.factor.id), row.factor.number
    if row.unsettled:
        sentence = _("Key factor {n}: two copies judge differently, and nobody has decided yet.")
        yield Finding("conflict", "problem", sentence.format(n=number), here)
    elif row.verdict.withheld:
        sentence = _("Key factor {n}: the words of its verdict are not in this copy.")
        yield Finding("withheld", "problem", sentence.format(n=number), here)
    elif row.outcome == NOT_JUDGED:
        sentence = _("Key factor {n} has no verdict.").format(n=number)
        yield Finding("not-judged", "gap", sentence, here)
    if row.outcome == "not-applicable" and not row.verdict.reason.strip():
        sentence = _("Key factor {n} is judged not applicable, but no reason is given.")
        yield Finding("no-reason", "problem", sentence.format(n=number), here)
    if row.outcome in ("in-place", "partly") and not row.evidence.supports:
        sentence = (
            _("Key factor {n} is judged in place, but no evidence supports it.")
            if row.outcome == "in-place"
            else _("Key factor {n} is judged partly in place, but no evidence supports it.")
        )
        severity: Severity = "problem" if row.outcome == "in-place" else "gap"
        yield Finding("no-evidence", severity, sentence.format(n=number), here)


def _of_contradictions(row: FactorRow, held: EvidenceIndex) -> Iterator[Finding]:
    for cited in held.of_factor(row.factor.id):
        link = cited.link
        if link.conflicts:
            sentence = _("Key factor {n}: two copies use “{title}” differently.")
            yield _about(row, cited.evidence, link.question, "conflict", sentence)
        open_still = link.stance == "contradicts" and not link.response.strip()
        if open_still and outcome_of(row.verdict) != "not-in-place":
            sentence = _("Key factor {n}: “{title}” contradicts it, and nothing is said to that.")
            yield _about(row, cited.evidence, link.question, "contradicted", sentence)


def _about(row: FactorRow, piece: Evidence, question: str, kind: Kind, sentence: str) -> Finding:
    words = sentence.format(n=row.factor.number, title=title_of(piece))
    return Finding(kind, "problem", words, Target("factor", row.factor.id, question, piece.id))


def _of_answers(row: FactorRow, answers: list[Answer]) -> Iterator[Finding]:
    factor = row.factor
    disputed = [given for given in answers if given.conflicts]
    for given in disputed:
        sentence = _("Question {id}: two copies answer differently, and nobody has decided yet.")
        place = Target("factor", factor.id, given.question)
        yield Finding("conflict", "problem", sentence.format(id=given.question), place)
    if row.outcome == "not-applicable":
        return
    waiting = [given for given in answers if is_open(given)]
    empty = [given for given in answers if not given.value and not is_open(given)]
    if empty:
        words = ngettext(
            "Key factor {n}: {count} guide question has no answer.",
            "Key factor {n}: {count} guide questions have no answer.",
            len(empty),
        ).format(n=factor.number, count=len(empty))
        yield Finding("unanswered", "gap", words, Target("factor", factor.id, empty[0].question))
    if waiting:
        words = ngettext(
            "Key factor {n}: {count} guide question is still to be asked.",
            "Key factor {n}: {count} guide questions are still to be asked.",
            len(waiting),
        ).format(n=factor.number, count=len(waiting))
        yield Finding("to-ask", "gap", words, Target("factor", factor.id, waiting[0].question))


def _of_context(state: State, pack: Pack, review: Review, voice: str) -> Iterator[Finding]:
    for noted in context_notes(state, pack, review, voice):
        if noted.note.conflicts:
            sentence = _("Context “{title}”: two copies say different things.")
            place = Target("context", context=noted.context.id)
            words = sentence.format(title=noted.context.title)
            yield Finding("conflict", "problem", words, place)


def _of_evidence(held: EvidenceIndex) -> Iterator[Finding]:
    for piece in held.cited():
        here, title = Target("evidence", evidence=piece.id), title_of(piece)
        if piece.conflicts:
            sentence = _("Evidence “{title}”: two copies describe it differently.")
            yield Finding("conflict", "problem", sentence.format(title=title), here)
        if piece.removal == "contested":
            sentence = _("Evidence “{title}” was removed in one copy and changed in another.")
            yield Finding("removed-elsewhere", "problem", sentence.format(title=title), here)
        if not piece.source.strip():
            sentence = _("Evidence “{title}” does not say where it comes from.")
            yield Finding("no-source", "gap", sentence.format(title=title), here)
        if piece.confidentiality == "confidential":
            sentence = _("Evidence “{title}” is confidential: the report leaves its words out.")
            yield Finding("confidential", "note", sentence.format(title=title), here)


def title_of(piece: Evidence) -> str:
    """Return what to call a piece of evidence: title, else file name, address or first words."""
    name = piece.file.name if piece.file else ""
    words = piece.text.split()
    first = " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
    return piece.title.strip() or name or piece.url or piece.figure or first or _("without a title")
