"""The start page, the short form, settings and help, by clicks and keys."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Shell
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop import settings
from ic_desktop.paths import resources_dir
from ic_desktop.project.entities import reviews
from ic_desktop.settings import Recent
from ic_desktop.ui import navigation, preferences
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.new_project import file_name, free_path
from ic_desktop.ui.pages import new_form
from ic_desktop.ui.pages.help import TOPICS, HelpPage, title
from ic_desktop.ui.pages.new_form import NewForm
from ic_desktop.ui.widgets.forms import Check, Picker
from ic_desktop.ui.widgets.text import Line


@pytest.fixture(autouse=True)
def documents(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the user's documents in the test's folder."""
    QStandardPaths.setTestModeEnabled(True)
    for module in (new_form, preferences):
        monkeypatch.setattr(module, "documents", lambda: shell.folder)
    return shell.folder


def shown(parent: QWidget, text: str) -> QPushButton:
    """Return the visible button of a text."""
    found = [b for b in parent.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert len(found) == 1, (text, [b.text() for b in parent.findChildren(QPushButton)])
    return found[0]


def line(parent: QWidget, name: str) -> Line:
    """Return the visible field of a name."""
    found = [f for f in parent.findChildren(Line) if f.accessibleName() == name and f.isVisible()]
    assert len(found) == 1, name
    return found[0]


@pytest.fixture
def form(window: MainWindow, qtbot: QtBot) -> NewForm:
    """The form for a new assessment, ready."""
    shown(window.page, "New assessment").click()
    found = window.page.findChild(NewForm)
    assert isinstance(found, NewForm)
    qtbot.waitUntil(lambda: bool(found._packs))
    return found


def test_the_name_of_the_city_is_enough(
    shell: Shell, window: MainWindow, form: NewForm, qtbot: QtBot
) -> None:
    start = shown(form, "Start the assessment")
    assert not start.isEnabled()
    qtbot.keyClicks(line(form, "Name of the city"), "Musterau")
    assert start.isEnabled()
    qtbot.keyClick(line(form, "Name of the city"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.facts.path == (shell.folder / "Musterau.icproj").resolve()
    assert window.workspace.profile.city == "Musterau"
    assert window.workspace.pack.id == "promoting-cultural-diversity"
    assert window.place == navigation.OVERVIEW


def test_a_second_city_of_the_name_gets_a_file_of_its_own(
    shell: Shell, window: MainWindow, form: NewForm, qtbot: QtBot
) -> None:
    (shell.folder / "Musterau.icproj").write_bytes(b"someone's")
    qtbot.keyClicks(line(form, "Name of the city"), "Musterau")
    shown(form, "Start the assessment").click()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.facts.path.name == "Musterau 2.icproj"
    assert (shell.folder / "Musterau.icproj").read_bytes() == b"someone's"


def test_the_form_takes_what_else_is_known(window: MainWindow, form: NewForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(line(form, "Name of the city"), "Musterau")
    qtbot.keyClicks(line(form, "Country"), "Nowhere")
    qtbot.keyClicks(line(form, "Who assesses"), "Ada and Bob")
    form._scope._how.press("chosen")
    for box in form._scope.findChildren(Check)[2:]:
        box.click()
    shown(form, "Start the assessment").click()
    qtbot.waitUntil(lambda: window.workspace is not None)
    workspace = window.workspace
    assert workspace is not None
    assert workspace.profile.country == "Nowhere"
    assert workspace.review.assessors == "Ada and Bob"
    assert [factor.id for factor in workspace.factors] == ["1", "2"]


def test_another_benchmark_can_be_chosen(window: MainWindow, form: NewForm, qtbot: QtBot) -> None:
    picker = form.findChild(Picker)
    assert isinstance(picker, Picker)
    codes = [picker.itemData(row) for row in range(picker.count())]
    assert codes[0] == "promoting-cultural-diversity"
    assert "integrating-cities-charter" in codes
    picker.setCurrentIndex(codes.index("integrating-cities-charter"))
    picker.activated.emit(picker.currentIndex())
    qtbot.keyClicks(line(form, "Name of the city"), "Musterau")
    shown(form, "Start the assessment").click()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.pack.id == "integrating-cities-charter"


def test_a_recent_project_opens_by_a_click_and_can_be_taken_off(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    shell.close(shell.create())
    recent = Recent(str(shell.path), "Musterau", "Self-assessment 2026", "0/13", 1_700_000_000)
    gone = Recent(str(shell.folder / "gone.icproj"), "Gone")
    shell.preferences.change(lambda s: s.with_recent(gone).with_recent(recent))
    window.go(navigation.START)
    qtbot.wait(1)
    shown(window.page, "Gone")
    names = [b for b in window.page.findChildren(QWidget) if "Gone off" in b.accessibleName()]
    names[0].click()  # type: ignore[attr-defined]
    assert [r.city for r in shell.preferences.now.recent] == ["Musterau"]
    qtbot.wait(1)
    shown(window.page, "Musterau").click()
    qtbot.waitUntil(lambda: window.workspace is not None)


def test_a_sample_opens_as_a_copy_in_the_documents(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    shown(window.page, "Copenhagen, from the toolkit").click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=15_000)
    assert window.workspace is not None
    assert window.workspace.facts.path == (shell.folder / "copenhagen.icproj").resolve()
    assert window.workspace.profile.city == "Copenhagen"


@pytest.mark.parametrize(
    ("city", "name"),
    [
        ("Musterau", "Musterau.icproj"),
        ("  Bad  Musterau/Süd ", "Bad Musterau Süd.icproj"),
        ("..", "project.icproj"),
        ("CON", "CON project.icproj"),
        ("a\u202egpj.exe", "a gpj.exe.icproj"),
        ("Ά" * 200, "Ά" * 60 + ".icproj"),
        ("", "project.icproj"),
    ],
)
def test_a_citys_name_makes_a_file_name_for_every_system(city: str, name: str) -> None:
    assert file_name(city) == name


def test_a_free_path_counts_up(tmp_path: Path) -> None:
    for name in ("a.icproj", "a 2.icproj"):
        (tmp_path / name).touch()
    assert free_path(tmp_path / "a.icproj").name == "a 3.icproj"
    assert free_path(tmp_path / "b.icproj").name == "b.icproj"


def test_settings_hold_at_once_and_after_a_restart(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    window.go(navigation.SETTINGS)
    name = line(window.page, "Your name")
    qtbot.keyClicks(name, "Ada Lovelace")
    window.go(navigation.START)
    assert shell.preferences.now.name == "Ada Lovelace"
    qtbot.waitUntil(lambda: shell.background.is_idle)
    assert settings.load().settings.name == "Ada Lovelace"


def test_the_three_languages_are_independent(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    preferences = shell.preferences
    preferences.change(lambda s: replace(s, language="en"))
    assert (preferences.pack_language, preferences.report_language) == ("en", "en")
    preferences.change(lambda s: replace(s, pack_language="de"))
    preferences.change(lambda s: replace(s, report_language="de"))
    assert preferences.language == "en"
    assert (preferences.pack_language, preferences.report_language) == ("de", "de")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_topic_is_written_in_every_language(language: str) -> None:
    folder = resources_dir() / "help" / language
    assert {path.stem for path in folder.glob("*.md")} == set(TOPICS)
    for topic in TOPICS:
        text = (folder / f"{topic}.md").read_text("utf-8")
        assert text.startswith("# "), topic
        assert len(text) > 300, topic
        assert title(text)


def test_both_languages_have_the_same_headings_lists_and_rows() -> None:
    for topic in TOPICS:
        shapes = []
        for language in ("en", "de"):
            text = (resources_dir() / "help" / language / f"{topic}.md").read_text("utf-8")
            lines = text.splitlines()
            shapes.append([row[:1] for row in lines if row[:1] in ("#", "-", "|")])
        assert shapes[0] == shapes[1], topic


def test_every_page_of_the_window_has_a_help_text(shell: Shell, window: MainWindow) -> None:
    from ic_desktop.ui.pages.city import CityPage
    from ic_desktop.ui.pages.context import ContextPage
    from ic_desktop.ui.pages.evidence import EvidencePage
    from ic_desktop.ui.pages.factor import FactorPage
    from ic_desktop.ui.pages.overview import OverviewPage
    from ic_desktop.ui.pages.report import ReportPage
    from ic_desktop.ui.pages.results import ResultsPage
    from ic_desktop.ui.pages.to_ask import ToAskPage
    from ic_desktop.ui.pages.verify import VerifyPage

    pages = (CityPage, ContextPage, EvidencePage, FactorPage, OverviewPage)
    more = (ReportPage, ResultsPage, ToAskPage, VerifyPage, HelpPage)
    for page in (*pages, *more):
        assert page.help_topic in TOPICS, page.__name__


def test_a_topic_is_shown_and_others_are_a_key_away(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place("help", "evidence"))
    page = window.page
    assert isinstance(page, HelpPage)
    qtbot.waitUntil(lambda: page.topic() == "evidence")
    assert page._text.toPlainText().startswith("Evidence")
    qtbot.keyClick(page._topics, Qt.Key.Key_Down)
    assert window.place == Place("help", "context")
    assert page._text.toPlainText().startswith("Context")


def test_several_reviews_can_be_added_on_the_city_page(
    shell: Shell, window: MainWindow, qtbot: QtBot
) -> None:
    shell.close(shell.create())
    window.opening.open(shell.path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    workspace = window.workspace
    assert workspace is not None
    first = workspace.review_id
    window.go(navigation.CITY)
    shown(window.page, "Add another review").click()
    assert len(reviews(workspace.state)) == 2
    assert workspace.review_id != first
    from ic_desktop.ui.pages.city import CityPage

    page = window.page
    assert isinstance(page, CityPage)
    page._kind.press("repeat")
    assert workspace.review.kind == "repeat"
    qtbot.waitUntil(page._baseline.isVisible)
    page._baseline.activated.emit(0)
    page._baseline.chosen.emit(first)
    assert workspace.review.baseline == first
    page._scope._how.press("chosen")
    page._scope.findChildren(Check)[0].click()
    assert len(workspace.factors) == 12
    assert window._column is not None
    assert not any(item.text.startswith("1 ") for item in window._column.items())
