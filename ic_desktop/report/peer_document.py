"""What a peer review adds to a composed report, as plain data; see ``document.py``.

Nothing here can hold an interviewee's name or one peer's own verdict: interviewees are numbers by
category, peers an anonymous spread. ``unsettled``: copies disagree and nobody has decided yet;
``versions`` are then the other wordings beside the one that stands in the text. ``withheld``:
words are not in this copy, or were kept back because they name somebody who was interviewed.
"""

from dataclasses import dataclass

from ic_desktop.review.results import Counts

FactorNumber = tuple[int, str]
"""The number of a key factor, and its id."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A member of the team or a host; ``role`` is its code, or what was typed."""

    role: str
    name: str
    organisation: str
    function: str


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """How many interviewees of a category took part, three at least."""

    category: str
    number: int


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One session of the visit, without what could tell who was there.

    ``answered`` are those who were asked, 0 for fewer than three; ``few`` tells that there were
    one or two, whose session does not say where it was.
    """

    kind: str
    date: str
    time: str
    place: str
    team: int
    answered: int
    few: bool


@dataclass(frozen=True, slots=True)
class SourceVoice:
    """What one kind of source says to a key factor, in pieces of evidence."""

    source: str
    """As in ``review/sources.py``."""
    supports: int
    contradicts: int
    background: int

    @property
    def says(self) -> str:
        """ "supports", "contradicts", "both" or "silent"; background takes no side."""
        if self.supports and self.contradicts:
            return "both"
        return "supports" if self.supports else "contradicts" if self.contradicts else "silent"


@dataclass(frozen=True, slots=True)
class Spread:
    """How many peers hold which verdict, without who: given only if three or more judged."""

    judged: int
    verdicts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MinorityEntry:
    """What a peer holds against the conclusion; ``name`` only if its author agreed to it."""

    value: str
    text: str
    name: str
    unsettled: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class PeerFactor:
    """The voices on one key factor beside the team's conclusion, which its FactorEntry holds.

    ``spread`` None: fewer than three peers judged. ``cites`` are numbers of evidence, strengths
    and recommendations their numbers.
    """

    id: str
    city_verdict: str
    city_reason: str
    city_unsettled: bool
    sources: tuple[SourceVoice, ...]
    spread: Spread | None
    cites: tuple[int, ...]
    minority: tuple[MinorityEntry, ...]
    versions: tuple[str, ...] = ()
    city_withheld: bool = False
    strengths: tuple[int, ...] = ()
    recommendations: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if neither city nor peers nor any source said anything."""
        spoken = any(s.supports or s.contradicts or s.background for s in self.sources)
        judged = self.city_verdict != "not-judged" or self.city_reason or self.city_unsettled
        concluded = self.minority or self.strengths or self.recommendations or self.cites
        return not (spoken or judged or concluded or self.spread)


@dataclass(frozen=True, slots=True)
class StrengthEntry:
    """Something that is done well; ``factor`` None: in general."""

    number: int
    factor: FactorNumber | None
    text: str
    cites: tuple[int, ...]
    unsettled: bool = False
    withheld: bool = False
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyEntry:
    """The host's reply; ``code`` as in ``review/advice.py``: "" for none yet, "unsettled"."""

    code: str
    reason: str
    authority: str
    date: str
    unsettled: bool = False
    withheld: bool = False
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """How far a recommendation was on a day."""

    date: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class RecommendationEntry:
    """What the team advises, with the host's reply and what follow-up visits found."""

    number: int
    factors: tuple[FactorNumber, ...]
    text: str
    why: str
    priority: str
    to_whom: str
    cites: tuple[int, ...]
    reply: ReplyEntry
    steps: tuple[ProgressEntry, ...]
    unsettled: bool = False
    withheld: bool = False
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Which finding something is said to: kind ("verdict", "strength", "recommendation") and
    number; kind "" for none in particular, number 0 for one that was taken out since."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """The host's comment on a finding of the draft, and the leader's answer."""

    number: int
    about: About
    text: str
    answer: str
    answer_text: str
    unsettled: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class ReactionEntry:
    """What was said in a feedback session, and how its speaker may be named ("" for not)."""

    date: str
    about: About
    text: str
    who: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One key factor against the sources, and what is to be looked at."""

    factor: FactorNumber
    title: str
    sources: tuple[SourceVoice, ...]
    one_source: bool
    """It rests on a single source."""
    contradicted: bool
    """Something speaks against it."""
    not_spoken_of: bool
    """Nobody who was asked on the visit spoke of it."""


@dataclass(frozen=True, slots=True)
class PeerPart:
    """All that makes a report the report of a peer review. ``city``: the city's own counts."""

    team: tuple[PersonEntry, ...]
    hosts: tuple[PersonEntry, ...]
    asked: tuple[AskedEntry, ...]
    asked_in_all: int
    sessions: tuple[SessionEntry, ...]
    statements: int
    observations: int
    city: Counts
    factors: tuple[PeerFactor, ...]
    strengths: tuple[StrengthEntry, ...]
    recommendations: tuple[RecommendationEntry, ...]
    comments: tuple[CommentEntry, ...]
    reactions: tuple[ReactionEntry, ...]
    in_confidence: int
    """Reactions that were given in confidence, and are not shown."""
    matrix: tuple[MatrixRow, ...]

    def factor(self, factor_id: str) -> PeerFactor:
        """Return the voices on a key factor of the report."""
        return next(one for one in self.factors if one.id == factor_id)
