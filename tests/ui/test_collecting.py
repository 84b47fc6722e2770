"""Python's memory beside Qt's: references counted right, what was read left alone."""

import gc
import subprocess
import sys
from pathlib import Path

from ic_desktop.ui.collecting import settle

ROOT = Path(__file__).resolve().parent.parent.parent

CALLS = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Source(QObject):
    told = Signal(bool)

app = QApplication([])
label, source = QLabel(), Source()
source.told.connect(lambda value: None)
before = [sys.getrefcount(one) for one in (True, False, None)]
for number in range(1000):
    label.setText("")
    source.told.emit(number % 2 == 0)
after = [sys.getrefcount(one) for one in (True, False, None)]
print(max(abs(a - b) for a, b in zip(before, after)) < 100)
"""


def test_the_binding_counts_references_right() -> None:
    """PySide 6.12.0 takes a reference of None at each call: Python 3.11 dies of it in time."""
    ended = subprocess.run(
        [sys.executable, "-c", CALLS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "True\n"


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
