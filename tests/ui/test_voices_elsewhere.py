"""Voices on other pages: the strip of a key factor, and whose result is shown."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from pytestqt.qtbot import QtBot
from report_parts import Desktop, button, words_on

from ic_desktop.review.lane import Lane
from ic_desktop.review.voices import conclude
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.factor import FactorPage
from ic_desktop.ui.pages.results import ResultsPage
from ic_desktop.ui.theme import Theme


@pytest.fixture
def desktop(qtbot: QtBot, shell: Shell, look: Theme) -> Iterator[Desktop]:
    """The window over the sample municipality."""
    made = Desktop(qtbot, shell)
    yield made
    made.end()


def make_peer_review(desktop: Desktop) -> None:
    workspace = desktop.workspace
    review = workspace.review_id
    record = workspace.state.records("review")[review]
    workspace.set("review", review, "kind", "peer-review", record.scope)
    workspace.edit(lambda e: conclude(e, review, "4", {"value": "in-place"}))
    desktop.qtbot.wait(20)


def test_a_self_assessment_has_no_strip_and_no_choice(desktop: Desktop) -> None:
    assert not desktop.go(FactorPage, "factor", "4").voices.isVisible()
    assert not desktop.go(ResultsPage, "results").whose.isVisible()


def test_the_strip_sets_voices_side_by_side_and_leads_on(desktop: Desktop) -> None:
    make_peer_review(desktop)
    page = desktop.go(FactorPage, "factor", "4")
    assert page.voices.isVisible()
    assert page.voices.text() == (
        "City: Not in place · Team: In place · Documents: silent · Interviews: silent"
    )
    desktop.click(page.voices.link)
    assert desktop.window.place == Place("consensus", "4")


def test_a_peers_own_copy_shows_no_conclusion(desktop: Desktop) -> None:
    make_peer_review(desktop)
    workspace = desktop.workspace
    workspace.lane = Lane(workspace.review_id, "2" * 32, frozenset({"judge"}))
    page = desktop.go(FactorPage, "factor", "4")
    assert "Team" not in page.voices.text()
    assert not desktop.go(ResultsPage, "results").whose.isVisible()
    workspace.lane = None


def test_the_result_is_the_citys_own_or_the_teams(desktop: Desktop) -> None:
    make_peer_review(desktop)
    page = desktop.go(ResultsPage, "results")
    assert "5 of 13 key factors are in place" in words_on(page)
    assert "the city’s own judgement" in words_on(page)
    desktop.click(button(page.whose, "Team’s conclusion"))
    assert "1 of 13 key factors are in place; 12 are not judged yet" in words_on(page)
    assert "the team’s agreed conclusion" in words_on(page)
    desktop.click(button(page.whose, "Team’s conclusion"))
    assert page.whose.value() == "team"
    desktop.click(button(page.whose, "City’s own"))
    assert "5 of 13 key factors are in place" in words_on(page)


def test_what_the_peer_review_lacks_is_told_before_signing(desktop: Desktop) -> None:
    make_peer_review(desktop)
    page = desktop.go(ResultsPage, "results")
    assert "Key factor 4: the team’s conclusion cites no evidence." in words_on(page)
