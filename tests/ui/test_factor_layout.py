"""Room for the words on a key factor's page: large text, German, narrow windows."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from factor_parts import Sheet, choose
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.ui.pages.factor.head import Strip
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.labels import Elided
from ic_desktop.ui.workspace import Workspace

SIZES = ((1118, 645), (800, 900), (1366, 640), (700, 500))


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[Sheet]:
    """Factor 7 on the screen, at 100 % and light again afterwards."""
    yield Sheet(qtbot, shell, workspace)
    look.set("light", 100)


def cut(page: QWidget) -> list[str]:
    """Return the words on a page that do not fit into their widget."""
    found = []
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not isinstance(label, Elided):
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            needed = max(needed, label.sizeHint().height() if not label.wordWrap() else 0)
            if label.height() < needed - 1:
                found.append(f"{label.text()[:40]} ({label.height()} of {needed})")
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            least = button.minimumSizeHint()
            if button.width() < least.width() - 1 or button.height() < least.height() - 1:
                found.append(f"{button.text()[:40]} {button.size()} of {least}")
    return found


def nothing_is_cut(page: QWidget) -> None:
    """Fail as long as words do not fit; laying out takes a moment."""
    assert cut(page) == [], f"{page.width()} x {page.height()}"


def fill(qtbot: QtBot, sheet: Sheet) -> None:
    """Open on the page what can be open."""
    sheet.add_piece("A report with a title that is rather long, as they often are", "7.1")
    sheet.add_piece("Complaint", "7.1", "contradicts")
    choose(qtbot, sheet.card("7.3").answers, "Don’t know")
    choose(qtbot, sheet.card("7.2").answers, "No")
    sheet.card("7.1").links.open(sheet.links()[1].id, focus=False)
    sheet.card("7.4").adding.show_form("statement")
    sheet.page.head.summary.why.click()
    sheet.page.examples.folds[0].set_open(True)


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_words_are_cut(
    qtbot: QtBot, sheet: Sheet, look: Theme, text_size: int, language: str
) -> None:
    look.set("dark", text_size)
    sheet.workspace.show_language(language)
    sheet.turn("7")
    fill(qtbot, sheet)
    for width, height in SIZES:
        sheet.page.resize(width, height)
        qtbot.waitUntil(lambda: nothing_is_cut(sheet.page))


def test_statement_verdict_and_what_is_missing_stay_in_view(qtbot: QtBot, sheet: Sheet) -> None:
    page = sheet.page
    for factor in sheet.workspace.pack.factors:
        sheet.turn(factor.id)
        qtbot.wait(10)
        assert page.head.parentWidget() is page
        assert page.head.height() < page.height() / 2
        for part in (page.head.summary, page.head.judging.picker, page.head.judging.reason):
            assert part.isVisible()
            bottom = part.mapTo(page, QPoint(0, part.height())).y()
            assert bottom <= page.head.height()


def test_where_the_head_would_take_most_of_the_page_it_scrolls_and_a_line_stays(
    qtbot: QtBot, sheet: Sheet, look: Theme
) -> None:
    page = sheet.page
    (strip,) = page.findChildren(Strip)
    assert strip.isHidden()
    look.set("light", 200)
    page.resize(1100, 560)
    qtbot.wait(20)
    assert page.head.parentWidget() is not page
    assert strip.isVisible()
    look.set("light", 100)
    page.resize(1118, 645)
    qtbot.wait(20)
    assert page.head.parentWidget() is page
    assert strip.isHidden()


def test_evidence_goes_under_the_questions_where_the_page_is_narrow(
    qtbot: QtBot, sheet: Sheet
) -> None:
    page = sheet.page

    def left_of(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).x()

    assert left_of(page.evidence) > left_of(page.questions) + 300
    page.resize(700, 645)
    qtbot.wait(20)
    assert left_of(page.evidence) < left_of(page.questions) + 100
    assert page.evidence.isVisible()
    page.resize(1118, 645)
    qtbot.wait(20)
    assert left_of(page.evidence) > left_of(page.questions) + 300
