"""Sorting in the evening what was taken down during the day."""

from ic_desktop.ui.pages.evening.page import EveningPage

__all__ = ["EveningPage"]
