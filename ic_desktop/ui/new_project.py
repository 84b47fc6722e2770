"""From the short form of a new assessment to a new project. No Qt; not for the screen's thread."""

import re
from dataclasses import dataclass
from pathlib import Path

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef
from ic_desktop.project.state import State
from ic_desktop.review import edits
from ic_desktop.ui.keeper import NewProject

SUFFIX = ".icproj"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """What the form asks; only ``city`` is needed. ``factors`` empty: the whole benchmark."""

    city: str
    pack_id: str
    title: str
    country: str = ""
    assessors: str = ""
    factors: tuple[str, ...] = ()
    name: str = ""
    organisation: str = ""


def new_project(form: Form, actor: Actor) -> NewProject:
    """Return the first changes of a project; reads the pack from the disk."""
    pack = library.pack(form.pack_id)
    editor = Editor(State(), actor)
    project_id = new_id()
    review_id = edits.start_project(
        editor,
        project_id,
        city=form.city.strip(),
        country=form.country.strip(),
        pack=PackRef(pack.id, pack.version, pack.hash),
        title=form.title,
    )
    values = {"assessors": form.assessors.strip(), "factors": list(form.factors) or None}
    edits.describe_review(editor, review_id, values)
    if form.name:
        who = {"name": form.name, "organisation": form.organisation}
        edits.introduce(editor, actor.author, who)
    return NewProject(project_id, editor.changes, {pack.hash: library.bundle_of(pack.id)})


def packs(language: str) -> list[Pack]:
    """Return the bundled packs in a language, the one with the most key factors first."""
    found = [library.pack(info.id, language) for info in library.bundled()]
    return sorted(found, key=lambda pack: (-len(pack.factors), pack.title))


def file_name(city: str) -> str:
    """Return a name for a city's file that every file system takes: "Musterau.icproj"."""
    stem = " ".join(_UNSAFE.sub(" ", city).split()).strip(" .")[:60].rstrip(" .")
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"{stem} project".strip()
    return stem + SUFFIX


def free_path(path: Path) -> Path:
    """Return a path that is not taken: the given one, or with a number behind its name."""
    number = 2
    there = path
    while there.exists():
        there = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return there
