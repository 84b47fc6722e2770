"""The digest of a state, and what sealing a review fixes."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.changes import Change, Scope, Value, canonical, commitment
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import review
from ic_desktop.project.seal import (
    _padded,
    current_seal,
    leaf,
    merkle_root,
    review_heads,
    review_state,
    seal_review,
    seals,
    start_revision,
    state_root,
)
from ic_desktop.project.state import State, fold

ME = Actor("a" * 32, "d" * 32)
R = "1" * 32
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)


def project() -> Editor:
    """Return a city with two reviews, a judged factor, and evidence of which one piece is cited."""
    editor = Editor(State(), ME)
    editor.set("project", "p" * 32, "city", "Exemplum", Scope())
    editor.set("participant", ME.author, "name", "Anna", Scope())
    for entity in (R, "2" * 32):
        editor.set("review", entity, "title", f"Review {entity[0]}", Scope(review=entity))
        verdict = f"{entity}/city/7"
        editor.set("verdict", verdict, "value", "partly", Scope(entity, "city", "7"))
    for number in "34":
        editor.set("evidence", number * 32, "title", f"Piece {number}", Scope())
    values: dict[str, Value] = {"evidence": "3" * 32, "factor": "7", "stance": "supports"}
    editor.create("link", values, Scope(review=R, factor="7"))
    return editor


def one_head_changed(editor: Editor) -> list[State]:
    """Return a state for each field of a project, in which that field alone has another head."""
    states = []
    for head in editor.state.heads():
        header = head.header
        again = Editor(editor.state, ME)
        # The same value once more: only the head is another, with another salt.
        again.set(header.kind, header.entity, header.field, None, header.scope)
        assert head.body is not None
        again.set(header.kind, header.entity, header.field, head.body.value, header.scope)
        states.append(again.state)
    return states


def test_the_root_changes_with_any_head() -> None:
    editor = project()
    states = one_head_changed(editor)
    roots = {state_root(state) for state in states} | {state_root(editor.state)}
    assert len(states) > 8
    assert len(roots) == len(states) + 1


def test_the_root_does_not_depend_on_order_history_or_words_held() -> None:
    editor = project()
    root = state_root(editor.state)
    assert state_root(fold(reversed(editor.changes))) == root
    assert state_root(fold(change.without_body() for change in editor.changes)) == root


def test_seals_and_erasures_are_outside_the_root() -> None:
    editor = project()
    root = state_root(editor.state)
    seal_review(editor, R, pdf_sha256="0" * 64, signer="Anna", fingerprint="f" * 64, at=1)
    editor.create("erasure", {"record": {"changes": [], "files": [], "reason": "x"}}, Scope())
    assert state_root(editor.state) == root


def test_a_leaf_tells_one_field_its_heads_and_what_they_commit_to() -> None:
    editor = project()
    one, two, *_others = editor.changes
    recommitted = Change(one.id, replace(one.header, commitment="0" * 64), one.body)
    leaves = {
        leaf("answer", "a", "note", [one, two]),
        leaf("answer", "a", "note", [one]),
        leaf("answer", "a", "note", [recommitted]),
        leaf("answer", "a", "value", [one, two]),
        leaf("answer", "b", "note", [one, two]),
        leaf("verdict", "a", "note", [one, two]),
    }
    assert len(leaves) == 6
    assert leaf("answer", "a", "note", [two, one]) in leaves


def test_a_field_is_shown_to_be_of_a_state_without_the_rest() -> None:
    """As an edition will: value, salt, ids of heads, and the hashes on the way. No author."""
    state = project().state
    leaves = sorted(
        leaf(record.kind, record.id, name, held.heads)
        for records in state.kinds.values()
        for record in records.values()
        for name, held in record.fields.items()
    )
    held = state.field(("verdict", f"{R}/city/7", "value"))
    assert held is not None
    (head,) = held.heads
    level = _padded(leaves)
    assert len(level) == 16
    assert len(leaves) < 16
    place = level.index(leaf("verdict", f"{R}/city/7", "value", [head]))
    way = []
    while len(level) > 1:
        way.append((place & 1, level[place ^ 1]))
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs]
        place >>= 1

    assert head.body is not None
    told = commitment(head.body.salt, canonical("partly"))
    shown = canonical(["verdict", f"{R}/city/7", "value", [[head.id, told]]])
    reached = hashlib.sha256(b"\0" + shown).digest()
    for is_right, other in way:
        both = other + reached if is_right else reached + other
        reached = hashlib.sha256(b"\1" + both).digest()
    assert reached.hex() == state_root(state)


def test_padding_stands_among_the_leaves_and_follows_from_all_of_them() -> None:
    leaves = [bytes([n]) * 32 for n in range(0, 250, 50)]
    padded = _padded(leaves)
    assert padded == sorted(padded)
    assert len(set(padded)) == 8
    assert set(leaves) < set(padded)
    others = set(padded) - set(leaves)
    assert others.isdisjoint(_padded([*leaves[:-1], b"x" * 32]))


@given(
    st.sets(st.binary(min_size=32, max_size=32), max_size=9), st.binary(min_size=32, max_size=32)
)
def test_a_merkle_root_tells_the_set(leaves: set[bytes], other: bytes) -> None:
    root = merkle_root(leaves)
    assert root == merkle_root(sorted(leaves, reverse=True))
    assert len(root) == 64
    if other not in leaves:
        assert merkle_root(leaves | {other}) != root
    for one in leaves:
        assert merkle_root(leaves - {one}) != root


def test_merkle_roots_are_known_values() -> None:
    """Reckoned by hand: an edition of a later version must come to the same root."""
    one, two, three = (bytes([n]) * 32 for n in (1, 2, 3))

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\1" + left + right).digest()

    def padding(*leaves: bytes) -> bytes:
        seed = hashlib.sha256(b"\2" + b"".join(leaves)).digest()
        return hashlib.sha256(b"\3" + seed + bytes(4)).digest()

    assert merkle_root([]) == padding().hex()
    assert merkle_root([one]) == one.hex()
    assert merkle_root([two, one]) == node(one, two).hex()
    a, b, c, d = sorted([one, two, three, padding(one, two, three)])
    assert merkle_root([three, one, two]) == node(node(a, b), node(c, d)).hex()


def test_a_review_rests_on_its_own_records_and_what_it_cites() -> None:
    editor = project()
    part = review_state(editor.state, R)
    assert set(part.records("review")) == {R}
    assert set(part.records("verdict")) == {f"{R}/city/7"}
    assert set(part.records("evidence")) == {"3" * 32}
    assert len(part.records("link")) == 1
    assert len(part.records("project")) == len(part.records("participant")) == 1
    heads = [change.id for change in review_heads(editor.state, R)]
    assert heads == sorted(heads)


def sealed() -> Editor:
    editor = project()
    seal_review(editor, R, pdf_sha256="5" * 64, signer="Anna", fingerprint="f" * 64, at=1234)
    return editor


def test_a_seal_fixes_heads_pack_root_and_pdf() -> None:
    editor = project()
    heads = review_heads(editor.state, R)
    root = state_root(review_state(editor.state, R))
    seal_review(editor, R, pdf_sha256="5" * 64, signer="Anna", fingerprint="f" * 64, at=1234)
    seal = current_seal(editor.state, R)
    assert seal is not None
    assert (seal.review, seal.revision, seal.pdf_sha256) == (R, 1, "5" * 64)
    assert (seal.signer, seal.fingerprint, seal.signed_at) == ("Anna", "f" * 64, 1234)
    assert seal.heads == tuple(head.id for head in heads)
    assert seal.root == root
    assert current_seal(editor.state, "2" * 32) is None


def test_the_sealed_state_is_the_fold_of_exactly_the_sealed_heads() -> None:
    editor = sealed()
    seal = current_seal(editor.state, R)
    assert seal is not None
    editor.set("verdict", f"{R}/city/7", "value", "in-place", Scope(R, "city", "7"))
    known = {change.id: change for change in editor.changes}
    held = fold(known[head] for head in seal.heads)
    assert state_root(held) == seal.root
    assert held.records("verdict")[f"{R}/city/7"].text("value") == "partly"


def test_a_new_revision_opens_what_was_sealed_and_keeps_the_seal() -> None:
    editor = sealed()
    present = review(editor.state, R)
    assert present is not None
    start_revision(editor, present)
    assert current_seal(editor.state, R) is None
    assert [seal.revision for seal in seals(editor.state, R)] == [1]
    seal_review(editor, R, pdf_sha256="6" * 64, signer="Anna", fingerprint="f" * 64, at=2)
    assert [seal.revision for seal in seals(editor.state, R)] == [2, 1]
    newest = current_seal(editor.state, R)
    assert newest is not None
    assert newest.pdf_sha256 == "6" * 64


@pytest.mark.parametrize(
    "changed",
    [
        {"review": 7},
        {"revision": "one"},
        {"revision": True},
        {"heads": 5},
        {"heads": ["x"]},
        {"heads": [None]},
        {"at": None},
        {"signer": ["Anna"]},
        {"root": None},
    ],
)
def test_a_malformed_seal_seals_nothing(changed: dict[str, Value]) -> None:
    good: dict[str, Value] = {
        "review": R,
        "revision": 1,
        "heads": ["0" * 64],
        "root": "0" * 64,
        "pack": "",
        "pdf": "",
        "signer": "Anna",
        "fingerprint": "",
        "at": 1,
    }
    for record, count in ((good, 1), (good | changed, 0)):
        editor = project()
        editor.create("seal", {"record": record}, Scope(review=R))
        assert len(seals(editor.state, R)) == count


def test_what_is_stored_of_a_seal_never_changes_its_names() -> None:
    """The names in a seal are part of the file format."""
    change: Change = sealed().changes[-1]
    assert change.body is not None
    names = "at fingerprint heads pack pdf review revision root signer"
    assert sorted(change.body.value) == names.split()


def test_a_review_of_many_thousand_heads_can_be_sealed() -> None:
    """A seal names every head of its review: 4,000 documents on three factors make 100,000."""
    heads = [f"{n:064x}" for n in range(200_000)]
    assert canonical({"heads": heads})
