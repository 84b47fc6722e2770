"""The bar under a page: back to the stop before, on to the next, by name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.ui.widgets.buttons import ShorteningButton, ShorteningPrimaryButton
from ic_desktop.ui.widgets.surfaces import Panel


class WizardBar(Panel):
    """Back and Next, and between them what the page itself puts there."""

    back = Signal()
    on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, direction="row", margins=(3, 1, 3, 1), tone="surface")
        self._back = ShorteningButton("", icon_name="back", clicked=self.back.emit)
        self._next = ShorteningPrimaryButton(
            "", icon_name="next", icon_right=True, clicked=self.on.emit
        )
        self._own: QWidget | None = None
        self.add(self._back).add_stretch().add(self._next)

    def show_stops(self, before: str, after: str, own: QWidget | None) -> None:
        """Show the names of the stops before and after ("" for none) and the page's own widget."""
        self._back.setVisible(bool(before))
        self._back.setText(_shown(before))
        self._back.setAccessibleName(_("Back: {name}").format(name=before))
        self._back.setToolTip(_("Back: Alt+Left"))
        self._next.setVisible(bool(after))
        self._next.setText(_("Next: {name}").format(name=_shown(after)))
        self._next.setAccessibleName(_("Next: {name}").format(name=after))
        self._next.setToolTip(_("Next: Alt+Right"))
        self._put(own)

    def _put(self, own: QWidget | None) -> None:
        if own is self._own:
            return
        if self._own is not None:
            self._own.hide()
            self.body.removeWidget(self._own)
        self._own = own
        if own is not None:
            self.body.insertWidget(1, own)
            own.show()


def _shown(name: str) -> str:
    """Return a name as a button shows it: an ampersand is no shortcut."""
    return name.replace("&", "&&")
