"""The newest copy of each project that this computer knows, so that an older one says so.

A copy's *trail* is the order in which its changes came, in few bytes: a check sum at every
thousandth, and the beginnings of the latest ids. A copy is older than another if its trail is the
beginning of the other's; two copies in which people worked on separately are siblings, and neither
is older. Nothing that anyone typed is kept here; losing it does no harm.
"""

import hashlib
import json
import re
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.errors import IcError
from ic_desktop.i18n import current, ngettext
from ic_desktop.paths import user_dir
from ic_desktop.project.changes import Change
from ic_desktop.store import binding
from ic_desktop.store.durable import write_small
from ic_desktop.store.reading import Meta, ids_after

if TYPE_CHECKING:
    from ic_desktop.store.database import Database

_STEP: Final = 1000
_LAST: Final = 2 * _STEP
"""Ids that are kept: at least as many as lie between two check sums."""
_SHORT: Final = 16
_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class NewerCopy:
    """The newest known copy, as an older one sees it: where it lay, when it was last open here
    (ms since 1970), and how many changes it has more."""

    path: Path
    at: int
    more: int

    @property
    def sentence(self) -> str:
        """What to say before the first keystroke."""
        words = ngettext(
            "This is an older copy: “{file}” in {folder} has {count} change more. It was last open"
            " here on {when}.",
            "This is an older copy: “{file}” in {folder} has {count} changes more. It was last"
            " open here on {when}.",
            self.more,
        )
        when = datetime.fromtimestamp(self.at / 1000, UTC).astimezone()
        return words.format(
            file=self.path.name,
            folder=self.path.parent,
            count=self.more,
            when=current().moment(when),
        )


class Trail:
    """The order of a copy's changes; grows at its end."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self.count = 0
        self.marks: list[str] = []
        """The check sum of the first thousand ids, of the first two thousand, and so on."""
        self.last: deque[str] = deque(maxlen=_LAST)
        self._sum = hashlib.sha256()
        self.extend(ids)

    def extend(self, ids: Iterable[str]) -> None:
        """Add the ids of changes that came."""
        for change_id in ids:
            self._sum.update(bytes.fromhex(change_id))
            self.last.append(change_id[:_SHORT])
            self.count += 1
            if self.count % _STEP == 0:
                self.marks.append(self._sum.hexdigest()[:_SHORT])

    def is_part_of(self, count: int, marks: list[str], last: list[str]) -> bool:
        """Tell whether this is the beginning of another trail, or the same.

        Of what came long ago the check sums alone are compared.
        """
        whole = self.count // _STEP
        if self.count > count or marks[:whole] != self.marks:
            return False
        known_from = count - len(last)
        begin = max(whole * _STEP, known_from, self.count - len(self.last))
        if begin >= self.count:
            return True
        mine = list(self.last)[begin - self.count :]
        return mine == last[begin - known_from : self.count - known_from]


class KnownCopy:
    """An open file among the copies of its project that this computer knows.

    ``newer`` is the newest of them if the file, as it was opened, is an older one.
    """

    def __init__(self, database: "Database", meta: Meta, changes: Iterable[Change]) -> None:
        bound = binding.of_file(database)
        self._name = bound.id if bound else meta.project
        self._trail: Trail | None = Trail(change.id for change in changes)
        self._last_seq = meta.last_seq
        self.newer = newer_than(self._name, self._trail)

    def catch_up(self, database: "Database", meta: Meta) -> None:
        """Take up what was written since, before the file is closed."""
        try:
            fresh = ids_after(database, self._last_seq)
            if self._trail is None or self._trail.count + len(fresh) != meta.change_count:
                self._trail, fresh = Trail(), ids_after(database, 0)
            self._trail.extend(fresh)
            self._last_seq = meta.last_seq
        except IcError:  # the drive is away; the next time will do
            self._trail = None

    def note(self, path: Path) -> None:
        """Note how the file was left."""
        if self._trail is not None:
            note(self._name, path, self._trail, was_newest=self.newer is None)


def newer_than(name: str, trail: Trail) -> NewerCopy | None:
    """Return the newest known copy if one of this trail is older, else None.

    ``name`` is the id of the project, or of the hand-out that a copy is one of.
    """
    known = _read(name)
    if known is None or trail.count >= known["count"] or not trail.is_part_of(*_trail(known)):
        return None
    return NewerCopy(Path(known["path"]), known["at"], known["count"] - trail.count)


def note(name: str, path: Path, trail: Trail, *, was_newest: bool) -> None:
    """Note that a copy was open here; it becomes the newest known one unless it is older.

    ``was_newest``: none newer was known when it was opened, so what it lost since, such as an
    import that was undone, was meant to go. Copies that lie among the program's own (backups,
    returns that are looked at) are not noted.
    """
    if not _ID.fullmatch(name) or _is_inner(path):
        return
    known = _read(name)
    if known is not None:
        its_own = known["path"] == str(path)
        if its_own and known["count"] == trail.count and trail.is_part_of(*_trail(known)):
            return
        if trail.count < known["count"] and not (its_own and was_newest):
            is_older = trail.is_part_of(*_trail(known))
            if is_older or not its_own:
                return
    raw = {
        "path": str(path),
        "at": time.time_ns() // 1_000_000,
        "count": trail.count,
        "marks": trail.marks,
        "last": list(trail.last),
    }
    write_small(_record(name), json.dumps(raw).encode())


def _is_inner(path: Path) -> bool:
    return any(path.is_relative_to(user_dir(purpose)) for purpose in ("cache", "backups"))


def _trail(known: dict[str, Any]) -> tuple[int, list[str], list[str]]:
    return known["count"], known["marks"], known["last"]


def _read(name: str) -> dict[str, Any] | None:
    if not _ID.fullmatch(name):
        return None
    try:
        raw = json.loads(_record(name).read_bytes())
        shape = {"path": str, "at": int, "count": int, "marks": list, "last": list}
        good = all(type(raw[key]) is wanted for key, wanted in shape.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return raw if good else None


def _record(name: str) -> Path:
    folder = user_dir("data") / "newest"
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.json"
