"""The commands and their options. What a command does is imported when it runs."""

from collections.abc import Callable
from pathlib import Path

from ic_desktop import __version__
from ic_desktop.cli.usage import Parser
from ic_desktop.i18n import _
from ic_desktop.project.kinds import STANCES

Add = Callable[..., Parser]


def parser() -> Parser:
    """Return the parser; what it returns has the command's function as ``run``."""
    top = Parser(
        prog="ic-desktop",
        description=_("Without a command, the window opens, with FILE if one is given."),
        usage="ic-desktop [FILE] | COMMAND ...",
    )
    version = f"ic-desktop {__version__}"
    words = _("Show the version and end.")
    top.add_argument("--version", action="version", version=version, help=words)
    add: Add = top.add_subparsers(metavar="COMMAND", required=True, prog="ic-desktop").add_parser
    _add_projects(add)
    _add_exchange(add)
    _add_hand_out(add)
    _add_merge(add)
    _add_reports(add)
    _add_packs(add)
    _add_visit(add)
    return top


def _command(add: Add, name: str, run: Callable[..., int], help_text: str) -> Parser:
    made = add(name, help=help_text, description=help_text, allow_abbrev=False)
    made.set_defaults(run=run)
    return made


def _file(made: Parser) -> None:
    made.add_argument("file", type=Path, metavar="FILE", help=_("a project file (.icproj)"))
    _passphrase(made)


def _passphrase(made: Parser) -> None:
    made.add_argument(
        "--project-passphrase-file",
        type=Path,
        metavar="F",
        help=_("a file with the project’s passphrase, if it is protected"),
    )


def _json(made: Parser) -> None:
    made.add_argument("--json", action="store_true", help=_("print JSON, for programs"))


def _add_projects(add: Add) -> None:
    from ic_desktop.cli import passphrase, projects

    demo = _command(
        add,
        "demo",
        projects.demo,
        _("Write three sample projects and a signed report into a folder."),
    )
    demo.add_argument("folder", type=Path, metavar="DIR", help=_("made if it is not there"))

    new = _command(add, "new", projects.new, _("Begin the assessment of a city in a new file."))
    _file(new)
    new.add_argument("--city", required=True, metavar="NAME", help=_("the city's name"))
    new.add_argument("--country", default="", metavar="CC", help=_("two letters, such as DK"))
    new.add_argument("--pack", default=projects.PACK, metavar="ID", help=_("the benchmark to use"))

    info = _command(add, "info", projects.info, _("Say what is in a project."))
    _file(info)
    _json(info)

    check = _command(
        add, "check", projects.check, _("Prove that a project file is whole, or name what is not.")
    )
    _file(check)

    attach = _command(add, "attach", projects.attach, _("Add documents as evidence."))
    _file(attach)
    attach.add_argument("documents", type=Path, nargs="+", metavar="DOCUMENT")
    attach.add_argument(
        "--factor", required=True, metavar="N", help=_("the key factor that they speak to")
    )
    attach.add_argument("--question", default="", metavar="ID", help=_("one of its questions"))
    attach.add_argument("--stance", choices=STANCES, default="background")

    protect = _command(
        add, "protect", passphrase.protect, _("Give a project a passphrase, or another, or none.")
    )
    _file(protect)
    protect.add_argument("--new", type=Path, metavar="F", help=_("a file with the new passphrase"))
    protect.add_argument("--remove", action="store_true", help=_("take the passphrase away"))


def _add_exchange(add: Add) -> None:
    from ic_desktop.cli import exchange

    export = _command(
        add,
        "export",
        exchange.export,
        _("Write a project with its documents as JSON, without what must not leave it."),
    )
    _file(export)
    export.add_argument("--to", type=Path, required=True, metavar="OUT.json")
    export.add_argument(
        "--everything",
        action="store_true",
        help=_("a full copy, as a backup: names, confidential evidence and keys included"),
    )

    take = _command(
        add,
        "import",
        exchange.take,
        _("Take an export back in, into a new file or into one of the same project."),
    )
    _file(take)
    take.add_argument("--from", dest="source", type=Path, required=True, metavar="IN.json")


