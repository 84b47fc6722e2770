"""Changes: the only thing that a project is made of. Their form never changes again.

A change is a *header* (what, where, whose, after which) and a *body* (a random salt and the
value). The commitment in the header is the SHA-256 of salt and canonical value; the change's id
is the SHA-256 of the canonical header. Names and words stand in bodies only, so a body can be
withheld or erased while the header still proves where it stood.

Canonical form is RFC 8785 (JSON Canonicalization Scheme), restricted to integers of 53 bits and
ASCII keys, for which the standard library's encoder writes the very bytes that the RFC asks for.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from ic_desktop.errors import BrokenChange, NotACanonicalValue

Value = Any
"""A JSON value without floats: None, bool, int (53 bits), str, list, dict with ASCII keys."""

FORMAT: Final = 1
SALT_BYTES: Final = 32
MAX_VALUE_BYTES: Final = 16 * 1024 * 1024
"""Room for the seal of a review of 200,000 heads; what people write is far smaller."""
MAX_DEPTH_OF_VALUE: Final = 24
MAX_PARENTS: Final = 4096
MAX_DEPTH: Final = 2**53 - 1
_LARGEST: Final = 2**53 - 1
_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_RANDOM_ID = re.compile(r"[0-9a-f]{32}")
_WRITTEN_ONCE: Final = frozenset({"erasure", "seal"})
"""Kinds that nothing replaces: or a later change could take an erasure or a signature back."""


def canonical(value: Value) -> bytes:
    """Return the one byte string that stands for a value.

    Raises NotACanonicalValue for what a change cannot hold.
    """
    _require_canonical(value, 0)
    try:
        data = _dump(value)
    except UnicodeEncodeError as error:
        raise NotACanonicalValue("half a character") from error
    if len(data) > MAX_VALUE_BYTES:
        raise NotACanonicalValue(f"{len(data)} bytes, at most {MAX_VALUE_BYTES}")
    return data


def _dump(value: Value) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _require_canonical(value: Value, depth: int) -> None:
    if depth > MAX_DEPTH_OF_VALUE:
        raise NotACanonicalValue("nested too deeply")
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise NotACanonicalValue("a number of more than 53 bits")
    elif isinstance(value, list):
        for item in value:
            _require_canonical(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise NotACanonicalValue("a key that is not plain ASCII")
            _require_canonical(item, depth + 1)
    else:
        raise NotACanonicalValue(type(value).__name__)


def parse_canonical(data: bytes) -> Value:
    """Return the value of canonical bytes; BrokenChange if they are anything else."""
    if len(data) > MAX_VALUE_BYTES:
        raise BrokenChange("value too large")
    try:
        value = json.loads(data)
        same = canonical(value) == data
    except (ValueError, RecursionError, NotACanonicalValue) as error:
        raise BrokenChange("value not canonical") from error
    if not same:
        raise BrokenChange("value not canonical")
    return value


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a change belongs, so that copies can be limited to a part: ids, "" for none."""

    review: str = ""
    voice: str = ""
    factor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What is public about a change. Hashes are hex, ids random hex or natural keys.

    ``time`` is claimed, in milliseconds since 1970 (UTC), and decides nothing. ``depth`` is one
    more than the deepest parent's, 1 without parents. ``parents`` are sorted change ids.
    """

    kind: str
    entity: str
    field: str
    scope: Scope
    parents: tuple[str, ...]
    author: str
    device: str
    time: int
    depth: int
    action: str
    commitment: str
    format: int = FORMAT

    def canonical(self) -> bytes:
        """Return the bytes that the change's id is the hash of."""
        scope = self.scope
        return _dump(
            {
                "action": self.action,
                "author": self.author,
                "commitment": self.commitment,
                "depth": self.depth,
                "device": self.device,
                "entity": self.entity,
                "factor": scope.factor,
                "field": self.field,
                "format": self.format,
                "kind": self.kind,
                "parents": list(self.parents),
                "review": scope.review,
                "session": scope.session,
                "time": self.time,
                "voice": scope.voice,
            }
        )


@dataclass(frozen=True, slots=True)
class Body:
    """A change's salt (32 random bytes) and the canonical bytes of its value."""

    salt: bytes
    data: bytes

    @property
    def value(self) -> Value:
        """The value, parsed anew; the bytes were checked when the body came in."""
        return json.loads(self.data)


@dataclass(frozen=True, slots=True)
class Change:
    """A header with its id, and the body unless it is withheld or erased."""

    id: str
    header: Header
    body: Body | None

    def without_body(self) -> "Change":
        """Return the change as a copy holds it from which the words were kept back."""
        return Change(self.id, self.header, None)


def commitment(salt: bytes, data: bytes) -> str:
    """Return the hex SHA-256 of salt and canonical value."""
    return hashlib.sha256(salt + data).hexdigest()


def change_id(header: bytes) -> str:
    """Return the hex SHA-256 of a canonical header."""
    return hashlib.sha256(header).hexdigest()


