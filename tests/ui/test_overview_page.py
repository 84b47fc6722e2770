"""The overview of a peer review: how it begins, what comes next, and what a copy's person sees."""

from pathlib import Path

import pytest
from conftest import Shell
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.exchange.hand_out import prepare, write_hand_out
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import review
from ic_desktop.review import edits, people
from ic_desktop.review.begin import begin_peer_review
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.review.next_step import Step
from ic_desktop.review.progress import Progress, progress
from ic_desktop.store.project_file import ProjectFile
from ic_desktop.ui import navigation
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import CONSENSUS, COPIES, OVERVIEW, PEOPLE, Place
from ic_desktop.ui.new_project import Form, new_project
from ic_desktop.ui.pages.overview import what_next
from ic_desktop.ui.pages.overview_peer import _PLACES, _own_words, _words
from ic_desktop.ui.widgets.labels import Words
from ic_desktop.ui.widgets.surfaces import Card
from ic_desktop.ui.workspace import Workspace


@pytest.fixture
def opened(shell: Shell, window: MainWindow, qtbot: QtBot) -> Workspace:
    """A self-assessment in the window, on its overview."""
    form = Form("Musterau", "promoting-cultural-diversity", "Self-assessment 2026")
    window.opening.create(lambda: (shell.path, new_project(form, shell.preferences.actor)))
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert window.workspace is not None
    return window.workspace


def _texts(parent: QWidget) -> str:
    return "\n".join(w.text() for w in parent.findChildren(Words) if w.isVisible())


def _buttons(parent: QWidget) -> dict[str, QPushButton]:
    return {b.text(): b for b in parent.findChildren(QPushButton) if b.isVisible()}


def _cards(parent: QWidget) -> set[str]:
    return {card.accessibleName() for card in parent.findChildren(Card) if card.isVisible()}


def _judge_all(workspace: Workspace) -> None:
    def judge(editor: Editor) -> None:
        for factor in workspace.factors:
            edits.judge(editor, workspace.review_id, factor.id, {"value": "partly"})

    workspace.edit(judge)


def test_a_peer_review_is_offered_once_all_is_judged_and_begins_with_its_people(
    window: MainWindow, opened: Workspace, qtbot: QtBot
) -> None:
    assert "Begin a peer review" not in _buttons(window.page)
    _judge_all(opened)
    qtbot.waitUntil(lambda: "Begin a peer review" in _buttons(window.page))
    own = opened.review_id
    _buttons(window.page)["Begin a peer review"].click()
    assert opened.is_peer_review
    assert opened.review.baseline == own
    assert "The team has concluded 0 of 13 key factors" in _texts(window.page)
    assert "Begin a peer review" not in _buttons(window.page)
    _buttons(window.page)["People"].click()
    assert window.place == PEOPLE
    opened.show_review(own)
    window.go(OVERVIEW)
    assert "13 of 13 key factors have a verdict" in _texts(window.page)
    assert "Begin a peer review" not in _buttons(window.page)  # there is one already


def _open_copy_of(
    window: MainWindow, opened: Workspace, qtbot: QtBot, to: Path, role: str, purpose: str
) -> Workspace:
    made: list[str] = []
    own = opened.review_id

    def begin(editor: Editor) -> None:
        made.append(begin_peer_review(editor, own, "Peer review"))
        made.append(people.add_person(editor, "Anna Berg", role))

    assert opened.edit(begin)
    lane = Lane(made[0], made[1], PURPOSES[purpose], sees_verdicts=purpose == "host")

    def hand_out(file: ProjectFile) -> None:
        editor = Editor(opened.state, opened.actor)
        copy = prepare(editor, lane, at=1_900_000_000_000)
        write_hand_out(file, editor.state, list(opened.ledger.changes.values()), copy, to)

    done: list[object] = []
    opened.with_file(lambda file, _task: hand_out(file), title="", done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    window.opening.open(to)
    qtbot.waitUntil(lambda: window.workspace not in (None, opened), timeout=20_000)
    copy = window.workspace
    assert copy is not None
    window.go(OVERVIEW)
    return copy


def test_a_peers_copy_says_whom_it_is_for_and_leads_to_what_they_do(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    _judge_all(opened)
    copy = _open_copy_of(window, opened, qtbot, tmp_path / "anna.icproj", "peer", "peer")
    page = window.page
    assert "This copy is for Anna Berg" in _cards(page)
    assert "Before you sign" not in _cards(page)
    texts = _texts(page)
    assert "You have judged 0 of 13 key factors" in texts
    assert "have a verdict" not in texts
    assert "To ask" not in _buttons(page)
    assert what_next(*_done(copy))[2] == Place("capture")
    _buttons(page)["Judge as a peer"].click()
    assert window.place.as_stop == CONSENSUS


def test_a_hosts_copy_asks_for_comments_and_nothing_of_the_team(
    window: MainWindow, opened: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    _judge_all(opened)
    to = tmp_path / "host.icproj"
    copy = _open_copy_of(window, opened, qtbot, to, "host-coordinator", "host")
    assert "Your part of the peer review" in _texts(window.page)
    assert {"Comment on the draft", "Reply to recommendations"} <= set(_buttons(window.page))
    place = what_next(*_done(copy))[2]
    assert place == navigation.FEEDBACK
    for leads in ("Comment on the draft", "Reply to recommendations"):
        window.go(OVERVIEW)
        _buttons(window.page)[leads].click()
        assert window.place in copy.stops


def _done(workspace: Workspace) -> tuple[Progress, Workspace]:
    where = (workspace.state, workspace.pack, workspace.review, workspace.voice)
    return progress(*where), workspace


def test_a_copy_in_which_all_is_done_is_to_be_sent_back() -> None:
    assert _PLACES["send-back"] == COPIES
    for what in _PLACES:
        assert _own_words(Step(what)) or _words(Step(what))
    assert "2 of 5" in _words(Step("judge", 2, 5))
    assert "2 of 5" in _own_words(Step("own", 2, 5))


def test_kind_of_review_says_where_a_peer_review_begins(
    window: MainWindow, opened: Workspace
) -> None:
    window.go(navigation.CITY)
    assert "“Begin a peer review from this one”" in _texts(window.page)
    _buttons(window.page)["Begin a peer review from this one"].click()
    assert "“Begin a peer review from this one”" not in _texts(window.page)
    held = review(opened.state, opened.review_id)
    assert held is not None
    assert (held.kind, held.assessors) == ("peer-review", "")
