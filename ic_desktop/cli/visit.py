"""The command visit: schedule and interview guides, without a screen."""

import argparse
from pathlib import Path

from ic_desktop.cli.exchange import require_free
from ic_desktop.cli.opening import Desk, complete, pack_language
from ic_desktop.cli.say import complain, say
from ic_desktop.errors import WrongUse
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.peer import Session, sessions
from ic_desktop.review.folded import fold_text
from ic_desktop.review.visit_sheet import guide_sheet, schedule_sheet


def visit(asked: argparse.Namespace) -> int:
    """Write what is asked for: the schedule as a calendar or on paper, a session's guide."""
    if bool(asked.guide) != bool(asked.to):
        raise WrongUse(_("A guide needs both --guide and --to."), "visit")
    wanted = [path for path in (asked.ics, asked.pdf, asked.to) if path]
    if not wanted:
        raise WrongUse(_("Say what is wanted: --ics, --pdf, or --guide with --to."), "visit")
    for path in wanted:
        require_free(path)
    with complete(asked.file) as desk:
        if asked.ics:
            _calendar(desk, asked.ics)
        if asked.pdf:
            _schedule(desk, asked.pdf)
        if asked.to:
            _guide(desk, asked.guide, asked.to)
    for path in wanted:
        say(str(path))
    return 0


def _calendar(desk: Desk, to: Path) -> None:
    from ic_desktop.exchange.calendar import calendar_of
    from ic_desktop.report.atomic import write_atomically

    pack = desk.pack(desk.review, pack_language())
    made = calendar_of(desk.state, pack, desk.review)
    write_atomically(to, made.data)
    if made.without_date:
        words = ngettext(
            "{count} session has no date yet and is not in the calendar.",
            "{count} sessions have no date yet and are not in the calendar.",
            made.without_date,
        )
        complain(words.format(count=made.without_date))


def _schedule(desk: Desk, to: Path) -> None:
    from ic_desktop.report.atomic import write_atomically
    from ic_desktop.report.visit_paper import schedule_pdf

    pack = desk.pack(desk.review, pack_language())
    write_atomically(to, schedule_pdf(schedule_sheet(desk.state, pack, desk.review)))


def _guide(desk: Desk, words: str, to: Path) -> None:
    from ic_desktop.report.atomic import write_atomically
    from ic_desktop.report.visit_paper import guide_pdf

    found = _session(desk, words)
    pack = desk.pack(desk.review, pack_language())
    sheet = guide_sheet(desk.state, pack, desk.review, found.id)
    assert sheet is not None, "the session is in the plan"
    write_atomically(to, guide_pdf(sheet))


def _session(desk: Desk, words: str) -> Session:
    """Return the one session whose id or title begins so. Raises WrongUse."""
    held = sessions(desk.state, desk.review.id)
    start = fold_text(words.strip())
    exact = [one for one in held if start in (one.id, fold_text(one.title.strip()))]
    found = exact or [one for one in held if fold_text(one.title.strip()).startswith(start)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(_("“{words}”").format(words=one.title) for one in held if one.title) or "–"
    what = _("“{words}” is not the title of one session. There are: {titles}.")
    raise WrongUse(what.format(words=words, titles=known), "visit")
