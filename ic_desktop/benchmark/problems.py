"""What is wrong with a pack: found as paths into its document, told as sentences with a place."""

from collections.abc import Iterator
from dataclasses import dataclass

from ic_desktop.i18n import _

Path = tuple[str | int, ...]
"""A way into a pack's document: ("pack", "factors", 6, "questions", 2, "answer_type")."""

MOST = 1000
"""Findings kept; a pack with more is broken in a way that no list helps with."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a pack: ``file`` (name inside the folder), ``place`` ("line 12, key
    factor 7 > question 7.3"), ``what`` is wrong and the ``remedy``, each a whole sentence."""

    file: str
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its place is put into words."""

    at: Path
    what: str
    remedy: str


class Findings:
    """Collects what checks find.

    ``strict`` also finds what does no harm: entries that this format does not know. A pack that
    is being written is checked strictly; one that comes out of a project file is not, so that
    a pack of a later minor version still opens.
    """

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self._found: list[Finding] = []

    def add(self, at: Path, what: str, remedy: str) -> None:
        """Note a problem; after ``MOST`` of them only that there are more."""
        if len(self._found) < MOST:
            self._found.append(Finding(at, what, remedy))
        elif len(self._found) == MOST:
            more = _("There are more problems than are listed here.")
            self._found.append(Finding((), more, _("Mend these first, then check again.")))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)


def place(at: Path, document: object) -> str:
    """Put a path into words: entries of lists and tables are named by their identifier."""
    words: list[str] = []
    value: object = document
    steps = iter(at)
    for step in steps:
        value = _inside(value, step)
        noun = _noun(step) if isinstance(step, str) else ""
        entry = next(steps, None) if noun else None
        if entry is None:
            words.append(shown(str(step)))
        else:
            value = _inside(value, entry)
            words.append(f"{noun} {_name(value, entry)}")
    return " > ".join(words)


def shown(text: str) -> str:
    """Return text from a stranger's pack fit for one line of a message: short and printable."""
    clean = "".join(sign if sign.isprintable() else "?" for sign in text[:60])
    return clean if len(text) <= 60 else clean + "…"


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _name(entry: object, step: str | int) -> str:
    if isinstance(step, str):
        return shown(step)
    identifier = entry.get("id") if isinstance(entry, dict) else entry
    if isinstance(identifier, str):
        return shown(identifier)
    return _("no. {n}").format(n=step + 1)


def _noun(kind: str) -> str:
    """Return the word for one entry of a list or table of a kind; empty for anything else."""
    nouns = {
        "factors": _("key factor"),
        "questions": _("question"),
        "prompts": _("prompt"),
        "examples": _("example"),
        "groups": _("group"),
        "roles": _("role"),
        "commitments": _("commitment"),
        "context_factors": _("context factor"),
        "footnotes": _("footnote"),
    }
    return nouns.get(kind, "")
