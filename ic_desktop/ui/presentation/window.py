"""The presentation: slides on all of a screen, turned by keyboard.

With two screens the slides go to the one that the program's window is not on, and the presenter's
notes stay with the presenter. With one screen, N shows the notes below the slide.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.deck import Deck
from ic_desktop.ui.presentation.lectern import Lectern
from ic_desktop.ui.presentation.view import SlideView
from ic_desktop.ui.widgets.notices import announce

_KEYS: Final = Qt.Key
_STEPS: Final = {
    _KEYS.Key_Right: 1,
    _KEYS.Key_Down: 1,
    _KEYS.Key_PageDown: 1,
    _KEYS.Key_Space: 1,
    _KEYS.Key_Return: 1,
    _KEYS.Key_Enter: 1,
    _KEYS.Key_Left: -1,
    _KEYS.Key_Up: -1,
    _KEYS.Key_PageUp: -1,
    _KEYS.Key_Backspace: -1,
}
_NOTES_SHARE: Final = 0.36
"""The share of one screen's height that the notes may take."""


class Presentation(QWidget):
    """A deck on the screen. Make it with the page as parent, then :meth:`start` it."""

    reacted = Signal(str, str, str)
    """Kind and id of a finding ("" for none), and what was said to it."""
    ended = Signal()

    def __init__(
        self, deck: Deck, parent: QWidget | None = None, *, may_react: bool = True
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        assert deck.slides, "a presentation has slides"
        self._deck = deck
        self._may_react = may_react
        self._notes_shown = False
        self.apart = False
        """True where the notes have a window, and a screen, of their own."""
        self.setWindowTitle(f"{deck.city} – {deck.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view = SlideView(deck, self)
        self.lectern = Lectern(self)
        self.lectern.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.lectern)
        self.view.clicked.connect(self._on_click)
        self.lectern.reacted.connect(self.reacted)
        self.lectern.reshaped.connect(self._fit_lectern)
        self.go(0)

    def start(self, screens: list[QScreen] | None = None) -> None:
        """Show the first slide on all of a screen, and the notes on another if there is one."""
        held = QGuiApplication.screens() if screens is None else screens
        owner = self.parentWidget()
        own = owner.screen() if owner is not None else held[0]
        others = [screen for screen in held if screen is not own]
        if others:
            self._part(own)
        # Window managers that know no full screen at least give the window all of it.
        self.setGeometry((others[0] if others else own).geometry())
        self.showFullScreen()
        self.activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, number: int) -> None:
        """Show a slide, counted from 0; one that is not there leaves all as it is."""
        if not 0 <= number < len(self._deck.slides):
            return
        self.view.show_slide(number)
        count = len(self._deck.slides)
        place = _("{number} of {all}").format(number=number + 1, all=count)
        following = self._deck.slides[number + 1].title if number + 1 < count else ""
        self.lectern.show_slide(self.view.slide, place, following)
        announce(self, self.view.spoken())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, show notes, note a reaction, go black, end."""
        if not self._handle(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the presenter's own window as well."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._handle(event)
        if event.type() == QEvent.Type.Close and watched is self.lectern:
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the notes away too, and tell that it is over."""
        self.lectern.removeEventFilter(self)
        self.lectern.close()
        super().closeEvent(event)
        self.ended.emit()

    def _handle(self, event: QKeyEvent) -> bool:
        key = _KEYS(event.key())
        if key == _KEYS.Key_Escape:
            self._escape()
        elif self.lectern.is_noting or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        elif key in _STEPS:
            self._turn(_STEPS[key])
        elif key in (_KEYS.Key_Home, _KEYS.Key_End):
            self.go(0 if key == _KEYS.Key_Home else len(self._deck.slides) - 1)
        else:
            return self._other(key)
        return True

    def _other(self, key: Qt.Key) -> bool:
        if key in (_KEYS.Key_B, _KEYS.Key_Period):
            self.view.set_black(not self.view.is_black)
        elif key == _KEYS.Key_N:
            self._notes_shown = not self._notes_shown
            self._show_lectern()
        elif key == _KEYS.Key_R and self._may_react:
            self.lectern.open_line()
            self._show_lectern()
        else:
            return False
        return True

    def _escape(self) -> None:
        if self.lectern.is_noting:
            self.lectern.close_line()
            self._show_lectern()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close()

    def _turn(self, step: int) -> None:
        if self.view.is_black:
            self.view.set_black(False)
        else:
            self.go(self.view.number + step)

    def _on_click(self, step: int) -> None:
        if not self.lectern.is_noting:
            self._turn(step)

    def _part(self, screen: QScreen) -> None:
        """Give the notes a window of their own on a screen."""
        self.apart = self._notes_shown = True
        self.lectern.setParent(self, Qt.WindowType.Window)
        self.lectern.setWindowTitle(_("Presenter’s notes"))
        self.lectern.installEventFilter(self)
        self.lectern.setGeometry(screen.availableGeometry().adjusted(60, 60, -60, -60))
        self._show_lectern()

    def _fit_lectern(self) -> None:
        """Give notes their share of the screen; without notes, what the line needs."""
        if self.apart:
            return
        needed = self.lectern.sizeHint().height()
        share = round(self.height() * _NOTES_SHARE)
        self.lectern.setFixedHeight(max(share, needed) if self._notes_shown else needed)

    def _show_lectern(self) -> None:
        lectern, noting = self.lectern, self.lectern.is_noting
        lectern.show_parts(notes=self._notes_shown, alone=self.apart)
        self._fit_lectern()
        lectern.setVisible(self.apart or self._notes_shown or noting)
        if noting:
            lectern.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
