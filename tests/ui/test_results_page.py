"""The results page: counts without a score, a table that leads on, pictures, then and now."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from report_parts import Desktop, button, nameless, words_on

from ic_desktop.project.edit import Editor
from ic_desktop.project.seal import seal_review
from ic_desktop.review import edits
from ic_desktop.review.results import Counts, results
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.compared import ComparedCard
from ic_desktop.ui.pages.result_charts import BalanceChart, CountTile, ResultBar, RoleStrip
from ic_desktop.ui.pages.results import ResultsPage, ResultsTable, headline, table_rows
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.buttons import LinkButton


@pytest.fixture
def desktop(qtbot: QtBot, shell: Shell, look: Theme) -> Iterator[Desktop]:
    """The window over the sample municipality."""
    made = Desktop(qtbot, shell)
    yield made
    made.end()


@pytest.fixture
def page(desktop: Desktop) -> ResultsPage:
    """Its results."""
    return desktop.go(ResultsPage, "results")


def test_counts_stand_each_for_itself(page: ResultsPage) -> None:
    words = words_on(page)
    assert "5 of 13 key factors are in place" in words
    assert "there is no score" in words
    assert "%" not in words
    names = {tile.accessibleName() for tile in page.findChildren(CountTile)}
    assert names == {
        "5 In place",
        "5 Partly in place",
        "2 Not in place",
        "1 Not applicable",
        "0 Not judged",
    }
    bar = next(bar for bar in page.findChildren(ResultBar) if bar.isVisible())
    assert bar.accessibleDescription() == (
        "5 In place, 5 Partly in place, 2 Not in place, 1 Not applicable"
    )


def test_a_single_factor_is_said_in_the_singular() -> None:
    assert headline(Counts(in_place=1)) == "1 of 1 key factor is in place"
    assert headline(Counts(not_judged=2)) == (
        "0 of 2 key factors are in place; 2 are not judged yet"
    )
    assert headline(Counts(partly=1, not_judged=1)) == (
        "0 of 2 key factors are in place; 1 is not judged yet"
    )


def table_of(page: ResultsPage) -> ResultsTable:
    found = page.findChild(ResultsTable)
    assert isinstance(found, ResultsTable)
    return found


def test_the_table_says_what_each_verdict_rests_on(page: ResultsPage) -> None:
    rows = {row.key: row.cells for row in table_of(page).rows()}
    assert len(rows) == 13
    fourth = rows["4"]
    assert fourth[0].text == "4 Migrant participation"
    assert fourth[1].mark == "not-in-place"
    assert fourth[1].text == "Not in place"
    assert fourth[2].text == "–"
    assert fourth[3].text == "2"
    assert fourth[3].bar > 0
    assert rows["1"][2].bar == 1.0
    assert "City resources" in rows["2"][4].text


def test_in_place_without_evidence_says_none(desktop: Desktop) -> None:
    workspace = desktop.workspace
    for piece in list(workspace.state.records("link").values()):
        if piece.scope.factor == "1":
            workspace.edit(lambda editor, key=piece.id: edits.unlink(editor, key))
    page = desktop.go(ResultsPage, "results")
    first = table_of(page).rows()[0].cells[2]
    assert (first.text, first.tone) == ("none", "warn")
    assert "Key factor 1 is judged in place, but no evidence supports it." in words_on(page)


def test_a_click_on_a_row_opens_its_page(desktop: Desktop, page: ResultsPage) -> None:
    table = table_of(page)
    there = table.visualRect(table.model().index(2, 1)).center()
    desktop.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(there))
    assert desktop.window.place == Place("factor", "3")


def test_enter_opens_the_row_with_the_keyboard(desktop: Desktop, page: ResultsPage) -> None:
    table = table_of(page)
    table.setFocus()
    table.set_current("5")
    desktop.qtbot.keyClick(table, Qt.Key.Key_Down)
    desktop.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desktop.window.place == Place("factor", "6")


def test_a_finding_leads_to_its_spot(desktop: Desktop, page: ResultsPage) -> None:
    links = [
        link
        for link in page.findChildren(LinkButton)
        if link.accessibleName().startswith("Open: Key factor 10")
    ]
    desktop.click(links[0])
    place = desktop.window.place
    assert (place.page, place.item) == ("factor", "10")
    assert place.evidence


def test_what_is_in_order_is_said_too(page: ResultsPage) -> None:
    words = words_on(page)
    assert "Every key factor has a verdict." in words
    assert "Every “not applicable” has a reason." in words
    assert "Every contradiction is answered." not in words


def test_the_page_follows_an_edit(desktop: Desktop, page: ResultsPage) -> None:
    workspace = desktop.workspace
    workspace.edit(
        lambda editor: edits.judge(editor, workspace.review_id, "4", {"value": "in-place"})
    )
    assert "6 of 13 key factors are in place" in words_on(page)


def test_chosen_factors_count_alone(desktop: Desktop, page: ResultsPage) -> None:
    workspace = desktop.workspace
    workspace.edit(
        lambda editor: edits.describe_review(editor, workspace.review_id, {"factors": ["1", "4"]})
    )
    words = words_on(page)
    assert "1 of 2 key factors are in place" in words
    assert "2 chosen key factors" in words
    assert [row.key for row in table_of(page).rows()] == ["1", "4"]


def test_before_anything_is_judged(window: MainWindow, qtbot: QtBot, shell: Shell) -> None:
    workspace = shell.create()
    page = ResultsPage(window.desk, workspace)
    qtbot.addWidget(page)
    page.show_place(Place("results"))
    page.show()
    assert "0 of 13 key factors are in place; 13 are not judged yet" in words_on(page)
    assert "8 not judged yet" in words_on(page)
    assert "Hints appear here as the assessment grows." in words_on(page)
    assert "Every contradiction is answered." not in words_on(page)


def test_charts_say_what_they_show(page: ResultsPage) -> None:
    strips = {strip.accessibleName(): strip for strip in page.findChildren(RoleStrip)}
    assert "7 Partly in place" in strips["As employers"].accessibleDescription()
    chart = page.findChild(BalanceChart)
    assert isinstance(chart, BalanceChart)
    assert "4: 0 for, 2 against" in chart.accessibleDescription()


def test_next_steps_lead_to_the_report(desktop: Desktop, page: ResultsPage) -> None:
    desktop.click(button(page, "Draft report"))
    assert desktop.window.place == Place("report", "", "draft")
    assert desktop.window.place.as_stop == Place("report")


def test_a_repeat_stands_beside_what_was_signed(desktop: Desktop) -> None:
    workspace = desktop.workspace
    first = workspace.review_id

    def sign(editor: Editor) -> None:
        seal_review(editor, first, pdf_sha256="a" * 64, signer="Anna", fingerprint="b" * 64, at=1)

    workspace.edit(sign)
    made: list[str] = []
    workspace.edit(
        lambda editor: made.append(
            edits.add_review(
                editor, pack=workspace.review.pack, kind="repeat", baseline=first, title="2027"
            )
        )
    )
    workspace.show_review(made[0])
    for factor, verdict in (("1", "in-place"), ("2", "partly"), ("4", "in-place")):
        workspace.edit(
            lambda editor, f=factor, v=verdict: edits.judge(editor, made[0], f, {"value": v})
        )
    page = desktop.go(ResultsPage, "results")
    card = page.findChild(ComparedCard)
    assert isinstance(card, ComparedCard)
    assert card.isVisibleTo(page)
    words = words_on(card)
    assert "1 went forward, 1 went back, 1 as before, 10 changed otherwise." in words
    assert "Then: Self-assessment 2026" in words
    assert "Now: 2027" in words


def test_without_a_baseline_nothing_is_compared(page: ResultsPage) -> None:
    card = page.findChild(ComparedCard)
    assert isinstance(card, ComparedCard)
    assert not card.isVisibleTo(page)


def test_names_for_a_screen_reader(page: ResultsPage) -> None:
    assert nameless(page) == []


def test_twice_the_text_leaves_the_names_readable(
    desktop: Desktop, page: ResultsPage, look: Theme
) -> None:
    table = table_of(page)
    assert not table.isColumnHidden(4)
    look.set(text_size=200)
    try:
        desktop.qtbot.waitUntil(lambda: table.isColumnHidden(4))
        letter = table.fontMetrics().averageCharWidth()
        assert table.columnWidth(0) > 12 * letter
        scroll = table.verticalScrollBar()
        assert scroll.maximum() == 0
    finally:
        look.set(text_size=100)


def test_rows_have_one_scale(desktop: Desktop) -> None:
    workspace = desktop.workspace
    found = results(workspace.state, workspace.pack, workspace.review)
    bars = {row.key: (row.cells[2].bar, row.cells[3].bar) for row in table_rows(found)}
    assert bars["4"][1] == pytest.approx(2 / 3)
    assert bars["2"][0] == pytest.approx(2 / 3)
