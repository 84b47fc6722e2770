"""To settle: what copies say differently, side by side, decided one by one, now or later."""

from ic_desktop.ui.pages.settle.page import SettlePage

__all__ = ["SettlePage"]
