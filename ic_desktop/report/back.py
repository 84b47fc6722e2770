"""The last pages: context, what is still to be asked, method, evidence, source, signature."""

from typing import Any

from reportlab.platypus import FrameBreak, KeepInFrame, NextPageTemplate, PageBreak

from ic_desktop.i18n import Catalogue
from ic_desktop.report import certificate, charts, fonts
from ic_desktop.report.document import (
    Document,
    EvidenceEntry,
    OpenQuestion,
    Signer,
)
from ic_desktop.report.factor_pages import context_note, how_said, said, unsettled
from ic_desktop.report.flowables import Text, gap, linked, paragraphs, together
from ic_desktop.report.front import chapter, section
from ic_desktop.report.pages import ABOVE_BOX, BELOW_BOX
from ic_desktop.report.style import BOTTOM, COLUMN, LIGHT, PAGE, TOP, styles
from ic_desktop.review.labels import CONFIDENTIALITIES, KINDS, word

_SAID = ("statement", "observation")
"""Kinds of evidence that are shown by their words, so that they need no title."""


def context(document: Document, words: Catalogue) -> list[Any]:
    """Return the chapter on context factors, those without a note named at its end."""
    look = styles()
    title = document.context_title or words.gettext("Context")
    lead = words.gettext(
        "Circumstances largely outside the city’s control. They explain a verdict and never "
        "change it."
    )
    story = [PageBreak(), chapter(title, "context"), *paragraphs(lead, look.body)]
    silent = []
    for entry in document.context:
        if not entry.has_note:
            silent.append(entry.title)
            continue
        story += context_note(entry, words)
        if entry.factors:
            links = ", ".join(linked(f"factor-{f}", number) for number, f in entry.factors)
            text = words.gettext("Explains key factors: {numbers}").format(numbers=links)
            story.append(Text(text, look.small))
    if silent:
        text = words.gettext("Nothing was noted on: {titles}.").format(titles=", ".join(silent))
        story += [gap(8), *paragraphs(text, look.muted)]
    return story


def open_questions(document: Document, words: Catalogue) -> list[Any]:
    """Return what is still to be asked; nothing if all is known."""
    if not document.open_questions:
        return []
    story = [gap(24), chapter(words.gettext("Still to be asked"), "open")]
    for question in document.open_questions:
        story += _open_question(question, words)
    return story


def _open_question(question: OpenQuestion, words: Catalogue) -> list[Any]:
    text = question.text
    if question.by:
        text = words.gettext("{question} (by {date})").format(question=text, date=question.by)
    first, *rest = fonts.pieces(text) or [""]
    look = styles().open
    return [
        Text(fonts.markup(first), look, bulletText=fonts.plain(question.question)),
        *(Text(fonts.markup(piece), look) for piece in rest),
    ]


def method(document: Document, words: Catalogue) -> list[Any]:
    """Return the chapter on how the review was made: what people wrote, then what was counted.

    Nothing else: a report must not say of a review what nobody said and nothing shows.
    """
    look = styles()
    story = [gap(24), chapter(words.gettext("How the review was made"), "method")]
    if document.method:
        story += paragraphs(document.method, look.body)
    else:
        story += paragraphs(words.gettext("Nothing was noted on the method."), look.muted)
    return [*story, *paragraphs(" ".join(counted(document, words)), look.body)]


def counted(document: Document, words: Catalogue) -> list[str]:
    """Return what can be counted of how a review was made, a sentence each."""
    own, factors = document.cover, document.factors
    answers = [question.answer for factor in factors for question in factor.questions]
    unknown = answers.count("dont-know")
    answered = sum(1 for one in answers if one) - unknown
    judged = [factor for factor in factors if factor.verdict != "not-judged"]
    reasons = sum(1 for factor in judged if factor.reason.strip())
    said = [
        words.gettext("The review uses the benchmark “{benchmark}”, version {version}.").format(
            benchmark=own.benchmark, version=own.version
        ),
        words.ngettext(
            "{number} of {all} guide question was answered.",
            "{number} of {all} guide questions were answered.",
            len(answers),
        ).format(number=answered, all=len(answers)),
    ]
    if unknown:
        text = words.ngettext(
            "{number} more has the answer “Don’t know”.",
            "{number} more have the answer “Don’t know”.",
            unknown,
        )
        said.append(text.format(number=unknown))
    text = words.ngettext(
        "{number} of {all} key factor was judged.",
        "{number} of {all} key factors were judged.",
        len(factors),
    )
    said.append(text.format(number=len(judged), all=len(factors)))
    if judged:
        text = words.ngettext(
            "A reason is given for {number} verdict.",
            "A reason is given for {number} verdicts.",
            reasons,
        )
        said.append(text.format(number=reasons))
    return [*said, *_rests_on(document, words)]


