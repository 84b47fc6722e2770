"""What the tests of judging together and of the matrix share: a peer review on the screen."""

from dataclasses import fields, replace
from typing import Any, Final, Generic, TypeVar

from conftest import Shell
from pytestqt.qtbot import QtBot

from ic_desktop.errors import IcError
from ic_desktop.project.changes import Value
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import Verdict, verdict
from ic_desktop.review import edits
from ic_desktop.review.lane import Lane
from ic_desktop.review.voices import judge_as_peer
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk, ProjectPage
from ic_desktop.ui.widgets.text import GrowingText

LEADER: Final = "1" * 32
ANNA: Final = "2" * 32
BEN: Final = "3" * 32
NAMES: Final = {LEADER: "Lea Leader", ANNA: "Anna Peer", BEN: "Ben Peer"}

P = TypeVar("P", bound=ProjectPage)


class Table(Generic[P]):
    """A page of a peer review on the screen, with what it told its window."""

    def __init__(
        self, qtbot: QtBot, shell: Shell, kind: type[P], place: Place, lane: Lane | None = None
    ) -> None:
        self.qtbot = qtbot
        self.workspace = shell.create()
        self.went: list[Place] = []
        self.told: list[IcError] = []
        assert self.workspace.edit(lambda e: people_the_review(e, self.review))
        if lane is not None:
            self.workspace.lane = replace(lane, review=self.review)
            self.workspace.actor = Actor(lane.author, new_id())
        lent: dict[str, Any] = {part.name: lambda *_given: None for part in fields(Desk)}
        lent |= {"preferences": shell.preferences, "background": shell.background}
        lent |= {"go": self._go, "tell": self.told.append}
        self.page = kind(Desk(**lent), self.workspace)
        self.workspace.failed.connect(self.told.append)
        qtbot.addWidget(self.page)
        self.workspace.changed.connect(self.page.refresh)
        self.page.resize(1118, 645)
        self.page.show_place(place)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    @property
    def review(self) -> str:
        """The id of the review."""
        return self.workspace.review_id

    def _go(self, place: Place) -> None:
        """Turn the page where it stays the same one, as the window does; else only note it."""
        self.went.append(place)
        if place.page == "consensus":
            self.page.leave()
            self.page.show_place(place)

    def type_in(self, field: GrowingText, words: str) -> None:
        """Type in a field by the keyboard, and leave it."""
        field.setFocus()
        self.qtbot.keyClicks(field, words)
        self.page.setFocus()
        self.catch_up()

    def catch_up(self) -> None:
        """Wait until the page shows every edit."""
        self.qtbot.waitUntil(lambda: bool(self.page.is_up_to_date))  # type: ignore[attr-defined] # of both pages

    def judge(self, peer: str, value: Value, factor: str = "7", reason: str = "") -> None:
        """Have a peer's verdict come in, as from a copy that was blind."""
        copy = Editor(self.workspace.state, Actor(peer, new_id()))
        values: dict[str, Value] = {"value": value, "reason": reason}
        judge_as_peer(copy, self.review, factor, values, peer, held_others="blind")
        self.unite(copy)

    def add(self, kind: str, words: str, factor: str, stance: str, by: str = ANNA) -> str:
        """Have a piece of evidence come in that speaks to a factor; return its id."""
        copy = Editor(self.workspace.state, Actor(by, new_id()))
        name = "text" if kind in ("statement", "observation") else "title"
        piece = edits.add_evidence(copy, {"type": kind, name: words})
        edits.link(copy, self.review, piece, factor, stance=stance)
        self.unite(copy)
        return piece

    def unite(self, copy: Editor) -> None:
        """Take in what came from another copy."""
        self.workspace.ledger.unite(copy.changes)
        touched = frozenset((c.header.kind, c.header.entity) for c in copy.changes)
        self.workspace.changed.emit(touched)
        self.catch_up()

    def verdict(self, voice: str, factor: str = "7") -> Verdict:
        """Return what the project holds of a voice."""
        return verdict(self.workspace.state, self.review, factor, voice)


def people_the_review(editor: Editor, review: str) -> None:
    """Make a peer review of the project, with a team."""
    edits.describe_review(editor, review, {"kind": "peer-review"})
    for number, (person, name) in enumerate(NAMES.items()):
        role = "expert-leader" if person == LEADER else "peer"
        edits.introduce(editor, person, {"name": name, "role": role, "order": f"a{number}"})
    edits.judge(editor, review, "7", {"value": "in-place", "reason": "We recruit openly."})
