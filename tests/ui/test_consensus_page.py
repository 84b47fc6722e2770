"""Judging together: hidden until opened, first verdicts kept, a peer's own copy, the wall."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from consensus_parts import ANNA, BEN, LEADER, NAMES, Table
from factor_parts import option
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from report_parts import Desktop, button, nameless, words_on

from ic_desktop.project.concluded import (
    cited_by,
    is_consensus_open,
    minority_views,
)
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import verdict_id
from ic_desktop.project.kinds import CITY, TEAM
from ic_desktop.project.seal import seal_review
from ic_desktop.review.lane import Lane
from ic_desktop.review.voices import conclude, dissent, open_consensus
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.consensus import ConsensusPage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.choices import VerdictPicker
from ic_desktop.ui.widgets.marks import word

HERE = Place("consensus", "7")


def lane(review: str = "", *, sees: bool = False) -> Lane:
    return Lane(review, ANNA, frozenset({"judge", "capture"}), sees_verdicts=sees)


@pytest.fixture
def leader(qtbot: QtBot, shell: Shell, look: Theme) -> Table[ConsensusPage]:
    """The leader's project, with a key factor on the screen."""
    return Table(qtbot, shell, ConsensusPage, HERE)


@pytest.fixture
def peer(qtbot: QtBot, shell: Shell, look: Theme) -> Table[ConsensusPage]:
    """Anna's own copy."""
    return Table(qtbot, shell, ConsensusPage, HERE, lane())


def click(table: Table[ConsensusPage], widget: QWidget) -> None:
    """Click what a person would first scroll to."""
    table.page._spread.reveal(widget)
    table.qtbot.wait(1)
    table.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    table.catch_up()


def choose(table: Table[ConsensusPage], picker: VerdictPicker, code: str) -> None:
    click(table, option(picker, word(code)))


def test_the_city_and_the_evidence_stand_side_by_side(leader: Table[ConsensusPage]) -> None:
    leader.add("document", "Plan", "7", "supports", by="a" * 32)
    leader.add("document", "Press report", "7", "supports")
    leader.add("statement", "Managers are the same as ten years ago.", "7", "contradicts")
    shown = words_on(leader.page)
    for words in ("Municipal employment", "We recruit openly.", "Plan", "Press report"):
        assert words in shown
    assert "Managers are the same" in shown
    names = {child.accessibleName() for child in leader.page.findChildren(QWidget)}
    assert {"In place", "1 supports", "1 contradicts", "silent"} <= names


def test_a_piece_opens_where_it_is_kept(leader: Table[ConsensusPage]) -> None:
    piece = leader.add("statement", "Managers are the same.", "7", "contradicts")
    click(leader, button(leader.page, "Managers are the same."))
    assert leader.went == [Place("evidence", "", piece)]


def test_the_self_assessment_opens(leader: Table[ConsensusPage]) -> None:
    click(leader, button(leader.page, "Open the self-assessment"))
    assert leader.went == [Place("factor", "7")]


def test_no_verdict_is_seen_before_the_discussion_is_open(leader: Table[ConsensusPage]) -> None:
    leader.judge(ANNA, "not-in-place", reason="Secret reason.")
    leader.judge(BEN, "partly")
    shown = words_on(leader.page)
    names = {c.accessibleName() for c in leader.page.findChildren(QWidget) if c.isVisible()}
    assert "2 of 3 have judged" in names
    assert "Not yet: Lea Leader" in shown
    assert "Secret reason." not in shown
    assert not [name for name in names if name.endswith(("× Not in place", "× Partly in place"))]
    click(leader, leader.page.open_button)
    shown = words_on(leader.page)
    names = {c.accessibleName() for c in leader.page.findChildren(QWidget) if c.isVisible()}
    assert is_consensus_open(leader.workspace.state, leader.review, "7")
    assert "Secret reason." in shown
    assert {"1 × Not in place", "1 × Partly in place", "1 × Not judged"} <= names
    assert "first verdict given alone" in shown
    assert not leader.page.open_button.isVisible()


def open_table(table: Table[ConsensusPage]) -> None:
    click(table, table.page._table_fold.button)


def test_a_verdict_at_the_table_is_the_speakers_and_tells_who_wrote_it(
    leader: Table[ConsensusPage],
) -> None:
    open_table(leader)
    at_table = leader.page.table
    at_table.who.setFocus()
    leader.qtbot.keyClick(at_table.who, Qt.Key.Key_End)
    at_table.who.activated.emit(at_table.who.currentIndex())
    assert at_table.who.value() == BEN
    choose(leader, at_table.form.picker, "partly")
    leader.type_in(at_table.form.reason, "Half of it.")
    at_table.form.picker.focus_chosen()
    leader.catch_up()
    ben = leader.verdict(BEN)
    assert (ben.value, ben.reason, ben.held_others) == ("partly", "Half of it.", "open")
    record = leader.workspace.state.record("verdict", ben.id)
    assert record is not None
    authors = {head.header.author for held in record.fields.values() for head in held.heads}
    assert authors == {leader.workspace.actor.author}
    assert record.scope.voice == BEN


