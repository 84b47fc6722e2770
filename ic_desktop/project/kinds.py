"""What a project can hold: kinds of entities, their fields, and how each field merges.

Names of kinds and fields are permanent. A newer minor version may add some; what this version
does not know is kept, merged and passed on unread.

Ids: a *natural key* is written out ("review/voice/question"), so that two copies never make the
same thing twice; everything else has a random id of 32 hex digits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ic_desktop.project.changes import Value


class Rule(Enum):
    """How several heads of one field become one value."""

    AUTOMATIC = "automatic"
    """Order and marks: the same head is chosen everywhere, without asking."""
    ASK = "ask"
    """Words and verdicts: all heads are shown until a person settles them."""


_SHA256 = re.compile(r"[0-9a-f]{64}")


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_mark(value: Value) -> bool:
    return isinstance(value, bool)


def _is_whole(value: Value) -> bool:
    return type(value) is int


def _is_record(value: Value) -> bool:
    return isinstance(value, dict)


def _is_names(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _one_of(*choices: str) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, str) and value in choices


def is_removal(value: Value) -> bool:
    """Tell whether a value says why something was removed, and which heads its remover saw."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("reason"), str)
        and _is_names(value.get("saw"))
    )


def _is_file(value: Value) -> bool:
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(k), str) for k in ("sha256", "name", "media_type"))
        and type(value.get("size")) is int
        and value["size"] >= 0
        and _SHA256.fullmatch(value["sha256"]) is not None
    )


def _is_hashes(value: Value) -> bool:
    return isinstance(value, list) and all(
        isinstance(v, str) and _SHA256.fullmatch(v) is not None for v in value
    )


def _is_seal(value: Value) -> bool:
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(k), str) for k in _SEAL_TEXTS)
        and all(type(value.get(k)) is int for k in ("revision", "at"))
        and _is_hashes(value.get("heads"))
    )


def _is_erasure(value: Value) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("reason"), str)
        and all(_is_hashes(value.get(k)) for k in ("changes", "files"))
    )


_SEAL_TEXTS: Final = ("review", "root", "pack", "pdf", "signer", "fingerprint")
VERDICTS: Final = ("in-place", "partly", "not-in-place", "not-applicable")
"""The four verdicts; an absent one is "not judged"."""
YES_NO: Final = ("yes", "partly", "no", "dont-know")
EXTENT: Final = ("enough", "some-gaps", "not-addressed", "dont-know")
STANCES: Final = ("supports", "contradicts", "background")
CONFIDENCES: Final = ("low", "medium", "high")
EVIDENCE_TYPES: Final = ("document", "picture", "link", "figure", "observation", "statement")
DOCUMENT_KINDS: Final = (
    "minutes",
    "briefing",
    "annual-report",
    "monitoring-data",
    "press-release",
    "survey",
    "other",
)
CONFIDENTIALITIES: Final = ("public", "internal", "confidential")
DIRECTIONS: Final = ("helps", "hinders", "mixed")
STRENGTHS: Final = ("slight", "moderate", "strong")
REVIEW_KINDS: Final = ("self-assessment", "peer-review", "repeat")
CITY: Final = "city"
"""The voice of the city itself."""
TEAM: Final = "team"
"""The voice of the review team's agreed conclusion."""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A field: how it merges, and which values are well formed (None always unsets)."""

    rule: Rule
    accepts: Callable[[Value], bool]


_text = FieldKind(Rule.ASK, _is_text)
_order = FieldKind(Rule.AUTOMATIC, _is_text)
_mark = FieldKind(Rule.AUTOMATIC, _is_mark)
_whole = FieldKind(Rule.AUTOMATIC, _is_whole)
_removed = FieldKind(Rule.AUTOMATIC, is_removal)


def _choice(*choices: str) -> FieldKind:
    return FieldKind(Rule.ASK, _one_of(*choices))


KINDS: Final[dict[str, dict[str, FieldKind]]] = {
    # id: the project's own id
    "project": {
        "city": _text,
        "country": _text,
        "region": _text,
        "population": _text,
        "about": _text,
        "contact": _text,
        "fictional": _mark,
    },
    # id: the author id that stands in headers
    "participant": {
        "name": _text,
        "role": _text,
        "organisation": _text,
        "function": _text,
        "removed": _removed,
    },
    "review": {
        "title": _text,
        "kind": _choice(*REVIEW_KINDS),
        "pack": FieldKind(Rule.ASK, _is_record),  # {"id", "version", "hash"}
        "factors": FieldKind(Rule.ASK, _is_names),  # absent: the whole benchmark
        "baseline": _text,  # the id of the earlier review that this one repeats
        "assessors": _text,
        "period": _text,
        "method": _text,
        "revision": _whole,
        "order": _order,
        "removed": _removed,
    },
    # id: review/voice/question
    "answer": {
        "value": _choice(*YES_NO, *EXTENT),
        "note": _text,
        "ask-whom": _text,
        "ask-by": _text,  # an ISO date
    },
    # id: review/voice/factor
    "verdict": {
        "value": _choice(*VERDICTS),
        "reason": _text,
        "confidence": _choice(*CONFIDENCES),
        "come-back": _mark,
    },
    "evidence": {
        "type": _choice(*EVIDENCE_TYPES),
        "title": _text,
        "date": _text,
        "source": _text,
        "document-kind": _choice(*DOCUMENT_KINDS),
        "text": _text,
        "url": _text,
        "figure": _text,
        "unit": _text,
        "file": FieldKind(Rule.ASK, _is_file),  # {"sha256", "size", "name", "media_type"}
        "confidentiality": _choice(*CONFIDENTIALITIES),
        "order": _order,
        "removed": _removed,
    },
    # evidence towards a factor, or one of its questions
    "link": {
        "evidence": _text,
        "factor": _text,
        "question": _text,
        "stance": _choice(*STANCES),
        "page": _text,
        "passage": _text,
        "response": _text,  # how a contradiction was weighed
        "removed": _removed,
    },
    # id: review/voice/context factor
    "context-note": {
        "text": _text,
        "direction": _choice(*DIRECTIONS),
        "strength": _choice(*STRENGTHS),
    },
    # id: review/voice/context factor/factor
    "context-tie": {"explains": _mark},
    # a review's last signature: what was sealed, see project/seal.py
    "seal": {"record": FieldKind(Rule.AUTOMATIC, _is_seal)},
    # what was erased for good, see project/erase.py
    "erasure": {"record": FieldKind(Rule.AUTOMATIC, _is_erasure)},
}


def field_kind(kind: str, field: str) -> FieldKind | None:
    """Return a field's rule, or None for one that this version does not know."""
    return KINDS.get(kind, {}).get(field)


def is_well_formed(kind: str, field: str, value: Value) -> bool:
    """Tell whether a known field may hold a value; unknown fields may hold anything."""
    known = field_kind(kind, field)
    return value is None or known is None or known.accepts(value)
