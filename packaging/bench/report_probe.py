"""Runs in a child process: ``python -m bench.report_probe PROJECT OUT.pdf TIMES``.

Has the review's report made and signed by the helper process, as the window does, and looks at
the last one with the program and with pdfsig. Prints seconds and MB as one line of JSON.
"""

import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.memory import Peak
from ic_desktop import helper_client
from ic_desktop.project.entities import reviews
from ic_desktop.project.state import fold
from ic_desktop.report import identity, order
from ic_desktop.report.facts import Outcome
from ic_desktop.report.trust import How, TrustList, known_from_pem
from ic_desktop.report.verify import verify
from ic_desktop.store.project_file import ProjectFile

PASSPHRASE = "five plain words for this"


def drafted(path: Path) -> order.Order:
    """Return the order for a report on the last review of a project."""
    file = ProjectFile.open(path)
    try:
        state = fold(file.changes())
        review = reviews(state)[-1]
        return order.draft_order(state, review.id, file.packs()[review.pack.hash], "en")
    finally:
        file.close()


def judged(pdf: Path, known: TrustList) -> str:
    """Return who finds the signature good; raises if the program or pdfsig does not."""
    assert verify(pdf, known).verdict is Outcome.KNOWN, "the program does not find it good"
    found = ["the program"]
    if shutil.which("pdfsig"):
        said = subprocess.run(
            ["pdfsig", "-nocert", str(pdf)], capture_output=True, text=True, check=True
        ).stdout
        assert "Signature is Valid" in said, said
        assert "Total document signed" in said, said
        found.append("pdfsig")
    return "good to " + " and ".join(found)


def main() -> int:
    """Measure and print."""
    project, out, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    signer = identity.make("Ada Example", PASSPHRASE, "Fictional example")
    signing = order.signing_order(drafted(project), signer, PASSPHRASE)
    peak, taken = Peak(helpers=True), []
    for _time in range(times):
        begun = time.perf_counter()
        answer = helper_client.ask("report", signing, memory=order.MEMORY)
        out.write_bytes(order.signed_of(answer).pdf)
        taken.append(time.perf_counter() - begun)
    memory = peak.reached()
    known = TrustList((known_from_pem(signer.certificate.encode(), How.MET),))
    found = {
        "time": statistics.median(taken),
        "memory": memory,
        "size": out.stat().st_size / 1000,
        "pages": _pages(out),
        "judged": judged(out, known),
    }
    print(json.dumps(found), flush=True)
    return 0


def _pages(pdf: Path) -> int:
    import pikepdf

    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


if __name__ == "__main__":
    sys.exit(main())