def test_a_verdict_that_is_there_is_not_shown_unasked(leader: Table[ConsensusPage]) -> None:
    leader.judge(LEADER, "not-in-place")
    open_table(leader)
    at_table = leader.page.table
    assert at_table.who.value() == LEADER
    assert not at_table.form.isVisible()
    click(leader, at_table.reveal)
    assert at_table.form.isVisible()
    assert at_table.form.picker.value() == "not-in-place"
    leader.page.work.step(+1)
    leader.page.work.step(-1)
    assert not at_table.form.isVisible()


def test_after_the_opening_a_verdict_stands_beside_the_first(leader: Table[ConsensusPage]) -> None:
    leader.judge(LEADER, "in-place", reason="First thought.")
    click(leader, leader.page.open_button)
    open_table(leader)
    form = leader.page.table.form
    assert form._first.text() == "First verdict: In place"
    assert form.picker.value() == ""
    assert not form.confidence.isVisible()
    choose(leader, form.picker, "partly")
    leader.type_in(form.reason, "Second thought.")
    form.picker.focus_chosen()
    leader.catch_up()
    held = leader.verdict(LEADER)
    assert (held.value, held.reason, held.held_others) == ("in-place", "First thought.", "blind")
    assert (held.later_value, held.later_reason) == ("partly", "Second thought.")
    assert "after discussion:" in words_on(leader.page.each)


def test_what_is_typed_when_the_discussion_opens_belongs_to_before(
    leader: Table[ConsensusPage],
) -> None:
    open_table(leader)
    form = leader.page.table.form
    choose(leader, form.picker, "partly")
    form.reason.setFocus()
    leader.qtbot.keyClicks(form.reason, "Before.")
    leader.page.work.open_discussion()
    leader.catch_up()
    assert leader.verdict(LEADER).reason == "Before."
    assert leader.verdict(LEADER).later_reason == ""


def test_typing_for_one_factor_marks_no_verdict_on_another(leader: Table[ConsensusPage]) -> None:
    leader.judge(LEADER, "partly", factor="8")
    open_table(leader)
    form = leader.page.table.form
    form.reason.setFocus()
    leader.qtbot.keyClicks(form.reason, "On seven.")
    click(leader, leader.page.next)
    assert leader.page.work.factor.id == "8"
    assert leader.verdict(LEADER, "7").held_others == "open"
    assert leader.verdict(LEADER, "8").held_others == "blind"


