"""What binds a copy to its project: a row that says whose copy it is, with a key of its own.

A copy that somebody made with the file manager holds the project's own key, so that two people's
plain copies know each other. A hand-out holds a key that its sender made for it and kept in the
record of it. With every commit the file proves its manifest with its key (see manifest.py), and
whoever holds the key too can tell that the file is that copy, and nobody's forgery.

What the row says of itself (whose copy, which lane) is for the screen of the copy alone. Whoever
takes a copy back goes by the own record of it, which is found by the key that proves.
"""

import hmac
import re
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ic_desktop.errors import BrokenChange
from ic_desktop.project.changes import Value, canonical, parse_canonical
from ic_desktop.review.lane import Lane, lane_of
from ic_desktop.store import manifest, schema
from ic_desktop.store.sql import insert

if TYPE_CHECKING:
    from ic_desktop.store.database import Database

NAME: Final = "copy"
"""The name of the row among the extras."""
KEY_BYTES: Final = 32
MOST_BYTES: Final = 64 * 1024
_PARTS: Final = frozenset({"id", "key", "kind", "lane", "made"})
_LANE_PARTS: Final = frozenset(
    {"author", "factors", "largest", "may", "review", "sees", "sessions"}
)
_MOST_NAMES: Final = 1000
_ID: Final = re.compile(r"[0-9a-f]{32}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_WORD: Final = re.compile(r"[\x21-\x7e]{1,200}")
_LATEST: Final = 2**53 - 1

Kind = Literal["project", "hand-out"]
_KINDS: Final[dict[str, Kind]] = {"project": "project", "hand-out": "hand-out"}


@dataclass(frozen=True, slots=True)
class Binding:
    """What a file says of itself. ``id`` is the project's, or the hand-out's; ``made`` in ms since
    1970. Only a hand-out has a ``lane``: the part that it holds, and what may be done in it."""

    kind: Kind
    id: str
    key: bytes
    lane: Lane | None
    made: int

    def as_bytes(self) -> bytes:
        """Return the binding as it stands in a file."""
        return canonical(
            {
                "id": self.id,
                "key": self.key.hex(),
                "kind": self.kind,
                "lane": None if self.lane is None else self.lane.as_value(),
                "made": self.made,
            }
        )


def new_key() -> bytes:
    """Return a random key."""
    return secrets.token_bytes(KEY_BYTES)


def of_project(project_id: str) -> Binding:
    """Return the binding of a new plain project, with a key of its own."""
    return Binding("project", project_id, new_key(), None, time.time_ns() // 1_000_000)


def parse(data: bytes) -> Binding:
    """Return what a row says; ValueError unless it is small, canonical and of the exact shape.

    Words of a later version among those that a lane allows are let go: they allow nothing here.
    """
    if not isinstance(data, bytes) or len(data) > MOST_BYTES:
        raise ValueError("no binding")
    try:
        value = parse_canonical(data)
    except BrokenChange as error:
        raise ValueError("no binding") from error
    if not isinstance(value, dict) or set(value) != _PARTS:
        raise ValueError("no binding")
    kind = _KINDS.get(value["kind"]) if isinstance(value["kind"], str) else None
    made = value["made"]
    if kind is None or type(made) is not int or not 0 <= made <= _LATEST:
        raise ValueError("no binding")
    key = bytes.fromhex(_text(value["key"], _KEY))
    lane = None if kind == "project" else _lane(value["lane"])
    if kind == "project" and value["lane"] is not None:
        raise ValueError("no binding")
    return Binding(kind, _text(value["id"], _ID), key, lane, made)


def _text(value: Value, shape: re.Pattern[str]) -> str:
    if not (isinstance(value, str) and shape.fullmatch(value)):
        raise ValueError("no binding")
    return value


def _lane(value: Value) -> Lane:
    if not isinstance(value, dict) or set(value) != _LANE_PARTS:
        raise ValueError("no binding")
    lane = lane_of(value)
    _text(lane.author, _ID)
    lists = [value[name] for name in ("may", "factors", "sessions", "sees")]
    for word in (lane.review, *(word for names in lists for word in names)):
        _text(word, _WORD)
    if any(len(names) > _MOST_NAMES or len(set(names)) < len(names) for names in lists):
        raise ValueError("no binding")
    return lane


def key_of(data: bytes) -> bytes:
    """Return the key with which a row of the file proves its manifest, b"" for a row that this
    version cannot read: such a file proves nothing."""
    try:
        return parse(data).key
    except ValueError:
        return b""


def proves(key: bytes, project: str, manifest_hex: str, proof: bytes) -> bool:
    """Tell whether a proof was made with a key: whether the file is a copy that holds the key.

    ``project``, ``manifest_hex`` and ``proof`` are those of the inspection of the file.
    """
    if len(key) != KEY_BYTES or len(proof) != manifest.PROOF_BYTES:
        return False
    wanted = manifest.proof(key, project, bytes.fromhex(manifest_hex))
    return hmac.compare_digest(wanted, proof)


def put(database: "Database", sums: manifest.Sums, data: bytes) -> None:
    """Bind a file that is not bound yet; inside the caller's transaction."""
    database.execute(insert(schema.extras), {"name": NAME, "value": data})
    sums.add(manifest.extra_element(NAME, data))
    sums.binding = key_of(data)


def of_file(database: "Database") -> Binding | None:
    """Return what an open file says of itself, None where it says nothing that can be read."""
    try:
        return parse(read(database))
    except ValueError:
        return None


def read(database: "Database") -> bytes:
    """Return the row as it stands, b"" if there is none."""
    found = database.read("SELECT value FROM extras WHERE name = ?", (NAME,))
    return next((bytes(value) for (value,) in found if isinstance(value, bytes)), b"")
