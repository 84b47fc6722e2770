"""From a project's state to a report's content. A pure function: one state, one document."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.errors import NoSuchReview
from ic_desktop.i18n import Catalogue
from ic_desktop.project.entities import Evidence, answer, profile, review
from ic_desktop.project.kinds import CITY, TEAM
from ic_desktop.project.peer import session
from ic_desktop.project.seal import backing_evidence, state_root
from ic_desktop.project.state import State, fold
from ic_desktop.report import edition as filter_of
from ic_desktop.report.compose_peer import Spreads, peer_part
from ic_desktop.report.composing import Work, kind_of, long_day
from ic_desktop.report.document import (
    Citation,
    ContextEntry,
    Cover,
    Document,
    Edition,
    EvidenceEntry,
    FactorEntry,
    FactorResult,
    OpenQuestion,
    PackSource,
    Place,
    PromptText,
    QuestionEntry,
    Result,
    RoleResult,
    Signer,
)
from ic_desktop.review import leaving
from ic_desktop.review.context import Noted, context_notes
from ic_desktop.review.disclosure import confidentiality_of, speaker_label, stricter
from ic_desktop.review.evidence import Cited, EvidenceIndex, index
from ic_desktop.review.results import FactorRow, Results, results
from ic_desktop.review.scope import factors_in_scope
from ic_desktop.review.to_ask import is_open


def compose(
    state: State,
    pack: Pack,
    review_id: str,
    words: Catalogue,
    *,
    voice: str = "",
    edition: Edition = "full",
    signer: Signer | None = None,
    spreads: Spreads | None = None,
) -> Document:
    """Return the report on a review; a peer review's has the form of one, in the team's voice.

    ``words`` is the report's language, ``pack`` is in the language its questions are to have.
    ``voice`` "" is the one that a review of this kind speaks in. ``spreads``: how the peers judged,
    by factor, where the state that is given leaves their verdicts out. Only what the review rests
    on goes in, so a sealed review's own state gives the same document. Raises
    :class:`~ic_desktop.errors.NoSuchReview`.
    """
    own = fold(leaving.for_a_report(state, review_id))
    about = review(own, review_id)
    if about is None or about.removal == "removed":
        raise NoSuchReview
    peers = leaving.spreads(state, review_id) if spreads is None else spreads
    is_peer_review = about.kind == "peer-review"
    voice = voice or (TEAM if is_peer_review else CITY)
    scope = {factor.id: factor.number for factor in factors_in_scope(pack, about)}
    pieces = index(own, review_id)
    listed = _cited(own, review_id, scope)
    numbers = _numbers(pieces, listed)
    work = Work(own, pack, about, words, voice, edition, pieces, numbers, scope)
    found = results(own, pack, about, voice)
    changed = max((head.header.time for head in own.heads()), default=0)
    factors = tuple(_factor(work, row) for row in found.factors)
    # The city's context explains; a team that judges does not describe it anew.
    context = context_notes(own, pack, about, CITY if is_peer_review else voice)
    return Document(
        language=words.language,
        edition=edition,
        cover=_cover(work, changed),
        standard=pack.standard,
        introduction=pack.introduction,
        result=result_of(found, pack),
        factors=factors,
        context_title=pack.context_title,
        context=tuple(_context(work, noted) for noted in context),
        open_questions=() if is_peer_review else tuple(_open_questions(factors)),
        method=about.method,
        evidence=tuple(_listed(work, piece) for piece in listed),
        source=_source(pack),
        root=state_root(own),
        changed=changed,
        signer=signer,
        peer=peer_part(work, peers) if is_peer_review else None,
    )


def _cited(state: State, review_id: str, scope: Mapping[str, int]) -> list[Evidence]:
    """Return the evidence of the report's list: what speaks to a factor or backs a finding.

    Doubles of two note-takers that were joined are one piece.
    """
    pieces = index(state, review_id)
    backing = {pieces.kept.get(key, key) for key in backing_evidence(state, review_id)}
    found = {
        piece.id
        for piece in pieces.pieces.values()
        if piece.id in backing or any(k.factor in scope for k in pieces.links_of(piece.id))
    }
    return [piece for piece in pieces.pieces.values() if piece.id in found]


def _numbers(pieces: EvidenceIndex, listed: list[Evidence]) -> dict[str, int]:
    """Return the number in the list by piece; a joined double has that of its main piece."""
    numbers = {piece.id: number for number, piece in enumerate(listed, 1)}
    return numbers | {key: numbers[main] for key, main in pieces.kept.items() if main in numbers}


def _cover(work: Work, changed: int) -> Cover:
    city, about, pack = profile(work.state), work.review, work.pack
    return Cover(
        city=city.city,
        country=", ".join(part for part in (city.region, country(city.country, work)) if part),
        title=about.title,
        kind=about.kind,
        benchmark=pack.title,
        version=about.pack.version or pack.version,
        scope=_scope(work),
        period=about.period,
        assessors=about.assessors,
        date=long_day(datetime.fromtimestamp(changed / 1000, UTC).date(), work.words.language),
        revision=about.revision,
        contact=city.contact,
        mark=work.words.gettext("Fictional example") if city.fictional else "",
    )


def _scope(work: Work) -> str:
    chosen, words = factors_in_scope(work.pack, work.review), work.words
    if len(chosen) == len(work.pack.factors):
        return words.ngettext(
            "The whole benchmark: {number} key factor",
            "The whole benchmark: all {number} key factors",
            len(chosen),
        ).format(number=len(chosen))
    return words.ngettext(
        "{number} of {all} key factors: {list}",
        "{number} of {all} key factors: {list}",
        len(chosen),
    ).format(
        number=len(chosen),
        all=len(work.pack.factors),
        list=", ".join(str(factor.number) for factor in chosen),
    )


def country(code: str, work: Work) -> str:
    """Return a country's name in the report's language; anything but a code stays as typed."""
    from babel import Locale

    if len(code) == 2 and code.isascii() and code.isupper():
        return str(Locale.parse(work.words.language).territories.get(code, code))
    return code


def result_of(found: Results, pack: Pack) -> Result:
    """Return a review's results as reports and charts show them."""
    groups = {group.id: group.title for group in pack.groups}
    rows = tuple(_row(row, groups.get(row.factor.group, "")) for row in found.factors)
    roles = tuple(
        RoleResult(role.role.title, tuple((r.factor.number, r.outcome) for r in role.factors))
        for role in found.roles
    )
    return Result(found.counts, rows, roles)


