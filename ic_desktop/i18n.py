"""Words for people: translation without Qt, for screens, commands and reports alike.

The interface has one language a process (:func:`use`); a report and a pack have their own, so
whatever composes a report is handed a :class:`Catalogue`. Sources are English; other languages
are gettext catalogues in ``resources/translations/<language>.mo``, made from the ``.po`` beside it.
"""

from functools import cache
from typing import TYPE_CHECKING

from ic_desktop.paths import resources_dir

if TYPE_CHECKING:
    import gettext as _gettext
    from datetime import date, datetime

LANGUAGES: dict[str, str] = {"en": "English", "de": "Deutsch"}
"""The languages of the interface and of reports: code and own name."""


class Catalogue:
    """The texts of one language; an unknown text comes back in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = None if language == "en" else _read(language)

    def gettext(self, message: str) -> str:
        """Return ``message`` in this language."""
        return self._texts.gettext(message) if self._texts and message else message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the form for ``n`` of a counted text."""
        if self._texts is None:
            return singular if n == 1 else plural
        return self._texts.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return ``message`` as used in ``context`` (one English word, two meanings)."""
        return self._texts.pgettext(context, message) if self._texts else message

    def day(self, when: "date") -> str:
        """Return a date in figures as this language writes it."""
        # Translators: how a date is written
        return when.strftime(self.gettext("%Y-%m-%d"))

    def moment(self, when: "datetime") -> str:
        """Return a date and a time of day in figures as this language writes them."""
        # Translators: how a date with a time of day is written
        return when.strftime(self.gettext("%Y-%m-%d %H:%M"))


def _read(language: str) -> "_gettext.GNUTranslations | None":
    """Return the texts of a language, None if there are none. English needs none of this."""
    path = resources_dir() / "translations" / f"{language}.mo"
    if not path.is_file():
        return None
    from gettext import GNUTranslations

    with path.open("rb") as stream:
        return GNUTranslations(stream)


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language code ("en", "de"); an unknown one gives English."""
    return Catalogue(language if language in LANGUAGES else "en")


_current: list[Catalogue] = []


def use(language: str) -> None:
    """Set the interface language of this process."""
    _current[:] = [catalogue(language)]


def current() -> Catalogue:
    """Return the interface language's catalogue (English until :func:`use` is called)."""
    return _current[0] if _current else catalogue("en")


def _(message: str) -> str:
    return current().gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form for ``n`` of a counted text in the interface language."""
    return current().ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Return ``message`` as used in ``context`` in the interface language."""
    return current().pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's extractors know
    """Mark a constant for translation; translate it where it is shown."""
    return message
