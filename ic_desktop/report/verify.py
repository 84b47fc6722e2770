"""Checking a signed report: all the facts about a file, for a person to judge.

A file may come from anyone. It is read within bounds and nothing in it can raise; a caller that
wants time and memory capped runs :func:`verify` in the helper process: arguments and result are
plain data.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from ic_desktop.report import inspection
from ic_desktop.report.facts import (
    Doubt,
    Outcome,
    Problem,
    ProjectFacts,
    Seal,
    Sentence,
    SignatureFacts,
    Verification,
    from_json,
)
from ic_desktop.report.trust import TrustList

__all__ = [
    "Doubt",
    "Outcome",
    "Problem",
    "ProjectFacts",
    "Seal",
    "Sentence",
    "SignatureFacts",
    "TrustList",
    "Verification",
    "from_json",
    "verify",
]


def verify(
    source: Path | bytes, trust: TrustList, project: ProjectFacts | None = None
) -> Verification:
    """Return all facts about the signatures of a PDF; never raises for what the file holds."""
    data = source if isinstance(source, bytes) else _read(source)
    if data is None:
        return Verification(sha256="", size=0, problem=Problem.MISSING)
    found = inspection.inspect(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return Verification(
        sha256=sha256,
        size=len(data),
        problem=found.problem,
        well_formed=found.well_formed,
        drawn_by_us=found.drawn_by_us,
        empty_fields=found.empty_fields,
        signatures=tuple(_recognised(one, trust) for one in found.signatures),
        project_id=project.project_id if project else "",
        seal=_seal(sha256, project),
    )


def _read(path: Path) -> bytes | None:
    """Return the file's bytes, one more than are looked into at most; None if it is not there."""
    try:
        with path.open("rb") as stream:
            return stream.read(inspection.LARGEST_PDF + 1)
    except OSError:
        return None


def _recognised(facts: SignatureFacts, trust: TrustList) -> SignatureFacts:
    """Add whether the signer is known, and who else has that name.

    Anyone can put another's certificate into a file; only a signature that fits makes it theirs.
    """
    if not facts.intact:
        return facts
    namesakes = trust.namesakes(facts.signer, facts.fingerprint)
    return replace(facts, known=trust.find(facts.fingerprint), namesakes=namesakes)


def _seal(sha256: str, project: ProjectFacts | None) -> Seal | None:
    if project is None:
        return None
    return next((one for one in project.seals if one.pdf_sha256.lower() == sha256), None)
