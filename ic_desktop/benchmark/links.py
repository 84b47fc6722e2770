"""What a form cannot say: identifiers are unique, what is named exists, every text is there in
every language. Passes over what has the wrong form, so that one check tells all problems."""

from collections.abc import Iterable, Iterator, Mapping

from ic_desktop.benchmark.problems import Findings, Path, shown
from ic_desktop.benchmark.shape import OPTIONAL_TEXTS, TEXT_TABLES
from ic_desktop.i18n import _

Table = Mapping[str, object]
Placed = tuple[str, Path]
"""An identifier and where the structure has it."""

_POINTED_AT = ("factors", "questions", "prompts", "examples", "context_factors")
"""The kinds that evidence and notes can point at: their identifiers differ from one another."""


def check_links(document: object, findings: Findings) -> None:
    """Check identifiers, references and translations of a pack's document."""
    structure = _table(_table(document).get("pack"))
    texts = _table(_table(document).get("texts"))
    placed = {kind: list(_placed(kind, structure)) for kind in TEXT_TABLES}
    _check_unique(placed, findings)
    _check_references(structure, placed, findings)
    _check_texts(structure.get("base_language"), texts, placed, findings)


def _table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


def _tables(value: object, at: Path) -> Iterator[tuple[Table, Path]]:
    """Yield the tables in a list, each with its path."""
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict):
            yield entry, (*at, index)


def _names(value: object, at: Path) -> Iterator[Placed]:
    """Yield the texts in a list, each with its path."""
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, str):
            yield entry, (*at, index)


def _ids(tables: Iterable[tuple[Table, Path]]) -> Iterator[Placed]:
    for entry, at in tables:
        identifier = entry.get("id")
        if isinstance(identifier, str):
            yield identifier, at


def _placed(kind: str, structure: Table) -> Iterator[Placed]:
    """Yield every identifier of a kind that the structure has, with its path."""
    factors = list(_tables(structure.get("factors"), ("pack", "factors")))
    questions = [
        question
        for factor, at in factors
        for question in _tables(factor.get("questions"), (*at, "questions"))
    ]
    roles = list(_tables(structure.get("roles"), ("pack", "roles")))
    parts = {"examples": factors, "prompts": questions, "commitments": roles}
    if kind in parts:
        for owner, at in parts[kind]:
            yield from _names(owner.get(kind), (*at, kind))
    elif kind in {"factors", "questions", "roles"}:
        yield from _ids({"factors": factors, "questions": questions, "roles": roles}[kind])
    else:
        yield from _names(structure.get(kind), ("pack", kind))


def _check_unique(placed: Mapping[str, list[Placed]], findings: Findings) -> None:
    _check_once([one for kind in _POINTED_AT for one in placed[kind]], findings)
    for kind, identifiers in placed.items():
        if kind not in _POINTED_AT:
            _check_once(identifiers, findings)


def _check_once(placed: Iterable[Placed], findings: Findings) -> None:
    seen: set[str] = set()
    for identifier, at in placed:
        if identifier in seen:
            what = _("The identifier “{id}” is used twice.").format(id=shown(identifier))
            findings.add(at, what, _("Give each entry an identifier of its own."))
        seen.add(identifier)


def _check_references(
    structure: Table, placed: Mapping[str, list[Placed]], findings: Findings
) -> None:
    roles = {identifier for identifier, _at in placed["roles"]}
    groups = {identifier for identifier, _at in placed["groups"]}
    numbers: set[object] = set()
    for factor, at in _tables(structure.get("factors"), ("pack", "factors")):
        for role, here in _names(factor.get("roles"), (*at, "roles")):
            if role not in roles:
                what = _("There is no role “{id}” in this pack.").format(id=shown(role))
                findings.add(here, what, _("Add the role, or correct the name."))
        group = factor.get("group")
        if isinstance(group, str) and group not in groups:
            what = _("There is no group “{id}” in this pack.").format(id=shown(group))
            findings.add((*at, "group"), what, _("Add the group, or correct the name."))
        _check_number(factor.get("number"), numbers, (*at, "number"), findings)


def _check_number(number: object, numbers: set[object], at: Path, findings: Findings) -> None:
    if not isinstance(number, int):
        return
    if number in numbers:
        what = _("Another key factor has the same number.")
        findings.add(at, what, _("Give each key factor a number of its own."))
    numbers.add(number)


def _check_texts(
    base: object, texts: Table, placed: Mapping[str, list[Placed]], findings: Findings
) -> None:
    if isinstance(base, str) and base not in texts:
        what = _("The texts of the base language “{language}” are missing.")
        remedy = _("Add the file {name}.").format(name=f"{shown(base)}.toml")
        findings.add(("texts",), what.format(language=shown(base)), remedy)
    for language, words in texts.items():
        at: Path = ("texts", language)
        for kind, identifiers in placed.items():
            wanted = {identifier for identifier, _at in identifiers}
            _check_entries(wanted, _table(_table(words).get(kind)), (*at, kind), findings)
        if language != base and findings.strict:
            _check_same(_table(texts.get(str(base))), _table(words), at, findings)


def _check_entries(wanted: set[str], there: Table, at: Path, findings: Findings) -> None:
    """Every identifier of the structure has its texts, and nothing else has."""
    for identifier in sorted(wanted - there.keys()):
        remedy = _("Write it in this language, in the table [{table}].").format(table=at[-1])
        findings.add((*at, identifier), _("The text is missing."), remedy)
    if findings.strict:
        for identifier in sorted(there.keys() - wanted):
            what = _("There is a text for this, but the pack has no such entry.")
            remedy = _("Remove the text, or add the entry to pack.toml.")
            findings.add((*at, identifier), what, remedy)


def _check_same(base: Table, other: Table, at: Path, findings: Findings) -> None:
    """A text that may be left out is there in every language or in none."""
    mine, theirs = set(_optional(base, other)), set(_optional(other, base))
    for missing in sorted(mine - theirs):
        what = _("This text is not translated.")
        findings.add((*at, *missing), what, _("Write it in this language."))
    for extra in sorted(theirs - mine):
        what = _("The base language does not have this text.")
        findings.add((*at, *extra), what, _("Add it there, or remove it here."))


def _optional(words: Table, other: Table) -> Iterator[tuple[str, ...]]:
    """Yield the key of every text that may be left out, but for entries that ``other`` does not
    have at all: those are found by :func:`_check_entries`."""
    for table, names in OPTIONAL_TEXTS.items():
        if table not in TEXT_TABLES:
            there = _table(words.get(table)) if table else words
            yield from ((table, name) if table else (name,) for name in names if name in there)
            continue
        for identifier, entry in _table(words.get(table)).items():
            if identifier in _table(other.get(table)):
                yield from ((table, identifier, name) for name in names if name in _table(entry))
