"""Commands on projects: demo, new, info, check, attach."""

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ic_desktop import settings
from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.cli.opening import Desk, actor, pack_language, reading, writing
from ic_desktop.cli.passphrase import given
from ic_desktop.cli.say import complain, say, say_json, size_words
from ic_desktop.errors import CannotReadDocument, FileNotFound, NotInPack, OutsideHandOut, WrongUse
from ic_desktop.i18n import _, current, ngettext
from ic_desktop.project.changes import Value
from ic_desktop.project.edit import Editor, new_id
from ic_desktop.project.entities import PackRef, Review, all_evidence, profile, reviews
from ic_desktop.project.seal import current_seal
from ic_desktop.project.state import State
from ic_desktop.review import edits
from ic_desktop.review.evidence import index
from ic_desktop.review.lane import TYING
from ic_desktop.review.peer_checks import all_findings
from ic_desktop.review.progress import progress
from ic_desktop.review.results import results
from ic_desktop.review.scope import factors_in_scope

PACK: Final = "promoting-cultural-diversity"


def demo(asked: argparse.Namespace) -> int:
    """Write the samples and say where."""
    from ic_desktop.samples import write_demo

    write_demo(asked.folder, say, current().language)
    return 0


def new(asked: argparse.Namespace) -> int:
    """Begin the assessment of a city in a new file."""
    from ic_desktop.store.project_file import ProjectFile

    city, country = asked.city.strip(), asked.country.strip().upper()
    if not city:
        raise WrongUse(_("The city needs a name."), "new")
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise WrongUse(_("A country is given by two letters, such as DK."), "new")
    pack = library.pack(asked.pack, pack_language())
    editor = Editor(State(), actor())
    project_id = new_id()
    title = _("Self-assessment {year}").format(year=datetime.now(UTC).astimezone().year)
    ref = PackRef(pack.id, pack.version, pack.hash)
    edits.start_project(editor, project_id, city=city, country=country, pack=ref, title=title)
    me = settings.load().settings
    who = {"name": me.name, "organisation": me.organisation}
    edits.introduce(editor, me.participant, who)
    packs = {pack.hash: library.bundle_of(pack.id)}
    ProjectFile.create(
        asked.file,
        project_id=project_id,
        changes=editor.changes,
        packs=packs,
        passphrase=given(),
    ).close()
    say(str(asked.file))
    return 0


def info(asked: argparse.Namespace) -> int:
    """Say what is in a project."""
    with reading(asked.file) as desk:
        facts = _facts(desk)
    if asked.json:
        say_json(facts)
    else:
        _say_facts(facts)
    return 0


def _facts(desk: Desk) -> dict[str, Any]:
    city, file = profile(desk.state), desk.file
    documents = file.attachments()
    return {
        "file": str(file.path),
        "project": file.project_id,
        "city": city.city,
        "country": city.country,
        "fictional": city.fictional,
        "protected": file.protected,
        "size": file.size,
        "changes": len(desk.changes),
        "evidence": len(all_evidence(desk.state)),
        "documents": len(documents),
        "documents_size": sum(document.size for document in documents),
        "reviews": [_review_facts(desk, review) for review in reviews(desk.state)],
        "warnings": [str(warning) for warning in file.warnings],
    }


def _review_facts(desk: Desk, review: Review) -> dict[str, Any]:
    pack = desk.pack(review, pack_language())
    done = progress(desk.state, pack, review)
    found = [finding.severity for finding in all_findings(desk.state, pack, review)]
    sealed = current_seal(desk.state, review.id)
    signed = sealed and {
        "signer": sealed.signer,
        "fingerprint": sealed.fingerprint,
        "at": sealed.signed_at,
        "pdf": sealed.pdf_sha256,
    }
    return {
        "id": review.id,
        "title": review.title,
        "kind": review.kind,
        "revision": review.revision,
        "pack": {"id": pack.id, "version": pack.version, "hash": pack.hash, "title": pack.title},
        "key_factors": len(done.factors),
        "judged": done.judged,
        "questions": done.questions,
        "answered": done.answered,
        "to_ask": done.to_ask,
        "cited": len(index(desk.state, review.id).cited()),
        "results": dict(results(desk.state, pack, review).counts.items),
        "findings": {level: found.count(level) for level in ("problem", "gap", "note")},
        "signed": signed,
    }