def _rests_on(document: Document, words: Catalogue) -> list[str]:
    """Say how much evidence the review cites, and which of it are documents."""
    pieces = document.evidence
    if not pieces:
        return [words.gettext("No evidence is cited.")]
    text = words.ngettext(
        "{number} piece of evidence is cited.",
        "{number} pieces of evidence are cited.",
        len(pieces),
    )
    said = [text.format(number=len(pieces))]
    files = [piece for piece in pieces if piece.sha256]
    if files:
        text = words.ngettext(
            "{number} of them is a file with its check sum in the list of evidence ({list}).",
            "{number} of them are files with their check sums in the list of evidence ({list}).",
            len(files),
        )
        listed = ", ".join(f"E{piece.number}" for piece in files)
        said.append(text.format(number=len(files), list=listed))
    return said


def evidence(document: Document, words: Catalogue) -> list[Any]:
    """Return the evidence: how much for which factor, then each piece with its check sum."""
    look = styles()
    story = [PageBreak(), chapter(words.gettext("Evidence"), "evidence")]
    if not document.evidence:
        none = words.gettext("This review rests on no evidence so far.")
        return [*story, *paragraphs(none, look.muted)]
    story += [
        section(words.gettext("Pieces of evidence by key factor")),
        *charts_in_parts(document, words),
        section(words.gettext("List of evidence")),
    ]
    if any(piece.sha256 for piece in document.evidence):
        text = words.gettext(
            "The check sum (SHA-256) of a document belongs to its every byte: whoever has "
            "the same document gets the same sum."
        )
        story += paragraphs(text, look.body)
    for piece in document.evidence:
        story += _piece(piece, words)
    return story


def charts_in_parts(document: Document, words: Catalogue, rows: int = 26) -> list[Any]:
    """Return the chart of evidence by factor, a new one after every ``rows`` factors."""
    factors = document.result.factors
    parts = [factors[i : i + rows] for i in range(0, len(factors), rows)]
    return [charts.evidence(part, words, LIGHT, COLUMN) for part in parts]


def _piece(piece: EvidenceEntry, words: Catalogue) -> list[Any]:
    look = styles()
    kind = word(words, KINDS, piece.kind)
    untitled = kind if piece.text and piece.kind in _SAID else words.gettext("Without a title")
    title = fonts.shortened(piece.title, 300) or untitled
    if piece.absent:
        title = words.gettext("Erased, or not in this copy")
    elif piece.confidential:
        title = words.gettext("Confidential: {kind}").format(kind=kind)
    anchor = f'<a name="evidence-{piece.number}"/>'
    head = Text(anchor + fonts.markup(title), look.entry, bulletText=f"E{piece.number}")
    if piece.absent:
        lost = words.gettext("Words of this piece were erased for good, or were kept back.")
        return [head, *paragraphs(lost, look.meta)]
    if piece.confidential:
        text = words.gettext("Not shown in this report.")
        return [head, *paragraphs(text, look.meta)]
    level = word(words, CONFIDENTIALITIES, piece.confidentiality)
    named = [] if title == kind else [kind]
    facts = [*named, *how_said(piece, words), piece.session or piece.date, piece.source, level]
    line = " · ".join(fact for fact in facts if fact)
    story = [head, *paragraphs(line[:1].upper() + line[1:], look.meta)]
    if piece.unsettled:
        story.append(unsettled(words, look.meta))
    story += paragraphs(piece.figure, look.said)
    story += said(piece.text, piece.form, look.said, words)
    story += paragraphs(piece.url, look.meta)
    if piece.factors:
        links = ", ".join(linked(f"factor-{f}", n) for f, n in piece.factors)
        story.append(Text(words.gettext("Key factors: {numbers}").format(numbers=links), look.meta))
    if piece.sha256:
        size = words.gettext("{name}, {size} bytes").format(
            name=piece.file_name, size=f"{piece.size:,}".replace(",", " ")
        )
        checksum = f"SHA-256 {grouped(piece.sha256, 16)}"
        story += [*paragraphs(size, look.meta), *paragraphs(checksum, look.mono)]
    return together(story)


