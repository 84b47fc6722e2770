"""What a key factor's page shows, worked out from the state. No Qt.

A :class:`FactorView` is made anew after every edit and compared with the one before: what is equal
stays untouched on the screen.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.entities import (
    Answer,
    Evidence,
    Link,
    Review,
    Verdict,
    answer,
    answer_id,
    verdict,
    verdict_id,
)
from ic_desktop.project.erase import erased
from ic_desktop.project.state import FieldKey, FieldState, Record, State
from ic_desktop.review.checks import title_of
from ic_desktop.review.context import Noted, context_notes, explaining
from ic_desktop.review.evidence import Cited, EvidenceIndex, Stances, index, stances
from ic_desktop.review.to_ask import is_open

_Entity = tuple[str, str, str]
"""Kind, id, and what to call it where that needs saying."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of several heads of a field: its value, who set it, when (ms since 1970, claimed)."""

    value: Value
    who: str
    when: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field of which copies hold different versions; ``subject`` says more, such as a title."""

    key: FieldKey
    scope: Scope
    subject: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A field whose words are not in this copy; ``for_good`` if they were erased."""

    kind: str
    field: str
    subject: str
    for_good: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A guide question with its answer, its evidence, and what copies dispute or lack."""

    question: Question
    answer: Answer
    cited: tuple[Cited, ...]
    disputes: tuple[Dispute, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with all that it says to this factor and its questions."""

    evidence: Evidence
    links: tuple[Link, ...]
    used_in: int
    """In how many key factors of the review it is used."""

    @property
    def stances(self) -> tuple[str, ...]:
        """Its stances, each once; what contradicts comes first."""
        held = {link.stance for link in self.links}
        return tuple(s for s in ("contradicts", "supports", "background") if s in held)


@dataclass(frozen=True, slots=True)
class FactorView:
    """All that the page of one key factor shows."""

    factor: Factor
    verdict: Verdict
    questions: tuple[QuestionView, ...]
    pieces: tuple[Piece, ...]
    counted: Stances
    contradictions: tuple[Cited, ...]
    notes: tuple[Noted, ...]
    disputes: tuple[Dispute, ...]
    lost: tuple[Lost, ...]
    is_open: bool
    """Whether anything may change: the review is not signed, the file not for reading only."""

    @property
    def answered(self) -> int:
        """How many questions have an answer other than "don't know"."""
        return sum(held.answer.is_answered for held in self.questions)

    @property
    def to_ask(self) -> tuple[Answer, ...]:
        """The answers that wait for someone."""
        return tuple(held.answer for held in self.questions if is_open(held.answer))

    @property
    def disputes_of_verdict(self) -> tuple[Dispute, ...]:
        """What copies dispute of the verdict itself."""
        return tuple(d for d in self.disputes if d.key[0] == "verdict")

    @property
    def disputes_beside(self) -> tuple[Dispute, ...]:
        """What copies dispute of evidence and context of the factor as a whole."""
        return tuple(d for d in self.disputes if d.key[0] != "verdict")

    @property
    def lost_of_verdict(self) -> tuple[Lost, ...]:
        """Which words of the verdict are not in this copy."""
        return tuple(one for one in self.lost if one.kind == "verdict")

    @property
    def lost_beside(self) -> tuple[Lost, ...]:
        """Which words of evidence and context are not in this copy."""
        return tuple(one for one in self.lost if one.kind != "verdict")


@dataclass(frozen=True, slots=True)
class _Beside:
    """What follows from evidence alone, kept until evidence or a link changes."""

    cited: tuple[Cited, ...]
    by_question: Mapping[str, tuple[Cited, ...]]
    pieces: tuple[Piece, ...]
    counted: Stances
    contradictions: tuple[Cited, ...]
    at_odds: Mapping[str, tuple[_Entity, ...]]
    """Links with versions in dispute or words that are not here, by question."""


