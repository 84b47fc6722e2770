"""The words of the page of all evidence. No Qt."""

from collections.abc import Sequence

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.i18n import _, current, ngettext
from ic_desktop.project.entities import Evidence, Link
from ic_desktop.project.kinds import CONFIDENTIALITIES, DOCUMENT_KINDS, EVIDENCE_TYPES, STANCES
from ic_desktop.review import labels
from ic_desktop.review.checks import title_of
from ic_desktop.review.evidence import Stances
from ic_desktop.review.evidence_list import SHOWS, all_kinds

Options = list[tuple[str, str]]

ICONS = {
    "document": "document",
    "picture": "picture",
    "link": "link",
    "figure": "figure",
    "observation": "observation",
    "statement": "interview",
}
"""The icon of each type of evidence."""


def _label(table: dict[str, str], code: str) -> str:
    return labels.word(current(), table, code)


def type_options() -> Options:
    """Return codes and words of the types of evidence."""
    return [(code, _label(labels.KINDS, code)) for code in EVIDENCE_TYPES]


def document_kind_options() -> Options:
    """Return codes and words of the kinds of documents, "" for none said."""
    return [("", _("not said")), *((code, _label(labels.KINDS, code)) for code in DOCUMENT_KINDS)]


def stance_options() -> Options:
    """Return codes and words of the stances."""
    return [(code, _label(labels.STANCES, code)) for code in STANCES]


def confidentiality_options() -> Options:
    """Return codes and words of the levels of confidentiality."""
    return [(code, confidentiality_word(code)) for code in CONFIDENTIALITIES]


def confidentiality_word(code: str) -> str:
    """Return the word of a level, to stand by itself."""
    words = {
        "public": _("Public"),
        "internal": _("Internal"),
        "confidential": _("Confidential"),
    }
    return words.get(code, code)


def what_leaves(code: str) -> str:
    """Return what a reader of the report sees of evidence of a level, in a sentence."""
    if code == "confidential":
        return _(
            "Stays in the house: the report says only that there is such a piece and what it "
            "speaks for. Its title, words, source and file name are left out."
        )
    if code == "public":
        return _("Anyone may know it: the report names its title, source and page.")
    return _(
        "The report names its title, source and page. The file itself never leaves with a report; "
        "it goes along if you give this project to someone."
    )


def show_options() -> Options:
    """Return codes and words of what can be shown."""
    words = {
        "all": _("All evidence"),
        "without-link": _("Speaks to nothing yet"),
        "without-source": _("Without a source"),
        "contradicting": _("Contradicting"),
        "confidential": _("Confidential"),
        "removed": _("Removed"),
    }
    return [(code, words[code]) for code in SHOWS]


def kind_options() -> Options:
    """Return codes and words of types and kinds of documents together, "" for any."""
    return [("", _("Any kind")), *((code, _label(labels.KINDS, code)) for code in all_kinds())]


def factor_options(factors: Sequence[Factor]) -> Options:
    """Return ids and names of key factors."""
    return [(factor.id, factor_name(factor)) for factor in factors]


def factor_name(factor: Factor) -> str:
    """Return number and title of a key factor."""
    return f"{factor.number} {factor.title}"


def question_options(factor: Factor) -> Options:
    """Return the questions of a key factor, "" for the factor as a whole."""
    whole = [("", _("The key factor as a whole"))]
    return whole + [(q.id, f"{q.id} {q.text}") for q in factor.questions]


def spot_name(pack: Pack, link: Link) -> str:
    """Return what a link leads to: a question with its text, or a key factor."""
    factor = next((f for f in pack.factors if f.id == link.factor), None)
    if factor is None:
        return _("a key factor that this benchmark does not have")
    question = next((q for q in factor.questions if q.id == link.question), None)
    if question is not None:
        return f"{question.id} {question.text}"
    return _("Key factor {name}").format(name=factor_name(factor))


def place_in(link: Link) -> str:
    """Return where in a document: "p. 14" for a number, else what was written ("§ 2")."""
    page = link.page.strip()
    return _("p. {page}").format(page=page) if page.isdigit() else page


def link_detail(link: Link) -> str:
    """Return page and passage of a link in one line, "" if neither is given."""
    passage = " ".join(link.passage.split())
    quoted = _("“{words}”").format(words=passage) if passage else ""
    return " · ".join(part for part in (place_in(link), quoted) if part)


def stance_counts(counted: Stances) -> str:
    """Return in words how many links support, contradict and give background."""
    parts = []
    if counted.supports:
        words = ngettext("{count} supports", "{count} support", counted.supports)
        parts.append(words.format(count=counted.supports))
    if counted.contradicts:
        words = ngettext("{count} contradicts", "{count} contradict", counted.contradicts)
        parts.append(words.format(count=counted.contradicts))
    if counted.background:
        parts.append(_("{count} background").format(count=counted.background))
    return ", ".join(parts) or _("speaks to nothing yet")


def pieces_count(count: int) -> str:
    """Return how many pieces of evidence."""
    words = ngettext("{count} piece of evidence", "{count} pieces of evidence", count)
    return words.format(count=count)


def shown_of(shown: int, everything: int) -> str:
    """Return how many of all pieces are shown."""
    if shown == everything:
        return pieces_count(everything)
    return _("{shown} of {all} pieces of evidence").format(shown=shown, all=everything)


def known_files(names: Sequence[tuple[str, Evidence]]) -> str:
    """Return that files were there already: (name of the file, the piece that has it)."""
    if len(names) == 1:
        name, piece = names[0]
        if piece.removal == "removed":
            text = _("“{file}” was in the project as “{title}” and was removed: {reason}")
            return text.format(file=name, title=title_of(piece), reason=piece.removed_because)
        text = _("“{file}” is already there as “{title}”. It was not added a second time.")
        return text.format(file=name, title=title_of(piece))
    listed = ", ".join(name for name, _piece in names[:4]) + (" …" if len(names) > 4 else "")
    return ngettext(
        "{count} file is already there and was not added a second time: {names}",
        "{count} files are already there and were not added a second time: {names}",
        len(names),
    ).format(count=len(names), names=listed)
