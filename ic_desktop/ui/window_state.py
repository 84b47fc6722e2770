"""What a window keeps: its size from one start to the next, the keyboard while it is rebuilt."""

import base64

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QWidget

FIRST_SIZE = (1366, 768)
_FRAME = (16, 56)
"""Room for the system's frame and title bar round the window, in pixels."""

Spot = tuple[type[QWidget], int]
"""A control: its kind, and which of its kind on the page."""


def restore_size(window: QWidget, kept: str) -> None:
    """Give a window the size that was kept ("" for none), maximised where that is too large."""
    if not (kept and window.restoreGeometry(QByteArray(base64.b64decode(kept)))):
        window.resize(*FIRST_SIZE)
    room = window.screen().availableSize() - QSize(*_FRAME)
    if window.size().boundedTo(room) != window.size():
        # The lower edge says whether everything is saved, so it must be on the screen.
        window.resize(window.size().boundedTo(room))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def kept_size(window: QWidget) -> str:
    """Return a window's size and place as words to keep."""
    return base64.b64encode(window.saveGeometry().data()).decode()


def spot_of(focused: QWidget | None, page: QWidget | None) -> Spot | None:
    """Return which control of a page has the keyboard, None if none has, or the page itself."""
    if focused is None or page in (None, focused) or not page.isAncestorOf(focused):
        return None
    kind = type(focused)
    return kind, page.findChildren(kind).index(focused)


def focus_spot(spot: Spot | None, page: QWidget) -> None:
    """Give the keyboard to the control that has taken the place of another on a page."""
    if spot is None:
        return
    kind, at = spot
    alike = page.findChildren(kind)
    if at < len(alike):
        alike[at].setFocus(Qt.FocusReason.OtherFocusReason)
