"""The evidence matrix on the screen: counts, filters, what is behind a cell, the keyboard."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from consensus_parts import Table
from factor_parts import option
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from report_parts import Desktop, nameless, words_on

from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.matrix import MatrixPage
from ic_desktop.ui.pages.matrix.grid import FLAGS_AT
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.buttons import LinkButton

CITY = "a" * 32


@pytest.fixture
def table(qtbot: QtBot, shell: Shell, look: Theme) -> Table[MatrixPage]:
    """The matrix of a review with evidence of every source for factor 7."""
    made = Table(qtbot, shell, MatrixPage, Place("matrix"))
    made.add("document", "Plan", "7", "supports", by=CITY)
    made.add("document", "Press report", "7", "supports")
    made.add("statement", "Managers are the same as ten years ago.", "7", "contradicts")
    made.add("observation", "All signs are in one language.", "6", "contradicts")
    return made


def cell_text(table: Table[MatrixPage], row: int, column: int) -> str:
    return str(table.page.grid.model().index(row, column).data())


def test_a_row_counts_each_source(table: Table[MatrixPage]) -> None:
    assert len(table.page.grid.rows()) == 13
    assert cell_text(table, 6, 1) == "City: 1 supports; In place"
    assert cell_text(table, 6, 2) == "Documents: 1 supports"
    assert cell_text(table, 6, 3) == "Interviews: 1 contradicts"
    assert cell_text(table, 6, 4) == "Observation: silent"
    assert cell_text(table, 6, FLAGS_AT) == "contradicted"
    assert cell_text(table, 5, FLAGS_AT) == "contradicted, one source only, nobody spoke of it"
    assert cell_text(table, 5, 0).endswith("nobody spoke of it")


def test_arrows_walk_and_enter_opens(table: Table[MatrixPage]) -> None:
    grid = table.page.grid
    grid.setFocus()
    grid.set_current("6", "interviews")
    table.qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current() == ("7", "interviews")
    assert "Managers are the same as ten years ago." in words_on(table.page.behind)
    table.qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert "Press report" in words_on(table.page.behind)
    assert "Managers" not in words_on(table.page.behind)
    table.qtbot.keyClick(grid, Qt.Key.Key_Return)
    focused = table.page.behind.focusWidget()
    assert isinstance(focused, LinkButton)
    assert focused.hasFocus()
    assert focused.accessibleName() == "To the spot: Press report"


def test_a_click_shows_what_is_behind_and_leads_to_the_spot(table: Table[MatrixPage]) -> None:
    grid = table.page.grid
    at = grid.visualRect(grid.model().index(6, 1)).center()
    table.qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    shown = words_on(table.page.behind)
    assert "We recruit openly." in shown
    assert "Plan" in shown
    links = {link.accessibleName(): link for link in table.page.behind.findChildren(LinkButton)}
    table.qtbot.mouseClick(links["To the spot: Plan"], Qt.MouseButton.LeftButton)
    table.qtbot.mouseClick(links["Open: Plan"], Qt.MouseButton.LeftButton)
    spot, whole = table.went
    assert (spot.page, spot.item) == ("factor", "7")
    assert whole == Place("evidence", "", spot.evidence)


def test_the_first_column_shows_all_sources(table: Table[MatrixPage]) -> None:
    table.page.grid.setFocus()
    table.page.grid.set_current("6", "")
    table.qtbot.keyClick(table.page.grid, Qt.Key.Key_Down)
    shown = words_on(table.page.behind)
    assert "Press report" in shown
    assert "Managers are the same as ten years ago." in shown


def test_filters_show_what_is_to_be_looked_at(table: Table[MatrixPage]) -> None:
    page = table.page
    click = lambda text: table.qtbot.mouseClick(  # noqa: E731 - short for two clicks
        option(page.filters, text), Qt.MouseButton.LeftButton
    )
    click("contradicted (2)")
    assert [row.factor.id for row in page.grid.rows()] == ["6", "7"]
    click("one source only (1)")
    assert [row.factor.id for row in page.grid.rows()] == ["6"]
    click("nobody spoke of it (12)")
    assert "7" not in [row.factor.id for row in page.grid.rows()]


def test_a_cell_follows_an_edit(table: Table[MatrixPage]) -> None:
    table.page.grid.setFocus()
    table.page.grid.set_current("6", "interviews")
    table.qtbot.keyClick(table.page.grid, Qt.Key.Key_Down)
    table.add("statement", "My son has his place.", "7", "supports")
    assert "My son has his place." in words_on(table.page.behind)
    assert cell_text(table, 6, 3) == "Interviews: 1 supports, 1 contradicts"


def test_a_place_names_the_cell(table: Table[MatrixPage]) -> None:
    table.page.show_place(Place("matrix", "", "7/interviews"))
    assert table.page.grid.current() == ("7", "interviews")
    assert "Managers are the same as ten years ago." in words_on(table.page.behind)


def test_everything_has_a_name(table: Table[MatrixPage]) -> None:
    table.page.show_place(Place("matrix", "", "7/city"))
    assert nameless(table.page) == []


@pytest.fixture
def desktop(qtbot: QtBot, shell: Shell, look: Theme) -> Iterator[Desktop]:
    """The window over the sample municipality, turned into a peer review."""
    made = Desktop(qtbot, shell)
    workspace = made.workspace
    record = workspace.state.records("review")[workspace.review_id]
    workspace.set("review", workspace.review_id, "kind", "peer-review", record.scope)
    qtbot.wait(20)
    yield made
    made.end()


def test_at_a_clerks_size_every_row_and_what_to_look_at_is_seen(desktop: Desktop) -> None:
    page = desktop.go(MatrixPage, "matrix")
    desktop.qtbot.wait(50)
    grid = page.grid
    assert not grid.isColumnHidden(FLAGS_AT)
    assert not grid.horizontalScrollBar().isVisible()
    assert grid.visualRect(grid.model().index(12, 0)).bottom() <= grid.viewport().height()


def test_large_text_leaves_the_names_readable(desktop: Desktop, look: Theme) -> None:
    desktop.go(MatrixPage, "matrix")
    look.set(text_size=200)
    desktop.window.build()
    page = desktop.window.page
    assert isinstance(page, MatrixPage)
    desktop.qtbot.wait(50)
    assert page.grid.isColumnHidden(FLAGS_AT)
    grid = page.grid
    assert grid.columnWidth(0) >= grid.fontMetrics().averageCharWidth() * 16
    assert grid.horizontalScrollBar().isVisible(), "what has no room is reached sideways"
    desktop.window.resize(3000, 900)
    desktop.qtbot.waitUntil(lambda: not grid.horizontalScrollBar().isVisible())
    look.set(text_size=100)
