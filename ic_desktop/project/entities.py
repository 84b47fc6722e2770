"""What the screens and the report speak of: frozen views of records.

A view is made from a :class:`~ic_desktop.project.state.Record` when it is asked for; nothing
edits one. Empty text is "", an absent choice is "" too. ``conflicts`` names the fields that a
person has to settle, ``withheld`` those whose words are not in this copy.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import Record, Removal, State


@dataclass(frozen=True, slots=True)
class Profile:
    """The city that the project is about. ``fictional`` marks every page of its reports."""

    id: str
    city: str
    country: str
    region: str
    population: str
    about: str
    contact: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class PackRef:
    """The pack that a review uses, pinned by the SHA-256 of its bundle."""

    id: str
    version: str
    hash: str


@dataclass(frozen=True, slots=True)
class Review:
    """One self-assessment, peer review or repeat. ``factors`` empty: the whole benchmark."""

    id: str
    title: str
    kind: str
    pack: PackRef
    factors: tuple[str, ...]
    baseline: str
    assessors: str
    period: str
    method: str
    revision: int
    removal: Removal
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One voice's answer to a guide question; ``ask_by`` is an ISO date or ""."""

    id: str
    review: str
    voice: str
    question: str
    value: str
    note: str
    ask_whom: str
    ask_by: str
    conflicts: tuple[str, ...]
    withheld: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """True for an answer other than "don't know"."""
        return self.value not in ("", "dont-know")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One voice's verdict on a key factor; ``value`` "" is "not judged"."""

    id: str
    review: str
    voice: str
    factor: str
    value: str
    reason: str
    confidence: str
    come_back: bool
    conflicts: tuple[str, ...]
    withheld: tuple[str, ...]
    later_value: str = ""
    """What a peer holds after the discussion; "" while nothing was changed."""
    later_reason: str = ""
    held_others: str = ""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """The file behind a piece of evidence; ``size`` in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document, picture, link, figure, observation or statement."""

    id: str
    type: str
    title: str
    date: str
    source: str
    document_kind: str
    text: str
    url: str
    figure: str
    unit: str
    file: AttachedFile | None
    confidentiality: str
    order: str
    removal: Removal
    removed_because: str
    conflicts: tuple[str, ...]
    withheld: tuple[str, ...]
    session: str = ""
    speaker: str = ""
    form: str = ""
    said_at: int = 0
    """When it was said, in ms since 1970; 0 where nobody told."""
    attribution: str = ""
    is_sorted: bool = False
    joined_into: str = ""
    goes_with: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What a piece of evidence says to a factor, or to one of its questions (else "")."""

    id: str
    review: str
    evidence: str
    factor: str
    question: str
    stance: str
    page: str
    passage: str
    response: str
    removal: Removal
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContextNote:
    """Why a context factor helps or hinders. ``factors``: those that it explains, sorted."""

    id: str
    review: str
    voice: str
    context_factor: str
    text: str
    direction: str
    strength: str
    factors: tuple[str, ...]
    conflicts: tuple[str, ...]


def answer_id(review: str, voice: str, question: str) -> str:
    """Return the natural key of an answer."""
    return f"{review}/{voice}/{question}"


verdict_id = answer_id
"""The natural key of a verdict, from review, voice and factor."""
context_note_id = answer_id
"""The natural key of a context note, from review, voice and context factor."""


def context_tie_id(review: str, voice: str, context_factor: str, factor: str) -> str:
    """Return the natural key of the tie between a context note and a factor."""
    return f"{review}/{voice}/{context_factor}/{factor}"


def profile(state: State) -> Profile:
    """Return the project's city; a project holds exactly one such record, the least id wins."""
    records = state.records("project")
    record = records[min(records)] if records else Record("project", "", _no_scope(), {})
    text = record.text
    return Profile(
        record.id,
        text("city"),
        text("country"),
        text("region"),
        text("population"),
        text("about"),
        text("contact"),
        record.value("fictional") is True,
    )


def reviews(state: State) -> list[Review]:
    """Return the reviews that are there, in their order."""
    found = [_review(r) for r in state.records("review").values() if r.removal != "removed"]
    orders = {r.id: r.text("order") for r in state.records("review").values()}
    return sorted(found, key=lambda review: (orders[review.id], review.id))


def review(state: State, review_id: str) -> Review | None:
    """Return one review, or None."""
    record = state.record("review", review_id)
    return None if record is None else _review(record)


