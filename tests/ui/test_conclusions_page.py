"""The page of conclusions: added and ordered by keyboard, replied to later, limited in copies."""

from collections.abc import Iterator

import pytest
from conclusions_parts import Reviewed
from conftest import Shell
from evidence_parts import Lent
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ic_desktop.project.concluded import (
    Recommendation,
    recommendations,
    strengths,
)
from ic_desktop.project.edit import Editor
from ic_desktop.review import conclusions, edits, visit_edits
from ic_desktop.review.advice import Advised, advised
from ic_desktop.review.lane import Lane
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.conclusions import ConclusionsPage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.workspace import Workspace

KEY = Qt.Key


class Sheet(Reviewed):
    """The page on the screen."""

    page: ConclusionsPage

    def begin(self, place: Place = Place("conclusions")) -> ConclusionsPage:  # noqa: B008 - frozen
        self.show(ConclusionsPage(self.desk, self.workspace))
        self.page.show_place(place)
        return self.page

    def held(self) -> list[Recommendation]:
        return recommendations(self.workspace.state, self.workspace.review_id)

    def advised(self, name: str) -> Advised:
        wanted = self.ids[name]
        all_ = advised(self.workspace.state, self.workspace.review_id)
        return next(one for one in all_ if one.recommendation.id == wanted)

    def choose(self, name: str) -> None:
        """Choose a recommendation by its place in the list, by keyboard."""
        cards = self.page.recommendations.list
        keys = [item.key for item in cards.items()]
        self.focus(cards)
        self.qtbot.keyClick(cards, KEY.Key_Home)
        for _n in range(keys.index(self.ids[name])):
            self.qtbot.keyClick(cards, KEY.Key_Down)
        self.qtbot.keyClick(cards, KEY.Key_Return)


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[Sheet]:
    made = Sheet(qtbot, shell, workspace)
    yield made
    if hasattr(made, "page"):
        made.page.leave()


