"""The digest of a state, and sealing a review by its last signature.

The digest is a Merkle root over the heads of every field, each with its commitment. An edition
shows a field by its value and salt, the ids of its heads and the hashes on its way to the root, and
is so provably of one state. Nothing else need be told: a leaf names the commitment itself, so who
typed the value, and when, can stay unsaid; a hash on the way cannot be guessed, since ids follow
from random salts; and places and padding do not tell how many fields there are, or which.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ic_desktop.project.changes import Change, Scope, Value, canonical
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import Review, links, review
from ic_desktop.project.state import State, fold

_OUTSIDE = frozenset({"seal", "erasure"})
"""Kinds that speak about a state and are no part of it."""
_NEVER_REPORTED = frozenset({"hand-out", "hand-out-return", "name-key"})
"""Kinds that no report rests on: keys of copies, and who a pseudonym stands for."""


def leaf(kind: str, entity: str, field: str, heads: Iterable[Change]) -> bytes:
    """Return the leaf of one field: 32 bytes."""
    named = sorted([head.id, head.header.commitment] for head in heads)
    return _hash(b"\0", canonical([kind, entity, field, named]))


def merkle_root(leaves: Iterable[bytes]) -> str:
    """Return the hex root over sorted leaves, padded to a power of two."""
    level = _padded(sorted(leaves))
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [_hash(b"\1", left, right) for left, right in pairs]
    return level[0].hex()


def _padded(leaves: list[bytes]) -> list[bytes]:
    """Return leaves among which stand as many others as make their number a power of two.

    The others follow from all leaves, so the root does too; but who does not know all leaves
    cannot tell them from those of fields.
    """
    size = 1
    while size < len(leaves):
        size *= 2
    seed = _hash(b"\2", *leaves)
    others = (_hash(b"\3", seed, n.to_bytes(4)) for n in range(size - len(leaves)))
    return sorted([*leaves, *others])


def _hash(purpose: bytes, *parts: bytes) -> bytes:
    """Hash for one purpose: 0 leaf, 1 node, 2 seed and 3 piece of padding."""
    return hashlib.sha256(purpose + b"".join(parts)).digest()


def state_root(state: State) -> str:
    """Return the digest of a whole state; seals and erasures are not part of it."""
    return merkle_root(
        leaf(record.kind, record.id, name, held.heads)
        for kind, records in state.kinds.items()
        if kind not in _OUTSIDE
        for record in records.values()
        for name, held in record.fields.items()
    )


def backing_evidence(state: State, review_id: str) -> set[str]:
    """Return the ids of the evidence on which the findings of a review's team rest."""
    return {
        record.id.rpartition("/")[2]
        for record in state.records("citation").values()
        if record.scope.review == review_id and record.value("cites") is True
    }


def cited_evidence(state: State, review_id: str) -> set[str]:
    """Return the ids of the evidence that a review links to a factor, or a finding rests on."""
    linked = {link.evidence for link in links(state, review_id)}
    return linked | backing_evidence(state, review_id)


def review_heads(state: State, review_id: str) -> list[Change]:
    """Return the heads that a review's report rests on, sorted by id.

    The review's own records, the city, the participants, and the evidence that it cites.
    """
    named = {review_id, *cited_evidence(state, review_id)}
    found: dict[str, Change] = {}
    for kind, records in state.kinds.items():
        if kind in _OUTSIDE or kind in _NEVER_REPORTED:
            continue
        for record in records.values():
            own = record.scope.review == review_id or record.id in named
            if own or kind in ("project", "participant"):
                for held in record.fields.values():
                    found.update((head.id, head) for head in held.heads)
    return [found[key] for key in sorted(found)]


def review_state(state: State, review_id: str) -> State:
    """Return the part of a state that a review's report rests on: the fold of its heads."""
    return fold(review_heads(state, review_id))


@dataclass(frozen=True, slots=True)
class Seal:
    """What the last signature of a review fixed. Hashes are hex."""

    id: str
    review: str
    revision: int
    heads: tuple[str, ...]
    root: str
    pack_hash: str
    pdf_sha256: str
    signer: str
    fingerprint: str
    signed_at: int


