"""A pack for other programs (plain JSON) and for the terminal (plain text)."""

from dataclasses import asdict
from textwrap import fill

from ic_desktop.benchmark.pack import Factor, Pack, Question, Role
from ic_desktop.i18n import _

Json = dict[str, object]

_WIDTH = 88


def as_json(pack: Pack) -> Json:
    """Return a whole pack in one language as plain JSON values, nothing left out."""
    return {
        "id": pack.id,
        "title": pack.title,
        "version": pack.version,
        "standard": pack.standard,
        "factors": [_factor(factor) for factor in pack.factors],
        "context_factors": [asdict(context) for context in pack.context_factors],
        "charter": [_role(role) for role in pack.roles],
        "source": asdict(pack.source),
        "language": pack.language,
        "languages": list(pack.languages),
        "introduction": pack.introduction,
        "groups": [asdict(group) for group in pack.groups],
        "context_title": pack.context_title,
        "footnotes": [asdict(footnote) for footnote in pack.footnotes],
        "ours": pack.ours,
        "hash": pack.hash,
    }


def _factor(factor: Factor) -> Json:
    return {
        "number": factor.number,
        "title": factor.title,
        "statement": factor.statement,
        "rationale": factor.rationale,
        "roles": list(factor.roles),
        "questions": [_question(question) for question in factor.questions],
        "examples": [
            {"city": example.city, "text": example.text, "id": example.id}
            for example in factor.examples
        ],
        "id": factor.id,
        "objective": factor.objective,
        "group": factor.group,
        "phrased": factor.phrased,
        "weight": factor.weight,
    }


def _question(question: Question) -> Json:
    return {
        "id": question.id,
        "text": question.text,
        "prompts": [asdict(prompt) for prompt in question.prompts],
        "answer_type": question.answer_type,
        "action": question.action,
        "why": question.why,
        "how": question.how,
        "weight": question.weight,
    }


def _role(role: Role) -> Json:
    commitments = [asdict(commitment) for commitment in role.commitments]
    return {"role": role.id, "commitments": commitments, "title": role.title}


def as_text(pack: Pack) -> str:
    """Return a whole pack as lines for the terminal, in the pack's language."""
    lines = [
        f"{pack.title} ({pack.id} {pack.version}, {pack.language})",
        "",
        *_paragraph(pack.standard),
        "",
        *_paragraph(pack.introduction),
    ]
    groups = {group.id: group.title for group in pack.groups}
    before = ""
    for factor in pack.factors:
        if factor.group != before:
            lines += ["", groups[factor.group].upper()] if factor.group else []
            before = factor.group
        lines += _factor_lines(factor)
    if pack.context_factors:
        lines += ["", pack.context_title.upper()]
        for context in pack.context_factors:
            lines += _paragraph(f"{context.title}: {context.description}", "  ", "– ")
    return "\n".join(lines + _end_lines(pack)) + "\n"


def _factor_lines(factor: Factor) -> list[str]:
    lines = ["", f"{factor.number}. {factor.title}", *_paragraph(factor.statement, "   ")]
    lines += _paragraph(factor.rationale, "   ")
    for question in factor.questions:
        lines += _paragraph(question.text, "   ", f"{question.id}  ")
        for extra in (question.why, question.how):
            lines += _paragraph(extra, "        ")
        for prompt in question.prompts:
            lines += _paragraph(prompt.text, "        ", "– ")
    for example in factor.examples:
        lines += _paragraph(f"{example.city}: {example.text}", "   ", "» ")
    return lines


def _end_lines(pack: Pack) -> list[str]:
    lines: list[str] = []
    for role in pack.roles:
        lines += ["", role.title.upper()]
        for commitment in role.commitments:
            lines += _paragraph(commitment.text, "  ", "– ")
    if pack.footnotes:
        lines.append("")
    for footnote in pack.footnotes:
        lines += _paragraph(footnote.text, mark="* ")
    source = pack.source
    named = (source.title, source.publisher, source.project, source.year)
    where = ", ".join(part for part in named if part)
    lines += ["", *_paragraph(_("Source: {source}").format(source=where))]
    lines += _paragraph(_("Licence of the wording: {licence}").format(licence=source.licence))
    for note in (source.pages, source.note, pack.ours):
        lines += _paragraph(note)
    return lines


def _paragraph(text: str, indent: str = "", mark: str = "") -> list[str]:
    """Return a text wrapped and indented, its lines hanging under a mark; nothing if empty."""
    if not text:
        return []
    first, others = f"{indent}{mark}", indent + " " * len(mark)
    return fill(text, _WIDTH, initial_indent=first, subsequent_indent=others).splitlines()
