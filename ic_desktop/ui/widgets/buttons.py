"""Buttons: plain, the one primary of a page, links in text, and icons with a name."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ic_desktop.ui.icons import icon, icon_size
from ic_desktop.ui.tips import plain


class Button(QPushButton):
    """A plain button. ``icon_name`` is one of :data:`ic_desktop.ui.icons.DRAWINGS`.

    Enter presses it as Space does. ``icon_right`` puts the icon after the words ("Next ›").
    """

    tone = "ink"

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon_name: str = "",
        icon_right: bool = False,
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if icon_right:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._draw()
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def set_icon(self, name: str) -> None:
        """Show another icon, "" for none."""
        self._icon_name = name
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew in another theme."""
        super().changeEvent(event)
        if self._icon_name and event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        if self._icon_name:
            self.setIcon(icon(self._icon_name, self.tone))
            self.setIconSize(QSize(icon_size(), icon_size()))


class PrimaryButton(Button):
    """The one button of a page or dialog that goes on."""

    tone = "accent_ink"


class LinkButton(Button):
    """A button that looks like a link in text."""

    tone = "accent"

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon_name: str = "",
        icon_right: bool = False,
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text, parent, icon_name=icon_name, icon_right=icon_right, clicked=clicked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class _Shortening(QPushButton):
    """Shortens its words where room is scarce; the whole stays its accessible name."""

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        hint = super().minimumSizeHint()
        spared = self._words_width() - self.fontMetrics().averageCharWidth() * 8
        return QSize(hint.width() - max(spared, 0), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        lacking = self.sizeHint().width() - self.width()
        if lacking <= 0:
            super().paintEvent(event)
            return
        # Of these, the start of the window would pay for hundreds of constants.
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        option = QStyleOptionButton()
        self.initStyleOption(option)
        mode, mnemonic = Qt.TextElideMode.ElideRight, Qt.TextFlag.TextShowMnemonic
        room = self._words_width() - lacking
        option.text = self.fontMetrics().elidedText(self.text(), mode, room, mnemonic.value)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _words_width(self) -> int:
        mnemonic = Qt.TextFlag.TextShowMnemonic
        return self.fontMetrics().size(mnemonic.value, self.text()).width()


class ShorteningButton(Button, _Shortening):
    """A plain button with a name that may be long."""


class ShorteningPrimaryButton(PrimaryButton, _Shortening):
    """The button that goes on, with a name that may be long."""


class ShorteningLinkButton(LinkButton, _Shortening):
    """A link with a name that may be long."""


class IconButton(QToolButton):
    """A button that shows an icon alone; ``name`` is its accessible name and its tooltip."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        parent: QWidget | None = None,
        *,
        tone: str = "muted",
        shortcut: str = "",
        small: bool = False,
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._tone, self._small = icon_name, tone, small
        self.setAccessibleName(name)
        self.setToolTip(plain(f"{name} ({shortcut})" if shortcut else name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._draw()
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon."""
        self._icon_name, self._tone = name, tone or self._tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        side = icon_size() * 3 // 4 if self._small else icon_size()
        self.setIcon(icon(self._icon_name, self._tone, side))
        self.setIconSize(QSize(side, side))
