"""Trial: a hand-out tells nothing of what is not for its reader, whatever its lane."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from faults.exchange.planting import Planted, plant
from faults.exchange.searching import traces
from faults.model import Outcome, Setting
from faults.store.making import someone_else
from ic_desktop.exchange.hand_out import prepare, write_hand_out
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.review.lane import Lane


def hand_out_and_search(setting: Setting) -> Outcome:
    """Plant markers everywhere, make a copy that may hold few of them, and search its bytes."""
    count = setting.rounds(20, 2)
    failures: list[str] = []
    searched = 0
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        for number in range(count):
            folder = setting.folder / f"round{number}"
            folder.mkdir()
            planted = plant(folder)
            try:
                lane = _lane(planted.lane, setting.chance)
                failures += [f"round {number}: {text}" for text in _round(planted, lane, folder)]
            finally:
                planted.file.close()
            searched += len(planted.secret)
    return Outcome(count, tuple(failures), f"{searched} markers")


def _lane(lane: Lane, chance: random.Random) -> Lane:
    """Return the lane, changed in what does not open anything that is hidden in the planting."""
    may = lane.may | {word for word in ("visit", "assess") if chance.random() < 0.5}
    return replace(lane, may=may, largest=chance.choice((-1, 0, 1000, 10**9)))


def _round(planted: Planted, lane: Lane, folder: Path) -> Iterator[str]:
    editor = Editor(planted.state, Actor(new_id(), new_id()))
    made = prepare(editor, lane, at=1)
    changes = [*planted.file.changes(), *editor.changes]
    to = folder / "copy.icproj"
    write_hand_out(planted.file, editor.state, changes, made, to)
    yield from traces(to, planted.secret, planted.files)
    whole = to.read_bytes()
    yield from (f"{word} is missing" for word in planted.open if word.encode() not in whole)