def _row(row: FactorRow, group: str) -> FactorResult:
    return FactorResult(
        id=row.factor.id,
        number=row.factor.number,
        title=row.factor.title,
        verdict=row.outcome,
        supports=row.evidence.supports,
        contradicts=row.evidence.contradicts,
        background=row.evidence.background,
        context=tuple(noted.context.title for noted in row.context),
        group=group,
    )


def _factor(work: Work, row: FactorRow) -> FactorEntry:
    factor, verdict = row.factor, row.verdict
    groups = {group.id: group.title for group in work.pack.groups}
    return FactorEntry(
        id=factor.id,
        number=factor.number,
        title=factor.title,
        statement=factor.statement,
        rationale=factor.rationale,
        group=groups.get(factor.group, ""),
        verdict=row.outcome,
        reason=verdict.reason,
        confidence=verdict.confidence,
        questions=_questions(work, factor),
        evidence=tuple(_citations(work, factor)),
        context=tuple(_context(work, noted) for noted in row.context),
        unsettled=bool(row.unsettled),
        withheld="reason" in verdict.withheld,
    )


def _questions(work: Work, factor: Factor) -> tuple[QuestionEntry, ...]:
    """Return the guide questions; the team of a peer review judges and answers none."""
    if work.review.kind == "peer-review":
        return ()
    return tuple(_question(work, factor, question) for question in factor.questions)


def _question(work: Work, factor: Factor, question: Question) -> QuestionEntry:
    given = answer(work.state, work.review.id, question.id, work.voice)
    cited = work.evidence.of_question(factor.id, question.id)
    waits = is_open(given)
    return QuestionEntry(
        id=question.id,
        text=question.text,
        prompts=tuple(PromptText(prompt.id, prompt.text) for prompt in question.prompts),
        answer=given.value,
        note=given.note,
        evidence=tuple(sorted({work.numbers[one.evidence.id] for one in cited})),
        waits=waits,
        by=work.day(given.ask_by) if waits else "",
        unsettled=bool(given.conflicts),
    )


def _open_questions(factors: Iterable[FactorEntry]) -> Iterable[OpenQuestion]:
    """What is still to be asked, in the benchmark's order."""
    for factor in factors:
        for question in factor.questions:
            if question.waits:
                yield OpenQuestion(question.id, question.text, question.by)


_STANCES = ("supports", "contradicts", "background")


