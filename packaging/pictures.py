"""Make the pictures of the README from the program itself.

Run by hand when the look changes: ``.venv/bin/python packaging/pictures.py``. The window shows the
fictional sample at 1366 x 768; the report's pages are those of the demo. Writes to
``resources/pictures``.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from ic_desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "resources" / "pictures"
REPORT_PAGES = {"report-cover": 1, "report-result": 4, "report-factor": 5}


def main() -> None:
    """Make all pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IC_DESKTOP_HOME"] = folder
        from ic_desktop.samples import write_demo, write_sample

        write_demo(Path(folder) / "demo")
        _pages_of_the_report(Path(folder) / "demo" / "sample-municipality.pdf")
        projects = [
            write_sample(name, Path(folder) / f"{name}.icproj")
            for name in ("sample-municipality", "sample-peer-review")
        ]
        _pages_of_the_window(*projects)


def _pages_of_the_report(report: Path) -> None:
    from ic_desktop.report.preview import render

    for name, page in REPORT_PAGES.items():
        _keep(render(report, page=page, width=620).png, name)


def _pages_of_the_window(project: Path, visited: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from ic_desktop.ui.application import Application
    from ic_desktop.ui.navigation import EVIDENCE, MATRIX, RESULTS, Place

    app = QApplication([])
    program = Application(app)
    window = program.window
    # The screen of a run without a display is smaller: the window would start maximised on it.
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    program.start(None)
    _shoot(app, window.grab, "start")
    window.opening.open(project)
    _wait(app, lambda: window.workspace is not None)
    for name, place in (
        ("factor", Place("factor", "7")),
        ("results", RESULTS),
        ("evidence", EVIDENCE),
    ):
        window.go(place)
        _shoot(app, window.grab, name)
    window.opening.open(visited)
    _wait(app, lambda: window.workspace is not None and window.workspace.is_peer_review)
    for name, place in (
        ("capture", Place("capture", _focus_group(window))),
        ("matrix", MATRIX),
        ("consensus", Place("consensus", "7")),
    ):
        window.go(place)
        _shoot(app, window.grab, name)
    window.close()
    program.close()


def _focus_group(window: "MainWindow") -> str:
    """Return the focus group with the most statements."""
    from ic_desktop.project.peer import sessions
    from ic_desktop.review.statements import statements

    workspace = window.workspace
    assert workspace is not None
    state, review = workspace.state, workspace.review_id
    groups = [one.id for one in sessions(state, review) if one.kind == "focus-group"]
    return max(groups, key=lambda key: len(statements(state, review, key)))


def _wait(app: "QApplication", until: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise SystemExit("The window did not come so far in time.")
        app.processEvents()


def _shoot(app: "QApplication", grab: "Callable[[], QPixmap]", name: str) -> None:
    from PySide6.QtCore import QBuffer

    end = time.monotonic() + 2.5
    _wait(app, lambda: time.monotonic() > end)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.ReadWrite)
    # PySide's stubs want bytes for the format, PySide itself wants text.
    grab().toImage().save(buffer, "PNG")  # type: ignore[call-overload]
    _keep(bytes(buffer.data().data()), name)


def _keep(png: bytes, name: str) -> None:
    """Write a picture with as few colours as it needs: a tenth of the size."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        few.save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