def _add_hand_out(add: Add) -> None:
    from ic_desktop.cli import hand_out
    from ic_desktop.review.lane import MAY

    made = _command(
        add, "hand-out", hand_out.hand_out, _("Write a copy for one person, limited to their part.")
    )
    _file(made)
    made.add_argument(
        "--for",
        dest="person",
        required=True,
        metavar="NAME",
        help=_("name, initials or id; who is new becomes a peer"),
    )
    made.add_argument("--to", type=Path, required=True, metavar="OUT.icproj")
    may = _("what they may do: {known}; as their role has it if left out")
    made.add_argument("--may", default="", metavar="LIST", help=may.format(known=", ".join(MAY)))
    made.add_argument(
        "--factors", default="", metavar="LIST", help=_("key factors, such as 1,2; all if left out")
    )
    made.add_argument(
        "--sessions", default="", metavar="LIST", help=_("sessions by title; all if left out")
    )
    sees = _("what else they see: {known}")
    made.add_argument(
        "--see", default="", metavar="LIST", help=sees.format(known=", ".join(hand_out.SEES))
    )
    made.add_argument(
        "--largest", type=float, metavar="MB", help=_("leave out documents that are larger")
    )
    made.add_argument(
        "--passphrase-file", type=Path, metavar="F", help=_("a file with a passphrase for the copy")
    )


def _add_merge(add: Add) -> None:
    from ic_desktop.cli import merge

    words = _("Take copies that came back into the project they belong to; say first what is new.")
    made = _command(add, "merge", merge.merge, words)
    _file(made)
    made.add_argument(
        "returns",
        type=Path,
        nargs="+",
        metavar="RETURN",
        help=_("a copy (.icproj), or a filled form with its documents"),
    )
    made.add_argument("--dry-run", action="store_true", help=_("say it, and take nothing"))
    made.add_argument(
        "--take-all", action="store_true", help=_("take also what a stranger’s copy brings")
    )
    made.add_argument(
        "--passphrase-file", type=Path, metavar="F", help=_("a file with the copies’ passphrase")
    )
    _json(made)


def _add_reports(add: Add) -> None:
    from ic_desktop.cli import reports, slides

    report = _command(
        add, "report", reports.report, _("Make a draft report, or a signed one, which seals.")
    )
    _file(report)
    report.add_argument("--to", type=Path, required=True, metavar="OUT.pdf")
    report.add_argument("--sign-with", type=Path, metavar="ID.p12", help=_("a key file"))
    report.add_argument(
        "--passphrase-file", type=Path, metavar="F", help=_("a file with its passphrase")
    )

    shown = _command(
        add, "slides", slides.slides, _("Write the slides of a peer review’s feedback as a PDF.")
    )
    _file(shown)
    shown.add_argument("--to", type=Path, required=True, metavar="OUT.pdf")

    verify = _command(
        add, "verify", reports.verify, _("Say who signed a report, and whether it is whole.")
    )
    verify.add_argument("report", type=Path, metavar="OUT.pdf")
    verify.add_argument(
        "--project", type=Path, metavar="FILE", help=_("the project that it should come from")
    )
    _passphrase(verify)
    verify.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="CERT.pem",
        help=_("a signer's certificate that came to you in another way than in the report"),
    )
    _json(verify)


def _add_packs(add: Add) -> None:
    from ic_desktop.cli import packs

    words = _("List, show or check benchmark packs.")
    made = add("pack", help=words, description=words)
    sub: Add = made.add_subparsers(
        metavar="list|show|check", required=True, prog="ic-desktop pack"
    ).add_parser
    _command(sub, "list", packs.list_packs, _("List the benchmarks that come with the program."))
    show = _command(sub, "show", packs.show, _("Show a benchmark: its key factors and questions."))
    show.add_argument("id", metavar="ID")
    _json(show)
    check = _command(sub, "check", packs.check, _("Name every problem of a pack."))
    check.add_argument("path", type=Path, metavar="PATH", help=_("a folder, or a bundle (.json)"))


def _add_visit(add: Add) -> None:
    from ic_desktop.cli import visit

    made = _command(
        add, "visit", visit.visit, _("Write the schedule of a visit, or an interview guide.")
    )
    _file(made)
    made.add_argument("--ics", type=Path, metavar="OUT.ics", help=_("the schedule as a calendar"))
    made.add_argument("--pdf", type=Path, metavar="OUT.pdf", help=_("the schedule on paper"))
    made.add_argument("--guide", metavar="SESSION", help=_("the guide of a session: its title"))
    made.add_argument("--to", type=Path, metavar="OUT.pdf", help=_("where the guide goes"))
