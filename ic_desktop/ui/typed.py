"""What is being typed: from the key press to a draft row, and from there to one change.

A draft is on the disk at most a second after the key press and counts as saved. It becomes one
change when the field is left, after 30 s of rest, when a page is turned, and before exporting or
closing; so undo takes back a thought, not a letter.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ic_desktop.project.changes import Scope
from ic_desktop.project.state import FieldKey
from ic_desktop.ui.keeper import Typed
from ic_desktop.ui.saving import Outbox

WRITE_AFTER_MS = 600
REST_MS = 30_000


class Typing(QObject):
    """The text fields in which someone typed something that is not a change yet."""

    def __init__(
        self, outbox: Outbox, settle: Callable[[Typed], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._settle = settle
        self._open: dict[FieldKey, Typed] = {}
        self._unwritten: set[FieldKey] = set()
        self._restless: set[FieldKey] = set()
        """The fields of which a rest makes no change: what stands there may be dropped yet."""
        self._write = QTimer(self, singleShot=True, interval=WRITE_AFTER_MS)
        self._write.timeout.connect(self._hand_over)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._settle_rested)

    def type(self, key: FieldKey, scope: Scope, text: str, *, rests: bool = True) -> None:
        """Take the whole text of a field as it stands after a key press.

        With ``rests`` False it stays a draft while its field is not left, however long one rests.
        """
        self._open[key] = Typed(key, scope, text)
        (self._restless.discard if rests else self._restless.add)(key)
        self._unwritten.add(key)
        self._outbox.typing()
        if not self._write.isActive():
            self._write.start()
        self._rest.start()

    def text(self, key: FieldKey) -> str | None:
        """Return what is being typed in a field, None if nothing is."""
        typed = self._open.get(key)
        return None if typed is None else typed.text

    def settle(self, key: FieldKey | None = None) -> None:
        """Make changes of what was typed: in one field, or everywhere."""
        for name in [key] if key else list(self._open):
            typed = self._open.pop(name, None)
            if typed is not None:
                self._unwritten.discard(name)
                self._settle(typed)
        if not self._unwritten:
            self._write.stop()
            self._outbox.put_typed(())

    def _settle_rested(self) -> None:
        for key in [key for key in self._open if key not in self._restless]:
            self.settle(key)

    def _hand_over(self) -> None:
        fresh = [self._open[key] for key in self._unwritten]
        self._unwritten.clear()
        self._outbox.put_typed(fresh)
