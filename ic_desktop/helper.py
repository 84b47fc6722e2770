"""The helper process: ``python -m ic_desktop.helper [BYTES]`` looks into files of unknown origin.

Each line on standard input is a request, ``{"name", "args", "language"}``; what can be asked
stands in a fixed table. Answers are lines on standard output: any number of
``{"progress": [done, total]}`` and then ``{"result"}``, ``{"kind", "what", "remedy"}`` for an
error that a person can understand, or ``{"fault"}`` with a place in the code, never with words
from a file. It ends with its standard input.
"""

import base64
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from ic_desktop import i18n
from ic_desktop.errors import IcError

Tell = Callable[[int, int], None]


def _inspect(args: dict[str, Any], tell: Tell) -> Any:
    from ic_desktop.store.inspection import inspect_here

    return inspect_here(Path(args["path"]), tell, args.get("passphrase", ""))


def _adopt(args: dict[str, Any], tell: Tell) -> Any:
    from ic_desktop.store.adopting import adopt_here

    passphrase, leaving = args.get("passphrase", ""), frozenset(args.get("leaving", ()))
    paths = Path(args["path"]), Path(args["to"])
    return adopt_here(*paths, args["manifest"], tell, passphrase, leaving)


def _check_pack(args: dict[str, Any], _tell: Tell) -> Any:
    from ic_desktop.benchmark.load import check

    return [[p.file, p.place, p.what, p.remedy] for p in check(Path(args["path"]))]


def _preview(args: dict[str, Any], _tell: Tell) -> Any:
    from ic_desktop.report.preview import render

    document = base64.b64decode(args["data"]) if "data" in args else Path(args["path"])
    shown = render(document, page=int(args.get("page", 1)), width=int(args.get("width", 800)))
    return {
        "pages": shown.pages,
        "page": shown.page,
        "width": shown.width,
        "height": shown.height,
        "png": base64.b64encode(shown.png).decode("ascii"),
    }


def _report(args: dict[str, Any], tell: Tell) -> Any:
    from ic_desktop.report.order import make_here

    return make_here(args, tell)


def _verify_report(args: dict[str, Any], _tell: Tell) -> Any:
    from ic_desktop.report.order import verify_here

    return verify_here(args)


def _read_form(args: dict[str, Any], _tell: Tell) -> Any:
    from ic_desktop.exchange.forms.reading import read_form

    return read_form(Path(args["path"]))


def _slides(args: dict[str, Any], _tell: Tell) -> Any:
    from ic_desktop.report.slides import make_here

    return make_here(args)


def _visit_paper(args: dict[str, Any], _tell: Tell) -> Any:
    from ic_desktop.report.visit_paper import paper_here

    return {"pdf": base64.b64encode(paper_here(args)).decode("ascii")}


FUNCTIONS: dict[str, Callable[[dict[str, Any], Tell], Any]] = {
    "inspect": _inspect,
    "adopt": _adopt,
    "check-pack": _check_pack,
    "preview": _preview,
    "report": _report,
    "verify-report": _verify_report,
    "visit-paper": _visit_paper,
    "slides": _slides,
    "read-form": _read_form,
}
"""What can be asked.

- ``inspect {path, passphrase}``: what a stranger's project holds, see ``store/inspection.py``
- ``adopt {path, to, manifest, passphrase, leaving}``: writes its content to a new file ``to``,
  without the documents whose hashes are left
- ``check-pack {path}``: a list of [file, place, what, remedy]
- ``preview {path | data (base64), page, width}``: {pages, page, width, height, png (base64)}
- ``report {order}``: makes a draft or signs a report; order and answer in ``report/order.py``
- ``read-form {path}``: what a Word or Excel form says, see ``exchange/forms/reading.py``
- ``slides {order}``: draws slides that were composed already, see ``report/slides.py``
- ``verify-report {order}``: the facts about a signed file, ``Verification.as_json``
- ``visit-paper {what, sheet}``: {pdf (base64)} of a schedule or a guide, ``report/visit_paper.py``
"""


def main() -> int:
    """Answer requests until standard input ends."""
    _bound_memory(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    # Whatever a library prints must not come between the answers.
    with os.fdopen(os.dup(1), "wb", buffering=0) as out:
        os.dup2(2, 1)
        for line in sys.stdin.buffer:
            _answer(json.loads(line), out)
    return 0


def _answer(request: dict[str, Any], out: IO[bytes]) -> None:
    def say(answer: dict[str, Any]) -> None:
        out.write(json.dumps(answer).encode("ascii") + b"\n")

    i18n.use(request["language"])
    try:
        work = FUNCTIONS[request["name"]]
        say({"result": work(request["args"], lambda done, all_: say({"progress": [done, all_]}))})
    except IcError as error:
        say({"kind": type(error).__name__, "what": error.what, "remedy": error.remedy})
    except MemoryError:
        say({"fault": "memory"})
    except Exception as error:  # noqa: BLE001 - told to the program, which logs it
        say({"fault": _place_of(error)})


def _place_of(error: Exception) -> str:
    """Return kind and places of a fault; never its message, which may quote what a file holds."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = (f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return " < ".join((type(error).__name__, *places))


if sys.platform == "win32":

    def _bound_memory(most: int) -> None:
        """Put this process into a job that may not take more than ``most`` bytes."""
        from ic_desktop.windows_job import bound_memory

        if most:
            bound_memory(most)

else:

    def _bound_memory(most: int) -> None:
        """Hold this process to ``most`` bytes of address space; macOS may not hold to it."""
        import resource

        if most:
            try:
                resource.setrlimit(resource.RLIMIT_AS, (most, most))
            except (ValueError, OSError):
                return


if __name__ == "__main__":
    sys.exit(main())
