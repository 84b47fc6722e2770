"""The page of people: adding by one line, everything of one person, consent that is taken back."""

from collections.abc import Iterator

import pytest
from conftest import Shell
from evidence_parts import Lent
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.peer import Participant, participant, real_name
from ic_desktop.project.seal import seal_review
from ic_desktop.review import edits, people
from ic_desktop.ui.navigation import COPIES, Place
from ic_desktop.ui.pages.people import PeoplePage
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.dialogs import Dialog, ReasonDialog
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.workspace import Workspace


class Sheet(Lent):
    """The page on the screen."""

    def __init__(self, qtbot: QtBot, shell: Shell, workspace: Workspace) -> None:
        super().__init__(shell)
        self.qtbot, self.shell, self.workspace = qtbot, shell, workspace
        self.page = PeoplePage(self.desk, workspace)
        qtbot.addWidget(self.page)
        workspace.changed.connect(self.page.refresh)
        workspace.failed.connect(self.told.append)
        self.page.resize(1118, 645)
        self.page.show_place(Place("people"))
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def add(self, name: str, *, asked: bool = False) -> str:
        """Type a name into the line of a list, press Enter, and return who was added."""
        group = self.page.asked if asked else self.page.team
        before = group.ids()
        group.add_line.setFocus()
        self.qtbot.keyClicks(group.add_line, name)
        self.qtbot.keyClick(group.add_line, Qt.Key.Key_Return)
        (made,) = group.ids() - before
        return str(made)

    def person(self, key: str) -> Participant:
        found = participant(self.workspace.state, key)
        assert found is not None
        return found

    def press(self, inside: QWidget, words: str) -> None:
        self.qtbot.wait(1)  # what has just appeared gets its place
        found = [b for b in inside.findChildren(QAbstractButton) if b.text() == words]
        (button,) = [b for b in found if b.isVisible()]
        for view in (self.page.sides.view, self.page.sides.side_view):
            view.reveal(button)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def notices(self) -> list[str]:
        found = self.page.warnings.findChildren(Notice)
        return [notice.text() for notice in found if notice.isVisible()]


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[Sheet]:
    made = Sheet(qtbot, shell, workspace)
    yield made
    made.page.leave()


def pill(row: QWidget, words: str) -> QRadioButton:
    return next(o for o in row.findChildren(QRadioButton) if o.text() == words)


def test_an_empty_page_says_what_to_do_first(sheet: Sheet) -> None:
    assert sheet.page._nobody.isVisible()
    assert not sheet.page.team.list.isVisible()
    assert sheet.page.team._none.isVisible()
    assert not sheet.page.team_fields.isVisible()


def test_a_team_is_typed_name_by_name_without_the_mouse(sheet: Sheet) -> None:
    nora = sheet.add("Nora Lind")
    assert sheet.page.team.add_line.text() == ""
    assert sheet.page.team.add_line.hasFocus()
    sheet.page.role.setFocus()
    sheet.qtbot.keyClick(sheet.page.role, Qt.Key.Key_Home)
    ada = sheet.add("Ada Roth")
    assert (sheet.person(nora).name, sheet.person(nora).role) == ("Nora Lind", "peer")
    assert (sheet.person(ada).role, sheet.person(ada).initials) == ("host-coordinator", "AR")
    assert [item.title for item in sheet.page.team.list.items()] == ["Nora Lind", "Ada Roth"]
    assert sheet.page.team_fields.isVisible()
    assert sheet.page.team_fields.texts["name"].text() == "Ada Roth"


def test_the_box_of_roles_follows_the_name_and_enter_in_it_adds(sheet: Sheet) -> None:
    group, role = sheet.page.team, sheet.page.role
    sheet.add("Nora Lind")
    sheet.qtbot.keyClicks(group.add_line, "Per Holm")
    sheet.qtbot.keyClick(group.add_line, Qt.Key.Key_Tab)
    assert role.hasFocus()
    while role.value() != "expert-leader":
        sheet.qtbot.keyClick(role, Qt.Key.Key_Up)
    before = group.ids()
    sheet.qtbot.keyClick(role, Qt.Key.Key_Return)
    (made,) = group.ids() - before
    assert (sheet.person(str(made)).name, sheet.person(str(made)).role) == (
        "Per Holm",
        "expert-leader",
    )
    assert group.add_line.hasFocus()
    assert group.add_line.text() == ""
    sheet.qtbot.keyClick(group.add_line, Qt.Key.Key_Tab)
    sheet.qtbot.keyClick(role, Qt.Key.Key_Tab)
    assert group.list.hasFocus()


