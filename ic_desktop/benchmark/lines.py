"""Where in a TOML file an entry stands, for problems that are found after parsing."""

import re

from ic_desktop.benchmark.problems import Path

# A text over several lines, which could hold lines that look like entries.
_LONG_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.?|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?",
    re.DOTALL,
)
_HEADER = re.compile(r"\s*+(\[\[?)([^\[\]]++)\]")
_ENTRY = re.compile(r"""\s*+((?:[\w.-]|"[^"\n]*+"|'[^'\n]*+')++)\s*+=""")
_NAME = re.compile(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")


class Lines:
    """The line of each table and entry of a TOML text that was parsed without error."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        bare = _LONG_TEXT.sub(lambda found: "'" + "\n" * found[0].count("\n") + "'", text)
        for number, line in enumerate(bare.split("\n"), start=1):
            if header := _HEADER.match(line):
                table = self._table(header[2], several=header[1] == "[[")
                self._lines.setdefault(table, number)
            elif entry := _ENTRY.match(line):
                self._lines.setdefault((*table, *_names(entry[1])), number)

    def of(self, at: Path) -> int:
        """Return the line of a path, or of the nearest entry around it; 0 where none is known."""
        while at and at not in self._lines:
            at = at[:-1]
        return self._lines.get(at, 0)

    def _table(self, name: str, *, several: bool) -> Path:
        """Return the path that a table's header means: the newest entry of each list in it."""
        at: Path = ()
        names = _names(name)
        for depth, step in enumerate(names, start=1):
            at = (*at, step)
            if several and depth == len(names):
                self._counts[at] = self._counts.get(at, 0) + 1
            if at in self._counts:
                at = (*at, self._counts[at] - 1)
        return at


def _names(dotted: str) -> Path:
    return tuple(name.strip("\"'") for name in _NAME.findall(dotted))
