"""What a peer review advises and what became of it: recommendations with replies and progress.

Pure views and words, shared by the pages, the slides and the report. Words are marked for
translation and translated where they are shown, since a report has a language of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import N_, Catalogue
from ic_desktop.project.concluded import (
    Comment,
    Progress,
    Reaction,
    Recommendation,
    Reply,
    Strength,
    cited_by,
    comments,
    progress,
    reactions,
    recommendations,
    reply,
    strengths,
)
from ic_desktop.project.entities import verdict, verdict_id
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.peer import sessions
from ic_desktop.project.state import State
from ic_desktop.review.labels import PROGRESS, REPLIES, word
from ic_desktop.review.lane import Lane
from ic_desktop.review.results import outcome_of

UNSETTLED: Final = "unsettled"
"""The code of a reply on which copies differ."""
KIND_WORDS: Final = {
    "verdict": N_("Conclusion"),
    "strength": N_("Strength"),
    "recommendation": N_("Recommendation"),
}
"""What a finding of the team is called."""


@dataclass(frozen=True, slots=True)
class Advised:
    """A recommendation with all that belongs to it. ``number`` counts from 1 through a review.

    ``cited``: ids of evidence. ``steps``: progress, the oldest first.
    """

    number: int
    recommendation: Recommendation
    cited: tuple[str, ...]
    reply: Reply
    steps: tuple[Progress, ...]
    reactions: tuple[Reaction, ...]
    comments: tuple[Comment, ...]

    @property
    def answered(self) -> str:
        """The code of the reply, for :func:`reply_word`; "" while there is none."""
        return reply_code(self.reply)

    @property
    def state(self) -> str:
        """How far it was when last looked at; "" before any follow-up visit."""
        return self.steps[-1].state if self.steps else ""


@dataclass(frozen=True, slots=True)
class Praised:
    """A strength with the ids of the evidence that it rests on."""

    strength: Strength
    cited: tuple[str, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a comment or a reaction is about: kind ("verdict", ...), id, factor and its words."""

    kind: str
    id: str
    factor: str
    text: str
    mark: str = ""
    """How the report and the draft call it: "F3" for a key factor's conclusion, "S2", "R4"."""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person at a copy may change of the conclusions."""

    conclude: bool = True
    comment: bool = True
    reply: bool = True
    follow_up: bool = True
    react: bool = True

    @property
    def reads_only(self) -> bool:
        """True for somebody who may change nothing of the conclusions."""
        return not (self.conclude or self.comment or self.reply or self.follow_up)


def rights_of(lane: Lane | None) -> Rights:
    """Return what a lane allows; the project itself (None) allows all."""
    if lane is None:
        return Rights()
    may = lane.may
    return Rights(
        conclude="conclude" in may,
        comment="comment" in may,
        reply="reply" in may,
        follow_up="follow-up" in may,
        react=not may.isdisjoint(("capture", "visit")),
    )


def sees_conclusions(lane: Lane | None) -> bool:
    """Tell whether a copy is meant to show the team's conclusions."""
    return lane is None or lane.sees_verdicts or not rights_of(lane).reads_only


def advised(state: State, review_id: str, factor: str = "") -> tuple[Advised, ...]:
    """Return a review's recommendations in their order; with ``factor``, those that serve it.

    Numbers count through the review, whichever are asked for.
    """
    steps, said = progress(state, review_id), reactions(state, review_id)
    noted = comments(state, review_id)
    return tuple(
        Advised(
            number,
            one,
            cited_by(state, "recommendation", one.id),
            reply(state, one.id),
            tuple(s for s in steps if s.recommendation == one.id),
            tuple(r for r in said if (r.about_kind, r.about) == ("recommendation", one.id)),
            tuple(c for c in noted if (c.about_kind, c.about) == ("recommendation", one.id)),
        )
        for number, one in enumerate(recommendations(state, review_id), 1)
        if not factor or factor in one.factors
    )


def praised(state: State, review_id: str, factor: str = "") -> tuple[Praised, ...]:
    """Return a review's strengths in their order; with ``factor``, those of one."""
    noted = comments(state, review_id)
    return tuple(
        Praised(
            one,
            cited_by(state, "strength", one.id),
            tuple(c for c in noted if (c.about_kind, c.about) == ("strength", one.id)),
        )
        for one in strengths(state, review_id)
        if not factor or one.factor == factor
    )


def reply_code(given: Reply) -> str:
    """Return a reply's code; while copies differ on it, :data:`UNSETTLED`."""
    return UNSETTLED if "value" in given.conflicts else given.value


def without_reply(state: State, review_id: str) -> tuple[Advised, ...]:
    """Return the recommendations that the host has not replied to yet."""
    return tuple(one for one in advised(state, review_id) if not one.answered)


def unanswered(state: State, review_id: str) -> tuple[Comment, ...]:
    """Return the host's comments that the leader has not answered yet."""
    return tuple(c for c in comments(state, review_id) if not c.answer)


def reply_details(given: Reply, day: str) -> str:
    """Return by whom and when a reply was given: "City council, 3 October 2026"; perhaps "".

    ``day`` is the reply's date as it is to be shown.
    """
    return ", ".join(part for part in (given.authority.strip(), day) if part)


def reply_word(words: Catalogue, code: str) -> str:
    """Return the word for a reply's code: "Accepted", "No reply yet"."""
    if code == UNSETTLED:
        return words.gettext("Replies that differ")
    return word(words, REPLIES, code)


def progress_word(words: Catalogue, code: str) -> str:
    """Return the word for how far a recommendation is."""
    return word(words, PROGRESS, code) if code else words.gettext("Nothing recorded yet")


def findings(state: State, review_id: str, factors: Iterable[Factor]) -> tuple[Finding, ...]:
    """Return what can be commented on: conclusions by factor, then strengths, recommendations.

    The text of a conclusion is its factor's title: see :func:`ic_desktop.review.results.outcome_of`
    for what it says.
    """
    known = [
        Finding(
            "verdict",
            verdict_id(review_id, TEAM, factor.id),
            factor.id,
            factor.title,
            f"F{factor.number}",
        )
        for factor in factors
        if outcome_of(verdict(state, review_id, factor.id, TEAM)) != "not-judged"
    ]
    known += [
        Finding("strength", one.id, one.factor, one.text, f"S{number}")
        for number, one in enumerate(strengths(state, review_id), 1)
    ]
    known += [
        Finding(
            "recommendation",
            one.id,
            one.factors[0] if one.factors else "",
            one.text,
            f"R{number}",
        )
        for number, one in enumerate(recommendations(state, review_id), 1)
    ]
    return tuple(known)


def finding(known: Iterable[Finding], kind: str, entity: str) -> Finding | None:
    """Return one of the findings, None for one that was taken out since."""
    return next((one for one in known if one.key == (kind, entity)), None)


def feedback_session(state: State, review_id: str) -> str:
    """Return the id of the feedback session, the last one if there are several; "" if none."""
    held = [one.id for one in sessions(state, review_id) if one.kind == "feedback"]
    return held[-1] if held else ""
