"""Copies out and back: who has a copy for what, what came back, and taking it out again."""

from ic_desktop.ui.pages.copies.page import CopiesPage

__all__ = ["CopiesPage"]
