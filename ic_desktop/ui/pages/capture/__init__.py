"""Taking notes in the room: typing while listening, nothing in the way."""

from ic_desktop.ui.pages.capture.page import CapturePage

__all__ = ["CapturePage"]
