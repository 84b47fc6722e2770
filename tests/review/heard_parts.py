"""A focus group at which people take notes."""

from typing import Final

from peer_parts import ANNA, GUEST, Visited

from ic_desktop.benchmark.pack import Pack
from ic_desktop.review import statements
from ic_desktop.review.capture import Before, Room, parse
from ic_desktop.review.people import describe_person
from ic_desktop.review.statements import Statement
from ic_desktop.review.visit_edits import add_session, put_person

AT: Final = 1_780_000_000_000


class Heard:
    """A session with one interviewee, in which Anna takes notes."""

    def __init__(self, pack: Pack) -> None:
        self.town = Visited(pack)
        self.session = add_session(self.town.editor, self.town.id, {"kind": "focus-group"})
        describe_person(
            self.town.editor, GUEST, {"pseudonym": "P4", "initials": "P4", "name": "Amal"}
        )
        put_person(self.town.editor, self.session, GUEST, "answers")
        self.town.sits(ANNA)
        self.before = Before()
        self.at = AT

    @property
    def room(self) -> Room:
        town = self.town
        return statements.room_of(town.state, town.pack, town.review, self.session)

    def types(self, line: str) -> str:
        """Type a line and press Enter."""
        said = parse(line, self.room, self.before)
        self.before = said.after(self.before)
        self.at += 30_000
        editor = self.town.editor
        return statements.record_statement(editor, self.town.id, self.session, said, self.at)

    def statement(self, key: str) -> Statement:
        found = statements.statements(self.town.state, self.town.id, self.session)
        return next(one for one in found if one.piece.id == key)
