"""Dates, times and sizes as people here write them."""

import re
from datetime import UTC, datetime

from PySide6.QtCore import QDate, QLocale, QTime

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


def day(when: datetime) -> str:
    """Return a date: "22/11/2026", in German "22.11.2026"."""
    # Many languages write the year short, but a certificate may be good until 36.
    form = re.sub("(?<!y)yy(?!y)", "yyyy", QLocale().dateFormat(_SHORT))
    return QLocale().toString(QDate(when.year, when.month, when.day), form)


def clock_or_day(when: datetime) -> str:
    """Return the time of the day if it is today, else the date."""
    is_today = when.date() == datetime.now().astimezone().date()
    return clock(when) if is_today else day(when)


def day_of_milliseconds(moment: int) -> str:
    """Return the date of a moment in milliseconds since 1970."""
    return day(datetime.fromtimestamp(moment / 1000, UTC).astimezone())
