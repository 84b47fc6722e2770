"""Where one can go in an open project, and in which order Back and Next walk. No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ic_desktop.i18n import _

if TYPE_CHECKING:
    from ic_desktop.benchmark.pack import Factor
    from ic_desktop.review.lane import Lane
    from ic_desktop.review.target import Target


@dataclass(frozen=True, slots=True)
class Place:
    """A page, what it shows, and the spot on it: ids, "" for none.

    ``item`` is the factor of the pages "factor" and "consensus", the session of the page
    "capture", the topic of the page "help", the path of the report to check of the page "verify"
    or of the return to look at of the page "merge"; "new" on the page "start" is the form for a
    new assessment. ``spot`` is a question, a context factor or, on the page "evidence", a piece
    of evidence; ``evidence`` one that is used at the spot.
    """

    page: str
    item: str = ""
    spot: str = ""
    evidence: str = ""

    @property
    def as_stop(self) -> "Place":
        """The place without its spot: what Back and Next walk. Judging together is one stop."""
        return Place(self.page, "" if self.page == "consensus" else self.item)


START = Place("start")
WAIT = Place("wait")
OVERVIEW = Place("overview")
CITY = Place("city")
EVIDENCE = Place("evidence")
CONTEXT = Place("context")
TO_ASK = Place("to-ask")
RESULTS = Place("results")
REPORT = Place("report")
PEOPLE = Place("people")
VISIT = Place("visit")
EVENING = Place("evening")
MATRIX = Place("matrix")
CONSENSUS = Place("consensus")
CONCLUSIONS = Place("conclusions")
FEEDBACK = Place("feedback")
COPIES = Place("copies")
SETTLE = Place("settle")
VERIFY = Place("verify")
SETTINGS = Place("settings")
HELP = Place("help")
ASIDE = ("help", "settings", "verify", "wait")
"""Pages from which one goes back to where one was."""
_OFF_THE_PATH = ("capture", "merge", "start")
"""Pages with a way back to them, though Back and Next walk past them."""


def factor_place(factor_id: str, question_id: str = "") -> Place:
    """Return the place of a key factor, or of one of its questions."""
    return Place("factor", factor_id, question_id)


def place_of(target: "Target") -> Place:
    """Return where a finding, a hit or an open item leads to."""
    if target.page == "factor":
        return Place("factor", target.factor, target.question, target.evidence)
    if target.page == "consensus":
        return Place("consensus", target.factor)
    return Place(target.page, "", target.spot or target.context or target.evidence)


def walk(factors: "Iterable[Factor]", *, peer_review: bool = False) -> tuple[Place, ...]:
    """Return every stop in the order of Back and Next."""
    stops = (factor_place(factor.id) for factor in factors)
    before = (OVERVIEW, CITY, *stops, EVIDENCE, CONTEXT, TO_ASK, RESULTS)
    return (*before, *PEER_REVIEW, REPORT) if peer_review else (*before, REPORT, COPIES)


PEER_REVIEW = (PEOPLE, VISIT, COPIES, EVENING, MATRIX, CONSENSUS, CONCLUSIONS, FEEDBACK)
"""The stops of a peer review, in the order of the work: copies go out before people set off."""


_NEEDS: dict[str, tuple[str, ...]] = {
    "city": ("assess",),
    "to-ask": ("assess",),
    "people": ("visit",),
    "visit": ("visit", "capture"),
    "evening": ("capture",),
    "matrix": ("capture", "conclude"),
    "consensus": ("judge", "conclude"),
    "conclusions": ("conclude", "comment", "reply", "follow-up"),
    "feedback": ("conclude", "comment"),
    "report": ("conclude",),
}
"""Pages that a hand-out shows only if one of these things may be done in it."""


def stops_in(lane: "Lane", stops: Iterable[Place]) -> tuple[Place, ...]:
    """Return the stops that a hand-out shows, in their order."""
    return tuple(
        stop
        for stop in stops
        if stop.page not in _NEEDS or not lane.may.isdisjoint(_NEEDS[stop.page])
    )


def place_key(place: Place) -> str:
    """Return how a stop is remembered: "overview", "factor/7"."""
    stop = place.as_stop
    return f"{stop.page}/{stop.item}" if stop.item else stop.page


def known_place(key: str, stops: Iterable[Place]) -> Place:
    """Return the stop that was remembered, the overview if there is no such one."""
    return next((stop for stop in stops if place_key(stop) == key), OVERVIEW)


def is_there(place: Place, order: Sequence[Place]) -> bool:
    """Tell whether one can come back to a place, among these stops or beside them."""
    return place.as_stop in order or place.page in _OFF_THE_PATH


def neighbour(order: Sequence[Place], place: Place, step: int) -> Place | None:
    """Return the stop before (-1) or after (+1) a place, None at either end or off the path."""
    stop = place.as_stop
    if stop not in order:
        return None
    at = order.index(stop) + step
    return order[at] if 0 <= at < len(order) else None


def place_name(place: Place, factors: "Iterable[Factor]") -> str:
    """Return what a place is called in the navigation and on Back and Next."""
    if place.page == "factor":
        found = next((f for f in factors if f.id == place.item), None)
        return "" if found is None else f"{found.number} {found.title}"
    names = {
        "start": _("Start"),
        "wait": _("Opening"),
        "overview": _("Overview"),
        "city": _("City and review"),
        "evidence": _("Evidence"),
        "context": _("Context"),
        "to-ask": _("To ask"),
        "results": _("Results"),
        "report": _("Report and signature"),
        "people": _("People"),
        "visit": _("Visit"),
        "capture": _("Taking notes"),
        "evening": _("Sorting statements"),
        "matrix": _("Evidence matrix"),
        "consensus": _("Judging together"),
        "conclusions": _("Conclusions"),
        "feedback": _("Feedback"),
        "copies": _("Copies out and back"),
        "merge": _("What comes back"),
        "settle": _("To settle"),
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
