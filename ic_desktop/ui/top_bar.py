"""The bar across the top: whose project this is, finding, undo and redo, help, the menu."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.widgets.buttons import Button, LinkButton
from ic_desktop.ui.widgets.labels import Elided
from ic_desktop.ui.widgets.surfaces import Panel

_LEAST_CITY = 22
"""Units that the city's name keeps when there is little room."""


class TopBar(Panel):
    """Shows city and review; its buttons run the window's actions."""

    review_chosen = Signal(str)
    """Another review of the project is asked for: its id."""

    def __init__(
        self,
        menu: Callable[[], QMenu],
        find: QAction,
        actions: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, direction="row", margins=(2, 0.5, 1, 0.5), tone="surface")
        self._city = Elided()
        self._city.setFont(theme.font("strong"))
        self._reviews = QMenu(self)
        self._review = LinkButton("")
        self._review.setMenu(self._reviews)
        self._find_words = _("Find anything … Ctrl+K")
        self._find = Button(self._find_words, icon_name="search", clicked=find.trigger)
        self._find.setAccessibleName(_("Find anything"))
        self._find.setToolTip(self._find_words)
        self.menu_button = MenuButton(_("Menu"), menu)
        self.menu_button.setToolTip(_("Menu (F10)"))
        self.add(self._city, self._review).add_stretch().add(self._find)
        self._buttons = [self._button(action) for action in actions]
        self.add(*self._buttons)
        self.add(self.menu_button)
        self.show_project("", [], "")

    def show_project(self, city: str, reviews: Sequence[tuple[str, str]], shown: str) -> None:
        """Show a city and its reviews (id, title); no city: no project is open."""
        self._city.set_text(city or _("Integrating Cities Desktop"))
        title = dict(reviews).get(shown, "")
        self._review.setText(f"{title} ▾".replace("&", "&&"))
        self._review.setAccessibleName(_("Review: {title}").format(title=title))
        self._review.setVisible(bool(reviews))
        self._find.setVisible(bool(city))
        for button in self._buttons:
            button.setVisible(button.defaultAction().isVisible())
        self._reviews.clear()
        for key, name in reviews:
            action = self._reviews.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == shown)
            action.triggered.connect(lambda _on, key=key: self.review_chosen.emit(key))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, a glass alone stands for finding."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_find"):
            self._city.setFont(theme.font("strong"))
            self._fit()

    def _fit(self) -> None:
        self._find.setText(self._find_words)
        others = (self._review, *self._buttons, self.menu_button)
        room = sum(w.sizeHint().width() + theme.unit(1) for w in others if not w.isHidden())
        wanted = room + self._find.sizeHint().width() + theme.unit(3 + _LEAST_CITY)
        if wanted > self.width():
            self._find.setText("")

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


class MenuButton(QToolButton):
    """A word with a small arrow that opens a menu below it, made anew each time."""

    def __init__(self, text: str, menu: Callable[[], QMenu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = menu
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda _on=False: self.open())
        self.set_word(text)

    def set_word(self, text: str) -> None:
        """Show another word."""
        self.setText(f"{text} ▾")
        self.setAccessibleName(text)

    def open(self) -> None:
        """Open the menu, kept within the window's screen."""
        menu = self._menu()
        below = self.rect().bottomRight() - QPoint(menu.sizeHint().width(), -1)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(below))