def test_more_than_one_leader_is_warned_of(sheet: Sheet) -> None:
    sheet.page.role.set_value("expert-leader")
    sheet.add("Nora Lind")
    assert sheet.notices() == []
    sheet.add("Per Holm")
    assert sheet.notices() == ["More than one person is the expert leader: Nora Lind, Per Holm"]


def test_consent_reads_as_a_sentence(sheet: Sheet) -> None:
    fatima = sheet.add("Fatima", asked=True)
    told = {"consent": "given", "consent-how": "spoken", "consent-when": "2026-05-04"}
    sheet.workspace.edit(lambda e: people.describe_person(e, fatima, told))
    [item] = sheet.page.asked.list.items()
    assert item.detail == "consent: given, spoken, 4 May 2026"


def test_enter_without_a_name_adds_nobody_to_the_team(sheet: Sheet) -> None:
    sheet.qtbot.keyClick(sheet.page.team.add_line, Qt.Key.Key_Return)
    assert sheet.page.team.ids() == set()


def test_an_interviewee_gets_a_pseudonym_and_the_name_stands_apart(sheet: Sheet) -> None:
    fatima, nameless = sheet.add("Fatima Yilmaz", asked=True), sheet.add("", asked=True)
    assert (sheet.person(fatima).name, sheet.person(fatima).pseudonym) == ("", "P1")
    assert real_name(sheet.workspace.state, fatima) == "Fatima Yilmaz"
    titles = [item.title for item in sheet.page.asked.list.items()]
    assert titles == ["P1  Fatima Yilmaz", "P2"]
    assert sheet.person(nameless).pseudonym == "P2"


def test_enter_on_somebody_leads_to_their_fields(sheet: Sheet) -> None:
    fatima = sheet.add("Fatima", asked=True)
    sheet.add("Nora")
    rows = sheet.page.asked.list
    rows.setFocus()
    rows.set_current(fatima)
    sheet.qtbot.keyClick(rows, Qt.Key.Key_Return)
    line = sheet.page.asked_fields.texts["name"]
    assert line.hasFocus()
    assert sheet.page.team.list.current() is None
    sheet.qtbot.keyClicks(line, " Yilmaz")
    sheet.qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert real_name(sheet.workspace.state, fatima) == "Fatima Yilmaz"
    assert sheet.person(fatima).name == ""


def test_choices_of_an_interviewee_are_taken_back_by_a_second_click(sheet: Sheet) -> None:
    fatima = sheet.add("Fatima", asked=True)
    fields = sheet.page.asked_fields
    for row, words, name, value in (
        (fields.attribution, "By role", "attribution", "role"),
        (fields.level, "Confidential", "confidentiality", "confidential"),
        (fields.consent, "Given", "consent", "given"),
        (fields.how, "Spoken", "consent_how", "spoken"),
    ):
        sheet.qtbot.mouseClick(pill(row, words), Qt.MouseButton.LeftButton)
        assert getattr(sheet.person(fatima), name) == value
        sheet.qtbot.mouseClick(pill(row, words), Qt.MouseButton.LeftButton)
        assert getattr(sheet.person(fatima), name) == ""


def test_a_role_that_nobody_shares_is_warned_of(sheet: Sheet) -> None:
    fatima = sheet.add("Fatima", asked=True)
    fields = sheet.page.asked_fields
    assert not fields.few.isVisible()
    values = {"function": "Head teacher", "attribution": "role"}
    sheet.workspace.edit(lambda e: people.describe_person(e, fatima, values))
    assert fields.few.isVisible()
    assert "a role is a name" in fields.few.text()
    assert sheet.page.asked.list.items()[0].note == "as good as a name"
    sheet.qtbot.mouseClick(pill(fields.attribution, "Not at all"), Qt.MouseButton.LeftButton)
    assert not fields.few.isVisible()