def test_the_team_concludes_and_picks_its_evidence_by_keyboard(
    leader: Table[ConsensusPage],
) -> None:
    first = leader.add("document", "Plan", "7", "supports", by="a" * 32)
    second = leader.add("statement", "Managers are the same.", "7", "contradicts")
    click(leader, leader.page.open_button)
    card = leader.page.concluding
    choose(leader, card.picker, "partly")
    leader.type_in(card.reason, "Half done.")
    card.list.setFocus()
    leader.catch_up()
    team = leader.verdict(TEAM)
    assert (team.value, team.reason) == ("partly", "Half done.")
    assert leader.verdict(CITY).value == "in-place"
    leader.qtbot.keyClick(card.list, Qt.Key.Key_Down)
    leader.qtbot.keyClick(card.list, Qt.Key.Key_Space)
    leader.catch_up()
    finding = verdict_id(leader.review, TEAM, "7")
    assert cited_by(leader.workspace.state, "verdict", finding) == (second,)
    assert "1 piece cited" in words_on(card)
    place = card.list.visualRect(card.list.model().index(0, 0)).center()
    leader.qtbot.mouseClick(card.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    leader.catch_up()
    assert set(cited_by(leader.workspace.state, "verdict", finding)) == {first, second}
    leader.qtbot.keyClick(card.list, Qt.Key.Key_Return)
    leader.catch_up()
    assert cited_by(leader.workspace.state, "verdict", finding) == (second,)


def test_a_minority_view_is_recorded_with_its_authors_leave(leader: Table[ConsensusPage]) -> None:
    click(leader, leader.page.open_button)
    click(leader, leader.page._minority.button)
    form = leader.page.minority
    leader.type_in(form.text, "It is worse.")
    form.named.setFocus()
    leader.qtbot.keyClick(form.named, Qt.Key.Key_Space)
    leader.catch_up()
    (view,) = minority_views(leader.workspace.state, leader.review, "7")
    assert (view.voice, view.text, view.name_agreed) == (LEADER, "It is worse.", True)


def test_without_a_factor_the_first_that_is_not_concluded_is_shown(
    leader: Table[ConsensusPage],
) -> None:
    for factor in ("1", "2"):
        leader.workspace.edit(
            lambda e, f=factor: conclude(e, leader.review, f, {"value": "partly"})
        )
    leader.page.show_place(Place("consensus"))
    assert leader.page.work.factor.id == "3"


def test_previous_and_next_walk_the_key_factors(leader: Table[ConsensusPage]) -> None:
    click(leader, leader.page.next)
    click(leader, leader.page.previous)
    leader.page.setFocus()
    leader.qtbot.keyClick(leader.page, Qt.Key.Key_PageUp)
    assert [place.item for place in leader.went] == ["8", "7", "6"]
    last = leader.workspace.factors[-1].id
    leader.page.show_place(Place("consensus", last))
    assert not leader.page.next.isEnabled()


def test_a_signature_closes_it(leader: Table[ConsensusPage]) -> None:
    leader.judge(LEADER, "partly")
    click(leader, leader.page.open_button)
    review = leader.review
    leader.workspace.edit(
        lambda e: seal_review(
            e, review, pdf_sha256="0" * 64, signer="A", fingerprint="f" * 64, at=1
        )
    )
    leader.page.show_place(HERE)
    assert leader.page.concluding.reason.isReadOnly()
    assert not option(leader.page.concluding.picker, "In place").isEnabled()
    before = leader.verdict(TEAM)
    leader.page.work.conclude({"value": "partly"})
    assert leader.verdict(TEAM) == before
    assert leader.told


# The wall


@pytest.fixture
def wall(leader: Table[ConsensusPage]) -> Iterator[Table[ConsensusPage]]:
    leader.judge(ANNA, "not-in-place", reason="Secret reason.")
    leader.qtbot.keyClick(leader.page, Qt.Key.Key_F11)
    assert leader.page.projector is not None
    leader.qtbot.waitExposed(leader.page.projector)
    yield leader
    if leader.page.projector is not None:
        leader.page.projector.close()


def on_wall(table: Table[ConsensusPage]) -> str:
    shown = table.page.projector
    assert shown is not None
    said = words_on(shown)
    marks = [c.accessibleName() for c in shown.findChildren(QWidget) if c.isVisible()]
    return said + "\n".join(marks)


def test_the_wall_anchors_nobody_and_names_nobody(wall: Table[ConsensusPage]) -> None:
    shown = on_wall(wall)
    assert wall.page.work.factor.statement in shown
    assert "1 of 3 have judged" in shown
    assert "× Not in place" not in shown
    projector = wall.page.projector
    assert projector is not None
    assert projector.open_button is not None
    click(wall, projector.open_button)
    shown = on_wall(wall)
    assert "1 × Not in place" in shown
    assert "Secret reason." not in shown
    assert not [name for name in NAMES.values() if name in shown]


def test_the_wall_shows_the_conclusion_and_a_name_only_by_leave(
    wall: Table[ConsensusPage],
) -> None:
    def work(editor: Editor) -> None:
        open_consensus(editor, wall.review, "7")
        conclude(editor, wall.review, "7", {"value": "partly", "reason": "Half done."})
        dissent(editor, wall.review, "7", ANNA, {"text": "It is worse."})

    wall.workspace.edit(work)
    wall.catch_up()
    shown = on_wall(wall)
    assert "Half done." in shown
    assert "It is worse." in shown
    assert NAMES[ANNA] not in shown
    wall.workspace.edit(lambda e: dissent(e, wall.review, "7", ANNA, {"name-agreed": True}))
    wall.catch_up()
    assert NAMES[ANNA] in on_wall(wall)


def test_the_wall_turns_and_leaves_by_keyboard(wall: Table[ConsensusPage]) -> None:
    projector = wall.page.projector
    assert projector is not None
    wall.qtbot.keyClick(projector, Qt.Key.Key_PageDown)
    assert wall.page.work.factor.id == "8"
    assert wall.page.work.factor.statement in on_wall(wall)
    wall.qtbot.keyClick(projector, Qt.Key.Key_PageUp)
    assert wall.page.work.factor.id == "7"
    wall.qtbot.keyClick(projector, Qt.Key.Key_Escape)
    assert wall.page.projector is None


# A peer's own copy


def test_a_peer_judges_alone_and_it_is_recorded(peer: Table[ConsensusPage]) -> None:
    assert "you judge for yourself" in words_on(peer.page)
    form = peer.page.own
    form.picker.focus_chosen()
    peer.qtbot.keyClick(peer.page.focusWidget(), Qt.Key.Key_2)
    peer.type_in(form.reason, "Half of it.")
    click(peer, option(form.confidence, "High"))
    mine = peer.verdict(ANNA)
    assert (mine.value, mine.reason) == ("partly", "Half of it.")
    assert (mine.confidence, mine.held_others) == ("high", "blind")
    assert not peer.told


def test_a_peers_copy_shows_nothing_of_others(peer: Table[ConsensusPage]) -> None:
    peer.judge(BEN, "not-in-place", reason="Secret reason.")

    def work(editor: Editor) -> None:
        conclude(editor, peer.review, "7", {"value": "partly", "reason": "Secret conclusion."})
        dissent(editor, peer.review, "7", BEN, {"text": "Secret view."})

    peer.workspace.lane = None
    peer.workspace.edit(work)
    peer.workspace.lane = lane(peer.review)
    peer.page.show_place(HERE)
    click(peer, peer.page._minority.button)
    shown = words_on(peer.page) + "\n".join(
        child.accessibleName() for child in peer.page.findChildren(QWidget)
    )
    assert "Secret" not in shown
    assert "Ben Peer" not in shown
    assert "We recruit openly." in shown
    assert "yours is marked" in words_on(peer.page)


def test_a_peer_whose_copy_holds_others_is_not_blind(peer: Table[ConsensusPage]) -> None:
    peer.judge(BEN, "not-in-place")
    choose(peer, peer.page.own.picker, "partly")
    assert peer.verdict(ANNA).held_others == "open"


def test_a_peer_writes_a_minority_view(peer: Table[ConsensusPage]) -> None:
    click(peer, peer.page._minority.button)
    form = peer.page.own_minority
    peer.type_in(form.text, "I see it otherwise.")
    form.named.setFocus()
    peer.catch_up()
    (view,) = minority_views(peer.workspace.state, peer.review, "7")
    assert (view.voice, view.name_agreed) == (ANNA, False)


def test_a_copy_that_may_not_judge_takes_no_verdict(
    qtbot: QtBot, shell: Shell, look: Theme
) -> None:
    table = Table(qtbot, shell, ConsensusPage, HERE, Lane("", ANNA, frozenset({"assess"})))
    assert not option(table.page.own.picker, "In place").isEnabled()
    assert table.page.own.reason.isReadOnly()


def test_a_copy_that_sees_verdicts_may_not_conclude_without_leave(
    qtbot: QtBot, shell: Shell, look: Theme
) -> None:
    table = Table(qtbot, shell, ConsensusPage, HERE, lane(sees=True))
    assert not table.page.open_button.isEnabled()
    open_table(table)
    assert table.page.table.who.count() == 1
    assert table.page.table.who.value() == ANNA


# For everybody


@pytest.mark.parametrize("which", ["leader", "peer"])
def test_everything_has_a_name(which: str, request: pytest.FixtureRequest) -> None:
    table: Table[ConsensusPage] = request.getfixturevalue(which)
    table.add("document", "Plan", "7", "supports")
    if which == "leader":
        click(table, table.page.open_button)
        open_table(table)
    click(table, table.page._minority.button)
    assert nameless(table.page) == []


def test_a_review_without_peers_says_what_to_do(leader: Table[ConsensusPage]) -> None:
    def work(editor: Editor) -> None:
        for person in NAMES:
            record = editor.state.records("participant")[person]
            editor.set("participant", person, "role", "host-staff", record.scope)

    leader.workspace.edit(work)
    leader.catch_up()
    click(leader, button(leader.page, "People"))
    assert leader.went == [Place("people")]


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


def test_judging_together_is_one_stop_of_the_way(desktop: Desktop) -> None:
    page = desktop.go(ConsensusPage, "consensus")
    assert page.work.factor.id == "1"
    desktop.click(page.next)
    assert desktop.window.place == Place("consensus", "2")
    assert desktop.window.place.as_stop == Place("consensus")
    assert desktop.window.last_stop == "consensus"
    assert desktop.window._wizard.isVisible()


def test_the_navigation_counts_conclusions_and_marks_the_citys_verdicts(desktop: Desktop) -> None:
    review = desktop.workspace.review_id
    desktop.workspace.edit(lambda e: conclude(e, review, "4", {"value": "in-place"}))
    desktop.qtbot.wait(20)
    assert desktop.window._column is not None
    rows = {item.key: item for item in desktop.window._column.items()}
    assert rows[Place("consensus")].badge == "1 of 13"
    assert rows[Place("factor", "4")].mark == "not-in-place"
