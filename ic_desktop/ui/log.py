"""The log file that a user can send, and what happens when something unexpected does.

The log never holds what someone typed, a file's name or a person's: of an exception it keeps the
kind and the lines of our program that it went through, not its message.
"""

import faulthandler
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from ic_desktop import __version__
from ic_desktop.paths import user_dir

_BYTES = 1_000_000
_KEPT = 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger("ic_desktop")

_QUOTED = re.compile(r"""(['"“]).*['"”]|\S*[/\\].*""", re.DOTALL)
"""What Qt quotes: a document's name or an address, which are words of a person."""


def log_file() -> Path:
    """Return the path of the newest log file."""
    return user_dir("log") / "ic-desktop.log"


def outline(error: BaseException) -> str:
    """Return the kind of an error and where it went through, without its message."""
    lines = []
    link: BaseException | None = error
    while link is not None:
        frames = traceback.extract_tb(link.__traceback__)
        lines.append(type(link).__name__ + (f" {link.errno}" if isinstance(link, OSError) else ""))
        lines += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


class _WithoutWords(logging.Formatter):
    """Writes the outline of an exception instead of its message."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "" if ei[1] is None else outline(ei[1])


class LogFile:
    """The log of one run of the program; :meth:`close` gives every hook back."""

    def __init__(self) -> None:
        path = log_file()
        _rotate(path)
        self._handler = logging.FileHandler(path, encoding="utf-8")
        form = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
        self._handler.setFormatter(_WithoutWords(form))
        log.addHandler(self._handler)
        log.setLevel(logging.INFO)
        self._crashes = path.with_name("crash.log").open("a", encoding="utf-8")
        faulthandler.enable(self._crashes)
        qInstallMessageHandler(_log_qt)
        log.info("version %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)

    def close(self) -> None:
        """Stop logging to the file."""
        qInstallMessageHandler(None)
        faulthandler.disable()
        self._crashes.close()
        log.removeHandler(self._handler)
        self._handler.close()


def _rotate(path: Path) -> None:
    """Begin a new file where the last has grown large; the oldest goes."""
    if not path.exists() or path.stat().st_size < _BYTES:
        return
    for number in range(_KEPT, 0, -1):
        older = path.with_suffix(f".{number - 1}.log") if number > 1 else path
        if older.exists():
            older.replace(path.with_suffix(f".{number}.log"))


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    said = _QUOTED.sub("…", message)
    logging.getLogger("ic_desktop.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", said)


class UnexpectedErrors:
    """Catches what no part of the program expected, logs it and has it shown.

    ``show`` is called on the screen's thread; ``to_screen`` carries a call there.
    """

    def __init__(
        self,
        show: Callable[[BaseException], None],
        to_screen: Callable[[Callable[[], None]], None],
    ) -> None:
        self._show = show
        self._to_screen = to_screen
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def release(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def _caught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        self._show(error)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if error is None:
            return
        log.error("unexpected", exc_info=(args.exc_type, error, args.exc_traceback))
        self._to_screen(lambda: self._show(error))