def test_one_line_and_enter_adds(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin(Place("conclusions", "7"))
    sheet.focus(page.strengths.line)
    qtbot.keyClicks(page.strengths.line, "Open doors")
    qtbot.keyClick(page.strengths.line, KEY.Key_Return)
    assert page.strengths.line.hasFocus(), "the next one can be typed at once"
    assert page.strengths.line.text() == ""
    qtbot.keyClick(page.strengths.line, KEY.Key_Return)
    found = strengths(sheet.workspace.state, sheet.workspace.review_id)
    assert [(one.text, one.factor) for one in found] == [
        ("Trainees reflect the town", "7"),
        ("Open doors", "7"),
    ]
    assert page.details.about.text() == "Strength"
    assert page.details.text.text() == "Open doors"


def test_what_is_chosen_is_described_at_the_side(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    sheet.choose("first")
    fields = page.details.advice
    for widget, text in ((fields.why, "Few apply"), (fields.whom, "Personnel office")):
        sheet.focus(widget)
        qtbot.keyClicks(widget, text)
    fields.priority.focus_chosen()
    qtbot.keyClick(fields.priority._options[0], KEY.Key_1)
    own = sheet.advised("first").recommendation
    assert (own.why, own.to_whom, own.priority) == ("Few apply", "Personnel office", "high")
    [card, _other] = page.recommendations.list.items()
    assert card.title == "1  Say which German is needed"
    assert (card.note, card.detail.split(" · ")[0]) == ("high priority", "Reply: No reply yet")


def test_evidence_is_cited_by_keyboard(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    sheet.choose("first")
    cards = page.details.cited.list
    assert [item.title for item in cards.items()] == ["Minutes of the committee"]
    sheet.focus(cards)
    qtbot.keyClick(cards, KEY.Key_Down)
    qtbot.keyClick(cards, KEY.Key_Space)
    assert sheet.advised("first").cited == (sheet.ids["piece"],)
    assert cards.items()[0].icon_name == "check"
    qtbot.keyClick(cards, KEY.Key_Space)
    assert sheet.advised("first").cited == ()


def test_alt_and_arrows_put_in_order(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    sheet.choose("second")
    cards = page.recommendations.list
    sheet.focus(cards)
    qtbot.keyClick(cards, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.id for one in sheet.held()] == [sheet.ids["second"], sheet.ids["first"]]
    assert cards.current() == sheet.ids["second"], "it can be moved on"
    qtbot.keyClick(cards, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(cards, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.id for one in sheet.held()] == [sheet.ids["first"], sheet.ids["second"]]


def test_delete_takes_out_and_undo_brings_back(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    sheet.choose("second")
    qtbot.keyClick(page.recommendations.list, KEY.Key_Delete)
    assert [one.id for one in sheet.held()] == [sheet.ids["first"]]
    assert sheet.said == ["Taken out. Undo brings it back."]
    sheet.workspace.undo()
    assert len(sheet.held()) == 2


def test_the_host_replies_after_the_signature(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.seal()
    page = sheet.begin()
    assert not page.recommendations.line.isVisible()
    sheet.choose("first")
    assert page.details.text.isReadOnly()
    reply = page.details.reply
    assert reply.state.text() == "No reply yet"
    reply.choice.focus_chosen()
    qtbot.keyClick(reply.choice._options[0], KEY.Key_2)
    for widget, text in ((reply.reason, "From 2027"), (reply.authority, "Town council")):
        sheet.focus(widget)
        qtbot.keyClicks(widget, text)
    sheet.focus(reply.date.line)
    qtbot.keyClicks(reply.date.line, "2027-03-01")
    qtbot.keyClick(reply.date.line, KEY.Key_Return)
    sheet.workspace.settle()
    given = sheet.advised("first").reply
    assert (given.value, given.reason, given.authority, given.date) == (
        "partly",
        "From 2027",
        "Town council",
        "2027-03-01",
    )
    assert page.recommendations.list.items()[0].detail.startswith("Reply: Accepted in part")
    assert sheet.told == []


def test_progress_is_added_and_history_kept(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    sheet.choose("first")
    progress = page.details.progress
    assert not progress.isVisible(), "nobody has replied yet, and no later visit is planned"
    first = sheet.ids["first"]
    sheet.workspace.edit(lambda e: conclusions.reply(e, first, {"value": "accepted"}))
    assert progress.isVisible()
    for text in ("Begun", "Half of it"):
        sheet.focus(progress.text)
        qtbot.keyClicks(progress.text, text)
        sheet.focus(progress.button)
        qtbot.keyClick(progress.button, KEY.Key_Space)
    steps = sheet.advised("first").steps
    assert sorted(step.text for step in steps) == ["Begun", "Half of it"]
    assert {step.state for step in steps} == {"under-way"}
    assert progress.text.text() == ""


def test_a_planned_follow_up_visit_lets_progress_be_recorded(sheet: Sheet) -> None:
    planned = {"kind": "follow-up", "title": "A year later"}
    review_id = sheet.workspace.review_id
    sheet.workspace.edit(lambda e: visit_edits.add_session(e, review_id, planned))
    page = sheet.begin()
    sheet.choose("first")
    assert page.details.progress.isVisible()


def test_evidence_takes_the_room_that_nothing_else_needs(sheet: Sheet, qtbot: QtBot) -> None:
    def add(editor: Editor) -> None:
        for number in range(20):
            piece = edits.add_evidence(editor, {"title": f"Minutes {number}", "source": "Town"})
            edits.link(editor, sheet.workspace.review_id, piece, "7", stance="supports")

    sheet.workspace.edit(add)
    page = sheet.begin()
    listed = page.details.cited.list
    sheet.choose("first")
    beside_more = listed.sizeHint().height()
    page._choose(("strength", sheet.ids["strength"]))
    assert listed.sizeHint().height() >= 2 * beside_more - 2
    qtbot.waitUntil(lambda: listed.height() >= listed.sizeHint().height())


def test_a_host_can_reply_and_nothing_else(sheet: Sheet) -> None:
    sheet.limit("comment", "reply")
    page = sheet.begin()
    sheet.choose("first")
    details = page.details
    assert not page.strengths.line.isVisible()
    assert not page.recommendations.up.isVisible()
    assert details.text.isReadOnly()
    assert details.advice.why.isReadOnly()
    assert details.reply.choice.isVisible()
    assert not details.progress.button.isVisible()
    assert details.cited.list.items() == (), "what is not cited is not offered"
    details.reply.choice.press("accepted")
    assert sheet.advised("first").answered == "accepted"


def test_a_peer_reads_the_reply_or_sees_nothing(sheet: Sheet) -> None:
    sheet.limit("judge", "capture")
    page = sheet.begin()
    sheet.choose("first")
    assert not page.details.reply.choice.isVisible()
    assert page.details.reply.state.text() == "No reply yet"
    assert not page.nothing.isVisible()


def test_a_copy_without_conclusions_says_so(
    qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme
) -> None:
    who = workspace.actor.author
    workspace.lane = Lane(workspace.review_id, who, frozenset({"judge", "capture"}))
    page = ConclusionsPage(Lent(shell).desk, workspace)
    qtbot.addWidget(page)
    page.resize(1118, 645)
    page.show_place(Place("conclusions"))
    page.show()
    assert page.nothing.isVisible()
    assert not page.strengths.isVisible()
    assert not page.details.isVisible()


def test_a_spot_is_shown_whichever_factor_it_is_of(sheet: Sheet) -> None:
    page = sheet.begin(Place("conclusions", "7", sheet.ids["second"]))
    assert page.shown_factor == ""
    assert page.details.text.text() == "Add a clause"
    assert page.recommendations.list.current() == sheet.ids["second"]


def test_typing_is_not_disturbed_by_another_edit(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    sheet.choose("first")
    sheet.focus(page.details.advice.why)
    qtbot.keyClicks(page.details.advice.why, "Half a sent")
    sheet.page.work.reply(sheet.ids["second"], {"value": "accepted"})
    qtbot.keyClicks(page.details.advice.why, "ence")
    assert page.details.advice.why.text() == "Half a sentence"


def test_everything_can_be_reached_and_has_a_name(sheet: Sheet, qtbot: QtBot) -> None:
    first = sheet.ids["first"]
    sheet.workspace.edit(lambda e: conclusions.reply(e, first, {"value": "accepted"}))
    page = sheet.begin()
    sheet.choose("first")
    sheet.focus(page.factor)
    names = set()
    for _n in range(60):
        focused = page.focusWidget()
        assert focused is not None
        names.add(focused.accessibleName() or focused.property("text"))
        qtbot.keyClick(focused, KEY.Key_Tab)
        if page.focusWidget() is page.factor:
            break
    assert {
        "New strength",
        "New recommendation",
        "Recommendation 1",
        "Why",
        "To whom",
        "Evidence that it rests on",
        "Which authority decided",
        "Date of the decision",
        "What was seen",
    } <= names
    assert "" not in names
    assert None not in names
