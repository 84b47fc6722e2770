"""What the program says on the page, never in the way: notices, hints, progress, saving."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.icons import icon, icon_size
from ic_desktop.ui.widgets.buttons import Button, IconButton, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.labels import Heading, Muted, Small, Strong, Words, restyle
from ic_desktop.ui.widgets.surfaces import Panel

Tone = Literal["info", "warn", "error"]

_ICONS = {"info": ("info", "accent"), "warn": ("warning", "warn"), "error": ("warning", "contra")}


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say a sentence that appears without the keyboard going there."""
    # Its hundreds of constants would delay the start of the window.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class _Sign(QLabel):
    """The icon of a notice; the words beside it say the same."""

    def __init__(self, tone: Tone, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._draw()

    def set_tone(self, tone: Tone) -> None:
        """Show the icon of another tone."""
        self._tone = tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Tint anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        name, colour = _ICONS[self._tone]
        side = icon_size()
        self.setPixmap(icon(name, colour).pixmap(QSize(side, side), self.devicePixelRatio()))


class Notice(Panel):
    """A bar with a sentence or two and what can be done: never modal, closed by its cross.

    ``add_action`` adds a link; ``closed`` follows the cross. With ``closable`` false it stays.
    """

    closed = Signal()

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        tone: Tone = "info",
        remedy: str = "",
        closable: bool = True,
    ) -> None:
        super().__init__(parent, direction="row", margins=(1.5, 1, 1, 1), gap=1.25, tone=tone)
        self._sign = _Sign(tone, self)
        self._text = Words(text, self, selectable=True)
        self._remedy = Muted(remedy, self, selectable=True)
        self._remedy.setVisible(bool(remedy))
        words = QVBoxLayout()
        words.setSpacing(theme.unit(0.25))
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.unit(2))
        self._actions.addStretch(1)
        words.addWidget(self._text)
        words.addWidget(self._remedy)
        words.addLayout(self._actions)
        words.addStretch(1)
        self.body.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(words, 1)
        if closable:
            name = _("Close this notice")
            close = IconButton("close", name, self, small=True, clicked=self._close)
            self.body.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    @classmethod
    def of_error(cls, error: IcError, parent: QWidget | None = None) -> "Notice":
        """Return a notice that says what happened and what to do."""
        return cls(error.what, parent, tone="error", remedy=error.remedy)

    def text(self) -> str:
        """Return what it says."""
        return self._text.text()

    def say(self, text: str, *, remedy: str = "", tone: Tone | None = None) -> None:
        """Say something else, and have a screen reader say it."""
        self._text.setText(text)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        if tone is not None:
            self.setProperty("tone", tone)
            self._sign.set_tone(tone)
            restyle(self)
        announce(self, f"{text} {remedy}".strip())

    def add_action(self, text: str, clicked: Callable[[], object]) -> LinkButton:
        """Append something that can be done."""
        link = LinkButton(text, self, clicked=clicked)
        self._actions.insertWidget(self._actions.count() - 1, link)
        return link

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class Banner(Panel):
    """A strip across the top of a page that says in which state all of it is.

    "This review is signed", "Open for reading only", "Fictional example".
    """

    def __init__(self, text: str, parent: QWidget | None = None, *, tone: Tone = "info") -> None:
        super().__init__(parent, direction="row", margins=(3, 0.75, 3, 0.75), gap=2, tone=tone)
        self._text = Words(text, self)
        self.body.addWidget(self._text, 1)

    def text(self) -> str:
        """Return what it says."""
        return self._text.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)

    def add_action(self, text: str, clicked: Callable[[], object]) -> LinkButton:
        """Append something that can be done."""
        link = LinkButton(text, self, clicked=clicked)
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        return link


class Hint(Panel):
    """What an empty page says: what belongs here, what to do first, and a button that does it."""

    acted = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        parent: QWidget | None = None,
        *,
        button: str = "",
        icon_name: str = "",
    ) -> None:
        super().__init__(parent, margins=(3, 4, 3, 4), gap=1)
        for label in (Heading(title, self), Muted(text, self)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.add(label)
        if button:
            self.add_gap(1)
            press = PrimaryButton(button, self, icon_name=icon_name, clicked=self.acted.emit)
            self.body.addWidget(press, 0, Qt.AlignmentFlag.AlignHCenter)
        self.add_stretch()


class SavedState(QLabel):
    """Says in the status bar whether everything is saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        strong = QFont()
        strong.setWeight(QFont.Weight.DemiBold)
        self.setFont(strong)
        self._tone = ""
        self._show("", "muted")

    def saving(self) -> None:
        """Something is on its way to the disk."""
        self._show(_("Saving…"), "muted")

    def saved(self, clock: str) -> None:
        """Everything is on the disk since ``clock``, a time of the day in words."""
        self._show("✓ " + _("Saved {time}").format(time=clock), "accent")

    def failed(self, reason: str) -> None:
        """Something is not on the disk; a screen reader says so."""
        text = _("Not saved: {reason}").format(reason=reason)
        if text != self.text():
            announce(self, text)
        self._show(text, "contra")

    def read_only(self) -> None:
        """Nothing here is ever saved."""
        self._show(_("Reading only"), "muted")

    def changeEvent(self, event: QEvent) -> None:
        """Colour anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._show(self.text(), self._tone)

    def _show(self, text: str, tone: str) -> None:
        if (text, tone) != (self.text(), self._tone):
            self._tone = tone
            self.setText(text)
        shown = self.palette()
        shown.setColor(self.foregroundRole(), theme.colour(tone))
        self.setPalette(shown)


class Busy(Panel):
    """Long work: what it is, how far, and a way to cancel it."""

    cancelled = Signal()

    def __init__(
        self, text: str, parent: QWidget | None = None, *, cancellable: bool = True
    ) -> None:
        super().__init__(parent, gap=0.5)
        self._text = Strong(text, self)
        self._detail = Small("", self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        row = Panel(self, direction="row", gap=1.5)
        row.body.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        self.cancel_button = Button(_("Cancel"), row, clicked=self._cancel)
        self.cancel_button.setVisible(cancellable)
        row.add(self.cancel_button)
        self.add(self._text, row, self._detail)

    def set_text(self, text: str) -> None:
        """Say what is being done."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)

    def set_progress(self, done: int, total: int, detail: str = "") -> None:
        """Show how far it is; a total of 0 says that nobody knows."""
        # Qt counts in 32 bits, files have more bytes than that.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * done / total) if total else 0)
        self._detail.setText(detail)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText(_("Cancelling…"))
        self.cancelled.emit()
