"""A composed report as plain data: what it says, not how it looks.

Codes stay codes (verdict "partly", stance "supports"); whoever draws the document gives them
words. Texts of people and of the pack stand as they were written. There is no score.
"""

from dataclasses import dataclass
from typing import Literal

from ic_desktop.report.peer_document import PeerPart
from ic_desktop.review.results import Counts

Edition = Literal["full"]
"""How much of a report its reader may see."""


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Where the visible stamp goes: page counted from 0 (-1 is the last), the rest in points
    from the page's lower left corner."""

    page: int
    x: float
    y: float
    w: float
    h: float

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Left, lower, right and upper edge in whole points, as a signature field takes them."""
        return (int(self.x), int(self.y), int(self.x + self.w), int(self.y + self.h))


SIGNATURE_BOX = SignatureBox(page=-1, x=80.0, y=548.0, w=435.0, h=84.0)
"""The signature page is always the last one, and the stamp on it always stands here."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Whose report this is. ``mark`` stands on every page ("Fictional example"); "" for none."""

    city: str
    country: str
    title: str
    kind: str
    benchmark: str
    version: str
    scope: str
    period: str
    assessors: str
    date: str
    revision: int
    mark: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class FactorResult:
    """One line of the result: a key factor with its verdict, and how much evidence says what.

    Evidence is counted in pieces, each once per stance however many questions it speaks to.
    """

    id: str
    number: int
    title: str
    verdict: str
    supports: int
    contradicts: int
    background: int
    context: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class RoleResult:
    """The factors that serve one role of the city in the Charter: (number, verdict) each."""

    title: str
    factors: tuple[tuple[int, str], ...]

    @property
    def counts(self) -> Counts:
        """The results of this role's factors."""
        return Counts.of([verdict for _, verdict in self.factors])


@dataclass(frozen=True, slots=True)
class Result:
    """The result on one page."""

    counts: Counts
    factors: tuple[FactorResult, ...]
    roles: tuple[RoleResult, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a piece of evidence something stands, and which questions it speaks to."""

    page: str
    passage: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """What one piece of evidence says to a factor, at which places.

    ``number`` is the piece's in the evidence list; ``response`` is how a contradiction was
    weighed. Of a confidential piece nothing but number, kind and stance is filled. Of what was
    said or seen on a visit, ``said`` are the words, ``form`` how they were taken down, ``speaker``
    how the speaker may be named.
    """

    number: int
    title: str
    kind: str
    stance: str
    places: tuple[Place, ...] = ()
    response: str = ""
    confidential: bool = False
    said: str = ""
    form: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class PromptText:
    """A point to think of under a question."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A guide question with its answer code ("" for none), note and evidence numbers.

    ``waits``: it is still to be asked, by the day ``by``. Whom to ask stays in the project: a
    report must not name people who do not know that it does.
    """

    id: str
    text: str
    prompts: tuple[PromptText, ...]
    answer: str
    note: str
    evidence: tuple[int, ...] = ()
    waits: bool = False
    by: str = ""
    unsettled: bool = False

    @property
    def is_empty(self) -> bool:
        """True if nobody entered anything here."""
        return not (self.answer or self.note or self.evidence or self.waits or self.unsettled)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question still to be asked, and by which day (shown as written here)."""

    question: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class ContextEntry:
    """A context factor with its note; ``factors``: (number, id) that it explains."""

    title: str
    description: str
    direction: str
    strength: str
    text: str
    factors: tuple[tuple[int, str], ...]
    unsettled: bool = False

    @property
    def has_note(self) -> bool:
        """True if anything was said about this context factor."""
        return bool(self.text or self.direction or self.strength or self.factors)


@dataclass(frozen=True, slots=True)
class FactorEntry:
    """Everything about one key factor. ``unsettled``: copies disagree and nobody decided yet;
    ``withheld``: the reason is not in this copy, or would name somebody."""

    id: str
    number: int
    title: str
    statement: str
    rationale: str
    group: str
    verdict: str
    reason: str
    confidence: str
    questions: tuple[QuestionEntry, ...]
    evidence: tuple[Citation, ...]
    context: tuple[ContextEntry, ...]
    unsettled: bool = False
    withheld: bool = False

    @property
    def is_empty(self) -> bool:
        """True if it was not judged, and nobody entered anything about it."""
        said = self.reason or self.evidence or self.context or self.unsettled or self.withheld
        judged = self.verdict != "not-judged"
        return not (judged or said) and all(one.is_empty for one in self.questions)


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A piece of evidence in the list; ``size`` in bytes, ``sha256`` hex or "".

    ``factors`` are (id, number) of those that it speaks to. Of a confidential piece nothing but
    number and kind is filled. ``absent``: words of it were erased, or kept out of this copy. Of a
    statement, ``form`` says how it was taken down, ``speaker`` how the speaker may be named ("" for
    not at all), ``session`` is the day of the session.
    """

    number: int
    kind: str
    title: str = ""
    date: str = ""
    source: str = ""
    text: str = ""
    url: str = ""
    figure: str = ""
    file_name: str = ""
    size: int = 0
    sha256: str = ""
    confidentiality: str = ""
    factors: tuple[tuple[str, int], ...] = ()
    confidential: bool = False
    absent: bool = False
    form: str = ""
    speaker: str = ""
    session: str = ""
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class PackSource:
    """Where the benchmark comes from, and what the makers of this program added to it."""

    title: str
    publisher: str
    project: str
    year: str
    pages: str
    note: str
    licence: str
    ours: str
    hash: str
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who is about to sign: name, organisation, and the certificate's SHA-256 in hex."""

    name: str
    organisation: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. Every evidence number and factor id that it names is in its lists.

    ``root`` is the digest of the state that it was composed from (hex), ``changed`` when that
    state was last edited, by the editor's clock, in milliseconds since 1970.
    """

    language: str
    edition: Edition
    cover: Cover
    standard: str
    introduction: str
    result: Result
    factors: tuple[FactorEntry, ...]
    context_title: str
    context: tuple[ContextEntry, ...]
    open_questions: tuple[OpenQuestion, ...]
    method: str
    evidence: tuple[EvidenceEntry, ...]
    source: PackSource
    root: str
    changed: int
    signer: Signer | None = None
    peer: PeerPart | None = None
    """What makes it the report of a peer review; its own factors then hold the team's voice."""
