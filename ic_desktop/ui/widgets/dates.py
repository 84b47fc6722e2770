"""A date that may be absent: typed as people of the country type it, or chosen in a calendar."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.icons import icon
from ic_desktop.ui.widgets.buttons import IconButton
from ic_desktop.ui.widgets.labels import Small, restyle
from ic_desktop.ui.widgets.text import Line

ORDERS: Final = ("dmy", "mdy", "ymd")


def parse_date(text: str, order: str = "dmy", months: Sequence[str] = ()) -> str | None:
    """Return what was typed as an ISO date, month ("2026-03") or year ("2026"); None if it is none.

    ``order`` is that of the locale, for dates in numbers; a year of two digits is of this
    century. ``months`` are the names of the twelve months; three letters of one are enough.
    An empty text gives "".
    """
    parts = re.findall(r"\d+|[^\W\d_]+", text)
    if not parts:
        return "" if not text.strip() else None
    if any(not part.isdigit() for part in parts):
        named = _with_month_name(parts, months)
        return None if named is None else _iso(*named)
    if len(parts[0]) == 4:
        return _iso(*parts[:3]) if len(parts) <= 3 else None
    if len(parts) == 2 and len(parts[1]) == 4:
        return _iso(parts[1], parts[0])
    if len(parts) != 3:
        return None
    found = dict(zip(order, parts, strict=True))
    return _iso(found["y"], found["m"], found["d"])


def _with_month_name(parts: Sequence[str], months: Sequence[str]) -> tuple[str, ...] | None:
    """Return year, month and perhaps day of a date that names its month."""
    words = [part.casefold() for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    found = [
        str(n)
        for n, name in enumerate(months, 1)
        if len(words) == 1 and len(words[0]) >= 3 and name.casefold().startswith(words[0])
    ]
    whole = [number for number in numbers if len(number) == 4]
    if len(found) != 1 or len(numbers) > 2 or (len(numbers) < 2 and not whole):
        return None
    year = (whole or numbers)[-1]
    numbers.remove(year)
    return (year, found[0], *numbers)


def _iso(year: str, month: str = "", day: str = "") -> str | None:
    try:
        y = int(year) + (2000 if len(year) <= 2 else 0)
        date(y, int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1000 <= y <= 9999:
        return None
    return "-".join([str(y), *(f"{int(n):02}" for n in (month, day) if n)])


def date_order(locale: QLocale) -> str:
    """Return the order of day, month and year in a locale: "dmy", "mdy" or "ymd"."""
    letters = re.sub(r"[^dMy]", "", locale.dateFormat(QLocale.FormatType.ShortFormat))
    order = "".join(dict.fromkeys(letters.lower()))
    return order if order in ORDERS else "dmy"


class CalendarPopup(QFrame):
    """A calendar that opens under a date field and is gone when it is closed."""

    def __init__(self, parent: QWidget, iso: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget(self)
        self.calendar.setAccessibleName(_("Calendar"))
        self.calendar.setLocale(parent.locale())
        none = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.calendar.setVerticalHeaderFormat(none)
        shown = QDate.fromString(iso, Qt.DateFormat.ISODate)
        self.calendar.setSelectedDate(shown if shown.isValid() else QDate.currentDate())
        self._colour_days()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)

    def _colour_days(self) -> None:
        """Use the theme's colours: Qt's own red cannot be read on dark."""
        words, days = QTextCharFormat(), QTextCharFormat()
        words.setForeground(theme.colour("muted"))
        days.setForeground(theme.colour("ink"))
        self.calendar.setHeaderTextFormat(words)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, days)
        for name, icon_name in (("prev", "back"), ("next", "next")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if isinstance(button, QToolButton):
                button.setIcon(icon(icon_name, "muted"))


class DateField(QWidget):
    """An optional date. ``changed`` carries the ISO date, or "", once it is whole.

    With ``partial`` a month or a year alone is taken too ("2025"). What is no date stays as
    typed, is marked, and is not told.
    """

    changed = Signal(str)
    wrong = Signal(bool)
    """What stands there turned out to be no date, or is none no longer."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        value: str = "",
        partial: bool = False,
    ) -> None:
        super().__init__(parent)
        self._partial = partial
        self._value = value
        self._calendar: CalendarPopup | None = None
        self.line = Line(name, self, placeholder=self._hint())
        self.line.left.connect(lambda _text: self._take())
        self.line.entered.connect(lambda _text: self._take())
        self.button = IconButton("calendar", _("Choose a date"), self, clicked=self.open_calendar)
        self.button.setAccessibleName(_("Choose a date: {field}").format(field=name))
        self.setFocusProxy(self.line)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(0.25))
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self._note = Small("", self, tone="contra")
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(0.5))
        layout.addLayout(row)
        layout.addWidget(self._note)
        self.set_value(value)

    def value(self) -> str:
        """Return the date as told last: ISO, or ""."""
        return self._value

    def set_value(self, iso: str) -> None:
        """Show a date without telling."""
        self._value = iso
        self.line.set_text(date_words(iso, self.locale()))
        self._mark("")

    def set_read_only(self, read_only: bool) -> None:
        """Show the date without letting it be changed."""
        self.line.setReadOnly(read_only)
        self.button.setVisible(not read_only)

    def problem(self) -> str:
        """Return what is wrong with what was typed, "" if nothing is."""
        return str(self.line.property("problem") or "")

    def open_calendar(self) -> None:
        """Show a calendar under the field; it is made when first needed."""
        popup = CalendarPopup(self, self._value)
        popup.calendar.clicked.connect(self._choose)
        popup.calendar.activated.connect(self._choose)
        popup.destroyed.connect(self._forget_calendar)
        self._calendar = popup
        popup.move(self._place_for(popup.sizeHint()))
        popup.show()
        popup.move(self._place_for(popup.size()))  # it knows how large it is only now
        popup.calendar.setFocus()

    def _place_for(self, size: QSize) -> QPoint:
        """Return where on the screen a calendar goes: below, or above where there is no room."""
        room = self.screen().availableGeometry()
        height = self.line.geometry().bottom() + 1
        box = QRect(self.mapToGlobal(QPoint(0, 0)), QSize(self.width(), height))
        below, above = box.bottom() + 1, box.top() - size.height()
        y = below if below + size.height() <= room.bottom() + 1 else max(above, room.top())
        x = min(box.left(), room.right() + 1 - size.width())
        return QPoint(max(x, room.left()), y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar, as it does a list of choices."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt and not self.line.isReadOnly():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write the date anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange and not self.problem():
            self.line.setPlaceholderText(self._hint())
            self.line.set_text(date_words(self._value, self.locale()))

    def _choose(self, day: QDate) -> None:
        self.line.setText(day.toString(Qt.DateFormat.ISODate))
        if self._calendar is not None:
            self._calendar.close()
        self._take()
        self.line.setFocus()

    def _forget_calendar(self) -> None:
        self._calendar = None

    def _take(self) -> None:
        """Read what was typed; tell it if it is another date, mark it if it is none."""
        text = self.line.text()
        if text == date_words(self._value, self.locale()):
            self._mark("")
            return
        where = self.locale()
        months = [where.monthName(n) for n in range(1, 13)]
        iso = parse_date(text, date_order(where), months)
        if iso is None or (iso and len(iso) < 10 and not self._partial):
            self._mark(self._what_is_wrong())
            return
        changed = iso != self._value
        self.set_value(iso)
        if changed:
            self.changed.emit(iso)

    def _what_is_wrong(self) -> str:
        soon = QDate.currentDate().addDays(14).toString(Qt.DateFormat.ISODate)
        text = _("This is not a date. Write it like this: {example}").format(
            example=date_words(soon, self.locale())
        )
        if not self._value:
            return text
        held = _("Until then, it stays {date}.").format(date=date_words(self._value, self.locale()))
        return f"{text}. {held}"

    def _hint(self) -> str:
        """Return what stands in the empty field: a form to fill, not a date to take for one."""
        forms = {
            "dmy": _("day month year"),
            "mdy": _("month day, year"),
            "ymd": _("year, month, day"),
        }
        return forms[date_order(self.locale())]

    def _mark(self, problem: str) -> None:
        if problem == self.problem():
            return
        self.line.setProperty("problem", problem)
        self.line.setProperty("wrong", bool(problem))
        self._note.setText(problem)
        self._note.setVisible(bool(problem))
        self.line.setAccessibleDescription(problem)
        restyle(self.line)
        self.wrong.emit(bool(problem))
