"""What keeps Python alive under a binding that miscounts."""

import subprocess
import sys
from pathlib import Path

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
