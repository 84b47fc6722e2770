"""From the screen to the disk: what is not saved yet, what failed, and when all is safe.

Lives on the screen's thread. One save at a time is with the writer; what comes meanwhile waits
and goes together in the next. What could not be saved is kept and tried again: nothing is ever
dropped, and nothing is shown as saved before the writer said that it is durable.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ic_desktop.errors import IcError
from ic_desktop.project.changes import Change
from ic_desktop.project.state import FieldKey
from ic_desktop.ui.keeper import FileFacts, Typed, reason
from ic_desktop.ui.tasks import Crew

RETRY_AFTER_MS = 4_000
Save = Callable[[Sequence[Change], Sequence[FieldKey], Sequence[Typed]], FileFacts]


class Outbox(QObject):
    """Changes and drafts on their way to the file."""

    saving = Signal()
    saved = Signal(object)
    """All is durable; carries the FileFacts."""
    failed = Signal(object)
    """Something could not be saved and is kept; carries the IcError."""

    def __init__(self, crew: Crew, save: Save, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crew = crew
        self._save = save
        self._changes: list[Change] = []
        self._settled: list[FieldKey] = []
        self._typed: dict[FieldKey, Typed] = {}
        self._in_flight = False
        self._unwritten_typing = False
        self._when_empty: list[Callable[[], object]] = []
        self.problem: IcError | None = None
        self.saved_at = datetime.now().astimezone()
        self._retry = QTimer(self, singleShot=True, interval=RETRY_AFTER_MS)
        self._retry.timeout.connect(self.send)

    @property
    def is_empty(self) -> bool:
        """True if everything handed over is on the disk."""
        return not (
            self._in_flight
            or self._changes
            or self._settled
            or self._typed
            or self._unwritten_typing
        )

    @property
    def waiting(self) -> int:
        """How many changes and drafts are not on the disk yet."""
        return len(self._changes) + len(self._typed)

    def put(self, changes: Sequence[Change], settled: Sequence[FieldKey] = ()) -> None:
        """Take changes, and the fields whose drafts they make an end of."""
        self._changes += changes
        self._settled += settled
        for key in settled:
            self._typed.pop(key, None)
        self.send()

    def typing(self) -> None:
        """Note that someone types: what is on the screen is not on the disk."""
        if not self._unwritten_typing:
            self._unwritten_typing = True
            self.saving.emit()

    def put_typed(self, typed: Sequence[Typed]) -> None:
        """Take what was typed so far; later text of a field replaces earlier."""
        self._unwritten_typing = False
        self._typed.update((one.key, one) for one in typed)
        self.send()

    def when_empty(self, call: Callable[[], object]) -> None:
        """Call once when everything is on the disk: now, or later."""
        if self.is_empty:
            call()
        else:
            self._when_empty.append(call)

    def forget_callers(self) -> None:
        """Drop who waits for :meth:`when_empty`."""
        self._when_empty.clear()

    def send(self) -> None:
        """Hand what is waiting to the writer, unless it is still busy with the last."""
        self._retry.stop()
        if self._in_flight:
            return
        if not (self._changes or self._settled or self._typed):
            self._settle_quietly()
            return
        self._in_flight = True
        if self.problem is None:
            self.saving.emit()
        changes, settled = tuple(self._changes), tuple(self._settled)
        typed = tuple(self._typed.values())
        self._crew.do(
            lambda _task: self._save(changes, settled, typed),
            urgent=True,
            done=lambda facts: self._arrived(len(changes), len(settled), typed, facts),
            failed=self._not_saved,
        )

    def _settle_quietly(self) -> None:
        """Nothing was left to write after all: the last thing saved still stands."""
        if self.is_empty and self.problem is None:
            self._run_waiting()

    def _arrived(
        self, changes: int, settled: int, typed: Sequence[Typed], facts: FileFacts
    ) -> None:
        self._in_flight = False
        self.problem = None
        del self._changes[:changes]
        del self._settled[:settled]
        for one in typed:
            if self._typed.get(one.key) is one:
                del self._typed[one.key]
        if self._changes or self._settled or self._typed:
            self.send()
        elif not self._unwritten_typing:
            self.saved_at = datetime.now().astimezone()
            self.saved.emit(facts)
            self._run_waiting()

    def _not_saved(self, error: Exception) -> None:
        self._in_flight = False
        self.problem = reason(error)
        self._retry.start()
        self.failed.emit(self.problem)

    def _run_waiting(self) -> None:
        calls, self._when_empty = self._when_empty, []
        for call in calls:
            call()
