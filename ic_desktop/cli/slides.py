"""The command on presentations: slides."""

import argparse

from ic_desktop.cli.exchange import require_free
from ic_desktop.cli.opening import Desk, complete, report_language
from ic_desktop.cli.say import say
from ic_desktop.errors import NoPeerReview
from ic_desktop.i18n import catalogue
from ic_desktop.project.entities import Review, reviews


def slides(asked: argparse.Namespace) -> int:
    """Write the slides of the newest peer review as a PDF."""
    from ic_desktop.report.atomic import write_atomically
    from ic_desktop.report.composing import day
    from ic_desktop.report.slides import draw_slides
    from ic_desktop.review.slides import compose

    require_free(asked.to)
    language = report_language()
    with complete(asked.file) as desk:
        shown = _review(desk)
        deck = compose(
            desk.state,
            desk.pack(shown, language),
            shown,
            catalogue(language),
            lambda text: day(text, language),
        )
    write_atomically(asked.to, draw_slides(deck))
    say(str(asked.to))
    return 0


def _review(desk: Desk) -> Review:
    """Return the newest peer review. Raises NoPeerReview."""
    found = [one for one in reviews(desk.state) if one.kind == "peer-review"]
    if not found:
        raise NoPeerReview
    return found[-1]
