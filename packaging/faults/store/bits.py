"""Trial: one bit changed in header, schema, inner, leaf and chunk pages."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from faults.model import Outcome, Setting
from faults.store.damaging import PAGE, Content, content, fate, pages_by_class
from faults.store.making import make, someone_else
from ic_desktop import errors
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.store.salvage import SalvageReport, salvage

ANSWERS = 700
MOST_OF_A_PAGE = 60
"""Entries that one page holds at most; ours are some 500 bytes long."""


def change_bits(setting: Setting) -> Outcome:
    """Change one bit in each kind of place; whatever it harms must be told, and the rest saved."""
    each = setting.rounds(100, 8)
    failures: list[str] = []
    notes: list[str] = []
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        path = setting.folder / "a.icproj"
        file = make(path, answers=ANSWERS)
        file.attach_bytes("a.bin", os.urandom(2_000_000))
        file.attach_bytes("b.bin", os.urandom(900_000))
        truth = content(file)
        file.backup()
        file.close()
        for name, places in _places(path).items():
            found = Counter(_try(setting, path, name, places, each, truth, failures))
            notes.append(f"{name} {found['reported']}/{each} told")
    return Outcome(5 * each, tuple(failures), ", ".join(notes))


Place = tuple[int, int]
"""Where a page begins, and how far into it bits are changed."""


def _places(path: Path) -> dict[str, list[Place]]:
    pages = pages_by_class(path)
    places = {name: [(page, PAGE) for page in found] for name, found in pages.items()}
    return {"header": [(0, 100)], "schema": [(0, PAGE)], **places}


def _try(
    setting: Setting,
    path: Path,
    name: str,
    places: list[Place],
    count: int,
    truth: Content,
    failures: list[str],
) -> Iterator[str]:
    data = path.read_bytes()
    copy = setting.folder / "copy.icproj"
    for _ in range(count):
        start, length = setting.chance.choice(places)
        at = start + setting.chance.randrange(length)
        damaged = bytearray(data)
        damaged[at] ^= 1 << setting.chance.randrange(8)
        # The damage befalls the file that the program knows, so that its backup can be offered.
        path.write_bytes(damaged)
        what = fate(path, truth)
        if what == "silent":
            failures.append(f"{name}: byte {at}: wrong, and nothing was told")
        if what == "reported":
            failures += [f"{name}: byte {at}: {text}" for text in _save(path, copy, name, truth)]
        yield what
    path.write_bytes(data)


def _save(path: Path, to: Path, name: str, truth: Content) -> Iterator[str]:
    """Yield what is wrong with saving the rest of a damaged file."""
    try:
        report = salvage(path, to)
    except errors.DamagedProject as error:
        if name in ("leaf", "chunk"):
            yield "the rest could not be saved"
        elif error.backup is None:
            yield "no backup was offered"
        return
    except errors.IcError as error:
        yield f"saving the rest ended with: {error}"
        return
    try:
        yield from _compare(to, report, name, truth)
    finally:
        to.unlink()


def _compare(to: Path, report: SalvageReport, name: str, truth: Content) -> Iterator[str]:
    file = ProjectFile.open(to)
    try:
        changes, documents = content(file)
        if not file.check().holds:
            yield "what was saved does not hold"
    finally:
        file.close()
    lost = {change.id for change in truth[0]} - {change.id for change in changes}
    if not {c.id for c in changes} <= {c.id for c in truth[0]}:
        yield "something was saved that was never there"
    if any(truth[1][sha256] != data for sha256, data in documents.items()):
        yield "a document was saved with other bytes"
    if name in ("leaf", "chunk") and len(lost) > MOST_OF_A_PAGE:
        yield f"{len(lost)} entries were lost with one page"
    if lost and not report.lost:
        yield "entries were lost, and none was named"
    if len(documents) < len(truth[1]):
        yield "a document was lost that the backup has"