def test_a_category_in_which_few_spoke_is_warned_of(sheet: Sheet) -> None:
    fatima = sheet.add("Fatima", asked=True)
    said = {"type": "statement", "text": "x", "speaker": fatima}
    sheet.workspace.edit(lambda e: people.describe_person(e, fatima, {"category": "Parents"}))
    assert sheet.notices() == []
    sheet.workspace.edit(lambda e: edits.add_evidence(e, said))
    (notice,) = sheet.notices()
    assert "“Parents” (1)" in notice


def test_initials_that_somebody_else_has_are_told_at_the_field(sheet: Sheet) -> None:
    sheet.add("Nora Lind")
    niels = sheet.add("Niels Larsen")
    line = sheet.page.team_fields.texts["initials"]
    assert line.text() == "NLa"
    line.setFocus()
    line.selectAll()
    sheet.qtbot.keyClicks(line, "nl")
    sheet.qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert sheet.person(niels).initials == "nl"
    assert "Nora Lind has these too" in sheet.page.team_fields._taken.text()
    assert sheet.page.team_fields._taken.isVisible()
    assert "stands for more than one person" in sheet.notices()[0]


def test_a_pseudonym_given_out_twice_gets_a_new_number_from_the_page(sheet: Sheet) -> None:
    workspace = sheet.workspace
    copy = Editor(workspace.state, Actor("b" * 32, "e" * 32))
    theirs = people.add_person(copy, "Bert", "interviewee")
    mine = sheet.add("Anna", asked=True)
    workspace._take(copy.changes)
    (notice,) = sheet.notices()
    assert notice.startswith("P1 stands for more than one person")
    sheet.press(sheet.page.warnings, "New number for Bert")
    assert (sheet.person(mine).pseudonym, sheet.person(theirs).pseudonym) == ("P1", "P2")
    assert sheet.notices() == []


def test_somebody_taken_off_the_list_comes_back_with_undo(sheet: Sheet) -> None:
    nora = sheet.add("Nora")
    sheet.press(sheet.page, "Take off the list")
    assert sheet.page.team.ids() == set()
    assert sheet.page._nobody.isVisible()
    assert "Ctrl+Z" in sheet.said[-1]
    sheet.workspace.undo()
    assert sheet.page.team.ids() == {nora}


def test_the_page_says_where_names_are_kept_and_leads_to_the_copies(sheet: Sheet) -> None:
    sheet.press(sheet.page, "Copies out and back")
    assert sheet.went == [COPIES]


def withdraw(sheet: Sheet, words: str) -> ReasonDialog:
    """Take consent back in the open fields, give a reason, and wait until it is done."""
    sheet.press(sheet.page.asked_fields, "Consent was taken back …")
    dialog = sheet.page.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.field.set_text(words)
    return dialog


def test_withdrawn_consent_erases_in_the_file_and_tells_who_holds_it(
    sheet: Sheet, shell: Shell
) -> None:
    workspace = sheet.workspace
    fatima = sheet.add("Fatima Marker", asked=True)
    said = {"type": "statement", "text": "I am Fatima Marker", "speaker": fatima}

    def prepare(editor: Editor) -> None:
        edits.add_evidence(editor, said)
        lane = {"author": "b" * 32}
        editor.create("hand-out", {"record": {"lane": lane, "made": 0}}, Scope())
        seal_review(
            editor, workspace.review_id, pdf_sha256="0" * 64, signer="", fingerprint="", at=1
        )

    workspace.edit(prepare)
    shell.wait_saved(workspace)
    assert b"Fatima Marker" in shell.path.read_bytes()
    dialog = withdraw(sheet, "Consent was withdrawn")
    assert "Signed reports may still hold it" in dialog.words.text()
    sheet.press(dialog, "Erase for good")
    sheet.qtbot.waitUntil(lambda: sheet.person(fatima).consent == "withdrawn", timeout=20_000)
    sheet.qtbot.waitUntil(lambda: "Erased for good" in (sheet.said or [""])[-1])
    assert b"Fatima Marker" not in shell.path.read_bytes()
    assert not sheet.told
    (notice,) = sheet.page.room.findChildren(Notice)
    assert "Signed reports" in notice._remedy.text()
    assert "Copies given to others" in notice._remedy.text()
    assert [item.title for item in sheet.page.asked.list.items()] == ["P1"]
    assert not sheet.page.asked_fields.withdraw_button.isVisible()
    assert "withdrawn" in sheet.page.asked_fields._withdrawn.text()


