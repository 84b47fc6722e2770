"""The window keeps within the screen, and its navigation stays readable at every text size."""

import pytest
from conftest import Shell
from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from ic_desktop.ui import navigation, theme
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.pages.evidence.page import EvidencePage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.nav import NavItem, NavList
from ic_desktop.ui.widgets.surfaces import PageScroll
from ic_desktop.ui.window_state import focus_spot, kept_size, restore_size, spot_of
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


def column(window: MainWindow) -> NavList:
    """Return the navigation of the window."""
    found = [nav for nav in window.findChildren(NavList) if "project" in nav.accessibleName()]
    return found[-1]


def test_no_page_squeezes_the_navigation_at_double_text_size(
    window: MainWindow, opened: Workspace, look: Theme
) -> None:
    look.set("light", 200)
    window.build()
    window.resize(1366, 740)
    for place in (*navigation.walk(opened.factors)[:4], navigation.EVIDENCE, navigation.REPORT):
        window.go(place)
        QApplication.processEvents()
        letters = QFontMetrics(theme.font()).averageCharWidth() * 16
        assert column(window).viewport().width() > letters + theme.line_height()
        assert window.width() == 1366


def test_a_count_gives_way_before_the_name_and_both_are_in_the_tip(look: Theme) -> None:
    def painted(width: int, badge: str) -> QImage:
        nav = NavList("Pages")
        nav.set_items([NavItem("7", "7 Municipal employment and more", "partly", badge, "warn")])
        nav.resize(width, 60)
        return nav.grab().toImage()

    narrow, wide = NavList("Pages").minimumSizeHint().width(), theme.unit(60)
    assert painted(narrow, "to ask") == painted(narrow, "")
    assert painted(wide, "to ask") != painted(wide, "")


def test_the_frame_of_a_row_leaves_nothing_behind(look: Theme) -> None:
    nav = NavList("Pages")
    nav.set_items([NavItem(str(n), f"Page {n}") for n in range(5)])
    nav.resize(300, 300)
    nav.show()
    nav.activateWindow()
    nav.setFocus()
    nav.set_current("2")
    row = nav.visualRect(nav.model().index(2, 0))
    above = QRect(0, 0, 300, row.top())
    with_frame = nav.grab().toImage().copy(above)
    nav.set_current("4")
    assert nav.grab().toImage().copy(above) == with_frame


@pytest.mark.parametrize("size", [QSize(4000, 3000), QSize(300, 4000)])
def test_a_window_larger_than_the_screen_is_maximised(look: Theme, size: QSize) -> None:
    large, window = QWidget(), QWidget()
    large.resize(size)
    restore_size(window, kept_size(large))
    assert window.windowState() & Qt.WindowState.WindowMaximized
    room = window.screen().availableSize()
    assert window.width() < room.width()
    assert window.height() < room.height()


def test_a_window_that_fits_keeps_its_size(look: Theme) -> None:
    small, window = QWidget(), QWidget()
    small.resize(500, 400)
    restore_size(window, kept_size(small))
    assert not window.windowState() & Qt.WindowState.WindowMaximized
    assert (window.width(), window.height()) == (500, 400)


def test_the_keyboard_stays_on_the_control_when_the_page_is_made_anew(look: Theme) -> None:
    def page() -> QWidget:
        made = QWidget()
        for _number in range(3):
            QComboBox(made)
        made.show()
        made.activateWindow()
        return made

    before, after = page(), page()
    boxes = after.findChildren(QComboBox)
    spot = spot_of(before.findChildren(QComboBox)[1], before)
    focus_spot(spot, after)
    assert after.focusWidget() is boxes[1]
    assert spot_of(boxes[0], before) is None
    assert spot_of(before, before) is None


def test_fields_write_dates_in_the_language_that_is_chosen(
    window: MainWindow, opened: Workspace
) -> None:
    before = QLocale()
    try:
        for language, words in (("de", "Mai"), ("en_GB", "May")):
            QLocale.setDefault(QLocale(language))
            window.build()
            window.go(navigation.CITY)
            field = DateField("Date", window.page, value="2026-05-14")
            assert words in field.line.text()
    finally:
        QLocale.setDefault(before)


def test_the_buttons_of_evidence_stand_under_the_title_where_there_is_little_room(
    window: MainWindow, opened: Workspace, look: Theme
) -> None:
    for size, width, below in ((100, 1366, False), (200, 1180, True)):
        look.set("light", size)
        window.build()
        window.resize(width, 740)
        window.go(navigation.EVIDENCE)
        QApplication.processEvents()
        page = window.page
        assert isinstance(page, EvidencePage)
        button, heading = page.choose_button, page.heading
        assert (button.mapTo(page, button.rect().topLeft()).y() > heading.height()) is below
        assert button.width() >= button.sizeHint().width()


def test_the_start_page_opens_at_its_top_after_a_project_was_closed(
    shell: Shell, window: MainWindow, opened: Workspace, look: Theme
) -> None:
    look.set("light", 200)
    window.build()
    window.resize(1366, 740)
    window.activateWindow()
    window.go(navigation.START)
    shell.qtbot.wait(20)
    lowest = window.page.findChildren(QPushButton)[-1]
    lowest.setFocus()
    before = window.page.findChild(PageScroll)
    assert before is not None
    before.reveal(lowest)
    assert before.verticalScrollBar().value() > 0
    window.go(navigation.EVIDENCE)
    shell.qtbot.wait(20)
    window._actions.close_project.trigger()
    shell.qtbot.waitUntil(lambda: window.workspace is None)
    shell.qtbot.wait(50)
    assert window.place == navigation.START
    scroll = window.page.findChild(PageScroll)
    assert scroll is not None
    assert scroll.verticalScrollBar().maximum() > 0
    assert scroll.verticalScrollBar().value() == 0
