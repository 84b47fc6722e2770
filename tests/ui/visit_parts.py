"""A focus group with people and guide questions, in a project on the screen."""

from conftest import Shell
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ic_desktop.project.edit import Editor
from ic_desktop.review import edits, statements
from ic_desktop.review.people import add_person
from ic_desktop.review.statements import Statement
from ic_desktop.review.visit_edits import add_session, plan_question, put_person
from ic_desktop.ui.workspace import Workspace

SPEAKERS = ("Amal Haddad", "Bintou Diallo", "Chen Wei", "Dragan Petrov", "Elif Kaya", "Farid Omar")
QUESTIONS = ("4.1", "7.4", "9.2", "10.2")
KEY = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier


def focus_group(workspace: Workspace) -> str:
    """Make the review a peer review with one session; return the session's id."""
    made: list[str] = []

    def work(editor: Editor) -> None:
        edits.describe_review(editor, workspace.review_id, {"kind": "peer-review"})
        who = {"name": "Anna Klein", "role": "peer", "initials": "AK"}
        edits.introduce(editor, workspace.actor.author, who)
        values = {"kind": "focus-group", "title": "course participants", "date": "2026-11-30"}
        session = add_session(editor, workspace.review_id, values)
        put_person(editor, session, workspace.actor.author, "asks")
        for name in SPEAKERS:
            put_person(editor, session, add_person(editor, name, "interviewee"), "answers")
        for question in QUESTIONS:
            plan_question(editor, session, question)
        made.append(session)

    assert workspace.edit(work)
    return made[0]


def said(workspace: Workspace) -> tuple[Statement, ...]:
    """Return what was taken down."""
    return statements.statements(workspace.state, workspace.review_id)


class Hands:
    """Types where the keyboard is, and counts the keys."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.pressed = 0

    def types(self, letters: str) -> None:
        """Press a key for each letter; "\\t" is Tab, "\\n" Enter."""
        for letter in letters:
            if letter in "\t\n":
                self.press(KEY.Key_Tab if letter == "\t" else KEY.Key_Return)
            else:
                self.pressed += 1
                QTest.keyClicks(self._there(), letter)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press one key."""
        self.pressed += 1
        QTest.keyClick(self._there(), key, held)

    def rest(self) -> None:
        """Let what was put off be done."""
        self._shell.qtbot.wait(20)

    @staticmethod
    def _there() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "the keyboard is nowhere"
        return widget
