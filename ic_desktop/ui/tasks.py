"""Work off the screen's thread: who does it, how it is watched, cancelled and joined.

The screen's thread lays out and paints; it never waits for a disk, a hash or a PDF. Work goes to
a :class:`Crew`: the *writer* is a crew of one thread that owns the open project file, the
*background* is a crew of two for everything else. What they have to say comes back through one
:class:`Courier` and is always delivered on the screen's thread.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")

log = logging.getLogger(__name__)

_PROGRESS_EVERY: Final = 0.1
"""Seconds between two reports of progress that reach the screen."""


class Courier(QObject):
    """Carries calls from any thread to the screen's, in the order in which they were posted."""

    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._letters: deque[Callable[[], None]] = deque()
        self._is_closed = False
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` run on the screen's thread, soon."""
        self._letters.append(call)
        self._posted.emit()

    def close(self) -> None:
        """Deliver nothing more: what was asked for is gone."""
        self._is_closed = True

    def _deliver(self) -> None:
        call = self._letters.popleft()
        if not self._is_closed:
            call()


def _ignore(*_given: object) -> None:
    """Listen to nothing."""


def _raise(error: Exception) -> None:
    """Let an error that nobody expected reach the screen's hook for unexpected errors."""
    raise error


class Task(Generic[T]):
    """One piece of work off the screen's thread, with a title that a person can read.

    The work is handed the task: it calls :meth:`report` with its progress (its own thread), and
    asks :meth:`is_cancelled`. ``done``, ``failed``, ``cancelled`` and ``progressed`` are called on
    the screen's thread, exactly one of the first three, once, and nothing after it.
    """

    def __init__(
        self,
        courier: Courier,
        work: "Callable[[Task[T]], T]",
        *,
        title: str = "",
        urgent: bool = False,
        done: Callable[[T], None] = _ignore,
        failed: Callable[[Exception], None] = _raise,
        cancelled: Callable[[], None] = _ignore,
        progressed: Callable[[int, int], None] = _ignore,
    ) -> None:
        self.title = title
        self.urgent = urgent
        self._courier = courier
        self._work = work
        self._done = done
        self._failed = failed
        self._cancelled = cancelled
        self._progressed = progressed
        self._stop = threading.Event()
        self._last_report = 0.0
        self.progress = (0, 0)
        """How far it is: (done, total); total 0 while unknown."""
        self._between: Callable[[], None] = _ignore

    def cancel(self) -> None:
        """Ask the work to stop; it stops at its next step."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Tell whether someone asked the work to stop (any thread)."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; on the writer, let waiting edits be saved in between."""
        self._between()
        self.progress = (done, total)
        now = time.monotonic()
        if now - self._last_report >= _PROGRESS_EVERY or done >= total:
            self._last_report = now
            self._courier.post(lambda: self._progressed(done, total))

    def run(self, between: Callable[[], None]) -> None:
        """Do the work on the present thread and post how it ended."""
        self._between = between
        if self.is_cancelled():
            self._courier.post(self._cancelled)
            return
        try:
            result = self._work(self)
        except Exception as error:  # noqa: BLE001 - handed on to who asked for the work
            self._post_failure(error)
        else:
            self._courier.post(lambda: self._done(result))

    def _post_failure(self, error: Exception) -> None:
        if self.is_cancelled():
            self._courier.post(self._cancelled)
        else:
            self._courier.post(lambda: self._failed(error))


class Crew:
    """Some threads that do tasks in turn, urgent ones first.

    A crew of one may ``interleave``: then urgent tasks are also done whenever a long one reports
    progress, so that an edit does not wait for half a gigabyte of attachment. Such a long task
    must report between two transactions, never inside one.
    """

    def __init__(
        self, courier: Courier, name: str, *, threads: int = 1, interleave: bool = False
    ) -> None:
        assert threads == 1 or not interleave, "only one thread can do one thing after another"
        self._courier = courier
        self._name = name
        self._most = threads
        self._interleave = interleave
        self._urgent: deque[Task[Any]] = deque()
        self._ordinary: deque[Task[Any]] = deque()
        self._running: set[Task[Any]] = set()
        self._threads: list[threading.Thread] = []
        self._waiting = 0
        self._closing = False
        self._news = threading.Condition()

    def do(
        self,
        work: Callable[[Task[T]], T],
        *,
        title: str = "",
        urgent: bool = False,
        done: Callable[[T], None] = _ignore,
        failed: Callable[[Exception], None] = _raise,
        cancelled: Callable[[], None] = _ignore,
        progressed: Callable[[int, int], None] = _ignore,
    ) -> Task[T]:
        """Have work done; returns at once. The callbacks come on the screen's thread."""
        task = Task(
            self._courier,
            work,
            title=title,
            urgent=urgent,
            done=done,
            failed=failed,
            cancelled=cancelled,
            progressed=progressed,
        )
        with self._news:
            assert not self._closing, "work for a crew that was dismissed"
            (self._urgent if urgent else self._ordinary).append(task)
            self._hire()
            self._news.notify()
        return task

    @property
    def is_idle(self) -> bool:
        """True if nothing waits and nothing runs."""
        with self._news:
            return not (self._urgent or self._ordinary or self._running)

    def cancel_all(self) -> None:
        """Ask everything that waits or runs, but for urgent tasks, to stop."""
        with self._news:
            for task in (*self._ordinary, *self._running):
                if not task.urgent:
                    task.cancel()

    def close(self, timeout: float = 30.0) -> bool:
        """Finish what is waiting, end the threads and wait for them; False if one hangs."""
        with self._news:
            self._closing = True
            self._news.notify_all()
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        hanging = [thread.name for thread in self._threads if thread.is_alive()]
        if hanging:
            log.error("threads still at work when closing: %s", hanging)
        return not hanging

    def _hire(self) -> None:
        """Start one more thread if all are busy and there may be one more."""
        queued = len(self._urgent) + len(self._ordinary)
        if queued <= self._waiting or len(self._threads) >= self._most:
            return
        name = f"{self._name}-{len(self._threads) + 1}"
        thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (task := self._next()) is not None:
            try:
                task.run(self._do_urgent if self._interleave else _ignore)
            finally:
                with self._news:
                    self._running.discard(task)

    def _next(self) -> Task[Any] | None:
        with self._news:
            while not (self._urgent or self._ordinary):
                if self._closing:
                    return None
                self._waiting += 1
                self._news.wait()
                self._waiting -= 1
            task = (self._urgent or self._ordinary).popleft()
            if task is not None:
                self._running.add(task)
            return task

    def _do_urgent(self) -> None:
        """Do every urgent task now; called on the crew's own thread, between two transactions."""
        while True:
            with self._news:
                if not self._urgent:
                    return
                task = self._urgent.popleft()
            task.run(_ignore)
