"""Answers that come when nobody waits for them any more."""

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject
from shiboken6 import isValid

P = ParamSpec("P")


def while_there(waiting: QObject, call: Callable[P, object]) -> Callable[P, None]:
    """Return ``call``, made only while ``waiting`` is there.

    Work in the background may end after the page that asked for it was taken down.
    """

    def guarded(*given: P.args, **named: P.kwargs) -> None:
        if isValid(waiting):
            call(*given, **named)

    return guarded
