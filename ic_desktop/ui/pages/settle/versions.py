"""One version of a field beside another: the words that differ are bold and underlined."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ic_desktop.review.conflicts import Piece
from ic_desktop.ui.widgets.labels import Words


class MarkedWords(Words):
    """A text whose differing words are marked, by weight and line, not by colour."""

    def __init__(self, pieces: Sequence[Piece], parent: QWidget | None = None) -> None:
        super().__init__("", parent, selectable=True)
        self.plain = "".join(piece.text for piece in pieces)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText("".join(map(_marked, pieces)))
        self.setAccessibleName(self.plain)


def _marked(piece: Piece) -> str:
    shown = escape(piece.text).replace("\n", "<br>")
    return f"<b><u>{shown}</u></b>" if piece.differs and piece.text.strip() else shown
