"""The facts about a signed file in plain words: what a town clerk needs to judge it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from ic_desktop.i18n import N_, _, current, ngettext
from ic_desktop.report.certificate import grouped
from ic_desktop.report.facts import (
    Doubt,
    Outcome,
    Problem,
    Sentence,
    SignatureFacts,
    Verification,
)
from ic_desktop.report.trust import How

_PROBLEMS: Final = {
    Problem.MISSING: N_("The file is not there, or may not be read."),
    Problem.TOO_LARGE: N_("The file is too large to be checked here."),
    Problem.NOT_A_PDF: N_("The file is not a PDF."),
    Problem.PASSWORD: N_("The file is protected with a password, so it cannot be looked into."),
    Problem.DAMAGED: N_("The file is damaged, or was made in a way that hides what it holds."),
}

_DOUBTS: Final = {
    Doubt.SEVERAL: N_(
        "The file holds several signatures; each later one was added after the first. Ask the "
        "signers what was added between."
    ),
    Doubt.NOT_A_SIGNATURE: N_("It is a time stamp only, not a person's signature."),
    Doubt.WEAK_DIGEST: N_(
        "The signature rests on an outdated method ({digest}) with which two different files can "
        "be made to share one signature."
    ),
    Doubt.WEAK_KEY: N_("The signer's key is too weak to rely on ({key})."),
    Doubt.CONTAINER: N_(
        "The file says that this program made it, but its signature is not in the form in which "
        "this program writes it: it was put on by another program, or was touched."
    ),
    Doubt.UNTIDY: N_(
        "The signature's container holds more than a signature needs; something could hide there."
    ),
    Doubt.NOT_CERTIFIED: N_("The signature does not forbid later changes, as ours always do."),
    Doubt.NO_CERTIFICATE_NAMED: N_("The signature does not name the certificate that it uses."),
    Doubt.NO_TIME: N_("The signature does not say when it was made."),
    Doubt.NOT_VALID_THEN: N_(
        "The signer's certificate was not valid at the time that the signature states."
    ),
    Doubt.IN_FUTURE: N_("The stated time of signing lies in the future."),
    Doubt.BROKEN_CHAIN: N_(
        "The certificate says that {issuer} issued it, but the file does not prove that."
    ),
    Doubt.NOT_FOR_SIGNING: N_("The certificate was not issued for signing documents."),
    Doubt.EMPTY_FIELD: N_("The file holds an empty place for a further signature."),
    Doubt.NOT_WELL_FORMED: N_(
        "The file breaks the rules for PDF files; other programs may show it differently."
    ),
}


def sentences(found: Verification) -> list[Sentence]:
    """Return what to tell a person about a file, the outcome first, in the interface language."""
    said = [_headline(found)]
    if found.problem:
        said.append(Sentence("bad", current().gettext(_PROBLEMS[found.problem])))
    for facts in found.signatures:
        said += _about(facts, found)
    if found.last is not None and found.last.readable:
        said += [_doubt(one, found.last) for one in found.doubts()]
        said += _origin(found)
    said += _project(found)
    if found.verdict in (Outcome.KNOWN, Outcome.UNKNOWN):
        return said
    # A file that is not to be relied on shows nothing that could be taken for approval.
    return [replace(one, level="note") if one.level == "good" else one for one in said]


def _headline(found: Verification) -> Sentence:
    name = _name(found.last)
    match found.verdict:
        case Outcome.KNOWN if _is_own(found):
            text = _("The file is complete and unchanged, and it was signed by you: {name}.")
            return Sentence("good", text.format(name=name))
        case Outcome.KNOWN:
            text = _(
                "The file is complete and unchanged, and it was signed by {name}, whom you know."
            )
            return Sentence("good", text.format(name=name))
        case Outcome.UNKNOWN:
            text = _("The file is complete and unchanged, but you do not know the signer.")
            return Sentence("doubt", text)
        case Outcome.NAMESAKE:
            text = _("Careful: the signer is called {name}, but is not the one whom you know.")
            return Sentence("bad", text.format(name=name))
        case Outcome.DOUBTFUL:
            text = _("There are doubts about this file: read what they are before relying on it.")
            return Sentence("doubt", text)
        case Outcome.CHANGED:
            return Sentence("bad", _("The file was changed after it was signed."))
        case Outcome.NOT_SIGNED:
            return Sentence("bad", _("The file is not signed: anyone may have written it."))
        case Outcome.UNREADABLE:
            return Sentence("bad", _("The file cannot be checked, so do not rely on it."))


def _is_own(found: Verification) -> bool:
    """Tell whether the signer is the user: the key is one of their own identities."""
    last = found.last
    return last is not None and last.known is not None and last.known.how is How.OWN


def _name(facts: SignatureFacts | None) -> str:
    return facts.signer if facts is not None and facts.signer else _("(no name)")


def _about(facts: SignatureFacts, found: Verification) -> Iterator[Sentence]:
    """Yield the facts of one signature."""
    if not facts.readable:
        yield Sentence("bad", _("A signature in the file is damaged and cannot be read."))
        return
    yield _who(facts)
    if not facts.intact:
        yield _wholeness(facts)
        yield from _additions(facts)
        return
    yield Sentence("note", _("Fingerprint: {digits}").format(digits=grouped(facts.fingerprint)))
    yield _kind_of_identity(facts)
    yield from _knowledge(facts)
    if facts.claimed_time:
        when = _clock(facts.claimed_time)
        text = _("Signed on {when}, by the signer's own clock; nobody else confirms it.")
        yield Sentence("note", text.format(when=when))
    yield _wholeness(facts)
    yield from _additions(facts)
    if facts.certified == "no-changes" and found.verdict in (Outcome.KNOWN, Outcome.UNKNOWN):
        text = _("The signer certified the report against any change, even comments.")
        yield Sentence("good", text)


def _who(facts: SignatureFacts) -> Sentence:
    if not facts.intact:
        text = _("The signature is said to be by {name}, which proves nothing as it does not fit.")
        return Sentence("note", text.format(name=_name(facts)))
    if facts.organisation and facts.organisation != facts.signer:
        text = _("The certificate names the signer as {name}, {organisation}.")
        return Sentence("note", text.format(name=_name(facts), organisation=facts.organisation))
    text = _("The certificate names the signer as {name}.")
    return Sentence("note", text.format(name=_name(facts)))


def _clock(iso: str) -> str:
    """Return a claimed time as it can be read anywhere: 2026-11-22 18:58 (UTC+01:00)."""
    moment = datetime.fromisoformat(iso)
    return f"{current().moment(moment)} ({moment.tzname() or 'UTC'})"


def _kind_of_identity(facts: SignatureFacts) -> Sentence:
    if facts.self_made:
        text = _("The signer made this identity; nobody vouches for the name.")
        return Sentence("note", text)
    text = _(
        "The certificate was issued by {issuer}. Whether it was withdrawn since is not checked: "
        "this program works offline."
    )
    return Sentence("note", text.format(issuer=facts.issuer or _("(no name)")))


def _knowledge(facts: SignatureFacts) -> Iterator[Sentence]:
    """Yield whether the user knows the signer, and warn of others with that name."""
    known = facts.known
    if known is not None and known.how is How.OWN:
        yield Sentence("good", _("It is one of your own identities."))
    elif known is not None:
        text = _("You know this signer as {name}: {how} ({day}).")
        day = current().day(date.fromisoformat(known.added))
        said = text.format(name=known.name, how=known.how.words, day=day)
        yield Sentence("good", said)
    else:
        text = _(
            "You do not know this signer. Compare the fingerprint with them in another way than "
            "by this report: in person, by telephone or on their web site."
        )
        yield Sentence("doubt", text)
    for other in facts.namesakes:
        text = _(
            "You know another identity called {name} ({how}), with the fingerprint {digits}. "
            "This is not that one."
        )
        digits = grouped(other.fingerprint)
        said = text.format(name=other.name, how=other.how.words, digits=digits)
        yield Sentence("doubt" if known is not None else "bad", said)


def _wholeness(facts: SignatureFacts) -> Sentence:
    if facts.intact:
        text = _("What the signature covers is exactly what was signed.")
        return Sentence("good", text)
    if facts.digest_matches:
        text = _("The signature itself does not fit: it was altered, or made with another key.")
        return Sentence("bad", text)
    return Sentence("bad", _("What the signature covers is not what was signed."))


def _additions(facts: SignatureFacts) -> Iterator[Sentence]:
    if facts.covers_whole_file:
        yield Sentence("good", _("The signature covers the whole file, to its last byte."))
    elif facts.bytes_after:
        text = ngettext(
            "{count} byte was added behind what the signature covers.",
            "{count} bytes were added behind what the signature covers.",
            facts.bytes_after,
        )
        yield Sentence("bad", text.format(count=facts.bytes_after))
    else:
        yield Sentence("bad", _("The signature leaves out parts of the file."))


def _doubt(doubt: Doubt, facts: SignatureFacts) -> Sentence:
    text = current().gettext(_DOUBTS[doubt])
    said = text.format(
        digest=facts.digest.upper(), key=facts.weak_key, issuer=facts.issuer or _("(no name)")
    )
    return Sentence("doubt", said)


def _origin(found: Verification) -> Iterator[Sentence]:
    if not found.drawn_by_us:
        text = _("The file does not say that this program made it.")
        yield Sentence("note", text)


def _project(found: Verification) -> Iterator[Sentence]:
    """Yield whether the file is one that the given project sealed."""
    if found.seal is not None:
        text = _("It is the very file that this project sealed for the review “{title}”.")
        yield Sentence("good", text.format(title=found.seal.review_title))
    elif found.project_id:
        text = _("It is not one of the reports that were signed from this project.")
        yield Sentence("bad", text)
