"""Commands on benchmark packs: list, show, check."""

import argparse
from dataclasses import asdict
from typing import Any

from ic_desktop.benchmark import library, load
from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.cli.opening import pack_language
from ic_desktop.cli.say import complain, say, say_json
from ic_desktop.errors import FileNotFound
from ic_desktop.i18n import _, ngettext


def list_packs(_asked: argparse.Namespace) -> int:
    """List the bundled packs, one a line."""
    for info in library.bundled():
        title = library.pack(info.id, pack_language()).title
        say(f"{info.id}\t{info.version}\t{', '.join(info.languages)}\t{title}")
    return 0


def show(asked: argparse.Namespace) -> int:
    """Show a bundled pack."""
    pack = library.pack(asked.id, pack_language())
    if asked.json:
        say_json(as_json(pack))
    else:
        _say(pack)
    return 0


def as_json(pack: Pack) -> dict[str, Any]:
    """Return a pack in the published form of ``pack show --json``."""
    return {
        "id": pack.id,
        "title": pack.title,
        "version": pack.version,
        "standard": pack.standard,
        "factors": [_factor(factor) for factor in pack.factors],
        "context_factors": [
            {"id": context.id, "title": context.title, "description": context.description}
            for context in pack.context_factors
        ],
        "charter": [
            {
                "role": role.id,
                "commitments": [{"id": c.id, "text": c.text} for c in role.commitments],
            }
            for role in pack.roles
        ],
        "source": asdict(pack.source),
    }


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "number": factor.number,
        "title": factor.title,
        "statement": factor.statement,
        "rationale": factor.rationale,
        "roles": list(factor.roles),
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "prompts": [{"id": prompt.id, "text": prompt.text} for prompt in question.prompts],
            }
            for question in factor.questions
        ],
        "examples": [{"city": one.city, "text": one.text} for one in factor.examples],
    }


def _say(pack: Pack) -> None:
    say(f"{pack.title} ({pack.id} {pack.version})")
    say(pack.standard)
    for factor in pack.factors:
        say()
        say(f"{factor.number}. {factor.title}")
        say(f"   {factor.statement}")
        for question in factor.questions:
            say(f"   {question.id}  {question.text}")
            for prompt in question.prompts:
                say(f"      {prompt.id}  {prompt.text}")


def check(asked: argparse.Namespace) -> int:
    """Name every problem of a pack; exit 1 if there is any."""
    if not asked.path.exists():
        raise FileNotFound(asked.path.name)
    problems = load.check(asked.path)
    for problem in problems:
        say(str(problem))
    if problems:
        words = ngettext(
            "{count} problem was found in “{file}”.",
            "{count} problems were found in “{file}”.",
            len(problems),
        )
        complain(words.format(count=len(problems), file=asked.path.name))
        return 1
    say(_("The pack is good."))
    return 0
