"""Commands on reports: report, verify."""

import argparse
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.cli.exchange import require_file, require_free
from ic_desktop.cli.opening import Desk, actor, complete, reading, report_language, writing
from ic_desktop.cli.passphrase import first_line
from ic_desktop.cli.say import complain, say, say_json
from ic_desktop.errors import CannotUse, FileNotFound, OutsideHandOut, SignedAlready, WrongUse
from ic_desktop.i18n import _
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import reviews
from ic_desktop.project.seal import as_sealed, current_seal, seals

if TYPE_CHECKING:
    from ic_desktop.report.facts import ProjectFacts, Verification
    from ic_desktop.report.identity import Identity
    from ic_desktop.report.trust import TrustList

_LARGEST_CERTIFICATE: Final = 1_000_000


def report(asked: argparse.Namespace) -> int:
    """Make a draft, or a signed report, which seals the review."""
    if bool(asked.sign_with) != bool(asked.passphrase_file):
        what = _("A signature needs both --sign-with and --passphrase-file.")
        raise WrongUse(what, "report")
    require_free(asked.to)
    if asked.sign_with:
        _signed(asked)
    else:
        _draft(asked)
    say(str(asked.to))
    return 0


def _draft(asked: argparse.Namespace) -> None:
    from ic_desktop.report.atomic import write_atomically
    from ic_desktop.report.build import build_draft

    language = report_language()
    with complete(asked.file) as desk:
        pack = desk.pack(desk.review, language)
        state = as_sealed(desk.state, desk.review.id, desk.changes)
        pdf = build_draft(state, pack, desk.review.id, language)
    write_atomically(asked.to, pdf)


def _signed(asked: argparse.Namespace) -> None:
    from ic_desktop.report.identity import from_file

    require_file(asked.sign_with)
    passphrase = first_line(asked.passphrase_file, "report")
    identity = from_file(asked.sign_with, passphrase)
    with writing(asked.file) as desk:
        is_follow_up = desk.review.kind == "peer-review"  # its replies and progress go on
        if current_seal(desk.state, desk.review.id) is not None and not is_follow_up:
            raise SignedAlready(desk.review.title)
        if desk.lane is not None:  # its sender would not take the signature
            raise OutsideHandOut
        _sign(desk, identity, passphrase, asked.to)


def _sign(desk: Desk, identity: "Identity", passphrase: str, to: Path) -> None:
    """Write the signed report, then seal; without the seal the report does not stay either."""
    from ic_desktop.report.atomic import write_atomically
    from ic_desktop.report.build import build_signed

    language, review = report_language(), desk.review
    pack = desk.pack(review, language)
    state = as_sealed(desk.state, review.id, desk.changes)
    signed = build_signed(state, pack, review.id, language, identity, passphrase)
    editor = Editor(desk.state, actor())
    signed.seal(editor, review.id, state)
    write_atomically(to, signed.pdf)
    try:
        desk.file.commit(editor.changes)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def verify(asked: argparse.Namespace) -> int:
    """Say who signed a report and whether it is whole; exit 1 if it is not to be relied on.

    With ``--trust``, a signer who is not known does not do.
    """
    from ic_desktop.report.verify import verify as look

    require_file(asked.report)
    trust = _trust(asked.trust)
    found = look(asked.report, trust, _project(asked.project) if asked.project else None)
    stranger = bool(asked.trust) and (found.last is None or found.last.known is None)
    if asked.json:
        say_json(found.as_json() | {"holds": found.holds and not stranger})
    else:
        for sentence in found.sentences():
            say(sentence.text)
    if not found.holds:
        complain(_why_not(found))
    elif stranger:
        complain(_("The signer is not one of those whom you trust."))
    return 0 if found.holds and not stranger else 1


def _why_not(found: "Verification") -> str:
    said = found.sentences()
    worst = [one for level in ("bad", "doubt") for one in said if one.level == level]
    return (worst or said)[0].text


def _trust(certificates: list[Path]) -> "TrustList":
    """Return the signers whom the user knows, and those of all certificates in the files."""
    from ic_desktop.report.trust import How, all_known_from_pem, known_signers

    known = known_signers()
    for path in certificates:
        require_file(path)
        try:
            with path.open("rb") as stream:
                data = stream.read(_LARGEST_CERTIFICATE + 1)
        except OSError as error:
            raise FileNotFound(path.name) from error
        if len(data) > _LARGEST_CERTIFICATE:
            raise CannotUse(path.name, os.strerror(errno.EFBIG))
        known = known.add(*all_known_from_pem(data, How.FILE, path.name))
    return known


def _project(path: Path) -> "ProjectFacts":
    """Return what a project knows of the reports that were signed from it."""
    from ic_desktop.report.facts import ProjectFacts, Seal

    with reading(path) as desk:
        found = tuple(
            Seal(seal.pdf_sha256, seal.root, review.title)
            for review in reviews(desk.state)
            for seal in seals(desk.state, review.id)
        )
        return ProjectFacts(desk.file.project_id, found)
