"""Packs as people write them: a folder with ``pack.toml`` and one text file a language.

``bundle`` makes of a folder what a project embeds, ``from_bundle`` reads that, and ``check``
tells everything that is wrong with a folder or a bundle, wherever it comes from.
"""

import os
from itertools import islice
from pathlib import Path

from ic_desktop import errors
from ic_desktop.benchmark import guard
from ic_desktop.benchmark.bundle import canonical, from_bundle, pack_hash, survey
from ic_desktop.benchmark.lines import Lines
from ic_desktop.benchmark.problems import Finding, Problem, place, shown
from ic_desktop.benchmark.shape import FORMAT, LANGUAGE
from ic_desktop.i18n import _

__all__ = ["Problem", "bundle", "check", "from_bundle", "pack_hash"]

_STRUCTURE = "pack.toml"
_MOST_FILES = 100


def bundle(folder: Path) -> bytes:
    """Return the bundle of a pack's folder; raises :class:`errors.BrokenPack`."""
    read = _Folder(folder)
    if problems := read.problems():
        raise errors.BrokenPack(str(problems[0]))
    return read.bundle()


def check(path: Path) -> list[Problem]:
    """Return all that is wrong with a pack's folder or a bundle's file; empty if it is good."""
    if path.is_dir():
        return _Folder(path).problems()
    if path.suffix.lower() != ".json":
        what = _("This is neither a folder with a pack nor a bundle (.json).")
        remedy = _("Give the folder that holds {name}.").format(name=_STRUCTURE)
        return [Problem(shown(path.name), "", what, remedy)]
    return _check_bundle(path)


def _check_bundle(path: Path) -> list[Problem]:
    try:
        document = guard.read_json(guard.read_bytes(path))
    except guard.Refused as refused:
        return [_refusal(path.name, refused)]
    return [
        Problem(shown(path.name), place(found.at, document), found.what, found.remedy)
        for found in survey(document, strict=True)
    ]


def _refusal(name: str, refused: guard.Refused) -> Problem:
    where = _("line {n}").format(n=refused.line) if refused.line else ""
    return Problem(shown(name), where, refused.what, refused.remedy)


class _Folder:
    """What a pack's folder holds: the files that can be read, and problems with the others."""

    def __init__(self, folder: Path) -> None:
        self._refused: list[Problem] = []
        self._lines: dict[str, Lines] = {}
        self._left = guard.MOST_BYTES
        structure = self._read(folder / _STRUCTURE)
        number = structure.pop("format", FORMAT) if structure else FORMAT
        self._texts = {path.stem: self._read(path) for path in self._languages(folder)}
        self._document = {"format": number, "pack": structure, "texts": self._texts}

    def bundle(self) -> bytes:
        """Return the bundle of a folder without problems."""
        return canonical(self._document)

    def problems(self) -> list[Problem]:
        """Return every problem: those with whole files, then by file and line."""
        found = [
            self._problem(finding)
            for finding in survey(self._document, strict=True)
            if not self._follows(finding)
        ]
        found.sort(key=lambda pair: (pair[1].file != _STRUCTURE, pair[1].file, pair[0]))
        return self._refused + [problem for _line, problem in found]

    def _follows(self, found: Finding) -> bool:
        """Whether a finding only follows from a file that could not be read, which is told."""
        if self._document["pack"] is None:
            return True
        about = found.at[1] if found.at[:1] == ("texts",) and len(found.at) > 1 else None
        return about is not None and self._texts.get(str(about)) is None

    def _languages(self, folder: Path) -> list[Path]:
        """Return the text files of a folder; anything else in it but a read-me is a problem."""
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in islice(entries, _MOST_FILES + 1))
        except OSError as error:
            what = _("The folder cannot be read ({reason}).").format(reason=error.strerror)
            self._refused.append(Problem("", "", what, _("Look whether it may be read.")))
            return []
        if len(names) > _MOST_FILES:
            what = _("The folder holds more files than a benchmark pack can have.")
            self._refused.append(Problem("", "", what, _("Keep one folder for each pack.")))
            return []
        texts = [name for name in names if name.endswith(".toml") and name != _STRUCTURE]
        for name in texts:
            if not LANGUAGE.fullmatch(name[:-5]):
                what = _("The name of this file is not a language.")
                remedy = _("Name it as in en.toml or pt-BR.toml.")
                self._refused.append(Problem(shown(name), "", what, remedy))
        return [folder / name for name in texts if LANGUAGE.fullmatch(name[:-5])]

    def _read(self, path: Path) -> dict[str, object] | None:
        """Return a file's tables; ``None``, with a problem noted, where it cannot be read."""
        try:
            data = guard.read_bytes(path, self._left)
            self._left -= len(data)
            tables = guard.read_toml(data)
        except guard.Refused as refused:
            self._refused.append(_refusal(path.name, refused))
            return None
        self._lines[path.name] = Lines(guard.decode(data))
        return tables

    def _problem(self, found: Finding) -> tuple[int, Problem]:
        """Put a finding into words: the file, the line in it and the entry."""
        at, name, inside = found.at, _STRUCTURE, self._document["pack"]
        if at[:1] == ("texts",) and len(at) > 1:
            name, inside = f"{at[1]}.toml", self._texts.get(str(at[1]))
            at = at[2:]
        elif at[:1] == ("pack",):
            at = at[1:]
        line = self._lines[name].of(at) if name in self._lines else 0
        words = [_("line {n}").format(n=line)] if line else []
        where = ", ".join(filter(None, [*words, place(at, inside)]))
        return line, Problem(name, where, found.what, found.remedy)
