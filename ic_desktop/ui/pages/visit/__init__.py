"""The preparation of a visit: what to find out, the sessions, what nobody is asked yet."""

from ic_desktop.ui.pages.visit.page import VisitPage

__all__ = ["VisitPage"]
