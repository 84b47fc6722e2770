"""The form of a pack's document: which entries there are, of which type, within which bounds.

A document is ``{"format": 1, "pack": structure, "texts": {language: texts}}``. Checks are small
functions put together into one table, ``DOCUMENT``; ``benchmark_data/pack.schema.json`` says the
same for other programs, and a test holds the two together.
"""

import re
from collections.abc import Callable, Mapping

from ic_desktop.benchmark.problems import Findings, Path, shown
from ic_desktop.i18n import _

FORMAT = 1
"""The format's number: raised only when a reader of today could misread a pack of then."""

Check = Callable[[object, Path, Findings], None]

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PACK_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""A language tag as in BCP 47: "en", "de", "pt-BR"."""

# Control characters but for the line feed, lone surrogates, overrides of the writing direction
# and non-characters: none belongs in a text, and each can mislead a reader or break a PDF.
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\ufffe\uffff]")


def text(longest: int = 20_000) -> Check:
    """A text of 1 to ``longest`` characters that says something and can be printed."""

    def check(value: object, at: Path, findings: Findings) -> None:
        if not isinstance(value, str):
            _wrong_type(_("A text"), value, at, findings)
        elif not value or value.isspace():
            findings.add(at, _("The text is empty."), _("Write the text, or remove the entry."))
        elif len(value) > longest:
            what = _("The text has {n} characters; {most} is the most.")
            findings.add(at, what.format(n=len(value), most=longest), _("Shorten it."))
        elif unfit := _UNFIT.search(value):
            what = _("The text holds a character that cannot be shown (U+{code}).")
            findings.add(at, what.format(code=f"{ord(unfit[0]):04X}"), _("Remove it."))

    return check


def matching(pattern: re.Pattern[str], expected: Callable[[], str]) -> Check:
    """A text that fits a pattern whole; ``expected()`` says in words what is expected."""

    def check(value: object, at: Path, findings: Findings) -> None:
        if not isinstance(value, str):
            _wrong_type(_("A text"), value, at, findings)
        elif not pattern.fullmatch(value):
            what = _("“{value}” does not fit here.").format(value=shown(value))
            findings.add(at, what, expected())

    return check


def integer(least: int, most: int) -> Check:
    """A whole number within bounds, both included."""

    def check(value: object, at: Path, findings: Findings) -> None:
        if type(value) is not int:
            _wrong_type(_("A whole number"), value, at, findings)
        elif not least <= value <= most:
            remedy = _("Give a whole number from {least} to {most}.")
            findings.add(
                at, _("The number is out of bounds."), remedy.format(least=least, most=most)
            )

    return check


def choice(*names: str) -> Check:
    """One of a few fixed words."""

    def check(value: object, at: Path, findings: Findings) -> None:
        if not isinstance(value, str):
            _wrong_type(_("A text"), value, at, findings)
        elif value not in names:
            what = _("“{value}” does not fit here.").format(value=shown(value))
            findings.add(at, what, _("Choose one of: {names}.").format(names=", ".join(names)))

    return check


def array(entry: Check, most: int, least: int = 0) -> Check:
    """A list of ``least`` to ``most`` entries."""

    def check(value: object, at: Path, findings: Findings) -> None:
        if not isinstance(value, list):
            _wrong_type(_("A list"), value, at, findings)
        elif len(value) < least:
            findings.add(at, _("The list is empty."), _("Add at least one entry."))
        elif len(value) > most:
            what = _("The list has {n} entries; {most} is the most.")
            findings.add(at, what.format(n=len(value), most=most), _("Shorten it."))
        else:
            for index, item in enumerate(value):
                entry(item, (*at, index), findings)

    return check


def table(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A table of named entries."""
    known = {**required, **(optional or {})}

    def check(value: object, at: Path, findings: Findings) -> None:
        if not isinstance(value, dict):
            _wrong_type(_("A table"), value, at, findings)
            return
        for name, entry in known.items():
            if name in value:
                entry(value[name], (*at, name), findings)
            elif name in required:
                what = _("“{name}” is missing.").format(name=name)
                findings.add(at, what, _("Add the entry “{name}”.").format(name=name))
        if findings.strict:
            _unknown(value.keys() - known.keys(), at, findings)

    return check


