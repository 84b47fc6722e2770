"""Runs in a child process: ``python -m bench.merging_window_probe FOLDER STATEMENTS MB``.

Takes a return in through the real window, watching how often the window's event loop comes round:
while the copy is looked at, while it is shown, and while it is taken. Prints milliseconds as one
line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.attaching_probe import SETTLE_S, Heart, turn_until
from bench.bystander import Pause, watching
from bench.merging_probe import project, returned
from ic_desktop.exchange.hand_out import hand_outs, returns_of
from ic_desktop.ui.application import SWITCH_S, Application
from ic_desktop.ui.navigation import COPIES
from ic_desktop.ui.pages.merge.page import MergePage, merge_place


def main() -> int:
    """Measure and print."""
    folder, statements, megabytes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    town = project(folder / "town.icproj", 500)
    first = returned(town, folder, 0, 3, 0)
    path = returned(town, folder, 1, statements, megabytes)
    town.file.close()
    sys.setswitchinterval(SWITCH_S)
    program = Application(QApplication(sys.argv[:1]))
    program.start(folder / "town.icproj")
    turn_until(lambda: program.window.workspace is not None)
    take(program, first)  # has every module imported and compiled once
    settled = time.monotonic() + SETTLE_S
    turn_until(lambda: time.monotonic() > settled)
    begun = time.perf_counter()
    with watching() as bystander:
        hearts = take(program, path)
    found = stillness(hearts, bystander) | {"whole": time.perf_counter() - begun}
    closed: list[bool] = []
    program.window.opening.close(lambda: closed.append(True))
    turn_until(lambda: bool(closed))
    program.close()
    print(json.dumps(found), flush=True)
    return 0


def take(program: Application, path: Path) -> dict[str, Heart]:
    """Look at a return, take all of it, and go to the page of copies."""
    window = program.window
    workspace = window.workspace
    assert workspace is not None
    there = sum(len(returns_of(workspace.state, one.id)) for one in hand_outs(workspace.state))

    def is_back() -> bool:
        state = workspace.state
        return sum(len(returns_of(state, one.id)) for one in hand_outs(state)) > there

    def shown() -> bool:
        page = window.page
        return isinstance(page, MergePage) and page.sheet is not None

    looking = beating(lambda: window.go(merge_place([path])), shown)
    page = window.page
    assert isinstance(page, MergePage)
    assert page.sheet is not None
    taking = beating(page.sheet.take.click, is_back)
    after = beating(lambda: window.go(COPIES), lambda: not workspace.activities)
    return {"looking": looking, "taking": taking, "after": after}


def beating(work: Callable[[], object], reached: Callable[[], bool]) -> Heart:
    """Begin something and keep the window going until it is done; return the pauses."""
    heart = Heart()
    work()
    turn_until(reached)
    heart.beat()
    heart.stop()
    return heart


def stillness(hearts: dict[str, Heart], bystander: list[Pause]) -> dict[str, float]:
    """Return the longest pause of each part (ms), and of all with what others took."""
    found = {name: heart.longest(bystander) for name, heart in hearts.items()}
    return found | {"with_others": max(heart.longest() for heart in hearts.values())}


if __name__ == "__main__":
    sys.exit(main())
