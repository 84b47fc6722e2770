"""What there is to find out on a visit.

It follows from the self-assessment, and becomes a record of the project only when somebody settles
it, writes to it or gives it to a session.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.project.entities import Review, answer, verdict
from ic_desktop.project.kinds import CITY
from ic_desktop.project.peer import Enquiry, enquiries, sessions
from ic_desktop.project.state import State
from ic_desktop.review.evidence import EvidenceIndex, index
from ic_desktop.review.scope import factors_in_scope

Reason = Literal[
    "contradicted",  # evidence contradicts the key factor
    "unsupported",  # claimed in place or partly, and nothing supports it
    "unknown",  # a guide question was answered with "don't know"
    "unanswered",  # a guide question of a factor that was begun has no answer
    "unjudged",  # the city has not judged the key factor
    "own",  # somebody added it
]
REASONS: Final[tuple[Reason, ...]] = (
    "contradicted",
    "unsupported",
    "unknown",
    "unanswered",
    "unjudged",
    "own",
)


@dataclass(frozen=True, slots=True)
class ToFindOut:
    """Something to find out; ``text`` is what somebody wrote, "" for what follows from a reason.

    ``stands`` False: the reason is gone, such as since evidence came; ``weighed`` True: what
    contradicts was weighed by the city. ``sessions`` are those for which it is meant, ``asked_by``
    those that are meant to ask its guide question. ``against`` are the pieces that contradict.
    """

    id: str
    reason: Reason
    factor: str
    question: str
    text: str = ""
    outcome: str = ""
    done: bool = False
    stands: bool = True
    weighed: bool = False
    sessions: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def enquiry_id(review_id: str, reason: Reason, about: str) -> str:
    """Return the natural key of an enquiry about a factor or a question."""
    return f"{review_id}/{reason}/{about}"


def to_find_out(state: State, pack: Pack, review: Review) -> tuple[ToFindOut, ...]:
    """Return everything to find out, in the order of the benchmark, a person's own ones last.

    What was settled is among it, and so is what was recorded and whose reason is gone since.
    """
    recorded = {found.id: found for found in enquiries(state, review.id)}
    planned = _planned(state, review.id, "session-enquiry")
    records = state.records("enquiry").values()
    removed = {r.id for r in records if r.removal == "removed" and r.value("removed")}
    derived = [one for one in derived_enquiries(state, pack, review) if one.id not in removed]
    found = [_with(one, recorded.get(one.id), planned.get(one.id, ())) for one in derived]
    known = {one.id for one in derived}
    places = {factor.id: number for number, factor in enumerate(pack.factors)}
    asked = {q.id: n for factor in pack.factors for n, q in enumerate(factor.questions)}
    others = (held for held in recorded.values() if held.id not in known)
    found += [_recorded(pack, enquiry, planned.get(enquiry.id, ())) for enquiry in others]
    by_question = _planned(state, review.id, "session-question")
    found = [replace(one, asked_by=by_question.get(one.question, ())) for one in found]
    last = len(places)

    def position(one: ToFindOut) -> tuple[int, int, int, str, str]:
        """Stand by factor, then reason, then question as the benchmark has them."""
        reason, question = REASONS.index(one.reason), asked.get(one.question, -1)
        return (places.get(one.factor, last), reason, question, one.text, one.id)

    return tuple(sorted(found, key=position))


def derived_enquiries(state: State, pack: Pack, review: Review) -> list[ToFindOut]:
    """Return what the city's own assessment leaves to be found out, and nothing that is stored."""
    evidence = index(state, review.id)
    made: list[ToFindOut] = []
    for factor in factors_in_scope(pack, review):
        made += _of_factor(state, review.id, factor, evidence)
    return made


def _of_factor(
    state: State, review_id: str, factor: Factor, evidence: EvidenceIndex
) -> list[ToFindOut]:
    cited = evidence.of_factor(factor.id)
    # What the visit itself brings is its result, and nothing more to find out.
    before = (c for c in cited if not c.evidence.session)
    against = [c.link for c in before if c.link.stance == "contradicts"]
    pieces = tuple(dict.fromkeys(link.evidence for link in against))
    judged = verdict(state, review_id, factor.id, CITY).value
    given = {q.id: answer(state, review_id, q.id, CITY) for q in factor.questions}
    made: list[ToFindOut] = []

    def add(reason: Reason, question: str = "", *, weighed: bool = False) -> None:
        key = enquiry_id(review_id, reason, question or factor.id)
        contra = pieces if reason == "contradicted" else ()
        made.append(ToFindOut(key, reason, factor.id, question, weighed=weighed, against=contra))

    if against:
        add("contradicted", weighed=all(link.response.strip() for link in against))
    if judged in ("in-place", "partly") and not any(c.link.stance == "supports" for c in cited):
        add("unsupported")
    for question, answered in given.items():
        if answered.value == "dont-know":
            add("unknown", question)
        elif not answered.value and (judged or any(a.value for a in given.values())):
            add("unanswered", question)
    if not judged:
        add("unjudged")
    return made


def _with(derived: ToFindOut, held: Enquiry | None, planned: tuple[str, ...]) -> ToFindOut:
    return replace(
        derived,
        text=held.text if held else "",
        outcome=held.outcome if held else "",
        done=held.done if held else False,
        sessions=planned,
    )


def _recorded(pack: Pack, enquiry: Enquiry, planned: tuple[str, ...]) -> ToFindOut:
    """Return an enquiry that follows from nothing now: a person's own, or one overtaken.

    What an overtaken one is about stands in its id, whatever else was recorded of it.
    """
    reason = _reason_in(enquiry)
    factor, question = enquiry.factor, enquiry.question
    about = enquiry.id.rsplit("/", 1)[-1]
    if reason in ("unknown", "unanswered"):
        question = about
        factor = next((f.id for f in pack.factors for q in f.questions if q.id == about), factor)
    elif reason != "own":
        factor = about
    return ToFindOut(
        enquiry.id,
        reason,
        factor,
        question,
        enquiry.text,
        enquiry.outcome,
        done=enquiry.done,
        stands=reason == "own",
        sessions=planned,
    )


def _reason_in(enquiry: Enquiry) -> Reason:
    named = enquiry.id.removeprefix(enquiry.review + "/").split("/")[0]
    return next((reason for reason in REASONS if reason == named), "own")


def _planned(state: State, review_id: str, kind: str) -> dict[str, tuple[str, ...]]:
    """Return for which sessions each of a kind is meant, in their order."""
    found: dict[str, list[str]] = {}
    order = {held.id: number for number, held in enumerate(sessions(state, review_id))}
    for key, record in state.records(kind).items():
        held, _slash, about = key.partition("/")
        if held in order and record.value("planned") is True:
            found.setdefault(about, []).append(held)
    return {about: tuple(sorted(held, key=order.__getitem__)) for about, held in found.items()}
