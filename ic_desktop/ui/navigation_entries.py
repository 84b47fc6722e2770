"""What the navigation shows of an open project: a row a place, with mark and badge. No Qt."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.project.entities import answer, verdict
from ic_desktop.project.state import State
from ic_desktop.review.conflicts import count_conflicts
from ic_desktop.review.evidence import index
from ic_desktop.ui.navigation import (
    CITY,
    CONSENSUS,
    CONTEXT,
    COPIES,
    EVIDENCE,
    OVERVIEW,
    PEER_REVIEW,
    REPORT,
    RESULTS,
    SETTLE,
    TO_ASK,
    Entry,
    Place,
    factor_place,
    place_name,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the navigation's badges count: factors judged, questions to ask by factor, evidence."""

    judged: int
    to_ask: dict[str, int]
    evidence: int


def count(state: State, review_id: str, voice: str, factors: Sequence[Factor]) -> Counts:
    """Count what is judged, what is still to ask by factor, and the project's evidence."""
    judged = sum(1 for f in factors if verdict(state, review_id, f.id, voice).value)
    to_ask = {
        factor.id: sum(
            1
            for question in factor.questions
            if answer(state, review_id, question.id, voice).value == "dont-know"
        )
        for factor in factors
    }
    return Counts(judged, to_ask, len(index(state, review_id).pieces))


def top_entries(
    counts: Counts, factors: Sequence[Factor], peer_review: bool = False
) -> list[Entry]:
    """Return the rows above the key factors; how far a peer review is stands with its own rows."""
    if peer_review:
        return [Entry(place, place_name(place, ())) for place in (OVERVIEW, CITY)]
    progress = _("{done} of {all}").format(done=counts.judged, all=len(factors))
    return [
        Entry(
            OVERVIEW,
            place_name(OVERVIEW, ()),
            f"progress:{counts.judged}/{len(factors)}",
            badge=progress,
            wants_attention=counts.judged < len(factors),
        ),
        Entry(CITY, place_name(CITY, ())),
    ]


def factor_entries(
    state: State, review_id: str, voice: str, factors: Sequence[Factor], counts: Counts
) -> list[Entry]:
    """Return a row for each key factor: its verdict, and whether someone is to be asked."""
    return [
        Entry(
            factor_place(factor.id),
            f"{factor.number} {factor.title}",
            verdict(state, review_id, factor.id, voice).value or "not-judged",
            _("to ask") if counts.to_ask[factor.id] else "",
            bool(counts.to_ask[factor.id]),
        )
        for factor in factors
    ]


def across_entries(counts: Counts) -> list[Entry]:
    """Return the rows below the key factors."""
    asking = sum(counts.to_ask.values())
    return [
        Entry(EVIDENCE, place_name(EVIDENCE, ()), badge=str(counts.evidence or "")),
        Entry(CONTEXT, place_name(CONTEXT, ())),
        Entry(TO_ASK, place_name(TO_ASK, ()), badge=str(asking or ""), wants_attention=asking > 0),
        Entry(RESULTS, place_name(RESULTS, ())),
    ]


def peer_entries(badges: Mapping[Place, str]) -> list[Entry]:
    """Return the rows of a peer review, in the order of the work, with their badges."""
    return [
        Entry(place, place_name(place, ()), badge=badges.get(place, "")) for place in PEER_REVIEW
    ]


def peer_badges(state: State, review_id: str, factors: Sequence[Factor]) -> dict[Place, str]:
    """Return how many key factors the team has concluded; "" before the first.

    The marks of the key factors stay the city's verdicts: that is what their pages show, and
    voices are never mixed.
    """
    from ic_desktop.review.voices import conclusion_of

    done = sum(conclusion_of(state, review_id, factor.id).has_judged for factor in factors)
    words = _("{done} of {all}").format(done=done, all=len(factors)) if done else ""
    return {CONSENSUS: words}


def closing_sections(
    state: State, review_id: str, factors: Sequence[Factor], *, peer_review: bool
) -> list[tuple[str, list[Entry]]]:
    """Return the last sections with their titles: the peer review if it is one, and the report.

    In a peer review the copies stand with the work on the visit, where they are needed.
    """
    if not peer_review:
        return [(_("Report and copies"), closing_entries(state, review_id, REPORT, COPIES))]
    rows = peer_entries(peer_badges(state, review_id, factors))
    return [(_("Peer review"), rows), (_("Report"), closing_entries(state, review_id, REPORT))]


def closing_entries(state: State, review_id: str, *places: Place) -> list[Entry]:
    """Return the rows of some last places, and of what copies disagree on."""
    entries = [Entry(place, place_name(place, ())) for place in places]
    if differing := count_conflicts(state, review_id):
        name = place_name(SETTLE, ())
        entries.append(Entry(SETTLE, name, badge=str(differing), wants_attention=True))
    return entries


def shown(
    sections: Iterable[tuple[str, list[Entry]]], stops: Collection[Place]
) -> list[tuple[str, list[Entry]]]:
    """Return sections with the rows of this project and copy; a section without any is left out."""
    there = ((title, [e for e in rows if e.place in (*stops, SETTLE)]) for title, rows in sections)
    return [(title, rows) for title, rows in there if rows]