def seal_review(
    editor: Editor,
    review_id: str,
    *,
    pdf_sha256: str,
    signer: str,
    fingerprint: str,
    at: int,
    signed: State | None = None,
) -> str:
    """Add the change that seals a review as it stands; return the seal's id.

    ``at`` is the signer's clock, in milliseconds since 1970. ``signed`` is the state that the
    report was made from, if that is another one: a follow-up report to a sealed review is made
    from what :func:`as_sealed` returns, and its seal joins the earlier one in the same revision.
    """
    state = signed or editor.state
    sealed = review(state, review_id)
    assert sealed is not None, "only a review that exists is signed"
    part = review_state(state, review_id)
    record: Value = {
        "review": review_id,
        "revision": sealed.revision,
        "heads": [change.id for change in review_heads(state, review_id)],
        "root": state_root(part),
        "pack": sealed.pack.hash,
        "pdf": pdf_sha256,
        "signer": signer,
        "fingerprint": fingerprint,
        "at": at,
    }
    return editor.create("seal", {"record": record}, Scope(review=review_id))


def seals(state: State, review_id: str) -> list[Seal]:
    """Return the seals of a review, the newest revision first."""
    found = []
    for record in state.records("seal").values():
        value = record.value("record")
        if isinstance(value, dict) and value.get("review") == review_id:
            found.append(_seal(record.id, value))
    return sorted(found, key=lambda seal: (-seal.revision, -seal.signed_at, seal.id))


def _seal(seal_id: str, value: dict[str, Value]) -> Seal:
    return Seal(
        seal_id,
        value["review"],
        value["revision"],
        tuple(value["heads"]),
        value["root"],
        value["pack"],
        value["pdf"],
        value["signer"],
        value["fingerprint"],
        value["at"],
    )


def current_seal(state: State, review_id: str) -> Seal | None:
    """Return the seal of a review's present revision: while there is one, judgements are closed."""
    present = review(state, review_id)
    revision = present.revision if present else 0
    return next((s for s in seals(state, review_id) if s.revision == revision), None)


def start_revision(editor: Editor, sealed: Review) -> None:
    """Open a sealed review again, as the next revision; what was signed stays as it was."""
    editor.set("review", sealed.id, "revision", sealed.revision + 1, Scope(review=sealed.id))


_JUDGEMENTS = frozenset(
    {
        "answer",
        "verdict",
        "context-note",
        "context-tie",
        "link",
        "minority-view",
        "consensus",
        "citation",
        "strength",
        "recommendation",
    }
)
_OPEN_FIELDS = frozenset({"revision", "order"})
"""Fields of a sealed review that may still change."""


def touches_sealed(state: State, changes: Iterable[Change]) -> bool:
    """Tell whether edits touch what a signature closed in the state before them.

    Closed are a sealed review's judgements, its own fields, and the evidence that it cites; a
    new revision opens them again.
    """
    return bool(touching_sealed(state, changes))


def touching_sealed(state: State, changes: Iterable[Change]) -> list[Change]:
    """Return those of some edits that touch what a signature closed in the state before them."""
    if not state.records("seal"):
        return []
    sealed = {key for key in state.records("review") if current_seal(state, key) is not None}
    cited = {piece for key in sealed for piece in cited_evidence(state, key)}
    return [change for change in changes if _is_closed(change, sealed, cited)]


def _is_closed(change: Change, sealed: set[str], cited: set[str]) -> bool:
    header = change.header
    if header.kind == "review":
        return header.entity in sealed and header.field not in _OPEN_FIELDS
    if header.kind == "evidence":
        return header.entity in cited
    return header.kind in _JUDGEMENTS and header.scope.review in sealed


_PROTECTS = frozenset({"confidentiality", "attribution"})
"""Fields of evidence that keep words or a speaker back: a later, stricter word counts at once."""


def as_sealed(state: State, review_id: str, changes: Iterable[Change]) -> State:
    """Return what a report on a review rests on today: what its signature closed as it was then.

    What stays open (replies, progress, comments, reactions, people) is as it is now, so a later
    follow-up report shows today's replies beside the findings that were signed; what came late to
    the findings waits for the next revision. ``changes`` are all of the project. Without a
    signature, the state as it is.
    """
    seal = current_seal(state, review_id)
    if seal is None:
        return state
    wanted = frozenset(seal.heads)
    signed = fold(change for change in changes if change.id in wanted)
    review_only, cited = {review_id}, cited_evidence(signed, review_id)
    kept = [head for head in signed.heads() if _is_closed(head, review_only, cited)]
    later = [
        head
        for head in state.heads()
        if not _is_closed(head, review_only, cited) or head.header.field in _PROTECTS
    ]
    return fold([*kept, *later])
