"""Where one can go in an open project, and in which order Back and Next walk. No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _
from ic_desktop.project.entities import answer, verdict
from ic_desktop.project.state import State
from ic_desktop.review.target import Target


@dataclass(frozen=True, slots=True)
class Place:
    """A page, what it shows, and the spot on it: ids, "" for none.

    ``item`` is the factor of the page "factor", the topic of the page "help", or the path of the
    report to check of the page "verify"; "new" on the page "start" is the form for a new
    assessment. ``spot`` is a
    question, a context factor or, on the page "evidence", a piece of evidence; ``evidence`` one
    that is used at the spot.
    """

    page: str
    item: str = ""
    spot: str = ""
    evidence: str = ""

    @property
    def as_stop(self) -> "Place":
        """The place without its spot: what Back and Next walk."""
        return Place(self.page, self.item)


START = Place("start")
OVERVIEW = Place("overview")
CITY = Place("city")
EVIDENCE = Place("evidence")
CONTEXT = Place("context")
TO_ASK = Place("to-ask")
RESULTS = Place("results")
REPORT = Place("report")
VERIFY = Place("verify")
SETTINGS = Place("settings")
HELP = Place("help")


def factor_place(factor_id: str, question_id: str = "") -> Place:
    """Return the place of a key factor, or of one of its questions."""
    return Place("factor", factor_id, question_id)


def place_of(target: Target) -> Place:
    """Return where a finding, a hit or an open item leads to."""
    if target.page == "factor":
        return Place("factor", target.factor, target.question, target.evidence)
    return Place(target.page, "", target.context or target.evidence)


def walk(factors: Iterable[Factor]) -> tuple[Place, ...]:
    """Return every stop in the order of Back and Next."""
    stops = (factor_place(factor.id) for factor in factors)
    return (OVERVIEW, CITY, *stops, EVIDENCE, CONTEXT, TO_ASK, RESULTS, REPORT)


def neighbour(order: Sequence[Place], place: Place, step: int) -> Place | None:
    """Return the stop before (-1) or after (+1) a place, None at either end or off the path."""
    stop = place.as_stop
    if stop not in order:
        return None
    at = order.index(stop) + step
    return order[at] if 0 <= at < len(order) else None


def place_name(place: Place, factors: Iterable[Factor]) -> str:
    """Return what a place is called in the navigation and on Back and Next."""
    if place.page == "factor":
        found = next((f for f in factors if f.id == place.item), None)
        return "" if found is None else f"{found.number} {found.title}"
    names = {
        "start": _("Start"),
        "overview": _("Overview"),
        "city": _("City and review"),
        "evidence": _("Evidence"),
        "context": _("Context"),
        "to-ask": _("To ask"),
        "results": _("Results"),
        "report": _("Report and signature"),
        "verify": _("Check a signed report"),
        "settings": _("Settings"),
        "help": _("Help"),
    }
    return names[place.page]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the navigation: its place, name, mark (a verdict or "progress:3/13") and badge."""

    place: Place
    name: str
    mark: str = ""
    badge: str = ""
    wants_attention: bool = False


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
    pieces = state.records("evidence").values()
    return Counts(judged, to_ask, sum(1 for piece in pieces if piece.removal != "removed"))


def top_entries(counts: Counts, factors: Sequence[Factor]) -> list[Entry]:
    """Return the rows above the key factors."""
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
        Entry(REPORT, place_name(REPORT, ())),
    ]
