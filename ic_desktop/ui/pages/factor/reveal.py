"""Scrolls to what has just opened in the page, once it has its place."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ic_desktop.ui.widgets.surfaces import PageScroll


def reveal_later(widget: QWidget) -> None:
    """Scroll until a widget is seen, after the page has made room for it."""
    QTimer.singleShot(0, widget, lambda: QTimer.singleShot(0, widget, lambda: _reveal(widget)))


def _reveal(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, PageScroll):
        layout = above.layout()
        if layout is not None:
            layout.activate()
        above = above.parentWidget()
    if above is not None and widget.isVisible():
        above.reveal(widget)
