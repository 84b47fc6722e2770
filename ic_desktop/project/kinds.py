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
ROLES: Final = (
    "host-coordinator",
    "expert-leader",
    "peer",
    "invited-expert",
    "interviewee",
    "host-staff",
)
"""The roles of a peer review (toolkit, "Conducting a peer review"). ``role`` is text, so that a
self-assessment can name others."""
ATTRIBUTIONS: Final = ("name", "role", "category", "none")
"""How what somebody said may be attributed in what leaves the project."""
CONSENTS: Final = ("given", "refused", "withdrawn")
CONSENT_WAYS: Final = ("written", "spoken", "recorded")
SESSION_KINDS: Final = ("interview", "focus-group", "site-visit", "feedback", "follow-up")
PARTS: Final = ("asks", "answers", "interprets", "observes")
"""What somebody does in a session."""
FORMS: Final = ("quotation", "paraphrase", "interpreter", "remark")
"""How a statement was taken down; a remark is the reviewer's own."""
SEVERAL: Final = "several"
"""Stands for the speaker of a statement that more than one person made."""
PRIORITIES: Final = ("high", "medium", "low")
REPLIES: Final = ("accepted", "partly", "not-accepted")
PROGRESS: Final = ("not-started", "under-way", "done", "dropped")
COMMENT_ANSWERS: Final = ("corrected", "partly", "not-corrected")
HELD_OTHERS: Final = ("blind", "open")
"""Whether the copy in which a verdict was given held other peers' verdicts: "open"."""
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
        "initials": _text,
        # of an interviewee: the name stands in "name-key" alone
        "pseudonym": _text,
        "category": _text,  # such as "head of a school"
        "attribution": _choice(*ATTRIBUTIONS),
        "confidentiality": _choice(*CONFIDENTIALITIES),
        "consent": _choice(*CONSENTS),
        "consent-how": _choice(*CONSENT_WAYS),
        "consent-when": _text,  # an ISO date
        "consent-for": _text,
        "order": _order,
        "removed": _removed,
    },
    # id: the participant's; the list that resolves pseudonyms, kept out of copies as a kind
    "name-key": {"name": _text, "contact": _text},
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
        # a peer's first verdict stays; what he holds after the discussion stands beside it
        "later-value": _choice(*VERDICTS),
        "later-reason": _text,
        "held-others": _choice(*HELD_OTHERS),
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
        # of a statement or an observation of a visit
        "session": _text,
        "speaker": _text,  # a participant's id, SEVERAL, or "" for nobody yet
        "form": _choice(*FORMS),
        "said-at": _whole,  # ms since 1970, as the note-taker's clock says
        "attribution": _choice(*ATTRIBUTIONS),  # absent: the speaker's own
        "sorted": _mark,  # looked at in the evening
        "joined-into": _text,  # the statement of another note-taker that says the same
        "goes-with": _text,  # of a photo or a scan: the statement that it was dropped to
        "apart-from": FieldKind(Rule.AUTOMATIC, _is_names),  # alike, but not said twice
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
    # The visit. Scope: review and session.
    "session": {
        "kind": _choice(*SESSION_KINDS),
        "title": _text,
        "date": _text,  # an ISO date
        "start": _text,  # "14:30"
        "end": _text,
        "place": _text,
        "note": _text,
        "order": _order,
        "removed": _removed,
    },
    # id: session/participant
    "session-person": {"part": _choice(*PARTS)},
    # id: session/question
    "session-question": {"planned": _mark, "asked": _mark},
    # something to find out; id: review/reason/factor or question, or random for a person's own
    "enquiry": {
        "text": _text,
        "factor": _text,
        "question": _text,
        "outcome": _text,
        "done": _mark,
        "removed": _removed,
    },
    # id: session/enquiry, the slashes of the enquiry's id included
    "session-enquiry": {"planned": _mark},
    # a document that somebody promised
    "promise": {
        "text": _text,
        "who": _text,  # a participant's id
        "due": _text,  # an ISO date
        "evidence": _text,  # what came
        "removed": _removed,
    },
    # Judging together. id: review/voice/factor
    "minority-view": {
        "value": _choice(*VERDICTS),
        "text": _text,
        "name-agreed": _mark,
    },
    # id: review/factor; set when the leader opens the consensus on a factor
    "consensus": {"opened": _mark},
    # which evidence a finding rests on; id: kind/id of the finding/evidence
    "citation": {"cites": _mark},
    "strength": {"text": _text, "order": _order, "removed": _removed},
    # the factor stands in the scope
    "recommendation": {
        "text": _text,
        "why": _text,
        "priority": _choice(*PRIORITIES),
        "to-whom": _text,
        "factors": FieldKind(Rule.ASK, _is_names),  # further factors
        "order": _order,
        "removed": _removed,
    },
    # the host's reply; id: the recommendation's
    "reply": {
        "value": _choice(*REPLIES),
        "reason": _text,
        "authority": _text,
        "date": _text,  # an ISO date
    },
    # how far a recommendation is, as seen on a follow-up visit
    "progress": {
        "recommendation": _text,
        "date": _text,  # an ISO date
        "state": _choice(*PROGRESS),
        "text": _text,
        "removed": _removed,
    },
    # the host's comment on a draft, tied to a finding: kind and id
    "comment": {
        "about-kind": _text,
        "about": _text,
        "text": _text,
        "order": _order,
        "removed": _removed,
    },
    # the leader's answer; id: the comment's
    "comment-answer": {"value": _choice(*COMMENT_ANSWERS), "text": _text},
    # what was said in the feedback session; it accepts nothing
    "reaction": {
        "about-kind": _text,
        "about": _text,
        "text": _text,
        "who": _text,  # a participant's id, or ""
        "said-at": _whole,
        "order": _order,
        "removed": _removed,
    },
    # a copy for one person, as its sender made it: lane, author, key; never part of any copy
    "hand-out": {
        "record": FieldKind(Rule.AUTOMATIC, _is_record),
        "closed": _mark,  # nothing is expected back any more
    },
    # id: hand-out/manifest of the return
    "hand-out-return": {"record": FieldKind(Rule.AUTOMATIC, _is_record)},
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
