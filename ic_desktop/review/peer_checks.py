"""Before a peer review's report: what is still missing of the visit and of the conclusions.

What the city's own assessment lacks is told by ``checks.py``; :func:`all_findings` is both, without
what would be said twice. What counts as what:

* A conclusion without evidence: a verdict of the team, other than not applicable, that cites none.
* Not addressed: somebody said the opposite of what the team concludes, the statement is not cited
  and nothing is written to it. Where the team concludes "not in place", what contradicts the
  factor's statement says the same.
* Statements are told in numbers, not one by one: there may be hundreds.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.changes import Header
from ic_desktop.project.entities import Evidence, Review
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review import checks
from ic_desktop.review.checks import SEVERITIES, Finding
from ic_desktop.review.disclosure import may_leave
from ic_desktop.review.evidence import index
from ic_desktop.review.leaving import that_name_somebody
from ic_desktop.review.scope import factors_in_scope
from ic_desktop.review.target import Target
from ic_desktop.review.voices import Voices, conclusion_of, voices

_OF_VISIT: Final = ("statement", "observation")
_TOLD_IN_NUMBERS: Final = ("no-source", "confidential", "contradicted")
"""What of a statement is not said one by one: whom it comes from is its speaker."""


def all_findings(
    state: State, pack: Pack, review: Review, voice: str = CITY
) -> tuple[Finding, ...]:
    """Return all there is to look at before signing: problems, gaps, notes, in the pack's order.

    Of a peer review, what concerns visit and conclusions comes first among its like.
    """
    found = checks.findings(state, pack, review, voice)
    if review.kind != "peer-review":
        return found
    pieces = index(state, review.id).pieces
    kept = [one for one in found if not _is_told_in_numbers(one, pieces.get(one.target.evidence))]
    both = [*peer_findings(state, pack, review), *kept]
    return tuple(sorted(both, key=lambda finding: SEVERITIES.index(finding.severity)))


def peer_findings(state: State, pack: Pack, review: Review) -> tuple[Finding, ...]:
    """Return what a peer review still lacks, in the pack's order; then visit and copies."""
    found: list[Finding] = []
    for factor in factors_in_scope(pack, review):
        found += _of_factor(factor, voices(state, review.id, factor.id))
    found += [*_of_names(state, review), *_of_statements(state, review)]
    found += _of_copies(state, review)
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def unsorted_statements(state: State, review_id: str) -> list[Evidence]:
    """Return what was taken down on the visit and nobody has looked at since, doubles left out."""
    return [
        piece
        for piece in _of_the_visit(state, review_id)
        if not piece.is_sorted and not piece.joined_into
    ]


def copies_out(state: State, review_id: str) -> list[str]:
    """Return the ids of hand-outs that are expected back and have not come yet."""
    back = {key.partition("/")[0] for key in state.records("hand-out-return")}
    return sorted(
        record.id
        for record in state.records("hand-out").values()
        if record.scope.review in ("", review_id)
        and record.value("record") is not None
        and record.value("closed") is not True
        and record.id not in back
    )


def _of_the_visit(state: State, review_id: str) -> Iterator[Evidence]:
    for piece in index(state, review_id).pieces.values():
        record = state.record("evidence", piece.id)
        own = record is not None and record.scope.review == review_id
        if own and piece.type in _OF_VISIT:
            yield piece


def _of_factor(factor: Factor, held: Voices) -> Iterator[Finding]:
    here, team = Target("consensus", factor.id), held.team
    if "value" in team.unsettled:
        sentence = _("Key factor {n}: two copies conclude differently, and nobody has decided yet.")
        yield Finding("conflict", "problem", sentence.format(n=factor.number), here)
    elif not held.is_concluded:
        sentence = _("Key factor {n}: the team has no conclusion yet.").format(n=factor.number)
        yield Finding("no-conclusion", "gap", sentence, here)
        return
    if team.first == "not-applicable" and not team.reason.strip():
        sentence = _("Key factor {n}: the team concludes not applicable and gives no reason.")
        yield Finding("no-reason", "problem", sentence.format(n=factor.number), here)
    if held.is_concluded and team.first != "not-applicable" and not held.cited:
        sentence = _("Key factor {n}: the team’s conclusion cites no evidence.")
        yield Finding("no-citation", "problem", sentence.format(n=factor.number), here)
    yield from _of_contradictions(factor, held)


