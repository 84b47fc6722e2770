"""The evidence matrix: key factors by source, each cell opening what is behind it."""

from ic_desktop.ui.pages.matrix.page import MatrixPage

__all__ = ["MatrixPage"]
