"""Reading a copy that came back: by the guarded route, aside, and whose it is by our own record."""

import hashlib
import hmac
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import NotThisProject, TheProjectItself
from ic_desktop.exchange.hand_out import hand_out, hand_outs, returns_of
from ic_desktop.paths import user_dir
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.state import State, fold
from ic_desktop.review.coming.preview import Ours, Preview, preview
from ic_desktop.review.coming.source import COPY, STRANGER, CopyOut, Source

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile
    from ic_desktop.store.reading import Draft
    from ic_desktop.store.stranger import Inspection

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]
_PREFIX: Final = "return-"
_LEFT_S: Final = 24 * 60 * 60
"""The age at which a copy counts as left behind by a crash."""
_LATEST: Final = 2**53 - 1


@dataclass(frozen=True)
class Here:
    """The open project at one moment, as far as returns are compared with it.

    ``held`` are the hashes of the documents that are here, ``key`` is the copy's own.
    """

    path: Path
    project_id: str
    key: bytes
    held: frozenset[str]
    state: State
    known: Mapping[str, Change]


def here_of(file: "ProjectFile", ledger: Ledger) -> Here:
    """Return what is known of the open project; on the thread that the file belongs to."""
    bound = file.binding
    return Here(
        file.path,
        file.project_id,
        bound.key if bound else b"",
        frozenset(document.sha256.hex() for document in file.attachments()),
        ledger.state,
        ledger.changes,
    )


@dataclass(frozen=True)
class Return:
    """A copy that came back and was read. ``mark`` tells it from every other return.

    ``changes`` are all that it holds, what was being typed in it included. Its documents are in
    ``copy``, a file of our own that goes with :meth:`close`, or loose in ``files``, by hash.
    ``lost`` are documents that were not whole; ``warnings`` are sentences.
    """

    path: Path
    mark: str
    source: Source
    changes: tuple[Change, ...]
    documents: frozenset[str] = frozenset()
    packs: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    copy: Path | None = None
    passphrase: str = field(default="", repr=False)

    def close(self) -> None:
        """Remove the copy; more than once does no harm."""
        if self.copy is not None:
            _remove(self.copy)


def look_at(
    path: Path,
    here: Here,
    *,
    passphrase: str = "",
    on_progress: Progress | None = None,
    cancelled: Asked = lambda: False,
) -> Return:
    """Read a file that may be a return; nothing of it is taken, and the file stays as it is.

    Off the screen's and the writer's thread. Raises FileNotFound, NotAProject, NewerFormat,
    RefusedProject, TornCopy, DamagedProject, NeedsPassphrase, WrongProjectPassphrase,
    NotThisProject, TheProjectItself, DiskFull, HelperFailed, Cancelled.
    """
    from ic_desktop.store.stranger import adopt, inspect

    if _is_same_file(path, here.path):
        raise TheProjectItself(path.name)
    seen = inspect(path, passphrase=passphrase, on_progress=on_progress, cancelled=cancelled)
    if seen.project_id != here.project_id:
        raise NotThisProject(path.name, here.path.name)
    copy = _place()
    try:
        lost = adopt(
            seen,
            copy,
            passphrase=passphrase,
            leaving=here.held,
            on_progress=on_progress,
            cancelled=cancelled,
        )
        return _read(seen, copy, here, lost, passphrase)
    except BaseException:
        _remove(copy)
        raise


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # it is said later what is wrong with it
        return False


def _place() -> Path:
    """Return where a copy can lie; copies that a crash left behind go."""
    cache = user_dir("cache")
    for folder in cache.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _LEFT_S:
                _remove(folder / "copy.icproj")
    return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=cache)) / "copy.icproj"


def _remove(copy: Path) -> None:
    from ic_desktop.store import installation

    installation.forget(copy)
    rmtree(copy.parent, ignore_errors=True)


def _read(
    seen: "Inspection", copy: Path, here: Here, lost: tuple[str, ...], passphrase: str
) -> Return:
    from ic_desktop.store.project_file import ProjectFile

    source = source_of(here, seen.manifest, seen.proof)
    file = ProjectFile.open(copy, read_only=True, passphrase=passphrase)
    try:
        changes = file.changes()
        typed = settled(file.drafts(), changes, source, here.key)
        return Return(
            path=seen.path,
            mark=seen.manifest,
            source=source,
            changes=(*changes, *typed),
            documents=frozenset(d.sha256.hex() for d in file.attachments()),
            packs=file.packs(),
            lost=lost,
            warnings=seen.warnings,
            copy=copy,
            passphrase=passphrase,
        )
    finally:
        file.close()


def source_of(here: Here, manifest: str, proof: bytes) -> Source:
    """Return whose copy a file is, by the keys that we keep; a stranger's if none of them fits."""
    from ic_desktop.store.binding import proves

    for made in hand_outs(here.state):
        if proves(made.key, here.project_id, manifest, proof):
            return Source("hand-out", made.id, made.lane, made.made)
    return COPY if proves(here.key, here.project_id, manifest, proof) else STRANGER


def source_of_hand_out(state: State, hand_out_id: str) -> Source:
    """Return the source of what proved in another way that it belongs to a hand-out, such as a
    filled form by its code; a stranger's if there is no such record."""
    made = hand_out(state, hand_out_id)
    return Source("hand-out", made.id, made.lane, made.made) if made else STRANGER


def settled(
    drafts: Iterable["Draft"], changes: Iterable[Change], source: Source, key: bytes
) -> list[Change]:
    """Return what was being typed in a copy as changes of who typed it.

    The same draft becomes the same change however often, and in whatever copy, it is read; its
    salt follows from the project's key, which nobody else knows.
    """
    state = fold(changes)
    found: list[Change] = []
    for draft in drafts:
        told = [*draft.key, repr(draft.value), str(draft.since), draft.author, draft.device]
        seed = hmac.digest(key or b"no key", "\0".join(told).encode("utf-8", "replace"), "sha256")
        nobody = hashlib.sha256(b"nobody" + key).hexdigest()[:32]
        author = draft.author or source.author or nobody
        when = min(max(0, draft.since), _LATEST)
        editor = Editor(
            state,
            Actor(author, draft.device or author),
            action=hashlib.sha256(b"action" + seed).hexdigest()[:32],
            clock=lambda: when,  # noqa: B023 - called at once
            random=lambda _count: seed,  # noqa: B023 - called at once
        )
        editor.set(draft.kind, draft.entity, draft.field, draft.value, draft.scope)
        found += editor.changes
        state = editor.state
    return found


def copies_out(state: State, review_id: str = "") -> tuple[CopyOut, ...]:
    """Return the copies that were given to people, and which of them came back."""
    return tuple(
        CopyOut(one.id, one.person, one.made, bool(returns_of(state, one.id)), one.closed, one.lane)
        for one in hand_outs(state, review_id)
    )


def ours_of(here: Here, pack: Pack, now: int) -> Ours:
    """Return what a return is compared with; ``now`` in ms since 1970."""
    return Ours(here.state, here.known, pack, copies_out(here.state), now)


def preview_of(ret: Return, here: Here, pack: Pack, now: int) -> Preview:
    """Return what taking a return would do, in sentences. Off the screen's thread."""
    return preview(ours_of(here, pack, now), ret.changes, ret.source)
