"""The form of a change: canonical bytes, ids, commitments, and what is refused."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.errors import BrokenChange, NotACanonicalValue
from ic_desktop.project.changes import (
    MAX_DEPTH_OF_VALUE,
    MAX_PARENTS,
    MAX_VALUE_BYTES,
    SALT_BYTES,
    Body,
    Change,
    Header,
    Scope,
    canonical,
    change_id,
    check_body,
    commitment,
    make_change,
    parse_canonical,
    read_change,
    read_own_change,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KEYS = st.text(st.characters(max_codepoint=127), max_size=6)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,39}", fullmatch=True)
ENTITIES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=200)
SCOPE_IDS = st.just("") | ENTITIES


@st.composite
def headers(draw: st.DrawFn, commits: str | None = None) -> Header:
    return Header(
        kind=draw(NAMES),
        entity=draw(ENTITIES),
        field=draw(NAMES),
        scope=Scope(*(draw(SCOPE_IDS) for _ in range(4))),
        parents=tuple(sorted(draw(st.sets(HASHES, max_size=3)))),
        author=draw(IDS),
        device=draw(IDS),
        time=draw(st.integers(0, 2**53 - 1)),
        depth=draw(st.integers(1, 2**53 - 1)),
        action=draw(IDS),
        commitment=draw(HASHES) if commits is None else commits,
    )


def sample(value: Any = "words", **changed: Any) -> tuple[dict[str, Any], Body]:
    """Return the parts of a good header as JSON, with some changed, and its body."""
    body = Body(b"s" * 32, canonical(value))
    good = {
        "action": "a" * 32,
        "author": "b" * 32,
        "commitment": commitment(body.salt, body.data),
        "depth": 1,
        "device": "c" * 32,
        "entity": "r/city/7.3",
        "factor": "7",
        "field": "note",
        "format": 1,
        "kind": "answer",
        "parents": [],
        "review": "r",
        "session": "",
        "time": 1,
        "voice": "city",
    }
    return good | changed, body


def as_bytes(header: Any) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@given(VALUES)
def test_canonical_form_is_that_of_the_rfc(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_a_canonical_value_comes_back(value: Any) -> None:
    assert parse_canonical(canonical(value)) == value


@given(headers())
def test_the_header_is_canonical_too(header: Header) -> None:
    assert header.canonical() == rfc8785.dumps(json.loads(header.canonical()))


@given(st.data(), VALUES, st.binary(min_size=32, max_size=32))
def test_a_change_is_read_as_it_was_made(data: st.DataObject, value: Any, salt: bytes) -> None:
    body = Body(salt, canonical(value))
    change = make_change(data.draw(headers(commitment(salt, body.data))), body)
    raw = change.header.canonical()
    assert read_change(raw, body) == change
    assert read_own_change(raw, body) == change
    assert read_change(raw, None) == change.without_body()
    check_body(body)
    assert body.value == value


def test_ids_and_commitments_are_plain_sha256() -> None:
    header, body = sample({"b": [1, None], "a": "ü"})
    raw = as_bytes(header)
    change = read_change(raw, body)
    assert body.data == b'{"a":"\xc3\xbc","b":[1,null]}'
    assert change.header.commitment == hashlib.sha256(b"s" * 32 + body.data).hexdigest()
    assert change.id == change_id(raw) == hashlib.sha256(raw).hexdigest()


def test_the_format_of_a_change_stays_for_ever() -> None:
    """One change written down, with the hashes that sha256sum gives: if this fails, every
    project file is lost."""
    expected = (
        b'{"action":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","author":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",'
        b'"commitment":"e22b0d77557f7c515b44f54f5213811b3307c5dc59448f3a9f35f598d23ad24a",'
        b'"depth":1,"device":"cccccccccccccccccccccccccccccccc","entity":"r/city/7.3","factor":"7",'
        b'"field":"note","format":1,"kind":"answer","parents":[],"review":"r","session":"",'
        b'"time":1,"voice":"city"}'
    )
    change = read_change(expected, sample("Good work")[1])
    assert change.header.canonical() == expected
    assert change.id == "649005a3c6ea041dd491fb78eb0def904c9a98fdf3d19b083f818638ffca9e7e"


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), 2**53, -(2**53), "\ud800", {"ü": 1}, {1: 2}, (1,), b"x", {"a": {"b": 0.5}}],
)
def test_what_no_change_can_hold(value: Any) -> None:
    with pytest.raises(NotACanonicalValue):
        canonical(value)


def test_bounds_of_a_value() -> None:
    nested: Any = "deep"
    for _ in range(MAX_DEPTH_OF_VALUE):
        nested = [nested]
    assert parse_canonical(canonical(nested)) == nested
    with pytest.raises(NotACanonicalValue):
        canonical([nested])
    assert len(canonical("x" * (MAX_VALUE_BYTES - 2))) == MAX_VALUE_BYTES
    with pytest.raises(NotACanonicalValue):
        canonical("x" * (MAX_VALUE_BYTES - 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nul",
        b"1.0",
        b"-0",
        b"1e3",
        b"NaN",
        b"Infinity",
        b' "x"',
        b'"x" ',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b"\xff",
        b"\xef\xbb\xbf1",
        '"x"'.encode("utf-16"),
        b'{"b":1,"a":2}',
        b'{"a":1,"a":2}',
        b'{"\xc3\xbc":1}',
        b"9" * 5000,
        b"[" * 100_000,
        b"[" * 30 + b"]" * 30,
        b'"' + b"x" * MAX_VALUE_BYTES + b'"',
    ],
)
def test_a_body_that_is_not_canonical_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenChange):
        parse_canonical(data)
    with pytest.raises(BrokenChange):
        check_body(Body(b"s" * 32, data))


HOSTILE: list[dict[str, Any]] = [
    {"kind": ""},
    {"kind": "Answer"},
    {"kind": "a" * 41},
    {"kind": 7},
    {"kind": ["answer"]},
    {"entity": ""},
    {"entity": "x" * 201},
    {"entity": "a b"},
    {"entity": "ü"},
    {"entity": "x\n"},
    {"field": "note\n"},
    {"field": None},
    {"author": "b" * 31},
    {"author": "B" * 32},
    {"device": "c" * 33},
    {"action": "../" + "a" * 29},
    {"commitment": "0" * 63},
    {"depth": 0},
    {"depth": -1},
    {"depth": 1.0},
    {"depth": True},
    {"depth": "1"},
    {"depth": 2**53},
    {"time": -1},
    {"time": None},
    {"time": 10**30},
    {"format": 2},
    {"format": True},
    {"review": "x" * 201},
    {"voice": None},
    {"factor": "\x00"},
    {"session": ["x"]},
    {"parents": "0" * 64},
    {"parents": ["0" * 63]},
    {"parents": [None]},
    {"parents": {"0": 1}},
    {"parents": ["1" * 64, "0" * 64]},
    {"parents": ["0" * 64, "0" * 64]},
    {"parents": [f"{n:064x}" for n in range(MAX_PARENTS + 1)]},
    {"extra": 1},
]


@pytest.mark.parametrize("changed", HOSTILE, ids=lambda c: str(c)[:50])
def test_a_hostile_header_is_refused(changed: dict[str, Any]) -> None:
    header, _ = sample()
    assert read_change(as_bytes(header), None)
    with pytest.raises(BrokenChange):
        read_change(as_bytes(header | changed), None)


@pytest.mark.parametrize("missing", sorted(sample()[0]))
def test_an_incomplete_header_is_refused(missing: str) -> None:
    header, _ = sample()
    del header[missing]
    with pytest.raises(BrokenChange):
        read_change(as_bytes(header), None)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"7",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 5000,
        b" " * 400_001,
    ],
)
def test_what_is_no_header_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenChange):
        read_change(raw, None)


def test_a_header_written_otherwise_is_refused() -> None:
    header, _ = sample()
    good = as_bytes(header)
    spaced = json.dumps(header, sort_keys=True).encode()
    turned = json.dumps(dict(reversed(header.items())), separators=(",", ":")).encode()
    doubled = good[:-1] + b',"voice":"city"}'
    escaped = good.replace(b'"note"', b'"n\\u006fte"')
    for raw in (spaced, turned, doubled, escaped, good + b"\n", good.decode().encode("utf-16")):
        assert raw != good
        with pytest.raises(BrokenChange):
            read_change(raw, None)


@given(st.data())
def test_no_bit_of_a_header_or_body_can_change_unnoticed(data: st.DataObject) -> None:
    body = Body(data.draw(st.binary(min_size=32, max_size=32)), canonical(data.draw(VALUES)))
    change = make_change(data.draw(headers(commitment(body.salt, body.data))), body)
    raw = bytearray(change.header.canonical())
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    try:
        other = read_change(bytes(raw), body)
    except BrokenChange:
        pass
    else:
        assert other.id != change.id
    flipped = bytearray(body.salt + body.data)
    bit = data.draw(st.integers(0, len(flipped) * 8 - 1))
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BrokenChange):
        read_change(change.header.canonical(), Body(bytes(flipped[:32]), bytes(flipped[32:])))


def test_a_salt_of_another_size_is_refused_even_if_the_hash_fits() -> None:
    header, body = sample()
    whole = body.salt + body.data
    for cut in (31, 33):
        with pytest.raises(BrokenChange):
            read_change(as_bytes(header), Body(whole[:cut], whole[cut:]))


def test_own_changes_are_checked_against_their_commitment() -> None:
    header, body = sample()
    with pytest.raises(BrokenChange):
        read_own_change(as_bytes(header), replace(body, data=b'"other"'))


def test_kinds_of_a_newer_version_are_accepted() -> None:
    header, body = sample(["anything", {"at": 1}], kind="star-map", field="sky")
    change = read_change(as_bytes(header), body)
    assert isinstance(change, Change)
    assert change.header.kind == "star-map"


def test_a_byte_does_not_move_from_salt_to_value() -> None:
    """Both together would still have the hash that the header commits to."""
    body = Body(b"s" * SALT_BYTES, canonical(12))
    header = Header(
        *("review", "r", "revision", Scope(), (), "a" * 32, "b" * 32, 0, 1, "c" * 32),
        commitment(body.salt, body.data),
    )
    moved = Body(body.salt + b"1", b"2")
    assert commitment(moved.salt, moved.data) == header.commitment
    for read in (read_change, read_own_change):
        assert read(header.canonical(), body).body == body
        with pytest.raises(BrokenChange):
            read(header.canonical(), moved)