def answer(state: State, review_id: str, question: str, voice: str = CITY) -> Answer:
    """Return a voice's answer to a question, an empty one if there is none."""
    key = answer_id(review_id, voice, question)
    record = state.record("answer", key) or _empty("answer", key)
    text = record.text
    return Answer(
        key,
        review_id,
        voice,
        question,
        text("value"),
        text("note"),
        text("ask-whom"),
        text("ask-by"),
        record.conflicts,
        record.withheld,
    )


def verdict(state: State, review_id: str, factor: str, voice: str = CITY) -> Verdict:
    """Return a voice's verdict on a factor, an empty one if there is none."""
    key = verdict_id(review_id, voice, factor)
    record = state.record("verdict", key) or _empty("verdict", key)
    text = record.text
    return Verdict(
        key,
        review_id,
        voice,
        factor,
        text("value"),
        text("reason"),
        text("confidence"),
        record.value("come-back") is True,
        record.conflicts,
        record.withheld,
        text("later-value"),
        text("later-reason"),
        text("held-others"),
    )


def evidence(state: State, evidence_id: str) -> Evidence | None:
    """Return one piece of evidence, removed ones included, or None."""
    record = state.record("evidence", evidence_id)
    return None if record is None else evidence_view(record)


def all_evidence(state: State, *, removed: bool = False) -> list[Evidence]:
    """Return all evidence in its order; with ``removed`` also what was removed."""
    found = (evidence_view(record) for record in state.records("evidence").values())
    kept = [e for e in found if removed or e.removal != "removed"]
    return sorted(kept, key=lambda e: (e.order, e.id))


def links(state: State, review_id: str) -> Iterator[Link]:
    """Yield the links of a review that are there and whose evidence is there."""
    pieces = state.records("evidence")
    for record in state.records("link").values():
        if record.scope.review != review_id or record.removal == "removed":
            continue
        piece = pieces.get(record.text("evidence"))
        if piece is not None and piece.removal != "removed":
            yield link_view(record)


def context_note(
    state: State, review_id: str, context_factor: str, voice: str = CITY
) -> ContextNote:
    """Return a voice's note on a context factor, an empty one if there is none."""
    key = context_note_id(review_id, voice, context_factor)
    record = state.record("context-note", key) or _empty("context-note", key)
    text = record.text
    return ContextNote(
        key,
        review_id,
        voice,
        context_factor,
        text("text"),
        text("direction"),
        text("strength"),
        _tied(state, key),
        record.conflicts,
    )


def _tied(state: State, note: str) -> tuple[str, ...]:
    prefix = note + "/"
    ties = state.records("context-tie").items()
    return tuple(
        sorted(k[len(prefix) :] for k, r in ties if k.startswith(prefix) and r.value("explains"))
    )


def _review(record: Record) -> Review:
    pack = record.value("pack")
    named: dict[str, Value] = pack if isinstance(pack, dict) else {}
    factors = record.value("factors")
    revision = record.value("revision")
    text = record.text
    return Review(
        record.id,
        text("title"),
        text("kind") or "self-assessment",
        PackRef(*(str(named.get(key, "")) for key in ("id", "version", "hash"))),
        tuple(factors) if isinstance(factors, list) else (),
        text("baseline"),
        text("assessors"),
        text("period"),
        text("method"),
        revision if isinstance(revision, int) else 1,
        record.removal,
        record.conflicts,
    )


def evidence_view(record: Record) -> Evidence:
    """Return the view of a record of kind "evidence"."""
    text = record.text
    file = record.value("file")
    removed, said_at = record.value("removed"), record.value("said-at")
    return Evidence(
        record.id,
        text("type") or ("statement" if record.scope.session else "document"),
        text("title"),
        text("date"),
        text("source"),
        text("document-kind"),
        text("text"),
        text("url"),
        text("figure"),
        text("unit"),
        AttachedFile(file["sha256"], file["name"], file["media_type"], file["size"])
        if isinstance(file, dict)
        else None,
        text("confidentiality") or "internal",
        text("order"),
        record.removal,
        removed["reason"] if isinstance(removed, dict) else "",
        record.conflicts,
        record.withheld,
        text("session") or record.scope.session,
        text("speaker"),
        text("form"),
        said_at if isinstance(said_at, int) else 0,
        text("attribution"),
        record.value("sorted") is True,
        text("joined-into"),
        text("goes-with"),
    )


def link_view(record: Record) -> Link:
    """Return the view of a record of kind "link"."""
    text = record.text
    return Link(
        record.id,
        record.scope.review,
        text("evidence"),
        text("factor"),
        text("question"),
        text("stance") or "background",
        text("page"),
        text("passage"),
        text("response"),
        record.removal,
        record.conflicts,
    )


def _empty(kind: str, key: str) -> Record:
    return Record(kind, key, _no_scope(), {})


def _no_scope() -> Scope:
    return Scope()
