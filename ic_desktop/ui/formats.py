"""Dates, times and sizes as people here write them."""

import re
from datetime import UTC, datetime

from PySide6.QtCore import QDate, QLocale, Qt, QTime

from ic_desktop.i18n import _

_KB = 1024
_SHORT = QLocale.FormatType.ShortFormat


def file_size(size: int) -> str:
    """Return a size in bytes as people read it: "41 MB"."""
    if size < _KB * _KB:
        return _("{number} KB").format(number=max(1, round(size / _KB)))
    if size < _KB**3:
        return _("{number} MB").format(number=round(size / _KB**2))
    return _("{number} GB").format(number=QLocale().toString(size / _KB**3, "f", 1))


def clock(when: datetime) -> str:
    """Return the time of a day: "14:02"."""
    return QLocale().toString(QTime(when.hour, when.minute), _SHORT)


def day_format(locale: QLocale, *, year: bool = True) -> str:
    """Return how a locale writes a day with a short month: "d MMM yyyy", in German "d. MMM"."""
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    form = re.sub(r"d{3,4}\W*", "", long).replace("MMMM", "MMM").strip(" ,")
    return form if year else re.sub(r"\W*y+\W*$", "", form)


def date_words(iso: str, locale: QLocale | None = None) -> str:
    """Return an ISO date, month or year as people of the locale write it."""
    where = locale or QLocale()
    if len(iso) == 10:
        day = QDate.fromString(iso, Qt.DateFormat.ISODate)
        return where.toString(day, day_format(where)) if day.isValid() else iso
    if len(iso) == 7 and iso[5:].isdigit() and 1 <= int(iso[5:]) <= 12:
        return f"{where.standaloneMonthName(int(iso[5:]))} {iso[:4]}"
    return iso


def day(when: datetime) -> str:
    """Return a date: "22 Nov 2026", in German "22. Nov. 2026"."""
    return date_words(when.date().isoformat())


def clock_or_day(when: datetime) -> str:
    """Return the time of the day if it is today, else the date."""
    is_today = when.date() == datetime.now().astimezone().date()
    return clock(when) if is_today else day(when)


def day_of_milliseconds(moment: int) -> str:
    """Return the date of a moment in milliseconds since 1970."""
    return day(datetime.fromtimestamp(moment / 1000, UTC).astimezone())
