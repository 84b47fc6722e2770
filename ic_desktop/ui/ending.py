"""What ends the program from outside: a signal (POSIX), or the end of the system's session.

Both close the window as a person would, so that what was typed is saved and the record of who
has the project open goes.
"""

import contextlib
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

from PySide6.QtCore import QEventLoop, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QWidget

_SESSION_S: Final = 4.0
"""How long the end of a session may wait for the disk; Windows gives a program five seconds."""
_LOOK_MS: Final = 20


class Ending(QObject):
    """Closes a window when the program is told to end; :meth:`release` before the program ends."""

    def __init__(self, app: QGuiApplication, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._before: dict[signal.Signals, Any] = {}
        self._release_wakeup: Callable[[], None] | None = None
        self._app = app
        app.commitDataRequest.connect(self._on_session_end)
        if sys.platform != "win32":
            self._listen((signal.SIGTERM, signal.SIGHUP))

    def release(self) -> None:
        """Leave signals to whom they were left before."""
        self._app.commitDataRequest.disconnect(self._on_session_end)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
        if self._release_wakeup is not None:
            self._release_wakeup()
            self._release_wakeup = None

    def _listen(self, numbers: tuple[signal.Signals, ...]) -> None:
        """Have a signal wake Qt, which waits for nothing of Python's otherwise."""
        ours, pythons = socket.socketpair()
        for end in (ours, pythons):
            end.setblocking(False)
        before = signal.set_wakeup_fd(pythons.fileno(), warn_on_full_buffer=False)
        notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, self)

        def woken() -> None:
            with contextlib.suppress(BlockingIOError):
                ours.recv(64)  # Python runs the handler itself, before this

        def release() -> None:
            notifier.setEnabled(False)
            signal.set_wakeup_fd(before)
            ours.close()
            pythons.close()

        notifier.activated.connect(woken)
        self._release_wakeup = release
        for number in numbers:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as "nohup" asks
                self._before[number] = signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._window.close()

    def _on_session_end(self, _manager: QSessionManager) -> None:
        """Close now: the system may end the process as soon as this returns."""
        self._window.close()
        until = time.monotonic() + _SESSION_S
        while self._window.isVisible() and time.monotonic() < until:
            loop = QEventLoop()
            QTimer.singleShot(_LOOK_MS, loop.quit)
            loop.exec()
