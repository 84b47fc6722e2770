"""Qt's own words follow the language of the program."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from ic_desktop.i18n import LANGUAGES
from ic_desktop.ui.application import words_of_qt


def copy() -> str:
    """Return what Qt calls copying in the menu of a text field."""
    return QCoreApplication.translate("QLineEdit", "&Copy")


@pytest.mark.usefixtures("qapp")
def test_a_text_fields_menu_is_in_the_language_of_the_program() -> None:
    german = words_of_qt("de", None)
    assert copy() == "&Kopieren"
    assert words_of_qt("en", german) is None
    assert copy() == "&Copy"


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_qt_comes_with_its_words_in_every_language(language: str, qapp: QApplication) -> None:
    words = words_of_qt(language, None)
    assert words is not None
    qapp.removeTranslator(words)
