"""One choice of several: pills in a row for answers, a grid with marks for verdicts.

Each is one stop of the Tab key. Arrows and digits choose; Delete, Backspace or a second click on
what is chosen takes the choice back.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QRadioButton, QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.marks import VERDICTS, mark_colour, paint_mark, word
from ic_desktop.ui.widgets.surfaces import clear_layout

Options = Sequence[tuple[str, str]]
"""What can be chosen: (code, word) pairs."""


class _Option(QRadioButton):
    """One option, painted by us; a screen reader sees a radio button."""

    def __init__(self, code: str, text: str, group: "_Choice") -> None:
        super().__init__(text, group)
        self.code = code
        self._group = group
        self.clicked.connect(lambda _checked=False: group.press(code))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        """Leave the choice to the group, which hears of the click."""

    def show_checked(self, checked: bool) -> None:
        """Show whether this is chosen; Qt alone would keep one of a row always chosen."""
        self.setAutoExclusive(False)
        self.setChecked(checked)
        self.setAutoExclusive(True)  # screen readers then say that it is one of several

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the group handle arrows, digits and Delete."""
        if not self._group.handle_key(self.code, event):
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def _paint_box(self, painter: QPainter, radius: float, fill: str) -> None:
        """Paint ground and border; ``fill`` is the ground of what is chosen.

        The keyboard's place shows as a border of two pixels, and as a ring inside what is chosen.
        """
        chosen, enabled, focused = self.isChecked(), self.isEnabled(), self.hasFocus()
        hover = self.underMouse() and enabled
        edge = "focus" if focused else "accent" if chosen else "outline" if enabled else "line"
        width = 2 if focused or chosen else 1
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(edge), width))
        painter.setBrush(theme.colour(fill if chosen else "hover" if hover else "surface"))
        painter.drawRoundedRect(box, radius - width / 2, radius - width / 2)
        if focused and chosen:
            inside = "accent_ink" if fill == "accent" else "focus"
            painter.setPen(QPen(theme.colour(inside), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), radius - 3, radius - 3)


class _Pill(_Option):
    """An answer."""

    def sizeHint(self) -> QSize:
        """Word and round ends."""
        metrics = self.fontMetrics()
        height = metrics.height() + theme.unit(0.75)
        return QSize(metrics.horizontalAdvance(self.text()) + theme.unit(3), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a pill; the chosen one is filled."""
        chosen, enabled = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        self._paint_box(painter, self.height() / 2, "accent")
        ink = "accent_ink" if chosen else "ink" if enabled else "muted"
        painter.setPen(theme.colour(ink))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class _VerdictButton(_Option):
    """A verdict with its mark."""

    def sizeHint(self) -> QSize:
        """Mark and word in semibold, so that choosing moves nothing."""
        metrics = QFontMetrics(theme.font("strong"))
        width = metrics.horizontalAdvance(self.text()) + metrics.height() + theme.unit(3)
        return QSize(width, metrics.height() + theme.unit(1.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a box; the chosen one has the accent's border, ground and semibold word."""
        chosen, enabled = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        self._paint_box(painter, 4, "accent_soft")
        painter.setFont(theme.font("strong" if chosen else "body"))
        side = painter.fontMetrics().height()
        left = theme.unit(1)
        mark = QRectF(left, (self.height() - side) / 2, side, side)
        colour = mark_colour(self.code) if enabled or chosen else theme.colour("muted")
        paint_mark(painter, self.code, mark, colour)
        painter.setPen(theme.colour("ink" if enabled or chosen else "muted"))
        text = self.rect().adjusted(left + side + theme.unit(0.5), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())


class _Choice(QWidget):
    """What rows and grids of options share."""

    chosen = Signal(str)
    """A person chose a code, or took the choice back ("")."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._options: list[_Option] = []
        self._value = ""
        self._read_only = False

    def value(self) -> str:
        """Return the chosen code, "" if none is."""
        return self._value

    def set_value(self, code: str | None) -> None:
        """Show a choice without telling; None, "" or an unknown code shows none."""
        self._value = code if code in {o.code for o in self._options} and code else ""
        for option in self._options:
            option.show_checked(option.code == self._value)
        self._rove()

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self._read_only = read_only
        for option in self._options:
            option.setEnabled(not read_only)

    def press(self, code: str) -> None:
        """Take a click on an option: choose it, or take the choice back."""
        self._choose("" if code == self._value else code)

    def handle_key(self, code: str, event: QKeyEvent) -> bool:
        """Act on arrows, digits, Delete and Backspace; say whether the key was one of them."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        at = [o.code for o in self._options].index(code)
        key, last = event.key(), len(self._options) - 1
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose("")
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 <= last:
            self._go(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else last)
        elif (step := self._step(at, Qt.Key(key))) is not None:
            self._go(step)
        else:
            return False
        return True

    def focus_chosen(self) -> None:
        """Give the keyboard to the chosen option, or to the first."""
        self._stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, at: int, key: Qt.Key) -> int | None:
        """Return where an arrow key leads from an option."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        return (at + steps[key]) % len(self._options) if key in steps else None

    def _go(self, index: int) -> None:
        option = self._options[index]
        option.setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(option.code)

    def _choose(self, code: str) -> None:
        if self._read_only or code == self._value:
            return
        self.set_value(code)
        self.chosen.emit(code)

    def _take(self, options: Sequence[_Option]) -> None:
        self._options = list(options)
        for number, option in enumerate(self._options, 1):
            option.setToolTip(_("Key {digit}. Click again to take it back.").format(digit=number))
        self._rove()

    def _stop(self) -> _Option:
        return next((o for o in self._options if o.isChecked()), self._options[0])

    def _rove(self) -> None:
        """Make the chosen option, or the first, the one stop of the Tab key."""
        stop = self._stop()
        for option in self._options:
            strong = Qt.FocusPolicy.StrongFocus
            option.setFocusPolicy(strong if option is stop else Qt.FocusPolicy.ClickFocus)


class ChoiceRow(_Choice):
    """Pills of one choice in a row that wraps; ``name`` says what is chosen, for screen readers."""

    def __init__(self, name: str, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=0.75)
        self.set_options(options)

    def set_options(self, options: Options, name: str | None = None) -> None:
        """Offer other words, and perhaps another choice, with none chosen: for use once more."""
        if name is not None:
            self.setAccessibleName(name)
        if tuple((o.code, o.text()) for o in self._options) != tuple(options):
            clear_layout(self._flow)
            pills = [_Pill(code, text, self) for code, text in options]
            for pill in pills:
                self._flow.addWidget(pill)
            self._take(pills)
        self.set_value("")
        for option in self._options:
            option.setAccessibleDescription(self.accessibleName())
            option.setEnabled(not self._read_only)


class VerdictPicker(_Choice):
    """The four verdicts in two columns, with their marks; none chosen is "not judged"."""

    def __init__(
        self, name: str = "", parent: QWidget | None = None, *, codes: Sequence[str] = VERDICTS[:4]
    ) -> None:
        super().__init__(name or _("Verdict"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.unit(0.75))
        buttons = [_VerdictButton(code, word(code), self) for code in codes]
        for at, button in enumerate(buttons):
            button.setAccessibleDescription(self.accessibleName())
            self._grid.addWidget(button, at // 2, at % 2)
        self._take(buttons)

    def _step(self, at: int, key: Qt.Key) -> int | None:
        """Up and down move by a line of two."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: 2,
            Qt.Key.Key_Up: -2,
        }
        return (at + steps[key]) % len(self._options) if key in steps else None
