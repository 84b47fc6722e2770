"""A lane: the part of a project that a copy for one person holds, and what may be done in it.

The sender's own record of the hand-out says which lane a return has; the copy that comes back
says nothing about it. The window that shows a hand-out asks the same functions, so that nobody
types what would not be taken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from ic_desktop.project.changes import Header, Value
from ic_desktop.project.kinds import CITY, TEAM

May = Literal[
    "assess",  # the city's answers, verdicts and context
    "evidence",  # documents, pictures, figures and what they speak to
    "judge",  # a verdict and a minority view of one's own
    "capture",  # statements, promises and reactions of sessions
    "visit",  # the people and the plan of the visit
    "conclude",  # the team's conclusions, strengths and recommendations
    "comment",  # comments on the draft
    "reply",  # the host's replies to recommendations
    "follow-up",  # progress on recommendations
]
MAY: Final[tuple[May, ...]] = (
    "assess",
    "evidence",
    "judge",
    "capture",
    "visit",
    "conclude",
    "comment",
    "reply",
    "follow-up",
)


TYING: Final[tuple[May, ...]] = ("assess", "evidence", "capture")
"""Each of these lets evidence be added, and tied to key factors and questions."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What a copy for one person holds, and what they may change.

    ``factors`` and ``sessions`` empty: all of them. ``largest``: documents of more bytes are
    left out, -1 for none left out, 0 for all.
    """

    review: str
    author: str
    may: frozenset[str]
    factors: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    sees_verdicts: bool = False
    """Other peers' verdicts, and the team's conclusion."""
    sees_confidential: bool = False
    sees_names: bool = False
    """The list that resolves pseudonyms."""
    largest: int = -1

    def has_factor(self, factor: str) -> bool:
        """Tell whether a key factor ("" for none in particular) is in the lane."""
        return not factor or not self.factors or factor in self.factors

    def has_session(self, session: str) -> bool:
        """Tell whether a session ("" for none in particular) is in the lane."""
        return not session or not self.sessions or session in self.sessions

    def as_value(self) -> Value:
        """Return the lane as the value of a change."""
        return {
            "review": self.review,
            "author": self.author,
            "may": sorted(self.may),
            "factors": list(self.factors),
            "sessions": list(self.sessions),
            "sees": [name for name, seen in self._seen() if seen],
            "largest": self.largest,
        }

    def _seen(self) -> tuple[tuple[str, bool], ...]:
        return (
            ("verdicts", self.sees_verdicts),
            ("confidential", self.sees_confidential),
            ("names", self.sees_names),
        )


def lane_of(value: Value) -> Lane:
    """Return the lane of a value; ValueError for anything else. What is unknown allows nothing."""
    try:
        sees = set(_texts(value["sees"]))
        lane = Lane(
            review=value["review"],
            author=value["author"],
            may=frozenset(_texts(value["may"])) & frozenset(MAY),
            factors=_texts(value["factors"]),
            sessions=_texts(value["sessions"]),
            sees_verdicts="verdicts" in sees,
            sees_confidential="confidential" in sees,
            sees_names="names" in sees,
            largest=value["largest"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError("no lane") from error
    if not (isinstance(lane.review, str) and isinstance(lane.author, str)):
        raise ValueError("no lane")
    if type(lane.largest) is not int:
        raise ValueError("no lane")
    return lane


def _texts(value: Value) -> tuple[str, ...]:
    if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise ValueError("no lane")
    return tuple(value)


PURPOSES: Final[dict[str, frozenset[May]]] = {
    "peer": frozenset({"judge", "capture", "evidence"}),
    "leader": frozenset({"judge", "capture", "evidence", "visit", "conclude"}),
    "host": frozenset({"comment", "reply"}),
    "fill-in": frozenset({"assess", "evidence"}),
    "follow-up": frozenset({"follow-up", "capture", "evidence"}),
}
"""What copies are usually made for: a peer on the visit, who judges blind and takes down what is
said; a second leader; the host's comments and replies; a client or department that fills in its
part; a follow-up visit."""


def purpose_of(lane: Lane) -> str:
    """Return which of PURPOSES a lane serves, "" for one that was put together by hand."""
    return next((name for name, may in PURPOSES.items() if may == lane.may), "")


def may_change(lane: Lane, header: Header) -> bool:
    """Tell whether a change of this header lies inside a lane: kind, voice, factor and session.

    What the change says, such as whom it speaks of, is looked at by who takes it.
    """
    if header.author != lane.author:
        return False
    scope = header.scope
    if scope.review not in ("", lane.review):
        return False
    if not (lane.has_factor(scope.factor) and lane.has_session(scope.session)):
        return False
    allowed = _RULES.get(header.kind)
    return allowed is not None and allowed(lane, header)


_Rule = Callable[[Lane, Header], bool]


def _if_may(*any_of: May) -> _Rule:
    return lambda lane, _header: not lane.may.isdisjoint(any_of)


def _in_voice(lane: Lane, header: Header) -> bool:
    voice = header.scope.voice
    if voice == CITY:
        return "assess" in lane.may
    if voice == TEAM:
        return "conclude" in lane.may
    return voice == lane.author and "judge" in lane.may


def _own_record(lane: Lane, header: Header) -> bool:
    """One's own record, but not what one is in the review; with the plan of the visit anybody's."""
    own = header.entity == lane.author and header.field not in _SET_BY_THE_LEADER
    return own or "visit" in lane.may


_SET_BY_THE_LEADER: Final = frozenset({"role", "pseudonym", "order", "removed"})


_RULES: Final[dict[str, _Rule]] = {
    "project": lambda lane, _header: "assess" in lane.may and not lane.factors,
    "participant": _own_record,
    "name-key": lambda lane, _header: lane.sees_names and "visit" in lane.may,
    "answer": _in_voice,
    "verdict": _in_voice,
    "minority-view": _in_voice,
    "context-note": _in_voice,
    "context-tie": _in_voice,
    "evidence": _if_may(*TYING),
    "link": _if_may(*TYING),
    "session": _if_may("visit"),
    "session-person": _if_may("visit"),
    "session-question": _if_may("visit", "capture"),
    "enquiry": _if_may("visit", "capture"),
    "session-enquiry": _if_may("visit"),
    "promise": _if_may("capture", "visit"),
    "reaction": _if_may("capture", "visit"),
    "consensus": _if_may("conclude"),
    "strength": _if_may("conclude"),
    "recommendation": _if_may("conclude"),
    "citation": _in_voice,
    "comment": _if_may("comment"),
    "comment-answer": _if_may("conclude"),
    "reply": _if_may("reply"),
    "progress": _if_may("follow-up"),
}
"""Who may change what; kinds that are not named here come from no lane: erasures, seals, reviews,
hand-outs and kinds of later versions."""
