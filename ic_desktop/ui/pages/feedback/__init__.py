"""The page of the feedback session and of what the host says to the draft."""

from ic_desktop.ui.pages.feedback.page import FeedbackPage

__all__ = ["FeedbackPage"]
