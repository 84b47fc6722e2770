"""Runs in a child process: ``python -m bench.factor_pages_probe FILE PIECES LINKS ROUNDS``.

Makes a project of that size, opens it in the real window, turns its factor pages and edits on
them, and prints the times in milliseconds as one line of JSON.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from bench.projects import write_project
from ic_desktop.project.kinds import VERDICTS
from ic_desktop.ui.application import SWITCH_S, Application
from ic_desktop.ui.navigation import factor_place
from ic_desktop.ui.pages.factor import FactorPage
from ic_desktop.ui.workspace import Workspace

T = TypeVar("T")

OPENS_WITHIN_S = 60.0


class Probe:
    """The open window, and what is timed in it."""

    def __init__(self, program: Application) -> None:
        self.window = program.window
        self.writer = program.writer
        assert self.window.workspace is not None
        self.workspace: Workspace = self.window.workspace

    def turns(self, rounds: int) -> list[float]:
        """Walk all factors, again and again; return each turn's time.

        The very first, which also makes the page, stands at the beginning.
        """
        places = [factor_place(factor.id) for factor in self.workspace.factors]
        return [
            timed(partial(self.window.go, place), painted=True)
            for _round in range(rounds)
            for place in places
        ]

    def edits(self, rounds: int) -> dict[str, list[float]]:
        """Return the times for which edits keep the screen's thread, by what they change."""
        page = self._page()
        assert page.view is not None
        shown = page.view.questions[0].question
        answers = {"yes-no": ("yes", "no"), "extent": ("enough", "some-gaps")}[shown.answer_type]
        links = [link.id for piece in page.view.pieces[:rounds] for link in piece.links[:1]]
        work, note = page.work, page.questions.cards[0].note
        return {
            "an answer": _each(
                lambda n: work.answer(shown.id, {"value": answers[n % 2]}), range(rounds)
            ),
            "an answer, until it is painted": _each(
                lambda n: work.answer(shown.id, {"value": answers[n % 2]}), range(rounds), True
            ),
            "a verdict": _each(lambda n: work.judge({"value": VERDICTS[n % 2]}), range(rounds)),
            "a stance": _each(lambda link: work.describe_link(link, {"stance": "supports"}), links),
            "a stance, until it is painted": _each(
                lambda link: work.describe_link(link, {"stance": "contradicts"}), links, True
            ),
            "a letter": _each(lambda _n: note.insertPlainText("x"), range(rounds)),
        }

    @contextmanager
    def stuck_disk(self) -> Iterator[None]:
        """Keep the writer from coming back, as a drive does that does not answer."""
        answers = threading.Event()
        self.writer.do(lambda _task: answers.wait())
        try:
            yield
        finally:
            answers.set()

    def _page(self) -> FactorPage:
        page = self.window.findChild(FactorPage)
        assert page is not None
        return page


def _each(work: Callable[[T], object], given: Iterable[T], painted: bool = False) -> list[float]:
    return [timed(partial(work, one), painted=painted) for one in given]


def timed(work: Callable[[], object], *, painted: bool = False) -> float:
    """Return the milliseconds that something takes; ``painted``: until all of it is drawn."""
    settle()
    begun = time.perf_counter()
    work()
    if painted:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return (time.perf_counter() - begun) * 1000


def settle() -> None:
    """Let everything that waits be done, so that one measure does not pay for another."""
    until = time.monotonic() + 0.02
    while time.monotonic() < until:
        QApplication.processEvents()


def main() -> int:
    """Measure and print."""
    path, pieces, links, rounds = Path(sys.argv[1]), *(int(word) for word in sys.argv[2:5])
    write_project(path, pieces, links)
    app = QApplication(sys.argv[:1])
    sys.setswitchinterval(SWITCH_S)
    program = Application(app)
    program.start(path)
    until = time.monotonic() + OPENS_WITHIN_S
    while program.window.workspace is None:
        assert time.monotonic() < until, "the project did not open"
        settle()
    program.window.resize(1366, 768)
    probe = Probe(program)
    turns = probe.turns(rounds)
    edits = probe.edits(20 * rounds)
    with probe.stuck_disk():
        stuck = probe.edits(20 * rounds)
    edits |= {f"{name}, disk stuck": times for name, times in stuck.items()}
    found = {"turns": turns, "edits": edits}
    print(json.dumps(found), flush=True)
    program.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
