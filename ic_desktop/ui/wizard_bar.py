"""The bar under a page: back to the stop before, on to the next, by name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ic_desktop.i18n import _


class WizardBar(QWidget):
    """Back and Next, and between them what the page itself puts there."""

    back = Signal()
    on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wizardBar")
        self._back = QPushButton(self)
        self._back.setObjectName("wizardBack")
        self._back.clicked.connect(self.back)
        self._next = QPushButton(self)
        self._next.setObjectName("wizardNext")
        self._next.clicked.connect(self.on)
        self._own: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 8, 24, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._back)
        self._row.addStretch(1)
        self._row.addWidget(self._next)

    def show_stops(self, before: str, after: str, own: QWidget | None) -> None:
        """Show the names of the stops before and after ("" for none) and the page's own widget."""
        self._back.setVisible(bool(before))
        self._back.setText(_("◂ {name}").format(name=_shown(before)))
        self._back.setAccessibleName(_("Back: {name}").format(name=before))
        self._back.setToolTip(_("Back: Alt+Left"))
        self._next.setVisible(bool(after))
        self._next.setText(_("Next: {name} ▸").format(name=_shown(after)))
        self._next.setAccessibleName(_("Next: {name}").format(name=after))
        self._next.setToolTip(_("Next: Alt+Right"))
        self._put(own)

    def _put(self, own: QWidget | None) -> None:
        if own is self._own:
            return
        if self._own is not None:
            self._own.hide()
            self._row.removeWidget(self._own)
        self._own = own
        if own is not None:
            self._row.insertWidget(1, own)
            own.show()


def _shown(name: str) -> str:
    """Return a name as a button shows it: an ampersand is no shortcut."""
    return name.replace("&", "&&")
