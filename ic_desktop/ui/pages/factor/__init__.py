"""The wizard's page for one key factor, and its parts; page.py puts them together."""

from ic_desktop.ui.pages.factor.page import FactorPage

__all__ = ["FactorPage"]
