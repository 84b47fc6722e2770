"""What comes next in a peer review: the stations of the work, by what is not there yet.

Nothing has to be done in this order; the first station that lacks something is proposed. What
comes later counts as done for what comes before it: who has concluded needs no plan of a visit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.project.concluded import comments, progress, reactions
from ic_desktop.project.entities import Review
from ic_desktop.project.peer import participants, sessions
from ic_desktop.project.seal import current_seal
from ic_desktop.project.state import State
from ic_desktop.review.advice import advised, praised, sees_conclusions, without_reply
from ic_desktop.review.evidence import index
from ic_desktop.review.lane import Lane, lane_of
from ic_desktop.review.peer_checks import copies_out, unsorted_statements
from ic_desktop.review.scope import factors_in_scope
from ic_desktop.review.voices import conclusion_of, voice_of

What = Literal[
    "people",  # nobody is named as leader or peer
    "plan",  # no session is planned
    "copies",  # no peer has a copy, and none has judged
    "notes",  # nothing was taken down in a session
    "sort",  # statements that nobody has looked at since
    "back",  # copies of peers that have not come back
    "judge",  # key factors without a conclusion of the team
    "own",  # in a copy: key factors without a verdict of its peer
    "conclude",  # no strength and no recommendation
    "feedback",  # nobody has reacted to the findings yet
    "draft",  # the host has not seen the draft
    "report",  # the report is not signed
    "reply",  # recommendations without a reply of the host
    "follow-up",  # no progress is recorded
    "send-back",  # in a copy for one person: everything is done
    "done",
]
_TAKEN_DOWN: Final = ("statement", "observation")


@dataclass(frozen=True, slots=True)
class Step:
    """A station of the work, and how far it is: ``done`` of ``all``, where that is counted."""

    what: What
    done: int = 0
    all: int = 0


def next_step(state: State, pack: Pack, review: Review) -> Step:
    """Return what comes next in the whole project of a peer review."""
    if current_seal(state, review.id) is not None:
        return _after_the_report(state, review)
    judged = _judged(state, pack, review)
    if not judged.done and (before := _before_judging(state, pack, review)) is not None:
        return before
    if judged.done < judged.all:
        return judged
    if not (advised(state, review.id) or praised(state, review.id)):
        return Step("conclude")
    if not comments(state, review.id):
        if not reactions(state, review.id):
            return Step("feedback")
        if not _was_given(state, review, "comment"):
            return Step("draft")
    return Step("report")


def next_in_copy(state: State, pack: Pack, review: Review, lane: Lane) -> Step:
    """Return what the person of a copy does next; "send-back" once nothing of it is left.

    What the copy allows for the city itself, answers and verdicts, is told by ``progress.py``.
    """
    return next(_in_copy(state, pack, review, lane), Step("send-back"))


def concluded(state: State, pack: Pack, review: Review) -> Step:
    """Return how many key factors the team has concluded."""
    return _judged(state, pack, review)


def _in_copy(state: State, pack: Pack, review: Review, lane: Lane) -> Iterator[Step]:
    may = lane.may
    if "capture" in may and "follow-up" not in may and not _taken_down(state, review):
        yield Step("notes")
    if "capture" in may and unsorted_statements(state, review.id):
        yield Step("sort")
    if "judge" in may:
        own = own_verdicts(state, factors_in_scope(pack, review), review, lane.author)
        if own.done < own.all:
            yield own
    if "conclude" in may and (judged := _judged(state, pack, review)).done < judged.all:
        yield judged
    if "comment" in may and sees_conclusions(lane) and not comments(state, review.id):
        yield Step("feedback")
    if "reply" in may and (open_still := len(without_reply(state, review.id))):
        count = len(advised(state, review.id))
        yield Step("reply", count - open_still, count)
    if "follow-up" in may and not progress(state, review.id):
        yield Step("follow-up")


def own_verdicts(state: State, factors: tuple[Factor, ...], review: Review, peer: str) -> Step:
    """Return how many key factors a peer has judged."""
    done = sum(voice_of(state, review.id, factor.id, peer).has_judged for factor in factors)
    return Step("own", done, len(factors))


def _before_judging(state: State, pack: Pack, review: Review) -> Step | None:
    team = [one.id for one in participants(state) if one.judges]
    if not team:
        return Step("people")
    taken = _taken_down(state, review)
    if not taken and not sessions(state, review.id):
        return Step("plan")
    factors = factors_in_scope(pack, review)
    judging = any(own_verdicts(state, factors, review, peer).done for peer in team)
    if not judging and not taken and not _was_given(state, review, "judge", "capture"):
        return Step("copies")
    if not taken:
        return Step("notes")
    if unsorted_statements(state, review.id):
        return Step("sort")
    return Step("back") if copies_out(state, review.id) else None


def _after_the_report(state: State, review: Review) -> Step:
    given = advised(state, review.id)
    if open_still := without_reply(state, review.id):
        return Step("reply", len(given) - len(open_still), len(given))
    return Step("follow-up") if given and not progress(state, review.id) else Step("done")


def _judged(state: State, pack: Pack, review: Review) -> Step:
    factors = factors_in_scope(pack, review)
    done = sum(conclusion_of(state, review.id, factor.id).has_judged for factor in factors)
    return Step("judge", done, len(factors))


def _taken_down(state: State, review: Review) -> bool:
    records = state.records("evidence")
    return any(
        piece.type in _TAKEN_DOWN and records[key].scope.review == review.id
        for key, piece in index(state, review.id).pieces.items()
    )


def _was_given(state: State, review: Review, *any_of: str) -> bool:
    """Tell whether somebody was given a copy in which one of these may be done."""
    return any(
        not lane.may.isdisjoint(any_of)
        for record in state.records("hand-out").values()
        if record.scope.review in ("", review.id) and (lane := _lane(record.value("record")))
    )


def _lane(made: object) -> Lane | None:
    if not isinstance(made, dict) or "lane" not in made:
        return None
    try:
        return lane_of(made["lane"])
    except ValueError:  # of a later version
        return None
