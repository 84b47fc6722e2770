"""Help, finding and opening lead back to where one was; dates are written in one way."""

from datetime import UTC, datetime

import pytest
from conftest import Shell
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ic_desktop import settings
from ic_desktop.review.visit_edits import add_session
from ic_desktop.ui import formats, navigation
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place, factor_place, known_place, place_key
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.palette import Palette
from ic_desktop.ui.widgets.labels import MarkLabel
from ic_desktop.ui.widgets.marks import VERDICTS, word
from ic_desktop.ui.widgets.nav import NavList
from ic_desktop.ui.widgets.text import SearchField
from ic_desktop.ui.workspace import Workspace

PACK = "promoting-cultural-diversity"


@pytest.fixture
def opened(shell: Shell, window: MainWindow) -> Workspace:
    """A fresh project in the window, on its overview."""
    form = Form("Musterau", PACK, "Self-assessment 2026")
    actor = shell.preferences.actor
    window.opening.create(lambda: (shell.path, new_project(form, actor)))
    shell.qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    return window.workspace


def close(window: MainWindow, qtbot: QtBot) -> None:
    """Close the project and wait until it is closed."""
    window.opening.close(lambda: window.go(navigation.START))
    qtbot.waitUntil(lambda: window.workspace is None)


def test_a_project_opens_where_one_was_last(
    shell: Shell, window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    assert window.place == navigation.OVERVIEW
    window.go(factor_place("7", "7.3"))
    window.go(navigation.SETTINGS)
    close(window, qtbot)
    window.opening.open(shell.path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.place == factor_place("7")
    close(window, qtbot)
    kept = settings.load().settings.recent[0]
    qtbot.waitUntil(lambda: settings.load().settings.recent[0].place == "factor/7")
    assert "7.3" not in kept.place


def test_every_stop_is_known_again_and_an_unknown_one_is_the_overview(opened: Workspace) -> None:
    factors = opened.factors
    for stop in navigation.walk(factors):
        assert known_place(place_key(stop), navigation.walk(factors)) == stop
    for unknown in ("", "factor/99", "settings", "verify//tmp/a.pdf"):
        assert known_place(unknown, navigation.walk(factors)) == navigation.OVERVIEW


def test_escape_leaves_help_and_f1_stays_on_the_topic(
    window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    window.go(navigation.EVIDENCE)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    assert window.place == Place("help", "evidence")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    assert window.place == Place("help", "evidence")
    topics = window.page.findChild(NavList)
    assert topics is not None
    topics.setFocus()
    QTest.keyClick(topics, Qt.Key.Key_Escape)
    assert window.place == navigation.EVIDENCE


def test_help_leads_back_to_what_is_no_stop_and_to_the_spot(
    window: MainWindow, opened: Workspace
) -> None:
    made: list[str] = []
    review = opened.review_id
    opened.edit(lambda e: made.append(add_session(e, review, {"kind": "interview"})))
    notes = Place("capture", made[0])
    for place in (notes, factor_place("7", "7.3")):
        window.go(place)
        window.go(navigation.SETTINGS)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
        assert window.place.page == "help"
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert window.place == place
        window.go(navigation.SETTINGS)
        window.step(-1)
        assert window.place == place


def test_escape_leaves_help_without_a_project(window: MainWindow) -> None:
    window.go(navigation.HELP)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.place == navigation.START


def test_escape_closes_finding_at_once(window: MainWindow, opened: Workspace, qtbot: QtBot) -> None:
    window._actions.find.trigger()
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.waitUntil(palette.isVisible)
    field = palette.findChild(SearchField)
    assert field is not None
    gone: list[int] = []
    palette.finished.connect(gone.append)
    field.setText("city")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert gone


def test_the_overview_says_what_its_marks_mean(window: MainWindow, opened: Workspace) -> None:
    legend = [label.text() for label in window.page.findChildren(MarkLabel)]
    assert legend == [word(code) for code in VERDICTS]


def test_the_start_page_says_where_a_sample_is_put(window: MainWindow) -> None:
    window.go(navigation.START)
    QApplication.processEvents()
    assert any("folder for documents" in label.text() for label in window.findChildren(QLabel))


@pytest.mark.parametrize(
    ("language", "words"), [("en_GB", "2 Nov 2026"), ("de_DE", "2. Nov. 2026")]
)
def test_dates_are_written_in_one_way(language: str, words: str) -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(language))
        assert formats.day(datetime(2026, 11, 2, tzinfo=UTC)) == words
        assert formats.date_words("2026-11-02") == words
    finally:
        QLocale.setDefault(before)


def test_settings_of_an_older_version_have_no_place() -> None:
    found = settings._settings({"recent": [{"path": "a.icproj", "city": "Musterau"}]})
    assert found.recent[0].place == ""
