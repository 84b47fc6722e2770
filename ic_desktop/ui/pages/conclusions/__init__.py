"""The page of strengths and recommendations, with the host's replies and what became of them."""

from ic_desktop.ui.pages.conclusions.page import ConclusionsPage

__all__ = ["ConclusionsPage"]