def _citations(work: Work, factor: Factor) -> Iterable[Citation]:
    """What speaks to a factor: supporting, contradicting, background, each in the list's order.

    All places of one piece that say the same stand together.
    """
    order = {question.id: nth for nth, question in enumerate(factor.questions)}
    together: dict[tuple[str, str, str], list[Cited]] = {}
    for one in work.evidence.of_factor(factor.id):
        said = (one.link.stance, one.evidence.id, one.link.response)
        together.setdefault(said, []).append(one)
    made = [_citation(work, links, order) for links in together.values()]
    return sorted(
        dict.fromkeys(made), key=lambda c: (_STANCES.index(c.stance), c.number, c.response)
    )


def _citation(work: Work, links: list[Cited], order: Mapping[str, int]) -> Citation:
    piece, link = links[0].evidence, links[0].link
    whole = Citation(
        number=work.numbers[piece.id],
        title=piece.title,
        kind=kind_of(piece),
        stance=link.stance,
        places=_places(links, order),
        response=link.response,
        said=piece.text if _is_said(piece) else "",
        form=piece.form,
        speaker=speaker_label(work.state, piece, work.words) if _is_said(piece) else "",
    )
    return filter_of.cited(work.edition, whole, _level(work, piece))


def _is_said(piece: Evidence) -> bool:
    """Tell whether a piece is what somebody said or saw, which is shown by its words."""
    return piece.type in ("statement", "observation")


def _places(links: list[Cited], order: Mapping[str, int]) -> tuple[Place, ...]:
    asked: dict[tuple[str, str], set[str]] = {}
    for one in links:
        asked.setdefault((one.link.page, one.link.passage), set()).add(one.link.question)
    places = [
        Place(page, passage, tuple(sorted(ids - {""}, key=lambda q: (order.get(q, -1), q))))
        for (page, passage), ids in asked.items()
    ]
    return tuple(
        sorted(places, key=lambda p: ([order.get(q, -1) for q in p.questions], p.page, p.passage))
    )


def _context(work: Work, noted: Noted) -> ContextEntry:
    note = noted.note
    return ContextEntry(
        title=noted.context.title,
        description=noted.context.description,
        direction=note.direction,
        strength=note.strength,
        text=note.text,
        factors=tuple(sorted((work.scope[f], f) for f in note.factors if f in work.scope)),
        unsettled=bool(note.conflicts),
    )


def _listed(work: Work, piece: Evidence) -> EvidenceEntry:
    file = piece.file
    spoken = {link.factor for link in work.evidence.links_of(piece.id)}
    factors = tuple((key, number) for key, number in work.scope.items() if key in spoken)
    level = _level(work, piece)
    whole = EvidenceEntry(
        number=work.numbers[piece.id],
        kind=kind_of(piece),
        title=piece.title,
        date=work.day(piece.date),
        source=piece.source,
        text=piece.text,
        url=piece.url,
        figure=" ".join(part for part in (piece.figure, piece.unit) if part),
        file_name=file.name if file else "",
        size=file.size if file else 0,
        sha256=file.sha256 if file else "",
        confidentiality=level,
        factors=factors,
        absent=_is_absent(piece, level),
        form=piece.form,
        speaker=speaker_label(work.state, piece, work.words) if _is_said(piece) else "",
        session=_session_day(work, piece),
        unsettled=bool({"title", "text", "source", "figure", "file"}.intersection(piece.conflicts)),
    )
    return filter_of.listed(work.edition, whole)


def _is_absent(piece: Evidence, level: str) -> bool:
    """Tell whether words of a piece were erased or are not in this copy.

    Those of a confidential piece are kept back in any case; it is absent only where it is unknown
    whether it is confidential at all.
    """
    unknown = not {"confidentiality", "speaker", "type"}.isdisjoint(piece.withheld)
    return unknown or (bool(piece.withheld) and level != "confidential")


def _level(work: Work, piece: Evidence) -> str:
    """Return how confidential a piece is, and what was joined into it, which says the same."""
    same = (piece, *work.evidence.doubles_of(piece.id))
    return stricter(*(confidentiality_of(work.state, one) for one in same))


def _session_day(work: Work, piece: Evidence) -> str:
    held = session(work.state, piece.session) if piece.session else None
    return work.day(held.date) if held is not None else ""


def _source(pack: Pack) -> PackSource:
    own = pack.source
    return PackSource(
        title=own.title,
        publisher=own.publisher,
        project=own.project,
        year=own.year,
        pages=own.pages,
        note=own.note,
        licence=own.licence,
        ours=pack.ours,
        hash=pack.hash,
        footnotes=tuple(footnote.text for footnote in pack.footnotes),
    )
