"""Making and checking reports as orders that another process carries out: plain data both ways.

The window composes and draws nothing itself: it writes an order, hands it to the helper process
over a pipe (``report`` and ``verify-report`` in ``ic_desktop/helper.py``) and reads the answer. A
passphrase stands in the order and nowhere else. The helper speaks the window's language.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.benchmark import load
from ic_desktop.project.changes import Body, Change, read_own_change
from ic_desktop.project.state import State, fold
from ic_desktop.review import leaving
from ic_desktop.review.results import Counts

if TYPE_CHECKING:
    from ic_desktop.report.build import SignedReport
    from ic_desktop.report.facts import ProjectFacts, Verification
    from ic_desktop.report.identity import Identity
    from ic_desktop.report.trust import TrustList

MEMORY: Final = 2**30
"""Bytes of address space that the making of a report may take."""

Order = dict[str, Any]
"""What to do, as JSON data."""
Answer = dict[str, Any]
"""What came of it, as JSON data."""
Tell = Callable[[int, int], None]
"""Told how much is done, of how much."""


def draft_order(state: State, review_id: str, bundle: bytes, language: str) -> Order:
    """Return the order for a draft in a language; ``bundle`` is the review's pack.

    It holds what the report rests on and nothing else of the project: of how the peers judged,
    the spread alone. Of a sealed review ``state`` is what ``seal.as_sealed`` returns.
    """
    heads = leaving.for_a_report(state, review_id)
    spreads = leaving.spreads(state, review_id)
    return {
        "language": language,
        "review": review_id,
        "bundle": bundle.decode("utf-8"),
        "changes": [_written(change) for change in heads],
        "spreads": {factor: [n for _code, n in c.items] for factor, c in spreads.items()},
    }


def signing_order(draft: Order, identity: "Identity", passphrase: str) -> Order:
    """Return the order for the final report, from that for a draft of it."""
    signer = asdict(identity) | {
        "path": str(identity.path),
        "not_after": identity.not_after.isoformat(),
    }
    return draft | {"signer": signer, "passphrase": passphrase}


def verifying_order(path: Path, trust: "TrustList", project: "ProjectFacts | None") -> Order:
    """Return the order to check a signed file against the signers and the project one knows."""
    return {
        "path": str(path),
        "known": [asdict(one) for one in trust.entries],
        "project": None if project is None else asdict(project),
    }


def make_here(order: Order, tell: Tell) -> Answer:
    """Make the draft or the signed report that an order asks for.

    Raises what build_draft and build_signed raise.
    """
    from ic_desktop.report import build

    state = fold(_read(one) for one in order["changes"])
    pack = load.from_bundle(order["bundle"].encode("utf-8"), order["language"])
    where = (state, pack, order["review"], order["language"])
    spreads = {factor: Counts(*numbers) for factor, numbers in order["spreads"].items()}

    def told(share: float, _doing: str) -> None:
        tell(round(1000 * share), 1000)

    if "signer" not in order:
        return {"pdf": _text_of(build.build_draft(*where, spreads=spreads, on_progress=told))}
    signer = _signer(order["signer"])
    signed = build.build_signed(
        *where, signer, order["passphrase"], spreads=spreads, on_progress=told
    )
    return {
        "pdf": _text_of(signed.pdf),
        "sha256": signed.sha256,
        "signer": signed.signer,
        "fingerprint": signed.fingerprint,
        "at": signed.at,
    }


def pdf_of(answer: Answer) -> bytes:
    """Return the report's bytes from the answer to an order for one."""
    return base64.b64decode(answer["pdf"])


def signed_of(answer: Answer) -> "SignedReport":
    """Return the signed report from the answer to a signing order."""
    from ic_desktop.report.build import SignedReport

    return SignedReport(
        pdf=pdf_of(answer),
        sha256=answer["sha256"],
        signer=answer["signer"],
        fingerprint=answer["fingerprint"],
        at=answer["at"],
    )


def verification_of(answer: Answer) -> "Verification":
    """Return the facts from the answer to a verifying order."""
    from ic_desktop.report.facts import from_json

    return from_json(answer)


def _text_of(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _written(change: Change) -> list[str | None]:
    body = change.body
    header = change.header.canonical().decode("utf-8")
    if body is None:
        return [header, None, None]
    return [header, body.salt.hex(), body.data.decode("utf-8")]


def _read(written: list[str]) -> Change:
    header, salt, data = written
    body = None if salt is None else Body(bytes.fromhex(salt), data.encode("utf-8"))
    return read_own_change(header.encode("utf-8"), body)


def _signer(data: Mapping[str, Any]) -> "Identity":
    from ic_desktop.report.identity import Identity

    changed = {"path": Path(data["path"]), "not_after": datetime.fromisoformat(data["not_after"])}
    return Identity(**(dict(data) | changed))


def verify_here(order: Order) -> Answer:
    """Check the file that an order names; the answer is what ``Verification.as_json`` gives."""
    from ic_desktop.report.facts import ProjectFacts, Seal
    from ic_desktop.report.trust import How, Known, TrustList
    from ic_desktop.report.verify import verify

    known = (Known(**(one | {"how": How(one["how"])})) for one in order["known"])
    told = order["project"]
    project = None
    if told is not None:
        project = ProjectFacts(told["project_id"], tuple(Seal(**one) for one in told["seals"]))
    return verify(Path(order["path"]), TrustList(tuple(known)), project).as_json()
