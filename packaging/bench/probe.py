"""Runs in a child process: starts a window, says when it is usable, rests until its input ends.

    python -m bench.probe bare                  an empty QMainWindow, the floor
    python -m bench.probe program [ARGS...]     the program, as ``python -m ic_desktop ARGS`` does

Usable is when the window is mapped and its event loop, having painted, has come to rest. With the
variable ``IC_BENCH_READY`` set, a widget of that object name must be visible as well. One line of
JSON goes to standard output: the moment on the system's monotonic clock, in seconds. Nothing is
imported before the window's own imports that they would not import themselves.
"""

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LOOK_EVERY_MS = 2


def main() -> int:
    """Start what the first argument names."""
    kind, *arguments = sys.argv[1:]
    if kind == "bare":
        return _bare()
    sys.argv = ["ic-desktop", *arguments]
    _watch_when_qt_comes()
    from ic_desktop.__main__ import main as program

    return program()


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1100, 700)
    window.show()
    _watch(application)
    return application.exec()


def _watch_when_qt_comes() -> None:
    """Have the program's own ``exec`` of its event loop begin the watch."""
    from PySide6.QtWidgets import QApplication

    rest = QApplication.exec

    def watched(*given: QApplication) -> int:
        _watch(given[0] if given else _application())
        return rest()

    QApplication.exec = watched  # type: ignore[method-assign]  # this process is only a probe


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _watch(application: "QApplication") -> None:
    """Look, again and again, whether the window is usable, and say so."""
    from PySide6.QtCore import QTimer

    timer = QTimer(application)

    def look() -> None:
        if _shown(application):
            timer.stop()
            # A timer of no time at all comes when nothing else is left to do: no layout, no paint.
            QTimer.singleShot(0, say)

    def say() -> None:
        print(f'{{"usable": {time.monotonic()!r}}}', flush=True)
        _end_with_standard_input(application)

    timer.timeout.connect(look)
    timer.start(LOOK_EVERY_MS)


def _end_with_standard_input(application: "QApplication") -> None:
    """Close all windows, as a person would, when standard input ends."""
    from PySide6.QtCore import QSocketNotifier

    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, application)

    def close() -> None:
        notifier.setEnabled(False)
        application.closeAllWindows()

    notifier.activated.connect(close)


def _shown(application: "QApplication") -> bool:
    """Say whether a window is mapped, and the widget asked for is visible in it."""
    from PySide6.QtWidgets import QWidget

    name = os.environ.get("IC_BENCH_READY")
    for window in application.topLevelWidgets():
        handle = window.windowHandle()
        if handle is None or not handle.isExposed():
            continue
        widget = window.findChild(QWidget, name) if name else window
        if widget is not None and widget.isVisible():
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