def source(document: Document, words: Catalogue) -> list[Any]:
    """Return where the benchmark comes from and what is this program's own."""
    look, own = styles(), document.source
    story = [PageBreak(), chapter(words.gettext("Where the benchmark comes from"), "source")]
    facts = (
        (words.gettext("Title"), own.title),
        (words.gettext("Publisher"), own.publisher),
        (words.gettext("Project"), own.project),
        (words.gettext("Year"), own.year),
        (words.gettext("Pages"), own.pages),
        (words.gettext("Licence of the words"), own.licence),
        (words.gettext("Note"), own.note),
    )
    for label, value in facts:
        for nth, piece in enumerate(fonts.pieces(value)):
            bullet = fonts.plain(label) if nth == 0 else None
            story.append(Text(fonts.markup(piece), look.fact, bulletText=bullet))
    if own.ours:
        story += [
            section(words.gettext("What the makers of this program added")),
            *paragraphs(own.ours, look.body),
        ]
    if own.footnotes:
        story.append(section(words.gettext("Footnotes of the benchmark")))
        story += [part for note in own.footnotes for part in paragraphs(note, look.small)]
    return [
        *story,
        section(words.gettext("Check sum of the benchmark’s words (SHA-256)")),
        *paragraphs(own.hash, look.mono_wide),
    ]


def signature(document: Document, words: Catalogue, *, draft: bool) -> list[Any]:
    """Return the last page, always one: the box for the stamp, and how to check the signature."""
    look = styles()
    intro = _draft_intro(words) if draft else _signed_intro(words)
    above = [
        chapter(words.gettext("Signature, and how to check it"), "signature"),
        *paragraphs(intro, look.body),
    ]
    below = [*_fingerprints(document, words), *_how_to_check(words)]
    return [
        NextPageTemplate("signature"),
        PageBreak(),
        KeepInFrame(COLUMN, PAGE[1] - TOP - ABOVE_BOX, above, mode="shrink"),
        FrameBreak(),
        KeepInFrame(COLUMN, BELOW_BOX - BOTTOM, below, mode="shrink"),
    ]


def _draft_intro(words: Catalogue) -> str:
    return words.gettext(
        "This is a draft. It is not signed and seals nothing; the review can still change. In the "
        "signed report the stamp stands in the box."
    )


def _signed_intro(words: Catalogue) -> str:
    return words.gettext(
        "The stamp in the box is only a picture. The signature itself is inside this file and "
        "covers all of it, so check it as described below."
    )


def _fingerprints(document: Document, words: Catalogue) -> list[Any]:
    look = styles()
    story: list[Any] = []
    if document.signer:
        story += _signer(document.signer, words)
    return [
        *story,
        Text(fonts.markup(words.gettext("Check sum of the review’s data (SHA-256)")), look.label),
        *paragraphs(grouped(document.root), look.mono_wide),
    ]


def _signer(signer: Signer, words: Catalogue) -> list[Any]:
    look = styles()
    name = ", ".join(part for part in (signer.name, signer.organisation) if part)
    title = words.gettext("Fingerprint of the certificate of {name} (SHA-256)").format(
        name=fonts.shortened(name, 120)
    )
    return [
        Text(fonts.markup(title), look.label),
        *paragraphs(certificate.grouped(signer.fingerprint), look.mono_wide),
    ]


def _how_to_check(words: Catalogue) -> list[Any]:
    look = styles()
    steps = (
        words.gettext(
            "Open Integrating Cities Desktop and drop this PDF on its window, or type "
            "“ic-desktop verify” and the name of the file."
        ),
        words.gettext(
            "Read what it says: who signed, when by their own clock, and whether the file is "
            "complete and unchanged, to its last byte."
        ),
        words.gettext(
            "Compare the signer’s fingerprint with one that you got another way: by telephone, "
            "by letter, in person. The one printed here proves nothing: a forger would print "
            "their own."
        ),
    )
    story: list[Any] = [Text(fonts.markup(words.gettext("With this program")), look.h3)]
    story += [
        Text(fonts.markup(step), look.step, bulletText=f"{nth}.")
        for nth, step in enumerate(steps, 1)
    ]
    return [*story, *_elsewhere(words)]


def _elsewhere(words: Catalogue) -> list[Any]:
    look = styles()
    text = words.gettext(
        "Other PDF programs find the signature too. If the signer made the identity themselves, "
        "they will say that the signer is unknown or not trusted, or that the validity is "
        "unknown: that is to be expected and means only that no public office has confirmed the "
        "name. What matters is that they also say that the document has not been changed since "
        "it was signed. If they say anything else, do not rely on this file, and ask the signer "
        "for a new copy."
    )
    heading = Text(fonts.markup(words.gettext("With other PDF programs")), look.h3)
    return [heading, *paragraphs(text, look.step_text)]


def grouped(digest: str, size: int = 4) -> str:
    """Return a hex digest in groups, as people read it aloud."""
    return " ".join(digest[i : i + size] for i in range(0, len(digest), size))