def make_change(header: Header, body: Body) -> Change:
    """Return the change of a header whose commitment was made from ``body``."""
    return Change(change_id(header.canonical()), header, body)


def read_change(header: bytes, body: Body | None) -> Change:
    """Check and return a change as it stands in a file.

    Raises BrokenChange if the header is not canonical or not of a known shape, or if the body
    does not match its commitment. Kinds and fields that this version does not know are accepted:
    they are kept, merged and passed on unread.
    """
    parsed = _parse_header(header)
    _require_committed(body, parsed.commitment)
    return Change(change_id(header), parsed, body)


def _require_committed(body: Body | None, wanted: str) -> None:
    """Raise BrokenChange unless a body is the one that its header commits to.

    The salt's size counts: or a byte could be moved from the salt to the value and back.
    """
    if body is None:
        return
    if len(body.salt) != SALT_BYTES:
        raise BrokenChange("salt of a wrong size")
    if commitment(body.salt, body.data) != wanted:
        raise BrokenChange("value does not match its commitment")


def read_own_change(header: bytes, body: Body | None) -> Change:
    """Return a change from a file that this installation wrote and whose manifest holds.

    Checks the commitment but not the header's shape, which took its present form here: a third
    of the time of :func:`read_change`. The caller compares the returned id with the stored one.
    """
    raw = json.loads(header)
    _require_committed(body, raw["commitment"])
    scope = Scope(raw["review"], raw["voice"], raw["factor"], raw["session"])
    return Change(
        change_id(header),
        Header(
            raw["kind"],
            raw["entity"],
            raw["field"],
            scope,
            tuple(raw["parents"]),
            raw["author"],
            raw["device"],
            raw["time"],
            raw["depth"],
            raw["action"],
            raw["commitment"],
            raw["format"],
        ),
        body,
    )


def check_body(body: Body) -> None:
    """Raise BrokenChange unless a stranger's body holds a canonical value."""
    parse_canonical(body.data)


def check_place(kind: str, entity: str, field: str, scope: Scope, author: str, device: str) -> None:
    """Raise BrokenChange unless someone may type into a field of that name.

    For what is not a change yet; author and device are "" where nobody told.
    """
    for text, shape in ((kind, _NAME), (field, _NAME), (entity, _KEY)):
        _text({"place": text}, "place", shape)
    for text in (scope.review, scope.voice, scope.factor, scope.session):
        _scope({"scope": text}, "scope")
    for text in filter(None, (author, device)):
        _text({"author": text}, "author", _RANDOM_ID)
    if kind in _WRITTEN_ONCE:
        raise BrokenChange("nobody types that")


def _parse_header(data: bytes) -> Header:
    if len(data) > 400_000:
        raise BrokenChange("header too large")
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenChange("header not readable") from error
    try:
        header = Header(
            kind=_text(raw, "kind", _NAME),
            entity=_text(raw, "entity", _KEY),
            field=_text(raw, "field", _NAME),
            scope=Scope(*(_scope(raw, key) for key in ("review", "voice", "factor", "session"))),
            parents=_parents(raw),
            author=_text(raw, "author", _RANDOM_ID),
            device=_text(raw, "device", _RANDOM_ID),
            time=_number(raw, "time", 0),
            depth=_number(raw, "depth", 1),
            action=_text(raw, "action", _RANDOM_ID),
            commitment=_text(raw, "commitment", _HASH),
            format=_number(raw, "format", 1),
        )
    except (KeyError, TypeError) as error:
        raise BrokenChange("header incomplete") from error
    if header.format != FORMAT:
        raise BrokenChange(f"format {header.format} is not known")
    if header.kind in _WRITTEN_ONCE and header.parents:
        raise BrokenChange("replaces what is written once")
    if header.canonical() != data:
        raise BrokenChange("header not canonical")
    return header


def _text(raw: dict[str, Value], key: str, shape: re.Pattern[str]) -> str:
    text = raw[key]
    if not (isinstance(text, str) and shape.fullmatch(text)):
        raise BrokenChange(f"{key} malformed")
    return text


def _scope(raw: dict[str, Value], key: str) -> str:
    return "" if raw[key] == "" else _text(raw, key, _KEY)


def _number(raw: dict[str, Value], key: str, least: int) -> int:
    number = raw[key]
    if type(number) is not int or not least <= number <= _LARGEST:
        raise BrokenChange(f"{key} malformed")
    return number


def _parents(raw: dict[str, Value]) -> tuple[str, ...]:
    parents = raw["parents"]
    if not isinstance(parents, list) or len(parents) > MAX_PARENTS:
        raise BrokenChange("parents malformed")
    if not all(isinstance(p, str) and _HASH.fullmatch(p) for p in parents):
        raise BrokenChange("parents malformed")
    if any(a >= b for a, b in pairwise(parents)):
        raise BrokenChange("parents not in order")
    return tuple(parents)