def _say_facts(facts: dict[str, Any]) -> None:
    country = f" ({facts['country']})" if facts["country"] else ""
    fictional = ", " + _("fictional example") if facts["fictional"] else ""
    say(f"{facts['city']}{country}{fictional}")
    say(_("Project {id}, {size}").format(id=facts["project"], size=size_words(facts["size"])))
    held = _("{evidence} pieces of evidence, {documents} documents ({size}), {changes} changes")
    size = size_words(facts["documents_size"])
    say(held.format(**{**facts, "size": size}))
    for review in facts["reviews"]:
        _say_review(review)
    for warning in facts["warnings"]:
        say(warning)


def _say_review(review: dict[str, Any]) -> None:
    from ic_desktop.review.labels import REVIEW_KINDS, VERDICTS, word

    say()
    say(review["title"] or word(current(), REVIEW_KINDS, review["kind"]))
    say("  {title} {version}".format(**review["pack"]))
    say("  " + _("Questions answered: {answered} of {questions}").format(**review))
    say("  " + _("Still to be asked: {to_ask}").format(**review))
    say("  " + _("Key factors judged: {judged} of {key_factors}").format(**review))
    for outcome, number in review["results"].items():
        say(f"    {word(current(), VERDICTS, outcome)}: {number}")
    if review["signed"]:
        at = datetime.fromtimestamp(review["signed"]["at"] / 1000, UTC)
        signed = _("Signed by {name} on {day}").format(
            name=review["signed"]["signer"], day=current().day(at)
        )
        say(f"  {signed}")
    else:
        say("  " + _("Not signed"))


def check(asked: argparse.Namespace) -> int:
    """Prove that a project file is whole; exit 1 and name what is not."""
    with reading(asked.file) as desk:
        found = desk.file.check()
    for problem in found.problems:
        say(f"{problem.place}: {problem.what}")
    if not found.holds:
        words = ngettext(
            "{count} problem was found in “{file}”.",
            "{count} problems were found in “{file}”.",
            len(found.problems),
        )
        complain(words.format(count=len(found.problems), file=asked.file.name))
        return 1
    held = _("Everything holds: {changes} changes, {documents} documents ({size}), {rows} rows.")
    size = size_words(found.bytes)
    say(held.format(changes=found.changes, documents=found.documents, size=size, rows=found.rows))
    return 0


def attach(asked: argparse.Namespace) -> int:
    """Add documents as evidence towards a key factor or one of its questions."""
    for document in asked.documents:
        _require_readable(document)
    with writing(asked.file) as desk:
        review = desk.review
        factor = _factor(desk.pack(review, pack_language()), review, asked.factor)
        if asked.question and asked.question not in [q.id for q in factor.questions]:
            what = _("Key factor {n} has no guide question {id}.")
            raise WrongUse(what.format(n=factor.number, id=asked.question), "attach")
        edits.refuse_if_sealed(desk.state, review.id)
        _require_tying(desk, factor)
        state = desk.state
        for document in asked.documents:
            state = _attach(desk, state, review, factor, document, asked)
            say(_("{document} was added.").format(document=document.name))
    return 0


def _require_tying(desk: Desk, factor: Factor) -> None:
    """Raise OutsideHandOut, before a document is read, where none may be tied to the factor."""
    lane = desk.lane
    if lane is not None and (lane.may.isdisjoint(TYING) or not lane.has_factor(factor.id)):
        raise OutsideHandOut


def _require_readable(document: Path) -> None:
    """Raise before anything is written: FileNotFound, CannotReadDocument."""
    if not document.exists():
        raise FileNotFound(document.name)
    if not document.is_file():
        raise CannotReadDocument(document.name, _("it is not a file"))


def _factor(pack: Pack, review: Review, wanted: str) -> Factor:
    """Return the key factor in scope of an id or number."""
    for factor in factors_in_scope(pack, review):
        if wanted in (factor.id, str(factor.number)):
            return factor
    raise NotInPack(pack.title, wanted)


def _attach(
    desk: Desk,
    state: State,
    review: Review,
    factor: Factor,
    document: Path,
    asked: argparse.Namespace,
) -> State:
    """Take in one document and save the evidence that it makes."""
    file = desk.file.attach(document)
    kind = "picture" if file.media_type.startswith("image/") else "document"
    values: dict[str, Value] = {"title": document.stem, "type": kind}
    editor = Editor(state, desk.actor)
    piece = edits.add_evidence(editor, values, file)
    edits.link(editor, review.id, piece, factor.id, asked.question, stance=asked.stance)
    desk.file.commit(editor.changes)
    return editor.state
