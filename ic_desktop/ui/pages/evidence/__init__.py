"""The page of all evidence. Its parts: the table with its filters, the details with links and
preview, adding, exporting, removing.
"""

from ic_desktop.ui.pages.evidence.page import EvidencePage

__all__ = ["EvidencePage"]
