"""Search over everything in a project and its benchmark (Ctrl+K).

A hit holds every word of the query, in any order, whatever their case and accents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.i18n import _
from ic_desktop.project.entities import Evidence, Link, Review, evidence_view, profile
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import Record, State
from ic_desktop.review.disclosure import name_among_people
from ic_desktop.review.evidence import index
from ic_desktop.review.folded import excerpt_of, fold_text, words_of
from ic_desktop.review.memo import Memo
from ic_desktop.review.naming import beginning
from ic_desktop.review.scope import factors_in_scope
from ic_desktop.review.search_peer import peer_texts
from ic_desktop.review.target import Target

HitKind = Literal[
    "factor",
    "question",
    "answer",
    "reason",
    "evidence",
    "note",
    "context",
    "example",
    "city",
    "person",
    "session",
    "conclusion",
]
_ORDER: Final[tuple[HitKind, ...]] = (
    "factor",
    "question",
    "person",
    "session",
    "conclusion",
    "evidence",
    "answer",
    "reason",
    "note",
    "context",
    "city",
    "example",
)
"""What comes first among hits that fit equally well."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its heading, some words around the find, and where it is."""

    kind: HitKind
    title: str
    excerpt: str
    target: Target


@dataclass(frozen=True, slots=True)
class _Text:
    """Words of one thing, once as they are and once folded."""

    title: str
    words: str
    folded_title: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: HitKind
    target: Target
    text: _Text


def _text(title: str, *words: str) -> _Text:
    joined = "\n".join(word for word in words if word)
    folded = fold_text(title)
    return _Text(title, joined, folded, f"{folded}\n{fold_text(joined)}")


def search(
    state: State, pack: Pack, review: Review, query: str, *, voice: str = CITY, limit: int = 60
) -> tuple[Hit, ...]:
    """Return what holds every word of a query, the best first; nothing for an empty query."""
    words = words_of(query)
    if not words:
        return ()
    found = [
        (-_rank(entry, words), _ORDER.index(entry.kind), number, entry)
        for number, entry in enumerate(_entries(state, pack, review, voice))
        if all(word in entry.text.folded for word in words)
    ]
    found.sort(key=lambda one: one[:3])
    return tuple(_hit(entry, words) for *_, entry in found[:limit])


def _rank(entry: _Entry, words: tuple[str, ...]) -> int:
    title, folded = f" {entry.text.folded_title}", entry.text.folded.replace("\n", " ")
    score = 0
    for word in words:
        if f" {word}" in title:
            score += 4 + (title.startswith(f" {word} "))
        elif word in title:
            score += 2
        elif f" {word}" in folded:
            score += 1
    return score


def _hit(entry: _Entry, words: tuple[str, ...]) -> Hit:
    body = entry.text.words
    folded = fold_text(body)
    first = next((word for word in words if word in folded), words[0])
    return Hit(entry.kind, entry.text.title, excerpt_of(body, first), entry.target)


def _entries(state: State, pack: Pack, review: Review, voice: str) -> Iterator[_Entry]:
    for factor in factors_in_scope(pack, review):
        yield from _pack_texts(pack).get(factor.id, ())
        yield from _judged(state, review, factor, voice)
    yield from _pack_texts(pack).get("", ())
    yield from _context_notes(state, pack, review, voice)
    yield from _evidence(state, review)
    if review.kind == "peer-review":
        yield from _of_peers(state, review)
    yield from _city(state, review)


_read: list[tuple[Pack, dict[str, tuple[_Entry, ...]]]] = []
"""The pack that was searched last, and its entries by factor, those of no factor under ""."""


def _pack_texts(pack: Pack) -> Mapping[str, tuple[_Entry, ...]]:
    for known, entries in tuple(_read):
        if known is pack:
            return entries
    made = {factor.id: tuple(_factor_entries(factor)) for factor in pack.factors}
    made[""] = tuple(
        _Entry("context", Target("context", context=c.id), _text(c.title, c.description))
        for c in pack.context_factors
    )
    _read[:] = [(pack, made)]
    return made


