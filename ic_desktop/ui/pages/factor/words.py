"""The words of a key factor's page: summary, evidence, filters, versions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ic_desktop.benchmark.pack import AnswerType
from ic_desktop.i18n import _, current, ngettext
from ic_desktop.project.entities import Answer, Evidence, Link
from ic_desktop.project.kinds import CONFIDENCES, EXTENT, STANCES, YES_NO
from ic_desktop.review import labels
from ic_desktop.review.checks import title_of
from ic_desktop.ui.pages.factor.view import Dispute, FactorView, Lost, Piece
from ic_desktop.ui.widgets.marks import word

Day = Callable[[str], str]
"""Writes an ISO date as people of the interface's country write it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the summary line, and its tone."""

    text: str
    tone: str = ""


def answer_options(answer_type: AnswerType) -> list[tuple[str, str]]:
    """Return codes and words of the answers that a type of question takes."""
    codes = YES_NO if answer_type == "yes-no" else EXTENT
    return [(code, labels.word(current(), labels.ANSWERS, code)) for code in codes]


def stance_options() -> list[tuple[str, str]]:
    """Return codes and words of the stances."""
    return [(code, labels.word(current(), labels.STANCES, code)) for code in STANCES]


def stance_question() -> str:
    """Return what is asked of a piece of evidence; the program has no answer of its own."""
    return _(
        "What does it say to the statement of this key factor? Background counts neither for nor "
        "against."
    )


def confidence_options() -> list[tuple[str, str]]:
    """Return codes and words of how sure one is of a verdict."""
    words = {"low": _("Low"), "medium": _("Medium"), "high": _("High")}
    return [(code, words[code]) for code in CONFIDENCES]


def note_hint(answer_type: AnswerType) -> str:
    """Return what stands in an empty note."""
    if answer_type == "extent":
        return _("Describe how, and to what extent …")
    return _("Note: what this answer rests on …")


def summary(view: FactorView, day: Day) -> tuple[Part, ...]:
    """Return what is there and what is missing, for the line under the statement."""
    parts = [_answered(view)]
    if view.to_ask:
        parts.append(Part(_asking(view.to_ask, day), "warn"))
    parts.append(_evidence(view))
    if view.verdict.value == "not-applicable" and not view.verdict.reason.strip():
        parts.append(Part(_("not applicable needs a reason"), "warn"))
    open_still = len(view.disputes) + sum(len(held.disputes) for held in view.questions)
    if open_still:
        words = ngettext("{count} thing to settle", "{count} things to settle", open_still)
        parts.append(Part(words.format(count=open_still), "contra"))
    return tuple(parts)


def _answered(view: FactorView) -> Part:
    count = len(view.questions)
    words = ngettext(
        "{done} of {count} question answered", "{done} of {count} questions answered", count
    )
    return Part(words.format(done=view.answered, count=count))


def _asking(waiting: Sequence[Answer], day: Day) -> str:
    people = {" ".join(a.ask_whom.split()) for a in waiting if a.ask_whom.strip()}
    due = min((a.ask_by for a in waiting if a.ask_by), default="")
    who = next(iter(people)) if len(people) == 1 else ""
    count = len(waiting)
    if who and due:
        return _("{count} to ask {who} by {date}").format(count=count, who=who, date=day(due))
    if who:
        return _("{count} to ask {who}").format(count=count, who=who)
    if due:
        return _("{count} to ask by {date}").format(count=count, date=day(due))
    return _("{count} to ask").format(count=count)


def _evidence(view: FactorView) -> Part:
    count, against = len(view.pieces), view.counted.contradicts
    if not count:
        return Part(_("no evidence yet"))
    words = ngettext("{count} piece of evidence", "{count} pieces of evidence", count)
    if against:
        more = _("{pieces}, {count} against")
        return Part(more.format(pieces=words.format(count=count), count=against))
    return Part(words.format(count=count))


def kind_of(piece: Evidence) -> str:
    """Return what sort of evidence it is: "Annual report", "Link"."""
    return labels.word(current(), labels.KINDS, piece.document_kind or piece.type)


def place_in(link: Link) -> str:
    """Return where in a document: "p. 14" for a number, else what was written ("§ 2")."""
    page = link.page.strip()
    return _("p. {page}").format(page=page) if page.isdigit() else page


def chip_text(piece: Evidence, link: Link) -> str:
    """Return the title of a piece with the place in it."""
    return ", ".join(part for part in (title_of(piece), place_in(link)) if part)


def piece_line(piece: Piece) -> str:
    """Return the second line of a piece in the list: kind, pages, questions, other uses."""
    places = dict.fromkeys(place_in(link) for link in piece.links)
    questions = dict.fromkeys(link.question for link in piece.links)
    parts = [kind_of(piece.evidence), *places, ", ".join(q for q in questions if q)]
    if piece.used_in > 1:
        parts.append(_("used in {count} factors").format(count=piece.used_in))
    return " · ".join(part for part in parts if part)


def stance_words(piece: Piece) -> str:
    """Return the stances of a piece in words."""
    return ", ".join(word(stance) for stance in piece.stances)


def filter_names() -> dict[str, str]:
    """Return the names of the filters by code; "" shows all."""
    return {
        "": _("all"),
        "unanswered": _("unanswered"),
        "marked": _("marked"),
        "to-ask": _("to ask"),
        "without-evidence": _("without evidence"),
        "contradicted": _("contradicted"),
    }


def field_name(kind: str, field: str) -> str:
    """Return what a field is called where copies dispute it, or where its words are missing."""
    names = {
        ("answer", "value"): _("Answer"),
        ("answer", "note"): _("Note"),
        ("answer", "ask-whom"): _("Whom to ask"),
        ("answer", "ask-by"): _("By when to ask"),
        ("verdict", "value"): _("Verdict"),
        ("verdict", "reason"): _("Reason of the verdict"),
        ("verdict", "confidence"): _("Confidence in the verdict"),
        ("verdict", "come-back"): _("Mark to come back"),
        ("link", "stance"): _("Stance"),
        ("link", "page"): _("Page or section"),
        ("link", "passage"): _("Passage"),
        ("link", "response"): _("How a contradiction was weighed"),
        ("context-note", "text"): _("Context note"),
        ("context-note", "direction"): _("Direction of a context note"),
        ("context-note", "strength"): _("Strength of a context note"),
    }
    return names.get((kind, field), field)


def value_words(dispute: Dispute, value: object, day: Day) -> str:
    """Return one version of a disputed field in words."""
    kind, _entity, name = dispute.key
    if value is None or value == "":
        return _("(empty)")
    text = str(value)
    tables = {
        ("answer", "value"): labels.ANSWERS,
        ("verdict", "value"): labels.VERDICTS,
        ("link", "stance"): labels.STANCES,
        ("context-note", "direction"): labels.DIRECTIONS,
        ("context-note", "strength"): labels.STRENGTHS,
    }
    if (kind, name) == ("verdict", "confidence"):
        return dict(confidence_options()).get(text, text)
    if name == "ask-by":
        return day(text)
    table = tables.get((kind, name))
    return labels.word(current(), table, text) if table else text


def lost_words(lost: Lost) -> str:
    """Return in a sentence which words are not in this copy, and why."""
    what = field_name(lost.kind, lost.field)
    if lost.subject:
        what = f"{what} ({lost.subject})"
    if lost.for_good:
        return _("{what}: erased for good, nobody has these words any more.").format(what=what)
    return _("{what}: kept back, these words are not in this copy.").format(what=what)
