"""Names and numbers offered above the line, while a tag is typed. They take no keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.offering import Offer
from ic_desktop.ui import theme
from ic_desktop.ui.widgets.notices import announce
from ic_desktop.ui.widgets.transcript import Row, Transcript


class Offers(QWidget):
    """A list that floats above a widget of the page; ``taken`` carries what was clicked."""

    taken = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.list = Transcript(_("What may be meant"), self, letters=(0, 7, 0), ruled=False)
        self.list.setProperty("bare", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _index: self.taken.emit(self.current()))
        self._offers: tuple[Offer, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self.list)
        self.hide()

    def show_offers(self, found: Sequence[Offer], above: QWidget) -> None:
        """Show what a tag may become, or nothing."""
        if tuple(found) != self._offers:
            self._offers = tuple(found)
            self.list.set_rows([Row(o.typed, o.words, who=o.typed) for o in found])
            self.list.set_current(found[0].typed if found else None)
        self.setVisible(bool(found))
        if found:
            self._place(above)

    def _place(self, above: QWidget) -> None:
        parent = self.parentWidget()
        assert parent is not None, "the offers float over a page"
        width = min(above.width(), theme.unit(56))
        self.resize(width, theme.unit(8))
        # The rows wrap at this width, which says how high they are.
        height = self.list.sizeHint().height() + 4
        corner = above.mapTo(parent, QPoint(theme.unit(1), 0))
        top = max(0, corner.y() - height - theme.unit(0.5))
        self.setGeometry(corner.x(), top, width, min(height, max(theme.unit(6), corner.y())))
        self.raise_()

    def current(self) -> str:
        """Return the tag that is offered first, or was walked to; "" while nothing is."""
        key = self.list.current()
        return str(key) if self.isVisible() and key is not None else ""

    def walk(self, step: int) -> None:
        """Walk to the next offer (1) or the one before (-1); it is read aloud."""
        keys = [offer.typed for offer in self._offers]
        at = keys.index(self.current()) + step if self.current() in keys else 0
        self.list.set_current(keys[at % len(keys)])
        offer = self._offers[at % len(keys)]
        announce(self, f"{offer.typed} {offer.words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a border, which tells the offers from the page under them."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
