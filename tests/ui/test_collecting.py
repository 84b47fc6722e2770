"""What keeps Python alive under a binding that miscounts."""

import gc
import subprocess
import sys
from pathlib import Path

from ic_desktop.ui.collecting import settle

ROOT = Path(__file__).resolve().parent.parent.parent

CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
from ic_desktop.ui.collecting import keep_for_ever
app = QApplication([])
keep_for_ever()
label = QLabel()
for _number in range(200_000):
    label.setText("")
print("alive")
"""


def test_calls_that_return_nothing_do_not_use_up_none() -> None:
    """Without help, PySide 6.12 ends Python 3.11 within some ten thousand calls."""
    ended = subprocess.run(
        [sys.executable, "-c", CALLS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "alive\n"


def test_a_project_that_was_read_is_left_out_of_later_collections() -> None:
    """What is there is gone through no more; what comes later still is."""
    try:
        settle()
        assert gc.get_freeze_count() > 0
        before = gc.get_freeze_count()
        later = [[number] for number in range(10)]
        gc.collect()
        assert gc.get_freeze_count() <= before
        assert any(held is later for held in gc.get_objects())
    finally:
        gc.unfreeze()
