"""What comes back: a copy or a form is looked at in sentences before anything of it is taken."""

from ic_desktop.ui.pages.merge.page import MergePage

__all__ = ["MergePage"]