def test_somebody_in_the_wrong_list_is_moved_and_the_name_goes_along(
    sheet: Sheet, shell: Shell
) -> None:
    fatima = sheet.add("Fatima Marker")
    sheet.press(sheet.page.team_fields, "This is somebody whom you ask …")
    dialog = sheet.page.findChild(Dialog)
    assert isinstance(dialog, Dialog)
    sheet.press(dialog, "Move to those whom you ask")
    sheet.qtbot.waitUntil(lambda: sheet.person(fatima).is_interviewee, timeout=20_000)
    assert sheet.person(fatima).name == ""
    assert real_name(sheet.workspace.state, fatima) == "Fatima Marker"
    assert [item.title for item in sheet.page.asked.list.items()] == ["P1  Fatima Marker"]
    assert sheet.page.asked_fields.isVisible()
    shell.wait_saved(sheet.workspace)
    assert shell.path.read_bytes().count(b"Fatima Marker") <= 2  # the change, and its row


def test_thinking_better_of_it_erases_nothing(sheet: Sheet) -> None:
    fatima = sheet.add("Fatima", asked=True)
    dialog = withdraw(sheet, "Consent was withdrawn")
    sheet.press(dialog, "Cancel")
    sheet.qtbot.wait(50)
    assert sheet.person(fatima).consent == ""
    assert real_name(sheet.workspace.state, fatima) == "Fatima"


def test_words_that_came_again_are_offered_for_erasing(sheet: Sheet) -> None:
    fatima = sheet.add("", asked=True)
    values = {"consent": "withdrawn"}
    sheet.workspace.edit(lambda e: people.describe_person(e, fatima, values))
    assert sheet.notices() == []
    said = {"type": "statement", "text": "late", "speaker": fatima}
    sheet.workspace.edit(lambda e: edits.add_evidence(e, said))
    assert "brought words of theirs again" in sheet.notices()[0]
    sheet.press(sheet.page.warnings, "Erase these too …")
    dialog = sheet.page.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    sheet.press(dialog, "Cancel")


def test_a_file_that_is_only_read_changes_nothing(
    qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme
) -> None:
    workspace.edit(lambda e: people.add_person(e, "Nora", "peer"))
    shell.close(workspace)
    sheet = Sheet(qtbot, shell, shell.open(read_only=True))
    assert not sheet.page.team.add_line.isEnabled()
    (nora,) = sheet.page.team.ids()
    sheet.page._choose(nora)
    assert not sheet.page.remove_button.isEnabled()
    assert sheet.page.team_fields.texts["name"].isReadOnly()


@pytest.mark.parametrize("size", [100, 200])
def test_everything_fits_and_has_a_name(sheet: Sheet, look: Theme, size: int) -> None:
    sheet.add("Fatima Yilmaz of a rather long family name", asked=True)
    look.set(text_size=size)
    sheet.qtbot.wait(20)
    page = sheet.page
    views = [page.sides.view, page.sides.side_view][: 2 if size == 100 else 1]
    assert [view.isVisible() for view in (page.sides.view, page.sides.side_view)] == [
        True,
        size == 100,
    ]
    assert [view.horizontalScrollBar().maximum() for view in views] == [0] * len(views)
    shown = (w for w in page.findChildren(QWidget) if w.isVisible())
    for widget in (w for w in shown if w.focusPolicy() & Qt.FocusPolicy.TabFocus):
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget
    look.set(text_size=100)
