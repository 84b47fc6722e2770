"""The readable part of an export: what stands in the project now, as rows with plain names.

It is for people and other tools. Importing reads packs, changes and documents, never these rows.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ic_desktop.benchmark.load import from_bundle
from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import BrokenPack, NotInPack
from ic_desktop.project.entities import review, reviews
from ic_desktop.project.state import Record, State
from ic_desktop.review.results import results

Row = dict[str, Any]

SECTIONS: Final = {
    "cities": "project",
    "participants": "participant",
    "reviews": "review",
    "answers": "answer",
    "verdicts": "verdict",
    "evidence": "evidence",
    "links": "link",
    "context_notes": "context-note",
    "context_ties": "context-tie",
    "sessions": "session",
    "session_people": "session-person",
    "session_questions": "session-question",
    "enquiries": "enquiry",
    "session_enquiries": "session-enquiry",
    "promises": "promise",
    "minority_views": "minority-view",
    "consensus": "consensus",
    "citations": "citation",
    "strengths": "strength",
    "recommendations": "recommendation",
    "replies": "reply",
    "progress": "progress",
    "comments": "comment",
    "comment_answers": "comment-answer",
    "reactions": "reaction",
    "seals": "seal",
    "erasures": "erasure",
}
"""Each section of the readable part, and the kind of entity whose rows stand in it."""


def sections(state: State, packs: Mapping[str, bytes], language: str) -> Iterator[tuple[str, Any]]:
    """Yield the name of each section and an iterator of its rows."""
    read = _read_packs(packs, language)
    of_review = {held.id: read.get(held.pack.hash) for held in reviews(state)}
    for name, kind in SECTIONS.items():
        records = sorted(state.records(kind).values(), key=lambda r: (r.text("order"), r.id))
        yield name, (_row(record, of_review) for record in records)
    yield "results", _results(state, of_review)


def _read_packs(packs: Mapping[str, bytes], language: str) -> dict[str, Pack]:
    read = {}
    for key, bundle in packs.items():
        try:
            read[key] = from_bundle(bundle, language)
        except BrokenPack:
            continue  # it is exported all the same; only its texts are missing in the rows
    return read


def _row(record: Record, packs: Mapping[str, Pack | None]) -> Row:
    scope = record.scope
    row: Row = {"id": record.id}
    named = {
        "review": scope.review,
        "voice": scope.voice,
        "factor": scope.factor,
        "session": scope.session,
    }
    row.update((key, value) for key, value in named.items() if value and value != record.id)
    row.update(_texts(record, packs.get(scope.review)))
    row.update(
        (name.replace("-", "_"), held.value)
        for name, held in sorted(record.fields.items())
        if held.value is not None
    )
    row["removal"] = record.removal
    row["unsettled"] = list(record.conflicts)
    row["withheld"] = list(record.withheld)
    return row


def _texts(record: Record, pack: Pack | None) -> Row:
    """Return what the benchmark calls the thing that a natural key names."""
    last = record.id.rpartition("/")[2]
    try:
        return _NAMES[record.kind](pack, last) if pack and record.kind in _NAMES else {}
    except NotInPack:
        return {}


_NAMES: Final[dict[str, Callable[[Pack, str], Row]]] = {
    "answer": lambda pack, key: {"question": key, "question_text": pack.question(key).text},
    "verdict": lambda pack, key: {"factor_title": pack.factor(key).title},
    "context-note": lambda pack, key: {
        "context_factor": key,
        "context_title": pack.context_factor(key).title,
    },
    "context-tie": lambda pack, key: {"factor_title": pack.factor(key).title},
}


def _results(state: State, packs: Mapping[str, Pack | None]) -> Iterator[Row]:
    for review_id, pack in packs.items():
        held = review(state, review_id)
        if pack is not None and held is not None:
            counts = results(state, pack, held).counts
            row: Row = {"review": review_id, "voice": "city", "in_scope": counts.total}
            row.update((name.replace("-", "_"), number) for name, number in counts.items)
            yield row