def keyed(entry: Check, key: Check, most: int = 5000) -> Check:
    """A table whose keys are identifiers (or languages) and whose entries are all of one form."""

    def check(value: object, at: Path, findings: Findings) -> None:
        if not isinstance(value, dict):
            _wrong_type(_("A table"), value, at, findings)
        elif len(value) > most:
            what = _("The list has {n} entries; {most} is the most.")
            findings.add(at, what.format(n=len(value), most=most), _("Shorten it."))
        else:
            for name, item in value.items():
                key(name, (*at, name), findings)
                entry(item, (*at, name), findings)

    return check


def _unknown(names: set[str], at: Path, findings: Findings) -> None:
    for name in sorted(names):
        what = _("“{name}” is not an entry of this format.").format(name=shown(name))
        findings.add((*at, name), what, _("Correct the spelling, or remove it."))


def _wrong_type(expected: str, value: object, at: Path, findings: Findings) -> None:
    names = {
        str: _("a text"),
        bool: _("true or false"),
        int: _("a whole number"),
        float: _("a fraction"),
        list: _("a list"),
        dict: _("a table"),
        type(None): _("nothing"),
    }
    found = names.get(type(value), _("something else"))
    what = _("{expected} is expected here, but this is {found}.")
    findings.add(at, what.format(expected=expected, found=found), _("Correct the entry."))


_identifier = matching(
    _IDENTIFIER,
    lambda: _("Give 1 to 64 letters, digits, dots, hyphens or underscores."),
)
_line = text(300)
_text = text()
_identifiers = array(_identifier, 200)
_weight = integer(0, 1000)

_QUESTION = table(
    {"id": _identifier, "answer_type": choice("yes-no", "extent")},
    {"prompts": _identifiers, "weight": _weight},
)
_FACTOR = table(
    {"id": _identifier, "number": integer(1, 9999), "questions": array(_QUESTION, 200)},
    {
        "roles": _identifiers,
        "examples": _identifiers,
        "group": _identifier,
        "phrased": choice("statement", "obstacle"),
        "weight": _weight,
    },
)
_STRUCTURE = table(
    {
        "id": matching(_PACK_ID, lambda: _("Give 1 to 64 small letters, digits or hyphens.")),
        "version": matching(_VERSION, lambda: _("Give three numbers with dots, as in 1.0.0.")),
        "licence": text(100),
        "base_language": matching(LANGUAGE, lambda: _("Give a language tag, as in en or pt-BR.")),
        "factors": array(_FACTOR, 500, least=1),
        "source": table({"title": _line}, {"publisher": _line, "project": _line, "year": text(40)}),
    },
    {
        "groups": _identifiers,
        "roles": array(table({"id": _identifier, "commitments": _identifiers}), 50),
        "context_factors": _identifiers,
        "footnotes": _identifiers,
        "ours": _identifiers,
    },
)

OPTIONAL_TEXTS: dict[str, dict[str, Check]] = {
    "": {"introduction": _text, "context_title": _line, "ours": _text},
    "source": {"pages": _line, "note": _text},
    "factors": {"rationale": _text, "objective": _text},
    "questions": {"action": _text, "why": _text, "how": _text},
}
"""The texts that a pack may leave out, by table ("" is the top of a language file)."""

TEXT_TABLES: dict[str, Check] = {
    "factors": table({"title": _line, "statement": _text}, OPTIONAL_TEXTS["factors"]),
    "questions": table({"text": _text}, OPTIONAL_TEXTS["questions"]),
    "prompts": _text,
    "examples": table({"city": _line, "text": _text}),
    "groups": _line,
    "roles": _line,
    "commitments": _text,
    "context_factors": table({"title": _line, "description": _text}),
    "footnotes": _text,
}
"""The tables of a language file, keyed by identifier, and the form of their entries."""

_TEXTS = table(
    {"title": _line, "standard": _text},
    {
        **OPTIONAL_TEXTS[""],
        "source": table({}, OPTIONAL_TEXTS["source"]),
        **{name: keyed(entry, _identifier) for name, entry in TEXT_TABLES.items()},
    },
)
_DOCUMENT = table(
    {
        "format": integer(FORMAT, FORMAT),
        "pack": _STRUCTURE,
        "texts": keyed(
            _TEXTS, matching(LANGUAGE, lambda: _("Give a language tag, as in en or pt-BR.")), 60
        ),
    }
)


def check_shape(document: object, findings: Findings) -> None:
    """Check a whole document's form; every other check relies on a form without findings."""
    _DOCUMENT(document, (), findings)
