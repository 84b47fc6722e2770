"""A program that is killed loses nothing that it said was saved."""

import random
from pathlib import Path

from faults.store.killing import rounds
from faults.store.making import make


def test_killed_while_editing_and_attaching(tmp_path: Path) -> None:
    make(tmp_path / "a.icproj").close()
    failures = list(rounds(tmp_path / "a.icproj", tmp_path, random.Random(11), 5))
    assert failures == []