def _factor_entries(factor: Factor) -> Iterator[_Entry]:
    there = Target("factor", factor.id)
    title = f"{factor.number} {factor.title}"
    yield _Entry("factor", there, _text(title, factor.statement, factor.rationale))
    for question in factor.questions:
        texts = (question.why, question.how, *(prompt.text for prompt in question.prompts))
        place = Target("factor", factor.id, question.id)
        yield _Entry("question", place, _text(_question_title(question), *texts))
    for example in factor.examples:
        yield _Entry("example", there, _text(example.city, example.text))


def _question_title(question: Question) -> str:
    return f"{question.id} {question.text}"


_TYPED: Final = ("note", "reason", "text", "ask-whom")


def _typed_text(record: Record) -> tuple[str, str]:
    """Return what a person typed into a record, as it is and folded."""
    words = "\n".join(text for name in _TYPED if (text := record.text(name)))
    return words, fold_text(words)


_answers = Memo(_typed_text)
_verdicts = Memo(_typed_text)
_notes = Memo(_typed_text)


def _entry_of(kind: HitKind, target: Target, title: str, typed: tuple[str, str]) -> _Entry:
    folded = fold_text(title)
    return _Entry(kind, target, _Text(title, typed[0], folded, f"{folded}\n{typed[1]}"))


def _judged(state: State, review: Review, factor: Factor, voice: str) -> Iterator[_Entry]:
    stem = f"{review.id}/{voice}/"
    reason = _verdicts.of(state.records("verdict")).get(stem + factor.id)
    if reason and reason[0]:
        title = f"{factor.number} {factor.title}"
        yield _entry_of("reason", Target("factor", factor.id), title, reason)
    answers = _answers.of(state.records("answer"))
    for question in factor.questions:
        typed = answers.get(stem + question.id)
        if typed and typed[0]:
            place = Target("factor", factor.id, question.id)
            yield _entry_of("answer", place, _question_title(question), typed)


def _context_notes(state: State, pack: Pack, review: Review, voice: str) -> Iterator[_Entry]:
    notes = _notes.of(state.records("context-note"))
    for context in pack.context_factors:
        typed = notes.get(f"{review.id}/{voice}/{context.id}")
        if typed and typed[0]:
            yield _entry_of("note", Target("context", context=context.id), context.title, typed)


def _evidence_text(record: Record) -> _Text:
    piece = evidence_view(record)
    name = piece.file.name if piece.file else ""
    words = (piece.text, piece.source, name, piece.url, piece.figure, piece.unit, piece.date)
    return _text(piece.title or name or piece.url or beginning(piece.text), *words)


_evidence_texts = Memo(_evidence_text)


def _link_text(record: Record) -> str:
    return fold_text("\n".join(record.text(name) for name in ("page", "passage", "response")))


_link_texts = Memo(_link_text)


def _evidence(state: State, review: Review) -> Iterator[_Entry]:
    texts = _evidence_texts.of(state.records("evidence"))
    links = _link_texts.of(state.records("link"))
    held = index(state, review.id)
    for piece in held.pieces.values():
        yield _Entry("evidence", Target("evidence", evidence=piece.id), texts[piece.id])
        for cited in held.of_evidence(piece.id):
            if links[cited.link.id].strip():
                yield _cited(piece, cited.link, texts[piece.id], links[cited.link.id])


def _cited(piece: Evidence, link: Link, text: _Text, folded: str) -> _Entry:
    words = "\n".join(word for word in (link.passage, link.response, link.page) if word)
    place = Target("factor", link.factor, link.question, piece.id)
    return _Entry("evidence", place, _Text(text.title, words, text.folded_title, folded))


def _of_peers(state: State, review: Review) -> Iterator[_Entry]:
    for kind, target, title, words in peer_texts(state, review.id):
        text = _text(title, *words)
        if kind == "person":  # found by name, and shown by pseudonym
            name = fold_text(name_among_people(state, target.spot))
            text = replace(text, folded=f"{text.folded}\n{name}")
        yield _Entry(kind, target, text)


def _city(state: State, review: Review) -> Iterator[_Entry]:
    city = profile(state)
    here = Target("city")
    about = (city.country, city.region, city.about, city.contact)
    yield _Entry("city", here, _text(city.city or _("City"), *about))
    title = review.title or _("Review")
    yield _Entry("city", here, _text(title, review.assessors, review.period, review.method))