def _of_contradictions(factor: Factor, held: Voices) -> Iterator[Finding]:
    if held.team.first not in ("in-place", "partly"):
        return
    open_still = not_addressed(held)
    if not open_still:
        return
    words = ngettext(
        "Key factor {n}: {count} statement from interviews contradicts the conclusion, and "
        "nothing is said to it.",
        "Key factor {n}: {count} statements from interviews contradict the conclusion, and "
        "nothing is said to them.",
        len(open_still),
    ).format(n=factor.number, count=len(open_still))
    yield Finding("not-addressed", "problem", words, Target("consensus", factor.id))


def not_addressed(held: Voices) -> tuple[str, ...]:
    """Return the statements that contradict a factor, are not cited, and have no response."""
    return tuple(
        piece.evidence.id
        for one in held.said
        if one.source == "interviews"
        for piece in one.pieces
        if piece.evidence.id not in held.cited
        and any(ln.stance == "contradicts" and not ln.response.strip() for ln in piece.links)
    )


def _of_names(state: State, review: Review) -> Iterator[Finding]:
    """Yield one finding for all words that name an interviewee: it leads to the first."""
    heads = that_name_somebody(state, review.id)
    if heads:
        words = ngettext(
            "{count} entry names somebody who was interviewed: the report leaves its words out.",
            "{count} entries name somebody who was interviewed: the report leaves their words out.",
            len(heads),
        ).format(count=len(heads))
        yield Finding("names-somebody", "problem", words, _where(state, heads[0].header))


def _where(state: State, header: Header) -> Target:
    record = state.record(header.kind, header.entity)
    if header.kind in ("evidence", "link"):
        piece = record.text("evidence") if record and header.kind == "link" else header.entity
        return Target("evidence", evidence=piece)
    if header.kind in ("verdict", "minority-view") and header.scope.voice != CITY:
        return Target("consensus", header.scope.factor)
    if header.scope.voice == CITY and header.kind in ("verdict", "answer"):
        return Target("factor", header.scope.factor)
    return Target("conclusions")


def _of_statements(state: State, review: Review) -> Iterator[Finding]:
    there = Target("evening")
    count = len(unsorted_statements(state, review.id))
    if count:
        words = ngettext(
            "{count} statement of the visit is not sorted yet.",
            "{count} statements of the visit are not sorted yet.",
            count,
        ).format(count=count)
        yield Finding("unsorted", "gap", words, there)
    pieces = _of_the_visit(state, review.id)
    kept_back = sum(not may_leave(state, piece) for piece in pieces)
    if kept_back:
        words = ngettext(
            "{count} statement is confidential: the report leaves its words out.",
            "{count} statements are confidential: the report leaves their words out.",
            kept_back,
        ).format(count=kept_back)
        yield Finding("confidential", "note", words, Target("evidence"))


def _of_copies(state: State, review: Review) -> Iterator[Finding]:
    count = len(copies_out(state, review.id))
    if count:
        words = ngettext(
            "{count} copy that was handed out has not come back.",
            "{count} copies that were handed out have not come back.",
            count,
        ).format(count=count)
        yield Finding("copy-out", "gap", words, Target("copies"))


def _is_told_in_numbers(finding: Finding, piece: Evidence | None) -> bool:
    of_visit = piece is not None and piece.type in _OF_VISIT
    return of_visit and finding.kind in _TOLD_IN_NUMBERS


def in_order(
    state: State, pack: Pack, review: Review, found: Iterable[Finding], voice: str = CITY
) -> tuple[str, ...]:
    """Return a sentence for each important check that found nothing, though it might have."""
    listed = list(found)
    good = checks.in_order(state, pack, review, listed, voice)
    if review.kind != "peer-review":
        return good
    factors = factors_in_scope(pack, review)
    if not all(conclusion_of(state, review.id, factor.id).has_judged for factor in factors):
        return good
    mine = [_("The team has a conclusion on every key factor.")]
    if "no-citation" not in {finding.kind for finding in listed}:
        mine.append(_("Every conclusion cites evidence."))
    return (*mine, *good)