class FactorViews:
    """Makes the views of one page, and keeps what follows from thousands of links."""

    def __init__(self) -> None:
        self._index: EvidenceIndex | None = None
        self._kept: dict[str, _Beside] = {}

    def of(
        self,
        state: State,
        pack: Pack,
        review: Review,
        factor: Factor,
        voice: str,
        *,
        is_open: bool = True,
    ) -> FactorView:
        """Return what the page of a key factor shows in a voice's judgement."""
        beside = self._beside(state, review, factor)
        finder = _Finder(state)
        notes = explaining(context_notes(state, pack, review, voice), factor.id)
        own = [("verdict", verdict_id(review.id, voice, factor.id), "")]
        own += [("context-note", noted.note.id, noted.context.title) for noted in notes]
        own += beside.at_odds.get("", ())
        return FactorView(
            factor,
            verdict(state, review.id, factor.id, voice),
            tuple(_question(state, review, q, voice, beside, finder) for q in factor.questions),
            beside.pieces,
            beside.counted,
            beside.contradictions,
            notes,
            finder.disputes(own),
            finder.lost(own),
            is_open,
        )

    def _beside(self, state: State, review: Review, factor: Factor) -> _Beside:
        found = index(state, review.id)
        if found is not self._index:
            self._index, self._kept = found, {}
        if factor.id not in self._kept:
            self._kept[factor.id] = _make_beside(state, found, factor.id)
        return self._kept[factor.id]


def _make_beside(state: State, evidence: EvidenceIndex, factor: str) -> _Beside:
    cited = evidence.of_factor(factor)
    by_question: dict[str, list[Cited]] = {}
    at_odds: dict[str, list[_Entity]] = {}
    for one in cited:
        by_question.setdefault(one.link.question, []).append(one)
        record = state.record("link", one.link.id)
        if record is not None and (record.conflicts or record.withheld):
            entity = ("link", one.link.id, title_of(one.evidence))
            at_odds.setdefault(one.link.question, []).append(entity)
    return _Beside(
        cited,
        {key: tuple(found) for key, found in by_question.items()},
        _pieces(cited, evidence.of_evidence),
        stances(cited),
        tuple(c for c in cited if c.link.stance == "contradicts"),
        {key: tuple(found) for key, found in at_odds.items()},
    )


def _question(
    state: State, review: Review, question: Question, voice: str, beside: _Beside, finder: "_Finder"
) -> QuestionView:
    own = ("answer", answer_id(review.id, voice, question.id), "")
    entities = [own, *beside.at_odds.get(question.id, ())]
    return QuestionView(
        question,
        answer(state, review.id, question.id, voice),
        beside.by_question.get(question.id, ()),
        finder.disputes(entities),
        finder.lost(entities),
    )


def _pieces(cited: Sequence[Cited], all_of: Callable[[str], Sequence[Cited]]) -> tuple[Piece, ...]:
    """Put links together by piece; those to the factor as a whole first, then by question."""
    links: dict[str, list[Link]] = {}
    pieces: dict[str, Evidence] = {}
    for one in cited:
        pieces[one.evidence.id] = one.evidence
        links.setdefault(one.evidence.id, []).append(one.link)
    ordered = {key: tuple(sorted(links[key], key=_by_question)) for key in pieces}
    return tuple(
        Piece(piece, ordered[key], len({c.link.factor for c in all_of(key)}))
        for key, piece in pieces.items()
    )


def _value_first(name: str) -> tuple[bool, str]:
    """Order the field that decides before those that explain it."""
    return name != "value", name


def _by_question(link: Link) -> tuple[list[int], str]:
    """Order "7.2" before "7.10"; an id that is no number comes by its letters."""
    return [int(part) for part in link.question.split(".") if part.isdigit()], link.question


class _Finder:
    """Finds what copies dispute and what this copy lacks, among some entities of a state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._erased = erased(state).changes

    def disputes(self, entities: Iterable[_Entity]) -> tuple[Dispute, ...]:
        """Return the fields in conflict; entities are (kind, id, subject)."""
        found = []
        for kind, entity, subject in entities:
            record = self._state.record(kind, entity)
            for name in sorted(record.conflicts, key=_value_first) if record else ():
                assert record is not None
                versions = self._versions(record.fields[name])
                found.append(Dispute((kind, entity, name), record.scope, subject, versions))
        return tuple(found)

    def lost(self, entities: Iterable[_Entity]) -> tuple[Lost, ...]:
        """Return the fields whose words are withheld or erased."""
        found = []
        for kind, entity, subject in entities:
            record = self._state.record(kind, entity)
            for name in record.withheld if record else ():
                assert record is not None
                found.append(Lost(kind, name, subject, self._gone_for_good(record, name)))
        return tuple(found)

    def _gone_for_good(self, record: Record, name: str) -> bool:
        heads = record.fields[name].heads
        return any(head.body is None and head.id in self._erased for head in heads)

    def _versions(self, field: FieldState) -> tuple[Version, ...]:
        found: dict[bytes, Version] = {}
        for head in field.heads:
            if head.body is not None and head.body.data not in found:
                who = self._state.record("participant", head.header.author)
                name = who.text("name") if who else ""
                found[head.body.data] = Version(head.body.value, name, head.header.time)
        return tuple(found.values())
