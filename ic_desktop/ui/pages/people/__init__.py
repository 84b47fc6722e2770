"""The people of a review: the team and its hosts, and those whom they ask."""

from ic_desktop.ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
