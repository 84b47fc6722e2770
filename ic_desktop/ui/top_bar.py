"""The bar across the top: whose project this is, finding, undo and redo, help, the menu."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from ic_desktop.i18n import _

_HEIGHT = 40


class TopBar(QWidget):
    """Shows city and review; its buttons run the window's actions."""

    review_chosen = Signal(str)
    """Another review of the project is asked for: its id."""

    def __init__(
        self, menu: QMenu, find: QAction, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setMinimumHeight(_HEIGHT)
        self._city = QLabel(self)
        self._city.setObjectName("topBarCity")
        self._city.setTextFormat(Qt.TextFormat.PlainText)
        self._review = QToolButton(self)
        self._review.setObjectName("topBarReview")
        self._review.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._reviews = QMenu(self._review)
        self._review.setMenu(self._reviews)
        self._find = QPushButton(_("Find anything … Ctrl+K"), self)
        self._find.setObjectName("topBarFind")
        self._find.setAccessibleName(_("Find anything"))
        self._find.clicked.connect(find.trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._city)
        row.addWidget(self._review)
        row.addStretch(1)
        row.addWidget(self._find)
        self._buttons = [self._button(action) for action in actions]
        for button in self._buttons:
            row.addWidget(button)
        row.addWidget(self._menu_button(menu))
        self.show_project("", [], "")

    def show_project(self, city: str, reviews: Sequence[tuple[str, str]], shown: str) -> None:
        """Show a city and its reviews (id, title); no city: no project is open."""
        self._city.setText(city or _("Integrating Cities Desktop"))
        titles = dict(reviews)
        self._review.setText(titles.get(shown, ""))
        self._review.setAccessibleName(_("Review: {title}").format(title=titles.get(shown, "")))
        self._review.setVisible(bool(reviews))
        self._find.setVisible(bool(city))
        self._reviews.clear()
        for key, title in reviews:
            action = self._reviews.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == shown)
            action.triggered.connect(lambda _on, key=key: self.review_chosen.emit(key))

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("topBarMenu")
        button.setText(_("Menu"))
        button.setAccessibleName(_("Menu"))
        button.setToolTip(_("Menu (F10)"))
        button.setMenu(menu)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button = button
        return button
